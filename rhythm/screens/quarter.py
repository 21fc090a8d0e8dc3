"""Quarter: what do the five questions say, on which evidence?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.quarters import IntentionState
from rhythm.domain.reviews import EvidenceMark
from rhythm.domain.saying import counted
from rhythm.screens import quarter_rows
from rhythm.screens.opening import open_key
from rhythm.screens.place import WIDE, PageScreen
from rhythm.screens.quarter_page import SHEET
from rhythm.screens.quarter_question import QuestionScreen
from widgets.row_list import RowList

if TYPE_CHECKING:
    from textual import events

    from rhythm.domain.periods import Quarter
    from rhythm.domain.quarters import Intention
    from rhythm.domain.reviews import Evidence
    from rhythm.service.quarter_walks import QuarterWalk

_SETTLED = {IntentionState.DONE: "done", IntentionState.DROPPED: "not done, and not open any more"}
_PAGES = {"checklist": "team", "seat": "person"}
"""Figures without rows behind them, and the kind of record whose page says more."""


class QuarterScreen(QuestionScreen):
    """One question at a time: its evidence, the answer as it is typed, and what was answered last quarter."""

    BINDINGS: ClassVar[list[BindingType]] = [binding for scope in QuestionScreen.SCOPES for binding in bindings(scope)]
    HELP = """
    **Quarter** asks five questions, one at a time, each with the evidence that was collected on the way.

    Enter on evidence opens the record, or the rows behind a figure. {quarter.strike} strikes a row, so that it no
    longer counts; {quarter.pin} pins one, so that it comes first. The answer is saved as you type. A line of it that
    begins with `>` is something you will do: `> ask @dana for the charter by 12 dec`, `> see fix 7 through`. Next
    quarter it is shown here, with what became of it. Closing keeps a frozen copy of questions, evidence and answers;
    what you add later is kept beside it, with its day.
    """

    def reload(self) -> None:
        walk = self._walk = self.rhythm.quarters.walk(self.quarter)
        if self._at < 0:
            self._at = self._remembered(walk)
        self._at = min(self._at, len(walk.questions) - 1)
        self._show_question()

    def leave(self) -> None:
        """Back to Today; the walk goes on here next time."""
        self._commit()
        self.app.call_later(self.rhythm_app.action_place, "today")

    def action_next(self) -> None:
        """On to the next question."""
        self._go(self._at + 1)

    def action_back(self) -> None:
        """Back to the question before."""
        self._go(self._at - 1)

    def action_write(self) -> None:
        """Into the answer, at once: a letter that follows in the same breath must not be taken for a key.

        Of a closed quarter it is asked what is to stand beside the answer.
        """
        if self.closed:
            from rhythm.screens.dialogs.later_answer import LaterAnswerDialog

            self.app.push_screen(LaterAnswerDialog(self))
            return
        if self.has_class("-preview"):
            self.action_preview()
        self.set_focus(self.query_one("#answer"))

    def action_preview(self) -> None:
        """Show the answer as Markdown, or as it was typed."""
        was_writing = self.query_one("#answer").has_focus
        self.keep_draft()
        self.toggle_class("-preview")
        self.reload()
        if was_writing:
            self.query_one("#evidence").focus()

    def action_leave(self) -> None:
        """Out of the answer, back to the evidence; out of Markdown, back to what was typed; or out of the walk."""
        if self.query_one("#answer").has_focus:
            self._commit()
            self.query_one("#evidence").focus()
        elif self.has_class("-preview"):
            self.action_preview()
        elif self.has_class("-last") and self.size.width < WIDE:
            self.action_last()
        elif self.quarter != self.rhythm.quarters.names.find():
            self._look_at(self.rhythm.quarters.names.find())
        else:
            self.leave()

    def action_last(self) -> None:
        """To what was answered and intended last quarter, and back to the evidence; where there is room for one of
        them, the one in place of the other."""
        last = self.query_one("#intended" if self.view.last_intentions else "#last")
        if self.size.width < WIDE:
            self.toggle_class("-last")
            # What was not shown had no width to be wrapped for.
            self.call_after_refresh(self._show_lists)
        leads_there = self.has_class("-last") if self.size.width < WIDE else not last.has_focus
        (last if leads_there else self.query_one("#evidence")).focus()

    def action_sheets(self) -> None:
        """What may be said after the questions: the scorecard and the other sheets, where one left them."""
        from rhythm.screens.quarter_sheets import SheetsScreen

        self._open_over(SheetsScreen(self.rhythm, self.quarter))

    def action_report(self) -> None:
        """What a report of the quarter would hold, before it is written."""
        from rhythm.screens.report import ReportScreen

        self._open_over(ReportScreen(self.rhythm, self.quarter))

    def action_compare(self) -> None:
        """The quarter beside the one before it."""
        from rhythm.screens.compare import CompareScreen

        self._open_over(CompareScreen(self.rhythm, self.rhythm.quarters.names.beside(self.quarter, -1), self.quarter))

    def action_answers(self) -> None:
        """All answers to the question in front."""
        from rhythm.screens.compare import AnswersScreen

        self._open_over(AnswersScreen(self.rhythm, self.view.question.id))

    def action_look(self, direction: int) -> None:
        """Look at the quarter before, or at the one after, up to this one."""
        assert self._walk is not None
        wanted, this = self.rhythm.quarters.names.beside(self.quarter, direction), self.rhythm.quarters.names.find()
        if wanted.first_day > this.first_day:
            self.say("this is the current quarter")
        elif direction < 0 and not self._walk.last_period and not self.rhythm.quarters.is_closed(wanted):
            self.say("no earlier one was answered")
        else:
            self._look_at(wanted)

    def action_weigh(self, mark: str) -> None:
        """Strike the highlighted row, or pin it; the same key takes that back."""
        item = self._highlighted_evidence
        if item is None:
            return
        wanted = None if item.mark is EvidenceMark(mark) else EvidenceMark(mark)
        if wanted is EvidenceMark.PINNED and item.struck:
            self.say(self.keyed("struck: press {quarter.strike} to take it back in first"))
            return
        quarter, question, listing = self.quarter, self.view.question.id, self.query_one("#evidence", RowList)
        # The row goes to the top or to the end of the list, and the eye stays where it is: with what stood below it.
        listing.highlight(self._beside(item))
        if self.attempt(lambda: self.rhythm.quarters.mark(quarter, question, item.key, wanted)) is None:
            listing.highlight(item.key)

    def action_settle(self, state: str) -> None:
        """Say what became of what was intended."""
        one, settled = self._highlighted_intention, IntentionState(state)
        if one is not None and self.attempt(lambda: self.rhythm.quarters.settle(one.id, settled)) is not None:
            self.say(_SETTLED[settled])

    def action_put_off(self) -> None:
        """Put what was intended off until a day."""
        from rhythm.screens.dialogs.day import ask_day

        one = self._highlighted_intention
        if one is not None:
            ask_day(
                self,
                lambda: f"Put off until: {self.veil.text(one.body)}",
                lambda day: self.attempt(lambda: self.rhythm.quarters.move(one.id, day)),
                draft=f"intention:{one.id}",
                verb="put off",
            )

    def action_close_review(self) -> None:
        """Close the quarter to a frozen copy; missing answers are asked about, and stand in nobody's way."""
        from rhythm.screens.dialogs.yes_no import YesNo

        self._commit()
        walk = self.rhythm.quarters.walk(self.quarter)
        missing = sum(not view.answer.strip() for view in walk.questions)
        if not missing:
            self._close(True)
            return
        question = f"Close {quarter_rows.period_words(self.quarter)} with {counted(missing, 'question')} unanswered?"
        more = "The copy that is kept will not change any more; undo opens it again."
        self.app.push_screen(YesNo(self.rhythm, question, more), self._close)

    def can_be_copied(self) -> bool:
        """It is the whole review, whatever is listed of it now."""
        return True

    def as_markdown(self) -> str:
        """The whole review of the quarter, with what is being typed."""
        from rhythm.interop.markdown import quarter_markdown

        if self.veil.hidden:
            return ""
        self._commit()
        return quarter_markdown(self.rhythm.quarters.data(self.quarter))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A closed quarter is read, not written; keys of a row work where that row is highlighted."""
        if self.is_mounted and self._walk is not None:
            if action == "sheets":
                return not self._walk.closed
            if action == "write":
                return not self.veil.hidden
            if action == "close_review":
                return not self._walk.closed
            if action == "weigh":
                return not self._walk.closed and self.query_one("#evidence").has_focus and bool(self.view.evidence)
            if action in ("settle", "put_off"):
                return not self._walk.closed and self.query_one("#intended").has_focus
            if action == "preview":
                return not self.veil.hidden
        return super().check_action(action, parameters)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The keys in the footer are those of the list in hand. Where there is room for all of them, remember which
        it is: a narrower window shows that one."""
        if self.size.width >= WIDE:
            self.set_class(event.widget.id in ("last", "intended"), "-last")
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the rows behind a figure, else the record; of what was intended the promise or the fix."""
        from rhythm.screens.behind import BehindScreen

        if message.row_list.id == "intended":
            one = self._highlighted_intention
            key = quarter_rows.record_of(one) if one is not None else ""
            if key:
                open_key(self, key)
            return
        item = self._highlighted_evidence
        if item is None:
            return
        if item.kind in BehindScreen.ALONE and item.id:
            item = item._replace(behind=((item.kind, item.id),))
        if item.behind:
            self.rhythm_app.open_page(BehindScreen(self.rhythm, self.quarter, item))
        elif item.id:
            open_key(self, f"{_PAGES.get(item.kind, item.kind)}:{item.id}")
        else:
            self.say("there is nothing behind it")

    @property
    def _highlighted_evidence(self) -> Evidence | None:
        row = self.query_one("#evidence", RowList).highlighted
        return next((item for item in self.view.evidence if row is not None and item.key == row.key), None)

    def _beside(self, item: Evidence) -> str:
        """The key of the row below one, else of the one above it."""
        keys = [one.key for one in self.view.evidence]
        at = keys.index(item.key)
        return (keys[at + 1 :] or keys[at - 1 :] or keys)[0]

    @property
    def _highlighted_intention(self) -> Intention | None:
        row = self.query_one("#intended", RowList).highlighted
        return next((one for one in self.view.last_intentions if row is not None and row.key == str(one.id)), None)

    def _go(self, at: int) -> None:
        assert self._walk is not None
        if at == len(self._walk.questions) and not self._walk.closed:
            self.action_sheets()
            return
        if not 0 <= at < len(self._walk.questions):
            self.say("the last question" if at > 0 else "the first question")
            return
        if not self._commit():
            # Under another question it would be that one's answer.
            return
        self._at = at
        self._remember()
        self.remove_class("-preview")
        self.reload()

    def _open_over(self, page: PageScreen) -> None:
        """Open a page over the walk, which goes on here; time on that page is not spent here."""
        self._commit()
        self.keep_time()
        self.rhythm_app.open_page(page)

    def _look_at(self, quarter: Quarter) -> None:
        if not self._commit():
            return
        self.keep_time()
        self.quarter = quarter
        self.begin_time()
        self.reload()

    def _close(self, yes: bool | None) -> None:
        if yes and self.attempt(lambda: self.rhythm.quarters.close(self.quarter)) is not None:
            self.say(self.keyed("closed; {app.undo} opens it again"))

    def _remembered(self, walk: QuarterWalk) -> int:
        """The question where one left, else the first one without an answer; of a closed quarter the first."""
        if walk.closed:
            return 0
        ids = [view.question.id for view in walk.questions]
        place = self.rhythm.draft(self.place_key)
        if place.startswith(SHEET):
            # Once this page stands, the sheet that one left goes over it.
            self.call_after_refresh(self.action_sheets)
            return len(ids) - 1
        if place in ids:
            return ids.index(place)
        return next((at for at, view in enumerate(walk.questions) if not view.answer.strip()), 0)
