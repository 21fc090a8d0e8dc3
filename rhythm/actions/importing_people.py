"""People from a file: who joined, moved, was renamed or left, as one action.

A row is somebody we know by e-mail, else by a name that only one person here and one row has. What the file leaves
blank stays, and what is ours alone (rhythm, nickname, notes) is never written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rhythm.actions.importing import Report, all_or_nothing
from rhythm.actions.people import archive_person, edit_team, ensure_me
from rhythm.domain.names import fold, name_key, shown
from rhythm.domain.people import Person, PersonId, Relation, TeamId
from rhythm.errors import BadInput, RhythmError
from rhythm.interop.people import PeopleFile, PersonRow
from rhythm.interop.people_cells import clean_email, clean_name
from rhythm.interop.tables import RowProblem, Severity
from rhythm.queries import people as queries
from rhythm.queries.rows import iso
from rhythm.storage.database import Database, Value

DEEPEST = 2
"""Reports and skip-levels come in; who stands deeper is met by somebody else."""

MISSING_SHARE, MISSING_PEOPLE = 0.2, 5
"""A file that lacks more than this share, and at least so many, of the people below me is taken for half a file."""

_NAMED = 5


@dataclass(slots=True)
class PeopleReport(Report):
    """As `Report`; `left` counts who has left the company, `left_out` rows of people who are neither my reports
    nor skip-levels, `missing` names who is below me here and not in the file. `me` is the name of the row that was
    taken for the director, empty when there is none."""

    me: str = ""
    left_out: int = 0
    missing: list[str] = field(default_factory=list)


def director_in(file: PeopleFile) -> PersonRow | None:
    """The row of the director when nobody said who it is: the only one who stands on top of others.

    None when the file names no managers at all; then everybody in it is a report of mine. Raises BadInput when
    several could be it.
    """
    if _is_flat(file.rows):
        return None
    managers = {row.manager_row for row in file.rows}
    tops = [row for row in file.rows if row.row in managers and row.manager_row is None and _is_own_top(row)]
    if len(tops) != 1:
        names = [shown(top.name) for top in tops[:_NAMED]] + (["others"] if len(tops) > _NAMED else [])
        which = f": {', '.join(names[:-1])} or {names[-1]}" if names else ""
        raise BadInput(f"it is not clear which of these people is you{which}", "say it once with --me EMAIL")
    return tops[0]


def import_people(
    db: Database,
    file: PeopleFile,
    *,
    me_row: int | None,
    me_email: str = "",
    dry_run: bool = False,
    keep_going: bool = False,
) -> PeopleReport:
    """Bring the people of a file in, or up to date. The same file again changes nothing.

    `me_row` is the director's row; None when the director is not in the file. `me_email` is kept for a director
    who has no address yet. Raises BadInput when nobody in the file reports to the director.
    """
    me = next((row.name for row in file.rows if row.row == me_row), "")
    report = PeopleReport(problems=list(file.problems), me=me)
    with all_or_nothing(db, "import people", report, dry_run=dry_run, keep_going=keep_going):
        _Import(db, file, me_row, report).run(me_email)
    if not report.refused:
        return report
    return PeopleReport(problems=report.problems, refused=True, me=me, missing=report.missing)


class _Import:
    """One import under way, inside an action."""

    def __init__(self, db: Database, file: PeopleFile, me_row: int | None, report: PeopleReport) -> None:
        self._db = db
        self._rows = file.rows
        self._flat = _is_flat(file.rows)
        self._doubtful = {problem.row for problem in file.problems if problem.column == "manager"}
        self._me_row = me_row
        self._report = report
        self._added: set[int] = set()
        self._touched: set[int] = set()

    def run(self, me_email: str) -> None:
        """Everything, in the order in which one thing builds on the other."""
        is_new = queries.me(self._db) is None
        me = ensure_me(self._db)
        if me_email and not me.email:
            self._db.update("person", me.id, email=me_email)
        if is_new and self._me_row is not None:
            self._added.add(self._me_row)
        known = queries.everybody(self._db)
        found = self._matched(known, me)
        rows = self._wanted(found)
        self._tell_missing(known, found)
        teams = self._teams(rows)
        ids = {row.row: self._store(row, found.get(row.row), teams) for row in rows}
        self._link(self._links(rows, ids, me))
        self._lead(me)
        gone = {row.row for row in rows if row.row in found and self._archive(row, found[row.row])}
        self._report.left = len(gone)
        self._report.added = len(self._added - gone)
        self._report.changed = len(self._touched - self._added - gone)
        self._report.unchanged = len(rows) - len(gone | self._added | self._touched)

    def _wanted(self, found: Mapping[int, Person]) -> list[PersonRow]:
        """The rows that come in: who is known here, and else my reports, my skip-levels and my boss."""
        by_number = {row.row: row for row in self._rows}
        depths = {row.row: self._depth(row, by_number) for row in self._rows}
        if self._me_row is not None and (boss := by_number[self._me_row].manager_row) is not None:
            depths[boss] = -1
        if 1 not in depths.values() and not found.keys() - {self._me_row}:
            raise BadInput("nobody in this file reports to you", "check the column that names managers, or --me EMAIL")
        rows = []
        for row in self._rows:
            depth = depths[row.row]
            near = depth is not None and depth <= DEEPEST
            if row.row in found or (near and not self._has_left(row)):
                rows.append(row)
        self._report.left_out = len(self._rows) - len(rows)
        return rows

    def _depth(self, row: PersonRow, by_number: Mapping[int, PersonRow]) -> int | None:
        """How far below the director a row stands; None for one elsewhere in the company.

        Rows whose manager is in doubt, and who stands below them, count as skip-levels.
        """
        steps = 0
        while row.row != self._me_row:
            if row.reports_to_me or self._flat:
                return steps + 1
            if row.manager_row is None:
                return None if _is_own_top(row) and row.row not in self._doubtful else DEEPEST
            row = by_number[row.manager_row]
            steps += 1
        return steps

    def _matched(self, known: Sequence[Person], me: Person) -> dict[int, Person]:
        """For each row that is somebody we know, who."""
        found = {self._me_row: me} if self._me_row is not None else {}
        others = [person for person in known if not person.is_me]
        by_email = {fold(person.email): person for person in others if person.email}
        for row in self._rows:
            if row.row not in found and row.email and (person := by_email.pop(fold(row.email), None)) is not None:
                found[row.row] = person
        taken = {person.id for person in found.values()}
        names = Counter(name_key(person.name) for person in others)
        row_names = Counter(name_key(row.name) for row in self._rows)
        by_name = {name_key(person.name): person for person in others if person.id not in taken}
        for row in self._rows:
            key = name_key(row.name)
            if row.row not in found and key in by_name and names[key] == row_names[key] == 1:
                found[row.row] = by_name[key]
        return found

    def _tell_missing(self, known: Sequence[Person], found: Mapping[int, Person]) -> None:
        """Names who is below the director here and not in the file; too many of them stop the import."""
        in_tree = (None, Relation.MANAGER, Relation.SKIP_LEVEL)
        below = [
            person
            for person in known
            if person.manager_id is not None and person.archived_on is None and person.set_relation in in_tree
            if not person.is_me
        ]
        seen = {person.id for person in found.values()}
        self._report.missing = [person.name for person in below if person.id not in seen]
        count = len(self._report.missing)
        # A file that holds none of them is of another part of the organisation.
        if MISSING_PEOPLE <= count < len(below) and count > MISSING_SHARE * len(below):
            message = f"{count} of the {len(below)} people below you are not in this file; is it whole?"
            self._report.problems.append(RowProblem(1, "", message))

    def _teams(self, rows: Iterable[PersonRow]) -> dict[str, TeamId]:
        """The teams by folded name and alias; those that the rows name and nobody had are made."""
        teams = {fold(alias): team.id for team in queries.all_teams(self._db) for alias in (*team.aliases, team.name)}
        for row in rows:
            if row.team and fold(row.team) not in teams:
                teams[fold(row.team)] = TeamId(self._db.insert("team", name=row.team))
        return teams

    def _store(self, row: PersonRow, person: Person | None, teams: Mapping[str, TeamId]) -> PersonId:
        """Add somebody, or bring them up to date; all but the manager."""
        values: dict[str, Value] = {
            "name": row.name,
            "email": row.email,
            "title": row.title,
            "team_id": teams[fold(row.team)] if row.team else None,
            "started_on": iso(row.started_on),
        }
        if person is None:
            self._added.add(row.row)
            return PersonId(self._db.insert("person", nickname=row.nickname, **values))
        stored: dict[str, Value] = {
            "name": person.name,
            "email": fold(person.email),
            "title": person.title,
            "team_id": person.team_id,
            "started_on": iso(person.started_on),
        }
        changes = {column: value for column, value in values.items() if value and value != stored[column]}
        if changes:
            self._db.update("person", person.id, **changes)
            self._touched.add(row.row)
        return person.id

    def _links(
        self, rows: Iterable[PersonRow], ids: Mapping[int, PersonId], me: Person
    ) -> dict[PersonId, tuple[PersonRow, PersonId | None]]:
        """Whose manager the file names, and whom; None for one who is not kept here."""
        links: dict[PersonId, tuple[PersonRow, PersonId | None]] = {}
        for row in rows:
            manager = ids.get(row.manager_row) if row.manager_row is not None else None
            if row.row == self._me_row:
                if manager is not None:
                    links[me.id] = (row, manager)
            elif row.reports_to_me or (self._flat and row.row in self._added):
                links[ids[row.row]] = (row, me.id)
            elif row.manager_row is not None:
                links[ids[row.row]] = (row, manager)
        return links

    def _link(self, links: Mapping[PersonId, tuple[PersonRow, PersonId | None]]) -> None:
        """Set the managers. A link that closes a circle with what the file left blank is not made, but reported."""
        before = {person.id: person.manager_id for person in queries.everybody(self._db)}
        after = before | {person_id: manager_id for person_id, (_, manager_id) in links.items()}
        for person_id, (row, _) in links.items():
            if _circles(person_id, after):
                after[person_id] = None
                message = "with what is known here this manager would make a circle; none was taken"
                self._report.problems.append(RowProblem(row.row, "manager", message))
            if after[person_id] != before[person_id]:
                self._db.update("person", person_id, manager_id=after[person_id])
                self._touched.add(row.row)

    def _lead(self, me: Person) -> None:
        """Give teams without a manager the one to whom most of their people report, else their only report of mine."""
        everybody = queries.active_people(self._db)
        for team in queries.all_teams(self._db):
            if team.manager_id is not None:
                continue
            members = [person for person in everybody if person.team_id == team.id and not person.is_me]
            below = Counter(person.manager_id for person in members if person.manager_id not in (None, me.id))
            ranked = below.most_common(2)
            reports = [person.id for person in members if person.manager_id == me.id]
            if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
                edit_team(self._db, team.id, manager_id=ranked[0][0])
            elif not ranked and len(reports) == 1:
                edit_team(self._db, team.id, manager_id=reports[0])

    def _archive(self, row: PersonRow, person: Person) -> bool:
        """Archive somebody who has left, once nobody reports to them."""
        if not self._has_left(row) or person.archived_on is not None or person.is_me:
            return False
        try:
            archive_person(self._db, person.id, self._db.clock.today())
        except RhythmError as error:
            message = f"has left, but is kept: {error.message}"
            self._report.problems.append(RowProblem(row.row, "", message, Severity.WARNING))
            return False
        return True

    def _has_left(self, row: PersonRow) -> bool:
        return row.has_left or (row.left_on is not None and row.left_on <= self._db.clock.today())


def _is_flat(rows: Iterable[PersonRow]) -> bool:
    return not any(row.manager_text for row in rows)


def _is_own_top(row: PersonRow) -> bool:
    """Whether a row names no manager, or itself."""
    text = row.manager_text
    names_itself = (
        name_key(clean_name(text)) == name_key(row.name)
        or (row.email and clean_email(text) == row.email)
        or (row.file_id and fold(text) == fold(row.file_id))
    )
    return not text or bool(names_itself)


def _circles(person_id: PersonId, above: Mapping[PersonId, PersonId | None]) -> bool:
    """Whether somebody would come to report to themselves."""
    seen: set[PersonId] = set()
    step = above[person_id]
    while step is not None and step not in seen:
        if step == person_id:
            return True
        seen.add(step)
        step = above.get(step)
    return False
