"""Slips in the words of a day: what was meant by `tomorow`, `nxt thu` and `firday`."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from rhythm.domain.day_words import COUNTS, ENDS, GLUE, MONTHS, OFFSETS, STEPS, UNITS, WEEKDAYS

_EVERY_WORD = frozenset(" ".join((*GLUE, *WEEKDAYS, *MONTHS, *UNITS, *COUNTS, *STEPS, *OFFSETS, *ENDS)).split()) - {
    "a",
    "an",
}
_LONG_WORD = 5
"""Letters from which on a word is not one of the short ones that sentences are full of."""
_LONG_WORDS = frozenset(word for word in (*OFFSETS, *WEEKDAYS, *MONTHS) if len(word) >= _LONG_WORD and word.isalpha())
_NEAR = 0.8
"""How alike a word and the one that was meant are, so that two letters that changed places are found: `firday`."""


def meant_by(words: str, known: Collection[str] = _EVERY_WORD) -> str:
    """The words with every misspelt one as it was meant; nothing where one is near none, or all are spelled right."""
    right = []
    for word in words.split():
        spelled = word in known or not word.isalpha()
        near = [word] if spelled else get_close_matches(word, sorted(known), 1, _NEAR)
        if not near:
            return ""
        right += near
    said = " ".join(right)
    return "" if said == words else said


def misspelt_day(text: str) -> bool:
    """Whether text is one long word for a day with a slip inside it, such as `tomorow`; `Frida` is none."""
    word = text.strip().casefold()
    meant = meant_by(word, _LONG_WORDS) if word.isalpha() and len(word) >= _LONG_WORD else ""
    return bool(meant) and (word[0], word[-1]) == (meant[0], meant[-1])
