"""What opens when a row is chosen: row keys are `kind:number`, the same on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.screens import words
from rhythm.screens.place import PageScreen

if TYPE_CHECKING:
    from rhythm.service import Rhythm

_PLACE_OF = {
    "good_call": "conflicts",
    "review_answer": "quarter",
    "later_answer": "quarter",
    "intention": "quarter",
    "sheet_row": "quarter",
    "ritual": "org",
    "ritual_session": "org",
    "decision_right": "org",
    "right_answer": "org",
    "practice": "org",
}
"""Kinds of records that have no page of their own, and the place that shows them."""


_OF_TEAM = ("team", "charter", "interface", "card_answer")
"""Kinds of records that stand on the page of a team."""


def open_key(page: PageScreen, key: str) -> None:
    """Open the page or place that a row stands for; a kind without a page of its own opens its person or conflict."""
    kind, _, rest = key.partition(":")
    app, rhythm = page.rhythm_app, page.rhythm
    if kind == "ritual":
        app.call_later(_show_in, page, "org", key)
        return
    if kind == "place" or kind in _PLACE_OF:
        app.call_later(app.action_place, _PLACE_OF.get(kind, rest))
        return
    if kind in words.CELL_KINDS:
        from rhythm.screens.board import BoardScreen

        app.open_page(BoardScreen(rhythm, f"right:{rest}"))
        return
    if kind in _OF_TEAM and rest.isdigit():
        _open_team(page, kind, int(rest))
        return
    if kind == "start":
        from rhythm.screens.starting import open_start

        open_start(page, key)
        return
    if kind in _OTHERS:
        _OTHERS[kind](page)
        return
    if rest.isdigit():
        _open_record(page, kind, int(rest))


def _open_record(page: PageScreen, kind: str, number: int) -> None:
    """Open the page of a record, or of the person or conflict that it belongs to."""
    rhythm = page.rhythm
    if (person_id := _person_of(rhythm, kind, number)) is not None:
        _open_room(page, person_id)
    elif (conflict_id := _conflict_of(rhythm, kind, number)) is not None:
        _open_conflict(page, conflict_id)
    elif kind in ("bet", "bet_return", "bet_decision"):
        _open_bet(page, kind, number)
    elif kind == "escalation" and (row := rhythm.tracker.escalation(number)) is not None:
        from rhythm.screens.dialogs.triage import open_triage

        open_triage(page.rhythm_app, row)


async def _show_in(page: PageScreen, place: str, key: str) -> None:
    """Go to a place, and put the cursor on a row there once it was read."""
    from widgets.row_list import RowList

    app = page.rhythm_app
    await app.action_place(place)
    shown = app.screen
    shown.call_after_refresh(lambda: shown.query_one("#list", RowList).highlight(key))


def _open_calendar(page: PageScreen) -> None:
    from rhythm.screens.calendar import CalendarScreen

    page.rhythm_app.open_page(CalendarScreen(page.rhythm))


def _make_backup(page: PageScreen) -> None:
    from rhythm.screens.backup_rows import make_backup

    make_backup(page)


def _open_portfolio(page: PageScreen) -> None:
    from rhythm.screens.portfolio import PortfolioScreen

    page.rhythm_app.open_page(PortfolioScreen(page.rhythm))


def _open_growth(page: PageScreen) -> None:
    from rhythm.screens.growth import GrowthScreen

    page.rhythm_app.open_page(GrowthScreen(page.rhythm))


_OTHERS = {
    "calendar": _open_calendar,
    "backup": _make_backup,
    "portfolio": _open_portfolio,
    **dict.fromkeys(("growth", "story", "stakeholder_card", "self_check"), _open_growth),
}
"""Rows that stand for no record."""


def _person_of(rhythm: Rhythm, kind: str, number: int) -> int | None:
    """Whose record it is, for what is shown in a meeting room."""
    if kind == "person":
        return number
    read = {
        "promise": rhythm.planner.promise,
        "note": rhythm.planner.note,
        "topic": rhythm.planner.topic,
        "expectation": rhythm.talks.expectation,
    }.get(kind)
    found = read(number) if read is not None else None
    return found.person_id if found is not None else None


def _conflict_of(rhythm: Rhythm, kind: str, number: int) -> int | None:
    """The conflict to which a record belongs; None for a row without one."""
    if kind == "fix":
        fix = rhythm.fixes.fix(number)
        return fix.conflict_id if fix is not None else None
    if kind == "escalation":
        row = rhythm.tracker.escalation(number)
        return row.conflict_id if row is not None else None
    if kind == "verdict":
        return rhythm.tracker.conflict_of_verdict(number)
    return number if kind == "conflict" else None


def _open_room(page: PageScreen, person_id: int) -> None:
    from rhythm.screens.room import RoomScreen

    person = page.rhythm.people.person(person_id)
    if person is not None and person.is_erased:
        page.say("they were erased")
    elif person is not None:
        page.rhythm_app.open_page(RoomScreen(page.rhythm, person))


def _open_team(page: PageScreen, kind: str, number: int) -> None:
    from rhythm.screens.team_page import TeamPageScreen

    found = (number, "") if kind == "team" else page.rhythm.structure.place_of(kind, number)
    if found is not None:
        page.rhythm_app.open_page(TeamPageScreen(page.rhythm, *found))


def _open_conflict(page: PageScreen, conflict_id: int) -> None:
    from rhythm.screens.conflict import ConflictScreen

    page.rhythm_app.open_page(ConflictScreen(page.rhythm, conflict_id))


def _open_bet(page: PageScreen, kind: str, number: int) -> None:
    """The page of a bet; a return or a decision opens the one that it is about."""
    from rhythm.screens.bet import BetScreen

    bet_id = number if kind == "bet" else page.rhythm.portfolio.bet_of(kind, number)
    if bet_id is not None:
        page.rhythm_app.open_page(BetScreen(page.rhythm, bet_id))
