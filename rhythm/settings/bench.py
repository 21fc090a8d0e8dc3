"""What is tested on the bench and asked of a role, the topics of a calibration round, and the first 90 days."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from rhythm.settings import shape
from rhythm.settings.shipped import load_list, repeats
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rhythm.settings.shape import Plain
    from rhythm.settings.shipped import Finding

AUTHORITY = "authority"
"""The question about a role whose answer is also looked for on the board of decision rights."""


@shape.shaped(id=shape.slug(), text=shape.text())
class Named(NamedTuple):
    """Something with an id under which it is stored, and words: a kind of test, a line of the first 90 days."""

    id: str
    text: str


@shape.shaped(id=shape.slug(), text=shape.text(), question=shape.text())
class Asked(NamedTuple):
    """A question with a short name: about a role, or a topic of a calibration round."""

    id: str
    text: str
    question: str


@shape.shaped(ritual=shape.slug(), topics=shape.each(Asked, low=1))
class Calibration(NamedTuple):
    """The ritual in which managers are calibrated, by its id in rituals.yaml, and its fixed topics."""

    ritual: str
    topics: tuple[Asked, ...]


@shape.shaped(id=shape.slug(), text=shape.text(), items=shape.each(Named))
class FirstDaysList(NamedTuple):
    """One of the lists for the first 90 days in a role."""

    id: str
    text: str
    items: tuple[Named, ...]


@shape.shaped(
    tests=shape.each(Named, low=1),
    role=shape.each(Asked),
    calibration=shape.section(Calibration),
    first_days=shape.each(FirstDaysList, low=1),
)
class BenchLists(NamedTuple):
    """Everything that bench.yaml holds."""

    tests: tuple[Named, ...]
    role: tuple[Asked, ...]
    calibration: Calibration
    first_days: tuple[FirstDaysList, ...]


def load_bench(user_folder: Path | None, cache_folder: Path | None) -> BenchLists:
    """The lists of the bench and of the first 90 days; a copy in `user_folder` replaces the shipped file.

    Raises SettingsError with all problems found.
    """
    return load_list("bench.yaml", BenchLists, user_folder, cache_folder, _rule)


def _rule(data: Plain) -> Iterator[Finding]:
    for group in ("tests", "role", "first_days"):
        yield from repeats(data, group, "id")
    yield from _within(data, "calibration", "topics")
    for position in range(len(cast("list[Plain]", data["first_days"]))):
        yield from _within(data, f"first_days.{position}", "items")


def _within(data: Plain, place: str, group: str) -> Iterator[Finding]:
    """As `repeats`, for a list inside a section or inside an item of a list."""
    name, _, position = place.partition(".")
    inner = cast("list[Plain]", data[name])[int(position)] if position else cast("Plain", data[name])
    for key, message, advice in repeats(inner, group, "id"):
        yield f"{place}.{key}", message, advice
