"""What a note asks to be kept as records: lines that begin with a mark.

`>` my promise, `<` theirs, `!` an escalation (a capture line), `+` praise. A promise may end in `by fri` or `by:fri`.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rhythm.domain.dates import Looking, looks_like_day, parse_day
from rhythm.errors import BadInput


class NoteKind(StrEnum):
    """What a marked line becomes."""

    MY_PROMISE = "my_promise"
    THEIR_PROMISE = "their_promise"
    ESCALATION = "escalation"
    PRAISE = "praise"


_MARKS = {
    ">": NoteKind.MY_PROMISE,
    "<": NoteKind.THEIR_PROMISE,
    "!": NoteKind.ESCALATION,
    "+": NoteKind.PRAISE,
}
_PROMISES = (NoteKind.MY_PROMISE, NoteKind.THEIR_PROMISE)


class NoteItem(NamedTuple):
    """One marked line: its text without the mark and the due day, and its number in the note, from 1.

    `due` is for promises. `problem` says why a due day that was meant could not be read; the text keeps it then.
    """

    kind: NoteKind
    text: str
    due: date | None
    line_no: int
    problem: str = ""


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
        stripped = line.strip()
        kind = _kind(stripped)
        if kind is None:
            body.append(re.sub(r"^(\s*)\\(?=[><!+])", r"\1", line).rstrip())
            continue
        words, due, problem = stripped[1:].strip(), None, ""
        if kind in _PROMISES:
            words, due, problem = _due(words, today, numeric_order, quarter_start_month)
        items.append(NoteItem(kind, words, due, line_no, problem))
    return NoteReading("\n".join(body).strip("\n"), tuple(items))


def _kind(line: str) -> NoteKind | None:
    rest = line[1:]
    if not rest.strip() or rest[0] in "><!+=" or rest[0].isdigit():
        return None
    return _MARKS.get(line[0])


def _due(text: str, today: date, numeric_order: str | None, quarter_start_month: int) -> tuple[str, date | None, str]:
    """The promise without its due day, that day, and the problem with it."""
    found = [*re.finditer(r"(?:^|\s)by(:\s*|\s+)", text, re.IGNORECASE)]
    if not found:
        return text, None, ""
    last = found[-1]
    words = text[: last.start()].strip()
    named = text[last.end() :].strip().strip("\"“”'").rstrip(".!;")
    if not words or not named:
        return text, None, ""
    # "by mail" is a sentence; "by fri 3 dec" is meant as a day even when there is no such Friday.
    if not last[1].startswith(":") and not looks_like_day(named):
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
