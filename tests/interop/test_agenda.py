"""What is copied for the other one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.meetings import (
    Note,
    NoteId,
    NoteKind,
    Promise,
    PromiseId,
    PromiseKind,
    PromiseState,
    Topic,
    TopicId,
    TopicState,
)
from rhythm.domain.people import PersonId
from rhythm.interop.agenda import agenda

FRIDAY = dt.date(2026, 11, 20)
DANA = PersonId(1)


class Said(NamedTuple):
    """A record of any kind, and whether it is private."""

    kind: NoteKind | PromiseKind | None
    private: bool
    mine: bool


SAID = st.builds(
    Said, st.none() | st.sampled_from(NoteKind) | st.sampled_from(PromiseKind), st.booleans(), st.booleans()
)


def topic(number: int, private: bool) -> Topic:
    return Topic(
        TopicId(number), "", DANA, "Dana", f"word{number}x", FRIDAY, TopicState.OPEN, number % 3, private=private
    )


def promise(number: int, said: Said, kind: PromiseKind) -> Promise:
    due = FRIDAY if number % 2 else None
    return Promise(
        PromiseId(number), "", DANA, "Dana", f"word{number}x", FRIDAY, due, said.mine, PromiseState.OPEN, 0,
        kind=kind, private=said.private,
    )  # fmt: skip


def note(number: int, said: Said, kind: NoteKind) -> Note:
    return Note(
        NoteId(number), "", DANA, "Dana", None, FRIDAY, kind, f"word{number}x", said.private,
        f"where{number}x", f"next{number}x",
    )  # fmt: skip


@given(st.lists(SAID, max_size=20))
def test_nothing_private_ever_comes_into_the_copy_and_everything_else_does(said: list[Said]) -> None:
    numbered = [*enumerate(said)]
    copied = agenda(
        "Dana",
        FRIDAY,
        [topic(n, one.private) for n, one in numbered if one.kind is None],
        [promise(n, one, one.kind) for n, one in numbered if isinstance(one.kind, PromiseKind)],
        [note(n, one, one.kind) for n, one in numbered if isinstance(one.kind, NoteKind)],
    )
    for number, one in numbered:
        words = ["word", "where", "next"] if isinstance(one.kind, NoteKind) else ["word"]
        for word in words:
            assert (f"{word}{number}x" in copied) is not one.private


@given(st.text(max_size=30))
def test_typed_text_stays_text(text: str) -> None:
    if not text.strip():
        return
    make: Callable[[str], str] = lambda body: agenda(  # noqa: E731
        "Dana", FRIDAY, [topic(1, False)._replace(body=body)], [], []
    )
    assert make(text).count("\n") == make("plain").count("\n")
    assert make(text).count("\n## ") == 1


def test_kinds_and_sides_stand_apart() -> None:
    shown = agenda(
        "Dana",
        FRIDAY,
        [topic(3, False), topic(4, False)],
        [
            promise(number, Said(kind, False, mine), kind)
            for number, (kind, mine) in enumerate((kind, mine) for kind in PromiseKind for mine in (True, False))
        ],
        [note(9, Said(NoteKind.DECISION, False, True), NoteKind.DECISION)],
    )
    assert [line for line in shown.splitlines() if line.startswith("#")] == [
        "# Dana, Fri 20 Nov",
        "## Topics",
        "## I promised",
        "## Promised to me",
        "## Actions of mine",
        "## Actions of theirs",
        "## Asked of me",
        "## Asked by me",
        "## Decided",
    ]
    assert "- [ ] word4x (carried 1x)" in shown
    assert "- [ ] word3x (by Fri 20 Nov)" in shown
    assert "- Fri 20 Nov: where9x: word9x; next time: next9x" in shown
