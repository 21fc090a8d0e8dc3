"""What a store of this version looks like: names that must be known without importing sqlite-utils."""

from __future__ import annotations

MIGRATION_SET = "rhythm"

MIGRATIONS = (
    "0001_first_store",
    "0002_planner",
    "0003_decision_rights",
    "0004_tracker_fields",
    "0006_structure",
    "0008_portfolio",
)
"""The migrations this program knows, in order. The package `migrations` holds their bodies; a test compares."""

LOGGED_TABLES = (
    "person",
    "team",
    "meeting",
    "note",
    "topic",
    "promise",
    "conflict",
    "escalation",
    "escalation_party",
    "refusal",
    "verdict",
    "fix",
    "good_call",
    "review",
    "review_answer",
    "reporting",
    "absence",
    "plan_forbidden",
    "calendar_series",
    "calendar_event",
    "calendar_told",
    "finding",
    "clarity",
    "expectation",
    "delegation",
    "ritual",
    "ritual_session",
    "decision_right",
    "right_role",
    "right_answer",
    "practice",
    "team_lead",
    "not_same",
    "word_line",
    "bet",
    "bet_return",
    "bet_decision",
    "bet_link",
    "org_pattern",
    "charter",
    "interface",
    "card_answer",
)
"""Every change to a row of these is written to the change log by triggers."""

SEARCHED = {
    # table: (number in the search row's id, text columns, person column, day column)
    "person": (1, ("name", "nickname", "email", "title"), "id", "NULL"),
    "team": (2, ("name",), "NULL", "NULL"),
    "note": (3, ("body", "situation", "next_time"), "person_id", "day"),
    "topic": (4, ("body",), "person_id", "added_on"),
    "promise": (5, ("body",), "person_id", "made_on"),
    "escalation": (6, ("summary", "without_me", "repair"), "raised_by_id", "day"),
    "conflict": (7, ("name",), "NULL", "NULL"),
    "fix": (8, ("body",), "owner_id", "decided_on"),
    "good_call": (9, ("body",), "person_id", "day"),
    "review_answer": (10, ("body",), "NULL", "NULL"),
    "verdict": (11, ("why",), "NULL", "day"),
    "expectation": (12, ("body",), "person_id", "day"),
    "ritual": (13, ("name", "purpose", "question"), "NULL", "NULL"),
    "ritual_session": (14, ("note",), "NULL", "day"),
    "finding": (15, ("theme", "wording"), "person_id", "day"),
    "decision_right": (16, ("why",), "decider_id", "since"),
    "right_answer": (17, ("body",), "NULL", "day"),
    "practice": (18, ("name",), "NULL", "since"),
    "bet": (32, ("name", "words"), "NULL", "added_on"),
    "bet_return": (33, ("why",), "NULL", "day"),
    "bet_decision": (34, ("why",), "NULL", "day"),
    "charter": (22, ("owns", "not_owns", "goals"), "NULL", "since"),
    "interface": (23, ("body",), "NULL", "since"),
    "card_answer": (24, ("note",), "person_id", "day"),
}

SEARCH_KINDS = 64
"""A search row's id is the record's id times this, plus the table's number: found without a look-up."""
