"""Whose cell an escalation counts in: the raiser's, else each party's, as things stood on its day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable

from rhythm.domain.escalations import Escalation, NewEscalation
from rhythm.domain.people import Person, PersonId, Relation, Reporting, Team, TeamId
from rhythm.values import NamedTuple


class Leading(NamedTuple):
    """Who leads a team from `since` until the next one begins; None for nobody."""

    team_id: TeamId
    manager_id: PersonId | None
    since: dt.date


class Whose:
    """Who sat where, reported to whom and led which team on any day.

    Days before the first one that is known of somebody are taken to have been like that one. Where nothing with a day
    is known at all, what holds now is taken to have held always.
    """

    def __init__(
        self,
        people: Iterable[Person],
        teams: Iterable[Team],
        reporting: Iterable[Reporting] = (),
        leading: Iterable[Leading] = (),
    ) -> None:
        self.people = {person.id: person for person in people}
        self.teams = {team.id: team for team in teams}
        self._me = next((person.id for person in self.people.values() if person.is_me), None)
        self._lines: dict[PersonId, list[Reporting]] = {}
        self._leads: dict[TeamId, list[Leading]] = {}
        for line in sorted(reporting, key=lambda line: line.since):
            self._lines.setdefault(line.person_id, []).append(line)
        for lead in sorted(leading, key=lambda lead: lead.since):
            self._leads.setdefault(lead.team_id, []).append(lead)

    def lead_on(self, team_id: TeamId, day: dt.date) -> PersonId | None:
        """Who led a team on a day; before anybody is known to have, the first who did."""
        leads = self._leads.get(team_id, [])
        if not leads:
            team = self.teams.get(team_id)
            return team.manager_id if team is not None else None
        at = max(0, bisect_right(leads, day, key=lambda lead: lead.since) - 1)
        known = [lead.manager_id for lead in leads[: at + 1] if lead.manager_id is not None]
        if known:
            return leads[at].manager_id
        return next((lead.manager_id for lead in leads if lead.manager_id is not None), None)

    def teams_of(self, person_id: PersonId, day: dt.date) -> frozenset[TeamId]:
        """The team in which somebody sat on a day; of who sat in none, those that they led."""
        _, team_id = self._place(person_id, day)
        if team_id is not None:
            return frozenset((team_id,))
        return frozenset(team for team in self.teams if self.lead_on(team, day) == person_id)

    def manager_over(self, person_id: PersonId | None, day: dt.date) -> PersonId | None:
        """The manager of mine under whom somebody worked on a day, themselves included; None for who stood elsewhere,
        and for people who are in nobody's line."""
        seen: set[PersonId] = set()
        step = person_id
        while step is not None and step not in seen and step in self.people:
            if self._is_manager(step, day):
                return step
            seen.add(step)
            step = self._place(step, day)[0]
        return None

    def teams_in(self, row: Escalation | NewEscalation) -> frozenset[TeamId]:
        """The teams in whose cells a row counts.

        Somebody who leads several teams raises it for those of them that are parties, when any is.
        """
        parties = self._party_teams(row)
        if row.raised_by_id is not None and (own := self.teams_of(row.raised_by_id, row.day)):
            return own & parties or own
        return parties

    def managers_in(self, row: Escalation | NewEscalation) -> tuple[PersonId, ...]:
        """The managers of mine under whom a row counts, in the order of the parties."""
        if (raiser := self.manager_over(row.raised_by_id, row.day)) is not None:
            return (raiser,)
        sides = (
            party.person_id
            if party.person_id is not None
            else self.lead_on(party.team_id, row.day)
            if party.team_id is not None
            else None
            for party in row.parties
        )
        found = (self.manager_over(side, row.day) for side in sides)
        return tuple(dict.fromkeys(manager for manager in found if manager is not None))

    def parties_in(self, row: Escalation | NewEscalation) -> frozenset[TeamId]:
        """The teams between which a row stands: its parties, and those of people who are parties.

        A team that was merged stands as the one that took it up, so what stood between the two stands inside one.
        """
        return frozenset(self.now(team) for team in self._party_teams(row))

    def now(self, team_id: TeamId) -> TeamId:
        """What a team is called by now: itself, or what took it up."""
        team = self.teams.get(team_id)
        return team.merged_into if team is not None and team.merged_into is not None else team_id

    def _party_teams(self, row: Escalation | NewEscalation) -> frozenset[TeamId]:
        found: set[TeamId] = set()
        for party in row.parties:
            if party.team_id is not None:
                found.add(party.team_id)
            elif party.person_id is not None:
                found |= self.teams_of(party.person_id, row.day)
        return frozenset(found)

    def _is_manager(self, person_id: PersonId, day: dt.date) -> bool:
        person = self.people[person_id]
        if person.is_me:
            return False
        if person.set_relation is not None:
            return person.set_relation is Relation.MANAGER
        return self._me is not None and self._place(person_id, day)[0] == self._me

    def _place(self, person_id: PersonId, day: dt.date) -> tuple[PersonId | None, TeamId | None]:
        """Manager and team of somebody on a day."""
        lines = self._lines.get(person_id, [])
        if lines:
            line = lines[max(0, bisect_right(lines, day, key=lambda line: line.since) - 1)]
            return line.manager_id, line.team_id
        person = self.people.get(person_id)
        return (person.manager_id, person.team_id) if person is not None else (None, None)
