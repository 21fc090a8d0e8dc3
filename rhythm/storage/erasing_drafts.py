"""What a draft is about, read from its key: erasing somebody takes what is being typed about them."""

from __future__ import annotations

import re

from rhythm.storage.drafts import field_of

_OF_PEOPLE = (
    *("bench", "calibration", "closing", "expect", "feedback", "finding", "first_days", "group", "later", "levels"),
    *("note", "person", "plan", "put", "role_start", "room", "skip", "stakeholder", "thanks", "topic"),
)
_SUBJECTS = (
    (re.compile(rf"(?:{'|'.join(_OF_PEOPLE)}):([0-9]+)(?::|$)"), "person"),
    # A card is about a team, or about a manager; the row of a sheet ends with whom it is about.
    (re.compile(r"card:[0-9]+:([0-9]+):"), "person"),
    (re.compile(r"sheet:.*:([0-9]+)$"), "person"),
    (re.compile(r"evidence:([0-9]+)$"), "bench_evidence"),
    (re.compile(r"move:([0-9]+)$"), "promise"),
    (re.compile(r"route:promise:([0-9]+):"), "promise"),
    (re.compile(r"route:topic:([0-9]+):"), "topic"),
    (re.compile(r"skipped:([0-9]+)$"), "meeting"),
    (re.compile(r"story:note:([0-9]+)$"), "note"),
)


def subject_of(key: str) -> tuple[str, int] | None:
    """The table and the number of the person that a draft is about, or of a record that may be a person's; None for a
    draft about anything else. The number of a ritual is nobody's."""
    field = field_of(key)
    found = ((pattern.match(field), table) for pattern, table in _SUBJECTS)
    return next(((table, int(match[1])) for match, table in found if match is not None), None)
