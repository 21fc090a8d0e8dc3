"""prep: one page before a talk, or what both may see of it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output, shapes
from rhythm.cli.between import between_shape, say_between
from rhythm.domain.clocks import day_words, month_words
from rhythm.domain.meetings import ASKS_AFTER_CARRIES, NoteKind, PromiseKind, Side
from rhythm.domain.people import RELATION_WORDS, Relation
from rhythm.domain.saying import say_day, say_late, say_when
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from rhythm.cli.context import Context
    from rhythm.domain.escalations import Escalation
    from rhythm.domain.findings import TeamTheme
    from rhythm.domain.meetings import Note, Promise, Topic
    from rhythm.queries.planning import Room
    from rhythm.service import Rhythm

_NOTE_WORDS = {NoteKind.PRAISE: "appreciation", NoteKind.FEEDBACK: "feedback", NoteKind.DECISION: "decided"}


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Whom to prepare for."""
    inputs.add_json(parser)
    parser.add_argument("person", metavar="PERSON", help="any part of name, e-mail or nickname that fits one person")
    parser.add_argument("--markdown", action="store_true", help="only what both may see, to be pasted")
    parser.set_defaults(run=_prep)


def _prep(context: Context) -> None:
    person = context.person(context.args.person)
    rhythm = context.read()
    room = rhythm.planner.room(person)
    if context.args.markdown:
        markdown = rhythm.talks.agenda(room)
        output.emit_json({"markdown": markdown}) if context.json else output.say_text(markdown.rstrip("\n"))
        return
    prompt = rhythm.planner.prompt(room)
    between = rhythm.talks.between(room)
    themes = rhythm.skip_levels.themes(person.id) if room.relation is Relation.MANAGER else ()
    if context.json:
        more = between_shape(rhythm, between) if between is not None else {}
        output.emit_json({**_shape(room, prompt), **_of_the_person(rhythm, room, themes), **more})
        return
    today = rhythm.today()
    _say_head(rhythm, room)
    for heading, rows in _sections(rhythm, room, themes, today):
        if rows:
            output.say()
            output.say(heading, "bold")
            output.listing([[f"  {row[0]}", *row[1:]] for row in rows])
    if between is not None:
        say_between(rhythm, between)
    output.say()
    output.say(f"A question to bring: {rhythm.planner.prompt_theme(room)}", "bold")
    output.listing([["  " + prompt]])
    for team, mode in rhythm.structure.mode_questions(person.id):
        output.say(f"{team.name}, tuned for {mode.label.lower()}", "bold")
        output.listing([["  " + mode.question]])


def _say_head(rhythm: Rhythm, room: Room) -> None:
    """Who it is, and when the two met and will meet."""
    person, today = room.person, rhythm.today()
    output.say(
        ", ".join(part for part in (person.name, RELATION_WORDS[room.relation], room.team, person.title) if part),
        "bold",
    )
    output.say(_last_time(room, today))
    if clock := rhythm.clocks.of(person):
        in_role = ", ".join(filter(None, (month_words(clock), day_words(clock))))
        if in_role:
            output.say(f"In the role since {say_day(clock.start, today)}: {in_role}.")
    if room.next_planned is not None:
        output.say(f"Next: {say_when(room.next_planned.day, today, room.next_planned.start)}.")


def _of_the_person(rhythm: Rhythm, room: Room, themes: tuple[TeamTheme, ...]) -> shapes.Shape:
    """What does not hang on what was said before: the theme of the question, the time in the role, the team's modes."""
    clock = rhythm.clocks.of(room.person)
    return {
        "prompt_theme": rhythm.planner.prompt_theme(room).value,
        "themes": [theme._asdict() for theme in themes],
        "role_month": clock.month if clock is not None else None,
        "team_modes": [
            {"team": team.name, "mode": mode.slug, "question": mode.question}
            for team, mode in rhythm.structure.mode_questions(room.person.id)
        ],
    }


