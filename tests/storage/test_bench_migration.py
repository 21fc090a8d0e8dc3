"""A store of the time before the bench, brought up to it: what was there stays, and the new tables refuse nonsense."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.queries import bench
from rhythm.queries.search import find
from rhythm.storage import driver
from rhythm.storage.database import Database
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    with store_before("0005", tmp_path, clock) as db, db.action("fill"):
        for name in ("Noor", "Dana"):
            db.insert("person", name=name, started_on="2026-10-01")
        db.insert("note", person_id=1, day="2026-11-20", kind="praise", body="peers ask her first")
    with store_of_today(tmp_path, clock) as db:
        yield db


def test_nobody_stands_on_the_bench_and_a_note_of_before_may_be_evidence(upgraded: Database) -> None:
    assert bench.cards(upgraded) == ()
    with upgraded.action("spot"):
        upgraded.insert("candidate", person_id=1, added_on="2026-11-20", sponsor="the quince")
        upgraded.insert("bench_evidence", person_id=1, purpose="influence", day="2026-11-20", note_id=1)
    (card,) = bench.cards(upgraded)
    assert [line.body for line in card.evidence] == ["peers ask her first"]
    assert [(hit.kind, hit.person) for hit in find(upgraded, "quince").hits] == [("candidate", "Noor")]
    assert [hit.kind for hit in find(upgraded, "peers").hits] == ["note"]
    assert upgraded.value("SELECT count(*) FROM change WHERE tbl IN ('candidate', 'bench_evidence')") == 2


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("candidate_stage", {"stage": "dizzy", "day": "2026-11-20"}),
        ("candidate_stage", {"stage": "ready", "day": "20 Nov"}),
        ("candidate_test", {"kind": "mentor", "started_on": "2026-11-20", "outcome": "finished"}),
        ("candidate_test", {"kind": "mentor", "started_on": "2026-11-20", "ended_on": "2026-11-21"}),
        (
            "candidate_test",
            {"kind": "mentor", "started_on": "2026-11-20", "ended_on": "2026-11-19", "outcome": "dropped"},
        ),
        ("bench_evidence", {"purpose": "influence", "day": "2026-11-20"}),
        ("bench_evidence", {"purpose": "influence", "day": "2026-11-20", "body": "seen", "note_id": 1}),
        ("calibration_note", {"day": "2026-11-20", "topic": "promotions", "body": "about both"}),
        ("first_day_line", {"start": "2026-11-20", "list": "assess"}),
    ],
)
def test_the_tables_refuse_what_can_not_be(upgraded: Database, table: str, values: dict[str, str | int]) -> None:
    with upgraded.action("try"), pytest.raises(driver.Error):
        upgraded.insert(table, person_id=1, **values)


def test_somebody_stands_on_the_bench_once(upgraded: Database) -> None:
    with upgraded.action("try"), pytest.raises(driver.Error):
        for _ in range(2):
            upgraded.insert("candidate", person_id=2, added_on="2026-11-20")
