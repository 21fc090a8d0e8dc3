"""The schema, as one ordered set of migrations. A released migration is never edited.

Imported only when a store is made or brought up to date, because sqlite-utils costs more than a
whole quick command.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from rhythm.storage.schema import MIGRATION_SET

migrations = Migrations(MIGRATION_SET)

_ID = "id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE"
_DAY = "CHECK ({0} IS NULL OR {0} GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')"


def _one_of(column: str, *slugs: str) -> str:
    return f"CHECK ({column} IN ({', '.join(repr(slug) for slug in slugs)}))"


@migrations(name="0001_first_store")
def m0001_first_store(db: Database) -> None:
    """Everything of the first release."""
    for statement in (*_BOOKKEEPING, *_PEOPLE, *_MEETINGS, *_TRACKER, *_REVIEWS, *_MATCHING):
        db.execute(statement)
    db.execute(
        "CREATE VIRTUAL TABLE search USING fts5(body, kind UNINDEXED, ref UNINDEXED, person_id UNINDEXED,"
        " day UNINDEXED, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )


@migrations(name="0002_planner")
def m0002_planner(db: Database) -> None:
    """Reporting lines with their days, plans, absences, rituals, calendars, and what a meeting leaves behind."""
    for statement in (*_NEW_COLUMNS, *_NOTE_AGAIN, *_ORGANISATION, *_PLANS, *_CALENDARS, *_TALKS, *_RITUALS):
        db.execute(statement)


_BOOKKEEPING = (
    """CREATE TABLE action(
        id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, at TEXT NOT NULL, local_day TEXT NOT NULL,
        zone TEXT NOT NULL, device TEXT NOT NULL, label TEXT NOT NULL,
        undoable INTEGER NOT NULL DEFAULT 1 CHECK (undoable IN (0, 1)),
        undoes INTEGER REFERENCES action(id) ON DELETE RESTRICT) STRICT""",
    "CREATE INDEX action_undoes ON action(undoes) WHERE undoes IS NOT NULL",
    f"""CREATE TABLE change(
        id INTEGER PRIMARY KEY AUTOINCREMENT, action_id INTEGER NOT NULL REFERENCES action(id) ON DELETE RESTRICT,
        tbl TEXT NOT NULL, row_uid TEXT NOT NULL, op TEXT NOT NULL {_one_of("op", "I", "U", "D")}, old TEXT, new TEXT)
        STRICT""",
    "CREATE INDEX change_action ON change(action_id)",
    "CREATE INDEX change_row ON change(row_uid)",
    # The action that is being carried out: NULL between actions, so that a stray write fails.
    "CREATE TABLE current_action(id INTEGER PRIMARY KEY CHECK (id = 1), action_id INTEGER) STRICT",
    "INSERT INTO current_action VALUES (1, NULL)",
    "CREATE TABLE draft(key TEXT PRIMARY KEY, body TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

_PEOPLE = (
    f"""CREATE TABLE team({_ID}, name TEXT NOT NULL CHECK (name <> ''),
        manager_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, aliases TEXT NOT NULL DEFAULT '[]'
        CHECK (json_valid(aliases)), target_days INTEGER CHECK (target_days > 0), limit_days INTEGER
        CHECK (limit_days > 0), deleted_at TEXT) STRICT""",
    f"""CREATE TABLE person({_ID}, name TEXT NOT NULL CHECK (name <> ''), nickname TEXT NOT NULL DEFAULT '',
        email TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
        manager_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT,
        is_me INTEGER NOT NULL DEFAULT 0 CHECK (is_me IN (0, 1)),
        relation TEXT {_one_of("relation", "boss", "peer", "mentor", "stakeholder", "manager", "skip_level", "other")},
        target_days INTEGER CHECK (target_days > 0), limit_days INTEGER CHECK (limit_days > 0),
        due_from TEXT {_DAY.format("due_from")}, paused_until TEXT {_DAY.format("paused_until")},
        started_on TEXT {_DAY.format("started_on")}, archived_on TEXT {_DAY.format("archived_on")},
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX person_me ON person(is_me) WHERE is_me = 1 AND deleted_at IS NULL",
    "CREATE INDEX person_manager ON person(manager_id) WHERE deleted_at IS NULL",
)

