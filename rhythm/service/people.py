"""People and teams, and finding them by what people type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rhythm.domain.names import NamedRef, find, name_key, quoted, resolve, told_apart, twins
from rhythm.domain.people import Person, PersonId, Relation, Team, TeamId, relations
from rhythm.errors import NotFound
from rhythm.late import Late
from rhythm.queries import people as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import people as actions
    from rhythm.actions import reorganising
    from rhythm.actions import teams as team_actions
    from rhythm.domain.meetings import Fates, Topic
    from rhythm.queries import meetings, plans
    from rhythm.service import Rhythm
else:
    reorganising = Late("rhythm.actions.reorganising")
    actions = Late("rhythm.actions.people")
    meetings = Late("rhythm.queries.meetings")
    plans = Late("rhythm.queries.plans")
    team_actions = Late("rhythm.actions.teams")


class People:
    """The organisation."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm
        self._several: tuple[int, dt.date, frozenset[str]] | None = None

    def everybody(self, *, archived: bool = False) -> tuple[Person, ...]:
        """All people by name, the director included; with `archived` also those who left."""
        return queries.everybody(self._db) if archived else queries.active_people(self._db)

    def others(self) -> tuple[Person, ...]:
        """Everybody but the director."""
        return tuple(person for person in self.everybody() if not person.is_me)

    def recent(self, limit: int = 9) -> tuple[Person, ...]:
        """With whom one talked, or about whom one wrote, last; newest first, nobody who left."""
        here = {person.id: person for person in self.others()}
        # Those who left are counted out afterwards, so a few more are asked for.
        found = queries.recent_people(self._db, self._rhythm.today(), 2 * limit)
        return tuple(here[person_id] for person_id in found if person_id in here)[:limit]

    def several(self) -> frozenset[str]:
        """The names that more than one of them has; read again only after a change, or on another day."""
        change, today = plans.last_change(self._db), self._rhythm.today()
        if self._several is None or self._several[:2] != (change, today):
            self._several = change, today, queries.several(self._db)
        return self._several[2]

    def told_apart(self, name: str, person_id: int) -> str:
        """A name in a list: with the number behind it where others are called the same."""
        return told_apart(name, person_id, self.several())

    def typed_name(self, name: str, person_id: int) -> str:
        """As somebody is typed into a field and read again: by number where others, here or gone, have the name."""
        known = twins(person.name for person in self.everybody(archived=True))
        return f"#{person_id}" if name_key(name) in known else name

    def me(self) -> Person | None:
        """The director's own record, once there is one."""
        return queries.me(self._db)

    def person(self, person_id: int) -> Person | None:
        """One person by number."""
        return queries.person(self._db, person_id)

    def relations(self) -> dict[PersonId, Relation]:
        """How everybody stands to the director."""
        return relations(queries.everybody(self._db))

    def managers(self) -> tuple[Person, ...]:
        """Who reports to the director and leads an area, by name."""
        stands = self.relations()
        return tuple(person for person in self.everybody() if stands.get(person.id) is Relation.MANAGER)

    def teams(self, *, archived: bool = False) -> tuple[Team, ...]:
        """The teams by name; with `archived` also those that are no more."""
        return queries.all_teams(self._db) if archived else queries.active_teams(self._db)

    def without_lead(self) -> dict[TeamId, dt.date]:
        """The teams that the director leads for now, since their lead left, by the day from which on."""
        return queries.without_lead(self._db)

    def team(self, team_id: int) -> Team | None:
        """One team by number, archived or not."""
        return queries.team(self._db, team_id)

    def find(self, text: str, *, archived: bool = False) -> Person:
        """The one person that a part of a name, e-mail or nickname, a `#12` or a uid means; "me" is the director.

        With `archived` somebody who is archived is found where nobody else fits. Raises Ambiguous with the candidates,
        NotFound with near names, BadInput when empty.
        """
        known = queries.everybody(self._db)
        wanted = text.strip()
        for person in known:
            if person.uid == wanted or (person.is_me and wanted.casefold() == "me"):
                return person
        try:
            ref = resolve(text, self.refs())
        except NotFound:
            everybody = self._refs([person for person in known if not person.is_me])
            if not archived:
                self._refuse_gone(find(text, everybody))
                raise
            ref = resolve(text, everybody)
        return next(person for person in known if person.id == ref.id)

    def _refuse_gone(self, fitting: Sequence[NamedRef]) -> None:
        """Raise NotFound where a name that fits nobody fits somebody who is archived, or left."""
        if fitting:
            name = fitting[0].name
            raise NotFound(
                f"{name} left, or is archived",
                f"rhythm people leave {quoted(name)} --not brings them back into the lists",
            )

    def find_team(self, text: str, *, archived: bool = False) -> Team:
        """The one team that a part of its name or an alias means. Raises as `find`; with `archived` one that is no
        more is found where no other fits."""
        known = self.teams(archived=True)
        for team in known:
            if team.uid == text.strip():
                return team
        try:
            ref = resolve(text, self.team_refs(), "team")
        except NotFound:
            if not archived:
                raise
            ref = resolve(text, [NamedRef(team.id, team.name, team.aliases) for team in known], "team")
        return next(team for team in known if team.id == ref.id)

    def find_gone_team(self, text: str) -> Team:
        """The one team that is no more which a name means, also where another one goes by it since; else as
        `find_team`."""
        gone = [team for team in self.teams(archived=True) if team.archived_on is not None]
        fitting = find(text, [NamedRef(team.id, team.name, team.aliases) for team in gone])
        if len(fitting) == 1:
            return next(team for team in gone if team.id == fitting[0].id)
        return self.find_team(text, archived=True)

    def refs(self) -> tuple[NamedRef, ...]:
        """Everybody but the director, as names to find."""
        return self._refs(self.others())

    def _refs(self, people: Iterable[Person]) -> tuple[NamedRef, ...]:
        teams = {team.id: team.name for team in self.teams()}
        return tuple(
            NamedRef(
                person.id,
                person.name,
                tuple(alias for alias in (person.nickname, person.email) if alias),
                teams.get(person.team_id, person.title) if person.team_id is not None else person.title,
            )
            for person in people
        )

    def team_refs(self) -> tuple[NamedRef, ...]:
        """All teams, as names to find."""
        return tuple(NamedRef(team.id, team.name, team.aliases) for team in self.teams())

    def add(self, name: str, *, new_team: str = "", starts: dt.date | None = None, **fields: Any) -> Person:
        """Add somebody; see `actions.people.add_person` for the fields and errors.

        `new_team` names a team to make for them in the same action; a report of mine leads it. Who joins `starts` on
        a day, and is due only a while after it; see `actions.reorganising.join`.
        """
        with self._db.action(f"add {' '.join(name.split())}"):
            team = actions.add_team(self._db, new_team) if new_team else None
            if team is not None:
                fields["team_id"] = team.id
            if starts is not None:
                person = reorganising.join(self._db, name, starts, **fields)
            else:
                person = actions.add_person(self._db, name, **fields)
            self._refuse_short_limit(person, fields)
            if team is None:
                return person
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

    def edit(
        self,
        person_id: PersonId,
        *,
        team: str | None = None,
        since: dt.date | None = None,
        starts: dt.date | None = None,
        fates: Fates | None = None,
        **changes: Any,
    ) -> Person:
        """Change fields of a person, and what follows of it; see `actions.reorganising.change_person`.

        `team` is a name, made when it is not known; an empty one takes the person out of the team. `starts` is the
        first day of somebody who joins.
        """
        before = self.person(person_id)
        with self._db.action(f"edit {before.name if before is not None else person_id}"):
            if team is not None:
                changes["team_id"] = self._team_called(team, None) if team.strip() else None
            person = reorganising.change_person(
                self._db, person_id, weekly_target=self._weekly_target, since=since, fates=fates, **changes
            )
            self._refuse_short_limit(person, changes)
            return reorganising.start_on(self._db, person_id, starts) if starts is not None else person

    def _refuse_short_limit(self, person: Person, changed: Collection[str]) -> None:
        """Refuse a limit below the target, also one that the person has from their relation or team."""
        limit = person.limit_days
        target = self._rhythm.planner.target(person._replace(limit_days=None))
        if limit is not None and target is not None and limit < target and {"target_days", "limit_days"} & {*changed}:
            raise actions.limit_too_short(target, limit)

    def move_team(self, manager_id: PersonId, to: PersonId, since: dt.date | None = None) -> tuple[Person, ...]:
        """Give all reports of a manager another one, as one action."""
        self._rhythm.backups.before_change()
        return reorganising.move_team(self._db, manager_id, to, weekly_target=self._weekly_target, since=since)

    def leave(self, person_id: PersonId, last_day: dt.date | None = None, fates: Fates | None = None) -> Person:
        """Somebody leaves, today unless another last day is named; see `actions.reorganising.leave`."""
        return reorganising.leave(self._db, person_id, last_day or self._rhythm.today(), fates=fates)

    def stay(self, person_id: PersonId) -> Person:
        """Somebody does not leave after all, or is back."""
        return reorganising.stay(self._db, person_id)

    def bring_back(self, person_id: PersonId) -> Person:
        """Who is archived is in the lists again; who left, or is to leave, stays."""
        return reorganising.bring_back(self._db, person_id)

    def reports_of(self, person_id: PersonId) -> tuple[Person, ...]:
        """Who reports to somebody today, by name."""
        return reorganising.reports_of(self._db, person_id)

    def interims(self) -> tuple[Person, ...]:
        """Who reports to the director for now, since a manager left, and is met as rarely as before."""
        return reorganising.interims_without_rhythm(self._db)

    def meet_interims(self) -> tuple[Person, ...]:
        """Meet them every two weeks, as one action."""
        return reorganising.meet_interims(self._db)

    def open_topics(self, person_id: PersonId) -> tuple[Topic, ...]:
        """The topics that are asked about when somebody goes elsewhere: of their queue, and what came from them."""
        return (*meetings.queue_of(self._db, person_id), *meetings.topics_from(self._db, person_id))

    @property
    def _weekly_target(self) -> int:
        return self._rhythm.settings.planner.cadence.manager.target

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

    def add_team(
        self, name: str, *, manager_id: PersonId | None = None, aliases: tuple[str, ...] = (), **fields: Any
    ) -> Team:
        """Add a team."""
        return actions.add_team(self._db, name, manager_id=manager_id, aliases=aliases, **fields)

    def edit_team(self, team_id: TeamId, **changes: Any) -> Team:
        """Change fields of a team."""
        return actions.edit_team(self._db, team_id, **changes)

    def archive_team(self, team_id: TeamId) -> Team:
        """Take a team out of every list; history stays. Raises BadInput while people are in it."""
        return team_actions.archive_team(self._db, team_id)

    def restore_team(self, team_id: TeamId) -> Team:
        """Bring an archived or merged team back."""
        return team_actions.restore_team(self._db, team_id)

    def merge_teams(self, team_id: TeamId, into: TeamId) -> Team:
        """Let a team take up another one, with its people; see `actions.teams.merge_teams`."""
        return team_actions.merge_teams(self._db, team_id, into)
