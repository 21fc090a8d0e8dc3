"""The app as a whole: keys, undo, hiding, help and palette, settings, other writers, and how it ends."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from rhythm import commands
from rhythm.app import RhythmApp
from rhythm.command_scopes import DIALOGS, SCREENS
from rhythm.commands import COMMANDS, UserCommand, commands_of
from rhythm.domain.meetings import PromiseState
from rhythm.errors import RhythmError
from rhythm.keymap import usable_names
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.help import NAMED, HelpScreen
from rhythm.screens.palette import CommandProvider
from rhythm.screens.place import PLACES, PageScreen
from rhythm.screens.quarter import QuarterScreen
from rhythm.screens.room import RoomScreen
from rhythm.screens.today import TodayScreen
from rhythm.screens.week import WeekScreen
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from tests.builders import FixedClock, Org, meetings_of
from tests.screens.touring import PAGES, STOPS, Full, Stop, go, in_front, settle
from tests.screens.tracking import NARROW, WIDE, shown, type_line
from widgets.bars import FootBar, key_name
from widgets.capture_input import CaptureInput
from widgets.draft_area import DraftArea
from widgets.row_list import RowList

NARROWEST = (60, 20)


def kept_keys(**keys: str) -> Settings:
    """The default settings with keys of the user's own; `__` stands for the dot."""
    return Settings()._replace(keys={name.replace("__", "."): key for name, key in keys.items()})


def toasts(app: RhythmApp) -> str:
    """Every message that is up."""
    return "\n".join(str(toast.message) for toast in app._notifications)


# Places and keys


