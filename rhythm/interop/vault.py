"""A folder of Markdown notes that link to each other, as Obsidian opens it. Whatever people typed stays text."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from rhythm.domain.day_words import MONTH_LABELS
from rhythm.errors import BadInput
from rhythm.interop.files import make_folder, write_new
from rhythm.interop.markdown import escape, quote
from rhythm.interop.staging import staged
from rhythm.values import NamedTuple

LISTING = ".rhythm-export.json"
"""What was written, so that the next export can replace it and nothing else."""
LONGEST_NAME = 80
_NOT_IN_NAMES = re.compile(r"[\\/:*?\"<>|#^\[\]%]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_OBSIDIAN = re.compile(r"(\\.)|#|%{2,}|={2,}|(?<!\S)\^(?=[\w-]+$)")
"""A tag, a comment, a highlight and the name of a line, which Markdown doesn't know. What is escaped is found first, as
a whole: a sign behind an escaped backslash is not escaped itself."""


class Line(NamedTuple):
    """One record on a note: its day, what it is, and the text that was typed; `link` is the note it leads to."""

    day: dt.date
    what: str
    text: str
    link: str = ""


class Note(NamedTuple):
    """One note: `facts` stand below the heading as they are, `lines` newest first."""

    title: str
    facts: tuple[str, ...]
    lines: tuple[Line, ...]


class Names:
    """File names that every system takes, each given once, whatever the case."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, folder: str, text: str, number: int) -> str:
        """The path of a note, without its ending: the text, with the number behind it where it is taken."""
        name = safe_name(text)
        if f"{folder}/{name}".casefold() in self._given:
            name = f"{name} ({number})"
        self._given.add(f"{folder}/{name}".casefold())
        return f"{folder}/{name}"


def safe_name(text: str) -> str:
    """A text as the name of a file: what no system takes, and what ends a link, is left out."""
    plain = "".join(char if char.isprintable() else " " for char in unicodedata.normalize("NFC", text))
    name = " ".join(_NOT_IN_NAMES.sub(" ", plain).split())[:LONGEST_NAME].strip(" .")
    while len(name.encode()) > 2 * LONGEST_NAME:
        name = name[:-1].rstrip(" .")
    return f"_{name}" if not name or _RESERVED.match(name) else name


def link(path: str) -> str:
    """A link to a note by its path, shown by its name."""
    return f"[[{path}|{path.rpartition('/')[2]}]]"


def plain(text: str) -> str:
    """One line of typed text: no emphasis, link or list of it, and nothing that only Obsidian knows either."""
    return _harmless(escape(text))


def note_text(note: Note) -> str:
    """A note with its records by month."""
    blocks = [f"# {plain(note.title)}"]
    if note.facts:
        blocks.append("\n".join(f"- {fact}" for fact in note.facts))
    for (year, month), lines in groupby(note.lines, key=lambda line: (line.day.year, line.day.month)):
        blocks.append(f"## {MONTH_LABELS[month - 1]} {year}")
        blocks.append("\n".join(part for line in lines for part in _line(line)))
    return "\n\n".join(blocks) + "\n"


def write_vault(folder: Path, notes: Iterable[tuple[str, str]]) -> tuple[Path, ...]:
    """Write notes, pairs of a path without its ending and a text. The files that were written.

    An earlier export is replaced once all of this one is written; notes of the user's own in the folder stay. Raises
    BadInput where one of them has the name of a note to be written, and where it can't be told which notes are of an
    earlier export; RhythmError when a file can't be written.
    """
    before: set[str] = set()
    written: list[str] = []

    def refuse_another(file: Path) -> None:
        name = file.relative_to(folder).as_posix()
        if file.exists() and name != LISTING and name not in before:
            raise BadInput(f"{file} is there already, and was not exported", "name another folder")

    with staged(folder, refuse_another, last=LISTING, earlier=lambda: before) as stage:
        before |= _earlier(folder)
        for path, text in notes:
            name = f"{path}.md"
            make_folder((stage / name).parent)
            write_new(stage / name, text.encode())
            written.append(name)
        write_new(stage / LISTING, json.dumps(sorted(written), ensure_ascii=False).encode())
    return tuple(folder / name for name in written)


def _line(line: Line) -> Iterator[str]:
    leads = f" · {link(line.link)}" if line.link else ""
    yield f"- {line.day.isoformat()} · {line.what}{leads}"
    if line.text.strip():
        for part in quote(line.text).split("\n"):
            yield f"  {_harmless(part)}".rstrip()


def _harmless(text: str) -> str:
    """Text that Markdown shows as it is, shown by Obsidian so too."""
    return _OBSIDIAN.sub(lambda found: found[1] or "".join(f"\\{sign}" for sign in found[0]), text)


def _earlier(folder: Path) -> set[str]:
    try:
        names = json.loads((folder / LISTING).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return set()
    except (OSError, ValueError, RecursionError):
        names = None
    if not isinstance(names, list):
        raise BadInput(f"{folder / LISTING} is not as it was written", "name a folder that is empty, or not there yet")
    # Only what lies in the folder is ever taken away.
    return {
        name for name in map(str, names) if name.endswith(".md") and ".." not in Path(name).parts and name[0] != "/"
    }
