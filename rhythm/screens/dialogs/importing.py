"""Taking people from a file: first what would come in and what is odd about it, then, with the same key, the import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.saying import counted
from rhythm.errors import BadInput, RhythmError
from rhythm.screens.dialogs.dialog import Dialog, field, keys_line
from widgets.capture_input import CaptureInput
from widgets.row_list import Row, RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.actions.importing_people import PeopleReport
    from rhythm.interop.tables import RowProblem
    from rhythm.screens.place import PageScreen


class ImportPeople(Dialog[bool]):
    """The file and, where it is needed to know who the director is, the own e-mail."""

    def __init__(self, page: PageScreen) -> None:
        super().__init__(page, "people:import")
        self._seen: tuple[str, str] | None = None
        self._report: PeopleReport | None = None

    def title_text(self) -> str:
        return "Take people from a file"

    def body(self) -> ComposeResult:
        yield field("file", CaptureInput(placeholder="~/Downloads/people.csv", id="file"))
        yield field("my e-mail", CaptureInput(placeholder="only if you are not the one on top of it", id="me"))
        yield Static(id="echo", markup=False)
        yield RowList(id="problems", marks=self.page.rhythm_app.marks)
        yield Static(id="keys", classes="keys", markup=False)

    def understood(self) -> None:
        if self._seen is not None and self._seen == (self.typed("file"), self.typed("me")):
            self._show()
            return
        self._seen = self._report = None
        self.query_one("#problems", RowList).display = False
        self.query_one("#keys", Static).update(keys_line(("enter", "look inside"), ("escape", "back, kept")))
        self.tell("A CSV with names, and better with e-mails and managers; columns may be called anything usual.")

    def answer(self) -> None:
        """The first time look inside, the second time bring in what can be brought in."""
        typed = (self.typed("file"), self.typed("me"))
        if self._seen == typed:
            done = self.page.attempt(lambda: self._run(typed, dry_run=False))
            if done is not None:
                self.finish(True)
                self.page.say(f"added {counted(done.added, 'person', 'people')}")
            return
        try:
            self._report = self._run(typed, dry_run=True)
        except RhythmError as error:
            self.tell_error(error)
            return
        self._seen = typed
        self._show()

    def on_row_list_chosen(self) -> None:
        """Enter among the problems goes on as in the fields."""
        self.answer()

    def _run(self, typed: tuple[str, str], *, dry_run: bool) -> PeopleReport:
        path, me = typed
        if not path:
            raise BadInput("the file is not named yet", "type its path")
        return self.page.rhythm.importing.people(Path(path).expanduser(), me=me, dry_run=dry_run, keep_going=True)

    def _show(self) -> None:
        report = self._report
        if report is None:
            return
        counts = (
            (report.added, "to add"),
            (report.changed, "to change"),
            (report.unchanged, "as they are"),
            (report.left, "gone"),
            (report.left_out, "not below you, left out"),
        )
        said = ", ".join(f"{number} {what}" for number, what in counts if number) or "nobody to bring in"
        if report.me:
            said = f"you are {self.veil.name(report.me)}; {said}"
        problems = [self._problem(place, problem) for place, problem in enumerate(report.problems)]
        self.tell(f"{said}; {counted(len(problems), 'remark')}" if problems else said, Tone.PLAIN)
        listing = self.query_one("#problems", RowList)
        listing.display = bool(problems)
        listing.set_rows(problems)
        self.query_one("#keys", Static).update(keys_line(("enter", "bring them in"), ("escape", "back, kept")))

    def _problem(self, place: int, problem: RowProblem) -> Row:
        tone = Tone.ERROR if problem.severity == "error" else Tone.DIM
        where = f"row {problem.row}"
        return Row(f"problem:{place}", self.veil.text(problem.message), where, problem.column, tone=tone)


def import_people(page: PageScreen) -> None:
    """Ask for a file of people and bring it in."""
    page.app.push_screen(ImportPeople(page))
