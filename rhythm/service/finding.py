"""One record by what people type for it: its number, or the uid that never changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rhythm.domain.names import shown
from rhythm.errors import NotFound
from rhythm.queries.numbers import Numbered, number_of
from rhythm.storage.database import Database

Record = TypeVar("Record")

_CALLED = {"calendar_series": "series"}


def find(db: Database, table: Numbered, text: str, read: Callable[[Database, int], Record | None], hint: str) -> Record:
    """The record of a table that `12`, `#12` or a uid means, as `read` has it. Raises NotFound with the hint."""
    number = number_of(db, table, text)
    found = read(db, number) if number is not None else None
    if found is None:
        raise NotFound(f"there is no {_CALLED.get(table, table)} {named(text)}", hint)
    return found


def named(text: str) -> str:
    """What was typed for a number, as a message repeats it: `#12`, or quoted."""
    bare = shown(text.strip().removeprefix("#"))
    return f"#{bare}" if bare.isdigit() else f"'{bare}'"
