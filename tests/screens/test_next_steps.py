"""Whoever is refused in the app is told a key or a place of the app, and no command of the shell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.app import RhythmApp
from rhythm.cli.registry import ENTRIES
from rhythm.commands import COMMANDS
from rhythm.domain.names import quoted
from rhythm.screens.dialogs.form import Field, ask_fields
from rhythm.screens.next_steps import PLACES, in_app
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.tracking import NARROW, fill, in_box, shown, type_line

ROOT = Path(__file__).parents[2] / "rhythm"
LAYERS = ("domain", "actions", "queries", "interop", "service")
_NAMES_COMMAND = re.compile(rf"\brhythm ({'|'.join(sorted((one.name for one in ENTRIES), key=len, reverse=True))})\b")
_NO_PLACE = {"unlocking.py": "restore", "vault.py": "export", "markdown.py": "doctor"}
"""What these say stands in a file, or is for a store that can't be opened."""


def _texts() -> Iterator[tuple[str, str]]:
    """Every text of the layers below the screens that names a command, with a number or name where one is put in."""
    for path in sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if id(node) in said | parts:
                continue
            if isinstance(node, ast.JoinedStr):
                text = "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
            else:
                continue
            if _NAMES_COMMAND.search(text):
                yield path.name, text


TEXTS = tuple(_texts())


def test_many_refusals_name_a_command_and_every_place_is_one_of_them() -> None:
    assert len(TEXTS) > 60
    for command in PLACES:
        assert any(f"rhythm {command}" in text for _, text in TEXTS), command


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_no_next_step_is_a_command_of_the_shell_in_the_app(name: str, text: str) -> None:
    said = in_app(text, {})
    left = _NAMES_COMMAND.search(said.replace("in the shell", ""))
    in_shell = re.search(r"rhythm [a-z7' -]+ in the shell", said)
    assert left is None or in_shell is not None or left[1] == _NO_PLACE.get(name), said
    assert not re.search(r"\b(NAME|DAY|ID|BET|QUARTER|KIND|MANAGER)\b|--|[{}]", said) or left is not None, said


def test_every_key_in_a_place_is_that_of_a_command_and_the_users_own_if_it_is_another() -> None:
    known = {command.id for command in COMMANDS}
    named = [key for place in PLACES.values() for key in re.findall(r"\{([a-z_.]+)\}", place)]
    assert len(named) > len(PLACES) / 2
    assert set(named) <= known
    assert in_app("rhythm people add NAME adds one", {}) == "+ in People adds one"
    assert in_app("rhythm people add NAME adds one", {"people.add": "f6"}) == "f6 in People adds one"


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        (
            "plan from today on, or record it with: rhythm held NAME --on DAY",
            "plan from today on, or record it with: ctrl+s in the meeting room",
        ),
        ("rhythm people list and rhythm team list show them", "People (2) and Org (6) show them"),
        ("rhythm fix effect 7 --on DAY comes first", "ctrl+f on the page of the conflict comes first"),
        ("rhythm conflict split ID --rows E1 --rows E2", "s on the page of the conflict"),
        (
            "choose another, or first: rhythm team edit 'Lee'\"'\"'s {place.org}' --drop-alias 'x y'",
            "choose another, or first: ctrl+e on the page of the team",
        ),
        (
            "rhythm people leave 'Niamh O'\"'\"'Brien' --not brings them back into the lists",
            "ctrl+t in the fields of the person, whom / finds, brings them back into the lists",
        ),
        ("or see: rhythm away", "or see: rhythm away in the shell"),
        ("type rhythmical plans", "type rhythmical plans"),
        ("try today, fri or next thu", "try today, fri or next thu"),
        ("rhythm doctor says more", "rhythm doctor says more"),
    ],
)
def test_a_command_and_what_it_is_given_make_way_for_the_place(hint: str, said: str) -> None:
    assert in_app(hint, {}) == said


@given(st.text(), st.text())
def test_what_is_quoted_goes_with_its_command_and_what_stands_behind_stays(name: str, alias: str) -> None:
    hint = f"or first: rhythm team edit {quoted(name)} --drop-alias {quoted(alias)}; it's 'x' or {quoted('y')}"
    assert in_app(hint, {}) == "or first: ctrl+e on the page of the team; it's 'x' or 'y'"
    assert in_app(f'rhythm team edit "{name.replace(chr(34), "")}" says', {}) == "ctrl+e on the page of the team says"


def test_no_name_stands_in_a_command_in_quotes_that_it_could_end() -> None:
    unsafe = re.compile(r"\brhythm [a-z][^\"\n]*(?:'\{|\{[^}\n]*!r\})")
    for path in sorted(ROOT.rglob("*.py")):
        assert not unsafe.search(path.read_text("utf-8")), path


async def test_where_no_team_is_yet_the_key_that_is_named_opens_the_first_one(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        asked = Field("team", "team", understood=lambda text: rhythm.people.find_team(text).name)
        ask_fields(app, "some", "Some team", [asked], lambda _: True)
        await pilot.pause()
        await fill(pilot, team="Platform")
        await pilot.pause()
        assert "there is no team yet: t in Org (6) adds one" in in_box(app)
        await pilot.press("escape", "6", "t")
        await pilot.pause()
        assert "A new team" in shown(app)


async def test_a_name_that_nobody_has_is_answered_with_a_place_in_a_dialog(rhythm: Rhythm, org: Org) -> None:
    assert org.rhythm is rhythm
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("g")
        await pilot.pause()
        await type_line(pilot, "they moved it @zzzz")
        await pilot.press("enter")
        await pilot.pause()
        assert "People (2) shows everybody" in shown(app)
        assert "rhythm people" not in shown(app)
