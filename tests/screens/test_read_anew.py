"""What another program writes, and the copy of the day, have the page in front read anew while somebody works on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from rhythm.app import RhythmApp
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW
from widgets.panel import TextPanel
from widgets.row_list import RowList

PARTS = 4
TYPED = "zqz"
_LEAST = 10
"""So many kinds of pages and windows each part of the walk comes by at the least."""


@pytest.mark.parametrize("part", range(PARTS))
async def test_reading_anew_moves_neither_cursor_nor_text_nor_what_is_in_sight(full: Full, part: int) -> None:
    app = RhythmApp(full.rhythm)
    wrong: list[str] = []
    seen = set[type[Screen[object]]]()
    async with app.run_test(size=NARROW) as pilot:
        for stop in STOPS[part::PARTS]:
            await go(pilot, app, full, stop)
            if type(app.screen) in seen:
                continue
            seen.add(type(app.screen))
            await _work(pilot, app)
            before = dict(_standing(app.screen))
            app.store_changed.publish(None)
            await settle(pilot)
            after = dict(_standing(app.screen))
            wrong += [
                f"{stop.name}: {name} {told} -> {after.get(name)}"
                for name, told in before.items()
                if after.get(name) != told
            ]
    assert not wrong, "\n".join(wrong)
    assert len(seen) >= _LEAST


async def _work(pilot: Pilot[None], app: RhythmApp) -> None:
    """Type where one can, else go down a list, and scroll it."""
    if isinstance(app.focused, Input | TextArea):
        for letter in TYPED:
            await pilot.press(letter)
        await pilot.press("left")
    else:
        for key in ("down",) * 3:
            await pilot.press(key)
    await settle(pilot)
    for scrolled in app.screen.query(RowList):
        scrolled.scroll_to(y=min(2, scrolled.max_scroll_y), animate=False)
    for panel in app.screen.query(TextPanel):
        panel.scroll_to(y=min(2, panel.max_scroll_y), animate=False)
    await settle(pilot)


def _standing(screen: Screen[object]) -> Iterator[tuple[str, object]]:
    """What somebody at work would miss: the row, the text, the cursor in it, the focus, and what is in sight."""
    focused = screen.focused
    yield "screen", type(screen).__name__
    yield "focus", (type(focused).__name__, focused.id) if focused is not None else None
    for widget in screen.query("*").results(Widget):
        name = widget.id or type(widget).__name__
        if isinstance(widget, RowList):
            row = widget.highlighted
            yield f"row of {name}", row.key if row is not None else ""
            yield f"scroll of {name}", widget.scroll_offset
        elif isinstance(widget, TextPanel):
            yield f"scroll of {name}", widget.scroll_offset
        elif isinstance(widget, Input):
            yield f"text of {name}", (widget.value, widget.cursor_position)
        elif isinstance(widget, TextArea):
            yield f"text of {name}", (widget.text, widget.cursor_location, widget.scroll_offset)
