"""A dialog in which rows are ticked before a field is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from rhythm.screens.dialogs.dialog import Dialog, Keys
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.service import Rhythm

Result = TypeVar("Result")


class TickingDialog(Dialog[Result]):
    """A list with ticks over one field; what is typed is kept as a draft. One of its own adds `body` and `refill`, with
    rows whose keys end in a number, and stores on `Input.Submitted`."""

    LIST_KEYS: ClassVar[Keys]
    FIELD_KEYS: ClassVar[Keys]

    def __init__(self, rhythm: Rhythm, draft: str, ticked: set[int]) -> None:
        """`draft` is the key of what is typed; `ticked` are the numbers that are ticked at first."""
        super().__init__(rhythm, draft)
        self._ticked = ticked

    @property
    def _list(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _field(self) -> CaptureInput:
        return self.query_one(CaptureInput)

    def tick_mark(self, number: int) -> str:
        """What stands before a row."""
        return "[x]" if number in self._ticked else "[ ]"

    def on_descendant_focus(self) -> None:
        """The keys of the rows, or those of the field."""
        self.say_keys(*(self.FIELD_KEYS if self._field.has_focus else self.LIST_KEYS))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Ticks are for the rows; in the field a space is a space."""
        return action != "tick" or (self.is_mounted and self._list.has_focus)

    def action_tick(self) -> None:
        """Tick the highlighted row, or untick it."""
        if (row := self._list.highlighted) is not None:
            self._ticked ^= {int(row.key.rpartition(":")[2])}
            self.refill()

    async def action_store(self) -> None:
        """Store with what is ticked, also from among the rows."""
        if not self._field.has_focus:
            self._list.action_choose()
        await self._field.action_submit()

    def action_back(self) -> None:
        """From the field to the rows, from there out; what was typed is kept."""
        if self._field.has_focus:
            self._list.focus()
        else:
            super().action_back()
