"""Turns the written parts of the sample into notes, topics, promises and good calls with days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rhythm.domain.notes import MARKS, OWING
from rhythm.domain.topic_line import read_topic
from rhythm.sample.days import WED, Days, after_weekend, chance
from rhythm.sample.notes_managers import MANAGER_NOTES
from rhythm.sample.notes_others import OTHER_NOTES, PRAISE
from rhythm.sample.promises import GOOD_CALLS, PROMISES
from rhythm.sample.said import SAID
from rhythm.sample.story_types import StoryGoodCall, StoryMeeting, StoryNote, StoryPromise, StoryTopic
from rhythm.sample.topics import TOPICS

_OWED = {MARKS[kind]: owing for kind, owing in OWING.items()}

Held = Mapping[str, Sequence[StoryMeeting]]
"""The held meetings of each person, oldest first."""


def held_meetings(meetings: Sequence[StoryMeeting]) -> dict[str, list[StoryMeeting]]:
    """The held meetings of each person, oldest first."""
    found: dict[str, list[StoryMeeting]] = {}
    for meeting in meetings:
        if meeting.state == "held":
            found.setdefault(meeting.person, []).append(meeting)
    return found


def notes(days: Days, held: Held) -> tuple[StoryNote, ...]:
    """Notes of meetings, spread evenly from the first one to the last, and praise; oldest first."""
    found = [*_praise(days), *_said(days, held)]
    for person, script in (*MANAGER_NOTES.items(), *OTHER_NOTES.items()):
        found += _spread(person, _paragraphs(script), held.get(person, ()))
    return tuple(sorted(found, key=lambda note: (note.day, note.person)))


def _paragraphs(script: str) -> list[str]:
    return script.strip().replace("\n  ", " ").splitlines()


def _spread(person: str, texts: Sequence[str], met: Sequence[StoryMeeting]) -> Iterator[StoryNote]:
    texts = texts[max(0, len(texts) - len(met)) :]
    steps = max(1, len(texts) - 1)
    for place, text in enumerate(texts):
        meeting = met[(len(met) - 1) * place // steps] if len(texts) > 1 else met[-1]
        yield StoryNote(person, meeting.key, meeting.day, text)


def _praise(days: Days) -> Iterator[StoryNote]:
    for marks, text in _lines(PRAISE):
        week, person = marks
        yield StoryNote(person, None, _some_day(days, int(week), text), text, "praise")


def _said(days: Days, held: Held) -> Iterator[StoryNote]:
    for (person, week, kind, *marks), text in _lines(SAID):
        meeting = _met_in(days, held.get(person, ()), _week(week))
        situation, behaviour, next_time = (*text.split(" / "), "", "")[:3] if kind == "feedback" else ("", text, "")
        if not behaviour:
            situation, behaviour = "", situation
        yield StoryNote(
            person,
            meeting.key if meeting is not None else None,
            meeting.day if meeting is not None else days.day(_week(week), WED),
            behaviour,
            kind,
            "&" not in marks,
            situation,
            next_time,
            next((mark for mark in marks if mark != "&"), None),
        )


def topics(days: Days, held: Held) -> tuple[StoryTopic, ...]:
    """The agenda items, oldest first."""
    return tuple(sorted(_topics(days, held), key=lambda topic: topic.added_on))


def _topics(days: Days, held: Held) -> Iterator[StoryTopic]:
    for (person, week, fate), text in _lines(TOPICS):
        new = read_topic(text)
        added = _some_day(days, _week(week), new.body)
        later = [meeting.day for meeting in held.get(person, ()) if meeting.day > added]
        if fate == "open":
            topic = StoryTopic(person, new.body, added, "open", None, len(later))
        else:
            outlived = int(fate.removeprefix("drop")) - 1
            state = "dropped" if fate.startswith("drop") else "discussed"
            topic = StoryTopic(person, new.body, added, state, later[outlived], outlived)
        yield replace(topic, side=new.side, theme=new.theme, private=new.private)


def promises(days: Days, held: Held) -> tuple[StoryPromise, ...]:
    """The promises, mine and theirs, oldest first."""
    return tuple(sorted(_promises(days, held), key=lambda promise: promise.made_on))


def _promises(days: Days, held: Held) -> Iterator[StoryPromise]:
    for (sign, person, week, first, second, *moves), text in _lines(PROMISES):
        made = _made_on(days, held.get(person, ()), _week(week))
        moved = int(moves[0].removeprefix("m")) if moves else 0
        kind, mine = _OWED[sign.removeprefix("~")]
        private = sign.startswith("~")
        if first == "open":
            due = _due_from_today(days, second)
            yield StoryPromise(person, text, made, due, mine, "open", None, moved, kind, private)
        else:
            due = after_weekend(made + dt.timedelta(days=int(first)))
            closed = days.at_work(made + dt.timedelta(days=int(second.removeprefix("x"))))
            state = "dropped" if second.startswith("x") else "done"
            yield StoryPromise(person, text, made, due, mine, state, closed, moved, kind, private)


def _made_on(days: Days, met: Sequence[StoryMeeting], week: int) -> dt.date:
    """In the last meeting up to that week: what was promised was said in a talk."""
    return next(each.day for each in reversed(met) if days.week_of(each.day) >= week)


def _met_in(days: Days, met: Sequence[StoryMeeting], week: int) -> StoryMeeting | None:
    return next((each for each in met if days.week_of(each.day) == week), None)


def _due_from_today(days: Days, mark: str) -> dt.date | None:
    if mark == "none":
        return None
    distance = int(mark)
    return days.ahead(distance) if distance > 0 else days.back(-distance)


def good_calls(days: Days) -> tuple[StoryGoodCall, ...]:
    """Calls that went well without the director, oldest first."""
    found = [
        StoryGoodCall(_some_day(days, _week(week), text), text, person, area)
        for (week, person, area), text in _lines(GOOD_CALLS)
    ]
    return tuple(sorted(found, key=lambda call: call.day))


def _lines(script: str) -> Iterator[tuple[list[str], str]]:
    """Each line of a script as its marks and its text."""
    for line in script.strip().replace("\n  ", " ").splitlines():
        marks, text = line.split(" | ", 1)
        yield marks.split(), text


def _week(mark: str) -> int:
    return int(mark.removeprefix("w"))


def _some_day(days: Days, week: int, text: str) -> dt.date:
    """A working day of that week, always the same for one text; of the current week the last one so far."""
    if week == 0:
        return days.anchor
    return days.day(week, int(chance(text) * 5))
