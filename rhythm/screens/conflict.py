"""One conflict: its card when a verdict is due, else how it stands; its weeks, and everything by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.escalations import ConflictId, EscalationId
from rhythm.domain.fixes import OPEN_FIXES, Fix, FixState
from rhythm.domain.saying import say_day
from rhythm.screens import conflict_rows, conflict_story_rows
from rhythm.screens.place import PageScreen, list_width
from rhythm.screens.tracker_words import TrackerWords
from widgets.panel import TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.domain.alignment import Alignment
    from rhythm.domain.conflict_story import Story
    from rhythm.domain.conflicts import Occasion
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm


class ConflictScreen(PageScreen):
    """One conflict. What may be done with it stands in it as rows, and in the footer."""

    PLACE = "conflicts"
    SCOPES = ("conflict", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("conflict"), *bindings("copy")]
    HELP = """
    **One conflict**: what can be done now, its weeks as a picture, and everything by day: meetings, verdicts, fixes,
    when it opened again, and the quiet in between. `●` is a meeting that counts towards the rule, `·` an older one. In
    the picture, `·` is a week in which nothing was logged: missing, not quiet.

    The rule: at the third meeting, change the structure instead of coaching around it again. Enter on a meeting sorts
    or edits it; on anything else it lists the rows behind. A fix is watched from the day it is in effect.
    """

    def __init__(self, rhythm: Rhythm, conflict_id: int) -> None:
        super().__init__(rhythm)
        self._conflict_id = ConflictId(conflict_id)
        self._view: ConflictView | None = None
        self._story: Story | None = None
        self._asked = False

    def body(self) -> ComposeResult:
        yield from self.list_and_detail()

    @property
    def list_width(self) -> int:
        """Cells that a row has at the most."""
        return list_width(self.size.width)

    @property
    def _words(self) -> TrackerWords:
        return TrackerWords(self.rhythm, self.veil)

    def reload(self) -> None:
        self._view = self.rhythm.tracker.conflict(self._conflict_id)
        if self._view is None:
            # Undone, or merged away by another program.
            self.call_later(self.go_back)
            return
        first_time, asked_before = self.listing.highlighted is None, self._asked
        self._asked = self._fix_in_hand("settle") is not None
        self._story = self.rhythm.tracker.story(self._view)
        self.listing.set_rows(conflict_rows.rows_of(self, self._view, self._story))
        if self._asked and not asked_before:
            self.listing.highlight("do:settle('held')")
        elif first_time:
            self.listing.highlight(conflict_rows.first_key(self._view))
        self._show_detail()
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Do what the row says, or open what stands behind it."""
        kind, _, rest = message.row.key.partition(":")
        if kind == "do":
            self.call_later(self.run_action, rest)
        elif kind == "escalation" and (row := self.rhythm.tracker.escalation(int(rest))) is not None:
            from rhythm.screens.dialogs.triage import open_triage

            open_triage(self.rhythm_app, row)
        elif kind == "fix" and self._fix_in_hand("effect") is not None:
            self.action_effect()
        elif kind == "weeks" and self._story is not None:
            conflict_story_rows.open_weeks(self, self._story)
        elif self._story is not None:
            conflict_story_rows.open_step(self, self._story, message.row.key)

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the detail of the highlighted row."""
        self._show_detail()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what fits how the conflict stands, and the highlighted row."""
        of_rows = {"edit_fix": self._fix_to_edit, "move_row": self._highlighted_row}
        if action in of_rows and of_rows[action]() is None:
            return False
        fits = conflict_rows.fits(action, self._view, self.rhythm.tracker.rules, self.rhythm.today())
        return fits and super().check_action(action, parameters)

    def as_markdown(self) -> str:
        """How the conflict stands, its fixes, rows and verdicts, each with its whole text."""
        from rhythm.interop.vault import note_text
        from rhythm.service.vault import conflict_note

        if self._view is None or self.veil.hidden:
            return ""
        return note_text(conflict_note(self.rhythm, self._view))

    def counted(self) -> tuple[Occasion, ...]:
        """The meetings that count towards the rule."""
        return self._view.tally.counted if self._view is not None else ()

    def action_fix(self) -> None:
        """Decide on a structural fix."""
        from rhythm.screens.dialogs.fix import decide_fix

        if self._view is not None:
            decide_fix(self, self._view, self._fixed)

    def action_edit_fix(self) -> None:
        """Say a fix anew: its words, its owner, its form."""
        from rhythm.screens.dialogs.fix import edit_fix

        fix = self._fix_to_edit()
        if fix is not None:
            edit_fix(self, fix, lambda _: self.say("fix edited"))

    def action_split(self) -> None:
        """Choose rows that are not the same conflict."""
        from rhythm.screens.dialogs.split import SplitDialog

        if self._view is not None:
            self.app.push_screen(SplitDialog(self.rhythm, self._view), lambda part: self.say("split") if part else None)

    def action_tension(self) -> None:
        """Leave it as it is until a day, with the reason; asked first is whether it is healthy, unless that was said
        since the last meeting."""
        view, tested = self._view, self.rhythm.alignment.newest(self._conflict_id)
        if view is None:
            return
        if tested is not None and (view.tally.last_day is None or tested.day >= view.tally.last_day):
            self._leave_it()
        else:
            self.action_test()

    def action_test(self) -> None:
        """Ask whether it is tension or misalignment, and go on with what follows."""
        from rhythm.screens.dialogs.alignment import ask_alignment

        ask_alignment(self, self._conflict_id, self._tested)

    def _tested(self, found: Alignment | None) -> None:
        """A healthy tension may be left, as may one without the test; misalignment asks for its fix."""
        if found is not None and not found.healthy:
            self.action_fix()
        elif self.check_action("tension", ()):
            self._leave_it()

    def _leave_it(self) -> None:
        from rhythm.screens.dialogs.verdicts import ask_tension

        ask_tension(self, self._conflict_id)

    def action_later(self) -> None:
        """Put the verdict off."""
        changed = self.attempt(lambda: self.rhythm.tracker.answer(self._conflict_id, VerdictKind.LATER))
        if changed is not None and changed.until is not None:
            self.say(f"put off until {say_day(changed.until, self.rhythm.today())}")

    def action_settle(self, state: str) -> None:
        """Say whether the fix held."""
        fix = self._fix_in_hand("settle")
        settled = self.attempt(lambda: self.rhythm.fixes.settle(fix.id, FixState(state))) if fix else None
        if settled is not None:
            self.say(state.replace("_", " "))

    def action_effect(self) -> None:
        """Say since when the fix is in effect."""
        from rhythm.screens.dialogs.verdicts import ask_effect

        fix = self._fix_in_hand("effect")
        if fix is not None:
            ask_effect(self, fix)

    def action_drop(self) -> None:
        """Drop the fix that is not in effect."""
        fix = self._fix_in_hand("drop")
        dropped = self.attempt(lambda: self.rhythm.fixes.settle(fix.id, FixState.DROPPED)) if fix else None
        if dropped is not None:
            self.say("dropped")

    def action_rename(self) -> None:
        """Give the conflict another name."""
        from rhythm.screens.dialogs.verdicts import rename

        if self._view is not None:
            rename(self, self._view.conflict)

    def action_merge(self) -> None:
        """Say that it is the same as another conflict."""
        from rhythm.screens.dialogs.pick import pick_conflict

        def merge(into: int) -> None:
            before, self._conflict_id = self._conflict_id, ConflictId(into)
            if self.attempt(lambda: self.rhythm.tracker.merge(before, ConflictId(into))) is None:
                self._conflict_id = before
            else:
                self.say(f"merged into #{into}")

        pick_conflict(self.rhythm_app, "Merge into which conflict?", merge, but=self._conflict_id)

    def action_move_row(self) -> None:
        """Move the highlighted row to another conflict."""
        from rhythm.screens.dialogs.pick import pick_conflict

        row = self._highlighted_row()
        if row is None:
            return

        def move(into: int) -> None:
            tracker = self.rhythm.tracker
            self.attempt_and_say(
                lambda: tracker.link(row, ConflictId(into), refused=(self._conflict_id,)), f"moved to #{into}"
            )

        pick_conflict(self.rhythm_app, "Move the row to which conflict?", move, but=self._conflict_id)

    def action_close_conflict(self) -> None:
        """Close the conflict by hand; a new meeting opens it again."""
        self.attempt_and_say(
            lambda: self.rhythm.tracker.answer(self._conflict_id, VerdictKind.CLOSED),
            self.keyed("closed; {app.undo} opens it again"),
        )

    def _fixed(self, fix: Fix) -> None:
        self.say("fix proposed" if fix.owner_id is None else "fix decided")

    def _fix_in_hand(self, action: str) -> Fix | None:
        """The fix of the conflict, where an action fits it."""
        return self._view.fix if self._view is not None and self.check_action(action, ()) else None

    def _fix_to_edit(self) -> Fix | None:
        """The highlighted fix, else the newest while it is open."""
        if number := self.in_hand("fix"):
            return self.rhythm.fixes.fix(int(number))
        fix = self._view.fix if self._view is not None else None
        return fix if fix is not None and fix.state in OPEN_FIXES else None

    def _highlighted_row(self) -> EscalationId | None:
        number = self.in_hand("escalation")
        return EscalationId(int(number)) if number else None

    def _show_detail(self) -> None:
        if self._view is None or self._story is None or not (self.has_class("-wide") or self.has_class("-full")):
            return
        row = self.listing.highlighted
        self.query_one("#detail", TextPanel).set_paras(
            conflict_rows.detail_of(self, self._view, self._story, row.key if row else "")
        )
