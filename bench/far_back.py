"""Do the bounds on what a suggestion reads cost quality, in an organisation with thousands of rows?

    python -m bench.far_back DATA_FOLDER

Each labelled stream becomes an organisation of many years: it is told again and again, one time after the other, with
the same teams and people and with half of its other words replaced by made-up ones of that time, so that the matters
of each time are its own and the truth stays known. All of it is stored. Then lines that were held back are asked for,
on the last day: the last line of conflicts of the last time, those of conflicts of long ago, and lines of conflicts
that never were. bench/MATCHING.md has the table.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from bench.fit_matcher import ORGANISATIONS, Stream, load
from bench.generate import unlike
from bench.loo import ROWS, Row, best_f1
from bench.matching_adapter import roster_of
from rhythm.clock import SystemClock
from rhythm.domain.escalations import NEW, ConflictId, NewEscalation, Party
from rhythm.domain.matching.words import split, stem
from rhythm.queries import suggesting
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store

TIMES = 12
ASKED = 120
"""Lines of long ago that are asked for; of the others there are fewer, and all are."""
UNBOUNDED = 1_000_000
SHARE = 0.5
LONG_AGO = 3
"""So many times back a conflict is of long ago: its lines are not among the newest."""
BOUNDS: Mapping[str, Mapping[str, int]] = {
    "as shipped": {},
    "all lines": {"NEWEST_LINES": UNBOUNDED, "NEWEST_WITH_WORD": UNBOUNDED},
    "all rows for habits": {"HABIT_ROWS": UNBOUNDED},
    "all conflicts scored": {"MOST_CANDIDATES": UNBOUNDED},
    "none": {
        **{"NEWEST_LINES": UNBOUNDED, "NEWEST_WITH_WORD": UNBOUNDED},
        **{"HABIT_ROWS": UNBOUNDED, "MOST_CANDIDATES": UNBOUNDED},
    },
}


class Asked(NamedTuple):
    """A line that was held back: which conflict it is of, if that was ever stored."""

    new: NewEscalation
    true: str
    time: int


class Told(NamedTuple):
    """An organisation with all its years in a store, and what is asked of it."""

    db: Database
    rhythm: Rhythm
    names: Mapping[ConflictId, str]
    now: list[Asked]
    long_ago: list[Asked]
    never: list[Asked]


def told(stream: Stream, *, roster: bool, times: int = TIMES) -> Told:
    """Store the stream so many times, its last lines held back."""
    clock = SystemClock()
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    if roster:
        _set_up(rhythm, stream)
    lines = Counter(record["conflict_id"] for record in stream.records)
    last = {record["conflict_id"]: number for number, record in enumerate(stream.records)}
    ids: dict[str, ConflictId] = {}
    now: list[Asked] = []
    long_ago: list[Asked] = []
    never: list[Asked] = []
    with db.action("told"):
        for time in range(times, 0, -1):
            for number, (new, true) in enumerate(_of_time(stream, time, clock.today())):
                label = stream.records[number]["conflict_id"]
                asked = Asked(new._replace(day=clock.today()), true, time)
                if lines[label] == 1 and number % 2:
                    never.append(asked)
                elif lines[label] > 1 and number == last[label]:
                    (now if time == 1 else long_ago if time > LONG_AGO else []).append(asked)
                else:
                    row = rhythm.tracker.log(new, conflict=ids.get(true, NEW))
                    assert row.conflict_id is not None
                    ids[true] = row.conflict_id
    dice = random.Random(times)  # noqa: S311
    some = sorted(dice.sample(long_ago, min(ASKED, len(long_ago))))
    return Told(
        db,
        rhythm,
        {number: name for name, number in ids.items()},
        now,
        some,
        dice.sample(never, min(len(now), len(never))),
    )


def _set_up(rhythm: Rhythm, stream: Stream) -> None:
    for team in roster_of(stream.org).teams:
        manager = rhythm.people.add(team.managers[0]).id if team.managers else None
        rhythm.people.add_team(team.name, manager_id=manager, aliases=team.aliases)


def _of_time(stream: Stream, time: int, today: dt.date) -> Iterator[tuple[NewEscalation, str]]:
    """The lines of the stream as that time tells them, and the name of each one's conflict; 1 is the last time."""
    kept = _names(stream)
    days = [dt.date.fromisoformat(record["date"]) for record in stream.records]
    back = today - days[-1] - (time - 1) * (days[-1] - days[0] + dt.timedelta(days=1))
    for record, day in zip(stream.records, days, strict=True):
        yield (
            NewEscalation(
                _retold(record["summary"], time, kept),
                day + back,
                tuple(Party(name) for name in record.get("teams") or ()),
                area_text=record.get("decision_area") or "",
                raised_by=record.get("raised_by") or "",
                forum=record.get("occasion") or "",
            ),
            f"{time} {record['conflict_id']}",
        )


