"""One escalation and what is still to be said of it: which conflict, which moment, what was done, why it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from rhythm.commands import bindings
from rhythm.domain.escalations import NEW, ConflictChoice, ConflictId, Escalation, EscalationId, Reached
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.same_words import offer_words
from rhythm.screens.field_keys import MOMENTS, FieldKeys, asked_lines
from rhythm.screens.named_keys import with_keys
from rhythm.screens.suggesting import (
    JOIN,
    LATER,
    MAKE_NEW,
    NEW_ROW,
    TAKE,
    refusals,
    suggestion_rows,
    verb_on,
    waiting_for,
    waiting_in,
)
from rhythm.screens.tracker_words import TrackerWords
from widgets.panel import Para, TextPanel
from widgets.row_list import Row, RowList
from widgets.tone import Tone
from widgets.verb_list import VerbList, enter_bindings

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.queries.suggesting import Suggestion
    from rhythm.queries.waiting import WaitingRow

_ON_A_ROW = (
    *("take", "new", "join", "pick", "edit"),
    *("moment", "handling", "cause", "area", "reached", "minutes", "without_me", "repair"),
)
_ALWAYS = (("{triage.pick}", "any conflict|conflict"), ("{triage.edit}", "edit the text|edit"), ("escape", "back"))
_LEAVE = "leave it"


class TakeList(VerbList, inherit_bindings=False):
    """The conflicts that are offered: Enter says whether it takes the highlighted one, makes another or takes none."""

    BINDINGS: ClassVar[list[BindingType]] = enter_bindings(
        {
            TAKE: ("suggestions.take", "Take the highlighted suggestion"),
            JOIN: ("suggestions.join", "Make one conflict of the row and of the one that waits"),
            MAKE_NEW: ("suggestions.new", "Make a new conflict of the row"),
            _LEAVE: ("suggestions.leave", "Leave the row as it is"),
        }
    )

    @property
    def verb(self) -> str:
        """What Enter does on the highlighted row."""
        return verb_on(self.highlighted, _LEAVE)


class TriagePanel(FieldKeys, Vertical):
    """Shows one row, stores every answer at once as an action of its own, and says so by messages.

    `Changed` follows each answer, `Left` the choice to leave the row as it is. Focus its list (`focus_list`), so
    that the keys work. Inside a screen that has other keys for letters, those of the panel win.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("capture"), *bindings("fields"), *bindings("triage")]
    DEFAULT_CSS = """
    TriagePanel { height: auto; }
    TriagePanel TextPanel { height: auto; min-height: 4; max-height: 11; }
    TriagePanel RowList { height: auto; max-height: 12; margin-top: 1; }
    """

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """An answer was stored; `row` is as it stands now."""

        panel: TriagePanel
        row: Escalation

        @property
        def control(self) -> TriagePanel:
            """The panel it came from."""
            return self.panel

    @dataclass(eq=False, repr=False)
    class Left(Message):
        """Enter on the row that leaves everything as it is."""

        panel: TriagePanel
        row: Escalation

        @property
        def control(self) -> TriagePanel:
            """The panel it came from."""
            return self.panel

    @dataclass(eq=False, repr=False)
    class Pointed(Message):
        """The cursor stands on another row of the list, so that Enter may do something else."""

        panel: TriagePanel

        @property
        def control(self) -> TriagePanel:
            """The panel it came from."""
            return self.panel

    def __init__(
        self, row: Escalation | None = None, *, later: str = "leave it for now", id: str | None = None
    ) -> None:
        """Begin with a row; `later` is what doing nothing is called here."""
        super().__init__(id=id)
        self._row = row
        self._later = later
        self._suggested: tuple[Suggestion, ...] = ()
        self._waiting: WaitingRow | None = None
        self._sorted = False
        """Whether the last answer that was asked for is given: until the next row comes, keys pressed too quickly
        are under way still, and are meant for neither."""

    def compose(self) -> ComposeResult:
        yield TextPanel(id="triage-facts")
        yield TakeList(id="triage-list", marks=self._app.marks)

    @property
    def _app(self) -> RhythmApp:
        return cast("RhythmApp", self.app)

    def _keyed(self, text: str) -> str:
        return with_keys(text, self._app.own_keys)

    @property
    def _words(self) -> TrackerWords:
        return TrackerWords(self._app.rhythm, self._app.veil)

    @property
    def row(self) -> Escalation | None:
        """The row that is shown."""
        return self._row

    @property
    def turn(self) -> EscalationId | None:
        """What is asked about: keys that were typed before it was shown are not for it."""
        return self._row.id if self._row is not None else None

    @property
    def in_hand(self) -> Escalation | None:
        """The row that the keys fill."""
        return self._row

    @property
    def keys_now(self) -> tuple[tuple[str, str], ...]:
        """What the keys do to the row as it stands."""
        enter = ("enter", self.query_one(TakeList).verb)
        if self._row is not None and _wants_moment(self._row):
            return ((self._keyed(MOMENTS), "which moment?"), enter, *_ALWAYS)
        return (enter, *_ALWAYS)

    def on_mount(self) -> None:
        """Show the row."""
        self._show(begin=True)

    def on_resize(self) -> None:
        """A narrow panel has other rows than a wide one."""
        self.call_after_refresh(self._show, begin=False)

    def set_row(self, row: Escalation | None, *, gaps: bool = False) -> None:
        """Show another row, or the same one as it stands now; with `gaps` what is still empty in it is asked."""
        begin = row is None or self._row is None or row.id != self._row.id
        self._sorted = self._sorted and not gaps and not begin and row is not None and not row.unsorted
        self._row = row
        if self.is_mounted:
            self._show(begin=begin)

    def focus_list(self) -> None:
        """Give the suggestions the focus."""
        self.query_one(RowList).focus()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Link to what was chosen, or leave the row as it is."""
        message.stop()
        key = message.row.key
        if key == LATER:
            if self._row is not None:
                self.post_message(self.Left(self, self._row))
        elif key == NEW_ROW:
            self._link(NEW)
        elif (other := waiting_in(key)) is not None:
            self._link_with(other)
        else:
            self._link(ConflictId(int(key.rpartition(":")[2])))

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """The rows of the panel are nobody else's."""
        message.stop()
        self.refresh_bindings()
        self.post_message(self.Pointed(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys work on a row, digits on as many suggestions as there are; the repair is asked of what came late."""
        if action not in _ON_A_ROW:
            return True
        row = self._row
        if row is None or self._sorted or (action == "repair" and row.reached is not Reached.LATE):
            return False
        if action == "join":
            return self._waiting is not None
        place = parameters[0] if action == "take" else 0
        return not isinstance(place, int) or place <= len(self._suggested)

    def action_take(self, place: int) -> None:
        """Link to a suggestion by its number."""
        self._link(self._suggested[place - 1].conflict_id)

    def action_new(self) -> None:
        """Make a new conflict of the row."""
        self._link(NEW)

    def action_join(self) -> None:
        """Make one conflict of the row and of the one that waits."""
        if self._waiting is not None:
            self._link_with(self._waiting.row.id)

    def action_pick(self) -> None:
        """Choose among all conflicts."""
        from rhythm.screens.dialogs.pick import pick_conflict

        row = self._row
        if row is not None:
            pick_conflict(
                self._app,
                "Which conflict is it?",
                lambda number: self._link(ConflictId(number)),
                but=row.conflict_id,
            )

    def take(self, **changes: object) -> Escalation | None:
        """Store a field. Raises RhythmError."""
        row = self._row
        return self._app.rhythm.tracker.edit(row.id, **changes) if row is not None and not self._sorted else None

    def taken(self, stored: object) -> None:
        """Show the row as it is now, and tell of it."""
        if not isinstance(stored, Escalation):
            return
        self._sorted = self._row is not None and self._row.unsorted and not stored.unsorted
        self._row = stored
        self._app.tell_store_changed()
        self._show(begin=False)
        self.post_message(self.Changed(self, stored))

    def action_edit(self) -> None:
        """Change text, day, forum or minutes."""
        from rhythm.screens.dialogs.edit_row import edit_row

        if self._row is not None:
            edit_row(
                self._app,
                self._row,
                lambda changes: self.take(**changes),
                self.taken,
            )

    def _link(self, conflict: ConflictChoice) -> None:
        row = self._row
        if row is None:
            return
        linked = self._do(lambda: self._app.rhythm.tracker.link(row.id, conflict, refused=self._refused(conflict)))
        if linked is not None and conflict != NEW:
            self._app.call_later(offer_words, self._app, linked)

    def _link_with(self, other: EscalationId) -> None:
        """Make one conflict of the row and of another that waits."""
        row, waiting = self._row, self._app.rhythm.waiting
        if row is not None:
            self._do(lambda: waiting.link_with(row.id, other, refused=self._refused(NEW)))

    def _refused(self, conflict: ConflictChoice) -> tuple[ConflictId, ...]:
        return refusals(self._suggested, conflict)

    def _do(self, store: Callable[[], Escalation]) -> Escalation | None:
        if self._sorted:
            return None
        try:
            changed = store()
        except RhythmError as error:
            self._app.show_error(error)
            return None
        self.taken(changed)
        return changed

    def _show(self, *, begin: bool) -> None:
        facts, rows = self.query_one(TextPanel), self.query_one(RowList)
        row = self._row
        if row is None:
            self._suggested, self._waiting = (), None
            facts.set_paras(())
            rows.set_rows(())
            return
        facts.set_paras(self._facts(row))
        self._suggested = self._app.rhythm.tracker.suggest_for(row)
        self._waiting = waiting_for(self._app.rhythm, self._suggested, row)
        found, first = suggestion_rows(
            self._words, self._app.marks, self._suggested, row, self._keyed, self._later, self._waiting, rows.size.width
        )
        rows.set_rows([*self._home(row), *found])
        if begin or row.conflict_id is not None:
            rows.highlight(first if row.conflict_id is None else LATER)
        self.refresh_bindings()

    def _facts(self, row: Escalation) -> list[Para]:
        words = self._words
        return [
            Para(words.veil.text(row.summary), Tone.HEADING),
            Para(words.facts_and_side(row)),
            *(
                [Para(self._keyed(f"Its conflict is known. Which moment? {MOMENTS}"), Tone.WARNING)]
                if _wants_moment(row)
                else []
            ),
            *(Para(line, Tone.WARNING) for line in words.leak_lines(row)),
            *(Para(line) for line in asked_lines(words, row, self._keyed)),
        ]

    def _home(self, row: Escalation) -> list[Row]:
        """The conflict that the row belongs to, when it has one."""
        view = self._app.rhythm.tracker.conflict(row.conflict_id) if row.conflict_id is not None else None
        if view is None:
            return []
        return [Row("", f"Belongs to #{view.id} {self._app.veil.text(view.conflict.name)}", tone=Tone.SUCCESS)]


def _wants_moment(row: Escalation) -> bool:
    """Whether the moment alone is still to be said."""
    return row.conflict_id is not None and row.moment is None
