"""How well what was typed into the palette fits the name of something.

Textual's own matcher weighs every way in which the letters may stand in a name: `eeeef` takes a second in a conflict's
name with forty of them, nineteen in one with eighty. It also sets letters that stand apart beside whole words.
"""

from __future__ import annotations

import re

from rhythm.domain.names import fold

LOOSE = 0.2
"""Below it the letters stand there in their order and nothing more."""
_WHOLE, _BEGINNING, _WORD, _WORDS, _WITHIN, _PARTS, _LETTERS = 1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.1
_SHORTER = 0.05
"""By so much at the most a shorter name stands before a longer one that fits as well."""


def fit(typed: str, name: str) -> float:
    """From 0 for not at all to 1 for the same: the beginning of the name before that of a word in it, then all that was
    typed as beginnings of words, then anywhere within. Case and accents make no difference."""
    wanted, there = fold(typed), fold(name)
    if not wanted or not there:
        return 0
    if wanted == there:
        return _WHOLE
    found = _found(wanted, there)
    return found + _SHORTER * min(1, len(wanted) / len(there)) if found else 0


def _found(wanted: str, there: str) -> float:
    if there.startswith(wanted):
        return _BEGINNING
    words = [there[found.start() :] for found in re.finditer(r"\b\w", there)]
    if any(word.startswith(wanted) for word in words):
        return _WORD
    parts = wanted.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return _WORDS
    if wanted in there:
        return _WITHIN
    if all(part in there for part in parts):
        return _PARTS
    letters = iter(there)
    return _LETTERS if all(letter in letters for letter in "".join(parts)) else 0
