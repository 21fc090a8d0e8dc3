"""The walk through the steps of the week: where one is, what is shown there, and how one goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static

from rhythm.domain.reviews import ReviewKind
from rhythm.domain.saying import counted
from rhythm.errors import RhythmError
from rhythm.screens import week_rows
from rhythm.screens.place import PageScreen
from rhythm.screens.triage_panel import TriagePanel
from rhythm.screens.week_sitting import Sitting, bounded, triage_key
from widgets.capture_input import CaptureInput
from widgets.draft_area import PAUSE
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.plain import plain
from widgets.row_list import RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.periods import Week
    from rhythm.service import Rhythm
    from rhythm.service.closed_weeks import ClosedWeek

_ENTER = {"close_meetings": "held", "rituals": "change the question", "next_week": "plan the ticked"}
"""What Enter does on the rows of a step, where it does not open them."""


class StepList(RowList, inherit_bindings=False):
    """Rows of a walkthrough: Enter says what it does."""

    VERBS = ("open", *_ENTER.values())
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding("enter", f"do('{verb}')", verb) for verb in VERBS),
        *(binding for binding in RowList.BINDINGS if isinstance(binding, Binding) and binding.action != "choose"),
    ]
    verb = "open"

    def action_do(self, verb: str) -> None:  # noqa: ARG002 - the word is for the footer
        """Choose the highlighted row."""
        self.action_choose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter stands in the footer with the word that holds in this step."""
        if action == "do":
            return parameters == (self.verb,) and self.highlighted is not None
        return super().check_action(action, parameters)


