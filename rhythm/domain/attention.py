"""Where attention goes: which records name which bet, how their minutes are shared, and what is flagged (N10).

The rule. A record names a bet when the bet's name, or one of its words, stands in its text as whole words; capitals,
accents and hyphens don't matter, and a longer name goes before a shorter one inside it. A link made by hand says yes
or no against the text. A held meeting has the text of its notes and of the topics discussed in it, a ritual's session
its note and the ritual's name, an escalation its summary and its conflict's name. Each gives its minutes evenly to the
bets that it names. An escalation inside a meeting or session takes its minutes out of that, so that nothing counts
twice. Topics have no minutes of their own and are counted; so are records whose minutes nobody knows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from rhythm.domain.names import fold, words_key
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter, quarter_of
from rhythm.domain.portfolio import Bet, BetId, Judgement
from rhythm.values import NamedTuple

FLAG_SHARE = Fraction(20, 100)
"""From this share of attention on a bet must bring something in."""

_NEAR = 8
"""So many names are looked at for the two newest returns by their days: these are off by less than a year."""
LOW_RETURN = 2
"""Up to this mark a return is low."""


class RecordKind(StrEnum):
    """Where attention shows."""

    MEETING = "meeting"
    SESSION = "ritual_session"
    ESCALATION = "escalation"
    TOPIC = "topic"


class RecordKey(NamedTuple):
    """Which record it is."""

    kind: RecordKind
    id: int


class Record(NamedTuple):
    """Something that may name bets by its `texts`. `title` is what it shows by, of a meeting the person.

    `inside` is the meeting or session in which an escalation came up, or a topic was discussed.
    """

    key: RecordKey
    day: dt.date
    minutes: int | None
    texts: tuple[str, ...]
    title: str = ""
    person_id: PersonId | None = None
    inside: RecordKey | None = None


class Link(NamedTuple):
    """Said by hand: the record names the bet, or does not although the words stand there."""

    bet_id: BetId
    record: RecordKey
    names: bool


class Part(NamedTuple):
    """What a record gives to one bet: its minutes, None when nobody knows them, shared with so many bets."""

    record: Record
    minutes: Fraction | None
    bets: int = 1


class BetAttention(NamedTuple):
    """How much attention a bet had. `judged` is the newest return, `before` the one of the review before that."""

    bet: Bet
    parts: tuple[Part, ...]
    share: Fraction
    judged: Judgement | None = None
    before: Judgement | None = None
    flagged: bool = False

    @property
    def minutes(self) -> Fraction:
        """The minutes that are known."""
        return _minutes(self.parts)

    @property
    def meeting_minutes(self) -> Fraction:
        """Those of meetings and rituals."""
        return _minutes(part for part in self.parts if part.record.key.kind is not RecordKind.ESCALATION)

    @property
    def escalation_minutes(self) -> Fraction:
        """Those of escalations."""
        return _minutes(part for part in self.parts if part.record.key.kind is RecordKind.ESCALATION)

    @property
    def topics(self) -> int:
        """How many topics name it."""
        return sum(part.record.key.kind is RecordKind.TOPIC for part in self.parts)

    @property
    def unknown(self) -> int:
        """How many meetings, sessions and escalations name it whose minutes nobody knows."""
        return sum(_is_unknown(part) for part in self.parts)


class Attention(NamedTuple):
    """The attention of a span of days, both ends included: by bet, most first, and what names none, but for topics."""

    first: dt.date
    last: dt.date
    bets: tuple[BetAttention, ...]
    unnamed: tuple[Part, ...]

    @property
    def minutes(self) -> Fraction:
        """The known minutes that name a bet: what the shares are of."""
        return sum((one.minutes for one in self.bets), Fraction())

    @property
    def unnamed_minutes(self) -> Fraction:
        """The known minutes that name none."""
        return _minutes(self.unnamed)

    @property
    def unknown(self) -> int:
        """How many records name a bet whose minutes nobody knows."""
        return len({part.record.key for one in self.bets for part in one.parts if _is_unknown(part)})

    @property
    def flagged(self) -> tuple[BetAttention, ...]:
        """The bets that take much and bring in little."""
        return tuple(one for one in self.bets if one.flagged)

    def of(self, bet_id: BetId) -> BetAttention | None:
        """The attention that one bet had."""
        return next((one for one in self.bets if one.bet.id == bet_id), None)


class BetNames:
    """The names and words of some bets, to be found in texts."""

    def __init__(self, bets: Iterable[Bet]) -> None:
        known = {words: bet.id for bet in bets for name in (bet.name, *bet.words) if (words := words_key(name))}
        self._bets: Mapping[str, BetId] = known
        longest = sorted(known, key=lambda words: (-len(words), words))
        self._pattern = re.compile(f"(?<= )(?:{'|'.join(map(re.escape, longest))})(?= )") if known else None

    def named_in(self, texts: Iterable[str]) -> frozenset[BetId]:
        """The bets that stand in any of the texts."""
        if self._pattern is None:
            return frozenset()
        return frozenset(
            self._bets[found.group()] for text in texts for found in self._pattern.finditer(f" {words_key(text)} ")
        )


def attention(
    bets: Sequence[Bet],
    records: Iterable[Record],
    links: Iterable[Link],
    judgements: Iterable[Judgement],
    first: dt.date,
    last: dt.date,
    quarter: Quarter,
    begins: Callable[[str], dt.date],
) -> Attention:
    """The attention of a span of days. What lies outside of it counts nothing; `quarter` is the one of the review, and
    `begins` says of the name of a quarter on which day that one began."""
    within = [record for record in records if first <= record.day <= last]
    named = _named(bets, within, links)
    parts: dict[BetId | None, list[Part]] = {}
    for record, minutes in zip(within, _own_minutes(within), strict=True):
        of_record = named[record.key] or (None,)
        part = Fraction(minutes, len(of_record)) if minutes is not None else None
        for bet_id in of_record:
            parts.setdefault(bet_id, []).append(Part(record, part, len(of_record)))
    total = _minutes(part for bet_id, of_bet in parts.items() if bet_id is not None for part in of_bet)
    history = tuple(judgements)
    found = []
    for bet in bets:
        of_bet = tuple(parts.get(bet.id, ()))
        share = _minutes(of_bet) / total if total else Fraction()
        judged, before = last_two((one for one in history if one.bet_id == bet.id), quarter, begins)
        flagged = is_flagged(share, judged, before, quarter, begins)
        found.append(BetAttention(bet, of_bet, share, judged, before, flagged))
    found.sort(key=lambda one: (-one.minutes, -one.topics, fold(one.bet.name), one.bet.id))
    unnamed = (part for part in parts.get(None, ()) if part.record.key.kind is not RecordKind.TOPIC)
    return Attention(first, last, tuple(found), tuple(unnamed))


def last_two(
    judgements: Iterable[Judgement], quarter: Quarter, begins: Callable[[str], dt.date]
) -> tuple[Judgement | None, Judgement | None]:
    """The newest return of a bet up to the review of a quarter, and the one of the review before that, by their days:
    names alone don't tell these where years begin in another month by now. Of two for the same days the one that was
    judged last counts.
    """
    # A quarter never begins before the one of its name in a year from January on, and less than a year after it.
    named = str(quarter_of(quarter.first_day))
    near = sorted((one for one in judgements if one.period <= f"{named}~"), key=lambda one: one.period)[-_NEAR:]
    by_days: dict[dt.date, Judgement] = {}
    for one in sorted(near, key=lambda one: (one.day, one.id)):
        by_days[begins(one.period)] = one
    newest = sorted((day for day in by_days if day <= quarter.first_day), reverse=True)
    history = [*(by_days[day] for day in newest), None, None]
    return history[0], history[1]


def is_flagged(
    share: Fraction,
    judged: Judgement | None,
    before: Judgement | None,
    quarter: Quarter,
    begins: Callable[[str], dt.date],
) -> bool:
    """Whether a bet takes a fifth of the attention or more, and brought in little in this and in the last review.

    While a quarter is not judged yet, the one before it counts as this one; what is older says nothing of now.
    """
    if judged is None or before is None or begins(judged.period) < quarter.previous().first_day:
        return False
    return share >= FLAG_SHARE and judged.value <= LOW_RETURN and before.value <= LOW_RETURN


def percent(share: Fraction) -> int:
    """A share in whole per cent, never rounded up to where a bet would be flagged."""
    rounded = round(share * 100)
    return rounded - 1 if share < FLAG_SHARE and rounded == FLAG_SHARE * 100 else rounded


def _named(bets: Sequence[Bet], records: Sequence[Record], links: Iterable[Link]) -> dict[RecordKey, tuple[BetId, ...]]:
    """The bets that each record names. What the topics of a meeting name, the meeting names too."""
    names, known = BetNames(bets), {bet.id for bet in bets}
    said: dict[RecordKey, dict[BetId, bool]] = {}
    for link in links:
        if link.bet_id in known:
            said.setdefault(link.record, {})[link.bet_id] = link.names
    found: dict[RecordKey, set[BetId]] = {record.key: set(names.named_in(record.texts)) for record in records}

    def by_hand(key: RecordKey) -> None:
        for bet_id, is_named in said.get(key, {}).items():
            (found[key].add if is_named else found[key].discard)(bet_id)

    topics = [record for record in records if record.key.kind is RecordKind.TOPIC]
    for topic in topics:
        by_hand(topic.key)
        if topic.inside in found:
            found[topic.inside] |= found[topic.key]
    for record in records:
        if record.key.kind is not RecordKind.TOPIC:
            by_hand(record.key)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}


def _own_minutes(records: Sequence[Record]) -> list[int | None]:
    """The minutes of each record without those of the escalations inside it."""
    inside: dict[RecordKey, int] = {}
    for record in records:
        if record.inside is not None and record.minutes:
            inside[record.inside] = inside.get(record.inside, 0) + record.minutes
    return [
        max(0, record.minutes - inside.get(record.key, 0)) if record.minutes is not None else None for record in records
    ]


def _minutes(parts: Iterable[Part]) -> Fraction:
    return sum((part.minutes for part in parts if part.minutes is not None), Fraction())


def _is_unknown(part: Part) -> bool:
    return part.minutes is None and part.record.key.kind is not RecordKind.TOPIC
