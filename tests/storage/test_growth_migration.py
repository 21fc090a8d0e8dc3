"""A store of the time before the growth file: evidence of the bench stays as it was, and may name a source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.domain.growth import NewLine, SourceKind
from rhythm.queries.search import find
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage import driver
from rhythm.storage.database import Database, Value
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A store that was made before, with a candidate, a line about them, and a fix that held."""
    day = "2026-11-20"
    with store_before("0010", tmp_path, clock) as db, db.action("fill"):
        noor = db.insert("person", name="Noor")
        db.insert("candidate", person_id=noor, added_on=day)
        db.insert("bench_evidence", person_id=noor, purpose="influence", day=day, body="others copy her checklist")
        conflict = db.insert("conflict", name="release date", opened_on=day)
        db.insert("fix", conflict_id=conflict, kind="charter", state="held", decided_on=day, settled_on=day)
    with store_of_today(tmp_path, clock) as db:
        yield db


def test_evidence_of_before_is_read_by_both_and_new_lines_name_their_source(
    upgraded: Database, clock: FixedClock
) -> None:
    rhythm = Rhythm(upgraded, clock, Settings())
    (line,) = rhythm.growth.lines(everybody=True)
    card = rhythm.bench.card(line.person_id)
    assert card is not None
    assert [one.body for one in card.evidence] == [line.body] == ["others copy her checklist"]
    kept = rhythm.growth.add(NewLine("one charter for two teams", source=(SourceKind.FIX, 1)))
    assert (kept.fix_id, kept.note_id) == (1, None)
    rhythm.growth.edit(line.id, body="others copy her runbook")
    assert {hit.id for hit in find(upgraded, "runbook").hits} == {line.id}
    assert find(upgraded, "checklist").hits == ()
    rhythm.undo()
    assert rhythm.growth.line(line.id) == line


def test_the_store_itself_refuses_what_no_growth_file_holds(upgraded: Database) -> None:
    day = "2026-11-20"
    refused: tuple[tuple[str, dict[str, Value]], ...] = (
        ("story", {"question": "org_design", "title": "", "day": day}),
        ("story", {"question": "org_design", "title": "x", "day": day, "fix_id": 99}),
        ("self_check", {"year": 2026, "item": "staying", "answer": "maybe", "day": day}),
        ("stakeholder_card", {"person_id": 99, "day": day}),
    )
    for table, values in refused:
        with pytest.raises(driver.Error), upgraded.action("add"):
            upgraded.insert(table, **values)
    with pytest.raises(driver.Error), upgraded.action("twice"):
        for _ in range(2):
            upgraded.insert("self_check", year=2026, item="staying", answer="yes", day=day)
