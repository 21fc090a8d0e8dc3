"""How well the matcher does on an organisation it has never seen.

    python -m bench.loo DATA_FOLDER

For each labelled stream the weights are fitted on the other streams only; then the stream is played through with and
without its roster. bench/MATCHING.md explains the columns.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bench.fit_matcher import KNOWN, LEARNED, ORGANISATIONS, READINGS, Fitted, Reading, Stream, fit_streams, load
from bench.matching_adapter import Adapter, shipped_vocabulary
from rhythm.domain.matching import Vocabulary
from rhythm.domain.matching.scoring import PRESELECT, SHIPPED, SHOW, Model

ROWS = 3
WINDOW = 90


class Row(NamedTuple):
    """One line of a stream: its conflict, whether that was known, and what was suggested."""

    true: str
    repeat: bool
    ranked: list[tuple[str, float]]

    @property
    def best(self) -> float:
        """Score of the first suggestion."""
        return self.ranked[0][1] if self.ranked else 0.0

    def among(self, rows: int) -> bool:
        """Whether the true conflict is among the first suggestions."""
        return self.true in [name for name, _ in self.ranked[:rows]]


class Result(NamedTuple):
    """Counts of one run, or the sum of several."""

    repeats: int
    new: int
    top3: int
    f1: float
    preselected: int
    right: int
    vain: int
    thirds: int
    caught: int


def play(stream: Stream, adapter: Adapter) -> list[Row]:
    """Every line with what was suggested for it, when all earlier lines had been filed rightly."""
    known: set[str] = set()
    rows = []
    for record in stream.records:
        true = record["conflict_id"]
        rows.append(Row(true, true in known, adapter.suggest(record)))
        adapter.add(record)
        known.add(true)
    return rows


def best_f1(rows: Sequence[Row]) -> float:
    """F1 of linking to the first suggestion at the threshold that suits best."""
    repeats = sum(row.repeat for row in rows)
    right, best = 0, 0.0
    for taken, row in enumerate(sorted(rows, key=lambda row: -row.best), start=1):
        right += row.among(1)
        best = max(best, 2 * right / (taken + repeats))
    return best


def thirds_caught(stream: Stream, adapter: Adapter) -> tuple[int, int]:
    """Conflicts that occurred a third time in 90 days, and how many of them the dialogue had together by then.

    History is what was really filed: preselections are taken blindly, from the list the user takes the right
    conflict if it is there, else a new one is made.
    """
    members: dict[str, Counter[str]] = defaultdict(Counter)
    filed: dict[str, list[tuple[str, date]]] = defaultdict(list)
    days: dict[str, list[date]] = defaultdict(list)
    events: set[str] = set()
    caught = 0
    for number, record in enumerate(stream.records):
        true, day = record["conflict_id"], date.fromisoformat(record["date"])
        ranked = adapter.suggest(record)
        held = [name for name, _ in ranked[:ROWS] if members[name].most_common(1)[0][0] == true]
        best = ranked[0][1] if ranked else 0.0
        pick = held[0] if held and best >= SHOW else f"#{number}"
        if best >= PRESELECT:
            pick = ranked[0][0]
        adapter.add({**record, "conflict_id": pick})
        members[pick][true] += 1
        filed[pick].append((true, day))
        days[true].append(day)
        if true not in events and sum((day - earlier).days <= WINDOW for earlier in days[true]) >= 3:
            events.add(true)
            caught += sum(one == true and (day - when).days <= WINDOW for one, when in filed[pick]) >= 3
    return len(events), caught


def measure(stream: Stream, reading: Reading, vocabulary: Vocabulary, model: Model) -> Result:
    """All figures of one stream under one model."""
    org = stream.org if reading.roster else None
    stream = Stream([reading.of(record) for record in stream.records], stream.org)
    rows = play(stream, Adapter(org, vocabulary, model))
    thirds, caught = thirds_caught(stream, Adapter(org, vocabulary, model))
    sure = [row for row in rows if row.best >= PRESELECT]
    return Result(
        repeats=sum(row.repeat for row in rows),
        new=sum(not row.repeat for row in rows),
        top3=sum(row.repeat and row.among(ROWS) for row in rows),
        f1=best_f1(rows),
        preselected=len(sure),
        right=sum(row.among(1) for row in sure),
        vain=sum(not row.repeat and row.best >= SHOW for row in rows),
        thirds=thirds,
        caught=caught,
    )


def pooled(results: Sequence[Result]) -> Result:
    """Counts added up; F1 is the mean."""
    sums = Result(*(sum(column) for column in zip(*results, strict=True)))
    return sums._replace(f1=sums.f1 / len(results))


def table_line(label: str, who: str, result: Result) -> str:
    """One line of the Markdown table."""
    return (
        f"| {label} | {who} | {result.top3 / result.repeats:.3f} | {result.f1:.2f} "
        f"| {result.preselected} ({result.right}) | {result.caught} of {result.thirds} "
        f"| {result.vain / result.new:.2f} |"
    )


def as_model(fitted: Fitted) -> Model:
    """Fitted weights with the shipped caution."""
    return Model(fitted.weights, fitted.prior, SHIPPED.caution)


def main(folder: str) -> None:
    """Print the table, with the starter vocabulary and without any concept."""
    streams = {name: load(Path(folder), name) for name in ORGANISATIONS}
    for title, vocabulary in (
        ("with the starter vocabulary", shipped_vocabulary()),
        ("without concepts", shipped_vocabulary(with_concepts=False)),
    ):
        models = {
            name: as_model(fit_streams([streams[other] for other in ORGANISATIONS if other != name], vocabulary))
            for name in ORGANISATIONS
        }
        print(f"\n{title}\n")
        print("| organisation left out | roster | top-3 | F1 | preselected (right) | third caught | in vain |")
        print("|---|---|---|---|---|---|---|")
        for reading in READINGS:
            results = [measure(streams[name], reading, vocabulary, models[name]) for name in ORGANISATIONS]
            if reading in (KNOWN, LEARNED):
                for name, result in zip(ORGANISATIONS, results, strict=True):
                    print(table_line(name, reading.name, result))
            print(table_line("all", reading.name, pooled(results)))


if __name__ == "__main__":
    main(*sys.argv[1:])
