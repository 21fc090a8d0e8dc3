"""Adding to somebody's queue: a topic, or a promise with its mark in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.notes import NoteItem, NoteKind
from rhythm.domain.saying import say_when
from rhythm.screens.dialogs.line import ask_line

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.screens.place import PageScreen


def add_topic(page: PageScreen, person: Person) -> None:
    """Ask for a topic for somebody; `> ...` is my promise and `< ...` theirs, as in notes."""
    planner = page.rhythm.planner

    def promise_in(typed: str) -> NoteItem | None:
        items = planner.read_notes(typed).items
        marked = items and items[0].kind in (NoteKind.MY_PROMISE, NoteKind.THEIR_PROMISE)
        return items[0] if marked else None

    def store(typed: str) -> object:
        one = promise_in(typed)
        if one is None:
            done: object = page.attempt(lambda: planner.add_topic(person.id, typed))
        else:
            mine = one.kind is NoteKind.MY_PROMISE
            done = page.attempt(lambda: planner.add_promise(person.id, one.text, mine=mine, due=one.due))
        if done is not None:
            page.say("added")
        return done

    def echo(typed: str) -> str:
        one, today = promise_in(typed), page.rhythm.today()
        if one is None:
            return "a topic"
        whose = "a promise of yours" if one.kind is NoteKind.MY_PROMISE else "a promise of theirs"
        when = f"due {say_when(one.due, today)}" if one.due is not None else "no day"
        return f"{whose}, {one.problem or when}"

    ask_line(
        page,
        lambda: f"For {page.veil.name(person.name, person.id)}",
        store,
        draft=f"topic:{person.id}",
        verb="add",
        placeholder="a topic, or a promise: > yours by fri, < theirs",
        echo=echo,
    )
