"""Teams from a table, as one action: what the file says of a day holds from that day on; the same again changes
nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from rhythm.actions.importing import Report, all_or_nothing, problem_of
from rhythm.actions.people import add_team, edit_team
from rhythm.actions.structure import answer_card, set_charter, set_interface, set_pattern
from rhythm.domain.dates import parse_full_day
from rhythm.domain.names import fold
from rhythm.domain.people import Person, Team
from rhythm.domain.structure import Subject, read_answer
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.interop.row_files import parted
from rhythm.interop.teams import Kind, TeamFile, TeamRow
from rhythm.queries import people
from rhythm.queries.plans import last_change
from rhythm.storage.database import Database
from rhythm.values import NamedTuple


class Readers(NamedTuple):
    """What the words of a file mean; each raises RhythmError."""

    person: Callable[[str], Person]
    mode: Callable[[str], str]
    bucket: Callable[[str], str]
    pattern: Callable[[str], str]
    card: Callable[[Subject, str], str]


def import_teams(db: Database, file: TeamFile, readers: Readers, *, dry_run: bool, keep_going: bool) -> Report:
    """Take in the rows of a file. A team that nobody knows is made where a row of kind `team` names it."""
    report = Report(problems=list(file.problems))
    with all_or_nothing(db, "import teams", report, dry_run=dry_run, keep_going=keep_going):
        taking = _Taking(db, readers, report)
        order = list(Kind)
        for row in sorted(file.rows, key=lambda row: (order.index(Kind(row.record)), row.row)):
            taking.take(row)
    report.left = len({problem.row for problem in report.problems})
    return report


class _Taking:
    """Rows into the store, each counted by what it changed."""

    def __init__(self, db: Database, readers: Readers, report: Report) -> None:
        self._db = db
        self._read = readers
        self._report = report

    def take(self, row: TeamRow) -> None:
        """Store what a row says."""
        takers = {
            Kind.TEAM: self._team,
            Kind.CHARTER: self._charter,
            Kind.INTERFACE: self._interface,
            Kind.CARD: self._card,
            Kind.PATTERN: self._pattern,
        }
        before = last_change(self._db)
        try:
            takers[Kind(row.record)](row)
        except RhythmError as error:
            self._report.problems.append(problem_of(row.row, error))
            return
        done = {found["op"] for found in self._db.all("SELECT DISTINCT op FROM change WHERE id > ?", (before,))}
        if "I" in done:
            self._report.added += 1
        elif done:
            self._report.changed += 1
        else:
            self._report.unchanged += 1

    def _team(self, row: TeamRow) -> None:
        known = self._known(row.team)
        aliases = tuple(dict.fromkeys((*(known.aliases if known is not None else ()), *parted(row.aliases))))
        said = {
            "manager_id": self._person(row.manager),
            "mode": self._read.mode(row.mode),
            "bucket": self._read.bucket(row.bucket),
            "product_id": self._person(row.product),
            "engineering_id": self._person(row.engineering),
            "design_id": self._person(row.design),
            "aliases": aliases,
        }
        # Only where all of the row can be read: else the team would be there of a row that was left out.
        team = known or add_team(self._db, row.team, aliases=aliases)
        # What a file leaves blank, it does not know of.
        edit_team(self._db, team.id, **{name: value for name, value in said.items() if value})

    def _charter(self, row: TeamRow) -> None:
        set_charter(
            self._db,
            self._there(row.team).id,
            owns=parted(row.owns),
            not_owns=parted(row.does_not_own),
            goals=parted(row.goals),
            on=_day(row),
        )

    def _interface(self, row: TeamRow) -> None:
        if not row.other:
            raise BadInput("the team on the other side is missing", "name it in the column other")
        set_interface(self._db, self._there(row.team).id, self._there(row.other).id, row.text, on=_day(row))

    def _card(self, row: TeamRow) -> None:
        if row.team:
            subject = Subject(team_id=self._there(row.team).id)
        else:
            subject = Subject(person_id=self._read.person(row.manager).id)
        item = self._read.card(subject, row.item)
        answer_card(self._db, subject, item, read_answer(row.answer), note=row.text, on=_day(row))

    def _pattern(self, row: TeamRow) -> None:
        team_id = self._there(row.team).id if row.team else None
        set_pattern(self._db, self._read.pattern(row.item) if row.item else "", team_id=team_id, on=_day(row))

    def _person(self, name: str) -> int | None:
        return self._read.person(name).id if name else None

    def _there(self, name: str) -> Team:
        team = self._known(name)
        if team is None:
            raise NotFound(f"there is no team called {name}", "add a row of kind team for it")
        return team

    def _known(self, name: str) -> Team | None:
        """The team of this name, else of this alias; one that there is now goes first."""
        key, teams = fold(name), sorted(people.all_teams(self._db), key=lambda team: team.archived_on is not None)
        by_name = next((team for team in teams if fold(team.name) == key), None)
        return by_name or next((team for team in teams if key in map(fold, team.aliases)), None)


def _day(row: TeamRow) -> dt.date | None:
    return parse_full_day(row.day) if row.day else None
