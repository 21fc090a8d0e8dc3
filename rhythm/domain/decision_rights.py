"""Who decides what, at which delegation level, and what escalations say about it (N6).

A cell is a team and a decision area. Everything here follows from the rows and their days alone: the order in which
they were entered changes nothing.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from rhythm.domain.escalations import ConflictId, Escalation, Handling, NewEscalation
from rhythm.domain.names import fold, shown, words_key
from rhythm.domain.people import PersonId, TeamId
from rhythm.errors import BadInput
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.domain.whose import Whose

LEAK_LEVEL = 5
"""From this level on the decision is theirs: what reaches the director all the same is a leak."""

STAMPS = 5
"""So many in a row agreed unchanged in one cell, and the level may be raised by one."""

STAMP_DAYS = 365
"""What lies further back says nothing about how a cell is decided today."""

LEAKS_ASK, LEAK_DAYS = 2, 90
"""So many leaks of a cell in so many days, and the delegation questions are asked."""

MANY_TEAMS = 4
"""What so many teams are parties to needs somebody who decides (essay 1: model, platform, safety, end-user teams)."""

KEEP = "keep_level"
"""The answer to a proposal to raise a level: it stays as it is."""


class Level(IntEnum):
    """The seven levels of delegation (essay 2, delegation poker), from the director's hand to theirs."""

    TELL = 1
    SELL = 2
    CONSULT = 3
    AGREE = 4
    ADVISE = 5
    INQUIRE = 6
    DELEGATE = 7

    @property
    def slug(self) -> str:
        """Its word, as it is stored and printed."""
        return self.name.lower()


class Cell(NamedTuple):
    """A team and a decision area, by its slug."""

    team_id: TeamId
    area: str


class Role(NamedTuple):
    """A person or a team that is heard or told; exactly one of the two ids is set."""

    name: str
    person_id: PersonId | None = None
    team_id: TeamId | None = None


class Right(NamedTuple):
    """Who decides in a cell from `since` until the next row of the cell begins (DACI).

    The decider is the approver, of whom there is one. `driver_id` moves it along, contributors are heard before,
    informed are told after. `why` is the reason for the change.
    """

    id: int
    uid: str
    team_id: TeamId
    area: str
    since: dt.date
    decider_id: PersonId
    decider: str
    level: Level
    why: str = ""
    driver_id: PersonId | None = None
    driver: str = ""
    contributors: tuple[Role, ...] = ()
    informed: tuple[Role, ...] = ()

    @property
    def cell(self) -> Cell:
        """The cell it is about."""
        return Cell(self.team_id, self.area)


class NewRight(NamedTuple):
    """A change of a cell that somebody wants to make; see `Right`."""

    team_id: TeamId
    area: str
    since: dt.date
    decider_id: PersonId
    level: Level
    why: str = ""
    driver_id: PersonId | None = None
    contributors: tuple[Role, ...] = ()
    informed: tuple[Role, ...] = ()


class Sides(NamedTuple):
    """Who stands for what of a team, and from which day on."""

    product_id: PersonId | None
    engineering_id: PersonId | None
    manager_id: PersonId | None
    since: dt.date


class PresetRow(Protocol):
    """An area of a preset: its slug, which side decides it, at which level."""

    @property
    def slug(self) -> str:
        """The area."""

    @property
    def decides(self) -> str:
        """`product`, `engineering` or `joint`."""

    @property
    def level(self) -> int:
        """How far it is delegated."""


class PracticeKind(StrEnum):
    """Where consistency matters, and where local variation is healthy (essay 1)."""

    STANDARD = "standard"
    FREE = "free"


class Practice(NamedTuple):
    """Something that all teams do alike, or that each may choose; `until` is the last day on which that held."""

    id: int
    uid: str
    kind: PracticeKind
    name: str
    since: dt.date
    until: dt.date | None = None


class Answer(NamedTuple):
    """What was answered about a cell on a day: one of the delegation questions, or KEEP."""

    cell: Cell
    day: dt.date
    item: str
    body: str


class Leak(NamedTuple):
    """An escalation about what was delegated: by the cell of `right`, or, without one, of free choice.

    It counts in `cells`: that of the right; of free choice those of the row's area and teams, none without an area.
    """

    row: Escalation
    right: Right | None = None
    cells: tuple[Cell, ...] = ()

    @property
    def overrode(self) -> bool:
        """Whether the director decided otherwise although it was delegated: shadow management."""
        return self.row.handling is Handling.OVERRODE


class Stamps(NamedTuple):
    """So many in a row were agreed unchanged in a cell; `right` is what holds there now, None when nobody is named."""

    cell: Cell
    right: Right | None
    rows: tuple[Escalation, ...]

    @property
    def raised(self) -> Level | None:
        """The level that is proposed."""
        return Level(self.right.level + 1) if self.right is not None and self.right.level < Level.DELEGATE else None


class Vacant(NamedTuple):
    """A right whose decider has left, with the last day on which they could decide."""

    right: Right
    left: dt.date


