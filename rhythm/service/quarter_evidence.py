"""What is gathered as evidence of a quarter: by the rules over the store, and by those of other parts of the service.

No rule shows a record from outside the quarter, or from after today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rhythm.domain.attention import percent
from rhythm.domain.bench import depth_words
from rhythm.domain.people import PersonId
from rhythm.domain.reviews import Evidence
from rhythm.domain.saying import counted, say_day
from rhythm.domain.structure import CardAnswer
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
                items = rules.evidence(
                    self._db, name, quarter.first_day, last, before=before, struck=struck, as_of=self.as_of(quarter)
                )
            if name == "people":
                items = self._with_clocks(items, last)
            for item in items:
                found.setdefault(item.key, item)
        return tuple(found.values())

    def as_of(self, quarter: Quarter) -> str:
        """Said beside what the store only knows as it stands now, once a quarter is over: `, as of Sat 3 Oct`."""
        today = self._rhythm.today()
        return f", as of {say_day(today, today)}" if today > quarter.last_day else ""

    @property
    def _own(self) -> Mapping[str, Rule]:
        """The rules that other parts of the service answer."""
        return {"portfolio": self._portfolio, "structure": self._structure, "bench": self._bench}

    def preset(self, names: Iterable[str]) -> str:
        """What is asked beside a question about the structure: where the way in which teams are cut is known to
        break. Nothing before it was said how they are cut."""
        pattern = self._rhythm.structure.pattern() if "structure" in names else None
        return f"{pattern.label}: {pattern.question}" if pattern is not None else ""

    def _with_clocks(self, items: Iterable[Evidence], last: dt.date) -> list[Evidence]:
        """The figures of managers with how long they had their role, so that those of a new one are read as such."""
        people = {person.id: person for person in self._rhythm.people.everybody()}
        found = []
        for item in items:
            person = people.get(PersonId(item.id)) if item.kind == "person" else None
            clock = self._rhythm.clocks.words(person, last) if person is not None else ""
            found.append(item._replace(text=f"{item.text} · {clock}") if clock else item)
        return found

    def _structure(self, quarter: Quarter) -> list[Evidence]:
        """What was not known of each team's checklist at the end of a quarter, what two teams both owned, with the
        conflicts there that are still open, and where who decided had left."""
        last = min(quarter.last_day, self._rhythm.today())
        vacant = self._vacant(last)
        if not self._rhythm.structure.has_data():
            return vacant
        return [*self._checklists(last), *self._overlaps(last, self.as_of(quarter)), *vacant]

    def _checklists(self, last: dt.date) -> Iterator[Evidence]:
        """What was not known of each team on a day, or was not so."""
        structure, teams = self._rhythm.structure, self._rhythm.people.teams()
        labels = {card.slug: card.label for card in structure.words.checklist}
        of_team = structure.checklists(teams, last)
        for team in teams:
            cards = of_team[team.id]
            unknown = [labels.get(card.item, card.item) for card in cards if card.answer is CardAnswer.UNKNOWN]
            said = [labels.get(card.item, card.item) for card in cards if card.answer is CardAnswer.NO]
            if not unknown and not said:
                continue
            parts = [f"unknown: {', '.join(unknown)}"] if unknown else []
            parts += [f"no: {', '.join(said)}"] if said else []
            text = f"{team.name}: {'; '.join(parts)}"
            yield Evidence("checklist", team.id, None, text, warning=len(unknown) == len(cards))

    def _overlaps(self, last: dt.date, as_of: str) -> Iterator[Evidence]:
        """What two teams both owned on a day, with the conflicts there that are open `as_of` now."""
        for view in self._rhythm.structure.overlaps(last):
            conflicts = [one for one in view.conflicts if any(row.day <= last for row in one.rows)]
            text = f"{view.names[0]} and {view.names[1]} both own {view.overlap.tag}"
            if conflicts:
                text += f", {counted(len(conflicts), 'open conflict')}{as_of}"
            one, other = view.overlap.teams
            behind = tuple(("conflict", int(conflict.id)) for conflict in conflicts)
            yield Evidence("overlap", 0, None, text, behind, slug=f"{one}/{other}/{view.overlap.tag}")

    def _vacant(self, last: dt.date) -> list[Evidence]:
        """Where nobody decided on a day, since who did had left."""
        found = self._rhythm.rights.vacant(last)
        teams = {team.id: team.name for team in self._rhythm.people.teams()} if found else {}
        label = self._rhythm.vocabulary.area_label
        return [
            Evidence(
                "vacant",
                0,
                None,
                f"{teams[right.team_id]}, {label(right.area).lower()}: {right.decider} decided,"
                f" and left {say_day(left, last)}",
                (("decision_right", right.id),),
                slug=f"{right.team_id}/{right.area}",
                warning=True,
            )
            for right, left in found
        ]

    def _bench(self, quarter: Quarter) -> list[Evidence]:
        """How deep the bench is behind each manager's seat; nothing before anybody stood on it."""
        if not self._rhythm.bench.any():
            return []
        managers = {person.id for person in self._rhythm.bench.managers()}
        return [
            Evidence(
                "seat",
                seat.person_id,
                None,
                f"{seat.manager}: {depth_words(seat)}{self.as_of(quarter)}",
                tuple(("person", int(card.candidate.person_id)) for card in seat.cards),
                warning=not seat.depth,
            )
            for seat in self._rhythm.bench.seats()
            if seat.person_id in managers
        ]

    def _portfolio(self, quarter: Quarter) -> list[Evidence]:
        """The attention that each bet took, beside how much it was declared to matter and what it brought in."""
        if quarter.first_day > self._rhythm.today():
            return []
        attention = self._rhythm.portfolio.of_quarter(quarter)
        found = [_bet(one, self.as_of(quarter)) for one in attention.bets]
        if attention.bets and attention.unnamed:
            text = f"{round(attention.unnamed_minutes):,} min name no bet, {round(attention.minutes):,} name one"
            behind = tuple((part.record.key.kind.value, part.record.key.id) for part in attention.unnamed)
            found.append(Evidence("unnamed", 0, None, text, behind))
        return found


def _bet(one: BetAttention, as_of: str) -> Evidence:
    judged = f"return {one.judged.value}" if one.judged is not None else "return not judged"
    before = f" ({one.before.value})" if one.before is not None else ""
    share = f"{percent(one.share)} % of attention"
    text = f"{one.bet.name}: {share}, importance {one.bet.importance}{as_of}, {judged}{before}"
    detail = [f"{round(one.meeting_minutes)} min in meetings, {round(one.escalation_minutes)} min in escalations"]
    if one.topics:
        detail.append(f"{counted(one.topics, 'topic')} named it")
    if one.flagged:
        detail.insert(0, "It takes a fifth of your attention or more and brought in little, now and the last time.")
    behind = tuple((part.record.key.kind.value, part.record.key.id) for part in one.parts)
    return Evidence("bet", one.bet.id, None, text, behind, detail=tuple(detail), warning=one.flagged)
