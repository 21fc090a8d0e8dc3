"""Help for the page in front: what it is for, and every key that works on it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from rhythm.commands import UserCommand, commands_of
from rhythm.screens.named_keys import PALETTE, with_keys
from rhythm.screens.over import OverScreen
from rhythm.screens.place import PageScreen
from widgets.bars import key_name
from widgets.panel import wrap
from widgets.plain import Marks
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

TEXT_WIDTH = 66
INSIDE_TEXT = (
    "{app.help_anywhere} help, {capture.anywhere} log and {app.hide_anywhere} hide work inside text too."
    " Escape leaves a text; what was typed is kept."
)

_BESIDE_TEXT = 7
"""Cells of a line that are not the text's: the border, the edges of a row, and the scroll bar."""
_SHARE = 4
"""A list cuts keys that take more than such a part of its line."""
_GAP = 1
"""Between the longest key and what it does, besides the blank that parts a mark from its row."""
NAMED = "its name for keys in the settings: "


class HelpScreen(OverScreen[None]):
    """The keys of a page, those of the page first."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss", "close", id="help.close", tooltip="Close the help"),
    ]

    def __init__(self, page: Screen[object], marks: Marks, own_keys: Mapping[str, str]) -> None:
        """`own_keys` are those of the user's settings, by the id of the command."""
        super().__init__()
        self._own_keys = own_keys
        self._page = page
        self._marks = marks
        self._width = 0
        """The cells of the terminal for which the words were last wrapped."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help") as dialog:
            dialog.border_title = "Help"
            yield RowList(marks=self._marks, id="keys")

    def on_resize(self) -> None:
        """A narrow terminal has fewer words in a line."""
        if (width := self.size.width) == self._width:
            return
        listing = self.query_one(RowList)
        at_top = not listing.scroll_offset.y
        listing.set_rows(self._rows())
        if at_top:
            # The first line stays in sight, though the first key may stand below what is.
            self.call_after_refresh(listing.scroll_home, animate=False)
        self._width = width

    def _rows(self) -> list[Row]:
        text = inspect.cleandoc(self._page.HELP or "").replace("**", "")
        about = [row for paragraph in filter(None, text.split("\n\n")) for row in (*self._prose(paragraph), SPACER)]
        page = self._page
        scopes = page.scopes_here() if isinstance(page, PageScreen) else getattr(page, "SCOPES", ())
        over = not isinstance(page, PageScreen)
        own = [_row(command) for command in commands_of(scopes, self._own_keys)]
        everywhere = [_row(command) for command in commands_of(("app",), self._own_keys, over=over)]
        # What the keys do stands in one column, however long the keys of a part are.
        room = (self.app.size.width - _BESIDE_TEXT) // _SHARE - _GAP
        longest = min(room, max(cell_len(row.mark) for row in (*own, *everywhere)))
        wide = longest + _GAP
        own, everywhere = ([row._replace(mark=row.mark.ljust(wide)) for row in part] for part in (own, everywhere))
        rows = about
        if own:
            rows += [heading("HERE"), *own, SPACER]
        return [*rows, heading("EVERYWHERE"), *everywhere, SPACER, *self._prose(INSIDE_TEXT)]

    def _prose(self, paragraph: str) -> list[Row]:
        """A paragraph in lines of its own, with the keys that hold; what is quoted stands as one reads it."""
        words = with_keys(" ".join(paragraph.replace("`", '"').split()), self._own_keys)
        width = min(TEXT_WIDTH, self.app.size.width - _BESIDE_TEXT)
        return [Row("", line, tone=Tone.DIM) for line in wrap(words, width)]


def _row(command: UserCommand) -> Row:
    """A command with its keys; below it, while it is highlighted, the name by which the settings give it others."""
    keys = " ".join(key_name(key) for key in command.key_list) or PALETTE
    return Row(f"key:{command.id}", command.title, keys, detail=(f"{NAMED}{command.id}",))
