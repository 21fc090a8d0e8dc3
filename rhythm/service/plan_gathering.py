"""All that a plan depends on, read from store and settings and put as the planner takes it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rhythm.domain.absences import Absence as Away
from rhythm.domain.absences import beside_absences
from rhythm.domain.cadence import cadence_of
from rhythm.domain.meetings import Meeting, MeetingId, MeetingKind, MeetingState, kind_of_meeting
from rhythm.domain.people import Person, PersonId, Relation, Reporting, relations
from rhythm.domain.periods import quarter_of, week_of
from rhythm.domain.plan.values import (
    Absence,
    Attendee,
    Booked,
    Busy,
    Director,
    Limits,
    PlanRequest,
    Slot,
    Working,
    minutes_of,
    slot_of,
    spans_of,
    standing_of,
)
from rhythm.errors import BadInput
from rhythm.queries import absences as absence_queries
from rhythm.queries import meetings as meeting_queries
from rhythm.queries import people as people_queries
from rhythm.queries import planning
from rhythm.queries import plans as queries
from rhythm.settings.shape import WEEKDAYS
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.service import Rhythm

MISSES_BACK = dt.timedelta(weeks=26)
"""How far back misses in a row are counted."""


class Gathered(NamedTuple):
    """The request of a plan, and what it takes to show the answer.

    `holidays` are those of the director by day. `notes` say what could not be taken into account.
    """

    request: PlanRequest
    people: Mapping[PersonId, Person]
    stored: Mapping[MeetingId, Meeting]
    holidays: Mapping[dt.date, str]
    notes: tuple[str, ...]


def gather(db: Database, rhythm: Rhythm, first: dt.date, weeks: int) -> Gathered:
    """What there is to plan from `first` on, for so many weeks and to the end of the quarters that they touch."""
    return _Gathering(db, rhythm, first, weeks).gathered()


class _Gathering:
    def __init__(self, db: Database, rhythm: Rhythm, first: dt.date, weeks: int) -> None:
        self.db = db
        self.rhythm = rhythm
        self.settings = rhythm.settings.planner
        self.today = rhythm.today()
        self.first = first
        self.weeks = weeks
        self.start_month = rhythm.settings.review.quarter_start_month
        self.known = {person.id: person for person in people_queries.everybody(db)}
        self.relations = relations(self.known.values())
        self.me = next((person for person in self.known.values() if person.is_me), None)
        this_quarter = quarter_of(week_of(self.today).first_day, self.start_month)
        self.since = week_of(this_quarter.first_day).first_day
        self.before = week_of(this_quarter.previous().first_day).first_day
        last_week = week_of(first).first_day + dt.timedelta(weeks=weeks)
        self.until = quarter_of(last_week, self.start_month).last_day + dt.timedelta(weeks=4)
        self.meetings = meeting_queries.meetings_between(db, self.before, self.until)
        self.absences = _by_person(absence_queries.absences_between(db, self.since, self.until))
        self.zone = rhythm.zone
        self.notes: list[str] = []
        self._known_holidays: dict[str, dict[dt.date, str]] = {}

    def gathered(self) -> Gathered:
        attendees = tuple(self._attendees())
        request = PlanRequest(
            today=self.today,
            first=self.first,
            weeks=self.weeks,
            director=self._director(),
            attendees=attendees,
            booked=tuple(self._booked(one) for one in self.meetings if one.day >= self.since),
            forbidden=queries.forbidden_weeks(self.db),
            limits=self._limits(),
            quarter_start_month=self.start_month,
        )
        own = self._holidays(self._country(self.me))
        stored = {meeting.id: meeting for meeting in self.meetings}
        return Gathered(request, self.known, stored, own, tuple(dict.fromkeys(self.notes)))

    def _director(self) -> Director:
        busy = self.rhythm.calendars.busy_between(self.since, self.until)
        return Director(
            working=self._working(self.me),
            no_meetings={WEEKDAYS.index(day): spans_of(text) for day, text in self.settings.no_meetings.items()},
            busy=tuple(Busy(span.start, span.end, span.hard) for span in busy),
        )

    def _working(self, person: Person | None) -> Working:
        """When somebody can be met; where nothing is said of them, as the director."""
        settings = self.settings
        zone = person.zone if person is not None else ""
        hours = person.hours if person is not None else ""
        return Working(
            zone=ZoneInfo(zone) if zone and zone != settings.zone else self.zone,
            weekdays=frozenset(settings.weekdays),
            hours=spans_of(hours or settings.working_hours),
            holidays=frozenset(self._holidays(self._country(person))),
            absences=tuple(self.absences.get(person.id, ())) if person is not None else (),
        )

    def _country(self, person: Person | None) -> str:
        return person.country if person is not None and person.country else self.settings.country

    def _holidays(self, country: str) -> dict[dt.date, str]:
        if not country:
            return {}
        if country not in self._known_holidays:
            found: dict[dt.date, str] = {}
            try:
                for year in range(self.since.year, self.until.year + 1):
                    found |= self.rhythm.plans.holidays(country, year)
            except BadInput as error:
                # Who reads Today must not be stopped by a country in the settings that is none.
                self.notes.append(f"{error.message}: {error.hint}")
            self._known_holidays[country] = found
        return self._known_holidays[country]

    def _attendees(self) -> Iterable[Attendee]:
        roles, teams = self.rhythm.planner.roles(), {team.id: team for team in people_queries.all_teams(self.db)}
        last, missed = meeting_queries.last_held(self.db), queries.missed_since_held(self.db, self.today - MISSES_BACK)
        away, owed, joined = planning.away(self.db, self.today), self._owed(), self._joined()
        usual = self._usual_slots()
        for person in self.known.values():
            relation = self.relations[person.id]
            team = teams.get(person.team_id) if person.team_id is not None else None
            cadence = cadence_of(person, relation, team, roles)
            if cadence is None or relation is Relation.ME or person.archived_on is not None:
                continue
            kind = kind_of_meeting(relation)
            stands_today = beside_absences(person, away.get(person.id, ()), self.today)
            yield Attendee(
                person_id=person.id,
                kind=kind,
                working=self._working(person),
                target=cadence.target,
                minutes=self._minutes(person, relation),
                group=person.manager_id if kind is MeetingKind.SKIP_LEVEL else None,
                preferred=slot_of(person.preferred) or usual.get(person.id),
                standing=standing_of(person.standing),
                last_held=last.get(person.id),
                due_from=stands_today.due_from,
                started_on=person.started_on,
                last_day=person.last_day,
                paused_until=person.paused_until,
                joined_circle=joined.get(person.id),
                interim=person.interim_since is not None,
                owed=kind is MeetingKind.SKIP_LEVEL and person.id in owed,
                missed=missed.get(person.id, 0),
            )

    def _minutes(self, person: Person, relation: Relation) -> int:
        lengths = self.settings.minutes
        usual = {Relation.MANAGER: lengths.manager, Relation.SKIP_LEVEL: lengths.skip_level}
        return person.minutes or usual.get(relation, lengths.others)

    def _usual_slots(self) -> dict[PersonId, Slot]:
        """Where one-on-ones have been lately: without a wish, a series goes on at its usual time."""
        return {
            one.person_id: Slot(one.day.weekday(), minutes_of(one.start) if one.start is not None else None)
            for one in self.meetings
            if one.kind is MeetingKind.ONE_ON_ONE and one.state in (MeetingState.HELD, MeetingState.PLANNED)
        }

    def _owed(self) -> frozenset[PersonId]:
        """Who was to be met last quarter and was not."""
        last_quarter = [meeting for meeting in self.meetings if meeting.day < self.since]
        wanted = {one.person_id for one in last_quarter if one.state in (MeetingState.MISSED, MeetingState.PLANNED)}
        return frozenset(wanted - {one.person_id for one in last_quarter if one.state is MeetingState.HELD})

    def _joined(self) -> dict[PersonId, dt.date]:
        """Since when those report to the director who reported to somebody else before."""
        lines: dict[PersonId, list[Reporting]] = defaultdict(list)
        for line in people_queries.reporting_lines(self.db):
            lines[line.person_id].append(line)
        me = self.me.id if self.me is not None else None
        joined = {}
        for person_id, own in lines.items():
            before = [line for line in own if line.manager_id != me]
            after = [line.since for line in own if not before or line.since > before[-1].since]
            if before and after:
                joined[person_id] = after[0]
        return joined

    def _booked(self, meeting: Meeting) -> Booked:
        person = self.known[meeting.person_id]
        return Booked(
            id=meeting.id,
            person_id=meeting.person_id,
            kind=meeting.kind,
            day=meeting.day,
            start=minutes_of(meeting.start) if meeting.start is not None else None,
            minutes=meeting.minutes or self._minutes(person, self.relations[person.id]),
            state=meeting.state,
            pinned=meeting.pinned,
            # What the director accepted counts as told: it moves only when it must.
            told=meeting.state is MeetingState.PLANNED,
            period=meeting.period,
            gathering=meeting.gathering,
        )

    def _limits(self) -> Limits:
        settings = self.settings
        skips = settings.skip_levels_per_week
        return Limits(
            per_day=settings.meetings_per_day,
            per_week=settings.meetings_per_week,
            skip_levels_per_week=None if skips == "auto" else int(skips),
            slot_minutes=int(settings.slot_minutes),
            freeze_days=settings.freeze_days,
        )


def _by_person(absences: Iterable[Away]) -> dict[PersonId, list[Absence]]:
    found: dict[PersonId, list[Absence]] = defaultdict(list)
    for one in absences:
        found[one.person_id].append(Absence(one.first, one.last, one.kind.value))
    return found
