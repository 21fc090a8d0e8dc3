"""Teams that are no more: archived, brought back, or taken up by another one. What was said of them stays."""

from __future__ import annotations

import datetime as dt

from rhythm.actions.decision_rights import set_right
from rhythm.actions.looking_up import the_team
from rhythm.actions.people import edit_person, edit_team
from rhythm.actions.structure import set_charter, set_interface
from rhythm.domain.decision_rights import Cell, NewRight, Right, Role
from rhythm.domain.fixes import NOT_YET_IN_EFFECT
from rhythm.domain.names import has_letter, name_key
from rhythm.domain.people import PersonId, Team, TeamId
from rhythm.domain.saying import counted
from rhythm.domain.structure import charter_on, contradictions, interfaces_on, tag_key, tags_of
from rhythm.errors import BadInput, RhythmError
from rhythm.queries import decision_rights as rights
from rhythm.queries import people
from rhythm.queries import structure as queries
from rhythm.queries.rows import marks
from rhythm.storage.database import Database


def archive_team(db: Database, team_id: TeamId) -> Team:
    """Take a team out of every list; what it was party to stays. Raises BadInput while people are in it."""
    team = the_team(db, team_id)
    members = [person for person in people.active_people(db) if person.team_id == team_id]
    if members:
        raise BadInput(
            f"{counted(len(members), 'person is', 'people are')} still in {team.name}",
            "give them another team first, or let another team take this one up: rhythm team merge",
        )
    with db.action(f"archive team {team.name}"):
        db.update("team", team_id, archived_on=db.clock.today().isoformat())
    return the_team(db, team_id)


def restore_team(db: Database, team_id: TeamId) -> Team:
    """Bring an archived team back, also one that was merged; its people, charter and rights stay where they went.

    Raises RhythmError for one that is here.
    """
    team = the_team(db, team_id)
    if team.archived_on is None:
        raise RhythmError(f"{team.name} is here already", "rhythm team list --all shows those that are no more")
    with db.action(f"bring back team {team.name}"):
        db.update("team", team_id, archived_on=None, merged_into=None)
        # Else both would go by the name: what took it up, or who was given its name meanwhile.
        gone = set(map(name_key, (team.name, *team.aliases)))
        for other in people.active_teams(db):
            if other.id != team_id:
                edit_team(db, other.id, aliases=tuple(one for one in other.aliases if name_key(one) not in gone))
    return the_team(db, team_id)


def merge_teams(db: Database, team_id: TeamId, into: TeamId) -> Team:
    """Let a team take up another one, from today on, as one action.

    Its people go along, its names lead to the other team, and what it owned, its goals, its interfaces and its decision
    rights go over, with who decides at which level; what the other team says of itself wins. Where nobody leads that
    one, whoever led this one does. Where it was heard or told the other team is, and a fix that waits is about that
    one. What held until today stays in its history, for what reached me until then. Conflicts to which it was a party
    count as the other team's; each keeps the name of its day. Raises BadInput for a team and itself, and for one that
    is archived.
    """
    team, other = the_team(db, team_id), the_team(db, into)
    if team_id == into:
        raise BadInput(f"{team.name} can't be merged into itself", "name another team")
    if gone := next((one for one in (team, other) if one.archived_on is not None), None):
        raise BadInput(f"{gone.name} is archived", "bring it back first: rhythm team restore")
    with db.action(f"merge team {team.name} into {other.name}"):
        _move_people(db, team_id, into)
        _fill_in(db, team, other)
        _hand_over_charter(db, team_id, into)
        _hand_over_interfaces(db, team_id, into)
        _hand_over_rights(db, team, into)
        _hand_over_fixes(db, team_id, into)
        for row in db.all("SELECT id FROM team WHERE merged_into = ? AND deleted_at IS NULL", (team_id,)):
            db.update("team", row["id"], merged_into=into)
        db.update("team", team_id, archived_on=db.clock.today().isoformat(), merged_into=into)
        # A number was never a name to lead anywhere: typed alone it means a record.
        taken = tuple(name for name in (team.name, *team.aliases) if has_letter(name) and name != other.name)
        edit_team(db, into, aliases=tuple(dict.fromkeys((*other.aliases, *taken))))
    return the_team(db, into)


