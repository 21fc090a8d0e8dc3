"""How well a director knows the teams below their managers: who was met, who never, how long a round takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from rhythm.domain.people import Person, PersonId, Reporting
from rhythm.domain.plan.board import WEEKS_A_QUARTER, skip_level_slots
from rhythm.values import NamedTuple

LATELY_DAYS = 90
COVERED_DAYS = 180
"""Somebody who was met in so many days counts as covered (N7: half a year)."""
FEW = 0.5
"""Below this share of a team in half a year, coverage is thin."""
SETTLED_DAYS = 90
"""A team that came to its manager later than this is not judged: there was hardly time to meet anybody."""


class CoverageState(StrEnum):
    """How a team is covered. Nobody met in half a year is the one that needs the director."""

    NOBODY = "nobody"
    THIN = "thin"
    GOOD = "good"
    NEW = "new"


class Reach(NamedTuple):
    """One person of a team, and how long ago they were last met, under whatever manager; None for never."""

    person: Person
    gap_days: int | None
    met_90d: bool
    met_180d: bool
    planned: dt.date | None = None

    @property
    def order(self) -> tuple[bool, int, str, int]:
        """Sorts the longest gap first, those never met before all."""
        gap = self.gap_days if self.gap_days is not None else 0
        return self.gap_days is not None, -gap, self.person.name.casefold(), self.person.id


class Coverage(NamedTuple):
    """The team of one manager as a director has met it; `team` has the longest gap first.

    `manager_id` is None for skip-levels whose manager is not known.
    """

    manager_id: PersonId | None
    team: tuple[Reach, ...]
    state: CoverageState

    @property
    def team_size(self) -> int:
        """How many people there are to meet."""
        return len(self.team)

    @property
    def met_90d(self) -> int:
        """How many of them were met in the last 90 days, under this manager."""
        return sum(one.met_90d for one in self.team)

    @property
    def met_180d(self) -> int:
        """The same in the last 180 days."""
        return sum(one.met_180d for one in self.team)

    @property
    def percent(self) -> int:
        """The share of the team that was met in 180 days, in percent."""
        return round(100 * self.met_180d / len(self.team))

    @property
    def never(self) -> int:
        """How many were never met at all."""
        return sum(one.gap_days is None for one in self.team)

    @property
    def longest_gap_days(self) -> int | None:
        """The longest time since somebody of the team was met; None when nobody ever was."""
        return max((one.gap_days for one in self.team if one.gap_days is not None), default=None)

    @property
    def next_up(self) -> Reach:
        """Whom to meet next: the earliest that is planned, else the longest gap."""
        planned = [one for one in self.team if one.planned is not None]
        return min(planned, key=lambda one: (one.planned, one.order)) if planned else self.team[0]


class Round(NamedTuple):
    """How many weeks it takes to meet everybody once, None for ever; and the number of slots that would do better."""

    people: int
    slots: int
    weeks: int | None
    better_slots: int | None = None
    better_weeks: int | None = None

    @property
    def too_long(self) -> bool:
        """Whether a round takes longer than a quarter, or never ends because there is no slot for it."""
        return self.weeks is None or self.weeks > WEEKS_A_QUARTER


def manager_on(lines: Sequence[Reporting], day: dt.date) -> PersonId | None:
    """Who one person reported to on a day, from that person's lines; None before the first of them."""
    begun = [line for line in lines if line.since <= day]
    return max(begun, key=lambda line: line.since).manager_id if begun else None


def coverage(
    team: Iterable[Person],
    manager_id: PersonId | None,
    lines: Mapping[PersonId, Sequence[Reporting]],
    held: Mapping[PersonId, Sequence[dt.date]],
    last_held: Mapping[PersonId, dt.date],
    planned: Mapping[PersonId, dt.date],
    today: dt.date,
) -> Coverage:
    """The coverage of the people who report to a manager today.

    `held` has the days of held meetings of the last 180 days. A meeting counts for the manager to whom the person
    reported on that day: what somebody said under the former manager tells nothing of this one. The gap is another
    matter, since the relationship is with the person; it runs from the last meeting, whoever was manager then.
    """

    def met(person: Person, days: int) -> bool:
        since = today - dt.timedelta(days=days)
        own = lines.get(person.id, ())
        return any(
            since <= day <= today and (not own or manager_on(own, day) == manager_id) for day in held.get(person.id, ())
        )

    reached = []
    for person in team:
        last = last_held.get(person.id)
        reached.append(
            Reach(
                person,
                (today - last).days if last is not None else None,
                met(person, LATELY_DAYS),
                met(person, COVERED_DAYS),
                planned.get(person.id),
            )
        )
    reached.sort(key=lambda one: one.order)
    settled = any(
        _under_since(lines.get(one.person.id, ())) <= today - dt.timedelta(days=SETTLED_DAYS) for one in reached
    )
    return Coverage(manager_id, tuple(reached), _state(reached, settled=settled))


def round_of(people: int, slots: int | None) -> Round:
    """How many weeks a round takes with so many skip-levels a week; None is `auto`, as many as a quarter needs.

    Where it takes longer than a quarter, the number of slots that would do it, at most seven, is proposed.
    """
    auto = skip_level_slots(people)
    chosen = auto if slots is None else slots
    if not people:
        return Round(0, chosen, 0)
    asked = Round(people, chosen, -(-people // chosen) if chosen else None)
    if not asked.too_long or auto <= chosen:
        return asked
    return asked._replace(better_slots=auto, better_weeks=-(-people // auto))


def _under_since(lines: Sequence[Reporting]) -> dt.date:
    """Since when somebody reports to the manager of the newest line, from lines that follow each other."""
    ordered = sorted(lines, key=lambda line: line.since, reverse=True)
    since = dt.date.min
    for line in ordered:
        if line.manager_id != ordered[0].manager_id:
            break
        since = line.since
    return since


def _state(reached: Sequence[Reach], *, settled: bool) -> CoverageState:
    met = sum(one.met_180d for one in reached)
    if met == 0:
        return CoverageState.NOBODY if settled else CoverageState.NEW
    return CoverageState.THIN if met < FEW * len(reached) else CoverageState.GOOD
