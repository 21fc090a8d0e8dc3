"""What the planner is given and what it gives back.

Times of day are minutes from midnight on the director's clock, unless a text says otherwise; `clock` and `minutes_of`
turn them into `HH:MM` and back. Weekdays count from 0, Monday. Nothing here knows names: a screen adds them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from rhythm.domain.day_words import WEEKDAY_LABELS, WEEKDAYS
from rhythm.domain.meetings import MeetingId, MeetingKind, MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Week
from rhythm.values import NamedTuple

MINUTES_A_DAY = 24 * 60
DAYS_A_WEEK = 7

Spans = tuple[tuple[int, int], ...]
"""Parts of a day as (first minute, minute after the last)."""

NINE_TO_FIVE: Spans = ((9 * 60, 17 * 60 + 30),)
MONDAY_TO_FRIDAY = frozenset(range(5))


class Absence(NamedTuple):
    """Days on which somebody is away, first and last included; `kind` is `vacation`, `leave`, `travel` or `other`."""

    first: dt.date
    last: dt.date
    kind: str = "vacation"


class Working(NamedTuple):
    """When one side can be met: `hours` on `weekdays` by the clock of `zone`, but on no holiday or absence."""

    zone: dt.tzinfo
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    hours: Spans = NINE_TO_FIVE
    holidays: frozenset[dt.date] = frozenset()
    absences: tuple[Absence, ...] = ()


class Busy(NamedTuple):
    """Time that the calendar holds, as aware instants. A soft one (tentative) is used when nothing else is left."""

    start: dt.datetime
    end: dt.datetime
    hard: bool = True


class Director(NamedTuple):
    """The director's own side: `no_meetings` are spans by weekday that stay free of meetings."""

    working: Working
    no_meetings: Mapping[int, Spans] = MappingProxyType({})
    busy: tuple[Busy, ...] = ()


class Slot(NamedTuple):
    """A place in the week that was wished for; without `start` any time of that weekday does."""

    weekday: int
    start: int | None = None

    def __str__(self) -> str:
        """`tue` or `tue 10:00`, as it is stored."""
        day = WEEKDAY_LABELS[self.weekday].lower()
        return day if self.start is None else f"{day} {clock(self.start)}"


class Standing(NamedTuple):
    """The place in the week that a series keeps, chosen once.

    `anchor` is one of the weeks in which it takes place; every second or fourth week is counted from there, so the
    phase never shifts. None for a weekly one.
    """

    weekday: int
    start: int
    anchor: Week | None = None

    def __str__(self) -> str:
        """`tue 10:00` or `tue 10:00 2026-W48`, as it is stored with the person."""
        slot = str(Slot(self.weekday, self.start))
        return slot if self.anchor is None else f"{slot} {self.anchor}"


class Attendee(NamedTuple):
    """Somebody to be met, and all that decides when.

    `group` is the manager of a skip-level: its people are spread over the weeks. `target` is the cadence in days.
    `owed`: the last quarter ended without a meeting (skip-levels). `missed` counts misses in a row. `joined_circle`:
    since when somebody is met as a direct report, who was a skip-level or a stranger before. An `interim` one lost the
    manager, and is proposed every two weeks. `due_from` restarts the count, as in `cadence.due`.
    """

    person_id: PersonId
    kind: MeetingKind
    working: Working
    target: int
    minutes: int = 30
    group: PersonId | None = None
    preferred: Slot | None = None
    standing: Standing | None = None
    last_held: dt.date | None = None
    due_from: dt.date | None = None
    started_on: dt.date | None = None
    last_day: dt.date | None = None
    paused_until: dt.date | None = None
    joined_circle: dt.date | None = None
    interim: bool = False
    owed: bool = False
    missed: int = 0


class Booked(NamedTuple):
    """A meeting that stands in the store, of any state, from the first day of the quarter on.

    `told` ones were exported or confirmed. One without `start` was put there by hand: it keeps its day, fills the caps
    and blocks no minutes. One without `period` was not planned for a week or quarter: it is never moved, and counts
    for the one its day lies in. Those that share a `gathering`, a day and a start are one meeting of several people:
    they stay together, and count once.
    """

    id: MeetingId
    person_id: PersonId
    kind: MeetingKind
    day: dt.date
    start: int | None
    minutes: int
    state: MeetingState = MeetingState.PLANNED
    pinned: bool = False
    told: bool = False
    period: str = ""
    gathering: str = ""

    @property
    def is_by_hand(self) -> bool:
        """Whether it was put there by hand, so that no plan moves it."""
        return self.pinned or not self.period or self.start is None or bool(self.gathering)


class Limits(NamedTuple):
    """How much fits: planned meetings on a day and in a week, and skip-levels in a week; None is as many as it takes.

    Meetings begin on multiples of `slot_minutes`. Nothing that stands within `freeze_days` working days is moved,
    unless somebody is away.
    """

    per_day: int = 5
    per_week: int = 20
    skip_levels_per_week: int | None = None
    slot_minutes: int = 30
    freeze_days: int = 2


Forbidden = tuple[PersonId, str, str]
"""A person, a quarter (`2026-Q4`) and a week (`2026-W48`) in which no slot was found: kept, so that plans repeat."""


class PlanRequest(NamedTuple):
    """All that a plan depends on.

    Nothing new is put before `first`. One-on-ones are planned for `weeks` weeks from the one of `first`; skip-levels
    to the end of each quarter which these weeks touch, since they are spread over it.
    """

    today: dt.date
    first: dt.date
    weeks: int
    director: Director
    attendees: tuple[Attendee, ...]
    booked: tuple[Booked, ...] = ()
    forbidden: frozenset[Forbidden] = frozenset()
    limits: Limits = Limits()
    quarter_start_month: int = 1


