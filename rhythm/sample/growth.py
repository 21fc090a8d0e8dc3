"""The growth file of the sample's director: some evidence, two stories, two cards, and half of the self-check."""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.domain.growth import SourceKind
from rhythm.queries.growth import sources
from rhythm.sample.days import FRI, THU, TUE, WED, Days
from rhythm.storage.database import Database

_LINES = (
    (3, THU, "scale", "aligning_teams", "Care and Booking plan the refund page together, the second quarter in a row"),
    (7, TUE, "people_leadership", "through_others", "Nadia ran the whole planning week; I was asked two questions"),
    (
        11,
        WED,
        "people_leadership",
        "high_performance",
        "told Hyun-woo in week four what was missing; he asked for more",
    ),
    (34, FRI, "strategic_judgment", "", "said no to the loyalty card before a team was built for it"),
)
"""Weeks back, weekday, area, skill, and the line; nothing lately on executive communication."""

_STORIES = (
    (
        "org_design",
        "Care owns refunds up to a limit",
        "Five escalations in ten weeks, always the same two teams, always me in the middle.",
        "A limit instead of a rule for each case: cheaper to be wrong at than to ask.",
        "One page to both teams, then the staff meeting; Agnieszka told Operations herself.",
        4,
    ),
    ("manager_conflict", "Nadia and Ruth on the seat hold", "Two goals that can't both be met.", "", "", 1),
)
"""Question, title, the three parts, weeks back."""

_CARDS = (
    (
        "mateo",
        "Margin, and a word that holds",
        "Short answers, on the day",
        "The spring campaigns",
        "Fewer flash sales",
    ),
    ("denise", "No surprises in front of the board", "A page before the meeting", "", "Both sail"),
)
_CHECKS = (("promotions", "yes"), ("projects", "yes"), ("growing", "no"))


def plant_growth(db: Database, people: Mapping[str | None, int]) -> None:
    """The growth file as it stands on the store's day; `people` has the ids by key."""
    days = Days(db.clock.today())
    for week, weekday, area, skill, body in _LINES:
        db.insert(
            "bench_evidence",
            person_id=people["me"],
            purpose="other",
            day=days.at_work(days.day(week, weekday)).isoformat(),
            body=body,
            area=area,
            skill=skill,
        )
    fix = next(source.id for source in sources(db) if source.kind is SourceKind.FIX)
    for question, title, diagnose, decide, communicate, week in _STORIES:
        db.insert(
            "story",
            question=question,
            title=title,
            diagnose=diagnose,
            decide=decide,
            communicate=communicate,
            day=days.at_work(days.day(week, FRI)).isoformat(),
            fix_id=fix if communicate else None,
        )
    today = days.anchor.isoformat()
    for key, cares_about, behaviours, deliverables, common in _CARDS:
        db.insert(
            "stakeholder_card",
            person_id=people[key],
            cares_about=cares_about,
            behaviours=behaviours,
            deliverables=deliverables,
            common=common,
            day=today,
        )
    for item, answer in _CHECKS:
        db.insert("self_check", year=days.today.year, item=item, answer=answer, day=today)
