"""How many keys a whole quarter takes on the sample organisation, and what opening it costs.

    python -m bench.reviewing

The app runs without a terminal and takes its keys one by one: each question has a row struck and a row pinned, a record
opened and left again, an answer of two sentences and a line of what comes next; then the nine cells of the scorecard,
and the closing. A person adds the time to read and to think.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time

from rhythm.app import RhythmApp
from rhythm.clock import SystemClock
from rhythm.sample.planting import plant
from rhythm.sample.story import tell
from rhythm.screens.quarter import QuarterScreen
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store

KEYS_A_SECOND = 5
"""Of somebody who types about 60 words a minute."""
TODAY = dt.date(2026, 11, 26)
ANSWER = (
    "The station list has one owner since October and nobody asked me about it. Promo codes came back, because the"
    " rule was right and too slow."
)
NEXT = "> give codes a limit that Commercial may spend by 15 jan"
WEIGH = ("down", "x", "down", "p", "down", "enter", "escape")
MARKS = "344322n33"


async def walked(rhythm: Rhythm) -> dict[str, int]:
    """Keys by what they are for. Raises RuntimeError when the quarter is not closed in the end."""
    app = RhythmApp(rhythm, place="quarter")
    counts: dict[str, int] = {}

    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()

        async def press(what: str, *keys: str) -> None:
            counts[what] = counts.get(what, 0) + len(keys)
            for key in keys:
                await pilot.press(key)
            await pilot.pause()

        for number, _ in enumerate(rhythm.quarters.questions):
            await press("weighing evidence, opening a record", *WEIGH)
            if not isinstance(app.screen, QuarterScreen):
                await press("weighing evidence, opening a record", "escape")
            await press("into the answer and out", "i")
            await press("the words of the answers", *ANSWER, "enter", *NEXT)
            await press("into the answer and out", "escape")
            await press("on to the next", "right_square_bracket")
            assert number < len(rhythm.quarters.questions)
        for mark in MARKS:
            await press("the nine cells", "enter", mark, "enter")
        await press("closing", "ctrl+s")
    if not rhythm.quarters.walk().closed:
        raise RuntimeError("the keys did not close the quarter")
    return counts


def main() -> None:
    """Print the table."""
    clock = SystemClock(TODAY)
    db = memory_store(clock)
    plant(db, tell(TODAY))
    rhythm = Rhythm(db, clock, Settings())
    began = time.process_time()
    rhythm.quarters.walk()
    opened = time.process_time() - began
    counts = asyncio.run(walked(rhythm))
    for what, keys in counts.items():
        print(f"{keys:5}  {what}")
    words = counts["the words of the answers"]
    rest = sum(counts.values()) - words
    minutes = (words + rest) / KEYS_A_SECOND / 60
    print(
        f"{rest} keys and {words} of text: about {minutes:.0f} min of typing; read anew in {opened * 1000:.0f} ms CPU"
    )
    db.close()


if __name__ == "__main__":
    main()
