"""Who reports to whom as a tree below the director, from top to bottom, with branches that may be folded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rhythm.domain.people import Person, PersonId
from rhythm.values import NamedTuple


class Node(NamedTuple):
    """Somebody in the tree: how deep, how many report to them, and everybody below."""

    person: Person
    depth: int
    span: int
    below: tuple[PersonId, ...] = ()


def tree_of(people: Iterable[Person]) -> tuple[Node, ...]:
    """Everybody below the director, and the director first; each followed by their reports, in the order given.

    Nobody stands twice, even where lines run in a circle.
    """
    known = tuple(people)
    reports: dict[PersonId, list[Person]] = {}
    for person in known:
        if person.manager_id is not None and not person.is_me:
            reports.setdefault(person.manager_id, []).append(person)
    me = next((person for person in known if person.is_me), None)
    return tuple(_branch(me, 0, reports, set())) if me is not None else ()


def begin_folded(nodes: Sequence[Node], room: int) -> frozenset[PersonId]:
    """Who is folded to begin with: nobody where there is room for all, else everybody who leads but the director."""
    return leads_in(nodes) if len(nodes) > room else frozenset()


def leads_in(nodes: Iterable[Node]) -> frozenset[PersonId]:
    """Everybody who leads somebody, but for the director."""
    return frozenset(node.person.id for node in nodes if node.depth and node.span)


def in_sight(nodes: Iterable[Node], folded: Collection[PersonId]) -> tuple[Node, ...]:
    """The nodes that stand under nobody who is folded."""
    hidden: set[PersonId] = set()
    shown = []
    for node in nodes:
        if node.person.id not in hidden:
            shown.append(node)
        if node.person.id in folded:
            hidden.update(node.below)
    return tuple(shown)


def _branch(person: Person, depth: int, reports: dict[PersonId, list[Person]], seen: set[PersonId]) -> list[Node]:
    seen.add(person.id)
    below: list[Node] = []
    span = 0
    for report in reports.get(person.id, ()):
        if report.id not in seen:
            span += 1
            below += _branch(report, depth + 1, reports, seen)
    return [Node(person, depth, span, tuple(node.person.id for node in below)), *below]
