"""What was said of a quarter after it was closed, and what its report leaves out. Frozen copies refuse to change from
here on; that stands with the triggers."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID

_REVIEW = "INTEGER NOT NULL REFERENCES review(id) ON DELETE RESTRICT"

STATEMENTS = (
    # Beside the answer that was frozen; once for each question, said again it is replaced.
    f"""CREATE TABLE later_answer({ID}, review_id {_REVIEW}, item TEXT NOT NULL CHECK (item <> ''),
        body TEXT NOT NULL CHECK (body <> ''), day TEXT NOT NULL {DAY.format("day")}, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX later_answer_item ON later_answer(review_id, item) WHERE deleted_at IS NULL",
    # `line` names a line of the report, as in `answer:structure` or `evidence:structure/note:12`.
    f"""CREATE TABLE report_strike({ID}, review_id {_REVIEW}, line TEXT NOT NULL CHECK (line <> ''),
        deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX report_strike_line ON report_strike(review_id, line) WHERE deleted_at IS NULL",
)
