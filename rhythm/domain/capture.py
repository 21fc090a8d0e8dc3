"""The capture line: an escalation typed in one line, and the fields read out of it.

`Platform / Growth: who sets the release date #launch-timing @dana =coached ~20m in:forum on:fri`. Only the text is
required. A mark counts at the beginning of a word only, `\\#` and its like are literal, and what can't be read is a
problem in the result, so that a preview can show it while a command raises it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from rhythm.domain.escalations import Party
from rhythm.domain.fields import parse_minutes, read_area, read_choice, unknown_area
from rhythm.domain.names import NamedRef, find, fold, near_names, near_or_all, resolve, shown
from rhythm.domain.parties import mentioned, read_party, unique
from rhythm.errors import Ambiguous, BadInput, NotFound, RhythmError
from rhythm.values import NamedTuple

NO_CALL_MARKS = ("=, ~ and in: mean nothing here", "write them without the mark")
"""What is said to a line about a call that went well without the director, which knows fewer marks."""
_NAME_WORDS, _NAME_LETTERS = 4, 40
"""What stands before a colon is no name when it is longer."""
# Clearly meant as a length, whether it is one or not: `~20 people` and `~about` are not.
_LENGTH = r"[-+\u2212]?[0-9]+(?:[.,:][0-9]+)?(?:m|mins?|minutes?|h|hrs?|hours?)(?:[0-9]+(?:m|min)?)?"
# A quoted value ends at its quote; everything else ends at a blank.
_MARK = r'(?<!\S)(\\?)(@|#|=|~|in:|on:)("[^"]{1,200}"|“[^”]{1,200}”|\S+)'


class ProblemKind(StrEnum):
    """Why a part could not be read. A note stops nothing."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    BAD = "bad"
    NOTE = "note"


class CaptureProblem(NamedTuple):
    """A part of the line that could not be read: its field, what was typed, what is wrong, what to do."""

    field: str
    text: str
    kind: ProblemKind
    message: str
    hint: str = ""


class Capture(NamedTuple):
    """What a capture line says. Everything but the summary may be missing.

    `summary` is the line without the marks, party names included. `area` is a slug, `area_text` the area as typed.
    `raised_text` keeps the name after `@` even when it is nobody's. `minutes` is a length in minutes.
    """

    summary: str
    parties: tuple[Party, ...] = ()
    area: str | None = None
    area_text: str | None = None
    raised_by: NamedRef | None = None
    raised_text: str | None = None
    handling: str | None = None
    forum: str | None = None
    day: date | None = None
    minutes: int | None = None
    problems: tuple[CaptureProblem, ...] = ()


