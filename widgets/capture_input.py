"""A one-line field that loses nothing: not a pasted list, nor what was typed before."""

from __future__ import annotations

import re

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input

from widgets.plain import fitted, without_controls

# Patterns stay strings, which `re` compiles at the first paste.
_BULLET = r"(?:[-*•‣◦▪▫●○·–—]\s+)?"
_BOX = r"(?:\[[ xX✓]?\]\s+)?"
_NUMBER = r"\(?\d{1,3}[.)]\s+"


def pasted_lines(text: str, *, boxes: bool = False) -> tuple[str, ...]:
    """The lines of a paste without the bullets or numbers of a list, and without blank lines; `boxes` to be ticked
    stay where they mean something.

    A number goes only where all of several lines have one: `10. November` is a day.
    """
    lines = [line.strip() for line in without_controls(text).split("\n") if line.strip()]
    if len(lines) > 1 and all(re.match(_NUMBER, line) for line in lines):
        bare = [re.sub(_NUMBER, "", line, count=1) for line in lines]
    else:
        bullet = _BULLET if boxes else _BULLET + _BOX
        bare = [re.sub(bullet, "", line, count=1) for line in lines]
    # A bullet alone is a line of its own, not a list of nothing.
    return tuple(short or line for short, line in zip(bare, lines, strict=True))


class LineInput(Input):
    """A field of one row. The bar before it shows where it is, and that it has the focus, in a terminal without shades
    too."""

    DEFAULT_CSS = """
    LineInput {
        height: 1;
        padding: 0 1 0 0;
        border: none;
        border-left: outer $foreground 55%;
        background: $foreground 9%;
        &:focus {
            border: none;
            border-left: outer $text-accent;
            background: $foreground 16%;
            background-tint: $foreground 0%;
        }
        &:ansi { border-left: outer ansi_bright_black; background: ansi_default; }
        &:ansi:focus { border-left: outer $accent; background: ansi_default; }
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        password: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Begin with a text, the cursor behind it. `placeholder` is a text of the program, not a user's; a `password`
        is not shown, and pasted as it is."""
        # Selecting all on focus would let the next letter replace a draft.
        super().__init__(
            value, placeholder=placeholder, password=password, select_on_focus=False, id=id, classes=classes
        )
        # A blinking cursor costs CPU for as long as the program is open.
        self.cursor_blink = False
        self._hint = placeholder

    def on_resize(self) -> None:
        """In a narrow field the placeholder ends after a word; Textual would cut it anywhere, and unseen."""
        self.placeholder = fitted(self._hint, self.scrollable_content_region.width)
        self._show_cursor()

    def on_focus(self, _event: events.Focus) -> None:
        """Show where one writes on. A click says itself where, and means what stood there before."""
        self.call_later(self._show_cursor)

    def _show_cursor(self) -> None:
        """The cursor, which may be at the end of a line longer than the field, comes into sight."""
        if self.has_focus:
            self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)


class CaptureInput(LineInput):
    """A line of text. A paste of several lines is not cut to its first: they become one line, with `joins` between
    them, or come out as `Pasted` where `joins` is None."""

    class Pasted(Message):
        """Several lines were pasted, blank ones left out. The field is as before; what becomes of them is asked."""

        def __init__(self, capture_input: CaptureInput, lines: tuple[str, ...]) -> None:
            super().__init__()
            self.capture_input = capture_input
            self.lines = lines

        @property
        def control(self) -> CaptureInput:
            """The field it came from."""
            return self.capture_input

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        joins: str | None = "; ",
        boxes: bool = False,
        proposed: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Several pasted lines become one with `joins` between them; None asks what becomes of them. `boxes` to be
        ticked stay in front of a line. The value may be only `proposed`: what is typed takes its place."""
        super().__init__(value, placeholder=placeholder, id=id, classes=classes)
        self._boxes = boxes
        self._joins = joins
        self._proposed = proposed

    def on_mount(self) -> None:
        """Have a proposal ready to be typed over; a draft, which is put in later, is not."""
        if self._proposed:
            self.select_all()

    def validate_value(self, value: str) -> str:
        """A draft put into the field is one line and holds nothing that a terminal obeys."""
        return without_controls(value).replace("\n", " ")

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """Paste what was copied inside the program."""
        self._take(self.app.clipboard)

    def _take(self, text: str) -> None:
        lines = pasted_lines(text, boxes=self._boxes)
        if len(lines) == 1:
            lines = (self._among_words(text, lines[0]),)
        if len(lines) > 1 and self._joins is None:
            self.post_message(self.Pasted(self, lines))
        elif lines:
            self.replace((self._joins or "").join(lines), *self.selection)

    def _among_words(self, text: str, bare: str) -> str:
        """The one line of a paste, parted from the words around it where it was parted from others before; behind other
        words a dash is a dash."""
        first, last = sorted(self.selection)
        line = next(line for line in without_controls(text).split("\n") if line.strip())
        before = " " if first > 0 and line[0].isspace() else ""
        after = " " if last < len(self.value) and line[-1].isspace() else ""
        return f"{before}{line.strip() if first > 0 else bare}{after}"
