"""Texts that a spreadsheet would take for a formula, and carry out: an apostrophe in front keeps each a text."""

from __future__ import annotations

import re

# Apostrophes before the sign count, so that what was guarded is told from what was typed with one.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """A text as it is written into a table; `unguarded` gives back what was handed in, whatever it was."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell, without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
