"""What speaks for one conflict, worked out by itself: what the weights are fitted on.

The product asks the same of all conflicts at once, in `rhythm/domain/matching/comparing.py`; tests hold the two
together.
"""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.profiles import Corpus, Profile, more_common
from rhythm.domain.matching.scoring import OF_SIDES, of_area, of_sides, of_voice

FEATURES = ("words", *OF_SIDES, "area", "other_area", "other_voice")
"""What speaks for a conflict or against it, in the order in which it is worked out."""


def features(
    line: Line, weights: Mapping[str, float], lifts: Mapping[str, float], profile: Profile
) -> dict[str, float]:
    """The evidence that a line belongs to one conflict, as numbers of about 0 to 1.

    `weights` are those of the line's tokens, `lifts` what `lift` says about them for this conflict. Parts that the
    line or the conflict leaves empty give 0, so that a missing field speaks neither way.
    """
    total = sum(weights.values())
    words = sum(lifts.values()) / total if total else 0.0
    beside = *of_sides(line, line.parties, profile), *of_area(line.area, profile), of_voice(line.raised_by, profile)
    return dict(zip(FEATURES, (words, *beside), strict=True))


def lift(weights: Mapping[str, float], profile: Profile, corpus: Corpus) -> dict[str, float]:
    """For each token that a line shares with a conflict: how much more common it is there than elsewhere, times the
    token's weight. Tokens that are no more common there are left out."""
    shared = {
        token: more_common(profile.tokens[token], profile.lines, token, corpus)
        for token in weights
        if token in profile.tokens
    }
    return {token: weights[token] * more for token, more in shared.items() if more}
