"""A search for words about somebody: what is kept about people does not hold their names."""

from __future__ import annotations

from rhythm.domain.names import fold, words_key
from rhythm.queries.rows import marks
from rhythm.queries.search_words import words_of
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

_PEOPLE = "SELECT id, name FROM person WHERE deleted_at IS NULL"


class Named(NamedTuple):
    """Somebody whom words of a search name."""

    id: int
    name: str


class About(NamedTuple):
    """The words of a search that name nobody, and whom the others name, by name."""

    words: str
    people: tuple[Named, ...]


def about_somebody(db: Database, text: str) -> About | None:
    """A search as one about people whose names hold some of its words, if there are such people, and other words."""
    words = words_of(text)
    if len(words) == 1:
        return None
    by_word = db.kept_of(("person",), "people by the words of their names", lambda: _by_word(db))
    naming = [word for word in words if _key(word) in by_word]
    if not naming or len(naming) == len(words):
        return None
    ids = set.intersection(*(by_word[_key(word)] for word in naming))
    # Read anew: what is kept does not know who was erased since.
    rows = db.all(f"{_PEOPLE} AND id IN ({marks(len(ids))})", tuple(ids)) if ids else []
    named = sorted((Named(number, name) for number, name in rows), key=lambda one: (fold(one.name), one.id))
    rest = " ".join(word for word in words if word not in naming)
    return About(rest, tuple(named)) if named else None


def _by_word(db: Database) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for number, name in db.all(_PEOPLE):
        for word in words_key(name).split():
            found.setdefault(word, set()).add(number)
    return found


def _key(word: str) -> str:
    """A word without case, accents, marks and the s of `Dana's`."""
    return words_key(word.removesuffix("'s").removesuffix("\u2019s"))
