"""Opening the app."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from rhythm.errors import BadInput

if TYPE_CHECKING:
    from rhythm.cli.context import Context


def open_app(context: Context, *, place: str = "today", items: int | None = None) -> int:
    """Open the app at a place; `items` bounds a weekly review. Raises BadInput without a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput("the app needs a terminal", "in a pipe use a command, for example: rhythm due")
    # Nothing of what is imported for the app is ever thrown away again, so collecting it only costs time.
    gc.disable()
    rhythm = context.write()
    from rhythm.app import RhythmApp

    app = RhythmApp(rhythm, place=place, items=items, sample=context.demo)
    app.call_later(_collect_again)
    app.run()
    return app.return_code or 0


def _collect_again() -> None:
    gc.freeze()
    gc.enable()
