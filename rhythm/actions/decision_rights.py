"""Saying who decides what, at which level; answering what leaks and stamps ask; standards and free choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rhythm.actions.days import FROM_A_DAY, up_to_today
from rhythm.actions.looking_up import the_person, the_team
from rhythm.domain.decision_rights import KEEP, Cell, NewRight, Practice, PracticeKind, Right, Role
from rhythm.domain.names import fold
from rhythm.domain.text import clean_line, tidy_line, tidy_text
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import decision_rights as queries
from rhythm.storage.database import Database


def set_right(db: Database, new: NewRight) -> Right:
    """Say who decides in a cell from a day on. Said again of the same day, it replaces what was said.

    Raises BadInput for a day to come, for the decider or the driver among those who are heard or told, and for one
    that stands in both lists; NotFound for people and teams that are not there.
    """
    up_to_today(db, new.since, FROM_A_DAY)
    _check_roles(new)
    the_team(db, new.team_id)
    the_person(db, new.decider_id)
    with db.action("set a decision right"):
        number = _right_of_the_day(db, new)
        for row in db.all("SELECT id FROM right_role WHERE right_id = ? AND deleted_at IS NULL", (number,)):
            db.update("right_role", row["id"], deleted_at=db.clock.today().isoformat())
        for name, roles in (("contributor", new.contributors), ("informed", new.informed)):
            for role in roles:
                db.insert("right_role", right_id=number, role=name, person_id=role.person_id, team_id=role.team_id)
    return next(right for right in queries.rights(db, Cell(new.team_id, new.area)) if right.id == number)


def take_preset(db: Database, label: str, new: Sequence[NewRight]) -> tuple[Right, ...]:
    """Say who decides in several cells at once, as one action. Raises as `set_right`."""
    if not new:
        return ()
    with db.action(f"take the preset {label}"):
        return tuple(set_right(db, one) for one in new)


def answer_cell(db: Database, cell: Cell, answers: Mapping[str, str]) -> None:
    """Answer delegation questions about a cell, by their ids; an empty text is an answer too, that there is nothing
    to say. Said again on the same day, it replaces what was said. The cell asks again after two more leaks.
    """
    with db.action("answer the delegation questions"):
        for item, body in answers.items():
            _answer(db, cell, item, tidy_text(body))


def keep_level(db: Database, cell: Cell) -> None:
    """Leave a level as it is although the last calls were all agreed unchanged; they count no more."""
    with db.action("keep a delegation level"):
        _answer(db, cell, KEEP, "")


def add_practice(db: Database, kind: PracticeKind, name: str) -> Practice:
    """Say that all teams do something alike, or that each may choose. Raises BadInput for an empty name,
    RhythmError when that stands in a list already."""
    cleaned = clean_line(name, "the name")
    if any(fold(one.name) == fold(cleaned) for one in queries.practices(db)):
        raise RhythmError(
            "that stands in one of the two lists already", "rhythm right standard and right free show them"
        )
    with db.action("add a standard" if kind is PracticeKind.STANDARD else "add a free choice"):
        number = db.insert("practice", kind=kind.value, name=cleaned, since=db.clock.today().isoformat())
    return next(one for one in queries.practices(db) if one.id == number)


def end_practice(db: Database, practice_id: int) -> Practice:
    """Say that something holds no more, today being the last day. Raises NotFound."""
    found = next((one for one in queries.practices(db) if one.id == practice_id), None)
    if found is None:
        raise NotFound(f"there is no such entry #{practice_id}", "rhythm right standard and right free show them")
    with db.action("end a standard" if found.kind is PracticeKind.STANDARD else "end a free choice"):
        db.update("practice", practice_id, until=db.clock.today().isoformat())
    return next(one for one in queries.practices(db, ended=True) if one.id == practice_id)


def _check_roles(new: NewRight) -> None:
    heard = [_key(role) for role in (*new.contributors, *new.informed)]
    if ("person", new.decider_id) in heard:
        raise BadInput("who decides is heard and informed anyway", "leave the decider out of the two lists")
    if len(set(heard)) < len(heard):
        raise BadInput("somebody is named twice", "name each once, as heard before or informed after")


def _key(role: Role) -> tuple[str, int | None]:
    return ("person", role.person_id) if role.person_id is not None else ("team", role.team_id)


def _right_of_the_day(db: Database, new: NewRight) -> int:
    fields = {
        "decider_id": new.decider_id,
        "level": int(new.level),
        "driver_id": new.driver_id,
        "why": tidy_line(new.why),
    }
    row = db.one(
        "SELECT id FROM decision_right WHERE team_id = ? AND area = ? AND since = ? AND deleted_at IS NULL",
        (new.team_id, new.area, new.since.isoformat()),
    )
    if row is not None:
        db.update("decision_right", row["id"], **fields)
        return int(row["id"])
    return db.insert("decision_right", team_id=new.team_id, area=new.area, since=new.since.isoformat(), **fields)


def _answer(db: Database, cell: Cell, item: str, body: str) -> None:
    today = db.clock.today().isoformat()
    row = db.one(
        "SELECT id FROM right_answer WHERE team_id = ? AND area = ? AND day = ? AND item = ? AND deleted_at IS NULL",
        (*cell, today, item),
    )
    if row is not None:
        db.update("right_answer", row["id"], body=body)
    else:
        db.insert("right_answer", team_id=cell.team_id, area=cell.area, day=today, item=item, body=body)
