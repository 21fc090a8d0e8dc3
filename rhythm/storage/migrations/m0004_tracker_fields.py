"""What else is said of an escalation; pairs of conflicts that are not the same; words that mean the same."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID, one_of

STATEMENTS = (
    # Whether it came while there was time; what would have let them decide alone; for a late one, the repair.
    f"ALTER TABLE escalation ADD COLUMN reached TEXT {one_of('reached', 'early', 'in_time', 'late')}",
    "ALTER TABLE escalation ADD COLUMN without_me TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE escalation ADD COLUMN repair TEXT NOT NULL DEFAULT ''",
    # Two conflicts of which the director said that they are not the same; `first_id` is the smaller number.
    f"""CREATE TABLE not_same({ID}, first_id INTEGER NOT NULL REFERENCES conflict(id) ON DELETE RESTRICT,
        second_id INTEGER NOT NULL REFERENCES conflict(id) ON DELETE RESTRICT, day TEXT NOT NULL {DAY.format("day")},
        deleted_at TEXT, CHECK (first_id < second_id)) STRICT""",
    "CREATE UNIQUE INDEX not_same_pair ON not_same(first_id, second_id) WHERE deleted_at IS NULL",
    # A line of the user's own vocabulary, as in matching.yaml: ways to say one thing, parted by |.
    f"CREATE TABLE word_line({ID}, body TEXT NOT NULL CHECK (body <> ''), deleted_at TEXT) STRICT",
)
