"""The bench from a table, as one action: what is here already stays, the rest is added, and the rules hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

from rhythm.actions.days import up_to_today
from rhythm.actions.importing import Report, all_or_nothing, problem_of
from rhythm.domain.bench import Mark, Outcome, Purpose, Stage, Trial, TrialId, flaw, labels
from rhythm.domain.dates import parse_full_day
from rhythm.domain.people import Person, PersonId
from rhythm.domain.text import clean_line, tidy_line
from rhythm.errors import BadInput, RhythmError
from rhythm.interop.bench import BenchFile, BenchRow, Kind
from rhythm.interop.tables import RowProblem
from rhythm.queries import bench as queries
from rhythm.queries import meetings
from rhythm.storage.database import Database, Value
from rhythm.values import NamedTuple


class Found(NamedTuple):
    """Who a sponsor's name means: a number where somebody is on record, else the name."""

    name: str
    person_id: PersonId | None


def import_bench(
    db: Database,
    file: BenchFile,
    person: Callable[[str], Person],
    sponsor: Callable[[str], Found],
    *,
    dry_run: bool,
    keep_going: bool,
) -> Report:
    """Take in the rows of a file. `person` finds who a name means, `sponsor` who speaks for somebody.

    A history in which somebody skips a stage, or is ready without a finished test, is a problem of its last row.
    """
    report = Report(problems=list(file.problems))
    with all_or_nothing(db, "import the bench", report, dry_run=dry_run, keep_going=keep_going):
        taking = _Taking(db, person, sponsor, report)
        order = list(Kind)
        for row in sorted(file.rows, key=lambda row: (order.index(Kind(row.record)), row.row)):
            taking.take(row)
        taking.check()
    report.left = len({problem.row for problem in report.problems})
    return report


