"""Two quarters beside each other, and all answers to one question over time: of closed ones from their copies."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rhythm.domain.periods import COMPARABLE_WEEKS
from rhythm.domain.quarters import value_words
from rhythm.domain.reviews import LaterAnswer, ReviewKind, ReviewState, draft_key
from rhythm.queries import quarters as queries
from rhythm.queries import reviews
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.domain.reviews import Review
    from rhythm.service import Rhythm

_ALL = 1_000
Data = Mapping[str, Any]


class Answered(NamedTuple):
    """What was answered in a quarter, to which words; `rests_on` is None where that was not kept.

    `later` is what was said after the quarter was closed.
    """

    period: str
    closed: bool
    asked: str
    answer: str
    later: LaterAnswer | None = None
    rests_on: int | None = None


class Beside(NamedTuple):
    """One question with the answers of two quarters; None where it was not asked."""

    item: str
    asked: str
    one: Answered | None
    other: Answered | None


class Figure(NamedTuple):
    """One figure of two quarters in words; empty where there is none."""

    name: str
    one: str
    other: str


class Comparison(NamedTuple):
    """Two quarters: how each stands, their answers, their figures, and what is to be known of these."""

    one: Quarter
    other: Quarter
    states: tuple[str, str]
    questions: tuple[Beside, ...]
    figures: tuple[Figure, ...]
    missing: tuple[str, ...]


class Comparing:
    """Reads quarters beside each other."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def compare(self, one: Quarter, other: Quarter) -> Comparison:
        """Two quarters, with what is missing in either said."""
        states = (self._state(one), self._state(other))
        shown = zip((one, other), states, strict=True)
        sides = tuple(self._rhythm.quarters.data(each) if state[1] else None for each, state in shown)
        asked = {item: None for side in sides if side is not None for item in (row["id"] for row in side["questions"])}
        questions = []
        for item in asked:
            found = tuple(_answered(side, item) if side is not None else None for side in sides)
            words = next(each.asked for each in reversed(found) if each is not None)
            questions.append(Beside(item, words, found[0], found[1]))
        figures = [_figures_of(side) for side in sides]
        names = dict.fromkeys(name for each in figures for name in each)
        missing = [f"{each} was not reviewed" for each, state in zip((one, other), states, strict=True) if not state[1]]
        missing += [
            f"of {each} the copy holds no figures: an earlier version made it"
            for each, side in zip((one, other), sides, strict=True)
            if side is not None and "figures" not in side
        ]
        weeks = [_logged(side) for side in sides if side is not None and "figures" in side]
        if any(logged < COMPARABLE_WEEKS for logged in weeks):
            missing.append(
                f"fewer than {COMPARABLE_WEEKS} logged weeks in one of the two: no ground to compare figures"
            )
        return Comparison(
            one,
            other,
            (states[0][0], states[1][0]),
            tuple(questions),
            tuple(Figure(name, figures[0].get(name, ""), figures[1].get(name, "")) for name in names),
            tuple(missing),
        )

    def items(self) -> dict[str, str]:
        """Every question that is asked, and those that once were and were answered, each in its newest words."""
        found = {question.id: question.text for question in self._rhythm.quarters.questions}
        for review in self._newest_first():
            asked = queries.questions_asked(self._db, review.period)
            for row in _frozen(review).get("questions", ()):
                found.setdefault(row["id"], row["text"])
            for item, body in review.answers:
                if body.strip():
                    found.setdefault(item, asked.get(item) or item)
        return found

    def answers(self, item: str) -> tuple[Answered, ...]:
        """All answers to one question, the newest quarter first; a quarter without one is left out."""
        found = []
        for review in self._newest_first():
            one = self._answer_in(review, item)
            if one is not None and (one.answer.strip() or one.later is not None):
                found.append(one)
        return tuple(found)

    def _newest_first(self) -> list[Review]:
        return self._rhythm.quarters.names.newest_first(reviews.reviews(self._db, ReviewKind.QUARTER, _ALL))

    def _answer_in(self, review: Review, item: str) -> Answered | None:
        period = review.period
        if review.state is ReviewState.CLOSED and review.snapshot:
            later = next((one for one in queries.later_answers(self._db, period) if one.item == item), None)
            found = _answered({**_frozen(review), "closed": True}, item)
            return found._replace(later=later) if found is not None else None
        asked = queries.questions_asked(self._db, period).get(item, "")
        answer = self._rhythm.draft_or(draft_key(ReviewKind.QUARTER, period, item), review.answer(item))
        return Answered(period, False, asked, answer)

    def _state(self, quarter: Quarter) -> tuple[str, bool]:
        """How a quarter stands, and whether there is anything to show."""
        found = reviews.review(self._db, ReviewKind.QUARTER, str(quarter))
        if found is None:
            this = quarter == self._rhythm.quarters.names.find()
            return ("not begun" if this else "not reviewed"), this
        return ("closed" if found.state is ReviewState.CLOSED else "open"), True


def _frozen(review: Review) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(review.snapshot or "{}")
    return found


def _answered(data: Data, item: str) -> Answered | None:
    row = next((row for row in data["questions"] if row["id"] == item), None)
    if row is None:
        return None
    later = row.get("later")
    said = LaterAnswer(item, later["answer"], dt.date.fromisoformat(later["day"])) if later else None
    return Answered(data["period"], data["closed"], row["text"], row.get("answer") or "", said, row.get("rests_on"))


def _logged(data: Data) -> int:
    return sum(week["escalations"] is not None for week in data["figures"]["weeks"])


def _figures_of(data: Data | None) -> dict[str, str]:
    """The figures of a quarter in words, by their name."""
    found: dict[str, str] = {}
    if data is None:
        return found
    if "figures" in data:
        weeks = data["figures"]["weeks"]
        reached = [week["escalations"] for week in weeks if week["escalations"] is not None]
        found["weeks logged"] = f"{len(reached)} of {len(weeks)}"
        if reached:
            # Copies of earlier versions hold the weeks alone.
            number = data["figures"].get("reached_me", sum(reached))
            found["reached you"] = str(number)
            found["reached you in a logged week"] = f"{sum(reached) / len(reached):.1f}"
        for bet in data["figures"]["attention"]:
            found[f"attention, {bet['text']}"] = f"{bet['share']} %, importance {bet['importance']}"
    for sheet in data.get("sheets", ()):
        for row in sheet["rows"]:
            if row["value"]:
                found[f"{sheet['sheet']}, {row['name']}"] = value_words(row["value"])
    return found
