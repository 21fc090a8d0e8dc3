"""People from a file: who joined, moved, was renamed or left, as one action.

A row is somebody we know by e-mail, else by a name that only one person here and one row has. What the file leaves
blank stays, and what is ours alone (rhythm, nickname, notes) is never written.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rhythm.actions.importing import Report, all_or_nothing
from rhythm.actions.people import ensure_me
from rhythm.domain.names import fold, name_key
from rhythm.domain.people import Person, PersonId, Relation, TeamId, would_circle
from rhythm.errors import BadInput, RhythmError
from rhythm.interop.people import PeopleFile, PersonRow
from rhythm.interop.tables import RowProblem, Severity
from rhythm.queries import people as queries
from rhythm.queries.rows import iso
from rhythm.storage.database import Database, Value

DEEPEST = 2
"""Directs and skip-levels come in; who stands deeper is met by somebody else."""

MISSING_SHARE, MISSING_PEOPLE = 0.2, 5
"""A file that lacks more of the people below the director than this is taken for half a file."""

UNNAMED = "Me"


@dataclass(slots=True)
class PeopleReport(Report):
    """As `Report`; `left` counts who has left the company, `left_out` rows of people outside the director's
    reports and skip-levels, `missing` names who is here but not in the file."""

    left_out: int = 0
    missing: list[str] = field(default_factory=list)


def director_in(file: PeopleFile) -> int | None:
    """The row of the director when nobody said who it is: the only one on top of others.

    None when the file names no managers at all; then everybody in it is a report of mine. Raises BadInput when
    several could be it.
    """
    if not any(row.manager_text for row in file.rows):
        return None
    managers = {row.manager_row for row in file.rows}
    tops = [row for row in file.rows if row.manager_row is None and row.row in managers and _is_top(row)]
    if len(tops) != 1:
        raise BadInput("it is not clear which of these people is you", "say it once with --me EMAIL")
    return tops[0].row


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

    `me_row` is the director's row; None when the director is not in the file. `me_email` is kept for the director
    who has no address yet. Raises BadInput when nobody in the file reports to the director.
    """
    report = PeopleReport(problems=list(file.problems))
    with all_or_nothing(db, "import people", report, dry_run=dry_run, keep_going=keep_going):
        _Import(db, file, me_row, report).run(me_email)
    if dry_run or not report.refused:
        return report
    return PeopleReport(problems=report.problems, refused=True, missing=report.missing)


