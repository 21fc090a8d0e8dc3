"""The rules of the bench: stages in order, each on what it rests on; depth; accountability without decision rights."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.bench import (
    NO_PATH,
    Candidate,
    Card,
    Change,
    Evidence,
    EvidenceId,
    Mark,
    Outcome,
    Purpose,
    Seat,
    Stage,
    Trial,
    TrialId,
    accountability,
    below,
    depth_words,
    flaw,
    following,
    gaps,
    month_line,
    next_step,
    preceding,
    rests,
    seat_of,
)
from rhythm.domain.decision_rights import Level, Right
from rhythm.domain.people import Person, PersonId, TeamId

DAY = dt.date(2026, 11, 20)
NOOR = Candidate(1, "C1", PersonId(3), "Noor", DAY)


def line(purpose: Purpose, days_ago: int = 0) -> Evidence:
    return Evidence(EvidenceId(1), "E1", purpose, DAY - dt.timedelta(days=days_ago), "two teams ask her first")


def finished(days_ago: int = 10) -> Trial:
    ended = DAY - dt.timedelta(days=days_ago)
    return Trial(TrialId(1), "T1", "cross_team", ended - dt.timedelta(days=30), ended, Outcome.FINISHED)


def test_stages_follow_each_other_and_end() -> None:
    assert [following(stage) for stage in Stage] == [*list(Stage)[1:], None]
    assert [preceding(stage) for stage in Stage] == [None, *list(Stage)[:-1]]


def test_spotted_rests_on_peer_influence_and_on_nothing_else() -> None:
    assert rests(Card(NOOR, evidence=(line(Purpose.INFLUENCE),)), Stage.SPOTTED)
    for purpose in set(Purpose) - {Purpose.INFLUENCE}:
        assert not rests(Card(NOOR, evidence=(line(purpose),)), Stage.SPOTTED)


def test_tested_rests_on_a_test_that_was_finished_not_on_one_dropped_or_under_way() -> None:
    assert rests(Card(NOOR, tests=(finished(),)), Stage.TESTED)
    dropped, running = finished()._replace(outcome=Outcome.DROPPED), finished()._replace(outcome=None, ended_on=None)
    assert not rests(Card(NOOR, tests=(dropped, running)), Stage.TESTED)


@pytest.mark.parametrize(("coached", "counts"), [(11, False), (10, True), (0, True)])
def test_coaching_counts_from_the_day_on_which_the_test_ended(coached: int, counts: bool) -> None:
    card = Card(NOOR, tests=(finished(10),), evidence=(line(Purpose.COACHING, coached),))
    assert rests(card, Stage.COACHED) is counts


@pytest.mark.parametrize(("said", "counts"), [(6, False), (5, True), (0, True)])
def test_a_calibration_counts_from_the_day_of_the_coaching_on(said: int, counts: bool) -> None:
    lines = (line(Purpose.COACHING, 11), line(Purpose.COACHING, 5), line(Purpose.CALIBRATION, said))
    card = Card(NOOR, tests=(finished(10),), evidence=lines)
    assert rests(card, Stage.CALIBRATED) is counts
    assert not rests(card._replace(evidence=lines[-1:]), Stage.CALIBRATED)


def test_ready_shows_only_with_a_finished_test_whatever_was_said() -> None:
    said = (Change(1, Mark.READY, DAY),)
    assert Card(NOOR, said).ready_since is None
    assert Card(NOOR, said, (finished(),)).ready_since == DAY
    assert Card(NOOR, (*said, Change(2, Mark.NOT_READY, DAY)), (finished(),)).ready_since is None


def test_the_stage_is_that_of_the_newest_change_and_ready_changes_no_stage() -> None:
    assert Card(NOOR).stage is Stage.NAMED
    card = Card(NOOR, (Change(1, Stage.SPOTTED, DAY), Change(2, Mark.READY, DAY)), (finished(),))
    assert card.stage is Stage.SPOTTED


def test_what_comes_next_is_said_until_somebody_is_ready() -> None:
    assert next_step(Card(NOOR)) == "needs a line of influence on peers"
    spotted = Card(NOOR, (Change(1, Stage.SPOTTED, DAY),))
    assert next_step(spotted) == "needs a finished test"
    running = finished()._replace(outcome=None, ended_on=None)
    assert next_step(spotted._replace(tests=(running,))) == "end the test: what came of it?"
    done = Card(NOOR, (Change(1, Stage.CALIBRATED, DAY),), (finished(),))
    assert next_step(done) == "say whether they are ready"
    assert next_step(done._replace(changes=(*done.changes, Change(2, Mark.READY, DAY)))) == ""


@given(st.lists(st.sampled_from([*Stage, *Mark]), max_size=8), st.booleans())
def test_a_history_without_a_flaw_takes_one_step_at_a_time_and_has_no_ready_without_a_test(
    whats: list[Stage | Mark], tested: bool
) -> None:
    everything = tuple(line(purpose) for purpose in Purpose)
    card = Card(
        NOOR,
        tuple(Change(n, what, DAY) for n, what in enumerate(whats)),
        (finished(),) if tested else (),
        everything,
    )
    if flaw(card) == "":
        stages = [Stage.NAMED, *(what for what in whats if isinstance(what, Stage))]
        order = list(Stage)
        steps = [order.index(two) - order.index(one) for one, two in pairwise(stages)]
        assert set(steps) <= {1, -1}
        assert tested or Mark.READY not in whats
        assert tested or order.index(card.stage) < order.index(Stage.TESTED)


def test_a_flaw_is_named() -> None:
    skipped = Card(NOOR, (Change(1, Stage.TESTED, DAY),), (finished(),))
    assert flaw(skipped) == "from named to tested a stage is skipped"
    assert flaw(Card(NOOR, (Change(1, Mark.READY, DAY),))) == "ready needs a finished test"
    assert flaw(Card(NOOR, (Change(1, Stage.SPOTTED, DAY),))) == "spotted needs a line of influence on peers"


def test_depth_counts_who_passed_a_test_and_nobody_is_said_in_words() -> None:
    passed, running = Card(NOOR, tests=(finished(), finished())), Card(NOOR, tests=(finished()._replace(outcome=None),))
    seat = Seat(PersonId(1), "Dana", (passed, running))
    assert (seat.depth, depth_words(seat)) == (1, "1 tested")
    empty = Seat(PersonId(2), "Ilya", (running,))
    assert (empty.depth, depth_words(empty)) == (0, NO_PATH) == (0, "no credible internal path")
    assert (
        month_line([seat, empty]) == "1 of 2 seats have somebody who passed a test; no credible internal path for Ilya"
    )
    assert month_line([seat]) == "1 of 1 seats have somebody who passed a test"
    assert month_line([]) == ""


def test_the_seat_is_that_of_whom_they_report_to_unless_another_one_is_named() -> None:
    person = Person(PersonId(3), "P3", "Noor", manager_id=PersonId(1))
    assert seat_of(NOOR, person) == 1
    assert seat_of(NOOR._replace(seat_id=PersonId(2)), person) == 2
    assert seat_of(NOOR, None) is None


def test_an_area_with_nothing_seen_since_a_day_is_a_gap_once_anything_was_seen() -> None:
    areas, since = ["scale", "people_leadership"], DAY - dt.timedelta(days=100)
    assert gaps(Card(NOOR), areas, since) == ()
    old = line(Purpose.OTHER, 101)._replace(area="people_leadership")
    fresh = line(Purpose.OTHER, 100)._replace(area="scale")
    assert gaps(Card(NOOR, evidence=(old, fresh)), areas, since) == ("people_leadership",)
    assert gaps(Card(NOOR, evidence=(old,)), areas, since) == ("scale", "people_leadership")


def right(decider: int, level: int) -> Right:
    return Right(1, "R1", TeamId(1), "roadmap", DAY, PersonId(decider), "Somebody", Level(level))


@pytest.mark.parametrize(
    ("rights", "without"),
    [
        ([], None),
        ([right(1, 3)], False),
        ([right(1, 2), right(1, 6)], False),
        ([right(1, 1), right(1, 2)], True),
        ([right(9, 7), right(1, 6)], True),
        # Handed further down the line it is still theirs.
        ([right(3, 5)], False),
    ],
)
def test_accountability_without_decision_rights_is_found_by_one_plain_rule(
    rights: list[Right], without: bool | None
) -> None:
    assert accountability(rights, {PersonId(1), PersonId(3)}).without_rights is without


def test_the_line_of_somebody_reaches_all_the_way_down() -> None:
    people = [
        Person(PersonId(1), "P1", "Dana"),
        Person(PersonId(2), "P2", "Noor", manager_id=PersonId(1)),
        Person(PersonId(3), "P3", "Sam", manager_id=PersonId(2)),
        Person(PersonId(4), "P4", "Ilya"),
    ]
    assert below(people, PersonId(1)) == {1, 2, 3}
