"""How likely a new line belongs to a conflict, and why.

The model is a choice among the known conflicts and "a new one": each conflict gets a strength z, a weighted sum of
its features, and its probability is e^z / (e^NEW + sum of all e^z). So two conflicts that look alike share the
probability, and neither is preselected. Weights come from bench/fit_matcher.py.

NEW is set with caution, so that .90 is earned and lines that are new mostly stay below .02. In between the score is
lower than the share of right suggestions (bench/MATCHING.md has the table): use it to rank and to choose a band, and
do not print it as a chance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from enum import StrEnum

from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.profiles import Profile
from rhythm.values import NamedTuple

PRESELECT, OFFER, SHOW = 0.9, 0.28, 0.02

MOST_STRENGTH = 40.0
_MONTH_DAYS = 30
_PAIR = 2

OF_SIDES = ("teams", "pair", "outsider", "no_teams", "month", "recurs", "wordy")
"""What the sides and the day of a line say, in the order in which `of_sides` tells it."""


class Band(StrEnum):
    """How a best suggestion is shown: preselected, offered without default, dimmed behind "new", or not at all."""

    PRESELECTED = "preselected"
    OFFERED = "offered"
    DIMMED = "dimmed"
    NOTHING = "nothing"


class Match(NamedTuple):
    """A conflict that a line may belong to: a cautious score from 0 to 1, and short phrases saying why."""

    conflict_id: ConflictId
    score: float
    reasons: tuple[str, ...]


class Model(NamedTuple):
    """What evidence is worth.

    `weights`: strength that each feature adds per unit. `prior`: strength of a conflict without any evidence, against
    a new one at 0. `caution`: added to the strength of "a new one" after the fit, as on an organisation that took no
    part in the fit the best suggestion is a little too sure of itself.
    """

    weights: Mapping[str, float]
    prior: float
    caution: float


SHIPPED = Model(
    weights={
        "words": 3.36,
        "teams": 7.34,
        "pair": 2.57,
        "outsider": -1.51,
        "no_teams": 7.12,
        "area": 2.27,
        "other_area": -1.24,
        "other_voice": 1.31,
        "month": 1.46,
        "recurs": 1.42,
        "wordy": 1.38,
    },
    prior=-16.21,
    caution=1.6,
)


def band(score: float, preselect: float = PRESELECT, offer: float = OFFER, show: float = SHOW) -> Band:
    """What to show when this is the best score. The thresholds are settings."""
    if score >= preselect:
        return Band.PRESELECTED
    if score >= offer:
        return Band.OFFERED
    return Band.DIMMED if score >= show else Band.NOTHING


def of_sides(line: Line, parties: Sequence[str], profile: Profile) -> tuple[float, ...]:
    """The features from `teams` to `wordy`. Written for speed: some hundred conflicts are asked."""
    teams, usual = profile.teams, profile.usual
    known = common = 0
    for party in parties:
        if party in teams:
            known += 1
            common += party in usual
    month = len(profile.days) - bisect_left(profile.days, line.day.toordinal() - _MONTH_DAYS)
    return (
        common / min(len(parties), len(usual)) if common else 0.0,
        float(known >= _PAIR),
        float(known < len(parties)),
        float(not parties),
        min(3, month) / 3,
        float(profile.lines >= _PAIR),
        profile.wordy,
    )


def of_area(area: str, profile: Profile) -> tuple[float, float]:
    """`area` and `other_area`."""
    areas = profile.areas
    if not (area and areas):
        return 0.0, 0.0
    if area not in areas:
        return 0.0, 1.0
    same = areas[area] / sum(areas.values())
    return same, 1.0 - same


def of_voice(raised_by: str, profile: Profile) -> float:
    """`other_voice`."""
    return float(bool(raised_by and profile.raisers) and raised_by not in profile.raisers)
