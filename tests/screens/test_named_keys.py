"""What an empty page says of keys: the user's own, where the settings give a command another one."""

from __future__ import annotations

import inspect
import re

from textual.screen import Screen

from rhythm.app import RhythmApp
from rhythm.commands import COMMANDS
from rhythm.screens.named_keys import with_keys
from rhythm.screens.person import PersonScreen
from rhythm.screens.place import PLACES, PageScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.reference import reference
from tests.screens.touring import settle
from tests.screens.tracking import shown

FULL = (160, 50)
OWN = "f20"
A_SHIPPED_KEY = re.compile(
    r"(?<![\w'/:.-])(?:[b-z+!?]|ctrl\+[a-z]|f(?:[1-9]|1\d)|[\]\[]) (?:adds|then|and|puts|keeps|begins|writes|makes|"
    r"brings|opens|closes|logs|lists|shows|takes|goes|plans|reads|accepts|drops|to)\b|\b[Pp]ress [b-z]\b|\b[1-6] "
    r"(?:People|Org|Week|Conflicts|Quarter|Today)\b"
)
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


async def test_no_empty_page_names_a_key_that_the_user_has_changed(rhythm: Rhythm) -> None:
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


def _words(app: RhythmApp) -> str:
    """What the page says between its bars."""
    assert isinstance(app.screen, Screen)
    return "\n".join(shown(app).splitlines()[1:-2])


def _shipped_keys(app: RhythmApp, name: str) -> list[str]:
    return [f"{name}: {found}" for found in A_SHIPPED_KEY.findall(_words(app))]
