"""A calendar into the store: time that is taken, and series that concern somebody, as one action.

Only what the planner needs is kept: when, whether it takes the time, and a hash of the UID. A title is kept where it
names somebody, until it is decided that it is not our business. The same file again changes nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rhythm.actions.calendar_meetings import (
    Days,
    call_off,
    drop_absence,
    follow,
    keep_away,
    plan_series,
    slot_of,
)
from rhythm.actions.importing import Report, all_or_nothing
from rhythm.domain.calendars import Decision, SeriesKind
from rhythm.domain.event_matching import Directory, Event, Finding, Invited, Standing
from rhythm.domain.people import PersonId
from rhythm.domain.text import tidy_line
from rhythm.interop.calendar.values import Busy, CalendarEvent, CalendarFile, CalendarProblem, Occurrence, Window
from rhythm.queries import people
from rhythm.queries.calendars import row_of_event
from rhythm.storage.database import Database, Row, Value
from rhythm.values import NamedTuple

DOUBTFUL_SHARE = 0.2
"""A file of whose events more than this share can't be read is not taken without being told to."""

_KINDS = {Standing.ABSENCE: SeriesKind.ABSENCE, Standing.MATCH: SeriesKind.MEETING}


@dataclass(slots=True)
class CalendarReport(Report):
    """As `Report`, counting times of events. `events` counts the events of the file, `used` those of them that lie in
    the weeks read, `dropped` those that can't be read, `cancelled` those called off, `own` those that were exported
    from here, `unmatched` those with nobody in particular, of which only the time is kept. `waiting` series ask with
    whom they are; `planned`, `moved` and `called_off` count meetings of the plan.
    """

    calendar: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    events: int = 0
    used: int = 0
    dropped: int = 0
    cancelled: int = 0
    own: int = 0
    unmatched: int = 0
    waiting: int = 0
    planned: int = 0
    moved: int = 0
    called_off: int = 0
    cut_off: bool = False
    lines: list[CalendarProblem] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        """Whether so much is missing that the file is not taken without being told to."""
        return self.cut_off or self.dropped > DOUBTFUL_SHARE * self.events


def import_calendar(
    db: Database,
    file: CalendarFile,
    window: Window,
    days: Days,
    *,
    own: Iterable[str] = (),
    dry_run: bool = False,
    keep_going: bool = False,
) -> CalendarReport:
    """Bring a calendar in, or up to date. `own` are addresses of the director that no record here holds.

    What is missing in a file that is not whole is left as it was.
    """
    report = CalendarReport(
        calendar=file.name,
        first=window.first,
        last=window.last,
        events=file.total,
        dropped=file.dropped,
        cancelled=file.cancelled,
        cut_off=file.cut_off,
        lines=list(file.problems),
    )
    with all_or_nothing(db, "import a calendar", report, dry_run=dry_run, keep_going=keep_going):
        _Import(db, file, window, days, Directory(people.everybody(db), tuple(own)), report).run()
    if report.refused:
        report.used = report.unmatched = report.added = report.changed = report.left = report.waiting = (
            report.planned
        ) = 0
    return report


