"""Kinds and privacy in the meeting room: requests, actions, decisions, carried topics, what is copied."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.app import RhythmApp
from rhythm.domain.meetings import NewTopic, NoteKind, PromiseKind, Side, Theme, TopicState
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.dialogs.closing import CloseMeeting
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.meeting_room import fill, open_room, type_notes
from tests.screens.tracking import NARROW, WIDE, shown
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_closing_shows_each_kind_and_stores_it(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_room(pilot, app, org)
        await type_notes(
            pilot,
            "for me\n& for both\n? look at pay by wed\n?< share the plan\n[] book a room\n[<] invite\n"
            "= cut the scope\n&= ship on 3 dec\n~> speak with Ilya\n^ asked first",
        )
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, CloseMeeting)
        seen = shown(app)
        for words in ("asked of you, due Wed 25 Nov", "asked by you, no day", "action of yours", "action of theirs",
                      "decided, to share", "yours, no day, private", "feedback", "note, to share"):  # fmt: skip
            assert words in seen, words
        await pilot.press("ctrl+s")
        await pilot.pause()
    room = rhythm.planner.room(org.dana)
    owed = {(p.body, p.kind, p.mine, p.due, p.private) for p in (*room.promises_mine, *room.promises_theirs)}
    assert owed == {
        ("book a room", PromiseKind.ACTION, True, None, False),
        ("invite", PromiseKind.ACTION, False, None, False),
        ("speak with Ilya", PromiseKind.PROMISE, True, None, True),
    }
    assert {(p.body, p.mine, p.due) for p in room.requests} == {
        ("look at pay", True, dt.date(2026, 11, 25)),
        ("share the plan", False, None),
    }
    notes = {(note.kind, note.body, note.private) for note in rhythm.bench.notes_about(org.dana.id)}
    assert notes == {
        (NoteKind.NOTE, "for me", True),
        (NoteKind.NOTE, "for both", False),
        (NoteKind.DECISION, "cut the scope", True),
        (NoteKind.DECISION, "ship on 3 dec", False),
        (NoteKind.FEEDBACK, "asked first", True),
    }


async def test_a_request_is_accepted_or_declined_by_a_key(rhythm: Rhythm, org: Org) -> None:
    asked = rhythm.planner.add_promise(org.dana.id, "look at pay", kind=PromiseKind.REQUEST)
    other = rhythm.planner.add_promise(org.dana.id, "a bigger team", kind=PromiseKind.REQUEST)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        room = await open_room(pilot, app, org)
        queue = room.query_one("#queue", RowList)
        seen = shown(app)
        assert "ASKED FOR" in seen
        assert "PROMISES" not in seen
        assert queue.highlight(f"request:{asked.id}")
        await pilot.press("space")
        assert rhythm.planner.promises() == ()
        await pilot.press("a")
        await pilot.pause()
        assert [one.id for one in rhythm.planner.promises(mine=True)] == [asked.id]
        assert "PROMISES" in shown(app)
        assert queue.highlight(f"request:{other.id}")
        await pilot.press("d")
        await pilot.pause()
        assert rhythm.talks.requests() == ()
        assert "ASKED FOR" not in shown(app)


async def carried_three_times(rhythm: Rhythm, org: Org) -> int:
    topic = rhythm.planner.add_topic(org.dana.id, "launch criteria")
    for _ in range(3):
        rhythm.planner.hold(org.dana.id)
    rhythm.planner.add_topic(org.dana.id, "new one")
    return topic.id


async def test_what_was_carried_three_times_stands_on_top_and_does_not_block(rhythm: Rhythm, org: Org) -> None:
    await carried_three_times(rhythm, org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        seen = shown(app)
        assert (
            seen.index("CARRIED 3 TIMES") < seen.index("launch criteria") < seen.index("QUEUE") < seen.index("new one")
        )
        assert "d drop" in seen
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "1 of them was carried three times" in shown(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert rhythm.planner.room(org.dana).topics[0].carried == 4


@pytest.mark.parametrize("key", ["d", "a", "exclamation_mark"])
async def test_one_key_says_what_becomes_of_it(rhythm: Rhythm, org: Org, key: str) -> None:
    number = await carried_three_times(rhythm, org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        room = await open_room(pilot, app, org)
        room.query_one("#queue", RowList).highlight(f"topic:{number}")
        await pilot.press(key)
        await pilot.pause()
        topic = rhythm.planner.topic(number)
        assert topic is not None
        if key == "exclamation_mark":
            assert topic.state is TopicState.OPEN
            assert isinstance(app.screen, CaptureDialog)
            await pilot.press("enter", "enter")
            await pilot.pause()
            row = rhythm.tracker.newest()[0]
            assert (row.summary, row.raised_by_id) == ("launch criteria", org.dana.id)
        elif key == "a":
            (action,) = rhythm.planner.promises()
            assert (action.body, action.kind, action.mine) == ("launch criteria", PromiseKind.ACTION, True)
        topic = rhythm.planner.topic(number)
        assert topic is not None
        assert topic.state is (TopicState.DROPPED if key == "d" else TopicState.DISCUSSED)
        if key == "d":
            assert "CARRIED 3 TIMES" not in shown(app)


async def test_an_escalation_that_is_not_logged_leaves_the_topic(rhythm: Rhythm, org: Org) -> None:
    number = await carried_three_times(rhythm, org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        room = await open_room(pilot, app, org)
        room.query_one("#queue", RowList).highlight(f"topic:{number}")
        await pilot.press("exclamation_mark", "escape")
        await pilot.pause()
    topic = rhythm.planner.topic(number)
    assert topic is not None
    assert topic.state is TopicState.OPEN
    assert not rhythm.tracker.newest()


async def test_keys_say_what_a_topic_is_for_whose_it_is_and_who_may_see_it(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "pay")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("t", "t", "b", "p")
        await pilot.pause()
        found = rhythm.planner.topic(topic.id)
        assert found is not None
        assert (found.theme, found.side, found.private) == (Theme.CLARITY, Side.THEIRS, True)
        assert "private, theirs, clarity" in shown(app)
        await pilot.press("t", "t", "b", "p")
        await pilot.pause()
        assert rhythm.planner.topic(topic.id) == topic


async def test_a_note_of_several_lines_is_shared_from_any_of_them_and_says_so(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_topic(org.dana.id, NewTopic("her temper", private=True))
    rhythm.planner.hold(org.dana.id, note="first line\nsecond line")
    note = rhythm.bench.notes_about(org.dana.id)[0]
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        room = await open_room(pilot, app, org)
        queue = room.query_one("#queue", RowList)
        await pilot.press("y")
        assert "first line" not in app.clipboard
        assert queue.highlight(f"note:{note.id}:1")
        await pilot.press("p")
        await pilot.pause()
        assert "to share" in shown(app)
        await pilot.press("y")
        assert "first line second line" in app.clipboard
        assert "her temper" not in app.clipboard
        assert queue.highlight(f"note:{note.id}")
        await pilot.press("p", "y")
        assert "first line" not in app.clipboard


async def test_plus_takes_tags_and_the_marks_of_requests_and_actions(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        for typed, echoed in (
            ("pay #theirs #coach #private", "a topic of theirs, coach, private"),
            ("? more people by mon", "asked of you, until you accept it, due Mon 23 Nov"),
            ("~[] book a room", "an action of yours, no day, private"),
        ):
            await pilot.press("plus")
            await fill(pilot, typed)
            assert echoed in shown(app)
            await pilot.press("enter")
            await pilot.pause()
    room = rhythm.planner.room(org.dana)
    assert [(t.body, t.side, t.theme, t.private) for t in room.topics] == [("pay", Side.THEIRS, Theme.COACH, True)]
    assert [(p.body, p.due) for p in room.requests] == [("more people", dt.date(2026, 11, 23))]
    assert [(p.body, p.kind, p.private) for p in room.promises_mine] == [("book a room", PromiseKind.ACTION, True)]


async def test_plus_stores_no_promise_without_its_day_where_the_day_is_mistyped(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("plus")
        await fill(pilot, "> the table by 31.02.2026")
        await pilot.press("enter")
        await pilot.pause()
        told = " ".join(shown(app).replace("│", " ").split())
        assert "there is no 31 Feb 2026; Feb 2026 ends on the 28th; or leave the day out" in told
        assert rhythm.planner.promises(mine=True) == ()
        entry = app.screen.query_one("#line", CaptureInput)
        entry.value = "> the table by 28.02.2027"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert [(p.body, p.due) for p in rhythm.planner.promises(mine=True)] == [("the table", dt.date(2027, 2, 28))]


async def test_decisions_of_earlier_talks_stand_in_the_room(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.dana.id, rhythm.today() - dt.timedelta(days=20))
    rhythm.planner.add_note(org.dana.id, "cut the scope", NoteKind.DECISION)
    rhythm.undo()
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_room(pilot, app, org)
        assert "cut the scope" not in shown(app)
        rhythm.redo()
        app.tell_store_changed()
        await pilot.pause()
        assert "=" in next(line for line in shown(app).splitlines() if "cut the scope" in line)
