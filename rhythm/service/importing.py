"""Bringing in people and escalations from files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.actions.importing_escalations import EscalationReport, Names, import_escalations
from rhythm.actions.importing_inbox import InboxReport, import_inbox
from rhythm.actions.importing_people import PeopleReport, director_in, import_people
from rhythm.domain.capture import raise_problem
from rhythm.domain.escalations import NewEscalation
from rhythm.domain.names import fold, name_key, shown
from rhythm.domain.people import Person, PersonId
from rhythm.errors import BadInput
from rhythm.interop.escalations import read_escalations
from rhythm.interop.inbox import Inbox
from rhythm.interop.people import PeopleFile, PersonRow, parse_people
from rhythm.interop.tables import known_heading_set
from rhythm.interop.text import read_text
from rhythm.queries.suggesting import Suggestion
from rhythm.service import inbox_marks
from rhythm.storage.database import Database
from rhythm.storage.meta import meta, write_meta

if TYPE_CHECKING:
    from rhythm.actions.importing import Report
    from rhythm.service import Rhythm
    from rhythm.settings.vocabulary import Moment, Term

_UNNAMED = "Me"
_COLUMNS = "columns of people files"


class Importing:
    """Files into the store, each as one action."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def people(
        self,
        path: Path,
        *,
        me: str = "",
        columns: Mapping[str, str] | None = None,
        choices: Mapping[str, bool] | None = None,
        dry_run: bool = False,
        keep_going: bool = False,
    ) -> PeopleReport:
        """Bring in the people of a file; `me` is the director's e-mail, needed once at most.

        Without it the address kept here or in the settings counts, then the only row on top of others. `columns` says
        by field which column to read where that is not recognised; it is remembered for files with the same headings.
        `choices` is as for `import_people`. Raises BadInput when the file can't be read or used, and when it is not
        clear which row is the director: taking nobody for the director would loosen everybody who reports to them.
        """
        text = read_text(path)
        told = {**self._remembered(text), **(columns or {})}
        file, me = self._with_director(text, told, me)
        self._back_up(dry_run)
        report = import_people(
            self._db,
            file,
            me_row=file.me_row,
            me_email=me,
            weekly_target=self._rhythm.settings.planner.cadence.manager.target,
            choices=choices,
            dry_run=dry_run,
            keep_going=keep_going,
        )
        if columns and not dry_run and not report.refused:
            kept = {**self._remembered_columns(), file.heading_set: told}
            write_meta(self._db, _COLUMNS, json.dumps(kept, ensure_ascii=False))
        return report

    def _with_director(self, text: str, columns: Mapping[str, str], me: str) -> tuple[PeopleFile, str]:
        """The file, read with whoever the director is, and what of `me` is still to be kept."""
        known = self._rhythm.people.me()
        own = known.email if known is not None else ""
        if fold(me) == fold(own):
            me = ""
        said = self._rhythm.settings.director.email
        names = (own, known.name if known is not None and known.name != _UNNAMED else "", said)
        identities = [me] if me else [name for name in names if name]

        def read(identities: list[str]) -> PeopleFile:
            return parse_people(text, me=identities, numeric_order=self._rhythm.settings.dates.order, columns=columns)

        file = read(identities)
        if file.me_row is None and not any(row.reports_to_me for row in file.rows):
            if me:
                raise _no_such_row(me, "check the address, or leave it out (--me EMAIL in the shell)")
            if said and fold(said) != fold(own) and any(row.manager_text for row in file.rows):
                raise _no_such_row(said, "the settings have it as director.email; --me EMAIL wins over it")
            top = director_in(file)
            if top is not None and not self._is_somebody_else(top):
                if known is not None and known.name != _UNNAMED:
                    raise BadInput(
                        f"no row of this file is {shown(known.name)}",
                        "say by e-mail who you are (--me EMAIL in the shell)",
                    )
                # Who reports to the director follows from who that is.
                file = read([name for name in (top.email, top.file_id, top.name) if name])
        return file, me

    def _remembered(self, text: str) -> Mapping[str, str]:
        """Which columns were told to be read when a file with these headings came last."""
        kept = self._remembered_columns()
        found = known_heading_set(text.removeprefix("\ufeff"), kept) if kept else None
        return kept[found] if found is not None else {}

    def _remembered_columns(self) -> dict[str, dict[str, str]]:
        return json.loads(meta(self._db, _COLUMNS) or "{}")  # type: ignore[no-any-return] # as it was written

    def _is_somebody_else(self, row: PersonRow) -> bool:
        """Whether a row is somebody who is kept here already, and so not the director."""
        others: tuple[Person, ...] = self._rhythm.people.others()
        return any(
            (row.email and fold(person.email) == row.email) or name_key(person.name) == name_key(row.name)
            for person in others
        )

    def escalations(
        self, path: Path, *, dry_run: bool = False, keep_going: bool = False, suggesting: bool = True
    ) -> EscalationReport:
        """Bring in the escalations of a file. Raises BadInput when the file can't be read or used.

        Without `suggesting` no row gets suggestions, which is quicker where they are not looked at.
        """
        words = self._rhythm.vocabulary
        closed = {
            "handling": dict(words.handling_names()),
            "cause": _names(words.causes),
            "moment": _names(words.moments),
            "reached": _names(words.reached),
        }
        file = read_escalations(path, closed_lists=closed, numeric_order=self._rhythm.settings.dates.order)
        self._back_up(dry_run)
        people = self._rhythm.people
        names = Names(people.team_refs(), people.refs(), self._rhythm.rights.area_names())
        tracker = self._rhythm.tracker
        suggest = tracker.suggest if suggesting else _no_suggestions
        return import_escalations(self._db, file, names, suggest, tracker.rules, dry_run=dry_run, keep_going=keep_going)

    def bench(self, path: Path, *, dry_run: bool = False, keep_going: bool = False) -> Report:
        """Bring in the bench of a file. Raises BadInput when the file can't be read or used."""
        from rhythm.actions.importing_bench import Found, import_bench
        from rhythm.interop.bench import read_bench

        people, bench = self._rhythm.people, self._rhythm.bench
        file = read_bench(path)
        self._back_up(dry_run)

        def sponsor(name: str) -> Found:
            return Found(*bench.read_sponsor(name))

        return import_bench(
            self._db,
            file,
            lambda name: people.find(name, archived=True),
            sponsor,
            dry_run=dry_run,
            keep_going=keep_going,
        )

    def bets(self, path: Path, *, dry_run: bool = False, keep_going: bool = False) -> Report:
        """Bring in the bets of a file. Raises BadInput when the file can't be read or used."""
        from rhythm.actions.importing_listed import import_bets
        from rhythm.interop.listed import BET_COLUMNS, ListedKind, read_listed

        file = read_listed(path, BET_COLUMNS, (ListedKind.BET, ListedKind.RETURN, ListedKind.DECISION))
        self._back_up(dry_run)
        start_month = self._rhythm.settings.review.quarter_start_month
        return import_bets(self._db, file, start_month, dry_run=dry_run, keep_going=keep_going)

    def growth(self, path: Path, *, dry_run: bool = False, keep_going: bool = False) -> Report:
        """Bring in evidence and stories of a file. Raises BadInput when the file can't be read or used."""
        from rhythm.actions.importing_listed import import_growth
        from rhythm.interop.listed import GROWTH_COLUMNS, ListedKind, read_listed
        from rhythm.queries.exporting_names import ME

        def find_person(name: str) -> PersonId | None:
            return self._rhythm.people.find(name, archived=True).id if name and fold(name) != ME else None

        file = read_listed(path, GROWTH_COLUMNS, (ListedKind.EVIDENCE, ListedKind.STORY))
        self._back_up(dry_run)
        return import_growth(self._db, file, find_person, dry_run=dry_run, keep_going=keep_going)

    def teams(self, path: Path, *, dry_run: bool = False, keep_going: bool = False) -> Report:
        """Bring in teams, charters, interfaces and cards. Raises BadInput when the file can't be read or used."""
        from rhythm.actions.importing_teams import Readers, import_teams
        from rhythm.interop.teams import read_teams

        people, structure = self._rhythm.people, self._rhythm.structure
        readers = Readers(
            lambda name: people.find(name, archived=True),
            structure.read_mode,
            structure.read_bucket,
            structure.read_pattern,
            lambda subject, name: structure.read_card(subject, name).slug,
        )
        file = read_teams(path)
        self._back_up(dry_run)
        return import_teams(self._db, file, readers, dry_run=dry_run, keep_going=keep_going)

    def inbox(self, path: Path, *, dry_run: bool = False, suggesting: bool = True) -> InboxReport:
        """Take in the lines of a text file, each as a row that waits for the weekly review, and mark them in it; undo
        takes the marks out again.

        Raises BadInput when the file can't be read.
        """
        tracker = self._rhythm.tracker
        inbox = Inbox(path)
        self._back_up(dry_run)
        suggest = tracker.suggest if suggesting else _no_suggestions
        report = import_inbox(self._db, inbox.waiting(), self._typed, suggest, tracker.rules, dry_run=dry_run)
        if not dry_run:
            report.not_marked = inbox.mark(report.taken)
            if report.boxes and not report.not_marked:
                inbox_marks.remember(self._db, report.action, path, report.boxes)
        return report

    def _back_up(self, dry_run: bool) -> None:
        if not dry_run:
            self._rhythm.backups.before_import()

    def _typed(self, line: str) -> NewEscalation:
        """A capture line as an escalation. Raises the first problem that is more than a note."""
        capture = self._rhythm.tracker.read(line)
        raise_problem(capture)
        return self._rhythm.tracker.draft_of(capture)


def _no_such_row(address: str, hint: str) -> BadInput:
    return BadInput(f"no row has the address {shown(address)}", hint)


def _no_suggestions(_new: NewEscalation) -> tuple[Suggestion, ...]:
    return ()


def _names(terms: Iterable[Term | Moment]) -> Mapping[str, str]:
    return {name: term.slug for term in terms for name in (term.slug, term.slug.replace("_", " "), term.label)}
