"""Keys and what they do, where a window or a page has no footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip

from widgets.bars import GAP, KEY_NAMES, LineBar, key_name
from widgets.plain import UNICODE, Marks


class KeyLine(LineBar):
    """Keys and what they do, as the footer writes them: `enter store  esc back`. A click does what the key does."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}
    DEFAULT_CSS = """
    KeyLine {
        background: transparent;
        & > .key-line--key { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(
        self,
        pairs: Sequence[tuple[str, str]] = (),
        *,
        marks: Marks = UNICODE,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show some keys; one that stands for several (`up down`, `1-3`) only names them. What a key does may have
        fewer words for a narrow line, behind a stroke: `back to the line|back`."""
        super().__init__(marks=marks, id=id, classes=classes)
        self._pairs = tuple(pairs)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One line, wherever it may be as high as what stands in it."""
        return 1

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        self._pairs = tuple(pairs)
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """As many as stand whole, the first ones and the last, which is the way out; with fewer words before one of
        them goes."""
        self._begin()
        for key, verb in self._fitting():
            start = self._used
            self._put(key_name(key), "key-line--key")
            self._put(f" {verb}")
            if _is_one_key(key):
                self._clickable(start, key)
            self._put(" " * GAP)
        return self._strip(self.size.width)

    def _fitting(self) -> list[tuple[str, str]]:
        width = self.size.width
        pairs = [(key, verb.partition("|")[0]) for key, verb in self._pairs]
        if _width(pairs) > width:
            pairs = [(key, verb.rpartition("|")[2]) for key, verb in self._pairs]
        while len(pairs) > 1 and _width(pairs) > width:
            del pairs[-2]
        return pairs


def _width(pairs: Sequence[tuple[str, str]]) -> int:
    return sum(cell_len(f"{key_name(key)} {verb}") + GAP for key, verb in pairs) - GAP


def _is_one_key(key: str) -> bool:
    if " " in key or "-" in key[1:]:
        # Several of them, or a row of them.
        return False
    function_key = key[:1] == "f" and key[1:].isdigit()
    return len(key_name(key)) == 1 or key in KEY_NAMES or key == "tab" or "+" in key or function_key
