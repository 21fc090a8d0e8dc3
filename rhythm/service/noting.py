"""Lines of a note as the records that they become, in the room and in a note about somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.actions import noting as actions
from rhythm.domain.meetings import NewNote, NewPromise
from rhythm.domain.meetings import NoteKind as StoredKind
from rhythm.domain.notes import OWING, NoteItem, NoteKind
from rhythm.domain.text import clean_text
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.domain.escalations import NewEscalation
    from rhythm.domain.people import PersonId
    from rhythm.service import Rhythm

_NOTES = {
    NoteKind.DECISION: StoredKind.DECISION,
    NoteKind.PRAISE: StoredKind.PRAISE,
    NoteKind.FEEDBACK: StoredKind.FEEDBACK,
}


def promised(item: NoteItem) -> NewPromise:
    """What a line promises, asks for or agrees on."""
    kind, mine = OWING[item.kind]
    return NewPromise(item.text, mine, item.due, kind, item.private)


def noted(items: Sequence[NoteItem]) -> list[NewNote]:
    """The notes of a kind, each by itself, and the lines that may be shared as one note."""
    notes = [NewNote(item.text, _NOTES[item.kind], item.private) for item in items if item.kind in _NOTES]
    shared = [item.text for item in items if item.kind is NoteKind.SHARED]
    return [*notes, NewNote("\n".join(shared), private=False)] if shared else notes


def note_down(db: Database, rhythm: Rhythm, person_id: PersonId, lines: Sequence[str]) -> int:
    """Write lines down about somebody, each as the record that its mark makes of it; see `actions.noting`.

    Raises BadInput for a line without a word.
    """
    readings = [rhythm.planner.read_notes(clean_text(line, "the note")) for line in lines]
    items = [item for reading in readings for item in reading.items]

    def raised(item: NoteItem) -> NewEscalation:
        capture = rhythm.tracker.read(item.text)
        return rhythm.tracker.draft_of(capture, raised_by_id=person_id if capture.raised_text is None else None)

    return actions.note_down(
        db,
        person_id,
        rhythm.tracker.rules,
        notes=[
            note for reading in readings for note in ([NewNote(reading.body)] if reading.body else noted(reading.items))
        ],
        promises=[promised(item) for item in items if item.kind in OWING],
        escalations=[raised(item) for item in items if item.kind is NoteKind.ESCALATION],
    )
