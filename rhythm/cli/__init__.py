"""The commands. Thin: read the words, call the service, print. Nothing here imports Textual at the top."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from rhythm import __version__, paths
from rhythm.cli import output
from rhythm.cli.context import Context
from rhythm.cli.registry import BY_NAME, ENTRIES, Entry
from rhythm.errors import BadInput, RhythmError

ASKED_BY = "_ARGCOMPLETE"
"""Set in the environment by a shell that asks what may stand at the cursor."""
_TAKES_VALUE = ("--db", "--settings", "--today")
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or open the app when none is named. The exit code: 0 done, 1 refused or not found,
    2 wrong usage or bad input, 3 the store can't be opened."""
    if argv is None and ASKED_BY in os.environ:
        from rhythm.cli.completing import answer

        answer()
    words = list(sys.argv[1:] if argv is None else argv)
    output.stand_in()
    # A command is over before there is anything to collect, and what it imports is never thrown away.
    gc.disable()
    try:
        code = _run(words)
        # Here, and not when Python ends: whoever reads may be gone, or the disk be full.
        output.flush()
        return code
    except RhythmError as error:
        output.complain(error.message, error.hint)
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has had enough; Python must not complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        # A mistake of ours. A traceback would print the exception's text, which may hold what was typed.
        output.complain(f"this should not have happened: {_whereabouts(error)}", "please report that line as it stands")
        return 1
    finally:
        gc.enable()
        if argv is None:
            # The process ends: Python, which collects once more, need not look at what goes with it.
            gc.freeze()


def _whereabouts(error: BaseException) -> str:
    """The kind of an exception and the innermost line of ours that it passed, without its text."""
    place, trace = "rhythm", error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.partition(".")[0] in ("rhythm", "widgets"):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} in {place}"


def _run(words: list[str]) -> int:
    place = _command_in(words)
    if place is None:
        return _without_command(words)
    name = words[place]
    entry = BY_NAME.get(name)
    if entry is None:
        raise _unknown_command(name, words[:place])
    parser = parser_for(entry)
    args, unknown = parser.parse_known_args(words)
    if not hasattr(args, "run"):
        if not args.bare:
            raise BadInput(f"say what: rhythm {name} {', '.join(args.verbs)}", args.bare_hint)
        words = [*words[: place + 1], args.bare, *words[place + 1 :]]
        args, unknown = parser.parse_known_args(words)
    if unknown:
        # Deferred: only a mistake needs it.
        from rhythm.cli.misread import left_over

        raise left_over(parser, words, unknown)
    context = Context(args)
    try:
        return args.run(context) or 0
    finally:
        context.close()


def _parser_without_command() -> _Parser:
    parser = _Parser(prog="rhythm", add_help=False)
    _add_global_options(parser, default=None)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("--hidden", action="store_true")
    return parser


def _without_command(words: list[str]) -> int:
    parser = _parser_without_command()
    args, unknown = parser.parse_known_args(words)
    if unknown:
        # Deferred, here and below: only a mistake needs it.
        from rhythm.cli.misread import left_over

        raise left_over(parser, words, unknown)
    if args.version:
        output.say(f"rhythm {__version__}")
        return 0
    if args.help:
        output.say_text(overview(output.terminal_width()))
        return 0
    from rhythm.cli.app_command import open_app

    context = Context(args)
    try:
        return open_app(context)
    finally:
        context.close()


def overview(room: int | None = None) -> str:
    """The help of the program as a whole, in lines that have room where it is said how much there is."""
    widest = max(len(entry.name) for entry in ENTRIES)
    lines = [
        "rhythm: the weekly operating rhythm of a director who leads through managers",
        "",
        "usage: rhythm [--db FILE] [--settings FILE] [--today DAY] [--demo] [COMMAND ...]",
        "",
        "Without a command the app opens. rhythm --demo opens a sample organisation with a store of its own;",
        "rhythm --hidden hides names and notes until you ask for them.",
        "RHYTHM_DB, RHYTHM_SETTINGS and RHYTHM_TODAY in the environment stand for options that are not given.",
    ]
    for group in dict.fromkeys(entry.group for entry in ENTRIES):
        lines += ["", group]
        lines += [f"  {entry.name:<{widest}} {entry.help}" for entry in ENTRIES if entry.group == group]
    lines += ["", "rhythm COMMAND --help says more, with an example; rhythm --version says which one this is."]
    return "\n".join(lines if room is None else (part for line in lines for part in _in(line, room, widest + 3)))


