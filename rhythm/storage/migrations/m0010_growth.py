"""What the director's own growth file keeps: stories, cards of stakeholders, the self-check; sources of evidence."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID, PERSON, one_of

_FIX = "fix_id INTEGER REFERENCES fix(id) ON DELETE RESTRICT"
_DECISION = "bet_decision_id INTEGER REFERENCES bet_decision(id) ON DELETE RESTRICT"

STATEMENTS = (
    # Evidence is one table, of candidates and of the director: what it came from may also be a fix or a decision.
    f"ALTER TABLE bench_evidence ADD COLUMN {_FIX}",
    f"ALTER TABLE bench_evidence ADD COLUMN {_DECISION}",
    # A story for one of the questions of growth.yaml, and what it came from.
    f"""CREATE TABLE story({ID}, question TEXT NOT NULL CHECK (question <> ''),
        title TEXT NOT NULL CHECK (title <> ''), diagnose TEXT NOT NULL DEFAULT '', decide TEXT NOT NULL DEFAULT '',
        communicate TEXT NOT NULL DEFAULT '', day TEXT NOT NULL {DAY.format("day")}, {_FIX}, {_DECISION},
        note_id INTEGER REFERENCES note(id) ON DELETE RESTRICT, deleted_at TEXT,
        CHECK ((fix_id IS NOT NULL) + (bet_decision_id IS NOT NULL) + (note_id IS NOT NULL) <= 1)) STRICT""",
    # The decisions among the notes, the newest of which may become stories.
    "CREATE INDEX note_decision ON note(kind, day) WHERE kind = 'decision' AND deleted_at IS NULL",
    # What matters to somebody who has a say (essay 3), one card each.
    f"""CREATE TABLE stakeholder_card({ID}, person_id {PERSON}, cares_about TEXT NOT NULL DEFAULT '',
        behaviours TEXT NOT NULL DEFAULT '', deliverables TEXT NOT NULL DEFAULT '', common TEXT NOT NULL DEFAULT '',
        day TEXT NOT NULL {DAY.format("day")}, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX stakeholder_card_person ON stakeholder_card(person_id) WHERE deleted_at IS NULL",
    # Once a year; the last question is answered in words.
    f"""CREATE TABLE self_check({ID}, year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2200),
        item TEXT NOT NULL CHECK (item <> ''), answer TEXT {one_of("answer", "yes", "no")},
        body TEXT NOT NULL DEFAULT '', day TEXT NOT NULL {DAY.format("day")}, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX self_check_item ON self_check(year, item) WHERE deleted_at IS NULL",
)
