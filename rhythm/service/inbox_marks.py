"""The marks that taking in an inbox put into its file: taken out again by undo, put back by redo.

Which file that was is the machine's business and no record: it is noted beside the store's own facts, for the newest
few imports.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from rhythm.errors import RhythmError
from rhythm.storage.database import Database
from rhythm.storage.meta import meta, write_meta

KEY = "marks in inboxes"
KEPT = 20
BY_HAND = "take the [x] out by hand to have those lines read again"


class _Marks(TypedDict):
    action: str
    path: str
    boxes: dict[str, str]


def remember(db: Database, action: str, path: Path, boxes: Mapping[str, str]) -> None:
    """Note which lines of which file an action marked, by their keys, and what stood before each."""
    marks: _Marks = {"action": action, "path": str(path.resolve()), "boxes": dict(boxes)}
    write_meta(db, KEY, json.dumps([*_all(db), marks][-KEPT:], ensure_ascii=False))


def taken_out(db: Database, action: str) -> str:
    """Take the marks of an action out of its file; what became of them in a sentence, nothing when it left none."""
    marks = _of(db, action)
    if marks is None:
        return ""
    # Deferred: hardly an undo has a file beside it.
    from rhythm.interop.inbox import Inbox

    try:
        why_not = Inbox(Path(marks["path"])).unmark(marks["boxes"])
    except RhythmError:
        why_not = "the file can't be read"
    return f"its marks stay: {why_not}; {BY_HAND}" if why_not else "its [x] marks were taken out of the file again"


def put_back(db: Database, action: str) -> str:
    """Mark the lines of an action again that came back; nothing when it left no marks."""
    marks = _of(db, action)
    if marks is None:
        return ""
    from rhythm.interop.inbox import Inbox

    try:
        why_not = Inbox(Path(marks["path"])).mark_again(marks["boxes"])
    except RhythmError:
        why_not = "the file can't be read"
    return f"the file has no marks: {why_not}; no line is taken twice all the same" if why_not else "marked again"


def _all(db: Database) -> list[_Marks]:
    return json.loads(meta(db, KEY) or "[]")  # type: ignore[no-any-return] # as it was written


def _of(db: Database, action: str) -> _Marks | None:
    return next((marks for marks in _all(db) if marks["action"] == action), None)
