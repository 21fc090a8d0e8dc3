"""A store of the time before frozen copies refused to change: its copies stay, and refuse from here on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.domain.freezing import seal
from rhythm.domain.periods import Quarter
from rhythm.queries.search import find
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage import driver
from rhythm.storage.database import Database, Value
from rhythm.storage.health import examine
from rhythm.storage.schema import MIGRATIONS
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today

THEN = Quarter(2026, 3)
FROZEN = (
    '{"period": "2026-Q3", "questions": [{"answer": "then", "evidence": [], "id": "structure",'
    ' "text": "What improved?"}]}'
)


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A store that was made before, with a closed quarter."""
    with store_before("0005", tmp_path, clock) as db, db.action("fill"):
        db.insert(
            "review",
            kind="quarter",
            period="2026-Q3",
            state="closed",
            started_on="2026-09-20",
            closed_on="2026-09-30",
            snapshot=FROZEN,
            snapshot_hash=seal(FROZEN),
        )
    with store_of_today(tmp_path, clock) as db:
        yield db


def test_an_old_copy_is_whole_and_refuses_to_change(upgraded: Database, clock: FixedClock, tmp_path: Path) -> None:
    assert "0014_reports" in MIGRATIONS
    rhythm = Rhythm(upgraded, clock, Settings())
    assert rhythm.quarters.data(THEN)["whole"]
    with pytest.raises(driver.IntegrityError, match="a frozen copy stays as it is"), upgraded.action("change"):
        upgraded.update("review", 1, snapshot="{}")
    checks = {check.name: check for check in examine(tmp_path / "rhythm.db", tmp_path / "backups", clock.now())}
    assert checks["frozen copies"] == ("frozen copies", True, "1 closed reviews are as they were closed")


def test_a_copy_that_was_changed_from_outside_is_named_by_the_doctor(
    upgraded: Database, clock: FixedClock, tmp_path: Path
) -> None:
    with upgraded.action("tamper"):
        upgraded.connection.execute("DROP TRIGGER review_refuses_update")
        upgraded.update("review", 1, snapshot=FROZEN.replace("then", "now"))
    checks = {check.name: check for check in examine(tmp_path / "rhythm.db", tmp_path / "backups", clock.now())}
    assert not checks["frozen copies"].ok
    assert "2026-Q3" in checks["frozen copies"].detail


def test_something_can_be_said_later_of_an_old_quarter_and_found(upgraded: Database, clock: FixedClock) -> None:
    rhythm = Rhythm(upgraded, clock, Settings())
    rhythm.quarters.answer_later(THEN, "structure", "the cutoff came back")
    assert [(hit.kind, hit.id) for hit in find(upgraded, "cutoff").hits] == [("later_answer", 1)]
    later = rhythm.quarters.walk(THEN).questions[0].later
    assert later is not None
    assert later.day == dt.date(2026, 11, 20)
    rhythm.undo()
    assert find(upgraded, "cutoff").hits == ()


def test_the_store_itself_refuses_what_cannot_be(upgraded: Database) -> None:
    refused: tuple[tuple[str, dict[str, Value]], ...] = (
        ("later_answer", {"review_id": 1, "item": "structure", "body": "", "day": "2026-11-20"}),
        ("later_answer", {"review_id": 1, "item": "structure", "body": "x", "day": "soon"}),
        ("later_answer", {"review_id": 9, "item": "structure", "body": "x", "day": "2026-11-20"}),
        ("report_strike", {"review_id": 1, "line": ""}),
    )
    for table, values in refused:
        with pytest.raises(driver.Error), upgraded.action("add"):
            upgraded.insert(table, **values)
    once: tuple[tuple[str, dict[str, Value]], ...] = (
        ("later_answer", {"item": "structure", "body": "x", "day": "2026-11-20"}),
        ("report_strike", {"line": "answer:structure"}),
    )
    for table, values in once:
        with pytest.raises(driver.Error), upgraded.action("twice"):
            for _ in range(2):
                upgraded.insert(table, review_id=1, **values)
