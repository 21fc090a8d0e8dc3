"""Charters, overlaps and cards as rules: what follows from rows and their days, whatever their order."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.people import PersonId, TeamId
from rhythm.domain.periods import quarter_of
from rhythm.domain.structure import (
    STALE_QUARTERS,
    CardAnswer,
    CardReply,
    CardState,
    Charter,
    Interface,
    OrgPattern,
    Subject,
    cards,
    charter_on,
    contradictions,
    interfaces_on,
    is_stale,
    oldest_first,
    overlaps,
    pair_of,
    pattern_on,
    read_answer,
    read_tags,
    tag_key,
)
from rhythm.errors import BadInput

DAY = dt.date(2026, 11, 20)
TEAM = Subject(team_id=TeamId(1))
days = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))
words = st.sampled_from(("Pricing", "pricing", "PRICES", "price", "Fares", "search", "Suche", "Größe", "grosse"))
start_months = st.integers(1, 12)


def charter(team: int, *owns: str, since: dt.date = DAY) -> Charter:
    return Charter(team, str(team), TeamId(team), since, owns)


def reply(number: int, day: dt.date, answer: CardAnswer, item: str = "charter") -> CardReply:
    return CardReply(number, str(number), TEAM, item, day, answer)


@given(st.lists(st.tuples(st.integers(1, 6), st.lists(words, max_size=5)), max_size=6, unique_by=lambda one: one[0]))
def test_overlaps_are_the_same_in_any_order_and_from_both_sides(owned: list[tuple[int, list[str]]]) -> None:
    charters = [charter(team, *tags) for team, tags in owned]
    found = overlaps(charters)
    assert overlaps(reversed(charters)) == found
    owners = {team: {tag_key(tag) for tag in tags} for team, tags in owned}
    for overlap in found:
        one, other = overlap.teams
        assert one < other
        assert tag_key(overlap.tags[0]) == tag_key(overlap.tags[1])
        assert tag_key(overlap.tag) in owners[one] & owners[other]
    expected = {
        (one, other, tag) for one in owners for other in owners if one < other for tag in owners[one] & owners[other]
    }
    assert {(*overlap.teams, tag_key(overlap.tag)) for overlap in found} == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pricing rule", "pricing-rules"),
        ("Größe", "große"),
        ("Ticket categories", "ticket category"),
        ("cache", "caches"),
        ("branch", "Branches"),
        ("database", "databases"),
        ("Boxes", "box"),
        ("movie", "movies"),
        ("Café", "cafes"),
    ],
)
def test_case_accents_hyphens_and_plurals_make_no_second_tag(one: str, other: str) -> None:
    assert tag_key(one) == tag_key(other)


@pytest.mark.parametrize(("one", "other"), [("plan", "plane"), ("status", "stat"), ("access", "acces"), ("bus", "bu")])
def test_other_words_stay_other_tags(one: str, other: str) -> None:
    assert tag_key(one) != tag_key(other)


def test_tags_are_read_once_each_as_they_were_typed_first() -> None:
    assert read_tags(" Pricing, fare rules ;pricing,, ") == ("Pricing", "fare rules")
    assert contradictions(("Pricing", "search"), ("prices", "PRICING")) == ("Pricing",)


@given(st.lists(days, min_size=1, max_size=6, unique=True), days)
def test_the_charter_of_a_day_is_the_newest_that_had_begun(since: list[dt.date], day: dt.date) -> None:
    rows = [charter(1, str(begun), since=begun) for begun in since]
    for order in list(permutations(rows))[:6]:
        found = charter_on(order, day)
        begun = [one for one in since if one <= day]
        assert (found.since if found is not None else None) == (max(begun) if begun else None)


def test_the_newest_word_about_a_pair_holds_and_an_empty_one_ends_it() -> None:
    pair, later = pair_of(TeamId(2), TeamId(1)), DAY + dt.timedelta(days=10)
    rows = [Interface(1, "a", pair, DAY, "we hand over specs"), Interface(2, "b", pair, later, "")]
    assert [one.body for one in interfaces_on(rows, DAY)] == ["we hand over specs"]
    assert interfaces_on(rows, later) == ()
    assert interfaces_on(rows, DAY - dt.timedelta(days=1)) == ()
    with pytest.raises(BadInput):
        pair_of(TeamId(1), TeamId(1))


def test_a_team_is_cut_as_all_are_unless_something_is_said_of_it() -> None:
    rows = [OrgPattern(None, "platform", DAY), OrgPattern(TeamId(1), "product_line", DAY), OrgPattern(None, "x", DAY)]
    before = DAY - dt.timedelta(days=1)
    assert pattern_on(rows[:2], TeamId(1), DAY) == "product_line"
    assert pattern_on(rows[:2], TeamId(2), DAY) == "platform"
    assert pattern_on(rows[:2], None, DAY) == "platform"
    assert pattern_on(rows[:2], TeamId(1), before) == ""
    # Taken back for the team, it is cut as all are again.
    back = OrgPattern(TeamId(1), "", DAY + dt.timedelta(days=1))
    assert pattern_on([*rows[:2], back], TeamId(1), back.since) == "platform"


@given(
    st.lists(st.tuples(days, st.sampled_from(CardAnswer)), max_size=8, unique_by=lambda one: one[0]),
    days,
    st.randoms(),
)
def test_a_card_stands_as_its_newest_answer_up_to_the_day(
    given_: list[tuple[dt.date, CardAnswer]], today: dt.date, random: object
) -> None:
    replies = [reply(number, day, answer) for number, (day, answer) in enumerate(given_, start=1)]
    (state,) = cards(TEAM, ["charter"], replies, today)
    random.shuffle(replies)  # type: ignore[attr-defined]
    assert cards(TEAM, ["charter"], replies, today) == (state,)
    past = sorted((day, answer) for day, answer in given_ if day <= today)
    assert [(one.day, one.answer) for one in reversed(state.replies)] == past
    assert state.answer is (past[-1][1] if past else CardAnswer.UNKNOWN)
    assert state.day == (past[-1][0] if past else None)
    if past:
        since = [day for day, answer in past if answer is not past[-1][1]]
        first_alike = min(day for day, _ in past if not since or day > max(since))
        assert state.since == first_alike


def test_answers_of_another_subject_or_card_count_nothing() -> None:
    other = CardReply(1, "a", Subject(person_id=PersonId(1)), "charter", DAY, CardAnswer.YES)
    states = cards(TEAM, ["charter", "scope"], [other, reply(2, DAY, CardAnswer.NO, "scope")], DAY)
    assert [state.answer for state in states] == [CardAnswer.UNKNOWN, CardAnswer.NO]


WHOLE, PART, TAKEN_OUT = (("search",), ("prices",), ("a day",)), (("search",), (), ()), ((), (), ())


@pytest.mark.parametrize(
    ("said", "answer", "note"),
    [
        (WHOLE, CardAnswer.YES, "the charter says it"),
        (PART, CardAnswer.NO, "the charter does not say what it does not own, which goals count"),
    ],
)
def test_a_written_charter_answers_its_card_and_no_other_from_its_day_on(
    said: tuple[tuple[str, ...], ...], answer: CardAnswer, note: str
) -> None:
    written = Charter(1, "c", TeamId(1), DAY, *said)
    before, one, scope = (
        cards(TEAM, ["charter"], (), DAY - dt.timedelta(days=1), 1, [written])[0],
        *cards(TEAM, ["charter", "scope"], (), DAY, 1, [written]),
    )
    assert (before.answer, before.day) == (CardAnswer.UNKNOWN, None)
    assert (one.answer, one.day, one.replies[0].note) == (answer, DAY, note)
    assert (scope.answer, scope.day) == (CardAnswer.UNKNOWN, None)
    (other,) = cards(Subject(team_id=TeamId(2)), ["charter"], (), DAY, 1, [written])
    (area,) = cards(Subject(person_id=PersonId(1)), ["charter"], (), DAY, 1, [written])
    assert (other.day, area.day) == (None, None)


@given(
    days,
    st.integers(-3, 3),
    st.sampled_from([CardAnswer.NO, CardAnswer.UNKNOWN, CardAnswer.YES]),
    st.sampled_from([WHOLE, PART]),
)
def test_of_a_charter_and_an_answer_the_later_counts_and_on_one_day_what_is_whole(
    day: dt.date, away: int, said: CardAnswer, written: tuple[tuple[str, ...], ...]
) -> None:
    replied = reply(1, day + dt.timedelta(days=away), said)
    charter_ = Charter(1, "c", TeamId(1), day, *written)
    (state,) = cards(TEAM, ["charter"], [replied], day + dt.timedelta(days=9), 1, [charter_])
    of_charter = CardAnswer.YES if written is WHOLE else CardAnswer.NO
    wins = away < 0 or (away == 0 and written is WHOLE)
    assert state.answer is (of_charter if wins else said)


def test_a_charter_that_was_taken_out_is_not_written_and_an_empty_one_says_nothing() -> None:
    later = DAY + dt.timedelta(days=1)
    whole, gone = Charter(1, "c", TeamId(1), DAY, *WHOLE), Charter(2, "d", TeamId(1), later, *TAKEN_OUT)
    (state,) = cards(TEAM, ["charter"], (), later, 1, [gone, whole])
    assert (state.answer, state.since) == (CardAnswer.NO, later)
    (state,) = cards(TEAM, ["charter"], (), later, 1, [gone])
    assert state.day is None


@given(days, start_months)
def test_an_unknown_greys_on_the_first_day_after_two_whole_quarters(asked: dt.date, start_month: int) -> None:
    state = CardState(TEAM, "charter", (reply(1, asked, CardAnswer.UNKNOWN),))
    of = quarter_of(asked, start_month)
    greys_on = of.shifted(STALE_QUARTERS + 1).first_day
    assert not is_stale(state, greys_on - dt.timedelta(days=1), start_month)
    assert is_stale(state, greys_on, start_month)
    assert (greys_on - asked).days > 180
    (card,) = cards(TEAM, ["charter"], state.replies, greys_on, start_month)
    assert card.stale


@given(days, days, st.sampled_from((CardAnswer.YES, CardAnswer.NO)), start_months)
def test_yes_no_and_what_was_never_asked_never_grey(
    asked: dt.date, today: dt.date, answer: CardAnswer, start_month: int
) -> None:
    assert not is_stale(CardState(TEAM, "charter", (reply(1, asked, answer),)), today, start_month)
    assert not is_stale(CardState(TEAM, "charter"), today, start_month)


@given(st.lists(st.none() | days, max_size=8))
def test_the_oldest_unknown_comes_first_and_what_was_never_asked_before_it(asked: list[dt.date | None]) -> None:
    states = [
        CardState(Subject(TeamId(n)), "charter", (reply(n, day, CardAnswer.UNKNOWN),) if day is not None else ())
        for n, day in enumerate(asked, start=1)
    ]
    known = CardState(TEAM, "scope", (reply(99, DAY, CardAnswer.YES),))
    found = [state.day for state in oldest_first([*states, known], {})]
    never = asked.count(None)
    assert found[:never] == [None] * never
    assert found[never:] == sorted(day for day in asked if day is not None)


def test_among_what_was_never_asked_the_team_with_most_conflicts_comes_first() -> None:
    quiet, hot = Subject(TeamId(1)), Subject(TeamId(2))
    found = oldest_first([CardState(quiet, "charter"), CardState(hot, "charter")], {hot: 3, quiet: 1})
    assert [state.subject for state in found] == [hot, quiet]


@pytest.mark.parametrize(
    ("text", "answer"),
    [("y", CardAnswer.YES), ("No", CardAnswer.NO), ("UNKNOWN", CardAnswer.UNKNOWN), ("?", CardAnswer.UNKNOWN)],
)
def test_answers_are_read_from_their_beginnings(text: str, answer: CardAnswer) -> None:
    assert read_answer(text) is answer


@pytest.mark.parametrize("text", ["", "maybe", "yesterday"])
def test_anything_else_is_no_answer(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_answer(text)
    assert caught.value.hint == "say yes, no or unknown"
