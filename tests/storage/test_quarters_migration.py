"""A store of the time before evidence was weighed: its answers stay, and a quarter goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.domain.periods import Quarter
from rhythm.domain.reviews import EvidenceMark
from rhythm.queries.search import find
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage import driver
from rhythm.storage.database import Database, Value
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today

THIS = Quarter(2026, 4)


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A store that was made before, with a closed quarter, and one that was begun."""
    with store_before("0005", tmp_path, clock) as db, db.action("fill"):
        frozen = (
            '{"period": "2026-Q3", "questions": [{"id": "structure", "text": "What improved?", "answer": "then",'
            ' "evidence": [{"kind": "counts", "id": 0, "day": null, "text": "reached you 2", "behind": []}]}]}'
        )
        for period, state, snapshot in (("2026-Q3", "closed", frozen), ("2026-Q4", "open", None)):
            review = db.insert(
                "review", kind="quarter", period=period, state=state, started_on="2026-09-20", snapshot=snapshot
            )
            db.insert("review_answer", review_id=review, item="structure", body=f"of {period}")
        db.insert("good_call", day="2026-11-02", body="moved the date")
    with store_of_today(tmp_path, clock) as db:
        yield db


def test_answers_and_closed_quarters_of_the_time_before_are_shown(upgraded: Database, clock: FixedClock) -> None:
    rhythm = Rhythm(upgraded, clock, Settings())
    view = rhythm.quarters.walk().questions[0]
    assert (view.answer, view.last_answer, view.last_question) == ("of 2026-Q4", "of 2026-Q3", "")
    closed = rhythm.quarters.walk(THIS.previous())
    assert closed.closed
    assert [(one.question.text, one.answer) for one in closed.questions] == [("What improved?", "then")]
    assert closed.questions[0].evidence[0].key == "counts:0"


def test_the_evidence_of_the_time_before_can_be_weighed_and_taken_back(upgraded: Database, clock: FixedClock) -> None:
    rhythm = Rhythm(upgraded, clock, Settings())
    rhythm.quarters.mark(THIS, "structure", "good_call:1", EvidenceMark.STRUCK)
    assert rhythm.quarters.walk().questions[0].evidence[0].struck
    rhythm.undo()
    rhythm.quarters.answer(THIS, "structure", "of now\n> leave the cutoff alone")
    assert {(hit.kind, hit.id) for hit in find(upgraded, "cutoff").hits} == {("review_answer", 2), ("intention", 1)}
    rhythm.undo()
    rhythm.undo()
    assert rhythm.quarters.walk().questions[0].answer == ""


def test_the_store_itself_refuses_what_cannot_be(upgraded: Database) -> None:
    row: dict[str, Value] = {"review_id": 2, "item": "structure"}
    refused: tuple[tuple[str, dict[str, Value]], ...] = (
        ("evidence_mark", {**row, "record": "note:1", "mark": "liked"}),
        ("evidence_mark", {**row, "record": "", "mark": "struck"}),
        ("intention", {**row, "place": 0, "body": "", "due": "2026-12-01"}),
        ("intention", {**row, "place": 0, "body": "x", "due": "soon"}),
        ("intention", {**row, "place": 0, "body": "x", "due": "2026-12-01", "state": "done"}),
        ("sheet_row", {**row, "sheet": "scorecard", "value": "6"}),
    )
    for table, values in refused:
        with pytest.raises(driver.Error), upgraded.action("add"):
            upgraded.insert(table, **values)
    with pytest.raises(driver.Error), upgraded.action("twice"):
        for _ in range(2):
            upgraded.insert("evidence_mark", review_id=2, item="structure", record="note:1", mark="struck")