class Change(StrEnum):
    """What a plan does to what stood: left as it was, put elsewhere, or added."""

    KEPT = "kept"
    MOVED = "moved"
    NEW = "new"


class Why(StrEnum):
    """Why something has no place, or no longer the one it had.

    `later_round`: with so few skip-levels a week a round takes longer than the quarter, and this one's turn is later.
    """

    NO_COMMON_HOURS = "no_common_hours"
    AWAY = "away"
    NO_FREE_SLOT = "no_free_slot"
    CAPS_FULL = "caps_full"
    LATER_ROUND = "later_round"
    STARTS_TOO_LATE = "starts_too_late"
    LEAVES_TOO_EARLY = "leaves_too_early"
    LEFT = "left"
    PAUSED = "paused"
    OTHER_KIND = "other_kind"
    MET_ALREADY = "met_already"
    NOT_IN_SCOPE = "not_in_scope"


class Proposal(NamedTuple):
    """A meeting of the plan. `reason` says why it is due: `16 days, target 7`, `never met`.

    `period` is the week or quarter that it stands for, which is another week than its day's when it was put off to the
    one before or after. `meeting_id` is the stored one that is kept or moved. `note` says why it is not where the
    series, or the stored meeting, would have it (`away on Tue 1 Dec`); empty otherwise.
    """

    person_id: PersonId
    kind: MeetingKind
    day: dt.date
    start: int | None
    minutes: int
    period: str
    reason: str
    change: Change
    meeting_id: MeetingId | None = None
    note: str = ""


class Unplaced(NamedTuple):
    """Somebody who has no meeting in a period, and the one reason why.

    With `meeting_id` a stored meeting stood for it that is no longer possible.
    """

    person_id: PersonId
    kind: MeetingKind
    period: str
    why: Why
    words: str
    meeting_id: MeetingId | None = None


class Dropped(NamedTuple):
    """A stored meeting that is to be skipped: the person has left, is met in another way now, or was met already."""

    meeting_id: MeetingId
    person_id: PersonId
    day: dt.date
    why: Why
    words: str


class Clash(NamedTuple):
    """A stored meeting that is not moved by itself (pinned, near, made by hand) and does not fit any more."""

    meeting_id: MeetingId
    person_id: PersonId
    day: dt.date
    why: Why
    words: str


class Capacity(NamedTuple):
    """Whether a quarter can hold its skip-levels: places in what is left of it against people still to be met.

    `round_weeks` is how long meeting all of them once takes at this number a week.
    """

    quarter: str
    per_week: int
    usable_weeks: int
    places: int
    people: int
    round_weeks: int

    @property
    def suffices(self) -> bool:
        """Whether there is a place for everybody."""
        return self.people <= self.places

    @property
    def words(self) -> str:
        """`7 a week x 11 usable weeks = 77 places for 60`; `up to` when some weeks hold fewer."""
        most = self.per_week * self.usable_weeks == self.places
        weeks = f"{self.usable_weeks} usable week{'' if self.usable_weeks == 1 else 's'}"
        places = f"{self.places} place{'' if self.places == 1 else 's'}"
        return f"{'' if most else 'up to '}{self.per_week} a week x {weeks} = {places} for {self.people}"


class Diff(NamedTuple):
    """How a plan differs from what stood."""

    kept: int
    moved: int
    new: int
    impossible: int


class Plan(NamedTuple):
    """A plan: proposals by day and time, and everything that found no place, with its reason.

    `standing` are the slots chosen now, to be stored with the people. `forbidden` are the pairs to be stored with the
    plan, those of the request that still count among them.
    """

    proposals: tuple[Proposal, ...]
    unplaced: tuple[Unplaced, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    clashes: tuple[Clash, ...] = ()
    standing: Mapping[PersonId, Standing] = MappingProxyType({})
    forbidden: frozenset[Forbidden] = frozenset()
    capacity: tuple[Capacity, ...] = ()


def clock(minutes: int) -> str:
    """Minutes from midnight as `HH:MM`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes_of(text: str) -> int:
    """`HH:MM`, as it is stored, in minutes from midnight."""
    return int(text[:2]) * 60 + int(text[3:5])


def spans_of(text: str) -> Spans:
    """Spans as settings and people hold them, `09:00-12:00, 13:00-17:30`."""
    parts = (part.strip().partition("-") for part in text.split(",") if part.strip())
    return tuple((minutes_of(first), minutes_of(last)) for first, _, last in parts)


def slot_of(text: str) -> Slot | None:
    """What `str` of a Slot gave, `tue` or `tue 10:00`; None for anything else."""
    match = re.fullmatch(r"([a-z]{3})(?: ([0-2][0-9]:[0-5][0-9]))?", text)
    if match is None or match[1] not in WEEKDAYS:
        return None
    return Slot(WEEKDAYS[match[1]], minutes_of(match[2]) if match[2] else None)


def standing_of(text: str) -> Standing | None:
    """What `str` of a Standing gave, `tue 10:00` or `tue 10:00 2026-W48`; None for anything else."""
    match = re.fullmatch(r"(.*?)(?: ([0-9]{4})-W([0-9]{2}))?", text)
    slot = slot_of(match[1]) if match else None
    if match is None or slot is None or slot.start is None:
        return None
    return Standing(slot.weekday, slot.start, Week(int(match[2]), int(match[3])) if match[2] else None)
