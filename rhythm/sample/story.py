"""The story of the sample organisation: fourteen months of a director's work, up to any given day.

Everything follows from `today`; nothing reads a clock, and the same day always gives the same story.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rhythm.sample import rights
from rhythm.sample.availability import absences, busy, places
from rhythm.sample.bench import bench
from rhythm.sample.between import clarity, expectations, levels
from rhythm.sample.calendar import NAME, calendar_text
from rhythm.sample.days import AWAY_WEEKS, FRI, QUIET_WEEKS, THU, Days
from rhythm.sample.meetings import meetings
from rhythm.sample.people import TEAMS, me, people
from rhythm.sample.reviews import BECAME, FOCUS, LAST_QUARTER, QUARTER_BEFORE, SCORECARD, WEEKS
from rhythm.sample.rituals import rituals
from rhythm.sample.skip_levels import findings, said, told
from rhythm.sample.story_types import Story, StoryCalendar, StoryIntention, StoryReview
from rhythm.sample.structure import structure
from rhythm.sample.talk import good_calls, held_meetings, notes, promises, topics
from rhythm.sample.tracker import conflicts, escalations, fixes


def tell(today: dt.date) -> Story:
    """The sample organisation as it stands on `today`, any day of the week.

    Past days are working days up to today, planned meetings and open dates lie on or after it (but for
    what is late). One manager is over the limit, one is due, three conflicts wait for a verdict.
    """
    days = Days(today)
    met = meetings(days)
    held = held_meetings(met)
    return Story(
        me=me(days),
        teams=TEAMS,
        people=people(days),
        meetings=met,
        notes=notes(days, held),
        told=told(days),
        findings=findings(held),
        said=said(held),
        topics=topics(days, held),
        promises=promises(days, held),
        conflicts=conflicts(days),
        escalations=escalations(days, met),
        fixes=fixes(days),
        good_calls=good_calls(days),
        reviews=tuple(sorted(_reviews(days), key=lambda review: review.closed_on)),
        rituals=rituals(days),
        clarity=clarity(held),
        expectations=expectations(days),
        levels=levels(days),
        absences=absences(days),
        places=places(),
        busy=tuple(busy(days)),
        calendar=StoryCalendar(NAME, calendar_text(days)),
        rights=rights.rights(days),
        practices=rights.practices(days),
        right_answers=rights.answers(days),
        structure=structure(days),
        bench=bench(days),
    )


def _reviews(days: Days) -> Iterator[StoryReview]:
    for week, answers in WEEKS.items():
        day = days.day(week, FRI)
        year, number, _ = day.isocalendar()
        yield StoryReview("week", f"{year}-W{number:02d}", day, answers, week in QUIET_WEEKS)
    last = _quarter_end_before(days.today)
    sheets = (*(("scorecard", *row) for row in SCORECARD), *(("focus", *row) for row in FOCUS))
    yield _quarter(last, LAST_QUARTER, days, sheets)
    yield _quarter(_quarter_end_before(last), QUARTER_BEFORE, days, ())


def _quarter_end_before(day: dt.date) -> dt.date:
    """The last day of the calendar quarter before the one of `day`."""
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - dt.timedelta(days=1)


def _quarter(
    end: dt.date, answers: tuple[tuple[str, str], ...], days: Days, sheets: tuple[tuple[str, str, str, str], ...]
) -> StoryReview:
    """A quarter's review, closed on its last Thursday at work."""
    closed = end - dt.timedelta(days=(end.weekday() - THU) % 7)
    while days.week_of(closed) in AWAY_WEEKS:
        closed -= dt.timedelta(days=7)
    became = tuple(
        _became(number, line.removeprefix("> "), closed, end, days)
        for number, text in answers
        for line in text.split("\n")
        if line.startswith("> ")
    )
    return StoryReview("quarter", f"{end.year}-Q{(end.month + 2) // 3}", closed, answers, became=became, sheets=sheets)


def _became(question: str, text: str, closed: dt.date, end: dt.date, days: Days) -> StoryIntention:
    """What became of a line, after the review in which it was intended and not after today."""
    state, weeks, moved = BECAME[text]
    settled = None
    if state != "open":
        settled = min(days.today, max(closed + dt.timedelta(days=1), days.day(weeks, THU)))
    return StoryIntention(question, text, end + dt.timedelta(days=90), state, settled, moved)
