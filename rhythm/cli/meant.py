"""Which command somebody meant who typed a word that is none: by other words for it, by what stands below it, by what
the app calls it, and at last by its spelling. Only a mistake comes here, so it may import the registry of the app."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from rhythm.cli.examples import verbs_named
from rhythm.cli.registry import BY_NAME, ENTRIES, Entry

MOST = 4
"""So many are named; more would be a list, and rhythm --help is one."""
_FIRST = ("people", "team", "conflict")
"""What one has before anything else, and so names first of many below which there is an `add` or an `edit`."""
_SAME = {"new": "add", "create": "add", "change": "edit", "ls": "list", "view": "show"}
"""Other words for what stands below a command."""
LISTS = "rhythm --help lists them, rhythm COMMAND --help explains one"


def hint_for(word: str) -> str:
    """What is said to somebody who typed `word` for a command: those that may be meant, else where they are listed."""
    typed = word.casefold()
    if typed == "help":
        return LISTS
    if typed == "version":
        return "rhythm --version says it"
    found = [*dict.fromkeys((*_by_words(typed), *_below(typed)))][:MOST]
    in_app = _in_the_app(typed)
    if not found and not in_app and (near := _spelled_like(typed)):
        found = [f"rhythm {near}"] if near in BY_NAME else [*_by_words(near)][:MOST]
    commands = f"did you mean: {_either(found)}" if found else ""
    return "; ".join(part for part in (commands, in_app) if part) or LISTS


def _by_words(typed: str) -> Iterator[str]:
    """The commands for which a word, or its singular, is another one."""
    meant = {typed, typed.removesuffix("s")}
    yield from (_described(entry) for entry in ENTRIES if meant & {*entry.words.split()})


def _below(typed: str) -> Iterator[str]:
    """The commands below which one has that name, or does what it says."""
    verb = _SAME.get(typed, typed)
    commands = sorted(verbs_named(verb), key=lambda command: command not in _FIRST)
    yield from (f"rhythm {command} {verb}" for command in commands)


def _in_the_app(typed: str) -> str:
    """What the app does by that name, where it does it and no command can. Its key may be one of the user's own; the
    palette has it in any case."""
    from rhythm.commands import commands_of

    titles = (
        f"in the app, by ctrl+p: {command.title[0].lower()}{command.title[1:]}"
        for command in commands_of(("app",), {})
        if command.id == f"app.{typed}"
    )
    return next(titles, "")


def _spelled_like(typed: str) -> str:
    """The command, or the other word for one, that a word looks like."""
    known = [*BY_NAME, *dict.fromkeys(word for entry in ENTRIES for word in entry.words.split())]
    return next(iter(get_close_matches(typed, known, n=1)), "")


def _described(entry: Entry) -> str:
    return f"rhythm {entry.name} ({entry.help})"


def _either(found: list[str]) -> str:
    return " or ".join(part for part in (", ".join(found[:-1]), found[-1]) if part)
