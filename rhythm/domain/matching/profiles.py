"""What is kept of a conflict for telling whether a new line belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
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
        counts = [data.get(key) for key in ("tokens", "teams", "areas", "raisers")]
        lines, days, with_teams = data.get("lines"), data.get("days"), data.get("with_teams")
        if not (isinstance(lines, int) and isinstance(days, list) and isinstance(with_teams, int)):
            raise ValueError("not a profile")
        tokens, teams, areas, raisers = (count for count in counts if isinstance(count, dict))
        return _worked_out(cls(lines, tuple(days), tokens, teams, with_teams, areas, raisers))


def _worked_out(profile: Profile) -> Profile:
    usual = frozenset(team for team, count in profile.teams.items() if count * 2 >= profile.with_teams)
    wordy = log((1 + sum(profile.tokens.values())) / max(1, profile.lines))
    return profile._replace(usual=usual, wordy=wordy)


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
    profile = Profile(
        lines=len(newest),
        days=tuple(line.day.toordinal() for line in newest),
        tokens=dict(sorted(tokens.items())),
        teams=dict(sorted(teams.items())),
        with_teams=sum(1 for line in newest if line.parties),
        areas=dict(sorted(Counter(line.area for line in newest if line.area).items())),
        raisers=dict(sorted(Counter(line.raised_by for line in newest if line.raised_by).items())),
    )
    return _worked_out(profile)


def _age(line: Line) -> tuple[object, ...]:
    """Sorts by day; lines of one day get an order of their own, so that the stored order plays no part."""
    return (line.day, line.words, line.light, line.concepts, line.parties, line.area, line.raised_by)


def token_weights(line: Line) -> dict[str, float]:
    """How much each token of a line counts before its rarity."""
    weights = dict.fromkeys(line.tokens, 1.0)
    weights.update(dict.fromkeys(line.light, LIGHT_WEIGHT))
    return weights


def lift(weights: Mapping[str, float], profile: Profile, corpus: Corpus) -> dict[str, float]:
    """For each token that a line shares with a conflict: how much more common it is there than elsewhere.

    The logarithm of the two shares, smoothed, times the token's weight; tokens that are no more common there are
    left out. Elsewhere is what is left of the corpus without the conflict's own lines, or a conflict would look
    less like itself the more often it came up; it counts as `FEWEST_LINES` lines at least, or in a young store no
    word would look rare.
    """
    if profile.tokens.keys().isdisjoint(weights):
        return {}
    found = {}
    others = max(corpus.lines - profile.lines, FEWEST_LINES)
    for token, weight in weights.items():
        if count := profile.tokens.get(token, 0):
            here = (count + 0.5) / (profile.lines + 2)
            elsewhere = (max(corpus.document_frequency.get(token, 0) - count, 0) + 0.5) / (others + 2)
            if here > elsewhere:
                found[token] = weight * log(here / elsewhere)
    return found
