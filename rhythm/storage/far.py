"""How far a piece of work is: told by the thread that works, read by who waits for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from rhythm.domain.saying import counted

Item = TypeVar("Item")

_MB = 1_000_000


class Far:
    """How many of how many are done. Of what is counted inside of something that is counted, nothing is told."""

    def __init__(self) -> None:
        self._at: tuple[int, int, str] | None = None
        self._saying: Callable[[], str] | None = None

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

    @contextmanager
    def saying(self, words: Callable[[], str]) -> Iterator[None]:
        """While the inside runs, whoever waits is told what `words` answers: of work that goes through no items."""
        before, self._saying = self._saying, words
        try:
            yield
        finally:
            self._saying = before

    def growing(self, part: Path, whole: int) -> AbstractContextManager[None]:
        """While the inside runs, whoever waits is told how much of `whole` bytes stands in a file that is written."""
        return self.saying(lambda: _share(part, whole))

    @property
    def words(self) -> str:
        """`3 of 12 tables`, or nothing where it is not known how much there is, or there is but one."""
        saying, at = self._saying, self._at
        if saying is not None:
            return saying()
        return f"{at[0]} of {at[2]}" if at is not None and at[1] > 1 else ""


def _share(part: Path, whole: int) -> str:
    """`41 of 176 MB copied`; nothing of what is copied at once, or is not begun."""
    try:
        done = min(part.stat().st_size, whole)
    except OSError:
        return ""
    return f"{done // _MB} of {whole // _MB} MB copied" if whole >= 2 * _MB else ""
