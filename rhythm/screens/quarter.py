"""Quarter: what do the five questions say, on which evidence?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.domain.reviews import ReviewKind
from rhythm.domain.saying import counted, say_day
from rhythm.errors import RhythmError
from rhythm.screens import quarter_rows
from rhythm.screens.opening import open_key
from rhythm.screens.place import WIDE, PageScreen
from widgets.draft_area import DraftArea
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.plain import plain
from widgets.row_list import RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.service import Rhythm
    from rhythm.service.walks import QuarterWalk, QuestionView


class QuarterScreen(PageScreen):
    """One question at a time: its evidence, the answer as it is typed, and what was answered last quarter."""

    PLACE = "quarter"
    SCOPES = ("quarter", "walk", "walk.more")
    BINDINGS: ClassVar[list[BindingType]] = [binding for scope in SCOPES for binding in bindings(scope)]
    CSS_PATH = "quarter.tcss"
    HELP = """
    **Quarter** asks five questions, one at a time, each with the evidence that was collected on the way.

    The answer is saved while it is typed. Enter on evidence opens the record, or the rows behind a figure. Closing
    keeps a frozen copy of questions, evidence and answers.
    """
    AUTO_FOCUS = ""

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._quarter: Quarter = rhythm.reviews.this_quarter()
        self._at = -1
        self._walk: QuarterWalk | None = None
        # What the field held when it and the store last agreed; anything else was typed since.
        self._agreed = ""

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        yield Static(id="question", markup=False)
        with Container(id="room"):
            with Vertical(id="evidence-part"):
                yield HeadLine(id="evidence-head", marks=marks)
                yield RowList(id="evidence", marks=marks)
            with Vertical(id="answer-part"):
                yield HeadLine(id="answer-head", marks=marks)
                yield DraftArea(id="answer", placeholder="Two or three sentences, and what you will do next.")
                yield TextPanel(id="frozen", focusable=True)
            with Vertical(id="last-part"):
                yield HeadLine(id="last-head", marks=marks)
                yield TextPanel(id="last", focusable=True)

    def reload(self) -> None:
        walk = self._walk = self.rhythm.reviews.quarter(self._quarter)
        if self._at < 0:
            self._at = self._remembered(walk)
        self._at = min(self._at, len(walk.questions) - 1)
        self._show_question()

    @property
    def view(self) -> QuestionView:
        """The question in front."""
        assert self._walk is not None
        return self._walk.questions[self._at]

    def leave(self) -> None:
        """Back to Today; the walk goes on here next time."""
        self._commit()
        self.app.call_later(self.rhythm_app.action_place, "today")

    def keep_draft(self) -> None:
        """Store the answer as it stands, at once."""
        if self._walk is None or self._walk.closed or self._text == self._agreed:
            return
        text, item = self._text, self.view.question.id
        save = self.rhythm.reviews.save_answer_draft
        if not self._keep(lambda: save(ReviewKind.QUARTER, str(self._quarter), item, text)):
            return
        self._remember()
        self._agreed = text
        self.say("saved")

    def on_draft_area_draft(self, message: DraftArea.Draft) -> None:
        """Keep what is being typed. A message about an answer that was left meanwhile is out of date."""
        if message.text == self._text:
            if message.text.strip() or not self._saved_answer:
                self.keep_draft()
            else:
                # A draft without text is none, and the old answer would come back.
                self._commit()

    def on_screen_suspend(self) -> None:
        """What was typed becomes an answer when the page is left."""
        self._commit()

    def on_resize(self) -> None:
        """Lines under the highlighted evidence are wrapped for the width."""
        if self._walk is not None and self.is_current:
            self.call_after_refresh(self._show_evidence)

    def action_next(self) -> None:
        """On to the next question."""
        self._go(self._at + 1)

    def action_back(self) -> None:
        """Back to the question before."""
        self._go(self._at - 1)

    def action_write(self) -> None:
        """Into the answer, at once: a letter that follows in the same breath must not be taken for a key."""
        self.set_focus(self.query_one("#answer"))

    def action_leave(self) -> None:
        """Out of the answer, back to the evidence, or out of the walk."""
        if self.query_one("#answer").has_focus:
            self._commit()
            self.query_one("#evidence").focus()
        elif self.has_class("-last") and self.size.width < WIDE:
            self.action_last()
        elif self._quarter != self.rhythm.reviews.this_quarter():
            self._look_at(self.rhythm.reviews.this_quarter())
        else:
            self.leave()

    def action_last(self) -> None:
        """Show last quarter's answer in place of the evidence, where there is room for one of them."""
        self.toggle_class("-last")
        if not self.query_one("#answer").has_focus:
            self.query_one("#last" if self.has_class("-last") else "#evidence").focus()

    def action_look(self, direction: int) -> None:
        """Look at the quarter before, or at the one after, up to this one."""
        assert self._walk is not None
        wanted = self._quarter.shifted(direction)
        if wanted > self.rhythm.reviews.this_quarter():
            self.say("the quarter in hand")
        elif direction < 0 and not self._walk.last_period:
            self.say("no earlier one is closed")
        else:
            self._look_at(wanted)

    def action_close_review(self) -> None:
        """Close the quarter to a frozen copy; missing answers are asked about, and stand in nobody's way."""
        from rhythm.screens.dialogs.yes_no import YesNo

        self._commit()
        walk = self.rhythm.reviews.quarter(self._quarter)
        missing = sum(not view.answer.strip() for view in walk.questions)
        if not missing:
            self._close(True)
            return
        question = f"Close {self._period_words(self._quarter)} with {counted(missing, 'question')} unanswered?"
        self.app.push_screen(
            YesNo(question, "The copy that is kept will not change any more; undo opens it again."), self._close
        )

    def action_copy(self) -> None:
        """The review as Markdown, into the clipboard."""
        from rhythm.interop.markdown import quarter_markdown
        from rhythm.service.snapshots import quarter_snapshot

        self._commit()
        walk = self.rhythm.reviews.quarter(self._quarter)
        self.app.copy_to_clipboard(quarter_markdown({**quarter_snapshot(walk), "complete": walk.complete}))
        self.say("copied as Markdown")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A closed quarter is read, not written."""
        if self.is_mounted and self._walk is not None:
            if action in ("write", "close_review"):
                return not self._walk.closed and not (action == "write" and self.veil.hidden)
            if action == "last":
                return self.size.width < WIDE
        return super().check_action(action, parameters)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the rows behind a figure, else the record."""
        from rhythm.screens.behind import BehindScreen

        item = self.view.evidence[int(message.row.key.partition(":")[0])]
        if item.behind:
            self.rhythm_app.open_page(BehindScreen(self.rhythm, self._quarter, item))
        elif item.id:
            open_key(self, f"{item.kind}:{item.id}")
        else:
            self.say("a copy keeps no rows")

    @property
    def _text(self) -> str:
        return self.query_one("#answer", DraftArea).text

    @property
    def _saved_answer(self) -> str:
        """The answer as it was stored last, without the draft."""
        found = self._walk.review if self._walk is not None else None
        return found.answer(self.view.question.id) if found is not None else ""

    def _go(self, at: int) -> None:
        assert self._walk is not None
        if not 0 <= at < len(self._walk.questions):
            last = "the last question" if self._walk.closed else "the last question; ctrl+s closes the quarter"
            self.say(last if at > 0 else "the first question")
            return
        self._commit()
        self._at = at
        self._remember()
        self.reload()

    def _look_at(self, quarter: Quarter) -> None:
        self._commit()
        self._quarter = quarter
        self.reload()

    def _commit(self) -> None:
        """Make what was typed the answer, as one action."""
        if self._walk is None or self._walk.closed:
            return
        text, item, period = self._text, self.view.question.id, str(self._quarter)
        if text.strip() == self._saved_answer.strip():
            if text != self._agreed:
                self.keep_draft()
            return
        stored = self.attempt(lambda: self.rhythm.reviews.answer(ReviewKind.QUARTER, period, item, text))
        if stored is not None:
            self._agreed = text
            self._walk = self.rhythm.reviews.quarter(self._quarter)

    def _close(self, yes: bool | None) -> None:
        if yes and self.attempt(lambda: self.rhythm.reviews.close_quarter(self._quarter)) is not None:
            self.say("closed; u opens it again")

    def _keep(self, save: Callable[[], None]) -> bool:
        """Store a draft, which is no action; what stands in the way is shown."""
        try:
            save()
        except RhythmError as error:
            self.rhythm_app.show_error(error)
            return False
        return True

    def _remember(self) -> None:
        """Keep the question in front, to go on there."""
        if self.rhythm.draft(self._place_key) != self.view.question.id:
            self._keep(lambda: self.rhythm.save_draft(self._place_key, self.view.question.id))

    def _remembered(self, walk: QuarterWalk) -> int:
        """The question where one left, else the first one without an answer; of a closed quarter the first."""
        if walk.closed:
            return 0
        ids = [view.question.id for view in walk.questions]
        place = self.rhythm.draft(self._place_key)
        if place in ids:
            return ids.index(place)
        return next((at for at, view in enumerate(walk.questions) if not view.answer.strip()), 0)

    @property
    def _place_key(self) -> str:
        return f"quarter:{self._quarter}:question"

    def _show_question(self) -> None:
        walk, view = self._walk, self.view
        assert walk is not None
        answered = sum(bool(one.answer.strip()) for one in walk.questions)
        budget = self.rhythm.settings.review.quarter_budget_minutes
        fact = f"{answered} of {len(walk.questions)} answered · {budget} min budget"
        if walk.closed and walk.review is not None and walk.review.closed_on is not None:
            fact = f"closed {say_day(walk.review.closed_on, self.rhythm.today())}, frozen copy"
        title = f"{self._period_words(walk.quarter)} · question {self._at + 1} of {len(walk.questions)}"
        marks = self.rhythm_app.marks
        self.query_one("#head", HeadLine).say(marks.text(title), marks.text(fact))
        self.query_one("#question", Static).update(plain(view.question.text))
        self._show_evidence()
        self._show_answer()
        self._show_last()
        self._keep_focus()
        self.refresh_bindings()

    def _show_evidence(self) -> None:
        listing = self.query_one("#evidence", RowList)
        width = max(20, listing.size.width)
        self.query_one("#evidence-head", HeadLine).say("EVIDENCE")
        listing.set_empty(quarter_rows.no_evidence(self.view, width - 2))
        listing.set_rows(quarter_rows.evidence_rows(self, self.view.evidence, width))

    def _show_answer(self) -> None:
        walk, area, frozen = self._walk, self.query_one("#answer", DraftArea), self.query_one("#frozen", TextPanel)
        assert walk is not None
        read_only = walk.closed or self.veil.hidden
        area.display, frozen.display = not read_only, read_only
        answer = self.view.answer
        frozen.set_paras([Para(self.veil.text(answer) or "No answer.", Tone.PLAIN if answer else Tone.DIM)])
        self.query_one("#answer-head", HeadLine).say("YOUR ANSWER", quarter_rows.rests_on(self.view.evidence))
        if self._text == self._agreed and answer.strip() != self._text.strip():
            area.show(answer)
            self._agreed = area.text

    def _show_last(self) -> None:
        assert self._walk is not None
        period = self._walk.last_period.replace("-", " ")
        self.query_one("#last-head", HeadLine).say("LAST QUARTER YOU WROTE", period)
        self.query_one("#last", TextPanel).set_paras([quarter_rows.last_answer(self, self._walk, self.view)])

    def _keep_focus(self) -> None:
        if self.is_current and (self.focused is None or not self.focused.display):
            self.query_one("#evidence").focus()

    def _period_words(self, quarter: Quarter) -> str:
        return f"Q{quarter.number} {quarter.year}"
