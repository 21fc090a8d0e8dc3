"""Importing is idempotent, whatever a calendar holds (P16), and undo takes all of it back."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.interop.calendar.writing import calendar, event
from tests.storage.dumps import dump

DAYS = st.dates(dt.date(2026, 9, 1), dt.date(2027, 1, 20))


@st.composite
def events(draw: st.DrawFn) -> str:
    """An event as calendars have them: with somebody or not, once or often, a whole day or not."""
    titles = ("1:1 Dana", "1:1 Chris", "Budget", "Dana OOO", "Ilya", "Canceled: 1:1 Dana", "OOO", "1:1 Zoe")
    title, day = draw(st.sampled_from(titles)), draw(DAYS)
    uid = draw(st.sampled_from(("a", "b", "c", "d", "mine@rhythm.invalid")))
    more = draw(st.sampled_from(((), ("RRULE:FREQ=WEEKLY;COUNT=5",), ("STATUS:TENTATIVE",), ("TRANSP:TRANSPARENT",))))
    guest = draw(
        st.sampled_from(((), ("ATTENDEE;CN=Dana:mailto:dana@acme.example",), ("ATTENDEE:mailto:new@x.example",)))
    )
    start = f"DTSTART;VALUE=DATE:{day:%Y%m%d}" if draw(st.booleans()) else f"DTSTART:{day:%Y%m%d}T100000Z"
    return event(f"SUMMARY:{title}", *more, *guest, uid=uid, start=start)


_KNOWN_SINCE = [
    event("SUMMARY:1:1 Dana", "ATTENDEE:mailto:new@x.example", uid="b", start="DTSTART:20260901T100000Z"),
    event("SUMMARY:1:1 Chris", "ATTENDEE:mailto:new@x.example", uid="a", start="DTSTART:20260901T100000Z"),
]


@example(first=[], second=_KNOWN_SINCE, confirms=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=st.lists(events(), max_size=6), second=st.lists(events(), max_size=6), confirms=st.booleans())
def test_the_same_calendar_twice_is_the_same_calendar_once(first: list[str], second: list[str], confirms: bool) -> None:
    db = memory_store(FixedClock(dt.date(2026, 11, 20)))
    rhythm = Rhythm(db, db.clock, Settings())
    Org(rhythm)
    for parts in (first, second):
        start = dump(db)
        rhythm.calendars.import_text("work", calendar(*parts))
        once = dump(db)
        report = rhythm.calendars.import_text("work", calendar(*parts))
        assert dump(db) == once
        assert (report.added, report.changed, report.left, report.planned) == (0, 0, 0, 0)
        if once != start:
            rhythm.undo()
            assert dump(db) == start
            rhythm.redo()
            assert dump(db) == once
        if confirms:
            rhythm.calendars.confirm_clear()
            # Whoever was confirmed has the address of the guest from now on, and another series may name it.
            rhythm.calendars.import_text("work", calendar(*parts))
            kept = dump(db)
            rhythm.calendars.import_text("work", calendar(*parts))
            assert dump(db) == kept
    db.close()
