"""What the portfolio keeps: bets, how each was judged and what was decided, and which records name them by hand."""

from __future__ import annotations

from rhythm.storage.migrations.words import DAY, ID, one_of

_BET = "bet_id INTEGER NOT NULL REFERENCES bet(id) ON DELETE RESTRICT"
_MARK = "CHECK ({0} BETWEEN 1 AND 5)"

STATEMENTS = (
    # `words` are what else records name it by, with commas between them.
    f"""CREATE TABLE bet({ID}, name TEXT NOT NULL CHECK (name <> ''),
        bucket TEXT NOT NULL {one_of("bucket", "core", "growth", "enabler", "experimental")},
        mode TEXT {one_of("mode", "predictability", "learning_speed", "reduce_complexity")},
        importance INTEGER NOT NULL {_MARK.format("importance")},
        words TEXT NOT NULL DEFAULT '', added_on TEXT NOT NULL {DAY.format("added_on")},
        ended_on TEXT {DAY.format("ended_on")}, deleted_at TEXT) STRICT""",
    # What it brings in, as judged in the review of a quarter, `2026-Q4`: once for each, said again it is replaced.
    f"""CREATE TABLE bet_return({ID}, {_BET}, period TEXT NOT NULL
        CHECK (period GLOB '[12][0-9][0-9][0-9]-Q[1-4]'), day TEXT NOT NULL {DAY.format("day")},
        value INTEGER NOT NULL {_MARK.format("value")}, why TEXT NOT NULL DEFAULT '', deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX bet_return_period ON bet_return(bet_id, period) WHERE deleted_at IS NULL",
    f"""CREATE TABLE bet_decision({ID}, {_BET}, day TEXT NOT NULL {DAY.format("day")},
        kind TEXT NOT NULL {one_of("kind", "fund", "consolidate", "pause", "protect")},
        why TEXT NOT NULL DEFAULT '', review_on TEXT {DAY.format("review_on")}, deleted_at TEXT,
        CHECK (review_on IS NOT NULL OR kind NOT IN ('pause', 'protect'))) STRICT""",
    "CREATE INDEX bet_decision_bet ON bet_decision(bet_id, day) WHERE deleted_at IS NULL",
    # Said by hand of one record: it names the bet (1), or does not although the words stand there (0).
    f"""CREATE TABLE bet_link({ID}, {_BET}, names INTEGER NOT NULL CHECK (names IN (0, 1)),
        meeting_id INTEGER REFERENCES meeting(id) ON DELETE RESTRICT,
        ritual_session_id INTEGER REFERENCES ritual_session(id) ON DELETE RESTRICT,
        escalation_id INTEGER REFERENCES escalation(id) ON DELETE RESTRICT,
        topic_id INTEGER REFERENCES topic(id) ON DELETE RESTRICT, deleted_at TEXT,
        CHECK ((meeting_id IS NOT NULL) + (ritual_session_id IS NOT NULL) + (escalation_id IS NOT NULL)
        + (topic_id IS NOT NULL) = 1)) STRICT""",
    "CREATE INDEX bet_link_bet ON bet_link(bet_id) WHERE deleted_at IS NULL",
    # The topics of some days, so that what they name is found without a walk over all of them.
    "CREATE INDEX topic_added ON topic(added_on) WHERE deleted_at IS NULL",
    "CREATE INDEX topic_closed ON topic(closed_on) WHERE closed_on IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX topic_meeting ON topic(meeting_id) WHERE meeting_id IS NOT NULL AND deleted_at IS NULL",
)
