"""The week as a grid: what is planned, what is proposed and why, carried and accepted by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from rhythm.commands import bindings
from rhythm.domain.periods import Week, week_of
from rhythm.domain.plan.values import Change, Proposal, clock
from rhythm.domain.saying import counted
from rhythm.screens import plan_rows
from rhythm.screens.details import detail_of
from rhythm.screens.opening import open_key
from rhythm.screens.place import Columns, PageScreen
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.row_list import RowList
from widgets.tone import Tone
from widgets.week_grid import WeekGrid

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.service import Rhythm
    from rhythm.service.plan_views import PlanView

WEEKS_AHEAD = 12
"""So many weeks after this one can be looked at."""
_EMPTY = (
    "This page shows your week: who you plan to meet, and who is proposed, with the reason.",
    "Press {plan.back}, then {people.add} to add people.",
)


class PlanGrid(WeekGrid, inherit_bindings=False):
    """The grid, whose Enter says what it does."""

    VERBS = ("accept", "open", "put it here")
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                "enter",
                f"do('{verb}')",
                verb,
                id=f"plan_blocks.{verb.replace(' ', '_')}",
                tooltip=f"In the plan: {verb}",
            )
            for verb in VERBS
        ),
        *(binding for binding in WeekGrid.BINDINGS if isinstance(binding, Binding) and binding.action != "choose"),
    ]
    verb = "open"

    def action_do(self, verb: str) -> None:  # noqa: ARG002 - the word is for the footer
        """Choose the highlighted block, or put down the carried one."""
        self.action_choose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter stands in the footer with the word that holds now."""
        if action == "do":
            verb = "put it here" if self.carrying else self.verb
            return parameters == (verb,) and self.highlighted is not None
        return super().check_action(action, parameters)


