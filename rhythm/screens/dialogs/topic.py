"""Adding to somebody's queue: a topic, or a promise, request or action with its mark in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.meetings import NewTopic, PromiseKind, Side
from rhythm.domain.notes import OWING, NoteItem
from rhythm.domain.saying import say_when
from rhythm.domain.topic_line import read_topic
from rhythm.errors import BadInput
from rhythm.screens.dialogs.line import ask_line

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.screens.place import PageScreen

_WHAT = {
    (PromiseKind.PROMISE, True): "a promise of yours",
    (PromiseKind.PROMISE, False): "a promise of theirs",
    (PromiseKind.REQUEST, True): "asked of you, until you accept it",
    (PromiseKind.REQUEST, False): "asked of them, until they accept it",
    (PromiseKind.ACTION, True): "an action of yours",
    (PromiseKind.ACTION, False): "an action of theirs",
}


def add_topic(page: PageScreen, person: Person) -> None:
    """Ask for a topic for somebody; with the marks of notes in front, for a promise, a request or an action."""
    planner = page.rhythm.planner

    def owed_in(typed: str) -> NoteItem | None:
        """What the line promises or asks for. Raises BadInput for a day that there is not: it would be lost."""
        items = planner.read_notes(typed).items
        one = items[0] if items and items[0].kind in OWING else None
        if one is not None and one.problem:
            raise BadInput(one.problem, "or leave the day out")
        return one

    def store(typed: str) -> object:
        one = owed_in(typed)
        if one is None:
            done: object = page.attempt(lambda: planner.add_topic(person.id, read_topic(typed)))
        else:
            kind, mine = OWING[one.kind]
            done = page.attempt(
                lambda: planner.add_promise(person.id, one.text, mine=mine, due=one.due, kind=kind, private=one.private)
            )
        if done is not None:
            page.say("added")
        return done

    def echo(typed: str) -> str:
        one, today = owed_in(typed), page.rhythm.today()
        if one is None:
            return _topic_words(read_topic(typed))
        when = f"due {say_when(one.due, today)}" if one.due is not None else "no day"
        private = ", private" if one.private else ""
        return f"{_WHAT[OWING[one.kind]]}, {when}{private}"

    ask_line(
        page,
        lambda: f"For {page.veil.name(person.name, person.id)}",
        store,
        draft=f"topic:{person.id}",
        verb="add",
        placeholder="a topic #theirs #clarity #private, or > mine by fri, < theirs, ? asked",
        echo=echo,
    )


def _topic_words(new: NewTopic) -> str:
    """What a topic was understood to be: `a topic of theirs, clarity, private`."""
    parts = ["a topic of theirs" if new.side is Side.THEIRS else "a topic"]
    parts += [new.theme.value] if new.theme is not None else []
    parts += ["private"] if new.private else []
    return ", ".join(parts)
