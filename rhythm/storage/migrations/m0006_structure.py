"""Charters, interfaces and what is answered about them; how a team works; teams that are archived or merged."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID, one_of

_TEAM = "INTEGER NOT NULL REFERENCES team(id) ON DELETE RESTRICT"
_PARTNER = "INTEGER REFERENCES person(id) ON DELETE RESTRICT"

STATEMENTS = (
    # Slugs of portfolio.yaml, empty for nothing said; the triad; a team that is no more, and what took it up.
    "ALTER TABLE team ADD COLUMN mode TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE team ADD COLUMN bucket TEXT NOT NULL DEFAULT ''",
    f"ALTER TABLE team ADD COLUMN product_id {_PARTNER}",
    f"ALTER TABLE team ADD COLUMN engineering_id {_PARTNER}",
    f"ALTER TABLE team ADD COLUMN design_id {_PARTNER}",
    f"ALTER TABLE team ADD COLUMN archived_on TEXT {DAY.format('archived_on')}",
    "ALTER TABLE team ADD COLUMN merged_into INTEGER REFERENCES team(id) ON DELETE RESTRICT",
    # How all teams are cut (no team), or one of them; in force from `since` until the next row of the same begins.
    f"""CREATE TABLE org_pattern({ID}, team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT,
        pattern TEXT NOT NULL, since TEXT NOT NULL {DAY.format("since")}, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX org_pattern_team ON org_pattern(coalesce(team_id, 0), since) WHERE deleted_at IS NULL",
    # One row for each change of a charter; tags and goals are lines.
    f"""CREATE TABLE charter({ID}, team_id {_TEAM}, since TEXT NOT NULL {DAY.format("since")},
        owns TEXT NOT NULL DEFAULT '', not_owns TEXT NOT NULL DEFAULT '', goals TEXT NOT NULL DEFAULT '',
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX charter_team ON charter(team_id, since) WHERE deleted_at IS NULL",
    # The hand-off between two teams, `first_id` being the smaller number; an empty one ends it.
    f"""CREATE TABLE interface({ID}, first_id {_TEAM}, second_id {_TEAM},
        since TEXT NOT NULL {DAY.format("since")}, body TEXT NOT NULL DEFAULT '', deleted_at TEXT,
        CHECK (first_id < second_id)) STRICT""",
    "CREATE UNIQUE INDEX interface_pair ON interface(first_id, second_id, since) WHERE deleted_at IS NULL",
    # A card of a team, or of a manager's area, as it was answered on a day; the newest counts, the others are history.
    f"""CREATE TABLE card_answer({ID}, team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT,
        person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, item TEXT NOT NULL CHECK (item <> ''),
        day TEXT NOT NULL {DAY.format("day")}, answer TEXT NOT NULL {one_of("answer", "yes", "no", "unknown")},
        note TEXT NOT NULL DEFAULT '', deleted_at TEXT, CHECK ((team_id IS NULL) <> (person_id IS NULL))) STRICT""",
    "CREATE UNIQUE INDEX card_answer_team ON card_answer(team_id, item, day) WHERE deleted_at IS NULL",
    "CREATE UNIQUE INDEX card_answer_person ON card_answer(person_id, item, day) WHERE deleted_at IS NULL",
)
