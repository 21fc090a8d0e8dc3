"""Changing what is known of one person, archiving them, or bringing them back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.domain.dates import Looking
from rhythm.domain.day_spans import parse_span
from rhythm.domain.names import checked_name, name_key
from rhythm.domain.people import RELATION_WORDS, Person, Relation
from rhythm.domain.saying import say_day
from rhythm.errors import BadInput
from rhythm.screens.dialogs.day import read_day
from rhythm.screens.dialogs.fields import FieldsDialog, field, filling
from rhythm.screens.dialogs.working import Beside, settle
from rhythm.service.person_fields import read_field
from widgets.capture_input import CaptureInput

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.domain.meetings import Fates
    from rhythm.screens.place import PageScreen

_LABELS = {"manager": "reports to", "preferred": "prefers", "last_day": "last day"}
_PLACED = {
    "country": "yours; or DE-BY, for its public holidays",
    "zone": "yours; or America/New_York",
    "hours": "yours; or 09:00-17:00 by their own clock",
    "minutes": "how long you meet",
    "preferred": "any; or tue 10:00",
}
"""Fields that say where and when somebody can be met, with what holds while they are empty."""
_DAYS = {
    "since": "today; or the day on which manager and team change",
    "starts": "the first day of somebody who joins",
    "last_day": "the last day of somebody who leaves",
}
"""Days of a reorganisation, with what holds or stands there."""
_SETTABLE = tuple(relation for relation in Relation if relation is not Relation.ME)


_ARCHIVE, _BRING_BACK = "archive", "bring back|back in"


class EditPerson(FieldsDialog[bool]):
    """The fields of a person, one a row; only those that were changed are stored."""

    SCOPES = ("storing", "dialog", "edit_person")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("edit_person"))
    KEYS = filling("store")
    HELP = """
    **Somebody's fields**; only what you change is stored. Target and limit say after how many days a meeting is due
    and over its limit; empty, they follow from the relation. {person.archive} archives somebody: what was written
    stays. It also brings back who is archived, or left; {search.open} finds them.
    """

    def __init__(self, page: PageScreen, person: Person) -> None:
        super().__init__(page, f"person:{person.id}")
        self._person = person
        self._values = self._as_typed()

    def show_anew(self) -> None:
        """Who is changed elsewhere meanwhile is called and brought back, or archived, as they are now."""
        self._person = self.rhythm.people.person(self._person.id) or self._person
        super().show_anew()

    def refill(self) -> None:
        super().refill()
        enter, *others = filling("store|ok")
        self.say_keys(enter, ("{person.archive}", _BRING_BACK if self._is_gone else _ARCHIVE), *others)

    def title_text(self) -> str:
        return self.veil.name(self._person.name, self._person.id)

    def body(self) -> ComposeResult:
        due = self.rhythm.planner.room(self._person).due
        hints = {"manager": "nobody", "relation": "as the reporting tree says", "target": "7d or 2w", "limit": "14d"}
        hints |= _PLACED | _DAYS
        if due is not None:
            hints["target"] = f"{due.cadence.target}d unless you say otherwise"
            hints["limit"] = f"{due.cadence.limit}d unless you say otherwise"
        for name, value in self._values.items():
            yield field(_LABELS.get(name, name), CaptureInput(value, placeholder=hints.get(name, ""), id=name))
        yield Static(id="echo", markup=False)

    def understood(self) -> None:
        changes = self.read_or_tell(self._changes)
        if changes is None:
            return
        team = changes.get("team")
        if team and self.rhythm.people.team_called(team) is None:
            self.tell(f"makes a new team {self.veil.text(team)}")
        else:
            self.tell("")

    def answer(self) -> None:
        changes = self.read_or_refuse(self._changes)
        if changes is None:
            return
        if not changes:
            self._stored_now("nothing was changed")
        elif self._is_asked(changes):
            self._ask_topics(changes)
        else:
            settle(self, lambda: self._store(changes, {}), lambda _: self._stored_now("stored"), self.refuse)

    def _is_asked(self, changes: dict[str, Any]) -> bool:
        """Whether somebody goes elsewhere and leaves something open."""
        if not {"manager_id", "relation", "last_day"} & changes.keys():
            return False
        promises = changes.get("last_day") is not None and self.rhythm.planner.promises(person_id=self._person.id)
        return bool(promises or self.rhythm.people.open_topics(self._person.id))

    def _ask_topics(self, changes: dict[str, Any]) -> None:
        """Ask what becomes of what is open."""
        from rhythm.screens.dialogs.topics import TopicsDialog

        rhythm, number = self.rhythm, self._person.id
        topics, promises = rhythm.people.open_topics(number), rhythm.planner.promises(person_id=number)
        dialog = TopicsDialog(rhythm, self._person, topics, promises, partial(self._store, changes))
        self.app.push_screen(dialog, lambda stored: self._stored_now("stored") if stored else None)

    def _store(self, changes: dict[str, Any], fates: Fates) -> Person | Beside[Person]:
        people, number = self.rhythm.people, self._person.id
        if {"name", "team"} & changes.keys():
            # What was escalated is read anew with another name, and with a new team.
            return Beside("Storing the person", lambda rhythm: rhythm.people.edit(number, fates=fates, **changes))
        if "last_day" not in changes:
            return people.edit(number, fates=fates, **changes)
        if (last := changes["last_day"]) is not None:
            return people.leave(number, last, fates)
        return people.stay(number)

    def _stored_now(self, said: str) -> None:
        self.finish(True)
        self.page.say(said)

    def action_archive(self) -> None:
        """Take the person out of every list; or bring back who is in none."""
        people, number = self.rhythm.people, self._person.id
        if any(self.typed(name) != before for name, before in self._values.items()):
            # Closing forgets them, and half a change must not be stored with it.
            self.refuse(BadInput("what you changed here is not stored yet", "store it first, or take it out again"))
        elif self._is_gone:
            if self.attempt(lambda: people.bring_back(number)) is not None:
                self.finish(True)
                self.page.say(self.page.keyed("back in the lists; {app.undo} takes that back"))
        elif self.attempt(lambda: people.archive(number)) is not None:
            self.finish(True)
            self.page.say(self.page.keyed("archived; {app.undo} brings them back"))

    @property
    def _is_gone(self) -> bool:
        return self._person.archived_on is not None or self._person.left(self.rhythm.today())

    def _as_typed(self) -> dict[str, str]:
        people, person = self.rhythm.people, self._person
        manager = people.person(person.manager_id) if person.manager_id is not None else None
        team = next((team.name for team in people.teams() if team.id == person.team_id), "")
        relation = RELATION_WORDS[person.set_relation] if person.set_relation is not None else ""
        return {
            "name": person.name,
            "email": person.email,
            "title": person.title,
            "manager": "" if manager is None else "me" if manager.is_me else manager.name,
            "team": team,
            "since": "",
            "relation": relation,
            "target": f"{person.target_days}d" if person.target_days is not None else "",
            "limit": f"{person.limit_days}d" if person.limit_days is not None else "",
            "country": person.country,
            "zone": person.zone,
            "hours": person.hours,
            "minutes": str(person.minutes) if person.minutes is not None else "",
            "preferred": person.preferred,
            "starts": self._shown(person.started_on),
            "last_day": self._shown(person.last_day),
        }

    def _shown(self, day: dt.date | None) -> str:
        return say_day(day, self.rhythm.today()) if day is not None else ""

    def _changes(self) -> dict[str, Any]:
        """What was changed, as the service takes it. Raises RhythmError for what can't be read."""
        changes: dict[str, Any] = {}
        for name, before in self._values.items():
            typed = self.typed(name)
            if typed == before:
                continue
            if name in ("since", "starts", "last_day"):
                looking = Looking.BACK if name == "since" else Looking.AHEAD
                changes[name] = read_day(self.rhythm, typed, looking) if typed else None
            elif name == "manager":
                changes["manager_id"] = self.rhythm.people.find(typed).id if typed else None
            elif name == "name":
                changes[name] = checked_name(typed, "the name")
            elif name == "relation":
                changes["relation"] = _relation(typed)
            elif name in _PLACED:
                changes[name] = read_field(name, typed)
            elif name in ("target", "limit"):
                changes[f"{name}_days"] = parse_span(typed) if typed else None
            else:
                changes[name] = typed
        if "last_day" in changes and len(changes) > 1:
            raise BadInput("a last day is stored by itself", "take the other changes back first")
        if "since" in changes and not {"manager_id", "team"} & changes.keys():
            raise BadInput("since goes with a new manager or team", "name one, or leave the day out")
        return changes


def edit_person(page: PageScreen, person: Person) -> None:
    """Show the fields of a person to be changed."""
    page.app.push_screen(EditPerson(page, person))


def _relation(typed: str) -> Relation | None:
    """The relation that a word names; nothing means what the reporting tree says."""
    if not typed:
        return None
    known = {name_key(word): relation for relation in _SETTABLE for word in (relation.value, RELATION_WORDS[relation])}
    key = name_key(typed)
    begun = {relation for word, relation in known.items() if word.startswith(key)}
    if key in known:
        return known[key]
    if len(begun) == 1:
        return begun.pop()
    raise BadInput("that is not a relation", "manager, skip-level, boss, peer, mentor, stakeholder or other")
