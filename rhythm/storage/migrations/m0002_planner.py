"""What the planner keeps: reporting lines with their days, plans, absences, rituals, calendars, what talks leave."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID, LEVEL, PERSON, one_of

_TIME = "CHECK ({0} GLOB '[0-2][0-9]:[0-5][0-9]')"
_ROUTES = one_of("route", "manager", "keep", "direct")

_NEW_COLUMNS = (
    # Where and when somebody works; empty means as the director does. `hours` is `09:00-17:30`.
    "ALTER TABLE person ADD COLUMN country TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE person ADD COLUMN zone TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE person ADD COLUMN hours TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE person ADD COLUMN minutes INTEGER CHECK (minutes > 0)",
    # `tue 10:00` as wished for by hand, and the slot that the planner chose once and keeps.
    "ALTER TABLE person ADD COLUMN preferred TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE person ADD COLUMN standing TEXT NOT NULL DEFAULT ''",
    # A manager was told that there will be skip-levels; a report stands in for a manager who left.
    f"ALTER TABLE person ADD COLUMN told_on TEXT {DAY.format('told_on')}",
    f"ALTER TABLE person ADD COLUMN interim_since TEXT {DAY.format('interim_since')}",
    f"ALTER TABLE person ADD COLUMN last_day TEXT {DAY.format('last_day')}",
    # Who somebody is in files and calendars.
    "ALTER TABLE person ADD COLUMN file_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE person ADD COLUMN former_emails TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(former_emails))",
    "ALTER TABLE person ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(aliases))",
    # The week or quarter that a meeting stands for: `2026-W48`, `2026-Q4`. One planned meeting for each.
    "ALTER TABLE meeting ADD COLUMN period TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE meeting ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1))",
    "ALTER TABLE meeting ADD COLUMN moved INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE meeting ADD COLUMN gathering TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX meeting_gathering ON meeting(gathering) WHERE gathering <> ''",
    "ALTER TABLE topic ADD COLUMN side TEXT NOT NULL DEFAULT 'mine' " + one_of("side", "mine", "theirs"),
    "ALTER TABLE topic ADD COLUMN private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1))",
    "ALTER TABLE topic ADD COLUMN theme TEXT " + one_of("theme", "coach", "clarity", "culture"),
    f"ALTER TABLE topic ADD COLUMN route TEXT {_ROUTES}",
    "ALTER TABLE topic ADD COLUMN route_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE topic ADD COLUMN source_id INTEGER REFERENCES person(id) ON DELETE RESTRICT",
    "ALTER TABLE promise ADD COLUMN kind TEXT NOT NULL DEFAULT 'promise' "
    + one_of("kind", "request", "promise", "action"),
    "ALTER TABLE promise ADD COLUMN private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1))",
    f"ALTER TABLE promise ADD COLUMN route TEXT {_ROUTES}",
    "ALTER TABLE promise ADD COLUMN route_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE promise ADD COLUMN source_id INTEGER REFERENCES person(id) ON DELETE RESTRICT",
    "CREATE INDEX topic_theme ON topic(closed_on) WHERE theme IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX topic_routed ON topic(added_on) WHERE route IS NOT NULL AND deleted_at IS NULL",
    # One person's page reads each kind newest first, however many years there are.
    "CREATE INDEX topic_person ON topic(person_id, added_on) WHERE deleted_at IS NULL",
    "CREATE INDEX promise_person ON promise(person_id, made_on) WHERE deleted_at IS NULL",
    "CREATE INDEX good_call_person ON good_call(person_id, day) WHERE person_id IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX escalation_raised ON escalation(raised_by_id, day)"
    " WHERE raised_by_id IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX party_person ON escalation_party(person_id) WHERE person_id IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX promise_routed ON promise(made_on) WHERE route IS NOT NULL AND deleted_at IS NULL",
)

# SQLite can't widen a CHECK: the table is made anew, with the rows and ids of the old one.
_NOTE_AGAIN = (
    f"""CREATE TABLE note_again({ID}, person_id {PERSON},
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, day TEXT NOT NULL {DAY.format("day")},
        kind TEXT NOT NULL {one_of("kind", "note", "praise", "feedback", "decision")},
        body TEXT NOT NULL CHECK (body <> ''), deleted_at TEXT,
        private INTEGER NOT NULL DEFAULT 1 CHECK (private IN (0, 1)), situation TEXT NOT NULL DEFAULT '',
        next_time TEXT NOT NULL DEFAULT '', direction TEXT {one_of("direction", "better", "worse", "same")})
        STRICT""",
    "INSERT INTO note_again(id, uid, person_id, meeting_id, day, kind, body, deleted_at)"
    " SELECT id, uid, person_id, meeting_id, day, kind, body, deleted_at FROM note",
    # Ids are never given twice, also not that of a note which was erased.
    "UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'note') WHERE name = 'note_again'",
    "DROP TABLE note",
    "ALTER TABLE note_again RENAME TO note",
    "CREATE INDEX note_person ON note(person_id, day) WHERE deleted_at IS NULL",
    "CREATE INDEX note_evidence ON note(person_id, day) WHERE kind IN ('praise', 'feedback') AND deleted_at IS NULL",
    "CREATE INDEX note_day ON note(day) WHERE deleted_at IS NULL",
    "CREATE INDEX note_meeting ON note(meeting_id) WHERE meeting_id IS NOT NULL",
)

_ORGANISATION = (
    # Who reported to whom, and sat in which team, from a day on. The newest row agrees with the person's own.
    f"""CREATE TABLE reporting({ID}, person_id {PERSON},
        manager_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT, since TEXT NOT NULL {DAY.format("since")},
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX reporting_person ON reporting(person_id, since) WHERE deleted_at IS NULL",
    # What was known before is taken to have been so always.
    "INSERT INTO reporting(uid, person_id, manager_id, team_id, since)"
    " SELECT lower(hex(randomblob(16))), id, manager_id, team_id, '1900-01-01' FROM person WHERE deleted_at IS NULL",
    # Days on which somebody, the director included, is not there; first and last are both away.
    f"""CREATE TABLE absence({ID}, person_id {PERSON}, first TEXT NOT NULL {DAY.format("first")},
        last TEXT NOT NULL {DAY.format("last")},
        kind TEXT NOT NULL {one_of("kind", "vacation", "leave", "travel", "other")},
        source TEXT NOT NULL DEFAULT '', deleted_at TEXT, CHECK (first <= last)) STRICT""",
    "CREATE INDEX absence_last ON absence(last) WHERE deleted_at IS NULL",
)

