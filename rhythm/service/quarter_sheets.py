"""The sheets after the five questions: what was said in each row, beside what was said the last time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rhythm.domain.quarters import Sheet, SheetRow
from rhythm.domain.reviews import records
from rhythm.late import Late
from rhythm.queries import quarters as queries
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.actions import quarters as actions
    from rhythm.domain.people import PersonId
    from rhythm.domain.periods import Quarter
    from rhythm.domain.reviews import Evidence
    from rhythm.service import Rhythm
    from rhythm.settings.sheets import Sheets
else:
    actions = Late("rhythm.actions.quarters")


_NOTHING = ("", "")


class SheetLine(NamedTuple):
    """One row of a sheet: its words, what was said now and the last time, and what it rests on.

    `group` is the heading above it, `hint` the question or what the two ends mean.
    """

    sheet: Sheet
    item: str
    name: str
    group: str = ""
    hint: str = ""
    value: str = ""
    body: str = ""
    last_value: str = ""
    last_body: str = ""
    evidence: tuple[Evidence, ...] = ()
    person_id: PersonId | None = None

    @property
    def rests_on(self) -> int:
        """How many records there are for it."""
        return len(records(self.evidence))

    @property
    def filled(self) -> bool:
        """Whether anything was said."""
        return bool(self.value or self.body)

    @property
    def row(self) -> tuple[str, PersonId | None]:
        """What tells the row from the others of its sheet."""
        return self.item, self.person_id


class QuarterSheets:
    """What can be said after the questions, each sheet only when it is wanted."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def lists(self) -> Sheets:
        """The rows, from sheets.yaml. Raises SettingsError when the user's copy is wrong."""
        from rhythm.settings.sheets import load_sheets

        return load_sheets(self._rhythm.lists_folder, self._rhythm.cache_folder)

    def lines(self, quarter: Quarter, sheet: Sheet) -> tuple[SheetLine, ...]:
        """The rows of one sheet, with what stands in them and what stood there the last time something did."""
        if sheet is Sheet.CALIBRATION:
            return self._calibration(quarter)
        said = _by_row(row for row in queries.sheet_rows(self._db, str(quarter)) if row.sheet is sheet)
        # A sheet that was left out stands beside the one of the last time, up to a year ago.
        periods = [str(one) for one in self._rhythm.quarters.names.earlier(quarter)]
        before = _by_row(queries.sheet_rows_before(self._db, periods, sheet))
        return tuple(
            line._replace(
                value=said.get(line.row, _NOTHING)[0],
                body=said.get(line.row, _NOTHING)[1],
                last_value=before.get(line.row, _NOTHING)[0],
                last_body=before.get(line.row, _NOTHING)[1],
            )
            for line in self._blank(quarter, sheet)
        )

    def fill(
        self,
        quarter: Quarter,
        sheet: Sheet,
        item: str,
        *,
        value: str = "",
        body: str = "",
        person_id: PersonId | None = None,
    ) -> None:
        """Say something in a row; nothing at all takes it back. What is said in the calibration is that of a round.

        Raises RhythmError before there are teams enough for a round.
        """
        if sheet is Sheet.CALIBRATION:
            self._rhythm.bench.write_round(body, topic="" if person_id is not None else item, person_id=person_id)
            return
        actions.fill_sheet(self._db, str(quarter), SheetRow(sheet, item, value, body, person_id))

    def filled(self, quarter: Quarter) -> dict[Sheet, int]:
        """In how many rows of each sheet something was said."""
        rows = queries.sheet_rows(self._db, str(quarter))
        found = {sheet: sum(row.sheet is sheet for row in rows) for sheet in Sheet}
        return {**found, Sheet.CALIBRATION: sum(line.filled for line in self._calibration(quarter))}

    def data(self, quarter: Quarter) -> list[dict[str, Any]]:
        """The sheets in which something was said, as plain data."""
        filled = self.filled(quarter)
        return [
            {"sheet": sheet.value, "rows": [_plain(line) for line in self.lines(quarter, sheet) if line.filled]}
            for sheet in Sheet
            if filled[sheet]
        ]

    def _blank(self, quarter: Quarter, sheet: Sheet) -> list[SheetLine]:
        """The rows of a sheet before anything is said in them."""
        if sheet is Sheet.SCORECARD:
            return [
                SheetLine(sheet, one.id, one.name, one.group, one.question, evidence=self._found(quarter, one.evidence))
                for one in self.lists.scorecard
            ]
        if sheet is Sheet.FOCUS:
            ends = "first-line: {}; manager of managers: {}"
            return [
                SheetLine(sheet, one.id, one.name, hint=ends.format(one.first_line, one.manager_of_managers))
                for one in self.lists.focus
            ]
        if sheet is Sheet.PILLARS:
            return [
                SheetLine(sheet, one.id, one.name, hint=one.question, evidence=self._found(quarter, one.evidence))
                for one in self.lists.pillars
            ]
        return self._seats(quarter) if sheet is Sheet.BENCH else self._buckets(quarter)

    def _seats(self, quarter: Quarter) -> list[SheetLine]:
        """Each manager's seat, with who stands behind it."""
        found = {item.id: item for item in self._found(quarter, ("bench",))}
        return [
            SheetLine(
                Sheet.BENCH,
                "seat",
                depth.manager,
                hint=f"{depth.words}{self._rhythm.quarters.gathering.as_of(quarter)}",
                evidence=(found[depth.person_id],) if depth.person_id in found else (),
                person_id=depth.person_id,
            )
            for depth in self._rhythm.bench.depth()
        ]

    def _calibration(self, quarter: Quarter) -> tuple[SheetLine, ...]:
        """What the rounds of the quarter said of each topic and manager, and those before; nothing before there are
        teams enough."""
        bench = self._rhythm.bench
        if not bench.round_offered():
            return ()
        lines = [
            SheetLine(Sheet.CALIBRATION, one.id, one.text, hint=one.question)
            for one in bench.words.lists.calibration.topics
        ]
        lines += [
            SheetLine(Sheet.CALIBRATION, "manager", person.name, person_id=person.id) for person in bench.managers()
        ]
        notes = [note for note in bench.round_notes() if note.day <= quarter.last_day]
        found = []
        for line in lines:
            about = ("", line.person_id) if line.person_id is not None else (line.item, None)
            said = [note for note in notes if (note.topic, note.person_id) == about]
            now = next((note.body for note in said if note.day >= quarter.first_day), "")
            before = next((note.body for note in said if note.day < quarter.first_day), "")
            found.append(line._replace(body=now, last_body=before))
        return tuple(found)

    def _buckets(self, quarter: Quarter) -> list[SheetLine]:
        """The buckets of the portfolio with their question, and the bets that stand in each."""
        bets = self._found(quarter, ("portfolio",))
        held: dict[int, str] = {bet.id: bet.bucket for bet in self._rhythm.portfolio.bets(ended=True)}
        return [
            SheetLine(
                Sheet.PORTFOLIO,
                bucket.slug,
                bucket.label,
                hint=bucket.question,
                evidence=tuple(item for item in bets if item.kind == "bet" and held.get(item.id) == bucket.slug),
            )
            for bucket in self._rhythm.portfolio.words.buckets
        ]

    def _found(self, quarter: Quarter, rules: Iterable[str]) -> tuple[Evidence, ...]:
        return self._rhythm.quarters.gathering.found(quarter, rules)


def _by_row(rows: Iterable[SheetRow]) -> dict[tuple[str, PersonId | None], tuple[str, str]]:
    return {(row.item, row.person_id): (row.value, row.body) for row in rows}


def _plain(line: SheetLine) -> dict[str, Any]:
    return {
        "id": line.item,
        "person_id": line.person_id,
        "group": line.group,
        "name": line.name,
        "text": line.hint,
        "value": line.value,
        "answer": line.body,
        "last_value": line.last_value,
        "last_answer": line.last_body,
        "rests_on": line.rests_on,
        "behind": [{"kind": kind, "id": number} for kind, number in sorted(records(line.evidence))],
    }
