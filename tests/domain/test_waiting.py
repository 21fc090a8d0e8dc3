"""Who waits too long for a word of the director's: at the last day that is fine, and the day after it."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.feedback import LastSaid
from rhythm.domain.people import PersonId
from rhythm.domain.waiting import KnownManager, without_feedback, without_thanks

TODAY = dt.date(2026, 11, 20)


def manager(
    met: int | None, *, feedback: int | None = None, thanks: int | None = None, number: int = 1
) -> KnownManager:
    """Somebody first met, and told something, so many days ago."""
    days = [TODAY - dt.timedelta(days=ago) if ago is not None else None for ago in (met, feedback, thanks)]
    return KnownManager(PersonId(number), "Dana", days[0], LastSaid(days[1], days[2]))


@pytest.mark.parametrize(("ago", "named"), [(42, []), (43, [43])])
def test_six_weeks_without_precise_feedback_are_fine_and_a_day_more_is_not(ago: int, named: list[int]) -> None:
    for one in (manager(200, feedback=ago, thanks=0), manager(ago)):
        assert [waiting.days for waiting in without_feedback((one,), TODAY)] == named


@pytest.mark.parametrize(("ago", "named"), [(28, []), (29, [29])])
def test_four_weeks_without_appreciation_are_fine_and_a_day_more_is_not(ago: int, named: list[int]) -> None:
    for one in (manager(200, feedback=0, thanks=ago), manager(ago)):
        assert [waiting.days for waiting in without_thanks((one,), TODAY)] == named


def test_who_was_never_met_waits_for_nothing_and_the_longest_wait_comes_first() -> None:
    known = (manager(None), manager(60, number=2), manager(90, number=3), manager(300, feedback=60, number=4))
    assert [(one.person_id, one.days, one.last is None) for one in without_feedback(known, TODAY)] == [
        (3, 90, True),
        (2, 60, True),
        (4, 60, False),
    ]
