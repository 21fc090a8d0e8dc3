"""Reading a calendar: first what it holds and what is odd about it, then, with the same key, the import."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm import paths
from rhythm.domain.calendars import SeriesKind
from rhythm.domain.names import fold
from rhythm.domain.people import PersonId
from rhythm.domain.saying import counted
from rhythm.errors import BadInput, RhythmError
from rhythm.screens.dialogs.fields import FieldsDialog, field
from rhythm.screens.dialogs.pick import Choice, pick
from rhythm.screens.dialogs.working import at_work
from widgets.capture_input import CaptureInput
from widgets.row_list import Row, RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.actions.importing_calendar import CalendarReport
    from rhythm.domain.calendars import Series
    from rhythm.interop.calendar.reading import Heed
    from rhythm.interop.calendar.values import CalendarFile, CalendarProblem
    from rhythm.screens.place import PageScreen

_MOST_PROBLEMS = 200
_PROGRESS_SECONDS = 0.25


class _Stopped(Exception):
    """Ends a reading that nobody waits for any more."""


class _Reading:
    """A file being read in a thread: how far it is, and whether it is to end."""

    __slots__ = ("events", "stopped", "typed")

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.events = 0
        self.stopped = threading.Event()

    def heed(self, events: int) -> None:
        """Called by the thread after each event."""
        if self.stopped.is_set():
            raise _Stopped
        self.events = events


class ImportCalendar(FieldsDialog[bool]):
    """The file or folder."""

    HELP = """
    **A calendar**: an .ics file, or a folder of them. The first Enter looks inside and stores nothing, the second
    brings in what could be read. The title is kept of a talk with one person, and of no other meeting. Such talks
    then wait to be confirmed.
    """

    def __init__(self, page: PageScreen) -> None:
        super().__init__(page, "calendar:import")
        self._seen: str | None = None
        self._file: CalendarFile | None = None
        self._report: CalendarReport | None = None
        self._reading: _Reading | None = None

    def title_text(self) -> str:
        return "Read a calendar"

    def body(self) -> ComposeResult:
        yield field("file", CaptureInput(placeholder="~/Downloads/work.ics, or a folder of .ics files", id="file"))
        yield Static(id="echo", markup=False)
        yield RowList(id="problems", marks=self.rhythm_app.marks)

    def understood(self) -> None:
        if self._reading is not None:
            if self._reading.typed == self.typed("file"):
                self._show_progress()
                return
            self._stop()
        if self._seen is not None and self._seen == self.typed("file"):
            self._show()
            return
        self._seen = self._report = None
        self.query_one("#problems", RowList).display = False
        self.say_keys(("enter", "look inside"), ("escape", "back, kept"))
        self.tell("This quarter and five weeks around it are read. Titles are kept of talks with one person only.")

    def answer(self) -> None:
        """The first time look inside, the second time bring in what can be brought in."""
        typed, file = self.typed("file"), self._file
        if self._reading is not None:
            return
        if self._seen == typed and file is not None:
            # What was looked at, whatever stands there by now; a large calendar is read once.
            at_work(
                self.page,
                "Storing the calendar",
                lambda rhythm: rhythm.calendars.bring(file, keep_going=True),
                self._brought,
                self._failed,
            )
            return
        if not typed:
            self.refuse(BadInput("the file is not named yet", "type its path"))
            return
        self._reading = _Reading(typed)
        self._show_progress()
        self.run_worker(self._look_inside(self._reading), group="reading", exclusive=True)

    def action_back(self) -> None:
        """Stop a reading that is under way; else close, and keep what was typed."""
        if self._reading is None:
            super().action_back()
            return
        self._stop()
        self.understood()
        self.tell("stopped; nothing of it is kept")

    def on_row_list_chosen(self) -> None:
        """Enter among the problems goes on as in the field."""
        self.answer()

    async def _look_inside(self, reading: _Reading) -> None:
        """Read the file in a thread, which knows nothing of the store; then compare in one that does."""
        progress = self.set_interval(_PROGRESS_SECONDS, self._show_progress)
        try:
            file = await asyncio.to_thread(self._reader(reading.typed), reading.heed)
        except RhythmError as error:
            self._failed(error)
            return
        finally:
            reading.stopped.set()
            progress.stop()
        at_work(
            self.page,
            "Comparing the calendar with what is here",
            lambda rhythm: rhythm.calendars.bring(file, dry_run=True, keep_going=True),
            partial(self._compared, reading.typed, file),
            self._failed,
            writes=False,
        )

    def _compared(self, typed: str, file: CalendarFile, report: CalendarReport) -> None:
        self._reading, self._seen, self._file, self._report = None, typed, file, report
        self._show()

    def _brought(self, done: CalendarReport) -> None:
        self.finish(True)
        waits = f", {counted(done.waiting, 'series', 'series')} to confirm" if done.waiting else ""
        self.page.say(f"{counted(done.added, 'time')} added, {done.changed} changed{waits}")

    def _failed(self, error: RhythmError) -> None:
        """Say why; what was looked at before stands as it was."""
        self._reading = None
        self.understood()
        self.refuse(error)

    def _reader(self, typed: str) -> Callable[[Heed], CalendarFile]:
        return self.rhythm.calendars.reader(paths.typed(typed))

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.stopped.set()
            self._reading = None
        self.workers.cancel_group(self, "reading")

    def _show_progress(self) -> None:
        if self._reading is not None:
            self.say_keys(("escape", "stop"))
            self.tell(f"reading: {counted(self._reading.events, 'event')} so far")

    def _show(self) -> None:
        report = self._report
        if report is None:
            return
        counts = (
            (report.used, "events in these weeks"),
            (report.added, "times to add"),
            (report.changed, "to change"),
            (report.left, "to take out"),
            (report.waiting, "series to confirm"),
            (report.dropped, "unreadable"),
        )
        said = ", ".join(f"{number} {what}" for number, what in counts if number) or "nothing in these weeks"
        if report.cut_off:
            said = f"the file ends in the middle, so nothing is taken out; {said}"
        self.tell(said, Tone.WARNING if report.stops else Tone.PLAIN)
        problems = [self._problem(place, problem) for place, problem in enumerate(report.lines[:_MOST_PROBLEMS])]
        listing = self.query_one("#problems", RowList)
        listing.display = bool(problems)
        listing.set_rows(problems)
        self.say_keys(("enter", "bring it in"), ("escape", "back, kept"))

    def _problem(self, place: int, problem: CalendarProblem) -> Row:
        tone = Tone.ERROR if problem.severity == "error" else Tone.DIM
        return Row(f"problem:{place}", self.veil.text(problem.message), f"line {problem.line}", tone=tone)


def import_calendar(page: PageScreen) -> None:
    """Ask for a calendar and bring it in."""
    page.app.push_screen(ImportCalendar(page))


def pick_person(page: PageScreen, series: Series, then: Callable[[PersonId], object]) -> None:
    """Ask with whom a series is: who is likely first, then everybody."""
    people, veil = page.rhythm.people, page.veil

    def choices() -> list[Choice]:
        likely = page.rhythm.calendars.candidates([series])[series.id]
        teams = {team.id: team.name for team in people.teams()}
        known = people.everybody() if series.kind is SeriesKind.ABSENCE else people.others()
        ordered = sorted(known, key=lambda person: (person.id not in likely, fold(person.name), person.id))
        return [
            Choice(
                str(person.id),
                veil.name(person.name, person.id),
                teams.get(person.team_id, "") if person.team_id else "",
            )
            for person in ordered
        ]

    title = "Who is away?" if series.kind is SeriesKind.ABSENCE else "With whom is it?"
    pick(page.rhythm_app, title, choices, lambda key: then(PersonId(int(key))))
