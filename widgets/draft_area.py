"""A field for notes that reports what was typed while it is typed, so that a power cut takes a second at most."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import TextArea

from widgets.plain import without_controls

PAUSE = 0.4
"""Seconds without a key after which a draft is due."""
LONGEST = 1.0
"""Seconds after which it is due although somebody goes on typing."""


class DraftArea(TextArea):
    """Notes. Posts `Draft` soon after each change, and when the focus leaves; Tab moves on instead of indenting."""

    DEFAULT_CSS = """
    DraftArea {
        border: none;
        border-left: outer $foreground 55%;
        padding: 0 1 0 0;
        scrollbar-size: 1 1;
        &:focus { border: none; border-left: outer $text-accent; }
        &:ansi { border-left: outer ansi_bright_black; }
        &:ansi:focus { border-left: outer $accent; }
    }
    """

    class Draft(Message):
        """The whole text as it stands now, to be stored."""

        def __init__(self, draft_area: DraftArea, text: str) -> None:
            super().__init__()
            self.draft_area = draft_area
            self.text = text

        @property
        def control(self) -> DraftArea:
            """The field it came from."""
            return self.draft_area

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Begin with a text that counts as stored. `placeholder` is a text of the program, not a user's."""
        super().__init__(
            without_controls(text),
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder=placeholder,
            id=id,
            classes=classes,
        )
        # A blinking cursor costs CPU for as long as the program is open.
        self.cursor_blink = False
        self._stored = self.text
        self._put_in = True
        """Whether nobody was in the field since the text was put into it."""
        self._pause: Timer | None = None
        self._longest: Timer | None = None

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that no `Draft` has told yet."""
        return self.text != self._stored

    def show(self, text: str) -> None:
        """Show another text that is stored already; what was typed before is told first."""
        self.flush()
        self.load_text(without_controls(text))
        self._stored = self.text
        if self.has_focus:
            # Whoever is in the field writes on there, and the next letter may be on its way.
            self.move_cursor(self.document.end)
        else:
            self._put_in = True

    def take(self, text: str) -> None:
        """Hold another text that is not stored yet, as if it had been typed; one undo of the field takes it back."""
        text = without_controls(text)
        if text != self.text:
            self.replace(text, self.document.start, self.document.end)

    def flush(self) -> None:
        """Tell what was typed now, before the screen closes or the program ends."""
        self._rest()
        if self.unsaved:
            self._stored = self.text
            self.post_message(self.Draft(self, self._stored))

    def render_line(self, y: int) -> Strip:
        """A line, where there is room for one: without a cell Textual would cut the placeholder into parts of none."""
        return super().render_line(y) if self.content_size.width > 0 else Strip.blank(0)

    def on_text_area_changed(self) -> None:
        """Have the text told after a pause, and in any case within a second."""
        if not self.unsaved:
            self._rest()
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.flush)
        if self._longest is None:
            self._longest = self.set_timer(LONGEST, self.flush)

    def on_paste(self, event: events.Paste) -> None:
        """Take control characters out of a paste before the field gets it."""
        event.text = without_controls(event.text)

    def on_focus(self, _event: events.Focus) -> None:
        """Go on behind what was put in, and later where one left off. A click says itself where."""
        if self._put_in:
            self._put_in = False
            self.move_cursor(self.document.end)

    def on_blur(self, _event: events.Blur) -> None:
        """Tell what was typed when the focus leaves."""
        self.flush()

    def _rest(self) -> None:
        for timer in (self._pause, self._longest):
            if timer is not None:
                timer.stop()
        self._pause = self._longest = None
