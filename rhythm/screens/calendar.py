"""The calendar: with whom its series are, which talks took place, and the way in and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from rhythm.commands import bindings
from rhythm.domain.calendars import SeriesKind
from rhythm.domain.saying import counted
from rhythm.screens.calendar_rows import CONFIRMED, calendar_paras, calendar_rows
from rhythm.screens.opening import open_key
from rhythm.screens.place import WIDE, Columns, PageScreen
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from rhythm.domain.calendars import PastTalk, Series
    from rhythm.domain.people import PersonId
    from rhythm.interop.calendar.values import Given
    from rhythm.service import Rhythm

_EMPTY = (
    "No calendar has been read yet.",
    "{calendar.import} reads an .ics file, or a folder of them. Its series with one person"
    " are asked about here, once each.",
    "{calendar.export} writes what is planned to a file that any calendar reads.",
)


class CalendarList(RowList, inherit_bindings=False):
    """The rows of the calendar. The footer names Enter where it opens somebody; elsewhere it is the space bar's yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", id="list.choose", tooltip="Open the highlighted row"),
        Binding(
            "enter",
            "agree",
            "yes",
            show=False,
            id="calendar_rows.agree",
            tooltip="Yes: with this person; or it took place",
        ),
        *(binding for binding in RowList.BINDINGS if isinstance(binding, Binding) and binding.action != "choose"),
    ]

    def action_agree(self) -> None:
        """Say yes to the row."""
        self.action_choose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only one of the two that Enter may be."""
        if action in ("choose", "agree"):
            row = self.highlighted
            return (row is not None and row.key.startswith(CONFIRMED)) is (action == "choose")
        return super().check_action(action, parameters)


class CalendarScreen(PageScreen):
    """Series that wait for a word, past talks that nobody recorded, and what is confirmed."""

    PLACE = "people"
    SCOPES = ("calendar", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("calendar"), *bindings("copy")]
    CSS_PATH = "quarter.tcss"
    HELP = """
    **The calendar** is read from a file and never needed.

    Enter, or {calendar.yes}, says yes to a row: this series is with this person, or this meeting took place.
    {calendar.other} names somebody else. {calendar.nothing} says that a series is none of rhythm's business, or that a
    meeting did not take place. Only the titles of these rows are kept.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._waiting: dict[int, Series] = {}
        self._confirmed: dict[int, Series] = {}
        self._talks: dict[int, PastTalk] = {}

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        with Columns(id="columns"):
            yield CalendarList(id="list", marks=self.rhythm_app.marks, empty=map(self.keyed, _EMPTY))
            yield TextPanel(id="detail")

    def reload(self) -> None:
        calendars = self.rhythm.calendars
        self._waiting = {series.id: series for series in calendars.waiting()}
        self._confirmed = {series.id: series for series in calendars.confirmed()}
        self._talks = {talk.id: talk for talk in calendars.past_talks()}
        waits = len(self._waiting)
        fact = f"{counted(waits, 'series', 'series')} to confirm" if waits else "nothing to confirm"
        self.query_one("#head", HeadLine).say("Calendar", fact if waits or self._confirmed else "")
        rows = calendar_rows(
            self, tuple(self._waiting.values()), tuple(self._talks.values()), tuple(self._confirmed.values())
        )
        self.listing.set_rows(rows)
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Yes; of what is confirmed already, its person."""
        series = self._series(message.row)
        if series is not None and not series.waits:
            open_key(self, f"person:{series.person_id}")
        elif message.row.key == self.key_in_hand:
            # Else Enter was pressed once too often: another row stands there by now.
            self.action_yes()

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show what is known of the row, where there is room for it."""
        if self.size.width >= WIDE:
            series = self._series(message.row)
            self.query_one("#detail", TextPanel).set_paras(calendar_paras(self, series) if series is not None else ())
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key where its row is."""
        if action in ("yes", "other", "nothing", "all"):
            row = self.listing.highlighted if self.is_mounted else None
            series, talk = self._series(row), self._talk(row)
            waits = series is not None and series.waits
            fitting = {"other": series is not None, "yes": waits or talk is not None, "all": waits or talk is not None}
            return fitting.get(action, series is not None or talk is not None)
        return super().check_action(action, parameters)

    def action_yes(self) -> None:
        """The series is with who is suggested; the talk took place."""
        row = self.listing.highlighted
        series, talk = self._series(row), self._talk(row)
        if talk is not None:
            self.attempt_and_say(lambda: self.rhythm.calendars.hold([talk.id]), "recorded as held")
        elif series is not None and series.waits:
            if series.person_id is None:
                self.action_other()
            else:
                self._confirm(series, None)

    def action_other(self) -> None:
        """Say with whom the series is."""
        from rhythm.screens.dialogs.calendar import pick_person

        if (series := self._series(self.listing.highlighted)) is not None:
            pick_person(self, series, lambda person_id: self._confirm(series, person_id))

    def action_nothing(self) -> None:
        """The series is nothing to us; the talk did not take place."""
        row = self.listing.highlighted
        series, talk = self._series(row), self._talk(row)
        if talk is not None:
            self.attempt_and_say(lambda: self.rhythm.calendars.miss([talk.id]), "recorded as missed")
        elif series is not None:
            self.attempt_and_say(lambda: self.rhythm.calendars.ignore(series.id), "left out; its time stays taken")

    def action_all(self) -> None:
        """Yes to every clear suggestion; on a talk, to all with that person."""
        talk = self._talk(self.listing.highlighted)
        if talk is not None:
            events = [other.id for other in self._talks.values() if other.person_id == talk.person_id]
            if (held := self.attempt(lambda: self.rhythm.calendars.hold(events))) is not None:
                self.say(f"{counted(held, 'talk')} recorded as held")
        elif (done := self.attempt(self.rhythm.calendars.confirm_clear)) is not None:
            self.say(f"{counted(len(done), 'series', 'series')} confirmed")

    def action_import_calendar(self) -> None:
        """Read a calendar."""
        from rhythm.screens.dialogs.calendar import import_calendar

        import_calendar(self)

    def action_export_calendar(self) -> None:
        """Write what is planned."""
        from rhythm.screens.dialogs.writing import Writing, ask_where_to

        ask_where_to(
            self,
            Writing(
                "calendar:export",
                lambda: "Write what is planned to a calendar file",
                "Writing the calendar",
                lambda rhythm, path: rhythm.calendars.export_to(path),
                _written,
                hint="~/plan.ics; written anew each time, read it into any calendar",
            ),
        )

    def _confirm(self, series: Series, person_id: PersonId | None) -> None:
        done = self.attempt(lambda: self.rhythm.calendars.confirm(series.id, person_id))
        if done is not None:
            self.say("kept as an absence" if done.kind is SeriesKind.ABSENCE else "confirmed and planned")

    def _series(self, row: Row | None) -> Series | None:
        kind, _, rest = row.key.partition(":") if row is not None else ("", "", "")
        shown = {"series": self._waiting, "confirmed": self._confirmed}.get(kind)
        return shown.get(int(rest)) if shown is not None else None

    def _talk(self, row: Row | None) -> PastTalk | None:
        kind, _, rest = row.key.partition(":") if row is not None else ("", "", "")
        return self._talks.get(int(rest)) if kind == "talk" else None


def _written(given: Sequence[Given]) -> str:
    cancelled = sum(meeting.cancelled for meeting in given)
    off = f", {cancelled} called off" if cancelled else ""
    return f"{counted(len(given) - cancelled, 'meeting')} written{off}"
