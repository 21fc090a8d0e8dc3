"""The meeting room, by keys alone."""

from __future__ import annotations

import base64
import datetime as dt

import pytest

from rhythm.app import RhythmApp
from rhythm.domain.meetings import MeetingState, NoteKind, PromiseState, TopicState
from rhythm.screens.dialogs.closing import CloseMeeting
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org, meetings_of
from tests.screens.meeting_room import fill, open_room, type_notes
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, in_box, shown
from tests.widgets.showing import HOSTILE, screen_lines
from widgets.capture_input import CaptureInput
from widgets.draft_area import DraftArea
from widgets.row_list import RowList


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_closing_stores_every_record_of_the_notes_as_one_action(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    rhythm.planner.add_topic(org.dana.id, "launch criteria")
    stays = rhythm.planner.add_topic(org.dana.id, "promotion case")
    before = len(rhythm.undoable())
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("space")
        await type_notes(
            pilot, "wants a date\n> ask HR by wed\n< draft the bets\n! Platform / Growth: banner order\n+ outage"
        )
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, CloseMeeting)
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert not isinstance(app.screen, (CloseMeeting, RoomScreen))
    meeting = meetings_of(rhythm.planner, org.dana.id)[0]
    assert (meeting.day, meeting.state) == (rhythm.today(), MeetingState.HELD)
    notes = {(note.kind, note.body) for note in rhythm.bench.notes_about(org.dana.id)}
    assert notes == {(NoteKind.NOTE, "wants a date"), (NoteKind.PRAISE, "outage")}
    promises = {(p.body, p.mine, p.due) for p in rhythm.planner.promises()}
    assert promises == {("ask HR", True, dt.date(2026, 11, 25)), ("draft the bets", False, None)}
    row = rhythm.tracker.newest()[0]
    assert (row.meeting_id, row.raised_by_id, row.conflict_id) == (meeting.id, org.dana.id, None)
    topic = rhythm.planner.topic(stays.id)
    assert topic is not None
    assert topic.carried == 1
    assert rhythm.draft(f"room:{org.dana.id}") == ""
    assert len(rhythm.undoable()) == before + 2
    rhythm.undo()
    assert rhythm.draft(f"room:{org.dana.id}").splitlines()[:2] == ["wants a date", "> ask HR by wed"]
    assert not meetings_of(rhythm.planner, org.dana.id)
    assert not rhythm.tracker.newest()
    assert not rhythm.planner.promises()


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        (
            "calm\n> a\n< b\n? c\n! d",
            ["the note · 2 promises · 1 request · 1 escalation", "the note · 4 records", "5 records"],
        ),
        ("> a\n< b\n? c", ["2 promises · 1 request", "2 promises · 1 request", "3 records"]),
        ("calm", ["the note", "the note", "the note"]),
        ("", ["only that it was held", "only that it was held", "only the meeting"]),
    ],
)
async def test_a_narrow_row_that_stores_all_says_in_fewer_words_all_that_is_stored(
    rhythm: Rhythm, org: Org, notes: str, said: list[str]
) -> None:
    widths = ((80, 24), (60, 20), (40, 12))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, notes)
        await pilot.press("ctrl+s")
        for size in (*widths, *widths[::-1]):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert f"Store all  {said[widths.index(size)]}  " in shown(app)
        await pilot.press("escape")
        await pilot.resize_terminal(*widths[2])
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert f"Store all  {said[2]}  " in shown(app)


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ("calm\n^ asked first\n^ asked again\n& a date\n& a place", "the note · 2 feedback · 2 lines to share"),
        ("calm\n> a\n< b\n? c\n! d", "the note · 2 promises · 1 request · 1 escalation"),
        ("calm\n> a\n? c\n! d\n+ e\n= f", "the note · 5 records"),
    ],
)
async def test_the_row_that_stores_all_says_all_that_is_stored(rhythm: Rhythm, org: Org, notes: str, said: str) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, notes)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert f"Store all  {said}" in shown(app)


async def test_notes_that_undo_brings_back_stand_in_the_room_that_is_open_and_redo_takes_them(
    rhythm: Rhythm, org: Org
) -> None:
    key = f"room:{org.dana.id}"
    rhythm.save_draft(key, "wants a date\n> ask HR")
    rhythm.planner.close_room(org.dana.id, rhythm.today(), note="wants a date", draft=key)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        room = app.screen
        assert isinstance(room, RoomScreen)
        assert room.notes == ""
        await pilot.press("u")
        await settle(pilot)
        assert room.notes == "wants a date\n> ask HR"
        assert "undone: held Dana Okoye; its notes are in the room again" in shown(app)
        await pilot.press("U")
        await settle(pilot)
        assert room.notes == ""
        assert "put back: held Dana Okoye" in shown(app)
        assert "in the room again" not in shown(app)
        await pilot.press("u")
        await settle(pilot)
        await type_notes(pilot, "\nand more")
        await pilot.press("escape")
        await settle(pilot)
        assert rhythm.draft(key) == "wants a date\n> ask HR\nand more"
        await pilot.press("U")
        await settle(pilot)
        assert room.notes == "wants a date\n> ask HR\nand more", "it was written on"


