"""What the quarterly review hands to a screen or a command: the walkthrough as values."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.quarters import Spent
from rhythm.domain.reviews import ReviewState
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.domain.quarters import Intention
    from rhythm.domain.reviews import Evidence, LaterAnswer, Review
    from rhythm.settings.lists import QuarterQuestion


class QuestionView(NamedTuple):
    """One quarterly question with its evidence as it was weighed, the answer as it stands and what is intended in it;
    beside it last quarter's answer, the question as it was asked then, and what became of what was intended.

    `preset` is what is asked besides, `later` what was said on it after the quarter was closed.
    """

    question: QuarterQuestion
    evidence: tuple[Evidence, ...]
    answer: str
    last_answer: str
    last_question: str = ""
    intentions: tuple[Intention, ...] = ()
    last_intentions: tuple[Intention, ...] = ()
    preset: str = ""
    later: LaterAnswer | None = None


class QuarterWalk(NamedTuple):
    """The questions of a quarter. A closed one is shown from its frozen copy; `erased_on` says when somebody was erased
    from that, `other_days` of which days it is where its year began in another month than years do today."""

    quarter: Quarter
    review: Review | None
    questions: tuple[QuestionView, ...]
    last_period: str
    spent: Spent = Spent()
    erased_on: dt.date | None = None
    other_days: tuple[dt.date, dt.date] | None = None

    @property
    def closed(self) -> bool:
        """Whether the quarter is closed to a frozen copy."""
        return self.review is not None and self.review.state is ReviewState.CLOSED

    @property
    def complete(self) -> bool:
        """Whether every question has an answer."""
        return all(view.answer.strip() for view in self.questions)
