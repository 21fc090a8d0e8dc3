"""Whose topics a talk is about, and what for: coach, clarity, culture (essay 2)."""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.domain.meetings import Theme
from rhythm.values import NamedTuple

SIDES_DAYS = 90
"""Topics of so many days say whose the talks are."""
THEMES_DAYS = 28
"""A theme of which nothing was talked about for so long is named."""


class Sides(NamedTuple):
    """How many topics either side brought."""

    mine: int
    theirs: int


def say_sides(sides: Sides) -> str:
    """`topics in 90 days: 12 yours, 5 theirs`; nothing without any."""
    return f"topics in {SIDES_DAYS} days: {sides.mine} yours, {sides.theirs} theirs" if sum(sides) else ""


def quiet_themes(talked_about: Mapping[Theme, int]) -> tuple[Theme, ...]:
    """The themes of which nothing was talked about, in their order."""
    return tuple(theme for theme in Theme if not talked_about.get(theme))


def say_themes(talked_about: Mapping[Theme, int]) -> str:
    """`4 weeks: coach 3, clarity 1; nothing on culture`."""
    said = ", ".join(f"{theme} {talked_about[theme]}" for theme in Theme if talked_about.get(theme))
    quiet = " or ".join(", ".join(quiet_themes(talked_about)).rsplit(", ", 1))
    weeks = f"{THEMES_DAYS // 7} weeks"
    if not said:
        return f"{weeks}: nothing on {quiet}"
    return f"{weeks}: {said}" + (f"; nothing on {quiet}" if quiet else "")
