"""The lines that frame a screen: places at the top, keys at the bottom. One widget each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.keys import format_key
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from widgets.panel import wrap
from widgets.plain import FACT_SEP, UNICODE, Marks, fitted, last_facts, one_line

GAP = 2
_LEAST_STATUS = 8
"""Cells of a status in however narrow a line."""
_SHORT = 3
"""A status of up to this part of the line never takes the place of all keys."""
KEY_NAMES = {
    "escape": "esc",
    "enter": "enter",
    "space": "space",
    "backspace": "backspace",
    "delete": "del",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "up": "up",
    "down": "down",
    "left": "left",
    "right": "right",
}


def key_name(key: str) -> str:
    """A key as people write it: `esc`, `ctrl+s`, `?`. Only characters that every terminal has."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, KEY_NAMES.get(last) or format_key(last)])


class Tab(NamedTuple):
    """A place: its id, the key that goes there, and its name."""

    id: str
    key: str
    label: str


class _Span(NamedTuple):
    """Cells of a line that answer to a click: from `start` up to, not with, `end`."""

    start: int
    end: int
    name: str


class LineBar(Widget):
    """A line of styled texts, some of them clickable. Children say what stands in it, and what a click does."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LineBar { height: 1; background: $panel; color: $foreground; }
    """

    def __init__(self, *, marks: Marks, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.marks = marks
        self._spans: list[_Span] = []
        self._line: list[Segment] = []
        self._used = 0

    def _begin(self) -> None:
        self._spans, self._line, self._used = [], [], 0

    def _put(self, text: str, component: str = "") -> None:
        style = self.get_component_rich_style(component) if component else self.rich_style
        self._line.append(Segment(text, style))
        self._used += cell_len(text)

    def _clickable(self, start: int, name: str) -> None:
        self._spans.append(_Span(start, self._used, name))

    def _strip(self, width: int) -> Strip:
        return Strip(self._line, self._used).adjust_cell_length(width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Do what stands under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if name := next((span.name for span in self._spans if span.start <= offset.x < span.end), ""):
            event.stop()
            self.clicked(name)

    def clicked(self, name: str) -> None:
        """A key was clicked, by its name: do what it does."""
        self.app.simulate_key(name)


class TabBar(LineBar):
    """The places, the current one lit, and at the right what is true of the day. Posts `Chosen` on a click."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-bar--current", "tab-bar--key"}
    DEFAULT_CSS = """
    TabBar {
        dock: top;
        & > .tab-bar--current {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: bold;
        }
        & > .tab-bar--key { color: $text-accent; }
    }
    """

    class Chosen(Message):
        """A click on a place, given by its id."""

        def __init__(self, tab_bar: TabBar, tab_id: str) -> None:
            super().__init__()
            self.tab_bar = tab_bar
            self.tab_id = tab_id

        @property
        def control(self) -> TabBar:
            """The bar it came from."""
            return self.tab_bar

    def __init__(
        self,
        tabs: Sequence[Tab],
        current: str = "",
        *,
        right: str = "",
        marks: Marks = UNICODE,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show some places; `current` is the id of the one that is lit."""
        super().__init__(marks=marks, id=id, classes=classes)
        self._tabs = tuple(tabs)
        self._current = current
        self._right = right
        self._flag = ""

    def set_right(self, text: str, flag: str = "") -> None:
        """Say something else at the right edge, such as what is pending and the day, in parts: where they do not fit,
        the first ones go. A flag stands last and stays, whatever else goes."""
        self._right, self._flag = text, flag
        self.refresh()

    def clicked(self, name: str) -> None:
        """Say which place was clicked."""
        self.post_message(self.Chosen(self, name))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The whole bar. Where the names do not fit, the places keep their keys and the current one its name."""
        width = self.size.width
        self._begin()
        flagged = GAP + cell_len(self._flag) + 1 if self._flag else 0
        named = sum(cell_len(f" {tab.key} {tab.label} ") for tab in self._tabs) + flagged <= width
        for tab in self._tabs:
            current = tab.id == self._current
            start = self._used
            label = f" {tab.label}" if named or current else ""
            if current:
                self._put(f" {tab.key}{label} ", "tab-bar--current")
            else:
                self._put(f" {tab.key}", "tab-bar--key")
                self._put(f"{label} " if named else "")
            self._clickable(start, tab.id)
        room = width - self._used - GAP - 1
        text = last_facts(self._right, room - cell_len(self._flag) - (cell_len(FACT_SEP) if self._flag else 0))
        right = FACT_SEP.join(filter(None, (text, self._flag)))
        if cell_len(right) <= room:
            self._put(" " * (room - cell_len(right) + GAP) + right)
        return self._strip(width)


class _Entry(NamedTuple):
    """A key that works now, and what it does."""

    key: str
    verb: str
    enabled: bool
    last: bool
    everywhere: bool = False
    """A key of the program, not of the page or of what has the focus."""
    inside_text: bool = False

    @property
    def shown(self) -> str:
        return key_name(self.key)

    @property
    def width(self) -> int:
        return cell_len(self.shown) + 1 + cell_len(self.verb)


class FootBar(LineBar):
    """The keys that work now: those of the focused widget first, the program's last, as many as fit; always that of the
    action `help`, at the right end.

    It reads the screen's active bindings, so it can't promise a key that a text field would swallow. A click does
    what the key does.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"foot-bar--key", "foot-bar--off", "foot-bar--status"}
    DEFAULT_CSS = """
    FootBar {
        dock: bottom;
        & > .foot-bar--key { color: $text-accent; text-style: bold; }
        & > .foot-bar--off { color: $foreground 65%; }
        & > .foot-bar--status { color: $foreground 75%; }
        &:ansi > .foot-bar--off, &:ansi > .foot-bar--status { color: ansi_default; text-style: dim; }
    }
    """

    def __init__(self, *, marks: Marks = UNICODE, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(marks=marks, id=id, classes=classes)
        self._entries: list[_Entry] = []
        self._status = ""

    def set_status(self, text: str) -> None:
        """What was just done, such as `saved 10:04`; an empty text takes it away. It stands beside the keys of the
        page, or beside the first of them when short, or in their place, on two lines if need be."""
        if text != self._status:
            self._status = one_line(text)
            self._fit()
            self.refresh()

    def on_resize(self) -> None:
        """A status may need another number of lines."""
        self._fit()

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        # While another window has the focus no widget has it; the keys are still those of before.
        if self.app.app_focus and self.is_attached and screen is self.screen:
            entries = self._read()
            if entries != self._entries:
                self._entries = entries
                self.refresh()

    def _read(self) -> list[_Entry]:
        entries: dict[tuple[int, str], _Entry] = {}
        focused = self.screen.focused
        for active in self.screen.active_bindings.values():
            binding = active.binding
            named = (id(active.node), binding.action)
            before = entries.get(named)
            # A key that works inside a text too stands for its action only where no other does; one of the user's own
            # comes behind it.
            if not binding.show or not binding.description or (before and (binding.priority or not before.inside_text)):
                continue
            # active_bindings leaves out the letters that a text field takes, but not `/`, `-`, `+` and `_`, whose
            # key names it can't turn into characters.
            character = key_name(binding.key)
            typed = active.node is not focused and len(character) == 1
            if focused and typed and not binding.priority and focused.check_consume_key(binding.key, character):
                continue
            last = binding.action.rpartition(".")[2] == "help"
            everywhere = active.node is self.app
            verb = one_line(binding.description)
            entries[named] = _Entry(binding.key, verb, active.enabled, last, everywhere, binding.priority)
        return list(entries.values())

    def render_line(self, y: int) -> Strip:
        """One line: keys from the left, status and help at the right; or what is said, and help."""
        width = self.size.width
        self._begin()
        last = next((entry for entry in self._entries if entry.last), None)
        said = self._in_place_of_keys(width)
        status = "" if said else self._status
        right = (cell_len(status) + GAP if status else 0) + (last.width + GAP if last else 0)
        self._put(" ")
        if said:
            self._put(said[y] if y < len(said) else "", "foot-bar--status")
            last = last if y == len(said) - 1 else None
        else:
            self._keys(width - right - 1)
        self._put(" " * (width - right + GAP - 1 - self._used))
        if status:
            self._put(status, "foot-bar--status")
            self._put(" " * GAP if last else "")
        if last:
            self._show(last)
        return self._strip(width)

    def _keys(self, end: int) -> None:
        """As many as stand whole before a cell."""
        for entry in self._entries:
            if entry.last:
                continue
            if self._used + entry.width > end:
                break
            self._show(entry)
            self._put(" " * GAP)

    def _in_place_of_keys(self, width: int) -> list[str]:
        """The lines of a status that does not fit beside the keys of the page; none where it does, or is so short that
        the first keys stand beside it."""
        keys = sum(entry.width + GAP for entry in self._entries if entry.last or not entry.everywhere)
        if cell_len(self._status) <= max(width - keys - 2 * GAP, width // _SHORT):
            return []
        room = width - 2 - sum(entry.width + GAP for entry in self._entries if entry.last)
        lines = wrap(self._status, max(_LEAST_STATUS, room))
        rest = one_line(self._status)[len(lines[0]) :].lstrip(" ·")
        return [lines[0], fitted(rest, room, self.marks.more)] if rest else lines

    def _fit(self) -> None:
        # Before it stands its width is that of the terminal, so that the first paint has its lines already.
        width = self.size.width or self.app.size.width
        self.styles.height = max(1, len(self._in_place_of_keys(width)))

    def _show(self, entry: _Entry) -> None:
        start = self._used
        self._put(entry.shown, "foot-bar--key" if entry.enabled else "foot-bar--off")
        self._put(" " + entry.verb, "" if entry.enabled else "foot-bar--off")
        self._clickable(start, entry.key)
