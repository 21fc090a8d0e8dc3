"""No words of the program name a key by itself: they name its command, and the key that holds stands there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import rhythm
from rhythm.commands import COMMANDS
from widgets.bars import key_name

ROOT = Path(rhythm.__file__).parents[1]
WHERE = ("rhythm/app.py", "rhythm/screens", "rhythm/service", "rhythm/actions", "rhythm/settings", "widgets")
FIXED = {"enter", "escape", "tab", "up", "down", "left", "right", "pageup", "pagedown"}
"""Keys that lists and fields need themselves."""
SHIPPED = {key for command in COMMANDS for key in command.key_list} - FIXED
_NAMES = {key_name(key) for key in SHIPPED}
_LETTERS = "".join(sorted(name for name in _NAMES if len(name) == 1 and name.isalpha()))
_SIGNS = "".join(sorted(name for name in _NAMES if len(name) == 1 and not name.isalnum()))
_MORE = "|".join(sorted((re.escape(name) for name in _NAMES if len(name) > 1), key=len, reverse=True))
_ALONE = r"(?<!\d )(?<![\w'’{}.:/@#+…\\-])"
NAMED = re.compile(
    # `ctrl+s`, `F2`, `space`.
    rf"{_ALONE}(?i:{_MORE})(?![\w-])"
    # A letter that is no word, before what it does; of `a` the words for that are few.
    rf"|{_ALONE}[{_LETTERS.replace('a', '')}](?= [a-z]|:)|{_ALONE}a (?:accepts|answers|makes|opens|shows|takes)\b"
    # A sign or digit before what it does; a sign that says how something stands is none.
    rf"|{_ALONE}[{re.escape(_SIGNS)}1-6](?= (?!is\b|has\b|marks\b|weeks\b|days\b|questions\b|meetings\b)[a-z]+s\b)"
    # The number of a place before its name.
    r"|(?<!\w)[1-6](?= (?:Today|People|Conflicts|Week|Quarter|Org)\b)"
    r"|\b[Pp]ress [^{ ](?!\w)"
)
NO_KEYS = (
    # What is typed into a field.
    *(
        "y or n",
        "n for no evidence",
        "f for first-line, m for mixed, o for manager",
        "f first-line, m mixed, o manager",
    ),
    "write a key like e, f2 or ctrl+s",
    "names of keys are written small: enter, f2, pageup",
    "take a function key, or one with ctrl, such as f10",
    # A mark in a note.
    "~ keeps a record private",
)


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text of a module that may be shown, by line; what an f-string puts in stands there as `…`."""
    # A line that is nothing but a text is a docstring.
    own = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            own |= {id(part) for part in node.values}
            parts = (part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own:
            yield node.lineno, node.value


def keys_named(text: str) -> list[str]:
    """The keys that a text of more than one word names, each with what follows."""
    for words in NO_KEYS:
        text = text.replace(words, "")
    return [text[found.start() : found.start() + 30] for found in NAMED.finditer(text)] if " " in text else []


def pairs_of_keys(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Keys that stand before what they do, as a line of keys has them, by line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            match node.elts:
                case [ast.Constant(value=str(key)), ast.expr()] if key in SHIPPED | _NAMES:
                    yield node.lineno, key


def keys_before_rows(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Letters that stand before a row and are a key, by line; an `x` is a tick."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Row"), args=[_, _, ast.Constant(value=str(mark)), *_]):
                if mark.isalpha() and mark != "x" and mark in _NAMES:
                    yield node.lineno, mark


def modules() -> list[Path]:
    """What has words to show."""
    found = [ROOT / where for where in WHERE]
    return sorted(path for one in found for path in ([one] if one.suffix else one.rglob("*.py")))


@cache
def parsed(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_words_name_a_key_that_the_user_may_have_changed() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {named}"
        for path in modules()
        for line, text in texts(parsed(path))
        for named in keys_named(text)
    ]
    assert not wrong, "name the command, as {app.undo}, and have it go through `keyed`:\n" + "\n".join(wrong)


def test_no_words_of_the_shipped_lists_do() -> None:
    wrong = [
        f"{path.name}:{line}: {named}"
        for path in (ROOT / "config").glob("*.yaml")
        # What a comment says is for whoever has the file open; lists of words are no text.
        if path.name not in {"settings.yaml", "matching.yaml"}
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if not text.lstrip().startswith("#")
        for named in keys_named(text)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_line_of_keys_and_no_row_does_either() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {key}"
        for path in (ROOT / "rhythm/screens").rglob("*.py")
        for line, key in (*pairs_of_keys(parsed(path)), *keys_before_rows(parsed(path)))
    ]
    assert not wrong, "\n".join(wrong)


def test_every_command_that_words_name_is_there() -> None:
    known = {command.id for command in COMMANDS}
    scopes = {command.id.partition(".")[0] for command in COMMANDS}
    named = {
        (path.relative_to(ROOT), name)
        for path in modules()
        for _, text in texts(parsed(path))
        for name in re.findall(r"\{([a-z0-9_]+(?:\.[a-z0-9_]+)+)\}", text)
        if name.partition(".")[0] in scopes
    }
    assert len(named) > len(WHERE)
    assert {one for one in named if one[1] not in known} == set()


@pytest.mark.parametrize(
    "text",
    [
        *("dropped; u brings it back", "; ctrl+s closes the week", "Press Escape, then F5.", "press x to take it back"),
        *("names are hidden; h shows them", "+ writes a line", "b board", "4 Week", "6 Org", "space: told"),
        *("Space takes it over.", "f write  x expect  v levels", "a answers the questions", "4 shows the week"),
        *("Which moment? a b o t 0", "~ minutes", "? lists them", "y yes, n no"),
    ],
)
def test_a_key_is_found_in_words(text: str) -> None:
    assert keys_named(text)


@pytest.mark.parametrize(
    "text",
    [
        *("{app.undo} brings it back", "Enter opens a row, Escape goes back", "in 2 weeks", "a series of weeks"),
        *(
            "it is 3 d late",
            "! marks a bet",
            "I promise, by fri",
            "ctrl+q leaves from anywhere",
            "1 tell to 7 delegate",
        ),
    ],
)
def test_other_words_name_none(text: str) -> None:
    assert not keys_named(text)
