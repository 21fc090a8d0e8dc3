"""The settings as values. `Settings()` holds the defaults; `config/settings.yaml` is their documentation.

A test keeps the two equal, so quick commands need no YAML when the user has set nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rhythm.domain.slots import MOST_SKIP_LEVELS
from rhythm.settings import shape
from rhythm.settings.shape import WEEKDAYS, Form, Kind
from rhythm.values import NamedTuple


@shape.shaped(email=shape.email())
class Director(NamedTuple):
    """Who the user is in imported files."""

    email: str = ""


@shape.shaped(target=shape.whole(1, 730), limit=shape.whole(1, 730))
class Cadence(NamedTuple):
    """Days from one held meeting to the next: wished for, and at most."""

    target: int
    limit: int


@shape.shaped(
    manager=shape.section(Cadence),
    boss=shape.section(Cadence),
    peer=shape.section(Cadence),
    skip_level=shape.section(Cadence),
    mentor=shape.section(Cadence),
    stakeholder=shape.section(Cadence),
)
class Cadences(NamedTuple):
    """The cadence of each relation that has one."""

    manager: Cadence = Cadence(7, 14)
    boss: Cadence = Cadence(7, 14)
    peer: Cadence = Cadence(14, 28)
    skip_level: Cadence = Cadence(91, 120)
    mentor: Cadence = Cadence(30, 60)
    stakeholder: Cadence = Cadence(45, 90)

    def by_relation(self) -> dict[str, Cadence]:
        """Relation to cadence."""
        return self._asdict()


@shape.shaped(manager=shape.whole(5, 480), skip_level=shape.whole(5, 480), others=shape.whole(5, 480))
class Lengths(NamedTuple):
    """How long a meeting is when nothing else is said, in minutes."""

    manager: int = 30
    skip_level: int = 30
    others: int = 30


@shape.shaped(
    cadence=shape.section(Cadences),
    weeks=shape.whole(1, 26),
    zone=shape.zone(),
    country=shape.country(),
    working_days=shape.weekdays(),
    working_hours=shape.hours(),
    no_meetings=shape.named(Kind(Form.CHOICE, choices=WEEKDAYS), Kind(Form.HOURS)),
    meetings_per_day=shape.whole(1, 20),
    meetings_per_week=shape.whole(1, 100),
    skip_levels_per_week=shape.choice("auto", *(str(number) for number in range(MOST_SKIP_LEVELS + 1))),
    slot_minutes=shape.choice("15", "30", "60"),
    minutes=shape.section(Lengths),
    freeze_days=shape.whole(0, 20),
    catch_up_days=shape.whole(3, 365),
)
class Planner(NamedTuple):
    """Whom the director owes time, how often, and when there is room for it."""

    cadence: Cadences = Cadences()
    weeks: int = 2
    zone: str = ""
    country: str = ""
    working_days: str = "mon,tue,wed,thu,fri"
    working_hours: str = "09:00-17:30"
    no_meetings: Mapping[str, str] = MappingProxyType({})
    meetings_per_day: int = 5
    meetings_per_week: int = 20
    skip_levels_per_week: str = "auto"
    slot_minutes: str = "30"
    minutes: Lengths = Lengths()
    freeze_days: int = 2
    catch_up_days: int = 8

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The weekdays on which the director works, Monday being 0."""
        return tuple(shape.WEEKDAYS.index(day) for day in self.working_days.split(","))


@shape.shaped(
    verify_days=shape.whole(7, 730), recurrences_come_back=shape.whole(1, 20), open_at_most=shape.whole(1, 50)
)
class FixWatch(NamedTuple):
    """How long a structural fix is watched, what counts against it, and how many may be open before it is said."""

    verify_days: int = 90
    recurrences_come_back: int = 2
    open_at_most: int = 5


