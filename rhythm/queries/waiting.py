"""Rows that wait to be sorted, and read as a line does: of no conflict yet, so that no suggestion names them."""

from __future__ import annotations

import datetime as dt
import json

from rhythm.domain.escalations import ConflictId, Escalation, EscalationId, NewEscalation
from rhythm.domain.matching.comparing import suggest
from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.profiles import Profile, build_profile
from rhythm.domain.matching.words import Vocabulary
from rhythm.queries import tracker
from rhythm.queries.suggesting import WAITING_DAYS, corpus_of, read, roster
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

MOST = 60
"""So many of the newest rows that wait are looked at."""


class WaitingRow(NamedTuple):
    """A row that waits to be sorted and may be of the same conflict as a line, and why."""

    row: Escalation
    reasons: tuple[str, ...]


def waiting_alike(
    db: Database, new: NewEscalation, words: Vocabulary, least: float, but: EscalationId | None = None
) -> WaitingRow | None:
    """The row of the last months that waits and most likely belongs together with a line, with a probability of
    `least`; `but` is the line's own, where it is stored. Each is held against the line as a conflict of one row is."""
    profiles = [one for one in _profiles(db, new.day) if but is None or one[0] != ConflictId(but)]
    if not profiles:
        return None
    line = read(new, roster(db), words)
    best = next(iter(suggest(line, profiles, corpus_of(db, line), 1)), None)
    if best is None or best.score < least:
        return None
    row = tracker.escalation(db, best.conflict_id)
    return WaitingRow(row, best.reasons) if row is not None else None


def _profiles(db: Database, day: dt.date) -> list[tuple[ConflictId, Profile]]:
    """Each row that waits as if it were a conflict, under its own number; read once while a line is typed."""
    since, until = ((day + dt.timedelta(days=days)).isoformat() for days in (-WAITING_DAYS, WAITING_DAYS))

    def made() -> list[tuple[ConflictId, Profile]]:
        rows = db.all(
            "SELECT escalation_id, data FROM match_line WHERE conflict_id IS NULL AND day BETWEEN ? AND ?"
            " ORDER BY day DESC, escalation_id DESC LIMIT ?",
            (since, until, MOST),
        )
        return [(ConflictId(row[0]), build_profile([Line.from_json(json.loads(row[1]))])) for row in rows]

    return db.kept(("waiting", since), made)
