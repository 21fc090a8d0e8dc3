"""How likely a new line belongs to a conflict, and why.

The model is a choice among the known conflicts and "a new one": each conflict gets a strength z, a weighted sum of
the features below, and its probability is e^z / (e^NEW + sum of all e^z). So two conflicts that look alike share the
probability, and neither is preselected. Weights come from bench/fit_matcher.py.

NEW is set with caution, so that .90 is earned and lines that are new mostly stay below .02. In between the score is
lower than the share of right suggestions (bench/MATCHING.md has the table): use it to rank and to choose a band, and
do not print it as a chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import exp, log

from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.profiles import Corpus, Profile, lift, token_weights
from rhythm.domain.matching.reasons import reasons
from rhythm.values import NamedTuple

PRESELECT, OFFER, SHOW = 0.9, 0.28, 0.02

_MOST_STRENGTH = 40.0


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


def features(
    line: Line, weights: Mapping[str, float], lifts: Mapping[str, float], profile: Profile
) -> dict[str, float]:
    """The evidence that a line belongs to one conflict, as numbers of about 0 to 1.

    `weights` are those of the line's tokens, `lifts` what `lift` says about them for this conflict. Parts that the
    line or the conflict leaves empty give 0, so that a missing field speaks neither way.
    """
    parties = line.parties
    usual = [team for team, count in profile.teams.items() if count * 2 >= profile.with_teams]
    known = sum(team in profile.teams for team in parties)
    common = sum(team in usual for team in parties)
    with_area = sum(profile.areas.values()) if line.area else 0
    same_area = profile.areas.get(line.area, 0) / with_area if with_area else 0.0
    today = line.day.toordinal()
    month = sum(today - day <= 30 for day in profile.days)
    total = sum(weights.values())
    return {
        "words": sum(lifts.values()) / total if total else 0.0,
        "teams": common / min(len(parties), len(usual)) if parties and usual else 0.0,
        "pair": float(known >= 2),
        "outsider": float(known < len(parties)),
        "no_teams": float(not parties),
        "area": same_area,
        "other_area": 1.0 - same_area if with_area else 0.0,
        "other_voice": float(bool(line.raised_by and profile.raisers) and line.raised_by not in profile.raisers),
        "month": min(3, month) / 3,
        "recurs": float(profile.lines >= 2),
        "wordy": log((1 + sum(profile.tokens.values())) / max(1, profile.lines)),
    }


def suggest(
    line: Line, profiles: Sequence[tuple[ConflictId, Profile]], corpus: Corpus, limit: int = 10, model: Model = SHIPPED
) -> tuple[Match, ...]:
    """The conflicts that the line most likely belongs to, best first, at most `limit`.

    Nothing is suggested for a line without any words and teams. All candidates must be handed in at once, as their
    probabilities depend on each other; those the user has refused for this line are left out by the caller.
    """
    weights = token_weights(line)
    if not weights and not line.parties:
        return ()
    rows = []
    for conflict_id, profile in profiles:
        lifts = lift(weights, profile, corpus)
        evidence = features(line, weights, lifts, profile)
        z = model.prior + sum(model.weights[name] * value for name, value in evidence.items())
        rows.append((exp(min(z, _MOST_STRENGTH)), conflict_id, profile, lifts))
    total = exp(model.caution) + sum(row[0] for row in rows)
    rows.sort(key=lambda row: (-row[0], row[1]))
    return tuple(
        Match(conflict_id, strength / total, reasons(line, profile, lifts))
        for strength, conflict_id, profile, lifts in rows[:limit]
    )