class Undecided(NamedTuple):
    """What four or more teams are parties to, and of whom nobody is named to decide in its areas."""

    conflict_id: ConflictId | None
    teams: tuple[TeamId, ...]
    areas: tuple[str, ...]
    rows: tuple[Escalation, ...]


class Asked(NamedTuple):
    """A cell that leaked often enough for the delegation questions."""

    cell: Cell
    right: Right
    leaks: tuple[Leak, ...]


class Board:
    """The history of every cell."""

    def __init__(self, rights: Iterable[Right]) -> None:
        self.cells: dict[Cell, tuple[Right, ...]] = {}
        for right in sorted(rights, key=lambda right: (right.since, right.id)):
            self.cells[right.cell] = (*self.cells.get(right.cell, ()), right)

    def history(self, cell: Cell) -> tuple[Right, ...]:
        """What held in a cell, oldest first."""
        return self.cells.get(cell, ())

    def on(self, cell: Cell, day: dt.date) -> Right | None:
        """What held in a cell on a day; None before anything was said."""
        history = self.history(cell)
        at = bisect_right(history, day, key=lambda right: right.since)
        return history[at - 1] if at else None

    def moved(self, first: dt.date, last: dt.date) -> tuple[tuple[Right, Right], ...]:
        """The changes of a level in a span of days, by day, each as what held before and what holds since."""
        found = []
        for history in self.cells.values():
            for before, after in pairwise(history):
                if first <= after.since <= last and after.level is not before.level:
                    found.append((before, after))
        return tuple(sorted(found, key=lambda move: (move[1].since, move[1].id)))

    def delegated(self, row: Escalation | NewEscalation, teams: Iterable[TeamId]) -> Right | None:
        """What makes a row a leak: of the cells in which it counts, the one delegated furthest at level 5 or above."""
        if not row.area:
            return None
        held = [right for team in sorted(teams) if (right := self.on(Cell(team, row.area), row.day)) is not None]
        return max((right for right in held if right.level >= LEAK_LEVEL), key=lambda right: right.level, default=None)


def leaks(rows: Iterable[Escalation], board: Board, whose: Whose, practices: Sequence[Practice] = ()) -> list[Leak]:
    """The rows that reached the director although they were delegated, or of free choice, on their day."""
    found, free = [], _free(practices)
    for row in rows:
        teams = whose.teams_in(row)
        right = board.delegated(row, teams)
        if right is not None:
            found.append(Leak(row, right, (right.cell,)))
        elif _chosen(row, free) is not None:
            cells = tuple(Cell(team, row.area) for team in sorted(teams)) if row.area else ()
            found.append(Leak(row, None, cells))
    return found


def undecided(
    rows: Iterable[Escalation], board: Board, whose: Whose, today: dt.date, gone: Container[PersonId] = ()
) -> list[Undecided]:
    """What many teams are parties to, conflict by conflict, without a decider in any of their cells of its areas.

    Whoever is `gone` decides nothing. A row that belongs to no conflict stands for itself. The one of most teams
    comes first.
    """
    groups: dict[tuple[int, int], list[Escalation]] = {}
    for row in rows:
        groups.setdefault((row.conflict_id, 0) if row.conflict_id is not None else (0, row.id), []).append(row)
    found = []
    for (conflict, _), inside in groups.items():
        teams = {team for row in inside for team in whose.parties_in(row)}
        areas = {row.area for row in inside if row.area}
        held = (board.on(Cell(team, area), today) for team in teams for area in areas)
        named = any(right is not None and right.decider_id not in gone for right in held)
        if len(teams) >= MANY_TEAMS and not named:
            number = ConflictId(conflict) if conflict else None
            found.append(Undecided(number, tuple(sorted(teams)), tuple(sorted(areas)), tuple(inside)))
    return sorted(found, key=lambda one: (-len(one.teams), one.conflict_id or 0, one.rows[0].id))


def free_choice(row: Escalation | NewEscalation, practices: Iterable[Practice]) -> Practice | None:
    """What of free choice a row is about: its name stands in the row's words, or is the area as it was typed."""
    return _chosen(row, _free(practices))


def stamped(
    rows: Iterable[Escalation], board: Board, whose: Whose, answers: Iterable[Answer], today: dt.date
) -> list[Stamps]:
    """Cells in which the newest rows were all agreed unchanged, so often that the level may be raised.

    Counted are rows since the level changed last, since it was said to stay, and within a year. A day on which
    anything else was decided ends the run; a row of which it was not said yet what was done neither counts nor ends
    it. Nothing is ever proposed to be lowered.
    """
    kept = _newest(answer for answer in answers if answer.item == KEEP and answer.day <= today)
    by_cell: dict[Cell, list[Escalation]] = {}
    for row in rows:
        if row.area and row.handling is not None and today - dt.timedelta(days=STAMP_DAYS) <= row.day <= today:
            for team in whose.teams_in(row):
                by_cell.setdefault(Cell(team, row.area), []).append(row)
    found = []
    for cell, of_cell in by_cell.items():
        right = board.on(cell, today)
        if right is not None and right.level is Level.DELEGATE:
            continue
        since = right.since if right is not None else dt.date.min
        run = _run(row for row in of_cell if row.day >= since and row.day > kept.get(cell, dt.date.min))
        if len(run) >= STAMPS:
            found.append(Stamps(cell, right, run))
    return sorted(found, key=lambda stamps: (-len(stamps.rows), stamps.cell))


