"""Which scopes of the command registry work side by side: on a page, or in what stands over it."""

from __future__ import annotations

_WALK = ("week", "walk", "walk.more")
SCREENS: tuple[tuple[str, ...], ...] = (
    ("today",),
    ("catch_up",),
    ("people", "person"),
    ("plan",),
    ("coverage",),
    ("team",),
    ("room", "person"),
    ("expectations",),
    ("timeline", "person"),
    ("conflicts",),
    ("conflict",),
    ("figures",),
    ("week.meetings", *_WALK),
    ("week.promises", *_WALK),
    ("week.same", *_WALK),
    ("week.rituals", *_WALK),
    ("week.fixes", "week.rights", *_WALK),
    ("week.plan", *_WALK),
    ("triage", "fields", "capture", *_WALK),
    ("quarter.evidence", "quarter.intended", "quarter", "walk", "walk.more"),
    ("org",),
    ("team_page",),
    ("calendar",),
    ("board",),
    ("practices",),
    ("portfolio",),
    ("bet",),
    ("unnamed",),
    ("behind",),
    ("search",),
    ("tour",),
)
"""Scopes whose keys work side by side on a page, or on a step of it, together with those of the app."""
DIALOGS: tuple[tuple[str, ...], ...] = (
    ("capture", "fields", "dialog"),
    ("triage", "fields", "capture", "dialog"),
    ("form", "dialog"),
    ("alignment", "dialog"),
    ("pick", "dialog"),
    ("split", "dialog"),
    ("group", "dialog"),
    ("route", "dialog"),
    ("topics", "dialog"),
    ("closing", "dialog"),
    ("edit_person", "dialog"),
    ("add_people", "dialog"),
    ("import_people", "dialog"),
    ("yes_no",),
)
"""The same of what stands over a page; of the app only what works everywhere works there."""
