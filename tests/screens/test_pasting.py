"""A bracketed paste never fires a key: where a field has the focus it stands there, elsewhere it is to be logged."""

from __future__ import annotations

import datetime as dt

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from rhythm.app import RhythmApp
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.dialogs.noting import NoteDialog, PastedNotes
from rhythm.screens.dialogs.pasted import PastedLines
from rhythm.screens.place import PageScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW, shown
from widgets.row_list import RowList

PASTED = "- q u e\n\n- 1 y k d m\r\n\x03\x1a- \x1b[Ax space\x04\t\x7f\x07"
"""Letters that are keys somewhere: leave, undo, log, a place, yes, held, drop, move, strike; and what control and arrow
keys send."""
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
async def test_a_paste_fires_no_key_on_any_page_and_in_any_dialog(full: Full, part: int) -> None:
    app = RhythmApp(full.rhythm)
    wrong: list[str] = []
    async with app.run_test(size=NARROW) as pilot:
        for stop in STOPS[part::PARTS]:
            await go(pilot, app, full, stop)
            if problem := await _paste(pilot, app, full):
                wrong.append(f"{stop.name}: {problem}")
            await settle(pilot)
    assert wrong == []


async def _paste(pilot: Pilot[None], app: RhythmApp, full: Full) -> str:
    """What went wrong, or nothing."""
    screen, field, undoable = app.screen, app.screen.focused, full.rhythm.undoable(3)
    before = field.value if isinstance(field, Input) else field.text if isinstance(field, TextArea) else None
    app.screen.post_message(events.Paste(PASTED))
    await pilot.pause()
    await pilot.pause()
    if not app.is_running or full.rhythm.undoable(3) != undoable:
        return "a key was fired"
    offered = isinstance(app.screen, PastedLines) and app.screen is not screen
    if before is None and isinstance(screen, PageScreen):
        return "" if offered else "nothing is offered"
    if before is None:
        return "" if app.screen is screen else "the dialog is gone"
    after = field.value if isinstance(field, Input) else field.text if isinstance(field, TextArea) else ""
    if isinstance(screen, CaptureDialog | NoteDialog):
        return "" if offered else "nothing is offered"
    # The palette is Textual's own and looks for one line.
    wanted = ("q u e",) if isinstance(screen, CommandPalette) else ("q u e", "1 y k d m", "x space")
    lost = [word for word in wanted if word not in after]
    return f"lost {lost}" if lost or app.screen is not screen else ""


NOTES = (
    "seen in the review\n+ settled it alone\n> HR for the level table by fri\n- [ ] read the plan\n"
    "! Platform / Growth: who sets the date\n\n& both want a date"
)


async def test_pasted_notes_become_records_each_by_its_mark_in_one_step(rhythm: Rhythm, org: Org) -> None:
    before = rhythm.undoable()
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await _paste_notes(pilot, app, org, NOTES)
        said = [(row.mark, row.main, row.fact) for row in app.screen.query_one(RowList).rows() if row.key]
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
        assert "6 records kept" in shown(app)
    friday = rhythm.today() + dt.timedelta(days=(4 - rhythm.today().weekday()) % 7 or 7)
    assert said == [
        ("", "seen in the review", "note"),
        ("+", "settled it alone", "appreciation"),
        (">", "HR for the level table", f"you promise, due Fri {friday.day} Nov"),
        ("[]", "read the plan", "an action of yours, no day"),
        ("!", "Platform / Growth: who sets the date", "an escalation, sorted in the week's review"),
        ("&", "both want a date", "a note to share"),
    ]
    notes = {(note.body, note.kind.value, note.private) for note in rhythm.planner.notes_of(org.ilya.id)}
    assert notes == {
        ("seen in the review", "note", True),
        ("settled it alone", "praise", True),
        ("both want a date", "note", False),
    }
    promises = {(one.body, one.kind.value, one.mine, one.due) for one in rhythm.planner.promises()}
    assert promises == {("HR for the level table", "promise", True, friday), ("read the plan", "action", True, None)}
    (row,) = rhythm.tracker.newest()
    assert (row.summary, row.raised_by_id, row.conflict_id) == (
        "Platform / Growth: who sets the date",
        org.ilya.id,
        None,
    )
    assert [party.name for party in row.parties] == ["Platform", "Growth"]
    rhythm.undo()
    assert rhythm.undoable() == before


async def test_pasted_notes_can_be_left_out_and_one_line_with_a_mark_is_a_record_too(rhythm: Rhythm, org: Org) -> None:
    before = rhythm.undoable()
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await _paste_notes(pilot, app, org, NOTES)
        assert isinstance(app.screen, PastedNotes)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, NoteDialog)
        assert rhythm.undoable() == before
        await pilot.press("enter")
        await settle(pilot)
        assert "the note is empty" in shown(app)
        app.screen.query_one("#line", Input).value = "< the bets by 12/3"
        await settle(pilot)
        assert "12/3" in shown(app)
        app.screen.query_one("#line", Input).value = "< the bets"
        await settle(pilot)
        assert "they promise, no day" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "noted" in shown(app)
    (promise,) = rhythm.planner.promises()
    assert (promise.body, promise.mine) == ("the bets", False)


async def _paste_notes(pilot: Pilot[None], app: RhythmApp, org: Org, text: str) -> None:
    await pilot.press("2")
    await settle(pilot)
    app.screen.query_one("#list", RowList).highlight(f"person:{org.ilya.id}")
    await pilot.press("i")
    await settle(pilot)
    assert isinstance(app.screen, NoteDialog)
    app.screen.post_message(events.Paste(text))
    await settle(pilot)
