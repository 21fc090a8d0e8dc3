"""Whatever was stored, every place, page and dialog opens, shows what can be shown, and keeps to its width."""

from __future__ import annotations

import json

import pytest
from textual.widgets import Input

from rhythm.app import RhythmApp
from rhythm.storage.database import Database
from tests.builders import Org
from tests.screens.touring import PAGES, STOPS, Full, Stop, go, overwrite, seen, settle
from tests.screens.tracking import NARROW, WIDE, shown, suggest, type_line
from tests.widgets.showing import HOSTILE

MIXED = (
    "[Q3] 日本 Ct\x1b[31mrl\x1b[0m\x07\x00\x9b2J [/foo] [bold]x {0} %s $name [@click=app.quit]y[/] \\[ "
    "👩‍💻🇩🇪 \u202eשלום\u2066x\u2069 a\u0301\u0302\u0303\u0304\u0305\u0306 é\nlines\r\nand\u2028more\ttab \ufffd \\"
    " [Q3] 日本 Ct"
)
"""It ends as it begins: a field in which one writes shows the end of a text that is too long for it."""
LONG = "W" * 10_000


@pytest.mark.parametrize(
    ("text", "shows", "size", "stops"),
    [
        (MIXED, ("[Q3]", "日本", "Ct"), NARROW, STOPS),
        (MIXED, ("[Q3]", "日本", "Ct"), WIDE, STOPS),
        (LONG, ("WWWWWWWWWW",), NARROW, STOPS),
        (LONG, ("WWWWWWWWWW",), WIDE, PAGES),
    ],
    ids=["mixed-narrow", "mixed-wide", "long-narrow", "long-wide"],
)
async def test_everything_opens_and_shows_what_can_be_shown(
    db: Database,
    org: Org,
    unreviewed: Full,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    shows: tuple[str, ...],
    size: tuple[int, int],
    stops: tuple[Stop, ...],
) -> None:
    full = unreviewed
    suggest(monkeypatch, full.rhythm, (full.card, 0.95), (full.tension, 0.5))
    overwrite(db, text)
    full.close_reviews()
    full.rhythm.save_draft(f"room:{org.ilya.id}", f"{text}\n> {text}\n! {text}\n+ {text}")
    full.rhythm.save_draft("capture", text)
    full.rhythm.save_draft("good", json.dumps({"good-line": text}))
    app = RhythmApp(full.rhythm)
    missing = []
    async with app.run_test(size=size) as pilot:
        for stop in stops:
            await go(pilot, app, full, stop)
            # Taking the picture asserts that every line is as wide as the screen.
            picture = seen(app)
            missing += [(stop.name, part) for part in shows if stop.texts and part not in picture]
            assert (app.title, app.sub_title) == ("rhythm", "")
    assert missing == []


async def test_any_text_can_be_searched_for_and_asked_of_the_palette(db: Database, org: Org, full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for text in HOSTILE:
            storable = text.replace("\ud83d", "\ufffd") or " "
            with db.action("import", undoable=False):
                db.write("UPDATE person SET name = ? WHERE id = ?", (storable, org.dana.id))
                db.write("UPDATE conflict SET name = ? WHERE id = ?", (storable, full.card))
            await app.action_place("today")
            app.action_find()
            await settle(pilot)
            await type_line(pilot, text)
            shown(app)
            app.action_command_palette()
            await settle(pilot)
            app.screen.query_one(Input).value = text[:200]
            await app.workers.wait_for_complete()
            await settle(pilot)
            shown(app)
