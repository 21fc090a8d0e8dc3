"""Tables of our own form: written with a heading row, known again by it, read back as they were."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A heading row and one row each, as CSV; what a row has beyond the columns is left out."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(row[: len(columns)] for row in rows)
    return text.getvalue()


def begins_with(columns: Sequence[str], text: str) -> bool:
    """Whether a file that stands in the way is an earlier export with these columns, or empty, and may be replaced."""
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    return first == ",".join(columns) if first else not text.strip()
