"""Bets whose decision is to be looked at again, as Today shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rhythm.domain.saying import say_day, say_late
from widgets.row_list import Row
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.portfolio import DueReview
    from rhythm.screens.place import PageScreen


def due_rows(page: PageScreen, due: Iterable[DueReview]) -> list[Row]:
    """A row for each."""
    today, word_for = page.rhythm.today(), page.rhythm.portfolio.word_for
    return [
        Row(
            f"bet:{one.bet.id}",
            page.veil.text(one.bet.name),
            "?",
            "look again",
            f"{word_for(one.decision.kind)} {say_day(one.decision.day, today)}: {say_late(one.review_on, today)}",
            Tone.WARNING,
        )
        for one in due
    ]
