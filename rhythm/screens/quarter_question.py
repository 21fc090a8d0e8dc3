"""One question of the quarter in front: its evidence, the answer as it is typed, and what was said the last time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Markdown, Static

from rhythm.domain.quarters import Spent
from rhythm.domain.saying import counted, say_day
from rhythm.errors import RhythmError
from rhythm.screens import quarter_rows
from rhythm.screens.place import PageScreen
from widgets.draft_area import DraftArea
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.plain import clean, plain
from widgets.row_list import RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from textual import events
    from textual.widgets import TextArea

    from rhythm.domain.periods import Quarter
    from rhythm.service import Rhythm
    from rhythm.service.walks import QuarterWalk, QuestionView


class QuestionScreen(PageScreen):
    """The question in front and its answer; the way through the questions is added by `QuarterScreen`."""

    PLACE = "quarter"
    SCOPES = ("quarter.evidence", "quarter.intended", "walk", "quarter", "walk.more")
    CSS_PATH = "quarter.tcss"
    AUTO_FOCUS = ""

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._quarter: Quarter = rhythm.reviews.this_quarter()
        self._at = -1
        self._walk: QuarterWalk | None = None
        self._spent = Spent()
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
                yield DraftArea(
                    id="answer", placeholder="Two or three sentences. A line that begins with > is what you will do."
                )
                yield TextPanel(id="frozen", focusable=True)
                yield Markdown(id="preview", open_links=False)
                yield TextPanel(id="intending")
            with Vertical(id="last-part"):
                yield HeadLine(id="last-head", marks=marks)
                yield TextPanel(id="last", focusable=True)
                yield RowList(id="intended", marks=marks)

    @property
    def view(self) -> QuestionView:
        """The question in front."""
        assert self._walk is not None
        return self._walk.questions[self._at]

    def keep_draft(self) -> None:
        """Store the answer as it stands, and the time that it took, at once."""
        if self._walk is None or self._walk.closed:
            return
        self._keep_time()
        if self._text == self._agreed:
            return
        text, item = self._text, self.view.question.id
        if not self._keep(lambda: self.rhythm.quarters.save_draft(self._quarter, item, text)):
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

    def on_text_area_changed(self, _message: TextArea.Changed) -> None:
        """Typing is time spent."""
        self._tick()

    def on_key(self, _event: events.Key) -> None:
        """So is every other key."""
        self._tick()

    def on_screen_resume(self) -> None:
        """Time begins to count, from here on."""
        self._spent = self._spent._replace(since=self.rhythm.clock.now())

    def on_screen_suspend(self) -> None:
        """What was typed becomes an answer when the page is left."""
        self._commit()
        self._keep_time()
        self._spent = self._spent._replace(since=None)

    def on_resize(self) -> None:
        """Lines under the highlighted evidence are wrapped for the width."""
        if self._walk is not None and self.is_current:
            self.call_after_refresh(self._show_lists)

    @property
    def _text(self) -> str:
        return self.query_one("#answer", DraftArea).text

    @property
    def _saved_answer(self) -> str:
        """The answer as it was stored last, without the draft."""
        found = self._walk.review if self._walk is not None else None
        return found.answer(self.view.question.id) if found is not None else ""

    def _commit(self) -> None:
        """Make what was typed the answer, as one action."""
        if self._walk is None or self._walk.closed:
            return
        text, item = self._text, self.view.question.id
        if text.strip() == self._saved_answer.strip():
            if text != self._agreed:
                self.keep_draft()
            return
        stored = self.attempt(lambda: self.rhythm.quarters.answer(self._quarter, item, text))
        if stored is not None:
            self._agreed = text
            self._walk = self.rhythm.quarters.walk(self._quarter)

    def _keep(self, save: Callable[[], None]) -> bool:
        """Store a draft, which is no action; what stands in the way is shown."""
        try:
            save()
        except RhythmError as error:
            self.rhythm_app.show_error(error)
            return False
        return True

    def _tick(self) -> None:
        """Something was done: what passed since the last time is time spent, unless it was a long pause."""
        if self._walk is None or self._walk.closed or self._spent.since is None:
            return
        before, self._spent = self._spent.minutes, self._spent.at(self.rhythm.clock.now())
        if self._spent.minutes != before:
            self._keep_time()
            self._show_head()

    def _keep_time(self) -> None:
        if self._walk is not None and not self._walk.closed and self._spent.seconds != self._walk.spent.seconds:
            self._keep(lambda: self.rhythm.quarters.save_spent(self._quarter, self._spent))

    def _remember(self) -> None:
        """Keep the question in front, to go on there."""
        if self.rhythm.draft(self._place_key) != self.view.question.id:
            self._keep(lambda: self.rhythm.save_draft(self._place_key, self.view.question.id))

    @property
    def _place_key(self) -> str:
        return f"quarter:{self._quarter}:question"

    def _show_question(self) -> None:
        self._show_head()
        self.query_one("#question", Static).update(plain(self.view.question.text))
        self._show_lists()
        self._show_answer()
        self._keep_focus()
        self.refresh_bindings()

    def _show_head(self) -> None:
        walk, marks = self._walk, self.rhythm_app.marks
        assert walk is not None
        answered = sum(bool(one.answer.strip()) for one in walk.questions)
        budget = self.rhythm.settings.review.quarter_budget_minutes
        fact = f"{answered} of {len(walk.questions)} answered · {self._spent.minutes} of {budget} min"
        if walk.closed and walk.review is not None and walk.review.closed_on is not None:
            fact = f"closed {say_day(walk.review.closed_on, self.rhythm.today())}, frozen copy"
        title = f"{quarter_rows.period_words(walk.quarter)} · question {self._at + 1} of {len(walk.questions)}"
        self.query_one("#head", HeadLine).say(marks.text(title), marks.text(fact))

    def _show_lists(self) -> None:
        self._show_evidence()
        self._show_last()

    def _show_evidence(self) -> None:
        listing = self.query_one("#evidence", RowList)
        width = max(20, listing.size.width)
        struck = sum(item.struck for item in self.view.evidence)
        fact = f"{struck} struck" if struck else ""
        self.query_one("#evidence-head", HeadLine).say("EVIDENCE", fact)
        listing.set_empty(quarter_rows.no_evidence(self.view, width - 2))
        listing.set_rows(quarter_rows.evidence_rows(self, self.view.evidence, width))

    def _show_answer(self) -> None:
        walk, area, frozen = self._walk, self.query_one("#answer", DraftArea), self.query_one("#frozen", TextPanel)
        assert walk is not None
        answer, previewed = self.view.answer, self.has_class("-preview") and not self.veil.hidden
        read_only = walk.closed or self.veil.hidden
        preview = self.query_one("#preview", Markdown)
        area.display, frozen.display = not read_only and not previewed, read_only and not previewed
        preview.display = previewed
        frozen.set_paras([Para(self.veil.text(answer) or "No answer.", Tone.PLAIN if answer else Tone.DIM)])
        self.query_one("#answer-head", HeadLine).say(
            "YOUR ANSWER, AS MARKDOWN" if previewed else "YOUR ANSWER", quarter_rows.rests_on(self.view.evidence)
        )
        if self._text == self._agreed and answer.strip() != self._text.strip():
            area.show(answer)
            self._agreed = area.text
        if previewed:
            preview.update(clean(answer if walk.closed else self._text) or "*No answer yet.*")
        intending = self.query_one("#intending", TextPanel)
        intending.display = bool(self.view.intentions)
        intending.set_paras(quarter_rows.intending(self, self.view.intentions))

    def _show_last(self) -> None:
        assert self._walk is not None
        period, said = self._walk.last_period.replace("-", " "), self.view.last_intentions
        open_ones = sum(one.state == "open" for one in said)
        fact = f"{period}, {counted(open_ones, 'intention')} open" if open_ones else period
        self.query_one("#last-head", HeadLine).say("LAST QUARTER YOU WROTE", fact)
        self.query_one("#last", TextPanel).set_paras(quarter_rows.last_answer(self, self._walk, self.view))
        rows = self.query_one("#intended", RowList)
        rows.display = bool(said)
        rows.set_rows(quarter_rows.intended_rows(self, said, max(20, rows.size.width)))

    def _keep_focus(self) -> None:
        if self.is_current and (self.focused is None or not self.focused.display):
            self.query_one("#evidence").focus()