async def test_a_tick_acts_at_once_stays_in_sight_and_can_be_taken_back(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "launch criteria")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("space")
        found = rhythm.planner.topic(topic.id)
        assert found is not None
        assert found.state is TopicState.DISCUSSED
        assert "[x] launch criteria" in shown(app)
        await pilot.press("space")
        found = rhythm.planner.topic(topic.id)
        assert found is not None
        assert found.state is TopicState.OPEN
        rhythm.planner.add_topic(org.dana.id, "carried less")
        app.tell_store_changed()
        await pilot.pause()
        await pilot.press("space")
        row = app.screen.query_one("#queue", RowList).highlighted
        assert row is not None
        assert row.key == f"topic:{topic.id}"
        assert shown(app).index("launch criteria") < shown(app).index("carried less")
        await pilot.press("u")
        found = rhythm.planner.topic(topic.id)
        assert found is not None
        assert found.state is TopicState.OPEN
        await pilot.press("d")
        assert [one.body for one in rhythm.planner.room(org.dana).topics] == ["carried less"]


async def test_keys_settle_move_and_drop_promises(rhythm: Rhythm, org: Org) -> None:
    kept = rhythm.planner.add_promise(org.dana.id, "ask HR", due=rhythm.today())
    moved = rhythm.planner.add_promise(org.dana.id, "level table", due=rhythm.today() + dt.timedelta(days=3))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        room = await open_room(pilot, app, org)
        queue = room.query_one("#queue", RowList)
        assert queue.highlight(f"promise:{kept.id}")
        await pilot.press("space")
        done = rhythm.planner.promise(kept.id)
        assert done is not None
        assert done.state is PromiseState.DONE
        assert queue.highlight(f"promise:{moved.id}")
        await pilot.press("m")
        await fill(pilot, "next fri")
        assert "Fri 27 Nov, in 7 d" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        found = rhythm.planner.promise(moved.id)
        assert found is not None
        assert (found.due, found.moved) == (dt.date(2026, 11, 27), 1)
        assert queue.highlight(f"promise:{moved.id}")
        await pilot.press("d")
        assert not rhythm.planner.promises()


async def test_a_promise_does_not_move_into_the_past(rhythm: Rhythm, org: Org) -> None:
    promise = rhythm.planner.add_promise(org.dana.id, "ask HR", due=rhythm.today())
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        room = await open_room(pilot, app, org)
        room.query_one("#queue", RowList).highlight(f"promise:{promise.id}")
        await pilot.press("m")
        await fill(pilot, "yesterday")
        await pilot.press("enter")
        await pilot.pause()
        assert "has passed" in shown(app)
    assert rhythm.planner.promise(promise.id) == promise


@pytest.mark.parametrize("way", ["escape", "place", "undo everything", "quit"])
async def test_typed_notes_survive_whatever_way_the_room_is_left(rhythm: Rhythm, org: Org, way: str) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "half a sent")
        if way == "quit":
            await pilot.press("escape", "q")
        elif way == "place":
            await pilot.press("escape", "1")
        elif way == "escape":
            await pilot.press("escape", "escape")
        else:
            app.pop_screen()
        await pilot.pause()
    assert rhythm.draft(f"room:{org.dana.id}") == "half a sent"


async def test_a_draft_comes_back_and_is_gone_on_with_at_its_end(rhythm: Rhythm, org: Org) -> None:
    rhythm.save_draft(f"room:{org.dana.id}", "first")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        room = await open_room(pilot, app, org)
        await pilot.press("i", *" then")
        assert room.notes == "first then"
        app.keep_drafts()
        assert rhythm.draft(f"room:{org.dana.id}") == "first then"


async def test_today_lists_open_notes_as_soon_as_the_room_is_left(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "half")
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "notes not closed yet" in shown(app)


