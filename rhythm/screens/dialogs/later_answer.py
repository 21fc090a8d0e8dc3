"""Saying something else on a question after its quarter was closed: it stands beside the frozen answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.fields import FieldsDialog
from rhythm.service.quarters import later_key
from widgets.draft_area import DraftArea

if TYPE_CHECKING:
    from rhythm.screens.quarter_question import QuestionScreen


class LaterAnswerDialog(FieldsDialog[bool]):
    """The answer as it is meant now. What was frozen stays as it is; an empty field takes the later one back."""

    SCOPES = ("dialog", "later")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("later"))
    AUTO_FOCUS = "#later"
    KEYS = (("{later.store}", "store"), ("escape", "back, kept"))
    HELP = """
    **What you think now** stands beside the frozen answer, with its day. The copy of the closed quarter stays as it
    is. {later.store} stores; an empty field takes back what was said later.
    """

    def __init__(self, page: QuestionScreen) -> None:
        view = page.view
        super().__init__(page, later_key(page.quarter, view.question.id))
        self._quarter = page.quarter
        self._item = view.question.id
        self._said = view.later.body if view.later is not None else ""

    def title_text(self) -> str:
        return "Say something else; the frozen copy stays"

    def body(self) -> ComposeResult:
        self._stands = self.rhythm.quarters.later_answer(self._quarter, self._item, self._said)
        yield DraftArea(self._stands, id="later", placeholder="What do you say now?")
        yield Static(id="echo", markup=False)

    def refill(self) -> None:
        super().refill()
        self.query_one("#later").display = not self.veil.hidden

    def on_draft_area_draft(self) -> None:
        """Keep what is being typed."""
        self.keep_draft()

    async def action_store(self) -> None:
        """Store what stands in the field, with today's day."""
        text = self._text
        try:
            self.rhythm.quarters.answer_later(self._quarter, self._item, text)
        except RhythmError as error:
            self.refuse(error)
            return
        self.rhythm_app.tell_store_changed()
        self.finish(True)

    def keep_draft(self) -> None:
        """Keep what stands in the field, nothing too, if it is something else than what is stored; once for a text."""
        if self._done or self._text == self._stands:
            return
        text = self._text if self._text.strip() != self._said.strip() else None
        try:
            self.rhythm.quarters.keep_later(self._quarter, self._item, text)
        except RhythmError as error:
            self.rhythm_app.show_error(error)
        else:
            self._stands = self._text

    @property
    def _text(self) -> str:
        return self.query_one("#later", DraftArea).text
