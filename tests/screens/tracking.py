"""What tests of screens share: what stands on a page, typing into it, and conflicts to show there."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.escalations import ConflictChoice, ConflictId, Escalation, Handling, NewEscalation, Party
from rhythm.queries.suggesting import Suggestion
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.place import PageScreen
from rhythm.service import Rhythm
from rhythm.service.tracker import Tracker
from tests.builders import Org
from tests.screens.touring import seen, settle
from tests.widgets.showing import screen_lines
from widgets.capture_input import CaptureInput
from widgets.row_list import Row, RowList

Page = TypeVar("Page", bound=PageScreen)

NARROW, WIDE = (80, 24), (120, 40)


def shown(app: RhythmApp) -> str:
    """The whole screen as one text."""
    return "\n".join(screen_lines(app))


def in_box(app: RhythmApp) -> str:
    """What the dialog in front says, as one line."""
    return " ".join(seen(app).replace("│", " ").split())


def rows(app: RhythmApp) -> list[Row]:
    """Every row of the page's list, headings and blank ones included."""
    return list(app.screen.query_one("#list", RowList)._source.window(0, 500))


def keyed_rows(app: RhythmApp) -> dict[str, Row]:
    """Every row of the page's list that stands for something, by its key."""
    return {row.key: row for row in rows(app) if row.key}


async def in_front(pilot: Pilot[None], kind: type[Page]) -> Page:
    """The page that stands in front, once it is shown; it is of this kind."""
    await pilot.pause()
    page = pilot.app.screen
    assert isinstance(page, kind)
    return page


async def list_of(pilot: Pilot[None], opened_by: str, kind: type[PageScreen], key: str = "") -> RowList:
    """The list of a page that a key opens, with the cursor on a row where one is named."""
    await pilot.pause()
    await pilot.press(opened_by)
    listing = (await in_front(pilot, kind)).query_one("#list", RowList)
    if key:
        assert listing.highlight(key)
        await pilot.pause()
    return listing


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Key by key; the next one is for what the last one opened."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def open_conflict(pilot: Pilot[None], app: RhythmApp, number: int) -> None:
    """The page of a conflict, over Today."""
    await pilot.pause()
    app.open_page(ConflictScreen(app.rhythm, number))
    await pilot.pause()


async def on_row(pilot: Pilot[None], key: str) -> None:
    """Put the cursor of the page's list on a row."""
    assert pilot.app.screen.query_one("#list", RowList).highlight(key)
    await settle(pilot)


async def fill(pilot: Pilot[None], **texts: str) -> None:
    """Type into fields of the dialog in front, over what stands there; `for_` is the one named `for`."""
    for name, text in texts.items():
        entry = pilot.app.screen.query_one("#{0}, #field-{0}".format(name.rstrip("_")), CaptureInput)
        entry.focus()
        entry.value = ""
        await pilot.pause()
        await type_line(pilot, text)


async def type_line(pilot: Pilot[None], text: str) -> None:
    """Into the field that has the focus."""
    focused = pilot.app.focused
    assert focused is not None
    focused.insert_text_at_cursor(text)  # type: ignore[attr-defined]
    await pilot.pause()


def suggest(monkeypatch: pytest.MonkeyPatch, rhythm: Rhythm, *scored: tuple[ConflictId | None, float]) -> None:
    """Have the matcher say this, whatever is asked."""

    def found(_self: Tracker, _new: NewEscalation, **_: object) -> tuple[Suggestion, ...]:
        made = []
        for number, score in scored:
            view = rhythm.tracker.conflict(number or 0)
            if view is not None:
                made.append(Suggestion(view.id, view.conflict.name, score, ("both sides", '"release"'), view))
        return tuple(made)

    monkeypatch.setattr(Tracker, "suggest", found)


def coached(org: Org, summary: str, days_ago: int, conflict: ConflictChoice | None) -> Escalation:
    """A row between the two teams that was coached back, so many days ago."""
    parties = (Party("Platform", org.platform.id), Party("Growth", org.growth.id))
    day = org.rhythm.today() - dt.timedelta(days=days_ago)
    new = NewEscalation(summary, day, parties, handling=Handling.COACHED, minutes=20)
    return org.rhythm.tracker.log(new, conflict=conflict)


def twice(org: Org) -> ConflictId:
    """A conflict of two coached meetings."""
    first = coached(org, "who sets the release date", 41, "new")
    assert first.conflict_id is not None
    coached(org, "release date again", 20, first.conflict_id)
    return first.conflict_id


def due(org: Org) -> ConflictId:
    """A conflict whose verdict is due."""
    conflict = twice(org)
    coached(org, "growth moved the release date", 1, conflict)
    return conflict
