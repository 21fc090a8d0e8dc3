"""Closing the week for good: what is asked before its copy is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.screens.dialogs.yes_no import YesNo

if TYPE_CHECKING:
    from rhythm.screens.week_steps import StepsScreen
    from rhythm.service.sittings import Sitting


def close_week(page: StepsScreen, sitting: Sitting) -> None:
    """Close the week of a sitting; what is open is asked about, and stands in nobody's way."""
    said = sitting.open_words
    if said:
        ask = YesNo(page.rhythm, f"Close the week with {said}?", "They come up again in the next review.")
        page.app.push_screen(ask, lambda yes: _ask_whether_quiet(page) if yes else None)
    else:
        _ask_whether_quiet(page)


def _ask_whether_quiet(page: StepsScreen) -> None:
    """Close, after asking whether a week without a row is an empty one or one that nobody logged."""
    week, figures = page.sitting.walk.items.week, page.sitting.walk.figures

    def close(nothing: bool | None) -> None:
        if nothing is None:
            return
        review = page.attempt(lambda: page.rhythm.reviews.close_week(week, nothing_reached_me=nothing))
        if review is not None:
            # Its copy is read first, also where the next week waits already.
            page.look_at(week)
            page.say(page.keyed("closed; {app.undo} opens it again"))

    if figures.reached_me or figures.good_calls:
        close(False)
    else:
        more = "Yes: it counts as a quiet week. No: as a week in which nothing was logged."
        page.app.push_screen(YesNo(page.rhythm, "Did nothing at all reach you this week?", more), close)
