"""A clock that stands still, and a small organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from rhythm.domain.escalations import ConflictChoice, Escalation, NewEscalation, Party
from rhythm.domain.meetings import Meeting
from rhythm.domain.people import PersonId, TeamId
from rhythm.domain.structure import Charter
from rhythm.service import Rhythm
from rhythm.service.planner import Planner
from rhythm.service.structure import Structure
from rhythm.storage.database import Database


def database_steps(db: Database, read: Callable[[], object]) -> int:
    """What a read costs the database machine, in tens of its steps; unlike time it is always the same."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    db.connection.set_progress_handler(step, 10)
    try:
        read()
    finally:
        db.connection.set_progress_handler(None, 0)
    return taken


class FixedClock:
    """A clock that a test moves by hand; instants follow each other by a second."""

    def __init__(self, day: dt.date) -> None:
        self.day = day
        self.ticks = 0
        """How many instants it has told."""

    def today(self) -> dt.date:
        return self.day

    def now(self) -> dt.datetime:
        self.ticks += 1
        morning = dt.datetime.combine(self.day, dt.time(9), tzinfo=dt.UTC)
        return morning + dt.timedelta(seconds=self.ticks)

    def zone(self) -> str:
        return "UTC"

    def local_zone(self) -> dt.tzinfo:
        return dt.UTC

    def forward(self, days: int) -> None:
        """So many days later; negative goes back."""
        self.day += dt.timedelta(days=days)


class Org:
    """Two managers, their teams, and three people in them."""

    def __init__(self, rhythm: Rhythm) -> None:
        self.rhythm = rhythm
        people = rhythm.people
        self.dana = people.add("Dana Okoye", email="dana@acme.example")
        self.ilya = people.add("Ilya Brandt", email="ilya@acme.example")
        self.platform = people.add_team("Platform", manager_id=self.dana.id, aliases=("plat",))
        self.growth = people.add_team("Growth", manager_id=self.ilya.id)
        self.noor = people.add("Noor Haddad", manager_id=self.dana.id, team_id=self.platform.id)
        self.chris_a = people.add("Chris Alder", manager_id=self.dana.id, team_id=self.platform.id)
        self.chris_m = people.add("Chris Moon", manager_id=self.ilya.id, team_id=self.growth.id)

    def escalate(
        self, summary: str, days_ago: int = 0, *, conflict: ConflictChoice | None = None, forum: str = ""
    ) -> Escalation:
        """Log a row between the two teams, so many days ago."""
        parties = (Party("Platform", self.platform.id), Party("Growth", self.growth.id))
        day = self.rhythm.today() - dt.timedelta(days=days_ago)
        return self.rhythm.tracker.log(NewEscalation(summary, day, parties, forum=forum), conflict=conflict)


def charter_of(structure: Structure, team_id: TeamId, on: dt.date | None = None) -> Charter | None:
    """What a team owns on a day, today unless it is given; None where nothing is said of it."""
    return next((one for one in structure.charters(on) if one.team_id == team_id), None)


def meetings_of(planner: Planner, person_id: PersonId) -> tuple[Meeting, ...]:
    """The meetings with somebody, of every state, newest first."""
    found = [one for one in planner.meetings_between(dt.date.min, dt.date.max) if one.person_id == person_id]
    return tuple(sorted(found, key=lambda one: (one.day, one.id), reverse=True))
