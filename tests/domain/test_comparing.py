"""A line held against conflicts again at each key answers as if all of them were weighed anew."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import exp
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.features import features, lift
from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching import Corpus, Line, Profile, Roster, Vocabulary, build_profile, read_line
from rhythm.domain.matching.comparing import Compared, KnownConflicts
from rhythm.domain.matching.profiles import token_weights
from rhythm.domain.matching.reasons import reasons
from rhythm.domain.matching.scoring import SHIPPED

DAY = date(2026, 3, 2)
WORDS = ("quota", "release", "date", "rota", "budget", "beta", "rel", "bud")
SIDES = ("Payments", "Platform", "Search")
Keyed = tuple[str, tuple[str, ...], str, str, int]

said = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
sides = st.lists(st.sampled_from(SIDES), unique=True, max_size=3).map(tuple)
areas = st.sampled_from(("", "", "roadmap", "quality"))
people = st.sampled_from(("", "", "Priya Rao", "Tomas Horn"))
keyed = st.tuples(said, sides, areas, people, st.integers(0, 2))
told = st.lists(st.tuples(st.integers(1, 9), keyed), max_size=20)


def line(key: Keyed) -> Line:
    text, who, area, raised_by, ago = key
    return read_line(
        text, who, raised_by, area, None, DAY - timedelta(days=20 * ago), Roster(), Vocabulary.from_data({})
    )


def stored(rows: Sequence[tuple[int, Keyed]]) -> tuple[dict[ConflictId, Profile], Corpus]:
    lines: dict[int, list[Line]] = {}
    counts: Counter[str] = Counter()
    for number, key in rows:
        lines.setdefault(number, []).append(line(key))
        counts.update(lines[number][-1].tokens)
    return {ConflictId(number): build_profile(some) for number, some in lines.items()}, Corpus(len(rows), counts)


def all_weighed(
    new: Line, profiles: dict[ConflictId, Profile], corpus: Corpus
) -> dict[ConflictId, tuple[float, tuple[str, ...]]]:
    """The score of every conflict and why, each worked out by itself from the features and their weights."""
    weights = token_weights(new)
    found = {}
    for one, profile in profiles.items():
        lifts = lift(weights, profile, corpus)
        evidence = features(new, weights, lifts, profile)
        z = SHIPPED.prior + sum(SHIPPED.weights[name] * value for name, value in evidence.items())
        found[one] = exp(min(z, 40.0)), reasons(new, profile, lifts)
    total = exp(SHIPPED.caution) + sum(strength for strength, _ in found.values())
    return {one: (strength / total, why) for one, (strength, why) in found.items()}


@given(told, st.lists(st.tuples(keyed, st.booleans()), min_size=1, max_size=6), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_what_is_taken_up_from_the_key_before_changes_no_answer(
    rows: list[tuple[int, Keyed]], keys: list[tuple[Keyed, bool]], limit: int
) -> None:
    profiles, corpus = stored(rows)
    known = KnownConflicts(profiles.items())
    few = {one: profile for one, profile in profiles.items() if one % 2}
    held = {False: Compared(profiles, known, corpus), True: Compared(few, known, corpus)}
    for key, among_few in keys:
        new, candidates = line(key), few if among_few else profiles
        found = held[among_few].matches(new, limit)
        if not new.tokens and not new.parties:
            assert found == ()
            continue
        expected = all_weighed(new, candidates, corpus)
        best = sorted((score for score, _ in expected.values()), reverse=True)[:limit]
        # By place and by conflict: those that are equally likely come in any order here, and nobody is left out.
        assert [match.score for match in found] == pytest.approx(best, rel=1e-9)
        assert len({match.conflict_id for match in found}) == len(found)
        for match in found:
            score, why = expected[match.conflict_id]
            assert match.score == pytest.approx(score, rel=1e-9)
            assert match.reasons == why


@given(told, said)
@settings(max_examples=60, deadline=None)
def test_letter_by_letter_a_line_comes_to_what_it_is_as_a_whole(rows: list[tuple[int, Keyed]], text: str) -> None:
    profiles, corpus = stored(rows)
    known = KnownConflicts(profiles.items())
    held = Compared(profiles, known, corpus)
    for end in range(len(text) + 1):
        typed = held.matches(line((text[:end], SIDES[:2], "", "", 0)))
    at_once = Compared(profiles, KnownConflicts(profiles.items()), corpus).matches(line((text, SIDES[:2], "", "", 0)))
    assert [match.score for match in typed] == pytest.approx([match.score for match in at_once], rel=1e-9)
    assert {match.conflict_id: match.reasons for match in typed} == {
        match.conflict_id: match.reasons for match in at_once
    }


def test_conflicts_that_are_known_later_are_found_by_a_word_that_was_asked_before() -> None:
    profiles, corpus = stored([(1, ("quota", SIDES[:2], "", "", 1)), (2, ("quota date", SIDES[:2], "", "", 0))])
    known = KnownConflicts([(ConflictId(1), profiles[ConflictId(1)])])
    new = line(("quota date", SIDES[:2], "", "", 0))
    assert [match.conflict_id for match in Compared([ConflictId(1)], known, corpus).matches(new)] == [1]
    known.add([(ConflictId(2), profiles[ConflictId(2)])])
    assert [match.conflict_id for match in Compared(profiles, known, corpus).matches(new)] == [2, 1]


def _steps(read: Callable[[], object]) -> int:
    """How many steps of Python's own machine a call takes; unlike time they are always the same."""
    count = 0

    def look(frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        read()
    finally:
        sys.settrace(before)
    return count


def test_a_further_letter_costs_the_same_among_ten_conflicts_and_two_hundred() -> None:
    costs = []
    for number in (10, 200):
        rows = [(one, (f"quota {WORDS[one % 5]}", SIDES[: 1 + one % 3], "", "", one % 3)) for one in range(number)]
        profiles, counted = stored(rows)
        # Among ten thousand lines the word says much for each of the conflicts that hold it.
        held = Compared(profiles, KnownConflicts(profiles.items()), counted._replace(lines=10_000))
        # A key with a word more, and one more letter of it: no conflict has either.
        first, second = (line((f"quota {word}", SIDES[:2], "", "", 0)) for word in ("zeb", "zebr"))
        assert held.matches(first)
        costs.append(_steps(lambda held=held, second=second: held.matches(second)))  # type: ignore[misc]
    assert costs[1] <= costs[0] * 1.2


def test_a_new_word_that_no_conflict_has_costs_a_few_steps_for_each() -> None:
    """All that changes is how much the words weigh together, and by that the strength of every conflict."""
    costs = []
    for number in (10, 200):
        profiles, counted = stored([(one, ("quota date", SIDES[:2], "", "", one % 3)) for one in range(number)])
        held = Compared(profiles, KnownConflicts(profiles.items()), counted._replace(lines=10_000))
        first, second = (line((text, SIDES[:2], "", "", 0)) for text in ("quota", "quota zeb"))
        assert held.matches(first, 3)
        costs.append(_steps(lambda held=held, second=second: held.matches(second, 3)))  # type: ignore[misc]
    assert costs[1] - costs[0] <= 190 * 16
