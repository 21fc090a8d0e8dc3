"""The user's own keys: those that can be used, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from rhythm.commands import COMMANDS, meet

if TYPE_CHECKING:
    from textual.binding import BindingType

    from rhythm.settings import Settings
    from rhythm.settings.loader import Loaded
    from rhythm.settings.problems import Problem

_MOVING = (
    *("enter", "tab", "shift+tab", "escape", "up", "down", "left", "right"),
    *("home", "end", "pageup", "pagedown", "backspace", "delete"),
)
_SIGNS = ("slash", "backslash", "minus", "full_stop", "comma", "space")
"""Signs whose names the terminal library does not turn back into what they type."""
_OVER_FIELDS = ("dialog", "storing", "form", "pick", "closing", "later", "add_people", "edit_person")
"""Scopes of dialogs in which a field has the keys."""


def usable_names(settings: Settings, themes: Collection[str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The keys by action that hold beside the defaults, and all names in the settings that can't be used.

    An action whose key is wrong keeps its default. `themes` are all names of themes that may be set.
    """
    # Deferred: most people set neither keys nor a theme of their own.
    from rhythm.settings.loader import Loaded

    keys = _all_named(settings.keys)
    found: list[Problem] = []
    # Giving up one key may bring back a default that another one took.
    while problems := problems_of(Loaded(settings._replace(keys=keys), {}), themes):
        found += (problem for problem in problems if problem not in found)
        wrong = {problem.key.removeprefix("keys.") for problem in problems}
        if not wrong & keys.keys():
            break
        keys = {action: wanted for action, wanted in keys.items() if action not in wrong}
    return keys, tuple(found)


def problems_of(loaded: Loaded, themes: Collection[str]) -> tuple[Problem, ...]:
    """What can't be used of the theme and the keys in settings, by file and line where these are known."""
    from rhythm.settings.loader import Loaded, name_problems

    settings = loaded.settings._replace(keys=_all_named(loaded.settings.keys))
    defaults = {command.id: ",".join(_named(command.keys)) for command in COMMANDS}
    return name_problems(Loaded(settings, loaded.sources), themes, defaults, meet, _unfit)


def said(problems: Collection[Problem]) -> str:
    """One message that says what can't be used, and where to read more."""
    lines = [f"{problem.key}: {problem.message}" for problem in problems]
    return "\n".join((*lines, "The defaults hold there. rhythm settings check says how to mend it."))


def _unfit(action: str, key: str) -> str:
    """Why an action can't have a key: it would never reach it, or would be missed where one types; else nothing."""
    command = next(command for command in COMMANDS if command.id == action)
    if key in _named(command.keys):
        return ""
    if key in _MOVING:
        return "lists and fields need it themselves"
    inside_text = command.everywhere or (command.scope in _OVER_FIELDS and not any(map(_types, command.key_list)))
    return "it works inside a text too, where that key is needed to type" if inside_text and _types(key) else ""


def _types(key: str) -> bool:
    """Whether a text field needs a key: a letter or sign, or one that edits."""
    from textual.keys import key_to_character
    from textual.widgets import Input, TextArea

    editing = {key for field in (Input, TextArea) for binding in field.BINDINGS for key in _keys_of(binding)}
    return len(key) == 1 or key in _SIGNS or key_to_character(key) is not None or key in editing


def _keys_of(binding: BindingType) -> list[str]:
    return (binding[0] if isinstance(binding, tuple) else binding.key).split(",")


def _all_named(keys: Mapping[str, str]) -> dict[str, str]:
    return {action: ",".join(_named(wanted)) for action, wanted in keys.items()}


def _named(keys: str) -> Iterator[str]:
    """Each key as the terminal library names it: `slash` for `/`."""
    from textual.binding import Binding

    if not keys:
        return
    yield from (binding.key for binding in Binding.make_bindings([Binding(keys, "any")]))
