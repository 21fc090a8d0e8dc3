"""Taking people from a file: what it changes, each change to be ticked, what is odd about it, and then the import."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm import paths
from rhythm.commands import bindings
from rhythm.domain.saying import counted, say_day
from rhythm.domain.staffing import ASKED_ABOUT, KIND_WORDS, ChangeKind, StaffChange
from rhythm.errors import BadInput
from rhythm.screens.dialogs.fields import FieldsDialog, field
from rhythm.screens.dialogs.working import at_work
from widgets.capture_input import CaptureInput
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.actions.importing_people import PeopleReport
    from rhythm.interop.tables import RowProblem
    from rhythm.screens.place import PageScreen
    from rhythm.service import Rhythm

_TICKED, _OPEN = "[x]", "[ ]"
_FROM_TO = (ChangeKind.MOVES, ChangeKind.RENAMED, ChangeKind.TEAM, ChangeKind.TITLE, ChangeKind.ADDRESS)


class ImportPeople(FieldsDialog[bool]):
    """The file and, where it is needed to know who the director is, the own e-mail; then the list of changes."""

    SCOPES = ("import_people", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("import_people"))
    HELP = """
    **People from a file**: a CSV with names, and better with addresses and managers. The first Enter looks inside and
    stores nothing; then each change stands in a row, and {import.tick} leaves it out or takes it in. The second
    Enter carries out what is ticked; one undo takes all of it back.
    """

    def __init__(self, page: PageScreen) -> None:
        super().__init__(page, "people:import")
        self._seen: tuple[str, str] | None = None
        self._report: PeopleReport | None = None
        self._choices: dict[str, bool] = {}

    def title_text(self) -> str:
        return "Take people from a file"

    def body(self) -> ComposeResult:
        yield field("file", CaptureInput(placeholder="~/Downloads/people.csv", id="file"))
        yield field("my e-mail", CaptureInput(placeholder="only if you are not the one on top of it", id="me"))
        yield Static(id="echo", markup=False)
        yield RowList(id="changes", marks=self.rhythm_app.marks)

    @property
    def _list(self) -> RowList:
        return self.query_one("#changes", RowList)

    def understood(self) -> None:
        if self._seen is not None and self._seen == (self.typed("file"), self.typed("me")):
            self._show()
            return
        self._seen = self._report = None
        self._choices = {}
        self._list.display = False
        self.say_keys(("enter", "look inside"), ("escape", "back, kept"))
        self.tell("A CSV with names, and better with e-mails and managers; columns may be called anything usual.")

    def answer(self) -> None:
        """The first time look inside, the second time carry out what is ticked."""
        typed = (self.typed("file"), self.typed("me"))
        if not typed[0]:
            self.refuse(BadInput("the file is not named yet", "type its path"))
            return
        at_work(
            self.page,
            "Looking inside",
            self._run(typed, dry_run=True),
            partial(self._looked, typed),
            self.refuse,
            writes=False,
        )

    def _looked(self, typed: tuple[str, str], report: PeopleReport) -> None:
        if self._seen != typed:
            self._seen, self._report = typed, report
            self._show()
            if report.changes:
                self._list.focus()
        elif report.incomplete:
            self.refuse(
                BadInput("so many are missing that this looks like half a file", "tick those who are gone, or mend it")
            )
        else:
            at_work(self.page, "Bringing the people in", self._run(typed, dry_run=False), self._brought, self.refuse)

    def _brought(self, report: PeopleReport) -> None:
        self.finish(True)
        self.page.say(_done(report))

    def on_row_list_chosen(self) -> None:
        """Enter in the list goes on as in the fields."""
        self.answer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Ticks are for changes; in a field a space is a space."""
        return action != "tick" or (self.is_mounted and self._list.has_focus and self._highlighted() is not None)

    def action_tick(self) -> None:
        """Take the highlighted change in, or leave it out."""
        if (change := self._highlighted()) is not None:
            self._choices[change.key] = not self._chosen(change)
            self._refused = None
            self._show()

    def _highlighted(self) -> StaffChange | None:
        row = self._list.highlighted
        changes = self._report.changes if self._report is not None else ()
        return next((change for change in changes if row is not None and row.key == change.key), None)

    def _chosen(self, change: StaffChange) -> bool:
        return self._choices.get(change.key, change.kind not in ASKED_ABOUT)

    def _run(self, typed: tuple[str, str], *, dry_run: bool) -> Callable[[Rhythm], PeopleReport]:
        (file, me), choices = typed, dict(self._choices)

        def run(rhythm: Rhythm) -> PeopleReport:
            return rhythm.importing.people(paths.typed(file), me=me, choices=choices, dry_run=dry_run, keep_going=True)

        return run

    def _show(self) -> None:
        report = self._report
        if report is None:
            return
        counts = (
            (report.others_added, "to add"),
            (report.changed, "to change"),
            (report.unchanged, "as they are"),
            (report.left, "gone"),
            (report.left_out, "left out: neither report nor skip-level"),
        )
        said = ", ".join(f"{number} {what}" for number, what in counts if number) or "nobody to bring in"
        if report.me:
            said = f"you are {self.veil.name(report.me)}; {said}"
        remarks = counted(len(report.problems), "remark")
        self.tell(f"{said}; {remarks}" if report.problems else said, Tone.PLAIN)
        self._list.display = True
        self._list.set_rows(self._rows(report))
        keys = (("enter", "bring them in|import"), ("escape", "back, kept|back"))
        self.say_keys(*((("{import.tick}", "tick"),) if report.changes else ()), *keys)

    def _rows(self, report: PeopleReport) -> list[Row]:
        rows = [heading("CHANGES"), *map(self._change, report.changes)] if report.changes else []
        if report.problems:
            rows += [SPACER, heading("REMARKS")]
            rows += [self._problem(place, problem) for place, problem in enumerate(report.problems)]
        read = [Row(f"column:{name}", name, fact=self.veil.text(column)) for name, column in report.headings]
        rows += [SPACER, heading("COLUMNS, AS THEY WERE READ"), *read]
        return rows[1:] if rows[0] == SPACER else rows

    def _change(self, change: StaffChange) -> Row:
        mark = _TICKED if self._chosen(change) else _OPEN
        becomes, today = change.becomes, self.rhythm.today()
        if change.kind in (ChangeKind.LEAVES, ChangeKind.STARTED):
            becomes = say_day(dt.date.fromisoformat(becomes), today)
        elif becomes or change.was:
            becomes = self.veil.text(becomes or "none")
        if change.kind in _FROM_TO:
            arrow = self.rhythm_app.marks.arrow
            becomes = f"{self.veil.text(change.was or 'none')} {arrow} {becomes}"
        parts = (KIND_WORDS[change.kind], becomes, f"{change.left_open} open" if change.left_open else "")
        name = self.veil.name(change.person, change.person_id)
        tone = Tone.WARNING if change.left_open else Tone.PLAIN
        return Row(change.key, name, mark, "", "  ".join(filter(None, parts)), tone)

    def _problem(self, place: int, problem: RowProblem) -> Row:
        tone = Tone.ERROR if problem.severity == "error" else Tone.DIM
        where = f"row {problem.row}"
        return Row(f"problem:{place}", self.veil.text(problem.message), where, problem.column, tone=tone)


def _done(report: PeopleReport) -> str:
    """What was done, for the footer."""
    counts = ((report.others_added, "new"), (report.changed, "changed"), (report.left, "gone"))
    return ", ".join(f"{number} {what}" for number, what in counts if number) or "nothing had changed"


def import_people(page: PageScreen) -> None:
    """Ask for a file of people and bring it in."""
    page.app.push_screen(ImportPeople(page))
