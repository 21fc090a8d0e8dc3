"""The pages and windows that there are."""

from __future__ import annotations

from collections.abc import Iterator

from textual.screen import Screen

from tests.reference import reference


def pages_and_windows() -> list[type[Screen[object]]]:
    """Every page and window of ours, bases included; those that a test makes for itself are none."""
    reference().bindings_of_classes()  # Every module is loaded then.
    return [one for one in _below(Screen) if one.__module__.startswith("rhythm.")]


def that_are_shown() -> list[type[Screen[object]]]:
    """Those of them that no other one of ours is made from."""
    ours = pages_and_windows()
    bases = {base for one in ours for base in one.__bases__}
    return [one for one in ours if one not in bases]


def _below(kind: type[Screen[object]]) -> Iterator[type[Screen[object]]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
