"""What the service tells of the structure: whole views of a team, of an overlap, of the organisation at one look."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.cadence import DueState
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rhythm.domain.cadence import Due
    from rhythm.domain.escalations import ConflictId
    from rhythm.domain.org_tree import Node
    from rhythm.domain.people import Person, PersonId, Team
    from rhythm.domain.structure import CardState, Charter, Interface, Overlap, Subject, TriadRole
    from rhythm.queries.counts import Pair
    from rhythm.queries.tracker import ConflictView
    from rhythm.settings.lists import Asking
    from rhythm.settings.structure import Card, Pattern


class OpenQuestion(NamedTuple):
    """A card that nobody can answer yet: whose, which one in words, and since when; None when it was never asked.

    `about` is the team, or the manager whose area it is. `stale` says that its unknown is older than two quarters.
    """

    subject: Subject
    about: str
    card: Card
    since: dt.date | None
    stale: bool


class OverlapView(NamedTuple):
    """An overlap with the names of its teams, and the open conflicts between them, worst first."""

    overlap: Overlap
    names: tuple[str, str]
    conflicts: tuple[ConflictView, ...]


class Picture(NamedTuple):
    """The organisation at one look: the tree, how each relationship stands, and what stands between each two teams.

    `open` are the open conflicts, worst first; `sides` those to which somebody, or a team that they lead, is a party.
    """

    nodes: tuple[Node, ...]
    due: Mapping[PersonId, Due]
    open: tuple[ConflictView, ...]
    sides: Mapping[PersonId, frozenset[ConflictId]]
    pairs: tuple[Pair, ...]

    def conflicts(self, node: Node, *, below: bool = False) -> tuple[ConflictView, ...]:
        """The open conflicts of a node, worst first; with `below` also those of everybody under it, each once."""
        people = (node.person.id, *(node.below if below else ()))
        found = {conflict for person in people for conflict in self.sides.get(person, ())}
        return tuple(view for view in self.open if view.id in found)

    def over(self, node: Node) -> int:
        """How many of those under a node are past the limit."""
        return sum(person in self.due and self.due[person].state is DueState.OVER for person in node.below)


class TeamView(NamedTuple):
    """A team with all that is known of it. `charters` are its history, newest first; `cards` and `health` stand in the
    order of the lists, `health` being that of whoever leads it."""

    team: Team
    lead: Person | None
    members: tuple[Person, ...]
    triad: Mapping[TriadRole, Person]
    charters: tuple[Charter, ...]
    cards: tuple[CardState, ...]
    interfaces: tuple[Interface, ...]
    overlaps: tuple[OverlapView, ...]
    health: tuple[CardState, ...]
    conflicts: tuple[ConflictView, ...]
    mode: Asking | None
    bucket: Asking | None
    pattern: Pattern | None

    @property
    def charter(self) -> Charter | None:
        """What holds now."""
        return self.charters[0] if self.charters else None
