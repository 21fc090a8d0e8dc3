"""settings [check/show/schema], paths."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from rhythm import paths
from rhythm.cli import inputs, output
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rhythm.cli.context import Context
    from rhythm.settings.problems import Problem


def configure(parser: argparse.ArgumentParser, name: str) -> None:
    """The arguments of one of these commands."""
    inputs.add_json(parser)
    if name == "paths":
        parser.set_defaults(run=_paths)
        return
    parser.set_defaults(run=_show)
    verbs = inputs.add_verbs(parser)
    inputs.add_verb(verbs, "show", "every setting, its value, and where it was set", _show)
    inputs.add_verb(verbs, "check", "what is wrong, with file and line", _check)
    inputs.add_verb(verbs, "schema", "the JSON Schema of the settings file, for your editor", _schema)


def _show(context: Context) -> None:
    from rhythm.settings.loader import load_with_sources

    loaded = load_with_sources(context.settings_file, paths.state_folder(), environ=os.environ)
    if context.json:
        output.emit_json([{"key": key, "value": value, "source": str(source)} for key, value, source in loaded.rows()])
        return
    output.table([[key, _shown(value), str(source)] for key, value, source in loaded.rows()])
    if context.settings_file is None:
        output.say(f"You have no settings file; {paths.settings_file()} would be read.", "dim")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if value != "" else "(empty)"


def _check(context: Context) -> None:
    problems = tuple(_problems(context))
    if context.json:
        output.emit_json(
            {
                "ok": not problems,
                "file": str(context.settings_file) if context.settings_file is not None else None,
                "problems": [
                    {
                        "file": problem.file,
                        "line": problem.line,
                        "key": problem.key,
                        "message": problem.message,
                        "suggestion": problem.suggestion,
                    }
                    for problem in problems
                ],
            }
        )
    else:
        for problem in problems:
            advice = f" ({problem.suggestion})" if problem.suggestion else ""
            output.say(f"{problem}{advice}")
    if problems:
        # Deferred: it is for mistakes only.
        from rhythm.domain.saying import counted

        raise BadInput(
            f"{counted(len(problems), 'thing')} in the settings can't be used",
            "each line names a file and a line to mend",
        )
    if not context.json:
        where = context.settings_file
        output.say(f"{where} is fine." if where is not None else "You have no settings file; the defaults hold.")


def _problems(context: Context) -> Iterator[Problem]:
    """Everything wrong with the settings, the names in them, and the user's own copies of the lists."""
    from textual.theme import BUILTIN_THEMES

    from rhythm.keymap import problems_of
    from rhythm.settings.lists import checked_lists
    from rhythm.settings.loader import checked, usable
    from rhythm.themes import THEMES

    yield from checked(context.settings_file, environ=os.environ)
    yield from problems_of(usable(context.settings_file, environ=os.environ), {*THEMES, *BUILTIN_THEMES})
    yield from checked_lists(paths.settings_file().parent)


def _schema(_context: Context) -> None:
    from rhythm.settings.json_schema import settings_schema

    output.emit_json(settings_schema())


def _paths(context: Context) -> None:
    places = {
        "store": context.store,
        "settings": context.settings_file or paths.settings_file(),
        "lists": paths.settings_file().parent,
        "backups": paths.backups_folder(context.store),
        "state": paths.state_folder(),
        "shipped": paths.config_folder(),
        "demo": paths.demo_file(),
    }
    if context.json:
        output.emit_json({name: str(path) for name, path in places.items()})
        return
    words = {
        "store": "your data",
        "settings": "your settings",
        "lists": "your own copies of the shipped lists",
        "backups": "copies of your data",
        "state": "what the program remembers for itself",
        "shipped": "the shipped defaults and lists",
        "demo": "the sample organisation",
    }
    output.table(
        [[words[name], str(path), "" if path.exists() else "(not there yet)"] for name, path in places.items()]
    )
