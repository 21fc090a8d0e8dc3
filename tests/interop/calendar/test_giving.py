"""What is written is what our own reader reads, whatever it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rhythm.errors import BadInput
from rhythm.interop.calendar.giving import calendar_bytes, write_folder
from rhythm.interop.calendar.reading import read_calendar, read_text
from rhythm.interop.calendar.values import Given
from tests.interop.calendar.writing import WINDOW

NOON = dt.datetime(2026, 9, 2, 12, tzinfo=dt.UTC)
INSTANTS = st.integers(0, 149 * 24 * 60).map(
    lambda minutes: dt.datetime(2026, 9, 2, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
)
MEETINGS = st.builds(
    Given,
    uid=st.uuids().map(lambda number: f"{number}@rhythm.invalid"),
    title=st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=80),
    starts=st.one_of(INSTANTS, st.dates(dt.date(2026, 9, 2), dt.date(2027, 1, 29))),
    minutes=st.integers(5, 240),
    sequence=st.integers(0, 99),
    changed=INSTANTS,
    cancelled=st.booleans(),
)


@settings(max_examples=100, deadline=None)
@example([Given("a@rhythm.invalid", r"C:\New, and a\nb", NOON, 30, 0, NOON)])
@given(st.lists(MEETINGS, max_size=6, unique_by=lambda one: one.uid))
def test_what_is_written_is_read_as_it_was(meetings: list[Given]) -> None:
    """P15: UID, title, start and minutes; what is called off takes no place."""
    data = calendar_bytes(meetings)
    file = read_text("plan", data, WINDOW)
    read = {
        (found.uid, found.title, one.starts, None if one.all_day else one.minutes)
        for found in file.events
        for one in found.occurrences
    }
    assert read == {
        (one.uid, " ".join(one.title.split()), one.starts, one.minutes if isinstance(one.starts, dt.datetime) else None)
        for one in meetings
        if not one.cancelled
    }
    assert (file.total, file.dropped, file.problems) == (len(meetings), 0, ())
    assert data == calendar_bytes(meetings)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_a_folder_is_written_only_where_something_changed(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    one = Given("a@rhythm.invalid", "1:1", moment, 30, 0, moment)
    write_folder(tmp_path / "new" / "plan", [one])
    path = tmp_path / "new" / "plan" / "a@rhythm.invalid.ics"
    before = path.stat().st_ino
    write_folder(path.parent, [one])
    assert path.stat().st_ino == before
    write_folder(path.parent, [one._replace(minutes=45, sequence=1)])
    assert path.stat().st_ino != before
    assert len(read_calendar(path.parent, WINDOW).events) == 1
    write_folder(path.parent, [])
    assert list(path.parent.iterdir()) == []


def test_a_folder_in_which_something_can_not_be_changed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    write_folder(tmp_path, [Given("a@rhythm.invalid", "1:1", moment, 30, 0, moment)])

    def refused(_path: Path, **_how: bool) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(BadInput, match="Permission denied"):
        write_folder(tmp_path, [])
