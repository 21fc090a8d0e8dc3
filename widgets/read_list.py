"""A list that is read, not answered."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from widgets.row_list import RowList


class ReadList(RowList):
    """Rows on which the footer does not name Enter: nothing stands behind them, or the space bar does the same."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", show=False, id="list.choose", tooltip="Open the highlighted row")
    ]
