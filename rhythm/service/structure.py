"""The structure made legible: charters, checklists, interfaces, overlaps, health, and what is still unknown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rhythm.domain import structure as rules
from rhythm.domain.people import PersonId, Relation, TeamId
from rhythm.domain.structure import CardAnswer, CardState, Charter, Interface, Overlap, Subject, TriadRole
from rhythm.errors import BadInput
from rhythm.late import Late
from rhythm.queries import structure as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rhythm.actions import structure as actions
    from rhythm.domain import names
    from rhythm.domain.people import Person, Team
    from rhythm.domain.structure import CardReply, Pair
    from rhythm.queries import conflict_lists, decision_rights, tracker
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm
    from rhythm.settings.lists import Asking
    from rhythm.settings.structure import Card, Pattern, StructureWords
else:
    actions = Late("rhythm.actions.structure")
    names = Late("rhythm.domain.names")
    conflict_lists = Late("rhythm.queries.conflict_lists")
    decision_rights = Late("rhythm.queries.decision_rights")
    tracker = Late("rhythm.queries.tracker")

_Word = TypeVar("_Word", "Asking", "Card", "Pattern")


class OpenQuestion(NamedTuple):
    """A card that nobody can answer yet: whose, which one in words, and since when; None when it was never asked.

    `about` is the team, or the manager whose area it is. `stale` says that its unknown is older than two quarters.
    """

    subject: Subject
    about: str
    card: Card
    since: dt.date | None
    stale: bool


class OverlapView(NamedTuple):
    """An overlap with the names of its teams, and the open conflicts between them, worst first."""

    overlap: Overlap
    names: tuple[str, str]
    conflicts: tuple[ConflictView, ...]


class TeamView(NamedTuple):
    """A team with all that is known of it. `charters` are its history, newest first; `cards` and `health` stand in the
    order of the lists, `health` being that of whoever leads it."""

    team: Team
    lead: Person | None
    members: tuple[Person, ...]
    triad: Mapping[TriadRole, Person]
    charters: tuple[Charter, ...]
    cards: tuple[CardState, ...]
    interfaces: tuple[Interface, ...]
    overlaps: tuple[OverlapView, ...]
    health: tuple[CardState, ...]
    conflicts: tuple[ConflictView, ...]
    mode: Asking | None
    bucket: Asking | None
    pattern: Pattern | None

    @property
    def charter(self) -> Charter | None:
        """What holds now."""
        return self.charters[0] if self.charters else None


class Structure:
    """Who owns what, where one's work ends, and what runs without the director."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def words(self) -> StructureWords:
        """The lists of structure.yaml. Raises SettingsError when the user's copy is wrong."""
        from rhythm.settings.structure import load_structure

        return load_structure(self._rhythm.lists_folder, self._rhythm.cache_folder)

    @property
    def modes(self) -> tuple[Asking, ...]:
        """What work may be tuned for, as bets share it."""
        return self._rhythm.portfolio.words.modes

    @property
    def buckets(self) -> tuple[Asking, ...]:
        """What a team may be for, as bets share it."""
        return self._rhythm.portfolio.words.buckets

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
            _word(self.modes, team.mode),
            _word(self.buckets, team.bucket),
            self.pattern(team.id),
        )

    def charter(self, team_id: int, on: dt.date | None = None) -> Charter | None:
        """What a team owns and does not own on a day, today unless it is given; None before anything was said."""
        return rules.charter_on(queries.charters(self._db, team_id), on or self._rhythm.today())

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
        current = conflict_lists.current_conflicts(self._db, self._rhythm.tracker.rules, self._rhythm.today())
        return queries.open_between(current, decision_rights.whose(self._db))

    def conflicts_of(self, team_id: int) -> tuple[ConflictView, ...]:
        """The open conflicts to which a team is a party, worst first."""
        whose = decision_rights.whose(self._db)
        current = conflict_lists.current_conflicts(self._db, self._rhythm.tracker.rules, self._rhythm.today())
        return tuple(
            view
            for view in current
            if view.conflict.standing not in conflict_lists.SETTLED
            and any(team_id in whose.parties_in(row) for row in view.rows)
        )

    def checklist(self, team_id: TeamId) -> tuple[CardState, ...]:
        """The cards of a team as they stand, in the order of the list."""
        return self._cards(Subject(team_id=team_id), self.words.checklist)

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
        teams, managers = self._rhythm.people.teams(), self.managers()
        replies = queries.replies(self._db)
        about = {
            **{Subject(team_id=team.id): team.name for team in teams},
            **{Subject(person_id=manager.id): manager.name for manager in managers},
        }
        today, start = self._rhythm.today(), self._quarter_start
        states: list[CardState] = []
        for subject in about:
            listed = self.words.checklist if subject.team_id is not None else self.words.health
            states += rules.cards(subject, [card.slug for card in listed], replies, today, start)
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

    def managers(self) -> tuple[Person, ...]:
        """Who reports to the director and leads an area, by name."""
        people = self._rhythm.people
        stands = people.relations()
        return tuple(person for person in people.everybody() if stands.get(person.id) is Relation.MANAGER)

    def pattern(self, team_id: TeamId | None = None, on: dt.date | None = None) -> Pattern | None:
        """How the teams are cut, or one of them where that was said; None when nobody said."""
        slug = rules.pattern_on(queries.patterns(self._db), team_id, on or self._rhythm.today())
        return _word(self.words.patterns, slug)

    def set_pattern(self, pattern: str, *, team_id: TeamId | None = None, on: dt.date | None = None) -> None:
        """Say how all teams are cut, or one of them; nothing typed takes it back. Raises BadInput."""
        slug = self.read_pattern(pattern) if pattern.strip() else ""
        actions.set_pattern(self._db, slug, team_id=team_id, on=on)

    def read_mode(self, text: str) -> str:
        """The slug of a mode that a word means; nothing for nothing. Raises BadInput."""
        return _read(self.modes, text, "mode")

    def read_bucket(self, text: str) -> str:
        """The slug of a bucket that a word means; nothing for nothing. Raises BadInput."""
        return _read(self.buckets, text, "bucket")

    def read_pattern(self, text: str) -> str:
        """The slug of a pattern that a word means. Raises BadInput."""
        return _read(self.words.patterns, text, "pattern")

    def read_card(self, subject: Subject, text: str) -> Card:
        """The card that a word means, of a team's checklist or of the health of an area. Raises BadInput."""
        listed = self.words.checklist if subject.team_id is not None else self.words.health
        if not (slug := _read(listed, text, "card")):
            raise BadInput("the card is empty", f"use one of {', '.join(card.slug for card in listed)}")
        return next(card for card in listed if card.slug == slug)

    def usual_owner(self, area: str) -> TriadRole | None:
        """Who is usually asked first about an area; None where it is for product and engineering together."""
        usual = self.words.usual_owner
        if area in usual.product:
            return TriadRole.PRODUCT
        return TriadRole.ENGINEERING if area in usual.engineering else None

    @property
    def _quarter_start(self) -> int:
        return self._rhythm.settings.review.quarter_start_month

    def _cards(self, subject: Subject, listed: Sequence[Card]) -> tuple[CardState, ...]:
        replies = queries.replies(self._db, subject)
        items = [card.slug for card in listed]
        return rules.cards(subject, items, replies, self._rhythm.today(), self._quarter_start)

    def _conflicts_per_subject(self, teams: Iterable[Team]) -> Counter[Subject]:
        """How many open conflicts each team is party to; of a manager those of the teams that they lead."""
        found: Counter[Subject] = Counter()
        by_team = self._rhythm.tracker.open_conflicts_by_team()
        for team in teams:
            found[Subject(team_id=team.id)] += by_team.get(team.id, 0)
            if team.manager_id is not None:
                found[Subject(person_id=team.manager_id)] += by_team.get(team.id, 0)
        return found


def _word(listed: Iterable[_Word], slug: str) -> _Word | None:
    return next((word for word in listed if word.slug == slug), None)


def _read(listed: Sequence[_Word], text: str, what: str) -> str:
    """The slug of an entry by slug or label, or by the beginning of one. Raises BadInput."""
    key = names.name_key(text)
    if not key:
        return ""
    spelled = {word.slug: {names.name_key(word.slug), names.name_key(word.label)} for word in listed}
    whole = [slug for slug, known in spelled.items() if key in known]
    found = whole or [slug for slug, known in spelled.items() if any(name.startswith(key) for name in known)]
    if len(found) != 1:
        known = ", ".join(word.slug for word in listed)
        raise BadInput(f"'{names.shown(text)}' is no {what} I know", f"use one of {known}")
    return found[0]
