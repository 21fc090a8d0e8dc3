"""Role clocks: since when the director and each manager have their role, and what its first 90 days are for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain import clocks as rules
from rhythm.domain.clocks import DayList, FirstDays, Line, RoleClock
from rhythm.domain.people import Person, PersonId, Relation
from rhythm.errors import BadInput, NotFound
from rhythm.late import Late
from rhythm.queries import clocks as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import clocks as actions
    from rhythm.service import Rhythm
else:
    actions = Late("rhythm.actions.clocks")


class Clocks:
    """The clocks of the director and of those who report to the director."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def whose(self) -> tuple[Person, ...]:
        """Whose role has a clock: the director first, then the managers by name."""
        me = self._rhythm.people.me()
        return (*([me] if me is not None else []), *self._rhythm.people.managers())

    def of(self, person: Person) -> RoleClock | None:
        """Somebody's clock: from the day named for the role, else from the first day here; None when neither is known.

        Only the director and managers have one.
        """
        if not person.is_me and self._rhythm.people.relations().get(person.id) is not Relation.MANAGER:
            return None
        return self._clock(person, queries.role_starts(self._db).get(person.id))

    def all(self) -> tuple[RoleClock, ...]:
        """Every clock that is known, the newest role first."""
        starts = queries.role_starts(self._db)
        found = [self._clock(person, starts.get(person.id)) for person in self.whose()]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.start, reverse=True))

    def adjusting(self) -> tuple[RoleClock, ...]:
        """The clocks of those whose trends are to be read as those of somebody new."""
        return tuple(one for one in self.all() if one.adjusting)

    def unknown(self) -> tuple[Person, ...]:
        """Of whom no start is known."""
        known = {one.person_id for one in self.all()}
        return tuple(person for person in self.whose() if person.id not in known)

    def words(self, person: Person, on: dt.date | None = None) -> str:
        """`month 4 of 12-18`, for beside somebody's trends, today or as it was on a day; nothing once that is over or
        before it began, and for everybody else."""
        clock = self.of(person)
        if clock is None or (on is not None and on < clock.start):
            return ""
        return rules.month_words(clock._replace(today=on) if on is not None else clock)

    def first_days(self, person: Person) -> FirstDays | None:
        """The lists of somebody's first 90 days, also after they are over; None where no start is known."""
        clock = self.of(person)
        if clock is None:
            return None
        shipped = [
            DayList(one.id, one.text, tuple(Line(one.id, item.id, item.text) for item in one.items))
            for one in self._rhythm.bench.words.lists.first_days
        ]
        kept = queries.first_day_lines(self._db, person.id, clock.start)
        return FirstDays(clock, rules.merged(shipped, kept))

    def read_list(self, text: str) -> str:
        """The id of a list that an id or a part of its words means. Raises BadInput, Ambiguous."""
        from rhythm.service.bench_words import read_listed

        return read_listed(text, self._rhythm.bench.words.lists.first_days, "list of the first 90 days").id

    def set_start(self, person_id: PersonId, day: dt.date) -> RoleClock:
        """Say since when somebody has the role; their clock. Raises BadInput for a day out of reach, or without one."""
        person = next((person for person in self.whose() if person.id == person_id), None)
        if person is None:
            raise BadInput("only you and who reports to you have a role clock", "name yourself, or one of them")
        actions.start_role(self._db, person_id, day)
        return RoleClock(person.id, person.name, day, self._rhythm.today(), named=True)

    def tick(self, person: Person, line: Line, done: bool = True) -> None:
        """Tick a line of somebody's first 90 days, or take the tick back."""
        actions.tick_line(self._db, person.id, self._start(person), line, done)

    def add(self, person: Person, listed: str, body: str) -> Line:
        """Write a line of one's own into one of the lists."""
        return actions.add_line(self._db, person.id, self._start(person), listed, body)

    def drop(self, line_id: int) -> Line:
        """Take a line of one's own out; what it said."""
        return actions.drop_line(self._db, line_id)

    def _clock(self, person: Person, named: dt.date | None) -> RoleClock | None:
        start = named or person.started_on
        if start is None:
            return None
        return RoleClock(person.id, person.name, start, self._rhythm.today(), named is not None)

    def _start(self, person: Person) -> dt.date:
        clock = self.of(person)
        if clock is None:
            raise NotFound(
                f"it is not known since when {person.name} has the role", "rhythm clock set NAME DAY says it"
            )
        return clock.start
