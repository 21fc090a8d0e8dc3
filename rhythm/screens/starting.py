"""The first minute: what an empty book offers, on Today and on People."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.panel import wrap
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen

NAMES, IMPORT, DEMO = "start:names", "start:import", "start:demo"


_TOLD = (
    "Each of them gets a queue of topics, promises both ways and a rhythm.",
    "In the shell:  rhythm import people FILE.csv --me YOUR@EMAIL",
    "               rhythm --demo",
)
_BESIDE_LINE = 6
"""Cells of a line that are not its words'."""


def start_rows(width: int) -> list[Row]:
    """Three ways to begin, of which the first is the likely one, in a terminal of so many columns."""
    told = (line for said in _TOLD for line in wrap(said, max(1, width - _BESIDE_LINE)))
    return [
        heading("NOBODY HERE YET"),
        Row(NAMES, "Type the names of three people you lead", "+", "enter", tone=Tone.ACCENT),
        Row(IMPORT, "Take them from a file your HR system wrote"),
        Row(DEMO, "Look at a sample organisation first"),
        SPACER,
        *(Row("", line, tone=Tone.DIM) for line in told),
    ]


def open_start(page: PageScreen, key: str) -> None:
    """Do what a row of the start stands for."""
    if key == NAMES:
        from rhythm.screens.dialogs.people import add_people

        add_people(page)
    elif key == IMPORT:
        from rhythm.screens.dialogs.importing import import_people

        import_people(page)
    elif key == DEMO:
        page.say(page.keyed("press {app.leave}, then type: rhythm --demo"))
