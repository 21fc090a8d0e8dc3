"""What a fix says in the form of its kind; whether a conflict is tension or misalignment."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID

_SAME = "{0} INTEGER NOT NULL CHECK ({0} IN (0, 1))"

STATEMENTS = (
    # A field of a form: a team, a person, or a text; what is left open has no row.
    f"""CREATE TABLE fix_field({ID}, fix_id INTEGER NOT NULL REFERENCES fix(id) ON DELETE RESTRICT,
        name TEXT NOT NULL CHECK (name <> ''), body TEXT NOT NULL DEFAULT '',
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT,
        person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, deleted_at TEXT,
        CHECK ((team_id IS NOT NULL) + (person_id IS NOT NULL) + (body <> '') = 1)) STRICT""",
    "CREATE UNIQUE INDEX fix_field_name ON fix_field(fix_id, name) WHERE deleted_at IS NULL",
    # Whether the leaders of a conflict use the same of each; 0 anywhere means misalignment.
    f"""CREATE TABLE alignment({ID}, conflict_id INTEGER NOT NULL REFERENCES conflict(id) ON DELETE RESTRICT,
        day TEXT NOT NULL {DAY.format("day")}, {_SAME.format("planning_assumptions")},
        {_SAME.format("success_criteria")}, {_SAME.format("escalation_rules")}, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX alignment_day ON alignment(conflict_id, day) WHERE deleted_at IS NULL",
)
