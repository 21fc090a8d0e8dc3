"""Makes the pictures of the README from the sample organisation: same day, size and theme, so same bytes.

Run with `make pictures`. `tests/test_pictures.py` says when what they show is no longer what the program shows.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import tempfile
from contextlib import closing
from pathlib import Path

from rhythm.app import RhythmApp
from rhythm.clock import SystemClock
from rhythm.sample.seed import seed_demo
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from widgets.resting import REST_SECONDS

DAY = dt.date(2026, 11, 20)
SIZE = (120, 34)
FOLDER = Path(__file__).parent
_ROOM = ("2", "enter")
_ESCALATION = "booking and fares again on how long a seat is held ~20m"
PICTURES: dict[str, tuple[str, ...]] = {
    "today": (),
    "capture": ("e", *_ESCALATION.replace(" ", "_"), "enter"),
    "verdict": (*["down"] * 5, "enter"),
    "room": _ROOM,
    "week": ("4",),
    "quarter": ("5",),
    "board": ("6", "b"),
}
"""Name of a picture, and the keys that lead to it from Today: own promises stand before the verdicts."""
_KEYS = {"_": "space", "~": "tilde"}


async def picture(keys: tuple[str, ...], store: Path) -> str:
    """One picture as SVG."""
    clock = SystemClock(DAY)
    rhythm = Rhythm(open_store(store, clock, backups=store.parent), clock, Settings())
    app = RhythmApp(rhythm)
    with closing(rhythm):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(_KEYS.get(key, key))
            # What stands beside a row comes when the keys rest.
            await pilot.pause(2 * REST_SECONDS)
            await pilot.pause()
            return app.export_screenshot(title="rhythm")


def pictures(folder: Path) -> dict[str, str]:
    """All pictures by name, from a sample made in a folder."""
    os.environ["COLORTERM"] = "truecolor"
    store = folder / "demo.db"
    seed_demo(store, SystemClock(DAY))
    return {name: asyncio.run(picture(keys, store)) for name, keys in PICTURES.items()}


def main() -> None:
    """Write all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        for name, drawn in pictures(Path(folder)).items():
            (FOLDER / f"{name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
