"""Which conflicts may be one that goes by two names.

The newest rows of a conflict are held against all others as if they were new: what the matcher would suggest for them,
on the mean, is how likely the two are one. Nearly the same name is enough by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching.comparing import suggest
from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.profiles import Corpus, Profile
from rhythm.domain.matching.scoring import OFFER
from rhythm.domain.matching.words import fold, split, stem
from rhythm.values import NamedTuple

NEWEST = 3
"""So many rows of a conflict speak for it."""
MOST = 5
"""So many pairs are asked about at once."""
_BY_NAME = 0.9
_LOOKED_AT = 5

Pair = tuple[ConflictId, ConflictId]


class LikelyPair(NamedTuple):
    """Two conflicts that may be one, the smaller number first, and why in short phrases."""

    first: ConflictId
    second: ConflictId
    score: float
    reasons: tuple[str, ...]


def pair_of(one: ConflictId, other: ConflictId) -> Pair:
    """Two conflicts in the order in which a pair is kept."""
    return (one, other) if one < other else (other, one)


def likely_pairs(
    fresh: Mapping[ConflictId, Sequence[Line]],
    profiles: Sequence[tuple[ConflictId, Profile]],
    names: Mapping[ConflictId, str],
    corpus: Corpus,
    refused: Collection[Pair] = (),
) -> tuple[LikelyPair, ...]:
    """The pairs worth asking about, likeliest first, without those that were said not to be the same.

    `fresh` has the conflicts to ask about with their `NEWEST` rows, newest first; `profiles` and `names` have all.
    """
    found: dict[Pair, LikelyPair] = {}
    keys = {number: _key(name) for number, name in names.items()}
    for number, lines in fresh.items():
        others = [(other, profile) for other, profile in profiles if other != number]
        for likely in _like(number, lines, others, corpus):
            pair = (likely.first, likely.second)
            if pair not in found or found[pair].score < likely.score:
                found[pair] = likely
        for other, key in keys.items():
            pair = pair_of(number, other)
            if other != number and key == keys[number]:
                found[pair] = LikelyPair(*pair, _BY_NAME, ("the same name",))
    asked = [likely for pair, likely in found.items() if likely.score >= OFFER and pair not in refused]
    return tuple(sorted(asked, key=lambda one: (-one.score, one.first, one.second))[:MOST])


def _like(
    number: ConflictId, lines: Sequence[Line], others: Sequence[tuple[ConflictId, Profile]], corpus: Corpus
) -> list[LikelyPair]:
    """What the rows of one conflict would be suggested for, with the mean score and the reasons of the newest."""
    scores: dict[ConflictId, float] = {}
    reasons: dict[ConflictId, tuple[str, ...]] = {}
    for line in lines:
        for match in suggest(line, others, corpus, _LOOKED_AT):
            scores[match.conflict_id] = scores.get(match.conflict_id, 0.0) + match.score / len(lines)
            # The last reason is the day of the last row, which says nothing about two conflicts.
            reasons.setdefault(match.conflict_id, match.reasons[:-1])
    return [LikelyPair(*pair_of(number, other), score, reasons[other]) for other, score in scores.items()]


def _key(name: str) -> frozenset[str]:
    return frozenset(stem(folded) for _, folded in split(name)) or frozenset((fold(name),))
