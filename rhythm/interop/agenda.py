"""What two people may both see of a 1:1, as Markdown to be pasted into a shared document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rhythm.domain.meetings import Note, NoteKind, Promise, PromiseKind, Topic
from rhythm.domain.saying import say_day
from rhythm.interop.markdown import escape

_Record = TypeVar("_Record", Topic, Promise, Note)

_NOTES = (
    ("Decided", (NoteKind.DECISION,)),
    ("Appreciated", (NoteKind.PRAISE,)),
    ("Feedback", (NoteKind.FEEDBACK,)),
    ("Notes", (NoteKind.NOTE,)),
)


def agenda(
    name: str, today: dt.date, topics: Iterable[Topic], promises: Iterable[Promise], notes: Iterable[Note]
) -> str:
    """Topics, promises, requests, actions and notes, as far as they may be shared; private ones never come in."""
    topics, promises, notes = _open(topics), _open(promises), _open(notes)
    parts = [f"# {escape(name)}, {say_day(today, today)}"]
    parts += _section("Topics", topics, _topic)
    for kind, mine, theirs in (
        (PromiseKind.PROMISE, "I promised", "Promised to me"),
        (PromiseKind.ACTION, "Actions of mine", "Actions of theirs"),
        (PromiseKind.REQUEST, "Asked of me", "Asked by me"),
    ):
        for title, side in ((mine, True), (theirs, False)):
            rows = [one for one in promises if one.kind is kind and one.mine is side]
            parts += _section(title, rows, lambda one: _promise(one, today))
    for title, kinds in _NOTES:
        parts += _section(title, [note for note in notes if note.kind in kinds], lambda note: _note(note, today))
    return "\n\n".join(parts) + "\n"


def _open(records: Iterable[_Record]) -> list[_Record]:
    return [record for record in records if not record.private]


def _section(title: str, rows: Sequence[_Record], line: Callable[[_Record], str]) -> list[str]:
    return [f"## {title}\n\n" + "\n".join(map(line, rows))] if rows else []


def _topic(topic: Topic) -> str:
    return f"- [ ] {escape(topic.body)}" + (f" (carried {topic.carried}x)" if topic.carried else "")


def _promise(promise: Promise, today: dt.date) -> str:
    due = f" (by {say_day(promise.due, today)})" if promise.due is not None else ""
    return f"- [ ] {escape(promise.body)}{due}"


def _note(note: Note, today: dt.date) -> str:
    said = note.body
    if note.situation:
        said = f"{note.situation}: {said}"
    if note.next_time:
        said = f"{said}; next time: {note.next_time}"
    return f"- {say_day(note.day, today)}: {escape(said)}"
