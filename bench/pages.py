"""What opening a place and pressing a key cost, in CPU, with the app in this process and no terminal.

The floor of a key is the program's own kind of list with nothing around it: what a page adds to it is what is judged.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.service import Rhythm
from widgets.row_list import Row, RowList

PLACES = {"People": "2", "Conflicts": "3", "Week": "4", "Quarter": "5", "Org": "6", "Today": "1"}
LISTS = {"Today": (), "People": ("2",), "Conflicts": ("3",), "Org": ("6",), "search": ("slash", *"the", "enter")}
SIZE = (120, 40)
FLOOR_ROWS = 1000
STEPS = 60


@dataclass(frozen=True, slots=True)
class Opened:
    """CPU milliseconds of opening a place the first time, and again after all the others."""

    place: str
    first: float
    again: float


@dataclass(frozen=True, slots=True)
class Stepped:
    """CPU milliseconds of a step down and of its paint: the middle, and what 95 of 100 stay below."""

    where: str
    middle: float
    p95: float


class Floor(App[None]):
    """One list of a thousand rows."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield RowList([Row(f"row:{number}", f"row {number}", fact="some words") for number in range(FLOOR_ROWS)])


def opened(rhythm: Rhythm) -> list[Opened]:
    """Every place, opened twice in turn."""
    return asyncio.run(_opened(rhythm))


def stepped(rhythm: Rhythm) -> list[Stepped]:
    """A key in each list of the program, the floor first."""
    return asyncio.run(_stepped(rhythm))


async def _opened(rhythm: Rhythm) -> list[Opened]:
    app = RhythmApp(rhythm)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        first = {place: await _cost(pilot, key) for place, key in PLACES.items()}
        again = {place: await _cost(pilot, key) for place, key in PLACES.items()}
    return [Opened(place, first[place], again[place]) for place in PLACES]


async def _stepped(rhythm: Rhythm) -> list[Stepped]:
    found = []
    floor = Floor()
    async with floor.run_test(size=SIZE) as pilot:
        await pilot.press("tab")
        found.append(await _steps(pilot, "the floor"))
    app = RhythmApp(rhythm)
    async with app.run_test(size=SIZE) as pilot:
        for name, keys in LISTS.items():
            await pilot.press("1", *keys)
            await pilot.pause()
            found.append(await _steps(pilot, name))
    return found


async def _steps(pilot: Pilot[None], where: str) -> Stepped:
    await pilot.press("home")
    times = sorted([await _cost(pilot, "down") for _ in range(STEPS)])
    return Stepped(where, statistics.median(times), times[int(STEPS * 0.95)])


async def _cost(pilot: Pilot[None], key: str) -> float:
    await pilot.pause()
    began = time.process_time()
    await pilot.press(key)
    await pilot.pause()
    return (time.process_time() - began) * 1000