_MEETINGS = (
    f"""CREATE TABLE meeting({_ID}, person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
        kind TEXT NOT NULL {_one_of("kind", "one_on_one", "skip_level")}, day TEXT NOT NULL {_DAY.format("day")},
        start TEXT CHECK (start IS NULL OR start GLOB '[0-2][0-9]:[0-5][0-9]'), minutes INTEGER CHECK (minutes > 0),
        state TEXT NOT NULL {_one_of("state", "planned", "held", "missed", "skipped")},
        reason TEXT NOT NULL DEFAULT '', deleted_at TEXT) STRICT""",
    "CREATE INDEX meeting_held ON meeting(person_id, day) WHERE state = 'held' AND deleted_at IS NULL",
    "CREATE INDEX meeting_person ON meeting(person_id, day) WHERE deleted_at IS NULL",
    "CREATE INDEX meeting_planned ON meeting(day) WHERE state = 'planned' AND deleted_at IS NULL",
    "CREATE INDEX meeting_day ON meeting(day) WHERE deleted_at IS NULL",
    f"""CREATE TABLE note({_ID}, person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, day TEXT NOT NULL {_DAY.format("day")},
        kind TEXT NOT NULL {_one_of("kind", "note", "praise")}, body TEXT NOT NULL CHECK (body <> ''),
        deleted_at TEXT) STRICT""",
    "CREATE INDEX note_person ON note(person_id, day) WHERE deleted_at IS NULL",
    "CREATE INDEX note_day ON note(day) WHERE deleted_at IS NULL",
    "CREATE INDEX note_meeting ON note(meeting_id) WHERE meeting_id IS NOT NULL",
    f"""CREATE TABLE topic({_ID}, person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
        body TEXT NOT NULL CHECK (body <> ''), added_on TEXT NOT NULL {_DAY.format("added_on")},
        state TEXT NOT NULL DEFAULT 'open' {_one_of("state", "open", "discussed", "dropped")},
        closed_on TEXT {_DAY.format("closed_on")}, meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT,
        carried INTEGER NOT NULL DEFAULT 0, deleted_at TEXT) STRICT""",
    "CREATE INDEX topic_open ON topic(person_id) WHERE state = 'open' AND deleted_at IS NULL",
    "CREATE INDEX topic_ticked ON topic(person_id, closed_on)"
    " WHERE state = 'discussed' AND meeting_id IS NULL AND deleted_at IS NULL",
    f"""CREATE TABLE promise({_ID}, person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
        body TEXT NOT NULL CHECK (body <> ''), made_on TEXT NOT NULL {_DAY.format("made_on")},
        due TEXT {_DAY.format("due")}, mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
        state TEXT NOT NULL DEFAULT 'open' {_one_of("state", "open", "done", "dropped")},
        closed_on TEXT {_DAY.format("closed_on")}, moved INTEGER NOT NULL DEFAULT 0,
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, deleted_at TEXT) STRICT""",
    "CREATE INDEX promise_open ON promise(person_id) WHERE state = 'open' AND deleted_at IS NULL",
    "CREATE INDEX promise_closed ON promise(closed_on) WHERE closed_on IS NOT NULL AND deleted_at IS NULL",
    f"""CREATE TABLE good_call({_ID}, day TEXT NOT NULL {_DAY.format("day")}, body TEXT NOT NULL CHECK (body <> ''),
        person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, area TEXT NOT NULL DEFAULT '', deleted_at TEXT)
        STRICT""",
    "CREATE INDEX good_call_day ON good_call(day) WHERE deleted_at IS NULL",
)

_STANDINGS = _one_of(
    "state", "open", "verdict_due", "later", "fixing", "in_effect", "held", "unclear", "tension", "closed"
)

