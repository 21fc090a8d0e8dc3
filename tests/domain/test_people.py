"""How people stand to the director follows from the reporting tree."""

from __future__ import annotations

import pytest

from rhythm.domain.people import Person, PersonId, Relation, relations, would_circle

ME, DANA, NOOR, LEE, BOSS, PEER = (PersonId(number) for number in range(1, 7))


def person(
    number: PersonId, manager: PersonId | None = None, *, me: bool = False, relation: Relation | None = None
) -> Person:
    return Person(number, f"uid{number}", f"Person {number}", manager_id=manager, is_me=me, set_relation=relation)


TREE = (
    person(BOSS),
    person(ME, BOSS, me=True),
    person(DANA, ME),
    person(NOOR, DANA),
    person(LEE, NOOR),
    person(PEER, BOSS),
)


def test_the_tree_says_who_is_manager_skip_level_and_boss() -> None:
    assert relations(TREE) == {
        BOSS: Relation.BOSS,
        ME: Relation.ME,
        DANA: Relation.MANAGER,
        NOOR: Relation.SKIP_LEVEL,
        LEE: Relation.OTHER,
        PEER: Relation.OTHER,
    }


def test_what_was_set_by_hand_wins_over_the_tree() -> None:
    people = (*TREE[:2], person(DANA, ME, relation=Relation.PEER), *TREE[3:])
    found = relations(people)
    assert found[DANA] is Relation.PEER
    assert found[NOOR] is Relation.OTHER


def test_the_director_is_me_whatever_was_set() -> None:
    assert relations([person(ME, me=True, relation=Relation.PEER)])[ME] is Relation.ME


def test_a_manager_set_by_hand_to_manager_still_has_skip_levels() -> None:
    people = (*TREE[:2], person(DANA, ME, relation=Relation.MANAGER), *TREE[3:])
    assert relations(people)[NOOR] is Relation.SKIP_LEVEL


def test_without_a_director_everybody_is_other_unless_set() -> None:
    found = relations([person(DANA), person(NOOR, DANA), person(PEER, relation=Relation.PEER)])
    assert found == {DANA: Relation.OTHER, NOOR: Relation.OTHER, PEER: Relation.PEER}


def test_a_manager_who_is_not_known_leaves_a_person_other() -> None:
    assert relations([person(ME, me=True), person(NOOR, PersonId(99))])[NOOR] is Relation.OTHER


@pytest.mark.parametrize(
    ("who", "manager", "circle"),
    [
        (DANA, NOOR, True),
        (DANA, LEE, True),
        (DANA, DANA, True),
        (LEE, DANA, False),
        (BOSS, ME, True),
        (NOOR, ME, False),
    ],
)
def test_nobody_can_come_to_report_to_themselves(who: PersonId, manager: PersonId, circle: bool) -> None:
    assert would_circle(TREE, who, manager) is circle


def test_a_circle_that_is_there_already_is_seen_and_does_not_hang() -> None:
    assert would_circle([person(DANA, NOOR), person(NOOR, DANA)], LEE, DANA)
