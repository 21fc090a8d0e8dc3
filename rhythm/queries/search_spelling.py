"""What was meant by a word that nothing holds: one letter more, less, another, or two of them the other way round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, product
from string import ascii_lowercase

from rhythm.queries.search_words import next_word, words_of
from rhythm.storage.database import Database

SHORTEST = 4
"""Shorter words have too many like them."""

MOST_WRONG = 3
"""Of a text with more unknown words none is mended: it is of something else."""
_TRIED = 5
"""So many of the words that may be meant are looked for, those of most records first."""
_COMMON = 100
_HOLDING = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"


def mended(db: Database, text: str, holds: Callable[[str], bool]) -> str:
    """The words of a text with a letter mended in those that no record holds, if `holds` is then true of them; else
    nothing. As in any search, the last word may be unfinished."""
    words = words_of(text)
    meant = [[word] for word in words]
    wrong = 0
    for place, word in enumerate(words):
        unfinished = place == len(words) - 1
        if not _is_judged(word) or _known(db, [word.lower()], unfinished=unfinished):
            continue
        wrong += 1
        meant[place] = _meant(db, word.lower(), unfinished=unfinished) if wrong <= MOST_WRONG else []
        if not meant[place]:
            return ""
    ways = islice(product(*meant), _TRIED) if wrong else ()
    return next((" ".join(way) for way in ways if holds(" ".join(way))), "")


def _is_judged(word: str) -> bool:
    return len(word) >= SHORTEST and word.isascii() and word.isalpha()


def _meant(db: Database, word: str, *, unfinished: bool) -> list[str]:
    """Known words like one that is not: whole ones before beginnings of others, and of these those of most records."""
    candidates = sorted(set(like(word)))
    whole = set(_known(db, candidates, unfinished=False))
    known = _known(db, candidates, unfinished=True) if unfinished else whole
    return sorted(known, key=lambda one: (one not in whole, -_records(db, one, unfinished=unfinished), one))[:_TRIED]


def like(word: str) -> Iterator[str]:
    """All that a slip may have made of a word."""
    for at in range(len(word) + 1):
        start, rest = word[:at], word[at:]
        yield from (start + letter + rest for letter in ascii_lowercase)
        if rest:
            yield start + rest[1:]
            yield from (start + letter + rest[1:] for letter in ascii_lowercase)
        if len(rest) > 1:
            yield start + rest[1] + rest[0] + rest[2:]


def _known(db: Database, candidates: list[str], *, unfinished: bool) -> list[str]:
    """Which of some words, in their order, the index knows, as words or as beginnings of words. What lies between two
    words of the index is passed over at once."""
    found: list[str] = []
    at = 0
    while at < len(candidates) and (term := next_word(db, candidates[at])):
        while at < len(candidates) and candidates[at] <= term:
            if candidates[at] == term or (unfinished and term.startswith(candidates[at])):
                found.append(candidates[at])
            at += 1
    return found


def _records(db: Database, word: str, *, unfinished: bool) -> int:
    return int(db.value(_HOLDING, (f'"{word}"' + "*" * unfinished, _COMMON)) or 0)
