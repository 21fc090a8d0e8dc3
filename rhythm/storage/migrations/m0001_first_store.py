"""The tables of the first release."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID, one_of

_BOOKKEEPING = (
    """CREATE TABLE action(
        id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, at TEXT NOT NULL, local_day TEXT NOT NULL,
        zone TEXT NOT NULL, device TEXT NOT NULL, label TEXT NOT NULL,
        undoable INTEGER NOT NULL DEFAULT 1 CHECK (undoable IN (0, 1)),
        undoes INTEGER REFERENCES action(id) ON DELETE RESTRICT) STRICT""",
    "CREATE INDEX action_undoes ON action(undoes) WHERE undoes IS NOT NULL",
    f"""CREATE TABLE change(
        id INTEGER PRIMARY KEY AUTOINCREMENT, action_id INTEGER NOT NULL REFERENCES action(id) ON DELETE RESTRICT,
        tbl TEXT NOT NULL, row_uid TEXT NOT NULL, op TEXT NOT NULL {one_of("op", "I", "U", "D")}, old TEXT, new TEXT)
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
    f"""CREATE TABLE team({ID}, name TEXT NOT NULL CHECK (name <> ''),
        manager_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, aliases TEXT NOT NULL DEFAULT '[]'
        CHECK (json_valid(aliases)), target_days INTEGER CHECK (target_days > 0), limit_days INTEGER
        CHECK (limit_days > 0), deleted_at TEXT) STRICT""",
    f"""CREATE TABLE person({ID}, name TEXT NOT NULL CHECK (name <> ''), nickname TEXT NOT NULL DEFAULT '',
        email TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
        manager_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT,
        is_me INTEGER NOT NULL DEFAULT 0 CHECK (is_me IN (0, 1)),
        relation TEXT {one_of("relation", "boss", "peer", "mentor", "stakeholder", "manager", "skip_level", "other")},
        target_days INTEGER CHECK (target_days > 0), limit_days INTEGER CHECK (limit_days > 0),
        due_from TEXT {DAY.format("due_from")}, paused_until TEXT {DAY.format("paused_until")},
        started_on TEXT {DAY.format("started_on")}, archived_on TEXT {DAY.format("archived_on")},
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX person_me ON person(is_me) WHERE is_me = 1 AND deleted_at IS NULL",
    "CREATE INDEX person_manager ON person(manager_id) WHERE deleted_at IS NULL",
)

_MEETINGS = (
    f"""CREATE TABLE meeting({ID}, person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
        kind TEXT NOT NULL {one_of("kind", "one_on_one", "skip_level")}, day TEXT NOT NULL {DAY.format("day")},
        start TEXT CHECK (start IS NULL OR start GLOB '[0-2][0-9]:[0-5][0-9]'), minutes INTEGER CHECK (minutes > 0),
        state TEXT NOT NULL {one_of("state", "planned", "held", "missed", "skipped")},
        reason TEXT NOT NULL DEFAULT '', deleted_at TEXT) STRICT""",
    "CREATE INDEX meeting_held ON meeting(person_id, day) WHERE state = 'held' AND deleted_at IS NULL",
    "CREATE INDEX meeting_person ON meeting(person_id, day) WHERE deleted_at IS NULL",
    "CREATE INDEX meeting_planned ON meeting(day) WHERE state = 'planned' AND deleted_at IS NULL",
    "CREATE INDEX meeting_day ON meeting(day) WHERE deleted_at IS NULL",
    f"""CREATE TABLE note({ID}, person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, day TEXT NOT NULL {DAY.format("day")},
        kind TEXT NOT NULL {one_of("kind", "note", "praise")}, body TEXT NOT NULL CHECK (body <> ''),
        deleted_at TEXT) STRICT""",
    "CREATE INDEX note_person ON note(person_id, day) WHERE deleted_at IS NULL",
    "CREATE INDEX note_day ON note(day) WHERE deleted_at IS NULL",
    "CREATE INDEX note_meeting ON note(meeting_id) WHERE meeting_id IS NOT NULL",
    f"""CREATE TABLE topic({ID}, person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
        body TEXT NOT NULL CHECK (body <> ''), added_on TEXT NOT NULL {DAY.format("added_on")},
        state TEXT NOT NULL DEFAULT 'open' {one_of("state", "open", "discussed", "dropped")},
        closed_on TEXT {DAY.format("closed_on")}, meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT,
        carried INTEGER NOT NULL DEFAULT 0, deleted_at TEXT) STRICT""",
    "CREATE INDEX topic_open ON topic(person_id) WHERE state = 'open' AND deleted_at IS NULL",
    "CREATE INDEX topic_ticked ON topic(person_id, closed_on)"
    " WHERE state = 'discussed' AND meeting_id IS NULL AND deleted_at IS NULL",
    f"""CREATE TABLE promise({ID}, person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
        body TEXT NOT NULL CHECK (body <> ''), made_on TEXT NOT NULL {DAY.format("made_on")},
        due TEXT {DAY.format("due")}, mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
        state TEXT NOT NULL DEFAULT 'open' {one_of("state", "open", "done", "dropped")},
        closed_on TEXT {DAY.format("closed_on")}, moved INTEGER NOT NULL DEFAULT 0,
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, deleted_at TEXT) STRICT""",
    "CREATE INDEX promise_open ON promise(person_id) WHERE state = 'open' AND deleted_at IS NULL",
    "CREATE INDEX promise_closed ON promise(closed_on) WHERE closed_on IS NOT NULL AND deleted_at IS NULL",
    f"""CREATE TABLE good_call({ID}, day TEXT NOT NULL {DAY.format("day")}, body TEXT NOT NULL CHECK (body <> ''),
        person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, area TEXT NOT NULL DEFAULT '', deleted_at TEXT)
        STRICT""",
    "CREATE INDEX good_call_day ON good_call(day) WHERE deleted_at IS NULL",
)

_STANDINGS = one_of(
    "state", "open", "verdict_due", "later", "fixing", "in_effect", "held", "unclear", "tension", "closed"
)

_TRACKER = (
    f"""CREATE TABLE conflict({ID}, name TEXT NOT NULL CHECK (name <> ''), opened_on TEXT NOT NULL
        {DAY.format("opened_on")}, state TEXT NOT NULL DEFAULT 'open' {_STANDINGS},
        card_on TEXT {DAY.format("card_on")}, until TEXT {DAY.format("until")},
        put_off INTEGER NOT NULL DEFAULT 0, merged_into INTEGER REFERENCES conflict(id) ON DELETE RESTRICT,
        label TEXT, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX conflict_label ON conflict(label) WHERE label IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX conflict_state ON conflict(state) WHERE deleted_at IS NULL",
    f"""CREATE TABLE escalation({ID}, day TEXT NOT NULL {DAY.format("day")},
        summary TEXT NOT NULL CHECK (summary <> ''), area TEXT NOT NULL DEFAULT '', area_text TEXT NOT NULL DEFAULT '',
        raised_by_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, raised_by TEXT NOT NULL DEFAULT '',
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT, forum TEXT NOT NULL DEFAULT '',
        handling TEXT {
        one_of("handling", "decided", "coached", "delegated", "agreed", "overrode", "joint", "deferred")
    },
        cause TEXT {
        one_of(
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
        moment TEXT {one_of("moment", "ambiguity", "quality_bar", "org_design", "executive", "none")},
        minutes INTEGER CHECK (minutes > 0), conflict_id INTEGER REFERENCES conflict(id) ON DELETE RESTRICT,
        import_key TEXT, deleted_at TEXT) STRICT""",
    "CREATE INDEX escalation_day ON escalation(day) WHERE deleted_at IS NULL",
    "CREATE INDEX escalation_conflict ON escalation(conflict_id, day) WHERE deleted_at IS NULL",
    "CREATE UNIQUE INDEX escalation_import ON escalation(import_key)"
    " WHERE import_key IS NOT NULL AND deleted_at IS NULL",
    f"""CREATE TABLE escalation_party({ID}, escalation_id INTEGER NOT NULL
        REFERENCES escalation(id) ON DELETE RESTRICT, place INTEGER NOT NULL,
        team_id INTEGER REFERENCES team(id) ON DELETE RESTRICT,
        person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT, name TEXT NOT NULL, deleted_at TEXT) STRICT""",
    "CREATE INDEX party_escalation ON escalation_party(escalation_id) WHERE deleted_at IS NULL",
    f"""CREATE TABLE refusal({ID}, escalation_id INTEGER NOT NULL REFERENCES escalation(id) ON DELETE RESTRICT,
        conflict_id INTEGER NOT NULL REFERENCES conflict(id) ON DELETE RESTRICT, deleted_at TEXT) STRICT""",
    "CREATE INDEX refusal_escalation ON refusal(escalation_id) WHERE deleted_at IS NULL",
    f"""CREATE TABLE verdict({ID}, conflict_id INTEGER NOT NULL REFERENCES conflict(id) ON DELETE RESTRICT,
        day TEXT NOT NULL {DAY.format("day")},
        kind TEXT NOT NULL {one_of("kind", "fix", "split", "tension", "later", "closed")},
        why TEXT NOT NULL DEFAULT '', until TEXT {DAY.format("until")}, deleted_at TEXT) STRICT""",
    "CREATE INDEX verdict_conflict ON verdict(conflict_id) WHERE deleted_at IS NULL",
    f"""CREATE TABLE fix({ID}, conflict_id INTEGER NOT NULL REFERENCES conflict(id) ON DELETE RESTRICT,
        kind TEXT NOT NULL {
        one_of(
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
        {one_of("state", "proposed", "decided", "in_effect", "held", "came_back", "unclear", "dropped")},
        decided_on TEXT NOT NULL {DAY.format("decided_on")}, in_effect TEXT {DAY.format("in_effect")},
        verify_on TEXT {DAY.format("verify_on")}, settled_on TEXT {DAY.format("settled_on")}, deleted_at TEXT,
        CHECK (in_effect IS NULL OR owner_id IS NOT NULL)) STRICT""",
    "CREATE INDEX fix_conflict ON fix(conflict_id) WHERE deleted_at IS NULL",
)

_REVIEWS = (
    f"""CREATE TABLE review({ID}, kind TEXT NOT NULL {one_of("kind", "week", "quarter")}, period TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open' {one_of("state", "open", "closed")}, started_on TEXT NOT NULL
        {DAY.format("started_on")}, closed_on TEXT {DAY.format("closed_on")},
        nothing_reached_me INTEGER NOT NULL DEFAULT 0 CHECK (nothing_reached_me IN (0, 1)),
        snapshot TEXT CHECK (snapshot IS NULL OR json_valid(snapshot)), snapshot_hash TEXT, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX review_period ON review(kind, period) WHERE deleted_at IS NULL",
    f"""CREATE TABLE review_answer({ID}, review_id INTEGER NOT NULL REFERENCES review(id) ON DELETE RESTRICT,
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

STATEMENTS = (
    *_BOOKKEEPING,
    *_PEOPLE,
    *_MEETINGS,
    *_TRACKER,
    *_REVIEWS,
    *_MATCHING,
    "CREATE VIRTUAL TABLE search USING fts5(body, kind UNINDEXED, ref UNINDEXED, person_id UNINDEXED,"
    " day UNINDEXED, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
)