_PLANS = (
    # Weeks that were tried for somebody and had no free slot: without them a new plan would not be the same.
    f"""CREATE TABLE plan_forbidden({ID}, person_id {PERSON}, quarter TEXT NOT NULL, week TEXT NOT NULL,
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX plan_forbidden_pair ON plan_forbidden(person_id, week) WHERE deleted_at IS NULL",
    # Public holidays as computed once, a JSON object of day to name; a cache, not a record.
    """CREATE TABLE holidays(country TEXT NOT NULL, year INTEGER NOT NULL, days TEXT NOT NULL
        CHECK (json_valid(days)), PRIMARY KEY (country, year)) STRICT, WITHOUT ROWID""",
)

_CALENDARS = (
    # One row for each series of a calendar; the title only of what concerns a person here.
    f"""CREATE TABLE calendar_series({ID}, calendar TEXT NOT NULL, uid_hash TEXT NOT NULL,
        kind TEXT NOT NULL {one_of("kind", "meeting", "absence", "other")},
        decision TEXT NOT NULL {one_of("decision", "pending", "person", "nothing")},
        title TEXT NOT NULL DEFAULT '', person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        reason TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX calendar_series_uid ON calendar_series(calendar, uid_hash) WHERE deleted_at IS NULL",
    # One row for each occurrence in the window. `starts` and `ends` are instants in UTC, or days when `all_day`.
    f"""CREATE TABLE calendar_event({ID}, calendar TEXT NOT NULL, uid_hash TEXT NOT NULL,
        recurrence TEXT NOT NULL DEFAULT '', day TEXT NOT NULL {DAY.format("day")}, starts TEXT NOT NULL,
        ends TEXT NOT NULL, all_day INTEGER NOT NULL CHECK (all_day IN (0, 1)),
        busy TEXT NOT NULL {one_of("busy", "hard", "soft", "free")},
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX calendar_event_uid ON calendar_event(calendar, uid_hash, recurrence) WHERE deleted_at IS NULL",
    "CREATE INDEX calendar_event_day ON calendar_event(day) WHERE deleted_at IS NULL",
    "CREATE INDEX calendar_event_meeting ON calendar_event(meeting_id) WHERE meeting_id IS NOT NULL",
    # What was given out of each meeting: told to the other side, so it changes by SEQUENCE and is cancelled in words.
    # No reference: what was told stays told, also when undo takes the meeting away.
    f"""CREATE TABLE calendar_told({ID}, meeting_id INTEGER NOT NULL,
        ics_uid TEXT NOT NULL, sequence INTEGER NOT NULL DEFAULT 0, day TEXT NOT NULL {DAY.format("day")},
        start TEXT {_TIME.format("start")}, minutes INTEGER CHECK (minutes > 0),
        cancelled_on TEXT {DAY.format("cancelled_on")}, changed_at TEXT NOT NULL, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX calendar_told_meeting ON calendar_told(meeting_id) WHERE deleted_at IS NULL",
    "CREATE UNIQUE INDEX calendar_told_uid ON calendar_told(ics_uid) WHERE deleted_at IS NULL",
)

_TALKS = (
    # What a skip-level said about how it is there, for themes that several people bring up.
    f"""CREATE TABLE finding({ID}, person_id {PERSON}, manager_id {PERSON},
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, day TEXT NOT NULL {DAY.format("day")},
        theme TEXT NOT NULL CHECK (theme <> ''), wording TEXT NOT NULL DEFAULT '',
        may_be_told INTEGER NOT NULL DEFAULT 0 CHECK (may_be_told IN (0, 1)), deleted_at TEXT) STRICT""",
    "CREATE INDEX finding_manager ON finding(manager_id, day) WHERE deleted_at IS NULL",
    f"""CREATE TABLE clarity({ID}, person_id {PERSON}, item TEXT NOT NULL,
        answer TEXT NOT NULL {one_of("answer", "yes", "no", "unsure")}, day TEXT NOT NULL {DAY.format("day")},
        deleted_at TEXT) STRICT""",
    "CREATE INDEX clarity_person ON clarity(person_id, day) WHERE deleted_at IS NULL",
    f"""CREATE TABLE expectation({ID}, person_id {PERSON},
        side TEXT NOT NULL {one_of("side", "of_them", "of_me")}, body TEXT NOT NULL CHECK (body <> ''),
        day TEXT NOT NULL {DAY.format("day")}, retired_on TEXT {DAY.format("retired_on")}, deleted_at TEXT) STRICT""",
    "CREATE INDEX expectation_person ON expectation(person_id) WHERE deleted_at IS NULL",
    # Delegation levels as both sides named them before they saw the other's; `agreed` once they talked.
    f"""CREATE TABLE delegation({ID}, person_id {PERSON},
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT, area TEXT NOT NULL CHECK (area <> ''),
        day TEXT NOT NULL {DAY.format("day")}, mine INTEGER NOT NULL {LEVEL.format("mine")},
        theirs INTEGER NOT NULL {LEVEL.format("theirs")}, agreed INTEGER {LEVEL.format("agreed")},
        deleted_at TEXT) STRICT""",
    "CREATE INDEX delegation_person ON delegation(person_id) WHERE deleted_at IS NULL",
)

_RITUALS = (
    f"""CREATE TABLE ritual({ID}, slug TEXT, name TEXT NOT NULL CHECK (name <> ''), purpose TEXT NOT NULL DEFAULT '',
        question TEXT NOT NULL CHECK (question <> ''), every_days INTEGER NOT NULL CHECK (every_days > 0),
        started_on TEXT NOT NULL {DAY.format("started_on")}, stopped_on TEXT {DAY.format("stopped_on")},
        answered_on TEXT {DAY.format("answered_on")}, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX ritual_slug ON ritual(slug) WHERE slug IS NOT NULL AND deleted_at IS NULL",
    f"""CREATE TABLE ritual_session({ID}, ritual_id INTEGER NOT NULL REFERENCES ritual(id) ON DELETE RESTRICT,
        day TEXT NOT NULL {DAY.format("day")}, answered INTEGER NOT NULL CHECK (answered IN (0, 1)),
        decisions INTEGER NOT NULL DEFAULT 0 CHECK (decisions >= 0), standard TEXT NOT NULL DEFAULT '',
        minutes INTEGER CHECK (minutes > 0), note TEXT NOT NULL DEFAULT '', deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX ritual_session_day ON ritual_session(ritual_id, day) WHERE deleted_at IS NULL",
)

STATEMENTS = (*_NEW_COLUMNS, *_NOTE_AGAIN, *_ORGANISATION, *_PLANS, *_CALENDARS, *_TALKS, *_RITUALS)
