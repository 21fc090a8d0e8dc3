"""The structure made legible: charters, checklists, interfaces, overlaps, health, and what is still unknown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from rhythm.domain import structure as rules
from rhythm.domain.people import PersonId, TeamId
from rhythm.domain.structure import CardAnswer, CardState, Charter, Interface, Subject, TriadRole
from rhythm.late import Late
from rhythm.queries import structure as queries
from rhythm.service.structure_views import OpenQuestion, OverlapView, Picture, TeamView
from rhythm.service.structure_words import Worded, word
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rhythm.actions import structure as actions
    from rhythm.domain.escalations import ConflictId
    from rhythm.domain.people import Team
    from rhythm.domain.structure import CardReply, Pair
    from rhythm.queries import conflict_lists, decision_rights
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm
    from rhythm.settings.lists import Asking
    from rhythm.settings.structure import Card, Pattern
else:
    actions = Late("rhythm.actions.structure")
    conflict_lists = Late("rhythm.queries.conflict_lists")
    decision_rights = Late("rhythm.queries.decision_rights")


class Structure(Worded):
    """Who owns what, where one's work ends, and what runs without the director."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._db = db

    def has_data(self) -> bool:
        """Whether anything was ever said of the structure; before that it is only offered."""
        return queries.any_structure(self._db)

    def team(self, team_id: int) -> TeamView | None:
        """One team in full, archived or not."""
        people, today = self._rhythm.people, self._rhythm.today()
        team = people.team(team_id)
        if team is None:
            return None
        everybody = {person.id: person for person in people.everybody(archived=True)}
        lead = everybody.get(team.manager_id) if team.manager_id is not None else None
        partners = zip(TriadRole, (team.product_id, team.engineering_id, team.design_id), strict=True)
        charters = [one for one in queries.charters(self._db, team_id) if one.since <= today]
        manages = lead is not None and not lead.is_me
        return TeamView(
            team,
            lead,
            tuple(person for person in people.everybody() if person.team_id == team.id),
            {role: everybody[who] for role, who in partners if who is not None and who in everybody},
            tuple(reversed(charters)),
            self.checklist(team.id),
            self.interfaces(team.id),
            tuple(view for view in self.overlaps() if team.id in view.overlap.teams),
            self.health(lead.id) if lead is not None and manages else (),
            self.conflicts_of(team.id),
            word(self.modes, team.mode),
            word(self.buckets, team.bucket),
            self.pattern(team.id),
        )

    def charters(self, on: dt.date | None = None) -> tuple[Charter, ...]:
        """The charter of each team that there is now, as it holds on a day."""
        by_team: dict[TeamId, list[Charter]] = {}
        for one in queries.charters(self._db):
            by_team.setdefault(one.team_id, []).append(one)
        day = on or self._rhythm.today()
        found = (rules.charter_on(by_team.get(team.id, ()), day) for team in self._rhythm.people.teams())
        return tuple(one for one in found if one is not None and not one.empty)

    def set_charter(
        self,
        team_id: TeamId,
        *,
        owns: Iterable[str] | None = None,
        not_owns: Iterable[str] | None = None,
        goals: Iterable[str] | None = None,
        on: dt.date | None = None,
    ) -> Charter:
        """Say what a team owns and does not own, and its goals, from a day on; what is left out stays as it was."""
        return actions.set_charter(self._db, team_id, owns=owns, not_owns=not_owns, goals=goals, on=on)

    def place_of(self, kind: str, number: int) -> tuple[TeamId, str] | None:
        """The team on whose page a charter, an interface or an answer stands, and the row there; None when it is gone.

        An answer about an area stands with the first team of its manager.
        """
        if kind == "charter":
            return next(((one.team_id, "charter:owns") for one in queries.charters(self._db) if one.id == number), None)
        if kind == "interface":
            found = (one for one in queries.interfaces(self._db) if one.id == number)
            return next(((one.teams[0], f"interface:{one.teams[1]}") for one in found), None)
        reply = next((one for one in queries.replies(self._db) if one.id == number), None)
        if reply is None:
            return None
        if reply.subject.team_id is not None:
            return reply.subject.team_id, f"card:{reply.item}"
        led = [team.id for team in self._rhythm.people.teams() if team.manager_id == reply.subject.person_id]
        return (led[0], f"health:{reply.item}") if led else None

    def interfaces(self, team_id: int | None = None, on: dt.date | None = None) -> tuple[Interface, ...]:
        """The interfaces that hold on a day between teams that there are now; of one team, or all."""
        there = {team.id for team in self._rhythm.people.teams()}
        found = rules.interfaces_on(queries.interfaces(self._db, team_id), on or self._rhythm.today())
        return tuple(one for one in found if there.issuperset(one.teams))

    def interface_history(self, one: TeamId, other: TeamId) -> tuple[Interface, ...]:
        """What was said between two teams, newest first."""
        pair = rules.pair_of(one, other)
        return tuple(found for found in reversed(queries.interfaces(self._db, one)) if found.teams == pair)

    def set_interface(self, one: TeamId, other: TeamId, body: str, *, on: dt.date | None = None) -> Interface:
        """Say where the work of a team ends and that of another begins, from a day on; an empty text ends it."""
        return actions.set_interface(self._db, one, other, body, on=on)

    def overlaps(self, on: dt.date | None = None) -> tuple[OverlapView, ...]:
        """Every tag that two teams own on a day, those with most open conflicts between them first."""
        found = rules.overlaps(self.charters(on))
        if not found:
            return ()
        names = {team.id: team.name for team in self._rhythm.people.teams()}
        between = self.conflicts_between()
        views = [
            OverlapView(one, (names[one.teams[0]], names[one.teams[1]]), between.get(one.teams, ())) for one in found
        ]
        return tuple(sorted(views, key=lambda view: -len(view.conflicts)))

    def conflicts_between(self) -> dict[Pair, tuple[ConflictView, ...]]:
        """The open conflicts between each two teams, worst first."""
        return queries.between(self._open_conflicts(), decision_rights.whose(self._db))

    def picture(self) -> Picture:
        """The reporting tree and the heat between teams, as they stand today."""
        from rhythm.domain.org_tree import tree_of

        current = self._open_conflicts()
        return Picture(
            tree_of(self._rhythm.people.everybody()),
            {row.person.id: row.due for row in self._rhythm.planner.due()},
            current,
            self._sides(current),
            self._rhythm.reviews.pairs(),
        )

    def conflicts_of(self, team_id: int) -> tuple[ConflictView, ...]:
        """The open conflicts to which a team is a party, worst first."""
        whose = decision_rights.whose(self._db)
        near = conflict_lists.open_conflicts_near(self._db, team_id, self._rhythm.tracker.rules, self._rhythm.today())
        return tuple(view for view in near if any(team_id in whose.parties_in(row) for row in view.rows))

    def checklist(self, team_id: TeamId) -> tuple[CardState, ...]:
        """The cards of a team as they stand, in the order of the list."""
        return self._cards(Subject(team_id=team_id), self.words.checklist)

    def checklists(self, teams: Iterable[Team], on: dt.date) -> dict[TeamId, tuple[CardState, ...]]:
        """The cards of several teams as they stood on a day, each in the order of the list; one reading for all."""
        replies, charters = queries.replies(self._db), queries.charters(self._db)
        items, start = [card.slug for card in self.words.checklist], self._quarter_start
        return {team.id: rules.cards(Subject(team_id=team.id), items, replies, on, start, charters) for team in teams}

    def health(self, person_id: PersonId) -> tuple[CardState, ...]:
        """What the area of a manager needs to run without the director, as it stands."""
        return self._cards(Subject(person_id=person_id), self.words.health)

    def answer(
        self,
        subject: Subject,
        item: str,
        answer: CardAnswer | str,
        *,
        note: str = "",
        on: dt.date | None = None,
    ) -> CardReply:
        """Answer a card of a team (`Subject(team_id=3)`) or of a manager's area, today or on a day of the past.

        `item` and `answer` may be typed. Raises BadInput, NotFound.
        """
        said = answer if isinstance(answer, CardAnswer) else rules.read_answer(answer)
        return actions.answer_card(self._db, subject, self.read_card(subject, item).slug, said, note=note, on=on)

    def open_questions(self, limit: int | None = None) -> tuple[OpenQuestion, ...]:
        """The cards that are unknown, of every team and of every manager's area: what was never asked first, then what
        was asked longest ago; among equals what has most open conflicts."""
        teams, managers = self._rhythm.people.teams(), self._rhythm.people.managers()
        replies, charters = queries.replies(self._db), queries.charters(self._db)
        about = {
            **{Subject(team_id=team.id): team.name for team in teams},
            **{Subject(person_id=manager.id): manager.name for manager in managers},
        }
        today, start = self._rhythm.today(), self._quarter_start
        states: list[CardState] = []
        for subject in about:
            listed = self.words.checklist if subject.team_id is not None else self.words.health
            states += rules.cards(subject, [card.slug for card in listed], replies, today, start, charters)
        found = rules.oldest_first(states, self._conflicts_per_subject(teams))
        return tuple(
            OpenQuestion(
                state.subject,
                about[state.subject],
                self.read_card(state.subject, state.item),
                state.since,
                state.stale,
            )
            for state in found[:limit]
        )

    def mode_questions(self, person_id: PersonId) -> tuple[tuple[Team, Asking], ...]:
        """The teams that somebody leads, each with the question of its mode; none for a team without one."""
        led = (team for team in self._rhythm.people.teams() if team.manager_id == person_id and team.mode)
        found = ((team, word(self.modes, team.mode)) for team in led)
        return tuple((team, mode) for team, mode in found if mode is not None)

    def pattern(self, team_id: TeamId | None = None) -> Pattern | None:
        """How the teams are cut, or one of them where that was said; None when nobody said."""
        slug = rules.pattern_on(queries.patterns(self._db), team_id, self._rhythm.today())
        return word(self.words.patterns, slug)

    def set_pattern(self, pattern: str, *, team_id: TeamId | None = None, on: dt.date | None = None) -> None:
        """Say how all teams are cut, or one of them; nothing typed takes it back. Raises BadInput."""
        slug = self.read_pattern(pattern) if pattern.strip() else ""
        actions.set_pattern(self._db, slug, team_id=team_id, on=on)

    def _open_conflicts(self) -> tuple[ConflictView, ...]:
        """The open conflicts, worst first."""
        current = conflict_lists.current_conflicts(self._db, self._rhythm.tracker.rules, self._rhythm.today())
        return tuple(view for view in current if view.conflict.standing not in conflict_lists.SETTLED)

    def _sides(self, current: Iterable[ConflictView]) -> dict[PersonId, frozenset[ConflictId]]:
        """Of some conflicts those to which each person, or a team that they lead now, is a party."""
        whose = decision_rights.whose(self._db)
        leads = {team.id: team.manager_id for team in self._rhythm.people.teams()}
        found: dict[PersonId, set[ConflictId]] = {}
        for view in current:
            for party in {party for row in view.rows for party in row.parties}:
                team = whose.now(party.team_id) if party.team_id is not None else None
                person = party.person_id if team is None else leads.get(team)
                if person is not None:
                    found.setdefault(person, set()).add(view.id)
        return {person: frozenset(conflicts) for person, conflicts in found.items()}

    @property
    def _quarter_start(self) -> int:
        return self._rhythm.settings.review.quarter_start_month

    def _cards(self, subject: Subject, listed: Sequence[Card]) -> tuple[CardState, ...]:
        replies = queries.replies(self._db, subject)
        charters = queries.charters(self._db, subject.team_id) if subject.team_id is not None else ()
        items = [card.slug for card in listed]
        return rules.cards(subject, items, replies, self._rhythm.today(), self._quarter_start, charters)

    def _conflicts_per_subject(self, teams: Iterable[Team]) -> Counter[Subject]:
        """How many open conflicts each team is party to; of a manager those of the teams that they lead."""
        found: Counter[Subject] = Counter()
        by_team = self._rhythm.tracker.open_conflicts_by_team()
        for team in teams:
            found[Subject(team_id=team.id)] += by_team.get(team.id, 0)
            if team.manager_id is not None:
                found[Subject(person_id=team.manager_id)] += by_team.get(team.id, 0)
        return found
