"""The rules of talks: precise feedback, the clarity check, expectations, levels, promises kept, balance."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.balance import Sides, quiet_themes, say_sides, say_themes
from rhythm.domain.clarity import Answered, ClarityAnswer, asking, unclear
from rhythm.domain.delegation import talk_first
from rhythm.domain.expectations import looked_at_anew
from rhythm.domain.feedback import is_precise, vague_in
from rhythm.domain.keeping import Kept, kept_rate, say_kept
from rhythm.domain.meetings import NewNote, NoteKind, Promise, PromiseId, PromiseKind, PromiseState, Theme
from rhythm.domain.people import PersonId

FRIDAY = dt.date(2026, 11, 20)
ITEMS = ("role", "expectations", "why_the_work", "why_processes", "how_decisions", "why_decisions")
YES, NO, UNSURE = ClarityAnswer.YES, ClarityAnswer.NO, ClarityAnswer.UNSURE
NAMES = {1: "Dana", 2: "Ilya", 3: "Mei"}


def day(ago: int) -> dt.date:
    return FRIDAY - dt.timedelta(days=ago)


def answered(person: int, item: str, answer: ClarityAnswer, ago: int) -> Answered:
    return Answered(PersonId(person), NAMES[person], item, answer, day(ago))


@pytest.mark.parametrize(
    ("new", "precise"),
    [
        (NewNote("asked first", NoteKind.FEEDBACK, situation="review", next_time="again"), True),
        (NewNote("asked first", NoteKind.FEEDBACK, situation="review"), False),
        (NewNote("asked first", NoteKind.FEEDBACK, situation=" ", next_time="again"), False),
        (NewNote("asked first", NoteKind.PRAISE, situation="review", next_time="again"), False),
    ],
)
def test_feedback_is_precise_with_all_three_parts(new: NewNote, precise: bool) -> None:
    assert is_precise(new) is precise


VAGUE = ("more strategic", "executive presence", "step up")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Be More Strategic!", "more strategic"),
        ("needs executive presence and to step up", "executive presence"),
        ("stepped upstairs", None),
        ("a more strategical view", None),
        ("in your next review, start with the decision", None),
        ("", None),
    ],
)
def test_vague_words_are_found_as_whole_words_whatever_their_case(text: str, found: str | None) -> None:
    assert vague_in(text, VAGUE) == found


@given(st.lists(st.sampled_from(["calm", "up", "step", "strategic", "more", "review"]), max_size=8))
def test_vague_is_what_stands_there_in_that_order(words: list[str]) -> None:
    pairs = set(pairwise(words))
    assert (vague_in(" ".join(words), VAGUE) is not None) is bool(pairs & {("more", "strategic"), ("step", "up")})


def test_six_talks_ask_each_item_once_and_the_next_six_again() -> None:
    answers: list[Answered] = []
    asked = []
    for talk in range(12):
        today = day(-7 * talk)
        turn = asking(ITEMS, answers, today)
        assert (turn.answer, turn.place, turn.of) == (None, talk % 6 + 1, 6)
        answers.append(Answered(PersonId(1), "Dana", turn.item, YES, today))
        asked.append(turn.item)
        again = asking(ITEMS, answers, today)
        assert (again.item, again.answer, again.place) == (turn.item, YES, turn.place)
    assert asked == [*ITEMS, *ITEMS]


@given(st.lists(st.tuples(st.sampled_from([*ITEMS, "gone"]), st.integers(1, 300)), max_size=30))
def test_the_item_asked_least_often_comes_next(answers: list[tuple[str, int]]) -> None:
    given_answers = [answered(1, item, NO, ago) for item, ago in answers]
    counts = Counter(item for item, _ in answers)
    turn = asking(ITEMS, given_answers, FRIDAY)
    assert counts[turn.item] == min(counts[item] for item in ITEMS)


def test_what_is_unclear_to_two_managers_in_a_quarter_is_a_matter_of_structure() -> None:
    answers = [
        answered(1, "role", UNSURE, 80),
        answered(2, "role", NO, 3),
        answered(1, "why_decisions", NO, 10),
        answered(2, "why_decisions", NO, 20),
        answered(3, "why_decisions", UNSURE, 5),
        answered(1, "how_decisions", NO, 95),
        answered(2, "how_decisions", NO, 1),
        answered(1, "expectations", NO, 30),
        answered(1, "expectations", NO, 10),
        answered(2, "expectations", NO, 30),
        answered(2, "expectations", YES, 10),
    ]
    found = unclear(reversed(answers), FRIDAY)
    assert [(one.item, one.people) for one in found] == [
        ("why_decisions", ("Dana", "Ilya", "Mei")),
        ("role", ("Dana", "Ilya")),
    ]


@pytest.mark.parametrize(("ago", "counts"), [(90, True), (91, False)])
def test_an_answer_of_ninety_one_days_ago_is_older_than_a_quarter(ago: int, counts: bool) -> None:
    found = unclear([answered(1, "role", NO, 0), answered(2, "role", NO, ago)], FRIDAY)
    assert [one.people for one in found] == ([("Dana", "Ilya")] if counts else [])


@given(
    st.lists(
        st.tuples(
            st.sampled_from([1, 2, 3]), st.sampled_from(ITEMS[:2]), st.sampled_from(ClarityAnswer), st.integers(0, 90)
        ),
        max_size=20,
        unique_by=lambda one: (one[0], one[1], one[3]),
    )
)
def test_only_newest_answers_that_are_no_yes_count(answers: list[tuple[int, str, ClarityAnswer, int]]) -> None:
    for one in unclear([answered(*each) for each in answers], FRIDAY):
        for person in one.person_ids:
            newest = min(
                (each for each in answers if (each[0], each[1]) == (person, one.item)), key=lambda each: each[3]
            )
            assert newest[2] is not YES
        assert len(set(one.person_ids)) == len(one.person_ids) >= 2


@pytest.mark.parametrize(
    ("last", "start", "anew"),
    [
        (None, 1, True),
        (dt.date(2026, 9, 30), 1, True),
        (dt.date(2026, 10, 1), 1, False),
        (dt.date(2026, 10, 31), 2, True),
    ],
)
def test_expectations_are_read_out_in_the_first_talk_of_a_quarter(last: dt.date | None, start: int, anew: bool) -> None:
    assert looked_at_anew(last, FRIDAY, start) is anew


def test_levels_two_apart_are_talked_about_first() -> None:
    assert [talk_first(4, theirs) for theirs in (1, 2, 3, 4, 5, 6, 7)] == [True, True, False, False, False, True, True]


def promise(
    state: PromiseState,
    *,
    due: int | None = None,
    closed: int | None = None,
    mine: bool = True,
    kind: PromiseKind = PromiseKind.PROMISE,
) -> Promise:
    return Promise(
        PromiseId(1), "", PersonId(1), "Dana", "x", day(200), day(due) if due is not None else None, mine, state, 0,
        day(closed) if closed is not None else None, kind,
    )  # fmt: skip


OPEN, DONE, DROPPED = PromiseState.OPEN, PromiseState.DONE, PromiseState.DROPPED


@pytest.mark.parametrize(
    ("one", "kept"),
    [
        (promise(DONE, closed=0), Kept(1, 1, 0)),
        (promise(DONE, closed=89, due=300), Kept(1, 1, 0)),
        (promise(DONE, closed=90), Kept(0, 0, 0)),
        (promise(OPEN, due=1), Kept(0, 1, 0)),
        (promise(OPEN, due=0), Kept(0, 0, 0)),
        (promise(OPEN, due=-5), Kept(0, 0, 0)),
        (promise(OPEN, due=90), Kept(0, 0, 0)),
        (promise(OPEN), Kept(0, 0, 0)),
        (promise(DROPPED, closed=10, due=20), Kept(0, 0, 1)),
        (promise(DROPPED, closed=91), Kept(0, 0, 0)),
        (promise(DONE, closed=5, mine=False), Kept(0, 0, 0)),
        (promise(OPEN, due=5, mine=False), Kept(0, 0, 0)),
        (promise(DONE, closed=5, kind=PromiseKind.ACTION), Kept(0, 0, 0)),
        (promise(DROPPED, closed=5, kind=PromiseKind.REQUEST), Kept(0, 0, 0)),
    ],
)
def test_what_counts_as_kept(one: Promise, kept: Kept) -> None:
    assert kept_rate([one], FRIDAY) == kept


def test_the_rate_is_said_with_its_parts_and_dropped_ones_apart() -> None:
    assert say_kept(Kept(9, 12, 1)) == "kept 9 of 12 in 90 days, 1 dropped"
    assert say_kept(Kept(0, 1, 0)) == "kept 0 of 1 in 90 days"
    assert say_kept(Kept(0, 0, 2)) == "2 dropped"
    assert say_kept(Kept(0, 0, 0)) == ""


PROMISES = st.builds(
    promise,
    st.sampled_from(PromiseState),
    due=st.none() | st.integers(-20, 120),
    closed=st.integers(0, 120),
    mine=st.booleans(),
    kind=st.sampled_from(PromiseKind),
)


@given(st.lists(PROMISES, max_size=20))
def test_promises_of_others_change_nothing(promises: list[Promise]) -> None:
    kept = kept_rate(promises, FRIDAY)
    assert kept == kept_rate([one for one in promises if one.mine], FRIDAY)
    assert 0 <= kept.kept <= kept.counted <= len(promises) - kept.dropped


def test_the_balance_of_talks_is_said_in_a_line_and_a_quiet_theme_is_named() -> None:
    assert say_sides(Sides(12, 5)) == "topics in 90 days: 12 yours, 5 theirs"
    assert say_sides(Sides(0, 0)) == ""
    assert say_themes({Theme.COACH: 3, Theme.CLARITY: 1}) == "4 weeks: coach 3, clarity 1; nothing on culture"
    assert say_themes(dict.fromkeys(Theme, 2)) == "4 weeks: coach 2, clarity 2, culture 2"
    assert say_themes({Theme.CULTURE: 1}) == "4 weeks: culture 1; nothing on coach or clarity"
    assert say_themes({}) == "4 weeks: nothing on coach, clarity or culture"
    assert quiet_themes({Theme.COACH: 0}) == tuple(Theme)
