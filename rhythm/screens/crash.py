"""What is left on the terminal when the program itself fails: places in the code, and nothing that anybody typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

Result = TypeVar("Result")

if TYPE_CHECKING:
    from textual.app import App as Under
else:

    class Under:
        """Stands for Textual's app under the layers that are laid over it, one for each concern. Only the apps on top
        (`RhythmApp`, `UnlockApp`, `TroubleApp`) are made from Textual's: each class made from that one costs a first
        paint more than half a millisecond."""

        def __class_getitem__(cls, _result):
            return cls


class DiscreetApp(Under[Result]):
    """An app whose crash says where it happened.

    Textual prints the local variables of a crash, and the text of its exception; either may hold notes.
    """

    def _fatal_error(self) -> None:
        # Deferred: nearly nobody needs it.
        from rich.traceback import Traceback

        self.bell()
        printed = Traceback(show_locals=False, width=None, suppress=["textual"])
        for stack in printed.trace.stacks:
            stack.exc_value = ""
            stack.notes = []
        self._exit_renderables.append(printed)
        self._close_messages_no_wait()
