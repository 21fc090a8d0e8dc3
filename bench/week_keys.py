"""How many keys a weekly review of ten items takes, and how long, on the sample organisation.

    python -m bench.week_keys            # or another number of items behind it

The app runs without a terminal, as `rhythm review week 10` opens it, and takes its keys one by one: each item gets the
answer that its row offers with one key, what asks for words gets a short line, the one line is written, the plan of
next week is taken in, and the week is closed. A person adds the time to read and to type.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.clock import SystemClock
from rhythm.sample.seed import seed_demo
from rhythm.screens.dialogs.yes_no import YesNo
from rhythm.screens.week import WeekScreen
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store

ITEMS = 10
KEYS_A_SECOND = 5
"""Of somebody who types about 60 words a minute."""
READING_SECONDS = 20
"""To read an item and to make up one's mind, by guess."""
NEXT = "right_square_bracket"
LINE = [*"fewer things with two names"]
ANSWERS: dict[str, tuple[str, ...]] = {
    "meeting": ("k",),
    "escalation": ("n", "0"),
    "gaps": ("s",),
    "conflict": ("enter", "l", "escape"),
    "fix": ("k",),
    "bet": ("s",),
    "same": ("d",),
    "promise": ("space",),
    "asked": ("n",),
    "stamps": ("space",),
    "ritual": ("k",),
    "over": ("enter",),
    "feedback": ("enter", *"review", "tab", *"asked twice", "tab", *"ask once", "enter"),
    "thanks": ("enter", *"stayed off the call", "enter"),
    "went": ("s",),
    "promised": ("s",),
    "card": ("k",),
    "plan": ("enter",),
}
"""What is pressed on each kind of row."""


class Walked(NamedTuple):
    """A review that was closed: the items that were asked, by kind, the keys that it took, and the seconds."""

    asked: Counter[str]
    keys: int
    seconds: float


async def walk(rhythm: Rhythm, count: int) -> Walked:
    """Walk a bounded review to its end. Raises RuntimeError when a key leads nowhere."""
    app = RhythmApp(rhythm, place="week", items=count)
    asked: Counter[str] = Counter()
    keys = 0
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, WeekScreen)
        began = time.perf_counter()
        while page.step:
            before = (page.step, page.sitting.items_left, page.highlighted)
            pressed = _keys_for(page)
            kind = page.highlighted.partition(":")[0]
            await _press(pilot, pressed)
            keys += len(pressed)
            if before[1] > page.sitting.items_left and kind:
                asked[kind] += 1
            if isinstance(app.screen, YesNo):
                await _press(pilot, ("y",))
                keys += 1
            if page.step and (page.step, page.sitting.items_left, page.highlighted) == before:
                raise RuntimeError(f"the keys of {before} lead nowhere")
        return Walked(asked, keys, time.perf_counter() - began)


async def _press(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def _keys_for(page: WeekScreen) -> tuple[str, ...]:
    """The answer to what is in front; on to the next step where nothing is asked."""
    if not page.sitting.items_left:
        return ("ctrl+s",)
    if not page.sitting.left(page.step):
        return (NEXT,)
    if page.takes_a_line:
        return ("enter", *LINE, "enter")
    return ANSWERS[page.highlighted.partition(":")[0]]


def main(count: int = ITEMS) -> None:
    """Print the keys and the time."""
    with tempfile.TemporaryDirectory(prefix="rhythm-bench-") as folder:
        clock = SystemClock()
        store = Path(folder) / "sample.db"
        seed_demo(store, clock)
        rhythm = Rhythm(
            open_store(store, clock, backups=Path(folder)), clock, Settings(), cache_folder=Path(folder) / "cache"
        )
        found = asyncio.run(walk(rhythm, count))
        rhythm.close()
    typed = found.keys / KEYS_A_SECOND
    minutes = (found.seconds + typed + READING_SECONDS * count) / 60
    print(f"\n| {count} items | |\n| --- | --- |")
    print(f"| asked | {', '.join(f'{kind} {number}' for kind, number in found.asked.items())} |")
    print(f"| keys, all words included | {found.keys} |")
    print(f"| seconds in the app | {found.seconds:.1f} |")
    print(f"| minutes with typing, and {READING_SECONDS} s to read each | {minutes:.1f} |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
