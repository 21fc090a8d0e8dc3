"""People files of any usual vendor: one row per person, managers resolved inside the file, nothing guessed.

Seen in exports and repaired without a word: titles above the headings, `Last, First`, `(On Leave)`, a formula sign
before a name, 0000-00-00, capitals in addresses. What can't be repaired is reported with its row; a person whose
manager is in doubt still comes in, without the link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rhythm.domain.names import fold, has_letter, name_key, shown
from rhythm.errors import BadInput
from rhythm.interop.people_cells import (
    ALIASES,
    clean_cell,
    clean_email,
    clean_name,
    full_name,
    has_lost_letters,
    left_by_status,
    left_by_suffix,
)
from rhythm.interop.people_managers import Entry, link_managers, without_nobodies
from rhythm.interop.tables import (
    TOO_MANY_CELLS,
    UNCLOSED,
    Record,
    RowProblem,
    Severity,
    Table,
    day_order,
    has_two_readings,
    heading_key,
    read_day,
    read_table,
)

_TOTAL = re.compile(r"(total|sum|count|summe|gesamt|anzahl)\b")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a file. Texts are empty when the file has none.

    `file_id` is the employee number there. `manager_row` is the row of the manager in the same file;
    `reports_to_me` is true also when the director is not in it. `has_left` is what a status says; `left_on` may
    stand without it and may lie ahead.
    """

    row: int
    name: str
    email: str
    file_id: str
    manager_row: int | None
    manager_text: str
    reports_to_me: bool
    title: str
    team: str
    nickname: str
    started_on: date | None
    left_on: date | None
    has_left: bool


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """The people of a file in its order, the director's row when found, what each column was taken for, problems.

    `heading_set` is the same for the next export of the same report.
    """

    rows: tuple[PersonRow, ...]
    problems: tuple[RowProblem, ...]
    me_row: int | None
    headings: tuple[tuple[str, str], ...]
    heading_set: str = ""


def parse_people(
    text: str, *, me: Sequence[str] = (), numeric_order: str | None = None, columns: Mapping[str, str] | None = None
) -> PeopleFile:
    """Reads a people file. `me` holds what the director goes by: e-mail, name, employee number.

    `columns` says by field which column to read, an empty text for none; the other fields are recognised. Raises
    BadInput when there is no column with names, and for a field or a column that is not there.
    """
    if not text.strip():
        raise BadInput("the file is empty", "export it again, with name, e-mail, manager, title and team")
    table = _table(text, columns or {})
    known = table.columns
    if "name" not in known and not {"first", "last"} <= known.keys():
        raise BadInput(
            "the file has no column with names", "the columns are name, email, manager, title and team; or --map"
        )
    problems: list[RowProblem] = []
    if not {"manager", "manager_email", "manager_id"} & known.keys():
        message = "there is no column that names managers"
        problems.append(RowProblem(table.heading_row, "manager", message, Severity.WARNING))
    entries = without_nobodies(_without_repeats(_entries(table, numeric_order, problems), problems), me)
    me_row = _find_me(entries, me)
    links = link_managers(entries, me, me_row, problems)
    names = {name_key(entry.name) for entry in entries}
    rows = tuple(_person(entry, links, me_row, names) for entry in entries)
    headings = tuple((field, table.heading(field)) for field in ALIASES if field in known)
    problems.sort(key=lambda problem: problem.row)
    return PeopleFile(rows, tuple(problems), me_row, headings, table.heading_set)


def _table(text: str, columns: Mapping[str, str]) -> Table:
    """The table, with some columns read as they were told to be."""
    for field in columns:
        if field not in ALIASES:
            raise BadInput(f"there is no field {shown(field)} to read", f"fields are {', '.join(ALIASES)}")
    told = {field: (heading_key(column),) if column.strip() else () for field, column in columns.items()}
    table = read_table(text, {**ALIASES, **told})
    for field, column in columns.items():
        if column.strip() and field not in table.columns:
            there = ", ".join(shown(heading) for heading in table.headings if heading.strip())
            raise BadInput(f"there is no column '{shown(column)}' in the file", f"its columns are {there or 'unknown'}")
    return table