class _Reading:
    """A line while it is read: what its names and words may mean, and what was found so far."""

    def __init__(
        self,
        teams: Sequence[NamedRef],
        people: Sequence[NamedRef],
        areas: Mapping[str, str],
        handlings: Mapping[str, str],
        today: date,
        numeric_order: str | None,
        quarter_start_month: int,
        names: Sequence[str],
    ) -> None:
        self.teams, self.people, self.areas, self.handlings, self.names = teams, people, areas, handlings, names
        self.today, self.numeric_order, self.quarter_start_month = today, numeric_order, quarter_start_month
        self.area: str | None = None
        self.area_text: str | None = None
        self.raised_by: NamedRef | None = None
        self.raised_text: str | None = None
        self.handling: str | None = None
        self.forum: str | None = None
        self.day: date | None = None
        self.minutes: int | None = None
        self.problems: list[CaptureProblem] = []

    def tell(self, field: str, text: str, kind: ProblemKind, message: str, hint: str = "") -> None:
        """Add a problem to what the line comes to."""
        self.problems.append(CaptureProblem(field, text, kind, message, hint))

    def result(self, summary: str, parties: tuple[Party, ...]) -> Capture:
        """What was found, as a value."""
        return Capture(
            summary=summary,
            parties=parties,
            area=self.area,
            area_text=self.area_text,
            raised_by=self.raised_by,
            raised_text=self.raised_text,
            handling=self.handling,
            forum=self.forum,
            day=self.day,
            minutes=self.minutes,
            problems=tuple(self.problems),
        )

    def without_marks(self, text: str) -> str:
        """The text without the marks that can be read, which fill the fields; blanks are reduced."""
        rest, end = [], 0
        for match in re.finditer(_MARK, text, re.IGNORECASE):
            escape, mark, value = match[1], match[2].casefold(), match[3]
            if escape:
                rest.append(text[end : match.start()])
                end = match.start() + 1
            elif self._read_mark(mark, value.strip('"“”')):
                rest.append(text[end : match.start()])
                end = match.end()
        rest.append(text[end:])
        return " ".join("".join(rest).split())

    def _read_mark(self, mark: str, value: str) -> bool:
        """Read one mark into the fields; False when it is ordinary text after all."""
        readers = {
            "@": self._raised,
            "#": self._area,
            "=": self._handling,
            "~": self._minutes,
            "in:": self._forum,
            "on:": self._day,
        }
        if mark in "@#=":
            value = value.rstrip(".,;:!?)")
        if mark == "~":
            value = value.rstrip(".,;:!?)")
            if parse_minutes(value) is None and not re.fullmatch(_LENGTH, fold(value)):
                return False
        elif not re.search(r"[^\W\d_]" if mark in "#=" else r"\w", value) or (mark == "=" and not value[0].isalpha()):
            return False
        return readers[mark](value)

    def _put(self, name: str, value: object, typed: str) -> bool:
        """Fill a field once; a second mark of the kind stays in the text, with a note."""
        if getattr(self, name) is not None:
            message = f"'{shown(typed)}' was left in the text: there is one of its kind before it"
            self.tell(name, typed, ProblemKind.NOTE, message)
            return False
        setattr(self, name, value)
        return True

    def _raised(self, value: str) -> bool:
        if not self._put("raised_text", value, value):
            return False
        try:
            self.raised_by = resolve(value, self.people)
        except RhythmError as error:
            kind = ProblemKind.AMBIGUOUS if find(value, self.people) else ProblemKind.UNKNOWN
            self.tell("raised_by", value, kind, error.message, error.hint)
        return True

    def _area(self, value: str) -> bool:
        slug = read_area(value, self.areas)
        if not self._put("area", slug, value):
            return False
        self.area_text = value
        if unknown := unknown_area(slug, value):
            message = f"{unknown}; kept as typed, under other"
            self.tell("area", value, ProblemKind.NOTE, message)
        return True

    def _handling(self, value: str) -> bool:
        slug = read_choice(value, self.handlings)
        if slug is None:
            hint = near_or_all(value, sorted(set(self.handlings.values())))
            message = f"'{shown(value)}' is not a handling"
            self.tell("handling", value, ProblemKind.UNKNOWN, message, hint)
            return True
        return self._put("handling", slug, value)

    def _minutes(self, value: str) -> bool:
        minutes = parse_minutes(value)
        if minutes:
            return self._put("minutes", minutes, value)
        message = f"'{shown(value)}' is not a length of time"
        hint = "for example ~20m or ~1h30, up to a day"
        self.tell("minutes", value, ProblemKind.BAD, message, hint)
        return True

    def _forum(self, value: str) -> bool:
        return self._put("forum", value, value)

    def _day(self, value: str) -> bool:
        # Deferred: few lines name a day, and every line is to be logged at once.
        from rhythm.domain.dates import Looking, parse_day

        problem: BadInput | None = None
        # A blank can't stand in an unquoted mark, so on:next-thu is read too.
        for attempt in (value, value.replace("-", " ")):
            try:
                day = parse_day(
                    attempt,
                    self.today,
                    looking=Looking.BACK,
                    numeric_order=self.numeric_order,
                    quarter_start_month=self.quarter_start_month,
                )
            except BadInput as error:
                problem = problem or error
            else:
                return self._put("day", day, value)
        if problem is not None:
            self.tell("day", value, ProblemKind.BAD, problem.message, problem.hint)
        return True

    def note_no_such_day(self, summary: str) -> None:
        """Tell where the text names a day that there is not."""
        # Deferred, as above.
        from rhythm.domain.dates import no_such_day

        if wrong := no_such_day(summary):
            self.tell("summary", summary, ProblemKind.NOTE, f"{wrong}; kept as typed")

    def prefix_parties(self, summary: str) -> tuple[Party, ...] | None:
        """The parties named before the first colon, or None when what stands there is no list of parties."""
        match = re.match(r"([^:]{1,120}):(?= |$)", summary)
        if not match:
            return None
        prefix = match[1].strip()
        spaced = re.split(r" / ", prefix)
        if len(spaced) > 1 and all(map(_short_name, spaced)):
            return unique(self._side(name.strip()) for name in spaced)
        known = re.split(r" ?/ ?| & | vs\.? | x ", prefix)
        if not all(map(_short_name, known)):
            return None
        parties = [self._known(name) for name in known]
        if len(parties) == 1 and parties[0] is not None and parties[0].person_id is not None:
            return None
        return None if None in parties else unique(party for party in parties if party is not None)

    def _known(self, name: str) -> Party | None:
        """One side before a colon that may be ordinary text: a party on record or named before, else None."""
        try:
            party = read_party(name, self.teams, self.people, self.names)
        except RhythmError:
            return None
        return party if party.on_record or party.name in self.names else None

    def _side(self, name: str) -> Party:
        """One side of `A / B:`; an unknown one is kept as a name, with a note."""
        try:
            party = read_party(name, self.teams, self.people, self.names)
        except RhythmError as error:
            self.tell("party", name, ProblemKind.AMBIGUOUS, error.message, error.hint)
            return Party(name)
        if not party.on_record and party.name not in self.names:
            near = near_names(name, self.teams)
            hint = f"did you mean {shown(' or '.join(near), 200)}?" if near else ""
            message = f"'{shown(name)}' is not a team or a person I know; kept as a name"
            self.tell("party", name, ProblemKind.NOTE, message, hint)
        return party


