"""What a note asks to be kept as records: lines that begin with a mark.

`>` my promise, `<` theirs, `?` something they ask of me and `?<` something I ask of them, `[]` an action of mine and
`[<]` one of theirs, `=` a decision, `!` an escalation (a capture line), `+` appreciation, `^` feedback. A promise, a
request and an action may end in `by fri` or `by:fri`.

What is written stays with the writer, and what was agreed to may be shared. `&` in front of a line, or of its mark,
says that it may be shared; `~` in front of a mark, that it is kept to oneself.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from rhythm.domain.dates import Looking, looks_like_day, parse_day
from rhythm.domain.meetings import PromiseKind
from rhythm.errors import BadInput
from rhythm.values import NamedTuple


class NoteKind(StrEnum):
    """What a marked line becomes."""

    MY_PROMISE = "my_promise"
    THEIR_PROMISE = "their_promise"
    MY_REQUEST = "my_request"
    THEIR_REQUEST = "their_request"
    MY_ACTION = "my_action"
    THEIR_ACTION = "their_action"
    DECISION = "decision"
    ESCALATION = "escalation"
    PRAISE = "praise"
    FEEDBACK = "feedback"
    SHARED = "shared"


class Owing(NamedTuple):
    """What a line promises, asks for or agrees on: its kind, and whether I am the one who has to do it."""

    kind: PromiseKind
    mine: bool


OWING = {
    NoteKind.MY_PROMISE: Owing(PromiseKind.PROMISE, True),
    NoteKind.THEIR_PROMISE: Owing(PromiseKind.PROMISE, False),
    NoteKind.MY_REQUEST: Owing(PromiseKind.REQUEST, True),
    NoteKind.THEIR_REQUEST: Owing(PromiseKind.REQUEST, False),
    NoteKind.MY_ACTION: Owing(PromiseKind.ACTION, True),
    NoteKind.THEIR_ACTION: Owing(PromiseKind.ACTION, False),
}
"""The kinds that become promises, requests and actions."""

MARKS = {
    NoteKind.MY_PROMISE: ">",
    NoteKind.THEIR_PROMISE: "<",
    NoteKind.MY_REQUEST: "?",
    NoteKind.THEIR_REQUEST: "?<",
    NoteKind.MY_ACTION: "[]",
    NoteKind.THEIR_ACTION: "[<]",
    NoteKind.DECISION: "=",
    NoteKind.ESCALATION: "!",
    NoteKind.PRAISE: "+",
    NoteKind.FEEDBACK: "^",
    NoteKind.SHARED: "&",
}
"""The mark that each kind is written, and shown, with."""

# The longer mark is tried first.
_READ = (
    ("[<]", NoteKind.THEIR_ACTION),
    ("[>]", NoteKind.MY_ACTION),
    ("[ ]", NoteKind.MY_ACTION),
    ("[]", NoteKind.MY_ACTION),
    ("?<", NoteKind.THEIR_REQUEST),
    ("?>", NoteKind.MY_REQUEST),
    ("?", NoteKind.MY_REQUEST),
    (">", NoteKind.MY_PROMISE),
    ("<", NoteKind.THEIR_PROMISE),
    ("=", NoteKind.DECISION),
    ("!", NoteKind.ESCALATION),
    ("+", NoteKind.PRAISE),
    ("^", NoteKind.FEEDBACK),
)
_OPEN, _OWN = "&", "~"
_NO_MARK_BEFORE = "><!+=?^&~"
_ESCAPED = re.compile(r"^(\s*)\\(?=[><!+?=^&~]|\[[ <>]?\])")


class NoteItem(NamedTuple):
    """One marked line: its text without the mark and the due day, and its number in the note, from 1.

    `due` is for what somebody has to do. `problem` says why a due day that was meant could not be read; the text
    keeps it then. `private` stays out of everything that is copied.
    """

    kind: NoteKind
    text: str
    due: date | None
    line_no: int
    problem: str = ""
    private: bool = False


class NoteReading(NamedTuple):
    """A note taken apart: `body` is its ordinary lines, escapes undone; `items` its marked lines, in order."""

    body: str
    items: tuple[NoteItem, ...]


def read_note(
    text: str,
    today: date,
    *,
    numeric_order: str | None = None,
    quarter_start_month: int = 1,
) -> NoteReading:
    r"""Reads a note as it was typed; never raises for what it says.

    A mark alone on its line, a doubled one, `!=` and one that a digit follows at once (`+1`, `<3`) are ordinary
    text, and so is a line that begins with `\>`, which loses its backslash.
    """
    body: list[str] = []
    items: list[NoteItem] = []
    for line_no, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        found = _marked(line.strip())
        if found is None:
            body.append(_ESCAPED.sub(r"\1", line).rstrip())
            continue
        kind, words, private = found
        due, problem = None, ""
        if kind in OWING:
            words, due, problem = read_due(words, today, numeric_order, quarter_start_month)
        items.append(NoteItem(kind, words, due, line_no, problem, private))
    return NoteReading("\n".join(body).strip("\n"), tuple(items))


def _marked(line: str) -> tuple[NoteKind, str, bool] | None:
    """What a line becomes, its text, and whether it is kept to oneself; None for an ordinary line."""
    if line[:1] in (_OPEN, _OWN):
        behind = line[1:].lstrip()
        kept = _behind_mark(behind)
        if kept is not None:
            return (*kept, line[0] == _OWN)
        shared = line[0] == _OPEN and bool(behind) and line[1] == " "
        return (NoteKind.SHARED, behind, False) if shared else None
    found = _behind_mark(line)
    return (*found, found[0] not in OWING) if found is not None else None


def _behind_mark(line: str) -> tuple[NoteKind, str] | None:
    for mark, kind in _READ:
        if line.startswith(mark):
            rest = line[len(mark) :]
            if rest.strip() and rest[0] not in _NO_MARK_BEFORE and not rest[0].isdigit():
                return kind, rest.strip()
    return None


def read_due(
    text: str, today: date, numeric_order: str | None, quarter_start_month: int
) -> tuple[str, date | None, str]:
    """The promise without the due day that it ends in, that day, and the problem with it; never raises."""
    found = [*re.finditer(r"(?:^|\s)by(:\s*|\s+)", text, re.IGNORECASE)]
    if not found:
        return text, None, ""
    last = found[-1]
    words = text[: last.start()].strip()
    named = text[last.end() :].strip().strip("\"“”'").rstrip(".!;").removeprefix("the ")
    if not words or not named:
        return text, None, ""
    # "by mail" is a sentence; "by fri 3 dec" is meant as a day even when there is no such Friday, as is "by tomorow".
    if not last[1].startswith(":") and not looks_like_day(named) and not _slip(named):
        return text, None, ""
    try:
        due = parse_day(
            named,
            today,
            looking=Looking.AHEAD,
            numeric_order=numeric_order,
            quarter_start_month=quarter_start_month,
        )
    except BadInput as error:
        return text, None, f"{error.message}; {error.hint}"
    return words, due, ""


def _slip(named: str) -> bool:
    # Deferred: few promises end in such a word.
    from rhythm.domain.day_slips import misspelt_day

    return misspelt_day(named)
