"""Skip-levels: how each manager's team is covered, and what keeps a director from going round the managers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeVar

from rhythm.domain.coverage import Coverage, Round, round_of
from rhythm.domain.meetings import Promise, Topic
from rhythm.domain.names import name_key
from rhythm.domain.people import Person, PersonId, Relation
from rhythm.late import Late
from rhythm.queries import meetings, people
from rhythm.queries import skip_levels as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import skip_levels as actions
    from rhythm.domain.findings import Finding, TeamTheme
    from rhythm.domain.meetings import Meeting, Route
    from rhythm.domain.periods import Quarter, Week
    from rhythm.domain.routes import RouteCounts
    from rhythm.service import Rhythm, finding
    from rhythm.service.week_gathering import Covered
else:
    actions = Late("rhythm.actions.skip_levels")
    finding = Late("rhythm.service.finding")

Said = TypeVar("Said", Topic, Promise)


class SkipLevels:
    """The rules about skip-levels over the store, on the director's day."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def coverage(self) -> tuple[Coverage, ...]:
        """How the team of each manager is covered, worst first; teams without skip-levels are left out."""
        return queries.coverages(self._db, self._rhythm.today())

    def round(self) -> Round:
        """How long it takes to meet everybody once with the slots that are set."""
        slots = self._rhythm.settings.planner.skip_levels_per_week
        number = sum(map(len, queries.teams_of_skip_levels(self._db).values()))
        return round_of(number, None if slots == "auto" else int(slots))

    def to_tell(self, person: Person) -> Person | None:
        """The manager who should hear of skip-levels before the first one, which would be with `person`.

        None when there is nothing to say: it is no skip-level, the manager was told, or others were met there before.
        """
        if people.relation_of(self._db, person.id) is not Relation.SKIP_LEVEL or person.manager_id is None:
            return None
        manager = people.person(self._db, person.manager_id)
        if manager is None or manager.told_on is not None or queries.was_met_under(self._db, manager.id):
            return None
        return manager

    def tell(self, manager_id: PersonId, on: dt.date | None) -> Person:
        """Keep since when a manager knows that there are skip-levels; None takes it back."""
        return actions.tell_manager(self._db, manager_id, on)

    def without_a_route(self, person_id: PersonId | None = None) -> tuple[Topic | Promise, ...]:
        """What skip-levels said that has no way yet, of everybody or of one person."""
        return queries.without_a_route(self._db, person_id)

    def routes(self, span: Week | Quarter | Covered) -> RouteCounts:
        """Which ways went what skip-levels said in a week, a quarter, or the days of a review."""
        return queries.route_counts(self._db, span.first_day, span.last_day)

    def find_topic(self, text: str) -> Topic:
        """The topic that `12`, `#12` or a uid means. Raises NotFound."""
        hint = "rhythm skip-levels routes shows those without a way"
        return finding.find(self._db, "topic", text, meetings.topic, hint)

    def find_finding(self, text: str) -> Finding:
        """The finding that `12`, `#12` or a uid means. Raises NotFound."""
        hint = "rhythm skip-levels findings MANAGER shows them"
        return finding.find(self._db, "finding", text, queries.finding, hint)

    def source(self, person_id: PersonId) -> tuple[Person, Person]:
        """A skip-level and the manager. Raises BadInput for somebody who is none."""
        return actions.skip_level(self._db, person_id)

    def routed(
        self, make: Callable[[], Said], route: Route, *, reason: str = "", wording: str = "", named: bool = False
    ) -> Said:
        """Record something that a skip-level said and send it its way, as one action; `make` records it."""
        with self._db.action("what a skip-level said"):
            made = make()
            if isinstance(made, Topic):
                return self.route_topic(made.id, route, reason=reason, wording=wording, named=named)
            return self.route_promise(made.id, route, reason=reason, wording=wording, named=named)

    def route_topic(
        self, topic_id: int, route: Route, *, reason: str = "", wording: str = "", named: bool = False
    ) -> Topic:
        """Send a topic of a skip-level its way; see `actions.skip_levels.route_topic`."""
        return actions.route_topic(self._db, topic_id, route, reason=reason, wording=wording, named=named)

    def route_promise(
        self, promise_id: int, route: Route, *, reason: str = "", wording: str = "", named: bool = False
    ) -> Promise:
        """Send a promise with a skip-level its way."""
        return actions.route_promise(self._db, promise_id, route, reason=reason, wording=wording, named=named)

    def add_finding(self, person_id: PersonId, theme: str, *, wording: str = "", may_be_told: bool = False) -> Finding:
        """Keep what a skip-level said of how it is there. A theme of the short list may be named by its label."""
        slug = self._theme_slug(theme)
        return actions.add_finding(self._db, person_id, slug, wording=wording, may_be_told=may_be_told)

    def check_theme(self, person: Person, theme: str) -> str:
        """How a theme will be called that somebody typed. Raises BadInput for one that can't be kept."""
        from rhythm.domain.findings import checked_theme

        return self.theme_label(checked_theme(self._theme_slug(theme), person))

    def tick_finding(self, finding_id: int, *, may_be_told: bool) -> Finding:
        """Say of a finding whether the manager may hear of it, in its own words too."""
        return actions.tick_finding(self._db, finding_id, may_be_told=may_be_told)

    def findings_under(self, manager_id: PersonId) -> tuple[Finding, ...]:
        """What was found in skip-levels under a manager, newest first."""
        return queries.findings_under(self._db, manager_id)

    def themes(self, manager_id: PersonId) -> tuple[TeamTheme, ...]:
        """What several people of a manager's team brought up lately, without names, in words for the screen."""
        found = queries.themes_under(self._db, manager_id, self._rhythm.today())
        return tuple(theme._replace(theme=self.theme_label(theme.theme)) for theme in found)

    def theme_label(self, theme: str) -> str:
        """How a theme is called: the label of the short list, or what was typed."""
        return next((term.label for term in self._rhythm.vocabulary.themes if term.slug == theme), theme)

    def hold_group(
        self, person_ids: Collection[PersonId], day: dt.date | None = None, *, minutes: int | None = None
    ) -> tuple[Meeting, ...]:
        """Record one gathering of several skip-levels under one manager; see `actions.skip_levels.hold_group`."""
        day = day or self._rhythm.today()
        spans = {person_id: self._rhythm.planner.span(person_id, day) for person_id in person_ids}
        return actions.hold_group(self._db, person_ids, day, minutes=minutes, spans=spans)

    def plan_group(
        self,
        person_ids: Collection[PersonId],
        day: dt.date,
        *,
        start: str | None = None,
        minutes: int | None = None,
    ) -> tuple[Meeting, ...]:
        """Plan one gathering of several skip-levels under one manager."""
        return actions.plan_group(self._db, person_ids, day, start=start, minutes=minutes)

    def _theme_slug(self, typed: str) -> str:
        """The slug of the short list that is meant by slug, label or a beginning of it that fits one; else as typed."""
        key = name_key(typed)
        names = {
            name_key(name): term.slug for term in self._rhythm.vocabulary.themes for name in (term.slug, term.label)
        }
        begun = {slug for name, slug in names.items() if key and name.startswith(key)}
        return names.get(key) or (begun.pop() if len(begun) == 1 else typed)