def _move_people(db: Database, team_id: TeamId, into: TeamId) -> None:
    for person in people.active_people(db):
        if person.team_id == team_id:
            edit_person(db, person.id, team_id=into)
    today = db.clock.today().isoformat()
    for row in db.all(
        "SELECT id FROM reporting WHERE team_id = ? AND since > ? AND deleted_at IS NULL", (team_id, today)
    ):
        db.update("reporting", row["id"], team_id=into)
    # The columns hold what was said last, which may begin on a later day.
    for row in db.all("SELECT id FROM person WHERE team_id = ? AND archived_on IS NULL", (team_id,)):
        db.update("person", row["id"], team_id=into)


def _fill_in(db: Database, team: Team, other: Team) -> None:
    """Let whoever led a team, and stood for its sides, do so for one of which nothing of the kind is said."""
    fields = ("manager_id", "product_id", "engineering_id", "design_id", "mode", "bucket")
    edit_team(db, other.id, **{one: getattr(team, one) for one in fields if not getattr(other, one)})


def _hand_over_charter(db: Database, team_id: TeamId, into: TeamId) -> None:
    today = db.clock.today()
    theirs, own = (charter_on(queries.charters(db, one), today) for one in (team_id, into))
    if theirs is None or theirs.empty:
        return
    owns = tags_of((*(own.owns if own is not None else ()), *theirs.owns))
    not_owns = tags_of((*(own.not_owns if own is not None else ()), *theirs.not_owns))
    owned_now = {tag_key(tag) for tag in contradictions(owns, not_owns)}
    goals = dict.fromkeys((*(own.goals if own is not None else ()), *theirs.goals))
    set_charter(
        db, into, owns=owns, not_owns=[tag for tag in not_owns if tag_key(tag) not in owned_now], goals=tuple(goals)
    )


def _hand_over_interfaces(db: Database, team_id: TeamId, into: TeamId) -> None:
    today = db.clock.today()
    held = {one.other(into) for one in interfaces_on(queries.interfaces(db, into), today)}
    for one in interfaces_on(queries.interfaces(db, team_id), today):
        neighbour = one.other(team_id)
        if neighbour != into and neighbour not in held:
            set_interface(db, into, neighbour, one.body)
        set_interface(db, team_id, neighbour, "")


def _hand_over_rights(db: Database, team: Team, into: TeamId) -> None:
    today = db.clock.today()
    board = rights.board(db)
    for cell in board.cells:
        held = board.on(cell, today)
        if held is None:
            continue
        if cell.team_id != team.id:
            if any(role.team_id == team.id for role in (*held.contributors, *held.informed)):
                set_right(db, _again(_heard(held, team.id, into), held.team_id, today, held.why))
        elif board.on(Cell(into, cell.area), today) is None:
            taken = _heard(held._replace(team_id=into), team.id, into)
            set_right(db, _again(taken, into, today, f"taken over from {team.name}"))


def _heard(right: Right, team_id: TeamId, into: TeamId) -> Right:
    """A right with another team in the place of one that is heard or told: each once, and none of its own cell."""
    seen: set[tuple[PersonId | None, TeamId | None]] = {(None, right.team_id)}

    def once(roles: tuple[Role, ...]) -> tuple[Role, ...]:
        kept = []
        for role in roles:
            now = Role("", None, into) if role.team_id == team_id else role
            if (now.person_id, now.team_id) not in seen:
                seen.add((now.person_id, now.team_id))
                kept.append(now)
        return tuple(kept)

    return right._replace(contributors=once(right.contributors), informed=once(right.informed))


def _again(right: Right, team_id: TeamId, since: dt.date, why: str) -> NewRight:
    return NewRight(
        team_id,
        right.area,
        since,
        right.decider_id,
        right.level,
        why,
        right.driver_id,
        right.contributors,
        right.informed,
    )


def _hand_over_fixes(db: Database, team_id: TeamId, into: TeamId) -> None:
    """Let what is to take effect be about the team that there is; a hand-off between the two has no other side."""
    waiting = marks(len(NOT_YET_IN_EFFECT))
    for row in db.all(
        "SELECT o.id FROM fix_field o JOIN fix f ON f.id = o.fix_id WHERE o.team_id = ? AND o.deleted_at IS NULL"
        f" AND f.deleted_at IS NULL AND f.state IN ({waiting}) AND NOT EXISTS (SELECT 1 FROM fix_field e"
        " WHERE e.fix_id = o.fix_id AND e.team_id = ? AND e.deleted_at IS NULL)",
        (team_id, *NOT_YET_IN_EFFECT, into),
    ):
        db.update("fix_field", row["id"], team_id=into)
