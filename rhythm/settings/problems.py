"""What is wrong with a settings file, named by file and line, with what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rhythm.errors import BadInput

_QUOTED = 40
"""So many letters of a value stand in a message."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` counts from 1 and is None where no line can be named (a missing file,
    an environment variable); `key` is dotted, empty when the file as a whole is meant."""

    file: str
    line: int | None
    key: str
    message: str
    suggestion: str = ""

    @property
    def place(self) -> str:
        """`/home/me/settings.yaml:12`, as editors and terminals take it."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class SettingsError(BadInput):
    """A settings file or variable can't be used. Shows the first problem; `problems` holds all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        more = len(self.problems) - 1
        rest = f"{more} more: rhythm settings check" if more else ""
        super().__init__(str(first), "; ".join(part for part in (first.suggestion, rest) if part))


class Refused(Exception):
    """A text is not a value of the wanted kind; the reader adds file, line and key."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as they stand in the file, top to bottom."""
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.key)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean 'threshold'?`, or nothing when no known word is near."""
    # Deferred: only a mistake needs it.
    import difflib

    candidates = sorted(known)
    near = difflib.get_close_matches(word.casefold(), candidates, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def quoted(text: str) -> str:
    """A value from a file, fit for one line of a message: clipped, control characters shown."""
    clipped = text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
    return "'" + "".join(char if char.isprintable() else ascii(char)[1:-1] for char in clipped) + "'"
