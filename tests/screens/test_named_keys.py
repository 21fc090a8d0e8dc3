"""What pages, windows and messages say of keys: the user's own, where the settings give a command another one."""

from __future__ import annotations

import inspect
import re

from textual.screen import Screen

from rhythm.app import RhythmApp
from rhythm.commands import COMMANDS
from rhythm.screens.dialogs.triage import open_triage
from rhythm.screens.dialogs.yes_no import YesNo
from rhythm.screens.named_keys import with_keys
from rhythm.screens.person import PersonScreen
from rhythm.screens.place import PLACES, PageScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.reference import reference
from tests.screens.meeting_room import open_room
from tests.screens.mousing import clicked
from tests.screens.touring import settle
from tests.screens.tracking import shown
from widgets.key_line import KeyLine

FULL = (160, 50)
OWN = "f20"
A_SHIPPED_KEY = re.compile(
    r"(?<![\w'/:.-])(?:[b-z+!?]|ctrl\+[a-z]|f(?:[1-9]|1\d)|[\]\[]) (?:adds|then|and|puts|keeps|begins|writes|makes|"
    r"brings|opens|closes|logs|lists|shows|takes|goes|plans|reads|accepts|drops|to)\b|\b[Pp]ress [b-z]\b|\b[1-6] "
    r"(?:People|Org|Week|Conflicts|Quarter|Today)\b"
)
A_COMMAND = re.compile(r"\{[a-z_.]*\}")
"""What stands in words in the place of a key until it goes through `keyed`."""
_LEAST = 14


def pages_for_all() -> list[type[PageScreen]]:
    """The pages that need nothing to be opened but the service."""
    reference().bindings_of_classes()  # Every module is loaded then.
    found: list[type[PageScreen]] = []
    waiting = [PageScreen]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            needed = [
                one for one in inspect.signature(kind).parameters.values() if one.default is inspect.Parameter.empty
            ]
            if kind.__module__.startswith("rhythm.") and len(needed) == 1 and not kind.__subclasses__():
                found.append(kind)
    return found


def own_keys() -> dict[str, str]:
    return {command.id: OWN for command in COMMANDS}


async def test_no_empty_page_names_a_key_that_the_user_has_changed_or_a_command_instead_of_its_key(
    rhythm: Rhythm,
) -> None:
    app = RhythmApp(rhythm)
    app.own_keys = own_keys()
    wrong: list[str] = []
    named = 0
    async with app.run_test(size=FULL) as pilot:
        for place in PLACES:
            await app.action_place(place.id)
            await settle(pilot)
            wrong += _shipped_keys(app, place.id)
            named += OWN in _words(app)
        for kind in pages_for_all():
            if kind.PLACE and kind.__name__.removesuffix("Screen").casefold() in {place.id for place in PLACES}:
                continue
            await app.action_place("today")
            app.open_page(kind(rhythm))
            await settle(pilot)
            wrong += _shipped_keys(app, kind.__name__)
            named += OWN in _words(app)
    assert not wrong, "\n".join(wrong)
    assert named >= _LEAST


async def test_neither_does_the_page_or_the_room_of_somebody_new(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    app.own_keys = own_keys()
    async with app.run_test(size=FULL) as pilot:
        for kind in (PersonScreen, RoomScreen):
            await app.action_place("today")
            app.open_page(kind(rhythm, org.chris_m))
            await settle(pilot)
            assert _shipped_keys(app, kind.__name__) == []
            assert OWN in _words(app)


def test_words_of_the_user_that_look_like_a_command_stay_as_they_are() -> None:
    assert with_keys("what of {no.such} and {people.note}?", {"people.note": "f9"}) == "what of {no.such} and f9?"


async def test_what_was_done_and_the_places_name_the_users_own_keys(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_topic(org.dana.id, "who signs")
    app = RhythmApp(rhythm)
    app.own_keys = {"app.undo": "f12", "room.drop": "f11", "place.people": "f10"}
    async with app.run_test(size=FULL) as pilot:
        assert " f10 People " in shown(app)
        await open_room(pilot, app, org)
        await pilot.press("f11")
        await pilot.pause()
        assert "dropped; f12 brings it back" in shown(app)


async def test_a_line_of_keys_has_them_and_a_click_presses_what_it_names(rhythm: Rhythm) -> None:
    answers: list[object] = []
    app = RhythmApp(rhythm)
    app.own_keys = {"ask.no": "question_mark"}
    async with app.run_test(size=FULL) as pilot:
        await pilot.pause()
        app.push_screen(YesNo(rhythm, "Leave it?"), answers.append)
        await pilot.pause()
        line = app.screen.query_one(KeyLine)
        said = line.render_line(0).text
        assert said.startswith("y yes  ? no  esc back")
        x, y, *_ = line.content_region
        await clicked(pilot, x + said.index("?"), y)
    assert answers == [False]


async def test_a_click_on_keys_that_are_several_presses_none(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=FULL) as pilot:
        await pilot.pause()
        app.push_screen(YesNo(rhythm, "Leave it?"))
        await pilot.pause()
        line = app.screen.query_one(KeyLine)
        line.set_pairs([("ctrl+a b o", "which"), ("ctrl+1-ctrl+3", "one of these"), ("ctrl+minus", "less")])
        line.render_line(0)
        assert [span.name for span in line._spans] == ["ctrl+minus"]


async def test_sorting_a_row_and_logging_one_name_them_too(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("who sets the date")
    app = RhythmApp(rhythm)
    app.own_keys = {"triage.cause": "f11", "triage.pick": "f12", "triage.executive": "z", "capture.new": "f10"}
    async with app.run_test(size=FULL) as pilot:
        await pilot.pause()
        open_triage(app, row)
        await pilot.pause()
        for words in ("f11 to say why", "f12 any conflict", "z executive  0 none", "a new conflict"):
            assert words in shown(app)
        await pilot.press("escape", "e", *"Platform asks", "enter")
        await pilot.pause()
        for words in ("f11 cause", "z executive  0 none", "f10 new"):
            assert words in shown(app)


def _words(app: RhythmApp) -> str:
    """What the page says between its bars."""
    assert isinstance(app.screen, Screen)
    return "\n".join(shown(app).splitlines()[1:-2])


def _shipped_keys(app: RhythmApp, name: str) -> list[str]:
    words = _words(app)
    return [f"{name}: {found}" for found in (*A_SHIPPED_KEY.findall(words), *A_COMMAND.findall(words))]
