"""Writing the story of the sample organisation into an empty store."""

from __future__ import annotations

import datetime as dt
import json
import random

from rhythm.actions.people import report_to
from rhythm.actions.plans import period_of
from rhythm.actions.standing import rows_changed
from rhythm.domain.conflicts import Rules
from rhythm.domain.escalations import ConflictId
from rhythm.domain.meetings import MeetingKind
from rhythm.domain.people import ALWAYS, PersonId
from rhythm.queries.rows import iso
from rhythm.sample.judged import OWN_WORDS
from rhythm.sample.meetings import WEEKLY
from rhythm.sample.planting_bench import plant_bench
from rhythm.sample.planting_bets import plant_org_pages
from rhythm.sample.planting_fixes import plant_fixes
from rhythm.sample.planting_reviews import plant_reviews
from rhythm.sample.planting_skip_levels import plant_skip_levels
from rhythm.sample.planting_structure import plant_structure
from rhythm.sample.story_types import Story, StoryMeeting, StoryPerson
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.uid import encode_uid

_PUT_OFF = "put off twice"


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


class _Planting:
    """The keys of the story and the ids they became."""

    def __init__(self, db: Database, story: Story) -> None:
        self.db = db
        self.story = story
        self.people: dict[str | None, int] = {}
        self.teams: dict[str | None, int] = {}
        self.meetings: dict[str | None, int] = {}
        self.conflicts: dict[str | None, int] = {}
        self.names = {person.key: person.name for person in story.people} | {t.key: t.name for t in story.teams}

    def plant(self, rhythm: Rhythm) -> None:
        self._people()
        self._availability(rhythm)
        self._meetings()
        self._talks()
        plant_skip_levels(self.db, self.story, self.people, self.meetings)
        self._tracker()
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

    def _meetings(self) -> None:
        for meeting in self.story.meetings:
            self.meetings[meeting.key] = self.db.insert(
                "meeting",
                person_id=self.people[meeting.person],
                kind=meeting.kind,
                day=meeting.day.isoformat(),
                start=meeting.start,
                minutes=meeting.minutes,
                state=meeting.state,
                reason=meeting.reason,
                period=self._period(meeting),
            )
        for note in self.story.notes:
            self.db.insert(
                "note",
                person_id=self.people[note.person],
                meeting_id=self.meetings.get(note.meeting),
                day=note.day.isoformat(),
                kind=note.kind,
                body=note.text,
                private=int(note.private),
                situation=note.situation,
                next_time=note.next_time,
                direction=note.direction,
            )
        for topic in self.story.topics:
            self.db.insert(
                "topic",
                person_id=self.people[topic.person],
                body=topic.text,
                added_on=topic.added_on.isoformat(),
                state=topic.state,
                closed_on=iso(topic.closed_on),
                carried=topic.carried,
                side=topic.side,
                theme=topic.theme,
                private=int(topic.private),
            )
        for promise in self.story.promises:
            self.db.insert(
                "promise",
                person_id=self.people[promise.person],
                body=promise.text,
                made_on=promise.made_on.isoformat(),
                due=iso(promise.due),
                mine=int(promise.mine),
                state=promise.state,
                closed_on=iso(promise.closed_on),
                moved=promise.moved,
                kind=promise.kind,
                private=int(promise.private),
            )

    def _talks(self) -> None:
        for one in self.story.clarity:
            person_id, day = self.people[one.person], one.day.isoformat()
            self.db.insert("clarity", person_id=person_id, item=one.item, answer=one.answer, day=day)
        for line in self.story.expectations:
            self.db.insert(
                "expectation",
                person_id=self.people[line.person],
                side=line.side,
                body=line.text,
                day=line.day.isoformat(),
                retired_on=iso(line.retired_on),
            )
        for pair in self.story.levels:
            self.db.insert(
                "delegation",
                person_id=self.people[pair.person],
                area=pair.area,
                day=pair.day.isoformat(),
                mine=pair.mine,
                theirs=pair.theirs,
                agreed=pair.agreed,
            )

    def _period(self, meeting: StoryMeeting) -> str:
        """Weekly talks were accepted from a plan; what else is to come was put there by hand."""
        if meeting.state != "planned" or meeting.person not in WEEKLY:
            return ""
        return period_of(MeetingKind(meeting.kind), meeting.day, quarter_start_month=1)

    def _tracker(self) -> None:
        self._conflicts()
        self._escalations()
        plant_fixes(self.db, self.story, {"teams": self.teams, "people": self.people, "conflicts": self.conflicts})
        for call in self.story.good_calls:
            self.db.insert(
                "good_call",
                day=call.day.isoformat(),
                body=call.text,
                person_id=self.people.get(call.person),
                area=call.area,
            )
        for conflict in self.story.conflicts:
            if conflict.state == "open":
                rows_changed(self.db, ConflictId(self.conflicts[conflict.key]), Rules())

    def _conflicts(self) -> None:
        first = {row.conflict: row.day for row in reversed(self.story.escalations)}
        for conflict in self.story.conflicts:
            came_back = conflict.state == "came_back"
            # A settled conflict reopens with a row that is newer than the day of the decision.
            settled = conflict.decided_on if conflict.state in ("held", "closed") else None
            self.conflicts[conflict.key] = self.db.insert(
                "conflict",
                name=conflict.name,
                opened_on=first[conflict.key].isoformat(),
                state="verdict_due" if came_back else conflict.state,
                card_on=iso(conflict.decided_on) if came_back else None,
                until=iso(conflict.until or settled),
                put_off=(2 if _PUT_OFF in conflict.why.casefold() else 1) if conflict.state == "later" else 0,
            )
            kind = {"fixing": "fix", "in_effect": "fix", "held": "fix", "came_back": "fix"}.get(
                conflict.state, conflict.state
            )
            if conflict.decided_on is not None and kind != "open":
                # What held was decided long before it was said to have held.
                fix = next((one for one in self.story.fixes if one.conflict == conflict.key), None)
                held = conflict.state in ("held", "came_back") and fix is not None
                self.db.insert(
                    "verdict",
                    conflict_id=self.conflicts[conflict.key],
                    day=(fix.decided_on if held and fix is not None else conflict.decided_on).isoformat(),
                    kind=kind,
                    why=conflict.why,
                    until=iso(conflict.until),
                )

    def _escalations(self) -> None:
        for line in OWN_WORDS:
            self.db.insert("word_line", body=line)
        for row in self.story.escalations:
            escalation_id = self.db.insert(
                "escalation",
                day=row.day.isoformat(),
                summary=row.summary,
                area=row.area,
                area_text=row.area.replace("_", " "),
                raised_by_id=self.people.get(row.raised_by),
                meeting_id=self.meetings.get(row.meeting),
                forum=row.forum or "",
                handling=row.handling,
                cause=row.cause,
                moment=row.moment,
                minutes=row.minutes,
                reached=row.reached,
                without_me=row.without_me,
                repair=row.repair,
                conflict_id=self.conflicts.get(row.conflict),
            )
            for place, party in enumerate(row.parties):
                self.db.insert(
                    "escalation_party",
                    escalation_id=escalation_id,
                    place=place,
                    team_id=self.teams.get(party),
                    person_id=self.people.get(party),
                    name=self.names[party],
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
