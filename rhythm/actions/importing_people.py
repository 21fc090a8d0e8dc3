"""People from a file: who joined, moved, was renamed or left, as one action.

What the file leaves blank stays, and what is ours alone (rhythm, nickname, notes) is never written. Each change can
be left out, and what the file alone does not settle is carried out only when asked for.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rhythm.actions.importing import Report, all_or_nothing
from rhythm.actions.importing_records import Records
from rhythm.actions.people import edit_person, edit_team, ensure_me, lead, report_to
from rhythm.actions.recognising_people import recognised
from rhythm.actions.reorganising import SETTLING_DAYS, follow, leave, reports_of, stands_on, start_on, stay
from rhythm.domain.names import fold, name_key, shown
from rhythm.domain.people import ALWAYS, Person, PersonId, Relation, TeamId
from rhythm.domain.saying import counted
from rhythm.domain.staffing import ASKED_ABOUT, ChangeKind, StaffChange
from rhythm.errors import BadInput
from rhythm.interop.people import PeopleFile, PersonRow
from rhythm.interop.people_cells import clean_email, clean_name
from rhythm.interop.tables import RowProblem, Severity
from rhythm.queries import meetings
from rhythm.queries import people as queries
from rhythm.queries.rows import iso
from rhythm.storage.database import Database

DEEPEST = 2
"""Reports and skip-levels come in; who stands deeper is met by somebody else."""

MISSING_SHARE, MISSING_PEOPLE = 0.2, 5
"""A file that lacks more than this share, and at least so many, of the people below me is taken for half a file."""

_NAMED = 5


@dataclass(slots=True)
class PeopleReport(Report):
    """As `Report`; `left` counts who has left the company, `left_out` rows of people who are neither my reports
    nor skip-levels, `missing` names who is below me here and not in the file. `me` is the name of the row that was
    taken for the director, empty when there is none; `me_added` says that `added` counts it.

    `changes` are those found, carried out or not; `headings` says by field which column was read. `incomplete` says
    that too many are missing for a whole file.
    """

    me: str = ""
    me_added: bool = False
    left_out: int = 0
    missing: list[str] = field(default_factory=list)
    changes: list[StaffChange] = field(default_factory=list)
    headings: tuple[tuple[str, str], ...] = ()
    incomplete: bool = False

    @property
    def others_added(self) -> int:
        """How many were added besides the director."""
        return self.added - self.me_added


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
        raise BadInput(
            f"it is not clear which of these people is you{which}",
            "say it once with your e-mail (--me EMAIL in the shell)",
        )
    return tops[0]


def import_people(
    db: Database,
    file: PeopleFile,
    *,
    me_row: int | None,
    me_email: str = "",
    weekly_target: int = 7,
    choices: Mapping[str, bool] | None = None,
    dry_run: bool = False,
    keep_going: bool = False,
) -> PeopleReport:
    """Bring the people of a file in, or up to date. The same file again changes nothing.

    `me_row` is the director's row; None when the director is not in the file. `me_email` is kept for a director
    who has no address yet; `weekly_target` is how often one meets a manager. `choices` says by `StaffChange.key`
    whether to carry a change out; the others are, but for those of `ASKED_ABOUT`. Raises BadInput when nobody in the
    file reports to the director.
    """
    me = next((row.name for row in file.rows if row.row == me_row), "")
    report = PeopleReport(problems=list(file.problems), me=me, headings=file.headings)
    with all_or_nothing(db, "import people", report, dry_run=dry_run, keep_going=keep_going):
        _Import(db, file, me_row, report, choices or {}, weekly_target).run(me_email)
    if report.refused:
        report.added = report.changed = report.unchanged = report.left = report.left_out = 0
        report.me_added = False
    return report


class _Import:
    """One import under way, inside an action."""

    def __init__(
        self,
        db: Database,
        file: PeopleFile,
        me_row: int | None,
        report: PeopleReport,
        choices: Mapping[str, bool],
        weekly_target: int,
    ) -> None:
        self._db = db
        self._rows = file.rows
        self._flat = _is_flat(file.rows)
        self._doubtful = {problem.row for problem in file.problems if problem.column == "manager"}
        self._me_row = me_row
        self._report = report
        self._choices = choices
        self._weekly_target = weekly_target
        self._records = Records(db, self._take)

    def run(self, me_email: str) -> None:
        """Everything, in the order in which one thing builds on the other."""
        is_new = queries.me(self._db) is None
        me = ensure_me(self._db)
        if me_email and not me.email:
            self._db.update("person", me.id, email=me_email)
        if is_new and self._me_row is not None:
            self._records.added.add(self._me_row)
            self._report.me_added = True
        before, stood = queries.everybody(self._db), stands_on(self._db, self._db.clock.today())
        found = recognised(self._rows, before, me, self._me_row, self._report.problems)
        rows = self._wanted(found)
        missing = self._missing(before, found)
        stored = {row.row: self._records.store(row, found.get(row.row)) for row in rows}
        ids = {number: person_id for number, person_id in stored.items() if person_id is not None}
        self._link(self._links([row for row in rows if row.row in ids], ids, me, set(stored) - ids.keys()))
        self._lead(me)
        self._keep_reporting(before, [row for row in rows if row.row in ids], ids)
        follow(self._db, stood, self._db.clock.today(), self._weekly_target)
        added, touched = self._records.added, self._records.touched
        gone = {row.row for row in rows if row.row in found and self._let_go(row, found[row.row])}
        yesterday = self._db.clock.today() - dt.timedelta(days=1)
        self._report.left = len(gone) + sum(self._take_out(change, yesterday) for change in missing)
        self._report.added = len(added - gone)
        self._report.changed = len(touched - added - gone)
        self._report.unchanged = len(rows) - len(gone | added | touched)
        self._report.changes.sort(key=lambda change: list(ChangeKind).index(change.kind))

    def _take(self, change: StaffChange) -> bool:
        """Note a change, and say whether it is carried out."""
        self._report.changes.append(change)
        return self._choices.get(change.key, change.kind not in ASKED_ABOUT)

    def _wanted(self, found: Mapping[int, Person]) -> list[PersonRow]:
        """The rows that come in: who is known here, and else my reports, my skip-levels and my boss."""
        by_number = {row.row: row for row in self._rows}
        depths = {row.row: self._depth(row, by_number) for row in self._rows}
        if self._me_row is not None and (boss := by_number[self._me_row].manager_row) is not None:
            depths[boss] = -1
        if 1 not in depths.values() and not found.keys() - {self._me_row}:
            raise BadInput(
                "nobody in this file reports to you",
                "check the column that names managers, and your e-mail (--me EMAIL in the shell)",
            )
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

    def _missing(self, known: Sequence[Person], found: Mapping[int, Person]) -> list[StaffChange]:
        """Who is below the director here and not in the file; too many of them stop the import."""
        today, in_tree = self._db.clock.today(), (None, Relation.MANAGER, Relation.SKIP_LEVEL)
        below = [
            person
            for person in known
            if person.manager_id is not None and person.archived_on is None and person.set_relation in in_tree
            if not person.is_me and not person.left(today)
        ]
        seen = {person.id for person in found.values()}
        missing = [self._leaver(ChangeKind.MISSING, 0, person) for person in below if person.id not in seen]
        self._report.missing = [change.person for change in missing]
        count = sum(not self._choices.get(change.key, False) for change in missing)
        # A file that holds none of them is of another part of the organisation.
        if MISSING_PEOPLE <= count < len(below) and count > MISSING_SHARE * len(below):
            self._report.incomplete = True
            message = f"{count} of the {len(below)} people below you are not in this file; is it whole?"
            self._report.problems.append(RowProblem(1, "", message))
        return missing

    def _leaver(self, kind: ChangeKind, row: int, person: Person, becomes: str = "") -> StaffChange:
        """Somebody who is gone, with what would be left open."""
        topics = len(meetings.queue_of(self._db, person.id))
        promises = len(meetings.open_promises(self._db, person_id=person.id))
        return StaffChange(kind, person.name, "", becomes, row, person.id, topics, promises)

    def _links(
        self, rows: Iterable[PersonRow], ids: Mapping[int, PersonId], me: Person, left_out: set[int]
    ) -> dict[PersonId, tuple[PersonRow, PersonId | None]]:
        """Whose manager the file names, and whom; None for one who is not kept here."""
        links: dict[PersonId, tuple[PersonRow, PersonId | None]] = {}
        for row in rows:
            manager = ids.get(row.manager_row) if row.manager_row is not None else None
            if row.row == self._me_row:
                if manager is not None:
                    links[me.id] = (row, manager)
            elif row.reports_to_me or (self._flat and row.row in self._records.added):
                links[ids[row.row]] = (row, me.id)
            elif row.manager_row is not None and row.manager_row not in left_out:
                links[ids[row.row]] = (row, manager)
        return links

    def _link(self, links: Mapping[PersonId, tuple[PersonRow, PersonId | None]]) -> None:
        """Set the managers. A link that closes a circle with what the file left blank is not made, but reported."""
        known = {person.id: person for person in queries.everybody(self._db)}
        rows = {row.row: row for row in self._rows}
        before = {person_id: person.manager_id for person_id, person in known.items()}
        after = dict(before)
        for person_id, (row, manager_id) in links.items():
            above = rows.get(row.manager_row) if row.manager_row is not None else None
            becomes = known[manager_id].name if manager_id is not None else above.name if above is not None else ""
            was = known[was_id].name if (was_id := before[person_id]) is not None else ""
            change = StaffChange(ChangeKind.MOVES, known[person_id].name, was, becomes, row.row, person_id)
            if manager_id != before[person_id] and (row.row in self._records.added or self._take(change)):
                after[person_id] = manager_id
        for person_id, (row, _) in links.items():
            if _circles(person_id, after):
                after[person_id] = None
                message = "with what is known here this manager would make a circle; none was taken"
                self._report.problems.append(RowProblem(row.row, "manager", message))
            if after[person_id] != before[person_id]:
                self._write_manager(person_id, after[person_id])
                self._records.touched.add(row.row)

    def _write_manager(self, person_id: PersonId, manager_id: PersonId | None) -> None:
        """From today on; what was said for a later day still waits for it."""
        today = self._db.clock.today()
        if any(line.since > today for line in queries.reporting_lines(self._db, person_id)):
            edit_person(self._db, person_id, since=today, manager_id=manager_id)
        else:
            self._db.update("person", person_id, manager_id=manager_id)

    def _keep_reporting(self, before: Sequence[Person], rows: Iterable[PersonRow], ids: Mapping[int, PersonId]) -> None:
        """Write down since when each joiner and mover reports to whom, and sits in which team."""
        was = {person.id: (person.manager_id, person.team_id) for person in before}
        now = {person.id: person for person in queries.everybody(self._db)}
        for row in rows:
            person = now[ids[row.row]]
            joined = row.row in self._records.added and not person.is_me
            if joined or (person.manager_id, person.team_id) != was.get(person.id, (None, None)):
                since = (person.started_on or ALWAYS) if joined else self._db.clock.today()
                report_to(self._db, person.id, person.manager_id, person.team_id, since)
            settled = self._db.clock.today() - dt.timedelta(days=SETTLING_DAYS)
            if joined and person.started_on is not None and person.started_on > settled:
                start_on(self._db, person.id, person.started_on)

    def _lead(self, me: Person) -> None:
        """Give teams without a manager the one to whom most of their people report, else their only report of mine."""
        everybody = queries.active_people(self._db)
        for team in queries.active_teams(self._db):
            if team.manager_id is not None:
                continue
            members = [person for person in everybody if person.team_id == team.id and not person.is_me]
            below = Counter(person.manager_id for person in members if person.manager_id not in (None, me.id))
            ranked = below.most_common(2)
            reports = [person.id for person in members if person.manager_id == me.id]
            if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
                self._led_by(team.id, ranked[0][0])
            elif not ranked and len(reports) == 1:
                self._led_by(team.id, reports[0])

    def _led_by(self, team_id: TeamId, manager_id: PersonId | None) -> None:
        """Give a team its manager: from today on, or always where nothing was known of the team before."""
        if team_id in self._records.new_teams:
            self._db.update("team", team_id, manager_id=manager_id)
            lead(self._db, team_id, manager_id, ALWAYS)
        else:
            edit_team(self._db, team_id, manager_id=manager_id)

    def _let_go(self, row: PersonRow, person: Person) -> bool:
        """Let somebody leave, now or on a day to come, or come back; True for who is gone."""
        if person.is_me:
            return False
        today = self._db.clock.today()
        if person.archived_on is not None or person.left(today):
            back = StaffChange(ChangeKind.RETURNS, person.name, "", "in the file", row.row, person.id)
            if not self._has_left(row) and self._take(back):
                stay(self._db, person.id)
                self._db.update("person", person.id, archived_on=None, last_day=iso(row.left_on))
                self._records.touched.add(row.row)
            return False
        if self._has_left(row):
            # A file that only says that somebody is gone is of a day after their last one.
            on = row.left_on or today - dt.timedelta(days=1)
            gone = self._leaver(ChangeKind.LEAVES, row.row, person, on.isoformat())
            return person.last_day != on and self._take_out(gone, on)
        if row.left_on is not None and row.left_on != person.last_day:
            will = self._leaver(ChangeKind.LEAVES, row.row, person, row.left_on.isoformat())
            if self._take_out(will, row.left_on):
                self._records.touched.add(row.row)
        return False

    def _take_out(self, change: StaffChange, last_day: dt.date) -> bool:
        """Let somebody who is gone leave, when that change is carried out."""
        taken = self._take(change)
        if taken:
            self._leave(change, last_day)
        return taken

    def _leave(self, change: StaffChange, last_day: dt.date) -> None:
        """Whoever reports to a leaver, and has no new manager in the file, reports to the director for now."""
        assert change.person_id is not None
        reports = len(reports_of(self._db, change.person_id, last_day + dt.timedelta(days=1)))
        leave(self._db, change.person_id, last_day)
        if reports:
            message = f"{counted(reports, 'report')} of {shown(change.person)} will report to you, for now"
            self._report.problems.append(RowProblem(max(1, change.row), "", message, Severity.NOTE))

    def _has_left(self, row: PersonRow) -> bool:
        """Whether somebody is gone: a last day that lies ahead counts more than what the status says."""
        if row.left_on is not None:
            return row.left_on <= self._db.clock.today()
        return row.has_left


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
