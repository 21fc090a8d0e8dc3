"""The rows and paragraphs of the calendar's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.calendars import PastTalk, Series, SeriesKind
from rhythm.domain.names import fold
from rhythm.domain.saying import counted, say_day
from widgets.panel import Para
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rhythm.domain.calendars import SeriesId
    from rhythm.screens.place import PageScreen

CONFIRMED = "confirmed:"
"""How the key of a row begins whose series is with somebody; Enter opens them."""
_KINDS = (
    (SeriesKind.MEETING, "WITH WHOM?"),
    (SeriesKind.ABSENCE, "AWAY?"),
    (SeriesKind.OTHER, "WITH SOMEBODY WHO IS NOT KNOWN HERE"),
)


def calendar_rows(
    page: PageScreen, waiting: tuple[Series, ...], talks: tuple[PastTalk, ...], confirmed: tuple[Series, ...]
) -> list[Row]:
    """What waits first, then past talks, then what is confirmed."""
    rows: list[Row] = []
    who = _all_who(page, (*waiting, *confirmed))
    for kind, title in _KINDS:
        found = [_waiting(page, one, who[one.id]) for one in waiting if one.kind is kind]
        if found:
            rows += [SPACER, heading(title, str(len(found))), *found]
    if talks:
        ordered = sorted(talks, key=lambda talk: (fold(talk.person), talk.person_id, -talk.day.toordinal()))
        rows += [SPACER, heading("TOOK PLACE?", str(len(talks)))]
        rows += [_talk(page, talk) for talk in ordered]
    if confirmed:
        rows += [SPACER, heading("CONFIRMED"), *(_confirmed(page, one, who[one.id]) for one in confirmed)]
    return rows[1:]


def calendar_paras(page: PageScreen, series: Series) -> tuple[Para, ...]:
    """A series for the pane at the right."""
    veil, today = page.veil, page.rhythm.today()
    paras = [Para(veil.text(series.title) or "no title", Tone.HEADING), Para(_all_who(page, [series])[series.id])]
    if series.waits:
        paras.append(Para(series.reason, Tone.DIM))
    if series.first is not None and series.last is not None:
        span = say_day(series.first, today)
        if series.last != series.first:
            times = f"{counted(series.times, 'time')} from " if series.times != 1 else ""
            span = f"{times}{span} to {say_day(series.last, today)}"
        paras.append(Para(span))
    paras.append(Para(f"calendar {veil.text(series.calendar)}", Tone.DIM))
    return tuple(paras)


def _all_who(page: PageScreen, found: Iterable[Series]) -> dict[SeriesId, str]:
    """With whom each series is or may be."""
    found, veil = tuple(found), page.veil
    candidates = page.rhythm.calendars.candidates(series for series in found if series.waits)
    names = {person.id: veil.name(person.name, person.id) for person in page.rhythm.people.everybody()}
    return {
        series.id: veil.name(series.person, series.person_id)
        if series.person_id is not None
        else " or ".join(names[one] for one in candidates.get(series.id, ()) if one in names)
        for series in found
    }


def _waiting(page: PageScreen, series: Series, who: str) -> Row:
    title = page.veil.text(series.title)
    # A row is called what it is about: whom one may mean, else what the calendar says.
    text, fact = (who, title) if who else (title, series.reason)
    return Row(f"series:{series.id}", text, "?", _times(page, series), fact, Tone.WARNING)


def _confirmed(page: PageScreen, series: Series, who: str) -> Row:
    away = "away · " if series.kind is SeriesKind.ABSENCE else ""
    title = f"{away}{page.veil.text(series.title)}"
    # Another key than while it waited: the cursor stays among what waits.
    return Row(f"{CONFIRMED}{series.id}", who, "", _times(page, series), title, Tone.DIM)


def _times(page: PageScreen, series: Series) -> str:
    if series.times == 1 and series.first is not None:
        today = page.rhythm.today()
        last = f" to {say_day(series.last, today)}" if series.last is not None and series.last > series.first else ""
        return f"{say_day(series.first, today)}{last}"
    return counted(series.times, "time")


def _talk(page: PageScreen, talk: PastTalk) -> Row:
    length = f" {talk.minutes}'" if talk.minutes else ""
    day = say_day(talk.day, page.rhythm.today())
    return Row(f"talk:{talk.id}", page.veil.name(talk.person, talk.person_id), "?", day, f"{talk.start or ''}{length}")
