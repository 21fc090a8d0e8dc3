"""Which row of a people file is which person here: by employee number, then by e-mail, then by a name of one only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rhythm.domain.names import fold, name_key
from rhythm.domain.people import Person
from rhythm.interop.people import PersonRow
from rhythm.interop.tables import RowProblem, Severity


def recognised(
    rows: Sequence[PersonRow], known: Sequence[Person], me: Person, me_row: int | None, problems: list[RowProblem]
) -> dict[int, Person]:
    """For each row that is somebody we know, who; the director stands in `me_row`.

    Addresses that somebody had before count too. A number that contradicts the addresses throughout the file is of
    another system, and not looked at; a name counts only where one person here and one row have it.
    """
    found = {me_row: me} if me_row is not None else {}
    others = [person for person in known if not person.is_me]
    by_address = _by_address(others)
    by_number = _unique((person.file_id, person) for person in others)
    left = [row for row in rows if row.row not in found]
    if not _numbers_hold(left, by_number, by_address):
        problems.append(
            RowProblem(
                1, "", "the employee numbers are not those of the last file; people were known by e-mail", Severity.NOTE
            )
        )
        by_number = {}
    _add(found, {row.row: by_number[key] for row in left if (key := fold(row.file_id)) in by_number})
    _add(found, {row.row: by_address[key] for row in left if (key := fold(row.email)) in by_address})
    _by_name(left, others, found, numbered=bool(by_number))
    return found


def _add(found: dict[int, Person], more: dict[int, Person]) -> None:
    """Add those rows that are nobody yet, as people who are no other row's."""
    taken = {person.id for person in found.values()}
    for row, person in more.items():
        if row not in found and person.id not in taken:
            found[row] = person
            taken.add(person.id)


def _by_name(rows: Sequence[PersonRow], others: Sequence[Person], found: dict[int, Person], *, numbered: bool) -> None:
    """Add whose name one person here and one row have, unless their numbers say that they are two people."""
    taken = {person.id for person in found.values()}
    names = Counter(name_key(person.name) for person in others)
    row_names = Counter(name_key(row.name) for row in rows)
    by_name = {name_key(person.name): person for person in others if person.id not in taken}
    for row in rows:
        key = name_key(row.name)
        person = by_name.get(key)
        if row.row in found or person is None or not names[key] == row_names[key] == 1:
            continue
        if not (numbered and row.file_id and person.file_id):
            found[row.row] = person


def _by_address(people: Sequence[Person]) -> dict[str, Person]:
    """People by the address they have, else by one that only they had before."""
    former = _unique((address, person) for person in people for address in person.former_emails)
    return former | _unique((person.email, person) for person in people)


def _unique(pairs: Iterable[tuple[str, Person]]) -> dict[str, Person]:
    """By folded key whoever alone has it."""
    holders: dict[str, list[Person]] = {}
    for text, person in pairs:
        if text:
            holders.setdefault(fold(text), []).append(person)
    return {key: people[0] for key, people in holders.items() if len(people) == 1}


def _numbers_hold(rows: Iterable[PersonRow], by_number: dict[str, Person], by_address: dict[str, Person]) -> bool:
    """Whether the numbers of a file mean the people here whom its addresses mean, more often than not."""
    same = other = 0
    for row in rows:
        numbered, addressed = by_number.get(fold(row.file_id)), by_address.get(fold(row.email))
        if numbered is not None and addressed is not None:
            same += numbered.id == addressed.id
            other += numbered.id != addressed.id
        elif numbered is not None:
            one, two = name_key(numbered.name), name_key(row.name)
            same += one == two
            # Somebody who took another name, and an address with it, mostly keeps a part of it.
            other += not set(one.split()) & set(two.split())
    return same >= other
