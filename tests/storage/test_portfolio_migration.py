"""A store of the time before bets, brought up to them: what was there stays, and can be linked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.domain.attention import RecordKey, RecordKind
from rhythm.domain.portfolio import Bucket, NewBet
from rhythm.queries.search import find
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage import driver
from rhythm.storage.database import Database
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A store that was made before, with one record of each kind that may name a bet."""
    with store_before("0005", tmp_path, clock) as db, db.action("fill"):
        dana, day = db.insert("person", name="Dana"), "2026-11-20"
        held = db.insert("meeting", person_id=dana, kind="one_on_one", day=day, state="held", minutes=30)
        db.insert("note", person_id=dana, meeting_id=held, day=day, kind="note", body="search is slow")
        db.insert("topic", person_id=dana, body="search first?", added_on=day)
        db.insert("escalation", day=day, summary="who signs", minutes=15)
        ritual = db.insert("ritual", name="Forum", question="What?", every_days=7, started_on=day)
        db.insert("ritual_session", ritual_id=ritual, day=day, answered=1, minutes=60)
    with store_of_today(tmp_path, clock) as db:
        yield db


def test_what_was_recorded_before_takes_attention_and_can_be_linked(upgraded: Database, clock: FixedClock) -> None:
    rhythm = Rhythm(upgraded, clock, Settings())
    bet = rhythm.portfolio.add(NewBet("Search", Bucket.CORE, 3))
    for kind, number in ((RecordKind.ESCALATION, 1), (RecordKind.SESSION, 1)):
        rhythm.portfolio.link(bet.id, RecordKey(kind, number))
    found = rhythm.portfolio.of_quarter().of(bet.id)
    assert found is not None
    assert (float(found.minutes), found.topics, found.unknown) == (105, 1, 0)
    assert {(hit.kind, hit.id) for hit in find(upgraded, "search").hits} == {("note", 1), ("topic", 1), ("bet", 1)}


def test_the_store_itself_refuses_what_no_bet_can_be(upgraded: Database) -> None:
    with upgraded.action("add"):
        bet = upgraded.insert("bet", name="Search", bucket="core", importance=3, added_on="2026-11-20")
    row = {"bet_id": bet, "day": "2026-11-20"}
    for table, values in (
        ("bet", {"name": "x", "bucket": "other", "importance": 3, "added_on": "2026-11-20"}),
        ("bet", {"name": "x", "bucket": "core", "importance": 6, "added_on": "2026-11-20"}),
        ("bet_return", {**row, "period": "2026-Q5", "value": 3}),
        ("bet_return", {**row, "period": "2026-Q4", "value": 0}),
        ("bet_decision", {**row, "kind": "pause"}),
        ("bet_decision", {**row, "kind": "protect"}),
        ("bet_link", {"bet_id": bet, "names": 1}),
        ("bet_link", {"bet_id": bet, "names": 1, "meeting_id": 1, "escalation_id": 1}),
    ):
        with pytest.raises(driver.Error), upgraded.action("add"):
            upgraded.insert(table, **values)
