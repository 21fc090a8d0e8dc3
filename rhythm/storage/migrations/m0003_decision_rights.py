"""What decision rights keep: levels with their history, who is heard, standards and free choice, who led which team."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID, LEVEL, PERSON, one_of

_TEAM = "INTEGER NOT NULL REFERENCES team(id) ON DELETE RESTRICT"

_RIGHTS = (
    # One row for each change of a cell, in force from `since` until the next one of the cell begins.
    f"""CREATE TABLE decision_right({ID}, team_id {_TEAM}, area TEXT NOT NULL CHECK (area <> ''),
        since TEXT NOT NULL {DAY.format("since")}, decider_id {PERSON}, level INTEGER NOT NULL {LEVEL.format("level")},
        driver_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, why TEXT NOT NULL DEFAULT '', deleted_at TEXT)
        STRICT""",
    "CREATE UNIQUE INDEX decision_right_cell ON decision_right(team_id, area, since) WHERE deleted_at IS NULL",
    # Who contributes and who is informed (DACI): a person or a team. The approver is the decider, a column, so one.
    f"""CREATE TABLE right_role({ID}, right_id INTEGER NOT NULL REFERENCES decision_right(id) ON DELETE RESTRICT,
        role TEXT NOT NULL {one_of("role", "contributor", "informed")},
        person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT, deleted_at TEXT,
        CHECK ((person_id IS NULL) <> (team_id IS NULL))) STRICT""",
    "CREATE INDEX right_role_right ON right_role(right_id) WHERE deleted_at IS NULL",
    # What was answered about a cell: the delegation questions after two leaks, or a level that was to stay.
    f"""CREATE TABLE right_answer({ID}, team_id {_TEAM}, area TEXT NOT NULL CHECK (area <> ''),
        day TEXT NOT NULL {DAY.format("day")}, item TEXT NOT NULL CHECK (item <> ''), body TEXT NOT NULL DEFAULT '',
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX right_answer_item ON right_answer(team_id, area, day, item) WHERE deleted_at IS NULL",
    # What every team does alike, and what each may choose (essay 1, where consistency matters).
    f"""CREATE TABLE practice({ID}, kind TEXT NOT NULL {one_of("kind", "standard", "free")},
        name TEXT NOT NULL CHECK (name <> ''), since TEXT NOT NULL {DAY.format("since")},
        until TEXT {DAY.format("until")}, deleted_at TEXT) STRICT""",
)

_LEADS = (
    # Who led a team from a day on. The newest row agrees with the team's own.
    f"""CREATE TABLE team_lead({ID}, team_id {_TEAM}, manager_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        since TEXT NOT NULL {DAY.format("since")}, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX team_lead_team ON team_lead(team_id, since) WHERE deleted_at IS NULL",
    # What was known before is taken to have been so always.
    "INSERT INTO team_lead(uid, team_id, manager_id, since)"
    " SELECT lower(hex(randomblob(16))), id, manager_id, '1900-01-01' FROM team WHERE deleted_at IS NULL",
)

# The numbers of search rows leave room for 64 kinds of records, where they left it for 16.
_SEARCH_AGAIN = (
    "CREATE TABLE search_before AS SELECT rowid AS number, body, kind, ref, person_id, day FROM search",
    "DELETE FROM search",
    "INSERT INTO search(rowid, body, kind, ref, person_id, day)"
    " SELECT number / 16 * 64 + number % 16, body, kind, ref, person_id, day FROM search_before",
    "DROP TABLE search_before",
)

STATEMENTS = (*_RIGHTS, *_LEADS, *_SEARCH_AGAIN)
