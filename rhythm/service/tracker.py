"""Escalations and conflicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rhythm.domain.conflicts import Rules, occasions, tally_with
from rhythm.domain.escalations import Handling, NewEscalation, Party
from rhythm.domain.people import PersonId
from rhythm.errors import NotFound
from rhythm.late import Late
from rhythm.queries import tracker as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import conflicts as conflict_actions
    from rhythm.actions import escalations as actions
    from rhythm.domain import capture as capturing
    from rhythm.domain import parties
    from rhythm.domain import text as text_door
    from rhythm.domain.capture import Capture
    from rhythm.domain.completing import Known
    from rhythm.domain.conflict_story import Story
    from rhythm.domain.conflicts import Conflict, Tally, Verdict, VerdictKind
    from rhythm.domain.escalations import ConflictChoice, ConflictId, Escalation, EscalationId, GoodCall
    from rhythm.domain.meetings import Meeting
    from rhythm.domain.people import TeamId
    from rhythm.queries import conflict_lists as lists
    from rhythm.queries import numbers, suggesting
    from rhythm.queries.conflict_lists import ConflictName
    from rhythm.queries.suggesting import Suggestion
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm, finding
else:
    conflict_actions = Late("rhythm.actions.conflicts")
    actions = Late("rhythm.actions.escalations")
    capturing = Late("rhythm.domain.capture")
    parties = Late("rhythm.domain.parties")
    text_door = Late("rhythm.domain.text")
    lists = Late("rhythm.queries.conflict_lists")
    numbers = Late("rhythm.queries.numbers")
    finding = Late("rhythm.service.finding")
    suggesting = Late("rhythm.queries.suggesting")

UNLINKED_DAYS = 28
"""A row that nobody gave a conflict for four weeks is asked for no more; it stays in the search."""


class Tracker:
    """The centralisation tracker."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def rules(self) -> Rules:
        """The numbers of the three-meetings rule, from the settings."""
        tracker = self._rhythm.settings.tracker
        return Rules(
            threshold=tracker.threshold,
            window_days=tracker.window_days,
            cards_per_week=tracker.new_cards_per_week,
            later_days=tracker.later_days,
            later_times=tracker.later_times,
            revisit_days=tracker.tension_revisit_days,
            verify_days=tracker.fix.verify_days,
            recurrences=tracker.fix.recurrences_come_back,
        )

    def read(self, text: str) -> Capture:
        """What a capture line says; what could not be read stands in its `problems`. Never raises."""
        words = self._rhythm.vocabulary
        return capturing.parse_capture(
            text,
            teams=self._rhythm.people.team_refs(),
            people=self._rhythm.people.refs(),
            areas=self._rhythm.rights.area_names(),
            handlings=dict(words.handling_names()),
            today=self._rhythm.today(),
            numeric_order=self._rhythm.settings.dates.order,
            quarter_start_month=self._rhythm.settings.review.quarter_start_month,
            names=queries.party_names(self._db),
        )

    def known(self) -> Known:
        """What a capture line can be completed from."""
        # Deferred: only a line that is being typed asks.
        from rhythm.domain.completing import Known

        words, people = self._rhythm.vocabulary, self._rhythm.people
        return Known(
            people.refs(),
            people.team_refs(),
            tuple((area.label, area.slug) for area in words.areas),
            tuple((term.label, term.slug) for term in words.handlings),
            tuple(one.name for one in lists.current_names(self._db, self._rhythm.today())),
            queries.party_names(self._db),
        )

    def draft_of(self, capture: Capture, **given: Any) -> NewEscalation:
        """The escalation that a capture line describes; `given` fields win over what the line says."""
        fields: dict[str, Any] = {
            "summary": capture.summary,
            "day": capture.day or self._rhythm.today(),
            "parties": capture.parties,
            "area": capture.area or "",
            "area_text": capture.area_text or "",
            "raised_by_id": PersonId(capture.raised_by.id) if capture.raised_by is not None else None,
            "raised_by": "" if capture.raised_by is not None else capture.raised_text or "",
            "forum": capture.forum or "",
            "handling": Handling(capture.handling) if capture.handling is not None else None,
            "minutes": capture.minutes,
        }
        fields.update({name: value for name, value in given.items() if value is not None})
        return NewEscalation(**fields)

    def party(self, text: str) -> Party:
        """The side that a name means: a team, a person, else the name as it is. Raises Ambiguous, BadInput."""
        people = self._rhythm.people
        return parties.read_party(text, people.team_refs(), people.refs(), queries.party_names(self._db))

    def place(self, text: str) -> tuple[Meeting | None, str]:
        """Where something came up: the meeting that `#12` or a uid means, else a forum by its name.

        Raises BadInput when empty, NotFound for a number that no meeting has.
        """
        name = text_door.clean_line(text, "the forum")
        number = None if name.isdigit() else numbers.number_of(self._db, "meeting", name)
        if number is None:
            return None, name
        meeting = self._rhythm.planner.meeting(number)
        if meeting is None:
            raise NotFound(f"there is no meeting #{number}", "name the forum in words, or leave it out")
        return meeting, ""

    def suggest(
        self, new: NewEscalation, *, limit: int = 3, refused: tuple[ConflictId, ...] = ()
    ) -> tuple[Suggestion, ...]:
        """Conflicts that a line may belong to, likeliest first, each with the reason; fewer than `limit` when
        less is likely. Nothing below the lowest band is offered."""
        least = self._rhythm.settings.matching.show
        return suggesting.suggestions(
            self._db, new, self._rhythm.matching_words, self.rules, self._rhythm.today(), refused, limit, least
        )

    def suggest_for(self, row: Escalation) -> tuple[Suggestion, ...]:
        """Other conflicts that a stored row may belong to, without those that were refused for it."""
        own = (row.conflict_id,) if row.conflict_id is not None else ()
        return self.suggest(row.told_again, refused=(*queries.refused(self._db, row.id), *own))

    def log(
        self,
        new: NewEscalation,
        *,
        conflict: ConflictChoice | None = None,
        refused: tuple[ConflictId, ...] = (),
    ) -> Escalation:
        """Store an escalation; see `actions.escalations.log_escalation`."""
        return actions.log_escalation(self._db, new, self.rules, conflict=conflict, refused=refused)

    def log_several(self, rows: Iterable[NewEscalation]) -> tuple[Escalation, ...]:
        """Store several escalations without a conflict, as one action. Raises BadInput; then none is stored."""
        new = tuple(rows)
        with self._db.action(f"log {len(new)} escalations"):
            return tuple(actions.log_escalation(self._db, one, self.rules) for one in new)

    def edit(self, escalation_id: EscalationId, **changes: Any) -> Escalation:
        """Change fields of a row."""
        return actions.edit_escalation(self._db, escalation_id, self.rules, **changes)

    def link(
        self, escalation_id: EscalationId, conflict: ConflictChoice | None, *, refused: tuple[ConflictId, ...] = ()
    ) -> Escalation:
        """Say which conflict a row belongs to: an existing one, NEW, or None. `refused` are not offered for it again;
        both are one action."""
        with self._db.action(f"link escalation #{escalation_id}"):
            if refused:
                actions.refuse_suggestion(self._db, escalation_id, refused)
            return actions.link_escalation(self._db, escalation_id, conflict, self.rules)

    def good(
        self, body: str, *, day: dt.date | None = None, person_id: PersonId | None = None, area: str = ""
    ) -> GoodCall:
        """Record a call that went well without me."""
        return actions.log_good_call(self._db, body, day=day, person_id=person_id, area=area)

    def escalation(self, escalation_id: int) -> Escalation | None:
        """One row."""
        return queries.escalation(self._db, escalation_id)

    def rows_of(self, conflict_id: int) -> tuple[Escalation, ...]:
        """The rows of a conflict, by day."""
        return queries.escalations_of(self._db, conflict_id)

    def unlinked(self) -> tuple[Escalation, ...]:
        """Rows of the last weeks that belong to no conflict yet, by day."""
        return queries.unlinked_escalations(self._db, self._rhythm.today() - dt.timedelta(days=UNLINKED_DAYS))

    def unlinked_number(self) -> int:
        """How many rows of all years belong to no conflict yet."""
        return queries.unlinked_number(self._db)

    def tally_with(self, view: ConflictView, row: NewEscalation | Escalation) -> Tally:
        """The numbers that a conflict would have with one more row."""
        return tally_with(view.rows, row, self.rules, self._rhythm.today())

    def newest(self, limit: int = 50) -> tuple[Escalation, ...]:
        """The newest rows, newest first."""
        return queries.newest_escalations(self._db, limit)

    def good_calls_between(self, first: dt.date, last: dt.date) -> tuple[GoodCall, ...]:
        """Calls that went well without me in a span of days."""
        return queries.good_calls_between(self._db, first, last)

    def conflicts(self, *, older: bool = False) -> tuple[ConflictView, ...]:
        """Conflicts that ask for something or came up within a year, worst first; with `older` all of them."""
        today = self._rhythm.today()
        return (queries.conflict_views if older else lists.current_conflicts)(self._db, self.rules, today)

    def older_count(self) -> int:
        """How many conflicts `conflicts` leaves out."""
        return lists.older_count(self._db, self._rhythm.today())

    def older_conflicts(self) -> tuple[ConflictId, ...]:
        """The conflicts that `conflicts` leaves out, those that came up last first."""
        return lists.older_conflicts(self._db, self._rhythm.today())

    def conflicts_among(self, ids: Sequence[int]) -> dict[int, ConflictView]:
        """Some conflicts with their numbers; without those that are gone."""
        return queries.conflicts_among(self._db, ids, self.rules, self._rhythm.today())

    def conflict_names(self) -> tuple[ConflictName, ...]:
        """All conflicts by name, newest first."""
        return lists.conflict_names(self._db)

    def current_names(self) -> tuple[ConflictName, ...]:
        """The conflicts of `conflicts` by name, newest first."""
        return lists.current_names(self._db, self._rhythm.today())

    def names_with(self, text: str, limit: int = 20) -> tuple[ConflictName, ...]:
        """Conflicts of all years whose name holds every word of a text, newest first."""
        return lists.names_with(self._db, text, limit)

    def open_conflicts_by_team(self) -> dict[TeamId, int]:
        """To how many open conflicts each team is a party."""
        return lists.open_conflicts_by_team(self._db)

    def conflict(self, conflict_id: int) -> ConflictView | None:
        """One conflict with its numbers."""
        return queries.conflict_view(self._db, conflict_id, self.rules, self._rhythm.today())

    def find_conflict(self, text: str) -> ConflictView:
        """The conflict that `12`, `#12` or a uid means. Raises NotFound, and says so when it was merged away."""
        number = numbers.number_of(self._db, "conflict", text)
        view = self.conflict(number) if number is not None else None
        if view is None:
            into = numbers.merged_into(self._db, number) if number is not None else None
            hint = f"it was merged into #{into}" if into is not None else "rhythm conflicts shows them all"
            raise NotFound(f"there is no conflict {finding.named(text)}", hint)
        return view

    def find_escalation(self, text: str) -> Escalation:
        """The row that `12`, `#12` or a uid means. Raises NotFound."""
        hint = "rhythm search finds them by their words"
        return finding.find(self._db, "escalation", text, queries.escalation, hint)

    def cards(self) -> tuple[ConflictView, ...]:
        """Conflicts whose verdict is due, at most so many new ones a week."""
        rules, today = self.rules, self._rhythm.today()
        # The line of places on every page tells how many there are, beside what the page itself shows of them.
        return self._db.kept(("cards", rules, today), lambda: queries.cards(self._db, rules, today))

    def verdicts_of(self, conflict_id: int) -> tuple[Verdict, ...]:
        """The answers given to a conflict so far."""
        return queries.verdicts_of(self._db, conflict_id)

    def conflict_of_verdict(self, verdict_id: int) -> ConflictId | None:
        """The conflict that an answer was given to."""
        return queries.conflict_of_verdict(self._db, verdict_id)

    def story(self, view: ConflictView) -> Story:
        """A conflict by day and by week: its meetings, what was decided, and the quiet between."""
        # Deferred: only the page of one conflict tells it.
        from rhythm.domain.conflict_story import tell

        found, today = occasions(view.rows), self._rhythm.today()
        first = found[0].day if found else today
        weeks = queries.logged_weeks(self._db, first, today)
        return tell(found, self.verdicts_of(view.id), self._rhythm.fixes.of(view.id), weeks, self.rules, today)

    def rename(self, conflict_id: ConflictId, name: str) -> Conflict:
        """Give a conflict another name."""
        return conflict_actions.rename_conflict(self._db, conflict_id, name)

    def merge(self, conflict_id: ConflictId, into: ConflictId) -> Conflict:
        """Say that two conflicts are one."""
        return conflict_actions.merge_conflicts(self._db, conflict_id, into, self.rules)

    def split(self, conflict_id: ConflictId, rows: list[EscalationId], name: str | None = None) -> Conflict:
        """Move some rows of a conflict to a new one."""
        return conflict_actions.split_conflict(self._db, conflict_id, rows, self.rules, name=name)

    def answer(
        self, conflict_id: ConflictId, kind: VerdictKind, *, why: str = "", until: dt.date | None = None
    ) -> Conflict:
        """Answer a verdict card: fix, tension, later, closed."""
        view = self.conflict(conflict_id) if kind == "fix" else None
        suggested = self._rhythm.fixes.suggested_kind(view) if view is not None else None
        return conflict_actions.answer_verdict(
            self._db, conflict_id, kind, self.rules, why=why, until=until, fix_kind=suggested
        )
