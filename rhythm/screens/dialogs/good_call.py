"""Logging a call that went well without the director: the only good news that nobody escalates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input

from rhythm.domain.capture import NO_CALL_MARKS, Capture, ProblemKind, has_no_call_marks
from rhythm.domain.escalations import GoodCall
from rhythm.domain.fields import unknown_area
from rhythm.domain.people import PersonId
from rhythm.domain.saying import say_when
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.dialog import Dialog, tell
from widgets.capture_input import CaptureInput
from widgets.panel import Para, TextPanel
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.service import Rhythm

DRAFT = "good"


class GoodCallDialog(Dialog[GoodCall]):
    """One line; who and which area by marks. Escape keeps what was typed."""

    KEYS = (("enter", "log it"), ("escape", "back, kept"))
    HELP = """
    **A call that went well without you**: what was decided, `@who` decided it, in which `#area`, `on:tue`.
    It stands beside the escalations in both reviews.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm, DRAFT)

    def title_text(self) -> str:
        return "A call that went well without you"

    def body(self) -> ComposeResult:
        yield CaptureInput(placeholder="What was decided?", id="good-line")
        yield TextPanel(id="good-preview", classes="facts")

    @property
    def _line(self) -> CaptureInput:
        return self.query_one("#good-line", CaptureInput)

    def refill(self) -> None:
        """Say what was understood."""
        self._line.password = self.veil.hidden
        panel = self.query_one("#good-preview", TextPanel)
        if not self._line.value.strip():
            panel.set_paras([Para("@who decided it  #area  on:day", Tone.DIM)])
            return
        capture = self._read()
        refusal = self._refusal(capture)
        if refusal and self.veil.hidden:
            refusal = "part of the line can't be read"
        shown = Para(f"! {refusal}", Tone.ERROR) if refusal else Para(self._understood(capture))
        panel.set_paras([shown])

    def on_input_changed(self, _message: Input.Changed) -> None:
        """Say what is understood while one types."""
        self.refill()

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """Store it, unless something can't be read."""
        if self._done:
            return
        capture = self._read()
        if self._refusal(capture):
            self.app.bell()
            return
        who = PersonId(capture.raised_by.id) if capture.raised_by is not None else None
        tracker = self.rhythm.tracker
        call = self.attempt(
            lambda: tracker.good(
                capture.summary,
                day=capture.day,
                person_id=who,
                area=capture.area or "",
            )
        )
        if call is None:
            return
        app = self.rhythm_app
        self.finish(call)
        app.call_later(tell, app, "logged: held without you")

    def _read(self) -> Capture:
        return self.rhythm.tracker.read(self._line.value)

    def _understood(self, capture: Capture) -> str:
        today = self.rhythm.today()
        who, unknown = capture.raised_by, unknown_area(capture.area, capture.area_text)
        area = self.words.area(capture.area) if capture.area else ""
        parts = (
            f"decided by {self.veil.name(who.name, who.id)}" if who is not None else "",
            f"{area} ({self.veil.text(unknown)})" if unknown else area,
            say_when(capture.day or today, today),
        )
        return " · ".join(part for part in parts if part)

    def _refusal(self, capture: Capture) -> str:
        """Why the line can't be stored, or nothing."""
        if capture.day is not None and capture.day > self.rhythm.today():
            return "that day is still to come"
        if has_no_call_marks(capture):
            return "; ".join(NO_CALL_MARKS)
        problem = next((one for one in capture.problems if one.kind is not ProblemKind.NOTE), None)
        if problem is None:
            return ""
        return f"{problem.message}: {self.rhythm_app.step_here(problem.hint)}" if problem.hint else problem.message


def open_good_call(app: RhythmApp) -> None:
    """Open the dialog over whatever is in front; once only."""
    if any(isinstance(screen, GoodCallDialog) for screen in app.screen_stack):
        return
    try:
        # A list of words that can't be read is told now, not at the first letter.
        assert app.rhythm.vocabulary
    except RhythmError as error:
        app.show_error(error)
        return
    app.push_screen(GoodCallDialog(app.rhythm))
