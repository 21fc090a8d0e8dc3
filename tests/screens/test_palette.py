"""The palette finds everything by the words that people type, and the settings can be read in the app."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.command import Hit
from textual.content import Content
from textual.widgets import Input

from rhythm.app import RhythmApp
from rhythm.command_words import WORDS
from rhythm.commands import COMMANDS, commands_of, meet
from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.escalations import Moment
from rhythm.keymap import problems_of, usable_names
from rhythm.screens import palette
from rhythm.screens.dialogs.pick import pick
from rhythm.screens.dialogs.triage import open_triage
from rhythm.screens.palette import CommandProvider
from rhythm.screens.palette_fit import LOOSE, fit
from rhythm.screens.place import PageScreen
from rhythm.screens.settings import BACKUP, THEME, SettingsScreen
from rhythm.screens.team_page import TeamPageScreen
from rhythm.screens.veil import Veil
from rhythm.service import Rhythm
from rhythm.service.backups import Backups
from rhythm.settings import Settings
from rhythm.settings.loader import load_with_sources
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock, Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, shown, twice
from widgets.row_list import RowList

ASKED = {
    "theme": "app.theme",
    "dark": "app.theme",
    "light": "app.theme",
    "contrast": "app.theme",
    "settings": "app.settings",
    "preferences": "app.settings",
    "keys": "app.settings",
    "backup": "app.backup",
    "export": "app.export",
    "csv": "app.export",
    "undo": "app.undo",
    "help": "app.help",
    "import": "people.import",
    "calendar": "people.calendar",
    "note": "people.note",
    "redo": "app.redo",
    "quit": "app.leave",
    "exit": "app.leave",
    "search": "search.open",
    "lock": "app.lock",
    "privacy": "app.hide",
    "shortcuts": "app.help",
    "home": "place.today",
    "agenda": "place.people",
    "1:1": "place.people",
    "verdict": "place.conflicts",
    "friday": "place.week",
    "review": "place.week",
    "rituals": "place.org",
    "delegation": "org.board",
    "praise": "good.log",
    "coverage": "people.coverage",
    "bring back": "people.edit",
}


async def hits(page: PageScreen, query: str) -> list[str]:
    """What the palette finds, best first."""
    found = [(hit.score, str(hit.text)) async for hit in CommandProvider(page).search(query)]
    return [text for _, text in sorted(found, reverse=True)]


async def test_the_palette_says_what_can_be_typed(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert "A command, a person, a team or a conflict" in shown(app)


async def test_the_palette_shows_the_keys_of_a_command_bold_and_its_title_plain(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW):
        hits = {hit.text: hit async for hit in CommandProvider(app.screen).discover()}
        said = hits["Find anything that was typed"].prompt
        assert isinstance(said, Content)
        assert str(said) == "Find anything that was typed  /"
        assert [(str(said)[span.start : span.end], str(span.style)) for span in said.spans] == [("/", "bold")]


async def test_the_palette_finds_by_the_word_that_one_types(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    titles = {command.id: command.title for command in COMMANDS}
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        missed = [query for query, wanted in ASKED.items() if titles[wanted] not in (await hits(app.screen, query))[:5]]
        (first, *_) = await hits(app.screen, "theme")
    assert missed == []
    assert first == titles["app.theme"], "what is called so stands before what is found by another word"


async def test_a_theme_that_fits_hides_nothing_that_fits_loosely(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        found, of_dark = await hits(app.screen, "nor"), await hits(app.screen, "theme: d")
    assert "Theme: nord" in found
    assert "Noor Haddad  open the meeting" in found
    assert of_dark.index("Theme: dark") < of_dark.index("Theme: nord"), "the one that fits better"


async def test_what_fits_loosely_is_found_only_where_nothing_fits_better(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        verdicts, nobody = await hits(app.screen, "verd"), await hits(app.screen, "dnko")
    (conflicts,) = (command.title for command in COMMANDS if command.id == "place.conflicts")
    assert verdicts
    assert all("verd" in text.casefold() or text == conflicts for text in verdicts), "by another word for it"
    assert "Dana Okoye  open the meeting" in nobody


async def test_who_is_called_so_stands_before_what_only_holds_it(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.add("Ésra Log")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        (first, *_) = await hits(app.screen, "esr")
    assert first == "Ésra Log  open the meeting"


@pytest.mark.parametrize(
    "ordered",
    [
        ("log", ("Log", "Log a call", "Logged by hand at the end", "Call and log it", "The catalogue", "lost ring")),
        ("go con", ("Go con", "Go conflicts", "Let go con", "Conflicts go on", "ergo contrast", "egos and icons")),
        ("1:1", ("1:1", "1:1 Dana", "The 1:1", "a11:1")),
    ],
)
def test_the_beginning_comes_before_a_word_and_a_word_before_what_lies_within(
    ordered: tuple[str, tuple[str, ...]],
) -> None:
    typed, names = ordered
    scores = [fit(typed, name) for name in names]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(names)
    assert scores[-1] > 0
    assert fit(typed, "quite another") == 0
    assert fit("  ", names[0]) == 0


def test_a_long_name_of_one_letter_is_compared_at_once() -> None:
    """All ways to find the letters in it are more than there is time for."""
    assert 0 < fit("eeeeeeeef", "en x" * 100 + "f") < LOOSE


def test_other_words_are_for_commands_that_there_are() -> None:
    assert WORDS.keys() <= {command.id for command in COMMANDS}


async def test_every_command_of_a_place_is_found_from_another(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    places = ("app", "today", "people", "conflicts", "quarter", "org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, PageScreen)
        lost = [one.id for one in commands_of(places, {}) if one.title not in await hits(page, one.title)]
    assert lost == []


async def test_over_a_dialog_the_palette_has_the_commands_of_the_dialog(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("the vendor", conflict=twice(org))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        open_triage(app, row)
        await settle(pilot)
        dialog = app.screen
        found = {hit.text: hit async for hit in CommandProvider(dialog).discover()}
        assert {"Say why it reached you", "Choose among all conflicts"} <= found.keys()
        await called(app, found["None of your moments"].command)
        await settle(pilot)
    stored = rhythm.tracker.escalation(row.id)
    assert stored is not None
    assert stored.moment is Moment.NONE


async def test_what_is_chosen_from_elsewhere_goes_there_and_does_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        found = {str(hit.text): hit async for hit in CommandProvider(app.screen).search("import people")}
        await called(app, found["Import people from a file"].command)
        await settle(pilot)
        assert app.current_mode == "people"
        assert app.screen.is_modal
        await pilot.press("escape")
        await pilot.pause()
        teams = [hit async for hit in CommandProvider(app.screen).search("platform")]
        await called(app, next(hit for hit in teams if str(hit.text).startswith("Platform")).command)
        await settle(pilot)
        assert isinstance(app.screen, TeamPageScreen)


async def test_over_a_dialog_the_app_offers_only_what_has_a_key_there(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("the vendor", conflict=twice(org))
    of_app = {command.title: command for command in COMMANDS if command.scope == "app"}
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        open_triage(app, row)
        await settle(pilot)
        offered = {str(hit.text) async for hit in CommandProvider(app.screen).discover()} & of_app.keys()
        await pilot.press("f1")
        await settle(pilot)
        helped = {line.main for line in app.screen.query_one(RowList)._source.window(0, 200)} & of_app.keys()
    assert {"Theme: dark, light or high contrast", "Hide or show, also from inside a text"} <= offered
    assert all(of_app[title].everywhere for title in offered | helped)
    assert not {title for title in offered if of_app[title].id in ("app.tour", "app.export", "place.today")}


async def test_over_a_dialog_the_palette_says_which_commands_of_the_app_wait_for_it(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("the vendor", conflict=twice(org))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        open_triage(app, row)
        await settle(pilot)
        dialog = app.screen
        found = {str(hit.text): hit async for hit in CommandProvider(dialog).search("export")}
        hit = found["Export everything: notes, tables or all records"]
        assert isinstance(hit, Hit)
        assert str(hit.match_display).endswith(palette._WAITS)
        await called(app, hit.command)
        await settle(pilot)
        assert app.screen is dialog
        assert any("This window waits for an answer" in str(said.message) for said in app._notifications)
        found = {str(hit.text): hit async for hit in CommandProvider(dialog).search("theme")}
        hit = found["Theme: dark, light or high contrast"]
        assert isinstance(hit, Hit)
        assert not str(hit.match_display).endswith(palette._WAITS), "what works there waits for nothing"


async def test_over_a_dialog_the_palette_finds_who_and_what_is_elsewhere_and_keeps_what_was_typed(
    rhythm: Rhythm, org: Org
) -> None:
    org.escalate("vendor contract", 1, conflict="new")
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("e", *"half a line")
        dialog = app.screen
        for query, said in (
            ("dana", "Dana Okoye  open the meeting, after this window is closed"),
            ("platform", "Platform  open the team, after this window is closed"),
            ("vendor", "vendor contract  open the conflict, after this window is closed"),
            ("import people", "Import people from a file  after this window is closed"),
            ("skip this item", "in Week, after this window is closed"),
        ):
            hits = [hit async for hit in CommandProvider(dialog).search(query)]
            assert any(str(hit.match_display).endswith(said) for hit in hits if isinstance(hit, Hit)), query
        await pilot.press("ctrl+p", *"dana")
        await settle(pilot)
        assert "open the meeting, after this window is closed" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is dialog
        assert app.screen.query_one(Input).value == "half a line"
        assert any("This window waits for an answer" in str(said.message) for said in app._notifications)


async def test_over_a_window_without_a_draft_nothing_is_said_to_be_kept(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        windows: list[tuple[Callable[[], object], str]] = [
            (lambda: pick(app, "Who?", lambda: [], str), "Escape leaves it."),
            (app.action_log, "Escape leaves it; what you typed is kept."),
            (app.action_good, "Escape leaves it; what you typed is kept."),
        ]
        for opened, said in windows:
            opened()
            await settle(pilot)
            await pilot.press(*"half")
            hits = [hit async for hit in CommandProvider(app.screen).search("export everything")]
            assert isinstance(hits[0], Hit)
            await called(app, hits[0].command)
            await settle(pilot)
            assert str(list(app._notifications)[-1].message) == f"This window waits for an answer. {said}"
            await pilot.press("escape")
            await settle(pilot)
            opened()
            await settle(pilot)
            assert (app.screen.query(Input).first().value == "half") is ("kept" in said)
            await pilot.press("escape")
            await settle(pilot)


async def test_the_settings_show_the_key_of_the_theme_as_it_is(rhythm: Rhythm) -> None:
    rhythm.settings = Settings()._replace(keys={"app.theme": "f10"})
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        app.action_settings()
        await settle(pilot)
        (row,) = (row for row in app.screen.query_one(RowList)._source.window(0, 100) if row.key == THEME)
    assert row.mark == "f10"


async def test_the_settings_say_how_the_theme_that_is_shown_is_kept(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        app.action_use_theme("rhythm-contrast")
        app.action_settings()
        await settle(pilot)
        assert "look: {theme: high-contrast}" in shown(app)


async def called(app: App[None], command: object) -> None:
    """As the palette does it."""
    app.call_later(command)  # type: ignore[arg-type]


async def test_the_settings_say_what_is_set_and_what_is_wrong(rhythm: Rhythm, tmp_path: Path) -> None:
    rhythm.settings = Settings()._replace(keys={"app.undo": "z", "capture.anywhere": "j", "place.org": "slash"})
    app = RhythmApp(rhythm, settings_file=tmp_path / "settings.yaml")
    async with app.run_test(size=(120, 40)) as pilot:
        app.action_settings()
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)
        picture = shown(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, SettingsScreen)
    assert "2 things can't be used" in picture
    for said in ("it works inside a text too", "keys.place.org", "the key 'slash' already means search.open"):
        assert said in picture
    assert "Undo the last action" in picture
    assert "not there yet" in picture


async def test_a_command_without_a_key_takes_one_from_the_settings(rhythm: Rhythm) -> None:
    rhythm.settings = Settings()._replace(keys={"app.settings": "f10"})
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f10")
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)


@pytest.mark.parametrize(
    ("action", "key", "said"),
    [
        ("capture.anywhere", "e", "needed to type"),
        ("capture.anywhere", "ctrl+k", "needed to type"),
        ("app.help_anywhere", "?", "needed to type"),
        ("dialog.store", "space", "needed to type"),
        ("app.undo", "enter", "lists and fields need it"),
        ("people.note", "down", "lists and fields need it"),
    ],
)
def test_a_key_that_a_field_or_a_list_needs_is_refused_in_words(action: str, key: str, said: str) -> None:
    keys, problems = usable_names(Settings()._replace(keys={action: key}), {"dark"})
    assert keys == {}
    assert any(said in problem.message for problem in problems) or "already means" in problems[0].message


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("today.kept", "today.move", True),
        ("app.undo", "room.tick", True),
        ("app.undo", "dialog.back", True),
        ("triage.pick", "capture.take_1", True),
        ("closing.store", "dialog.back", True),
        ("closing.store", "later.store", False),
        ("person.plan", "room.tick", True),
        ("person.plan", "today.kept", False),
        ("today.kept", "room.tick", False),
    ],
)
def test_keys_must_differ_on_one_page_in_one_dialog_and_beside_those_of_everywhere(
    one: str, other: str, *, together: bool
) -> None:
    assert (meet(one, other), meet(other, one)) == (together, together)


def test_the_shell_finds_the_same_clashes_with_their_lines(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text("keys:\n  app.undo: /\n  capture.anywhere: x\n")
    problems = problems_of(load_with_sources(own, None), {"dark"})
    assert [problem.line for problem in problems] == [2, 3]


async def test_a_copy_that_is_dated_ahead_is_not_told_as_the_newest(tmp_path: Path, clock: FixedClock) -> None:
    for day in ("20261119", "20990101"):
        (tmp_path / f"daily-{day}T090000-00000000.db").touch()
    create_store(tmp_path / "rhythm.db", clock)
    db = open_store(tmp_path / "rhythm.db", clock, backups=tmp_path)
    app = RhythmApp(Rhythm(db, clock, Settings(), backups=Backups(db, tmp_path, clock, daily=False)))
    async with app.run_test(size=NARROW) as pilot:
        app.action_settings()
        await settle(pilot)
        (row,) = [row for row in app.screen.query_one(RowList)._source.window(0, 500) if row.key == BACKUP]
        assert row.right == "2 copies, newest Thu 19 Nov"
    db.close()


async def test_a_backup_and_an_export_are_made_from_the_settings(tmp_path: Path, clock: FixedClock) -> None:
    create_store(tmp_path / "rhythm.db", clock)
    db = open_store(tmp_path / "rhythm.db", clock, backups=tmp_path / "shelf")
    rhythm = Rhythm(db, clock, Settings(), backups=Backups(db, tmp_path / "shelf", clock, daily=False))
    rhythm.people.add("Dana Okoye")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        app.action_settings()
        await settle(pilot)
        app.screen.query_one(RowList).highlight(BACKUP)
        await pilot.press("enter")
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert [copy.kind for copy in rhythm.backups.all()] == ["by-hand"]
        await pilot.press("down", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        field = app.screen.focused
        field.value = str(tmp_path / "out")  # type: ignore[union-attr]
        await pilot.press("enter")
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
    assert any("Dana Okoye" in path.name for path in (tmp_path / "out").rglob("*.md"))
    rhythm.close()


async def test_conflicts_are_found_by_their_name_those_of_years_ago_by_whole_words_alone(
    rhythm: Rhythm, org: Org
) -> None:
    org.escalate("vendor contract", 1, conflict="new")
    old = org.escalate("pricing page", 900, conflict="new").conflict_id
    assert old is not None
    rhythm.tracker.answer(old, VerdictKind.CLOSED)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, PageScreen)

        async def conflicts(query: str) -> list[str]:
            return [text for text in await hits(page, query) if text.endswith("open the conflict")]

        assert await conflicts("vndr") == ["vendor contract  open the conflict"]
        assert await conflicts("pricing pa") == ["pricing page  open the conflict"]
        assert await conflicts("prcng") == []
        app.veil = Veil(hidden=True)
        assert await conflicts("pricing pa") == []
