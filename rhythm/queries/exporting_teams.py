"""Every record of the teams that there are now, for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rhythm.domain.people import Team
from rhythm.domain.structure import CardReply
from rhythm.interop.row_files import joined
from rhythm.interop.teams import Kind, TeamRow
from rhythm.queries import people, structure
from rhythm.queries.exporting_names import names_in_files
from rhythm.storage.database import Database


def exported_teams(db: Database) -> tuple[TeamRow, ...]:
    """Teams, their charters, interfaces, cards and patterns, by day."""
    name = names_in_files(db)
    teams = {int(team.id): team for team in people.active_teams(db)}
    rows = [_team(team, name) for team in teams.values()]
    for charter in structure.charters(db):
        if charter.team_id in teams:
            rows.append(
                TeamRow(
                    Kind.CHARTER,
                    teams[charter.team_id].name,
                    day=charter.since.isoformat(),
                    owns=joined(charter.owns),
                    does_not_own=joined(charter.not_owns),
                    goals=joined(charter.goals),
                )
            )
    for one in structure.interfaces(db):
        if set(one.teams) <= set(teams):
            first, second = sorted((teams[team].name for team in one.teams), key=lambda name: (name.casefold(), name))
            rows.append(TeamRow(Kind.INTERFACE, first, second, one.since.isoformat(), text=one.body))
    rows += _cards(structure.replies(db), teams, name)
    for pattern in structure.patterns(db):
        if pattern.team_id is None or pattern.team_id in teams:
            team = teams[pattern.team_id].name if pattern.team_id is not None else ""
            rows.append(TeamRow(Kind.PATTERN, team, day=pattern.since.isoformat(), item=pattern.pattern))
    return tuple(rows)


def _team(team: Team, name: Callable[[int | None], str]) -> TeamRow:
    return TeamRow(
        Kind.TEAM,
        team.name,
        manager=name(team.manager_id),
        mode=team.mode,
        bucket=team.bucket,
        product=name(team.product_id),
        engineering=name(team.engineering_id),
        design=name(team.design_id),
        aliases=joined(team.aliases),
    )


def _cards(
    replies: tuple[CardReply, ...], teams: dict[int, Team], name: Callable[[int | None], str]
) -> Iterator[TeamRow]:
    for reply in replies:
        team_id, person_id = reply.subject
        if team_id is not None and team_id not in teams:
            continue
        team = teams[team_id].name if team_id is not None else ""
        manager = name(person_id) if person_id is not None else ""
        yield TeamRow(
            Kind.CARD, team, "", reply.day.isoformat(), reply.item, reply.answer.value, text=reply.note, manager=manager
        )
