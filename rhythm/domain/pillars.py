"""The three pillars of leading managers (essay 1): organisational design, talent pipeline, portfolio strategy.

What belongs to which is said by `queries.pillars`, record by record; here is what is said of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

PILLAR_DAYS = 28
"""A pillar without activity for so long is named in the weekly review."""


class Pillar(StrEnum):
    """Where a director's work goes."""

    ORG_DESIGN = "org_design"
    TALENT = "talent"
    PORTFOLIO = "portfolio"


WORDS = {
    Pillar.ORG_DESIGN: "organisational design",
    Pillar.TALENT: "the talent pipeline",
    Pillar.PORTFOLIO: "portfolio strategy",
}
FEEDS = {
    Pillar.ORG_DESIGN: "verdicts, fixes, decision rights, charters",
    Pillar.TALENT: "precise feedback, delegation, coaching, the bench",
    Pillar.PORTFOLIO: "portfolio reviews and bets",
}
"""What counts as activity, in words."""


def quiet_pillars(activity: Mapping[Pillar, int]) -> tuple[Pillar, ...]:
    """The pillars in which nothing happened, in their order."""
    return tuple(pillar for pillar in Pillar if not activity.get(pillar))


def say_pillars(activity: Mapping[Pillar, int]) -> str:
    """`4 weeks: organisational design 5, the talent pipeline 2; nothing on portfolio strategy (…)`."""
    said = ", ".join(f"{WORDS[pillar]} {activity[pillar]}" for pillar in Pillar if activity.get(pillar))
    quiet = ", ".join(f"{WORDS[pillar]} ({FEEDS[pillar]})" for pillar in quiet_pillars(activity))
    parts = "; ".join(part for part in (said, f"nothing on {quiet}" if quiet else "") if part)
    return f"{PILLAR_DAYS // 7} weeks: {parts}"
