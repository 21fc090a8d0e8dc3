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
from rhythm.domain.names import NamedRef, find, fold, name_key, near_names, near_or_all, resolve, shown
from rhythm.domain.parties import mentioned, read_party, unique
from rhythm.errors import Ambiguous, BadInput, NotFound, RhythmError
from rhythm.values import NamedTuple

OTHER_AREA = "other"
MAX_MINUTES = 24 * 60
NO_CALL_MARKS = ("=, ~ and in: mean nothing here", "write them without the mark")
"""What is said to a line about a call that went well without the director, which knows fewer marks."""
_NAME_WORDS = 4
_NAME_LETTERS = 40
_BEGINNING_LETTERS = 4
# A quoted value ends at its quote; everything else ends at a blank.
# Clearly meant as a length, whether it is one or not: `~20 people` and `~about` are not.
_LENGTH = r"[-+\u2212]?[0-9]+(?:[.,:][0-9]+)?(?:m|mins?|minutes?|h|hrs?|hours?)(?:[0-9]+(?:m|min)?)?"
_MARK = r'(?<!\S)(\\?)(@|#|=|~|in:|on:)("[^"]{1,200}"|“[^”]{1,200}”|\S+)'


class ProblemKind(StrEnum):
    """Why a part could not be read. A note stops nothing."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    BAD = "bad"
    NOTE = "note"


class CaptureProblem(NamedTuple):
    """A part of the line that could not be read: its field, what was typed, what is wrong, what to do.

    `candidates` are the refs an ambiguous name could mean.
    """

    field: str
    text: str
    kind: ProblemKind
    message: str
    hint: str = ""
    candidates: tuple[NamedRef, ...] = ()


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
    """What the readers of single marks share while one line is read."""

    def __init__(
        self,
        people: Sequence[NamedRef],
        areas: Mapping[str, str],
        handlings: Mapping[str, str],
        today: date,
        numeric_order: str | None,
        quarter_start_month: int,
        names: Sequence[str],
    ) -> None:
        self.people, self.areas, self.handlings, self.names = people, areas, handlings, names
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
    """Reads a capture line; never raises for what was typed.

    `areas` and `handlings` map labels, aliases and slugs to slugs. `names` were parties before by a mere name, newest
    first. Parties are those before the colon, else the teams and such names in the text, else (fewer than two of
    these) the people named there too.
    """
    reading = _Reading(people, areas, handlings, today, numeric_order, quarter_start_month, names)
    summary = _without_marks(text, reading)
    parties = _prefix_parties(summary, teams, reading)
    if parties is None:
        parties = mentioned(summary, teams, people, names)
    elif not summary.partition(":")[2].strip():
        reading.problems.append(_empty())
    if not summary:
        reading.problems.append(_empty())
    if re.search(r"\b(?:by|on|until)\b.*[0-9]", summary, re.IGNORECASE):
        _note_no_such_day(summary, reading)
    return Capture(
        summary=summary,
        parties=parties,
        area=reading.area,
        area_text=reading.area_text,
        raised_by=reading.raised_by,
        raised_text=reading.raised_text,
        handling=reading.handling,
        forum=reading.forum,
        day=reading.day,
        minutes=reading.minutes,
        problems=tuple(reading.problems),
    )


def raise_problem(capture: Capture) -> None:
    """Raises the first problem that is more than a note, as NotFound, Ambiguous or BadInput."""
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


def parse_minutes(text: str) -> int | None:
    """Minutes in `20m`, `20min`, `1h`, `1h30`, `1.5h`; None when it is no such length or over a day."""
    forms = r"([0-9]{1,4})(?:m|min|mins|minutes)|([0-9]{1,2})(?:\.([0-9]))?h(?:([0-9]{1,2})m?)?"
    match = re.fullmatch(forms, fold(text))
    if not match or (match[3] and match[4]):
        return None
    minutes = int(match[1]) if match[1] else int(match[2]) * 60 + int(match[3] or 0) * 6 + int(match[4] or 0)
    return minutes if minutes <= MAX_MINUTES else None


def read_length(text: str) -> int | None:
    """Minutes as they are typed where only a length can stand, so that `30` is one too; None when it is none, or 0."""
    return parse_minutes(f"{text}m" if text.isascii() and text.isdigit() else text) or None


def read_choice(text: str, choices: Mapping[str, str]) -> str | None:
    """The slug that text names: a whole label, alias or slug, else the only one that begins so (4 letters)."""
    key = name_key(text)
    by_key = {name_key(label): slug for label, slug in choices.items()}
    by_key |= {name_key(slug): slug for slug in choices.values()}
    if key in by_key:
        return by_key[key]
    begun = {slug for label, slug in by_key.items() if label.startswith(key)}
    return begun.pop() if len(begun) == 1 and len(key) >= _BEGINNING_LETTERS else None


def read_area(text: str, areas: Mapping[str, str]) -> str:
    """The area's slug; an unknown area is grouped under `other` and kept as typed by the caller."""
    return read_choice(text, areas) or OTHER_AREA


