"""A store of the time before decision rights, brought up to them: teams keep their leads, the search its finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.queries.search import find
from rhythm.storage.database import Database
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today


@pytest.fixture
def store_then(tmp_path: Path, clock: FixedClock) -> Path:
    """The folder of a store as it was, with a team that is led and one that is not, and with texts to be found."""
    with store_before("0003", tmp_path, clock, search_kinds=16) as db, db.action("fill"):
        dana = db.insert("person", name="Dana")
        db.insert("team", name="Platform", manager_id=dana)
        db.insert("team", name="Growth")
        for body in ("the release date", "the vendor"):
            db.insert("note", person_id=dana, day="2026-11-20", kind="note", body=body)
        db.insert("ritual", name="release forum", question="What did we decide?", every_days=7, started_on="2026-11-20")
    return tmp_path


@pytest.fixture
def upgraded(store_then: Path, clock: FixedClock) -> Iterator[Database]:
    with store_of_today(store_then, clock) as db:
        yield db


def test_who_leads_a_team_is_taken_to_have_done_so_always(upgraded: Database) -> None:
    rows = upgraded.all("SELECT team_id, manager_id, since FROM team_lead ORDER BY team_id")
    assert [tuple(row) for row in rows] == [(1, 1, "1900-01-01"), (2, None, "1900-01-01")]


def test_every_text_of_the_time_before_is_found_under_its_record(upgraded: Database) -> None:
    found = {(hit.kind, hit.id, hit.person) for hit in find(upgraded, "release").hits}
    assert found == {("note", 1, "Dana"), ("ritual", 1, "")}
    assert {(hit.kind, hit.id) for hit in find(upgraded, "platform").hits} == {("team", 1)}


def test_a_text_of_the_time_before_that_changes_is_found_by_its_new_words_alone(upgraded: Database) -> None:
    with upgraded.action("change"):
        upgraded.update("note", 1, body="the launch")
        upgraded.update("note", 2, deleted_at="2026-11-20")
    assert [hit.kind for hit in find(upgraded, "release").hits] == ["ritual"]
    assert [hit.id for hit in find(upgraded, "launch").hits] == [1]
    assert find(upgraded, "vendor").hits == ()


def test_one_cell_has_one_approver_on_a_day(upgraded: Database) -> None:
    from rhythm.storage import driver

    with upgraded.action("two"), pytest.raises(driver.Error):
        for _ in range(2):
            upgraded.insert("decision_right", team_id=1, area="roadmap", since="2026-11-20", decider_id=1, level=3)
