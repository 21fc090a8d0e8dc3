"""The coverage of the managers' teams, groups, ways and findings, by keys."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.meetings import MeetingState, NewTopic, Route, Side
from rhythm.domain.people import Relation
from rhythm.screens.coverage import CoverageScreen, TeamScreen
from rhythm.screens.dialogs.group import GroupDialog
from rhythm.screens.dialogs.route import RouteDialog
from rhythm.screens.dialogs.topics import TopicsDialog
from rhythm.screens.people import PeopleScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.screens.tracking import NARROW, WIDE, press, shown, type_line
from widgets.draft_area import DraftArea
from widgets.row_list import Row, RowList
from widgets.tone import Tone

FULL = (160, 50)


def rows(app: RhythmApp, name: str = "list") -> list[Row]:
    return list(app.screen.query_one(f"#{name}", RowList)._source.window(0, 500))


async def room_of(pilot: Pilot[None], app: RhythmApp, number: int) -> None:
    """Open the room of somebody."""
    await pilot.pause()
    person = app.rhythm.people.person(number)
    assert person is not None
    app.open_page(RoomScreen(app.rhythm, person))
    await pilot.pause()


async def asked_the_way(pilot: Pilot[None], app: RhythmApp, org: Org, key: str) -> None:
    """The dialog that asks which way something of Noor's goes."""
    await room_of(pilot, app, org.noor.id)
    app.screen.query_one("#queue", RowList).highlight(key)
    await press(pilot, "r")
    assert isinstance(app.screen, RouteDialog)


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_v_shows_the_coverage_with_bars_and_words_at_every_size(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    rhythm.planner.hold(org.noor.id, rhythm.today() - dt.timedelta(days=30))
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, CoverageScreen)
        ilya, dana = (row for row in rows(app) if row.key.startswith("coverage:"))
        assert (ilya.mark, ilya.tone) == ("!", Tone.ERROR)
        assert (dana.mark, dana.tone) == (" ", Tone.PLAIN)
        assert "▄▄▄▄▄·····   1 of 2   50 %  longest 30 d" in dana.fact
        said = shown(app)
        assert "50 %" in said
        assert "0 %  never met" in said
        assert "not told" in said
        assert "1 a week: everybody is met once in 3 weeks." in said
        assert said.count("next: ") == 1, "a pane beside the rows says it, or else the row"
        await pilot.press("escape")
        assert isinstance(app.screen, PeopleScreen)


async def test_a_long_name_has_what_room_the_figures_leave_and_cuts_none(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.edit(org.dana.id, name="Maximiliana Konstantinopolskaja the Younger")
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=FULL) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        (row,) = [line for line in shown(app).splitlines() if "Maximiliana Konst" in line and "of 2" in line]
        assert "Maximiliana Konstantinop" in row
        assert "never met  " in row
        assert "90 d: 0" in row
        assert "not told" in row


async def test_fewer_than_half_is_a_warning_and_the_count_under_people_is_the_same(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.add("Ana Pires", manager_id=org.dana.id)
    rhythm.planner.hold(org.noor.id)
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "met 1 of 3 in 180 days" in {row.right for row in rows(app)}
        await pilot.press("v")
        await pilot.pause()
        dana = next(row for row in rows(app) if row.key == f"coverage:{org.dana.id}")
        assert (dana.mark, dana.tone) == ("▸", Tone.WARNING)
        assert "1 of 3" in dana.fact


async def test_a_book_without_skip_levels_says_what_will_stand_here(rhythm: Rhythm) -> None:
    rhythm.people.add("Dana Okoye")
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert "This page shows how well you know your managers' teams" in shown(app)


async def test_enter_opens_the_people_behind_the_longest_gap_first(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.noor.id)
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, TeamScreen)
        assert [row.key for row in rows(app)] == [f"person:{org.chris_a.id}", f"person:{org.noor.id}"]
        assert "never met · not in half a year" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)