def own_area(text: str) -> str | None:
    """The slug of an area in quotes: somebody's own word, whatever it is an alias of. None without quotes."""
    match = re.fullmatch(r"""["“”'‘](.{1,60})["“”'’]""", text.strip())
    words = re.findall(r"\w+", name_key(match[1])) if match else []
    return "_".join(words) or None


def unknown_area(slug: str | None, typed: str | None) -> str:
    """That what was typed as the area is none that is known, or nothing."""
    if slug != OTHER_AREA or not typed or name_key(typed) == OTHER_AREA:
        return ""
    return f"'{shown(typed)}' is not an area I know"


def _empty() -> CaptureProblem:
    return CaptureProblem("summary", "", ProblemKind.BAD, "the line says nothing yet", "say what reached you")


def _without_marks(text: str, reading: _Reading) -> str:
    """The text without the marks that were read, blanks reduced; fills in the fields of the reading."""
    rest, end = [], 0
    for match in re.finditer(_MARK, text, re.IGNORECASE):
        escape, mark, value = match[1], match[2].casefold(), match[3]
        if escape:
            rest.append(text[end : match.start()])
            end = match.start() + 1
        elif _read_mark(mark, value.strip('"“”'), reading):
            rest.append(text[end : match.start()])
            end = match.end()
    rest.append(text[end:])
    return " ".join("".join(rest).split())


def _read_mark(mark: str, value: str, reading: _Reading) -> bool:
    """Reads one mark into the fields; False when it is ordinary text after all."""
    readers = {"@": _raised, "#": _area, "=": _handling, "~": _minutes, "in:": _forum, "on:": _day}
    if mark in "@#=":
        value = value.rstrip(".,;:!?)")
    if mark == "~":
        value = value.rstrip(".,;:!?)")
        if parse_minutes(value) is None and not re.fullmatch(_LENGTH, fold(value)):
            return False
    elif not re.search(r"[^\W\d_]" if mark in "#=" else r"\w", value) or (mark == "=" and not value[0].isalpha()):
        return False
    return readers[mark](value, reading)


def _put(name: str, value: object, typed: str, reading: _Reading) -> bool:
    """Stores a field once; a second mark of the kind stays in the text, with a note."""
    if getattr(reading, name) is not None:
        message = f"'{shown(typed)}' was left in the text: there is one of its kind before it"
        reading.problems.append(CaptureProblem(name, typed, ProblemKind.NOTE, message))
        return False
    setattr(reading, name, value)
    return True


def _raised(value: str, reading: _Reading) -> bool:
    if not _put("raised_text", value, value, reading):
        return False
    try:
        reading.raised_by = resolve(value, reading.people)
    except RhythmError as error:
        candidates = find(value, reading.people)
        kind = ProblemKind.AMBIGUOUS if candidates else ProblemKind.UNKNOWN
        reading.problems.append(CaptureProblem("raised_by", value, kind, error.message, error.hint, candidates))
    return True


def _area(value: str, reading: _Reading) -> bool:
    slug = read_area(value, reading.areas)
    if not _put("area", slug, value, reading):
        return False
    reading.area_text = value
    if unknown := unknown_area(slug, value):
        message = f"{unknown}; kept as typed, under other"
        reading.problems.append(CaptureProblem("area", value, ProblemKind.NOTE, message))
    return True


