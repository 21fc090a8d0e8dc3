"""How long it takes to log an escalation: keys, seconds in the app, and what completing a line costs.

    python -m bench.capturing STORE          # on a copy of a store, such as one of bench.generate

The app runs without a terminal and takes its keys one by one; the seconds are those from the key that opens the line
until the row is stored, at the speed of this machine. A person adds the time to type.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from rhythm.app import RhythmApp
from rhythm.clock import SystemClock
from rhythm.domain.completing import completions
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store

KEYS_A_SECOND = 5
"""Of somebody who types about 60 words a minute."""
SCRIPTS = {
    "text alone": ["e", *"vendor contract slipped again", "enter", "enter"],
    "parties and marks, completed by Tab": [
        "e", *"Pl", "tab", *"Gr", "tab", *"who sets the release date @da", "tab", *"=co", "tab", *"~20m",
        "enter", "enter",
    ],
}  # fmt: skip
TYPED = ("Pl", "Platform / gr", "Platform / Growth: who se", "release da", "vendor @da", "vendor #la", "vendor =co")
ROUNDS = 20


async def scripted(rhythm: Rhythm, keys: list[str]) -> float:
    """Seconds from the first key until one more row is stored. Raises RuntimeError when it is not."""
    app = RhythmApp(rhythm)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        before = len(rhythm.tracker.newest(1_000_000))
        began = time.perf_counter()
        await pilot.press(*keys)
        seconds = time.perf_counter() - began
        await pilot.pause()
        if len(rhythm.tracker.newest(1_000_000)) != before + 1:
            raise RuntimeError("the keys did not log a row")
    return seconds


def main(store: str) -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory(prefix="rhythm-bench-") as folder:
        copy = Path(folder) / "copy.db"
        shutil.copy(store, copy)
        clock = SystemClock()
        rhythm = Rhythm(open_store(copy, clock, backups=Path(folder)), clock, Settings(), cache_folder=Path(folder))
        count = len(rhythm.tracker.newest(1_000_000))
        print(f"\n{count:,} escalations\n")
        print("| capture | keys | seconds in the app | with typing |")
        print("| --- | --- | --- | --- |")
        for name, keys in SCRIPTS.items():
            asyncio.run(scripted(rhythm, keys))
            seconds = asyncio.run(scripted(rhythm, keys))
            print(f"| {name} | {len(keys)} | {seconds:.2f} | {seconds + len(keys) / KEYS_A_SECOND:.1f} |")
        print("\n| completing | CPU ms |\n| --- | --- |")
        began = time.process_time()
        known = rhythm.tracker.known()
        print(f"| reading what is known, once | {(time.process_time() - began) * 1000:.1f} |")
        times = []
        for typed in TYPED * ROUNDS:
            began = time.process_time()
            completions(typed, known)
            times.append((time.process_time() - began) * 1000)
        print(f"| each key | {statistics.median(times):.1f}, most {max(times):.1f} |")
        rhythm.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