def _sections(
    rhythm: Rhythm, room: Room, themes: tuple[TeamTheme, ...], today: dt.date
) -> Iterator[tuple[str, list[list[str]]]]:
    told = {note.id for note in room.last_notes}
    often = [topic for topic in room.topics if topic.carried >= ASKS_AFTER_CARRIES]
    others = [topic for topic in room.topics if topic.carried < ASKS_AFTER_CARRIES]
    yield "Last notes", [_note_cells(note, today) for note in room.last_notes]
    yield "Carried three times: drop, do, or escalate", [_topic_cells(topic, today) for topic in often]
    yield "To talk about", [_topic_cells(topic, today) for topic in others]
    yield "The team brought up", [_theme_cells(theme) for theme in themes]
    yield "I promised", [_promise_cells(promise, today) for promise in room.promises_mine]
    yield "Promised to me", [_promise_cells(promise, today) for promise in room.promises_theirs]
    yield "Asked of me, not accepted", [_promise_cells(one, today) for one in room.requests if one.mine]
    yield "Asked by me, not accepted", [_promise_cells(one, today) for one in room.requests if not one.mine]
    yield "Decided before", [[say_day(note.day, today), note.body] for note in room.decisions if note.id not in told]
    yield _since_words(room), [_escalation_cells(rhythm, row, today) for row in room.escalations]


def _shape(room: Room, prompt: str) -> shapes.Shape:
    due = room.due
    return {
        "person": room.person.name,
        "person_id": room.person.id,
        "relation": room.relation.value,
        "manager": room.manager or None,
        "team": room.team or None,
        "last_meeting": shapes.meeting(room.last_meeting) if room.last_meeting is not None else None,
        "gap_days": due.gap_days if due is not None else None,
        "target_days": due.cadence.target if due is not None else None,
        "limit_days": due.cadence.limit if due is not None else None,
        "state": due.state.value if due is not None else None,
        "next_planned": iso(room.next_planned.day if room.next_planned is not None else None),
        "notes": [shapes.note(note) for note in room.last_notes],
        "topics": [shapes.topic(topic) for topic in room.topics],
        "promises_mine": [shapes.promise(promise) for promise in room.promises_mine],
        "promises_theirs": [shapes.promise(promise) for promise in room.promises_theirs],
        "requests": [shapes.promise(request) for request in room.requests],
        "decisions": [shapes.note(note) for note in room.decisions],
        "escalations": [shapes.escalation(row) for row in room.escalations],
        "prompts": [prompt],
    }


def _last_time(room: Room, today: dt.date) -> str:
    rhythm = ""
    if room.due is not None:
        rhythm = f" The rhythm is every {room.due.cadence.target} d, at most {room.due.cadence.limit} d."
    if room.last_meeting is None:
        return f"You have not met yet.{rhythm}"
    day = room.last_meeting.day
    return f"You last talked on {say_when(day, today)}.{rhythm}"


def _since_words(room: Room) -> str:
    return "Reached me since" if room.last_meeting is not None else "Reached me in the last 90 days"


def _note_cells(note: Note, today: dt.date) -> list[str]:
    situation = f"{note.situation}: " if note.situation else ""
    next_time = f"; next time: {note.next_time}" if note.next_time else ""
    text = f"{situation}{note.body}{next_time}"
    return [say_day(note.day, today), _NOTE_WORDS.get(note.kind, ""), "" if note.private else "to share", text]


def _theme_cells(theme: TeamTheme) -> list[str]:
    return [f"{theme.people} people", theme.theme, "; ".join(theme.wordings)]


def _topic_cells(topic: Topic, today: dt.date) -> list[str]:
    carried = f"carried {topic.carried}x" if topic.carried else ""
    theirs = "theirs" if topic.side is Side.THEIRS else ""
    theme = topic.theme.value if topic.theme is not None else ""
    return [
        f"#{topic.id}",
        f"since {say_day(topic.added_on, today)}",
        carried,
        theirs,
        theme,
        "private" if topic.private else "",
        topic.body,
    ]


def _promise_cells(promise: Promise, today: dt.date) -> list[str]:
    return [
        f"#{promise.id}",
        "!" if promise.days_late(today) else "",
        say_day(promise.due, today) if promise.due is not None else "",
        say_late(promise.due, today) if promise.due is not None else "no day",
        f"moved {promise.moved}x" if promise.moved else "",
        "action" if promise.kind is PromiseKind.ACTION else "",
        "private" if promise.private else "",
        promise.body,
    ]


def _escalation_cells(rhythm: Rhythm, row: Escalation, today: dt.date) -> list[str]:
    from rhythm.cli.tracker_text import handling_text

    return [f"#{row.id}", say_day(row.day, today), handling_text(rhythm, row.handling), row.summary]
