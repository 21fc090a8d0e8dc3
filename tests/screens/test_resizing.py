"""A terminal that grows and shrinks under the hands of somebody who types."""

from __future__ import annotations

from textual.widgets import Input, TextArea

from rhythm.app import RhythmApp
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW

SIZES = ((120, 40), (40, 12), (200, 60), NARROW)
WITH_FIELDS = ("room, in the notes", "week, closing line", "quarter, in the answer", "search", "fix decided, form")
"""Notes beside a list, a line below one, an answer, a line above, and a window of many fields."""


async def test_what_is_typed_stays_with_its_cursor_in_sight_whatever_becomes_of_the_terminal(full: Full) -> None:
    app, wrong, typed_in = RhythmApp(full.rhythm), list[str](), 0
    async with app.run_test(size=NARROW) as pilot:
        for stop in (one for one in STOPS if one.name in WITH_FIELDS):
            await go(pilot, app, full, stop)
            screen = app.screen
            for field in tuple(screen.focus_chain):
                if not isinstance(field, Input | TextArea):
                    continue
                field.focus()
                await settle(pilot)
                await pilot.press("end", "z", "q")
                await settle(pilot)
                typed, typed_in = _text(field), typed_in + 1
                assert "zq" in typed, stop.name
                for size in SIZES:
                    await pilot.resize_terminal(*size)
                    await settle(pilot)
                    region = screen.find_widget(field).visible_region
                    if (app.screen, screen.focused, _text(field)) != (screen, field, typed):
                        wrong.append(f"{stop.name}, {size}: {screen.focused} has {_text(field)!r}")
                    if not region.contains_point(field.cursor_screen_offset):
                        wrong.append(f"{stop.name}, {size}: {field.cursor_screen_offset} is outside of {region}")
    assert wrong == []
    assert typed_in > len(WITH_FIELDS)


def _text(field: Input | TextArea) -> str:
    return field.value if isinstance(field, Input) else field.text
