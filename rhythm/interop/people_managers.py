"""Who reports to whom in a people file: by number, by e-mail, by name, and never by guessing between two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rhythm.domain.names import fold, name_key, shown
from rhythm.interop.people_cells import clean_email, clean_name, common_name, may_be_nothing
from rhythm.interop.tables import RowProblem, Severity

ME = 0
"""Stands for a director who is not in the file; rows count from 1."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as the cells have it, cleaned; managers not yet looked up."""

    row: int
    name: str
    email: str
    typed_email: str
    file_id: str
    object_id: str
    manager: str
    manager_email: str
    manager_id: str
    title: str
    team: str
    nickname: str
    started_on: date | None
    left_on: date | None
    has_left: bool
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What a manager's cell led to: the rows it could mean, and how, when that deserves a word."""

    rows: tuple[int, ...] = ()
    remark: str = ""
    severity: Severity = Severity.NOTE


def without_nobodies(entries: Sequence[Entry], me: Sequence[str]) -> list[Entry]:
    """The people of a file without managers such as `null`, unless that is what somebody is called."""
    called = {name_key(name) for entry in entries for name in _names_of(entry)} | set(map(name_key, me))
    return [
        replace(entry, manager="") if may_be_nothing(entry.manager) and name_key(entry.manager) not in called else entry
        for entry in entries
    ]


def link_managers(
    entries: Sequence[Entry], me: Sequence[str], me_row: int | None, problems: list[RowProblem]
) -> dict[int, int | None]:
    """The manager's row for each row that has one; None there means the director, who is not in the file.

    Somebody who reports to themselves is a top. The members of a circle lose their managers, with one error.
    """
    book = _Book(entries, me if me_row is None else ())
    above: dict[int, int] = {}
    tops: list[Entry] = []
    for entry in entries:
        found = book.manager_of(entry)
        if found.remark:
            problems.append(RowProblem(entry.row, "manager", found.remark, found.severity))
        if len(found.rows) == 1 and found.rows[0] != entry.row:
            above[entry.row] = found.rows[0]
        elif not found.remark:
            tops.append(entry)
    _break_circles(above, problems)
    _report_tops(tops, above, me_row, problems)
    return {row: manager or None for row, manager in above.items()}


