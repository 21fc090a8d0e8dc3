"""Keys that come in one packet, as over a slow line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from rhythm.app import RhythmApp
from rhythm.domain.meetings import MeetingState, PromiseState, TopicState
from rhythm.domain.reviews import EvidenceMark
from rhythm.screens import typed_ahead
from rhythm.screens.calendar import CalendarScreen
from rhythm.screens.conflicts import ConflictsScreen
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.dialogs.triage import open_triage
from rhythm.screens.dialogs.yes_no import YesNo
from rhythm.screens.quarter import QuarterScreen
from rhythm.screens.room import RoomScreen
from rhythm.screens.search import SearchScreen
from rhythm.screens.week import WeekScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org, meetings_of
from tests.interop.calendar.writing import calendar, event
from tests.screens.tracking import NARROW
from widgets.row_list import RowList


async def at_once(pilot: Pilot[None], *typed: str | events.Paste) -> None:
    """Keys and pastes without a moment between them."""
    for one in typed:
        key = one if isinstance(one, events.Paste) else events.Key(one, one if len(one) == 1 else None)
        pilot.app.post_message(key)
    for _ in range(50):
        await pilot.pause()


async def one_by_one(pilot: Pilot[None], *typed: str) -> None:
    """Keys, each when all that the one before it does is done."""
    for key in typed:
        await at_once(pilot, key)


class Keeps(Static, can_focus=True):
    """Keeps every key, and does something for an x; one that hangs does so until it may go on."""

    def __init__(self, do: Callable[[], object] = lambda: None, *, hangs: bool = False) -> None:
        super().__init__()
        self.do = do
        self.kept: list[str] = []
        self.goes_on = asyncio.Event()
        if not hangs:
            self.goes_on.set()

    async def on_key(self, event: events.Key) -> None:
        await self.goes_on.wait()
        event.stop()
        self.kept.append(event.key)
        if event.key == "x":
            self.do()


async def test_what_is_typed_behind_the_key_that_opens_a_field_stands_in_it(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "e", *"Platform moved 2 qu")
        assert isinstance(app.screen, CaptureDialog)
        assert app.screen.query_one("#capture-line", Input).value == "Platform moved 2 qu"


async def test_behind_a_place_that_was_never_opened_too(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "2", "slash", *"dana")
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.query_one(Input).value == "dana"


async def test_a_paste_waits_for_the_field_as_well(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "e", events.Paste("Growth asks again"), "!")
        assert isinstance(app.screen, CaptureDialog)
        assert app.screen.query_one("#capture-line", Input).value == "Growth asks again!"


async def test_each_key_of_many_goes_where_the_one_before_it_led(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "e", *"one row", "escape", "3", "e", *"another")
        assert isinstance(app.screen_stack[0], ConflictsScreen)
        assert isinstance(app.screen, CaptureDialog)
        assert app.screen.query_one("#capture-line", Input).value == "another"


async def test_a_key_that_goes_into_a_field_of_the_same_page_takes_the_words_behind_it_along(
    rhythm: Rhythm, org: Org
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(rhythm, org.dana))
        await pilot.pause()
        await at_once(pilot, "i", *"uhe q")
        assert isinstance(app.screen, RoomScreen)
        assert app.screen.query_one(TextArea).text == "uhe q"


async def test_what_is_typed_behind_the_enter_that_ends_a_window_goes_on_below_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "slash", *"dana", "enter", "escape", "escape", "3", "slash", *"noor")
        assert isinstance(app.screen_stack[0], ConflictsScreen)
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.query_one(Input).value == "noor"


async def test_enter_twice_at_once_opens_a_page_and_answers_nothing_on_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "2", "enter", "enter", "enter")
        assert isinstance(app.screen, RoomScreen)
        assert len(app.screen_stack) == 2


async def test_who_knows_what_comes_answers_it_ahead(rhythm: Rhythm) -> None:
    answers: list[object] = []
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await app.screen.mount(asks := Keeps(lambda: app.push_screen(YesNo(rhythm, "Leave it?"), answers.append)))
        app.screen.set_focus(asks)
        await at_once(pilot, "x", "n", "y")
        assert answers == [False]
        assert asks.kept == ["x", "y"]


async def test_no_key_waits_for_one_that_a_widget_kept(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await app.screen.mount(keeps := Keeps())
        app.screen.set_focus(keeps)
        await at_once(pilot, "x", "y", "z")
        assert keeps.kept == ["x", "y", "z"]


async def test_no_key_waits_for_one_whose_widget_has_gone(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await app.screen.mount(keeps := Keeps())
        app.screen.set_focus(keeps)
        await at_once(pilot, "x")
        await keeps.remove()
        await at_once(pilot, "3")
        assert isinstance(app.screen, ConflictsScreen)


async def test_what_hangs_does_not_hold_the_keyboard(rhythm: Rhythm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_ahead, "_AT_MOST_SECONDS", 0)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await app.screen.mount(keeps := Keeps(hangs=True))
        app.screen.set_focus(keeps)
        for key in ("x", "3", "4"):
            app.post_message(events.Key(key, key))
        for _ in range(100):
            await asyncio.sleep(0)
        assert not app.is_behind
        keeps.goes_on.set()
        await pilot.pause()
        assert keeps.kept == ["x", "3", "4"]


async def test_a_page_that_takes_long_to_open_still_gets_what_is_typed_for_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        first, *rest = [events.Key(key, key) for key in "ehold"]
        for place, key in enumerate(rest):
            # As they were typed while nothing else could run.
            key.time = first.time + 2 * (place + 1)
        for key in (first, *rest):
            app.post_message(key)
        for _ in range(50):
            await pilot.pause(0)
        assert app.screen.query_one("#capture-line", Input).value == "hold"


async def test_a_key_that_goes_into_a_panel_takes_the_one_behind_it_along(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("who sets the date")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        open_triage(app, row)
        await pilot.pause()
        app.screen.set_focus(None)
        await app.screen.mount(before := Static())
        before.can_focus = True
        app.screen.set_focus(before)
        await at_once(pilot, "tab", "n")
        stored = rhythm.tracker.escalation(row.id)
        assert stored is not None
        assert stored.conflict_id is not None


@pytest.fixture
def friday(rhythm: Rhythm, org: Org, clock: FixedClock) -> Org:
    """Two meetings to close, a row to sort, and two promises that are due."""
    clock.forward(-3)
    for person in (org.dana, org.ilya):
        rhythm.planner.plan(person.id, clock.today())
    clock.forward(3)
    org.escalate("who signs the vendor contract", 2)
    for person in (org.dana, org.ilya):
        rhythm.planner.add_promise(person.id, "read the charter", due=clock.today())
    return org


@pytest.mark.parametrize(
    ("key", "state"), [("enter", MeetingState.HELD), ("k", MeetingState.HELD), ("d", MeetingState.MISSED)]
)
async def test_a_key_pressed_twice_at_once_closes_one_meeting_of_the_week(
    rhythm: Rhythm, friday: Org, key: str, state: MeetingState
) -> None:
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, key, key)
        page = app.screen
        assert isinstance(page, WeekScreen)
        assert len(rhythm.planner.unclosed()) == 1
        assert page.highlighted == f"meeting:{rhythm.planner.unclosed()[0].id}", "the next one waits for its answer"
        assert not app._notifications, "nor is the first one answered once more"
        await at_once(pilot, key)
        assert rhythm.planner.unclosed() == ()
        assert page.step == "triage"
    stored = {one.state for person in (friday.dana, friday.ilya) for one in meetings_of(rhythm.planner, person.id)}
    assert stored == {state}


async def test_nor_does_it_answer_the_first_row_of_the_next_step(rhythm: Rhythm, friday: Org) -> None:
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, WeekScreen)
        await at_once(pilot, "k")
        await at_once(pilot, "s", "s", "s")
        assert page.step == "triage"
        assert page.highlighted not in page.sitting.kept.aside
        await at_once(pilot, "enter", "enter", "enter")
        assert len(page.sitting.kept.aside) == 2, "left once, not taken in again"
        assert page.step == "promises"
        await at_once(pilot, "d", "d", "d")
        assert len(rhythm.planner.promises(mine=True)) == 1
        assert not app._notifications


async def test_who_knows_what_comes_answers_two_rows_by_two_keys_and_steps_and_takes_back_by_the_same_one(
    rhythm: Rhythm, friday: Org
) -> None:
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "k", "d")
        assert rhythm.planner.unclosed() == ()
        await at_once(pilot, "u", "u")
        assert len(rhythm.planner.unclosed()) == 2
        assert isinstance(app.screen, WeekScreen)
        promises = [one.id for one in rhythm.planner.promises(mine=True)]
        app.screen.go_to("promises")
        await pilot.pause()
        await at_once(pilot, "down", "d", "up", "space")
    stored = [rhythm.planner.promise(one) for one in promises]
    assert {one.state for one in stored if one is not None} == {PromiseState.DONE, PromiseState.DROPPED}


async def test_steps_behind_an_answer_lead_as_far_as_they_would_one_by_one(rhythm: Rhythm, friday: Org) -> None:
    for number in range(3):
        rhythm.planner.add_promise(friday.dana.id, f"promise {number}", due=rhythm.today())
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, WeekScreen)
        page.go_to("promises")
        await pilot.pause()
        rows = page.query_one("#list", RowList).rows()
        asked = [int(row.key.partition(":")[2]) for row in rows if row.key.startswith("promise:")]
        await at_once(pilot, "space", "down", "down", "d")
    stored = {one: rhythm.planner.promise(one) for one in asked}
    settled = {one: promise.state for one, promise in stored.items() if promise and promise.state != PromiseState.OPEN}
    assert settled == {asked[0]: PromiseState.DONE, asked[3]: PromiseState.DROPPED}


async def test_in_the_meeting_room_too(rhythm: Rhythm, org: Org) -> None:
    dropped: list[set[str]] = []
    for person, typed in ((org.dana, one_by_one), (org.ilya, at_once)):
        topics = [rhythm.planner.add_topic(person.id, f"topic {number}") for number in range(4)]
        app = RhythmApp(rhythm)
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            app.open_page(RoomScreen(rhythm, person))
            await pilot.pause()
            await typed(pilot, "d", "down", "down", "d")
        now = [rhythm.planner.topic(topic.id) for topic in topics]
        dropped.append({topic.body for topic in now if topic is not None and topic.state is TopicState.DROPPED})
    assert dropped == [{"topic 0", "topic 3"}] * 2


async def test_a_key_pressed_twice_at_once_answers_one_topic_of_the_room(rhythm: Rhythm, org: Org) -> None:
    topics = [rhythm.planner.add_topic(org.dana.id, f"topic {number}") for number in range(3)]
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(rhythm, org.dana))
        await pilot.pause()
        await at_once(pilot, "d", "d")
    now = [rhythm.planner.topic(topic.id) for topic in topics]
    assert [topic.state for topic in now[1:] if topic is not None] == [TopicState.OPEN] * 2


async def test_questions_of_the_quarter_behind_a_row_that_was_struck_are_gone_to(rhythm: Rhythm, org: Org) -> None:
    for words in ("first", "second", "third"):
        rhythm.tracker.good(words)
    app = RhythmApp(rhythm, place="quarter")
    onward = "right_square_bracket"
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, QuarterScreen)
        first = page.view.evidence[0].key
        await at_once(pilot, "x", onward, onward)
        questions = rhythm.quarters.walk().questions
        assert page.view.question.id == questions[2].question.id
        struck = [[one.key for one in view.evidence if one.mark is EvidenceMark.STRUCK] for view in questions]
        assert struck == [[first], *([] for _ in questions[1:])]
        await at_once(pilot, "left_square_bracket", "left_square_bracket")
        await at_once(pilot, "x", "x")
        struck_now = [one for one in rhythm.quarters.walk().questions[0].evidence if one.mark is EvidenceMark.STRUCK]
        assert len(struck_now) == 2, "one more, not two"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("enter", "confirm a series of the calendar"),
        ("space", "confirm a series of the calendar"),
        ("d", "leave a series of the calendar out"),
    ],
)
async def test_a_key_pressed_twice_at_once_answers_one_series_of_the_calendar(
    rhythm: Rhythm, org: Org, tmp_path: Path, key: str, said: str
) -> None:
    path = tmp_path / "work.ics"
    weekly = "RRULE:FREQ=WEEKLY;COUNT=6"
    parts = (event(f"SUMMARY:1:1 {name}", weekly, uid=name) for name in ("Dana", "Ilya"))
    path.write_text(calendar(*parts), encoding="utf-8", newline="")
    rhythm.calendars.import_from(path)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(CalendarScreen(rhythm))
        await pilot.pause()
        assert len(rhythm.calendars.waiting()) == 2
        await at_once(pilot, key, key)
        assert len(rhythm.calendars.waiting()) == 1
        assert [one.label for one in rhythm.undoable(2)] == [said, "import a calendar"]
