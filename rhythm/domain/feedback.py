"""Feedback that names a behaviour (N8): what counts as precise, and words that name none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from rhythm.domain.meetings import NewNote, Note, NoteKind
from rhythm.domain.names import fold
from rhythm.values import NamedTuple

NAME_THE_BEHAVIOUR = "name the behaviour: In your next review, start with …"
"""What is said softly, once for each note, of words that name no behaviour; nothing is blocked."""


class LastSaid(NamedTuple):
    """When somebody last got precise feedback, and when appreciation; None for never."""

    precise: dt.date | None = None
    appreciation: dt.date | None = None


def is_precise(note: Note | NewNote) -> bool:
    """Whether it is feedback with all three: the situation, the behaviour, and what to do next time."""
    return note.kind is NoteKind.FEEDBACK and all(part.strip() for part in (note.situation, note.body, note.next_time))


def vague_in(text: str, vague: Iterable[str]) -> str | None:
    """The first of some vague expressions that a text holds as whole words, whatever their case; else None."""
    words = fold(text)
    return next((each for each in vague if re.search(rf"(?<!\w){re.escape(fold(each))}(?!\w)", words)), None)
