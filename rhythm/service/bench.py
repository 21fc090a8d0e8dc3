"""The management bench: who may lead one day, for whose seat, by which evidence, and how deep it is."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from rhythm.domain import bench as rules
from rhythm.domain.bench import Outcome, Purpose
from rhythm.domain.people import PersonId
from rhythm.errors import Ambiguous, BadInput, NotFound, RhythmError
from rhythm.late import Late
from rhythm.queries import bench as queries
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from rhythm.actions import bench as actions
    from rhythm.domain import names
    from rhythm.domain.bench import Accountability, Card, EvidenceId, NewEvidence, Seat, Trial, TrialId
    from rhythm.domain.meetings import Note
    from rhythm.domain.people import Person
    from rhythm.queries.bench import RoundNote
    from rhythm.service import Rhythm
    from rhythm.service.bench_words import BenchWords
else:
    actions = Late("rhythm.actions.bench")
    names = Late("rhythm.domain.names")

_RECENT_NOTES = 40


class Depth(NamedTuple):
    """How deep the bench is behind one manager: candidates, how many passed a test, and that in words."""

    person_id: PersonId
    manager: str
    candidates: int
    passed: int
    words: str


class Sponsor(NamedTuple):
    """Who speaks for a candidate: somebody on record, or a mere name; empty for nobody."""

    name: str = ""
    person_id: PersonId | None = None


NO_SPONSOR = Sponsor()


class Bench:
    """Candidates, their tests, and the seats behind which they stand."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def words(self) -> BenchWords:
        """What the lists of the bench are called, and what people type for them."""
        from rhythm.service.bench_words import BenchWords

        return BenchWords(self._rhythm)

    def any(self) -> bool:
        """Whether anybody ever stood on the bench."""
        return queries.any_candidate(self._db)

    def cards(self, *, left: bool = False) -> tuple[Card, ...]:
        """Who stands on the bench, by name; with `left` also who left it, or the organisation."""
        found = queries.cards(self._db)
        if left or not found:
            return found
        here = {person.id for person in self._rhythm.people.everybody()}
        return tuple(card for card in found if card.candidate.left_on is None and card.candidate.person_id in here)

    def card(self, person_id: int) -> Card | None:
        """Somebody's card, also after they left the bench."""
        return queries.card(self._db, person_id)

    def seats(self, cards: Sequence[Card] | None = None) -> tuple[Seat, ...]:
        """Every manager's seat with who may take it, by name; the director's own first, where somebody may take that.

        A seat of somebody who is no manager any more stands behind, as long as somebody is meant for it.
        """
        people = self._rhythm.people.everybody(archived=True)
        by_id = {person.id: person for person in people}
        found: dict[PersonId, list[Card]] = {person.id: [] for person in self.managers()}
        for card in self.cards() if cards is None else cards:
            seat = rules.seat_of(card.candidate, by_id.get(card.candidate.person_id))
            if seat is not None:
                found.setdefault(seat, []).append(card)
        me = self._rhythm.people.me()
        first = [me.id] if me is not None and me.id in found else []
        ordered = [*first, *(number for number in found if number not in first)]
        return tuple(rules.Seat(number, by_id[number].name, tuple(found[number])) for number in ordered)

    def managers(self) -> tuple[Person, ...]:
        """Who reports to the director and leads: has reports, or a team."""
        people = self._rhythm.people
        leading = {team.manager_id for team in people.teams()} | {person.manager_id for person in people.everybody()}
        return tuple(person for person in people.managers() if person.id in leading)

    def depth(self) -> tuple[Depth, ...]:
        """How deep the bench is behind each manager, the director's own seat left out."""
        managers = {person.id for person in self.managers()}
        return tuple(
            Depth(seat.person_id, seat.manager, len(seat.cards), seat.depth, rules.depth_words(seat))
            for seat in self.seats()
            if seat.person_id in managers
        )

    def month_line(self, first: dt.date, last: dt.date, veiled: dict[PersonId, str] | None = None) -> str:
        """The bench in a sentence, for the weekly review of a week in which a month begins; else nothing.

        Nothing either before anybody was put on it. `veiled` has other words for names.
        """
        if first.day != 1 and (first.month, first.year) == (last.month, last.year):
            return ""
        if not self.any():
            return ""
        managers = {person.id for person in self.managers()}
        seats = [seat for seat in self.seats() if seat.person_id in managers]
        return rules.month_line(seats, lambda seat: (veiled or {}).get(seat.person_id, seat.manager))

    def without_sponsor(self, cards: Sequence[Card] | None = None) -> tuple[Card, ...]:
        """Who stands on the bench and has nobody who speaks for them, whoever they are."""
        return tuple(card for card in (self.cards() if cards is None else cards) if not card.has_sponsor)

    def seat_of(self, card: Card) -> Person | None:
        """Whose seat it is about."""
        person = self._rhythm.people.person(card.candidate.person_id)
        number = rules.seat_of(card.candidate, person)
        return self._rhythm.people.person(number) if number is not None else None

    def gaps(self, card: Card) -> tuple[str, ...]:
        """The areas, in words, in which nothing was seen of somebody in this quarter and the one before."""
        areas = self.words.growth.areas
        since = self._rhythm.reviews.this_quarter().previous().first_day
        missing = rules.gaps(card, [area.id for area in areas], since)
        return tuple(area.text for area in areas if area.id in missing)

    def accountability(self, manager_id: PersonId) -> Accountability:
        """What the board of decision rights says about a manager's seat; see `domain.bench.accountability`."""
        from rhythm.queries import decision_rights

        people = self._rhythm.people
        teams = {team.id for team in people.teams() if team.manager_id == manager_id}
        board, today = decision_rights.board(self._db), self._rhythm.today()
        held = [board.on(cell, today) for cell in board.cells if cell.team_id in teams]
        line = rules.below(people.everybody(archived=True), manager_id)
        return rules.accountability((right for right in held if right is not None), line)

    def find(self, text: str) -> Card:
        """The one on the bench that a part of a name means; who left it too, where nobody else fits.

        Raises as `people.find`, NotFound for somebody who never stood there.
        """
        cards = queries.cards(self._db)
        on_it = {card.candidate.person_id for card in cards}
        refs = [ref for ref in self._rhythm.people.refs() if ref.id in on_it]
        found = names.find(text, refs)
        person_id = found[0].id if len(found) == 1 else self._rhythm.people.find(text, archived=True).id
        return actions.the_card(self._db, PersonId(person_id))

    def read_sponsor(self, text: str) -> Sponsor:
        """Who a name means: somebody on record, else the name as it is. Raises Ambiguous."""
        if not text.strip():
            return Sponsor()
        try:
            person = self._rhythm.people.find(text)
        except NotFound:
            return Sponsor(text.strip())
        return Sponsor(person.name, person.id)

    def notes_about(self, person_id: PersonId) -> tuple[Note, ...]:
        """Feedback, praise and notes about somebody, newest first, which evidence may rest on."""
        from rhythm.queries import meetings

        return meetings.notes_of(self._db, person_id, _RECENT_NOTES)

    def add(
        self,
        person_id: PersonId,
        *,
        seat_id: PersonId | None = None,
        sponsor: Sponsor = NO_SPONSOR,
        day: dt.date | None = None,
    ) -> Card:
        """Put somebody on the bench. Raises as `actions.bench.add_candidate`."""
        kept, sponsor_id = _kept(sponsor)
        return actions.add_candidate(self._db, person_id, seat_id=seat_id, sponsor=kept, sponsor_id=sponsor_id, day=day)

    def editing(self, card: Card) -> AbstractContextManager[object]:
        """What is changed of a card inside is one action, or nothing of it."""
        return self._db.action(f"edit {card.candidate.person} on the bench")

    def set_sponsor(self, person_id: PersonId, sponsor: Sponsor) -> Card:
        """Say who speaks for somebody; an empty sponsor takes that back. Raises BadInput for themselves."""
        if sponsor.person_id == person_id:
            raise BadInput("nobody sponsors themselves", "name somebody who speaks for them where they are not")
        kept, sponsor_id = _kept(sponsor)
        return actions.edit_candidate(self._db, person_id, sponsor=kept, sponsor_id=sponsor_id)

    def set_seat(self, person_id: PersonId, seat_id: PersonId | None) -> Card:
        """Say whose seat it is about; None for that of whom they report to."""
        return actions.edit_candidate(self._db, person_id, seat_id=seat_id)

    def leave(self, person_id: PersonId) -> Card:
        """Take somebody off the bench."""
        return actions.leave_bench(self._db, person_id)

    def spot(self, person_id: PersonId, new: NewEvidence) -> Card:
        """Keep a line that shows influence on peers; who was not on the bench is put there, in the same action."""
        with self._db.action("spot somebody for the bench"):
            card = self.card(person_id)
            if card is None or card.candidate.left_on is not None:
                self.add(person_id, day=new.day)
            return actions.add_evidence(self._db, person_id, Purpose.INFLUENCE, new)

    def begin_test(self, person_id: PersonId, kind: str, new: NewEvidence) -> Card:
        """Begin a test. Raises as `actions.bench.begin_test`."""
        return actions.begin_test(self._db, person_id, kind, new)

    def the_test(self, card: Card, text: str = "") -> Trial:
        """The test of somebody that is under way: the one there is, or the one a number or kind means.

        Raises RhythmError when none is under way, Ambiguous when several are.
        """
        running = card.running
        if not running:
            raise RhythmError(
                f"no test of {card.candidate.person} is under way", "rhythm bench test NAME KIND begins one"
            )
        if not text.strip():
            if len(running) > 1:
                listed = " or ".join(self.words.kind(test.kind) for test in running)
                raise Ambiguous(f"several are under way: {listed}", "name it with --test")
            return running[0]
        refs = [names.NamedRef(test.id, self.words.kind(test.kind), (test.kind,)) for test in running]
        number = names.resolve(text, refs, "test under way").id
        return next(test for test in running if test.id == number)

    def end_test(self, person_id: PersonId, test_id: TrialId, outcome: Outcome, new: NewEvidence) -> Card:
        """End a test. Raises as `actions.bench.end_test`."""
        return actions.end_test(self._db, person_id, test_id, outcome, new)

    def keep(self, person_id: PersonId, purpose: Purpose, new: NewEvidence) -> Card:
        """Keep a line of evidence; coaching and calibration bring a stage with them when its turn has come."""
        return actions.add_evidence(self._db, person_id, purpose, new)

    def strike(self, evidence_id: EvidenceId) -> Card:
        """Take a line of evidence out. Raises as `actions.bench.strike_evidence`."""
        return actions.strike_evidence(self._db, evidence_id)

    def call_ready(self, person_id: PersonId, ready: bool = True, day: dt.date | None = None) -> Card:
        """Say that somebody is ready, or not after all. Raises as `actions.bench.call_ready`."""
        return actions.call_ready(self._db, person_id, ready, day)

    def step_back(self, person_id: PersonId) -> Card:
        """Take somebody back one stage."""
        return actions.step_back(self._db, person_id)

    def step_on(self, person_id: PersonId) -> Card:
        """Bring somebody to the next stage, where what it rests on is there."""
        return actions.step_on(self._db, person_id)

    def answer(self, person_id: PersonId, item: str, yes: bool) -> Card:
        """Answer a question about the role somebody is meant for. Raises BadInput for one that is not asked."""
        if all(one.id != item for one in self.words.lists.role):
            raise BadInput("that is not asked about a role", "bench.yaml holds the questions")
        return actions.answer_role(self._db, person_id, item, yes)

    def write_round(
        self, body: str, *, topic: str = "", person_id: PersonId | None = None, day: dt.date | None = None
    ) -> RoundNote:
        """Keep what a calibration round said about a topic, or about one manager.

        Raises RhythmError before there are teams enough for a round.
        """
        if not self.round_offered():
            slug = self.words.lists.calibration.ritual
            least = next((one.from_teams for one in self._rhythm.rituals.shipped if one.id == slug), 0)
            raise RhythmError(
                f"a calibration round has its place from {least} teams on", "rhythm team list shows how many there are"
            )
        return actions.write_round(self._db, body, topic=topic, person_id=person_id, day=day)

    def round_notes(self, on: dt.date | None = None) -> tuple[RoundNote, ...]:
        """What calibration rounds said, or that of one day; newest day first."""
        return queries.round_notes(self._db, on)

    def round_offered(self) -> bool:
        """Whether a calibration round has its place: its ritual is held, or there are teams enough for it."""
        rituals, slug = self._rhythm.rituals, self.words.lists.calibration.ritual
        held = any(one.ritual.slug == slug for one in rituals.standings())
        return held or any(one.id == slug for one in rituals.offered())


def _kept(sponsor: Sponsor) -> tuple[str, PersonId | None]:
    return ("" if sponsor.person_id is not None else sponsor.name), sponsor.person_id
