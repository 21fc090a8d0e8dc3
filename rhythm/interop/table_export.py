"""Tables as CSV, for a spreadsheet, written row by row."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from rhythm.errors import BadInput, RhythmError
from rhythm.interop.formulas import guarded

Table = tuple[str, Sequence[str], Iterable[Iterable[object]]]


def write_tables(folder: Path, tables: Iterable[Table]) -> tuple[Path, ...]:
    """Write each table, of its name, its headings and its rows, to a file of its name. The files.

    Raises RhythmError when one can't be written.
    """
    return tuple(_write(folder / f"{name}.csv", headings, rows) for name, headings, rows in tables)


def _write(path: Path, headings: Sequence[str], rows: Iterable[Iterable[object]]) -> Path:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(headings)
            for row in rows:
                writer.writerow([guarded(value) if isinstance(value, str) else value for value in row])
    except OSError as error:
        raise RhythmError(f"{path} can't be written: {error.strerror}", "make room there, or name another") from None
    return path


def refuse_another(path: Path) -> None:
    """Raises BadInput when a file that is no table of ours is in the way.

    An earlier export begins with the number of a record and its uid, whatever else was added since.
    """
    try:
        with path.open(encoding="utf-8") as file:
            ours = file.readline(100).startswith("id,uid,")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError):
        ours = False
    if not ours:
        raise BadInput(f"{path} is there already, and was not exported by rhythm", "name another folder")