def parse_capture(
    text: str,
    *,
    teams: Sequence[NamedRef],
    people: Sequence[NamedRef],
    areas: Mapping[str, str],
    handlings: Mapping[str, str],
    today: date,
    numeric_order: str | None = None,
    quarter_start_month: int = 1,
    names: Sequence[str] = (),
) -> Capture:
    """Read a capture line; never raises for what was typed.

    `areas` and `handlings` map labels, aliases and slugs to slugs. `names` were parties before by a mere name, newest
    first. Parties are those before the colon, else the teams and such names in the text, else (fewer than two of
    these) the people named there too.
    """
    reading = _Reading(teams, people, areas, handlings, today, numeric_order, quarter_start_month, names)
    summary = reading.without_marks(text)
    sides = reading.prefix_parties(summary)
    said = summary if sides is None else summary.partition(":")[2]
    if not said.strip():
        reading.tell("summary", "", ProblemKind.BAD, "the line says nothing yet", "say what reached you")
    if re.search(r"\b(?:by|on|until)\b.*[0-9]", summary, re.IGNORECASE):
        reading.note_no_such_day(summary)
    return reading.result(summary, sides if sides is not None else mentioned(summary, teams, people, names))


def raise_problem(capture: Capture) -> None:
    """Raise the first problem that is more than a note, as NotFound, Ambiguous or BadInput."""
    errors: dict[ProblemKind, type[RhythmError]] = {
        ProblemKind.UNKNOWN: NotFound,
        ProblemKind.AMBIGUOUS: Ambiguous,
        ProblemKind.BAD: BadInput,
    }
    for problem in capture.problems:
        if problem.kind in errors:
            raise errors[problem.kind](problem.message, problem.hint)


def has_no_call_marks(capture: Capture) -> bool:
    """Whether a line has marks that mean nothing for a call that went well without the director."""
    return bool(capture.handling or capture.minutes or capture.forum)


def _short_name(text: str) -> bool:
    return (
        len(text) <= _NAME_LETTERS
        and 1 <= len(text.split()) <= _NAME_WORDS
        and any(c.isalpha() for c in text)
        and not re.search(r"://|[.,;!?](?: |$)", text)
    )
