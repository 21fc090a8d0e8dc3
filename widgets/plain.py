"""The only door through which user text reaches the screen.

Markup is never read here: `[Q3]` and `[/foo]` stay what was typed. What a terminal could take for a command, or
measure differently from us, is taken out or replaced by `\N{REPLACEMENT CHARACTER}`. The text on disk is not touched.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from textual.content import Content

# Patterns stay strings, which `re` compiles and keeps at the first text that needs them: most texts are plain.
_BREAKS = "\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_EDGES = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_GAPS = (
    f" ?[{_EDGES}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][ {_EDGES}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*"
)
# Control characters and halves of surrogate pairs: replaced, so that one sees that something was there.
_HARMFUL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
# Direction controls would reorder the rest of the line; joiners, selectors, fillers and tags make the terminal's
# width differ from the one computed here. Nothing readable is lost: they are invisible, or the tint of an emoji.
_INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
# More than three marks on one letter are a picture, and draw over the lines above and below.
_PILES = (
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
_TAB = "    "
_LOOSE = " ,;:.·–-([{"
"""What does not end a cut text."""
# A number at the end of what is left, with its unit or without: of what it counted nothing is said any more.
_COUNTED = r" \d+(?: (?:d|min|%))?$"
# Signs of ours, and of many texts, that are no letters: with them a text is as plain as without.
_SIGNS = dict.fromkeys(map(ord, "–—‘’“”…•→←↑↓↻●○▸▾▏✓✗"))
_FIRST_MARK = "\u0300"
"""Below it no letter joins another, and what is printable is drawn as it stands."""
TOGETHER = "\N{NO-BREAK SPACE}"
"""A blank at which no line ends."""
FACT_SEP = " · "
"""What stands between two facts of a line; where there is no room, the fact behind the last one goes whole."""


def _is_plain(text: str) -> bool:
    """Whether nothing in a text needs a look: nearly every text, and it saves the patterns, which take as long to make
    as a page to draw."""
    return text.isprintable() and (text.isascii() or max(text.translate(_SIGNS), default="") < _FIRST_MARK)


def _harmless(text: str) -> str:
    """Text without what a terminal obeys or measures in its own way; line breaks stay."""
    text = re.sub(_INVISIBLE, "", re.sub(_HARMFUL, "\ufffd", text))
    return re.sub(_PILES, r"\1", unicodedata.normalize("NFC", text))


def clean(text: str) -> str:
    """Text that is safe to draw on several lines: every kind of line break is `\\n`, a tab is four spaces."""
    if _is_plain(text):
        return text
    return _harmless(re.sub(_BREAKS, "\n", text).replace("\t", _TAB))


def without_controls(text: str) -> str:
    """Text for a field that is edited and kept: all of it but for control characters, which a field would hand
    to the terminal as they are. Line breaks are `\\n`, a tab is four spaces.
    """
    return re.sub(_HARMFUL, "", re.sub(_BREAKS, "\n", text).replace("\t", _TAB))


def one_line(text: str, width: int | None = None, more: str = "…") -> str:
    """Text that is safe to draw on one line.

    Line breaks, tabs and unusual blanks become one space, and go at both ends. With a width, in terminal cells,
    the result is never wider: it is cut and ends with `more`.
    """
    if width is not None and width <= 0:
        return ""
    if _is_plain(text):
        return text if width is None else clip(text, width, more)
    if width is None:
        return _harmless(re.sub(_GAPS, " ", text.strip(_EDGES)))
    # A note of many pages is not cleaned whole for the forty cells that are shown of it.
    room = width * 8 + 64
    cut = len(text) > room
    shown = _harmless(re.sub(_GAPS, " ", text[:room].strip(_EDGES)))
    return clip(shown, width, more, cut=cut)


def clip(text: str, width: int, more: str = "…", *, cut: bool = False) -> str:
    """Cut clean text to a width in cells; `cut` says that the text is already a part of a longer one."""
    if width <= 0:
        return ""
    if not cut and cell_len(text) <= width:
        return text
    if len(more) >= width:
        return set_cell_size(more, width)
    return set_cell_size(text, min(cell_len(text), width - len(more))).rstrip(" ") + more


def fitted(text: str, width: int, more: str = "…", *, name: bool = False) -> str:
    """Text on one line of a width in cells, as `one_line` draws it, with nothing cut in mid-word where that can be.

    Facts are joined by ` · `: those for which there is no room go whole, the last first. A single one that is still
    too long ends after a word, unless that would throw most of it away. The number in a `name` may be all that tells
    it from another.
    """
    shown = one_line(text, width, more)
    if not shown.endswith(more):
        return shown
    # Twice the width is more than any cut can need, and keeps a note of many pages short.
    whole = one_line(text, 2 * width + 1, "").rstrip(" ")
    facts = whole.split(FACT_SEP)
    while len(facts) > 1 and cell_len(FACT_SEP.join(facts)) > width:
        facts.pop()
    first = FACT_SEP.join(facts)
    return first if cell_len(first) <= width else _after_a_word(first, width, more, name=name)


def left_out(text: str, width: int, more: str = "…") -> str:
    """What `fitted` leaves out of a clean text at a width, as a row draws it: all that it has no room for, and nothing
    twice."""
    shown = fitted(text, width, more, name=True)
    return "" if shown == text else text[len(shown.removesuffix(more)) :].lstrip(" ,;:.·–-")


def _after_a_word(text: str, width: int, more: str, *, name: bool) -> str:
    """Text that is too long, cut at the end of a word that keeps at least half of the width, else anywhere. It does
    not end with a number, which would seem to be all that is counted, unless it is a `name` that is told by it."""
    shown = clip(text, width, more, cut=True)
    kept = shown[: len(shown) - len(more)]
    if re.match(r"[,;:.]*\s", text[len(kept) :]) is None:
        before, blank, _ = kept.rpartition(" ")
        kept = before if blank else ""
    kept = kept.rstrip(_LOOSE)
    for whole in (kept if name else re.sub(_COUNTED, "", kept).rstrip(_LOOSE), kept):
        if cell_len(whole) >= width // 2:
            return whole + more
    return shown


def pad(text: str, width: int) -> str:
    """Clean text filled with spaces, or cut, to exactly `width` cells."""
    return set_cell_size(text, max(0, width))


def plain(text: str) -> Content:
    """User text for any widget that takes content, for border titles and tooltips; never read as markup."""
    return Content(clean(text))


def last_facts(text: str, width: int) -> str:
    """Finished words in facts, of which the first ones go where they do not fit, and the last one with them."""
    facts = one_line(text).split(FACT_SEP)
    while facts and cell_len(FACT_SEP.join(facts)) > width:
        del facts[0]
    return FACT_SEP.join(facts)


class Marks(NamedTuple):
    """The glyphs of the interface, so that a terminal without Unicode gets stand-ins (see `marks`)."""

    full: str = "●"
    empty: str = "○"
    done: str = "✓"
    failed: str = "✗"
    again: str = "↻"
    here: str = "▸"
    up: str = "▲"
    down: str = "▼"
    arrow: str = "→"
    gap: str = "·"
    dash: str = "–"
    more: str = "…"
    rest: str = "▌"
    levels: str = "▁▂▃▄▅▆▇█"

    def text(self, words: str) -> str:
        """Fixed words of the interface with each glyph as this table draws it; not for user text."""
        return words if self == UNICODE else words.translate(_stand_ins(self))


UNICODE = Marks()
ASCII = Marks(
    full="*", empty=".", done="+", failed="x", again="@", here=">", up="^", down="v", arrow="->",
    gap=".", dash="-", more="..", rest="|", levels="_-~=+*#@",
)  # fmt: skip


@lru_cache(maxsize=4)
def _stand_ins(marks: Marks) -> dict[int, str]:
    table: dict[int, str] = {}
    for name in Marks._fields:
        table.update(zip(map(ord, getattr(UNICODE, name)), _parts(name, getattr(marks, name)), strict=True))
    return table


def _parts(name: str, glyphs: str) -> list[str]:
    return list(glyphs) if name == "levels" else [glyphs]


def marks(ascii_only: bool) -> Marks:
    """The table for a terminal: stand-ins of plain ASCII when asked for, else the full set."""
    return ASCII if ascii_only else UNICODE
