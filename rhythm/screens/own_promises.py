"""What the director promised, first on Today: what is late or due this week, and how many were kept lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.domain.keeping import say_kept
from rhythm.domain.meetings import Promise, PromiseKind
from rhythm.domain.saying import counted, say_late
from rhythm.screens import words
from widgets.panel import Para
from widgets.plain import FACT_SEP
from widgets.row_list import Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen

MOST_LATE, MOST_SOON = 3, 2
"""So many late promises stand here, and so many that are due this week; a row below leads to all of them."""
MOST_OTHERS = 8
"""So many of all the others are named in the pane of that row."""
ALL_PROMISES = "promises:mine"


def own_promise_rows(page: PageScreen, mine: Sequence[Promise]) -> list[Row]:
    """The open promises of the director that need one now, under their heading; nothing where there is none."""
    today = page.rhythm.today()
    named = _named(mine, today)
    kept = say_kept(page.rhythm.talks.kept())
    if not named and not (kept and mine):
        return []
    rows = [_row(page, promise, today) for promise in named]
    others = len(mine) - len(rows)
    if others:
        said = f"{others} more open" if rows else f"{counted(others, 'promise')} open, none due this week"
        rows.append(Row(ALL_PROMISES, said, ">", "all", tone=Tone.DIM))
    return [heading("YOU PROMISED", kept), *rows]


def other_paras(page: PageScreen) -> tuple[Para, ...]:
    """The first of those that have no row of their own."""
    today, mine = page.rhythm.today(), page.rhythm.planner.promises(mine=True)
    named = {promise.id for promise in _named(mine, today)}
    others = [promise for promise in mine if promise.id not in named]
    paras = [Para("Promised too", Tone.HEADING)]
    for promise in others[:MOST_OTHERS]:
        paras.append(Para(f"> {page.veil.text(promise.body)}", words.promise_tone(promise, today)))
        paras.append(Para(f"{_to_whom(page, promise)}{FACT_SEP}{_when(promise, today)}", Tone.DIM, 2))
    return tuple(paras)


def choose_promise(page: PageScreen, mine: Sequence[Promise]) -> None:
    """Show all that the director promised, to open the room of one."""
    from rhythm.screens.dialogs.pick import Choice, pick
    from rhythm.screens.opening import open_key

    today = page.rhythm.today()

    def choices() -> list[Choice]:
        return [
            Choice(f"promise:{one.id}", page.veil.text(one.body), _to_whom(page, one), _when(one, today))
            for one in mine
        ]

    pick(page.rhythm_app, "What you promised", choices, lambda key: open_key(page, key), verb="open")


def _named(mine: Sequence[Promise], today: dt.date) -> list[Promise]:
    """The open promises that need one now."""
    sunday = today + dt.timedelta(days=6 - today.weekday())
    due = [promise for promise in mine if promise.due is not None and promise.due <= sunday]
    late = [promise for promise in due if promise.days_late(today)][:MOST_LATE]
    return [*late, *[promise for promise in due if not promise.days_late(today)][:MOST_SOON]]


def _row(page: PageScreen, promise: Promise, today: dt.date) -> Row:
    return Row(
        f"promise:{promise.id}",
        page.veil.text(promise.body),
        ">",
        _when(promise, today),
        _to_whom(page, promise),
        words.promise_tone(promise, today),
    )


def _to_whom(page: PageScreen, promise: Promise) -> str:
    """`to Dana Okoye · moved 2x`."""
    moved = f"{FACT_SEP}moved {promise.moved}x" if promise.moved else ""
    side = "with" if promise.kind is PromiseKind.ACTION else "to"
    return f"{side} {page.veil.name(promise.person, promise.person_id)}{moved}"


def _when(promise: Promise, today: dt.date) -> str:
    return say_late(promise.due, today) if promise.due is not None else "no day"
