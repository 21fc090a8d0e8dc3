"""The decision board of the sample: who decides, since when and why; one cell leaks, one is only ever agreed to."""

from __future__ import annotations

from rhythm.sample.days import FRI, THU, WED, Days, before_weekend
from rhythm.sample.scripts import Row, rows
from rhythm.sample.story_types import StoryAnswer, StoryPractice, StoryRight

_RIGHTS = """
app        | launch_timing    | lotte    | 3 | 52 | nadia           |       |
app        | launch_timing    | lotte    | 6 | 36 | nadia, carriers | mateo | she said no to two teams, and stayed
app        | quality          | lotte    | 5 | 20 | thandeka        |       | one quality bar is written down now
app        | roadmap          | lotte    | 4 | 44 | mateo           |       |
booking    | roadmap          | nadia    | 6 | 46 | ruth            |       |
booking    | priorities       | nadia    | 5 | 20 |                 | ruth  | she knows the figures better than I do
booking    | success_criteria | nadia    | 4 | 30 | insight         |       |
booking    | ownership        | nadia    | 3 | 30 |                 |       |
fares      | ownership        | ruth     | 3 | 40 |                 |       |
fares      | ownership        | ruth     | 5 | 18 | booking         | mateo | her third good call in a month
fares      | architecture     | ruth     | 6 | 40 | foundations     |       |
fares      | success_criteria | ruth     | 4 | 25 | insight         |       |
carriers   | roadmap          | vikram   | 2 | 50 | mateo           |       |
carriers   | staffing         | vikram   | 3 | 26 |                 |       | begins with two open seats
care       | ownership        | hyunwoo  | 3 | 28 |                 |       |
care       | budget           | hyunwoo  | 3 | 28 |                 |       | amounts up to a limit are his
care       | budget           | hyunwoo  | 4 |  9 | agnieszka       |       | never over the limit in four months
foundations| architecture     | thandeka | 6 | 45 | booking, app    |       |
foundations| quality          | thandeka | 4 | 45 |                 |       |
foundations| staffing         | thandeka | 3 | 24 |                 |       |
insight    | success_criteria | thandeka | 5 | 21 | booking         |       | one definition of conversion holds
insight    | success_criteria | thandeka | 4 |  6 | booking         |       | two numbers again; together for now
"""
"""Team, area, decider, level, weeks back, who is heard, who is informed, why."""

_PRACTICES = (
    ("standard", "the launch checklist", 40),
    ("standard", "incident reviews are open to everybody", 33),
    ("standard", "one definition of conversion", 44),
    ("free", "sprint length", 40),
    ("free", "order of the daily", 40),
    ("free", "test tools", 22),
)

_ANSWERED = (
    ("fares", "ownership", 5, "understood", "Ruth yes. The others took it for her wish, not for her call."),
    ("fares", "ownership", 5, "others_knew", "No. Booking and Care heard it from me in passing."),
    ("fares", "ownership", 5, "next", "Say it in the staff meeting, and send the next one back to her."),
)

AGREED = """
w12.wed @vikram in:1:1 carriers #staffing =agreed cause:skill moment:none ~5m
may the two juniors swap their on-call weeks, Vikram has a plan and wants a yes
w10.wed @vikram in:slack carriers #staffing =agreed cause:skill moment:none ~5m
Vikram would move one engineer from coach to rail until the new year, says why
w9.wed @vikram in:slack carriers #staffing =agreed moment:none
the contractor's last month, extend or not (not, as he said himself)
w8.wed @vikram in:1:1 carriers #staffing =agreed cause:skill moment:none ~10m
who sits in for the tech lead during parental leave, he had a name already
w6.wed @vikram in:phone carriers #staffing =agreed cause:skill moment:none ~5m
interview panel for the open seat, Vikram reads me five names I would have taken too
"""
"""What was only ever agreed to, of no conflict: the level of that cell could be raised."""


def rights(days: Days) -> tuple[StoryRight, ...]:
    """The rows of the board, oldest first."""
    found = []
    for line in _RIGHTS.strip().splitlines():
        team, area, decider, level, week, heard, informed, why = (part.strip() for part in line.split("|"))
        found.append(
            StoryRight(
                team, area, decider, int(level), days.day(int(week), THU), _listed(heard), _listed(informed), why
            )
        )
    return tuple(sorted(found, key=lambda right: right.since))


def practices(days: Days) -> tuple[StoryPractice, ...]:
    """Standards and free choice."""
    return tuple(StoryPractice(kind, name, days.day(week, WED)) for kind, name, week in _PRACTICES)


def answers(days: Days) -> tuple[StoryAnswer, ...]:
    """What was answered about the cell that leaked before."""
    return tuple(
        StoryAnswer(team, area, before_weekend(days.day(week, FRI)), item, body)
        for team, area, week, item, body in _ANSWERED
    )


def agreed() -> tuple[Row, ...]:
    """The escalations that were agreed unchanged."""
    return rows(AGREED)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))
