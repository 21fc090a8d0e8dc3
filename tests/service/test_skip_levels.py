"""Coverage by manager over the store."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.people import Relation
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org


def test_each_manager_with_a_team_has_a_coverage_the_worst_first(rhythm: Rhythm, org: Org) -> None:
    day = rhythm.today() - dt.timedelta(days=10)
    rhythm.planner.hold(org.noor.id, day)
    rhythm.planner.hold(org.dana.id, day)
    first, second = rhythm.skip_levels.coverage()
    assert (first.manager_id, first.team_size, first.met_180d, first.never) == (org.ilya.id, 1, 0, 1)
    assert (second.manager_id, second.team_size, second.met_180d, second.percent) == (org.dana.id, 2, 1, 50)
    assert second.longest_gap_days == 10


def test_a_planned_meeting_is_what_comes_next(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.plan(org.noor.id, rhythm.today() + dt.timedelta(days=3))
    dana = next(one for one in rhythm.skip_levels.coverage() if one.manager_id == org.dana.id)
    assert dana.next_up.person.id == org.noor.id


def test_who_moved_is_covered_anew_under_the_other_manager(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.planner.hold(org.noor.id, clock.day)
    clock.forward(5)
    rhythm.people.edit(org.noor.id, manager_id=org.ilya.id)
    ilya = next(one for one in rhythm.skip_levels.coverage() if one.manager_id == org.ilya.id)
    assert (ilya.team_size, ilya.met_180d, ilya.longest_gap_days) == (2, 0, 5)


def test_who_is_no_skip_level_or_is_gone_is_not_counted(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.edit(org.noor.id, relation=Relation.MENTOR)
    rhythm.people.archive(org.chris_m.id)
    (dana,) = rhythm.skip_levels.coverage()
    assert [one.person.id for one in dana.team] == [org.chris_a.id]


def test_the_slots_of_the_settings_say_how_long_a_round_takes(db: Database, clock: FixedClock, org: Org) -> None:
    planner = Settings().planner._replace(skip_levels_per_week="1")
    found = Rhythm(db, clock, Settings()._replace(planner=planner)).skip_levels.round()
    assert (found.people, found.slots, found.weeks) == (3, 1, 3)
    assert org.rhythm.skip_levels.round().slots == 1
