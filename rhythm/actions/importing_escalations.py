"""Escalations from a file, row by row in its order, as one action.

Every row gets the suggestions that logging it by hand at that moment would have got: computed against the rows
above it, before it is stored itself.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rhythm.actions.escalations import derived_name, link_escalation, log_escalation, new_conflict
from rhythm.actions.importing import Report, all_or_nothing, problem_of
from rhythm.domain.conflicts import Rules
from rhythm.domain.escalations import Cause, ConflictId, Escalation, Handling, Moment, NewEscalation, Party, Reached
from rhythm.domain.fields import OTHER_AREA, read_area
from rhythm.domain.names import NamedRef, find, fold, has_letter, shown
from rhythm.domain.people import PersonId, TeamId
from rhythm.errors import RhythmError
from rhythm.interop.escalations import EscalationFile, EscalationRow
from rhythm.interop.tables import RowProblem, Severity
from rhythm.queries import tracker as queries
from rhythm.queries.numbers import merged_into
from rhythm.queries.suggesting import Suggestion
from rhythm.storage.database import Database, Value

Suggest = Callable[[NewEscalation], tuple[Suggestion, ...]]


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a file can mean: teams and people here, and areas by each way to write them."""

    teams: Sequence[NamedRef]
    people: Sequence[NamedRef]
    areas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of the file and what became of it; the numbers are None when it was not stored.

    `suggestions` are empty for a row that was here already.
    """

    row: int
    escalation_id: int | None
    conflict_id: int | None
    suggestions: tuple[Suggestion, ...]


@dataclass(slots=True)
class EscalationReport(Report):
    """As `Report`, with every row in the file's order; `left` counts rows left out for a problem."""

    rows: list[ImportedRow] = field(default_factory=list)


def import_escalations(
    db: Database,
    file: EscalationFile,
    names: Names,
    suggest: Suggest,
    rules: Rules,
    *,
    dry_run: bool = False,
    keep_going: bool = False,
) -> EscalationReport:
    """Bring the rows of a file in. The same file again changes nothing; blank fields of rows that are here already
    are filled from it, and nothing is overwritten.

    Rows that share a label in `conflict` are confirmed rows of one conflict, named in the file or by the first of
    them. A row with the uid of a record is that record, whatever else the file says of it.
    """
    report = EscalationReport(problems=list(file.problems))
    with all_or_nothing(db, "import escalations", report, dry_run=dry_run, keep_going=keep_going):
        under_way = _Import(db, names, suggest, rules, report)
        seen: Counter[str] = Counter()
        for row in db.far.through(file.rows, "row"):
            under_way.take(row, _import_key(row, seen))
        _add_left_out(report, file)
    if report.refused:
        return EscalationReport(problems=report.problems, refused=True)
    if dry_run:
        # Numbers that were given out and taken back again would mean other rows later.
        report.rows = [replace(row, escalation_id=None, conflict_id=None) for row in report.rows]
    return report


