"""What commands read from their words: options that several share, texts, numbers and lengths."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rhythm.errors import BadInput, RhythmError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhythm.cli.context import Context
    from rhythm.domain.capture import Capture
    from rhythm.domain.people import PersonId
    from rhythm.service import Rhythm

_NOBODY = ("nobody", "none")
LONGEST_INPUT = 4_000_000
"""So many bytes are read from standard input at most."""


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option that answers with one JSON document."""
    parser.add_argument("--json", action="store_true", help="one JSON document, for scripts")


def may_ask(context: Context) -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return not context.json and sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def agreed(question: str) -> bool:
    """What somebody at a terminal answers; the end of input is a no."""
    return answered(f"{question} y for yes: ") in ("y", "yes")


def answered(question: str, stands: str = "nothing was changed") -> str | None:
    """What somebody at a terminal answers, in small letters and without blanks around it; None at the end of input.
    Ctrl-C ends the command, and says how it `stands` then."""
    try:
        return input(question).strip().casefold()
    except (EOFError, KeyboardInterrupt) as ended:
        # Deferred: most commands ask nothing.
        from rhythm.cli import output

        output.say()
        if isinstance(ended, EOFError):
            return None
        output.advise(stands)
        raise


def refuse_unless_agreed(context: Context, question: str) -> None:
    """Ask before what has no undo. Raises RhythmError unless somebody agrees to it."""
    if not may_ask(context):
        raise RhythmError("this asks first, and nobody is here to answer", "say --yes when you mean it")
    if not agreed(question):
        raise RhythmError("nothing was changed", "answer y, or say --yes, to go on")


def add_verbs(parser: argparse.ArgumentParser, *, bare: str = "", hint: str = "") -> Any:
    """What stands below a command, for `add_verb`.

    Without any of it `bare` is carried out, as a rule the list; where there is none, `hint` says what could be done.
    """
    verbs = parser.add_subparsers(metavar="COMMAND")
    parser.set_defaults(bare=bare, bare_hint=hint, verbs=verbs.choices)
    return verbs


def add_verb(verbs: Any, name: str, help_text: str, run: Callable[[Context], int | None]) -> argparse.ArgumentParser:
    """A command below a command, such as `people add`. `verbs` is what `add_subparsers` returned.

    It takes `--json`; `run` carries it out.
    """
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON document, for scripts")
    parser.set_defaults(run=run)
    return parser


def add_text(parser: argparse.ArgumentParser, what: str) -> None:
    """The words of a text; `-`, or nothing in a pipe, reads standard input, so that it stands in no history."""
    parser.add_argument("text", nargs="*", metavar="TEXT", help=f"{what}; - reads standard input")


def text_given(words: Sequence[str], what: str) -> str:
    """The text of a command: its words, or standard input for `-` and for no words in a pipe.

    `what` names it in messages, such as "the note". Raises BadInput when it is empty or no text.
    """
    if list(words) == ["-"] or (not words and sys.stdin is not None and not sys.stdin.isatty()):
        return checked_text(_standard_input(what), what)
    return checked_text(" ".join(words), what)


def checked_text(text: str, what: str, option: str = "") -> str:
    """A text as it was typed, after the command or after an option. Raises BadInput when it is empty or holds what
    is no text."""
    if not text.strip():
        where = f"after {option}" if option else "after the command, or pipe it in"
        raise BadInput(f"{what} is empty", f"say it in a few words {where}")
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise BadInput(f"{what} holds bytes that are no text", "write it in UTF-8")
    return text


def person_or_nobody(context: Context, text: str) -> PersonId | None:
    """Who a word means; None for "nobody". Raises as names do."""
    if text.strip().casefold() in _NOBODY:
        return None
    if text.strip().casefold() == "me":
        me = context.change().people.me()
        # On an empty book the first person added brings the director's own record with it.
        return me.id if me is not None else None
    return context.person(text).id


def minutes_given(text: str | None) -> int | None:
    """A length such as `30`, `30m` or `1h30`, in minutes; None stays None. Raises BadInput."""
    if text is None:
        return None
    # Deferred: only a length needs it.
    from rhythm.domain.fields import read_length

    minutes = read_length(text)
    if minutes is None:
        raise BadInput("that is not a length of time", "for example --minutes 30 or --minutes 1h")
    return minutes


def heed_problems(capture: Capture, given: set[str]) -> None:
    """Raise what could not be read, and mention what was kept as typed. The fields in `given` stand in options, so
    that it doesn't matter what the line says of them."""
    # Deferred: only commands that take a line need it.
    from rhythm.cli import output
    from rhythm.domain.capture import ProblemKind, raise_problem

    left = tuple(problem for problem in capture.problems if problem.field not in given)
    # A slug that is none is a mistake in the line, not a record that is missing.
    left = tuple(one._replace(kind=ProblemKind.BAD) if one.field == "handling" else one for one in left)
    raise_problem(capture._replace(problems=left))
    for problem in left:
        if problem.field == "party" and not problem.hint:
            # Parties by name are welcome; only a likely slip is worth a word.
            continue
        output.advise(f"{problem.message}; {problem.hint}" if problem.hint else problem.message)


def named_area(rhythm: Rhythm, text: str) -> str:
    """The slug of an area that a right stands for. Raises BadInput, and says how quotes come through the shell."""
    try:
        return rhythm.rights.read_area(text)
    except BadInput as error:
        both = "put it in both kinds of quotes, '\"like this\"',"
        raise BadInput(error.message, error.hint.replace("put it in quotes", both)) from None


def area_given(rhythm: Rhythm, text: str | None) -> tuple[str | None, str | None]:
    """The area's slug and what was typed; an unknown one stands under other. Two times None where none is given."""
    if text is None:
        return None, None
    # Deferred, as above.
    from rhythm.domain.fields import read_area
    from rhythm.domain.text import clean_line

    typed = clean_line(text, "the area")
    return read_area(typed, rhythm.rights.area_names()), typed


def _standard_input(what: str) -> str:
    if sys.stdin is None:
        return ""
    raw = getattr(sys.stdin, "buffer", None)
    data = raw.read(LONGEST_INPUT + 1) if raw is not None else sys.stdin.read(LONGEST_INPUT + 1)
    if len(data) > LONGEST_INPUT:
        raise BadInput(f"{what} is longer than {LONGEST_INPUT:,} bytes", "keep it in a file beside, and note where")
    if isinstance(data, str):
        return data
    try:
        return str(data, "utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{what} is not text in UTF-8", "convert it first, for example with iconv") from None
