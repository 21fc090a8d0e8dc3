"""Bringing in people and escalations from files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.actions.importing_escalations import EscalationReport, Names, import_escalations
from rhythm.actions.importing_people import PeopleReport, director_in, import_people
from rhythm.domain.escalations import NewEscalation
from rhythm.domain.names import fold, name_key, shown
from rhythm.domain.people import Person
from rhythm.errors import BadInput
from rhythm.interop.escalations import read_escalations
from rhythm.interop.people import PeopleFile, PersonRow, read_people
from rhythm.queries.suggesting import Suggestion
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.service import Rhythm
    from rhythm.settings.vocabulary import Moment, Term

_UNNAMED = "Me"


class Importing:
    """Files into the store, each as one action."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def people(self, path: Path, *, me: str = "", dry_run: bool = False, keep_going: bool = False) -> PeopleReport:
        """Bring in the people of a file; `me` is the director's e-mail, needed once at most.

        Without it the address kept here or in the settings counts, then the only row on top of others.
        Raises BadInput when the file can't be read or used, and when it is not clear which row is the director:
        taking nobody for the director would loosen everybody who reports to them.
        """
        known = self._rhythm.people.me()
        own = known.email if known is not None else ""
        if fold(me) == fold(own):
            me = ""
        said = self._rhythm.settings.director.email
        names = (own, known.name if known is not None and known.name != _UNNAMED else "", said)
        identities = [me] if me else [text for text in names if text]
        file = read_people(path, me=identities, numeric_order=self._numeric_order())
        if file.me_row is None and not any(row.reports_to_me for row in file.rows):
            if me:
                raise _no_such_row(me, "check the address, or leave out --me")
            if said and fold(said) != fold(own) and any(row.manager_text for row in file.rows):
                raise _no_such_row(said, "the settings have it as director.email; --me EMAIL wins over it")
            top = director_in(file)
            if top is not None and not self._is_somebody_else(top):
                if known is not None and known.name != _UNNAMED:
                    raise BadInput(
                        f"no row of this file is {shown(known.name)}", "say which of them is you: --me EMAIL"
                    )
                file = self._read_again(path, top)
        return import_people(self._db, file, me_row=file.me_row, me_email=me, dry_run=dry_run, keep_going=keep_going)

    def _read_again(self, path: Path, director: PersonRow) -> PeopleFile:
        """The file once more: who reports to the director follows from who that is."""
        identities = [text for text in (director.email, director.file_id, director.name) if text]
        return read_people(path, me=identities, numeric_order=self._numeric_order())

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
        }
        file = read_escalations(path, closed_lists=closed, numeric_order=self._numeric_order())
        people = self._rhythm.people
        names = Names(people.team_refs(), people.refs(), dict(words.area_names()))
        tracker = self._rhythm.tracker
        suggest = tracker.suggest if suggesting else _no_suggestions
        return import_escalations(self._db, file, names, suggest, tracker.rules, dry_run=dry_run, keep_going=keep_going)

    def _numeric_order(self) -> str | None:
        order = self._rhythm.settings.dates.numeric_order
        return None if order == "refuse" else order


def _no_such_row(address: str, hint: str) -> BadInput:
    return BadInput(f"no row has the address {shown(address)}", hint)


def _no_suggestions(_new: NewEscalation) -> tuple[Suggestion, ...]:
    return ()


def _names(terms: Iterable[Term | Moment]) -> Mapping[str, str]:
    return {name: term.slug for term in terms for name in (term.slug, term.slug.replace("_", " "), term.label)}
