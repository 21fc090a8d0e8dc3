"""Reading what a terminal sends, so that no paste fires a key, whatever it holds."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

BEGIN, END = "\x1b[200~", "\x1b[201~"
_ESCAPE = "\x1b"


class PasteParser(XTermParser):
    """Textual's parser takes an escape within a paste for the begin of a key, and what follows for more of them: here
    an escape within a paste is left out."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasting = False
        self._held = ""

    def feed(self, data: str) -> Iterable[Message]:
        """What the text stands for; it comes in pieces, and a paste may go on in the next one."""
        clean = self._cleaned(data)
        # To Textual an empty text means that nothing more will come.
        return super().feed(clean) if clean or not data else ()

    def _cleaned(self, data: str) -> str:
        rest, kept = self._held + data, list[str]()
        self._held = ""
        while rest:
            mark = END if self._pasting else BEGIN
            part, found, rest = rest.partition(mark)
            if self._pasting and not found:
                # It may break off within the mark.
                cut = next((size for size in range(len(END) - 1, 0, -1) if part.endswith(END[:size])), 0)
                part, self._held = part[: len(part) - cut], part[len(part) - cut :]
            kept += (part.replace(_ESCAPE, "") if self._pasting else part, found)
            if found:
                self._pasting = not self._pasting
        return "".join(kept)


def use_paste_parser() -> None:
    """Have the driver of a terminal read with it; where there is none, such as in a test, nothing is changed."""
    if (driver := sys.modules.get("textual.drivers.linux_driver")) is not None:
        driver.XTermParser = PasteParser  # type: ignore[attr-defined]
