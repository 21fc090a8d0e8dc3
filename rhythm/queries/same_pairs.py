"""Conflicts that may be one: computed from what came up lately, against all that came up within a year."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence

from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.pairs import NEWEST, LikelyPair, Pair, likely_pairs
from rhythm.domain.matching.profiles import Corpus, Profile
from rhythm.domain.matching.words import Vocabulary
from rhythm.queries import tracker
from rhythm.queries.conflict_lists import CURRENT_DAYS
from rhythm.queries.rows import marks
from rhythm.queries.suggesting import lines_of, newest_lines
from rhythm.queries.words import frequency
from rhythm.storage.database import Database

FRESH_DAYS = 35
"""A month and the days until its review: pairs are sought for conflicts that came up within them."""
MOST_FRESH = 40
"""So many of them, the newest, are compared with the others: the time it takes must not grow with a busy month."""

_SINCE = "SELECT conflict_id FROM escalation WHERE deleted_at IS NULL AND day >= ?"


def same_pairs(db: Database, words: Vocabulary, today: dt.date) -> tuple[LikelyPair, ...]:
    """The likeliest pairs, without those that were said not to be the same."""
    names = _names(db, today)
    fresh_ids = [number for number in _fresh(db, today) if number in names]
    if len(names) < 2 or not fresh_ids:
        return ()
    fresh = _lines(db, fresh_ids, words)
    tokens = {token for lines in fresh.values() for line in lines for token in line.tokens}
    after = newest_lines(db)
    linked = db.value("SELECT count(*) FROM match_line WHERE conflict_id IS NOT NULL AND escalation_id > ?", (after,))
    corpus = Corpus(int(linked or 0), frequency(db, tokens, after))
    return likely_pairs(fresh, _profiles(db, names), names, corpus, refused_pairs(db))


def _names(db: Database, today: dt.date) -> dict[ConflictId, str]:
    """The conflicts that came up within a year, by name."""
    rows = db.all(
        f"""SELECT c.id, c.name FROM conflict c WHERE c.id IN ({_SINCE})
        AND c.deleted_at IS NULL AND c.merged_into IS NULL ORDER BY c.id""",
        ((today - dt.timedelta(days=CURRENT_DAYS)).isoformat(),),
    )
    return {ConflictId(row["id"]): row["name"] for row in rows}


def _fresh(db: Database, today: dt.date) -> list[ConflictId]:
    """The conflicts that came up lately, the newest first."""
    rows = db.all(
        f"SELECT conflict_id FROM match_profile WHERE conflict_id IN ({_SINCE})"
        " ORDER BY last_day DESC, conflict_id DESC LIMIT ?",
        ((today - dt.timedelta(days=FRESH_DAYS)).isoformat(), MOST_FRESH),
    )
    return [ConflictId(row[0]) for row in rows]


def _profiles(db: Database, numbers: Collection[ConflictId]) -> list[tuple[ConflictId, Profile]]:
    """The profiles of some conflicts; they are long, and those of years ago are not read to be left out."""
    wanted = f"SELECT conflict_id, data FROM match_profile WHERE conflict_id IN ({marks(len(numbers))})"
    rows = db.all(f"{wanted} ORDER BY conflict_id", list(numbers))
    return [(ConflictId(row[0]), Profile.from_json(json.loads(row[1]))) for row in rows]


def _lines(db: Database, numbers: Sequence[ConflictId], words: Vocabulary) -> dict[ConflictId, list[Line]]:
    """The newest rows of some conflicts as the matcher sees them, all of them read at once."""
    rows = {number: tracker.escalations_of(db, number)[: -NEWEST - 1 : -1] for number in numbers}
    read = iter(lines_of(db, [row for of_one in rows.values() for row in of_one], words))
    return {number: [next(read) for _ in of_one] for number, of_one in rows.items()}


def refused_pairs(db: Database) -> frozenset[Pair]:
    """The pairs that were said not to be the same."""
    rows = db.all("SELECT first_id, second_id FROM not_same WHERE deleted_at IS NULL")
    return frozenset((ConflictId(row[0]), ConflictId(row[1])) for row in rows)
