"""Escalations written to files, in the form that `read_escalations` reads back into the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rhythm.errors import BadInput
from rhythm.interop.escalations import COLUMNS
from rhythm.interop.row_files import begins_with, joined, written

Exported = Mapping[str, Any]
"""One row under the names of `COLUMNS`: texts and whole numbers, a list of names for `parties`, None for nothing."""


def as_json_lines(rows: Iterable[Exported]) -> str:
    """One JSON object per line, without what is empty."""
    lines = ({name: row[name] for name in COLUMNS if row.get(name)} for row in rows)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def as_csv(rows: Iterable[Exported]) -> str:
    """A heading row and one row each; parties stand between `;`, in whose names `;` and `\\` are escaped."""
    cells = ({**row, "parties": joined(row.get("parties", ()))} for row in rows)
    return written(COLUMNS, ([row.get(name) or "" for name in COLUMNS] for row in cells))


def text_for(path: Path, rows: Iterable[Exported]) -> str:
    """The text for a file, in the form that its ending names. Raises BadInput for another ending."""
    ending = path.suffix.casefold()
    if ending == ".csv":
        return as_csv(rows)
    if ending in (".jsonl", ".ndjson"):
        return as_json_lines(rows)
    raise BadInput(f"{path.name} does not say in which form", "end the name with .jsonl or .csv")


def is_ours(text: str) -> bool:
    """Whether a file that stands in the way is an earlier export, or empty, and may be replaced."""
    if begins_with(COLUMNS, text):
        return True
    try:
        record = json.loads(text.lstrip("\ufeff").partition("\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and {"day", "summary", "uid"} <= set(record) <= set(COLUMNS)
