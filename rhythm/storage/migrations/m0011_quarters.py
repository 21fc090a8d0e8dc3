"""What a quarterly review keeps besides its answers: what was struck or pinned, what the director intends, the sheets
after the five questions, and the question in its words of that day."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID, one_of

_REVIEW = "INTEGER NOT NULL REFERENCES review(id) ON DELETE RESTRICT"

STATEMENTS = (
    # The question as it was asked, so that an answer keeps it when the list of questions changes.
    "ALTER TABLE review_answer ADD COLUMN question TEXT NOT NULL DEFAULT ''",
    # `record` names what was weighed, as in `note:12`; a figure has the name of its cell.
    f"""CREATE TABLE evidence_mark({ID}, review_id {_REVIEW}, item TEXT NOT NULL CHECK (item <> ''),
        record TEXT NOT NULL CHECK (record <> ''), mark TEXT NOT NULL {one_of("mark", "struck", "pinned")},
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX evidence_mark_record ON evidence_mark(review_id, item, record) WHERE deleted_at IS NULL",
    # A line of an answer that begins with `>`. One with a promise or a fix behind it stands as that does.
    f"""CREATE TABLE intention({ID}, review_id {_REVIEW}, item TEXT NOT NULL CHECK (item <> ''),
        place INTEGER NOT NULL, body TEXT NOT NULL CHECK (body <> ''), due TEXT NOT NULL {DAY.format("due")},
        person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        promise_id INTEGER REFERENCES promise(id) ON DELETE RESTRICT,
        fix_id INTEGER REFERENCES fix(id) ON DELETE RESTRICT,
        state TEXT NOT NULL DEFAULT 'open' {one_of("state", "open", "done", "dropped")},
        settled_on TEXT {DAY.format("settled_on")}, moved INTEGER NOT NULL DEFAULT 0 CHECK (moved >= 0),
        deleted_at TEXT, CHECK ((state = 'open') = (settled_on IS NULL)),
        CHECK (promise_id IS NULL OR fix_id IS NULL)) STRICT""",
    "CREATE INDEX intention_review ON intention(review_id) WHERE deleted_at IS NULL",
    # One row of a sheet: a cell of the scorecard, a row of the self-check, a manager's calibration.
    f"""CREATE TABLE sheet_row({ID}, review_id {_REVIEW}, sheet TEXT NOT NULL CHECK (sheet <> ''),
        item TEXT NOT NULL CHECK (item <> ''), person_id INTEGER REFERENCES person(id) ON DELETE RESTRICT,
        value TEXT NOT NULL DEFAULT '' {
        one_of("value", "", "none", "1", "2", "3", "4", "5", "first_line", "mixed", "manager_of_managers")
    }, body TEXT NOT NULL DEFAULT '', deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX sheet_row_item ON sheet_row(review_id, sheet, item, coalesce(person_id, 0))"
    " WHERE deleted_at IS NULL",
    # What happened to fixes in a quarter is found without walking all there ever were.
    "CREATE INDEX fix_decided_on ON fix(decided_on) WHERE deleted_at IS NULL",
    "CREATE INDEX fix_in_effect ON fix(in_effect) WHERE in_effect IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX fix_settled_on ON fix(settled_on) WHERE settled_on IS NOT NULL AND deleted_at IS NULL",
)
