"""Who an action is about: the record itself, or a refusal that says where to look."""

from __future__ import annotations

from rhythm.domain.people import Person, Team
from rhythm.errors import NOTHING_KEPT, NotFound
from rhythm.queries import people
from rhythm.storage.database import Database


def the_person(db: Database, person_id: int) -> Person:
    """One person, archived or not. Raises NotFound, also for what stands for somebody who was erased."""
    found = people.person(db, person_id)
    if found is None:
        raise NotFound(f"there is no person #{person_id}", "rhythm people list shows everybody")
    if found.is_erased:
        raise NotFound("they were erased", NOTHING_KEPT)
    return found


def name_of(db: Database, person_id: int) -> str:
    """The name of somebody, archived or not. Raises NotFound."""
    return the_person(db, person_id).name


def the_team(db: Database, team_id: int) -> Team:
    """One team, archived or not. Raises NotFound."""
    found = people.team(db, team_id)
    if found is None:
        raise NotFound(f"there is no team #{team_id}", "rhythm team list shows them all")
    return found
