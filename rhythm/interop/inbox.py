"""An inbox: a text file with one escalation per line, often a phone's note that is synced to the machine.

What was taken is marked in the file itself, `[x]` before the line, so that its owner sees it. The file is only ever
replaced as a whole, with every other line, its encoding and its line ends as they were; and not at all when it changed
meanwhile.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from rhythm.errors import BadInput, RhythmError
from rhythm.interop.files import write_whole
from rhythm.interop.tables import refuse_too_many
from rhythm.interop.text import LIMIT_BYTES, read_bytes
from rhythm.values import NamedTuple

DONE = "[x]"
_LINE = re.compile(r"(?P<before>\s*(?:[-*+•]\s+)?)(?P<box>\[[ xX✓]?\]\s*)?(?P<text>.*?)(?P<end>\s*)", re.DOTALL)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADING = re.compile(r"#{1,6}\s|[-=_*~]{3,}\s*$")


class InboxLine(NamedTuple):
    """A line that is still to be taken: its number in the file, what it says, what tells it from all others, and the
    empty box before it, if it has one."""

    row: int
    text: str
    key: str
    box: str = ""


class Inbox:
    """The file as it was read."""

    def __init__(self, path: Path) -> None:
        """Reads the file. Raises BadInput when there is none, it is no text, or too large."""
        self._path = path
        self._data = read_bytes(path, LIMIT_BYTES)
        self._bom, self._encoding, text = _decoded(self._data, path)
        refuse_too_many(text.count("\n"))
        self._lines = _split(text)

    def waiting(self) -> tuple[InboxLine, ...]:
        """The lines that have no mark yet. Blank ones, headings and rules are nobody's escalation."""
        return tuple(line for line, marked in _read(self._lines) if not marked)

    def mark(self, rows: Collection[int]) -> str:
        """Put the mark before some lines; why that could not be done, or nothing.

        A file that another program changed since it was read is left as that program wrote it.
        """
        return self._write(dict.fromkeys(rows, f"{DONE} ")) if rows else ""

    def mark_again(self, keys: Collection[str]) -> str:
        """Put the mark before the lines with these keys; why that could not be done, or nothing."""
        return self.mark([line.row for line, _ in _read(self._lines) if line.key in keys])

    def unmark(self, boxes: Mapping[str, str]) -> str:
        """Take the marks of some lines out again, by their keys, and put back the box that each had; why that could
        not be done, or nothing. It is done for all of them or for none."""
        rows = {line.row: boxes[line.key] for line, marked in _read(self._lines) if marked and line.key in boxes}
        if len(rows) < len(boxes) or any(_box(self._lines[row - 1]) != f"{DONE} " for row in rows):
            return "the file was changed since"
        return self._write(rows)

    def _write(self, boxes: Mapping[int, str]) -> str:
        """Put other boxes before some lines; why that could not be done, or nothing."""
        text = "".join(
            _with_box(line, boxes[row]) if row in boxes else line for row, line in enumerate(self._lines, start=1)
        )
        try:
            data = self._bom + text.encode(self._encoding)
            path = self._path.resolve()
            if not os.access(path, os.W_OK):
                return "the file can't be written"
            mode = path.stat().st_mode & 0o777
            if path.read_bytes() != self._data:
                return "the file was changed meanwhile"
            write_whole(path, data, mode)
        except (OSError, UnicodeEncodeError, RhythmError):
            return "the file can't be written"
        return ""


def _read(lines: list[str]) -> Iterator[tuple[InboxLine, bool]]:
    """Each line that says something, and whether it is marked. Equal lines are numbered, marked ones too, so that
    each keeps its key when a mark comes or gets lost."""
    seen: Counter[str] = Counter()
    for row, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        assert match is not None
        text = " ".join(match["text"].split())
        if not text or (match["box"] is None and not match["before"].strip() and _HEADING.match(text)):
            continue
        seen[text] += 1
        key = "inbox:" + hashlib.sha256(f"{text}\n{seen[text]}".encode()).hexdigest()
        box = match["box"] or ""
        yield InboxLine(row, text, key, box), bool(box.strip("[] \t"))


def _box(line: str) -> str:
    match = _LINE.fullmatch(line)
    assert match is not None
    return match["box"] or ""


def _with_box(line: str, box: str) -> str:
    match = _LINE.fullmatch(line)
    assert match is not None
    return f"{match['before']}{box}{match['text']}{match['end']}"


def _split(text: str) -> list[str]:
    """The lines with their ends as they are; only a line feed ends one, a carriage return before it belongs to it."""
    return re.findall(r"[^\n]*\n|[^\n]+$", text)


def _decoded(data: bytes, path: Path) -> tuple[bytes, str, str]:
    """Byte order mark, encoding and text. Raises BadInput when writing it back would not give the same bytes."""
    bom, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(bom) :]
    for name in (encoding, *(() if bom else ("cp1252",))):
        try:
            text = body.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and text.encode(name) == body:
            return bom, name, text
    raise BadInput(f"{path} is not text I can read", "save it as text in UTF-8 and try again")
