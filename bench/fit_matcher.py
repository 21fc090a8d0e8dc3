"""Fit the matcher's weights on labelled streams: plain Python, some seconds.

    python -m bench.fit_matcher DATA_FOLDER

prints the constants for rhythm/domain/matching/scoring.py. What is fitted is a choice among the known conflicts and
"a new one", with every stream read in several ways, as people log differently, and a penalty on large weights.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from bench.features import features, lift
from bench.matching_adapter import Adapter, Record, shipped_vocabulary
from rhythm.domain.matching import Vocabulary
from rhythm.domain.matching.profiles import token_weights

ORGANISATIONS = ("dev", "bank", "games")
PENALTY = 1.0
"""Strength of the L2 penalty on weights of features scaled to unit spread."""

SHARPNESS = 1.1
"""Factor on the fitted strengths. The penalty pulls them together, and organisations left out of the fit show that
they can stand a little further apart; with the model's caution it sets what .02 and .90 mean (bench/MATCHING.md)."""

_STEPS = 25


class Stream(NamedTuple):
    """A labelled stream in order of time, and who is who."""

    records: Sequence[Record]
    org: Mapping[str, Any]


class Choice(NamedTuple):
    """One new line: the evidence for each known conflict, and which one is right (None for a new one)."""

    rows: list[list[float]]
    right: int | None
    weight: float


class Reading(NamedTuple):
    """A way of keeping the log: whether teams are set up, which fields nobody fills in, how much it counts."""

    name: str
    roster: bool
    missing: tuple[str, ...] = ()
    weight: float = 1.0

    def of(self, record: Record) -> Record:
        """The record as it would have been logged."""
        return {key: value for key, value in record.items() if key not in self.missing}


KNOWN = Reading("known", True)
LEARNED = Reading("learned", False)
NO_TEAM_FIELD = Reading("known, no team field", True, ("teams",), 0.3)
NO_AREA = Reading("known, no area", True, ("decision_area",))
TEXT_ALONE = Reading("text alone", False, ("teams", "decision_area", "raised_by"), 0.1)
READINGS = (KNOWN, LEARNED, NO_TEAM_FIELD, NO_AREA, TEXT_ALONE)
"""All ways that are measured."""

FITTED_ON = (KNOWN, LEARNED, NO_TEAM_FIELD, TEXT_ALONE)
"""Ways that take part in the fit. The last two count little: they keep the rest sound for logs without teams."""


class Fitted(NamedTuple):
    """Weights by feature, and the strength of a conflict without evidence."""

    weights: Mapping[str, float]
    prior: float


def load(folder: Path, name: str) -> Stream:
    """The stream escalations_labelled_NAME.json of a folder."""
    data = json.loads((folder / f"escalations_labelled_{name}.json").read_text(encoding="utf-8"))
    return Stream(sorted(data["records"], key=lambda r: (r["date"], r["id"])), data["org"])


def choices(stream: Stream, reading: Reading, vocabulary: Vocabulary) -> tuple[list[str], list[Choice]]:
    """Names of the features, and the choice that every line of a stream posed when all earlier ones were known."""
    adapter = Adapter(stream.org if reading.roster else None, vocabulary)
    names: list[str] = []
    found = []
    for record in map(reading.of, stream.records):
        line = adapter.read(record)
        weights, corpus = token_weights(line), adapter.corpus
        rows, right = [], None
        true_id = adapter.id_of(record["conflict_id"])
        for place, (conflict_id, profile) in enumerate(adapter.profiles.items()):
            evidence = features(line, weights, lift(weights, profile, corpus), profile)
            names = names or list(evidence)
            rows.append(list(evidence.values()))
            right = place if conflict_id == true_id else right
        if rows:
            found.append(Choice(rows, right, reading.weight))
        adapter.add(record)
    return names, found


def fit(names: Sequence[str], data: Sequence[Choice], penalty: float = PENALTY) -> Fitted:
    """The weights under which the right choices are likeliest, by Newton's method on scaled features."""
    columns = list(zip(*(row for choice in data for row in choice.rows), strict=True))
    spread = [max(1e-9, _deviation(column)) for column in columns]
    scaled = [
        choice._replace(rows=[[1.0, *(x / s for x, s in zip(row, spread, strict=True))] for row in choice.rows])
        for choice in data
    ]
    size = len(names) + 1
    weights = [-5.0] + [0.0] * len(names)
    for _ in range(_STEPS):
        gradient = [0.0] + [penalty * w for w in weights[1:]]
        curve = [[penalty if i == j and i else 0.0 for j in range(size)] for i in range(size)]
        for choice in scaled:
            _accumulate(choice, weights, gradient, curve)
        step = _solve(curve, gradient)
        longest = max(abs(s) for s in step)
        shrink = min(1.0, 2.0 / longest)
        weights = [w - shrink * s for w, s in zip(weights, step, strict=True)]
        if longest < 1e-6:
            break
    return Fitted({name: w / s for name, w, s in zip(names, weights[1:], spread, strict=True)}, weights[0])


def _deviation(column: Sequence[float]) -> float:
    mean = sum(column) / len(column)
    return float((sum((x - mean) ** 2 for x in column) / len(column)) ** 0.5)


def _accumulate(choice: Choice, weights: list[float], gradient: list[float], curve: list[list[float]]) -> None:
    """Add a choice's gradient and curvature of the negative log likelihood."""
    strengths = [exp(min(40.0, sum(w * x for w, x in zip(weights, row, strict=True)))) for row in choice.rows]
    total = 1.0 + sum(strengths)
    size = len(weights)
    mean = [0.0] * size
    for place, (row, strength) in enumerate(zip(choice.rows, strengths, strict=True)):
        p = choice.weight * strength / total
        used = [i for i in range(size) if row[i]]
        for i in used:
            mean[i] += p * row[i]
            if p > 1e-5:
                scaled, target = p * row[i], curve[i]
                for j in used:
                    target[j] += scaled * row[j]
            if place == choice.right:
                gradient[i] -= choice.weight * row[i]
    for i in range(size):
        gradient[i] += mean[i]
        for j in range(size):
            curve[i][j] -= mean[i] * mean[j] / choice.weight


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with pivoting."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        rows[i][i] += 1e-6
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    result = [0.0] * size
    for i in reversed(range(size)):
        result[i] = (rows[i][size] - sum(rows[i][j] * result[j] for j in range(i + 1, size))) / rows[i][i]
    return result


def fit_streams(streams: Sequence[Stream], vocabulary: Vocabulary) -> Fitted:
    """Weights from several streams, each read in several ways, made sharper."""
    names: list[str] = []
    data: list[Choice] = []
    for stream in streams:
        for reading in FITTED_ON:
            names, found = choices(stream, reading, vocabulary)
            data += found
    fitted = fit(names, data)
    sharp = {name: SHARPNESS * weight for name, weight in fitted.weights.items()}
    return Fitted(sharp, SHARPNESS * fitted.prior)


def main(folder: str) -> None:
    """Print the constants fitted on all streams of a folder."""
    streams = [load(Path(folder), name) for name in ORGANISATIONS]
    fitted = fit_streams(streams, shipped_vocabulary())
    print("weights={")
    for name, weight in fitted.weights.items():
        print(f'    "{name}": {weight:.2f},')
    print(f"}},\nprior={fitted.prior:.2f},")


if __name__ == "__main__":
    main(*sys.argv[1:])
