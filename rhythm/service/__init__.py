"""What a screen or a command gets: everything the product does, over one open store."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.clock import Clock
from rhythm.errors import Erased, StoreError
from rhythm.queries.words import somebody_was_renamed, word_lines
from rhythm.service.backups import Backups
from rhythm.service.part import Part
from rhythm.settings import Settings
from rhythm.storage import drafts
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions.undo import Undone
    from rhythm.domain.matching.words import Vocabulary as MatchingWords
    from rhythm.queries.search import Found
    from rhythm.service.absences import Absences
    from rhythm.service.alignment import Alignments
    from rhythm.service.bench import Bench
    from rhythm.service.calendars import Calendars
    from rhythm.service.catching_up import CatchingUp
    from rhythm.service.clocks import Clocks
    from rhythm.service.exporting import Exporting
    from rhythm.service.fixes import Fixes
    from rhythm.service.forgetting import Forgetting
    from rhythm.service.growth import GrowthFile
    from rhythm.service.guarding import Guard
    from rhythm.service.importing import Importing
    from rhythm.service.people import People
    from rhythm.service.planner import Planner
    from rhythm.service.plans import Plans
    from rhythm.service.portfolio import Portfolio
    from rhythm.service.quarters import Quarters
    from rhythm.service.reviews import Reviews
    from rhythm.service.rights import Rights
    from rhythm.service.rituals import Rituals
    from rhythm.service.same_pairs import SamePairs
    from rhythm.service.skip_levels import SkipLevels
    from rhythm.service.structure import Structure
    from rhythm.service.talks import Talks
    from rhythm.service.tracker import Tracker
    from rhythm.service.waiting import WaitingRows
    from rhythm.service.words import Words
    from rhythm.settings.lists import Prompts
    from rhythm.settings.vocabulary import Vocabulary


class Rhythm:
    """The service. Its parts are made when first used, so that a quick command loads only what it needs.

    `lists_folder` may hold the user's own copies of the shipped lists; `cache_folder` keeps parsed YAML. Without
    `backups` no copies of the store are made.
    """

    people: Part[People] = Part("people", "People")
    """People and teams."""
    planner: Part[Planner] = Part("planner", "Planner")
    """Meetings, notes, topics, promises, and who is due."""
    plans: Part[Plans] = Part("plans", "Plans")
    """What is proposed for the coming weeks, and what becomes of it."""
    absences: Part[Absences] = Part("absences", "Absences")
    """Who is away, and when."""
    talks: Part[Talks] = Part("talks", "Talks")
    """What two people talk about: requests, feedback, clarity, expectations, delegation."""
    tracker: Part[Tracker] = Part("tracker", "Tracker")
    """Escalations and conflicts."""
    waiting: Part[WaitingRows] = Part("waiting", "WaitingRows")
    """Escalations that wait to be sorted."""
    fixes: Part[Fixes] = Part("fixes", "Fixes")
    """What is changed so that a conflict stops, and whether it held."""
    alignment: Part[Alignments] = Part("alignment", "Alignments")
    """Whether a conflict is tension or misalignment."""
    reviews: Part[Reviews] = Part("reviews", "Reviews")
    """The week, and the plain counts."""
    quarters: Part[Quarters] = Part("quarters", "Quarters")
    """The quarterly review: questions with evidence, answers, and what was intended."""
    rituals: Part[Rituals] = Part("rituals", "Rituals")
    """Meetings that come back, each with its question."""
    skip_levels: Part[SkipLevels] = Part("skip_levels", "SkipLevels")
    """Coverage by manager, and where goes what skip-levels say."""
    calendars: Part[Calendars] = Part("calendars", "Calendars")
    """What the director's calendar holds, and what is given to it."""
    rights: Part[Rights] = Part("rights", "Rights")
    """Who decides what, at which level, and what leaks."""
    bench: Part[Bench] = Part("bench", "Bench")
    """Who may lead one day, and by which evidence."""
    clocks: Part[Clocks] = Part("clocks", "Clocks")
    """How long people have their roles, and the first 90 days."""
    portfolio: Part[Portfolio] = Part("portfolio", "Portfolio")
    """Bets, the attention they take, and what is decided about them."""
    structure: Part[Structure] = Part("structure", "Structure")
    """What teams own, where handoffs lie, and what is still unknown of them."""
    growth: Part[GrowthFile] = Part("growth", "GrowthFile")
    """The director's own growth file, and evidence about anybody."""
    catching_up: Part[CatchingUp] = Part("catching_up", "CatchingUp")
    """Beginning anew after days without a word."""
    importing: Part[Importing] = Part("importing", "Importing")
    """People and escalations from files."""
    words: Part[Words] = Part("words", "Words")
    """The user's own words that mean the same."""
    same_pairs: Part[SamePairs] = Part("same_pairs", "SamePairs")
    """Conflicts that may be one."""
    exporting: Part[Exporting] = Part("exporting", "Exporting")
    """What is in the store, into files."""
    forgetting: Part[Forgetting] = Part("forgetting", "Forgetting")
    """Forgetting somebody for good, and giving out what is kept about them."""
    guard: Part[Guard] = Part("guarding", "Guard")
    """Whether the store is encrypted, and letting it go until its passphrase is typed."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        *,
        lists_folder: Path | None = None,
        cache_folder: Path | None = None,
        backups: Backups | None = None,
    ) -> None:
        self._db = database
        self._db.derive = self._bring_matching_up_to_date
        self.clock = clock
        self.settings = settings
        self.lists_folder = lists_folder
        self.cache_folder = cache_folder
        self.backups = backups or Backups(database, None, None)
        self._seen_version = 0
        self._unsaved: dict[str, tuple[str, bool]] = {}
        self._not_kept: Erased | None = None
        self._own_lines: tuple[str, ...] = ()
        self._own_words: MatchingWords | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The closed lists with their labels. Raises SettingsError when the user's copy is wrong."""
        from rhythm.settings.vocabulary import load_vocabulary

        return load_vocabulary(self.lists_folder, self.cache_folder)

    @cached_property
    def prompts(self) -> Prompts:
        """Questions for 1:1s and skip-levels. Raises SettingsError when the user's copy is wrong."""
        from rhythm.settings.lists import load_prompts

        return load_prompts(self.lists_folder, self.cache_folder)

    @property
    def matching_words(self) -> MatchingWords:
        """The matcher's vocabulary with the user's own lines. Raises SettingsError when the user's copy is wrong."""
        lines = tuple(line.body for line in word_lines(self._db))
        if lines != self._own_lines or self._own_words is None:
            self._own_lines, self._own_words = lines, self._shipped_words.with_concepts(lines)
        return self._own_words

    @cached_property
    def _shipped_words(self) -> MatchingWords:
        from rhythm.service.matching_words import shipped_words

        return shipped_words(self.lists_folder, self.cache_folder)

    @property
    def path(self) -> Path | None:
        """The store's file; None for a store in memory."""
        return self._db.path

    @property
    def read_only_because(self) -> str:
        """Why nothing can be written, or nothing."""
        return self._db.read_only_because

    @property
    def read_only_hint(self) -> str:
        """What to do about that."""
        return self._db.read_only_hint

    def only_read(self, because: str, hint: str) -> None:
        """Write nothing any more, and say why and what to do where something was to be written."""
        self._db.read_only_because, self._db.read_only_hint = because, hint

    @property
    def is_replaced(self) -> bool:
        """Whether another file, or none, stands where the open store was."""
        return self._db.is_replaced

    def wait_at_most(self, seconds: float) -> None:
        """From now on wait no longer than that for another program that writes; what it keeps from being stored is
        refused, and can be stored in a moment."""
        self._db.wait_at_most(seconds)

    @property
    def has_written(self) -> bool:
        """Whether anything was written since the store was opened here."""
        return self._db.has_written

    def today(self) -> dt.date:
        """The director's day."""
        return self.clock.today()

    @cached_property
    def zone(self) -> dt.tzinfo:
        """The director's time zone: as set, else the machine's."""
        # Deferred: commands that know only days need no zones.
        from zoneinfo import ZoneInfo

        named = self.settings.planner.zone
        return ZoneInfo(named) if named else self.clock.local_zone()

    def undo(self) -> Undone:
        """Take back the newest action, and the marks that it left in a file. Raises RhythmError when there is nothing
        to take back."""
        from rhythm.actions.undo import undo
        from rhythm.service.inbox_marks import follow

        done = undo(self._db)
        return done._replace(beside=follow(self._db, done.uid, back=False))

    def redo(self) -> Undone:
        """Put back what was undone last, and its marks. Raises RhythmError when there is nothing."""
        from rhythm.actions.undo import redo
        from rhythm.service.inbox_marks import follow

        done = redo(self._db)
        return done._replace(beside=follow(self._db, done.uid, back=True))

    def is_large(self, *, redo: bool = False) -> bool:
        """Whether what undo, or redo, would reverse next may take long."""
        from rhythm.actions.undo import is_large

        return is_large(self._db, redo=redo)

    def is_much_to_read(self) -> bool:
        """Whether it may take long to read all escalations anew, as with a new team."""
        from rhythm.actions.undo import is_much_to_read

        return is_much_to_read(self._db)

    def undoable(self, limit: int = 20) -> tuple[Undone, ...]:
        """What repeated undo would take back, in that order."""
        from rhythm.actions.undo import undoable_actions

        return undoable_actions(self._db, limit)

    def read_escalations_anew(self) -> None:
        """Make all that suggestions rest on anew, where it may not agree with the rows any more. No history."""
        from rhythm.actions.derive import derive

        with self._db.action("read escalations anew"):
            derive(self._db, 0, self.matching_words)

    def find(self, text: str, limit: int = 60) -> Found:
        """The best records, and how many there are. Where none holds every word of `text`, those about somebody whom
        some of the words name, or those that hold what may have been meant; `instead` says so then."""
        from rhythm.queries.search import find

        return find(self._db, text, limit)

    def save_draft(self, key: str, body: str, *, empty: bool = False) -> None:
        """Keep what stands in a field; an empty body forgets it, unless it is `empty` on purpose: over a text that is
        stored, a field that was emptied is something that was typed too.

        Raises StoreError when the store can't be written. The text is kept in memory then, for as long as the
        program runs, and stored with the next draft that can be. Raises Erased where it is about somebody who was
        erased; then it is not kept.
        """
        self._unsaved[key] = body, empty
        self._store_draft(key)
        # Whoever typed others was told of them.
        with suppress(StoreError):
            self.save_waiting()

    def remember(self, key: str, where: str) -> None:
        """Keep where one was, to be read as a draft. Raises StoreError when the store can't be written; nothing that
        was typed is lost by it."""
        drafts.save_draft(self._db, key, where)

    def draft(self, key: str) -> str:
        """What was being typed in a field, or nothing."""
        return self._unsaved[key][0] if key in self._unsaved else drafts.draft(self._db, key)

    def draft_or(self, key: str, saved: str) -> str:
        """What was being typed in a field, nothing too if it was emptied; else the text that is `saved`."""
        if key not in self._unsaved:
            return drafts.draft_or(self._db, key, saved)
        body, empty = self._unsaved[key]
        return body if body.strip() or empty else saved

    def draft_time(self, key: str) -> str:
        """The local time at which a draft was kept, `13:04`, or nothing."""
        at = "" if key in self._unsaved else drafts.draft_time(self._db, key)
        return f"{dt.datetime.fromisoformat(at).astimezone():%H:%M}" if at else ""

    def drafts(self, prefix: str) -> dict[str, str]:
        """All drafts whose key begins with `prefix`."""
        unsaved = {key: body for key, (body, _) in self._unsaved.items() if key.startswith(prefix)}
        kept = {**drafts.drafts(self._db, prefix), **unsaved}
        return {key: body for key, body in kept.items() if body.strip()}

    def unsaved(self) -> tuple[str, ...]:
        """Drafts that can't be stored, after one more try: they go when the program ends."""
        with suppress(StoreError):
            self.save_waiting()
        return tuple(body for body, empty in self._unsaved.values() if body.strip() or empty)

    def not_kept(self) -> Erased | None:
        """Why something that waited to be stored was not kept in the end: to be told, once."""
        told, self._not_kept = self._not_kept, None
        return told

    def changed_elsewhere(self) -> bool:
        """Whether another process has written since this was last asked."""
        version = self._db.data_version()
        changed = self._seen_version not in (0, version)
        self._seen_version = version
        return changed

    def close(self) -> None:
        """Close the store; drafts that could not be stored before are tried once more."""
        with suppress(StoreError):
            self.save_waiting()
        self._db.close()

    def save_waiting(self) -> None:
        """Store the drafts that could not be stored before. Raises StoreError when the store can't be written."""
        for key in tuple(self._unsaved):
            try:
                self._store_draft(key)
            except Erased as error:
                self._not_kept = error

    def _store_draft(self, key: str) -> None:
        body, empty = self._unsaved[key]
        try:
            drafts.save_draft(self._db, key, body, empty=empty)
        except Erased:
            del self._unsaved[key]
            raise
        del self._unsaved[key]

    def _bring_matching_up_to_date(self, db: Database, after: int) -> None:
        touched = db.has_changed(after, "escalation", "escalation_party", "conflict", "team", "word_line")
        if touched or somebody_was_renamed(db, after):
            # Deferred: only actions that touch these need the matcher.
            from rhythm.actions.derive import derive

            derive(db, after, self.matching_words)
