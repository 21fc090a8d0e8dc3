"""Whatever was logged: written to a file and read into an empty store, it gives the same rows, and the same file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.escalations import (
    NEW,
    Cause,
    ConflictChoice,
    ConflictId,
    Handling,
    Moment,
    NewEscalation,
    Party,
    Reached,
)
from rhythm.errors import RhythmError
from rhythm.interop.escalation_export import as_csv, as_json_lines
from rhythm.queries.exporting import exported_escalations
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org

TODAY = dt.date(2026, 11, 20)
Writer = Callable[[Iterable[dict[str, Any]]], str]
FORMS: dict[str, Writer] = {".csv": as_csv, ".jsonl": as_json_lines}

# What breaks naive writers: separators, quotes, line ends, formula signs, emoji, a mark from right to left.
texts = st.text(
    st.one_of(st.sampled_from(list(",;\"'\\\n\r\t|#@=~+-: ")), st.characters(codec="utf-8")), min_size=1, max_size=24
).filter(lambda text: text.strip() != "")
maybe = st.one_of(st.just(""), texts)
rows = st.builds(
    NewEscalation,
    summary=texts,
    day=st.dates(TODAY - dt.timedelta(days=400), TODAY),
    parties=st.lists(st.builds(Party, texts, st.none(), st.none()), max_size=3).map(tuple),
    area=st.sampled_from(("", "roadmap", "launch_timing")),
    area_text=st.just(""),
    raised_by_id=st.none(),
    raised_by=maybe,
    meeting_id=st.none(),
    forum=maybe,
    handling=st.sampled_from((None, *Handling)),
    cause=st.sampled_from((None, *Cause)),
    moment=st.sampled_from((None, *Moment)),
    minutes=st.one_of(st.none(), st.integers(1, 1440)),
    reached=st.sampled_from((None, *Reached)),
    without_me=maybe,
    repair=maybe,
)
in_no_list = st.tuples(rows, texts).map(lambda pair: pair[0]._replace(area="other", area_text=f"parking lot {pair[1]}"))


def opened(cache: Path) -> tuple[Rhythm, Database]:
    """An empty store; the words of the matcher are prepared once in `cache`."""
    clock = FixedClock(TODAY)
    db = memory_store(clock)
    return Rhythm(db, clock, Settings(), cache_folder=cache), db


def logged(rhythm: Rhythm, found: list[tuple[NewEscalation, int, str]]) -> None:
    """Log rows into up to four conflicts, or none; what the store refuses is not there to be written."""
    conflicts: dict[int, ConflictId] = {}
    for new, number, name in found:
        target: ConflictChoice | None = None if number == 0 else conflicts.get(number, NEW)
        try:
            row = rhythm.tracker.log(new, conflict=target)
            if target == NEW and row.conflict_id is not None:
                conflicts[number] = row.conflict_id
                rhythm.tracker.rename(row.conflict_id, name)
        except RhythmError:
            continue


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.one_of(rows, in_no_list), st.integers(0, 3), texts), max_size=5))
def test_any_store_comes_back_from_its_files(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[NewEscalation, int, str]]
) -> None:
    cache = tmp_path_factory.getbasetemp() / "words"
    first, first_db = opened(cache)
    logged(first, found)
    before = exported_escalations(first_db)
    for ending, write in FORMS.items():
        path = tmp_path_factory.mktemp("files") / f"escalations{ending}"
        first.exporting.escalations(path)
        second, second_db = opened(cache)
        report = second.importing.escalations(path, suggesting=False)
        assert (report.errors, report.left) == (0, 0)
        after = exported_escalations(second_db)
        assert after == before
        assert write(after) == path.read_bytes().decode()
        for rhythm in (first, second):
            again = rhythm.importing.escalations(path, suggesting=False)
            assert (again.added, again.changed, again.unchanged) == (0, 0, len(before))
        second.close()
    first.close()


def test_known_teams_and_people_are_found_again_by_name(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    parties = (Party("Platform", org.platform.id), Party("Noor Haddad", person_id=org.noor.id))
    new = NewEscalation("who pays", TODAY, parties, raised_by_id=org.dana.id)
    row = rhythm.tracker.log(new)
    rhythm.exporting.escalations(tmp_path / "out.csv")
    rhythm.undo()
    assert rhythm.importing.escalations(tmp_path / "out.csv").added == 1
    (back,) = rhythm.tracker.newest()
    assert (back.parties, back.raised_by_id, back.uid) == (row.parties, row.raised_by_id, row.uid)


def test_a_file_that_is_no_export_is_not_replaced(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    org.escalate("who pays")
    path = tmp_path / "notes.csv"
    path.write_text("what,when\nkept,always\n", "utf-8")
    with pytest.raises(RhythmError, match="was not exported by rhythm"):
        rhythm.exporting.escalations(path)
    assert path.read_text("utf-8") == "what,when\nkept,always\n"
    with pytest.raises(RhythmError, match=r"\.jsonl or \.csv|in which form"):
        rhythm.exporting.escalations(tmp_path / "notes.txt")
    good = tmp_path / "out.jsonl"
    rhythm.exporting.escalations(good)
    org.escalate("and again")
    rhythm.exporting.escalations(good)
    assert len(good.read_text("utf-8").splitlines()) == 2
    assert good.stat().st_mode & 0o777 == 0o600
