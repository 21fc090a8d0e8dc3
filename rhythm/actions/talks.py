"""What is said in a talk beside notes: clarity answered, expectations, levels of delegation."""

from __future__ import annotations

from rhythm.actions.looking_up import name_of
from rhythm.domain.clarity import Answered, ClarityAnswer
from rhythm.domain.delegation import LEAST, MOST, Levels
from rhythm.domain.expectations import HEADINGS, Expectation, ExpectationSide
from rhythm.domain.meetings import Theme
from rhythm.domain.people import PersonId
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import talks as queries
from rhythm.storage.database import Database


def answer_clarity(db: Database, person_id: PersonId, item: str, answer: ClarityAnswer) -> Answered:
    """Say whether an item is clear to somebody; said again on the same day, it replaces what was said."""
    today = db.clock.today()
    with db.action(f"clarity check with {name_of(db, person_id)}"):
        before = db.value(
            "SELECT id FROM clarity WHERE person_id = ? AND item = ? AND day = ? AND deleted_at IS NULL",
            (person_id, item, today.isoformat()),
        )
        if before is not None:
            db.update("clarity", int(before), answer=answer)
        else:
            db.insert("clarity", person_id=person_id, item=item, answer=answer, day=today.isoformat())
    return next(one for one in queries.clarity_of(db, person_id) if one.item == item)


def add_expectation(db: Database, person_id: PersonId, side: ExpectationSide, body: str) -> Expectation:
    """Write a line into somebody's matrix. Raises BadInput when it is empty."""
    with db.action(f"expectation with {name_of(db, person_id)}"):
        number = db.insert(
            "expectation",
            person_id=person_id,
            side=side,
            body=clean_line(body, "the expectation"),
            day=db.clock.today().isoformat(),
        )
    return the_expectation(db, number)


def retire_expectation(db: Database, expectation_id: int) -> Expectation:
    """Let a line of a matrix hold no more; it stays to be read. Raises RhythmError when it does not hold already."""
    with db.action(f"retire an expectation with {the_expectation(db, expectation_id).person}"):
        found = the_expectation(db, expectation_id)
        if found.retired_on is not None:
            raise RhythmError("that expectation holds no more already", "undo takes that back")
        db.update("expectation", expectation_id, retired_on=db.clock.today().isoformat())
    return the_expectation(db, expectation_id)


def carry_expectation(db: Database, expectation_id: int) -> int:
    """Put a line of a matrix on the queue, to talk about where the two differ; the number of the topic."""
    found = the_expectation(db, expectation_id)
    with db.action(f"topic for {found.person}"):
        return db.insert(
            "topic",
            person_id=found.person_id,
            body=f"{HEADINGS[found.side]}: {found.body}",
            added_on=db.clock.today().isoformat(),
            theme=Theme.CLARITY,
        )


def name_levels(
    db: Database, person_id: PersonId, area: str, mine: int, theirs: int, agreed: int | None = None
) -> Levels:
    """Store what both sides named for a decision area, and what they agreed on. Raises BadInput for no level."""
    for level in (mine, theirs, agreed):
        if level is not None and not LEAST <= level <= MOST:
            raise BadInput("that is not a level of delegation", f"the levels go from {LEAST} to {MOST}")
    with db.action(f"delegation levels with {name_of(db, person_id)}"):
        number = db.insert(
            "delegation",
            person_id=person_id,
            area=area,
            day=db.clock.today().isoformat(),
            mine=mine,
            theirs=theirs,
            agreed=agreed,
        )
    found = queries.levels(db, number)
    assert found is not None
    return found


def the_expectation(db: Database, expectation_id: int) -> Expectation:
    """One line of a matrix. Raises NotFound."""
    found = queries.expectation(db, expectation_id)
    if found is None:
        raise NotFound(f"there is no expectation #{expectation_id}", "rhythm expect NAME shows them")
    return found
