"""Escalations in files: JSON Lines, JSON and CSV, read into plain rows."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rhythm.domain.dates import parse_full_day
from rhythm.domain.fields import MAX_MINUTES, parse_minutes, read_choice
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput
from rhythm.interop.tables import RowProblem, day_order, read_table, refuse_too_many
from rhythm.interop.text import read_text

COLUMNS = (
    "day",
    "summary",
    "parties",
    "area",
    "raised_by",
    "occasion",
    "handling",
    "cause",
    "moment",
    "minutes",
    "reached",
    "without_me",
    "repair",
    "conflict",
    "conflict_name",
    "uid",
)
REQUIRED = ("day", "summary")
_OTHER_NAMES = {"day": "date", "parties": "teams", "area": "decision area", "conflict": "conflict id"}
ALIASES = {column: tuple(filter(None, (column.replace("_", " "), _OTHER_NAMES.get(column, "")))) for column in COLUMNS}
_KEYS = {name.replace(" ", "_"): column for column, names in ALIASES.items() for name in names}
_UID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_LISTS = ("records", "escalations", "rows")
_CHOSEN = ("handling", "cause", "moment", "reached")
_COLUMNS_HINT = f"the columns are {', '.join(COLUMNS)}; only day and summary are required"


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """One escalation as a file has it: names and words, nothing looked up. `minutes` is a length in minutes.

    `conflict` is any label that its rows share, `conflict_name` what the conflict is called; `uid` says which record
    the row was in the store that it was written from.
    """

    row: int
    day: date
    summary: str
    parties: tuple[str, ...] = ()
    area: str | None = None
    raised_by: str | None = None
    occasion: str | None = None
    handling: str | None = None
    cause: str | None = None
    moment: str | None = None
    minutes: int | None = None
    conflict: str | None = None
    reached: str | None = None
    without_me: str | None = None
    repair: str | None = None
    conflict_name: str | None = None
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class EscalationFile:
    """The good rows of a file in its order, and one problem for each other row."""

    rows: tuple[EscalationRow, ...]
    problems: tuple[RowProblem, ...]


class _Wrong(Exception):
    """A value of a row can't be used: the column and why."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message


def read_escalations(
    path: Path,
    *,
    closed_lists: Mapping[str, Mapping[str, str]] | None = None,
    numeric_order: str | None = None,
) -> EscalationFile:
    """Reads a file of escalations. The ending names its form, else its first character does.

    `closed_lists` maps the columns handling, cause, moment and reached to label -> slug; then values are slugs.
    Raises BadInput when the file can't be read or lacks a required column altogether.
    """
    return parse_escalations(
        read_text(path), path.suffix.casefold(), closed_lists=closed_lists, numeric_order=numeric_order
    )


def parse_escalations(
    text: str,
    ending: str = "",
    *,
    closed_lists: Mapping[str, Mapping[str, str]] | None = None,
    numeric_order: str | None = None,
) -> EscalationFile:
    """As `read_escalations`, from the text itself and the file's ending, such as `.csv`."""
    if not text.strip():
        return EscalationFile((), ())
    is_json = ending in (".json", ".jsonl", ".ndjson")
    if ending not in (".csv", ".tsv") and not is_json:
        is_json = text.lstrip()[0] in "[{"
    records = list(_json_records(text) if is_json else _csv_records(text))
    if is_json and records:
        _require({column for _, record in records if isinstance(record, dict) for column in record})
    days = [record["day"] for _, record in records if isinstance(record, dict) and "day" in record]
    order = day_order([day for day in days if isinstance(day, str)]) or numeric_order
    rows: list[EscalationRow] = []
    problems: list[RowProblem] = []
    for number, record in records:
        try:
            if isinstance(record, RowProblem):
                problems.append(record)
            else:
                rows.append(_row(number, record, closed_lists or {}, order))
        except _Wrong as wrong:
            problems.append(RowProblem(number, wrong.column, wrong.message))
    return EscalationFile(tuple(rows), tuple(problems))


def _require(columns: Container[str]) -> None:
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise BadInput(f"the file has no column {' and no column '.join(missing)}", _COLUMNS_HINT)


def _json_records(text: str) -> Iterator[tuple[int, dict[str, object] | RowProblem]]:
    """Each record with its number: its place in a list, its line in JSON Lines."""
    whole = _whole_json(text)
    refuse_too_many(len(whole) if whole is not None else text.count("\n"))
    if whole is not None:
        for number, value in enumerate(whole, start=1):
            yield number, _named(number, value)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, _named(number, json.loads(line))
        except (ValueError, RecursionError):
            yield number, RowProblem(number, "", "this line is not JSON")