def _person(entry: Entry, links: dict[int, int | None], me_row: int | None, names: set[str]) -> PersonRow:
    manager_row = links.get(entry.row)
    to_me = entry.row in links and manager_row is None
    return PersonRow(
        row=entry.row,
        name=entry.name,
        email=entry.email,
        file_id=entry.file_id,
        manager_row=manager_row,
        manager_text=entry.manager or entry.manager_email or entry.manager_id,
        reports_to_me=to_me or (manager_row is not None and manager_row == me_row),
        title=entry.title,
        team=_team(entry.team, names),
        nickname=entry.nickname if fold(entry.nickname) != fold(entry.name.partition(" ")[0]) else "",
        started_on=entry.started_on,
        left_on=entry.left_on,
        has_left=entry.has_left or entry.is_disabled,
    )


def _team(text: str, names: set[str]) -> str:
    """A team's name: the last part of a path, and without its manager in brackets; none where it has no letter."""
    last = _last_part(text)
    if not has_letter(last):
        return ""
    match = re.fullmatch(r"(.+?)\s*\(([^()]*)\)", last)
    return match[1] if match and name_key(clean_name(match[2])) in names else last


def _last_part(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2].strip() if path.startswith("/") else path


def _entries(table: Table, numeric_order: str | None, problems: list[RowProblem]) -> list[Entry]:
    orders = {field: _order(table, field, numeric_order, problems) for field in ("started", "left")}
    width = max(index for index, heading in enumerate(table.headings, start=1) if heading.strip())
    entries = []
    for record in table.records:
        reason = _no_person(table, record)
        if reason:
            problems.append(RowProblem(record.row, "", reason, Severity.NOTE))
            continue
        entry = _entry(table, record, orders, problems)
        if not entry.name:
            problems.append(RowProblem(record.row, "name", "the name is missing"))
            continue
        if not has_letter(entry.name):
            problems.append(RowProblem(record.row, "name", f"a name needs a letter: {shown(entry.name)}"))
            continue
        _check_shape(entry, record, width, problems)
        entries.append(entry)
    return entries


def _order(table: Table, field: str, numeric_order: str | None, problems: list[RowProblem]) -> str | None:
    """Which comes first in the days of a column. Where nothing says so it is told once, for all of the column."""
    cells = [table.cell(record, field) for record in table.records]
    order = day_order(cells) or numeric_order
    unclear = [(record.row, cell) for record, cell in zip(table.records, cells, strict=True) if has_two_readings(cell)]
    if order is None and unclear:
        row, cell = unclear[0]
        message = f"days like {shown(cell)} have two readings and were left out; the setting dates.numeric_order helps"
        problems.append(RowProblem(row, table.heading(field), message, Severity.WARNING))
    return order


def _entry(table: Table, record: Record, orders: dict[str, str | None], problems: list[RowProblem]) -> Entry:
    def cell(field: str) -> str:
        return clean_cell(table.cell(record, field), field)

    def day(field: str) -> date | None:
        try:
            return read_day(cell(field), orders[field])
        except BadInput as error:
            if orders[field] is not None or not has_two_readings(cell(field)):
                message = f"{error.message}; left out"
                problems.append(RowProblem(record.row, table.heading(field), message, Severity.WARNING))
            return None

    whole, nickname = cell("name"), clean_name(cell("nickname"))
    if nickname and not has_letter(nickname):
        message = f"a nickname needs a letter: {shown(nickname)}; left out"
        problems.append(RowProblem(record.row, table.heading("nickname"), message, Severity.WARNING))
    return Entry(
        row=record.row,
        name=full_name(whole, cell("first"), cell("last")),
        email=clean_email(cell("email")),
        typed_email=cell("email"),
        file_id=cell("id"),
        object_id=cell("object_id"),
        manager=cell("manager"),
        manager_email=cell("manager_email"),
        manager_id=cell("manager_id"),
        title=cell("title"),
        team=cell("team"),
        nickname=nickname if has_letter(nickname) else "",
        started_on=day("started"),
        left_on=day("left"),
        has_left=left_by_suffix(whole) or left_by_status(cell("status")),
        is_disabled=fold(cell("enabled")) == "false",
    )


