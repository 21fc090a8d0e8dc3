"""Hiding names and notes with one key. It hides the screen; it does not encrypt."""

from __future__ import annotations

from typing import NamedTuple


class Veil(NamedTuple):
    """What may be read on the screen right now."""

    hidden: bool = False

    def name(self, name: str, number: int | None = None) -> str:
        """A person's name, or `P12` while hidden, so that rows can still be told apart."""
        if not self.hidden or not name:
            return name
        return f"P{number}" if number is not None else "P·"

    def text(self, text: str) -> str:
        """What was typed, or dots while hidden: free text may hold names."""
        return "······" if self.hidden and text else text
