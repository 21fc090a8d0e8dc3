"""Coverage by manager over the store, and groups of skip-levels in the plan."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.people import Relation
from rhythm.domain.plan.making import Obstacles
from rhythm.domain.plan.values import Change
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


def test_a_group_stays_together_in_the_plan_and_is_one_meeting_of_the_day(org: Org) -> None:
    plans, team = org.rhythm.plans, [org.rhythm.people.add(name) for name in ("Ann Low", "Bob Low", "Cid Low")]
    for person in team:
        org.rhythm.people.edit(person.id, manager_id=org.dana.id)
    plans.accept(plans.view(weeks=6))
    day = dt.date(2026, 12, 9)
    org.rhythm.skip_levels.plan_group([person.id for person in team], day, start="14:00")
    view = plans.view(weeks=6)
    ids = {person.id for person in team}
    found = [one for one in view.proposals if one.person_id in ids]
    assert [(one.day, one.start, one.change) for one in found] == [(day, 14 * 60, Change.KEPT)] * 3
    assert (view.stuck, view.impossible) == ((), {})
    request = view.gathered.request
    others = sum(row.day == day and not row.gathering for row in request.booked)
    full = Obstacles(request._replace(limits=request.limits._replace(per_day=others + 2)))
    assert full.at(org.ilya.id, day, 16 * 60, 30) is None, "three at once take one place of the day"
    assert full.at(org.ilya.id, day, 14 * 60, 30) is not None


def test_a_skip_level_put_into_another_quarter_stays_there(org: Org) -> None:
    plans = org.rhythm.plans
    plans.accept(plans.view(weeks=6))
    stands = next(one for one in plans.view(weeks=6).proposals if one.person_id == org.noor.id)
    assert stands.meeting_id is not None
    moved = plans.move(stands.meeting_id, dt.date(2027, 1, 14), "10:00")
    assert (moved.hint, moved.meeting.pinned) == ("outside 2026-Q4, for which it stands", True)
    found = [one for one in plans.view(weeks=13).proposals if one.person_id == org.noor.id]
    assert [(one.day, one.change) for one in found] == [(dt.date(2027, 1, 14), Change.KEPT)]
    back = plans.move(stands.meeting_id, stands.day, "11:00")
    assert back.hint == ""
