"""What opening a place costs, and what a key does in a list, seen from outside: the program in a pseudo-terminal."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.pty_start import Opening, held, openings, steps

PLACES = {"People": b"2", "Conflicts": b"3", "Week": b"4", "Quarter": b"5", "Org": b"6", "Today": b"1"}
LISTS: dict[str, tuple[bytes, ...]] = {
    "Today": (),
    "People": (b"2",),
    "Conflicts": (b"3",),
    "Org": (b"6",),
    "what a search found": (b"/", b"the", b"\x1b[B"),
}
ALONE = "a list alone"
FLOOR = ([sys.executable, str(Path(__file__).with_name("floor_list.py"))], "row 1")
STEPS = 48
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a place costs: the first time, again after all the others, and as the very first key."""

    place: str
    first: Opening
    again: Opening
    at_once: Opening


@dataclass(frozen=True, slots=True)
class Stepped:
    """Milliseconds from a step to its paint, the middle and what 95 of 100 stay below; CPU milliseconds of all that
    follows from it; milliseconds that the cursor lags behind a key that was held, and until all that is shown of its
    row stands."""

    where: str
    middle: float
    p95: float
    cpu: float
    lag: float
    all_after: float


def opened(programs: Sequence[tuple[Sequence[str], str]], environment: Mapping[str, str]) -> list[list[Opened]]:
    """Of each program, which take turns: every place, opened twice in turn by one that is at rest, and once by one that
    was just started."""
    keys = list(PLACES.values())
    found: list[list[list[Opening]]] = [[] for _ in programs]
    for _ in range(ROUNDS):
        for place, (command, expect) in enumerate(programs):
            rested = openings(command, expect, environment, [*keys, *keys])
            begun = [openings(command, expect, environment, [key], at_once=True)[0] for key in keys]
            found[place].append([*rested, *begun])
    return [_places([_middle(turns) for turns in zip(*rounds, strict=True)]) for rounds in found]


def _places(middle: Sequence[Opening]) -> list[Opened]:
    count = len(PLACES)
    return [
        Opened(name, middle[place], middle[place + count], middle[place + 2 * count])
        for place, name in enumerate(PLACES)
    ]


def stepped(command: Sequence[str], expect: str, environment: Mapping[str, str]) -> list[Stepped]:
    """A key in each list of the program, the floor first."""
    names = (ALONE, *LISTS)
    programs = [(*FLOOR, ()), *((command, expect, way) for way in LISTS.values())]
    found = []
    for name, (words, text, way), of_list in zip(names, programs, steps(programs, environment, STEPS), strict=True):
        times = sorted(one.paint_ms for one in of_list)
        cpu = statistics.median(one.cpu_ms for one in of_list)
        after = [held(words, text, environment, way) for _ in range(ROUNDS)]
        lag, all_after = (
            statistics.median(of_all) for of_all in zip(*((one.cursor_ms, one.all_ms) for one in after), strict=True)
        )
        found.append(Stepped(name, statistics.median(times), times[int(STEPS * 0.95)], cpu, lag, all_after))
    return found


def _middle(found: Sequence[Opening]) -> Opening:
    return Opening(statistics.median(one.cpu_ms for one in found), statistics.median(one.painted_ms for one in found))
