"""Gaps of evidence, by area and skill, and questions without a story."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.growth import Line, LineId, Story, StoryId, standings
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter

Q4 = Quarter(2026, 4)
TAGS = ("scale", "people_leadership")


def line(day: str, area: str = "", skill: str = "") -> Line:
    return Line(LineId(1), "", PersonId(1), "Me", dt.date.fromisoformat(day), "did it", area, skill)


@pytest.mark.parametrize(
    ("day", "gap"),
    [("2026-11-20", False), ("2026-07-01", False), ("2026-06-30", True), ("2027-01-01", True)],
)
def test_an_area_without_a_line_in_a_quarter_and_the_one_before_it_is_a_gap(day: str, gap: bool) -> None:
    (scale, _) = standings([line(day, "scale")], TAGS, Q4)
    assert scale.gap is gap
    assert (scale.last is None) is (day > "2026-12-31")


def test_skills_are_looked_at_for_themselves() -> None:
    found = standings([line("2026-11-20", "scale", "aligning_teams")], ("aligning_teams", "scale"), Q4, skill=True)
    assert [(one.tag, one.lines, one.gap) for one in found] == [("aligning_teams", 1, False), ("scale", 0, True)]


@given(st.lists(st.tuples(st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31)), st.sampled_from(TAGS)), max_size=8))
def test_a_gap_closes_with_a_line_of_today_and_by_nothing_else(rows: list[tuple[dt.date, str]]) -> None:
    lines = [line(day.isoformat(), area) for day, area in rows]
    for one in standings(lines, TAGS, Q4):
        within = [day for day, area in rows if area == one.tag and Q4.previous().first_day <= day <= Q4.last_day]
        assert one.gap is not bool(within)
    closed = standings([*lines, line("2026-11-20", "scale")], TAGS, Q4)
    assert not closed[0].gap


def test_a_story_says_which_of_its_parts_is_not_told() -> None:
    story = Story(StoryId(1), "", "b", "t", "found out", "", "told all", dt.date(2026, 1, 1))
    assert story.missing == ("decide",)