def _in(line: str, room: int, set_in: int) -> list[str]:
    """A line of the help in so much room: what a command does goes on below itself."""
    if len(line) <= room:
        return [line]
    # Deferred: most terminals are wide enough.
    from textwrap import wrap

    below = " " * set_in if line.startswith("  ") else ""
    return wrap(line, room, subsequent_indent=below, break_on_hyphens=False)


def _command_in(words: Sequence[str]) -> int | None:
    """Where the first word stands that is neither an option nor an option's value."""
    skip = False
    for place, word in enumerate(words):
        if skip:
            skip = False
        elif word.startswith("--") and len(word) > len("--") and any(one.startswith(word) for one in _TAKES_VALUE):
            # Options may be shortened.
            skip = True
        elif not word.startswith("-"):
            return place
    return None


def parser_for(entry: Entry | None, *, others: bool = False) -> argparse.ArgumentParser:
    """The parser of one command; with `others`, the names of the others too, for completion."""
    parser = _Parser(prog="rhythm", add_help=False)
    _add_global_options(parser, default=None)
    commands = parser.add_subparsers(parser_class=_CommandParser)
    if others:
        for other in ENTRIES:
            if other is not entry:
                commands.add_parser(other.name, help=other.help)
    if entry is not None:
        command = commands.add_parser(
            entry.name,
            help=entry.help,
            description=entry.help,
            epilog=f"example: {entry.example}",
        )
        import_module(f"rhythm.cli.{entry.module}").configure(command, entry.name)
    return parser


def _add_global_options(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    """The options that every command takes, before it and behind it."""
    group = parser.add_argument_group("everywhere")
    for option, what in (("--db", "the store (or RHYTHM_DB)"), ("--settings", "your settings (or RHYTHM_SETTINGS)")):
        group.add_argument(option, metavar="FILE", type=paths.typed, default=default, help=what)
    group.add_argument("--today", metavar="DAY", default=default, help="work as if it were this day (or RHYTHM_TODAY)")
    group.add_argument("--demo", action="store_true", default=default or False, help="use the sample organisation")


def _unknown_command(name: str, before: list[str]) -> BadInput:
    """What is said of a word that is no command: a slip in an option before it makes its value look like one."""
    from rhythm.cli.meant import hint_for
    from rhythm.cli.misread import left_over

    parser = _parser_without_command()
    if unknown := parser.parse_known_args(before)[1]:
        return left_over(parser, before, unknown)
    return BadInput(f"there is no command {name}", hint_for(name))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that one looks like, or none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1)), "")


class _Help(argparse.HelpFormatter):
    """Help as wide as the terminal, asked in a way that imports nothing: a formatter is made for every argument."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=output.terminal_width() - 2)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are ours: two lines, exit code 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_Help)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        choices = [str(choice) for choice in action.choices]
        near = nearest(str(value), choices)
        hint = f"did you mean: {near}" if near else f"{self.prog} --help shows how it is used"
        raise BadInput(f"'{value}' is none of {', '.join(choices)}", hint)

    def format_help(self) -> str:
        """The help: what is done, as a sentence, what may follow, and an example at the end."""
        if about := self.description:
            self.description = f"{about[0].upper()}{about[1:].rstrip('.')}{'' if about.endswith('?') else '.'}"
        below = any(isinstance(action, argparse._SubParsersAction) for action in self._actions)
        self._positionals.title = "commands" if below else "arguments"
        example = self.example()
        self.epilog = f"example: {example}" if example else None
        return super().format_help()

    def example(self) -> str:
        """A line that uses it, or nothing."""
        if self.epilog:
            return str(self.epilog).removeprefix("example: ")
        # Deferred: only help, and what is missing, need it.
        from rhythm.cli.examples import example_of

        return example_of(self.prog)

    def error(self, message: str) -> NoReturn:
        from rhythm.cli.misread import in_our_words

        raise in_our_words(self, message)


class _CommandParser(_Parser):
    """The parser of one command, or of a command below it: the options that hold everywhere may follow it too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._option_string_actions["--help"].help = "this help"
        # They must not overwrite what stood before the command.
        _add_global_options(self, default=argparse.SUPPRESS)