async def test_going_back_from_the_preview_keeps_notes_and_fields(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        room = await open_room(pilot, app, org)
        await type_notes(pilot, "a note")
        await pilot.press("ctrl+s", "tab", "tab", *"45", "escape")
        await pilot.pause()
        assert app.screen is room
        assert room.notes == "a note"
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert meetings_of(rhythm.planner, org.dana.id)[0].minutes == 45


async def test_a_record_can_be_left_out(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "kept\n> left out\n> stays")
        await pilot.press("ctrl+s", "down", "down", "space", "ctrl+s")
        await pilot.pause()
    assert [promise.body for promise in rhythm.planner.promises()] == ["stays"]


async def test_enter_turns_an_escalation_to_the_conflict_it_looks_like(rhythm: Rhythm, org: Org) -> None:
    known = org.escalate("who sets the release date", 40, conflict="new")
    org.escalate("release date moved again", 20, conflict=known.conflict_id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "! Platform / Growth: who sets the release date")
        await pilot.press("ctrl+s", "down")
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, CloseMeeting)
        records = dialog.query_one("#records", RowList)
        for _ in range(4):
            if records.highlighted is not None and records.highlighted.right.startswith("same as"):
                break
            await pilot.press("enter")
        assert records.highlighted is not None
        assert records.highlighted.right.startswith("same as")
        await pilot.press("ctrl+s")
        await pilot.pause()
    row = rhythm.tracker.newest()[0]
    assert row.conflict_id == known.conflict_id
    view = rhythm.tracker.conflict(row.conflict_id or 0)
    assert view is not None
    assert view.tally.occasions == 3


async def test_a_day_typed_over_the_proposed_one_is_the_day_and_one_that_was_kept_is_gone_on_with(
    rhythm: Rhythm, org: Org
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("ctrl+s", "tab", *"wed", "escape")
        await pilot.pause()
        await pilot.press("ctrl+s", "tab", *"nesday")
        await pilot.pause()
        assert app.screen.query_one("#day", CaptureInput).value == "wednesday"
        await pilot.press("enter")
        await pilot.pause()
    assert [meeting.day for meeting in meetings_of(rhythm.planner, org.dana.id)] == [dt.date(2026, 11, 18)]


async def test_the_keys_that_are_named_are_those_of_the_field_or_row_in_hand(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "! Platform / Growth: who sets the release date")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "enter store all  tab day  esc back" in shown(app)
        await pilot.press("down")
        await pilot.pause()
        assert "enter another conflict  space leave out" in shown(app)
        await pilot.press("tab")
        await pilot.pause()
        assert "enter store all  tab next  esc back" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, CloseMeeting)


async def test_an_unreadable_day_is_told_before_it_is_stored(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "> ask HR by fri 3 dec")
        await pilot.press("ctrl+s", "down")
        await pilot.pause()
        assert "day not understood" in shown(app)
        assert "Thu" in shown(app)


async def test_a_day_that_there_is_not_is_told_with_what_becomes_of_the_line(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "> ask HR by 31.02.2026")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "There is no 31 Feb 2026; Feb 2026 ends on the 28th. Escape" in shown(app)
        assert "goes back to the line; stored as it stands, it has no day." in shown(app)
        await pilot.resize_terminal(50, 24)
        await settle(pilot)
        assert "on the 28th. Escape goes back to the line; stored as it stands, it has no day." in in_box(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one(DraftArea).text == "> ask HR by 31.02.2026"
    assert rhythm.planner.promises(mine=True) == ()


async def test_a_day_of_two_readings_is_named_with_both_and_how_to_mend_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "> ask HR by 12/3")
        await pilot.press("ctrl+s")
        await pilot.pause()
        seen = shown(app)
        assert "could be 12 Mar or 3 Dec" in seen
        assert "type '12 mar' or '3 dec'" in seen


