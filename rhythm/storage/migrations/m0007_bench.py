"""What the bench and the role clocks keep: candidates with what was seen, calibration notes, the first 90 days."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID, PERSON, one_of

_STAGES = one_of("stage", "named", "spotted", "tested", "coached", "calibrated", "ready", "not_ready")
_SOMEBODY = "INTEGER REFERENCES person(id) ON DELETE RESTRICT"

_BENCH = (
    # Somebody who may lead one day. Without a seat it is that of whom they report to; who left the bench stays a row.
    f"""CREATE TABLE candidate({ID}, person_id {PERSON}, seat_id {_SOMEBODY}, sponsor TEXT NOT NULL DEFAULT '',
        sponsor_id {_SOMEBODY}, added_on TEXT NOT NULL {DAY.format("added_on")}, left_on TEXT {DAY.format("left_on")},
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX candidate_person ON candidate(person_id) WHERE deleted_at IS NULL",
    # One row for each change; `ready` and `not_ready` stand beside the stages, which the newest other row says.
    f"""CREATE TABLE candidate_stage({ID}, person_id {PERSON},
        stage TEXT NOT NULL {_STAGES}, day TEXT NOT NULL {DAY.format("day")}, deleted_at TEXT)
        STRICT""",
    "CREATE INDEX candidate_stage_person ON candidate_stage(person_id, day) WHERE deleted_at IS NULL",
    f"""CREATE TABLE candidate_test({ID}, person_id {PERSON}, kind TEXT NOT NULL CHECK (kind <> ''),
        started_on TEXT NOT NULL {DAY.format("started_on")}, ended_on TEXT {DAY.format("ended_on")},
        outcome TEXT {one_of("outcome", "finished", "dropped")}, deleted_at TEXT,
        CHECK ((ended_on IS NULL) = (outcome IS NULL)), CHECK (started_on <= ended_on)) STRICT""",
    "CREATE INDEX candidate_test_person ON candidate_test(person_id) WHERE deleted_at IS NULL",
    # What was seen. A note about the same person may say it, so that it is written once.
    f"""CREATE TABLE bench_evidence({ID}, person_id {PERSON},
        purpose TEXT NOT NULL {one_of("purpose", "influence", "start", "outcome", "coaching", "calibration", "other")},
        day TEXT NOT NULL {DAY.format("day")}, body TEXT NOT NULL DEFAULT '',
        note_id INTEGER REFERENCES note(id) ON DELETE RESTRICT,
        test_id INTEGER REFERENCES candidate_test(id) ON DELETE RESTRICT,
        area TEXT NOT NULL DEFAULT '', skill TEXT NOT NULL DEFAULT '', deleted_at TEXT,
        CHECK ((body = '') = (note_id IS NOT NULL))) STRICT""",
    "CREATE INDEX bench_evidence_person ON bench_evidence(person_id, day) WHERE deleted_at IS NULL",
    # What the role that somebody is meant for looks like; the newest answer of an item holds.
    f"""CREATE TABLE candidate_answer({ID}, person_id {PERSON}, item TEXT NOT NULL CHECK (item <> ''),
        answer TEXT NOT NULL {one_of("answer", "yes", "no")}, day TEXT NOT NULL {DAY.format("day")},
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX candidate_answer_item ON candidate_answer(person_id, item, day) WHERE deleted_at IS NULL",
    # What a calibration round said, about one of its topics or about one manager.
    f"""CREATE TABLE calibration_note({ID}, day TEXT NOT NULL {DAY.format("day")}, topic TEXT NOT NULL DEFAULT '',
        person_id {_SOMEBODY}, body TEXT NOT NULL CHECK (body <> ''), deleted_at TEXT,
        CHECK ((topic = '') = (person_id IS NOT NULL))) STRICT""",
    "CREATE UNIQUE INDEX calibration_note_about ON calibration_note(day, topic, coalesce(person_id, 0))"
    " WHERE deleted_at IS NULL",
)

_CLOCKS = (
    # Since when somebody has the role, where that is another day than the first one here.
    f"""CREATE TABLE role_start({ID}, person_id {PERSON}, day TEXT NOT NULL {DAY.format("day")}, deleted_at TEXT)
        STRICT""",
    "CREATE UNIQUE INDEX role_start_day ON role_start(person_id, day) WHERE deleted_at IS NULL",
    # A line of the first 90 days of a role that began on `start`: a shipped one by its id, or one of one's own.
    f"""CREATE TABLE first_day_line({ID}, person_id {PERSON}, start TEXT NOT NULL {DAY.format("start")},
        list TEXT NOT NULL CHECK (list <> ''), item TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT '',
        done_on TEXT {DAY.format("done_on")}, deleted_at TEXT, CHECK ((item = '') <> (body = ''))) STRICT""",
    "CREATE UNIQUE INDEX first_day_line_item ON first_day_line(person_id, start, list, item)"
    " WHERE item <> '' AND deleted_at IS NULL",
)

STATEMENTS = (*_BENCH, *_CLOCKS)
