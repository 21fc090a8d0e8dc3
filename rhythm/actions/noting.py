"""Lines about somebody, written down outside of a meeting."""

from __future__ import annotations

from collections.abc import Collection

from rhythm.actions.escalations import log_escalation
from rhythm.actions.looking_up import name_of
from rhythm.actions.meetings import insert_note, insert_promise, met_today
from rhythm.domain.conflicts import Rules
from rhythm.domain.escalations import NewEscalation
from rhythm.domain.meetings import NewNote, NewPromise
from rhythm.domain.people import PersonId
from rhythm.storage.database import Database


def note_down(
    db: Database,
    person_id: PersonId,
    rules: Rules,
    *,
    notes: Collection[NewNote],
    promises: Collection[NewPromise],
    escalations: Collection[NewEscalation],
) -> int:
    """Write down what was seen or heard, as one action: in today's meeting if there was one, else by itself. How many
    records that are. An escalation waits to be sorted. Raises BadInput as `log_escalation` does.
    """
    today = db.clock.today()
    with db.action(f"note on {name_of(db, person_id)}"):
        meeting_id = met_today(db, person_id)
        for note in notes:
            insert_note(db, person_id, note, today, meeting_id)
        for promise in promises:
            insert_promise(db, person_id, promise, today, meeting_id)
        for new in escalations:
            log_escalation(db, new._replace(meeting_id=meeting_id if new.day == today else None), rules)
    return len(notes) + len(promises) + len(escalations)