async def test_each_place_has_its_digit(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for tab in reversed(PLACES):
            await pilot.press(tab.key)
            assert app.current_mode == tab.id
            assert isinstance(app.screen, PageScreen)
            assert tab.id == app.screen.PLACE


async def test_a_digit_leaves_the_pages_that_are_open_over_a_place(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("2", "enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        await pilot.press("1", "2")
        assert len(app.screen_stack) == 1


def _pages() -> Iterator[type[Screen[object]]]:
    """Every page and dialog of the app."""
    folder = Path(commands.__file__).parent / "screens"
    for path in sorted(folder.rglob("*.py")):
        name = ".".join(path.relative_to(folder.parents[1]).with_suffix("").parts)
        for found in vars(import_module(name)).values():
            if isinstance(found, type) and issubclass(found, Screen) and found.__module__ == name:
                yield found


def test_every_command_can_be_told_apart_and_read() -> None:
    assert [name for name, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []
    for command in COMMANDS:
        assert command.title[:1].isupper(), command.id
        assert not command.title.endswith("."), command.id
        assert all(key.strip() == key != "" for key in command.key_list), command.id


def test_every_scope_is_declared_by_a_screen_and_the_other_way_round() -> None:
    declared = {scope for page in _pages() for scope in getattr(page, "SCOPES", ())}
    side_by_side = {scope for screen in (*SCREENS, *DIALOGS) for scope in screen}
    assert {command.scope for command in COMMANDS} - {"app"} <= declared
    assert side_by_side == declared
    for page in _pages():
        scopes = {scope for scope in getattr(page, "SCOPES", ()) if not scope.startswith("week.")}
        assert not scopes or any(scopes <= set(screen) for screen in (*SCREENS, *DIALOGS)), page


@pytest.mark.parametrize("scopes", [*(("app", *screen) for screen in SCREENS), *DIALOGS], ids="-".join)
def test_no_two_commands_of_a_screen_share_a_key(scopes: tuple[str, ...]) -> None:
    users: dict[str, set[str]] = {}
    for command in COMMANDS:
        if command.scope in scopes:
            for key in command.key_list:
                users.setdefault(key, set()).add(command.id)
    # Where an escalation is sorted, digits are suggestions; elsewhere places.
    taken = {key: ids for key, ids in users.items() if len(ids) > 1 and not (key in "123" and "triage" in scopes)}
    assert taken == {}


def test_every_command_has_its_action() -> None:
    from rhythm.screens.triage_panel import TriagePanel

    holders: dict[str, list[type]] = {"app": [RhythmApp], "yes_no": [], "triage": [TriagePanel]}
    holders["capture"] = holders["fields"] = [CaptureDialog, TriagePanel]
    for page in _pages():
        for scope in getattr(page, "SCOPES", ()):
            if scope not in ("capture", "triage", "fields"):
                holders.setdefault(scope, []).append(page)
    lacking = [
        (command.id, holder.__name__)
        for command in COMMANDS
        for holder in holders[command.scope]
        if not hasattr(RhythmApp if command.action.startswith("app.") else holder, _method(command))
        and not _is_finished_by_a_child(holder, command.scope)
    ]
    assert lacking == []


def _is_finished_by_a_child(holder: type, scope: str) -> bool:
    children: list[type] = holder.__subclasses__()
    return any(scope in getattr(child, "SCOPES", ()) for child in children)


def _method(command: UserCommand) -> str:
    return "action_" + command.action.removeprefix("app.").partition("(")[0]


# Help and palette


@pytest.mark.parametrize("place", [tab.id for tab in PLACES])
async def test_help_shows_exactly_the_commands_of_the_page(full: Full, place: str) -> None:
    app = RhythmApp(full.rhythm, place=place)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        page = in_front(app)
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        listed = [row.key for row in app.screen.query_one(RowList)._source.window(0, 500) if row.key]
        await pilot.press("escape")
        assert in_front(app) is page
        scopes = page.scopes_here()
    wanted = [*commands_of(scopes, {}), *commands_of(("app",), {})]
    assert listed == [f"key:{command.id}" for command in wanted]
    everywhere = {command.action for command in COMMANDS if command.scope in ("app", *scopes)}
    assert {command.action for command in wanted} == everywhere


async def test_no_name_of_a_key_is_cut_in_the_help(full: Full) -> None:
    app = RhythmApp(full.rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("f1")
        for command in commands_of(("walk.more",), {}):
            app.screen.query_one(RowList).highlight(f"key:{command.id}")
            await pilot.pause()
            assert " ".join(key_name(key) for key in command.key_list) in shown(app)


async def test_a_long_help_begins_with_its_first_line(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("question_mark")
        await settle(pilot)
        first = app.screen.query_one(RowList)._source.window(0, 1)[0].main
        assert first in shown(app)
        await pilot.press("down")
        await settle(pilot)
        assert first not in shown(app)


async def test_help_names_the_id_by_which_the_settings_give_a_command_another_key(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("question_mark")
        listing = app.screen.query_one(RowList)
        for command in ("capture.open", "app.settings"):
            listing.highlight(f"key:{command}")
            await pilot.pause()
            assert f"{NAMED}{command}" in shown(app)
        # What has no key is not without a way.
        assert "ctrl+p  Settings" in shown(app)


@pytest.mark.parametrize("place", [tab.id for tab in PLACES])
async def test_the_palette_lists_every_command_that_works_here(full: Full, place: str) -> None:
    app = RhythmApp(full.rhythm, place=place)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, PageScreen)
        works = {binding.binding.id for binding in page.active_bindings.values() if binding.enabled}
        titles = [str(hit.text) async for hit in CommandProvider(page).discover()]
        here = commands_of(("app", *page.scopes_here()), {})
    # Two ids of one action, such as capture.open and capture.anywhere, are listed once.
    actions = {command.action for command in COMMANDS if command.id in works}
    assert {command.title for command in here if command.action in actions} <= set(titles)
    assert [title for title, count in Counter(titles).items() if count > 1] == []


async def test_the_palette_runs_what_is_chosen(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        for typed, place in (("go to org", "org"), ("go to people", "people")):
            await pilot.press("ctrl+p")
            app.screen.query_one(Input).value = typed
            await app.workers.wait_for_complete()
            await settle(pilot)
            await pilot.press("enter")
            await pilot.pause()
            assert app.current_mode == place


async def test_the_palette_runs_the_commands_of_a_part_that_has_the_focus(full: Full) -> None:
    app = RhythmApp(full.rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, WeekScreen)
        assert app.screen.step == "triage"
        number = int(app.screen.highlighted.partition(":")[2])
        hits = {str(hit.text): hit async for hit in CommandProvider(app.screen).discover()}
        hits["None of your moments"].command()
        await pilot.pause()
    row = full.rhythm.tracker.escalation(number)
    assert row is not None
    assert row.moment is not None


# Undo


async def test_undo_and_redo_work_on_every_place(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "criteria")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for tab in PLACES:
            await pilot.press(tab.key, "u")
            assert rhythm.planner.topic(topic.id) is None, tab.id
            await pilot.press("U")
            assert rhythm.planner.topic(topic.id) is not None, tab.id


async def test_what_was_done_on_one_place_is_undone_on_another(rhythm: Rhythm, org: Org) -> None:
    late = rhythm.planner.add_promise(org.dana.id, "level table", due=rhythm.today() - dt.timedelta(days=3))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.query_one(RowList).highlight(f"promise:{late.id}")
        await pilot.press("space", "6", "u", "1")
        await pilot.pause()
        assert "level table" in shown(app)
    again = rhythm.planner.promise(late.id)
    assert again is not None
    assert again.state is PromiseState.OPEN


async def test_an_undo_that_is_refused_is_told_and_changes_nothing(full: Full, rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        note = rhythm.planner.add_note(full.org.dana.id, "Quince once")
        with rhythm._db.action("tidy up", undoable=False):
            rhythm._db.update("note", note.id, body="Quince twice")
        await pilot.press("u")
        assert "can't be undone" in toasts(app)
        assert "Quince" not in toasts(app)
        assert rhythm.planner.note(note.id) is not None


async def test_undo_with_nothing_to_undo_says_so(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("u")
        assert "there is nothing to undo" in shown(app)
        await pilot.press("U")
        assert "there is nothing to put back" in shown(app)
        await pilot.press("down")
        assert "nothing to" not in shown(app)
        assert not toasts(app)


async def test_a_message_does_not_follow_to_another_place(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        app.show_error(RhythmError("refused", "try it the other way"))
        await pilot.pause()
        assert toasts(app)
        await pilot.press("3")
        await pilot.pause()
        assert not toasts(app)


# Hiding


@pytest.mark.parametrize(("size", "stops"), [(NARROW, PAGES), (WIDE, STOPS)], ids=["narrow", "wide"])
async def test_hidden_no_name_and_no_note_stands_anywhere(
    full: Full, size: tuple[int, int], stops: tuple[Stop, ...]
) -> None:
    secrets = ["Quince"]
    for person in full.rhythm.people.others():
        secrets += person.name.split()
    app = RhythmApp(full.rhythm)
    told = []
    in_figures = []
    async with app.run_test(size=size) as pilot:
        await pilot.press("h")
        for stop in (stop for stop in stops if not stop.writes):
            await go(pilot, app, full, stop)
            picture = shown(app) + app.title + app.sub_title
            told += [(stop.name, secret) for secret in secrets if secret in picture]
            in_figures += [(stop.name, day) for day in re.findall(r"\d{4}-\d\d-\d\d", picture)]
    assert told == []
    # The same walk sees every page: a day is said in words everywhere.
    assert in_figures == []


async def test_hiding_takes_back_what_was_said_before(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "u")
        assert "Chris Moon" in shown(app)
        app.notify("Dana Okoye is here already", markup=False)
        await pilot.pause()
        await pilot.press("f8")
        await pilot.pause()
        for secret in ("Chris", "Moon", "Dana", "Okoye"):
            assert secret not in shown(app)
        await pilot.press("u")
        assert "Chris" not in shown(app)
        await pilot.press("h")
        assert "Dana Okoye" in shown(app)


async def test_the_palette_knows_nobody_by_name_while_hidden(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("ctrl+p")
        app.screen.query_one(Input).value = "dana"
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "Dana Okoye" in shown(app)
        await pilot.press("f8")
        assert not isinstance(app.screen, CommandPalette)
        hits = [str(hit.text) async for hit in CommandProvider(app.screen).search("dana")]
        assert [hit for hit in hits if "Dana" in hit] == []


async def test_what_is_searched_for_hides_too(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await type_line(pilot, "Dana")
        assert "Dana" in shown(app)
        await pilot.press("f8")
        await pilot.pause()
        assert "Dana" not in shown(app)


async def test_f7_goes_through_the_themes_and_says_which(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for theme, name in (("rhythm-light", "light"), ("rhythm-contrast", "high-contrast"), ("rhythm-dark", "dark")):
            await pilot.press("f7")
            await settle(pilot)
            assert app.theme == theme
            assert f"theme {name}" in shown(app)


@pytest.mark.parametrize(
    ("wanted", "theme"), [("dark", "rhythm-terminal"), ("light", "rhythm-terminal-light"), ("nord", "nord")]
)
async def test_in_sixteen_colours_those_of_the_terminal_are_used(
    rhythm: Rhythm, monkeypatch: pytest.MonkeyPatch, wanted: str, theme: str
) -> None:
    monkeypatch.delenv("COLORTERM")
    monkeypatch.setenv("TERM", "xterm")
    rhythm.settings = Settings()._replace(look=Settings().look._replace(theme=wanted))
    app = RhythmApp(rhythm)
    assert app.theme == f"{theme}"
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f7")
        assert app.theme in ("rhythm-terminal", "rhythm-terminal-light")


async def test_the_palette_finds_the_themes(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        hits = {str(hit.text): hit async for hit in CommandProvider(app.screen).search("theme")}
        assert {"Theme: high-contrast", "Theme: light", "Theme: terminal", "Theme: nord"} < set(hits)
        hits["Theme: high-contrast"].command()
        assert app.theme == "rhythm-contrast"


# Settings


async def test_the_keys_of_the_settings_hold(rhythm: Rhythm, org: Org) -> None:
    rhythm.settings = kept_keys(place__org="j", app__undo="z,ctrl+z")
    topic = rhythm.planner.add_topic(org.dana.id, "criteria")
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j")
        assert app.current_mode == "org"
        assert "z undo" in shown(app)
        await pilot.press("u")
        assert rhythm.planner.topic(topic.id) is not None
        await pilot.press("ctrl+z")
        assert rhythm.planner.topic(topic.id) is None
        await pilot.press("question_mark")
        rows = {row.key: row.mark for row in app.screen.query_one(RowList)._source.window(0, 500)}
        assert rows["key:app.undo"].rstrip() == f"z {key_name('ctrl+z')}"
        assert toasts(app) == ""


async def test_a_key_of_ones_own_for_help_stands_in_the_footer_and_works_in_a_dialog_too(full: Full) -> None:
    full.rhythm.settings = kept_keys(app__help="H")
    app = RhythmApp(full.rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert shown(app).rstrip().endswith("H help")
        await pilot.press("v", "H")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "An empty step says where" in shown(app)


async def test_a_question_mark_is_help_in_a_list_over_a_page_and_a_letter_in_a_field(full: Full) -> None:
    app = RhythmApp(full.rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("v", "question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape", "escape")
        await pilot.press("e", "question_mark")
        await pilot.pause()
        assert not isinstance(app.screen, HelpScreen)
        assert app.screen.query(CaptureInput).first().value == "?"


async def test_a_key_that_is_taken_keeps_its_meaning_and_is_told(rhythm: Rhythm, org: Org) -> None:
    rhythm.settings = kept_keys(app__undo="/", place__org="j", people__sing="x")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        said = toasts(app)
        assert "already means search.open" in said
        assert "unknown action 'people.sing'" in said
        assert "rhythm settings check" in said
        assert len(app._notifications) == 1
        await pilot.press("j", "u")
        assert app.current_mode == "org"
        assert not app.screen.is_modal
    assert len(rhythm.undoable()) == 6


async def test_an_unknown_theme_is_told(rhythm: Rhythm) -> None:
    rhythm.settings = Settings()._replace(look=Settings().look._replace(theme="nrod"))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "unknown theme 'nrod'" in toasts(app)


def test_only_keys_that_work_side_by_side_must_differ() -> None:
    themes = {"dark"}
    apart = kept_keys(room__tick="z", today__kept="z", conflict__drop="ctrl+n", people__note="ctrl+n")
    assert usable_names(apart, themes) == (dict(apart.keys), ())
    keys, problems = usable_names(kept_keys(app__undo="m"), themes)
    assert keys == {}
    assert [problem.key for problem in problems] == ["keys.app.undo"]
    swapped = kept_keys(app__undo="U", app__redo="u")
    assert usable_names(swapped, themes) == (dict(swapped.keys), ())
    # The key that one gives up falls back to its default, which another took.
    chain, problems = usable_names(kept_keys(app__undo="e", capture__open="h"), themes)
    assert chain == {}
    assert {problem.key for problem in problems} == {"keys.app.undo", "keys.capture.open"}


async def test_a_letter_behind_the_key_that_goes_to_the_notes_undoes_nothing(rhythm: Rhythm, org: Org) -> None:
    before = rhythm.undoable()
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(rhythm, org.dana))
        await pilot.pause()
        # In one breath, as a slow line delivers them.
        for key in "iumd":
            app.post_message(events.Key(key, key))
        await pilot.pause()
        assert isinstance(app.focused, DraftArea)
    assert rhythm.undoable() == before


# Other writers, the day, and stores that refuse


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """What the app asked to be called by itself, each by its name with the seconds between two calls."""
    asked: dict[str, float] = {}
    begin = RhythmApp.set_interval

    def set_interval(app: RhythmApp, seconds: float, do: Callable[[], object]) -> Timer:
        asked[do.__name__] = seconds
        return begin(app, seconds, do)

    monkeypatch.setattr(RhythmApp, "set_interval", set_interval)
    return asked


async def test_what_another_program_writes_is_seen_within_a_second(
    stored: Rhythm, clock: FixedClock, looks: dict[str, float]
) -> None:
    app = RhythmApp(stored, place="people")
    assert stored.path is not None
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        other = Rhythm(open_store(stored.path, clock, backups=stored.path.parent), clock, Settings())
        other.people.add("Noor Haddad")
        other.close()
        app._look_for_changes()
        await pilot.pause()
        assert "Noor Haddad" in shown(app)
    assert looks["_look_for_changes"] <= 1


async def test_a_new_day_is_seen(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "Fri 20 Nov" in shown(app)
        clock.forward(1)
        app._look_for_changes()
        await pilot.pause()
        assert "Sat 21 Nov" in shown(app)


async def test_a_locked_store_says_so_and_what_was_typed_stays(stored: Rhythm) -> None:
    assert stored.path is not None
    dana = stored.people.find("dana")
    app = RhythmApp(stored)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(stored, dana))
        await pilot.pause()
        other = sqlite3.connect(stored.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("i", "h", "i", "escape", "escape")
        await pilot.pause()
        assert "another program is writing" in toasts(app)
        assert "try again in a moment" in toasts(app)
        await pilot.press("e", "o", "n", "e", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, CaptureDialog)
        assert app.screen.query_one("#capture-line", Input).value == "one"
        assert stored.tracker.newest() == ()
        app.open_page(RoomScreen(stored, dana))
        await pilot.pause()
        assert app.screen.query_one(DraftArea).text == "hi"
        other.execute("ROLLBACK")
        other.close()
        app.pop_screen()
        await pilot.press("enter")
        await pilot.pause()
        assert [row.summary for row in stored.tracker.newest()] == ["one"]
    # In the file with the next draft, or at the end.
    stored.close()
    with closing(sqlite3.connect(stored.path)) as reader:
        assert reader.execute("SELECT body FROM draft WHERE key = ?", (f"room:{dana.id}",)).fetchall() == [("hi",)]


async def test_a_store_that_is_locked_for_reading_ends_nothing(stored: Rhythm) -> None:
    assert stored.path is not None
    app = RhythmApp(stored)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        other = sqlite3.connect(stored.path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await pilot.press("2")
        await pilot.pause()
        app._look_for_changes()
        assert "another program" in toasts(app)
        other.execute("ROLLBACK")
        other.close()
        await pilot.press("1", "2")
        await pilot.pause()
        assert "Ilya Brandt" in shown(app)


async def test_a_store_of_a_newer_rhythm_can_be_read_and_says_so(stored: Rhythm, clock: FixedClock) -> None:
    assert stored.path is not None
    stored._db.connection.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
        " SELECT migration_set, '9999_later', applied_at FROM _sqlite_migrations LIMIT 1"
    )
    rhythm = Rhythm(open_store(stored.path, clock, backups=stored.path.parent), clock, Settings())
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "a newer rhythm made it" in toasts(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("i", "h", "i", "escape", "escape", "enter")
        await pilot.pause()
        assert app.screen.query_one(DraftArea).text == "hi"
        await pilot.press("ctrl+s", "tab", "enter")
        await pilot.pause()
        said = str(app.screen.query_one("#echo", Static).content)
        assert "nothing was changed; update rhythm to write to it" in said
        await pilot.press("escape")
        assert app.screen.query_one(DraftArea).text == "hi"
    rhythm.close()
    assert meetings_of(stored.planner, stored.people.find("dana").id) == ()


async def test_a_place_chosen_in_the_palette_keeps_what_a_dialog_holds(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e", "v", "e", "n")
        await app.action_place("org")
        await pilot.pause()
        assert app.current_mode == "org"
    assert rhythm.draft("capture") == "ven"


# Leaving, and failing


async def test_q_leaves_the_app_and_a_walkthrough_only_itself(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for key, page in (("4", WeekScreen), ("5", QuarterScreen)):
            await pilot.press(key)
            assert isinstance(app.screen, page)
            await pilot.press("q")
            await pilot.pause()
            assert isinstance(app.screen, TodayScreen)
            assert app._exit is False
        await pilot.press("q")
        assert app._exit is True


class _Failing(TodayScreen):
    def action_add_people(self) -> None:
        secret = "Zwetschgenkuchen " + str(len(self.name or ""))
        raise RuntimeError(len(secret))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return True if action == "add_people" else super().check_action(action, parameters)


async def test_what_is_closed_once_too_often_leaves_the_page_standing(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("2")
        app.action_command_palette()
        await settle(pilot)
        searching = app.screen.run_worker(asyncio.Event().wait())
        await settle(pilot)
        closing = app.pop_screen()
        # At once: it would look for parts of the palette that are gone.
        assert searching.is_cancelled
        await closing
        for _ in range(2):
            await app.pop_screen()
        await settle(pilot)
        assert "Dana Okoye" in shown(app)


async def test_a_crash_prints_no_local_variables(rhythm: Rhythm, capsys: pytest.CaptureFixture[str]) -> None:
    app = RhythmApp(rhythm)
    with pytest.raises(RuntimeError):
        async with app.run_test(size=NARROW) as pilot:
            app.push_screen(_Failing(rhythm))
            await pilot.pause()
            await pilot.press("plus")
    text = capsys.readouterr().err
    assert "RuntimeError" in text
    assert "action_add_people" in text
    assert "locals" not in text
    assert "Zwetschgenkuchen 0" not in text


# Sizes and footer


async def test_every_page_stands_any_size_and_keeps_its_focus(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=WIDE) as pilot:
        for stop in PAGES:
            await go(pilot, app, full, stop)
            focused = app.focused
            for size in (NARROWEST, WIDE):
                await pilot.resize_terminal(*size)
                await settle(pilot)
                shown(app)
            assert app.focused is focused, stop.name


def state(app: RhythmApp) -> tuple[object, ...]:
    """Everything that a key can change."""
    done = [action.label for action in app.rhythm.undoable(100)]
    return app.screen_stack, app.focused, app.screen.classes, shown(app), done, app.clipboard, app.current_mode


def keys_in_footer(app: RhythmApp) -> list[str]:
    """The keys of the page that the footer shows and that are not greyed."""
    everywhere = {key for command in COMMANDS if command.scope == "app" for key in command.keys.split(",")}
    bar = app.screen.query_one(FootBar)
    off = {entry.key for entry in bar._entries if not entry.enabled}
    return [span.name for span in bar._spans if span.name not in off | everywhere]


async def test_every_key_in_the_footer_does_something_and_help_is_always_there(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    tried: set[tuple[str, str]] = set()
    idle, lacking = [], []
    async with app.run_test(size=NARROW) as pilot:
        for stop in PAGES:
            left = [""]
            while left:
                await go(pilot, app, full, stop)
                lacking += [] if shown(app).rstrip().endswith(("? help", "f1 help")) else [stop.name]
                page = type(app.screen).__name__
                left = [key for key in keys_in_footer(app) if (page, key) not in tried]
                for key in left[:1]:
                    tried.add((page, key))
                    in_front(app).say("")
                    before, actions = state(app), len(full.rhythm.undoable(10_000))
                    await pilot.press(key)
                    # A key may do what it does through the page below, and only that is undone which was done by now.
                    await settle(pilot)
                    idle += [] if state(app) != before else [(stop.name, key)]
                    while len(full.rhythm.undoable(10_000)) > actions:
                        full.rhythm.undo()
                    app.tell_store_changed()
    assert (idle, lacking) == ([], [])
    assert len(tried) > 40


async def test_keys_typed_behind_the_one_that_leaves_do_nothing(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.action_leave()
        # How far it has left by then, nobody knows; that nothing is done any more is what counts.
        for action in ("log", "good", "place('people')", "find"):
            assert not await app.run_action(action)


async def test_a_key_typed_before_a_page_stands_takes_nothing_down(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test() as pilot:
        await pilot.pause()
        page = TodayScreen(rhythm)
        page.say("")
        page.say("kept")
        assert not page.query(FootBar)
