"""The forms of the sample's fixes, and which of its conflicts were tested for tension or misalignment."""

from __future__ import annotations

from collections.abc import Mapping

FILLED: Mapping[str, Mapping[str, str]] = {
    "partner_keys": {
        "team": "foundations",
        "other_team": "commercial",
        "hand_off": "Foundations writes the limits, Commercial approves the partner, the partner makes the key",
    },
    "insight_queue": {
        "team": "insight",
        "owns": "its order of work, the definition list",
        "not_owns": "slides for pitches, one-off numbers",
    },
    "release_train": {
        "team": "booking",
        "other_team": "app",
        "hand_off": "checkout comes as a server-driven screen before the cutoff; Lotte alone moves that",
    },
    "station_codes": {
        "team": "carriers",
        "owns": "the station list, its quality",
        "not_owns": "names that travellers see",
        "goals": "no booking lost to a wrong code",
        "other_team": "fares",
        "other_owns": "the reading of it, reports of errors",
        "other_not_owns": "edits of the list",
        "other_goals": "a report within a day",
    },
    "promo": {"team": "fares", "area": "ownership", "decider": "ruth", "level": "5"},
    "split_refunds": {"team": "care", "area": "budget", "decider": "hyunwoo", "level": "4"},
    "load_tests": {"clear_to_all": "yes", "could_be_clearer": "no", "helps_others": "yes"},
    "design_signoff": {"team": "booking", "area": "quality", "decider": "nadia", "level": "6"},
    "conversion": {"what": "a number outside of the list, before it is shown", "to": "thandeka", "by_when": "two days"},
}
"""By the conflict that the fix is for: what was said in the fields; teams and people by their keys."""

TESTED: Mapping[str, tuple[bool, bool, bool]] = {
    "hold": (True, False, True),
    "new_lines": (True, True, True),
    "margin": (True, True, True),
}
"""Planning assumptions, success criteria and rules for escalating: whether both sides use the same."""
