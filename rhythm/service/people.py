"""People and teams, and finding them by what people type."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from rhythm.domain.names import NamedRef, name_key, resolve
from rhythm.domain.people import Person, PersonId, Relation, Team, TeamId, relations
from rhythm.late import Late
from rhythm.queries import people as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import people as actions
    from rhythm.service import Rhythm
else:
    actions = Late("rhythm.actions.people")


class People:
    """The organisation."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def everybody(self, *, archived: bool = False) -> tuple[Person, ...]:
        """All people by name, the director included; with `archived` also those who left."""
        return queries.everybody(self._db) if archived else queries.active_people(self._db)

    def others(self) -> tuple[Person, ...]:
        """Everybody but the director."""
        return tuple(person for person in self.everybody() if not person.is_me)

    def me(self) -> Person | None:
        """The director's own record, once there is one."""
        return queries.me(self._db)

    def person(self, person_id: int) -> Person | None:
        """One person by number."""
        return queries.person(self._db, person_id)

    def relations(self) -> dict[PersonId, Relation]:
        """How everybody stands to the director."""
        return relations(queries.everybody(self._db))

    def teams(self) -> tuple[Team, ...]:
        """All teams by name."""
        return queries.all_teams(self._db)

    def find(self, text: str) -> Person:
        """The one person that a part of a name, e-mail or nickname, a `#12` or a uid means; "me" is the director.

        Raises Ambiguous with the candidates, NotFound with near names, BadInput when empty.
        """
        known = queries.everybody(self._db)
        wanted = text.strip()
        for person in known:
            if person.uid == wanted or (person.is_me and wanted.casefold() == "me"):
                return person
        ref = resolve(text, self.refs())
        return next(person for person in known if person.id == ref.id)

    def find_team(self, text: str) -> Team:
        """The one team that a part of its name or an alias means. Raises as `find`."""
        known = self.teams()
        for team in known:
            if team.uid == text.strip():
                return team
        ref = resolve(text, self.team_refs(), "team")
        return next(team for team in known if team.id == ref.id)

    def refs(self) -> tuple[NamedRef, ...]:
        """Everybody but the director, as names to find."""
        teams = {team.id: team.name for team in self.teams()}
        return tuple(
            NamedRef(
                person.id,
                person.name,
                tuple(alias for alias in (person.nickname, person.email) if alias),
                teams.get(person.team_id, person.title) if person.team_id is not None else person.title,
            )
            for person in self.others()
        )

    def team_refs(self) -> tuple[NamedRef, ...]:
        """All teams, as names to find."""
        return tuple(NamedRef(team.id, team.name, team.aliases) for team in self.teams())

    def add(self, name: str, *, new_team: str = "", **fields: Any) -> Person:
        """Add somebody; see `actions.people.add_person` for the fields and errors.

        `new_team` names a team to make for them in the same action; a report of mine leads it.
        """
        if not new_team:
            return actions.add_person(self._db, name, **fields)
        with self._db.action(f"add {' '.join(name.split())}"):
            team = actions.add_team(self._db, new_team)
            person = actions.add_person(self._db, name, **fields, team_id=team.id)
            if self.relations().get(person.id) is Relation.MANAGER:
                actions.edit_team(self._db, team.id, manager_id=person.id)
        return person

    def add_several(
        self, names: list[str], *, manager_id: PersonId | None = None, team: str = ""
    ) -> tuple[Person, ...]:
        """Add people by name, as one action: reports of mine, or of `manager_id`, in a team.

        A team that is not known is made; it is led by `manager_id`, else by the one person who is added.
        """
        from rhythm.domain.saying import counted

        with self._db.action(f"add {counted(len(names), 'person', 'people')}"):
            added = tuple(actions.add_person(self._db, name, manager_id=manager_id) for name in names)
            if not team.strip() or not added:
                return added
            lead = manager_id if manager_id is not None else added[0].id if len(added) == 1 else None
            team_id = self._team_called(team, lead)
            return tuple(actions.edit_person(self._db, person.id, team_id=team_id) for person in added)

    def edit(self, person_id: PersonId, *, team: str | None = None, **changes: Any) -> Person:
        """Change fields of a person; see `actions.people.edit_person`. `team` is a name, made when it is not known;
        an empty one takes the person out of the team."""
        if team is None:
            return actions.edit_person(self._db, person_id, **changes)
        before = self.person(person_id)
        with self._db.action(f"edit {before.name if before is not None else person_id}"):
            changes["team_id"] = self._team_called(team, None) if team.strip() else None
            return actions.edit_person(self._db, person_id, **changes)

    def team_called(self, name: str) -> Team | None:
        """The team of exactly this name or alias, whatever its case and accents."""
        key = name_key(name)
        return next((t for t in self.teams() if key in map(name_key, (t.name, *t.aliases))), None)

    def _team_called(self, name: str, lead: PersonId | None) -> TeamId:
        found = self.team_called(name)
        return found.id if found is not None else actions.add_team(self._db, name, manager_id=lead).id

    def archive(self, person_id: PersonId, on: dt.date | None = None) -> Person:
        """Take somebody out of every list; history stays."""
        return actions.archive_person(self._db, person_id, on or self._rhythm.today())

    def add_team(self, name: str, *, manager_id: PersonId | None = None, aliases: tuple[str, ...] = ()) -> Team:
        """Add a team."""
        return actions.add_team(self._db, name, manager_id=manager_id, aliases=aliases)

    def edit_team(self, team_id: TeamId, **changes: Any) -> Team:
        """Change fields of a team."""
        return actions.edit_team(self._db, team_id, **changes)