def _handling(value: str, reading: _Reading) -> bool:
    slug = read_choice(value, reading.handlings)
    if slug is None:
        hint = near_or_all(value, sorted(set(reading.handlings.values())))
        message = f"'{shown(value)}' is not a handling"
        reading.problems.append(CaptureProblem("handling", value, ProblemKind.UNKNOWN, message, hint))
        return True
    return _put("handling", slug, value, reading)


def _minutes(value: str, reading: _Reading) -> bool:
    minutes = parse_minutes(value)
    if minutes:
        return _put("minutes", minutes, value, reading)
    message = f"'{shown(value)}' is not a length of time"
    hint = "for example ~20m or ~1h30, up to a day"
    reading.problems.append(CaptureProblem("minutes", value, ProblemKind.BAD, message, hint))
    return True


def _forum(value: str, reading: _Reading) -> bool:
    return _put("forum", value, value, reading)


def _day(value: str, reading: _Reading) -> bool:
    # Deferred: few lines name a day, and every line is to be logged at once.
    from rhythm.domain.dates import Looking, parse_day

    # A blank can't stand in an unquoted mark, so on:next-thu is read too.
    attempts = (value, value.replace("-", " "))
    problem: BadInput | None = None
    for attempt in attempts:
        try:
            day = parse_day(
                attempt,
                reading.today,
                looking=Looking.BACK,
                numeric_order=reading.numeric_order,
                quarter_start_month=reading.quarter_start_month,
            )
        except BadInput as error:
            problem = problem or error
        else:
            return _put("day", day, value, reading)
    if problem is not None:
        reading.problems.append(CaptureProblem("day", value, ProblemKind.BAD, problem.message, problem.hint))
    return True


def _note_no_such_day(summary: str, reading: _Reading) -> None:
    """A note where the text names a day that there is not."""
    # Deferred, as above.
    from rhythm.domain.dates import no_such_day

    if wrong := no_such_day(summary):
        reading.problems.append(CaptureProblem("summary", summary, ProblemKind.NOTE, f"{wrong}; kept as typed"))


def _prefix_parties(summary: str, teams: Sequence[NamedRef], reading: _Reading) -> tuple[Party, ...] | None:
    """The parties named before the first colon, or None when what stands there is no list of parties."""
    match = re.match(r"([^:]{1,120}):(?= |$)", summary)
    if not match:
        return None
    prefix = match[1].strip()
    spaced = re.split(r" / ", prefix)
    if len(spaced) > 1 and all(map(_short_name, spaced)):
        return unique(_side(name.strip(), teams, reading) for name in spaced)
    known = re.split(r" ?/ ?| & | vs\.? | x ", prefix)
    if not all(map(_short_name, known)):
        return None
    parties = [_known(name, teams, reading) for name in known]
    if len(parties) == 1 and parties[0] is not None and parties[0].person_id is not None:
        return None
    return None if None in parties else unique(party for party in parties if party is not None)


def _short_name(text: str) -> bool:
    return (
        len(text) <= _NAME_LETTERS
        and 1 <= len(text.split()) <= _NAME_WORDS
        and any(c.isalpha() for c in text)
        and not re.search(r"://|[.,;!?](?: |$)", text)
    )


def _known(name: str, teams: Sequence[NamedRef], reading: _Reading) -> Party | None:
    try:
        party = read_party(name, teams, reading.people, reading.names)
    except RhythmError:
        return None
    return party if party.on_record or party.name in reading.names else None


def _side(name: str, teams: Sequence[NamedRef], reading: _Reading) -> Party:
    """One side of `A / B:`; an unknown one is kept as a name, with a note."""
    try:
        party = read_party(name, teams, reading.people, reading.names)
    except RhythmError as error:
        candidates = find(name, reading.people, whole_words=True)
        problem = CaptureProblem("party", name, ProblemKind.AMBIGUOUS, error.message, error.hint, candidates)
        reading.problems.append(problem)
        return Party(name)
    if not party.on_record and party.name not in reading.names:
        near = near_names(name, teams)
        hint = f"did you mean {shown(' or '.join(near), 200)}?" if near else ""
        message = f"'{shown(name)}' is not a team or a person I know; kept as a name"
        reading.problems.append(CaptureProblem("party", name, ProblemKind.NOTE, message, hint))
    return party
