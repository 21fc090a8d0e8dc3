"""What opening a place costs, in CPU with the app in this process, and what a key does, in ms in a terminal."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from bench.pty_start import steps
from rhythm.app import RhythmApp
from rhythm.service import Rhythm

PLACES = {"People": "2", "Conflicts": "3", "Week": "4", "Quarter": "5", "Org": "6", "Today": "1"}
LISTS: dict[str, tuple[bytes, ...]] = {
    "Today": (),
    "People": (b"2",),
    "Conflicts": (b"3",),
    "Org": (b"6",),
    "what a search found": (b"/", b"the", b"\r"),
}
FLOOR = Path(__file__).with_name("floor_list.py")
SIZE = (120, 40)
STEPS = 30


@dataclass(frozen=True, slots=True)
class Opened:
    """CPU milliseconds of opening a place the first time, and again after all the others."""

    place: str
    first: float
    again: float


@dataclass(frozen=True, slots=True)
class Stepped:
    """Milliseconds from a step down to its paint: the middle, and what 95 of 100 stay below."""

    where: str
    middle: float
    p95: float


def opened(rhythm: Rhythm) -> list[Opened]:
    """Every place, opened twice in turn; closes the service."""
    try:
        return asyncio.run(_opened(rhythm))
    finally:
        rhythm.close()


def stepped(command: Sequence[str], expect: str, environment: Mapping[str, str]) -> list[Stepped]:
    """A key in each list of the program, the floor first."""
    found = [_stepped("a list alone", [sys.executable, str(FLOOR)], "row 1", environment, ())]
    return found + [_stepped(name, command, expect, environment, way) for name, way in LISTS.items()]


def _stepped(
    where: str, command: Sequence[str], expect: str, environment: Mapping[str, str], way: Sequence[bytes]
) -> Stepped:
    times = sorted(steps(command, expect, environment, way, STEPS))
    return Stepped(where, statistics.median(times), times[int(STEPS * 0.95)])


async def _opened(rhythm: Rhythm) -> list[Opened]:
    app = RhythmApp(rhythm)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        first = {place: await _cost(pilot, key) for place, key in PLACES.items()}
        again = {place: await _cost(pilot, key) for place, key in PLACES.items()}
    return [Opened(place, first[place], again[place]) for place in PLACES]


async def _cost(pilot: Pilot[None], key: str) -> float:
    began = time.process_time()
    await pilot.press(key)
    await pilot.pause()
    return (time.process_time() - began) * 1000
