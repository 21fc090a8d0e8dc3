"""Today, by keys: what needs me now, and what opens from there."""

from __future__ import annotations

import datetime as dt
from unittest.mock import Mock

import pytest

from rhythm.app import RhythmApp
from rhythm.domain.cadence import DueState
from rhythm.domain.fixes import FixKind
from rhythm.domain.meetings import PromiseKind, PromiseState
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.place import PLACES
from rhythm.screens.room import RoomScreen
from rhythm.screens.today import TodayScreen
from rhythm.screens.week import WeekScreen
from rhythm.screens.words import promise_tone
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.sample.planted import sample
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, due, keyed_rows, press, rows, shown, type_line
from tests.widgets.showing import lines
from widgets.panel import TextPanel
from widgets.row_list import RowList
from widgets.tone import Tone

BEGINS = {
    "today": ("NOBODY HERE YET", "enter"),
    "people": ("NOBODY HERE YET", "enter"),
    "conflicts": ("Nothing has reached you yet", "Press e "),
    "week": ("Week 47", "write"),
    "quarter": ("Nothing was collected", "write"),
    "org": ("This page shows the teams", "2 and + to add people; there ctrl+o"),
}
"""What an empty place says will stand there, and the key that begins it."""


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_sample_shows_own_promises_first_and_then_all_that_needs_the_director(size: tuple[int, int]) -> None:
    rhythm = sample()
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        keys = [row.key for row in rows(app) if row.key]
        highlighted = app.screen.query_one("#list", RowList).highlighted
    late = [one for one in rhythm.planner.promises(mine=True) if one.days_late(rhythm.today())]
    assert len(late) >= 3
    assert keys[:3] == [f"promise:{one.id}" for one in late[:3]]
    assert highlighted is not None
    assert highlighted.key == keys[0]
    cards = [f"conflict:{view.id}" for view in rhythm.tracker.cards()]
    assert cards
    assert keys[keys.index("promises:mine") + 1 :][: len(cards)] == cards
    met = {meeting.person_id for meeting in rhythm.planner.meetings_between(rhythm.today(), rhythm.today())}
    over = [row for row in rhythm.planner.due() if row.due.state is DueState.OVER]
    assert {f"person:{number}" for number in met} <= set(keys)
    assert len([row for row in over if f"person:{row.person.id}" in keys]) >= min(3, len(over))


async def test_enter_opens_what_is_highlighted_and_escape_comes_back(rhythm: Rhythm, org: Org) -> None:
    conflict = due(org)
    rhythm.planner.hold(org.dana.id, rhythm.today() - dt.timedelta(days=30))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        listing = app.screen.query_one("#list", RowList)
        for key, page in (
            (f"conflict:{conflict}", ConflictScreen),
            (f"person:{org.dana.id}", RoomScreen),
            ("place:week", WeekScreen),
        ):
            assert listing.highlight(key)
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, page)
            await pilot.press("escape")
            await pilot.pause()
            assert app.current_mode == "today"
            assert len(app.screen_stack) == 1


async def test_a_promise_is_kept_or_moved_by_a_key(rhythm: Rhythm, org: Org) -> None:
    today = rhythm.today()
    first = rhythm.planner.add_promise(org.dana.id, "level table", due=today - dt.timedelta(days=9))
    other = rhythm.planner.add_promise(org.ilya.id, "charter", due=today - dt.timedelta(days=2))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        listing = app.screen.query_one("#list", RowList)
        assert listing.highlight(f"promise:{first.id}")
        await pilot.press("space")
        await pilot.pause()
        assert listing.highlight(f"promise:{other.id}")
        await pilot.press("m")
        await pilot.pause()
        await type_line(pilot, "thu")
        await pilot.press("enter")
        await pilot.pause()
        assert "charter" not in [row.main for row in rows(app)]
    kept, moved = rhythm.planner.promise(first.id), rhythm.planner.promise(other.id)
    assert kept is not None
    assert kept.state is PromiseState.DONE
    assert moved is not None
    assert (moved.due, moved.moved) == (dt.date(2026, 11, 26), 1)


async def test_own_promises_stand_first_with_their_moves_and_the_rate_and_nobody_elses_do(
    rhythm: Rhythm, org: Org
) -> None:
    planner, today = rhythm.planner, rhythm.today()
    due(org)
    for number in range(4):
        planner.add_promise(org.dana.id, f"late {number}", due=today - dt.timedelta(days=9 - number))
    moved = planner.add_promise(org.dana.id, "of this week", due=today)
    planner.move_promise(moved.id, today + dt.timedelta(days=1))
    planner.move_promise(moved.id, today + dt.timedelta(days=2))
    planner.settle_promise(planner.add_promise(org.dana.id, "kept").id)
    planner.settle_promise(planner.add_promise(org.dana.id, "dropped").id, PromiseState.DROPPED)
    planner.add_promise(org.ilya.id, "asked of me", due=today, kind=PromiseKind.REQUEST)
    planner.add_promise(org.ilya.id, "theirs", mine=False, due=today - dt.timedelta(days=3))
    planner.settle_promise(planner.add_promise(org.ilya.id, "theirs, kept", mine=False).id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        listed = rows(app)
        assert (listed[0].main, listed[0].right) == ("YOU PROMISED", "kept 1 of 5 in 90 days, 1 dropped")
        assert [row.main for row in listed[1:6]] == ["late 0", "late 1", "late 2", "of this week", "1 more open"]
        assert listed[4].fact == "to Dana Okoye · moved 2x"
        everything = " ".join(f"{row.main} {row.fact} {row.right}" for row in listed)
        assert "theirs" not in everything
        assert "asked of me" not in everything
        assert everything.count("kept") == 1
        assert app.screen.query_one("#list", RowList).highlight("promises:mine")
        await pilot.pause()
        beside = app.screen.query_one("#detail", TextPanel)
        assert [line.strip() for line in lines(beside)][:4] == [
            "Promised too",
            "> late 3",
            "to Dana Okoye · 6 d late",
            "",
        ]
        await pilot.press("enter")
        await pilot.pause()
        for text in ("late 3", "of this week"):
            assert text in shown(app)
        await type_line(pilot, "late 3")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)


