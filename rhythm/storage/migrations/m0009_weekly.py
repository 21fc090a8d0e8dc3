"""What the weekly review looks up, down an index each, so that it opens after ten years as it did in the first."""

from __future__ import annotations

STATEMENTS = (
    # The newest precise feedback and the newest appreciation of a manager.
    "CREATE INDEX note_precise ON note(person_id, day) WHERE kind = 'feedback' AND trim(situation) <> ''"
    " AND trim(next_time) <> '' AND deleted_at IS NULL",
    "CREATE INDEX note_praise ON note(person_id, day) WHERE kind = 'praise' AND deleted_at IS NULL",
    # What was unclear to whom lately.
    "CREATE INDEX clarity_day ON clarity(day) WHERE deleted_at IS NULL",
    # Whether a question of structure was answered this week.
    "CREATE INDEX card_answer_day ON card_answer(day) WHERE deleted_at IS NULL",
)
