"""Absences: said, joined, taken back, and what they do to who is due."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.absences import AbsenceKind
from rhythm.domain.cadence import DueState
from rhythm.domain.people import Person
from rhythm.errors import BadInput, NotFound
from rhythm.queries.planning import DueRow
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.conftest import FRIDAY
from tests.storage.dumps import dump

KINDS = tuple(AbsenceKind)


def day(ahead: int) -> dt.date:
    return FRIDAY + dt.timedelta(days=ahead)


def row(org: Org, person: Person) -> DueRow:
    return next(row for row in org.rhythm.planner.due() if row.person.id == person.id)


def test_without_a_person_it_is_the_director_who_is_made_where_there_is_none(rhythm: Rhythm) -> None:
    absence = rhythm.absences.add(None, day(3), day(7))
    me = rhythm.people.me()
    assert me is not None
    assert (absence.person_id, absence.first, absence.last) == (me.id, day(3), day(7))
    assert absence.kind is AbsenceKind.VACATION
    assert [action.label for action in rhythm.undoable()] == ["away"]
    rhythm.undo()
    assert (rhythm.absences.coming(), rhythm.people.me()) == ((), None)


def test_days_that_overlap_or_follow_become_one_and_undo_parts_them(org: Org) -> None:
    away = org.rhythm.absences
    away.add(org.dana.id, day(3), day(5))
    away.add(org.dana.id, day(10), day(12))
    before = dump(org.rhythm._db)
    joined = away.add(org.dana.id, day(6), day(9))
    assert [(one.first, one.last) for one in away.coming()] == [(day(3), day(12))]
    assert joined == away.coming()[0]
    org.rhythm.undo()
    assert dump(org.rhythm._db) == before


def test_another_kind_and_another_person_stand_beside_it(org: Org) -> None:
    away = org.rhythm.absences
    away.add(org.dana.id, day(3), day(5))
    away.add(org.dana.id, day(4), day(6), AbsenceKind.TRAVEL)
    away.add(org.ilya.id, day(3), day(5))
    assert len(away.coming()) == 3


@pytest.mark.parametrize(("first", "last"), [(5, 4), (0, 732)])
def test_days_that_can_not_be_meant_are_refused(org: Org, first: int, last: int) -> None:
    with pytest.raises(BadInput):
        org.rhythm.absences.add(org.dana.id, day(first), day(last))
    assert org.rhythm.absences.coming() == ()


def test_an_absence_lasts_from_one_day_to_two_leap_years(org: Org) -> None:
    for last in (0, 731):
        org.rhythm.absences.add(org.dana.id, day(0), day(last))
    (found,) = org.rhythm.absences.coming()
    assert (found.first, found.last) == (day(0), day(731))


def test_it_can_be_taken_back_once(org: Org) -> None:
    away = org.rhythm.absences
    number = away.add(org.dana.id, day(3), day(5)).id
    assert away.find(f"#{number}").person == "Dana Okoye"
    away.remove(number)
    assert away.coming() == ()
    with pytest.raises(NotFound, match=f"no absence #{number}"):
        away.remove(number)
    with pytest.raises(NotFound):
        away.find("tuesday")


def test_who_is_away_is_due_to_nobody_until_the_day_of_the_return(org: Org, clock: FixedClock) -> None:
    org.rhythm.planner.hold(org.dana.id, day(-20))
    org.rhythm.absences.add(org.dana.id, day(1), day(3), AbsenceKind.TRAVEL)
    assert row(org, org.dana).due.state is DueState.OVER
    clock.forward(1)
    assert row(org, org.dana).due.state is DueState.PAUSED
    assert row(org, org.dana).person.paused_until == day(4)
    clock.forward(3)
    assert row(org, org.dana).due.state is DueState.OVER, "a journey does not begin the rhythm anew"


@pytest.mark.parametrize("kind", [AbsenceKind.VACATION, AbsenceKind.LEAVE])
def test_who_returns_from_a_leave_is_counted_from_the_return(org: Org, clock: FixedClock, kind: AbsenceKind) -> None:
    org.rhythm.planner.hold(org.dana.id, day(-5))
    org.rhythm.absences.add(org.dana.id, day(1), day(30), kind)
    clock.forward(31)
    due = row(org, org.dana).due
    assert (due.state, due.due_on) == (DueState.OK, day(31 + 7))
    assert due.gap_days == 36
    assert org.rhythm.planner.room(org.dana).due == due
    clock.forward(7)
    assert row(org, org.dana).due.state is DueState.DUE
    org.rhythm.planner.hold(org.dana.id)
    assert row(org, org.dana).due.due_on == day(38 + 7), "a meeting after it counts more"


def test_a_free_day_is_no_leave(org: Org, clock: FixedClock) -> None:
    org.rhythm.planner.hold(org.dana.id, day(-5))
    org.rhythm.absences.add(org.dana.id, day(1), day(1))
    clock.forward(2)
    assert row(org, org.dana).due.due_on == day(2)


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(-5, 25), st.integers(0, 12)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_days_away_are_those_that_were_said_in_any_order(
    said: list[tuple[AbsenceKind, int, int]], noise: object
) -> None:
    db = memory_store(FixedClock(FRIDAY))
    rhythm = Rhythm(db, db.clock, Settings())
    dana = rhythm.people.add("Dana Okoye")
    shuffled = list(said)
    noise.shuffle(shuffled)  # type: ignore[attr-defined]
    for kind, first, length in shuffled:
        rhythm.absences.add(dana.id, day(first), day(first + length), kind)
    found = rhythm.absences.between(day(-100), day(100))
    for kind in KINDS:
        wanted = {first + n for one, first, length in said if one is kind for n in range(length + 1)}
        spans = [absence for absence in found if absence.kind is kind]
        covered = [n for n in range(-10, 60) for absence in spans if absence.covers(day(n))]
        assert sorted(covered) == sorted(wanted), "each day once"
    db.close()
