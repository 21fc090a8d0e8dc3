"""Which records name which bet, how their minutes are shared, and what is flagged."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.attention import (
    Attention,
    BetNames,
    Link,
    Record,
    RecordKey,
    RecordKind,
    attention,
    last_two,
    percent,
)
from rhythm.domain.periods import Quarter, parse_quarter
from rhythm.domain.portfolio import Bet, BetId, Bucket, Judgement

FIRST, LAST = dt.date(2026, 10, 1), dt.date(2026, 11, 20)
Q4 = Quarter(2026, 4)
SEARCH, BILLING, ADS = BetId(1), BetId(2), BetId(3)


def bet(number: int, name: str, *words: str) -> Bet:
    return Bet(BetId(number), f"u{number}", name, Bucket.CORE, None, 3, words, FIRST)


BETS = (bet(1, "Search", "ranking"), bet(2, "Billing"), bet(3, "Search ads"))


def record(kind: RecordKind, number: int, minutes: int | None, *texts: str, inside: RecordKey | None = None) -> Record:
    return Record(RecordKey(kind, number), FIRST, minutes, texts, inside=inside)


def meeting(number: int, minutes: int | None, *texts: str) -> Record:
    return record(RecordKind.MEETING, number, minutes, *texts)


def escalation(number: int, minutes: int | None, *texts: str, inside: RecordKey | None = None) -> Record:
    return record(RecordKind.ESCALATION, number, minutes, *texts, inside=inside)


def judged(*values: tuple[str, int], of: int = 1) -> list[Judgement]:
    return [Judgement(0, "", BetId(of), period, FIRST, value) for period, value in values]


def spent(
    *records: Record, links: tuple[Link, ...] = (), judgements: tuple[Judgement, ...] | list[Judgement] = ()
) -> Attention:
    return attention(BETS, records, links, judgements, FIRST, LAST, Q4, begins)


def begins(period: str) -> dt.date:
    """The first day of a quarter, in years from January on."""
    return parse_quarter(period, LAST).first_day


def minutes(found: Attention) -> dict[int, Fraction]:
    return {one.bet.id: one.minutes for one in found.bets if one.minutes}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("the search again", {SEARCH}),
        ("SEARCH: who decides?", {SEARCH}),
        ("searching for a venue", set()),
        ("research", set()),
        ("#search-ads first", {ADS}),
        ("search ads and search", {ADS, SEARCH}),
        ("Ránking of billing", {SEARCH, BILLING}),
        ("search search", {SEARCH}),
        ("", set()),
    ],
)
def test_a_bet_is_named_by_whole_words_and_a_longer_name_goes_first(text: str, named: set[BetId]) -> None:
    assert BetNames(BETS).named_in([text]) == named


def test_a_record_that_names_two_bets_is_shared_evenly_and_says_so() -> None:
    found = spent(meeting(1, 30, "search and billing"), escalation(1, 15, "billing"))
    assert minutes(found) == {SEARCH: 15, BILLING: 30}
    (part,) = found.bets[1].parts
    assert (part.minutes, part.bets) == (Fraction(15), 2)
    assert [one.share for one in found.bets] == [Fraction(2, 3), Fraction(1, 3), 0]


def test_minutes_that_nobody_knows_are_counted_apart_and_not_as_nothing() -> None:
    found = spent(meeting(1, None, "search"), meeting(2, 10, "search"), escalation(1, None, "search and billing"))
    assert minutes(found) == {SEARCH: 10}
    assert {one.bet.id: one.unknown for one in found.bets} == {SEARCH: 2, BILLING: 1, ADS: 0}
    assert found.unknown == 2
    assert found.of(SEARCH) is not None


def test_what_names_no_bet_stands_beside_and_is_no_part_of_the_shares() -> None:
    found = spent(meeting(1, 30, "search"), meeting(2, 45, "the offsite"), record(RecordKind.TOPIC, 1, None, "lunch"))
    assert (found.minutes, found.unnamed_minutes) == (Fraction(30), Fraction(45))
    assert [part.record.key.id for part in found.unnamed] == [2]
    assert found.bets[0].share == 1


def test_the_topics_of_a_meeting_name_its_bets_and_are_counted() -> None:
    topic = record(RecordKind.TOPIC, 7, None, "ranking", inside=RecordKey(RecordKind.MEETING, 1))
    found = spent(meeting(1, 30, "all well"), topic, record(RecordKind.TOPIC, 8, None, "billing waits"))
    assert minutes(found) == {SEARCH: 30}
    assert {one.bet.id: one.topics for one in found.bets} == {SEARCH: 1, BILLING: 1, ADS: 0}


def test_an_escalation_inside_a_meeting_is_counted_once() -> None:
    inside = RecordKey(RecordKind.MEETING, 1)
    found = spent(meeting(1, 30, "search"), escalation(1, 20, "billing", inside=inside))
    assert minutes(found) == {SEARCH: 10, BILLING: 20}
    assert found.bets[0].escalation_minutes == 20
    assert found.of(SEARCH) == found.bets[1]
    assert found.bets[1].meeting_minutes == 10
    longer = spent(meeting(1, 30, "search"), escalation(1, 40, "billing", inside=inside))
    assert minutes(longer) == {BILLING: 40}


def test_what_is_said_by_hand_goes_against_the_words() -> None:
    links = (
        Link(BILLING, RecordKey(RecordKind.MEETING, 1), True),
        Link(SEARCH, RecordKey(RecordKind.MEETING, 2), False),
        Link(BetId(99), RecordKey(RecordKind.MEETING, 2), True),
    )
    found = spent(meeting(1, 30, "the offsite"), meeting(2, 20, "search"), links=links)
    assert minutes(found) == {BILLING: 30}
    assert found.unnamed_minutes == 20


def test_a_topic_that_is_said_not_to_name_a_bet_does_not_name_it_for_its_meeting() -> None:
    topic = record(RecordKind.TOPIC, 7, None, "ranking", inside=RecordKey(RecordKind.MEETING, 1))
    found = spent(meeting(1, 30), topic, links=(Link(SEARCH, topic.key, False),))
    assert minutes(found) == {}


LOW = judged(("2026-Q4", 2), ("2026-Q3", 1))


def at(share: int, of: int = 1000) -> tuple[Record, Record]:
    """A meeting about search that takes so much of all attention, and the rest about billing."""
    return meeting(1, share, "search"), meeting(2, of - share, "billing")


@pytest.mark.parametrize(("share", "flagged"), [(199, False), (200, True), (201, True)])
def test_the_flag_begins_at_a_fifth(share: int, flagged: bool) -> None:
    found = spent(*at(share), judgements=LOW)
    assert [one.bet.id for one in found.flagged] == ([SEARCH] if flagged else [])


@pytest.mark.parametrize(
    ("history", "flagged"),
    [
        ((("2026-Q4", 2), ("2026-Q3", 2)), True),
        ((("2026-Q4", 3), ("2026-Q3", 2)), False),
        ((("2026-Q4", 2), ("2026-Q3", 3)), False),
        ((("2026-Q4", 2),), False),
        ((), False),
        # Not judged yet in this quarter: the last two reviews say it.
        ((("2026-Q3", 1), ("2026-Q2", 2)), True),
        ((("2026-Q3", 1), ("2025-Q4", 2)), True),
        # Nobody looked at it for two quarters.
        ((("2026-Q2", 1), ("2026-Q1", 1)), False),
        # A later review says nothing of this one.
        ((("2027-Q1", 1), ("2026-Q4", 1)), False),
    ],
)
def test_the_flag_needs_a_low_return_in_this_and_the_last_review(
    history: tuple[tuple[str, int], ...], flagged: bool
) -> None:
    found = spent(*at(500), judgements=judged(*history))
    assert bool(found.flagged) is flagged


def test_a_share_is_never_shown_as_a_fifth_before_it_is_one() -> None:
    assert (percent(Fraction(1999, 10_000)), percent(Fraction(1, 5)), percent(Fraction(205, 1000))) == (19, 20, 20)
    assert percent(Fraction(664, 1000)) == 66


TEXTS = st.lists(st.sampled_from(["search", "billing", "search ads", "ranking", "lunch", ""]), max_size=3).map(" ".join)
RECORDS = st.lists(
    st.builds(
        Record,
        st.builds(RecordKey, st.sampled_from(RecordKind), st.integers(1, 12)),
        st.dates(FIRST - dt.timedelta(days=40), LAST + dt.timedelta(days=40)),
        st.none() | st.integers(0, 600),
        st.tuples(TEXTS),
        inside=st.none() | st.builds(RecordKey, st.just(RecordKind.MEETING), st.integers(1, 12)),
    ).map(lambda one: one._replace(minutes=None) if one.key.kind is RecordKind.TOPIC else one),
    max_size=25,
    unique_by=lambda one: one.key,
)


@given(RECORDS)
def test_the_shares_add_up_to_all_known_minutes_that_name_a_bet(records: list[Record]) -> None:
    found = spent(*records)
    assert sum(one.share for one in found.bets) == (1 if found.minutes else 0)
    assert sum((one.minutes for one in found.bets), Fraction()) == found.minutes
    for one in found.bets:
        assert one.meeting_minutes + one.escalation_minutes == one.minutes


@given(RECORDS)
def test_no_minute_is_counted_twice_and_none_is_lost(records: list[Record]) -> None:
    found = spent(*records)
    within = [one for one in records if FIRST <= one.day <= LAST]
    inside = sum(one.minutes or 0 for one in within if one.inside is not None)
    whole = sum(one.minutes or 0 for one in within)
    assert whole - inside <= found.minutes + found.unnamed_minutes <= whole


@given(RECORDS)
def test_a_record_outside_of_the_days_changes_nothing(records: list[Record]) -> None:
    within = [one for one in records if FIRST <= one.day <= LAST]
    assert spent(*records) == spent(*within)
    assert all(FIRST <= part.record.day <= LAST for one in spent(*records).bets for part in one.parts)


@given(RECORDS, st.randoms())
def test_the_order_of_the_records_changes_no_number(records: list[Record], chance: Random) -> None:
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert minutes(spent(*records)) == minutes(spent(*shuffled))


def test_returns_are_compared_by_the_days_of_their_quarters_and_not_by_name() -> None:
    """Where years began in April, the fourth quarter was January to March: later than the one of that name today."""
    fiscal = {"2026-Q4": dt.date(2027, 1, 1), "2026-Q3": dt.date(2026, 10, 1)}
    known = judged(("2026-Q2", 5), ("2026-Q3", 2), ("2026-Q4", 1))

    def begun(period: str) -> dt.date:
        return fiscal.get(period) or begins(period)

    autumn = Quarter(2026, 4, by_month=True)
    newest, before = last_two(known, autumn, begun)
    assert (newest and newest.period, before and before.period) == ("2026-Q3", "2026-Q2")
    newest, before = last_two(known, autumn.next(), begun)
    assert (newest and newest.period, before and before.period) == ("2026-Q4", "2026-Q3")


def test_a_return_that_is_kept_by_the_first_month_of_its_quarter_counts() -> None:
    autumn = Quarter(2025, 4, by_month=True)
    newest, _ = last_two(judged((str(autumn), 3)), autumn, {str(autumn): autumn.first_day}.__getitem__)
    assert str(autumn) != "2025-Q4"
    assert newest
    assert newest.period == str(autumn)


def test_of_two_returns_for_the_same_days_the_one_judged_last_counts_once() -> None:
    known = [
        Judgement(1, "", SEARCH, "2026-Q2", FIRST, 5),
        Judgement(2, "", SEARCH, "2026-Q4", FIRST, 1),
        Judgement(3, "", SEARCH, "2026-Q3", LAST, 4),
    ]
    same_days = {"2026-Q3": dt.date(2026, 10, 1)}
    newest, before = last_two(known, Q4, lambda period: same_days.get(period) or begins(period))
    assert (newest and newest.value, before and before.value) == (4, 5)


@given(st.integers(1, 12), st.lists(st.integers(0, 40), unique=True), st.integers(0, 40))
def test_the_last_two_are_those_of_the_latest_days_whenever_the_year_begins(
    month: int, judged_in: list[int], now: int
) -> None:
    first = Quarter(2020, 1, month)
    days = {str(first.shifted(one)): first.shifted(one).first_day for one in range(41)}
    known = judged(*((str(first.shifted(one)), 3) for one in judged_in))
    found = [one.period if one else None for one in last_two(known, first.shifted(now), days.__getitem__)]
    expected = sorted((one for one in judged_in if one <= now), reverse=True)
    assert found == [*[str(first.shifted(one)) for one in expected], None, None][:2]


def test_however_long_a_bet_was_judged_the_days_of_eight_returns_are_looked_up() -> None:
    asked = list[str]()
    known = judged(*((f"{year}-Q{number}", 3) for year in range(2006, 2027) for number in (1, 2, 3, 4)))

    def noted(period: str) -> dt.date:
        asked.append(period)
        return begins(period)

    newest, before = last_two(known, Q4, noted)
    assert (newest and newest.period, before and before.period) == ("2026-Q4", "2026-Q3")
    assert [asked[0], asked[-1], len(asked)] == ["2025-Q1", "2026-Q4", 8]
