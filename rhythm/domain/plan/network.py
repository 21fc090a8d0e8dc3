"""The costs of a quarter's skip-levels as the flow wants them."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter

from rhythm.domain.people import PersonId
from rhythm.domain.periods import monday_of
from rhythm.domain.plan import costs
from rhythm.domain.plan.board import is_fixed
from rhythm.domain.plan.costs import Wish, soft_cost
from rhythm.domain.plan.flow import Network
from rhythm.domain.plan.free import week_days
from rhythm.domain.plan.pool import JOINER_NOT_IN_LAST, KIND, Guest, Pool, since
from rhythm.domain.plan.values import DAYS_A_WEEK, Attendee

OWED_WEEKS = 4
_WEEK = dt.timedelta(weeks=1)


def network_of(pool: Pool) -> Network:
    """The costs of everybody in every week, none forbidden yet."""
    reserve_from = pool.last_day - costs.RESERVE_WEEKS * _WEEK
    strangers = _targets_of_strangers(pool)
    soft = []
    for number, (guest, starts) in enumerate(zip(pool.guests, pool.starts, strict=True)):
        wish = _wish(pool, guest, strangers.get(guest.attendee.person_id))
        stay, stands = _stay(guest), pool.stored_week(number)
        soft.append({
            week: soft_cost(wish, week, reserve=pool.weeks[week] > reserve_from, free_slots=slots)
            + (stay if week != stands else 0)
            for week, slots in starts.items()
        })  # fmt: skip
    teams, of_person = _teams(pool)
    return Network(
        costs=soft,
        missed=[_missed_cost(pool, guest) for guest in pool.guests],
        teams=of_person,
        team_steps=[
            [costs.team_steps(stand, cap) for stand, cap in zip(_standing_of(pool, team), pool.caps, strict=True)]
            for team in teams
        ],
        week_steps=_week_steps(pool),
    )


def _stay(guest: Guest) -> int:
    return 0 if guest.stored is None else costs.TOLD if guest.stored.told else costs.PLANNED


def _missed_cost(pool: Pool, guest: Guest) -> int:
    """Who was missed before comes first, then who was told, then who has waited longest."""
    begun = since(guest.attendee)
    waited = (pool.board.today - begun).days // DAYS_A_WEEK if begun is not None else costs.MOST_WEEKS
    waited = min(max(0, waited), costs.MOST_WEEKS)
    missed = costs.MISSED_AGAIN if guest.missed or guest.owed else costs.MISSED
    return missed + _stay(guest) + waited * costs.WAITED_WEEK


def _wish(pool: Pool, guest: Guest, target: int | None) -> Wish:
    one = guest.attendee
    carried = None
    if guest.missed:
        carried = costs.carried_from(0)
    elif guest.owed:
        carried = max(0, pool.number_of(_first_week(pool)) + OWED_WEEKS - 1)
    begun = since(one)
    due = pool.number_of(begun + dt.timedelta(days=one.target)) if begun is not None else target
    joined = one.started_on if one.last_held is None and _is_new(pool, one) else None
    return Wish(
        due=due if joined is None else None,
        last=pool.number_of(one.last_held) if one.last_held is not None else None,
        carried=carried,
        started=pool.number_of(joined) if joined is not None else None,
        leaves=pool.number_of(one.last_day) if one.last_day is not None else None,
    )


def _first_week(pool: Pool) -> dt.date:
    """The Monday of the quarter's first week, which may have passed."""
    first = monday_of(pool.quarter.first_day)
    return first if pool.board.quarter_of(first) == pool.quarter else first + _WEEK


def _is_new(pool: Pool, one: Attendee) -> bool:
    return one.started_on is not None and one.started_on + JOINER_NOT_IN_LAST > pool.weeks[0]


def _targets_of_strangers(pool: Pool) -> dict[PersonId, int]:
    """Weeks for those never met, evenly over what comes before the reserve; who has waited longest is first."""
    in_turn = [guest.attendee for guest in pool.guests if not guest.missed and not guest.owed]
    strangers = [one for one in in_turn if since(one) is None and not _is_new(pool, one)]
    strangers.sort(key=lambda one: (one.started_on or dt.date.min, one.person_id))
    weeks = [week for week, cap in enumerate(pool.caps) if cap]
    weeks = weeks[: max(1, len(weeks) - costs.RESERVE_WEEKS)]
    if not weeks:
        return {}
    middle = {one.person_id: 2 * place + 1 for place, one in enumerate(strangers)}
    return {person_id: weeks[part * len(weeks) // (2 * len(strangers))] for person_id, part in middle.items()}


def _teams(pool: Pool) -> tuple[list[PersonId | None], list[int]]:
    """The teams in the order of their first member, whatever their ids; who has no manager is a team alone."""
    teams: list[PersonId | None] = []
    numbers: dict[PersonId, int] = {}
    of_person = []
    for guest in pool.guests:
        group = guest.attendee.group
        if group is None or group not in numbers:
            if group is not None:
                numbers[group] = len(teams)
            of_person.append(len(teams))
            teams.append(group)
        else:
            of_person.append(numbers[group])
    return teams, of_person


def _standing_of(pool: Pool, team: PersonId | None) -> list[int]:
    """How many of a team are met in each week already."""
    if team is None:
        return [0] * len(pool.weeks)
    rows = [row for one in pool.everybody if one.group == team for row in pool.board.rows[one.person_id]]
    counts = Counter(monday_of(row.day) for row in rows if row.kind is KIND and is_fixed(pool.board, row))
    return [counts[monday] for monday in pool.weeks]


def _week_steps(pool: Pool) -> list[list[int]]:
    diary = pool.board.diary
    free = [sum(diary.free(day).bit_count() for day in week_days(monday)) for monday in pool.weeks]
    normal = int(statistics.median([bits for bits in free if bits] or [1]))
    return [
        costs.week_steps(diary.skips_in(monday), cap, free=bits, normal=normal)
        for monday, cap, bits in zip(pool.weeks, pool.caps, free, strict=True)
    ]
