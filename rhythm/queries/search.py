"""Search over everything that was typed."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice, zip_longest

from rhythm.queries.rows import marks
from rhythm.queries.search_about import Named, about_somebody
from rhythm.queries.search_spelling import mended
from rhythm.queries.search_words import match_of
from rhythm.storage.database import Database, Row
from rhythm.storage.schema import SEARCH_KINDS, SEARCHED
from rhythm.values import NamedTuple

_OPEN, _CLOSE = "\x02", "\x03"
_FIELD = "fix_field"

WEIGHED = 200
"""So many records are weighed against each other: how often the words stand in them, and among how many others. To
weigh one costs as much as to find twenty, and of words that more records hold, hardly one is meant for its weight: of
these the newest of each kind are found, and names first."""

FEW = 100
"""Kinds of which there were never more than these are looked through as a whole, and together."""

REACH = 1000
"""Of any other kind, so many of the newest are looked through first, and the older ones where places are left."""

_NAMED = ("person", "team", "conflict")
_FOUND = f"""SELECT s.rowid AS id, s.kind, s.ref, s.day, s.person_id, coalesce(p.name, '') AS person,
    snippet(search, 0, '{_OPEN}', '{_CLOSE}', '…', 16) AS snippet
    FROM search s LEFT JOIN person p ON p.id = s.person_id WHERE search MATCH ?"""
_HIGHEST = "SELECT name, seq FROM sqlite_sequence"
_NAMES = " UNION ALL ".join(
    f"SELECT name, id * {SEARCH_KINDS} + {SEARCHED[table][0]} AS id FROM {table} WHERE deleted_at IS NULL"
    for table in _NAMED
)


class Hit(NamedTuple):
    """One record that holds the words. `snippet` is the passage; `found` are the spans of it that matched."""

    kind: str
    id: int
    day: str | None
    person_id: int | None
    person: str
    snippet: str
    found: tuple[tuple[int, int], ...]
    score: float


class Found(NamedTuple):
    """The best records that hold some words, and how many there are: just more than `WEIGHED`, when more are.

    `instead` are the words that they hold where none holds what was typed: a letter of that seems wrong, or the other
    words name people, `about` whom the records are.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    instead: str = ""
    about: tuple[Named, ...] = ()

    @property
    def left_out(self) -> str:
        """What to say of records that are not among the hits; empty where all are."""
        if self.total > WEIGHED:
            return f"the newest of more than {WEIGHED} records; another word narrows it"
        return f"the best {len(self.hits)} of {self.total} records; another word narrows it" * (
            len(self.hits) < self.total
        )


def find(db: Database, text: str, limit: int = 60) -> Found:
    """Records that hold every word of `text`, best first; the last word may be unfinished. Where there is none, those
    about somebody whom some of the words name, or those that hold what may have been meant, which is said then."""
    found = _find(db, text, limit)
    if found.total:
        return found
    if about := about_somebody(db, text):
        found = _find(db, about.words, limit, about.people)
        if found.total:
            return found._replace(instead=about.words, about=about.people)
    if instead := mended(db, text, lambda words: bool(_asked(db, match_of(db, words), limit).lowest)):
        return _find(db, instead, limit)._replace(instead=instead)
    return found


class _Asked(NamedTuple):
    """What the index is asked: for which words, and in SQL what else of each record."""

    match: str
    also: str
    limit: int
    lowest: list[int]
    """The lowest numbers of the records that are found: one more than are weighed, where there are more."""


def _asked(db: Database, match: str, limit: int, also: str = "") -> _Asked:
    there = f"SELECT s.rowid FROM search s WHERE search MATCH ?{also} ORDER BY s.rowid LIMIT ?"
    # As one text: two hundred rows of a number each would cost as much as finding them.
    lowest = db.value(f"SELECT json_group_array(rowid) FROM ({there})", (match, WEIGHED + 1)) if match else None
    return _Asked(match, also, limit, sorted(json.loads(str(lowest or "[]"))))


def _find(db: Database, text: str, limit: int, about: tuple[Named, ...] = ()) -> Found:
    """Of very many those come first that have just this name, then the newest of each kind in turns; where people are
    named, those about them alone."""
    match = match_of(db, text)
    # What is counted and what is shown are of one moment, and the file is locked once, not for each of ten reads.
    with db.reading():
        whom = f" AND s.person_id IN ({', '.join(str(one.id) for one in about)})" if about else ""
        asked = _asked(db, match, limit, whom)
        count = len(asked.lowest)
        if not count:
            return Found()
        if count <= WEIGHED:
            made = _weighed(db, asked)
        else:
            rows = _newest_of_each(db, asked, " ".join(text.split()))
            made = [_hit(row, float(limit - place)) for place, row in enumerate(rows)]
        made = _in_their_fix(db, made)
    each = tuple({(hit.kind, hit.id): hit for hit in reversed(made)}.values())[::-1]
    # A fix and the fields of its form are one hit, but several records.
    return Found(each, len(each) if len(made) == count else count)


def _weighed(db: Database, asked: _Asked) -> list[Hit]:
    """The records that fit best, best first. The passage is cut out for these alone, and in one walk."""
    best = db.all(
        f"SELECT s.rowid AS id, bm25(search) AS weight FROM search s WHERE search MATCH ?{asked.also}"
        " ORDER BY weight, id DESC LIMIT ?",
        (asked.match, asked.limit),
    )
    numbers = [row["id"] for row in best]
    rows = db.all(f"{_FOUND} AND +s.rowid IN ({marks(len(numbers))})", (asked.match, *numbers))
    found = {row["id"]: row for row in rows}
    return [_hit(found[row["id"]], -row["weight"]) for row in best]


