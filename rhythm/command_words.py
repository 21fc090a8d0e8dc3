"""Other words by which the palette finds commands, by id: what people call them who do not know our words yet."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "app.backup": "copy save restore",
    "app.export": "markdown csv json obsidian spreadsheet write files",
    "app.help": "keys shortcuts",
    "app.hide": "privacy private",
    "app.leave": "quit exit close",
    "app.lock": "lock privacy",
    "app.redo": "redo again",
    "app.settings": "preferences options configuration theme contrast colours keys shortcuts keymap paths",
    "app.theme": "colours colors contrast appearance look mode",
    "app.tour": "introduction demo",
    "app.undo": "revert take back mistake",
    "capture.open": "new escalation",
    "good.log": "praise thanks",
    "org.board": "delegation decisions rights",
    "page.copy": "clipboard paste send",
    "place.conflicts": "verdicts fixes",
    "place.org": "teams structure rituals",
    "place.people": "meetings agenda 1:1",
    "place.quarter": "review",
    "place.today": "home start",
    "place.week": "friday review retro",
    "search.open": "search look",
}