class _Book:
    """Looks people of one file up by number, e-mail, the part before the @, and name."""

    def __init__(self, entries: Sequence[Entry], me: Sequence[str]) -> None:
        self._entries = {entry.row: entry for entry in entries}
        self._ids: defaultdict[str, list[int]] = defaultdict(list)
        self._emails: defaultdict[str, list[int]] = defaultdict(list)
        self._locals: defaultdict[str, list[int]] = defaultdict(list)
        self._names: defaultdict[str, list[int]] = defaultdict(list)
        for entry in entries:
            self._add(entry.row, (entry.file_id, entry.object_id), entry.email, _names_of(entry))
        for identity in me:
            email = clean_email(identity)
            names = (identity,) if not email else (email.partition("@")[0],)
            self._add(ME, () if email else (identity,), email, names)

    def _add(self, row: int, numbers: Iterable[str], email: str, names: Iterable[str]) -> None:
        for number in filter(None, map(fold, numbers)):
            self._ids[number].append(row)
        if email:
            self._emails[email].append(row)
            self._locals[email.partition("@")[0]].append(row)
        for name in {name_key(name) for name in names} - {""}:
            if row not in self._names[name]:
                self._names[name].append(row)

    def manager_of(self, entry: Entry) -> _Found:
        """What the three manager cells of a row lead to, the number before the e-mail before the name."""
        cells = [cell for cell in (entry.manager_id, entry.manager_email, entry.manager) if cell]
        if not cells:
            return _Found()
        tried = [self._read(cell, entry) for cell in cells]
        sure = [found for found in tried if len(found.rows) == 1]
        if not sure:
            return tried[-1]
        if any(found.rows != sure[0].rows and not found.remark for found in sure[1:]):
            message = f"two columns name different managers; {self._label(sure[0].rows[0])} was taken"
            return _Found(sure[0].rows, message, Severity.WARNING)
        return sure[0]

    def _read(self, cell: str, entry: Entry) -> _Found:
        text = common_name(cell) or cell
        numbered = re.search(r"\(\s*([0-9A-Za-z-]*[0-9][0-9A-Za-z-]*)\s*\)", text)
        for number in (text, numbered[1] if numbered else ""):
            if len(rows := self._ids.get(fold(number), [])) == 1:
                return _Found(tuple(rows))
        if email := clean_email(text):
            return self._by_email(email)
        return self._by_name(clean_name(text), text, entry)

    def _by_email(self, email: str) -> _Found:
        rows = self._emails.get(email, [])
        if rows:
            return _Found(tuple(rows))
        rows = self._locals.get(email.partition("@")[0], [])
        if len(rows) == 1:
            return _Found(
                tuple(rows), f"{self._label(rows[0])} was taken as the manager: the address has another domain"
            )
        return _unknown(email)

    def _by_name(self, name: str, text: str, entry: Entry) -> _Found:
        rows = self._names.get(name_key(name), []) or self._locals.get(fold(text), [])
        if not rows:
            return _unknown(name or text)
        if len(rows) == 1:
            return _Found(tuple(rows))
        if len(named := self._in_brackets(text, rows)) == 1:
            return _Found(tuple(named))
        beside = [row for row in rows if row != ME and entry.team and fold(self._entries[row].team) == fold(entry.team)]
        if len(beside) == 1:
            message = f"several people are called {shown(name)}; {self._label(beside[0])}, of the same team, was taken"
            return _Found(tuple(beside), message, Severity.WARNING)
        listed = " or ".join(self._label(row) for row in rows[:5])
        return _Found((), f"the manager could be {listed}; none was taken", Severity.ERROR)

    def _in_brackets(self, text: str, rows: Iterable[int]) -> list[int]:
        """Of these rows those whose department the cell itself names, as in `Ochoa, Ben (Core)`."""
        teams = {fold(inner) for inner in re.findall(r"\(([^()]*)\)", text)}
        return [row for row in rows if row != ME and fold(self._entries[row].team) in teams - {""}]

    def _label(self, row: int) -> str:
        return "the director" if row == ME else f"{shown(self._entries[row].name)} in row {row}"


def _names_of(entry: Entry) -> tuple[str, ...]:
    last = entry.name.partition(" ")[2]
    return (entry.name, f"{entry.nickname} {last}") if entry.nickname and last else (entry.name,)


def _unknown(text: str) -> _Found:
    return _Found((), f"the manager '{shown(text)}' is not in this file", Severity.ERROR)


def _break_circles(above: dict[int, int], problems: list[RowProblem]) -> None:
    walked: set[int] = set()
    for start in sorted(above):
        path: dict[int, None] = {}
        row: int | None = start
        while row is not None and row not in walked:
            walked.add(row)
            path[row] = None
            row = above.get(row)
        if row is None or row not in path:
            continue
        steps = list(path)
        circle = sorted(steps[steps.index(row) :])
        listed = ", ".join(map(str, circle))
        message = f"rows {listed} report to one another in a circle; they come in without a manager"
        problems.append(RowProblem(circle[0], "manager", message))
        for member in circle:
            del above[member]


def _report_tops(tops: Sequence[Entry], above: dict[int, int], me_row: int | None, problems: list[RowProblem]) -> None:
    """Warns of everybody without a manager but the one expected top: above the director, else of the largest tree."""
    roots = _roots(above)
    below = Counter(roots.values())
    if me_row is not None:
        expected = roots.get(me_row, me_row)
    elif ME in below:
        expected = ME
    else:
        expected = max(tops, key=lambda top: (below[top.row], -top.row)).row if tops else ME
    for top in tops:
        if top.row != expected:
            problems.append(RowProblem(top.row, "manager", "no manager is named here", Severity.WARNING))


def _roots(above: dict[int, int]) -> dict[int, int]:
    """For each row with a manager the top of the tree it stands in; there are no circles left."""
    roots: dict[int, int] = {}
    for start in above:
        path = []
        row = start
        while row in above and row not in roots:
            path.append(row)
            row = above[row]
        top = roots.get(row, row)
        roots.update(dict.fromkeys(path, top))
    return roots
