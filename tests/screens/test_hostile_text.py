"""Whatever was stored, every place, page and dialog opens, shows what can be shown, and keeps to its width."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from rhythm.app import RhythmApp
from rhythm.storage.database import Database
from tests.builders import Org
from tests.screens.touring import STOPS, Full, go, overwrite
from tests.screens.tracking import NARROW, WIDE, shown, type_line
from tests.widgets.showing import HOSTILE

STYLES = {
    "markup": ("[Q3] [/foo] [bold]x {0} %s $name [@click=app.quit]y[/] \\[ \\", "[Q3]"),
    "scripts": ("日本 👩‍💻🇩🇪 \u202eשלום\u2066x\u2069 a\u0301\u0302\u0303\u0304\u0305\u0306 é end", "日本"),
    "long": ("W" * 10_000, "WWWWWWWWWW"),
    "controls": ("Ct\x1b[31mrl\x1b[0m \x07\x00\x9b2J two\nlines\r\nand\u2028more\ttab \ufffd", "Ct"),
}
"""A text for every field of the store, and what must be seen of it."""


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("style", STYLES)
async def test_everything_opens_and_shows_what_can_be_shown(
    db: Database, org: Org, style: str, size: tuple[int, int]
) -> None:
    text, seen = STYLES[style]
    full = Full(org)
    overwrite(db, text)
    full.rhythm.save_draft(f"room:{org.ilya.id}", f"{text}\n> {text}\n! {text}\n+ {text}")
    full.rhythm.save_draft("capture", text)
    full.rhythm.save_draft("good", text)
    app = RhythmApp(full.rhythm)
    missing = []
    async with app.run_test(size=size) as pilot:
        for stop in STOPS:
            await go(pilot, app, full, stop)
            # Taking the picture asserts that every line is as wide as the screen.
            if stop.texts and seen not in shown(app):
                missing.append(stop.name)
            assert (app.title, app.sub_title) == ("rhythm", "")
    assert missing == []


@pytest.mark.parametrize("text", [text for text in HOSTILE if text and "\ud83d" not in text])
async def test_any_text_can_be_searched_for_and_asked_of_the_palette(db: Database, org: Org, text: str) -> None:
    full = Full(org)
    with db.action("import", undoable=False):
        db.write("UPDATE person SET name = ? WHERE id = ?", (text, org.dana.id))
        db.write("UPDATE conflict SET name = ? WHERE id = ?", (text, full.card))
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.action_find()
        await pilot.pause()
        await type_line(pilot, text)
        shown(app)
        await pilot.press("escape")
        app.action_command_palette()
        await pilot.pause()
        app.screen.query_one(Input).value = text[:200]
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown(app)
