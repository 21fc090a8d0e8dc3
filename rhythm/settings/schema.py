"""The settings as values. `Settings()` holds the defaults; `config/settings.yaml` is their documentation.

A test keeps the two equal, so quick commands need no YAML when the user has set nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from rhythm.settings import shape
from rhythm.settings.shape import Form, Kind

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Director:
    """Who the user is in imported files."""

    email: str = field(default="", metadata=shape.email())


@dataclass(frozen=True, slots=True)
class Cadence:
    """Days from one held meeting to the next: wished for, and at most."""

    target: int = field(metadata=shape.whole(1, 730))
    limit: int = field(metadata=shape.whole(1, 730))


@dataclass(frozen=True, slots=True)
class Cadences(Mapping[str, Cadence]):
    """The cadence of each relation that has one, also read as a mapping: `cadence["manager"].target`."""

    manager: Cadence = field(default=Cadence(7, 14), metadata=shape.section(Cadence))
    boss: Cadence = field(default=Cadence(7, 14), metadata=shape.section(Cadence))
    peer: Cadence = field(default=Cadence(14, 28), metadata=shape.section(Cadence))
    skip_level: Cadence = field(default=Cadence(91, 120), metadata=shape.section(Cadence))
    mentor: Cadence = field(default=Cadence(30, 60), metadata=shape.section(Cadence))
    stakeholder: Cadence = field(default=Cadence(45, 90), metadata=shape.section(Cadence))

    def __getitem__(self, relation: str) -> Cadence:
        if relation not in tuple(self):
            raise KeyError(relation)
        cadence: Cadence = getattr(self, relation)
        return cadence

    def __iter__(self) -> Iterator[str]:
        return (item.name for item in fields(self))

    def __len__(self) -> int:
        return len(fields(self))


@dataclass(frozen=True, slots=True)
class Planner:
    """Whom the director owes time, and how often."""

    cadence: Cadences = field(default=Cadences(), metadata=shape.section(Cadences))


@dataclass(frozen=True, slots=True)
class FixWatch:
    """How long a structural fix is watched, and what counts against it."""

    verify_days: int = field(default=90, metadata=shape.whole(7, 730))
    recurrences_come_back: int = field(default=2, metadata=shape.whole(1, 20))


@dataclass(frozen=True, slots=True)
class Tracker:
    """The three-meetings rule and what follows from it."""

    threshold: int = field(default=3, metadata=shape.whole(2, 20))
    window_days: int = field(default=90, metadata=shape.whole(7, 730))
    new_cards_per_week: int = field(default=3, metadata=shape.whole(1, 50))
    later_days: int = field(default=14, metadata=shape.whole(1, 180))
    later_times: int = field(default=2, metadata=shape.whole(0, 20))
    tension_revisit_days: int = field(default=90, metadata=shape.whole(7, 730))
    fix: FixWatch = field(default=FixWatch(), metadata=shape.section(FixWatch))


@dataclass(frozen=True, slots=True)
class Review:
    """When the week is reviewed, how long reviews may take, where the year begins."""

    weekday: str = field(default="fri", metadata=shape.choice(*WEEKDAYS))
    week_budget_minutes: int = field(default=15, metadata=shape.whole(5, 240))
    quarter_budget_minutes: int = field(default=45, metadata=shape.whole(10, 480))
    quarter_start_month: int = field(default=1, metadata=shape.whole(1, 12))


@dataclass(frozen=True, slots=True)
class Matching:
    """How sure a suggested conflict must be, as a probability, to be shown in which way."""

    preselect: float = field(default=0.9, metadata=shape.share())
    offer: float = field(default=0.28, metadata=shape.share())
    show: float = field(default=0.02, metadata=shape.share())


@dataclass(frozen=True, slots=True)
class Look:
    """What the screens look like."""

    theme: str = field(default="dark", metadata=shape.text())
    hidden_at_start: bool = field(default=False, metadata=shape.switch())
    ascii: bool = field(default=False, metadata=shape.switch())


@dataclass(frozen=True, slots=True)
class Dates:
    """How days are typed."""

    numeric_order: str = field(default="refuse", metadata=shape.choice("refuse", "day_first", "month_first"))


def _no_keys() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Units stand in the names; days are calendar days."""

    director: Director = field(default=Director(), metadata=shape.section(Director))
    planner: Planner = field(default=Planner(), metadata=shape.section(Planner))
    tracker: Tracker = field(default=Tracker(), metadata=shape.section(Tracker))
    review: Review = field(default=Review(), metadata=shape.section(Review))
    matching: Matching = field(default=Matching(), metadata=shape.section(Matching))
    look: Look = field(default=Look(), metadata=shape.section(Look))
    dates: Dates = field(default=Dates(), metadata=shape.section(Dates))
    keys: Mapping[str, str] = field(default_factory=_no_keys, metadata=shape.named(Kind(Form.BINDING), Kind(Form.KEYS)))


NOT_ABOVE = (
    *((f"planner.cadence.{name}.target", f"planner.cadence.{name}.limit") for name in Cadences()),
    ("matching.show", "matching.offer"),
    ("matching.offer", "matching.preselect"),
)
"""Pairs of keys: the first may not be above the second."""
