"""People, teams, and the relation that follows from the reporting tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NewType

from rhythm.values import NamedTuple

PersonId = NewType("PersonId", int)
TeamId = NewType("TeamId", int)


class Relation(StrEnum):
    """How somebody stands to the director."""

    ME = "me"
    MANAGER = "manager"
    SKIP_LEVEL = "skip_level"
    BOSS = "boss"
    PEER = "peer"
    MENTOR = "mentor"
    STAKEHOLDER = "stakeholder"
    OTHER = "other"


RELATION_WORDS: Mapping[Relation, str] = {
    Relation.ME: "me",
    Relation.MANAGER: "1:1",
    Relation.SKIP_LEVEL: "skip-level",
    Relation.BOSS: "boss",
    Relation.PEER: "peer",
    Relation.MENTOR: "mentor",
    Relation.STAKEHOLDER: "stakeholder",
    Relation.OTHER: "other",
}


ALWAYS = dt.date(1900, 1, 1)
"""Since when something holds that nobody knows the beginning of."""


class Reporting(NamedTuple):
    """Whom somebody reports to, and in which team, from `since` until the next one begins."""

    person_id: PersonId
    manager_id: PersonId | None
    team_id: TeamId | None
    since: dt.date


class Team(NamedTuple):
    """A team; `manager_id` leads it, `aliases` are other names people use for it.

    `mode` and `bucket` are slugs of portfolio.yaml, empty for nothing said; the next three are its triad.
    `merged_into` is the team that took it up when it was archived.
    """

    id: TeamId
    uid: str
    name: str
    manager_id: PersonId | None
    aliases: tuple[str, ...] = ()
    target_days: int | None = None
    limit_days: int | None = None
    mode: str = ""
    bucket: str = ""
    product_id: PersonId | None = None
    engineering_id: PersonId | None = None
    design_id: PersonId | None = None
    archived_on: dt.date | None = None
    merged_into: TeamId | None = None


class Person(NamedTuple):
    """Somebody the director meets. `set_relation` is what was set by hand; the tree gives the rest.

    `country`, `zone` and `hours` (`09:00-17:30`) are empty where they are the director's; `minutes` is the usual
    length of a meeting. `preferred` (`tue 10:00`) was wished for; `standing` is the slot that the planner keeps.
    `told_on`: since when this manager knows of skip-levels. `interim_since`: stands in for a manager who left.
    `file_id`, `former_emails` and `aliases` tell who somebody is in files and calendars.
    """

    id: PersonId
    uid: str
    name: str
    nickname: str = ""
    email: str = ""
    title: str = ""
    manager_id: PersonId | None = None
    team_id: TeamId | None = None
    is_me: bool = False
    set_relation: Relation | None = None
    target_days: int | None = None
    limit_days: int | None = None
    due_from: dt.date | None = None
    paused_until: dt.date | None = None
    started_on: dt.date | None = None
    archived_on: dt.date | None = None
    country: str = ""
    zone: str = ""
    hours: str = ""
    minutes: int | None = None
    preferred: str = ""
    standing: str = ""
    told_on: dt.date | None = None
    interim_since: dt.date | None = None
    last_day: dt.date | None = None
    file_id: str = ""
    former_emails: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def left(self, day: dt.date) -> bool:
        """Whether the last day had passed on a day."""
        return self.last_day is not None and self.last_day < day

    @property
    def is_erased(self) -> bool:
        """Whether this stands for somebody who was erased."""
        return self.name == stand_in(self.id)


def stand_in(person_id: int) -> str:
    """What the record is called that stands for somebody who was erased."""
    return f"erased {person_id}"


INTERIM_CADENCE = (14, 28)
"""What is proposed, never imposed, for reports who stand in for a manager who left: every two weeks."""


def relations(people: Iterable[Person]) -> dict[PersonId, Relation]:
    """The relation of everybody: set by hand, else from the tree below and above the director.

    Who reports to me is a manager; who reports to one of them is a skip-level; whom I report to is my
    boss; everybody else is other, deeper levels included.
    """
    known = {person.id: person for person in people}
    me = next((person for person in known.values() if person.is_me), None)

    def relation(person: Person) -> Relation:
        if person.is_me:
            return Relation.ME
        if person.set_relation is not None:
            return person.set_relation
        if me is None:
            return Relation.OTHER
        if me.manager_id == person.id:
            return Relation.BOSS
        if person.manager_id == me.id:
            return Relation.MANAGER
        above = known.get(person.manager_id) if person.manager_id is not None else None
        if above is not None and above.manager_id == me.id and above.set_relation in (None, Relation.MANAGER):
            return Relation.SKIP_LEVEL
        return Relation.OTHER

    return {person.id: relation(person) for person in known.values()}


def would_circle(people: Iterable[Person], person_id: PersonId, manager_id: PersonId) -> bool:
    """Whether `person_id` would come to report to itself, were `manager_id` its manager."""
    above = {person.id: person.manager_id for person in people}
    seen = {person_id}
    step: PersonId | None = manager_id
    while step is not None:
        if step in seen:
            return True
        seen.add(step)
        step = above.get(step)
    return False


class Post(StrEnum):
    """What somebody is to a manager of managers, in the words of a sentence."""

    OF_MANAGERS = "managers of managers"
    FIRST_LINE = "first-line managers"
    REPORT = "reports who lead nobody"
    BELOW = "skip-levels"
    OTHER = "others"


def posts_of(people: Iterable[Person], day: dt.date) -> dict[PersonId, Post]:
    """What everybody is to the director: a report of mine by whether others report to them on a day, and whether one of
    those leads somebody in turn; whoever reports to one of them; and all others."""
    known = tuple(people)
    stands = relations(known)
    here = [one for one in known if not one.left(day) and (one.archived_on is None or one.archived_on > day)]
    leads = {person.manager_id for person in here if person.manager_id is not None}
    of_managers = {person.manager_id for person in here if person.id in leads}

    def post(person: Person) -> Post:
        if stands[person.id] is Relation.SKIP_LEVEL:
            return Post.BELOW
        if stands[person.id] is not Relation.MANAGER:
            return Post.OTHER
        if person.id in of_managers:
            return Post.OF_MANAGERS
        return Post.FIRST_LINE if person.id in leads else Post.REPORT

    return {person.id: post(person) for person in known}
