"""What is gathered as evidence of a quarter: by the rules over the store, and by those of other parts of the service.

No rule shows a record from outside the quarter, or from after today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from rhythm.domain.reviews import Evidence
from rhythm.domain.saying import counted
from rhythm.late import Late
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.domain.attention import BetAttention
    from rhythm.domain.periods import Quarter
    from rhythm.queries import evidence as rules
    from rhythm.service import Rhythm
else:
    rules = Late("rhythm.queries.evidence")

Rule = Callable[["Quarter"], "list[Evidence]"]


class QuarterEvidence:
    """Everything that rules find in a quarter."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def found(
        self, quarter: Quarter, names: Iterable[str], struck: frozenset[str] = frozenset()
    ) -> tuple[Evidence, ...]:
        """What some rules find, in their order, each record once. What was `struck` is there, and in no figure."""
        last = min(quarter.last_day, self._rhythm.today())
        earlier = quarter.previous()
        found: dict[str, Evidence] = {}
        for name in names:
            if name in self._own:
                items: Iterable[Evidence] = self._own[name](quarter)
            else:
                before = (earlier.first_day, earlier.last_day)
                items = rules.evidence(self._db, name, quarter.first_day, last, before=before, struck=struck)
            for item in items:
                found.setdefault(item.key, item)
        return tuple(found.values())

    @property
    def _own(self) -> Mapping[str, Rule]:
        """The rules that other parts of the service answer."""
        return {"portfolio": self._portfolio}

    def _portfolio(self, quarter: Quarter) -> list[Evidence]:
        """The attention that each bet took, beside how much it was declared to matter and what it brought in (N10)."""
        if quarter.first_day > self._rhythm.today():
            return []
        attention = self._rhythm.portfolio.of_quarter(quarter)
        found = [_bet(one) for one in attention.bets]
        if attention.bets and attention.unnamed:
            text = f"{round(attention.unnamed_minutes)} min name no bet, {round(attention.minutes)} name one"
            behind = tuple((part.record.key.kind.value, part.record.key.id) for part in attention.unnamed)
            found.append(Evidence("unnamed", 0, None, text, behind))
        return found


def _bet(one: BetAttention) -> Evidence:
    judged = f"return {one.judged.value}" if one.judged is not None else "return not judged"
    before = f" ({one.before.value})" if one.before is not None else ""
    share = f"{round(float(one.share) * 100)} % of attention"
    text = f"{one.bet.name}: {share}, importance {one.bet.importance}, {judged}{before}"
    detail = [f"{round(one.meeting_minutes)} min in meetings, {round(one.escalation_minutes)} min in escalations"]
    if one.topics:
        detail.append(f"{counted(one.topics, 'topic')} named it")
    if one.flagged:
        detail.insert(0, "It takes a fifth of your attention or more and brought in little, now and the last time.")
    behind = tuple((part.record.key.kind.value, part.record.key.id) for part in one.parts)
    return Evidence("bet", one.bet.id, None, text, behind, detail=tuple(detail), warning=one.flagged)
