"""Writes docs/commands.md, docs/keys.md and docs/settings.md from what the program itself knows.

Run with `make docs`. A test compares the files with what this module would write.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode

import rhythm
import widgets
from rhythm.cli import parser_for
from rhythm.cli.registry import ENTRIES, Entry
from rhythm.commands import COMMANDS, UserCommand
from rhythm.paths import config_folder
from widgets.bars import key_name

FOLDER = Path(__file__).parent
EVERYWHERE = {"--help", "--db", "--settings", "--today", "--demo"}
"""Options that go with every command, said once."""
_IDS = {command.id for command in COMMANDS}


def commands() -> str:
    """Every command with its arguments, as Markdown."""
    lines = [
        "# Commands",
        "",
        "Every read takes `--json` and prints one JSON document. Every command takes `--db FILE` (another store),",
        "`--settings FILE`, `--today DAY` (work as if it were that day) and `--demo` (the sample organisation).",
        "The first three can stand in the environment too: `RHYTHM_DB`, `RHYTHM_SETTINGS` and `RHYTHM_TODAY`.",
        "Exit codes: 0 done, 1 refused or not found, 2 wrong usage or bad input, 3 the store can't be opened.",
    ]
    for group in dict.fromkeys(entry.group for entry in ENTRIES):
        lines += ["", f"## {group}"]
        for entry in (entry for entry in ENTRIES if entry.group == group):
            lines += ["", f"### rhythm {entry.name}", "", *_command(entry)]
    return "\n".join(lines) + "\n"


def _command(entry: Entry) -> Iterator[str]:
    yield f"{entry.help[0].upper()}{entry.help[1:]}."
    yield ""
    yield f"    {entry.example}"
    parser = _choices(parser_for(entry))[entry.name]
    yield from _arguments(parser)
    for name, below in _choices(parser).items():
        yield ""
        yield f"`rhythm {entry.name} {name}{_positionals(below)}`: {_help_of(parser, name)}"
        yield from _arguments(below)


def _choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _help_of(parser: argparse.ArgumentParser, name: str) -> str:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return next(choice.help or "" for choice in action._choices_actions if choice.dest == name)
    return ""


def _positionals(parser: argparse.ArgumentParser) -> str:
    shown = [_name(action) for action in parser._actions if not action.option_strings]
    return "".join(f" {name}" for name in shown if name)


def _name(action: argparse.Action) -> str:
    if isinstance(action, argparse._SubParsersAction):
        return ""
    if action.option_strings:
        option = action.option_strings[-1]
        return option if action.nargs == 0 else f"{option} {_metavar(action)}"
    return f"[{_metavar(action)}]" if action.nargs in ("?", "*") else _metavar(action)


def _metavar(action: argparse.Action) -> str:
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    if action.metavar is not None:
        return action.metavar
    return "/".join(map(str, action.choices)) if action.choices else action.dest.upper()


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    shown = [
        action
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction)
        and not EVERYWHERE.intersection(action.option_strings)
        and action.help
    ]
    if shown:
        yield ""
        yield "| argument | what it is |"
        yield "|---|---|"
    for action in shown:
        yield f"| `{_in_table(_name(action))}` | {_in_table(action.help or '')} |"


def _in_table(text: str) -> str:
    return text.replace("|", "\\|").replace("%%", "%")


def keys() -> str:
    """Every key by the page on which it works, as Markdown."""
    lines = [
        "# Keys",
        "",
        "The id is what `keys` in the settings takes to give an action another key. F1 help, F2 log and F8 hide",
        "work inside a text too; Escape leaves the text, and what was typed is kept.",
    ]
    for scope in dict.fromkeys(command.scope for command in COMMANDS):
        lines += ["", f"## {scope_title(scope)}", "", "| key | does | id |", "|---|---|---|"]
        lines += [
            f"| {_keys(command)} | {_in_table(command.title)} | `{command.id}` |"
            for command in COMMANDS
            if command.scope == scope
        ]
    lines += ["", "## In lists, grids and texts", "", "These stay what they are: `keys` does not take their ids.", ""]
    lines += ["| key | does | id |", "|---|---|---|"]
    # One list may be another with a different Enter: what they share is said once.
    found = {binding.id: binding for _, binding in bindings_of_classes() if binding.id not in _IDS}
    lines += [f"| {_shown(binding.key)} | {binding.tooltip} | `{binding.id}` |" for binding in found.values()]
    return "\n".join(lines) + "\n"


def bindings_of_classes() -> list[tuple[type[DOMNode], Binding]]:
    """Each binding that a page, a dialog, a list or an app of this program names itself, by its class."""
    for package in (rhythm, widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    ours = {one for one in _below(DOMNode) if one.__module__.partition(".")[0] in ("rhythm", "widgets")}
    return [
        (one, binding if isinstance(binding, Binding) else Binding(*binding))
        for one in sorted(ours, key=lambda one: (one.__module__.partition(".")[0] == "rhythm", one.__qualname__))
        for binding in one.__dict__.get("BINDINGS", ())
    ]


def _below(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def scope_title(scope: str) -> str:
    """What a scope is called in the document."""
    words = scope.replace("walk.", "").replace("app", "everywhere").replace("_", " ").replace(".", ", ")
    return words[0].upper() + words[1:]


def _keys(command: UserCommand) -> str:
    return _shown(command.keys) or "in the palette"


def _shown(keys: str) -> str:
    return " ".join(f"`{key_name(key)}`" for key in keys.split(",") if key)


def settings() -> str:
    """The shipped settings file, whose comments are its documentation, as Markdown."""
    text = (config_folder() / "settings.yaml").read_text(encoding="utf-8")
    return f"# Settings\n\nThe shipped `config/settings.yaml`, with every key and its default.\n\n```yaml\n{text}```\n"


PAGES = {"commands.md": commands, "keys.md": keys, "settings.md": settings}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
