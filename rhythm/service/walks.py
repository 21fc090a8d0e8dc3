"""What the two reviews hand to a screen or a command: the walkthroughs as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rhythm.domain.quarters import Spent
from rhythm.domain.reviews import ReviewState
from rhythm.domain.routes import RouteCounts

if TYPE_CHECKING:
    from rhythm.domain.decision_rights import Asked, Leak, Stamps
    from rhythm.domain.escalations import Escalation, GoodCall
    from rhythm.domain.fixes import Fix
    from rhythm.domain.meetings import Meeting, Promise
    from rhythm.domain.people import Person
    from rhythm.domain.periods import Quarter, Week
    from rhythm.domain.plan.values import Proposal
    from rhythm.domain.quarters import Intention
    from rhythm.domain.reviews import Evidence, Review, WeekFigures
    from rhythm.domain.rituals import Standing
    from rhythm.queries.tracker import ConflictView
    from rhythm.service.same_pairs import SamePair
    from rhythm.settings.lists import QuarterQuestion, WeekStep


class PlannedRow(NamedTuple):
    """A proposed meeting of next week, for display."""

    person: Person
    proposal: Proposal


class UnplacedRow(NamedTuple):
    """Somebody who has no place in next week's plan, and the one reason."""

    person: Person
    words: str


class OpenItems(NamedTuple):
    """What the end-of-week review still asks about, live from the store.

    `closing` is the one free line as it stands, typed or saved; `declined` are people whose proposal was
    taken out of next week's plan; `rituals` are those that left their question open three times in a row. The
    walkthrough alone asks about the others: `next_week` with `unplaced`, who have no place in it, and why; and
    `same`, conflicts that may be one, once a month; `asked`, cells that leaked twice, and `stamps`, those in which
    the last calls were all agreed unchanged.
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
    rituals: tuple[Standing, ...] = ()
    next_week: tuple[PlannedRow, ...] = ()
    unplaced: tuple[UnplacedRow, ...] = ()
    same: tuple[SamePair, ...] = ()
    asked: tuple[Asked, ...] = ()
    stamps: tuple[Stamps, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether this week's review is done."""
        return self.review is not None and self.review.state is ReviewState.CLOSED

    def left(self, step: str) -> int:
        """How many items a step still asks about."""
        open_items: dict[str, int] = {
            "close_meetings": len(self.to_close),
            "triage": len(self.triage),
            "verdicts": len(self.cards) + len(self.fixes_due) + len(self.asked) + len(self.stamps),
            "promises": len(self.promises),
            "same": len(self.same),
            "rituals": len(self.rituals),
            "next_week": sum(row.person.id not in self.declined for row in self.next_week),
            "closing": 0 if self.closing.strip() or self.closed else 1,
        }
        return open_items.get(step, 0)


class WeekWalk(NamedTuple):
    """The whole walkthrough: the open items, the steps that ask about them, and the week in figures."""

    items: OpenItems
    steps: tuple[WeekStep, ...]
    figures: WeekFigures
    reached: tuple[Escalation, ...]
    good_calls: tuple[GoodCall, ...]
    leaks: tuple[Leak, ...] = ()
    routes: RouteCounts = RouteCounts()

    @property
    def items_left(self) -> int:
        """How many items the whole review still asks about."""
        return sum(self.items.left(step.id) for step in self.steps)


class WeekBrief(NamedTuple):
    """The week for Today: what the review still asks, how much that is, what reached me, and how many series of a
    calendar wait to be confirmed."""

    items: OpenItems
    items_left: int
    reached_me: int
    not_mine: int
    held: int
    series: int


class QuestionView(NamedTuple):
    """One quarterly question with its evidence as it was weighed, the answer as it stands and what is intended in it;
    beside it last quarter's answer, the question as it was asked then, and what became of what was intended."""

    question: QuarterQuestion
    evidence: tuple[Evidence, ...]
    answer: str
    last_answer: str
    last_question: str = ""
    intentions: tuple[Intention, ...] = ()
    last_intentions: tuple[Intention, ...] = ()


class QuarterWalk(NamedTuple):
    """The questions of a quarter. A closed one is shown from its frozen copy."""

    quarter: Quarter
    review: Review | None
    questions: tuple[QuestionView, ...]
    last_period: str
    spent: Spent = Spent()

    @property
    def closed(self) -> bool:
        """Whether the quarter is closed to a frozen copy."""
        return self.review is not None and self.review.state is ReviewState.CLOSED

    @property
    def complete(self) -> bool:
        """Whether every question has an answer."""
        return all(view.answer.strip() for view in self.questions)
