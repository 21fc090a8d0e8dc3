"""Logging an escalation, over any page: a line, what was understood of it, and which conflict it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input

from rhythm.commands import bindings
from rhythm.domain.capture import Capture
from rhythm.domain.escalations import (
    NEW,
    ConflictChoice,
    ConflictId,
    Escalation,
    EscalationId,
    NewEscalation,
    Reached,
)
from rhythm.errors import RhythmError
from rhythm.screens.capturing import new_of, nothing_typed, stopped_by, understood
from rhythm.screens.dialogs.capture_line import DRAFT, CaptureLineDialog
from rhythm.screens.dialogs.dialog import ask, tell
from rhythm.screens.dialogs.pasted import PastedDialog
from rhythm.screens.dialogs.same_words import offer_words
from rhythm.screens.field_keys import FieldKeys
from rhythm.screens.suggesting import (
    JOIN,
    LATER,
    NEW_ROW,
    fitting,
    left_unsorted,
    refusals,
    suggestion_rows,
    take_keys,
    verb_on,
    waiting_for,
    waiting_in,
)
from rhythm.screens.tracker_words import logged
from widgets.capture_input import CaptureInput
from widgets.panel import TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhythm.app import RhythmApp
    from rhythm.queries.suggesting import Suggestion
    from rhythm.queries.waiting import WaitingRow
    from rhythm.service import Rhythm

_FIELD_ACTIONS = ("moment", "handling", "cause", "area", "reached", "minutes", "without_me", "repair")
SUGGEST_AFTER = 0.15
"""Seconds without a key after which conflicts are suggested."""
LINE_KEYS = (("enter", "go on"), ("tab", "complete"), ("escape", "keep it"))
LOW = 21
"""Below so many lines the window fills the screen, and its list has what the rest of it leaves."""
TIGHT = 16
"""And below so many it leaves out what was understood while it is asked which conflict it is."""
BESIDE_LIST, BESIDE_READ_LIST = 4, 7
"""Lines of a tight window that are not the list's: when it is asked which conflict it is, and while the line is
typed."""
BESIDE_ALL = 10
"""Of a low window that shows all of it."""
NEW_KEYS = (("{capture.new}", "new"), ("escape", "back to the line|back"))


class CaptureDialog(FieldKeys, CaptureLineDialog):
    """Enter ends the line, and again takes what is highlighted."""

    SCOPES = ("capture", "fields", "storing", "dialog")
    LOW = LOW
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("capture"), *bindings("fields")]
    HELP = """
    **Log an escalation** in one line. Only the text is needed; marks fill the fields: `@dana` who raised it,
    `#launch-timing`, `=coached`, `~20m`, `in:forum`, `on:tue`. `A / B: text` names the parties.

    Enter ends the line. Then Enter takes the conflict that is highlighted, or leaves the row for the weekly review;
    before it, one key fills each field that the line left open.
    """

    def __init__(self, rhythm: Rhythm, defaults: dict[str, Any], pasted: tuple[str, ...] = ()) -> None:
        """`defaults` fill fields that the line leaves open; `pasted` are lines to be logged each by itself."""
        super().__init__(rhythm, pasted[0] if len(pasted) == 1 else "")
        self._defaults = defaults
        self._pasted = pasted if len(pasted) > 1 else ()
        self._suggested: tuple[Suggestion, ...] = ()
        self._waiting: WaitingRow | None = None
        self._suggest_timer: Timer | None = None

    def title_text(self) -> str:
        return "Log an escalation"

    def body(self) -> ComposeResult:
        yield from super().body()
        yield TextPanel(id="capture-preview")
        yield RowList(id="capture-list", marks=self.rhythm_app.marks)

    @property
    def _list(self) -> RowList:
        return self.query_one("#capture-list", RowList)

    def _take_height(self) -> None:
        super()._take_height()
        self.set_class(self.app.size.height < TIGHT, "-tight")

    def on_mount(self) -> None:
        """Several pasted lines are asked about at once."""
        if self._pasted:
            self._offer(self._pasted)

    def refill(self) -> None:
        """Read the line anew, and suggest for it."""
        super().refill()
        self._preview()
        self._suggest()

    def on_descendant_focus(self) -> None:
        """The keys of the line, or those of the list."""
        self.set_class(self._list.has_focus, "-asked")
        self._preview()
        # In a low window other rows are read than are chosen from, also after a click.
        self._suggest()
        if self.line.has_focus:
            self.say_keys(*LINE_KEYS)
        else:
            self._say_list_keys()

    def _say_list_keys(self) -> None:
        digits: tuple[tuple[str, str], ...] = ()
        if len(self._suggested) == 1:
            digits = (("{capture.take_1}", "this one|this"),)
        elif self._suggested:
            digits = ((take_keys(len(self._suggested), self.keyed), "one of these|these"),)
        verb = verb_on(self._list.highlighted, "decide later")
        if self._waiting is not None and verb != JOIN:
            digits += (("{capture.join}", f"{JOIN}|join"),)
        self.say_keys(*((("enter", verb),) if verb else ()), *digits, *NEW_KEYS)

    def line_changed(self) -> None:
        """Say at once what was understood, and suggest a little later."""
        self._preview()
        if self._suggest_timer is not None:
            self._suggest_timer.stop()
        self._suggest_timer = self.set_timer(SUGGEST_AFTER, self._suggest)

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """From the line to the suggestions."""
        self._end_line()

    def _end_line(self) -> bool:
        """Go on to the suggestions, unless the line is empty or something in it can't be read."""
        capture = self.read()
        if capture.summary and stopped_by(capture, self.rhythm.today()) is None:
            self._suggest(asked=True)
            self._list.focus()
            return True
        self.app.bell()
        return False

    def on_capture_input_pasted(self, message: CaptureInput.Pasted) -> None:
        """Several lines: offer to log each by itself."""
        self._offer(message.lines)

    def _offer(self, lines: tuple[str, ...]) -> None:
        """Log the lines each by itself, and be done; left out, the line is gone on with."""
        self.keep_draft()
        ask(
            self.rhythm_app,
            PastedDialog(self.rhythm, lines, self._defaults),
            lambda _count: self.app.call_later(self.dismiss, None),
        )

    def on_row_list_highlighted(self) -> None:
        """Enter says what it does to the row under the cursor."""
        if self._list.has_focus:
            self._say_list_keys()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Store the row with what was chosen."""
        key = message.row.key
        if key == LATER:
            self._store(None)
        elif key == NEW_ROW:
            self._store(NEW)
        elif (other := waiting_in(key)) is not None:
            self._store(NEW, other)
        else:
            self._store(ConflictId(int(key.rpartition(":")[2])))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits, n and the keys of fields are for the list; in the line they are letters."""
        if action in _FIELD_ACTIONS:
            late = action != "repair" or self._new(self.read()).reached is Reached.LATE
            return self.is_mounted and self._list.has_focus and late
        if action in ("take", "new", "join"):
            place = parameters[0] if action == "take" else 0
            here = self.is_mounted and self._list.has_focus and (action != "join" or self._waiting is not None)
            return here and isinstance(place, int) and place <= len(self._suggested)
        return True

    async def action_store(self) -> None:
        """Store with what is highlighted, also from inside the line."""
        if not self.line.has_focus or self._end_line():
            self._list.action_choose()

    def action_take(self, place: int) -> None:
        """Take a suggestion by its number."""
        self._store(self._suggested[place - 1].conflict_id)

    def action_new(self) -> None:
        """Make a new conflict of the row."""
        self._store(NEW)

    def action_join(self) -> None:
        """Make one conflict of the row and of the one that waits."""
        if self._waiting is not None:
            self._store(NEW, self._waiting.row.id)

    @property
    def in_hand(self) -> NewEscalation:
        """The row as it would be stored."""
        return self._new(self.read())

    def take(self, **changes: object) -> None:
        """Keep a field until the row is stored."""
        self.keep_fields(changes)

    def taken(self, stored: object) -> None:  # noqa: ARG002 - all is shown anew
        """Show it, and what it leads to."""
        self._preview()
        self._suggest()

    def action_back(self) -> None:
        """From the list to the line; from the line out, the draft kept."""
        if self.line.has_focus:
            super().action_back()
        else:
            self.line.focus()

    @property
    def keeps_typed(self) -> bool:
        """It is, by a draft that more than this window reads."""
        return True

    def _new(self, capture: Capture) -> NewEscalation:
        new = new_of(self.rhythm, capture, self._defaults)
        return new._replace(**self.more) if self.more else new

    def _preview(self) -> None:
        self.complete()
        panel, typed = self.query_one("#capture-preview", TextPanel), self.line.value
        if not typed.strip():
            panel.set_paras(nothing_typed())
            return
        capture = self.read()
        # What typing does to a draft is said where one types.
        draft_of = self.rhythm.draft_time(DRAFT) if self.is_old and self.line.has_focus else None
        keyed = self.keyed if self._list.has_focus else None
        panel.set_paras(understood(self.words, capture, self._new(capture), draft_of=draft_of, keyed=keyed))

    def on_resize(self) -> None:
        """A low window has room for other rows than a high one."""
        self._suggest(asked=self._list.has_focus)

    def _suggest(self, *, asked: bool | None = None) -> None:
        """Show which conflicts it may be; `asked` says whether one of them is to be chosen now."""
        if not self.is_mounted:
            return
        capture = self.read()
        if not capture.summary:
            self._suggested, self._waiting = (), None
            self._list.set_rows([])
            self.add_class("-bare")
            return
        self.remove_class("-bare")
        new = self._new(capture)
        self._suggested = self.rhythm.tracker.suggest(new)
        self._waiting = waiting_for(self.rhythm, self._suggested, new)
        marks, width = self.rhythm_app.marks, self._list.size.width
        rows, first = suggestion_rows(
            self.words, marks, self._suggested, new, self.keyed, waiting=self._waiting, width=width
        )
        asked = self._list.has_focus if asked is None else asked
        if self.size.height < LOW:
            beside = BESIDE_ALL if self.size.height >= TIGHT else BESIDE_LIST if asked else BESIDE_READ_LIST
            rows = fitting(rows, self.size.height - beside, asked=asked)
        before = self._list.highlighted
        self._list.set_rows(rows)
        if not self._list.has_focus or before is None:
            self._list.highlight(first)
        if self._list.has_focus:
            # A click may have given it the focus before there was anything to choose.
            self._say_list_keys()

    def _store(self, conflict: ConflictChoice | None, other: EscalationId | None = None) -> None:
        """Log the row of a conflict, or of the new one that it makes with `other`, which waited."""
        if self._done:  # a second Enter, typed before the dialog was gone
            return
        capture = self.read()
        if stopped_by(capture, self.rhythm.today()) is not None:
            self.line.focus()
            return
        new, tracker = self._new(capture), self.rhythm.tracker
        refused = refusals(self._suggested, conflict)
        before = tracker.conflict(conflict) if isinstance(conflict, int) else None
        stored = self.attempt(
            lambda: (
                tracker.log(new, conflict=conflict, refused=refused)
                if other is None
                else self.rhythm.waiting.log_with(new, other, refused=refused)
            )
        )
        if stored is None:
            return
        if self._suggest_timer is not None:
            self._suggest_timer.stop()
        self.forget()
        after = tracker.conflict(stored.conflict_id) if stored.conflict_id is not None else None
        said = (
            left_unsorted(self._suggested, self._waiting, self.rhythm.settings.matching.preselect, self.keyed)
            if conflict is None
            else logged(new.handling, before, after, tracker.rules, self.rhythm.today(), joined=other is not None)
        )
        app = self.rhythm_app
        self.dismiss(stored)
        app.call_later(tell, app, said)
        if before is not None:
            app.call_later(offer_words, app, stored)


def open_capture(
    app: RhythmApp, pasted: tuple[str, ...] = (), *, then: Callable[[Escalation], object] | None = None
) -> None:
    """Open the dialog over whatever is in front; once only. `pasted` lines are offered to be logged each.

    `then` is called with the row once it is logged, not at all after Escape.
    """
    if any(isinstance(screen, CaptureDialog) for screen in app.screen_stack):
        return
    defaults: dict[str, Any] = next(
        (page.capture_defaults() for page in reversed(app.screen_stack) if hasattr(page, "capture_defaults")), {}
    )
    try:
        # A list of words that can't be read is told now, not at the first letter.
        assert app.rhythm.vocabulary
        assert app.rhythm.matching_words
    except RhythmError as error:
        app.show_error(error)
        return

    def answered(logged: Escalation | None) -> None:
        if logged is not None and then is not None:
            then(logged)

    app.push_screen(CaptureDialog(app.rhythm, defaults, pasted), answered)
