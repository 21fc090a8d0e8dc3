"""Search over everything that was typed."""

from __future__ import annotations

from rhythm.queries.rows import marks
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

_OPEN, _CLOSE = "\x02", "\x03"
_FIELD = "fix_field"

NEWEST, FIRST = 4000, 1000
"""A word may stand in tens of thousands of records, and to weigh one costs two microseconds. Of more than these, the
newest and the first are weighed; among the first are people and teams, whose numbers are small."""

_WEIGHED = "SELECT rowid AS id, bm25(search) AS weight FROM search WHERE search MATCH ?"
_BEST = f"{_WEIGHED} ORDER BY weight, id DESC LIMIT ?"
_BEST_OF_VERY_MANY = f"""SELECT id, weight FROM (SELECT * FROM ({_WEIGHED} ORDER BY rowid DESC LIMIT ?)
    UNION SELECT * FROM ({_WEIGHED} ORDER BY rowid LIMIT ?)) ORDER BY weight, id DESC LIMIT ?"""


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


def hits(db: Database, text: str, limit: int = 60) -> tuple[Hit, ...]:
    """Records that hold every word of `text`, best first; the last word may be unfinished.

    The words are looked for as they are: nothing in `text` is an operator of the search.
    """
    words = text.replace('"', " ").replace("\0", " ").encode(errors="replace").decode().split()
    quoted = [f'"{word}"' for word in words if any(char.isalnum() for char in word)]
    if not quoted:
        return ()
    match = " ".join(quoted) + "*"
    best = _best(db, match, limit)
    # The passage is cut out for the best alone, and in one walk: to look up each would match anew each time.
    rows = db.all(
        "SELECT s.rowid AS id, s.kind, s.ref, s.day, s.person_id, coalesce(p.name, '') AS person,"
        " snippet(search, 0, ?, ?, '…', 16) AS snippet FROM search s LEFT JOIN person p ON p.id = s.person_id"
        f" WHERE search MATCH ? AND +s.rowid IN ({marks(len(best))})",
        (_OPEN, _CLOSE, match, *best),
    )
    found = {row["id"]: row for row in rows}
    made = [
        Hit(row["kind"], row["ref"], row["day"], row["person_id"], row["person"], *_spans(row["snippet"]), -weight)
        for row, weight in ((found[number], weight) for number, weight in best.items())
    ]
    return tuple({(hit.kind, hit.id): hit for hit in reversed(_in_their_fix(db, made))}.values())[::-1]


def _in_their_fix(db: Database, found: list[Hit]) -> list[Hit]:
    """A field of a form is found as the fix that it belongs to."""
    fields = [hit.id for hit in found if hit.kind == _FIELD]
    if not fields:
        return found
    rows = db.all(f"SELECT id, fix_id FROM fix_field WHERE id IN ({marks(len(fields))})", fields)
    fixes = {row["id"]: row["fix_id"] for row in rows}
    return [hit._replace(kind="fix", id=fixes[hit.id]) if hit.kind == _FIELD else hit for hit in found]


def _best(db: Database, match: str, limit: int) -> dict[int, float]:
    """The search rows that fit best, with their weight, best first."""
    bound = NEWEST + FIRST
    count = db.value("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (match, bound))
    many = count == bound
    sql, values = (_BEST_OF_VERY_MANY, (match, NEWEST, match, FIRST, limit)) if many else (_BEST, (match, limit))
    return {row["id"]: row["weight"] for row in db.all(sql, values)}


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
