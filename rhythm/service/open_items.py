"""What the weekly review still asks about, as values: Today counts it, and the walkthrough asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.meetings import Promise
from rhythm.domain.reviews import ReviewState
from rhythm.domain.sittings import Item, Urgency
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhythm.domain.decision_rights import Asked, Cell, Stamps, Vacant
    from rhythm.domain.escalations import Escalation
    from rhythm.domain.fixes import Fix
    from rhythm.domain.meetings import Meeting, Topic
    from rhythm.domain.people import Person
    from rhythm.domain.periods import Week
    from rhythm.domain.plan.values import Proposal
    from rhythm.domain.portfolio import DueReview
    from rhythm.domain.reviews import Review
    from rhythm.domain.rituals import Standing
    from rhythm.domain.waiting import Waiting
    from rhythm.queries.planning import DueRow
    from rhythm.queries.tracker import ConflictView
    from rhythm.service.same_pairs import SamePair
    from rhythm.service.structure_views import OpenQuestion


class PlannedRow(NamedTuple):
    """A proposed meeting of next week, for display."""

    person: Person
    proposal: Proposal


class UnplacedRow(NamedTuple):
    """Somebody who has no place in next week's plan, and the one reason."""

    person: Person
    words: str


class PeopleAsked(NamedTuple):
    """Who waits too long: over the limit and not planned yet, `more_over` being those who are not named; without
    precise feedback or appreciation for long; and what went round a manager."""

    over: tuple[DueRow, ...] = ()
    more_over: int = 0
    feedback: tuple[Waiting, ...] = ()
    thanks: tuple[Waiting, ...] = ()
    round: tuple[Topic | Promise, ...] = ()