async def test_a_wrong_day_or_length_is_told_in_the_dialog(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("ctrl+s", "tab", "tab", *"x", "enter")
        await pilot.pause()
        assert "not a length of time" in shown(app)
        assert isinstance(app.screen, CloseMeeting)
    assert not meetings_of(rhythm.planner, org.dana.id)


async def test_a_meeting_whose_day_passed_without_word_is_closed_on_its_day(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    planned = rhythm.planner.plan(org.dana.id, rhythm.today(), minutes=25)
    clock.forward(3)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("ctrl+s", "enter")
        await pilot.pause()
    meeting = meetings_of(rhythm.planner, org.dana.id)[0]
    assert (meeting.id, meeting.day, meeting.minutes, meeting.state) == (planned.id, planned.day, 25, MeetingState.HELD)


async def test_a_meeting_is_planned_moved_and_skipped(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("ctrl+l")
        await fill(pilot, "thu 9:30")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+l")
        await fill(pilot, "mon")
        await pilot.press("enter")
        await pilot.pause()
        (meeting,) = meetings_of(rhythm.planner, org.dana.id)
        assert (meeting.day, meeting.state) == (dt.date(2026, 11, 23), MeetingState.PLANNED)
        await pilot.press("ctrl+k", "enter")
        assert "the reason is empty" in shown(app)
        await fill(pilot, "on leave")
        await pilot.press("enter")
        await pilot.pause()
    (meeting,) = meetings_of(rhythm.planner, org.dana.id)
    assert (meeting.state, meeting.reason) == (MeetingState.SKIPPED, "on leave")


async def test_plus_adds_topics_and_marked_promises_and_keeps_what_was_typed(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("plus")
        await fill(pilot, "launch [/x]")
        await pilot.press("escape")
        await pilot.pause()
        assert not rhythm.planner.room(org.dana).topics
        await pilot.press("plus", "enter")
        await pilot.pause()
        await pilot.press("plus")
        await fill(pilot, "< draft bets by mon")
        await pilot.press("enter")
        await pilot.pause()
    room = rhythm.planner.room(org.dana)
    assert [topic.body for topic in room.topics] == ["launch [/x]"]
    assert [(p.body, p.due) for p in room.promises_theirs] == [("draft bets", dt.date(2026, 11, 23))]


async def test_the_agenda_is_copied_without_notes_also_over_ssh_and_said_to_be(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    rhythm.planner.add_note(org.dana.id, "between us")
    rhythm.planner.add_topic(org.dana.id, "launch criteria")
    rhythm.planner.add_promise(org.dana.id, "ask HR", due=rhythm.today())
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        sent: list[str] = []
        monkeypatch.setattr(app._driver, "write", sent.append)
        await pilot.press("y")
        await pilot.pause()
        copied = app.clipboard
        assert "shareable agenda copied" in shown(app)
    # The terminal that one sits at takes it, wherever the app runs (OSC 52).
    assert f"\x1b]52;c;{base64.b64encode(copied.encode()).decode()}\a" in sent
    assert "- [ ] launch criteria" in copied
    assert "- [ ] ask HR (by Fri 20 Nov)" in copied
    assert "between us" not in copied


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hidden_means_no_name_and_no_note_anywhere(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    rhythm.planner.add_topic(org.dana.id, "launch criteria")
    rhythm.planner.hold(org.dana.id, note="between us")
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        room = await open_room(pilot, app, org)
        await type_notes(pilot, "secret words\n! secret row\n> secret promise")
        await pilot.press("f8")
        await pilot.pause()
        for press in ((), ("ctrl+s",), ("down", "down")):
            await pilot.press(*press)
            await pilot.pause()
            seen = shown(app)
            assert not any(word in seen for word in ("Dana", "Okoye", "secret", "launch", "between"))
        await pilot.press("escape", "h")
        await pilot.pause()
        assert "secret words" in shown(app)
        assert room.notes.startswith("secret words")


async def test_any_text_can_stand_in_every_corner_of_the_room(rhythm: Rhythm, org: Org) -> None:
    kept = [text for text in HOSTILE if text.strip() and "\ud83d" not in text]
    for text in kept:
        rhythm.planner.add_topic(org.dana.id, text)
        rhythm.planner.add_promise(org.dana.id, text)
        org.escalate(text)
    rhythm.planner.hold(org.dana.id, rhythm.today() - dt.timedelta(days=3), note="\n".join(kept))
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "\n".join(f"{mark} {text}" for text in kept[:8] for mark in "><!+"))
        await pilot.press("escape")
        for size in (NARROW, (40, 12), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.press("end", "pageup", "home", "down")
            assert len(screen_lines(app)) == size[1]
        await pilot.press("ctrl+s", "down", "down", "down")
        await pilot.pause()
        assert screen_lines(app)


async def test_the_room_leaves_when_its_person_is_undone(rhythm: Rhythm) -> None:
    person = rhythm.people.add("Dana Okoye")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(rhythm, person))
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert not isinstance(app.screen, RoomScreen)


async def test_an_escalation_logged_from_the_room_belongs_to_the_talk(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        room = await open_room(pilot, app, org)
        assert room.capture_defaults() == {"raised_by_id": org.dana.id, "meeting_id": None, "forum": "1:1 Dana"}
        app.open_page(RoomScreen(rhythm, org.noor))
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        assert app.screen.occasion == "skip-level Noor"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_the_marks_of_notes_stand_whole_in_every_width(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(rhythm, org.dana))
        await pilot.pause()
        for words in ("I promise, by fri", "<   they promise", "?<  I ask of them", "!   an escalation", "[<] they do"):
            assert words in shown(app)