@shape.shaped(
    threshold=shape.whole(2, 20),
    window_days=shape.whole(7, 730),
    new_cards_per_week=shape.whole(1, 50),
    later_days=shape.whole(1, 180),
    later_times=shape.whole(0, 20),
    tension_revisit_days=shape.whole(7, 730),
    fix=shape.section(FixWatch),
)
class Tracker(NamedTuple):
    """The three-meetings rule and what follows from it."""

    threshold: int = 3
    window_days: int = 90
    new_cards_per_week: int = 3
    later_days: int = 14
    later_times: int = 2
    tension_revisit_days: int = 90
    fix: FixWatch = FixWatch()


@shape.shaped(
    weekday=shape.choice(*WEEKDAYS),
    week_budget_minutes=shape.whole(5, 240),
    quarter_budget_minutes=shape.whole(10, 480),
    quarter_start_month=shape.whole(1, 12),
)
class Review(NamedTuple):
    """When the week is reviewed, how long reviews may take, where the year begins."""

    weekday: str = "fri"
    week_budget_minutes: int = 15
    quarter_budget_minutes: int = 45
    quarter_start_month: int = 1


@shape.shaped(preselect=shape.share(), offer=shape.share(), show=shape.share())
class Matching(NamedTuple):
    """How sure a suggested conflict must be, as a probability, to be shown in which way."""

    preselect: float = 0.9
    offer: float = 0.28
    show: float = 0.02


@shape.shaped(theme=shape.text(), hidden_at_start=shape.switch(), ascii=shape.switch())
class Look(NamedTuple):
    """What the screens look like."""

    theme: str = "dark"
    hidden_at_start: bool = False
    ascii: bool = False


@shape.shaped(numeric_order=shape.choice("refuse", "day_first", "month_first"))
class Dates(NamedTuple):
    """How days are typed."""

    numeric_order: str = "refuse"

    @property
    def order(self) -> str | None:
        """The order in which days in figures are read; None where one that has two readings is refused."""
        return None if self.numeric_order == "refuse" else self.numeric_order


@shape.shaped(titles=shape.choice("names", "initials", "hidden"))
class Calendar(NamedTuple):
    """What leaves in an exported calendar."""

    titles: str = "names"


LOCK_MINUTES = ("1", "2", "5", "10", "15", "30", "60")


@shape.shaped(
    lock_after_minutes=shape.choice("auto", "never", *LOCK_MINUTES),
    keyring=shape.switch(),
    synced_folder=shape.choice("refuse", "allow"),
    network_folder=shape.choice("refuse", "allow"),
)
class Store(NamedTuple):
    """Where the store may lie, and who may look at it."""

    lock_after_minutes: str = "auto"
    keyring: bool = False
    synced_folder: str = "refuse"
    network_folder: str = "refuse"

    def lock_after(self, *, encrypted: bool) -> int:
        """After how many minutes without a key the app locks; 0 for never."""
        if self.lock_after_minutes == "auto":
            return _LOCK_ENCRYPTED_AFTER if encrypted else 0
        return int(self.lock_after_minutes) if self.lock_after_minutes in LOCK_MINUTES else 0


_LOCK_ENCRYPTED_AFTER = 10


@shape.shaped(
    director=shape.section(Director),
    planner=shape.section(Planner),
    store=shape.section(Store),
    calendar=shape.section(Calendar),
    tracker=shape.section(Tracker),
    review=shape.section(Review),
    matching=shape.section(Matching),
    look=shape.section(Look),
    dates=shape.section(Dates),
    keys=shape.named(Kind(Form.BINDING), Kind(Form.KEYS)),
)
class Settings(NamedTuple):
    """Everything that can be set. Units stand in the names; days are calendar days."""

    director: Director = Director()
    planner: Planner = Planner()
    store: Store = Store()
    calendar: Calendar = Calendar()
    tracker: Tracker = Tracker()
    review: Review = Review()
    matching: Matching = Matching()
    look: Look = Look()
    dates: Dates = Dates()
    keys: Mapping[str, str] = MappingProxyType({})


NOT_ABOVE = (
    *((f"planner.cadence.{name}.target", f"planner.cadence.{name}.limit") for name in Cadences._fields),
    ("matching.show", "matching.offer"),
    ("matching.offer", "matching.preselect"),
)
"""Pairs of keys: the first may not be above the second."""
