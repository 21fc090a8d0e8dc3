"""Turns the scripts of the sample into conflicts, fixes and escalations with days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from rhythm.sample.conflicts_decided import DECIDED
from rhythm.sample.conflicts_undecided import UNDECIDED
from rhythm.sample.days import Days, after_weekend, chance
from rhythm.sample.judged import JUDGED
from rhythm.sample.reviews import UNLINKED
from rhythm.sample.rights import agreed
from rhythm.sample.scripts import FORUMS, ONE_ON_ONE, ConflictScript, Row, rows, when
from rhythm.sample.story_types import StoryConflict, StoryEscalation, StoryFix, StoryMeeting

SCRIPTS = UNDECIDED + DECIDED

_BY_PHONE = frozenset({"mateo", "agnieszka", "denise"})
"""Whose one-to-one became a call in a week without a meeting; the others write."""

HeldByWeek = Mapping[tuple[str, int], StoryMeeting]


def conflicts(days: Days) -> tuple[StoryConflict, ...]:
    """The thirty conflicts."""
    return tuple(_conflict(script, days) for script in SCRIPTS)


def _conflict(script: ConflictScript, days: Days) -> StoryConflict:
    decided = _day(script.decided, days)
    until = None
    if decided is not None and script.until_days is not None:
        until = after_weekend(decided + dt.timedelta(days=script.until_days))
    return StoryConflict(script.key, script.name, script.state, script.why, until, decided)


def fixes(days: Days) -> tuple[StoryFix, ...]:
    """The structural fixes, one for each conflict that got one."""
    return tuple(_fix(script, days) for script in SCRIPTS if script.fix is not None)


def _fix(script: ConflictScript, days: Days) -> StoryFix:
    fix = script.fix
    assert fix is not None
    decided = _day(fix.decided, days)
    assert decided is not None
    in_effect, verdict = _day(fix.in_effect, days), _day(fix.verdict, days)
    return StoryFix(script.key, fix.kind, fix.text, fix.owner, fix.state, decided, in_effect, verdict)


def _day(mark: str | None, days: Days) -> dt.date | None:
    if mark is None:
        return None
    week, weekday = when(mark)
    assert weekday is not None
    return days.day(week, weekday)


def escalations(days: Days, meetings: tuple[StoryMeeting, ...]) -> tuple[StoryEscalation, ...]:
    """What reached the director, oldest first; the newest wait for triage."""
    held = {(each.person, days.week_of(each.day)): each for each in meetings if each.state == "held"}
    found = [*_linked(days, held), *(_escalation(row, days.back(row.week), None, None) for row in rows(UNLINKED))]
    found += [
        _escalation(row, days.day(row.week, _weekday(row, "agreed", n)), None, None) for n, row in enumerate(agreed())
    ]
    return tuple(sorted(found, key=lambda escalation: escalation.day))


def _linked(days: Days, held: HeldByWeek) -> Iterator[StoryEscalation]:
    for script in SCRIPTS:
        for position, row in enumerate(script.rows):
            meeting = held.get((row.raised_by or "", row.week)) if row.place == ONE_ON_ONE else None
            if meeting is not None:
                yield _escalation(row, meeting.day, script.key, meeting)
            else:
                yield _escalation(row, days.day(row.week, _weekday(row, script.key, position)), script.key, None)


def _weekday(row: Row, conflict: str, position: int) -> int:
    if row.weekday is not None:
        return row.weekday
    fixed = FORUMS[row.place][1] if row.place in FORUMS else None
    return fixed if fixed is not None else int(chance(conflict, position) * 5)


def _escalation(row: Row, day: dt.date, conflict: str | None, meeting: StoryMeeting | None) -> StoryEscalation:
    forum = None
    if row.place == ONE_ON_ONE and meeting is None:
        forum = "phone" if row.raised_by in _BY_PHONE else "slack"
    elif row.place is not None and row.place != ONE_ON_ONE:
        forum = FORUMS[row.place][0]
    return StoryEscalation(
        day,
        row.text,
        row.parties,
        row.area,
        row.raised_by,
        forum,
        meeting.key if meeting is not None else None,
        row.handling,
        row.cause,
        row.moment,
        row.minutes,
        conflict,
        *JUDGED.get(row.text, ()),
    )
