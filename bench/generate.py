"""A store of so many years, for measuring: invented people, plausible volume, always the same for the same years.

Each year has dice of its own, counted from the last: stores of one year and of forty end with the same year, so what
is measured on both differs by what lies before.

    python -m bench.generate FILE --years 10

A year has about 500 meetings with notes, 250 escalations and 1500 topics and promises. Rows are written inside one
action a year, so the change log, the search index and the matcher's tables are what use would have made of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import time
from pathlib import Path

from rhythm.actions.standing import rows_changed
from rhythm.clock import SystemClock
from rhythm.domain.escalations import ConflictId
from rhythm.domain.people import Person, Relation, Team
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.merging import merge_search
from rhythm.storage.opening import create_store, open_store

LAST_DAY = dt.date(2026, 11, 20)
MEETINGS, ESCALATIONS, TOPICS, PROMISES = 500, 250, 900, 600
NEW_CONFLICTS = 30
SINGLE_SHARE = 0.3
LIFE_DAYS = 270
"""A conflict stays alive for about so long after it first came up."""
NOTE_LETTERS = 1000

TEAMS = ("Platform", "Growth", "Payments", "Search", "Mobile", "Insights", "Checkout", "Identity")
FIRST = (
    "Ada", "Ben", "Cleo", "Dana", "Emil", "Fay", "Gus", "Hana", "Ilya", "Jun", "Kai", "Lena", "Mei", "Noor", "Omar",
    "Pia", "Quin", "Rosa", "Sam", "Tess", "Uma", "Vik", "Wen", "Xenia", "Yara", "Zoe",
)  # fmt: skip
LAST = ("Okoye", "Brandt", "Haddad", "Alder", "Moon", "Silva", "Ito", "Novak", "Lund", "Reyes")
AREAS = (
    "roadmap",
    "architecture",
    "launch_timing",
    "success_criteria",
    "staffing",
    "ownership",
    "priorities",
    "quality",
)
HANDLINGS = ("decided", "coached", "delegated", "agreed", "joint", None)
MOMENTS = ("none", "none", "none", "ambiguity", "quality_bar", "org_design", "executive", None)
THINGS = (
    "release date", "rate limits", "login flow", "billing export", "data retention", "search index", "on-call rota",
    "design tokens", "event schema", "cloud spend", "feature flags", "mobile parity", "audit log", "test data",
    "partner interface", "pricing page", "error budget", "vendor contract", "session length", "push messages",
)  # fmt: skip
TURNS = (
    "who sets the {0}", "{0} blocked again", "no agreement on the {0}", "{0}: both sides want the call",
    "{0} slipped and nobody owns it", "who pays for the {0}", "{0} changed without asking",
)  # fmt: skip
NOTE = (
    "asked what would make this easier; said the team reads the plan as a promise and not as a guess; wants a date and "
    "not a range; will write down who decides and bring it on Thursday; quiet about the new hire but glad of the help"
)


class _Clock(SystemClock):
    """A clock that is set to the day that is being written, so that nothing old looks typed today."""

    day: dt.date = LAST_DAY

    def today(self) -> dt.date:
        return self.day

    def now(self) -> dt.datetime:
        return dt.datetime.combine(self.day, super().now().time(), tzinfo=dt.UTC)


def generate(
    path: Path,
    years: int,
    *,
    last_day: dt.date = LAST_DAY,
    note_letters: int = NOTE_LETTERS,
    escalations: int = ESCALATIONS,
    talks: bool = True,
) -> None:
    """Make a store at `path` that holds `years` years of use up to `last_day`. There must be no file yet.

    `escalations` are those of a year; new conflicts grow with them. Without `talks` nothing else is written.
    """
    clock = _Clock()
    clock.day = last_day - dt.timedelta(days=365 * years)
    create_store(path, clock)
    database = open_store(path, clock, backups=path.parent / "backups")
    rhythm = Rhythm(database, clock, Settings())
    people, teams = _organisation(rhythm)
    # A power cut now costs nothing but another run.
    database.connection.execute("PRAGMA synchronous = OFF")
    with database.action("before"):
        living = _begun_before(
            database, teams, last_day - dt.timedelta(days=365 * years - 1), last_day, _dice(years + 1)
        )
    for year in range(years, 0, -1):
        dice = _dice(year)
        first = last_day - dt.timedelta(days=365 * year - 1)
        with database.action(f"year {years - year + 1}"):
            if talks:
                _meetings(database, people, first, dice, note_letters)
                _promises_and_topics(database, people, first, last_day, dice)
            living = _escalations(database, clock, people, teams, first, last_day, living, dice, escalations)
            clock.day = min(first + dt.timedelta(days=364), last_day)
            for conflict in living:
                rows_changed(database, conflict.id, rhythm.tracker.rules)
    clock.day = last_day
    for person in people[:2]:
        rhythm.planner.plan(person.id, last_day)
    # As the copies of all those days would have left it.
    with database.unlogged():
        while merge_search(database.connection):
            pass
    rhythm.close()


def stream(path: Path, rows: int, *, last_day: dt.date = LAST_DAY) -> None:
    """Write an escalation file of so many rows, as JSON Lines, in the form that `rhythm import escalations` reads."""
    dice = random.Random(rows)  # noqa: S311
    day = last_day - dt.timedelta(days=rows)
    with path.open("w", encoding="utf-8") as file:
        for row in range(rows):
            thing = dice.choice(THINGS[: max(2, rows // 8)])
            sides = dice.sample(TEAMS, 2)
            line = {
                "day": (day + dt.timedelta(days=row)).isoformat(),
                "summary": dice.choice(TURNS).format(thing),
                "parties": sides,
                "area": dice.choice(AREAS),
                "raised_by": f"{dice.choice(FIRST)} {dice.choice(LAST)}",
                "conflict": f"{thing} {sides[0]}",
            }
            file.write(json.dumps(line) + "\n")


class _Conflict:
    """A conflict that keeps coming up: where it is stored, and what its lines have in common."""

    __slots__ = ("area", "id", "sides", "thing", "until")

    def __init__(self, number: int, sides: list[Team], thing: str, area: str, until: dt.date) -> None:
        self.id, self.sides, self.thing, self.area, self.until = ConflictId(number), sides, thing, area, until


def _organisation(rhythm: Rhythm) -> tuple[list[Person], list[Team]]:
    names = [f"{first} {last}" for last in LAST for first in FIRST]
    managers = [rhythm.people.add(name) for name in names[: len(TEAMS)]]
    teams = [rhythm.people.add_team(name, manager_id=one.id) for name, one in zip(TEAMS, managers, strict=True)]
    reports = [
        rhythm.people.add(name, manager_id=managers[place % 8].id, team_id=teams[place % 8].id)
        for place, name in enumerate(names[8:60])
    ]
    peers = [rhythm.people.add(name, relation=Relation.PEER) for name in names[60:65]]
    return [*managers, *reports, *peers], teams


def _meetings(db: Database, people: list[Person], first: dt.date, dice: random.Random, letters: int) -> None:
    for number in range(MEETINGS):
        person = people[number % 8] if number % 5 else dice.choice(people)
        day = (first + dt.timedelta(days=number * 365 // MEETINGS)).isoformat()
        kind = "one_on_one" if person in people[:8] else "skip_level"
        state = "skipped" if number % 17 == 0 else "held"
        meeting = db.insert(
            "meeting",
            person_id=person.id,
            kind=kind,
            day=day,
            minutes=30,
            state=state,
            reason="travel" * (state != "held"),
        )
        if state == "held":
            body = " ".join(dice.choices(NOTE.split(), k=letters // 5))
            db.insert("note", person_id=person.id, meeting_id=meeting, day=day, kind="note", body=body)


def _promises_and_topics(
    db: Database, people: list[Person], first: dt.date, last_day: dt.date, dice: random.Random
) -> None:
    for number in range(TOPICS + PROMISES):
        made = first + dt.timedelta(days=number * 365 // (TOPICS + PROMISES))
        body = dice.choice(TURNS).format(dice.choice(THINGS))
        settled = made < last_day - dt.timedelta(days=40) or number % 3 == 0
        closed = (made + dt.timedelta(days=7)).isoformat() if settled else None
        person_id = dice.choice(people).id
        if number * TOPICS // (TOPICS + PROMISES) != (number + 1) * TOPICS // (TOPICS + PROMISES):
            state = "discussed" if settled else "open"
            db.insert("topic", person_id=person_id, body=body, added_on=made.isoformat(), state=state, closed_on=closed)
        else:
            db.insert(
                "promise",
                person_id=person_id,
                body=body,
                made_on=made.isoformat(),
                due=(made + dt.timedelta(days=10)).isoformat(),
                mine=int(dice.random() < 0.5),
                state="done" if settled else "open",
                closed_on=closed,
            )


def _escalations(
    db: Database,
    clock: _Clock,
    people: list[Person],
    teams: list[Team],
    first: dt.date,
    last_day: dt.date,
    living: list[_Conflict],
    dice: random.Random,
    escalations: int,
) -> list[_Conflict]:
    for number in range(escalations):
        day = clock.day = first + dt.timedelta(days=number * 365 // escalations)
        if number % (ESCALATIONS // NEW_CONFLICTS) == 0:
            living = [one for one in living if one.until >= day]
            living.append(_new_conflict(db, teams, day, last_day, dice))
        alone = dice.random() < SINGLE_SHARE
        of = None if alone else dice.choice(living)
        sides = of.sides if of is not None else dice.sample(teams, 2)
        row = db.insert(
            "escalation",
            day=day.isoformat(),
            summary=dice.choice(TURNS).format(of.thing if of is not None else f"{unlike(dice)} {dice.choice(THINGS)}"),
            area=of.area if of is not None else dice.choice(AREAS),
            raised_by_id=dice.choice(people[:8]).id,
            forum=dice.choice(("sync", "portfolio", "")),
            handling=dice.choice(HANDLINGS),
            moment=dice.choice(MOMENTS),
            minutes=dice.choice((5, 10, 20, None)),
            conflict_id=of.id if of is not None else None,
        )
        for place, team in enumerate(sides):
            db.insert("escalation_party", escalation_id=row, place=place, team_id=team.id, name=team.name)
    return living


def _new_conflict(db: Database, teams: list[Team], day: dt.date, last_day: dt.date, dice: random.Random) -> _Conflict:
    thing, sides = f"{unlike(dice)} {dice.choice(THINGS)}", dice.sample(teams, 2)
    name = f"{sides[0].name} / {sides[1].name}: {thing}"
    until = day + dt.timedelta(days=dice.randint(LIFE_DAYS // 2, LIFE_DAYS * 3 // 2))
    state = "open" if until > last_day else "closed"
    number = db.insert("conflict", name=name, opened_on=day.isoformat(), state=state)
    return _Conflict(number, sides, thing, dice.choice(AREAS), until)


def _begun_before(
    db: Database, teams: list[Team], first: dt.date, last_day: dt.date, dice: random.Random
) -> list[_Conflict]:
    """What is going on when the first year begins, as in any year after: a director comes into the middle of things."""
    back = range(LIFE_DAYS * 3 // 2, 0, -(365 // NEW_CONFLICTS))
    begun = [_new_conflict(db, teams, first - dt.timedelta(days=days), last_day, dice) for days in back]
    return [one for one in begun if one.until >= first]


def _dice(year: int) -> random.Random:
    """The dice of a year: the same store each time is the point."""
    return random.Random(year)  # noqa: S311


def unlike(dice: random.Random) -> str:
    """A made-up word, since an organisation keeps inventing names for its projects."""
    return "".join(dice.choice(part) for part in ("bdfgklmnprstvz", "aeiou", "bdklmnrst", "aeiou", "lmnrst"))


def main(words: list[str] | None = None) -> None:
    """Make the store that the command line names, and say how long that took and how large it is."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description="A store for measuring.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--escalations", type=int, default=ESCALATIONS, help="escalations in a year")
    parser.add_argument("--no-talks", action="store_true", help="write escalations alone")
    parser.add_argument("--note-letters", type=int, default=NOTE_LETTERS, help="letters in the note of a meeting")
    args = parser.parse_args(words)
    began = time.perf_counter()
    generate(
        args.file,
        args.years,
        note_letters=args.note_letters,
        escalations=args.escalations,
        talks=not args.no_talks,
    )
    took = time.perf_counter() - began
    print(f"{args.file}: {args.years} years, {args.file.stat().st_size / 1e6:.1f} MB, made in {took:.1f} s")


if __name__ == "__main__":
    main()
