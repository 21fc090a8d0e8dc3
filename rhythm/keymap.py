"""The user's own keys: those that can be used, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from rhythm.commands import COMMANDS, meet

if TYPE_CHECKING:
    from rhythm.settings import Settings
    from rhythm.settings.problems import Problem


def usable_names(settings: Settings, themes: Collection[str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The keys by action that hold beside the defaults, and all names in the settings that can't be used.

    An action whose key is wrong keeps its default. `themes` are all names of themes that may be set.
    """
    # Deferred: most people set neither keys nor a theme of their own.
    from rhythm.settings.loader import Loaded, name_problems

    defaults = {command.id: ",".join(_named(command.keys)) for command in COMMANDS}
    keys = {action: ",".join(_named(wanted)) for action, wanted in settings.keys.items()}
    found: list[Problem] = []
    # Giving up one key may bring back a default that another one took.
    while problems := name_problems(Loaded(settings._replace(keys=keys), {}), themes, defaults, meet):
        found += (problem for problem in problems if problem not in found)
        wrong = {problem.key.removeprefix("keys.") for problem in problems}
        if not wrong & keys.keys():
            break
        keys = {action: wanted for action, wanted in keys.items() if action not in wrong}
    return keys, tuple(found)


def said(problems: Collection[Problem]) -> str:
    """One message that says what can't be used, and where to read more."""
    lines = [f"{problem.key}: {problem.message}" for problem in problems]
    return "\n".join((*lines, "The defaults hold there. rhythm settings check says how to mend it."))


def _named(keys: str) -> Iterator[str]:
    """Each key as the terminal library names it: `slash` for `/`."""
    from textual.binding import Binding

    yield from (binding.key for binding in Binding.make_bindings([Binding(keys, "any")]))