class NoPlaceList(RowList, inherit_bindings=False):
    """Who has no place: Enter plans them by hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "plan by hand", id="no_place.plan", tooltip="Plan by hand what found no place"),
        *(binding for binding in RowList.BINDINGS if isinstance(binding, Binding) and binding.action != "choose"),
    ]


class PlanScreen(PageScreen):
    """One week of the plan. A proposal is accepted, carried, pinned, skipped or put off on its block."""

    PLACE = "people"
    SCOPES = ("plan",)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("plan"))
    CSS_PATH = "plan.tcss"
    HELP = """
    **The week** shows what is planned and what is proposed: + is new, ~ should move, ^ is pinned. The highlighted
    block says who it is and why.

    Enter or {plan.accept} accepts a proposal, {plan.accept_all} all of the week. {plan.carry} picks a block up: the
    arrow keys carry it, Enter puts it down. Tab goes to the people for whom there was no place; Enter there asks for a
    day. {plan.earlier} and {plan.next} show other weeks; page up and page down show other hours when the day does not
    fit.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._week: Week | None = None
        self._shown: plan_rows.Shown | None = None
        self._view: PlanView | None = None

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        with Columns(id="columns"):
            with Vertical(id="week"):
                yield PlanGrid(id="grid", marks=marks)
                yield TextPanel(id="about")
                yield NoPlaceList(id="unplaced", marks=marks)
            yield TextPanel(id="detail")

    def reload(self) -> None:
        today = self.rhythm.today()
        if self._week is None:
            self._week = week_of(self.rhythm.plans.view().first)
        week = self._week = max(self._week, week_of(today))
        self._view = view = self._plan().of_week(week)
        self._shown = shown = plan_rows.shown_week(self, view, week)
        title, counts = plan_rows.head_words(view, week, today)
        self.query_one("#head", HeadLine).say(self.rhythm_app.marks.text(title), self.rhythm_app.marks.text(counts))
        rows = plan_rows.unplaced_rows(self, view)
        listing = self.query_one("#unplaced", RowList)
        listing.display = bool(rows)
        listing.set_rows(rows)
        if not rows and listing.has_focus:
            self._grid.focus()
        # As high as the day is long, so that those without a place stand right below it.
        self._grid.styles.max_height = shown.span.lines + 1
        self._grid.set_week(shown.columns, shown.blocks, shown.span)
        self._show_detail()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of a block need one under the cursor, in the grid; `later` takes whoever is highlighted."""
        if not self.is_mounted or self._view is None:
            return False
        if action == "accept":
            return (one := self._highlighted()) is not None and one.change is not Change.KEPT
        if action == "accept_all":
            return bool(self._view.to_accept or self._view.impossible)
        if action in ("carry", "put", "pin", "skip"):
            return self._highlighted() is not None
        if action == "later":
            return self._person() is not None
        return super().check_action(action, parameters)

    def on_week_grid_highlighted(self, _message: WeekGrid.Highlighted) -> None:
        """Say who it is and why, and which keys work."""
        self._show_detail()

    def on_week_grid_chosen(self, _message: WeekGrid.Chosen) -> None:
        """Take a proposal in; what is planned opens the meeting room."""
        one = self._highlighted()
        if one is not None and one.change is not Change.KEPT:
            self.action_accept()
        elif one is not None:
            open_key(self, f"person:{one.person_id}")

    def on_week_grid_moved(self, message: WeekGrid.Moved) -> None:
        """Put the block where it was carried."""
        if self._shown is None or (one := self._shown.proposals.get(message.block.key)) is None:
            return
        from rhythm.screens.dialogs.day import say_moved

        day, start = self._shown.days[message.column], clock(message.start)
        moved = self.attempt(lambda: self.rhythm.plans.put(one, day, start))
        if moved is not None:
            say_moved(self, moved)
        else:
            self.reload()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Ask for a day for somebody without a place, or for a meeting that can't stay where it is."""
        from rhythm.screens.dialogs.day import plan_meeting

        kind, _, number = message.row.key.partition(":")
        person = self._person_of(message.row.key)
        if person is not None:
            plan_meeting(self, person, self.rhythm.planner.meeting(int(number)) if kind == "stuck" else None)

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the keys of the row."""
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """Grid and list have keys of their own."""
        self._show_detail()

    def action_accept(self) -> None:
        """Take the highlighted proposal into the plan."""
        one, view = self._highlighted(), self._view
        if one is None or view is None or one.change is Change.KEPT:
            return
        self.attempt_and_say(
            lambda: self.rhythm.plans.accept(view, [one]), "planned" if one.change is Change.NEW else "moved"
        )

    def action_accept_all(self) -> None:
        """Take in all that is shown of the week, as one action."""
        view = self._view
        if view is None:
            return
        accepted = self.attempt(lambda: self.rhythm.plans.accept(view))
        if accepted is not None:
            given_up = f", {accepted.given_up} given up" if accepted.given_up else ""
            self.say(f"{counted(len(accepted.planned), 'meeting')} planned{given_up}")

    def action_carry(self) -> None:
        """Pick the highlighted block up."""
        if self._grid.carry():
            self._grid.focus()
            self.say("arrows carry it")
            self.refresh_bindings()

    def action_put(self) -> None:
        """Type the day and time of the highlighted meeting."""
        from rhythm.screens.dialogs.plan import ask_where

        if (one := self._highlighted()) is not None and (person := self._person()) is not None:
            ask_where(self, person, one)

    def action_pin(self) -> None:
        """Keep the highlighted meeting where it is, or let it go."""
        one, view = self._highlighted(), self._view
        if one is None or view is None:
            return
        number = one.meeting_id
        if number is not None and view.pinned(one):
            self.attempt_and_say(lambda: self.rhythm.plans.pin_meeting(number, pinned=False), "no longer pinned")
        else:
            self.attempt_and_say(lambda: self.rhythm.plans.pin(view, one), "pinned")

    def action_skip(self) -> None:
        """Leave the highlighted meeting out, with the reason."""
        from rhythm.screens.dialogs.plan import skip_proposal

        if (one := self._highlighted()) is not None and (person := self._person()) is not None:
            skip_proposal(self, person, one)

    def action_later(self) -> None:
        """Put somebody off until a day."""
        from rhythm.screens.dialogs.plan import ask_later

        if (person := self._person()) is not None:
            ask_later(self, person)

    def action_look(self, direction: int) -> None:
        """Another week: this one, and those after it."""
        assert self._week is not None
        this_week = week_of(self.rhythm.today())
        wanted = self._week.shifted(direction)
        if wanted < this_week:
            self.say("this is the current week")
        elif wanted > this_week.shifted(WEEKS_AHEAD):
            self.say("no plan further ahead")
        else:
            self._week = wanted
            self.reload()

    @property
    def _grid(self) -> PlanGrid:
        return self.query_one("#grid", PlanGrid)

    def _plan(self) -> PlanView:
        """A plan that reaches the week in front."""
        plans, settings = self.rhythm.plans, self.rhythm.settings.planner
        assert self._week is not None
        ahead = (self._week.first_day - week_of(plans.view().first).first_day).days // 7
        return plans.view(weeks=max(settings.weeks, ahead + 1))

    def _highlighted(self) -> Proposal | None:
        """The meeting under the cursor, while the grid has the keys."""
        block = self._grid.highlighted if self._shown is not None else None
        if block is None or self.query_one("#unplaced").has_focus:
            return None
        return self._shown.proposals.get(block.key) if self._shown is not None else None

    def _person(self) -> Person | None:
        """Whoever is highlighted, in the grid or among those without a place."""
        if self._view is None:
            return None
        one = self._highlighted()
        if one is not None:
            return self._view.person(one.person_id)
        listing = self.query_one("#unplaced", RowList)
        row = listing.highlighted if listing.has_focus else None
        return self._person_of(row.key) if row is not None else None

    def _person_of(self, key: str) -> Person | None:
        """Whom a row of those without a place is about."""
        kind, _, number = key.partition(":")
        if kind == "stuck":
            meeting = self.rhythm.planner.meeting(int(number))
            return self.rhythm.people.person(meeting.person_id) if meeting is not None else None
        return self.rhythm.people.person(int(number)) if kind == "unplaced" else None

    def _show_detail(self) -> None:
        if self._view is None:
            return
        one = self._highlighted()
        wide = self.has_class("-wide") or self.has_class("-full")
        self._grid.verb = "accept" if one is not None and one.change is not Change.KEPT else "open"
        if one is not None:
            paras = plan_rows.paras_of(self, self._view, one, more=wide)
        elif (person := self._person()) is not None:
            paras = list(detail_of(self, f"person:{person.id}")) if wide else []
        elif self._view.gathered.request.attendees:
            paras = [Para("Nothing is planned for this week yet.", Tone.DIM)] if not self._view.proposals else []
        else:
            paras = [Para(self.keyed(text), Tone.DIM) for text in _EMPTY]
        self.query_one("#detail" if wide else "#about", TextPanel).set_paras(paras)
        self.refresh_bindings()
