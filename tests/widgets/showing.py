"""A program that shows some widgets and keeps their messages, for the tests of widgets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from widgets.bars import TabBar
from widgets.capture_input import CaptureInput
from widgets.cell_grid import CellGrid
from widgets.draft_area import DraftArea
from widgets.row_list import RowList
from widgets.week_grid import WeekGrid

OURS = (
    RowList.Highlighted,
    RowList.Chosen,
    TabBar.Chosen,
    DraftArea.Draft,
    CaptureInput.Pasted,
    WeekGrid.Highlighted,
    WeekGrid.Chosen,
    WeekGrid.Moved,
    CellGrid.Highlighted,
    CellGrid.Chosen,
)

HOSTILE = (
    "[/foo] closes nothing",
    "[Q3] goals",
    "[bold red]not red[/]",
    "\\[ backslash \\",
    "🙂👩‍💻🇩🇪 smile",
    "שלום עולם",
    "\u202egnp.exe\u2066x\u2069",
    "日本語のとても長い名前",
    "x" * 10_000,
    "é" * 10_000,
    "a\u0301\u0302\u0303\u0304\u0305\u0306" * 50,
    "\x1b[31mred\x1b[0m \x07\x00\x9b2J",
    "two\nlines\r\nand\u2028more\ttab",
    "half \ud83d of a pair",
    "\ufeff\u200d\u200b",
    "{x} %s $name @click=app.quit",
    "",
)


class Showing(App[None]):
    """Shows widgets one below the other; `told` holds the messages of our widgets in their order."""

    def __init__(self, *shown: Widget) -> None:
        super().__init__()
        self.shown = shown
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.shown

    def keep(self, message: Message) -> None:
        """A message hook: pass it as `run_test(message_hook=...)`."""
        # The hook sees a message once for each widget it bubbles through.
        if isinstance(message, OURS) and not any(message is known for known in self.told):
            self.told.append(message)


def lines(widget: Widget) -> list[str]:
    """What a widget that draws lines shows now, without blanks at the right."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


def screen_lines(app: App[Any]) -> list[str]:
    """What the whole screen shows, as the terminal gets it."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    assert len(strips) == height
    assert all(strip.cell_length == width for strip in strips)
    return [strip.text for strip in strips]


def texts(parts: Iterable[str]) -> str:
    """Several texts as one, to look for a word in."""
    return "\n".join(parts)
