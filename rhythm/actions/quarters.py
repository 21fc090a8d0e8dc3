"""Weighing the evidence of a quarter, saying what one intends, and filling the sheets after the questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rhythm.actions.meetings import insert_promise, move_promise, settle_promise
from rhythm.actions.reviews import answer_item, begin_review, refuse_closed
from rhythm.domain.meetings import NewPromise, PromiseState
from rhythm.domain.people import PersonId
from rhythm.domain.quarters import (
    VALUES,
    Changes,
    Intention,
    IntentionState,
    NewIntention,
    SheetRow,
    changes,
)
from rhythm.domain.reviews import EvidenceMark, Review, ReviewId, ReviewKind
from rhythm.domain.saying import say_quarter
from rhythm.domain.text import tidy_text
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import quarters as queries
from rhythm.storage.database import Database


def mark_evidence(db: Database, period: str, item: str, record: str, mark: EvidenceMark | None) -> Review:
    """Strike a row of evidence, pin it, or take back what was said of it; the review in which it stands.

    Raises RhythmError for a pin on what is struck, and when the review is closed.
    """
    before = queries.evidence_marks(db, period, item).get(record)
    if mark is EvidenceMark.PINNED and before is EvidenceMark.STRUCK:
        raise RhythmError("the row is struck", "take it in again first; then it can be pinned")
    words = {
        EvidenceMark.STRUCK: "strike evidence",
        EvidenceMark.PINNED: "pin evidence",
        None: "take evidence as it is",
    }
    with db.action(f"{words[mark]} in {say_quarter(period)}"):
        review = _open_review(db, period)
        row = db.one(
            "SELECT id FROM evidence_mark WHERE review_id = ? AND item = ? AND record = ? AND deleted_at IS NULL",
            (review.id, item, record),
        )
        if row is None:
            if mark is not None:
                db.insert("evidence_mark", review_id=review.id, item=item, record=record, mark=mark)
        elif mark is None:
            db.update("evidence_mark", row["id"], deleted_at=db.clock.today().isoformat())
        else:
            db.update("evidence_mark", row["id"], mark=mark)
    return review


def answer_question(
    db: Database, period: str, item: str, question: str, body: str, intended: Sequence[NewIntention]
) -> Review:
    """Write the answer to a question of a quarter, with the question as it was asked and what is intended in it."""
    with db.action(f"answer in {say_quarter(period)}"):
        review = answer_item(db, ReviewKind.QUARTER, period, item, body)
        row = db.one(
            "SELECT id FROM review_answer WHERE review_id = ? AND item = ? AND deleted_at IS NULL", (review.id, item)
        )
        if row is not None:
            db.update("review_answer", row["id"], question=question)
        stored = [one for one in queries.intentions_of(db, period) if one.item == item]
        _carry_out(db, review.id, item, changes(stored, intended))
        _put_in_order(db, review.id, item, [new.body for new in intended])
    return review


def settle_intention(db: Database, intention_id: int, state: IntentionState) -> Intention:
    """Say that something intended was done, or that it was not and will not be; of a promise it is said of that.

    Raises RhythmError for one that a fix speaks for, and when it is settled already.
    """
    with db.action(f"{state} intention #{intention_id}"):
        found = _still_open(db, intention_id)
        if found.promise_id is not None:
            settle_promise(db, found.promise_id, PromiseState(state.value))
        else:
            db.update("intention", intention_id, state=state, settled_on=db.clock.today().isoformat())
    return _the(db, intention_id)


def move_intention(db: Database, intention_id: int, due: dt.date) -> Intention:
    """Put the day off until which something is intended; that it moved is counted."""
    with db.action(f"move intention #{intention_id}"):
        found = _still_open(db, intention_id)
        if found.promise_id is not None:
            move_promise(db, found.promise_id, due)
        else:
            db.update("intention", intention_id, due=due.isoformat(), moved=found.moved + (found.due != due))
    return _the(db, intention_id)


def fill_sheet(db: Database, period: str, row: SheetRow) -> None:
    """Say something in one row of a sheet; nothing at all takes it back. Said again, it replaces what was said.

    Raises BadInput for a value that the sheet does not know, RhythmError when the review is closed.
    """
    if row.value and row.value not in VALUES.get(row.sheet, ()):
        raise BadInput(
            "that is not a mark of this sheet", f"say one of: {', '.join(VALUES.get(row.sheet, ('a text',)))}"
        )
    with db.action(f"fill in the {row.sheet} of {say_quarter(period)}"):
        review = _open_review(db, period)
        found = db.one(
            "SELECT id FROM sheet_row WHERE review_id = ? AND sheet = ? AND item = ? AND person_id IS ?"
            " AND deleted_at IS NULL",
            (review.id, row.sheet, row.item, row.person_id),
        )
        body = tidy_text(row.body)
        if found is not None and (row.value or body):
            db.update("sheet_row", found["id"], value=row.value, body=body)
        elif found is not None:
            db.update("sheet_row", found["id"], deleted_at=db.clock.today().isoformat())
        elif row.value or body:
            db.insert(
                "sheet_row",
                review_id=review.id,
                sheet=row.sheet,
                item=row.item,
                person_id=row.person_id,
                value=row.value,
                body=body,
            )


def _carry_out(db: Database, review_id: ReviewId, item: str, what: Changes) -> None:
    for one in what.removed:
        db.update("intention", one.id, deleted_at=db.clock.today().isoformat())
        if one.promise_id is not None and one.state is IntentionState.OPEN:
            db.update("promise", one.promise_id, deleted_at=db.clock.today().isoformat())
    for one, new in what.changed:
        db.update("intention", one.id, body=new.body, due=new.due.isoformat())
        if one.promise_id is not None:
            db.update("promise", one.promise_id, body=new.words, due=new.due.isoformat())
    for new in what.added:
        promise_id = _promised(db, new.person_id, new) if new.person_id is not None else None
        db.insert(
            "intention",
            review_id=review_id,
            item=item,
            place=0,
            body=new.body,
            due=new.due.isoformat(),
            person_id=new.person_id,
            promise_id=promise_id,
            fix_id=new.fix_id,
        )


def _promised(db: Database, person_id: PersonId, new: NewIntention) -> int:
    """What is intended about somebody stands among the promises to them, and comes up with them."""
    return insert_promise(db, person_id, NewPromise(new.words, True, new.due), db.clock.today(), None)


def _put_in_order(db: Database, review_id: ReviewId, item: str, bodies: Sequence[str]) -> None:
    rows = db.all(
        "SELECT id, body FROM intention WHERE review_id = ? AND item = ? AND deleted_at IS NULL ORDER BY place, id",
        (review_id, item),
    )
    left = list(enumerate(bodies))
    for row in rows:
        place = next((at for at, body in left if body == row["body"]), 0)
        left = [(at, body) for at, body in left if at != place]
        db.update("intention", row["id"], place=place)


def _open_review(db: Database, period: str) -> Review:
    found = begin_review(db, ReviewKind.QUARTER, period)
    refuse_closed(found)
    return found


def _still_open(db: Database, intention_id: int) -> Intention:
    found = _the(db, intention_id)
    if found.fix_id is not None:
        raise RhythmError("a fix speaks for it", f"what becomes of fix #{found.fix_id} is what became of it")
    if found.state is not IntentionState.OPEN:
        raise RhythmError(f"that is {found.state} already", "a line of an answer that begins with > takes it up again")
    return found


def _the(db: Database, intention_id: int) -> Intention:
    found = queries.intention(db, intention_id)
    if found is None:
        raise NotFound(f"there is no intention #{intention_id}", "rhythm review quarter --json lists them")
    return found
