"""Search over everything that was typed."""

from __future__ import annotations

from typing import NamedTuple

from rhythm.storage.database import Database

_OPEN, _CLOSE = "\x02", "\x03"


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
    rows = db.all(
        "SELECT s.kind, s.ref, s.day, s.person_id, coalesce(p.name, '') AS person,"
        " snippet(search, 0, ?, ?, '…', 16) AS snippet, -bm25(search) AS score"
        " FROM search s LEFT JOIN person p ON p.id = s.person_id"
        " WHERE search MATCH ? ORDER BY bm25(search), s.rowid DESC LIMIT ?",
        (_OPEN, _CLOSE, " ".join(quoted) + "*", limit),
    )
    return tuple(
        Hit(row["kind"], row["ref"], row["day"], row["person_id"], row["person"], *_spans(row["snippet"]), row["score"])
        for row in rows
    )


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
