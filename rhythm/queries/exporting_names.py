"""How people are called in a file that is read again."""

from __future__ import annotations

from collections.abc import Callable

from rhythm.domain.names import name_key, twins
from rhythm.queries import people
from rhythm.storage.database import Database

ME = "me"
"""How the director is called in a file."""


def names_in_files(db: Database) -> Callable[[int | None], str]:
    """What each number of a person is written as: the name, the uid where several have the name, `ME` for the director,
    and nothing for nobody."""
    known = {int(person.id): person for person in people.everybody(db)}
    # Somebody else may go by the word for the director.
    several = {*twins(person.name for person in known.values()), ME}

    def name(person_id: int | None) -> str:
        person = known.get(person_id) if person_id is not None else None
        if person is None:
            return ""
        if person.is_me:
            return ME
        return person.uid if name_key(person.name) in several else person.name

    return name
