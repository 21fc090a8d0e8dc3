"""The clarity check (essay 2): one item in each 1:1, in turn, and what stays unclear to several managers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from rhythm.domain.names import fold
from rhythm.domain.people import PersonId
from rhythm.values import NamedTuple

UNCLEAR_DAYS = 91
"""An answer older than a quarter says nothing about how it is now."""
UNCLEAR_TO = 2
"""What is unclear to so many managers is a matter of structure, and not of one talk."""


class ClarityAnswer(StrEnum):
    """Whether an item is clear to somebody."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Answered(NamedTuple):
    """What somebody answered about an item on a day."""

    person_id: PersonId
    person: str
    item: str
    answer: ClarityAnswer
    day: dt.date


class Asking(NamedTuple):
    """The item whose turn it is, what was answered today, and its place in the round, from 1."""

    item: str
    answer: ClarityAnswer | None
    place: int
    of: int


class Unclear(NamedTuple):
    """An item that is not clear to several people, by name."""

    item: str
    people: tuple[str, ...]
    person_ids: tuple[PersonId, ...]


def asking(items: Sequence[str], answers: Iterable[Answered], today: dt.date) -> Asking:
    """The item to ask somebody about: what was asked today already, else the one that was asked least often.

    Among those it is the first of the list, so that as many talks as there are items make a round. `items` are the ids
    of the list, of which there is at least one; `answers` are those of one person, of any days up to today.
    """
    known = [one for one in answers if one.item in items]
    of_today = next((one for one in known if one.day == today), None)
    earlier = [one for one in known if one.day < today]
    place = len(earlier) % len(items) + 1
    if of_today is not None:
        return Asking(of_today.item, of_today.answer, place, len(items))
    asked = Counter(one.item for one in earlier)
    item = min(items, key=lambda item: (asked[item], items.index(item)))
    return Asking(item, None, place, len(items))


def unclear(answers: Iterable[Answered], today: dt.date) -> tuple[Unclear, ...]:
    """What is unclear to two people or more by their newest answers of a quarter: candidates for structure.

    A later yes takes an earlier no back. Those unclear to most come first.
    """
    newest: dict[tuple[PersonId, str], Answered] = {}
    for one in sorted(answers, key=lambda one: one.day):
        if (today - one.day).days < UNCLEAR_DAYS:
            newest[one.person_id, one.item] = one
    open_ones = [one for one in newest.values() if one.answer is not ClarityAnswer.YES]
    found = []
    for item in dict.fromkeys(one.item for one in open_ones):
        of_item = sorted((one for one in open_ones if one.item == item), key=lambda one: fold(one.person))
        if len(of_item) >= UNCLEAR_TO:
            people = tuple(one.person for one in of_item)
            found.append(Unclear(item, people, tuple(one.person_id for one in of_item)))
    return tuple(sorted(found, key=lambda one: (-len(one.people), one.item)))
