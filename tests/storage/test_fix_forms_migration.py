"""A store of the time before fixes had forms, brought up to them: fixes stay as they were, with an open form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.domain.fixes import FixKind
from rhythm.queries.fixes import alignments, fix, forms
from rhythm.queries.search import find
from rhythm.storage import driver
from rhythm.storage.database import Database, Value
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A store as it was, with a fix, opened by the program of today."""
    with store_before("0005", tmp_path, clock) as db, db.action("fill"):
        dana = db.insert("person", name="Dana")
        db.insert("team", name="Platform", manager_id=dana)
        conflict = db.insert("conflict", name="release date", opened_on="2026-09-01")
        db.insert(
            "fix",
            conflict_id=conflict,
            kind="charter",
            body="write the charter",
            state="proposed",
            decided_on="2026-10-01",
        )
    with store_of_today(tmp_path, clock) as db:
        yield db


def test_a_fix_of_the_time_before_stands_with_an_open_form(upgraded: Database) -> None:
    found = fix(upgraded, 1)
    assert found is not None
    assert (found.kind, found.body) == (FixKind.CHARTER, "write the charter")
    assert forms(upgraded, [1]) == {}
    assert alignments(upgraded, 1) == ()
    assert [(hit.kind, hit.id) for hit in find(upgraded, "charter").hits] == [("fix", 1)]


def test_a_field_is_a_team_or_a_person_or_a_text_and_stands_once(upgraded: Database) -> None:
    with upgraded.action("fill"):
        upgraded.insert("fix_field", fix_id=1, name="team", team_id=1)
        upgraded.insert("fix_field", fix_id=1, name="owns", body="search")
        wrong: tuple[dict[str, Value], ...] = ({"team_id": 1, "person_id": 1}, {"body": "x", "team_id": 1}, {})
        for values in wrong:
            with pytest.raises(driver.Error):
                upgraded.insert("fix_field", fix_id=1, name="goals", **values)
        with pytest.raises(driver.Error):
            upgraded.insert("fix_field", fix_id=1, name="team", team_id=1)
    assert [one.text for one in forms(upgraded, [1])[1]] == ["Platform", "search"]
    assert [(hit.kind, hit.id) for hit in find(upgraded, "search").hits] == [("fix", 1)]


def test_a_conflict_has_one_test_of_a_day(upgraded: Database) -> None:
    same: dict[str, Value] = {"planning_assumptions": 1, "success_criteria": 1, "escalation_rules": 0}
    with upgraded.action("two"), pytest.raises(driver.Error):
        for _ in range(2):
            upgraded.insert("alignment", conflict_id=1, day="2026-11-20", **same)
