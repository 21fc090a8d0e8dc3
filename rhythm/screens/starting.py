"""The first minute: what an empty book offers, on Today and on People."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen

NAMES, IMPORT, DEMO = "start:names", "start:import", "start:demo"


def start_rows() -> list[Row]:
    """Three ways to begin; the first is the likely one."""
    return [
        heading("NOBODY HERE YET"),
        Row(NAMES, "Type the names of three people you lead", "+", "enter", tone=Tone.ACCENT),
        Row(IMPORT, "Take them from a file your HR system wrote"),
        Row(DEMO, "Look at a sample organisation first"),
        SPACER,
        Row("", "Each of them gets a queue of topics, promises both ways and a rhythm.", tone=Tone.DIM),
        Row("", "In the shell:  rhythm import people FILE.csv --me YOUR@EMAIL", tone=Tone.DIM),
        Row("", "               rhythm --demo", tone=Tone.DIM),
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
