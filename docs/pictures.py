"""Makes the pictures of the README from the sample organisation: same day, size and theme, so same bytes.

Run with `make pictures`.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
from pathlib import Path

from rhythm.app import RhythmApp
from rhythm.clock import SystemClock
from rhythm.sample.seed import seed_demo
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store

DAY = dt.date(2026, 11, 20)
FOLDER = Path(__file__).parent
PICTURES = {"today": (), "verdict": (*["down"] * 5, "enter")}
"""Name of a picture, and the keys that lead to it from Today: own promises stand before the verdicts."""


async def picture(name: str, keys: tuple[str, ...], store: Path) -> None:
    """Write one picture as SVG."""
    clock = SystemClock(DAY)
    app = RhythmApp(Rhythm(open_store(store, clock, backups=store.parent), clock, Settings()))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        (FOLDER / f"{name}.svg").write_text(app.export_screenshot(title="rhythm"), encoding="utf-8")


def main() -> None:
    """Write all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo.db"
        seed_demo(store, SystemClock(DAY))
        for name, keys in PICTURES.items():
            asyncio.run(picture(name, keys, store))


if __name__ == "__main__":
    main()
