"""People, the first minute, and the dialogs that add, change and import people."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.meetings import MeetingState, NoteKind
from rhythm.domain.people import Relation
from rhythm.screens.dialogs.person import EditPerson, edit_person
from rhythm.screens.people import PeopleScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import Org, meetings_of
from tests.screens.touring import in_front
from tests.screens.tracking import in_box, shown
from tests.widgets.showing import HOSTILE, screen_lines
from widgets.capture_input import CaptureInput
from widgets.row_list import Row, RowList

NARROW, WIDE = (80, 24), (120, 40)


async def people(pilot: Pilot[None], app: RhythmApp) -> RowList:
    """Go to People; its list."""
    await pilot.pause()
    await pilot.press("2")
    await pilot.pause()
    assert isinstance(app.screen, PeopleScreen)
    return app.screen.query_one("#list", RowList)


async def fill(pilot: Pilot[None], **texts: str) -> None:
    """Put texts into fields of the dialog in front, in place of what stood there."""
    await pilot.pause()
    for name, text in texts.items():
        pilot.app.screen.query_one(f"#{name}", CaptureInput).value = text
    await pilot.pause()


def rows(listing: RowList) -> list[Row]:
    """Every row, headings and blank ones included."""
    return list(listing._source.window(0, 500))


async def test_everybody_stands_in_a_group_the_worst_first(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.dana.id, rhythm.today() - dt.timedelta(days=3))
    rhythm.planner.hold(org.ilya.id, rhythm.today() - dt.timedelta(days=20))
    rhythm.planner.hold(org.noor.id, rhythm.today() - dt.timedelta(days=179))
    peer = rhythm.people.add("Marta Lindqvist", relation=Relation.PEER)
    deep = rhythm.people.add("Deep Down", manager_id=org.noor.id)
    rhythm.planner.hold(deep.id, rhythm.today() - dt.timedelta(days=45))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        found = rows(await people(pilot, app))
    keys = [row.key for row in found if row.key]
    everybody = (org.ilya, org.dana, org.chris_m, org.noor, org.chris_a, peer, deep)
    assert keys == [f"person:{person.id}" for person in everybody]
    facts = {row.key: row.fact for row in found}
    assert facts[f"person:{org.ilya.id}"] == "20 days, limit 14"
    assert facts[f"person:{deep.id}"] == "met 45 days ago"
    headings = {row.main: row.right for row in found if row.main and not row.key}
    assert headings["MANAGERS · 1:1"] == "1 past the limit"
    assert headings["SKIP-LEVELS · Dana Okoye"] == "met 1 of 2 in 180 days"
    assert headings["SKIP-LEVELS · Ilya Brandt"] == "met 0 of 1 in 180 days"


async def test_useful_in_a_minute_with_three_names(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "NOBODY HERE YET" in shown(app)
        await pilot.press("enter")
        for name in ("Dana Okoye", "Ilya Brandt", "Noor"):
            # The key that began this, once more, is no part of the name.
            await pilot.press("+", *name, "enter")
            assert f"added {name}" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert shown(app).count("never met") == 3
        await pilot.press("home", "enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        await pilot.press("i", "h", "i", "ctrl+s")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert sorted(person.name for person in rhythm.people.others()) == ["Dana Okoye", "Ilya Brandt", "Noor"]
    assert [row.relation for row in rhythm.planner.due()] == [Relation.MANAGER] * 3
    dana = rhythm.people.find("dana")
    assert [note.body for note in rhythm.bench.notes_about(dana.id)] == ["hi"]


async def test_plus_begins_on_today_and_is_gone_there_afterwards(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("plus")
        await fill(pilot, names="Dana")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert not app.screen.is_modal
        await pilot.press("plus")
        await pilot.pause()
        assert not app.screen.is_modal


@pytest.mark.parametrize("end", ["enter", "escape", "ctrl+s"])
async def test_a_name_per_line_is_an_action_each_and_the_dialog_ends_when_told(rhythm: Rhythm, end: str) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        await pilot.press("plus", *"que", "enter", *"leh", "enter")
        assert app.screen.is_modal
        await pilot.press(end)
        await pilot.pause()
        assert isinstance(app.screen, PeopleScreen)
        assert "added 2 people" in shown(app)
        assert rhythm.draft("people:add") == ""
        await pilot.press("u")
    assert [person.name for person in rhythm.people.others()] == ["que"]


async def test_ctrl_s_adds_what_is_still_in_the_line_and_stays_where_that_is_refused(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        await pilot.press("plus", *"noor haddad", "ctrl+s")
        assert app.screen.is_modal
        await fill(pilot, names="Ana Sol")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert not app.screen.is_modal
    assert rhythm.undoable()[0].label == "add 1 person"


async def test_a_file_can_be_brought_in_after_the_start_too(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert type(app.screen).__name__ == "ImportPeople"


async def test_names_go_under_a_manager_and_into_a_new_team_as_one_action(rhythm: Rhythm, org: Org) -> None:
    before = len(rhythm.undoable())
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        await pilot.press("plus")
        await fill(pilot, names="Sam Low, Noor Haddad; Ana Sol", manager="ily", team="Ads")
        seen = shown(app)
        assert "2 people, who report to Ilya Brandt · Noor Haddad is here already" in seen
        assert "team Ads" in seen
        await pilot.press("enter")
        await pilot.pause()
    team = rhythm.people.team_called("ads")
    assert team is not None
    assert team.manager_id == org.ilya.id
    added = [person for person in rhythm.people.others() if person.team_id == team.id]
    assert [(person.name, person.manager_id) for person in added] == [
        ("Ana Sol", org.ilya.id),
        ("Sam Low", org.ilya.id),
    ]
    assert len(rhythm.undoable()) == before + 1


async def test_a_pasted_list_of_names_is_a_list_of_names(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        await pilot.press("plus")
        await pilot.pause()
        app.copy_to_clipboard("1. Sam Low\n2. Ana Sol\n")
        app.screen.query_one("#names", CaptureInput).action_paste()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert {"Sam Low", "Ana Sol"} <= {person.name for person in rhythm.people.others()}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"names": " , "}, "no new name yet"),
        ({"names": "Sam, 1"}, "the name has no letter: 1"),
        ({"names": "Sam", "team": "?"}, "the name of the team has no letter: ?"),
        ({"names": "Sam", "manager": "chris"}, "could be"),
        ({"names": "Sam", "manager": "nobody at all"}, "no person called"),
    ],
)
async def test_what_cant_be_added_is_told_where_it_was_typed(
    rhythm: Rhythm, org: Org, fields: dict[str, str], said: str
) -> None:
    before = len(rhythm.people.others())
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        await pilot.press("plus")
        await fill(pilot, **fields)
        await pilot.press("enter")
        await pilot.pause()
        assert said in shown(app)
    assert len(rhythm.people.others()) == before


async def test_a_person_is_changed_and_the_change_undone(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        listing = await people(pilot, app)
        listing.highlight(f"person:{org.noor.id}")
        await pilot.press("ctrl+e")
        await fill(pilot, title="[Q3] lead", manager="me", team="New One", relation="", target="2w", limit="30d")
        assert "makes a new team New One" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        noor = rhythm.people.find("noor")
        me = rhythm.people.me()
        assert me is not None
        assert (noor.title, noor.manager_id, noor.target_days, noor.limit_days) == ("[Q3] lead", me.id, 14, 30)
        assert rhythm.people.relations()[noor.id] is Relation.MANAGER
        await pilot.press("u")
    assert rhythm.people.find("noor") == org.noor
    assert rhythm.people.team_called("New One") is None


@pytest.mark.parametrize("left", [False, True])
async def test_who_is_in_no_list_is_found_by_the_search_and_brought_back(
    rhythm: Rhythm, org: Org, *, left: bool
) -> None:
    if left:
        rhythm.people.leave(org.noor.id, rhythm.today() - dt.timedelta(days=1))
    else:
        rhythm.people.archive(org.noor.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        assert "Noor" not in shown(app)
        await pilot.press("slash", *"noor")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert "ctrl+t bring back" in shown(app)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "back in the lists; u takes that back" in shown(app)
        assert rhythm.people.find("noor") == org.noor
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert "ctrl+t archive" in shown(app)
        await pilot.press("escape", "2")
        await pilot.pause()
        assert "Noor" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert "Noor" not in shown(app).split("undone")[0]


async def test_where_and_when_somebody_works_is_set_and_taken_back(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    typed = {"country": "de-by", "zone": "Europe/Berlin", "hours": "8:00-16:00", "minutes": "45", "preferred": "tue 10"}
    async with app.run_test(size=NARROW) as pilot:
        listing = await people(pilot, app)
        listing.highlight(f"person:{org.noor.id}")
        await pilot.press("ctrl+e")
        await fill(pilot, **typed)
        await pilot.press("enter")
        await pilot.pause()
        noor = rhythm.people.find("noor")
        assert (noor.country, noor.zone, noor.hours) == ("DE-BY", "Europe/Berlin", "08:00-16:00")
        assert (noor.minutes, noor.preferred) == (45, "tue 10:00")
        await pilot.press("ctrl+e")
        await fill(pilot, **dict.fromkeys(typed, ""))
        await pilot.press("enter")
        await pilot.pause()
    assert rhythm.people.find("noor") == org.noor


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"manager": "noor"}, "would report to themselves"),
        ({"relation": "boss of all"}, "not a relation"),
        ({"target": "soon"}, "not a number of days"),
        ({"target": "30d", "limit": "14d"}, "is shorter than the target"),
        ({"name": " "}, "is empty"),
        ({"country": "ZZ"}, "public holidays of ZZ are not known"),
        ({"zone": "Munich"}, "is no time zone"),
        ({"hours": "nine to five"}, "is no span of hours"),
        ({"minutes": "soon"}, "not the length of a meeting"),
        ({"preferred": "10:00"}, "does not begin with a weekday"),
    ],
)
async def test_a_wrong_field_stores_nothing_and_keeps_what_was_typed(
    rhythm: Rhythm, org: Org, fields: dict[str, str], said: str
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        listing = await people(pilot, app)
        listing.highlight(f"person:{org.dana.id}")
        await pilot.press("ctrl+e")
        await fill(pilot, **fields)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EditPerson)
        told = shown(app) + "".join(notice.message for notice in app._notifications)
        assert said in told.replace("\n", " ")
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("ctrl+e")
        await pilot.pause()
        name, text = next(iter(fields.items()))
        assert app.screen.query_one(f"#{name}", CaptureInput).value == text
    assert rhythm.people.find("dana") == org.dana


async def test_archiving_takes_out_of_the_lists_and_is_undone(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        listing = await people(pilot, app)
        listing.highlight(f"person:{org.noor.id}")
        await pilot.press("ctrl+e")
        await pilot.pause()
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert org.noor.id not in {person.id for person in rhythm.people.others()}
        assert not app.screen.is_modal
        await pilot.press("u")
        assert org.noor.id in {person.id for person in rhythm.people.others()}


@pytest.mark.parametrize("archived", [False, True])
async def test_nobody_is_archived_or_brought_back_while_a_change_is_not_stored(
    rhythm: Rhythm, org: Org, *, archived: bool
) -> None:
    if archived:
        rhythm.people.archive(org.noor.id)
    stood = rhythm.people.person(org.noor.id)
    assert stood is not None
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        edit_person(in_front(app), stood)
        await fill(pilot, title="Head of Platform")
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "what you changed here is not stored yet" in in_box(app)
        assert rhythm.people.person(org.noor.id) == stood
        await fill(pilot, title=stood.title)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert not app.screen.is_modal
    now = rhythm.people.person(org.noor.id)
    assert now is not None
    assert (now.archived_on is None) is archived


async def test_the_last_day_of_who_is_brought_back_stays(rhythm: Rhythm, org: Org) -> None:
    last = rhythm.today() + dt.timedelta(days=30)
    rhythm.people.leave(org.noor.id, last)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        edit_person(in_front(app), rhythm.people.archive(org.noor.id))
        await pilot.pause()
        await pilot.press("ctrl+t")
        await pilot.pause()
    assert rhythm.people.find("noor") == org.noor._replace(last_day=last)


async def test_the_window_follows_who_is_archived_elsewhere(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        edit_person(in_front(app), org.noor)
        await pilot.pause()
        assert "ctrl+t archive" in in_box(app)
        rhythm.people.edit(org.noor.id, name="Noor Said")
        rhythm.people.archive(org.noor.id)
        app.tell_store_changed()
        await pilot.pause()
        assert "ctrl+t bring back" in in_box(app)
        assert "Noor Said" in in_box(app)
        await pilot.press("ctrl+t")
        await pilot.pause()
    now = rhythm.people.person(org.noor.id)
    assert now is not None
    assert now.archived_on is None


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
async def test_why_somebody_is_not_archived_comes_into_sight(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await people(pilot, app)
        edit_person(in_front(app), org.dana)
        await pilot.pause()
        for key in ("ctrl+t", "tab", "ctrl+t"):
            await pilot.press(key)
            await pilot.pause()
            assert ("still has" in in_box(app)) is (key == "ctrl+t" or size[1] > 20)


async def test_keys_write_a_note_plan_and_skip_for_the_highlighted_person(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        listing = await people(pilot, app)
        listing.highlight(f"person:{org.ilya.id}")
        await pilot.press("i")
        await fill(pilot, line="+ settled it alone")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+l")
        await fill(pilot, line="thu")
        await pilot.press("enter")
        await pilot.pause()
        assert "Thu 26 Nov" in shown(app)
        await pilot.press("ctrl+k")
        await fill(pilot, line="release week")
        await pilot.press("enter")
        await pilot.pause()
    (note,) = rhythm.bench.notes_about(org.ilya.id)
    assert (note.kind, note.body) == (NoteKind.PRAISE, "settled it alone")
    assert [meeting.state for meeting in meetings_of(rhythm.planner, org.ilya.id)] == [MeetingState.SKIPPED]


async def test_a_file_is_looked_into_first_and_then_brought_in(rhythm: Rhythm, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "Name,Email,Manager\nRae Kim,rae@x.example,\nDana [/b],dana@x.example,Rae Kim\nNoor,no-address,Dana [/b]\n"
    )
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("down", "enter")
        await fill(pilot, file=str(tmp_path / "missing.csv"))
        await pilot.press("enter")
        await pilot.pause()
        assert not rhythm.people.everybody()
        await fill(pilot, file=str(file))
        await pilot.press("enter")
        await pilot.pause()
        assert "row 4" in shown(app)
        assert "you are Rae Kim; 2 to add" in shown(app)
        assert not rhythm.people.everybody()
        await pilot.press("enter")
        await pilot.pause()
        assert not app.screen.is_modal
    assert {person.name for person in rhythm.people.others()} == {"Dana [/b]", "Noor"}


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hidden_people_show_no_name(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await people(pilot, app)
        await pilot.press("h")
        for press in ((), ("ctrl+e",), ("escape", "plus"), ("escape", "ctrl+l")):
            await pilot.press(*press)
            await pilot.pause()
            seen = shown(app)
            assert not any(word in seen for word in ("Dana", "Okoye", "Ilya", "Noor", "acme"))
        # A team is nobody: its name stands here as it does under Org.
        await pilot.press("escape")
        await pilot.pause()
        assert "Platform" in shown(app)


async def test_sixty_people_with_any_name_scroll_and_resize(rhythm: Rhythm, org: Org) -> None:
    names = [text for text in HOSTILE if text.strip() and "\ud83d" not in text]
    for number in range(60):
        rhythm.people.add(f"{names[number % len(names)][:300]}n{number}", manager_id=org.dana.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await people(pilot, app)
        for size in (NARROW, (40, 12), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.press("end", "pageup", "home")
            assert len(screen_lines(app)) == size[1]


async def test_two_of_one_name_are_told_apart_in_the_list(rhythm: Rhythm, org: Org) -> None:
    twin = rhythm.people.add("Chris Moon")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        names = {row.key: row.main.strip() for row in rows(await people(pilot, app))}
        assert names[f"person:{twin.id}"] == f"Chris Moon #{twin.id}"
        assert names[f"person:{org.chris_m.id}"] == f"Chris Moon #{org.chris_m.id}"
        assert names[f"person:{org.chris_a.id}"] == "Chris Alder"
        await pilot.press("1")
        await pilot.pause()
        assert f"Chris Moon #{twin.id}" in shown(app)


async def test_the_gaps_of_all_groups_stand_in_one_column_however_long_a_team_is_called(
    rhythm: Rhythm, org: Org
) -> None:
    team = rhythm.people.add_team("Cross-Border Settlement and Regulatory Reporting", manager_id=org.dana.id)
    rhythm.people.add("Maximiliane-Charlotte von Hohenstein", manager_id=org.dana.id, team_id=team.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await people(pilot, app)
        places = [line.index("never met") for line in screen_lines(app) if "never met" in line]
        assert len(places) > 4
        assert len(set(places)) == 1
