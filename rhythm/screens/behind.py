"""The records behind a figure: every number opens its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.domain.escalations import ConflictId
from rhythm.domain.saying import say_day
from rhythm.screens.board_rows import key_of
from rhythm.screens.details import show_detail
from rhythm.screens.opening import open_key
from rhythm.screens.place import PageScreen, list_width
from rhythm.screens.tracker_words import TrackerWords
from widgets.head_line import HeadLine
from widgets.panel import wrap
from widgets.plain import one_line
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.domain.reviews import Evidence
    from rhythm.service import Rhythm


NOW = "The figure is frozen; the rows stand here as they are today."
"""Said of a closed quarter, whose copy holds what the records were."""


class BehindScreen(PageScreen):
    """The rows that one figure of a quarter sums up, oldest first."""

    ALONE: ClassVar[frozenset[str]] = frozenset({"good_call", "ritual_session"})
    """Kinds of records without a page of their own: they are read here, one alone too."""
    PLACE = "quarter"
    SCOPES = ("behind", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("behind"), *bindings("copy")]
    CSS_PATH = "quarter.tcss"
    HELP = """
    **Behind a figure** are the rows that it counts. Enter opens one, Escape goes back.
    """

    def __init__(self, rhythm: Rhythm, quarter: Quarter, evidence: Evidence) -> None:
        super().__init__(rhythm)
        self._quarter = quarter
        self._evidence = evidence

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield Static(NOW, id="now", classes="quiet", markup=False)
        yield from self.list_and_detail(["These rows are gone."])

    def reload(self) -> None:
        rows = [row for kind, number in self._evidence.behind if (row := self._row(kind, number)) is not None]
        rows = [self._in_full(row) for row in rows]
        title = self.veil.text(self._evidence.text)
        self.query_one("#head", HeadLine).say(title, f"{len(rows)} rows" if len(rows) != 1 else "1 row")
        self.listing.set_rows(rows)
        self.query_one("#now").display = self.rhythm.quarters.is_closed(self._quarter)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the record; one without a page of its own is read here."""
        if message.row.key.partition(":")[0] in self.ALONE:
            self.say("nothing more to open")
        else:
            open_key(self, message.row.key)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show what the row is about, where there is room."""
        show_detail(self, message.row)

    def _in_full(self, row: Row) -> Row:
        """The row with what a narrow list would cut off below it."""
        width = list_width(self.size.width)
        beside = len(row.mark) + len(row.right) + len(row.fact) + 9
        line = one_line(row.main)
        rest = wrap(line, max(12, width - 4)) if len(line) + beside > width else []
        return row._replace(detail=tuple(rest[:6])) if len(rest) > 1 else row

    def _row(self, kind: str, number: int) -> Row | None:
        makers = {
            "escalation": self._escalation,
            "good_call": self._good_call,
            "note": self._note,
            "promise": self._promise,
            "meeting": self._meeting,
            "decision_right": self._right,
            "fix": self._fix,
            "person": self._person,
            "team": self._team,
            "ritual_session": self._session,
            "topic": self._topic,
            "conflict": self._conflict,
        }
        return makers[kind](number)

    def _fix(self, number: int) -> Row | None:
        fix = self.rhythm.fixes.fix(number)
        if fix is None:
            return None
        day = fix.settled_on or fix.in_effect or fix.decided_on
        words = fix.body or fix.kind.replace("_", " ")
        state = fix.state.replace("_", " ")
        return Row(f"fix:{number}", self.veil.text(words), right=say_day(day, self.rhythm.today()), fact=state)

    def _person(self, number: int) -> Row | None:
        person = self.rhythm.people.person(number)
        return Row(f"person:{number}", self.veil.name(person.name, number)) if person is not None else None

    def _team(self, number: int) -> Row | None:
        name = next((team.name for team in self.rhythm.people.teams() if team.id == number), None)
        return Row(f"team:{number}", self.veil.text(name)) if name is not None else None

    def _conflict(self, number: int) -> Row | None:
        view = self.rhythm.tracker.conflict(ConflictId(number))
        return Row(f"conflict:{number}", self.veil.text(view.conflict.name)) if view is not None else None

    def _topic(self, number: int) -> Row | None:
        topic = self.rhythm.planner.topic(number)
        if topic is None:
            return None
        day = say_day(topic.added_on, self.rhythm.today())
        name = self.veil.name(topic.person, topic.person_id)
        return Row(f"topic:{number}", self.veil.text(topic.body), right=day, fact=name)

    def _session(self, number: int) -> Row | None:
        found = self.rhythm.rituals.session(number)
        if found is None:
            return None
        ritual, session = found
        answered = "answered its question" if session.answered else "left its question open"
        day = say_day(session.day, self.rhythm.today())
        return Row(f"ritual_session:{number}", self.veil.text(session.note or ritual.name), right=day, fact=answered)

    def _escalation(self, number: int) -> Row | None:
        row = self.rhythm.tracker.escalation(number)
        if row is None:
            return None
        return Row(
            f"escalation:{number}",
            self.veil.text(row.summary),
            right=say_day(row.day, self.rhythm.today()),
            fact=f"{row.minutes:>3} min" if row.minutes else "",
        )

    def _good_call(self, number: int) -> Row | None:
        calls = self.rhythm.tracker.good_calls_between(self._quarter.first_day, self._quarter.last_day)
        call = next((call for call in calls if call.id == number), None)
        if call is None:
            return None
        name = self.veil.name(call.person, call.person_id)
        return Row(f"good_call:{number}", self.veil.text(call.body), "", say_day(call.day, self.rhythm.today()), name)

    def _note(self, number: int) -> Row | None:
        note = self.rhythm.planner.note(number)
        if note is None:
            return None
        return Row(f"note:{number}", self.veil.text(note.body), right=say_day(note.day, self.rhythm.today()))

    def _promise(self, number: int) -> Row | None:
        promise = self.rhythm.planner.promise(number)
        if promise is None:
            return None
        day = promise.closed_on or promise.made_on
        return Row(f"promise:{number}", self.veil.text(promise.body), "<", say_day(day, self.rhythm.today()), "kept")

    def _meeting(self, number: int) -> Row | None:
        meetings = self.rhythm.planner.meetings_between(self._quarter.first_day, self._quarter.last_day)
        meeting = next((meeting for meeting in meetings if meeting.id == number), None)
        if meeting is None:
            return None
        name = self.veil.name(meeting.person, meeting.person_id)
        length = f"{meeting.minutes:>3} min" if meeting.minutes else ""
        return Row(f"person:{meeting.person_id}", name, "", say_day(meeting.day, self.rhythm.today()), length)

    def _right(self, number: int) -> Row | None:
        right = self.rhythm.rights.right(number)
        if right is None:
            return None
        team = next((team.name for team in self.rhythm.people.teams(archived=True) if team.id == right.team_id), "")
        area = TrackerWords(self.rhythm, self.veil).area(right.area)
        level = self.rhythm.rights.level_word(right.level)
        day = say_day(right.since, self.rhythm.today())
        return Row(
            key_of(right.cell), f"{team} · {area}", right=day, fact=f"{level} {self.veil.text(right.why)}".strip()
        )
