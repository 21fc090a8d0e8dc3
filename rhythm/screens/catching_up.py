"""Back after days without a word: what became of the rhythm, and one key that lets it begin anew."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.domain.saying import counted, say_day
from rhythm.screens import words
from rhythm.screens.details import show_detail
from rhythm.screens.opening import open_key
from rhythm.screens.place import PageScreen
from widgets.head_line import HeadLine
from widgets.plain import plain
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.service import Rhythm
    from rhythm.service.catching_up import CatchUp


class CatchUpScreen(PageScreen):
    """What came due meanwhile, by the week in which it would be due again, before anything is changed."""

    PLACE = "today"
    SCOPES = ("catch_up",)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("catch_up"))
    CSS_PATH = "coverage.tcss"
    HELP = """
    **Welcome back.** Nothing was written here for a while, and much came due in the meantime.

    {catch_up.anew} starts every gap anew: the longest gaps are due this week, the others over the following weeks, as
    many as each can take. Who you last met, and when, stays as it is. {catch_up.leave} leaves everything as it is. One
    {app.undo} takes it back.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._asked: CatchUp | None = None
        """What was found first: a word that is written from here ends the silence, not the question."""

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield Static(id="said", markup=False)
        yield from self.list_and_detail()

    def reload(self) -> None:
        found = self.rhythm.catching_up.proposal()
        today = self.rhythm.today()
        self._asked = self._asked or found
        days = counted(self._asked.days, "day")
        self.query_one("#head", HeadLine).say("Welcome back", f"{days} since {say_day(self._asked.since, today)}")
        self.query_one("#said", Static).update(plain(self.keyed(_sentence(found))))
        rows: list[Row] = []
        for monday in sorted({anew.monday for _, anew in found.rows}):
            rows += [*([SPACER] if rows else []), heading(_week(monday, today)), *self._week_rows(found, monday)]
        if found.unclosed:
            rows += [
                *([SPACER] if rows else []),
                heading("PLANNED, OUTCOME UNKNOWN", "becomes skipped"),
                *self._unclosed(found),
            ]
        self.listing.set_rows(rows)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the meeting room of the person."""
        open_key(self, message.row.key)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show what the row is about, where there is room."""
        show_detail(self, message.row)

    def action_catch_up(self) -> None:
        """Let all gaps begin anew."""
        from rhythm.screens.dialogs.working import at_work

        # A copy of the store is made first.
        at_work(self, "Letting all gaps begin anew", lambda rhythm: rhythm.catching_up.catch_up(), self._caught_up)

    def _caught_up(self, found: CatchUp) -> None:
        people = f"{counted(len(found.rows), 'person', 'people')} due anew"
        done = people if found.rows else f"{counted(len(found.unclosed), 'meeting')} called skipped"
        self._leave(self.keyed(f"{done}; {{app.undo}} takes it back"))

    def action_leave_as_is(self) -> None:
        """Change nothing, and ask no more about these days."""
        if self.rhythm_app.done(self.rhythm.catching_up.leave_as_is):
            self._leave("left as it is")

    def _leave(self, said: str) -> None:
        app = self.rhythm_app
        app.pop_screen()
        if isinstance(app.screen, PageScreen):
            app.screen.say(said)

    def _week_rows(self, found: CatchUp, monday: dt.date) -> list[Row]:
        return [
            Row(
                f"person:{row.person.id}",
                self.veil.name(row.person.name, row.person.id),
                "",
                say_day(anew.due_on, self.rhythm.today()),
                f"{words.relation_word(row.relation)} · last met {counted(row.due.gap_days or 0, 'day')} ago",
            )
            for row, anew in found.rows
            if anew.monday == monday
        ]

    def _unclosed(self, found: CatchUp) -> list[Row]:
        return [
            Row(
                f"person:{meeting.person_id}",
                self.veil.name(meeting.person, meeting.person_id),
                "",
                say_day(meeting.day, self.rhythm.today()),
                tone=Tone.DIM,
            )
            for meeting in found.unclosed
        ]


def _sentence(found: CatchUp) -> str:
    """What became of the rhythm, in one sentence and without blame."""
    people = counted(len(found.rows), "person", "people")
    if found.over == len(found.rows):
        parts = [f"{people} went past the limit"] if found.rows else []
    else:
        parts = [f"{people} came due" + (f" ({found.over} of them past the limit)" if found.over else "")]
    if found.unclosed:
        parts.append(f"{counted(len(found.unclosed), 'planned meeting')} passed without a word")
    said = " and ".join(parts) or "nothing came due"
    anew = "{catch_up.anew} lets all gaps begin anew, spread over the weeks below"
    return f"While nothing was written here, {said}. {anew}; {{catch_up.leave}} leaves everything as it is."


def _week(monday: dt.date, today: dt.date) -> str:
    return "THIS WEEK" if monday <= today else f"WEEK OF {say_day(monday, today).upper()}"
