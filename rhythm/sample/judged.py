"""What the director of the sample said beyond the marks of a row: whether it came in time, and the two lines."""

from __future__ import annotations

from rhythm.values import NamedTuple


class Judged(NamedTuple):
    """`reached` is early, in_time or late; the lines may be empty."""

    reached: str
    without_me: str = ""
    repair: str = ""


JUDGED = {
    "Tobias reports the seat timer is at 5 again on mobile web only, Nadia asks who touched it": Judged(
        "in_time", "One owner of the hold setting, and a log of who changes it"
    ),
    "flash sale on Saturday, may he skip the check once": Judged(
        "late", "A rule for sales under 200 seats", "Sales on the calendar ten days ahead, with the check booked"
    ),
    "Hosting contract ends, the discount needs my signature by Friday": Judged(
        "late", repair="Contract ends in Thandeka's calendar, 60 days before"
    ),
    "Connectors can't staff the new island lines while they keep the legacy endpoints alive for phones": Judged(
        "early"
    ),
    "two agents on leave, strike announced. HW asks if he may pay overtime (he may)": Judged(
        "in_time", "An overtime budget that Hyun-woo may spend"
    ),
    "Kofi changed the hold config on a Friday evening again. N. furious": Judged("late"),
}
"""By the text of the row; most rows have none, as in life."""

OWN_WORDS = ("seat hold | seat timer | inventory timeout | reservation", "rebooked | moved to another train")
"""Lines of words that mean the same here."""
