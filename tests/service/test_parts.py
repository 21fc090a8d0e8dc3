"""The parts of the service."""

from __future__ import annotations

from rhythm.service import Rhythm
from rhythm.service.part import Part


def test_every_part_is_made_once_of_the_class_that_is_named(rhythm: Rhythm) -> None:
    names = [name for name, value in vars(Rhythm).items() if isinstance(value, Part)]
    assert {"people", "planner", "tracker", "reviews"} < set(names)
    for name in names:
        part = getattr(rhythm, name)
        assert f"Part[{type(part).__name__}]" == Rhythm.__annotations__[name]
        assert getattr(rhythm, name) is part
