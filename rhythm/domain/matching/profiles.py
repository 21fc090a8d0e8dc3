"""What is kept of a conflict for telling whether a new line belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from operator import itemgetter
from types import MappingProxyType

from rhythm.domain.matching.lines import Line
from rhythm.values import NamedTuple

FEWEST_LINES = 20
"""So many lines a store is taken to have at least when the rarity of a word is judged."""

PROFILE_LINES = 12
"""Newest lines of a conflict that speak for it; older wording fades."""

LIGHT_WEIGHT = 0.35
"""A word of conflict ("blocked", "decide") counts this much of a word that says what it is about."""


_NONE: Mapping[str, int] = MappingProxyType({})


class Profile(NamedTuple):
    """A conflict's newest lines, counted.

    `lines` is how many there are and `days` their days as ordinals, oldest first. The others map a token, team,
    area or person to the number of lines that have it. `with_teams` counts the lines that name any team. Tokens of
    the conflict's name that no line has count once. `usual`, the teams of at least half of the lines with any, and
    `wordy`, how many tokens a line has, follow from the others and are worked out once: each key of a line asks.
    """

    lines: int = 0
    days: tuple[int, ...] = ()
    tokens: Mapping[str, int] = _NONE
    teams: Mapping[str, int] = _NONE
    with_teams: int = 0
    areas: Mapping[str, int] = _NONE
    raisers: Mapping[str, int] = _NONE
    usual: frozenset[str] = frozenset()
    wordy: float = 0.0

    def to_json(self) -> dict[str, object]:
        """Plain data for a compact JSON text."""
        return {
            "lines": self.lines,
            "days": list(self.days),
            "tokens": dict(self.tokens),
            "teams": dict(self.teams),
            "with_teams": self.with_teams,
            "areas": dict(self.areas),
            "raisers": dict(self.raisers),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Profile:
        """The profile that `to_json` wrote. Raises ValueError on data of another shape."""
        try:
            found = _IN_JSON(data)
        except KeyError as missing:
            raise ValueError("not a profile") from missing
        if tuple(map(type, found)) != _KINDS:
            raise ValueError("not a profile")
        lines, days, tokens, teams, with_teams, areas, raisers = found
        worked_out = _usual(teams, with_teams), _wordy(tokens, lines)
        return cls(lines, tuple(days), tokens, teams, with_teams, areas, raisers, *worked_out)


_IN_JSON = itemgetter("lines", "days", "tokens", "teams", "with_teams", "areas", "raisers")
_KINDS = (int, list, dict, dict, int, dict, dict)


def _usual(teams: Mapping[str, int], with_teams: int) -> frozenset[str]:
    return frozenset([team for team, count in teams.items() if count * 2 >= with_teams])


def _wordy(tokens: Mapping[str, int], lines: int) -> float:
    return log((1 + sum(tokens.values())) / max(1, lines))


class Corpus(NamedTuple):
    """All stored lines: how many there are, and in how many of them a token occurs.

    `document_frequency` needs to answer for the tokens of the new line only; a missing token counts as new.
    """

    lines: int
    document_frequency: Mapping[str, int]


def build_profile(lines: Iterable[Line], name: Line | None = None) -> Profile:
    """The profile of a conflict from its lines, in any order; `name` is its title read as a line without parties."""
    newest = sorted(lines, key=_age)[-PROFILE_LINES:]
    tokens: Counter[str] = Counter()
    teams: Counter[str] = Counter()
    for line in newest:
        tokens.update(line.tokens)
        teams.update(line.parties)
    for token in name.tokens if name else ():
        tokens.setdefault(token, 1)
    with_teams = sum(1 for line in newest if line.parties)
    return Profile(
        lines=len(newest),
        days=tuple(line.day.toordinal() for line in newest),
        tokens=dict(sorted(tokens.items())),
        teams=dict(sorted(teams.items())),
        with_teams=with_teams,
        areas=dict(sorted(Counter(line.area for line in newest if line.area).items())),
        raisers=dict(sorted(Counter(line.raised_by for line in newest if line.raised_by).items())),
        usual=_usual(teams, with_teams),
        wordy=_wordy(tokens, len(newest)),
    )


def _age(line: Line) -> tuple[object, ...]:
    """Sorts by day; lines of one day get an order of their own, so that the stored order plays no part."""
    return (line.day, line.words, line.light, line.concepts, line.parties, line.area, line.raised_by)


def token_weights(line: Line) -> dict[str, float]:
    """How much each token of a line counts before its rarity."""
    weights = dict.fromkeys(line.tokens, 1.0)
    weights.update(dict.fromkeys(line.light, LIGHT_WEIGHT))
    return weights


def more_common(count: int, lines: int, token: str, corpus: Corpus) -> float:
    """How much more common a token is in a conflict that has it in `count` of so many lines than elsewhere; 0 when it
    is not.

    The logarithm of the two shares, smoothed. Elsewhere is what is left of the corpus without the conflict's own
    lines, or a conflict would look less like itself the more often it came up; it counts as `FEWEST_LINES` lines at
    least, or in a young store no word would look rare.
    """
    others = max(corpus.lines - lines, FEWEST_LINES)
    here = (count + 0.5) / (lines + 2)
    elsewhere = (max(corpus.document_frequency.get(token, 0) - count, 0) + 0.5) / (others + 2)
    return log(here / elsewhere) if here > elsewhere else 0.0
