"""One person over the years: meetings, notes, promises, topics, evidence, escalations, and how regular it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.timeline import Entry, EntryKind
from rhythm.screens.opening import open_key
from rhythm.screens.person_rows import OLDER, PersonView
from rhythm.screens.place import WIDE, PageScreen
from rhythm.service.planner import PAGE_ENTRIES
from widgets.gap_chart import GapChart
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.service import Rhythm

_FILTERS = {
    "notes": (EntryKind.NOTE, EntryKind.EVIDENCE),
    "promises": (EntryKind.PROMISE,),
    "meetings": (EntryKind.MEETING,),
    "evidence": (EntryKind.EVIDENCE,),
    "topics": (EntryKind.TOPIC,),
    "escalations": (EntryKind.ESCALATION,),
}
_TALL = 36
"""Lines from which the chart may take more of them."""


class PersonScreen(PageScreen):
    """Everything about one person, newest first; a chart of the gaps above it."""

    PLACE = "people"
    SCOPES = ("timeline", "person", "copy")
    CSS_PATH = "person.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline"), *bindings("person"), *bindings("copy")]
    HELP = """
    **The page of a person** shows what was written over the years, newest first, month by month.

    In the chart a column is a week. A bar is a meeting that was held, as high as the days since the one before; the
    last bar is the current gap. {timeline.notes}, {timeline.promises}, {timeline.meetings}, {timeline.evidence},
    {timeline.topics} and {timeline.escalations} show one kind of record only, {timeline.all} all of them again. Enter
    opens the record where it can be changed.
    """

    def __init__(self, rhythm: Rhythm, person: Person) -> None:
        super().__init__(rhythm)
        self.person = person
        self._only = ""
        self._limit = PAGE_ENTRIES
        self._entries: dict[str, Entry] = {}

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        yield HeadLine(id="head-below", marks=marks)
        yield GapChart(id="gaps", marks=marks)
        yield from self.list_and_detail()

    def reload(self) -> None:
        person = self.rhythm.people.person(self.person.id)
        if person is None or person.is_erased:
            # Adding the person was undone, or the person was erased, while the page was open.
            self.call_later(self.go_back)
            return
        self.person = person
        page = self.rhythm.planner.page(person, kinds=_FILTERS.get(self._only), limit=self._limit)
        width = self.size.width or self.app.size.width
        self._view = view = PersonView(
            page,
            self.veil,
            self.rhythm_app.marks,
            self.rhythm.today(),
            width,
            self.keyed,
            beside=width >= WIDE,
            only=self._only,
            clock=self.rhythm.clocks.words(person),
            me=self.rhythm.people.me(),
        )
        self._entries = {f"{entry.kind.value}:{entry.id}:{entry.state}": entry for entry in page.entries}
        self.query_one("#head", HeadLine).say(*view.head())
        self.query_one("#head-below", HeadLine).say(*view.head_below())
        chart = self.query_one("#gaps", GapChart)
        chart.display = bool(page.gaps)
        chart.styles.height = 7 if self.size.height >= _TALL else 5
        chart.set_chart(view.bars(), view.references(), view.dates(), running=True)
        self.listing.set_empty(self._empty_words())
        self.listing.set_rows(view.rows())
        self._show_detail()

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the highlighted entry in full."""
        self._show_detail()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Bring in what is older, or open the record."""
        key = message.row.key
        entry = self._entries.get(key)
        if key == OLDER:
            self._limit += PAGE_ENTRIES
            self.reload()
        elif entry is not None and entry.kind is EntryKind.ESCALATION:
            open_key(self, f"escalation:{entry.id}")
        elif entry is not None and entry.state == "good_call":
            open_key(self, f"good_call:{entry.id}")
        elif entry is not None and entry.kind is EntryKind.REPORTING:
            self.action_edit_person()
        elif entry is not None:
            self._open_room()

    def action_back(self) -> None:
        """Back to where you were."""
        self.go_back()

    def as_markdown(self) -> str:
        """Who it is, and the entries that are shown, each with its whole text, private ones among them."""
        from rhythm.interop.vault import note_text, plain
        from rhythm.service.vault import person_note

        if self.veil.hidden:
            return ""
        page = self.rhythm.planner.page(self.person, kinds=_FILTERS.get(self._only), limit=self._limit)
        return note_text(person_note(page, self.rhythm.today(), manager=plain(page.manager)))

    def action_show(self, only: str) -> None:
        """Show one kind of record, or all."""
        self._only = only
        self._limit = PAGE_ENTRIES
        self.reload()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is shown already need not be asked for."""
        if action == "show":
            return parameters != (self._only,)
        return super().check_action(action, parameters)

    def action_edit_person(self) -> None:
        """Change or archive the person."""
        from rhythm.screens.dialogs.person import edit_person

        edit_person(self, self.person)

    def action_note(self) -> None:
        """Write a note about the person."""
        from rhythm.screens.dialogs.noting import write_note

        write_note(self, self.person)

    def action_plan(self) -> None:
        """Put the next meeting on a day."""
        from rhythm.screens.dialogs.day import plan_meeting

        plan_meeting(self, self.person, self.rhythm.planner.room(self.person).next_planned)

    def action_skip(self) -> None:
        """Skip the meeting."""
        from rhythm.screens.dialogs.day import skip_meeting

        skip_meeting(self, self.person)

    def _open_room(self) -> None:
        """The meeting room; where one came from it, back there."""
        from rhythm.screens.room import RoomScreen

        below = self.app.screen_stack[-2]
        if isinstance(below, RoomScreen) and below.person.id == self.person.id:
            self.go_back()
        else:
            self.rhythm_app.open_page(RoomScreen(self.rhythm, self.person))

    def _empty_words(self) -> tuple[str, ...]:
        if self._only:
            return (self.keyed(f"No {self._only} yet; {{timeline.all}} shows everything."),)
        return (
            "What you write about this person is listed here, month by month:",
            "meetings, notes, promises, topics, evidence and escalations.",
            "",
            self.keyed("{people.note} writes a note, {person.plan} plans the first meeting."),
        )

    def _show_detail(self) -> None:
        if not (self.has_class("-wide") or self.has_class("-full")):
            return
        row = self.listing.highlighted
        entry = self._entries.get(row.key) if row is not None else None
        self.query_one("#detail", TextPanel).set_paras(self._view.detail(entry, self._more(entry)))

    def _more(self, entry: Entry | None) -> str:
        """What was written together with a piece of feedback."""
        note = self.rhythm.planner.note(entry.id) if entry is not None and entry.state == "feedback" else None
        if note is None:
            return ""
        parts = (("In", note.situation), ("Next time", note.next_time))
        return "\n".join(f"{label}: {text}" for label, text in parts if text)


def open_person(page: PageScreen, person: Person) -> None:
    """Open somebody's page over the one in front."""
    page.rhythm_app.open_page(PersonScreen(page.rhythm, person))
