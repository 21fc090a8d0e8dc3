"""What of a plan is shown: from which day on, up to which, and on what it rests."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.plan.values import Unplaced, Why
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.settings.schema import Planner
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.conftest import FRIDAY

MONDAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("today", "working_days", "first"),
    [
        (dt.date(2026, 11, 19), "mon,tue,wed,thu,fri", dt.date(2026, 11, 20)),
        (FRIDAY, "mon,tue,wed,thu,fri", MONDAY),
        (FRIDAY, "fri", dt.date(2026, 11, 27)),
    ],
)
def test_a_plan_begins_with_the_next_working_day_and_never_with_today(
    db: Database, clock: FixedClock, today: dt.date, working_days: str, first: dt.date
) -> None:
    clock.day = today
    settings = Settings()._replace(planner=Planner()._replace(working_days=working_days))
    assert Rhythm(db, clock, settings).plans.view().first == first


def test_a_plan_knows_the_meetings_from_the_first_week_of_the_quarter_on(org: Org) -> None:
    """The quarter of Friday 20 November 2026 begins on a Thursday, its first week on Monday 28 September."""
    made = [org.rhythm.planner.hold(org.dana.id, dt.date(2026, 9, number)) for number in (27, 28)]
    booked = {one.id for one in org.rhythm.plans.view().gathered.request.booked}
    assert [one.id in booked for one in made] == [False, True]


def test_a_plan_is_shown_to_its_last_sunday_and_for_periods_that_begin_by_then(org: Org) -> None:
    view = org.rhythm.plans.view(weeks=1)
    sunday = dt.date(2026, 11, 29)
    assert (view.first, view.last) == (MONDAY, sunday)
    dana = next(one for one in view.proposals if one.person_id == org.dana.id)
    days = [sunday, sunday + dt.timedelta(days=1)]
    view = view._replace(plan=view.plan._replace(proposals=tuple(dana._replace(day=one) for one in days)))
    assert [one.day for one in view.proposals] == [sunday]
    lacks = tuple(Unplaced(org.dana.id, dana.kind, period, Why.AWAY, "") for period in ("2026-W48", "2026-W49"))
    view = view._replace(plan=view.plan._replace(unplaced=lacks))
    for last, shown in ((MONDAY, lacks[:1]), (sunday, lacks[:1]), (days[1], lacks)):
        assert view._replace(last=last).unplaced == shown


def test_the_last_four_plans_are_kept_until_something_changes(org: Org) -> None:
    """Today, the week and the grid ask for the same ones, and each is costly to make."""
    plans = org.rhythm.plans

    def plan(after: int) -> object:
        return plans.view(MONDAY + dt.timedelta(days=after)).plan

    made = [plan(after) for after in range(4)]
    assert all(plan(after) is made[after] for after in range(4))
    plan(4)
    assert plan(1) is made[1]
    assert plan(0) is not made[0]
    org.rhythm.people.edit(org.dana.id, name="Dana Marsh")
    assert plan(4) is not plan(3)
    assert plan(1) is not made[1]
