"""A pane of paragraphs to read: the detail of the highlighted row, or a whole page."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.plain import FACT_SEP, TOGETHER, clean, pad
from widgets.scrolling import set_length
from widgets.selecting import SelectableLines
from widgets.tone import Tone

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# A number stays with what it counts, and with the rest of its day or share: `14 d late`, `3 times`, `coached 3x`,
# `5 of 5`, `in 4 d`, `Fri 9 Oct`.
_BETWEEN = (
    r" (?!· |·$|\d+x(?:\W|$))(?:(?<!\d )|(?![a-z%]))(?:(?<!\d d )|(?!late))"
    r"(?:(?<!\d of )|(?!\d))(?:(?<!\bin )|(?!\d+ (?:d|min)(?:\W|$)))"
    rf"(?:(?<!\d )|(?!(?:{_MONTHS})(?:\W|$)))"
    rf"(?:(?<!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )|(?!\d\d? (?:{_MONTHS})(?:\W|$)))"
)
_BETWEEN_FACTS = rf"(?<=\S){FACT_SEP}(?=\S)"
_DOT = f"{TOGETHER}·"
"""Goes on behind a fact while its line is made: where the line ends there, it is taken away."""
# What begins a line of a list: its other lines hang below the text and not below the mark.
_SIGNS = "-*+•·<>^&–—✓✗○●▸?!"
_LIST_MARK = rf" *(?:[{_SIGNS}]{{1,3}}|\[[ x]\]) (?=\S)"
_LEAST_COMPANY = 24
"""Cells of a line in which a last word is given company; in fewer the words are as ragged as they are."""
_LEAST_WIDTH = 8
"""Cells that an indent leaves to the text, however narrow the pane is."""
_BESIDE = 1
"""Cells between the text and the scroll bar, which stands at the edge as that of a list does."""


class Para(NamedTuple):
    """A paragraph of any text, wrapped between words; `indent` in cells holds for every line of it."""

    text: str = ""
    tone: Tone = Tone.PLAIN
    indent: int = 0


class _Line(NamedTuple):
    text: str
    tone: Tone


class TextPanel(ScrollView, SelectableLines, can_focus=False, inherit_bindings=False):
    """Read-only paragraphs; the mouse selects what is to be copied. It takes the focus only when asked to, so that Tab
    does not stop at every pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll_down", "down", show=False, id="text.down", tooltip="A line down"),
        Binding("up", "scroll_up", "up", show=False, id="text.up", tooltip="A line up"),
        Binding("pagedown", "page_down", "page down", show=False, id="text.page_down", tooltip="A screenful down"),
        Binding("pageup", "page_up", "page up", show=False, id="text.page_up", tooltip="A screenful up"),
        Binding("home", "scroll_home", "top", show=False, id="text.first", tooltip="To the top"),
        Binding("end", "scroll_end", "end", show=False, id="text.last", tooltip="To the end"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"text-panel--{tone}" for tone in Tone}
    DEFAULT_CSS = """
    TextPanel {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size: 0 1;
        scrollbar-background: transparent;
        scrollbar-background-hover: transparent;
        scrollbar-background-active: transparent;
        padding: 0 0 0 1;
        & > .text-panel--dim { color: $foreground 75%; }
        & > .text-panel--accent { color: $text-accent; }
        & > .text-panel--warning { color: $text-warning; }
        & > .text-panel--error { color: $text-error; text-style: bold; }
        & > .text-panel--success { color: $text-success; }
        & > .text-panel--heading { text-style: bold; }
        &:focus { background-tint: $foreground 5%; }
        &:ansi > .text-panel--dim { color: ansi_default; text-style: dim; }
    }
    """

    def __init__(
        self,
        paras: Sequence[Para] = (),
        *,
        focusable: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Show some paragraphs; `focusable` lets it be scrolled by keys."""
        super().__init__(id=id, classes=classes)
        self.can_focus = focusable
        self._paras = tuple(paras)
        self._lines: list[_Line] = []
        self._wrapped_at = -1

    def set_paras(self, paras: Sequence[Para]) -> None:
        """Show other paragraphs, from the top; the same ones stay as they were scrolled."""
        if tuple(paras) == self._paras:
            return
        self.deselect()
        self._paras = tuple(paras)
        before, wrapped_at, scrolled = self._lines, self._wrapped_at, self.scroll_offset.y
        self._wrap()
        if scrolled or wrapped_at != self._wrapped_at:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
            self.refresh()
        else:
            self._refresh_others(before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as there are beside the scroll bar, for a pane that is as high as its text."""
        return len(self._wrapped(width - self.scrollbar_gutter.width - _BESIDE))

    def on_resize(self) -> None:
        """Wrap anew for another width."""
        if self._width != self._wrapped_at:
            self._wrap()
            self.refresh()
        self._fit()

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        width, at = self._width, y + self.scroll_offset.y
        if width != self._wrapped_at:
            # The first paint comes before the resize event; wrapping only there would paint twice.
            self._lines, self._wrapped_at = self._wrapped(width), width
        whole = self.scrollable_content_region.width
        if at >= len(self._lines):
            return Strip.blank(whole, self._style(Tone.PLAIN))
        line = self._lines[at]
        return self.strip_of(at, [Segment(pad(line.text, whole), self._style(line.tone))], whole)

    def text_of(self, line: int) -> str:
        """A line as it is wrapped."""
        return self._lines[line].text if line < len(self._lines) else ""

    def lines_reached(self) -> range:
        """All of them."""
        return range(len(self._lines))

    @property
    def _width(self) -> int:
        # The scroll bar always stands, unseen where nothing is to scroll: its coming would wrap the text anew, and lay
        # out the whole screen.
        return self.scrollable_content_region.width - _BESIDE

    def _style(self, tone: Tone) -> Style:
        return self.get_component_rich_style(f"text-panel--{tone}")

    def _wrap(self) -> None:
        width = self._wrapped_at = self._width
        self._lines = self._wrapped(width)
        self._fit()

    def _refresh_others(self, before: list[_Line]) -> None:
        """Paint the lines in sight that are not what they were; most of a pane is often blank, before and after."""
        pairs = zip_longest(before, self._lines)
        changed = [y for y, (was, now) in enumerate(pairs) if y < self.size.height and was != now]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _fit(self) -> None:
        # What needs no scroll bar has the same length, however few lines it has; a pane as high as its text follows it.
        least = 0 if self.styles.is_auto_height else self.size.height
        set_length(self, max(len(self._lines), least))

    def _wrapped(self, width: int) -> list[_Line]:
        return [line for para in self._paras for line in _lines_of(para, width)] if width > 0 else []


def _lines_of(para: Para, width: int) -> list[_Line]:
    indent = min(max(0, para.indent), max(0, width - _LEAST_WIDTH))
    room = width - indent
    lines = []
    for written in clean(para.text).split("\n"):
        # Most lines have none, and are not held against a pattern that would have to be made first.
        mark = re.match(_LIST_MARK, written) if written.lstrip(" ").startswith((*_SIGNS, "[")) else None
        hang = cell_len(mark.group()) if mark is not None else 0
        if mark is None or room - hang < _LEAST_WIDTH:
            lines += [_Line(" " * indent + part, para.tone) for part in wrap(written, room)]
            continue
        first, *others = wrap(written[mark.end() :], room - hang)
        lines.append(_Line(" " * indent + mark.group() + first, para.tone))
        lines += [_Line(" " * (indent + hang) + part, para.tone) for part in others]
    return lines


def wrap(text: str, width: int) -> list[str]:
    """One clean line as lines of at most `width` cells, parted between facts where there are some, else at spaces, or
    inside a word that is longer. The dot between two facts parts those of one line, so at the end of one it goes.

    Where there is no room at all, each character is a line of its own. Leading blanks stay, for they are how people
    write lists. A no-break space keeps together what stands around it, and is drawn as any other. No word is left
    alone in the last line where the one before it can spare another.
    """
    if cell_len(text) <= width:
        return [text.replace(TOGETHER, " ")]
    lines: list[str] = []
    line, used, whole = "", 0, True
    for word, dot in _together(text, width):
        size, whole = cell_len(word), True
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = "", 0
        elif line or (not lines and not word):
            line, used = line + " ", used + 1
        rest = word
        while rest and used + size > width:
            part = _head(rest, width - used)
            # What stays together where it can is parted at a blank where it can't.
            part = part[: part.rfind(" ") + 1] or part
            lines.append(line + part.removesuffix(" "))
            rest, line, used, whole = rest[len(part) :], "", 0, False
            size = cell_len(rest)
        line, used = line + rest + dot, used + size + len(dot)
    if line.strip(" ") or not lines:
        lines.append(line.rstrip(" "))
    if whole and width >= _LEAST_COMPANY:
        _give_company(lines, width)
    return [line.removesuffix(_DOT).replace(TOGETHER, " ") for line in lines]


def _give_company(lines: list[str], width: int) -> None:
    """Take a word of the last line but one to the single word in the last, where more than half a line is left there.
    Between facts the line ends where a fact does."""
    if len(lines) < 2 or " " in lines[-1] or lines[-2].endswith(_DOT):
        return
    *left, moved = re.split(_BETWEEN, lines[-2])
    stays, goes = " ".join(left), f"{moved} {lines[-1]}"
    if moved and cell_len(stays) > width // 2 and cell_len(goes) <= width and not stays.endswith(_DOT):
        lines[-2:] = [stays, goes]


def _together(text: str, width: int) -> Iterator[tuple[str, str]]:
    """The parts of a line that are to stay on one, whole facts that fit, of others what belongs together; and the dot
    behind the last part of a fact."""
    *facts, last = re.split(_BETWEEN_FACTS, text)
    for fact, dot in (*((fact, _DOT) for fact in facts), (last, "")):
        *parts, end = (fact,) if cell_len(fact) <= width else re.split(_BETWEEN, fact)
        yield from ((part, "") for part in parts)
        yield end, dot


def _head(word: str, width: int) -> str:
    """As much of a word as fits in `width` cells, but at least one character."""
    used = 0
    for at, character in enumerate(word):
        used += cell_len(character)
        if used > width and at:
            return word[:at]
    return word
