"""Opening the meeting room, and writing in it."""

from __future__ import annotations

from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.screens.room import RoomScreen
from tests.builders import Org
from widgets.capture_input import CaptureInput
from widgets.draft_area import DraftArea


async def open_room(pilot: Pilot[None], app: RhythmApp, org: Org) -> RoomScreen:
    """Over Today, as Enter on a person does."""
    await pilot.pause()
    app.open_page(RoomScreen(app.rhythm, org.dana))
    await pilot.pause()
    assert isinstance(app.screen, RoomScreen)
    return app.screen


async def type_notes(pilot: Pilot[None], text: str) -> None:
    """Into the notes, line by line, as fast as one can."""
    await pilot.press("i")
    area = pilot.app.screen.query_one(DraftArea)
    area.insert(text)
    await pilot.pause()


async def fill(pilot: Pilot[None], text: str, field: str = "line") -> None:
    """Put a text into a field of the dialog in front, as a paste would."""
    await pilot.pause()
    pilot.app.screen.query_one(f"#{field}", CaptureInput).insert_text_at_cursor(text)
    await pilot.pause()
