"""How far a piece of work is: told by the thread that works, read by who waits for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from rhythm.domain.saying import counted

Item = TypeVar("Item")


class Far:
    """How many of how many are done. Of what is counted inside of something that is counted, nothing is told."""

    def __init__(self) -> None:
        self._at: tuple[int, int, str] | None = None

    def through(self, items: Collection[Item], what: str, many: str = "") -> Iterator[Item]:
        """Each of the items; between them it is known how many of these `what` are done."""
        return self.through_some(items, len(items), what, many)

    def through_some(self, items: Iterable[Item], number: int, what: str, many: str = "") -> Iterator[Item]:
        """As `through`, for items that are made one after the other, and of which the number is known."""
        if self._at is not None:
            yield from items
            return
        words = counted(number, what, many)
        try:
            for place, item in enumerate(items):
                self._at = (place, number, words)
                yield item
        finally:
            self._at = None

    @property
    def words(self) -> str:
        """`3 of 12 tables`, or nothing where it is not known how much there is, or there is but one."""
        at = self._at
        return f"{at[0]} of {at[2]}" if at is not None and at[1] > 1 else ""
