"""People: is every relationship on its rhythm?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.cadence import DueState
from rhythm.domain.coverage import COVERED_DAYS
from rhythm.domain.people import Person, PersonId, Relation
from rhythm.domain.saying import counted, say_day
from rhythm.screens import words
from rhythm.screens.details import detail_of
from rhythm.screens.opening import open_key
from rhythm.screens.place import PageScreen
from rhythm.screens.starting import start_rows
from widgets.panel import TextPanel
from widgets.plain import FACT_SEP, one_line
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.queries.planning import DueRow

_WIDEST_NAME = 28
_GROUPS = (
    (Relation.BOSS, "BOSS"),
    (Relation.PEER, "PEERS"),
    (Relation.MENTOR, "MENTORS"),
    (Relation.STAKEHOLDER, "STAKEHOLDERS"),
)


class PeopleList(RowList):
    """Gaps are compared from group to group, so they stand in one column."""

    ONE_TABLE = True


class PeopleScreen(PageScreen):
    """Everybody, by how they stand to the director, the longest gap first in each group."""

    PLACE = "people"
    SCOPES = ("people", "person")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("people"), *bindings("person")]
    HELP = """
    **People** shows whether every relationship is on its rhythm.

    Beside a name is the gap: 9 of 7 days is due, ! is past the limit. Skip-levels are listed under their manager, with
    how many of them you met in half a year; {people.coverage} shows that manager by manager. Enter opens the meeting
    room of the person; {people.plan} shows the week's plan.
    """

    def body(self) -> ComposeResult:
        yield from self.list_and_detail(kind=PeopleList)

    def reload(self) -> None:
        self._due = self.rhythm.planner.due()
        self._held = self.rhythm.planner.last_held()
        self._covered = {one.manager_id: one for one in self.rhythm.skip_levels.coverage()}
        self._people = {person.id: person for person in self.rhythm.people.others()}
        names = (one_line(self._shown_name(person)) for person in self._people.values())
        self._names_width = min(_WIDEST_NAME, max(map(cell_len, names), default=0))
        rows = [*self._managers(), *self._skip_levels(), *self._groups(), *self._others()]
        while rows and rows[0] == SPACER:
            rows.pop(0)
        self.starting = not self._people
        self.listing.set_rows(start_rows(self.size.width) if self.starting else rows)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open what was chosen."""
        open_key(self, message.row.key)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the detail of the highlighted person, where there is room for it."""
        self.query_one("#detail", TextPanel).set_paras(detail_of(self, message.row.key if message.row else ""))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for a person need one under the cursor."""
        if action in ("note", "edit_person", "page", "plan", "skip"):
            return self.in_hand("person") != ""
        return super().check_action(action, parameters)

    def action_coverage(self) -> None:
        """See how far one knows the teams of the managers."""
        from rhythm.screens.coverage import CoverageScreen

        self.rhythm_app.open_page(CoverageScreen(self.rhythm))

    def action_add_people(self) -> None:
        """Type names."""
        from rhythm.screens.dialogs.people import add_people

        add_people(self)

    def action_import_people(self) -> None:
        """Take them from a file."""
        from rhythm.screens.dialogs.importing import import_people

        import_people(self)

    def action_calendar(self) -> None:
        """Open what the calendar holds."""
        open_key(self, "calendar:")

    def action_edit_person(self) -> None:
        """Change or archive the highlighted person."""
        from rhythm.screens.dialogs.person import edit_person

        if (person := self._person()) is not None:
            edit_person(self, person)

    def action_page(self) -> None:
        """Open the page of the highlighted person."""
        from rhythm.screens.person import open_person

        if (person := self._person()) is not None:
            open_person(self, person)

    def action_plan_week(self) -> None:
        """The week as a grid."""
        from rhythm.screens.plan import PlanScreen

        self.rhythm_app.open_page(PlanScreen(self.rhythm))

    def action_note(self) -> None:
        """Write a note about the highlighted person."""
        from rhythm.screens.dialogs.noting import write_note

        if (person := self._person()) is not None:
            write_note(self, person)

    def action_plan(self) -> None:
        """Put the next meeting with the highlighted person on a day."""
        from rhythm.screens.dialogs.day import plan_meeting

        if (person := self._person()) is not None:
            due = next((row for row in self._due if row.person.id == person.id), None)
            plan_meeting(self, person, due.next_planned if due is not None else None)

    def action_skip(self) -> None:
        """Skip the meeting with the highlighted person."""
        from rhythm.screens.dialogs.day import skip_meeting

        if (person := self._person()) is not None:
            skip_meeting(self, person)

    def _person(self) -> Person | None:
        number = self.in_hand("person")
        return self.rhythm.people.person(int(number)) if number else None

    def _shown_name(self, person: Person) -> str:
        return self.veil.name(person.name, person.id)

    def _aligned(self, person: Person) -> str:
        """The name, filled up so that the gaps of all groups stand in one column."""
        name = one_line(self._shown_name(person))
        return name + " " * (self._names_width - cell_len(name))

    def _of(self, relation: Relation) -> list[DueRow]:
        return [row for row in self._due if row.relation is relation]

    def _managers(self) -> list[Row]:
        rows = self._of(Relation.MANAGER)
        return [SPACER, heading("MANAGERS · 1:1", _tally(rows)), *map(self._row, rows)] if rows else []

    def _skip_levels(self) -> list[Row]:
        below: dict[PersonId | None, list[DueRow]] = {}
        for row in self._of(Relation.SKIP_LEVEL):
            below.setdefault(row.person.manager_id, []).append(row)
        order = {row.person.id: place for place, row in enumerate(self._of(Relation.MANAGER))}
        listed: list[Row] = []
        for manager_id in sorted(below, key=lambda number: order.get(number, len(order)) if number else len(order)):
            rows = below[manager_id]
            manager = self._people.get(manager_id) if manager_id is not None else None
            name = f" · {self._shown_name(manager)}" if manager is not None else ""
            listed += [SPACER, heading(f"SKIP-LEVELS{name}", self._coverage(manager_id)), *map(self._row, rows)]
        return listed

    def _coverage(self, manager_id: PersonId | None) -> str:
        found = self._covered.get(manager_id)
        return f"met {found.met_180d} of {found.team_size} in {COVERED_DAYS} days" if found is not None else ""

    def _groups(self) -> list[Row]:
        listed: list[Row] = []
        for relation, title in _GROUPS:
            rows = self._of(relation)
            if rows:
                listed += [SPACER, heading(title, _tally(rows)), *map(self._row, rows)]
        return listed

    def _others(self) -> list[Row]:
        """Whoever has a cadence of their own but no relation, then those without a cadence, longest gap first."""
        with_cadence = {row.person.id for row in self._due}
        rows = [self._row(row) for row in self._of(Relation.OTHER)]
        rest = [person for person in self._people.values() if person.id not in with_cadence]
        rest.sort(key=lambda person: (person.id not in self._held, self._held.get(person.id, dt.date.min)))
        rows += [self._without_cadence(person) for person in rest]
        return [SPACER, heading("OTHERS", "no cadence" if not self._of(Relation.OTHER) else ""), *rows] if rows else []

    def _row(self, row: DueRow) -> Row:
        waiting = self._waiting(row)
        planned = say_day(row.next_planned.day, self.rhythm.today()) if row.next_planned is not None else ""
        return Row(
            f"person:{row.person.id}",
            self._aligned(row.person),
            self.rhythm_app.marks.text(words.DUE_MARKS[row.due.state]),
            planned or row.team,
            words.gap(row.due) + (f" · {waiting}" if waiting else ""),
            words.DUE_TONES.get(row.due.state, Tone.PLAIN),
        )

    def _waiting(self, row: DueRow) -> str:
        """`3 topics · 2 promises`."""
        counts = ((row.topics, "topic"), (row.promises_mine + row.promises_theirs, "promise"))
        return FACT_SEP.join(counted(number, what) for number, what in counts if number)

    def _without_cadence(self, person: Person) -> Row:
        held = self._held.get(person.id)
        gap = f"met {counted((self.rhythm.today() - held).days, 'day')} ago" if held is not None else "never met"
        return Row(f"person:{person.id}", self._aligned(person), " ", self.veil.text(person.title), gap)


def _tally(rows: list[DueRow]) -> str:
    """How a group stands: `2 past the limit, 1 due`, else `on rhythm`."""
    over = sum(row.due.state is DueState.OVER for row in rows)
    due = sum(row.due.state in (DueState.DUE, DueState.NEVER) for row in rows)
    parts = [f"{over} past the limit"] if over else []
    if due:
        parts.append(f"{due} due")
    return ", ".join(parts) or "on rhythm"
