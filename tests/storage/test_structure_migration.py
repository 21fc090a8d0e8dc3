"""A store of the time before charters, brought up to them: teams are what they were, and not archived."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.queries import people
from rhythm.queries.search import find
from rhythm.storage import driver
from rhythm.storage.database import Database
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A store that was made with two teams before, opened by the program of today."""
    with store_before("0005", tmp_path, clock) as db, db.action("fill"):
        dana = db.insert("person", name="Dana")
        db.insert("team", name="Platform", manager_id=dana, aliases='["plat"]', target_days=30)
        db.insert("team", name="Growth")
    with store_of_today(tmp_path, clock) as db:
        yield db


def test_teams_are_what_they_were_and_nothing_is_said_of_how_they_work(upgraded: Database) -> None:
    growth, platform = people.active_teams(upgraded)
    assert (platform.name, platform.aliases, platform.target_days) == ("Platform", ("plat",), 30)
    for team in (growth, platform):
        assert (team.mode, team.bucket, team.archived_on, team.merged_into) == ("", "", None, None)
        assert (team.product_id, team.engineering_id, team.design_id) == (None, None, None)


def test_what_an_old_team_is_told_now_is_kept_logged_and_found(upgraded: Database) -> None:
    with upgraded.action("tell"):
        upgraded.update("team", 1, mode="predictability", design_id=1)
        upgraded.insert("charter", team_id=1, since="2026-11-20", owns="deploys\nlogs")
    change = upgraded.one("SELECT json_extract(new, '$.mode'), json_extract(old, '$.mode') FROM change WHERE op = 'U'")
    assert change is not None
    assert tuple(change) == ("predictability", "")
    assert [(hit.kind, hit.id) for hit in find(upgraded, "logs").hits] == [("charter", 1)]


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("interface", {"first_id": 2, "second_id": 1, "since": "2026-11-20"}),
        ("card_answer", {"item": "charter", "day": "2026-11-20", "answer": "yes"}),
        ("card_answer", {"item": "charter", "day": "2026-11-20", "answer": "yes", "team_id": 1, "person_id": 1}),
        ("card_answer", {"item": "charter", "day": "2026-11-20", "answer": "maybe", "team_id": 1}),
        ("charter", {"team_id": 9, "since": "2026-11-20"}),
        ("charter", {"team_id": 1, "since": "today"}),
    ],
)
def test_the_store_refuses_what_can_not_be(upgraded: Database, table: str, values: dict[str, str | int]) -> None:
    with pytest.raises(driver.Error), upgraded.action("wrong"):
        upgraded.insert(table, **values)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("charter", {"team_id": 1, "since": "2026-11-20"}),
        ("interface", {"first_id": 1, "second_id": 2, "since": "2026-11-20"}),
        ("card_answer", {"item": "charter", "day": "2026-11-20", "answer": "yes", "team_id": 1}),
        ("card_answer", {"item": "charter", "day": "2026-11-20", "answer": "yes", "person_id": 1}),
        ("org_pattern", {"pattern": "platform", "since": "2026-11-20"}),
    ],
)
def test_there_is_one_of_each_a_day(upgraded: Database, table: str, values: dict[str, str | int]) -> None:
    with upgraded.action("once"):
        upgraded.insert(table, **values)
    with pytest.raises(driver.Error), upgraded.action("twice"):
        upgraded.insert(table, **values)
