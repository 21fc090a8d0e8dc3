"""The week as a grid: accepted, carried, pinned, skipped and put off by keys, and those without a place."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.meetings import Meeting, MeetingState
from rhythm.domain.people import Person
from rhythm.screens.dialogs.line import LineDialog
from rhythm.screens.people import PeopleScreen
from rhythm.screens.plan import PlanScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org, meetings_of
from tests.conftest import FRIDAY
from tests.screens.touring import settle
from tests.screens.tracking import shown
from tests.widgets.showing import screen_lines
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList
from widgets.week_grid import WeekGrid

NARROW, WIDE, FULL = (80, 24), (120, 40), (160, 50)
MONDAY = FRIDAY + dt.timedelta(days=3)


async def opened(pilot: Pilot[None]) -> PlanScreen:
    """The page, opened from People by its key."""
    await settle(pilot)
    await pilot.press("2")
    await settle(pilot)
    await pilot.press("w")
    await settle(pilot)
    page = pilot.app.screen
    assert isinstance(page, PlanScreen)
    return page


async def at(pilot: Pilot[None], person: Person) -> None:
    """Put the cursor on the block of somebody."""
    page = pilot.app.screen
    assert isinstance(page, PlanScreen)
    grid = page.query_one("#grid", WeekGrid)
    keys = [block.key for block in grid._blocks if block.key.startswith(f"{person.id}@")]
    assert keys
    grid.highlight(keys[0])
    await settle(pilot)


async def answer(pilot: Pilot[None], text: str) -> None:
    """Type into the dialog in front, and store."""
    await settle(pilot)
    assert isinstance(pilot.app.screen, LineDialog)
    pilot.app.screen.query_one("#line", CaptureInput).value = text
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)


def planned(rhythm: Rhythm) -> list[Meeting]:
    everything = rhythm.planner.meetings_between(FRIDAY, FRIDAY + dt.timedelta(days=90))
    return [one for one in everything if one.state is MeetingState.PLANNED]


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_the_week_stands_there_with_who_and_why_and_marks(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await at(pilot, org.dana)
        text = shown(app)
        for part in ("Week 48, next week", "Mon 23", "Fri 27", "+ Dana Okoye", "Proposed: never met.", "1:1"):
            assert part in text, part


async def test_one_is_accepted_with_enter_and_one_with_space_and_undone(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await at(pilot, org.dana)
        assert "enter accept" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert [one.person_id for one in planned(rhythm)] == [org.dana.id]
        assert "Planned: never met." in shown(app), "the cursor stays on the block"
        await at(pilot, org.ilya)
        await pilot.press("space")
        await settle(pilot)
        assert {one.person_id for one in planned(rhythm)} == {org.dana.id, org.ilya.id}
        await pilot.press("space")
        await settle(pilot)
        assert len(planned(rhythm)) == 2
        await pilot.press("u", "u")
        await settle(pilot)
    assert planned(rhythm) == []


async def test_all_of_the_week_are_accepted_as_one_action_and_no_others(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert {one.day.isocalendar().week for one in planned(rhythm)} == {48}
        assert f"{len(planned(rhythm))} meetings planned" in shown(app)
        assert rhythm.undoable()[0].label.startswith("accept ")
        await pilot.press("ctrl+right", "ctrl+s")
        await settle(pilot)
        assert {one.day.isocalendar().week for one in planned(rhythm)} == {48, 49}
        await pilot.press("u", "u")
        await settle(pilot)
    assert planned(rhythm) == []


async def test_a_block_is_carried_by_the_arrow_keys_and_the_others_stay(rhythm: Rhythm, org: Org) -> None:
    rhythm.plans.accept(rhythm.plans.view())
    before = {one.id: one for one in planned(rhythm)}
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await at(pilot, org.dana)
        dana = next(one for one in planned(rhythm) if one.person_id == org.dana.id)
        await pilot.press("m", "right", "down", "down", "down", "down")
        await settle(pilot)
        assert "enter put it here" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        after = {one.id: one for one in planned(rhythm)}
        moved = after[dana.id]
        assert (moved.day, moved.moved) == (dana.day + dt.timedelta(days=1), 1)
        assert moved.start == f"{int((dana.start or '')[:2]) + 2:02}:00"
        assert {number for number in after if after[number] != before[number]} == {dana.id}
        await pilot.press("m", "right", "escape")
        await settle(pilot)
        assert {one.id: one for one in planned(rhythm)} == after
        assert isinstance(app.screen, PlanScreen), "escape left the block where it was, and the page open"


async def test_the_footer_says_what_escape_does(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=FULL) as pilot:
        await opened(pilot)
        assert "esc back" in shown(app)
        await pilot.press("m", "right")
        await settle(pilot)
        assert "esc leave it" in shown(app)
        assert "esc back" not in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "esc back" in shown(app)
        await pilot.press("m", "enter")
        await settle(pilot)
        assert "esc back" in shown(app), "nor is anything in hand that was put down where it was"
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, PlanScreen)


async def test_a_proposal_is_carried_too_and_planned_where_it_is_put(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await at(pilot, org.ilya)
        proposal = next(one for one in rhythm.plans.view().proposals if one.person_id == org.ilya.id)
        await pilot.press("m", "down", "enter")
        await settle(pilot)
        (meeting,) = planned(rhythm)
        assert (meeting.person_id, meeting.day, meeting.period) == (org.ilya.id, proposal.day, proposal.period)
        assert meeting.start == "09:30"


async def test_what_is_impossible_is_refused_and_the_block_goes_back(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    rhythm.plans.accept(rhythm.plans.view())
    dana = next(one for one in planned(rhythm) if one.person_id == org.dana.id)
    rhythm.absences.add(org.dana.id, dana.day + dt.timedelta(days=1), dana.day + dt.timedelta(days=1))
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await opened(pilot)
        await at(pilot, org.dana)
        await pilot.press("m", "right", "enter")
        await settle(pilot)
        assert "the other side is away" in "".join(note.message for note in app._notifications)
        assert dana in planned(rhythm)


async def test_a_meeting_is_put_on_a_typed_day_of_another_week(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await opened(pilot)
        await at(pilot, org.dana)
        await pilot.press("ctrl+l")
        await answer(pilot, "sat 10:00")
        (meeting,) = planned(rhythm)
        assert (meeting.day, meeting.start, meeting.pinned) == (FRIDAY + dt.timedelta(days=1), "10:00", True)
        told = "".join(note.message for note in app._notifications)
        assert told == "outside working hours on Sat 21 Nov, so it is pinned there"


async def test_a_block_is_pinned_and_let_go(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await at(pilot, org.dana)
        await pilot.press("p")
        await settle(pilot)
        assert [one.pinned for one in planned(rhythm)] == [True]
        assert "^ Dana Okoye" in shown(app)
        await pilot.press("p")
        await settle(pilot)
        assert [one.pinned for one in planned(rhythm)] == [False]


async def test_a_block_is_skipped_with_a_reason_and_not_proposed_again(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await at(pilot, org.dana)
        await pilot.press("ctrl+k")
        await answer(pilot, "")
        assert isinstance(app.screen, LineDialog), "without a reason it stays open"
        assert "the reason is empty" in shown(app)
        await answer(pilot, "release week")
        (skipped,) = [one for one in meetings_of(rhythm.planner, org.dana.id) if one.state is MeetingState.SKIPPED]
        assert skipped.reason == "release week"
        grid = app.screen.query_one("#grid", WeekGrid)
        assert not any(block.key.startswith(f"{org.dana.id}@") for block in grid._blocks)


async def test_who_is_put_off_comes_back_on_the_day(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await at(pilot, org.dana)
        await pilot.press("l")
        await answer(pilot, "in 2 weeks")
        person = rhythm.people.person(org.dana.id)
        assert person is not None
        assert person.paused_until == FRIDAY + dt.timedelta(weeks=2)
        grid = app.screen.query_one("#grid", WeekGrid)
        assert not any(block.key.startswith(f"{org.dana.id}@") for block in grid._blocks)
        await pilot.press("u")
        await settle(pilot)
        assert any(block.key.startswith(f"{org.dana.id}@") for block in grid._blocks)


async def test_who_has_no_place_is_listed_with_the_reason_and_planned_by_hand(rhythm: Rhythm, org: Org) -> None:
    rhythm.absences.add(org.noor.id, FRIDAY, FRIDAY + dt.timedelta(days=55))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        page = await opened(pilot)
        text = shown(app)
        assert "NO PLACE" in text
        assert "Noor Haddad" in text
        assert "away in weeks" in text
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Noor Haddad" in shown(app), "accepting the rest does not drop her"
        await pilot.press("tab")
        await settle(pilot)
        assert page.query_one("#unplaced", RowList).has_focus
        assert "enter plan by hand" in shown(app)
        await pilot.press("enter")
        await answer(pilot, "in 8 weeks")
        assert [one.day for one in planned(rhythm) if one.person_id == org.noor.id] == [FRIDAY + dt.timedelta(weeks=8)]


async def test_a_meeting_that_is_stuck_is_listed_and_moved_from_there(rhythm: Rhythm, org: Org) -> None:
    dana = rhythm.planner.plan(org.dana.id, FRIDAY + dt.timedelta(days=4), start="10:00")
    rhythm.absences.add(org.dana.id, dana.day, dana.day)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        page = await opened(pilot)
        assert "away on Tue 24 Nov" in shown(app)
        page.query_one("#unplaced", RowList).focus()
        await pilot.press("enter")
        await answer(pilot, "thu 11:00")
        moved = rhythm.planner.meeting(dana.id)
        assert moved is not None
        assert (moved.day, moved.start) == (FRIDAY + dt.timedelta(days=6), "11:00")


async def test_holidays_absences_and_what_the_calendar_holds_stand_in_the_week(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    rhythm.absences.add(None, FRIDAY + dt.timedelta(days=4), FRIDAY + dt.timedelta(days=4))
    with rhythm._db.action("calendar"):
        rhythm._db.insert(
            "calendar_event", calendar="work", uid_hash="a", day="2026-11-25", starts="2026-11-25T13:00:00+00:00",
            ends="2026-11-25T15:00:00+00:00", all_day=0, busy="hard",
        )  # fmt: skip
    app = RhythmApp(rhythm)
    async with app.run_test(size=FULL) as pilot:
        await opened(pilot)
        text = shown(app)
        assert "Tue 24 vacation" in text
        line = next(line for line in screen_lines(app) if line.startswith(" 13:00"))
        assert "busy" in line


async def test_other_weeks_are_looked_at_and_the_ends_are_said(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+right")
        await settle(pilot)
        assert "Week 49 ·" in shown(app)
        await pilot.press("ctrl+left", "ctrl+left")
        await settle(pilot)
        assert "Week 47, this week" in shown(app)
        assert "Fri 20 today" in shown(app)
        await pilot.press("ctrl+left")
        await settle(pilot)
        assert "this is the current week" in shown(app)
        await pilot.press(*["ctrl+right"] * 13)
        await settle(pilot)
        assert "no plan further ahead" in shown(app)
        assert "Week 6 ·" in shown(app)


async def test_enter_on_what_is_planned_opens_the_meeting_room_and_escape_goes_back(rhythm: Rhythm, org: Org) -> None:
    rhythm.plans.accept(rhythm.plans.view())
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await at(pilot, org.dana)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, RoomScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, PlanScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, PeopleScreen)


async def test_names_are_hidden_and_two_of_one_name_told_apart(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    rhythm.people.edit(org.chris_a.id, target_days=7)
    rhythm.people.edit(org.chris_m.id, target_days=7)
    async with app.run_test(size=FULL) as pilot:
        await opened(pilot)
        assert "Chris Alder" in shown(app)
        assert "Chris Moon" in shown(app)
        await pilot.press("h")
        await settle(pilot)
        text = shown(app)
        assert not any(name in text for name in ("Dana", "Ilya", "Chris", "Noor"))
        assert f"P{org.dana.id}" in text


async def test_a_click_highlights_and_a_second_one_accepts(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        page = await opened(pilot)
        grid = page.query_one("#grid", WeekGrid)
        ilya = next(block for block in grid._blocks if block.key.startswith(f"{org.ilya.id}@"))
        await at(pilot, org.dana)
        spot = (6 + grid._column_width() * ilya.column + 3, 1 + (ilya.start - 9 * 60) // 30)
        await pilot.click(grid, offset=spot)
        await settle(pilot)
        assert grid.highlighted == ilya
        await pilot.click(grid, offset=spot)
        await settle(pilot)
        assert [one.person_id for one in planned(rhythm)] == [org.ilya.id]


async def test_before_anybody_is_here_it_says_what_will_stand_there(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        assert "This page shows your week" in shown(app)
        await pilot.press("ctrl+s", "m", "p", "l", "enter", "space")
        await settle(pilot)
        assert isinstance(app.screen, PlanScreen)
    assert rhythm.undoable() == ()