class OpenItems(NamedTuple):
    """What the end-of-week review still asks about, live from the store.

    `planned` is what is still to come of the week after, from today on.
    `closing` is the one free line as it stands, typed or saved, and `own` what was answered to the user's own
    questions, by step; `declined` are people whose proposal was taken out of next week's plan; `rituals` are those
    that left their question open three times in a row. The walkthrough alone asks about the others: `next_week` with
    `unplaced`, who have no place in it, and why; `same`, conflicts that may be one, once a month; `asked`, cells that
    leaked twice, `vacant`, those whose decider has left, and `stamps`, those in which the last calls were all agreed
    unchanged; `people`; one `question` of structure; `bets` of which a decision is to be looked at again.
    """

    week: Week
    review: Review | None
    to_close: tuple[Meeting, ...]
    triage: tuple[Escalation, ...]
    cards: tuple[ConflictView, ...]
    fixes_due: tuple[Fix, ...]
    promises: tuple[Promise, ...]
    planned: tuple[Meeting, ...]
    closing: str
    declined: frozenset[int]
    today: dt.date
    own: tuple[tuple[str, str], ...] = ()
    rituals: tuple[Standing, ...] = ()
    next_week: tuple[PlannedRow, ...] = ()
    unplaced: tuple[UnplacedRow, ...] = ()
    same: tuple[SamePair, ...] = ()
    asked: tuple[Asked, ...] = ()
    vacant: tuple[Vacant, ...] = ()
    stamps: tuple[Stamps, ...] = ()
    people: PeopleAsked = PeopleAsked()
    question: OpenQuestion | None = None
    bets: tuple[DueReview, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether this week's review is done."""
        return self.review is not None and self.review.state is ReviewState.CLOSED

    @property
    def ticked(self) -> tuple[PlannedRow, ...]:
        """The proposals of next week that would be planned."""
        return tuple(row for row in self.next_week if row.person.id not in self.declined)

    def asks(self, step: str) -> tuple[Item, ...]:
        """Everything that a step asks about; nothing once the week is closed."""
        if self.closed:
            return ()
        makers: dict[str, Callable[[], list[Item]]] = {
            "close_meetings": self._meetings,
            "triage": self._triage,
            "verdicts": self._verdicts,
            "promises": self._promises,
            "same": lambda: [Item(pair.key, Urgency.SAME) for pair in self.same],
            "rituals": lambda: [Item(f"ritual:{one.ritual.id}", Urgency.RITUAL) for one in self.rituals],
            "reached_me": self._cells,
            "people": self._people,
            "structure": lambda: [Item(card_key(self.question), Urgency.STRUCTURE)] if self.question else [],
            "next_week": lambda: [Item("accept:0", Urgency.PLAN)] if self.ticked else [],
            "closing": lambda: [] if self.closing.strip() else [Item("closing:0", Urgency.CLOSING)],
        }
        maker = makers.get(step)
        if maker is not None:
            return tuple(maker())
        return tuple(Item(f"own:{one}", Urgency.QUESTION) for one, text in self.own if one == step and not text.strip())

    def left(self, step: str) -> int:
        """How many items a step still asks about."""
        return len(self.asks(step))

    def line(self, step: str) -> str:
        """What was typed in a step that takes a line; nothing in another one."""
        return self.closing if step == "closing" else dict(self.own).get(step, "")

    def _meetings(self) -> list[Item]:
        return [Item(f"meeting:{one.id}", Urgency.UNCLOSED, (self.today - one.day).days) for one in self.to_close]

    def _triage(self) -> list[Item]:
        return [Item(triage_key(row), Urgency.UNSORTED if row.unsorted else Urgency.GAPS) for row in self.triage]

    def _verdicts(self) -> list[Item]:
        cards = [Item(f"conflict:{view.id}", Urgency.VERDICT, view.tally.occasions) for view in self.cards]
        fixes = [Item(f"fix:{fix.id}", Urgency.VERDICT) for fix in self.fixes_due]
        late = [(self.today - one.review_on).days for one in self.bets]
        bets = [Item(f"bet:{one.bet.id}", Urgency.BET, days) for one, days in zip(self.bets, late, strict=True)]
        return [*cards, *fixes, *bets]

    def _promises(self) -> list[Item]:
        late = {promise: promise.days_late(self.today) for promise in self.promises}
        return [
            Item(f"promise:{one.id}", Urgency.LATE_PROMISE if days else Urgency.PROMISE, days + one.moved)
            for one, days in late.items()
        ]

    def _cells(self) -> list[Item]:
        asked = [Item(cell_key("asked", one.cell), Urgency.LEAK, len(one.leaks)) for one in self.asked]
        vacant = [
            Item(cell_key("vacant", one.right.cell), Urgency.VACANT, (self.today - one.left).days)
            for one in self.vacant
        ]
        stamps = [Item(cell_key("stamps", one.cell), Urgency.STAMPS, len(one.rows)) for one in self.stamps]
        return asked + vacant + stamps

    def _people(self) -> list[Item]:
        people = self.people
        over = [
            Item(f"over:{row.person.id}", Urgency.OVER_LIMIT, (row.due.gap_days or 0) - row.due.cadence.limit)
            for row in people.over
        ]
        feedback = [Item(f"feedback:{one.person_id}", Urgency.FEEDBACK, one.days) for one in people.feedback]
        thanks = [Item(f"thanks:{one.person_id}", Urgency.THANKS, one.days) for one in people.thanks]
        return [*over, *feedback, *thanks, *(Item(went_key(one), Urgency.WENT_ROUND) for one in people.round)]


def triage_key(row: Escalation) -> str:
    """The key of a row to be sorted; once it is, what else is empty in it is an item of its own, asked after all
    that is still unsorted."""
    return f"escalation:{row.id}" if row.unsorted else f"gaps:{row.id}"


def cell_key(kind: str, cell: Cell) -> str:
    """The key of a cell that is asked about."""
    return f"{kind}:{cell.team_id}:{cell.area}"


def card_key(question: OpenQuestion) -> str:
    """The key of a question of structure: whose it is, and which card."""
    subject = question.subject
    whose = f"team:{subject.team_id}" if subject.team_id is not None else f"person:{subject.person_id}"
    return f"card:{whose}:{question.card.slug}"


def went_key(one: Topic | Promise) -> str:
    """The key of what went round a manager."""
    return f"{'promised' if isinstance(one, Promise) else 'went'}:{one.id}"


class WeekBrief(NamedTuple):
    """The week for Today: what the review still asks, how much that is, what reached me, and how many series of a
    calendar wait to be confirmed."""

    items: OpenItems
    items_left: int
    reached_me: int
    not_mine: int
    held: int
    series: int