def _no_person(table: Table, record: Record) -> str:
    """Why a row is nobody to meet: a total, a guest, a room or a service account; empty for a person."""
    name = fold(table.cell(record, "name") or table.cell(record, "first"))
    numbered, addressed = bool(table.cell(record, "id")), bool(table.cell(record, "email"))
    if _TOTAL.match(name) and not numbered and not addressed:
        return "left out: a total, no person"
    if fold(table.cell(record, "kind")) == "guest":
        return "left out: a guest account"
    named = bool(table.cell(record, "first") or table.cell(record, "last"))
    if {"id", "first", "last"} <= table.columns.keys() and not numbered and not named:
        return "left out: no employee number and no first or last name, so a room or a service account"
    return ""


def _check_shape(entry: Entry, record: Record, width: int, problems: list[RowProblem]) -> None:
    """Reports what is odd about a row that still holds a person."""
    row = entry.row
    if record.unclosed:
        problems.append(RowProblem(row, "", UNCLOSED))
    if any(cell.strip() for cell in record.cells[width:]):
        problems.append(RowProblem(row, "", TOO_MANY_CELLS))
    elif len(record.cells) < width:
        message = f"this row ends early, after {len(record.cells)} of {width} cells"
        problems.append(RowProblem(row, "", message, Severity.WARNING))
    if has_lost_letters(entry.name):
        message = f"a letter of the name was lost before the export: {shown(entry.name)}"
        problems.append(RowProblem(row, "name", message, Severity.WARNING))
    if (team := _last_part(entry.team)) and not has_letter(team):
        message = f"the name of a team needs a letter: {shown(team)}; left out"
        problems.append(RowProblem(row, "team", message, Severity.WARNING))
    if entry.is_disabled:
        problems.append(RowProblem(row, "", "the account is switched off; taken as left", Severity.NOTE))
    if entry.typed_email and not entry.email:
        problems.append(RowProblem(row, "email", "this is not an e-mail address; left out", Severity.WARNING))


def _without_repeats(entries: Sequence[Entry], problems: list[RowProblem]) -> list[Entry]:
    """Each person once. Rows that share a number or an address under different names are both kept and reported."""
    kept: list[Entry] = []
    by_id: dict[str, Entry] = {}
    by_email: dict[str, Entry] = {}
    for original in entries:
        entry = original
        same_id, same_email = by_id.get(entry.file_id), by_email.get(entry.email)
        twin = same_id or (same_email if not (same_email and entry.file_id and same_email.file_id) else None)
        if twin and name_key(twin.name) == name_key(entry.name):
            message = f"left out: the same person as in row {twin.row}"
            problems.append(RowProblem(entry.row, "", message, Severity.NOTE))
            continue
        if same_id:
            message = f"row {same_id.row} has the same employee number and another name"
            problems.append(RowProblem(entry.row, "id", message))
            entry = replace(entry, file_id="")
        if same_email:
            message = f"row {same_email.row} has the same e-mail address; it was left out here"
            problems.append(RowProblem(entry.row, "email", message))
            entry = replace(entry, email="")
        if entry.file_id:
            by_id[entry.file_id] = entry
        if entry.email:
            by_email[entry.email] = entry
        kept.append(entry)
    return kept


def _find_me(entries: Sequence[Entry], me: Sequence[str]) -> int | None:
    """The director's row: the one with the first of these e-mails, numbers or names that exactly one row has."""
    for identity in filter(str.strip, me):
        found = [
            entry.row
            for entry in entries
            if fold(identity) in (fold(entry.email), fold(entry.file_id)) or name_key(identity) == name_key(entry.name)
        ]
        if len(found) == 1:
            return found[0]
    return None
