"""The plain counts of a span of days (N4, N15, N18): the one way in which screens, commands and reviews count."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from rhythm.domain import decision_rights as rules
from rhythm.domain.conflicts import occasions
from rhythm.domain.decision_rights import Leak, Right, Stamps
from rhythm.domain.escalations import Escalation
from rhythm.domain.people import PersonId, TeamId
from rhythm.domain.periods import COMPARABLE_WEEKS, monday_of, weeks_within
from rhythm.domain.whose import Whose
from rhythm.queries import decision_rights, tracker
from rhythm.queries.reviews import split_by_moment
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

NO_MANAGER = "nobody's team"
NO_AREA = "other"


class AreaCount(NamedTuple):
    """What reached me of an area from under one manager; None stands for nobody's team."""

    area: str
    manager_id: PersonId | None
    manager: str
    rows: tuple[Escalation, ...]

    @property
    def number(self) -> int:
        """How many."""
        return len(self.rows)


class Counts(NamedTuple):
    """What reached me in a span of days, as three plain counts and a grid. `grid` begins with the fullest cell.

    `weeks` are those whose Monday lies in the span. `weekly` has each of them as a whole, by its Monday; one in which
    nothing was logged is None, not zero.
    """

    first: dt.date
    last: dt.date
    weeks: int
    logged_weeks: int
    reached_me: int
    mine: int
    not_mine: int
    unsaid: int
    held_without_me: int
    minutes: int
    grid: tuple[AreaCount, ...]
    weekly: tuple[tuple[dt.date, int | None], ...]
    rows: tuple[Escalation, ...]

    @property
    def per_week(self) -> float | None:
        """How many reached me in a logged week; None where none was logged.

        Of whole weeks, so that what reached me on days of a week that belongs to the span before raises no rate.
        """
        logged = [number for _, number in self.weekly if number is not None]
        return sum(logged) / len(logged) if logged else None

    @property
    def comparable(self) -> bool:
        """Whether enough weeks were logged to be compared with another span."""
        return self.logged_weeks >= COMPARABLE_WEEKS

    def cell(self, area: str, manager_id: PersonId | None) -> int:
        """How many of an area came from under one manager."""
        return next((one.number for one in self.grid if (one.area, one.manager_id) == (area, manager_id)), 0)


class Pair(NamedTuple):
    """Two teams and what stood between them."""

    teams: tuple[TeamId, TeamId]
    rows: tuple[Escalation, ...]

    @property
    def conflicts(self) -> int:
        """How many conflicts they have."""
        return len({row.conflict_id for row in self.rows} - {None})

    @property
    def meetings(self) -> int:
        """In how many meetings, or days and forums, it came up."""
        return len(occasions(self.rows))


class Figures(NamedTuple):
    """The counts of a span, those of the one before it, and what they say about decision rights."""

    counts: Counts
    before: Counts
    leaks: tuple[Leak, ...]
    stamps: tuple[Stamps, ...]
    moved: tuple[tuple[Right, Right], ...] = ()
    leaks_before: tuple[Leak, ...] = ()

    @property
    def raised(self) -> int:
        """How many levels were raised."""
        return sum(after.level > before.level for before, after in self.moved)

    @property
    def lowered(self) -> int:
        """How many levels were lowered."""
        return len(self.moved) - self.raised

    @property
    def comparable(self) -> bool:
        """Whether both spans were logged long enough to be compared."""
        return self.counts.comparable and self.before.comparable

    @property
    def overrode(self) -> int:
        """How often what had been delegated was decided otherwise: shadow management."""
        return sum(leak.overrode for leak in self.leaks)


def counts(db: Database, first: dt.date, last: dt.date, whose: Whose | None = None) -> Counts:
    """The plain counts of a span of days, first and last included."""
    rows = tracker.escalations_between(db, first, last)
    mine, not_mine, unsaid = split_by_moment(rows)
    mondays = weeks_within(first, last)
    logged = tracker.logged_weeks(db, first, last).intersection(mondays)
    per_week = Counter(monday_of(row.day) for row in _of_weeks(db, mondays))
    return Counts(
        first=first,
        last=last,
        weeks=len(mondays),
        logged_weeks=len(logged),
        reached_me=len(rows),
        mine=mine,
        not_mine=not_mine,
        unsaid=unsaid,
        held_without_me=len(tracker.good_calls_between(db, first, last)),
        minutes=sum(row.minutes or 0 for row in rows),
        grid=_grid(rows, whose or decision_rights.whose(db)),
        weekly=tuple((week, per_week[week] if week in logged else None) for week in mondays),
        rows=rows,
    )


def figures(db: Database, first: dt.date, last: dt.date, earlier: tuple[dt.date, dt.date] | None = None) -> Figures:
    """The counts of a span beside those of an earlier one, else of as many days before it, with leaks, and stamps as
    they stood at its end."""
    whose = decision_rights.whose(db)
    days = dt.timedelta(days=(last - first).days + 1)
    span = counts(db, first, last, whose)
    before = counts(db, *(earlier or (first - days, first - dt.timedelta(days=1))), whose)
    board, answers = decision_rights.board(db), decision_rights.answers(db)
    year = tracker.escalations_between(db, last - dt.timedelta(days=rules.STAMP_DAYS), last) if board.cells else ()
    practices = decision_rights.practices(db, ended=True)
    return Figures(
        span,
        before,
        tuple(rules.leaks(span.rows, board, whose, practices)),
        tuple(rules.stamped(year, board, whose, answers, last)),
        board.moved(first, last),
        tuple(rules.leaks(before.rows, board, whose, practices)),
    )


def pairs(rows: Iterable[Escalation], whose: Whose) -> tuple[Pair, ...]:
    """What stands between each two teams that are parties to the same row, the most often met first."""
    found: dict[tuple[TeamId, TeamId], list[Escalation]] = {}
    for row in rows:
        for one, other in combinations(sorted(whose.parties_in(row)), 2):
            found.setdefault((one, other), []).append(row)
    return tuple(
        sorted((Pair(teams, tuple(of)) for teams, of in found.items()), key=lambda pair: (-pair.meetings, pair.teams))
    )


def _grid(rows: Iterable[Escalation], whose: Whose) -> tuple[AreaCount, ...]:
    """Each row under its area and each manager of mine it counts under (the "whose cell" rule)."""
    cells: dict[tuple[str, PersonId | None], list[Escalation]] = {}
    for row in rows:
        for manager in whose.managers_in(row) or (None,):
            cells.setdefault((row.area or NO_AREA, manager), []).append(row)
    found = [
        AreaCount(area, manager, whose.people[manager].name if manager is not None else NO_MANAGER, tuple(of))
        for (area, manager), of in cells.items()
    ]
    return tuple(sorted(found, key=lambda cell: (-cell.number, cell.area, cell.manager_id or 0)))


def _of_weeks(db: Database, mondays: tuple[dt.date, ...]) -> tuple[Escalation, ...]:
    """The rows of whole weeks: a week that reaches into the days after a span is not counted by half."""
    return tracker.escalations_between(db, mondays[0], mondays[-1] + dt.timedelta(days=6)) if mondays else ()
