"""Today: what needs me now?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.cadence import DueState
from rhythm.domain.meetings import Meeting, MeetingKind, MeetingState, PromiseState
from rhythm.domain.people import Relation
from rhythm.domain.saying import counted, say_day, say_distance
from rhythm.screens import words
from rhythm.screens.backup_rows import backup_rows
from rhythm.screens.own_promises import ALL_PROMISES, choose_promise, own_promise_rows
from rhythm.screens.place import FULL, PageScreen
from rhythm.screens.ritual_rows import due_rows
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.queries.planning import DueRow

MOST_OVER = 3
"""So many people over the limit are named here; a longer list would be a red wall, and stands in People."""
FIX_WAITS_DAYS = 21
"""Days after which Today asks about a fix that is decided and not in effect."""
MOST_FIXES = 2
MOST_ROWS_OF_NOTHING = 4
"""A page of so few rows says nothing but the figures of a week without any."""


class TodayScreen(PageScreen):
    """Meetings, own promises, verdicts due and open drafts; the first thing seen in the morning."""

    PLACE = "today"
    SCOPES = ("today",)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("today"))
    HELP = """
    **Today** answers one question: what needs me now?

    Your own promises come first, with how often each was moved and how many of the last 90 days you kept. Below are
    verdicts, fixes and bets to look at again, and people over their limit. Enter opens the highlighted row.
    """

    def body(self) -> ComposeResult:
        yield from self.list_and_detail()

    def reload(self) -> None:
        self._due = self.rhythm.planner.due()
        self._brief = self.rhythm.reviews.brief()
        self._mine = self.rhythm.planner.promises(mine=True)
        today = self.rhythm.today()
        meetings = self.rhythm.planner.meetings_between(today, today)
        rows = [
            *own_promise_rows(self, self._mine),
            *self._needs_you(today),
            *self._meetings(meetings),
            *self._due_rows(meetings),
            *self._week(today),
        ]
        while rows and rows[0] == SPACER:
            rows.pop(0)
        self.starting = not self._due and len(rows) <= MOST_ROWS_OF_NOTHING and not self.rhythm.people.others()
        if self.starting:
            from rhythm.screens.starting import start_rows

            rows = start_rows(self.size.width)
        self.listing.set_rows(rows)
        # At once, not when the list tells of it, so that the first paint is whole.
        self._show_detail(self.listing.highlighted)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open what was chosen."""
        from rhythm.screens.opening import open_key

        if message.row.key == ALL_PROMISES:
            choose_promise(self, self._mine)
        else:
            open_key(self, message.row.key)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the detail of the highlighted row, and its keys."""
        self._show_detail(message.row)
        self.refresh_bindings()

    def _show_detail(self, row: Row | None) -> None:
        from rhythm.screens.details import show_detail

        show_detail(self, row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for promises work on promises only."""
        if action in ("kept", "move"):
            return self.in_hand("promise") != ""
        if action == "add_people":
            return self.starting
        return super().check_action(action, parameters)

    def action_add_people(self) -> None:
        """Type names; only offered while nobody is here, later People does it."""
        from rhythm.screens.dialogs.people import add_people

        add_people(self)

    def action_kept(self) -> None:
        """Mark the highlighted promise as kept."""
        if number := self.in_hand("promise"):
            kept = self.attempt(lambda: self.rhythm.planner.settle_promise(int(number), PromiseState.DONE))
            if kept is not None:
                self.say("kept")

    def action_move(self) -> None:
        """Move the highlighted promise to another day."""
        from rhythm.screens.dialogs.day import move_promise

        if number := self.in_hand("promise"):
            move_promise(self, int(number))

    def _needs_you(self, today: dt.date) -> list[Row]:
        rows = [
            *backup_rows(self),
            *self._verdicts(),
            *self._bets(today),
            *self._unclosed(today),
            *self._over(),
            *self._drafts(),
        ]
        return [SPACER, heading("NEEDS YOU"), *rows] if rows else []

    def _verdicts(self) -> list[Row]:
        tracker, marks = self.rhythm.tracker, self.rhythm_app.marks
        rows = [
            Row(
                f"conflict:{view.id}",
                self.veil.text(view.conflict.name),
                words.conflict_mark(view, tracker.rules, marks),
                "verdict",
                words.conflict_count(view, tracker.rules, coached=self.app.size.width >= FULL),
                Tone.ERROR,
            )
            for view in self._brief.items.cards
        ]
        rows += [
            Row(
                f"fix:{fix.id}",
                self.veil.text(fix.body or fix.kind.replace("_", " ")),
                marks.again,
                "did it hold?",
                f"watched since {say_day(fix.in_effect, self.rhythm.today())}" if fix.in_effect else "",
                Tone.WARNING,
            )
            for fix in self._brief.items.fixes_due
        ]
        return [*rows, *self._fixes_not_begun()]

    def _fixes_not_begun(self) -> list[Row]:
        """Fixes that wait for an owner, or to take effect, for a while: nothing is watched until they are in effect."""
        today = self.rhythm.today()
        waiting = [
            fix
            for fix in self.rhythm.fixes.listed(open_only=True)
            if fix.in_effect is None and (today - fix.decided_on).days >= FIX_WAITS_DAYS
        ]
        return [
            Row(
                f"fix:{fix.id}",
                self.veil.text(fix.body or fix.kind.replace("_", " ")),
                self.rhythm_app.marks.again,
                "in effect?" if fix.owner_id is not None else "who sees to it?",
                f"{fix.state} {say_distance(fix.decided_on, today)}",
                Tone.WARNING,
            )
            for fix in waiting[:MOST_FIXES]
        ]

    def _bets(self, today: dt.date) -> list[Row]:
        """Decisions about bets that are to be looked at again."""
        due = self.rhythm.portfolio.reviews_due(today)
        if not due:
            return []
        # Deferred: on most mornings there is none.
        from rhythm.screens.bet_rows import due_rows as bets_due

        return bets_due(self, due)

    def _unclosed(self, today: dt.date) -> list[Row]:
        return [
            Row(
                f"person:{meeting.person_id}",
                self.veil.name(meeting.person, meeting.person_id),
                "?",
                "close",
                f"planned {say_day(meeting.day, today)}: was it held?",
                Tone.WARNING,
            )
            for meeting in self._brief.items.to_close
        ]

    def _over(self) -> list[Row]:
        over = sorted(
            (row for row in self._due if row.due.state is DueState.OVER),
            key=lambda row: row.relation is Relation.SKIP_LEVEL,
        )
        rows = [self._due_row(row) for row in over[:MOST_OVER]]
        if len(over) > MOST_OVER:
            more = counted(len(over) - MOST_OVER, "more person", "more people")
            rows.append(
                Row(
                    "place:people",
                    f"{more} over the limit",
                    "!",
                    tone=Tone.DIM,
                    hint=self.keyed("{place.people} People"),
                )
            )
        return rows

    def _drafts(self) -> list[Row]:
        rows = []
        for key in self.rhythm.drafts("room:"):
            person = self.rhythm.people.person(int(key.partition(":")[2]))
            if person is not None:
                name = self.veil.name(person.name, person.id)
                rows.append(
                    Row(f"person:{person.id}", name, "~", fact="notes not closed yet", tone=Tone.WARNING, hint="open")
                )
        return rows

    def _meetings(self, meetings: tuple[Meeting, ...]) -> list[Row]:
        by_person = {row.person.id: row for row in self._due}
        rows = []
        for meeting in meetings:
            due = by_person.get(meeting.person_id)
            kind = "skip-level" if meeting.kind is MeetingKind.SKIP_LEVEL else "1:1"
            length = f" {meeting.minutes}'" if meeting.minutes else ""
            fact = f"{kind}{length}" + (f" · {words.queue(due)}" if due is not None and words.queue(due) else "")
            done = meeting.state is not MeetingState.PLANNED
            rows.append(
                Row(
                    f"person:{meeting.person_id}",
                    self.veil.name(meeting.person, meeting.person_id),
                    meeting.start or "",
                    meeting.state.value if done else "",
                    fact,
                    Tone.DIM if done else Tone.PLAIN,
                )
            )
        return [SPACER, heading("TODAY"), *rows] if rows else []

    def _due_rows(self, meetings: tuple[Meeting, ...]) -> list[Row]:
        met = {meeting.person_id for meeting in meetings}
        due = [
            row
            for row in self._due
            if row.person.id not in met and row.next_planned is None and self._belongs_here(row)
        ]
        return [SPACER, heading("DUE"), *(self._due_row(row) for row in due)] if due else []

    def _belongs_here(self, row: DueRow) -> bool:
        """Due, or never met; of skip-levels only those that are due, or the morning would list everybody."""
        if row.due.state is DueState.NEVER:
            return row.relation is not Relation.SKIP_LEVEL
        return row.due.state is DueState.DUE

    def _due_row(self, row: DueRow) -> Row:
        waiting = words.queue(row)
        return Row(
            f"person:{row.person.id}",
            self.veil.name(row.person.name, row.person.id),
            words.DUE_MARKS[row.due.state],
            fact=f"{words.relation_word(row.relation)} · {words.gap(row.due)}" + (f" · {waiting}" if waiting else ""),
            tone=words.DUE_TONES.get(row.due.state, Tone.PLAIN),
            hint="prep",
        )

    def _week(self, today: dt.date) -> list[Row]:
        brief = self._brief
        outside = f", {brief.not_mine} outside your moments" if brief.not_mine else ""
        reached = f"reached you {brief.reached_me}{outside} · {brief.held} met"
        rows = due_rows(self, today)
        if brief.series:
            fact = f"{counted(brief.series, 'series', 'series')} to confirm"
            rows.append(Row("calendar:", "Calendar", fact=fact, hint="confirm"))
        if not brief.items.closed and brief.items_left:
            # People, structure, cells and the plan are not counted here: the first screen does not wait for them.
            fact = f"at least {counted(brief.items_left, 'item')} to look at"
            rows.append(Row("place:week", "Weekly review", fact=fact, hint=self.keyed("{place.week} Week")))
        return [SPACER, heading("THIS WEEK", reached), *rows]
