"""Writing the story of the sample organisation into an empty store."""

from __future__ import annotations

import datetime as dt
import json
import random

from rhythm.actions.people import report_to
from rhythm.domain.people import ALWAYS, PersonId
from rhythm.queries.rows import iso
from rhythm.sample.planting_bench import plant_bench
from rhythm.sample.planting_bets import plant_org_pages
from rhythm.sample.planting_meetings import plant_meetings
from rhythm.sample.planting_reviews import plant_reviews
from rhythm.sample.planting_skip_levels import plant_skip_levels
from rhythm.sample.planting_structure import plant_structure
from rhythm.sample.planting_tracker import plant_tracker
from rhythm.sample.story_types import Story, StoryPerson
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.meta import BEGUN, write_meta
from rhythm.storage.uid import encode_uid


def plant(db: Database, story: Story) -> None:
    """Write a story into an empty store, as one action. Identifiers are the same for the same story."""
    # Not for secrets: the same story must give the same identifiers.
    noise = random.Random(story.me.name)  # noqa: S311
    moment = int(dt.datetime.combine(story.me.started_on or dt.date(2025, 1, 1), dt.time(), dt.UTC).timestamp() * 1000)
    ticks = iter(range(moment, moment + 10_000_000))
    db.use_uids(lambda _: encode_uid(next(ticks), noise.getrandbits(80)))
    # Sets up the derived tables of the matcher, which follow every action.
    rhythm = Rhythm(db, db.clock, Settings())
    with db.action("sample organisation", undoable=False):
        _Planting(db, story).plant(rhythm)
    write_meta(db, BEGUN, min(row.day for row in story.escalations).isoformat())


class _Planting:
    """The organisation itself, in the one order in which it can be stored, and the ids that its keys became."""

    def __init__(self, db: Database, story: Story) -> None:
        self.db = db
        self.story = story
        self.people: dict[str | None, int] = {}
        self.teams: dict[str | None, int] = {}

    def plant(self, rhythm: Rhythm) -> None:
        self._people()
        self._availability(rhythm)
        meetings = plant_meetings(self.db, self.story, self.people)
        plant_skip_levels(self.db, self.story, self.people, meetings)
        plant_tracker(self.db, self.story, self.people, self.teams, meetings)
        self._rights()
        plant_structure(self.db, self.story.structure, self.people, self.teams)
        self._rituals()
        plant_org_pages(self.db, self.people)
        plant_bench(self.db, rhythm, self.story.bench, self.people)
        # Last, for its copies hold what all of these say.
        plant_reviews(self.db, self.story, rhythm)
        self._calendar(rhythm)

    def _people(self) -> None:
        me = self.story.me
        self.people["me"] = self.db.insert(
            "person", name=me.name, email=me.email, title=me.title, started_on=iso(me.started_on), is_me=1
        )
        for team in self.story.teams:
            self.teams[team.key] = self.db.insert("team", name=team.name, aliases=_json(team.aliases))
        for person in self.story.people:
            self.people[person.key] = self.db.insert(
                "person",
                name=person.name,
                email=person.email,
                title=person.title,
                manager_id=self.people.get(person.manager),
                team_id=self.teams.get(person.team),
                relation=person.relation,
                started_on=iso(person.started_on),
            )
        for team in self.story.teams:
            leads = self.people[team.manager]
            self.db.update("team", self.teams[team.key], manager_id=leads)
            self.db.insert("team_lead", team_id=self.teams[team.key], manager_id=leads, since=iso(ALWAYS))
        for person in self.story.people:
            self._reporting(person)

    def _reporting(self, person: StoryPerson) -> None:
        """To whom somebody reports, and to whom before a move."""
        since = person.started_on or ALWAYS
        if person.moved is not None:
            was = person.moved
            report_to(self.db, self._person(person.key), self.people[was.manager], self.teams[was.team], since)
            since = was.until
        manager, team = self.people.get(person.manager), self.teams.get(person.team)
        report_to(self.db, self._person(person.key), manager, team, since)

    def _person(self, key: str) -> PersonId:
        return PersonId(self.people[key])

    def _availability(self, rhythm: Rhythm) -> None:
        for place in self.story.places:
            self.db.update(
                "person",
                self.people[place.person],
                country=place.country,
                minutes=place.minutes,
                preferred=place.preferred,
            )
            # Here, where it takes no time that anybody waits for.
            for year in range(rhythm.today().year - 1, rhythm.today().year + 2):
                if place.country:
                    rhythm.plans.holidays(place.country, year)
        for absence in self.story.absences:
            self.db.insert(
                "absence",
                person_id=self.people[absence.person],
                first=absence.first.isoformat(),
                last=absence.last.isoformat(),
                kind=absence.kind,
            )
        for number, busy in enumerate(self.story.busy):
            starts, ends = (
                dt.datetime.combine(busy.day, dt.time.fromisoformat(time), rhythm.zone).astimezone(dt.UTC)
                for time in (busy.start, busy.end)
            )
            self.db.insert(
                "calendar_event",
                calendar="sample",
                uid_hash=f"sample-{number}",
                day=busy.day.isoformat(),
                starts=starts.isoformat(),
                ends=ends.isoformat(),
                all_day=0,
                busy="hard" if busy.hard else "soft",
            )

    def _rights(self) -> None:
        for right in self.story.rights:
            right_id = self.db.insert(
                "decision_right",
                team_id=self.teams[right.team],
                area=right.area,
                since=right.since.isoformat(),
                decider_id=self.people[right.decider],
                level=right.level,
                why=right.why,
            )
            for role, keys in (("contributor", right.heard), ("informed", right.informed)):
                for key in keys:
                    person, team = self.people.get(key), self.teams.get(key)
                    self.db.insert("right_role", right_id=right_id, role=role, person_id=person, team_id=team)
        for practice in self.story.practices:
            self.db.insert("practice", kind=practice.kind, name=practice.name, since=practice.since.isoformat())
        for answer in self.story.right_answers:
            self.db.insert(
                "right_answer",
                team_id=self.teams[answer.team],
                area=answer.area,
                day=answer.day.isoformat(),
                item=answer.item,
                body=answer.body,
            )

    def _rituals(self) -> None:
        for ritual in self.story.rituals:
            ritual_id = self.db.insert(
                "ritual",
                slug=ritual.slug,
                name=ritual.name,
                purpose=ritual.purpose,
                question=ritual.question,
                every_days=ritual.every_days,
                started_on=ritual.started_on.isoformat(),
            )
            for session in ritual.sessions:
                self.db.insert(
                    "ritual_session",
                    ritual_id=ritual_id,
                    day=session.day.isoformat(),
                    answered=int(session.answered),
                    decisions=session.decisions,
                    standard=session.standard,
                    minutes=session.minutes,
                    note=session.note,
                )

    def _calendar(self, rhythm: Rhythm) -> None:
        rhythm.calendars.import_text(self.story.calendar.name, self.story.calendar.text)


def _json(values: tuple[str, ...]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
