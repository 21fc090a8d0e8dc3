"""The user's own lines of words that mean the same."""

from __future__ import annotations

from collections.abc import Iterable

from rhythm.queries.rows import marks
from rhythm.storage.database import Database
from rhythm.values import NamedTuple


class WordLine(NamedTuple):
    """A line of the user's own vocabulary, as it is written: `vendor | supplier`."""

    id: int
    uid: str
    body: str


def word_lines(db: Database) -> tuple[WordLine, ...]:
    """The user's own lines, oldest first."""
    rows = db.all("SELECT id, uid, body FROM word_line WHERE deleted_at IS NULL ORDER BY id")
    return tuple(WordLine(*row) for row in rows)


def frequency(db: Database, tokens: Iterable[str], after: int = 0) -> dict[str, int]:
    """In how many stored lines each of some tokens occurs, `after` a row."""
    wanted = sorted(set(tokens))
    rows = db.all(
        f"SELECT token, count(*) FROM match_token WHERE token IN ({marks(len(wanted))}) AND escalation_id > ?"
        " GROUP BY token",
        (*wanted, after),
    )
    return {row[0]: row[1] for row in rows}


def somebody_was_renamed(db: Database, after: int) -> bool:
    """Whether a person got another name since the change log's entry `after`: the rows may speak of them by it."""
    renamed = db.value(
        "SELECT 1 FROM change WHERE id > ? AND tbl = 'person' AND op = 'U'"
        " AND json_extract(old, '$.name') IS NOT json_extract(new, '$.name') LIMIT 1",
        (after,),
    )
    return renamed is not None
