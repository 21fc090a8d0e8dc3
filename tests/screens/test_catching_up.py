"""Back after idle days: no red wall, and one key begins anew."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.app import RhythmApp
from rhythm.domain.cadence import DueState
from rhythm.domain.people import Relation
from rhythm.screens.catching_up import CatchUpScreen
from rhythm.screens.people import PeopleScreen
from rhythm.screens.room import RoomScreen
from rhythm.screens.today import TodayScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.screens.tracking import NARROW, WIDE, rows, shown
from widgets.tone import Tone


@pytest.fixture
def away(rhythm: Rhythm, org: Org, clock: FixedClock) -> Rhythm:
    """Ten managers who were all met a week ago, a planned meeting, and then 14 days without a word."""
    people = [org.dana, org.ilya, *(rhythm.people.add(f"Manager {n}") for n in range(8))]
    for person in people:
        rhythm.planner.hold(person.id, clock.day - dt.timedelta(days=6))
    rhythm.planner.plan(org.noor.id, clock.day + dt.timedelta(days=3))
    clock.forward(14)
    return rhythm


@pytest.mark.parametrize("size", [NARROW, WIDE, (160, 50)])
async def test_after_14_idle_days_there_is_no_red_wall(away: Rhythm, size: tuple[int, int]) -> None:
    app = RhythmApp(away)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, CatchUpScreen)
        assert not [row for row in rows(app) if row.tone in (Tone.ERROR, Tone.WARNING)]
        said = " ".join(shown(app).split())
        assert "10 people went past the limit and 1 planned meeting passed without a word." in said
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert not [row for row in rows(app) if row.tone is Tone.ERROR]
        assert "?" not in {row.mark for row in rows(app)}
    assert DueState.OVER not in {row.due.state for row in away.planner.due()}


async def test_where_only_plans_passed_it_is_said_what_became_of_them(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    rhythm.planner.plan(org.noor.id, clock.day + dt.timedelta(days=3))
    clock.forward(14)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert "1 meeting called skipped; u takes it back" in shown(app)


async def test_a_word_written_meanwhile_leaves_the_days_that_are_asked_about(away: Rhythm, org: Org) -> None:
    app = RhythmApp(away)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "14 days since" in shown(app)
        away.planner.add_note(org.dana.id, "back again")
        assert isinstance(app.screen, CatchUpScreen)
        app.screen.reload()
        await pilot.pause()
        assert "14 days since" in shown(app)


async def test_one_key_leaves_everything_as_it_is_and_is_not_asked_again(away: Rhythm) -> None:
    app = RhythmApp(away)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
    assert DueState.OVER in {row.due.state for row in away.planner.due()}
    again = RhythmApp(away)
    async with again.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(again.screen, TodayScreen)


async def test_not_now_asks_again_and_undo_brings_the_gaps_back(away: Rhythm) -> None:
    app = RhythmApp(away)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("escape")
        assert isinstance(app.screen, TodayScreen)
    again = RhythmApp(away)
    async with again.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(again.screen, CatchUpScreen)
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
    assert DueState.OVER in {row.due.state for row in away.planner.due()}


async def test_enter_opens_the_person_and_a_tab_leaves_the_page(away: Rhythm) -> None:
    app = RhythmApp(away)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(app.screen, PeopleScreen)


async def test_a_book_that_was_written_in_lately_opens_with_today(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.planner.hold(org.dana.id, clock.day - dt.timedelta(days=40))
    clock.forward(7)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


async def test_how_many_of_those_who_came_due_are_past_the_limit_is_said(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    peer = rhythm.people.add("Marta Lindqvist", relation=Relation.PEER)
    for person in (org.dana, org.ilya, peer):
        rhythm.planner.hold(person.id, clock.day - dt.timedelta(days=6))
    clock.forward(14)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        said = " ".join(shown(app).split())
        assert "3 people came due (2 of them past the limit). c lets all gaps begin anew" in said
