"""What the director's calendar holds, with whom, and what is given to it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.domain.calendars import SeriesKind, weeks_read
from rhythm.errors import Ambiguous
from rhythm.late import Late
from rhythm.queries import calendars as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from rhythm.actions import calendars as actions
    from rhythm.actions.calendar_meetings import Days
    from rhythm.actions.importing_calendar import CalendarReport
    from rhythm.domain.calendars import EventId, PastTalk, Series, SeriesId, Titles
    from rhythm.domain.people import PersonId
    from rhythm.interop.calendar.reading import Heed
    from rhythm.interop.calendar.values import CalendarFile, Given, Window
    from rhythm.service import Rhythm, finding
else:
    actions = Late("rhythm.actions.calendars")
    finding = Late("rhythm.service.finding")


class Calendars:
    """Calendars of other programs, in and out, on the director's own days."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def busy_between(self, first: dt.date, last: dt.date) -> tuple[queries.BusySpan, ...]:
        """Time that the calendar holds between two of the director's days, both included, as instants in UTC."""
        return queries.busy_between(self._db, first, last, self._rhythm.zone)

    def import_from(self, path: Path, *, dry_run: bool = False, keep_going: bool = False) -> CalendarReport:
        """Bring in an .ics file, or a folder that holds one for each event: this quarter and five weeks around it.

        Raises BadInput for what can't be read at all.
        """
        return self.bring(self.read(path), dry_run=dry_run, keep_going=keep_going)

    def read(self, path: Path) -> CalendarFile:
        """A file or folder as it stands, to be looked at and brought in. Raises as `import_from`."""
        return self.reader(path)(None)

    def reader(self, path: Path) -> Callable[[Heed | None], CalendarFile]:
        """What does as `read` in a thread of its own: all that it needs of the store is asked here."""
        # Deferred: the reader brings a library along.
        from rhythm.interop.calendar.reading import read_calendar

        return partial(read_calendar, path, self._window(), self._own_addresses())

    def bring(self, file: CalendarFile, *, dry_run: bool = False, keep_going: bool = False) -> CalendarReport:
        """Bring in what was read."""
        from rhythm.actions.importing_calendar import import_calendar

        if not dry_run:
            self._rhythm.backups.before_import()
        own = self._own_addresses()
        return import_calendar(
            self._db, file, self._window(), self._days(), own=own, dry_run=dry_run, keep_going=keep_going
        )

    def import_text(self, name: str, text: str) -> CalendarReport:
        """As `import_from`, of a calendar that is no file."""
        from rhythm.interop.calendar.reading import read_text

        return self.bring(read_text(name, text.encode(), self._window(), self._own_addresses()))

    def export_to(
        self, file: Path | None, folder: Path | None = None, titles: Titles | None = None
    ) -> tuple[Given, ...]:
        """Write what is planned to a file, or one file an event into a folder, or both; as the settings have titles.

        Raises RhythmError when it can't be written; then nothing counts as told.
        """
        from rhythm.actions.exporting_calendar import export_calendar
        from rhythm.domain.calendars import Titles
        from rhythm.interop.calendar.giving import write_file, write_folder

        def write(given: Sequence[Given]) -> None:
            if file is not None:
                write_file(file, given)
            if folder is not None:
                write_folder(folder, given)

        said = titles if titles is not None else Titles(self._rhythm.settings.calendar.titles)
        return export_calendar(self._db, self._rhythm.zone, said, write)

    def waiting(self) -> tuple[Series, ...]:
        """Series of which it is still to be said with whom they are."""
        return queries.series_waiting(self._db, self._rhythm.zone)

    def confirmed(self) -> tuple[Series, ...]:
        """Series that are with somebody."""
        return queries.series_decided(self._db, self._rhythm.zone)

    def candidates(self, waiting: Iterable[Series]) -> dict[SeriesId, tuple[PersonId, ...]]:
        """Who each of some series may be with: who was decided on or is suggested, else all who are called that."""
        from rhythm.domain.event_matching import Directory, Event
        from rhythm.queries import people

        # Once for all of them: a first import may ask about hundreds.
        directory = Directory(people.everybody(self._db))

        def likely(series: Series) -> tuple[PersonId, ...]:
            if series.person_id is not None:
                return (series.person_id,)
            return directory.read(Event(series.title, all_day=series.kind is SeriesKind.ABSENCE)).people

        return {series.id: likely(series) for series in waiting}

    def find(self, text: str) -> Series:
        """The series that `12`, `#12` or a uid means. Raises NotFound."""
        read = partial(queries.series, zone=self._rhythm.zone)
        return finding.find(self._db, "calendar_series", text, read, "rhythm calendar list shows them")

    def confirm(self, series_id: int, person_id: PersonId | None = None) -> Series:
        """Say with whom a series is; see `actions.calendars.confirm_series`.

        Raises Ambiguous with the candidates where nobody is named and several are called that.
        """
        found = queries.series(self._db, series_id, self._rhythm.zone)
        if person_id is None and found is not None and found.person_id is None:
            candidates = self.candidates([found])[found.id]
            if len(candidates) > 1:
                from rhythm.domain.names import label_each

                refs = [ref for ref in self._rhythm.people.refs() if ref.id in candidates]
                labels = " or ".join(label_each(refs))
                raise Ambiguous(f"series #{series_id} could be with {labels}", "name one of them")
        return actions.confirm_series(self._db, series_id, person_id, self._days())

    def confirm_clear(self) -> tuple[Series, ...]:
        """Take every suggestion that waits and names one person, as one action."""
        clear = [one.id for one in self.waiting() if one.person_id is not None]
        return actions.confirm_suggested(self._db, clear, self._days())

    def ignore(self, series_id: int) -> Series:
        """Say that a series concerns nobody here."""
        return actions.ignore_series(self._db, series_id, self._days())

    def past_talks(self) -> tuple[PastTalk, ...]:
        """Talks of confirmed series that lie behind and were not recorded, newest first: proposed as held."""
        return queries.past_talks(self._db, self._rhythm.today(), self._rhythm.zone)

    def hold(self, events: Collection[EventId]) -> int:
        """Record that past talks took place, as one action; how many."""
        return actions.hold_talks(self._db, events, self._days())

    def miss(self, events: Collection[EventId]) -> int:
        """Record that past talks did not take place, as one action; how many."""
        return actions.miss_talks(self._db, events, self._days())

    def _window(self) -> Window:
        from rhythm.interop.calendar.values import Window

        first, last = weeks_read(self._rhythm.today(), self._start_month)
        return Window(first, last, self._rhythm.zone)

    @property
    def _start_month(self) -> int:
        return self._rhythm.settings.review.quarter_start_month

    def _days(self) -> Days:
        from rhythm.actions.calendar_meetings import Days

        return Days(self._rhythm.zone, self._start_month)

    def _own_addresses(self) -> frozenset[str]:
        me = self._rhythm.people.me()
        known = (me.email, *me.former_emails, *me.aliases) if me is not None else ()
        addresses = (*known, self._rhythm.settings.director.email)
        return frozenset(address.casefold() for address in addresses if "@" in address)
