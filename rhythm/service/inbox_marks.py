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


def follow(db: Database, action: str, *, back: bool) -> str:
    """Put the marks of an action `back` into its file, or take them out; what became of them in a sentence, nothing
    when it left none."""
    marks = next((marks for marks in _all(db) if marks["action"] == action), None)
    if marks is None:
        return ""
    # Deferred: hardly an undo has a file beside it.
    from rhythm.interop.inbox import Inbox

    try:
        inbox = Inbox(Path(marks["path"]))
        why_not = inbox.mark_again(marks["boxes"]) if back else inbox.unmark(marks["boxes"])
    except RhythmError:
        why_not = "the file can't be read"
    if back:
        return f"the file has no marks: {why_not}; no line is taken twice all the same" if why_not else "marked again"
    return f"its marks stay: {why_not}; {BY_HAND}" if why_not else "its [x] marks were taken out of the file again"


def _all(db: Database) -> list[_Marks]:
    return json.loads(meta(db, KEY) or "[]")  # type: ignore[no-any-return] # as it was written
