"""What a command works with: the day, the settings, and the store, each made when first asked for."""

from __future__ import annotations

import argparse
import os
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm import paths
from rhythm.clock import Clock, SystemClock
from rhythm.errors import BadInput, Locked, StoreError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from rhythm.domain.people import Person
    from rhythm.service import Rhythm
    from rhythm.settings import Settings
    from rhythm.storage.database import Database

_SETTING_VARIABLES = ("RHYTHM_THEME", "RHYTHM_ASCII")


class Context:
    """One run of one command."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self._rhythm: Rhythm | None = None
        self._opened: Database | None = None
        self.asks = True
        """Whether a passphrase is asked for where one is needed."""

    @property
    def json(self) -> bool:
        """Whether the answer is one JSON document."""
        return bool(getattr(self.args, "json", False))

    @property
    def demo(self) -> bool:
        """Whether the sample organisation is used."""
        return bool(getattr(self.args, "demo", False))

    @cached_property
    def clock(self) -> Clock:
        """The machine's clock, standing on `--today` when that was given. Raises BadInput."""
        given = self._day_given
        if not given:
            return SystemClock()
        from rhythm.domain.dates import Looking, parse_day

        return SystemClock(parse_day(given, SystemClock().today(), looking=Looking.BACK))

    @cached_property
    def machine_clock(self) -> Clock:
        """The machine's clock, whatever day is given: for what is kept by when it was really made."""
        return SystemClock()

    @property
    def _day_given(self) -> str:
        return getattr(self.args, "today", None) or os.environ.get("RHYTHM_TODAY") or ""

    @cached_property
    def settings(self) -> Settings:
        """The settings in effect. Raises SettingsError."""
        path = self.settings_file
        if path is None and not any(name in os.environ for name in _SETTING_VARIABLES):
            # Nothing is set: the defaults need no reader.
            from rhythm.settings import Settings

            return Settings()
        from rhythm.settings.loader import load_settings

        return load_settings(path, paths.state_folder(), environ=os.environ)

    def get_ready(self) -> None:
        """Import what it takes to open the store, and read the settings; the store is not touched. Raises
        SettingsError, and BadInput for settings in a file that can't be."""
        of_this_kind = "rhythm.sample.seed" if self.demo else "rhythm.storage.places"
        for name in ("rhythm.service", "rhythm.storage.known", "rhythm.storage.opening", of_this_kind):
            import_module(name)
        _ = self.settings

    @cached_property
    def settings_file(self) -> Path | None:
        """The user's settings file: named by option or environment, else the usual one where it exists."""
        return paths.settings_in_use(getattr(self.args, "settings", None))

    @cached_property
    def store(self) -> Path:
        """The store's file. Raises BadInput where an option names one and another asks for the sample organisation, and
        for a name that no file can have."""
        named = getattr(self.args, "db", None)
        if self.demo:
            if named:
                raise BadInput("--demo has a store of its own", "leave out --demo, or --db")
            return paths.demo_file()
        given = named or os.environ.get("RHYTHM_DB")
        return paths.real(paths.typed(str(given)) if given else paths.data_file())

    def read(self) -> Rhythm:
        """The service for a command that only reads: an empty book, with a hint, before anything was written.

        Raises StoreError for a store that can't be opened, or that was here and is gone.
        """
        return self._open(writing=False)

    def write(self) -> Rhythm:
        """The service for a command that writes; makes the store when there never was one."""
        return self._open(writing=True)

    def change(self) -> Rhythm:
        """The service for a command that changes only what is there already: it makes no store, and where there
        is none it says nothing, since the command then finds nothing and says that itself."""
        return self._open(writing=False, hint=False)

    def person(self, text: str) -> Person:
        """The person that a word on the command line means. Raises Ambiguous, NotFound, BadInput."""
        return self.change().people.find(text)

    def day_back(self, text: str) -> dt.date:
        """A day that looks back, in words. Raises BadInput."""
        return self._day(text, back=True)

    def day_back_given(self, text: str | None) -> dt.date | None:
        """As `day_back`; None stays None."""
        return self.day_back(text) if text is not None else None

    def day_ahead(self, text: str, *, after: dt.date | None = None) -> dt.date:
        """A day that looks ahead, in words, from today or from another day on. Raises BadInput."""
        return self._day(text, back=False, today=after)

    def day_ahead_given(self, text: str | None) -> dt.date | None:
        """As `day_ahead`, from today on; None stays None."""
        return self.day_ahead(text) if text is not None else None

    def last_day_back(self, text: str) -> dt.date:
        """The last day of a span that looks back: a week, month or quarter reaches to its end, or to today, where it
        has not ended yet. Raises BadInput."""
        day, today = self.day_back(text), self.clock.today()
        return max(day, min(self._end_of(text, day), today))

    def last_day_ahead(self, text: str, *, after: dt.date | None = None) -> dt.date:
        """The last day of a span that looks ahead: a week, month or quarter reaches to its end. Raises BadInput."""
        return self._end_of(text, self.day_ahead(text, after=after))

    def day_and_time_ahead(self, text: str, *, on: dt.date | None = None) -> tuple[dt.date, str | None]:
        """A day that looks ahead, with the time if the words name one; a time alone is on the day `on`, where that is
        known. Raises BadInput."""
        from rhythm.domain.times import parse_day_and_time

        return parse_day_and_time(
            text,
            self.clock.today(),
            numeric_order=self.settings.dates.order,
            quarter_start_month=self.settings.review.quarter_start_month,
            on=on,
        )

    def waiting(
        self, what: str, *, whole: bool = True, far: Callable[[], str] | None = None
    ) -> AbstractContextManager[None]:
        """Around what may take long: at a terminal it is said that `what` is being done, how far it is, and how to stop
        it; `whole` says that nothing stays of it then. `far` says how far work without an open store is."""
        # Deferred: a quick command keeps nobody waiting.
        from rhythm.cli.waiting import waiting

        return waiting(what, far or self._how_far, whole=whole)

    def _how_far(self) -> str:
        """How far what is under way is: its share, where that is known, else what was written so far."""
        from rhythm.domain.saying import counted

        if self._opened is None:
            return ""
        written = self._opened.written
        return self._opened.far.words or (counted(written, "record") if written else "")

    def close(self) -> None:
        """Close what was opened."""
        if self._rhythm is not None:
            self._back_up()
            self._rhythm.close()
            self._rhythm = None

    def check_place(self) -> None:
        """Raises Misplaced where a live store is not safe: in a folder that is copied, or on a network file system."""
        from rhythm.storage.places import refuse_unsafe_place

        allowed = self.settings.store
        refuse_unsafe_place(
            self.store,
            synced_allowed=allowed.synced_folder == "allow",
            network_allowed=allowed.network_folder == "allow",
        )

    def unlock(self, path: Path) -> None:
        """Have an encrypted file opened by its passphrase, for commands that work on it without the service.

        Raises Locked when it is not given; a file that is plain, or not there, needs none.
        """
        from rhythm.service.unlocking import is_locked

        if is_locked(path):
            from rhythm.cli.unlocking import unlock

            unlock(self, path, ask=self.asks)

    def _back_up(self) -> None:
        """The copy of the day, once a command that wrote has answered: nobody waits for it but the next prompt."""
        assert self._rhythm is not None
        backups = self._rhythm.backups
        if self._rhythm.has_written and backups.is_due():
            from rhythm.cli import output

            output.flush()
            with self.waiting("stored; making the copy of the day", whole=False):
                backups.make_daily()
            if backups.problem is not None:
                output.advise(f"today has no backup: {backups.problem.message}; {backups.problem.hint}")

    def _day(self, text: str, *, back: bool, today: dt.date | None = None) -> dt.date:
        from rhythm.domain.dates import Looking, parse_day

        return parse_day(
            text,
            today or self.clock.today(),
            looking=Looking.BACK if back else Looking.AHEAD,
            numeric_order=self.settings.dates.order,
            quarter_start_month=self.settings.review.quarter_start_month,
        )

    def _end_of(self, text: str, day: dt.date) -> dt.date:
        from rhythm.domain.day_spans import last_day_of

        return last_day_of(text, day, quarter_start_month=self.settings.review.quarter_start_month)

    def _open(self, *, writing: bool, hint: bool = True) -> Rhythm:
        if writing and self._rhythm is not None and self._rhythm.path is None:
            # Names were looked up where there is no store yet; now one is made.
            self._rhythm.close()
            self._rhythm = None
        if self._rhythm is None:
            from rhythm.service import Rhythm
            from rhythm.service.backups import Backups

            settings = self.settings
            database = self._opened = self._database(writing=writing, hint=hint)
            folder = None if self.demo else paths.backups_folder(self.store)
            self._rhythm = Rhythm(
                database,
                self.clock,
                settings,
                lists_folder=paths.settings_file().parent,
                cache_folder=paths.state_folder(),
                backups=Backups(database, folder, self.machine_clock, daily=not self._day_given),
            )
        return self._rhythm

    def _database(self, *, writing: bool, hint: bool) -> Database:
        from rhythm.storage import known, opening

        if self.demo:
            from rhythm.sample.seed import seed_demo

            said = partial(self.waiting, "making the sample organisation")
            seed_demo(self.store, self.clock, paths.state_folder(), said)
            return opening.open_store(self.store, self.clock, backups=paths.backups_folder(self.store))
        self.check_place()
        state = paths.state_folder()
        if not self.store.exists():
            if known.is_known(self.store, state):
                raise StoreError(
                    f"your store is gone: {self.store}",
                    "bring the file back, or restore a copy: rhythm backups lists them",
                )
            if not writing:
                if hint:
                    from rhythm.cli.output import advise

                    advise("there is no store yet; the first thing you write makes one")
                return opening.memory_store(self.clock)
            opening.create_store(self.store, self.clock)
        backups = paths.backups_folder(self.store)
        try:
            database = opening.open_store(self.store, self.clock, backups=backups)
        except Locked:
            # Deferred: only an encrypted store needs to be unlocked.
            from rhythm.cli.unlocking import unlock

            unlock(self, self.store, ask=self.asks)
            database = opening.open_store(self.store, self.clock, backups=backups)
        known.remember(self.store, state)
        return database
