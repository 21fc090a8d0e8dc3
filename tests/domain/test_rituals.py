"""Rituals: when they are due, and when the rule asks what becomes of one that answers nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.rituals import (
    ASKS_AFTER,
    Ritual,
    RitualId,
    Session,
    SessionId,
    Standing,
    no_in_a_row,
    parse_every,
    parse_yes,
    say_every,
)
from rhythm.errors import BadInput

START = dt.date(2026, 9, 1)


def ritual(**fields: object) -> Ritual:
    made = Ritual(RitualId(1), "u", None, "Sync", "", "Which trade-off did we settle?", 7, START)
    return made._replace(**fields)  # type: ignore[arg-type]


def held(answers: str, *, every: int = 7) -> tuple[Session, ...]:
    """Sessions since the start, `y` or `n` each, newest first as the store gives them."""
    made = [
        Session(SessionId(n), str(n), RitualId(1), START + dt.timedelta(days=every * n), letter == "y", decisions=n)
        for n, letter in enumerate(answers, start=1)
    ]
    return tuple(reversed(made))


@pytest.mark.parametrize(
    ("answers", "in_a_row"), [("", 0), ("y", 0), ("n", 1), ("nnny", 0), ("nnyn", 1), ("ynnn", 3), ("nnnn", 4)]
)
def test_only_the_newest_run_of_open_answers_counts(answers: str, in_a_row: int) -> None:
    standing = Standing(ritual(), held(answers))
    assert standing.unanswered == in_a_row
    assert standing.asks is (in_a_row >= 3)


def test_after_an_answer_it_is_asked_again_only_after_three_more() -> None:
    for count in range(10):
        sessions = held("n" * count)
        answered_on = START + dt.timedelta(days=7 * 3)
        standing = Standing(ritual(answered_on=answered_on), sessions)
        assert standing.asks is (count >= 6), count


def test_a_stopped_ritual_is_neither_due_nor_asked_about() -> None:
    standing = Standing(ritual(stopped_on=START + dt.timedelta(days=40)), held("nnnn"))
    assert (standing.due_on, standing.asks) == (None, False)


def test_it_is_due_one_cadence_after_it_was_held_or_taken_up() -> None:
    assert Standing(ritual()).due_on == dt.date(2026, 9, 8)
    assert Standing(ritual(every_days=30), held("y")).due_on == dt.date(2026, 10, 8)
    # Taken up again after a pause: the old sessions make it no later than it is.
    assert Standing(ritual(started_on=dt.date(2026, 11, 1)), held("y")).due_on == dt.date(2026, 11, 8)


def test_figures_come_from_the_newest_sessions() -> None:
    standing = Standing(ritual(), held("yny"))
    assert (standing.answered, standing.decisions, standing.last_held) == (2, 6, dt.date(2026, 9, 22))


@given(st.lists(st.booleans(), max_size=12), st.randoms(use_true_random=False), st.integers(0, 100))
def test_the_run_is_the_same_in_whatever_order_sessions_come(
    answers: list[bool], chance: object, answered_after: int
) -> None:
    sessions = list(held("".join("y" if yes else "n" for yes in answers)))
    known = ritual(answered_on=START + dt.timedelta(days=answered_after))
    before = no_in_a_row(known, sessions)
    chance.shuffle(sessions)  # type: ignore[attr-defined]
    assert no_in_a_row(known, sessions) == before <= len(answers)
    late = [session for session in sessions if session.day > START + dt.timedelta(days=answered_after)]
    assert before <= len(late)
    assert ASKS_AFTER == 3


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("weekly", 7),
        ("Monthly", 30),
        ("quarterly", 91),
        ("2w", 14),
        ("every 3 weeks", 21),
        ("every week", 7),
        ("10 days", 10),
        ("30", 30),
        ("daily", 1),
        ("yearly", 365),
    ],
)
def test_a_cadence_is_read_in_days(text: str, days: int) -> None:
    assert parse_every(text) == days


@pytest.mark.parametrize("text", ["", "0", "often", "2 years", "367 days", "every", "-1w"])
def test_a_cadence_out_of_reason_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_every(text)
    assert refused.value.hint


@given(st.integers(1, 366))
def test_what_is_said_of_a_cadence_reads_back(days: int) -> None:
    assert parse_every(say_every(days)) == days


@pytest.mark.parametrize(("text", "yes"), [("y", True), ("Yes", True), (" n ", False), ("NO", False)])
def test_yes_and_no_are_read(text: str, yes: bool) -> None:
    assert parse_yes(text) is yes


@pytest.mark.parametrize("text", ["", "maybe", "1", "yn"])
def test_anything_else_is_neither(text: str) -> None:
    with pytest.raises(BadInput):
        parse_yes(text)