def hash_of(uid: str) -> str:
    """What is kept of a UID: enough to know it again, and nothing of what programs write into it."""
    return hashlib.sha256(uid.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class _Known(NamedTuple):
    """A series as it is stored."""

    row_id: int
    kind: SeriesKind
    decision: Decision
    person_id: PersonId | None
    title: str


class _Import:
    """One import under way, inside an action."""

    def __init__(
        self,
        db: Database,
        file: CalendarFile,
        window: Window,
        days: Days,
        directory: Directory,
        report: CalendarReport,
    ) -> None:
        self._db = db
        self._file = file
        self._name = tidy_line(file.name) or "calendar"
        self._window = window
        self._days = days
        self._directory = directory
        self._report = report
        self._beyond: set[str] = set()
        self._series = {row["uid_hash"]: _known(row) for row in self._rows("calendar_series")}
        self._decided = {
            row["uid_hash"]: _known(row)
            for row in db.all("SELECT * FROM calendar_series WHERE decision <> 'pending' AND deleted_at IS NULL")
        }

    def run(self) -> None:
        """Series first, since they say which of their times are kept; then the times; then the plan."""
        events = [(hash_of(event.uid), event) for event in self._file.events if event.occurrences]
        self._report.own = sum(event.is_own for _, event in events)
        events = [(key, event) for key, event in events if not event.is_own]
        self._report.used = len(events)
        kept: dict[tuple[str, str], Occurrence] = {}
        for key, event in events:
            concerns = self._keep_series(key, event)
            self._report.unmatched += not concerns
            for one in event.occurrences:
                if concerns or one.busy is not Busy.FREE:
                    kept[key, one.recurrence] = one
        self._keep_times(kept)
        self._forget_series({key for key, _ in events})
        for key, known in self._series.items():
            if known.decision is Decision.PERSON and known.kind is SeriesKind.MEETING and known.person_id is not None:
                self._report.planned += plan_series(self._db, self._name, key, known.person_id, self._days)
        self._report.waiting = sum(known.decision is Decision.PENDING for known in self._series.values())

    def _rows(self, table: str) -> list[Row]:
        return self._db.all(f"SELECT * FROM {table} WHERE calendar = ? AND deleted_at IS NULL", (self._name,))

    def _keep_series(self, key: str, event: CalendarEvent) -> bool:
        """Whether an event concerns somebody; what is to be asked about it is stored. What was decided stays."""
        known = self._series.get(key)
        decided = known if known is not None and known.decision is not Decision.PENDING else self._decided.get(key)
        if decided is not None:
            if known is None:
                self._take_over(key, event, decided)
            elif decided.decision is Decision.PERSON and tidy_line(event.title) != known.title:
                self._db.update("calendar_series", known.row_id, title=tidy_line(event.title))
            return decided.decision is Decision.PERSON
        finding = self._directory.read(_facts(event))
        if finding.standing is Standing.NOTHING:
            return False
        values = _values(finding, event)
        if known is None:
            number = self._db.insert(
                "calendar_series", calendar=self._name, uid_hash=key, decision=Decision.PENDING, **values
            )
        else:
            number = known.row_id
            self._db.update("calendar_series", number, **values)
        self._series[key] = _Known(number, SeriesKind(str(values["kind"])), Decision.PENDING, None, event.title)
        return True

    def _take_over(self, key: str, event: CalendarEvent, decided: _Known) -> None:
        """What was decided of the same series in another calendar holds in this one."""
        title = tidy_line(event.title) if decided.decision is Decision.PERSON else ""
        number = self._db.insert(
            "calendar_series",
            calendar=self._name,
            uid_hash=key,
            kind=decided.kind,
            decision=decided.decision,
            person_id=decided.person_id,
            title=title,
        )
        self._series[key] = decided._replace(row_id=number, title=title)

    def _keep_times(self, kept: Mapping[tuple[str, str], Occurrence]) -> None:
        """Add and change the times of events, and take out those that are no longer in the file."""
        stored = {(row["uid_hash"], row["recurrence"]): row for row in self._rows("calendar_event")}
        for place, one in kept.items():
            row = stored.pop(place, None)
            values = _times(one, self._days.zone)
            if row is None:
                self._add(place, values)
            elif any(row[column] != value for column, value in values.items()):
                self._change(row, values)
            else:
                self._report.unchanged += 1
        doubtful = {hash_of(uid) for uid in self._file.doubtful}
        for (key, _), row in stored.items():
            day = dt.date.fromisoformat(row["day"])
            if day > self._window.last:
                # Read when the weeks went further, as with years that began in another month: not asked for now.
                self._beyond.add(key)
            elif day < self._window.first:
                # Out of the weeks that are read: kept only as long as a meeting hangs on it.
                if row["meeting_id"] is None:
                    self._db.write("DELETE FROM calendar_event WHERE id = ?", (row["id"],))
            elif not (self._file.cut_off or key in doubtful):
                self._take_out(key, row)

    def _add(self, place: tuple[str, str], values: Mapping[str, Value]) -> None:
        key, recurrence = place
        number = self._db.insert("calendar_event", calendar=self._name, uid_hash=key, recurrence=recurrence, **values)
        self._report.added += 1
        if (away := self._away(key)) is not None:
            assert away.person_id is not None
            slot = slot_of(row_of_event(self._db, number), self._days.zone)
            keep_away(self._db, away.person_id, self._name, away.title, slot)

    def _change(self, row: Row, values: Mapping[str, Value]) -> None:
        before = slot_of(row, self._days.zone)
        self._db.update("calendar_event", row["id"], **values)
        after = row_of_event(self._db, row["id"])
        self._report.changed += 1
        self._report.moved += follow(self._db, after, before, self._days)
        if (away := self._away(row["uid_hash"])) is not None:
            assert away.person_id is not None
            drop_absence(self._db, away.person_id, self._name, before, self._days)
            keep_away(self._db, away.person_id, self._name, away.title, slot_of(after, self._days.zone))

    def _take_out(self, key: str, row: Row) -> None:
        self._report.left += 1
        self._report.called_off += call_off(self._db, row)
        self._db.write("DELETE FROM calendar_event WHERE id = ?", (row["id"],))
        if (away := self._away(key)) is not None:
            assert away.person_id is not None
            drop_absence(self._db, away.person_id, self._name, slot_of(row, self._days.zone), self._days)

    def _away(self, key: str) -> _Known | None:
        """The series, if it was accepted as an absence."""
        known = self._series.get(key)
        is_away = known is not None and known.kind is SeriesKind.ABSENCE and known.decision is Decision.PERSON
        return known if is_away else None

    def _forget_series(self, seen: set[str]) -> None:
        """Series that wait and have no times left ask nothing any more."""
        if self._file.cut_off:
            return
        kept = {*seen, *self._beyond, *(hash_of(uid) for uid in self._file.doubtful)}
        for key, known in tuple(self._series.items()):
            if known.decision is Decision.PENDING and key not in kept:
                self._db.write("DELETE FROM calendar_series WHERE id = ?", (known.row_id,))
                del self._series[key]


def _known(row: Row) -> _Known:
    return _Known(row["id"], SeriesKind(row["kind"]), Decision(row["decision"]), row["person_id"], row["title"])


def _facts(event: CalendarEvent) -> Event:
    first = event.occurrences[0]
    guests = tuple(Invited(guest.address, guest.name) for guest in event.guests if guest.is_person)
    return Event(event.title, guests, first.minutes, first.all_day)


def _values(finding: Finding, event: CalendarEvent) -> dict[str, Value]:
    person = finding.people[0] if len(finding.people) == 1 else None
    is_unknown = finding.standing is Standing.OPEN and not finding.people
    kind = SeriesKind.OTHER if is_unknown else _KINDS.get(finding.standing, SeriesKind.MEETING)
    return {
        "kind": kind,
        "title": tidy_line(event.title),
        "person_id": person,
        "reason": finding.reason,
        "address": finding.address,
    }


def _times(one: Occurrence, zone: dt.tzinfo) -> dict[str, Value]:
    return {
        "day": one.day(zone).isoformat(),
        "starts": _text(one.starts),
        "ends": _text(one.ends),
        "all_day": int(one.all_day),
        "busy": one.busy,
    }


def _text(value: dt.datetime | dt.date) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, dt.datetime) else value.isoformat()
