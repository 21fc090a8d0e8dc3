"""The escalations behind a cell or a figure, to be chosen and opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.domain.saying import say_day
from rhythm.screens.tracker_words import TrackerWords

if TYPE_CHECKING:
    from rhythm.domain.escalations import Escalation
    from rhythm.screens.place import PageScreen


def open_rows(page: PageScreen, title: str, rows: Sequence[Escalation]) -> None:
    """List some rows, newest first, and open the one that is chosen, where its fields can be changed too."""
    from rhythm.screens.dialogs.pick import Choice, pick
    from rhythm.screens.dialogs.triage import open_triage

    newest = sorted(rows, key=lambda row: (row.day, row.id), reverse=True)
    today = page.rhythm.today()

    def choices() -> list[Choice]:
        said = TrackerWords(page.rhythm, page.veil)
        return [
            Choice(
                str(row.id),
                page.veil.text(row.summary),
                " · ".join(filter(None, (said.moment(row.moment), said.handling(row.handling)))),
                say_day(row.day, today),
            )
            for row in newest
        ]

    def opened(key: str) -> None:
        row = page.rhythm.tracker.escalation(int(key))
        if row is not None:
            open_triage(page.rhythm_app, row)

    if rows:
        pick(page.rhythm_app, title, choices, opened, verb="open")
    else:
        page.say("no rows")
