"""How names and notes are shown, and hiding them with one key. It hides the screen; it does not encrypt."""

from __future__ import annotations

from rhythm.domain.names import told_apart
from rhythm.values import NamedTuple


class Veil(NamedTuple):
    """What may be read on the screen right now. `several` are the names that more than one person has."""

    hidden: bool = False
    several: frozenset[str] = frozenset()

    def name(self, name: str, number: int | None = None) -> str:
        """A person's name, with the number where others are called the same, or `P12` while hidden: rows can always be
        told apart."""
        if not name:
            return name
        if not self.hidden:
            return told_apart(name, number, self.several) if number is not None and self.several else name
        return f"P{number}" if number is not None else "P·"

    def text(self, text: str) -> str:
        """What was typed, or dots while hidden: free text may hold names."""
        return "······" if self.hidden and text else text
