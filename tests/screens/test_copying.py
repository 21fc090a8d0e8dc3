"""Pages as Markdown in the clipboard: what stands there, whole, and nothing that is hidden or struck."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from textual import events
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.command_scopes import SCREENS
from rhythm.commands import commands_of
from rhythm.domain.decision_rights import PracticeKind
from rhythm.domain.expectations import ExpectationSide
from rhythm.domain.meetings import NoteKind
from rhythm.screens.calendar import CalendarScreen
from rhythm.screens.compare import AnswersScreen, CompareScreen
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.expectations import ExpectationsScreen
from rhythm.screens.growth import GrowthScreen
from rhythm.screens.person import PersonScreen
from rhythm.screens.place import PageScreen
from rhythm.screens.plan import PlanScreen
from rhythm.screens.practices import PracticesScreen
from rhythm.screens.room import RoomScreen
from rhythm.screens.settings import SettingsScreen
from rhythm.screens.tour import STOPS, TourScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.sample.planted import sample
from tests.screens.touring import Full, settle
from tests.screens.tracking import NARROW, WIDE, due, press, shown, type_line
from tests.service.quarters import answered, filled
from tests.widgets.showing import screen_lines
from widgets.panel import TextPanel
from widgets.row_list import RowList

LONG = "asked what would make this easier, and wants a date and not a range, on which all of them can plan " * 3


async def copied(pilot: Pilot[None], page: PageScreen, key: str = "y") -> str:
    """The clipboard after the key was pressed on a page."""
    app = pilot.app
    assert isinstance(app, RhythmApp)
    app.copy_to_clipboard("")
    if app.screen is not page:
        app.open_page(page)
        await settle(pilot)
    await pilot.press(key)
    await settle(pilot)
    return app.clipboard


async def test_the_page_of_a_person_is_copied_whole_as_far_as_it_is_shown(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.dana.id, note=f"{LONG}\n# second line")
    rhythm.planner.add_note(org.dana.id, "kept the date", NoteKind.PRAISE)
    rhythm.planner.add_promise(org.dana.id, "the level table")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        page = PersonScreen(rhythm, org.dana)
        text = await copied(pilot, page)
        assert text.startswith(f"# {org.dana.name}\n")
        assert LONG.strip() in text
        assert "> \\# second line" in text
        assert "kept the date" in text
        assert "the level table" in text
        assert "copied as Markdown" in shown(app)
        await pilot.press("p")
        only = await copied(pilot, page)
        assert "the level table" in only
        assert "kept the date" not in only
        assert "second line" not in only


async def test_a_conflict_is_copied_with_its_rows_who_raised_them_and_its_fixes(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    row = rhythm.tracker.conflict(number).rows[0]  # type: ignore[union-attr]
    rhythm.tracker.edit(row.id, raised_by=org.noor.name)
    rhythm.fixes.add(number, "charter", body="platform owns the date", owner_id=org.dana.id)  # type: ignore[arg-type]
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        text = await copied(pilot, ConflictScreen(rhythm, number))
        for said in ("who sets the release date", "release date again", "growth moved the release date", "coached"):
            assert said in text
        assert f"raised by {org.noor.name}" in text
        assert f"platform owns the date · {org.dana.name}" in text
        assert "[[" not in text, "there are no notes to link to in a clipboard"


async def test_nothing_of_a_person_or_a_conflict_is_copied_while_names_are_hidden(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    rhythm.planner.add_note(org.dana.id, "kept the date", NoteKind.PRAISE)
    app = RhythmApp(rhythm, hidden=True)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        for page in (PersonScreen(rhythm, org.dana), ConflictScreen(rhythm, number)):
            assert await copied(pilot, page) == ""
            assert "names are hidden; h shows them" in shown(app)
        await app.action_place("conflicts")
        await settle(pilot)
        text = await copied(pilot, app.screen)  # type: ignore[arg-type]
        assert "······" in text
        assert "release date" not in text


async def test_no_review_and_no_agenda_is_copied_while_names_are_hidden(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_topic(org.dana.id, "launch criteria")
    filled(org)
    app = RhythmApp(rhythm, hidden=True)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        for place in ("week", "quarter"):
            await app.action_place(place)
            await settle(pilot)
            page = app.screen
            assert isinstance(page, PageScreen)
            assert await copied(pilot, page) == ""
            assert "names are hidden" in shown(app)
        await app.action_place("today")
        await settle(pilot)
        room = RoomScreen(rhythm, org.dana)
        app.open_page(room)
        await settle(pilot)
        room.action_copy()
        await settle(pilot)
        assert app.clipboard == ""
        assert "names are hidden" in shown(app)


async def test_lists_and_grids_are_copied_with_what_is_out_of_sight() -> None:
    rhythm = sample()
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        page = app.screen
        assert isinstance(page, PageScreen)
        text = await copied(pilot, page)
        rows = page.query_one("#list", RowList).rows()
        assert text.startswith("# Org\n\n## TEAMS · ")
        assert text.count("\n- ") == sum(bool(row.key) for row in rows) > 40
        await pilot.press("b")
        await settle(pilot)
        table = await copied(pilot, app.screen)  # type: ignore[arg-type]
        lines = [line for line in table.split("\n") if line.startswith("|")]
        assert len(lines) == 2 + len(rhythm.people.teams())
        assert {line.count(" | ") for line in lines} == {lines[0].count(" | ")}


async def test_keys_that_stand_in_headings_and_rows_are_not_copied() -> None:
    app = RhythmApp(sample(), place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "p draws it" in " ".join(row.edge for row in app.screen.query_one("#list", RowList).rows())
        text = await copied(pilot, app.screen)  # type: ignore[arg-type]
        titles = [line for line in text.split("\n") if line.startswith("## ")]
        assert "## PORTFOLIO" in titles
        assert "## WHO DECIDES" in titles
        assert any(title.startswith("## REPORTING TREE · span") for title in titles)
        assert not any(word in text for word in ("draws it", "b board", "m bench", "takes one up", "growth file\n"))


@pytest.mark.parametrize("place", ["today", "people"])
async def test_the_places_of_the_day_are_copied_as_they_stand(rhythm: Rhythm, org: Org, place: str) -> None:
    rhythm.planner.add_promise(org.dana.id, "the level table", due=rhythm.today())
    app = RhythmApp(rhythm, place=place)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        text = await copied(pilot, app.screen)  # type: ignore[arg-type]
        assert text.startswith(f"# {place.capitalize()}\n\n## ")
        assert org.dana.name in text
        assert "copied as Markdown" in shown(app)
        assert ("the level table" in text) == (place == "today")
        assert "prep" not in text
        await pilot.press("h")
        assert org.dana.name not in await copied(pilot, app.screen)  # type: ignore[arg-type]


async def test_the_settings_the_tour_and_the_calendar_are_copied_too(rhythm: Rhythm, full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "- f7 Theme" in await copied(pilot, SettingsScreen(full.rhythm))
        series = await copied(pilot, CalendarScreen(full.rhythm))
        assert series.startswith("# Calendar\n")
        assert "Quinceling" in series
        tour = await copied(pilot, TourScreen(full.rhythm))
        assert tour.count("\n## ") == len(STOPS)
        assert "Friday" in tour
        assert "type notes: a line with" in tour, "also of stops that the cursor is not on"
        assert "opens the next stop" in tour
        await pilot.press("escape")
        app.toured.update(stop.to for stop in STOPS)
        tour = await copied(pilot, TourScreen(full.rhythm))
        assert "That was all" in tour
        assert "opens the next stop" not in tour


async def test_the_week_of_the_plan_is_copied_day_by_day(rhythm: Rhythm, org: Org) -> None:
    monday = rhythm.today() + dt.timedelta(days=3)
    rhythm.planner.plan(org.dana.id, monday, start="10:00")
    rhythm.planner.plan(org.ilya.id, monday + dt.timedelta(days=1), start="14:30")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        text = await copied(pilot, PlanScreen(rhythm))
        days = text.split("\n## ")
        assert days[0].startswith("# Week 48")
        assert [day.split("\n")[0] for day in days[1:3]] == ["Mon 23", "Tue 24"]
        assert f"- 10:00 {org.dana.name}" in days[1]
        assert f"- 14:30 {org.ilya.name}" in days[2]


async def test_what_a_search_found_is_copied_under_its_words(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_topic(org.dana.id, "the release train")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        await settle(pilot)
        await type_line(pilot, "train")
        await pilot.press("down")
        text = await copied(pilot, app.screen)  # type: ignore[arg-type]
        assert text == f"# Search · train\n\n## TOPICS · 1\n\n- the release train · {org.dana.name} · Fri 20 Nov\n"


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        (("3",), "e log"),
        (("6",), "t team"),
        (("2", "v"), "esc back"),
        (("2", "c"), "ctrl+o read"),
        (("6", "f"), "esc back"),
        (("6", "m"), "esc back"),
    ],
    ids="-".join,
)
async def test_where_nothing_stands_no_key_copies_it_and_the_key_that_begins_comes_first(
    rhythm: Rhythm, keys: tuple[str, ...], first: str
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        page = app.screen
        foot = screen_lines(app)[-1]
        assert foot.strip().startswith(first)
        assert "y copy" not in foot
        assert isinstance(page, PageScreen)
        assert await copied(pilot, page) == ""


@pytest.mark.parametrize("kind", ["practices", "person"])
async def test_the_key_follows_every_list_and_grid_wherever_it_lies(rhythm: Rhythm, org: Org, kind: str) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        made: dict[str, Callable[[], PageScreen]] = {
            "practices": lambda: PracticesScreen(rhythm),
            "person": lambda: PersonScreen(rhythm, org.dana),
        }
        page = made[kind]()
        app.open_page(page)
        await settle(pilot)
        assert page.check_action("copy", ()) is False
        rhythm.rights.add_practice(PracticeKind.STANDARD, "one way to release")
        rhythm.planner.add_note(org.dana.id, "named the risk", NoteKind.PRAISE)
        app.tell_store_changed()
        await settle(pilot)
        assert page.check_action("copy", ()) is True


async def test_the_key_comes_with_the_first_block_of_a_week(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        page = PlanScreen(rhythm)
        app.open_page(page)
        await settle(pilot)
        assert page.check_action("copy", ()) is False
        rhythm.people.add("Dana Okoye")
        app.tell_store_changed()
        await settle(pilot)
        assert page.check_action("copy", ()) is True


async def test_the_key_comes_with_the_first_row_and_goes_with_the_last(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        rhythm.people.add_team("Platform")
        app.tell_store_changed()
        await settle(pilot)
        assert "y copy" in screen_lines(app)[-1]
        await pilot.press("u")
        await settle(pilot)
        assert "y copy" not in screen_lines(app)[-1]


async def test_of_two_lists_one_is_enough_to_be_copied(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.open_page(ExpectationsScreen(rhythm, org.dana))
        await settle(pilot)
        assert "y copy" not in screen_lines(app)[-1]
        rhythm.talks.expect(org.dana.id, ExpectationSide.OF_THEM, "decides launch dates alone")
        app.tell_store_changed()
        await settle(pilot)
        assert "y copy" in screen_lines(app)[-1]


async def test_the_report_is_copied_as_it_leaves(rhythm: Rhythm, org: Org) -> None:
    filled(org)
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        page = app.screen
        assert isinstance(page, PageScreen)
        whole = await copied(pilot, page)
        assert "The train, says Noor." in whole
        page.query_one("#list", RowList).highlight("answer:structure")
        await pilot.press("x")
        await settle(pilot)
        assert "The train, says Noor." not in await copied(pilot, page)


async def test_compared_quarters_and_answers_over_time_are_copied_with_the_answers_and_the_warning(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    answered(org, clock)
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        text = await copied(pilot, app.screen)
        for said in ("The train held.", "Nothing yet.", "Changed after closing", "### Q3 2026", "no ground to compare"):
            assert said in text
        over_time = await copied(pilot, AnswersScreen(rhythm, "structure"))
        assert over_time.count("### Q") == 2
        assert "The train held." in over_time


async def test_where_y_is_an_answer_another_key_copies(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert (await copied(pilot, GrowthScreen(rhythm), "ctrl+y")).startswith("# Your growth file")


@pytest.mark.parametrize(
    "scopes", [one for one in SCREENS if one[0] in ("growth", "team_page", "candidate") or "copy" in one], ids="-".join
)
def test_each_of_these_pages_has_one_command_that_copies(scopes: tuple[str, ...]) -> None:
    found = [command for command in commands_of(scopes, {}) if command.action == "copy"]
    assert [command.keys for command in found] == ["y" if "copy" in scopes else "ctrl+y"]


async def test_ctrl_c_copies_what_the_mouse_selected_else_it_says_what_leaves(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_promise(org.dana.id, "bring the plum cake", due=rhythm.today())
    app = RhythmApp(rhythm)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+c")
        assert [str(said.message).split(".")[0] for said in app._notifications] == ["Ctrl+Q leaves from anywhere"]
        pane = app.screen.query_one("#detail", TextPanel)
        x, y = pane.content_region.offset
        for moved, column in ((events.MouseDown, x), (events.MouseMove, x + 18), (events.MouseUp, x + 18)):
            app.post_message(moved(None, column, y, 0, 0, 1, False, False, False, screen_x=column, screen_y=y))
            await settle(pilot)
        await pilot.press("ctrl+c")
        await settle(pilot)
        assert app.clipboard == "bring the plum cake"
        assert "copied" in shown(app)


async def test_ctrl_q_leaves_and_keeps_what_was_typed(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("e", *"plum", "ctrl+q")
        assert app._exit
    assert rhythm.draft("capture") == "plum"