async def test_t_ticks_that_the_manager_was_told_and_takes_it_back(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        first = app.screen.query_one("#list", RowList).highlighted
        assert first is not None
        number = int(first.key.partition(":")[2])
        await pilot.press("t")
        await pilot.pause()
        told = rhythm.people.person(number)
        assert told is not None
        assert told.told_on == rhythm.today()
        await pilot.press("t")
        await pilot.pause()
        told = rhythm.people.person(number)
        assert told is not None
        assert told.told_on is None


async def test_a_group_is_planned_or_held_from_the_pick_list_as_one_action(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.add("Ana Pires", manager_id=org.dana.id)
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight(f"coverage:{org.dana.id}")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert isinstance(app.screen, GroupDialog)
        await pilot.press("space", "enter")
        await type_line(pilot, "soon")
        await pilot.press("enter")
        assert isinstance(app.screen, GroupDialog)
        assert "!" in shown(app)
        await pilot.press("ctrl+u", "ctrl+k")
        await type_line(pilot, "mon 15:00")
        assert "plans it for Mon 23 Nov, in 3 d at 15:00" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CoverageScreen)
    planned = rhythm.planner.meetings_between(rhythm.today(), rhythm.today() + dt.timedelta(days=9))
    assert [(one.start, one.state) for one in planned] == [("15:00", MeetingState.PLANNED)] * 2
    assert len({one.gathering for one in planned}) == 1
    rhythm.undo()
    assert rhythm.planner.meetings_between(rhythm.today(), rhythm.today() + dt.timedelta(days=9)) == ()


async def test_a_group_that_was_held_today_resets_the_gaps_and_says_whom_to_tell(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight(f"coverage:{org.dana.id}")
        await pilot.press("ctrl+g", "enter")
        await type_line(pilot, "today")
        await pilot.press("enter")
        await pilot.pause()
    gaps = {row.person.id: row.due.gap_days for row in rhythm.planner.due()}
    assert (gaps[org.noor.id], gaps[org.chris_a.id]) == (0, 0)


async def test_the_room_of_a_skip_level_asks_once_to_tell_the_manager(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await room_of(pilot, app, org.noor.id)
        assert "Tell Dana Okoye first that you hold skip-levels" in shown(app)
        app.screen.query_one("#queue", RowList).highlight(f"told:{org.dana.id}")
        await pilot.press("space")
        await pilot.pause()
        assert "Tell Dana Okoye first" not in shown(app)
    dana = rhythm.people.person(org.dana.id)
    assert dana is not None
    assert dana.told_on == rhythm.today()


async def test_planning_the_first_one_hints_and_goes_on(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=FULL) as pilot:
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight(f"person:{org.noor.id}")
        await pilot.press("ctrl+l")
        await pilot.pause()
        await type_line(pilot, "mon")
        await pilot.press("enter")
        await pilot.pause()
        assert "planned for Mon 23 Nov; tell Dana Okoye first" in shown(app)
    assert rhythm.planner.room(org.noor).next_planned is not None


async def test_r_sends_a_topic_through_the_manager_without_the_name(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.noor.id, "Noor waits for a laptop")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await asked_the_way(pilot, app, org, f"topic:{topic.id}")
        assert "m puts onto the queue of Dana: someone waits for a laptop" in " ".join(shown(app).split())
        await press(pilot, "m", "enter")
        assert isinstance(app.screen, RoomScreen)
    assert [one.body for one in rhythm.planner.room(org.dana).topics] == ["someone waits for a laptop"]


async def test_a_wording_with_the_name_is_refused_unless_space_ticked_it(rhythm: Rhythm, org: Org) -> None:
    promise = rhythm.planner.add_promise(org.noor.id, "ask HR for Noor")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await asked_the_way(pilot, app, org, f"promise:{promise.id}")
        await pilot.press("m")
        await pilot.pause()
        await pilot.press("end")
        await type_line(pilot, " noor")
        await pilot.press("enter")
        await pilot.pause()
        assert "the wording names whom it came" in " ".join(shown(app).split())
        await pilot.press("escape")
        await pilot.press("space", "m")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert [one.body for one in rhythm.planner.room(org.dana).topics] == ["ask HR for Noor"]


async def test_round_the_manager_asks_for_the_reason(rhythm: Rhythm, org: Org) -> None:
    promise = rhythm.planner.add_promise(org.noor.id, "send the deck")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await asked_the_way(pilot, app, org, f"promise:{promise.id}")
        await pilot.press("d")
        await pilot.pause()
        assert "This goes round Dana; why?" in shown(app)
        await pilot.press("enter")
        assert "no reason is given" in shown(app)
        await type_line(pilot, "Dana is on leave")
        await pilot.press("enter")
        await pilot.pause()
        assert "round the manager" in shown(app)
    found = rhythm.planner.promise(promise.id)
    assert found is not None
    assert (found.route, found.route_reason) == (Route.DIRECT, "Dana is on leave")


async def test_closing_a_room_asks_which_way_goes_what_came_of_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await room_of(pilot, app, org.noor.id)
        await pilot.press("i")
        app.screen.query_one("#notes", DraftArea).insert("> look at on-call")
        await press(pilot, "ctrl+s", "ctrl+s")
        assert isinstance(app.screen, RouteDialog)
        await pilot.press("k")
        await pilot.pause()
        assert not isinstance(app.screen, RouteDialog)
    assert [one.route for one in rhythm.planner.promises(person_id=org.noor.id)] == [Route.KEEP]


async def test_closing_the_room_of_a_manager_asks_nothing_of_the_kind(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await room_of(pilot, app, org.dana.id)
        await pilot.press("i")
        app.screen.query_one("#notes", DraftArea).insert("> a budget")
        await press(pilot, "ctrl+s", "ctrl+s")
        assert not isinstance(app.screen, RouteDialog)


async def test_what_has_no_way_yet_stands_in_the_coverage_with_the_counts(rhythm: Rhythm, org: Org) -> None:
    promise = rhythm.planner.add_promise(org.noor.id, "look at on-call")
    sent = rhythm.planner.add_promise(org.noor.id, "send the deck")
    rhythm.skip_levels.route_promise(sent.id, Route.DIRECT, reason="away")
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        said = shown(app)
        assert "This quarter: skip-level actions 1: round the manager 1" in said
        assert f"promise:{promise.id}" in {row.key for row in rows(app)}


async def test_a_finding_is_kept_and_makes_a_theme_in_the_room_of_the_manager(rhythm: Rhythm, org: Org) -> None:
    rhythm.skip_levels.add_finding(org.chris_a.id, "workload", may_be_told=True)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await room_of(pilot, app, org.noor.id)
        await pilot.press("l")
        await pilot.pause()
        await type_line(pilot, "workl")
        assert "Theme  Workload" in shown(app)
        await pilot.press("tab", "tab", "ctrl+u")
        await type_line(pilot, "y")
        await pilot.press("enter")
        await room_of(pilot, app, org.dana.id)
        said = shown(app)
        assert "THE TEAM BROUGHT UP" in said
        assert "2 people" in said
    assert [one.person_id for one in rhythm.skip_levels.findings_under(org.dana.id)].count(org.noor.id) == 1


async def test_who_stands_in_is_offered_every_two_weeks_and_nothing_is_imposed(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    rhythm.people.leave(org.dana.id)
    clock.forward(1)
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert "REPORT TO YOU FOR NOW" in shown(app)
        await pilot.press("b")
        await pilot.pause()
        assert "REPORT TO YOU FOR NOW" not in shown(app)
    stands = {row.person.id: row for row in rhythm.planner.due()}
    assert (stands[org.noor.id].relation, stands[org.noor.id].due.cadence.target) == (Relation.MANAGER, 14)


async def test_the_person_dialog_asks_what_becomes_of_open_topics(rhythm: Rhythm, org: Org) -> None:
    kept, dropped, moved = (rhythm.planner.add_topic(org.noor.id, text) for text in ("one", "two", "three"))
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight(f"person:{org.noor.id}")
        await pilot.press("ctrl+e")
        await pilot.pause()
        app.screen.query_one("#manager").focus()
        await pilot.pause()
        await pilot.press("ctrl+u", "ctrl+k")
        await type_line(pilot, "ilya")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TopicsDialog)
        app.screen.query_one("#topics-list", RowList).highlight(f"topic:{dropped.id}")
        await pilot.press("d")
        app.screen.query_one("#topics-list", RowList).highlight(f"topic:{moved.id}")
        await pilot.press("m")
        await pilot.pause()
        await type_line(pilot, "ilya")
        await press(pilot, "enter", "enter")
    noor = rhythm.people.person(org.noor.id)
    assert noor is not None
    assert noor.manager_id == org.ilya.id
    assert [one.id for one in rhythm.planner.room(org.noor).topics] == [kept.id]
    assert [one.id for one in rhythm.planner.room(org.ilya).topics] == [moved.id]
    rhythm.undo()
    assert len(rhythm.planner.room(org.noor).topics) == 3


async def test_a_last_day_in_the_person_dialog_lists_what_is_open_once(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_promise(org.noor.id, "a reference")
    rhythm.planner.plan(org.noor.id, rhythm.today() + dt.timedelta(days=20))
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight(f"person:{org.noor.id}")
        await pilot.press("ctrl+e")
        await pilot.pause()
        app.screen.query_one("#last_day").focus()
        await pilot.pause()
        await type_line(pilot, "in 2 weeks")
        await pilot.press("enter")
        await pilot.pause()
        assert "PROMISES THAT STAY OPEN" in shown(app)
        assert "a reference" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
    noor = rhythm.people.person(org.noor.id)
    assert noor is not None
    assert noor.last_day == rhythm.today() + dt.timedelta(days=14)
    assert rhythm.planner.room(org.noor).next_planned is None
    assert len(rhythm.planner.promises(person_id=org.noor.id)) == 1


async def test_topics_of_theirs_wait_for_a_way_and_those_of_the_director_do_not(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_topic(org.noor.id, "mine")
    theirs = rhythm.planner.add_topic(org.noor.id, NewTopic("theirs", Side.THEIRS))
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert [row.key for row in rows(app) if row.key.startswith("topic:")] == [f"topic:{theirs.id}"]
