"""What leaves the store in files."""

from __future__ import annotations

from typing import Any

from rhythm.queries import tracker
from rhythm.storage.database import Database


def exported_escalations(db: Database) -> tuple[dict[str, Any], ...]:
    """Every escalation under the columns of an escalation file, by day. `occasion` is the forum, or the meeting as
    `#12`; `conflict` the label that its conflict was imported under, else the conflict's uid."""
    conflicts = {row["id"]: row for row in db.all("SELECT id, coalesce(label, uid) AS label, name FROM conflict")}
    found = []
    for row in tracker.all_escalations(db):
        conflict = conflicts[row.conflict_id] if row.conflict_id is not None else None
        found.append(
            {
                "day": row.day.isoformat(),
                "summary": row.summary,
                "parties": [party.name for party in row.parties],
                "area": row.area_text or row.area,
                "raised_by": row.raised_by,
                "occasion": row.forum or (f"#{row.meeting_id}" if row.meeting_id is not None else ""),
                "handling": row.handling,
                "cause": row.cause,
                "moment": row.moment,
                "minutes": row.minutes,
                "reached": row.reached,
                "without_me": row.without_me,
                "repair": row.repair,
                "conflict": conflict["label"] if conflict is not None else "",
                "conflict_name": conflict["name"] if conflict is not None else "",
                "uid": row.uid,
            }
        )
    return tuple(found)