def _names(stream: Stream) -> frozenset[str]:
    """Words of the names of teams and people, which stay what they are."""
    teams = roster_of(stream.org).teams
    people = {record.get("raised_by") or "" for record in stream.records}
    every = [*people, *(name for team in teams for name in (team.name, *team.aliases, *team.managers))]
    return frozenset(folded for name in every for _, folded in split(name))


def _retold(text: str, time: int, kept: frozenset[str]) -> str:
    """A line in which half of the words are those of another time."""
    said = []
    for written, folded in split(text):
        dice = random.Random(f"{time} {stem(folded)}")  # noqa: S311
        of_its_own = time > 1 and len(folded) > 3 and folded not in kept and dice.random() < SHARE
        said.append(unlike(dice) if of_its_own else written)
    return " ".join(said)


def ask(told: Told, asked: Sequence[Asked], bounds: Mapping[str, int]) -> list[Row]:
    """What is suggested for each line under some bounds."""
    db, rows = told.db, []
    # What was kept of the reads under other bounds goes with whatever is written.
    told.rhythm.tracker.good(f"asked under {dict(bounds)}")
    with ExitStack() as changed:
        for name, value in bounds.items():
            changed.enter_context(patch.object(suggesting, name, value))
        for one in asked:
            line = suggesting.read(one.new, suggesting.roster(db), told.rhythm.matching_words)
            found = suggesting.matches(db, line, 10)
            ranked = [(told.names.get(match.conflict_id, ""), match.score) for match in found]
            rows.append(Row(one.true, one.true in told.names.values(), ranked))
    return rows


def top3(rows: Sequence[Row]) -> str:
    """The share of repeats whose conflict is among the first three."""
    return f"{sum(row.among(ROWS) for row in rows) / max(1, len(rows)):.3f}"


def main(folder: str) -> None:
    """Print the table of every organisation and roster, all lines of it together."""
    print("| roster | bounds | rows, conflicts | of now: top-3 | of long ago: top-3 | of now, F1 | of all, F1 |")
    print("|---|---|---|---|---|---|---|")
    for roster in (True, False):
        found: dict[str, list[tuple[list[Row], list[Row], list[Row]]]] = {name: [] for name in BOUNDS}
        size: Counter[str] = Counter()
        for name in ORGANISATIONS:
            every = told(load(Path(folder), name), roster=roster)
            size.update(rows=len(every.rhythm.tracker.newest(UNBOUNDED)), conflicts=len(every.names))
            for bounds, constants in BOUNDS.items():
                now, long_ago, never = (
                    ask(every, some, constants) for some in (every.now, every.long_ago, every.never)
                )
                found[bounds].append((now, long_ago, never))
            every.db.close()
        for bounds, several in found.items():
            now, long_ago, never = (list(chain.from_iterable(parts)) for parts in zip(*several, strict=True))
            cells = (
                "known" if roster else "learned", bounds, f"{size['rows']:,}, {size['conflicts']:,}", top3(now),
                top3(long_ago), f"{best_f1([*now, *never]):.2f}", f"{best_f1([*now, *long_ago, *never]):.2f}",
            )  # fmt: skip
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