def _newest_of_each(db: Database, asked: _Asked, name: str) -> list[Row]:
    """Of very many records those with just this name, then the newest of each kind in turns.

    A kind is a stretch of the numbers of its own: its newest are found from the highest number down, past what has
    the same numbers of other kinds, and the list of a word is not walked from one end to the other. Each is read when
    its turn comes, so that no passage is cut out in vain.
    """
    highest = db.kept_of(tuple(SEARCHED), "highest of each kind", lambda: _highest(db))
    many = {kind: top for kind, top in highest.items() if top > FEW}
    few = {kind: top for kind, top in highest.items() if 0 < top <= FEW}
    with db.walks() as walk:

        def way(kind: int, after: int, last: int) -> Iterator[Row]:
            return walk(*_of_kind(asked, kind, after, last))

        ways = {kind: iter(rows) for kind, rows in _of_small_kinds(db, asked, few).items()}
        ways |= {kind: way(kind, top - REACH, top) for kind, top in many.items()}
        newest = _in_turns(ways[kind] for kind in sorted(ways))
        older = _in_turns(way(kind, 0, top - REACH) for kind, top in many.items() if top > REACH)
        rows = list(islice(chain(newest, older), asked.limit))
    named = _of_that_name(db, asked, name)
    return list({row["id"]: row for row in (*named, *rows)}.values())[: asked.limit] if named else rows


def _highest(db: Database) -> dict[int, int]:
    """The highest number that a record of each kind ever had."""
    given: dict[str, int | None] = dict(map(tuple, db.all(_HIGHEST)))
    return {number: given.get(table) or 0 for table, (number, *_) in SEARCHED.items()}


def _of_small_kinds(db: Database, asked: _Asked, highest: Mapping[int, int]) -> dict[int, list[Row]]:
    """Records of kinds that are looked through as a whole, newest first."""
    beyond = (max(highest.values(), default=0) + 1) * SEARCH_KINDS
    # Their numbers are low: where the lowest that were counted reach beyond them, it is known that there are none.
    among = asked.lowest[: bisect_left(asked.lowest, beyond)]
    if len(among) < len(asked.lowest) and highest.keys().isdisjoint(number % SEARCH_KINDS for number in among):
        return {}
    rows = db.all(
        f"{_FOUND} AND s.rowid < ? AND s.rowid % {SEARCH_KINDS} IN ({marks(len(highest))}){asked.also}"
        " ORDER BY s.rowid DESC LIMIT ?",
        (asked.match, beyond, *highest, asked.limit),
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["id"] % SEARCH_KINDS, []).append(row)
    return found


def _of_that_name(db: Database, asked: _Asked, name: str) -> list[Row]:
    """Records that have just this name, however old."""
    numbers = db.kept_of(_NAMED, "numbers by name", lambda: _numbers_by_name(db)).get(name.casefold(), ())
    one = f"{_FOUND} AND s.rowid BETWEEN ? AND ?{asked.also}"
    return [row for number in numbers for row in db.all(one, (asked.match, number, number))]


def _numbers_by_name(db: Database) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for name, number in db.all(_NAMES):
        found.setdefault(name.casefold(), []).append(number)
    return found


def _of_kind(asked: _Asked, kind: int, after: int, last: int) -> tuple[str, tuple[str, int, int]]:
    """What reads the records of a kind that hold the words, after one up to another of them, newest first."""
    # The kind stands in the text: a read of the same text that is still under way would be parsed anew.
    stretch = f"s.rowid BETWEEN ? AND ? AND s.rowid % {SEARCH_KINDS} = {kind:d}"
    return (
        f"{_FOUND} AND {stretch}{asked.also} ORDER BY s.rowid DESC",
        (asked.match, (max(after, 0) + 1) * SEARCH_KINDS, last * SEARCH_KINDS + kind),
    )


def _in_turns(ways: Iterable[Iterator[Row]]) -> Iterator[Row]:
    """The first of each, then the second of each, and so on. They are begun when the first is asked for."""
    yield from (row for row in chain.from_iterable(zip_longest(*ways)) if row is not None)


def _hit(row: Row, score: float) -> Hit:
    passage, spans = _spans(row["snippet"])
    return Hit(row["kind"], row["ref"], row["day"], row["person_id"], row["person"], passage, spans, score)


def _in_their_fix(db: Database, found: list[Hit]) -> list[Hit]:
    """A field of a form is found as the fix that it belongs to."""
    fields = [hit.id for hit in found if hit.kind == _FIELD]
    if not fields:
        return found
    rows = db.all(f"SELECT id, fix_id FROM fix_field WHERE id IN ({marks(len(fields))})", fields)
    fixes = {row["id"]: row["fix_id"] for row in rows}
    return [hit._replace(kind="fix", id=fixes[hit.id]) if hit.kind == _FIELD else hit for hit in found]


def _spans(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for part in marked.split(_OPEN):
        hit, closed, rest = part.partition(_CLOSE)
        if closed:
            spans.append((length, length + len(hit)))
        plain += [hit, rest]
        length += len(hit) + len(rest)
    return "".join(plain), tuple(spans)
