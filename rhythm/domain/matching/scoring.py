"""How likely a new line belongs to a conflict, and why.

The model is a choice among the known conflicts and "a new one": each conflict gets a strength z, a weighted sum of
the features below, and its probability is e^z / (e^NEW + sum of all e^z). So two conflicts that look alike share the
probability, and neither is preselected. Weights come from bench/fit_matcher.py.

NEW is set with caution, so that .90 is earned and lines that are new mostly stay below .02. In between the score is
lower than the share of right suggestions (bench/MATCHING.md has the table): use it to rank and to choose a band, and
do not print it as a chance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import exp
from operator import mul

from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.profiles import Corpus, Profile, lift, token_weights
from rhythm.domain.matching.reasons import reasons
from rhythm.values import NamedTuple

PRESELECT, OFFER, SHOW = 0.9, 0.28, 0.02

_MOST_STRENGTH = 40.0
_MONTH_DAYS = 30
_PAIR = 2

FEATURES = (
    *("words", "teams", "pair", "outsider", "no_teams", "area", "other_area"),
    *("other_voice", "month", "recurs", "wordy"),
)
"""What speaks for a conflict or against it, in the order in which it is worked out."""


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
    total = sum(weights.values())
    words = sum(lifts.values()) / total if total else 0.0
    return dict(zip(FEATURES, (words, *_beside_words(line, line.parties, profile)), strict=True))


def _beside_words(line: Line, parties: Sequence[str], profile: Profile) -> tuple[float, ...]:
    """The features but for the first, in their order. Written for speed: some two hundred conflicts are asked."""
    teams, usual = profile.teams, profile.usual
    known = common = 0
    for party in parties:
        if party in teams:
            known += 1
            common += party in usual
    same_area = other_area = 0.0
    if line.area and profile.areas:
        same_area = profile.areas.get(line.area, 0) / sum(profile.areas.values())
        other_area = 1.0 - same_area
    raised_by, raisers = line.raised_by, profile.raisers
    month = len(profile.days) - bisect_left(profile.days, line.day.toordinal() - _MONTH_DAYS)
    return (
        common / min(len(parties), len(usual)) if common else 0.0,
        float(known >= _PAIR),
        float(known < len(parties)),
        float(not parties),
        same_area,
        other_area,
        float(bool(raised_by and raisers) and raised_by not in raisers),
        min(3, month) / 3,
        float(profile.lines >= _PAIR),
        profile.wordy,
    )


def suggest(
    line: Line,
    profiles: Sequence[tuple[ConflictId, Profile]],
    corpus: Corpus,
    limit: int = 10,
    model: Model = SHIPPED,
    beside_words: dict[ConflictId, float] | None = None,
) -> tuple[Match, ...]:
    """The conflicts that the line most likely belongs to, best first, at most `limit`.

    Nothing is suggested for a line without any words and teams. All candidates must be handed in at once, as their
    probabilities depend on each other; those the user has refused for this line are left out by the caller.

    While a line is typed its words change alone: what else speaks for a conflict is taken from `beside_words` and put
    there, which a caller hands in again for lines with the same parties, area, raiser and day.
    """
    weights = token_weights(line)
    if not weights and not line.parties:
        return ()
    strengths = {} if beside_words is None else beside_words
    worth_of_words, *worth = [model.weights[name] for name in FEATURES]
    parties, per_token = line.parties, worth_of_words / (sum(weights.values()) or 1.0)
    rows = []
    for conflict_id, profile in profiles:
        if (z := strengths.get(conflict_id)) is None:
            z = model.prior + sum(map(mul, worth, _beside_words(line, parties, profile)))
            strengths[conflict_id] = z
        if lifts := lift(weights, profile, corpus):
            z += per_token * sum(lifts.values())
        rows.append((-exp(z if z < _MOST_STRENGTH else _MOST_STRENGTH), conflict_id, profile, lifts))
    total = exp(model.caution) - sum([row[0] for row in rows])
    # A conflict is there once, so nothing behind its number is compared.
    rows.sort()
    return tuple(
        Match(conflict_id, -strength / total, reasons(line, profile, lifts))
        for strength, conflict_id, profile, lifts in rows[:limit]
    )
