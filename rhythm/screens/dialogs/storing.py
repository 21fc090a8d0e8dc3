"""One key that stores in every dialog, for those who look for it: it does what Enter does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.capture_input import CaptureInput
from widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.screen import Screen


async def as_enter(screen: Screen[object]) -> None:
    """What Enter does in the field or list that has the focus, else in the first field, else in the first list."""
    for part in (screen.focused, *screen.query(CaptureInput), *screen.query(RowList)):
        if isinstance(part, CaptureInput):
            await part.action_submit()
            return
        if isinstance(part, RowList):
            part.action_choose()
            return