class _Import:
    """One import under way, inside an action."""

    def __init__(self, db: Database, names: Names, suggest: Suggest, rules: Rules, report: EscalationReport) -> None:
        self._db = db
        self._names = names
        self._suggest = suggest
        self._rules = rules
        self._report = report
        self._teams = {fold(name): ref for ref in reversed(names.teams) for name in (*ref.aliases, ref.name)}
        self._people = _by_whole_name(names.people)
        self._labels = {
            row["label"]: merged_into(db, row["id"]) or row["id"]
            # What was exported without a label is known by its uid.
            for row in db.all("SELECT id, coalesce(label, uid) AS label FROM conflict WHERE deleted_at IS NULL")
        }

    def take(self, row: EscalationRow, import_key: str) -> None:
        """Store one row, or bring it up to date."""
        number = self._db.value(
            "SELECT id FROM escalation WHERE (import_key = ? OR uid = ?) AND deleted_at IS NULL"
            " ORDER BY uid = ? DESC LIMIT 1",
            (import_key, row.uid, row.uid),
        )
        try:
            if number is not None:
                self._fill(row, int(number))
            else:
                self._add(row, import_key)
        except (RhythmError, ValueError) as error:
            self._report.problems.append(problem_of(row.row, error))

    def _add(self, row: EscalationRow, import_key: str) -> None:
        new = self._new(row)
        suggestions = self._suggest(new._replace(raised_by=row.raised_by or ""))
        stored = log_escalation(self._db, new, self._rules, import_key=import_key, uid=self._free(row.uid))
        if row.conflict is not None:
            stored = self._linked(stored, row, row.conflict)
        # The next row's suggestions see this one.
        self._db.settle()
        self._report.added += 1
        self._report.rows.append(ImportedRow(row.row, stored.id, stored.conflict_id, suggestions))

    def _fill(self, row: EscalationRow, escalation_id: int) -> None:
        """Give a row that is here already what it lacks and the file has."""
        stored = queries.escalation(self._db, escalation_id)
        assert stored is not None
        new = self._new(row)
        values: dict[str, Value] = {
            "area": new.area,
            "area_text": new.area_text,
            "handling": new.handling,
            "cause": new.cause,
            "moment": new.moment,
            "minutes": new.minutes,
            "reached": new.reached,
            "without_me": new.without_me,
            "repair": new.repair,
        }
        blank = {column: value for column, value in values.items() if value and not getattr(stored, column)}
        if stored.area:
            blank.pop("area_text", None)
        if blank:
            self._db.update("escalation", escalation_id, **blank)
        to_link = row.conflict is not None and stored.conflict_id is None
        if row.conflict is not None and to_link:
            stored = self._linked(stored, row, row.conflict)
        if blank or to_link:
            self._report.changed += 1
        else:
            self._report.unchanged += 1
        self._report.rows.append(ImportedRow(row.row, escalation_id, stored.conflict_id, ()))

    def _free(self, uid: str | None) -> str | None:
        """A uid, unless a record that is gone has it."""
        taken = uid is not None and self._db.value("SELECT 1 FROM escalation WHERE uid = ?", (uid,))
        return None if taken else uid

    def _linked(self, stored: Escalation, row: EscalationRow, label: str) -> Escalation:
        if label not in self._labels:
            name = self._conflict_name(row) or derived_name(stored)
            self._labels[label] = new_conflict(self._db, name, stored.day, label)
        return link_escalation(self._db, stored.id, ConflictId(self._labels[label]), self._rules)

    def _conflict_name(self, row: EscalationRow) -> str:
        """What the file calls the conflict of a row; nothing where that could not be its name."""
        name = row.conflict_name or ""
        if name and not has_letter(name):
            message = f"the name of a conflict needs a letter: {shown(name)}; named by what its first row says"
            self._report.problems.append(RowProblem(row.row, "conflict_name", message, Severity.NOTE))
            return ""
        return name

    def _new(self, row: EscalationRow) -> NewEscalation:
        raised = find(row.raised_by, self._names.people, whole_words=True) if row.raised_by else ()
        return NewEscalation(
            summary=row.summary,
            day=row.day,
            parties=tuple(dict.fromkeys(self._party(name) for name in row.parties)),
            area=self._area(row),
            area_text=row.area or "",
            raised_by_id=PersonId(raised[0].id) if len(raised) == 1 else None,
            raised_by=(row.raised_by or "") if len(raised) != 1 else "",
            forum=row.occasion or "",
            handling=Handling(row.handling) if row.handling is not None else None,
            cause=Cause(row.cause) if row.cause is not None else None,
            moment=Moment(row.moment) if row.moment is not None else None,
            # A file may say 0 where nothing was measured.
            minutes=row.minutes or None,
            reached=Reached(row.reached) if row.reached is not None else None,
            without_me=row.without_me or "",
            repair=row.repair or "",
        )

    def _area(self, row: EscalationRow) -> str:
        if row.area is None:
            return ""
        area = read_area(row.area, self._names.areas)
        if area == OTHER_AREA and fold(row.area) != OTHER_AREA:
            message = f"'{shown(row.area)}' is not an area I know; kept as typed, under other"
            self._report.problems.append(RowProblem(row.row, "area", message, Severity.NOTE))
        return area

    def _party(self, name: str) -> Party:
        """A team or a person by its whole name or alias, else a party by name."""
        key = fold(name)
        team = self._teams.get(key)
        if team is not None:
            return Party(team.name, team_id=TeamId(team.id))
        person = self._people.get(key)
        return Party(person.name, person_id=PersonId(person.id)) if person is not None else Party(name)


def _by_whole_name(people: Sequence[NamedRef]) -> dict[str, NamedRef]:
    """People by folded name and alias; what two of them are called is nobody's."""
    called = Counter(name for ref in people for name in {fold(name) for name in (ref.name, *ref.aliases)})
    return {fold(name): ref for ref in people for name in (ref.name, *ref.aliases) if called[fold(name)] == 1}


def _import_key(row: EscalationRow, seen: Counter[str]) -> str:
    """What makes a row the same one in another reading of the file; rows that are equal are numbered."""
    facts = [row.day.isoformat(), row.summary, sorted(row.parties), row.raised_by, row.occasion]
    text = json.dumps(facts, ensure_ascii=False)
    seen[text] += 1
    return hashlib.sha256(f"{text}{seen[text]}".encode()).hexdigest()


def _add_left_out(report: EscalationReport, file: EscalationFile) -> None:
    """Rows that could not be used stand in the report too, in their place."""
    used = {row.row for row in report.rows}
    wrong = {row.row for row in file.rows} | {problem.row for problem in file.problems}
    report.rows += [ImportedRow(row, None, None, ()) for row in wrong - used]
    report.rows.sort(key=lambda row: row.row)
    report.left = len(wrong - used)