class StepsScreen(PageScreen):
    """The steps of the week, or a closed week; the answers to the items are added by `WeekScreen`."""

    PLACE = "week"
    SCOPES = (
        "week.meetings", "week.promises", "week.same", "week.rituals", "week.fixes", "week.rights",
        "week.plan", "walk", "week", "walk.more",
    )  # fmt: skip
    CSS_PATH = "week.tcss"
    AUTO_FOCUS = ""

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._step = ""
        self._period: Week | None = None
        self._only: frozenset[str] | None = None
        self._aside: frozenset[str] = frozenset()
        self._had = 0
        self._sorting = ""
        self._looked_at: Week | None = None
        self._stored_line = ""
        self._line_timer: Timer | None = None

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        yield Static(id="question", markup=False)
        with Horizontal(id="columns"):
            with Vertical(id="step"):
                yield TextPanel(id="figures")
                yield TriagePanel(id="triage", later="set it aside for now")
                yield StepList(id="list", marks=marks)
                yield CaptureInput(id="closing", placeholder="One line, or none")
                yield TextPanel(id="closed", focusable=True)
            yield TextPanel(id="detail")

    def reload(self) -> None:
        walk = self.rhythm.reviews.week()
        if walk.items.week != self._period:
            self._period, self._aside, self._looked_at = walk.items.week, frozenset(), None
            self._only = bounded(walk, self.rhythm_app.items)
            self._step = Sitting(walk, self._only).begin(self.rhythm.draft(self._step_key))
        self.sitting = Sitting(walk, self._only, self._aside)
        closed = self._shown_closed()
        self.query_one("#closed").display = closed is not None
        self.set_class(closed is not None, "-alone")
        if closed is not None:
            self._show_closed(closed)
        else:
            self._pass_when_done()
            self._show_step()

    def scopes_here(self) -> tuple[str, ...]:
        """Escalations are sorted with the keys of the panel that shows them."""
        return (*self.SCOPES, "capture", "fields", "triage") if self.step == "triage" else self.SCOPES

    @property
    def step(self) -> str:
        """The step in front; empty while a closed week is shown."""
        return "" if not self.is_mounted or self.query_one("#closed").display else self._step

    @property
    def highlighted(self) -> str:
        """The key of the item in hand, or nothing."""
        if self.step in ("", "closing"):
            return ""
        if self.step == "triage":
            return self._sorting
        row = self.query_one("#list", StepList).highlighted
        return row.key if row is not None else ""

    def go_to(self, step: str) -> None:
        """Show a step, and remember it for the next time."""
        self._step, self._had = step, 0
        self.keep(lambda: self.rhythm.save_draft(self._step_key, step))
        self.query_one("#list", StepList).set_rows([])
        self.reload()

    def leave(self) -> None:
        """Back to Today; the walk goes on here next time."""
        self.keep_draft()
        self.app.call_later(self.rhythm_app.action_place, "today")

    def keep_draft(self) -> None:
        """Store the closing line as it stands."""
        if self._line_timer is not None:
            self._line_timer.stop()
            self._line_timer = None
        if not self.is_mounted or self._period is None:
            return
        line, week = self.query_one("#closing", CaptureInput).value, str(self._period)
        if line != self._stored_line and not self.sitting.walk.items.closed:
            self._stored_line = line
            save = self.rhythm.reviews.save_answer_draft
            self.keep(lambda: save(ReviewKind.WEEK, week, "closing", line))
            self.sitting = Sitting(self.rhythm.reviews.week(), self._only, self._aside)
            self._show_head()

    def set_aside(self, key: str) -> None:
        """Skip an item for this sitting, or take it in again; on to the next one."""
        self._aside ^= {key}
        step = self.step
        self.reload()
        if self.step == step and key in self._aside:
            self.query_one("#list", StepList).highlight(self.sitting.in_turn(step, key))

    def action_next(self) -> None:
        """On to the next step that has something."""
        following = self.sitting.neighbour(self._step, 1) if self.step else None
        if following is not None:
            self.go_to(following)
        elif self.step:
            self.say("ctrl+s closes the week")

    def action_back(self) -> None:
        """Back to the step before."""
        before = self.sitting.neighbour(self._step, -1) if self.step else None
        if before is not None:
            self.go_to(before)
        elif self.step:
            self.say("the first step")

    def action_write(self) -> None:
        """Into the closing line."""
        if self.step and "closing" in self.sitting.order:
            self.go_to("closing")
            # At once: a letter that follows in the same breath must not be taken for a key.
            self.set_focus(self.query_one("#closing"))

    def action_leave(self) -> None:
        """Out of the closing line, or out of the walk."""
        if self.query_one("#closing").has_focus:
            self.keep_draft()
            self.set_focus(None)
        elif self._looked_at is not None:
            self._looked_at = None
            self.reload()
        else:
            self.leave()

    def action_look(self, direction: int) -> None:
        """Look at a closed week, the newest first; forward again to the one in hand."""
        closed = [week.week for week in self.rhythm.reviews.closed_weeks(limit=60)]
        showing = self._shown_closed()
        at = (closed.index(showing.week) if showing is not None else -1) - direction
        if at < 0 or (at == 0 and closed[:1] == [self._period]):
            self._looked_at = None
        elif at < len(closed):
            self._looked_at = closed[at]
        else:
            self.say("no earlier week was closed")
        self.reload()

    def on_input_changed(self, message: CaptureInput.Changed) -> None:
        """Keep the closing line soon after it was typed."""
        if message.value != self._stored_line and self._line_timer is None:
            self._line_timer = self.set_timer(PAUSE, self.keep_draft)

    def on_capture_input_pasted(self, message: CaptureInput.Pasted) -> None:
        """A pasted list becomes one line."""
        message.capture_input.insert_text_at_cursor("; ".join(message.lines))

    @property
    def shown_week(self) -> Week:
        """The week that is shown: the one that is looked at, or the one in hand."""
        return self._looked_at or self.sitting.walk.items.week

    @property
    def _step_key(self) -> str:
        return f"week:{self._period}:step"

    def _shown_closed(self) -> ClosedWeek | None:
        """The closed week to show: the one that is looked at, else the one in hand once it is closed."""
        wanted = self._looked_at or (self._period if self.sitting.walk.items.closed else None)
        if wanted is None:
            return None
        return next((week for week in self.rhythm.reviews.closed_weeks(limit=60) if week.week == wanted), None)

    def _pass_when_done(self) -> None:
        """Go on by itself once the last item of a step was answered."""
        left = len(self.sitting.left(self._step))
        if self._had and not left and self._step != "closing":
            self._step = self.sitting.neighbour(self._step, 1) or self._step
            self.keep(lambda: self.rhythm.save_draft(self._step_key, self._step))
            left = len(self.sitting.left(self._step))
            self.query_one("#list", StepList).set_rows([])
        self._had = left

    def _show_head(self) -> None:
        sitting = self.sitting
        at = sitting.order.index(self._step)
        step = sitting.walk.steps[at]
        budget = self.rhythm.settings.review.week_budget_minutes
        left = f"{counted(sitting.items_left, 'item')} left · about {sitting.minutes_left} of {budget} min"
        title = f"{self._week_words(sitting.walk.items.week)} · {at + 1} of {len(sitting.order)} · {step.title}"
        self.query_one("#head", HeadLine).say(
            self.rhythm_app.marks.text(title), self.rhythm_app.marks.text(left if sitting.items_left else "all done")
        )
        more = len(sitting.left(self._step)) - 1 if self._step == "triage" else 0
        after = f" {more} more after this." if more > 0 else ""
        waiting = f" {sitting.waiting} wait for another time." if sitting.waiting else ""
        self.query_one("#question", Static).update(plain(step.question + after + waiting))

    def _show_step(self) -> None:
        self._show_head()
        closing = self._step == "closing"
        figures = week_rows.figures_of(self, self.sitting.walk, self._step)
        self.query_one("#figures").display = bool(figures)
        self.query_one("#figures", TextPanel).set_paras([*figures, *self._closing_hint()] if closing else figures)
        rows, line = self.query_one("#list", StepList), self.query_one("#closing", CaptureInput)
        panel, sorting = self.query_one("#triage", TriagePanel), self._step == "triage"
        panel.display, rows.display, line.display = sorting, not closing and not sorting, closing
        rows.verb = _ENTER.get(self._step, "open")
        rows.set_empty(["Nothing is left here.", "", "] goes on to the next step."])
        rows.set_rows([] if closing or sorting else week_rows.rows_of(self, self.sitting, self._step))
        if sorting:
            self._show_triage(panel)
        elif closing:
            earlier = week_rows.earlier_lines(self, self.rhythm.reviews.closed_weeks())
            self.query_one("#detail", TextPanel).set_paras(earlier)
            self.set_class(not earlier, "-alone")
        line.password = self.veil.hidden
        if line.value == self._stored_line:
            self._stored_line = line.value = line.validate_value(self.sitting.walk.items.closing)
        if self.is_current:
            self._focus_step()
        self.refresh_bindings()

    def _show_triage(self, panel: TriagePanel) -> None:
        self._sorting = self.sitting.in_turn("triage", self._sorting)
        rows = {triage_key(row): row for row in self.sitting.walk.items.triage}
        panel.set_row(rows.get(self._sorting))
        self.query_one("#detail", TextPanel).set_paras(week_rows.after_this(self, self.sitting, self._sorting))

    def _focus_step(self) -> None:
        """Give the focus to what the step is about; the closing line waits for a key, or `]` would be typed into it."""
        if self._step == "closing":
            if not self.query_one("#closing").has_focus:
                self.set_focus(None)
        elif self._step == "triage":
            self.query_one("#triage", TriagePanel).focus_list()
        else:
            self.query_one("#list").focus()

    def _closing_hint(self) -> list[Para]:
        left = self.sitting.items_left - len(self.sitting.left("closing"))
        again = "comes" if left == 1 else "come"
        open_items = f" {counted(left, 'open item')} {again} again next week." if left else ""
        return [Para(f"Closing keeps these figures as they stand.{open_items}", Tone.DIM)]

    def _show_closed(self, week: ClosedWeek) -> None:
        for name in ("#figures", "#triage", "#list", "#closing"):
            self.query_one(name).display = False
        before = tuple(other for other in self.rhythm.reviews.closed_weeks(limit=60) if other.week < week.week)
        self.query_one("#head", HeadLine).say(f"{self._week_words(week.week)}, closed", "")
        self.query_one("#question", Static).update("")
        panel = self.query_one("#closed", TextPanel)
        panel.set_paras(week_rows.closed_paras(self, week, before))
        if self.is_current:
            panel.focus()
        self.refresh_bindings()

    def _week_words(self, week: Week) -> str:
        return week_rows.week_words(week, self.rhythm.today())

    def keep(self, save: Callable[[], None]) -> None:
        """Store a draft, which is no action; what stands in the way is shown."""
        try:
            save()
        except RhythmError as error:
            self.rhythm_app.show_error(error)
