"""The portfolio of the sample: seven bets in all four buckets. One takes more than a fifth and brings in little."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.periods import quarter_of
from rhythm.sample.days import THU, Days
from rhythm.values import NamedTuple


class StoryReturn(NamedTuple):
    """What a bet brought in, as judged in the review of a quarter."""

    period: str
    day: dt.date
    value: int
    why: str


class StoryDecision(NamedTuple):
    """What was decided about a bet, and when it is looked at again."""

    day: dt.date
    kind: str
    review_on: dt.date | None
    why: str


class StoryBet(NamedTuple):
    """A bet of the portfolio; `words` are what else records name it by."""

    name: str
    bucket: str
    mode: str
    importance: int
    words: tuple[str, ...]
    returns: tuple[StoryReturn, ...] = ()
    decisions: tuple[StoryDecision, ...] = ()


class _Script(NamedTuple):
    """A bet with its returns, the newest last, and decisions: weeks back, kind, weeks ahead of its review, why."""

    name: str
    bucket: str
    mode: str
    importance: int
    words: tuple[str, ...]
    returns: tuple[tuple[int, str], ...] = ()
    decisions: tuple[tuple[int, str, int | None, str], ...] = ()


_SCRIPTS = (
    _Script(
        "Checkout",
        "core",
        "predictability",
        5,
        ("seat hold", "seat timer", "reservation", "baskets", "hold"),
        ((3, "fewer lost baskets, more quarrels about the hold"), (4, "one number for both teams")),
        ((19, "fund", None, "one more engineer until the hold is settled"),),
    ),
    _Script(
        "Disruption care",
        "core",
        "predictability",
        4,
        ("refund", "rebooked", "cancellation", "strike", "notice", "banner"),
        ((2, "every strike is the first one"), (4, "refunds up to a limit are decided in Care")),
        ((9, "consolidate", None, "the notice and the refund button become one team's"),),
    ),
    _Script(
        "Flash sales",
        "growth",
        "learning_speed",
        2,
        ("flash sale", "promo", "codes", "partner code", "voucher"),
        ((1, "two campaigns, nobody came back a second time"), (2, "more travellers, all of them at a loss")),
        ((9, "pause", -1, "the tooling gets no one new before spring"),),
    ),
    _Script(
        "Island lines",
        "growth",
        "learning_speed",
        4,
        ("island line", "coach line", "next line", "rail launch"),
        ((3, "two lines live"), (4, "four lines, and travellers who come by themselves")),
        ((5, "fund", 8, "two seats once the staffing is honest"),),
    ),
    _Script(
        "Carrier API v2",
        "enabler",
        "reduce_complexity",
        4,
        ("v1", "old interface", "legacy endpoints"),
        ((3, "half of the carriers moved"), (3, "no date for the end of the old one")),
        ((13, "protect", 3, "two engineers until the old interface is off"),),
    ),
    _Script(
        "Self-service keys",
        "enabler",
        "reduce_complexity",
        3,
        ("key", "keys"),
        ((3, "the draft of the rules exists"),),
    ),
    _Script("Barcode pilot", "experimental", "learning_speed", 1, ("barcode", "terminals", "desk printers")),
)


def bets(days: Days) -> tuple[StoryBet, ...]:
    """The bets, each judged at the end of the quarters before this one."""
    this = quarter_of(days.today)
    found = []
    for script in _SCRIPTS:
        quarters = [this.shifted(-back) for back in range(len(script.returns), 0, -1)]
        returns = tuple(
            StoryReturn(str(quarter), days.at_work(quarter.last_day), value, why)
            for quarter, (value, why) in zip(quarters, script.returns, strict=True)
        )
        decisions = tuple(
            StoryDecision(days.day(week, THU), kind, days.day(-ahead, THU) if ahead is not None else None, why)
            for week, kind, ahead, why in script.decisions
        )
        found.append(
            StoryBet(script.name, script.bucket, script.mode, script.importance, script.words, returns, decisions)
        )
    return tuple(found)
