"""Role clocks on a store: starts, ticks and lines of one's own; whose clock runs, and for whom lists are offered."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.clocks import Line
from rhythm.errors import BadInput, NotFound
from tests.builders import FixedClock, Org


def lines(org: Org) -> list[Line]:
    found = org.rhythm.clocks.first_days(org.dana)
    assert found is not None
    return list(found.lines)


def test_a_clock_runs_from_the_first_day_here_unless_another_day_is_named_for_the_role(
    org: Org, clock: FixedClock
) -> None:
    rhythm = org.rhythm
    assert rhythm.clocks.of(org.dana) is None
    dana = rhythm.people.edit(org.dana.id, started_on=clock.day - dt.timedelta(days=900))
    assert rhythm.clocks.words(dana) == ""
    rhythm.clocks.set_start(dana.id, clock.day - dt.timedelta(days=100))
    assert rhythm.clocks.words(dana) == "month 4 of 12-18"
    rhythm.clocks.set_start(dana.id, clock.day - dt.timedelta(days=40))
    assert rhythm.clocks.words(dana) == "month 2 of 12-18"
    for words in ("month 4 of 12-18", ""):
        rhythm.undo()
        assert rhythm.clocks.words(dana) == words


def test_the_day_that_was_named_last_holds_also_when_it_was_named_before(org: Org, clock: FixedClock) -> None:
    for days in (100, 40, 100):
        org.rhythm.clocks.set_start(org.dana.id, clock.day - dt.timedelta(days=days))
    assert org.rhythm.clocks.words(org.dana) == "month 4 of 12-18"


def test_only_the_director_and_managers_have_a_clock_and_the_newest_role_stands_first(
    org: Org, clock: FixedClock
) -> None:
    clocks, me = org.rhythm.clocks, org.rhythm.people.me()
    assert me is not None
    clocks.set_start(me.id, clock.day - dt.timedelta(days=500))
    clocks.set_start(org.ilya.id, clock.day - dt.timedelta(days=20))
    with pytest.raises(BadInput, match="only you"):
        clocks.set_start(org.noor.id, clock.day)
    reach = dt.timedelta(days=60 * 366)
    for beyond in (clock.day - reach - dt.timedelta(days=1), clock.day + reach + dt.timedelta(days=1)):
        with pytest.raises(BadInput, match="out of reach"):
            clocks.set_start(org.dana.id, beyond)
    clocks.set_start(org.dana.id, clock.day - reach)
    assert clocks.unknown() == ()
    org.rhythm.undo()
    assert [one.person for one in clocks.all()] == ["Ilya Brandt", "Me"]
    assert [one.person for one in clocks.all() if one.in_first_days] == ["Ilya Brandt"]
    assert [one.name for one in clocks.unknown()] == ["Dana Okoye"]


def test_no_first_days_run_before_a_start_is_known_or_after_ninety_days(org: Org, clock: FixedClock) -> None:
    assert org.rhythm.clocks.all() == ()
    org.rhythm.clocks.set_start(org.dana.id, clock.day)
    clock.forward(89)
    assert [(one.day, one.in_first_days) for one in org.rhythm.clocks.all()] == [(90, True)]
    clock.forward(1)
    assert [(one.day, one.in_first_days) for one in org.rhythm.clocks.all()] == [(91, False)]


def test_the_three_lists_are_ticked_and_take_lines_of_ones_own(org: Org, clock: FixedClock) -> None:
    clocks = org.rhythm.clocks
    with pytest.raises(NotFound, match="not known since when"):
        clocks.add(org.dana, "assess", "call the one before her")
    clocks.set_start(org.dana.id, clock.day - dt.timedelta(days=5))
    shipped = lines(org)
    assert len({line.list for line in shipped}) == 3
    clocks.tick(org.dana, shipped[0])
    own = clocks.add(org.dana, "assess", "call the one before her")
    clocks.tick(org.dana, own)
    done = [line.body for line in lines(org) if line.done_on == clock.day]
    assert done == [shipped[0].body, "call the one before her"]
    clocks.tick(org.dana, lines(org)[0], done=False)
    assert lines(org)[0].done_on is None
    assert own.id is not None
    clocks.drop(own.id)
    assert len(lines(org)) == len(shipped)
    org.rhythm.undo()
    assert own.body in [line.body for line in lines(org)]
    with pytest.raises(BadInput, match="shipped"):
        clocks.drop(lines(org)[0].id or 0)
    with pytest.raises(BadInput, match="is empty"):
        clocks.add(org.dana, "assess", " ")


def test_a_corrected_start_keeps_what_was_ticked_and_a_later_role_begins_with_nothing(
    org: Org, clock: FixedClock
) -> None:
    clocks = org.rhythm.clocks
    clocks.set_start(org.dana.id, clock.day - dt.timedelta(days=5))
    clocks.tick(org.dana, lines(org)[0])
    clocks.set_start(org.dana.id, clock.day - dt.timedelta(days=12))
    assert lines(org)[0].done_on == clock.day
    clock.forward(400)
    clocks.set_start(org.dana.id, clock.day)
    assert all(line.done_on is None for line in lines(org))