class _Taking:
    """Rows into the store, and what was touched."""

    def __init__(
        self, db: Database, person: Callable[[str], Person], sponsor: Callable[[str], Found], report: Report
    ) -> None:
        self._db = db
        self._person = person
        self._sponsor = sponsor
        self._report = report
        self._histories: dict[PersonId, int] = {}
        self._seen: dict[tuple[Value, ...], int] = {}
        self._begun: Counter[tuple[PersonId, str, str]] = Counter()

    def take(self, row: BenchRow) -> None:
        """Add one row, unless it is here already."""
        takers = {
            Kind.CANDIDATE: self._candidate,
            Kind.TEST: self._test,
            Kind.EVIDENCE: self._evidence,
            Kind.STAGE: self._stage,
            Kind.ROLE: self._role,
            Kind.ROUND: self._round,
        }
        try:
            takers[Kind(row.record)](row)
        except (RhythmError, ValueError) as error:
            self._report.problems.append(problem_of(row.row, error))

    def check(self) -> None:
        """The rules hold for everybody whose history was touched."""
        for person_id, row in self._histories.items():
            card = queries.card(self._db, person_id)
            said = flaw(card) if card is not None else ""
            if said:
                self._report.problems.append(RowProblem(row, "kind", said))

    def _candidate(self, row: BenchRow) -> None:
        person = self._person(row.person)
        if person.is_me:
            raise BadInput("you sit in your own seat", "name somebody who may take one")
        sponsor = self._sponsor(row.text)
        values: dict[str, Value] = {
            "seat_id": self._person(row.about).id if row.about else None,
            "sponsor": tidy_line(sponsor.name) if sponsor.person_id is None else "",
            "sponsor_id": sponsor.person_id,
            "left_on": row.ended or None,
        }
        before = queries.candidate(self._db, person.id)
        if before is None:
            self._db.insert("candidate", person_id=person.id, added_on=_day(self._db, row.day).isoformat(), **values)
            self._report.added += 1
            return
        lacks = {name: value for name, value in values.items() if value and not getattr(before, name)}
        if before.sponsor:
            lacks = {name: value for name, value in lacks.items() if not name.startswith("sponsor")}
        if lacks:
            self._db.update("candidate", before.id, **lacks)
            self._report.changed += 1
        else:
            self._report.unchanged += 1

    def _test(self, row: BenchRow) -> None:
        person_id = self._on_the_bench(row)
        outcome = Outcome(row.outcome) if row.outcome else None
        if (outcome is None) is bool(row.ended):
            raise BadInput("a test that has ended has an outcome", "give both, or neither")
        started = _day(self._db, row.day)
        values: dict[str, Value] = {"kind": clean_line(row.kind, "the kind"), "started_on": started.isoformat()}
        ending: dict[str, Value] = {"ended_on": row.ended or None, "outcome": outcome.value if outcome else None}
        if row.ended and _day(self._db, row.ended) < started:
            raise BadInput("a test ends after it began", "mend the days")
        same = [test for test in self._tests(person_id) if (test.kind, test.started_on) == (row.kind, started)]
        # Several of a kind may begin on a day: the first of the file is the first here.
        place = self._begun[person_id, row.kind, row.day]
        self._begun[person_id, row.kind, row.day] += 1
        if place < len(same):
            if same[place].outcome is None and outcome is not None:
                self._db.update("candidate_test", same[place].id, **ending)
                self._report.changed += 1
            else:
                self._report.unchanged += 1
            return
        self._db.insert("candidate_test", person_id=person_id, **values, **ending)
        self._report.added += 1

    def _evidence(self, row: BenchRow) -> None:
        person_id, day = self._on_the_bench(row), _day(self._db, row.day)
        purpose, test_id = Purpose(row.kind), self._test_of(person_id, row.about)
        body = clean_line(row.text, "the evidence")
        card = queries.card(self._db, person_id)
        assert card is not None
        same = [
            line
            for line in card.evidence
            if (line.purpose, line.day, line.test_id) == (purpose, day, test_id)
            and clean_line(line.body, "the evidence") == body
        ]
        if not self._is_new((person_id, purpose, day.isoformat(), test_id, body), len(same)):
            return
        note_id = meetings.note_saying(self._db, person_id, row.text) if purpose is not Purpose.START else None
        self._db.insert(
            "bench_evidence",
            person_id=person_id,
            purpose=purpose.value,
            day=day.isoformat(),
            body=body if note_id is None else "",
            note_id=note_id,
            test_id=test_id,
            area=row.area,
            skill=row.skill,
        )

    def _stage(self, row: BenchRow) -> None:
        person_id, day = self._on_the_bench(row), _day(self._db, row.day)
        what = Mark(row.kind) if row.kind in {*Mark} else Stage(row.kind)
        card = queries.card(self._db, person_id)
        assert card is not None
        same = [change for change in card.changes if (change.what, change.day) == (what, day)]
        if self._is_new((person_id, what, day.isoformat()), len(same)):
            self._db.insert("candidate_stage", person_id=person_id, stage=what.value, day=day.isoformat())
            self._histories[person_id] = row.row

    def _role(self, row: BenchRow) -> None:
        person_id, day = self._on_the_bench(row), _day(self._db, row.day).isoformat()
        if row.outcome not in ("yes", "no"):
            raise BadInput("the answer is yes or no", "mend the outcome")
        same = self._db.value(
            "SELECT 1 FROM candidate_answer WHERE person_id = ? AND item = ? AND day = ? AND deleted_at IS NULL",
            (person_id, row.kind, day),
        )
        if same is not None:
            self._report.unchanged += 1
            return
        item = clean_line(row.kind, "the question")
        self._db.insert("candidate_answer", person_id=person_id, item=item, answer=row.outcome, day=day)
        self._report.added += 1

    def _round(self, row: BenchRow) -> None:
        day = _day(self._db, row.day)
        if bool(row.person) is bool(row.kind):
            raise BadInput("a round's note is about a topic or a manager", "name one of them")
        person_id = self._person(row.person).id if row.person else None
        if any((n.topic, n.person_id) == (row.kind, person_id) for n in queries.round_notes(self._db, day)):
            self._report.unchanged += 1
            return
        body = clean_line(row.text, "the note")
        self._db.insert("calibration_note", day=day.isoformat(), topic=row.kind, person_id=person_id, body=body)
        self._report.added += 1

    def _is_new(self, key: tuple[Value, ...], here: int) -> bool:
        """Whether a row is one more than there are: those that are equal are counted, and counted in the report."""
        if key not in self._seen:
            self._seen[key] = here
        if self._seen[key] > 0:
            self._seen[key] -= 1
            self._report.unchanged += 1
            return False
        self._report.added += 1
        return True

    def _on_the_bench(self, row: BenchRow) -> PersonId:
        person = self._person(row.person)
        if queries.candidate(self._db, person.id) is None:
            raise BadInput("they do not stand on the bench", "the file needs a row of them as a candidate")
        return person.id

    def _test_of(self, person_id: PersonId, about: str) -> TrialId | None:
        """The test that `onboard_pm 2026-09-01` means."""
        if not about:
            return None
        for number, label in labels(self._tests(person_id)).items():
            if about == label:
                return number
        raise BadInput(
            "that test is not in the file", "about names its kind and first day, as in onboard_pm 2026-09-01"
        )

    def _tests(self, person_id: PersonId) -> Sequence[Trial]:
        card = queries.card(self._db, person_id)
        return card.tests if card is not None else ()


def _day(db: Database, text: str) -> dt.date:
    return up_to_today(db, parse_full_day(text))
