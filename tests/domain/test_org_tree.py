"""The tree below the director: everybody once, under whom they report to, folded or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.org_tree import begin_folded, in_sight, leads_in, tree_of
from rhythm.domain.people import Person, PersonId


def people_of(managers: list[int]) -> list[Person]:
    """The director has the number 0; person n reports to managers[n - 1], whoever that is, circles included."""
    me = Person(PersonId(0), "0", "Me", is_me=True, manager_id=PersonId(len(managers)) if managers else None)
    others = [
        Person(PersonId(number), str(number), f"P{number}", manager_id=PersonId(manager))
        for number, manager in enumerate(managers, start=1)
    ]
    return [*others, me]


organisations = st.lists(st.integers(0, 12), max_size=12).map(people_of)


@given(organisations)
def test_everybody_below_the_director_stands_once_right_behind_who_they_report_to(people: list[Person]) -> None:
    nodes = tree_of(people)
    below, reached = {PersonId(0)}, 0
    while reached != len(below):
        reached = len(below)
        below |= {person.id for person in people if person.manager_id in below}
    assert [node.person.id for node in nodes] == list(dict.fromkeys(node.person.id for node in nodes))
    assert {node.person.id for node in nodes} == below
    depths = {node.person.id: node.depth for node in nodes}
    for place, node in enumerate(nodes):
        if node.depth:
            assert node.person.manager_id is not None
            assert depths[node.person.manager_id] == node.depth - 1
        assert tuple(one.person.id for one in nodes[place + 1 : place + 1 + len(node.below)]) == node.below
        assert node.span == sum(one.depth == node.depth + 1 for one in nodes if one.person.id in node.below)


@given(organisations, st.sets(st.integers(0, 12)))
def test_what_is_in_sight_stands_under_nobody_who_is_folded(people: list[Person], folded: set[int]) -> None:
    nodes, shut = tree_of(people), {PersonId(number) for number in folded}
    hidden = {person for node in nodes if node.person.id in shut for person in node.below}
    assert in_sight(nodes, shut) == tuple(node for node in nodes if node.person.id not in hidden)


def test_sixty_people_begin_folded_where_they_have_no_room() -> None:
    nodes = tree_of(people_of([0] * 6 + [1 + number % 6 for number in range(54)]))
    folded = begin_folded(nodes, 35)
    assert folded == leads_in(nodes)
    assert len(in_sight(nodes, folded)) == 7
    assert begin_folded(nodes, 61) == frozenset()


def test_without_a_director_there_is_no_tree() -> None:
    assert tree_of([Person(PersonId(1), "1", "Dana")]) == ()
