"""How a name is written where names may be hidden: the screen says, a command writes it as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rhythm.domain.people import PersonId

NameOf = Callable[[str, "PersonId | None"], str]
"""How a name is shown: as it is, or as the veil has it."""


def as_it_is(name: str, _person_id: PersonId | None) -> str:
    """A name without a veil."""
    return name