class _Import:
    """One import under way."""

    def __init__(self, db: Database, file: PeopleFile, me_row: int | None, report: PeopleReport) -> None:
        self._db = db
        self._rows = file.rows
        self._me_row = me_row
        self._report = report
        self._today = db.clock.today()
        self._touched: set[int] = set()
        self._added: set[int] = set()

    def run(self, me_email: str) -> None:
        """Everything, inside the action under way."""
        had_me = queries.me(self._db)
        me = ensure_me(self._db)
        if me_email and not me.email:
            self._db.update("person", me.id, email=me_email)
        known = queries.everybody(self._db)
        depths = self._depths()
        self._refuse_strangers(depths)
        found = self._matched(known, me)
        wanted = [row for row in self._rows if row.row in found or (row.row in depths and not self._has_left(row))]
        self._report.left_out = len(self._rows) - len(wanted)
        self._tell_missing(known, found)
        teams = self._teams(wanted)
        ids = {row.row: self._store(row, found.get(row.row), teams) for row in wanted}
        if had_me is None and self._me_row is not None:
            self._added.add(self._me_row)
        self._link(wanted, ids, me)
        self._lead(wanted, ids, teams)
        gone = self._archive(wanted, ids, found)
        self._count(wanted, gone)

    def _depths(self) -> dict[int, int]:
        """How far below the director each row stands that is to come in: 0 the director, -1 the boss, 1 directs.

        Rows whose manager is in doubt come in too, as if they were skip-levels.
        """
        if not any(row.manager_text for row in self._rows):
            return {row.row: 0 if row.row == self._me_row else 1 for row in self._rows}
        by_number = {row.row: row for row in self._rows}
        depths: dict[int, int] = {}
        for row in self._rows:
            depth = _depth(row, by_number, self._me_row)
            if depth is not None and depth <= DEEPEST:
                depths[row.row] = depth
        me = by_number.get(self._me_row) if self._me_row is not None else None
        if me is not None and me.manager_row is not None:
            depths[me.manager_row] = -1
        return depths

    def _refuse_strangers(self, depths: Mapping[int, int]) -> None:
        if not any(depth == 1 for depth in depths.values()):
            raise BadInput(
                "nobody in this file reports to you", "check the column that names managers, or --me EMAIL"
            )

    def _matched(self, known: Sequence[Person], me: Person) -> dict[int, Person]:
        """For each row that is somebody we know, who."""
        found: dict[int, Person] = {}
        if self._me_row is not None:
            found[self._me_row] = me
        taken = {me.id}
        by_email = {fold(person.email): person for person in known if person.email and not person.is_me}
        for row in self._rows:
            person = by_email.get(fold(row.email)) if row.email else None
            if person is not None and row.row not in found and person.id not in taken:
                found[row.row] = person
                taken.add(person.id)
        names = Counter(name_key(person.name) for person in known)
        row_names = Counter(name_key(row.name) for row in self._rows)
        by_name = {name_key(person.name): person for person in known if person.id not in taken}
        for row in self._rows:
            key = name_key(row.name)
            if row.row not in found and key in by_name and names[key] == 1 and row_names[key] == 1:
                found[row.row] = by_name[key]
        return found

    def _tell_missing(self, known: Sequence[Person], found: Mapping[int, Person]) -> None:
        """Names who is below the director here and not in the file; too many of them stop the import."""
        below = [
            person
            for person in known
            if person.manager_id is not None
            and person.archived_on is None
            and not person.is_me
            and person.set_relation in (None, Relation.MANAGER, Relation.SKIP_LEVEL)
        ]
        seen = {person.id for person in found.values()}
        self._report.missing = [person.name for person in below if person.id not in seen]
        count = len(self._report.missing)
        # A file that holds none of them is of another part of the organisation.
        if MISSING_PEOPLE <= count < len(below) and count > MISSING_SHARE * len(below):
            message = f"{count} of the {len(below)} people below you are not in this file; is it whole?"
            self._report.problems.append(RowProblem(1, "", message))

    def _teams(self, rows: Iterable[PersonRow]) -> dict[str, TeamId]:
        """The teams that the rows name, by folded name or alias; those that are new are made."""
        teams: dict[str, TeamId] = {}
        for team in queries.all_teams(self._db):
            for alias in (*team.aliases, team.name):
                teams[fold(alias)] = team.id
        for row in rows:
            if row.team and fold(row.team) not in teams:
                teams[fold(row.team)] = TeamId(self._db.insert("team", name=row.team))
        return teams

    def _store(self, row: PersonRow, person: Person | None, teams: Mapping[str, TeamId]) -> PersonId:
        """Add or bring up to date all of a row but its manager."""
        team_id = teams.get(fold(row.team)) if row.team else None
        if person is None:
            self._added.add(row.row)
            return PersonId(
                self._db.insert(
                    "person",
                    name=row.name,
                    nickname=row.nickname,
                    email=row.email,
                    title=row.title,
                    team_id=team_id,
                    started_on=iso(row.started_on),
                )
            )
        news: dict[str, Value] = {
            "name": row.name,
            "email": row.email,
            "title": row.title,
            "team_id": team_id,
            "started_on": iso(row.started_on),
        }
        old: dict[str, Value] = {
            "name": person.name,
            "email": person.email,
            "title": person.title,
            "team_id": person.team_id,
            "started_on": iso(person.started_on),
        }
        changes = {column: value for column, value in news.items() if value and value != old[column]}
        if changes:
            self._db.update("person", person.id, **changes)
            self._touched.add(row.row)
        return person.id

    def _link(self, rows: Iterable[PersonRow], ids: Mapping[int, PersonId], me: Person) -> None:
        """Set the managers that the file names. A link that would close a circle is left and reported."""
        flat = not any(row.manager_text for row in self._rows)
        links: dict[PersonId, tuple[PersonRow, PersonId | None]] = {}
        for row in rows:
            manager_id = me.id if row.reports_to_me else ids.get(row.manager_row or 0)
            named = row.reports_to_me or row.manager_row is not None or (flat and row.row in self._added)
            if named and ids[row.row] != me.id | 0:
                links[ids[row.row]] = (row, me.id if flat else manager_id)
        if self._me_row is not None and (boss := self._boss(ids)) is not None:
            links[me.id] = (next(row for row in self._rows if row.row == self._me_row), boss)
        above = {person.id: person for person in queries.everybody(self._db)}
        for person_id, (row, manager_id) in self._without_circles(links, above):
            if above[person_id].manager_id != manager_id:
                self._db.update("person", person_id, manager_id=manager_id)
                self._touched.add(row.row)
