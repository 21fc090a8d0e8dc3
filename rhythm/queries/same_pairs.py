"""Conflicts that may be one: computed from what came up lately, against all that came up within a year."""

from __future__ import annotations

import datetime as dt
import json

from rhythm.domain.escalations import ConflictId
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

_SINCE = "SELECT conflict_id FROM escalation WHERE deleted_at IS NULL AND day >= ?"


def same_pairs(db: Database, words: Vocabulary, today: dt.date) -> tuple[LikelyPair, ...]:
    """The likeliest pairs, without those that were said not to be the same."""
    names = {
        ConflictId(row["id"]): row["name"]
        for row in db.all(
            f"""SELECT c.id, c.name FROM conflict c WHERE c.id IN ({_SINCE})
            AND c.deleted_at IS NULL AND c.merged_into IS NULL ORDER BY c.id""",
            ((today - dt.timedelta(days=CURRENT_DAYS)).isoformat(),),
        )
    }
    newest = db.all(
        f"SELECT conflict_id FROM match_profile WHERE conflict_id IN ({_SINCE})"
        " ORDER BY last_day DESC, conflict_id DESC LIMIT ?",
        ((today - dt.timedelta(days=FRESH_DAYS)).isoformat(), MOST_FRESH),
    )
    fresh_ids = [ConflictId(row[0]) for row in newest if row[0] in names]
    if len(names) < 2 or not fresh_ids:
        return ()
    # A profile is long; those of years ago are not read to be left out.
    wanted = f"SELECT conflict_id, data FROM match_profile WHERE conflict_id IN ({marks(len(names))})"
    profiles = [
        (ConflictId(row[0]), Profile.from_json(json.loads(row[1])))
        for row in db.all(f"{wanted} ORDER BY conflict_id", list(names))
    ]
    rows = {number: tracker.escalations_of(db, number)[: -NEWEST - 1 : -1] for number in fresh_ids}
    read = iter(lines_of(db, [row for of_one in rows.values() for row in of_one], words))
    fresh = {number: [next(read) for _ in of_one] for number, of_one in rows.items()}
    tokens = {token for lines in fresh.values() for line in lines for token in line.tokens}
    after = newest_lines(db)
    linked = db.value("SELECT count(*) FROM match_line WHERE conflict_id IS NOT NULL AND escalation_id > ?", (after,))
    corpus = Corpus(int(linked or 0), frequency(db, tokens, after))
    return likely_pairs(fresh, profiles, names, corpus, refused_pairs(db))


def refused_pairs(db: Database) -> frozenset[Pair]:
    """The pairs that were said not to be the same."""
    rows = db.all("SELECT first_id, second_id FROM not_same WHERE deleted_at IS NULL")
    return frozenset((ConflictId(row[0]), ConflictId(row[1])) for row in rows)
