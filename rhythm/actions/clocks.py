"""Role clocks: when a role began, and the lines of its first 90 days."""

from __future__ import annotations

import datetime as dt

from rhythm.actions.looking_up import name_of
from rhythm.domain.clocks import Line
from rhythm.domain.people import PersonId
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput, NotFound
from rhythm.queries import clocks as queries
from rhythm.storage.database import Database

LONGEST_AGO = 60 * 366
"""Days that a role may lie back; what lies further is a slip of the hand."""


def start_role(db: Database, person_id: PersonId, day: dt.date) -> None:
    """Say since when somebody has the role; the day that was named last holds. Raises BadInput for one out of reach."""
    if abs((db.clock.today() - day).days) > LONGEST_AGO:
        raise BadInput("that day is out of reach", "name the day on which the role began")
    with db.action(f"start of the role of {name_of(db, person_id)}"):
        if queries.role_starts(db).get(person_id) == day:
            return
        for row in db.all(
            "SELECT id FROM role_start WHERE person_id = ? AND day = ? AND deleted_at IS NULL",
            (person_id, day.isoformat()),
        ):
            # It is said anew, and holds again.
            db.update("role_start", row["id"], deleted_at=db.clock.today().isoformat())
        db.insert("role_start", person_id=person_id, day=day.isoformat())


def tick_line(db: Database, person_id: PersonId, start: dt.date, line: Line, done: bool) -> None:
    """Tick a line of the first 90 days, or take the tick back."""
    said = db.clock.today().isoformat() if done else None
    with db.action(f"first 90 days of {name_of(db, person_id)}"):
        if line.id is not None:
            the_line(db, line.id)
            db.update("first_day_line", line.id, done_on=said)
        elif done:
            db.insert(
                "first_day_line",
                person_id=person_id,
                start=start.isoformat(),
                list=line.list,
                item=line.item,
                done_on=said,
            )


def add_line(db: Database, person_id: PersonId, start: dt.date, listed: str, body: str) -> Line:
    """Write a line of one's own into one of the lists. Raises BadInput when it is empty."""
    with db.action(f"first 90 days of {name_of(db, person_id)}"):
        number = db.insert(
            "first_day_line",
            person_id=person_id,
            start=start.isoformat(),
            list=listed,
            body=clean_line(body, "the line"),
        )
    return the_line(db, number)


def drop_line(db: Database, line_id: int) -> Line:
    """Take a line of one's own out; what it said. Raises NotFound, BadInput for a shipped one."""
    found, line = queries.first_day_line(db, line_id), the_line(db, line_id)
    if line.item:
        raise BadInput("that line is of the shipped lists", "leave it unticked; bench.yaml holds the lists")
    assert found is not None
    with db.action(f"first 90 days of {name_of(db, found[0])}"):
        db.update("first_day_line", line_id, deleted_at=db.clock.today().isoformat())
    return line


def the_line(db: Database, line_id: int) -> Line:
    """One line. Raises NotFound."""
    found = queries.first_day_line(db, line_id)
    if found is None:
        raise NotFound(f"there is no line #{line_id}", "rhythm clock show NAME shows them with their numbers")
    return found[1]
