"""The words of a search as the full-text index takes them."""

from __future__ import annotations

import unicodedata

from rhythm.storage.database import Database

MOST_ENDINGS = 32
"""An unfinished word that so many words of the index begin with is looked for as the index itself does it: by laying
their lists together, from the first record on."""

_INDEXED = (2, 3)
"""The index keeps lists of its own for the first so many letters of a word."""
_MOST_BEGINNINGS = 64
_AFTER, _LAST = "\x01", "\U0010ffff"
_TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_term USING fts5vocab(main, search, instance)"
"""Lets the words of the index be read by themselves. The table is one of this connection, and holds nothing."""
_NEXT = "SELECT term FROM temp.search_term WHERE term >= ? LIMIT 1"


def match_of(db: Database, text: str) -> str:
    """What the index is asked for records that hold every word of `text`, the last of which may be unfinished.

    Empty when no record can hold them. The words are looked for as they are: nothing in `text` is an operator.
    """
    words = words_of(text)
    if not words:
        return ""
    last = _unfinished(db, words[-1])
    return " AND ".join([*(f'"{word}"' for word in words[:-1]), last]) if last else ""


def words_of(text: str) -> list[str]:
    """The words of a search as they were typed; what holds no letter is none."""
    words = text.replace('"', " ").replace("\0", " ").encode(errors="replace").decode().split()
    return [word for word in words if any(char.isalnum() for char in word)]


def next_word(db: Database, at: str) -> str:
    """The first word of the index from `at` on; empty where none follows."""
    db.all(_TERMS)
    return _next(db, at, "")


def _unfinished(db: Database, word: str) -> str:
    """A word that may be unfinished: the words that it may become, each of which has a list that can be read from its
    newest record on. Empty when it can become none."""
    written = word.lower()
    if len(word) in _INDEXED or not _is_kept_as_written(written):
        return f'"{word}"*'
    db.all(_TERMS)
    if len(written) == 1:
        found = _beginnings(db, written)
        quoted = [f'"{two}"' if two == written else f'"{two}"*' for two in found]
        most = _MOST_BEGINNINGS
    else:
        quoted = [f'"{term}"' for term in _terms(db, written)]
        most = MOST_ENDINGS
    if len(quoted) > most:
        return f'"{word}"*'
    return f"({' OR '.join(quoted)})" if quoted else ""


def _is_kept_as_written(word: str) -> bool:
    """Whether the index keeps a word in small letters as it is: one word, and nothing on its letters."""
    return word.isalnum() and (word.isascii() or unicodedata.normalize("NFKD", word) == word == word.casefold())


def _terms(db: Database, start: str) -> list[str]:
    """Words of the index that begin with some letters, one more than are used at most."""
    found: list[str] = []
    while len(found) <= MOST_ENDINGS and (term := _next(db, found[-1] + _AFTER if found else start, start)):
        found.append(term)
    return found


def _beginnings(db: Database, letter: str) -> list[str]:
    """The first two letters of the words that begin with a letter, and the letter where it is a word."""
    found: list[str] = []
    at = letter
    while len(found) <= _MOST_BEGINNINGS and (term := _next(db, at, letter)):
        found.append(term[:2])
        at = term[:2] + (_LAST if len(term) > 1 else _AFTER)
    return found


def _next(db: Database, at: str, start: str) -> str:
    """The first word of the index from `at` on, if it still begins with `start`: one step down, however many records
    hold it."""
    term = db.value(_NEXT, (at,))
    return term if isinstance(term, str) and term.startswith(start) else ""
