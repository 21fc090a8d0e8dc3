"""Meeting several skip-levels of one team at once: who, and when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from rhythm.commands import bindings
from rhythm.domain.coverage import Coverage
from rhythm.domain.saying import counted, say_when
from rhythm.domain.times import parse_day_and_time
from rhythm.errors import BadInput, RhythmError
from rhythm.screens.dialogs.ticking import TickingDialog
from widgets.capture_input import CaptureInput
from widgets.plain import plain
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from rhythm.service import Rhythm


class GroupDialog(TickingDialog[str]):
    """Space ticks who comes; Enter asks for the day: a day to come plans the meeting, today and before it was held."""

    SCOPES = ("group", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("group"))
    LIST_KEYS = (("{group.tick}", "who comes|who"), ("enter", "go on to the day|day"), ("escape", "back"))
    FIELD_KEYS = (("enter", "store"), ("escape", "back to the people"))
    HELP = """
    **Several at once**: {group.tick} ticks who comes, Enter goes on to the day. A day to come plans the meeting;
    today or a day before says that it was held, and then it counts for everybody who came.
    """

    def __init__(self, rhythm: Rhythm, found: Coverage) -> None:
        super().__init__(rhythm, f"group:{found.manager_id}", {one.person.id for one in found.team})
        self._found = found

    def title_text(self) -> str:
        return "Meet several people of one team at once"

    def body(self) -> ComposeResult:
        yield RowList(id="group-list", marks=self.rhythm_app.marks)
        yield Static(id="group-understood", classes="label")
        yield CaptureInput(placeholder="thu 15:00, in 2 weeks; today if it was held", id="group-day")

    def on_mount(self) -> None:
        self.query_one("#group-list", RowList).focus()

    def refill(self) -> None:
        """Show the people with their ticks, the longest gap first."""
        self._list.set_rows(
            [
                Row(
                    f"person:{one.person.id}",
                    self.veil.name(one.person.name, one.person.id),
                    self.tick_mark(one.person.id),
                    "never met" if one.gap_days is None else f"{counted(one.gap_days, 'day')} ago",
                )
                for one in self._found.team
            ]
        )
        self._say_day()

    def on_input_changed(self, _message: Input.Changed) -> None:
        """Say what is understood."""
        self._say_day()

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """From the people to the day."""
        self._field.focus()

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """Plan it, or record that it was held."""
        try:
            day, start = self._read()
        except RhythmError as error:
            self._say(f"! {error.message}; {error.hint}" if error.hint else f"! {error.message}", refused=True)
            self.app.bell()
            return
        people = [one.person.id for one in self._found.team if one.person.id in self._ticked]
        skip_levels = self.rhythm.skip_levels
        if day > self.rhythm.today() or start is not None:
            done = self.attempt(lambda: skip_levels.plan_group(people, day, start=start))
        else:
            done = self.attempt(lambda: skip_levels.hold_group(people, day))
        if done is not None:
            verb = "planned" if done[0].state == "planned" else "held"
            self.finish(f"{verb} with {counted(len(done), 'person', 'people')}")

    def _read(self) -> tuple[dt.date, str | None]:
        typed = self._field.value.strip()
        if not typed:
            raise BadInput("the day is empty", "today if it was held, or when it is to be")
        settings = self.rhythm.settings
        return parse_day_and_time(
            typed,
            self.rhythm.today(),
            numeric_order=settings.dates.order,
            quarter_start_month=settings.review.quarter_start_month,
        )

    def _say_day(self) -> None:
        """What is understood of the day; an empty field is not scolded."""
        if not self._field.value.strip():
            self._say(f"{counted(len(self._ticked), 'person', 'people')} on", refused=False)
            return
        try:
            day, start = self._read()
        except RhythmError as error:
            self._say(f"! {error.message}", refused=True)
            return
        does = "plans it for" if day > self.rhythm.today() or start is not None else "held"
        self._say(f"{does} {say_when(day, self.rhythm.today())}{f' at {start}' if start else ''}", refused=False)

    def _say(self, text: str, *, refused: bool) -> None:
        label = self.query_one("#group-understood", Static)
        label.set_class(refused, "-refused")
        label.update(plain(text))


def meet_group(page: PageScreen, found: Coverage) -> None:
    """Ask who of a team is met at once, and when. A hint says where the manager does not know yet."""

    def answered(done: str | None) -> None:
        if done is None:
            return
        untold = next((one for one in (page.rhythm.skip_levels.to_tell(found.team[0].person),) if one), None)
        name = page.veil.name(untold.name, untold.id) if untold is not None else ""
        page.say(f"{done}; tell {name} first" if name else done)

    page.app.push_screen(GroupDialog(page.rhythm, found), answered)
