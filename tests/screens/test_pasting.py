"""Pasted notes become records, each by its mark. That a paste fires no key anywhere is looked at on every stop."""

from __future__ import annotations

import datetime as dt

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from rhythm.app import RhythmApp
from rhythm.screens.dialogs.noting import NoteDialog, PastedNotes
from rhythm.screens.dialogs.pasted import PastedLines
from rhythm.screens.place import PageScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, shown
from widgets.row_list import RowList

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
    notes = {(note.body, note.kind.value, note.private) for note in rhythm.bench.notes_about(org.ilya.id)}
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


async def test_in_a_low_terminal_a_window_keeps_the_keys_that_lead_out_of_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(40, 10)) as pilot:
        await settle(pilot)
        app.screen.post_message(events.Paste("one\ntwo\nthree\nfour\nfive"))
        await settle(pilot)
        await pilot.pause()
        assert isinstance(app.screen, PastedLines)
        assert "esc leave out" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "esc leave out" not in shown(app)
