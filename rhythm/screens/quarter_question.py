"""One question of the quarter in front: its evidence, the answer as it is typed, and what was said the last time."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from rhythm.domain.saying import say_quarter
from rhythm.errors import RhythmError
from rhythm.screens import quarter_rows
from rhythm.screens.place import WIDE
from rhythm.screens.quarter_page import QuarterPage
from widgets.draft_area import DraftArea
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.plain import plain
from widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from rhythm.service import Rhythm
    from rhythm.service.quarter_walks import QuarterWalk, QuestionView

_EVIDENCE = 78
"""Columns of the evidence where the answer stands beside it, as in quarter.tcss."""


class QuestionScreen(QuarterPage):
    """The question in front and its answer; the way through the questions is added by `QuarterScreen`."""

    SCOPES = ("quarter.evidence", "quarter.intended", "walk", "quarter", "walk.more")

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
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
                yield DraftArea(
                    id="answer", placeholder="Two or three sentences. A line that begins with > is what you will do."
                )
                yield TextPanel(id="frozen", focusable=True)
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
        self.keep_time()
        if self._text == self._agreed:
            return
        text, item = self._text, self.view.question.id
        if not self.keep(lambda: self.rhythm.quarters.save_draft(self.quarter, item, text)):
            return
        self._remember()
        self._agreed = text
        self.say("saved")

    def on_draft_area_draft(self, message: DraftArea.Draft) -> None:
        """Keep what is being typed. A message about an answer that was left meanwhile is out of date."""
        if message.text == self._text:
            self.keep_draft()

    def on_text_area_changed(self, _message: TextArea.Changed) -> None:
        """Typing is time spent."""
        self.tick()

    def on_screen_suspend(self) -> None:
        """What was typed becomes an answer when the page is left."""
        self._commit()

    @property
    def _text(self) -> str:
        return self.query_one("#answer", DraftArea).text

    @property
    def _saved_answer(self) -> str:
        """The answer as it was stored last, without the draft."""
        found = self._walk.review if self._walk is not None else None
        return found.answer(self.view.question.id) if found is not None else ""

    def _commit(self) -> bool:
        """Make what was typed the answer, as one action; whether nothing typed is left that could not be stored."""
        if self._walk is None or self._walk.closed:
            return True
        text, item = self._text, self.view.question.id
        if text.strip() == self._saved_answer.strip():
            if text != self._agreed:
                self.keep_draft()
            return True
        stored = self.attempt(lambda: self.rhythm.quarters.answer(self.quarter, item, text))
        if stored is None:
            # Told already; it is kept in memory, so that nobody leaves the app without being told of it again.
            with suppress(RhythmError):
                self.rhythm.quarters.save_draft(self.quarter, item, text)
            return False
        self._agreed = text
        self._walk = self.rhythm.quarters.walk(self.quarter)
        return True

    def _remember(self) -> None:
        """Keep the question in front, to go on there."""
        self.remember_place(self.view.question.id)

    def _show_question(self) -> None:
        self.show_head()
        asked = "\n".join(part for part in (self.view.question.text, self.view.preset) if part)
        self.query_one("#question", Static).update(plain(asked))
        self._show_lists()
        self._show_answer()
        self._keep_focus()
        self.refresh_bindings()

    @property
    def closed(self) -> bool:
        """Whether a closed quarter is shown."""
        return self._walk is None or self._walk.closed

    def show_head(self) -> None:
        """Where one is, how much is answered, and the time that it took."""
        walk, marks = self._walk, self.rhythm_app.marks
        assert walk is not None
        answered = sum(bool(one.answer.strip()) for one in walk.questions)
        fact = f"{answered} of {len(walk.questions)} answered · {self.minutes_words}"
        if walk.closed and walk.review is not None and walk.review.closed_on is not None:
            fact = quarter_rows.frozen_words(walk, self.rhythm.today())
        title = f"{quarter_rows.period_words(walk.quarter)} · question {self._at + 1} of {len(walk.questions)}"
        self.query_one("#head", HeadLine).say(marks.text(title), marks.text(fact))

    def _show_lists(self) -> None:
        self._show_evidence()
        self._show_last()

    def _show_evidence(self) -> None:
        listing = self.query_one("#evidence", RowList)
        width = _EVIDENCE if self.size.width >= WIDE else self.size.width
        struck = sum(item.struck for item in self.view.evidence)
        told = (quarter_rows.brackets_words(self.quarter, self.view.evidence), f"{struck} struck" if struck else "")
        fact = self.rhythm_app.marks.text(" · ".join(filter(None, told)))
        self.query_one("#evidence-head", HeadLine).say("EVIDENCE", fact)
        listing.set_empty(map(self.keyed, quarter_rows.no_evidence(self.view, width - 2)))
        listing.set_rows(quarter_rows.evidence_rows(self, self.view.evidence, width))

    def _show_answer(self) -> None:
        walk, area, frozen = self._walk, self.query_one("#answer", DraftArea), self.query_one("#frozen", TextPanel)
        assert walk is not None
        answer, previewed = self.view.answer, self.has_class("-preview") and not self.veil.hidden
        read_only = walk.closed or self.veil.hidden
        area.display, frozen.display = not read_only and not previewed, read_only and not previewed
        frozen.set_paras(quarter_rows.frozen_answer(self, self.view))
        self.query_one("#answer-head", HeadLine).say(
            "AS MARKDOWN" if previewed else "YOUR ANSWER", quarter_rows.answer_fact(self, self.view)
        )
        if self._text == self._agreed and answer.strip() != self._text.strip():
            area.show(answer)
            self._agreed = area.text
        self._show_preview(quarter_rows.drawn(answer if walk.closed else self._text) if previewed else None)
        intending = self.query_one("#intending", TextPanel)
        intending.display = bool(self.view.intentions)
        intending.set_paras(quarter_rows.intending(self, self.view.intentions))

    def _show_preview(self, text: str | None) -> None:
        """Show a text as Markdown, or none. What draws it is large, and is built when it is asked for."""
        found = next(iter(self.query("#preview")), None)
        if text is None:
            if found is not None:
                found.display = False
            return
        from textual.widgets import Markdown

        if isinstance(found, Markdown):
            found.display = True
            found.update(text)
        else:
            preview = Markdown(text, id="preview", open_links=False)
            preview.can_focus = False
            self.query_one("#answer-part").mount(preview, before="#intending")

    def _show_last(self) -> None:
        assert self._walk is not None
        last, said = self._walk.last_period, self.view.last_intentions
        period = say_quarter(last) if last else ""
        open_ones = sum(one.state == "open" for one in said)
        fact = f"{period}, {open_ones} open" if open_ones else period
        self.query_one("#last-head", HeadLine).say("LAST QUARTER", fact)
        self.query_one("#last", TextPanel).set_paras(quarter_rows.last_answer(self, self._walk, self.view))
        rows = self.query_one("#intended", RowList)
        rows.display = bool(said)
        width = self.size.width
        room = width - _EVIDENCE - 1 if width >= WIDE else width
        rows.set_rows(quarter_rows.intended_rows(self, said, room))

    def _keep_focus(self) -> None:
        if self.is_current and (self.focused is None or not self.focused.display):
            self.query_one("#evidence").focus()