def _whole_json(text: str) -> list[object] | None:
    """The records of a text that is one list, or one object around a list or over several lines; else None."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("["):
            place = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            message = f"the file is not JSON: it breaks off{place}"
            raise BadInput(message, "write one list, or one record per line") from None
        return None
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        inner = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
        return inner if inner is not None else [value]
    return [value]


def _named(number: int, value: object) -> dict[str, object] | RowProblem:
    """A record under our column names; null counts as not there. Another name never replaces the right one."""
    if not isinstance(value, dict):
        return RowProblem(number, "", "this is not a record with named values")
    named: dict[str, object] = {}
    for key, item in value.items():
        column = _KEYS.get(str(key).strip().casefold().replace(" ", "_"))
        if column and item is not None and (key == column or column not in named):
            named[column] = item
    return named


def _csv_records(text: str) -> Iterator[tuple[int, dict[str, object] | RowProblem]]:
    table = read_table(text, ALIASES)
    _require(table.columns)
    for record in table.records:
        if flaw := table.flaw(record):
            yield record.row, RowProblem(record.row, "", flaw)
        else:
            cells = ((column, table.cell(record, column)) for column in table.columns)
            yield record.row, {column: cell for column, cell in cells if cell}


def _row(
    number: int, record: Mapping[str, object], closed_lists: Mapping[str, Mapping[str, str]], order: str | None
) -> EscalationRow:
    day = _day(record, order)
    summary = _line(record, "summary")
    if not summary:
        raise _Wrong("summary", "the summary is missing")
    chosen = {column: _choice(record, column, closed_lists.get(column)) for column in _CHOSEN}
    return EscalationRow(
        row=number,
        day=day,
        summary=summary,
        parties=_parties(record.get("parties")),
        area=_line(record, "area"),
        raised_by=_line(record, "raised_by"),
        occasion=_line(record, "occasion"),
        handling=chosen["handling"],
        cause=chosen["cause"],
        moment=chosen["moment"],
        minutes=_minutes(record),
        conflict=_line(record, "conflict"),
        reached=chosen["reached"],
        without_me=_line(record, "without_me"),
        repair=_line(record, "repair"),
        conflict_name=_line(record, "conflict_name"),
        uid=_uid(record),
    )


def _day(record: Mapping[str, object], order: str | None) -> date:
    text = _line(record, "day")
    if not text:
        raise _Wrong("day", "the day is missing")
    try:
        return parse_full_day(text, numeric_order=order)
    except BadInput as error:
        raise _Wrong("day", error.message) from None


def _line(record: Mapping[str, object], column: str) -> str | None:
    """A value as one clean line, None when blank."""
    value = record.get(column)
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise _Wrong(column, f"{column} is not text")
    # JSON can hold half of a surrogate pair, which no database can.
    text = str(value).encode("utf-8", "replace").decode() if value is not None else ""
    try:
        return clean_line(text, column) if text.strip() else None
    except BadInput as error:
        raise _Wrong(column, error.message) from None


def _choice(record: Mapping[str, object], column: str, choices: Mapping[str, str] | None) -> str | None:
    text = _line(record, column)
    if text is None or choices is None:
        return text
    slug = read_choice(text, choices)
    if slug is None:
        raise _Wrong(column, f"this {column} is not one of {', '.join(sorted(set(choices.values())))}")
    return slug


def _uid(record: Mapping[str, object]) -> str | None:
    """A uid as we write them; any other text is nobody's, and the row gets one of its own."""
    text = _line(record, "uid") or ""
    return text if _UID.fullmatch(text) else None


def _minutes(record: Mapping[str, object]) -> int | None:
    text = _line(record, "minutes")
    if text is None:
        return None
    number = re.fullmatch(r"([0-9]{1,4})(\.0*)?", text)
    minutes = int(number[1]) if number else parse_minutes(text)
    if minutes is None or minutes > MAX_MINUTES:
        raise _Wrong("minutes", f"minutes is not a number from 0 to {MAX_MINUTES}")
    return minutes


def _parties(value: object) -> tuple[str, ...]:
    """The names in a list, or in a text between `;`. A name may hold `\\;`."""
    if value is None:
        return ()
    if isinstance(value, str):
        names: Sequence[object] = [_unescaped(name) for name in re.findall(r"(?:\\[\\;]|[^;])+", value)]
    elif isinstance(value, list):
        names = value
    else:
        raise _Wrong("parties", "parties is not a list of names")
    lines = [_line({"parties": name}, "parties") for name in names]
    return tuple(dict.fromkeys(line for line in lines if line))


def _unescaped(name: str) -> str:
    return re.sub(r"\\([\\;])", r"\1", name)
