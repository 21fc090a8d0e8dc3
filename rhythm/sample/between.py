"""What stands between the director and the managers of the sample: clarity, expectations, levels of delegation.

CLARITY: `nadia yyunyy`, what was answered in so many last talks, one item each in their order, `u` for unsure.
EXPECTATIONS: `nadia w30 of_them | text`, `x w4` behind it when it was retired in that week.
LEVELS: `nadia w9 staffing 2 5` named, and a third number where one was agreed on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from rhythm.sample.days import WED, Days
from rhythm.sample.story_types import StoryClarity, StoryExpectation, StoryLevels, StoryMeeting

ITEMS = ("role", "expectations", "why_the_work", "why_processes", "how_decisions", "why_decisions")
"""The items of the clarity check as shipped."""

_ANSWERS = {"y": "yes", "n": "no", "u": "unsure"}

CLARITY = """
nadia yyyuny
ruth yyynn
lotte yuyyu
thandeka yyyyyuyy
vikram uyn
hyunwoo uyyu
"""

EXPECTATIONS = """
nadia w38 of_them | tells me of a slip on the day she knows of it
nadia w38 of_me | an answer on money within a week, also when it is no
nadia w10 of_them | argues with Ruth herself before she brings it to me
nadia w10 of_me | stays off incident calls until she asks
nadia w38 of_them x w10 | sends the plan on Fridays
ruth w37 of_them | stops what the numbers do not carry, without being asked
ruth w37 of_me | says in front of Denise that the stopping was hers
ruth w9 of_them | owns the refund frame, Care included
lotte w36 of_them | one step of the release process made better each quarter
lotte w36 of_me | keeps the date out of the first talk about a feature
lotte w36 of_me x w8 | reads the release notes
thandeka w35 of_them | raises her hand before people break, not after
thandeka w35 of_me | two days a month for Insight
vikram w34 of_them | decides carriers' dates alone, and says so
vikram w34 of_me | leaves carrier calls to him and Yara
hyunwoo w15 of_them | decides refund cases alone and brings only the pattern
hyunwoo w15 of_me | five lines of what I expect, in writing
hyunwoo w15 of_me | tells Ruth's team whose rule it is
"""

LEVELS = """
nadia w22 staffing 2 5
nadia w20 staffing 3 4 4
nadia w6 launch_timing 3 6
ruth w17 priorities 4 5 5
ruth w5 budget 2 3 2
lotte w12 launch_timing 5 6 6
thandeka w11 architecture 6 6 6
thandeka w2 staffing 3 5
vikram w14 launch_timing 4 2 4
hyunwoo w13 ownership 3 1
hyunwoo w4 ownership 5 4 5
"""


def clarity(held: Mapping[str, Sequence[StoryMeeting]]) -> tuple[StoryClarity, ...]:
    """One answer in each of the last talks, oldest first."""
    found = []
    for line in CLARITY.strip().splitlines():
        person, said = line.split()
        for place, (letter, meeting) in enumerate(zip(said, held[person][-len(said) :], strict=False)):
            found.append(StoryClarity(person, ITEMS[place % len(ITEMS)], _ANSWERS[letter], meeting.day))
    return tuple(sorted(found, key=lambda one: one.day))


def expectations(days: Days) -> tuple[StoryExpectation, ...]:
    """The matrix of each manager."""
    found = []
    for marks, text in _lines(EXPECTATIONS):
        person, week, side, *retired = marks
        until = _wednesday(days, retired[1]) if retired else None
        found.append(StoryExpectation(person, side, text, _wednesday(days, week), until))
    return tuple(found)


def levels(days: Days) -> tuple[StoryLevels, ...]:
    """What both named for an area, oldest first."""
    found = []
    for line in LEVELS.strip().splitlines():
        person, week, area, mine, theirs, *agreed = line.split()
        number = int(agreed[0]) if agreed else None
        found.append(StoryLevels(person, area, _wednesday(days, week), int(mine), int(theirs), number))
    return tuple(sorted(found, key=lambda one: one.day))


def _lines(script: str) -> Iterator[tuple[list[str], str]]:
    for line in script.strip().splitlines():
        marks, text = line.split(" | ", 1)
        yield marks.split(), text


def _wednesday(days: Days, week: str) -> dt.date:
    return days.day(int(week.removeprefix("w")), WED)
