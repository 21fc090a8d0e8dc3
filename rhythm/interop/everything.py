"""The folder that holds everything of a store: one file of JSON lines for each table, and a manifest.

Files are written and read row by row, so that any number of them fits into memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rhythm.errors import BadInput, RhythmError
from rhythm.interop.staging import is_part
from rhythm.values import NamedTuple

MANIFEST = "manifest.json"
FORMAT = "rhythm-everything"
VERSION = 1
LONGEST_LINE = 32_000_000
"""Characters of one row at most; a longer one is no row of ours."""
_LONGEST_MANIFEST = 10_000_000
_FILE_NAME = re.compile(r"[a-z0-9_]+\.ndjson")
_SCALARS = (str, int, float, type(None))

Row = Mapping[str, Any]


class TableFile(NamedTuple):
    """The file of one table: its name, how many rows it has, and its hash."""

    file: str
    rows: int
    sha256: str


class Manifest(NamedTuple):
    """What an export says of itself. `schema` names the migrations that its rows know of, `sequences` the highest
    number that each table ever gave. Two exports of the same store differ in `made` and `device` only."""

    program: str
    made: str
    device: str
    schema: tuple[str, ...]
    tables: Mapping[str, TableFile]
    sequences: Mapping[str, int]


def refuse_another(folder: Path) -> None:
    """Raises BadInput for a folder that holds something else than an earlier export."""
    there = [path.name for path in folder.iterdir() if not is_part(path.name)]
    if there and (MANIFEST not in there or not _is_ours(folder)):
        raise BadInput(f"{folder} holds something else already", "name a folder that is empty, or not there yet")


def files_of(folder: Path) -> tuple[str, ...]:
    """The names of the files that an earlier export left there."""
    return (MANIFEST, *(path.name for path in folder.glob("*.ndjson")))


def write_table(folder: Path, name: str, rows: Iterable[Row]) -> TableFile:
    """Write the rows of a table, one JSON object a line. Raises RhythmError when that fails."""
    path, count, digest = folder / f"{name}.ndjson", 0, hashlib.sha256()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                file.write(line)
                count += 1
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise RhythmError(f"{path} can't be written: {error.strerror}", "make room there, or name another") from None
    return TableFile(path.name, count, digest.hexdigest())


def write_manifest(folder: Path, manifest: Manifest) -> Path:
    """Write the manifest, last of all: a folder with one is whole. Raises RhythmError when that fails."""
    from rhythm.interop.files import write_whole

    shape = {
        "format": FORMAT,
        "version": VERSION,
        **manifest._asdict(),
        "tables": {name: table._asdict() for name, table in manifest.tables.items()},
    }
    path = folder / MANIFEST
    write_whole(path, (json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode())
    return path


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an export, with every file that it names checked. Raises BadInput."""
    data = _manifest_data(folder)
    try:
        tables = {str(name): TableFile(**table) for name, table in data["tables"].items()}
        manifest = Manifest(
            str(data["program"]),
            str(data["made"]),
            str(data["device"]),
            tuple(map(str, data["schema"])),
            tables,
            {str(name): int(number) for name, number in data["sequences"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadInput(f"{folder / MANIFEST} is incomplete", "export everything once more") from None
    for name, table in tables.items():
        if not _FILE_NAME.fullmatch(str(table.file)) or table.file != f"{name}.ndjson":
            raise BadInput(f"{folder / MANIFEST} names a file that is none of its own", "export everything once more")
        if _hash(folder / table.file) != table.sha256:
            raise BadInput(
                f"{folder / table.file} is not as it was written", "take the folder from where it was exported, whole"
            )
    return manifest


def read_table(folder: Path, table: TableFile) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table with the numbers of their lines. Raises BadInput for what is no row."""
    path, number = folder / table.file, 0
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            while line := file.readline(LONGEST_LINE):
                number += 1
                yield number, _row(path, number, line)
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"{path} can't be read", "take the folder from where it was exported, whole") from None
    if number != table.rows:
        raise BadInput(f"{path} has {number} rows where the manifest says {table.rows}", "export everything once more")


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not all(isinstance(value, _SCALARS) for value in row.values()):
        raise BadInput(f"{path}, line {number} is no row", "export everything once more")
    return row


def _manifest_data(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _LONGEST_MANIFEST or not path.is_file():
            raise ValueError
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput(
            f"{folder} has no {MANIFEST}, so it is not an export of everything", "name the folder that was exported"
        ) from None
    except (OSError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BadInput(f"{path} is not the manifest of an export of everything", "name the folder that was exported")
    if data.get("version") != VERSION:
        raise BadInput(f"{path} is of another version of rhythm", "update rhythm, or export with this one")
    return data


def _is_ours(folder: Path) -> bool:
    try:
        _manifest_data(folder)
    except BadInput:
        return False
    names = [path.name for path in folder.iterdir() if not is_part(path.name)]
    return all(name == MANIFEST or _FILE_NAME.fullmatch(name) for name in names)


def _hash(path: Path) -> str:
    try:
        if not path.is_file():
            # A device or a pipe may never end.
            raise OSError
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise BadInput(f"{path} is not there", "take the folder from where it was exported, whole") from None