async def test_without_a_promise_there_is_no_rate(rhythm: Rhythm, org: Org) -> None:
    planner = rhythm.planner
    planner.settle_promise(planner.add_promise(org.ilya.id, "theirs", mine=False).id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "YOU PROMISED" not in shown(app)
        planner.add_promise(org.dana.id, "some day")
        planner.settle_promise(planner.add_promise(org.dana.id, "kept").id)
        app.tell_store_changed()
        await pilot.pause()
        assert "kept 1 of 1 in 90 days" in shown(app)
        assert "1 promise open, none due this week" in shown(app)


async def test_notes_that_were_not_closed_are_named(rhythm: Rhythm, org: Org) -> None:
    rhythm.save_draft(f"room:{org.dana.id}", "half a note")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "notes not closed yet" in shown(app)
        assert "half a note" not in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_empty_place_says_what_will_stand_there_and_how_it_begins(
    rhythm: Rhythm, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        for tab in PLACES:
            await pilot.press(tab.key)
            await pilot.pause()
            for said in BEGINS[tab.id]:
                assert said in shown(app), tab.id
    assert rhythm.people.others() == ()


async def test_two_of_one_name_are_told_apart_also_among_what_is_planned(rhythm: Rhythm, org: Org) -> None:
    other = rhythm.people.add("Dana Okoye")
    for person in (org.dana, other):
        rhythm.planner.plan(person.id, rhythm.today(), start="10:00")
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert {row.main for row in rows(app) if row.mark == "10:00"} == {
            f"Dana Okoye #{one.id}" for one in (org.dana, other)
        }
        rhythm.people.edit(other.id, name="Dana Ort")
        app.tell_store_changed()
        await pilot.pause()
        assert {row.main for row in rows(app) if row.mark == "10:00"} == {"Dana Okoye", "Dana Ort"}


async def test_the_review_on_today_says_that_its_count_is_not_the_whole(rhythm: Rhythm, org: Org) -> None:
    org.escalate("who signs", 1)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert f"at least {rhythm.reviews.brief().items_left} items to look at" in shown(app)


async def test_a_row_of_no_record_says_beside_it_what_its_line_has_no_room_for(rhythm: Rhythm, org: Org) -> None:
    for number in range(3):
        org.escalate(f"moved {number}", 2)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#list", RowList).highlight("place:week")
        await pilot.pause()
        said = [line.strip() for line in lines(app.screen.query_one("#detail", TextPanel))]
        assert said[:3] == ["Weekly review", "at least 4 items to look at", "Week: close this week, plan the next"]


async def test_a_fix_that_is_not_in_effect_three_weeks_after_its_day_stands_on_today(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    fix = rhythm.fixes.add(due(org), FixKind.CHARTER, owner_id=org.dana.id, body="one owner")
    for days, stands in ((20, False), (1, True)):
        clock.forward(days)
        app = RhythmApp(rhythm)
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            assert (f"fix:{fix.id}" in {row.key for row in rows(app)}) is stands


async def test_a_fix_that_nobody_owns_yet_asks_for_its_owner_and_is_not_called_decided(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    fix = rhythm.fixes.add(due(org), FixKind.CHARTER, body="one owner")
    clock.forward(21)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        row = keyed_rows(app)[f"fix:{fix.id}"]
    assert (row.fact, row.right) == ("proposed 21 d ago", "who sees to it?")


@pytest.mark.parametrize(("many", "more"), [(3, False), (4, True)])
async def test_three_people_over_the_limit_are_named_and_the_others_counted(
    rhythm: Rhythm, clock: FixedClock, many: int, more: bool
) -> None:
    for number in range(many):
        person = rhythm.people.add(f"Manager {number}")
        rhythm.planner.hold(person.id, clock.day - dt.timedelta(days=15))
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert len([row for row in rows(app) if row.key.startswith("person:")]) == 3
        assert ("1 more person over the limit" in shown(app)) is ("over the limit" in shown(app)) is more


@pytest.mark.parametrize(
    ("ahead", "tone"),
    [(-1, Tone.ERROR), (0, Tone.WARNING), (6, Tone.WARNING), (7, Tone.PLAIN), (None, Tone.PLAIN)],
)
def test_a_promise_is_tinted_when_it_is_late_or_due_within_a_week(
    rhythm: Rhythm, org: Org, ahead: int | None, tone: Tone
) -> None:
    today = rhythm.today()
    due_on = today + dt.timedelta(days=ahead) if ahead is not None else None
    assert promise_tone(rhythm.planner.add_promise(org.dana.id, "the table", due=due_on), today) is tone


async def test_a_step_in_the_ways_to_begin_fits_no_pane_and_asks_for_no_keys(
    rhythm: Rhythm, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        page = app.screen
        assert isinstance(page, TodayScreen)
        fit = page.fit_pane
        fitting = Mock(wraps=fit)
        monkeypatch.setattr(page, "fit_pane", fitting)
        await press(pilot, "down", "up", "down")
        assert page.starting
        fitting.assert_not_called()
        asking = Mock()
        monkeypatch.setattr(page, "refresh_bindings", asking)
        fit()
        asking.assert_not_called()
