"""Which records are activity in which pillar of leading managers."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.pillars import Pillar
from rhythm.storage.database import Database

_RECORDS = {
    Pillar.ORG_DESIGN: (
        "SELECT count(*) FROM verdict WHERE day BETWEEN :first AND :last AND deleted_at IS NULL",
        "SELECT count(*) FROM fix WHERE (decided_on BETWEEN :first AND :last OR in_effect BETWEEN :first AND :last"
        " OR settled_on BETWEEN :first AND :last) AND deleted_at IS NULL",
        "SELECT count(*) FROM decision_right WHERE since BETWEEN :first AND :last AND deleted_at IS NULL",
        "SELECT count(*) FROM charter WHERE since BETWEEN :first AND :last AND deleted_at IS NULL",
        "SELECT count(*) FROM interface WHERE since BETWEEN :first AND :last AND deleted_at IS NULL",
        "SELECT count(*) FROM card_answer WHERE day BETWEEN :first AND :last AND answer <> 'unknown'"
        " AND deleted_at IS NULL",
        "SELECT count(*) FROM escalation WHERE day BETWEEN :first AND :last AND moment = 'org_design'"
        " AND deleted_at IS NULL",
    ),
    Pillar.TALENT: (
        "SELECT count(*) FROM note WHERE day BETWEEN :first AND :last AND kind = 'feedback' AND trim(situation) <> ''"
        " AND trim(next_time) <> '' AND deleted_at IS NULL",
        "SELECT count(*) FROM delegation WHERE day BETWEEN :first AND :last AND deleted_at IS NULL",
        "SELECT count(*) FROM topic WHERE closed_on BETWEEN :first AND :last AND theme = 'coach' AND theme IS NOT NULL"
        " AND state = 'discussed' AND deleted_at IS NULL",
        "SELECT count(*) FROM ritual r JOIN ritual_session s ON s.ritual_id = r.id AND s.day BETWEEN :first AND :last"
        " AND s.deleted_at IS NULL WHERE r.slug = 'talent_calibration' AND r.deleted_at IS NULL",
        "SELECT count(*) FROM candidate_stage WHERE day BETWEEN :first AND :last AND deleted_at IS NULL",
        "SELECT count(*) FROM bench_evidence WHERE day BETWEEN :first AND :last AND deleted_at IS NULL",
        "SELECT count(*) FROM calibration_note WHERE day BETWEEN :first AND :last AND deleted_at IS NULL",
    ),
    Pillar.PORTFOLIO: (
        "SELECT count(*) FROM ritual r JOIN ritual_session s ON s.ritual_id = r.id AND s.day BETWEEN :first AND :last"
        " AND s.deleted_at IS NULL WHERE r.slug = 'portfolio_review' AND r.deleted_at IS NULL",
        "SELECT count(*) FROM bet WHERE (added_on BETWEEN :first AND :last OR ended_on BETWEEN :first AND :last)"
        " AND deleted_at IS NULL",
        "SELECT count(*) FROM bet_decision WHERE day BETWEEN :first AND :last AND deleted_at IS NULL",
        "SELECT count(*) FROM bet_return WHERE day BETWEEN :first AND :last AND deleted_at IS NULL",
    ),
}
"""What counts.

Organisational design: verdicts, fixes decided, put in effect or settled, changes of decision rights, charters and
interfaces, cards answered yes or no, and escalations in which the director was called for the design. Talent pipeline:
precise feedback, levels of delegation that both named, coaching topics that were talked about, talent calibrations and
their notes, what happens on the bench. Portfolio strategy: portfolio reviews, bets begun or ended, decisions about
bets, and how they were judged.
"""


def activity(db: Database, first: dt.date, last: dt.date) -> dict[Pillar, int]:
    """How many records of each pillar lie in a span of days, first and last included."""
    span = {"first": first.isoformat(), "last": last.isoformat()}
    return {pillar: sum(int(db.value(sql, span) or 0) for sql in records) for pillar, records in _RECORDS.items()}
