"""Of words that very many records hold, which are found and in which order: by a rule that looks at all of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.queries import search
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from rhythm.storage.schema import SEARCHED
from tests.builders import FixedClock
from tests.conftest import FRIDAY

WEIGHED, FEW, REACH = 3, 4, 3
DAY = FRIDAY.isoformat()
Record = tuple[str, int]


def add(db: Database, kind: str, person: int, body: str) -> int:
    if kind == "team":
        return db.insert("team", name=body)
    if kind == "note":
        return db.insert("note", person_id=person, kind="note", day=DAY, body=body)
    if kind == "promise":
        return db.insert("promise", person_id=person, body=body, made_on=DAY, due=DAY, mine=1, state="open")
    return db.insert("topic", person_id=person, body=body, added_on=DAY)


def in_turns(lists: list[list[Record]]) -> Iterator[Record]:
    return (one for one in chain.from_iterable(zip_longest(*lists)) if one is not None)


def newest_of_each(there: dict[str, dict[int, bool]], named: list[Record], limit: int) -> list[Record]:
    """What is to be found of the numbers of each kind, of which those hold the words that are said to."""
    tops = {kind: max(numbers, default=0) for kind, numbers in there.items()}
    holding = [(kind, number) for kind, numbers in there.items() for number, holds in numbers.items() if holds]
    holding.sort(key=lambda one: (one[1], SEARCHED[one[0]][0]), reverse=True)
    small = [one for one in holding if tops[one[0]] <= FEW][:limit]
    large = [one for one in holding if tops[one[0]] > FEW]
    near = [*small, *(one for one in large if one[1] > tops[one[0]] - REACH)]
    far = [one for one in large if one[1] <= tops[one[0]] - REACH]
    kinds = sorted(there, key=lambda kind: SEARCHED[kind][0])
    turns = (in_turns([[one for one in some if one[0] == kind] for kind in kinds]) for some in (near, far))
    found = list(chain.from_iterable(turns))[:limit]
    return list(dict.fromkeys((*named, *found)))[:limit]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from(("team", "note", "topic", "promise")), st.booleans(), st.booleans()),
        min_size=WEIGHED + 1,
        max_size=40,
    ),
    st.integers(1, 20),
    st.booleans(),
)
def test_the_newest_of_each_kind_are_found_in_turns_and_just_the_name_before_them(
    records: list[tuple[str, bool, bool]], limit: int, of_that_name: bool
) -> None:
    db = memory_store(FixedClock(FRIDAY))
    there: dict[str, dict[int, bool]] = {kind: {} for kind in ("team", "note", "topic", "promise")}
    with db.action("fill"):
        person = db.insert("person", name="Dana")
        named = [("team", add(db, "team", person, "release plan"))] if of_that_name else []
        there["team"].update((number, True) for _, number in named)
        for at, (kind, one, other) in enumerate(records):
            number = add(db, kind, person, f"{'the plan' if one else 'a thing'} {at} of the {'release' * other}")
            there[kind][number] = one and other
    count = sum(chain.from_iterable(of_kind.values() for of_kind in there.values()))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("WEIGHED", WEIGHED), ("FEW", FEW), ("REACH", REACH)):
            patch.setattr(search, name, value)
        found = search.find(db, "release plan", limit)
    records_found = [(hit.kind, hit.id) for hit in found.hits]
    if count > WEIGHED:
        assert records_found == newest_of_each(there, named, limit)
        assert found.total == (len(found.hits) if len(found.hits) == WEIGHED + 1 else WEIGHED + 1)
    else:
        assert len(records_found) == min(count, limit)
        assert found.total == count
    db.connection.close()
