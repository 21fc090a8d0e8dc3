"""Putting numbers in the place of names, for what is shown to somebody who needs no names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from rhythm.domain.forgetting import Called

SOMEBODY = "P·"
"""What stands for a word that is part of several people's names."""
_SHORTEST = 3
"""A shorter part of a name is found with a capital only."""
_SPACES = r"\s+"


def masker(people: Iterable[tuple[str, Called]]) -> Callable[[str], str]:
    """Takes the names of people out of a text, each for its label.

    Whole names, addresses and every part of a name go, in any case: better a word too many than a name. A part that
    several people share stands for nobody in particular.
    """
    labels: dict[str, str] = {}
    spelled: set[str] = set()
    for label, called in people:
        parts = {word for name in called.names for word in _words(name)}
        for name in parts.union(called.names):
            if key := _key(name):
                spelled |= {" ".join(unicodedata.normalize("NFC", name).split()), key}
                labels[key] = label if labels.get(key, label) == label else SOMEBODY
    if not labels:
        return lambda text: text
    longest_first = sorted(spelled, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, longest_first))})(?!\w)")

    def masked(text: str) -> str:
        return pattern.sub(lambda found: labels.get(_key(found[0]), SOMEBODY), unicodedata.normalize("NFC", text))

    return masked


def _words(name: str) -> list[str]:
    return [] if "@" in name else [word for word in name.split() if len(word) > 1]


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _pattern(name: str) -> str:
    if len(name) >= _SHORTEST:
        return f"(?i:{_SPACES.join(map(re.escape, name.split()))})"
    return "|".join(re.escape(way) for way in dict.fromkeys((name.capitalize(), name.upper())))