def asked(found: Iterable[Leak], board: Board, answers: Iterable[Answer], today: dt.date) -> list[Asked]:
    """Cells of which the delegation questions are asked: two leaks lie at most 90 days apart, none of them answered,
    and the last of them at most 90 days back. Once answered, two more are waited for."""
    answered = _newest(answer for answer in answers if answer.item != KEEP and answer.day <= today)
    by_cell: dict[Cell, list[Leak]] = {}
    for leak in found:
        if leak.right is not None and leak.row.day <= today:
            by_cell.setdefault(leak.right.cell, []).append(leak)
    asks = []
    for cell, of_cell in by_cell.items():
        fresh = [leak for leak in of_cell if leak.row.day > answered.get(cell, dt.date.min)]
        fresh.sort(key=lambda leak: (leak.row.day, leak.row.id))
        last = fresh[-1].row.day if fresh else dt.date.min
        window = tuple(leak for leak in fresh if (last - leak.row.day).days <= LEAK_DAYS)
        right = board.on(cell, today)
        if right is not None and len(window) >= LEAKS_ASK and (today - last).days <= LEAK_DAYS:
            asks.append(Asked(cell, right, window))
    return sorted(asks, key=lambda ask: (-len(ask.leaks), ask.cell))


def level_moved(history: Sequence[Right], answers: Iterable[Answer]) -> tuple[Right, Right] | None:
    """The newest change of a cell's level, as what held before and since, unless the delegation questions were
    answered since; what is offered then need not be taken (essay 2)."""
    moved = [(before, after) for before, after in pairwise(history) if before.level is not after.level]
    answered = max((one.day for one in answers if one.item != KEEP), default=dt.date.min)
    return moved[-1] if moved and answered < moved[-1][1].since else None


def from_preset(
    team_id: TeamId, areas: Iterable[PresetRow], sides: Sides, board: Board
) -> tuple[tuple[NewRight, ...], tuple[str, ...]]:
    """What a preset adds for a team, and the areas that it leaves as they stand: nothing is overwritten.

    Joint areas have one approver too, the manager of the team, else the product side; whoever else is named is heard.
    Raises BadInput when it is not known who stands for a side.
    """
    if sides.product_id is None or sides.engineering_id is None:
        missing = "product" if sides.product_id is None else "engineering"
        raise BadInput(f"nobody is named for {missing} in that team", "say who: --product NAME --engineering NAME")
    deciders = {
        "product": sides.product_id,
        "engineering": sides.engineering_id,
        "joint": sides.manager_id or sides.product_id,
    }
    new, left = [], []
    for area in areas:
        if board.history(Cell(team_id, area.slug)):
            left.append(area.slug)
            continue
        decider = deciders[area.decides]
        heard = dict.fromkeys(one for one in (sides.product_id, sides.engineering_id) if one != decider)
        roles = tuple(Role("", person) for person in heard)
        new.append(
            NewRight(team_id, area.slug, sides.since, decider, Level(area.level), "as a preset", contributors=roles)
        )
    return tuple(new), tuple(left)


def parse_level(text: str, words: Mapping[str, int] | None = None) -> Level:
    """Reads a level: 1 to 7, or its word; `words` are other ways to say it. Raises BadInput."""
    known = {level.slug: int(level) for level in Level} | {fold(word): number for word, number in (words or {}).items()}
    key = fold(text)
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 3 else known.get(key, 0)
    if number not in set(Level):
        said = f"'{shown(text)}' is no delegation level" if key else "the level is empty"
        raise BadInput(said, "say 1 to 7: 1 tell, 2 sell, 3 consult, 4 agree, 5 advise, 6 inquire, 7 delegate")
    return Level(number)


def _free(practices: Iterable[Practice]) -> list[tuple[str, Practice]]:
    return [(words_key(one.name), one) for one in practices if one.kind is PracticeKind.FREE]


def _chosen(row: Escalation | NewEscalation, free: Sequence[tuple[str, Practice]]) -> Practice | None:
    on_day = [(name, one) for name, one in free if one.since <= row.day and (one.until is None or row.day <= one.until)]
    if not on_day:
        return None
    words, typed = f" {words_key(row.summary)} ", words_key(row.area_text)
    return next((one for name, one in on_day if name and (f" {name} " in words or name == typed)), None)


def _newest(answers: Iterable[Answer]) -> dict[Cell, dt.date]:
    found: dict[Cell, dt.date] = {}
    for answer in answers:
        found[answer.cell] = max(answer.day, found.get(answer.cell, dt.date.min))
    return found


def _run(rows: Iterable[Escalation]) -> tuple[Escalation, ...]:
    """The newest rows that were agreed unchanged, back to the last day on which one was not."""
    of_cell = sorted(rows, key=lambda row: (row.day, row.id))
    other = max((row.day for row in of_cell if row.handling is not Handling.AGREED), default=dt.date.min)
    return tuple(row for row in of_cell if row.day > other)
