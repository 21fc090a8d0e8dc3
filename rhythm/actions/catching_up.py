"""Beginning anew after days without a word, as one action."""

from __future__ import annotations

from collections.abc import Collection

from rhythm.domain.catching_up import Anew
from rhythm.domain.meetings import Meeting, MeetingState
from rhythm.domain.saying import counted
from rhythm.errors import NotFound
from rhythm.queries.idle import LEFT_AS_IS
from rhythm.storage.database import Database
from rhythm.storage.meta import write_meta

REASON = "nothing was written in these days"


def catch_up(db: Database, anew: Collection[Anew], unclosed: Collection[Meeting]) -> None:
    """Let gaps count anew, and let planned meetings go by of which nothing was said: not held, and no neglect.

    Raises NotFound when there is neither.
    """
    if not anew and not unclosed:
        raise NotFound("there is nothing to catch up with", "rhythm due shows who is due")
    with db.action(f"catch up with {counted(len(anew), 'person', 'people')}"):
        for one in anew:
            db.update("person", one.person_id, due_from=one.due_from.isoformat())
        for meeting in unclosed:
            db.update("meeting", meeting.id, state=MeetingState.SKIPPED, reason=REASON)


def leave_as_is(db: Database) -> None:
    """Keep that today all was left as it is, so that it is not asked about again. No history."""
    write_meta(db, LEFT_AS_IS, db.clock.today().isoformat())
