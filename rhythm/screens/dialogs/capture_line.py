"""The line of a capture: what is typed in it, how it may go on, and that nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from rhythm.domain.capture import Capture
from rhythm.domain.completing import Known, completions
from rhythm.domain.escalations import Escalation
from rhythm.screens.capturing import fields_from_text, fields_to_text
from rhythm.screens.dialogs.dialog import Dialog
from widgets.bars import key_name
from widgets.completing_input import CompletingInput
from widgets.plain import one_line, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rhythm.service import Rhythm

DRAFT = "capture"
MORE_DRAFT = "capture:more"
"""Fields that were filled by a key while the line is still a draft."""
KEEP_AFTER = 0.5
"""Seconds without a key after which the draft is stored."""


class CaptureLineDialog(Dialog[Escalation]):
    """What is typed survives Escape as a draft, with the fields that were filled beside it. One of its own says in
    `line_changed` what follows from each key."""

    def __init__(self, rhythm: Rhythm, added: str = "") -> None:
        """`added` goes behind what was kept."""
        super().__init__(rhythm)
        self._old = rhythm.draft(DRAFT)
        """What stood there before; typing replaces it, and until then it is said that it is old."""
        self.more: dict[str, Any] = fields_from_text(rhythm.draft(MORE_DRAFT)) if self._old else {}
        """Fields that were filled by a key; they win over what the line says."""
        self._begin_with = f"{self._old} {added}".strip() if added else self._old
        self._known = Known()
        self._keep_timer: Timer | None = None
        self._veiled_before = False

    def body(self) -> ComposeResult:
        yield CompletingInput(self._begin_with, placeholder="What reached you?", joins=None, id="capture-line")
        yield Static(id="capture-next", markup=False)

    @property
    def line(self) -> CompletingInput:
        """The field."""
        return self.query_one("#capture-line", CompletingInput)

    @property
    def is_old(self) -> bool:
        """Whether what was kept stands there as it was."""
        return self.line.value == self._old

    def line_changed(self) -> None:
        """Say what the line, which was changed, comes to."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Typing replaces what was kept; End or an arrow goes on with it."""
        if self._old and self.is_old:
            self.line.select_all()

    def refill(self) -> None:
        """Look up what a line can be completed from, and hide or show it."""
        self._known = self.rhythm.tracker.known()
        if self.veil.hidden != self._veiled_before:
            # What stood there when it was hidden is hidden; what is typed from now on its writer may see.
            self._veiled_before = self.veil.hidden
            self.line.password = self.veil.hidden and bool(self.line.value)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep the draft a little later."""
        if len(message.value) <= 1:
            # Begun anew: none of what was hidden is left, and what was said belonged to another line.
            self.line.password = False
            self.more.clear()
        if message.value != self._old:
            self._old = ""
        self.line_changed()
        if self._keep_timer is not None:
            self._keep_timer.stop()
        self._keep_timer = self.set_timer(KEEP_AFTER, self.keep_draft)

    def read(self) -> Capture:
        """What the line says."""
        return self.rhythm.tracker.read(self.line.value)

    def complete(self) -> None:
        """Say what the line may go on as, and let Tab take the first of it."""
        line = self.line
        at_end = line.has_focus and not self.veil.hidden and line.cursor_position == len(line.value)
        found = completions(line.value, self._known) if at_end else ()
        line.offered = found[0].line if found else ""
        said = Content.styled(f"{key_name('tab')} ", "bold $text-accent") if found else Content("")
        for number, one in enumerate(found):
            said += plain(one_line(one.label, 40)).stylize("" if number == 0 else "$foreground 75%") + Content("   ")
        self.query_one("#capture-next", Static).update(said)

    def keep_fields(self, changes: Mapping[str, object]) -> None:
        """Keep fields that were filled by a key until the row is stored."""
        self.more.update(changes)
        self.keep(fields_to_text(self.more), MORE_DRAFT)

    def keep_draft(self) -> None:
        """Store what stands in the line, so that nothing typed is lost."""
        if not self._done and self.is_mounted:
            self.keep(self.line.value, DRAFT)
            self.keep(fields_to_text(self.more), MORE_DRAFT)

    def forget(self) -> None:
        """The row is stored: it is no draft any more."""
        self._done = True
        if self._keep_timer is not None:
            self._keep_timer.stop()
        for key in (DRAFT, MORE_DRAFT, "without_me:new", "repair:new"):
            self.keep("", key)
