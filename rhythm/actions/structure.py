"""Saying what a team owns, where its handoffs lie, how it works, and how its cards stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rhythm.actions.days import FROM_A_DAY, up_to_today
from rhythm.actions.looking_up import the_team
from rhythm.domain.people import TeamId
from rhythm.domain.structure import (
    CardAnswer,
    CardReply,
    Charter,
    Interface,
    Subject,
    charter_on,
    contradictions,
    pair_of,
    read_goals,
    read_tags,
    tags_of,
)
from rhythm.domain.text import clean_line, tidy_line, tidy_text
from rhythm.errors import BadInput, NotFound
from rhythm.queries import people
from rhythm.queries import structure as queries
from rhythm.storage.database import Database


def set_charter(
    db: Database,
    team_id: TeamId,
    *,
    owns: Iterable[str] | None = None,
    not_owns: Iterable[str] | None = None,
    goals: Iterable[str] | None = None,
    on: dt.date | None = None,
) -> Charter:
    """Say what a team owns, does not own and is to reach, from a day on, today unless it is given.

    What is left out stays as it was on that day; what was said for later days stays. Said again of the same day, it
    replaces what was said. What is the same as before is written down too: an earlier day may yet be told of. Raises
    BadInput for a day to come and for a tag that is both owned and not.
    """
    day = up_to_today(db, on, FROM_A_DAY)
    team = the_team(db, team_id)
    before = charter_on(queries.charters(db, team_id), day)
    was = before or Charter(0, "", team_id, day)
    said = {
        "owns": was.owns if owns is None else _tags(owns),
        "not_owns": was.not_owns if not_owns is None else _tags(not_owns),
        "goals": was.goals if goals is None else _goals(goals),
    }
    both = contradictions(said["owns"], said["not_owns"])
    if both:
        raise BadInput(f"'{both[0]}' is owned and not owned", "name it in one of the two")
    values = {name: "\n".join(lines) for name, lines in said.items()}
    with db.action(f"set the charter of {team.name}"):
        if before is not None and before.since == day:
            db.update("charter", before.id, **values)
        else:
            db.insert("charter", team_id=team_id, since=day.isoformat(), **values)
    found = charter_on(queries.charters(db, team_id), day)
    assert found is not None
    return found


def set_interface(db: Database, one: TeamId, other: TeamId, body: str, *, on: dt.date | None = None) -> Interface:
    """Say where the work of a team ends and that of another begins, from a day on; an empty text ends it.

    Said again of the same day, it replaces what was said. Raises BadInput for a day to come, and for a team and itself.
    """
    day, pair = up_to_today(db, on, FROM_A_DAY), pair_of(one, other)
    names = [the_team(db, team_id).name for team_id in pair]
    cleaned = tidy_text(body)
    known = [found for found in queries.interfaces(db, pair[0]) if found.teams == pair]
    same_day = next((found for found in known if found.since == day), None)
    with db.action(f"{'set' if cleaned else 'end'} the interface of {names[0]} and {names[1]}"):
        if same_day is not None:
            db.update("interface", same_day.id, body=cleaned)
            number = same_day.id
        else:
            number = db.insert("interface", first_id=pair[0], second_id=pair[1], since=day.isoformat(), body=cleaned)
    return next(found for found in queries.interfaces(db, pair[0]) if found.id == number)


def answer_card(
    db: Database, subject: Subject, item: str, answer: CardAnswer, *, note: str = "", on: dt.date | None = None
) -> CardReply:
    """Answer a card of a team, or of a manager's area, on a day. Answered again on that day, it replaces the answer.

    Raises BadInput for a day to come, NotFound for a team or person that is not there.
    """
    day = up_to_today(db, on, FROM_A_DAY)
    if subject.team_id is not None:
        the_team(db, subject.team_id)
    elif subject.person_id is None or people.person(db, subject.person_id) is None:
        raise NotFound("there is no such person", "rhythm people list shows everybody")
    values = {"answer": answer.value, "note": tidy_line(note)}
    before = next((one for one in queries.replies(db, subject) if (one.item, one.day) == (item, day)), None)
    with db.action("answer a card"):
        if before is not None:
            db.update("card_answer", before.id, **values)
            number = before.id
        else:
            number = db.insert(
                "card_answer",
                team_id=subject.team_id,
                person_id=subject.person_id,
                item=item,
                day=day.isoformat(),
                **values,
            )
    return next(one for one in queries.replies(db, subject) if one.id == number)


def set_pattern(db: Database, pattern: str, *, team_id: TeamId | None = None, on: dt.date | None = None) -> None:
    """Say how all teams are cut, or one of them, from a day on; an empty slug takes it back.

    Raises BadInput for a day to come.
    """
    day = up_to_today(db, on, FROM_A_DAY)
    of = f"of {the_team(db, team_id).name}" if team_id is not None else "of the organisation"
    row = db.one(
        "SELECT id FROM org_pattern WHERE team_id IS ? AND since = ? AND deleted_at IS NULL", (team_id, day.isoformat())
    )
    with db.action(f"set the pattern {of}"):
        if row is not None:
            db.update("org_pattern", row["id"], pattern=pattern)
        else:
            db.insert("org_pattern", team_id=team_id, pattern=pattern, since=day.isoformat())


def _tags(texts: Iterable[str]) -> tuple[str, ...]:
    # A comma parts tags wherever they are typed, so one can't stand in a tag.
    return tags_of(clean_line(tag, "a tag") for text in texts for tag in read_tags(text))


def _goals(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean_line(goal, "a goal") for text in texts for goal in read_goals(text))
