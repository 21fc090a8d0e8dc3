"""Rituals: what is held, what is due, what is offered, and what becomes of those that answer nothing."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from rhythm.domain.rituals import NewRitual, RitualAnswer, Standing
from rhythm.errors import BadInput
from rhythm.late import Late
from rhythm.queries import rituals as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import rituals as actions
    from rhythm.domain import names
    from rhythm.domain.rituals import Ritual, Session
    from rhythm.service import Rhythm
    from rhythm.settings.lists import OfferedRitual
else:
    actions = Late("rhythm.actions.rituals")
    names = Late("rhythm.domain.names")


class Rituals:
    """The rituals of the organisation."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def shipped(self) -> tuple[OfferedRitual, ...]:
        """Every ritual that may be offered, from rituals.yaml. Raises SettingsError when the user's copy is wrong."""
        from rhythm.settings.lists import load_rituals

        return load_rituals(self._rhythm.lists_folder, self._rhythm.cache_folder)

    def offered(self) -> tuple[OfferedRitual, ...]:
        """Those that could be taken up: not held now, and not before there are enough teams for them."""
        held = {one.slug for one in queries.rituals(self._db)}
        teams = len(self._rhythm.people.teams())
        return tuple(one for one in self.shipped if one.id not in held and teams >= one.from_teams)

    def standings(self, *, stopped: bool = False) -> tuple[Standing, ...]:
        """How each ritual stands, by name; with `stopped` also those that are held no more, behind the others."""
        return self._db.kept(("rituals", stopped), lambda: queries.standings(self._db, stopped=stopped))

    def standing(self, ritual_id: int) -> Standing | None:
        """How one ritual stands, held or stopped."""
        found = queries.ritual(self._db, ritual_id)
        return Standing(found, queries.sessions(self._db, ritual_id)) if found is not None else None

    def session(self, session_id: int) -> tuple[Ritual, Session] | None:
        """One time that a ritual was held, with the ritual."""
        session = queries.session(self._db, session_id)
        found = queries.ritual(self._db, session.ritual_id) if session is not None else None
        return (found, session) if session is not None and found is not None else None

    def due(self, until: dt.date) -> tuple[Standing, ...]:
        """Rituals that are due on a day or before it, the longest due first."""
        due = [(one.due_on, one) for one in self.standings() if one.due_on is not None and one.due_on <= until]
        return tuple(one for _, one in sorted(due, key=lambda pair: pair[0]))

    def asking(self) -> tuple[Standing, ...]:
        """Rituals that left their question open three times in a row, and of which nothing was said since."""
        return tuple(one for one in self.standings() if one.asks)

    def find(self, text: str) -> Ritual:
        """The one ritual that a part of its name, `#3`, a uid or its slug means; one that is held goes first.

        Raises Ambiguous, NotFound and BadInput as names do.
        """
        everything = queries.rituals(self._db, stopped=True)
        for one in everything:
            if one.uid == text.strip():
                return one
        held = [names.NamedRef(one.id, one.name, (one.slug or "",)) for one in everything if one.stopped_on is None]
        known = held if names.find(text, held) else [names.NamedRef(one.id, one.name) for one in everything]
        number = names.resolve(text, known, "ritual").id
        return next(one for one in everything if one.id == number)

    def find_offered(self, text: str) -> OfferedRitual | None:
        """The offered ritual of that name or slug, typed in full."""
        wanted = names.name_key(text)
        return next((one for one in self.shipped if wanted in (names.name_key(one.name), names.name_key(one.id))), None)

    def take_up(self, slug: str, **changes: str | int) -> Ritual:
        """Begin an offered ritual, with `changes` to its words as for `edit`; one action.

        Raises BadInput for a slug that is not offered, RhythmError when it is held.
        """
        one = next((one for one in self.shipped if one.id == slug), None)
        if one is None:
            raise BadInput("that ritual is not offered", "rhythm ritual list shows those that are")
        new = NewRitual(one.name, one.question, one.every_days, one.purpose, one.id)
        with self._db.action("take up a ritual"):
            taken = actions.add_ritual(self._db, new)
            return actions.edit_ritual(self._db, taken.id, **changes) if changes else taken

    def add(self, new: NewRitual) -> Ritual:
        """Begin a ritual of one's own. Raises as `actions.rituals.add_ritual`."""
        return actions.add_ritual(self._db, new)

    def edit(self, ritual_id: int, **changes: str | int) -> Ritual:
        """Change name, purpose, question or every_days. Raises as `actions.rituals.edit_ritual`."""
        return actions.edit_ritual(self._db, ritual_id, **changes)

    def hold(
        self,
        ritual_id: int,
        day: dt.date | None = None,
        *,
        answered: bool,
        decisions: int = 0,
        standard: str = "",
        minutes: int | None = None,
        note: str = "",
    ) -> Session:
        """Record that it was held, today unless another day is named. Raises as `actions.rituals.hold_ritual`."""
        return actions.hold_ritual(
            self._db,
            ritual_id,
            day or self._rhythm.today(),
            answered=answered,
            decisions=decisions,
            standard=standard,
            minutes=minutes,
            note=note,
        )

    def answer(self, ritual_id: int, answer: RitualAnswer, question: str = "") -> Ritual:
        """Keep it, change its question, or stop it, as one action. Raises as `actions.rituals.answer_ritual`."""
        return actions.answer_ritual(self._db, ritual_id, answer, question)
