"""A bracketed paste never fires a key: where a field has the focus it stands there, elsewhere it is to be logged."""

from __future__ import annotations

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from rhythm.app import RhythmApp
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.dialogs.pasted import PastedDialog
from rhythm.screens.place import PageScreen
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW

PASTED = "- q u e\n\n- 1 y k d m\n- x space"
"""Letters that are keys somewhere: leave, undo, log, a place, yes, held, drop, move, strike."""
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
async def test_a_paste_fires_no_key_on_any_page_and_in_any_dialog(full: Full, part: int) -> None:
    app = RhythmApp(full.rhythm)
    wrong: list[str] = []
    async with app.run_test(size=NARROW) as pilot:
        for stop in STOPS[part::PARTS]:
            await go(pilot, app, full, stop)
            if problem := await _paste(pilot, app, full):
                wrong.append(f"{stop.name}: {problem}")
            await settle(pilot)
    assert wrong == []


async def _paste(pilot: Pilot[None], app: RhythmApp, full: Full) -> str:
    """What went wrong, or nothing."""
    screen, field, undoable = app.screen, app.screen.focused, full.rhythm.undoable(3)
    before = field.value if isinstance(field, Input) else field.text if isinstance(field, TextArea) else None
    app.screen.post_message(events.Paste(PASTED))
    await pilot.pause()
    await pilot.pause()
    if not app.is_running or full.rhythm.undoable(3) != undoable:
        return "a key was fired"
    offered = isinstance(app.screen, PastedDialog) and app.screen is not screen
    if before is None and isinstance(screen, PageScreen):
        return "" if offered else "nothing is offered"
    if before is None:
        return "" if app.screen is screen else "the dialog is gone"
    after = field.value if isinstance(field, Input) else field.text if isinstance(field, TextArea) else ""
    if isinstance(screen, CaptureDialog):
        return "" if offered else "nothing is offered"
    # The palette is Textual's own and looks for one line.
    wanted = ("q u e",) if isinstance(screen, CommandPalette) else ("q u e", "1 y k d m", "x space")
    lost = [word for word in wanted if word not in after]
    return f"lost {lost}" if lost or app.screen is not screen else ""