_TRACKER = (
    f"""CREATE TABLE conflict({_ID}, name TEXT NOT NULL CHECK (name <> ''), opened_on TEXT NOT NULL
        {_DAY.format("opened_on")}, state TEXT NOT NULL DEFAULT 'open' {_STANDINGS},
        card_on TEXT {_DAY.format("card_on")}, until TEXT {_DAY.format("until")},
        put_off INTEGER NOT NULL DEFAULT 0, merged_into INTEGER REFERENCES conflict(id) ON DELETE RESTRICT,
        label TEXT, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX conflict_label ON conflict(label) WHERE label IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX conflict_state ON conflict(state) WHERE deleted_at IS NULL",
    f"""CREATE TABLE escalation({_ID}, day TEXT NOT NULL {_DAY.format("day")},
        summary TEXT NOT NULL CHECK (summary <> ''), area TEXT NOT NULL DEFAULT '', area_text TEXT NOT NULL DEFAULT '',
        raised_by_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, raised_by TEXT NOT NULL DEFAULT '',
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, forum TEXT NOT NULL DEFAULT '',
        handling TEXT {
        _one_of("handling", "decided", "coached", "delegated", "agreed", "overrode", "joint", "deferred")
    },
        cause TEXT {
        _one_of(
            "cause",
            "overlapping_surfaces",
            "platform_as_feature_team",
            "service_desk",
            "ownership_unclear",
            "charter",
            "interface",
            "scope",
            "decision_right",
            "misalignment",
            "skill",
            "belongs_here",
            "unknown",
        )
    },
        moment TEXT {_one_of("moment", "ambiguity", "quality_bar", "org_design", "executive", "none")},
        minutes INTEGER CHECK (minutes > 0), conflict_id INTEGER REFERENCES conflict(id) ON DELETE RESTRICT,
        import_key TEXT, deleted_at TEXT) STRICT""",
    "CREATE INDEX escalation_day ON escalation(day) WHERE deleted_at IS NULL",
    "CREATE INDEX escalation_conflict ON escalation(conflict_id, day) WHERE deleted_at IS NULL",
    "CREATE UNIQUE INDEX escalation_import ON escalation(import_key)"
    " WHERE import_key IS NOT NULL AND deleted_at IS NULL",
    f"""CREATE TABLE escalation_party({_ID}, escalation_id INTEGER NOT NULL
        REFERENCES escalation(id) ON DELETE RESTRICT, place INTEGER NOT NULL,
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT,
        person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, name TEXT NOT NULL, deleted_at TEXT) STRICT""",
    "CREATE INDEX party_escalation ON escalation_party(escalation_id) WHERE deleted_at IS NULL",
    f"""CREATE TABLE refusal({_ID}, escalation_id INTEGER NOT NULL REFERENCES escalation(id) ON DELETE RESTRICT,
        conflict_id INTEGER NOT NULL REFERENCES conflict(id) ON DELETE RESTRICT, deleted_at TEXT) STRICT""",
    "CREATE INDEX refusal_escalation ON refusal(escalation_id) WHERE deleted_at IS NULL",
    f"""CREATE TABLE verdict({_ID}, conflict_id INTEGER NOT NULL REFERENCES conflict(id) ON DELETE RESTRICT,
        day TEXT NOT NULL {_DAY.format("day")},
        kind TEXT NOT NULL {_one_of("kind", "fix", "split", "tension", "later", "closed")},
        why TEXT NOT NULL DEFAULT '', until TEXT {_DAY.format("until")}, deleted_at TEXT) STRICT""",
    "CREATE INDEX verdict_conflict ON verdict(conflict_id) WHERE deleted_at IS NULL",
    f"""CREATE TABLE fix({_ID}, conflict_id INTEGER NOT NULL REFERENCES conflict(id) ON DELETE RESTRICT,
        kind TEXT NOT NULL {
        _one_of(
            "kind",
            "charter",
            "interface",
            "scope",
            "decision_right",
            "escalation_rule",
            "reporting_line",
            "team_cut",
            "process_map",
        )
    },
        body TEXT NOT NULL DEFAULT '', owner_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        state TEXT NOT NULL
        {_one_of("state", "proposed", "decided", "in_effect", "held", "came_back", "unclear", "dropped")},
        decided_on TEXT NOT NULL {_DAY.format("decided_on")}, in_effect TEXT {_DAY.format("in_effect")},
        verify_on TEXT {_DAY.format("verify_on")}, settled_on TEXT {_DAY.format("settled_on")}, deleted_at TEXT,
        CHECK (in_effect IS NULL OR owner_id IS NOT NULL)) STRICT""",
    "CREATE INDEX fix_conflict ON fix(conflict_id) WHERE deleted_at IS NULL",
)

_REVIEWS = (
    f"""CREATE TABLE review({_ID}, kind TEXT NOT NULL {_one_of("kind", "week", "quarter")}, period TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open' {_one_of("state", "open", "closed")}, started_on TEXT NOT NULL
        {_DAY.format("started_on")}, closed_on TEXT {_DAY.format("closed_on")},
        nothing_reached_me INTEGER NOT NULL DEFAULT 0 CHECK (nothing_reached_me IN (0, 1)),
        snapshot TEXT CHECK (snapshot IS NULL OR json_valid(snapshot)), snapshot_hash TEXT, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX review_period ON review(kind, period) WHERE deleted_at IS NULL",
    f"""CREATE TABLE review_answer({_ID}, review_id INTEGER NOT NULL REFERENCES review(id) ON DELETE RESTRICT,
        item TEXT NOT NULL, body TEXT NOT NULL DEFAULT '', deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX review_answer_item ON review_answer(review_id, item) WHERE deleted_at IS NULL",
)

# Derived from the rows above, inside each action, so that a suggestion reads its candidates only.
_MATCHING = (
    """CREATE TABLE match_line(escalation_id INTEGER PRIMARY KEY, conflict_id INTEGER, day TEXT NOT NULL,
        data TEXT NOT NULL) STRICT""",
    "CREATE INDEX match_line_conflict ON match_line(conflict_id, day)",
    "CREATE TABLE match_token(token TEXT NOT NULL, escalation_id INTEGER NOT NULL, PRIMARY KEY (token, escalation_id))"
    " STRICT, WITHOUT ROWID",
    "CREATE INDEX match_token_line ON match_token(escalation_id)",
    "CREATE TABLE match_profile(conflict_id INTEGER PRIMARY KEY, last_day TEXT NOT NULL, data TEXT NOT NULL) STRICT",
)

_LEVEL = "CHECK ({0} BETWEEN 1 AND 7)"
_TIME = "CHECK ({0} GLOB '[0-2][0-9]:[0-5][0-9]')"
_PERSON = "INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT"
_ROUTES = _one_of("route", "manager", "keep", "direct")

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
    f"ALTER TABLE person ADD COLUMN told_on TEXT {_DAY.format('told_on')}",
    f"ALTER TABLE person ADD COLUMN interim_since TEXT {_DAY.format('interim_since')}",
    f"ALTER TABLE person ADD COLUMN last_day TEXT {_DAY.format('last_day')}",
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
    "ALTER TABLE topic ADD COLUMN side TEXT NOT NULL DEFAULT 'mine' " + _one_of("side", "mine", "theirs"),
    "ALTER TABLE topic ADD COLUMN private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1))",
    "ALTER TABLE topic ADD COLUMN theme TEXT " + _one_of("theme", "coach", "clarity", "culture"),
    f"ALTER TABLE topic ADD COLUMN route TEXT {_ROUTES}",
    "ALTER TABLE topic ADD COLUMN route_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE topic ADD COLUMN source_id INTEGER REFERENCES person(id) ON DELETE RESTRICT",
    "ALTER TABLE promise ADD COLUMN kind TEXT NOT NULL DEFAULT 'promise' "
    + _one_of("kind", "request", "promise", "action"),
    "ALTER TABLE promise ADD COLUMN private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1))",
    f"ALTER TABLE promise ADD COLUMN route TEXT {_ROUTES}",
    "ALTER TABLE promise ADD COLUMN route_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE promise ADD COLUMN source_id INTEGER REFERENCES person(id) ON DELETE RESTRICT",
)

# SQLite can't widen a CHECK: the table is made anew, with the rows and ids of the old one.
_NOTE_AGAIN = (
    f"""CREATE TABLE note_again({_ID}, person_id {_PERSON},
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, day TEXT NOT NULL {_DAY.format("day")},
        kind TEXT NOT NULL {_one_of("kind", "note", "praise", "feedback", "decision")},
        body TEXT NOT NULL CHECK (body <> ''), deleted_at TEXT,
        private INTEGER NOT NULL DEFAULT 1 CHECK (private IN (0, 1)), situation TEXT NOT NULL DEFAULT '',
        next_time TEXT NOT NULL DEFAULT '', direction TEXT {_one_of("direction", "better", "worse", "same")})
        STRICT""",
    "INSERT INTO note_again(id, uid, person_id, meeting_id, day, kind, body, deleted_at)"
    " SELECT id, uid, person_id, meeting_id, day, kind, body, deleted_at FROM note",
    # Ids are never given twice, also not that of a note which was erased.
    "UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'note') WHERE name = 'note_again'",
    "DROP TABLE note",
    "ALTER TABLE note_again RENAME TO note",
    "CREATE INDEX note_person ON note(person_id, day) WHERE deleted_at IS NULL",
    "CREATE INDEX note_day ON note(day) WHERE deleted_at IS NULL",
    "CREATE INDEX note_meeting ON note(meeting_id) WHERE meeting_id IS NOT NULL",
)

_ORGANISATION = (
    # Who reported to whom, and sat in which team, from a day on. The newest row agrees with the person's own.
    f"""CREATE TABLE reporting({_ID}, person_id {_PERSON},
        manager_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT, since TEXT NOT NULL {_DAY.format("since")},
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX reporting_person ON reporting(person_id, since) WHERE deleted_at IS NULL",
    # What was known before is taken to have been so always.
    "INSERT INTO reporting(uid, person_id, manager_id, team_id, since)"
    " SELECT lower(hex(randomblob(16))), id, manager_id, team_id, '1900-01-01' FROM person WHERE deleted_at IS NULL",
    # Days on which somebody, the director included, is not there; first and last are both away.
    f"""CREATE TABLE absence({_ID}, person_id {_PERSON}, first TEXT NOT NULL {_DAY.format("first")},
        last TEXT NOT NULL {_DAY.format("last")},
        kind TEXT NOT NULL {_one_of("kind", "vacation", "leave", "travel", "other")},
        source TEXT NOT NULL DEFAULT '', deleted_at TEXT, CHECK (first <= last)) STRICT""",
    "CREATE INDEX absence_last ON absence(last) WHERE deleted_at IS NULL",
)

_PLANS = (
    # Weeks that were tried for somebody and had no free slot: without them a new plan would not be the same.
    f"""CREATE TABLE plan_forbidden({_ID}, person_id {_PERSON}, quarter TEXT NOT NULL, week TEXT NOT NULL,
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX plan_forbidden_pair ON plan_forbidden(person_id, week) WHERE deleted_at IS NULL",
    # Public holidays as computed once, a JSON object of day to name; a cache, not a record.
    """CREATE TABLE holidays(country TEXT NOT NULL, year INTEGER NOT NULL, days TEXT NOT NULL
        CHECK (json_valid(days)), PRIMARY KEY (country, year)) STRICT, WITHOUT ROWID""",
)

_CALENDARS = (
    # One row for each series of a calendar; the title only of what concerns a person here.
    f"""CREATE TABLE calendar_series({_ID}, calendar TEXT NOT NULL, uid_hash TEXT NOT NULL,
        kind TEXT NOT NULL {_one_of("kind", "meeting", "absence", "other")},
        decision TEXT NOT NULL {_one_of("decision", "pending", "person", "nothing")},
        title TEXT NOT NULL DEFAULT '', person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        reason TEXT NOT NULL DEFAULT '', deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX calendar_series_uid ON calendar_series(calendar, uid_hash) WHERE deleted_at IS NULL",
    # One row for each occurrence in the window. `starts` and `ends` are instants in UTC, or days when `all_day`.
    f"""CREATE TABLE calendar_event({_ID}, calendar TEXT NOT NULL, uid_hash TEXT NOT NULL,
        recurrence TEXT NOT NULL DEFAULT '', day TEXT NOT NULL {_DAY.format("day")}, starts TEXT NOT NULL,
        ends TEXT NOT NULL, all_day INTEGER NOT NULL CHECK (all_day IN (0, 1)),
        busy TEXT NOT NULL {_one_of("busy", "hard", "soft", "free")},
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX calendar_event_uid ON calendar_event(calendar, uid_hash, recurrence) WHERE deleted_at IS NULL",
    "CREATE INDEX calendar_event_day ON calendar_event(day) WHERE deleted_at IS NULL",
    # What was given out of each meeting: told to the other side, so it changes by SEQUENCE and is cancelled in words.
    f"""CREATE TABLE calendar_told({_ID}, meeting_id INTEGER NOT NULL REFERENCES meeting(id) ON DELETE RESTRICT,
        ics_uid TEXT NOT NULL, sequence INTEGER NOT NULL DEFAULT 0, day TEXT NOT NULL {_DAY.format("day")},
        start TEXT {_TIME.format("start")}, minutes INTEGER CHECK (minutes > 0),
        cancelled_on TEXT {_DAY.format("cancelled_on")}, changed_at TEXT NOT NULL, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX calendar_told_meeting ON calendar_told(meeting_id) WHERE deleted_at IS NULL",
)

_TALKS = (
    # What a skip-level said about how it is there, for themes that several people bring up.
    f"""CREATE TABLE finding({_ID}, person_id {_PERSON}, manager_id {_PERSON},
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, day TEXT NOT NULL {_DAY.format("day")},
        theme TEXT NOT NULL CHECK (theme <> ''), wording TEXT NOT NULL DEFAULT '',
        may_be_told INTEGER NOT NULL DEFAULT 0 CHECK (may_be_told IN (0, 1)), deleted_at TEXT) STRICT""",
    "CREATE INDEX finding_manager ON finding(manager_id, day) WHERE deleted_at IS NULL",
    f"""CREATE TABLE clarity({_ID}, person_id {_PERSON}, item TEXT NOT NULL,
        answer TEXT NOT NULL {_one_of("answer", "yes", "no", "unsure")}, day TEXT NOT NULL {_DAY.format("day")},
        deleted_at TEXT) STRICT""",
    "CREATE INDEX clarity_person ON clarity(person_id, day) WHERE deleted_at IS NULL",
    f"""CREATE TABLE expectation({_ID}, person_id {_PERSON},
        side TEXT NOT NULL {_one_of("side", "of_them", "of_me")}, body TEXT NOT NULL CHECK (body <> ''),
        day TEXT NOT NULL {_DAY.format("day")}, retired_on TEXT {_DAY.format("retired_on")}, deleted_at TEXT) STRICT""",
    "CREATE INDEX expectation_person ON expectation(person_id) WHERE deleted_at IS NULL",
    # Delegation levels as both sides named them before they saw the other's; `agreed` once they talked.
    f"""CREATE TABLE delegation({_ID}, person_id {_PERSON},
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT, area TEXT NOT NULL CHECK (area <> ''),
        day TEXT NOT NULL {_DAY.format("day")}, mine INTEGER NOT NULL {_LEVEL.format("mine")},
        theirs INTEGER NOT NULL {_LEVEL.format("theirs")}, agreed INTEGER {_LEVEL.format("agreed")},
        deleted_at TEXT) STRICT""",
    "CREATE INDEX delegation_person ON delegation(person_id) WHERE deleted_at IS NULL",
)

_RITUALS = (
    f"""CREATE TABLE ritual({_ID}, slug TEXT, name TEXT NOT NULL CHECK (name <> ''), purpose TEXT NOT NULL DEFAULT '',
        question TEXT NOT NULL CHECK (question <> ''), every_days INTEGER NOT NULL CHECK (every_days > 0),
        started_on TEXT NOT NULL {_DAY.format("started_on")}, stopped_on TEXT {_DAY.format("stopped_on")},
        answered_on TEXT {_DAY.format("answered_on")}, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX ritual_slug ON ritual(slug) WHERE slug IS NOT NULL AND deleted_at IS NULL",
    f"""CREATE TABLE ritual_session({_ID}, ritual_id INTEGER NOT NULL REFERENCES ritual(id) ON DELETE RESTRICT,
        day TEXT NOT NULL {_DAY.format("day")}, answered INTEGER NOT NULL CHECK (answered IN (0, 1)),
        decisions INTEGER NOT NULL DEFAULT 0 CHECK (decisions >= 0), standard TEXT NOT NULL DEFAULT '',
        minutes INTEGER CHECK (minutes > 0), note TEXT NOT NULL DEFAULT '', deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX ritual_session_day ON ritual_session(ritual_id, day) WHERE deleted_at IS NULL",
)
