"""What a people file says about each person, written into the store: all but managers and leaving."""

from __future__ import annotations

import json
from collections.abc import Callable

from rhythm.actions.people import add_team
from rhythm.domain.names import fold
from rhythm.domain.people import Person, PersonId, TeamId
from rhythm.domain.staffing import ChangeKind, StaffChange
from rhythm.interop.people import PersonRow
from rhythm.interop.people_cells import has_lost_letters
from rhythm.queries import people as queries
from rhythm.queries.rows import iso
from rhythm.storage.database import Database, Value


class Records:
    """Adds and updates people inside an action. `take` notes a change and says whether it is carried out.

    `added` and `touched` are the rows of who was added, and of whose record was changed; `new_teams` were made.
    """

    def __init__(self, db: Database, take: Callable[[StaffChange], bool]) -> None:
        self._db = db
        self._take = take
        self.added: set[int] = set()
        self.touched: set[int] = set()
        self.new_teams: set[TeamId] = set()
        teams = queries.all_teams(db)
        self._names = {team.id: team.name for team in teams}
        # Where several go by a name, the one that there is now is meant.
        ordered = sorted(teams, key=lambda team: (team.archived_on is None, team.merged_into is None))
        self._teams = {
            fold(alias): team.merged_into or team.id for team in ordered for alias in (*team.aliases, team.name)
        }
        self._archived = {team.id for team in teams if team.archived_on is not None}

    def store(self, row: PersonRow, person: Person | None) -> PersonId | None:
        """Add somebody, or bring them up to date; all but the manager. None for a joiner who is left out."""
        if person is not None:
            self._update(row, person)
            return person.id
        place = ", ".join(text for text in (row.title, row.team) if text)
        if not self._take(StaffChange(ChangeKind.JOINS, row.name, "", place, row.row, None)):
            return None
        self.added.add(row.row)
        values: dict[str, Value] = {
            "name": row.name,
            "nickname": row.nickname,
            "email": row.email,
            "title": row.title,
            "team_id": self._team_id(row.team) if row.team else None,
            "started_on": iso(row.started_on),
            "file_id": row.file_id,
            "last_day": iso(row.left_on),
        }
        return PersonId(self._db.insert("person", **values))

    def _update(self, row: PersonRow, person: Person) -> None:
        """Write what the file says otherwise. Its number is kept without a word: it is nothing that one would show."""
        team = self._names[person.team_id] if person.team_id is not None else ""
        stays = person.team_id is not None and self._teams.get(fold(row.team)) == person.team_id
        name = person.name if has_lost_letters(row.name) else row.name
        said = (
            (ChangeKind.RENAMED, person.name, name),
            (ChangeKind.ADDRESS, fold(person.email), row.email),
            (ChangeKind.TITLE, person.title, row.title),
            (ChangeKind.TEAM, team, team if stays else row.team),
            (ChangeKind.STARTED, iso(person.started_on) or "", iso(row.started_on) or ""),
        )
        values: dict[str, Value] = {"file_id": row.file_id} if row.file_id else {}
        for kind, was, becomes in said:
            change = StaffChange(kind, person.name, was, becomes, row.row, person.id)
            # On a new book the director's own record was made a moment ago: nothing about it has changed.
            if becomes and becomes != was and (row.row in self.added or self._take(change)):
                values |= self._written(change, person)
                self.touched.add(row.row)
        if values:
            self._db.update("person", person.id, **values)

    def _written(self, change: StaffChange, person: Person) -> dict[str, Value]:
        """The columns that a change writes."""
        if change.kind is ChangeKind.TEAM:
            return {"team_id": self._team_id(change.becomes)}
        if change.kind is ChangeKind.ADDRESS:
            former = [address for address in (*person.former_emails, person.email) if address]
            kept = [address for address in dict.fromkeys(former) if fold(address) != change.becomes]
            return {"email": change.becomes, "former_emails": json.dumps(kept, ensure_ascii=False)}
        column = {ChangeKind.RENAMED: "name", ChangeKind.TITLE: "title", ChangeKind.STARTED: "started_on"}[change.kind]
        return {column: change.becomes}

    def _team_id(self, name: str) -> TeamId:
        """The team of this name or alias, made when nobody had it."""
        if fold(name) not in self._teams:
            self._teams[fold(name)] = add_team(self._db, name).id
            self.new_teams.add(self._teams[fold(name)])
        found = self._teams[fold(name)]
        if found in self._archived:
            # People are in it, so there is such a team again.
            self._archived.discard(found)
            self._db.update("team", found, archived_on=None)
        return found
