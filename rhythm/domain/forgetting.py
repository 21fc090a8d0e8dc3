"""Taking somebody's names out of texts, without harming others who share a part of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from rhythm.domain.names import fold

ERASED = "[erased]"
"""What stands in a text where a name stood."""
SHORTEST_PART = 3


class Called(NamedTuple):
    """Everything that somebody is or was called: names, nicknames, aliases and e-mail addresses."""

    names: tuple[str, ...]

    def parts(self) -> set[str]:
        """The single words of the names; an address has none."""
        return {word for name in self.names if "@" not in name for word in name.split() if len(word) >= SHORTEST_PART}


class Forgetter(NamedTuple):
    """`forget` takes the names out of a text. `shared` are names and parts that stay, since others have them too."""

    forget: Callable[[str], str]
    shared: tuple[str, ...]


def forgetter(somebody: Called, others: Iterable[Called]) -> Forgetter:
    """How somebody's names are taken out of texts.

    Whole names of several words and addresses go in any case. A single word goes as it is written, in capitals, and in
    any case behind an `@`: `Will` goes, `will` stays. What is also somebody else's name, or a part of it, stays, and so
    does every longer name of somebody else that holds one of these.
    """
    others = tuple(others)
    theirs = {fold(name) for other in others for name in other.names}
    their_parts = {fold(part) for other in others for part in other.parts()} | theirs
    wholes = {name.strip() for name in somebody.names if name.strip()}
    words = {name for name in wholes if len(name.split()) == 1 and "@" not in name} | somebody.parts()
    wholes -= words
    shared = {name for name in wholes if fold(name) in theirs} | {word for word in words if fold(word) in their_parts}
    patterns = [*map(_whole, sorted(wholes - shared, key=len, reverse=True))]
    for word in sorted(words - shared, key=len, reverse=True):
        patterns += [f"@(?i:{re.escape(word)})", re.escape(word), re.escape(word.upper())]
    if not patterns:
        return Forgetter(lambda text: text, tuple(sorted(shared)))
    kept = [_whole(name) for other in others for name in other.names if len(name.split()) > 1 or "@" in name]
    # A longer name of somebody else is found first, and given back as it is.
    kept_pattern = "|".join(sorted(kept, key=len, reverse=True)) or "(?!)"
    pattern = re.compile(rf"(?<!\w)(?:(?P<kept>{kept_pattern})|{'|'.join(patterns)})(?!\w)")
    return Forgetter(
        lambda text: pattern.sub(lambda found: found[0] if found["kept"] else ERASED, text), tuple(sorted(shared))
    )


def _whole(name: str) -> str:
    words = r"\s+".join(map(re.escape, name.split()))
    return f"(?i:{words})"
