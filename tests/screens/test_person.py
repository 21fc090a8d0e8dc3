"""The page of a person: opened by a key, a month at a time, one kind only, and back."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.escalations import NewEscalation
from rhythm.domain.meetings import NoteKind
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.people import PeopleScreen
from rhythm.screens.person import PersonScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.screens.touring import settle
from tests.screens.tracking import rows, shown
from widgets.gap_chart import GapChart
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.row_list import RowList

SIZES = [(80, 24), (120, 40), (160, 50)]


async def opened(pilot: Pilot[None], app: RhythmApp, number: int) -> PersonScreen:
    """Go to People, highlight somebody and open the page."""
    await settle(pilot)
    await pilot.press("2")
    await settle(pilot)
    app.screen.query_one("#list", RowList).highlight(f"person:{number}")
    await pilot.press("o")
    await settle(pilot)
    assert isinstance(app.screen, PersonScreen)
    return app.screen


@pytest.fixture
def dana(org: Org, clock: FixedClock) -> Org:
    """Some weeks with Dana behind us."""
    planner = org.rhythm.planner
    clock.forward(-56)
    for week in range(7):
        if week != 4:
            planner.hold(org.dana.id, minutes=30, note=f"talk {week}\nmore of it" if week % 2 else "")
        clock.forward(7)
    clock.forward(7)
    planner.add_note(org.dana.id, "let the room speak", NoteKind.PRAISE)
    planner.add_promise(org.dana.id, "ask HR about the level table, and tell her what they say before the month ends")
    org.rhythm.tracker.log(NewEscalation("banner order", clock.today(), raised_by_id=org.dana.id), conflict="new")
    return org


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_shows_who_it_is_the_gaps_and_every_month(
    rhythm: Rhythm, dana: Org, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app, dana.dana.id)
        seen = shown(app)
        assert "Dana Okoye · 1:1" in seen
        assert "14 of 7 days" in seen
        assert "on its rhythm · last 4 gaps 7, 7, 14, 7 d" in seen
        assert "limit 14" in seen
        titles = [row.main for row in rows(app) if not row.key and row.main]
        assert titles == ["NOV 2026", "OCT 2026", "SEP 2026"]
        assert [row.right for row in rows(app) if not row.key and row.main] == [
            "1 meeting held",
            "4 meetings held",
            "1 meeting held",
        ]
        chart = app.screen.query_one(GapChart)
        assert chart.display
        assert chart.size.height == (5 if size[1] < 36 else 7)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, PeopleScreen)


async def test_each_entry_has_the_mark_that_is_typed_for_it(rhythm: Rhythm, dana: Org) -> None:
    rhythm.planner.add_note(dana.dana.id, "asked for the date first", NoteKind.FEEDBACK)
    rhythm.planner.add_note(dana.dana.id, "the date is hers", NoteKind.DECISION)
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, dana.dana.id)
        marked = {row.main: row.mark.strip() for row in rows(app) if row.key}
    assert marked["asked for the date first"] == "^"
    assert marked["the date is hers"] == "="
    assert marked["let the room speak"] == "+"
    assert marked["banner order"] == "!"


async def test_letters_show_one_kind_only_and_a_everything_again(rhythm: Rhythm, dana: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, dana.dana.id)
        count = len(rows(app))
        wanted = {
            "n": {"note", "evidence"},
            "p": {"promise"},
            "m": {"meeting"},
            "v": {"evidence"},
            "x": {"escalation"},
            "t": set(),
        }
        for key, kinds in wanted.items():
            await pilot.press(key)
            await settle(pilot)
            assert {row.key.partition(":")[0] for row in rows(app) if row.key} == kinds
            assert ("No topics yet; a shows everything." in shown(app)) is (key == "t")
        assert "topics only" in shown(app)
        await pilot.press("a")
        await settle(pilot)
        assert len(rows(app)) == count


async def test_enter_opens_an_escalations_conflict_and_for_the_rest_the_room(rhythm: Rhythm, dana: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app, dana.dana.id)
        for start, page in (("escalation:", ConflictScreen), ("promise:", RoomScreen), ("meeting:", RoomScreen)):
            key = next(row.key for row in rows(app) if row.key.startswith(start))
            app.screen.query_one("#list", RowList).highlight(key)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, page)
            await pilot.press("escape", "escape")
            await settle(pilot)
            if not isinstance(app.screen, PersonScreen):
                # From the notes of the room it takes one more to leave.
                await opened(pilot, app, dana.dana.id)


async def test_from_the_room_the_page_leads_back_to_the_same_room(rhythm: Rhythm, dana: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.open_page(RoomScreen(rhythm, dana.dana))
        await settle(pilot)
        room = app.screen
        app.screen.query_one("#queue").focus()
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, PersonScreen)
        depth = len(app.screen_stack)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is room or isinstance(app.screen, ConflictScreen)
        if app.screen is not room:
            await pilot.press("escape", "m", "enter")
            await settle(pilot)
        assert app.screen is room
        assert len(app.screen_stack) == depth - 1


async def test_a_note_a_plan_and_an_edit_begin_here_too(rhythm: Rhythm, dana: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, dana.dana.id)
        await pilot.press("i", *"seen", "enter")
        await settle(pilot)
        assert any(row.main == "seen" for row in rows(app))
        await pilot.press("ctrl+l", *"thu", "enter")
        await settle(pilot)
        assert any(row.main == "To meet" for row in rows(app))
        await pilot.press("u")
        await settle(pilot)
        assert not any(row.main == "To meet" for row in rows(app))
        await pilot.press("ctrl+e")
        await settle(pilot)
        assert app.screen.is_modal


async def test_what_is_older_comes_in_by_its_row(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    clock.forward(-500)
    for _ in range(150):
        rhythm.planner.add_note(org.dana.id, "a line")
        clock.forward(2)
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, org.dana.id)
        assert sum(row.key.startswith("note:") for row in rows(app)) == 100
        await pilot.press("end")
        assert rows(app)[-1].main == "Older entries"
        await pilot.press("enter")
        await settle(pilot)
        assert sum(row.key.startswith("note:") for row in rows(app)) == 150
        assert rows(app)[-1].main == "a line"


async def test_an_empty_page_says_what_will_stand_there_and_which_key_begins(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, org.noor.id)
        assert "never met" in shown(app)
        assert "i writes a note, ctrl+l plans the first meeting." in shown(app)
        assert not app.screen.query_one(GapChart).display


async def test_beside_the_list_a_meeting_shows_what_came_out_of_it(rhythm: Rhythm, dana: Org) -> None:
    rhythm.people.edit(dana.dana.id, manager_id=dana.ilya.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app, dana.dana.id)
        listing = app.screen.query_one("#list", RowList)
        days = {row.right: row.key for row in rows(app) if row.key.startswith("meeting:")}
        listing.highlight(days["Fri 2 Oct"])
        await settle(pilot)
        told = [para.text for para in app.screen.query_one("#detail", TextPanel)._paras]
        assert told[0] == "Fri 2 Oct, 49 d ago"
        assert "talk 1\nmore of it" in told
        assert told[-3:] == ["Reported to", "since Fri 20 Nov: Ilya Brandt", "at first: Me"]


@pytest.mark.parametrize("size", SIZES)
async def test_hidden_the_page_shows_no_name_and_no_word(rhythm: Rhythm, dana: Org, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app, dana.dana.id)
        await pilot.press("h")
        await settle(pilot)
        seen = shown(app)
        assert not any(word in seen for word in ("Dana", "Okoye", "talk", "speak", "banner", "level table"))
        assert f"P{dana.dana.id}" in seen


async def test_a_person_who_is_undone_away_closes_the_page(rhythm: Rhythm, org: Org) -> None:
    added = rhythm.people.add("Mei Ek")
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, added.id)
        await pilot.press("u")
        await settle(pilot)
        assert isinstance(app.screen, PeopleScreen)


async def test_two_of_one_name_have_pages_of_their_own(rhythm: Rhythm, org: Org) -> None:
    twin = rhythm.people.add("Chris Moon", team_id=org.platform.id)
    rhythm.planner.add_note(twin.id, "of the second")
    app = RhythmApp(rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, app, twin.id)
        assert "of the second" in shown(app)
        assert "Platform" in str(page.query_one("#head", HeadLine)._title)
        await pilot.press("escape")
        await opened(pilot, app, org.chris_m.id)
        assert "of the second" not in shown(app)
