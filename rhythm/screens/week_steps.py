"""The walk through the steps of the week: where one is, what is shown there, and how one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from rhythm.screens import week_rows, week_words
from rhythm.screens.place import Columns
from rhythm.screens.triage_panel import TriagePanel
from rhythm.screens.week_line import StepLine
from rhythm.screens.week_list import StepList
from rhythm.screens.week_sitting import SittingScreen
from rhythm.service.open_items import triage_key
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.plain import plain

if TYPE_CHECKING:
    from rhythm.domain.periods import Week
    from rhythm.service import Rhythm
    from rhythm.service.closed_weeks import ClosedWeek
    from rhythm.service.sittings import Sitting


class StepsScreen(SittingScreen):
    """The steps of the week, or a closed week; the answers to the items are added by `WeekScreen`."""

    PLACE = "week"
    SCOPES = (
        "week.meetings", "week.promises", "week.same", "week.rituals", "week.fixes", "week.rights",
        "week.structure", "week.plan", "walk", "week", "walk.more",
    )  # fmt: skip
    CSS_PATH = "week.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - as Textual declares it
    AUTO_FOCUS = ""

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._had = 0
        self._looked_at: Week | None = None
        self._sorted_last: tuple[Sitting | None, str, str] = (None, "", "")

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        yield Static(id="question", markup=False)
        with Columns(id="columns"):
            with Vertical(id="step"):
                yield TextPanel(id="figures")
                yield TriagePanel(id="triage", later="set it aside for now")
                yield StepList(id="list", marks=marks)
                yield StepLine(id="line")
                yield TextPanel(id="closed", focusable=True)
            yield TextPanel(id="detail")

    def reload(self) -> None:
        self.sit_down()
        closed = self._shown_closed()
        self.query_one("#closed").display = closed is not None
        self.set_class(closed is not None, "-alone")
        if closed is not None:
            self._show_closed(closed)
        else:
            self._looked_at = None
            self._pass_when_done()
            self._show_step()
            self._remember(self.highlighted)

    def scopes_here(self) -> tuple[str, ...]:
        """Escalations are sorted with the keys of the panel that shows them."""
        return (*self.SCOPES, "capture", "fields", "triage") if self.step == "triage" else self.SCOPES

    @property
    def highlighted(self) -> str:
        """The key of the item in hand, or nothing."""
        if not self.step or self.takes_a_line:
            return ""
        if self.step == "triage":
            return self._sorting if self.query_one("#triage", TriagePanel).display else ""
        row = self.query_one("#list", StepList).highlighted
        return row.key if row is not None else ""

    @property
    def takes_a_line(self) -> bool:
        """Whether the step in front is answered in a line."""
        return self._step == "closing" or self._step in dict(self.sitting.walk.items.own)

    def fit_pane(self) -> None:
        """Each step says for itself whether something stands beside it."""

    def go_to(self, step: str) -> None:
        """Show a step, and remember it for the next time."""
        self.keep_draft()
        self._line.arrive()
        self._step, self._had = step, 0
        self._kept = self._kept._replace(step=step, item="")
        self.query_one("#list", StepList).set_rows([])
        self.reload()

    def leave(self) -> None:
        """Back to Today; the walk goes on here next time."""
        self.keep_draft()
        self.app.call_later(self.rhythm_app.action_place, "today")

    def set_aside(self, key: str) -> None:
        """Skip an item for this review, or take it in again; on to the next one."""
        self.rhythm_app.answered()
        self._kept = self._kept._replace(aside=self._kept.aside ^ {key})
        step = self.step
        self.reload()
        if self.step == step and key in self._kept.aside:
            self.query_one("#list", StepList).highlight(self.sitting.in_turn(step, key))

    def action_next(self) -> None:
        """On to the next step that has something."""
        following = self.sitting.neighbour(self._step, 1) if self.step else None
        if following is not None:
            self.go_to(following)
        elif self.step:
            self.say(self.keyed("{walk.close} closes the week"))

    def action_back(self) -> None:
        """Back to the step before."""
        before = self.sitting.neighbour(self._step, -1) if self.step else None
        if before is not None:
            self.go_to(before)
        elif self.step:
            self.say("nothing before this step")

    def action_write(self) -> None:
        """Into the line of this step, else into the closing line."""
        if self.step and (self.takes_a_line or "closing" in self.sitting.order):
            if not self.takes_a_line:
                self.go_to("closing")
            # At once: a letter that follows in the same breath must not be taken for a key.
            self._line.enter()

    def action_begin(self) -> None:
        """What Enter does where no row is highlighted: add a call that went well, or write the line."""
        if self.step == "good_calls":
            self.rhythm_app.action_good()
        else:
            self.action_write()

    def action_steps(self) -> None:
        """All steps with what is left in each."""
        from rhythm.screens.dialogs.steps import choose_step

        if self.step:
            self.keep_draft()
            choose_step(self, self.sitting, self._step)

    def action_leave(self) -> None:
        """Out of the line, or out of the walk."""
        if self._line.has_focus:
            self.keep_draft()
            self._line.left = True
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

    def look_at(self, week: Week) -> None:
        """Show a closed week; Escape comes back to the one in hand."""
        self._looked_at = week
        self.reload()

    @property
    def shown_week(self) -> Week:
        """The week that is shown: the one that is looked at, or the one in hand."""
        return self._looked_at or self.sitting.walk.items.week

    def _shown_closed(self) -> ClosedWeek | None:
        """The closed week to show: the one that is looked at, else the one in hand once it is closed."""
        wanted = self._looked_at or (self._period if self.sitting.walk.items.closed else None)
        if wanted is None:
            return None
        return next((week for week in self.rhythm.reviews.closed_weeks(limit=60) if week.week == wanted), None)

    def _pass_when_done(self) -> None:
        """Go on by itself once the last item of a step was answered."""
        left = len(self.sitting.left(self._step))
        if self._had and not left and not self.takes_a_line:
            following = self.sitting.neighbour(self._step, 1)
            if following is not None:
                self._step, self._kept = following, self._kept._replace(item="")
                left = len(self.sitting.left(self._step))
                self.query_one("#list", StepList).set_rows([])
        self._had = left

    def _show_step(self) -> None:
        self._show_head()
        line_step, sorting = self.takes_a_line, self._step == "triage" and bool(self.sitting.shown("triage"))
        figures = week_words.figures_of(self, self.sitting, self._step)
        self.query_one("#figures").display = bool(figures)
        self.query_one("#figures", TextPanel).set_paras(figures)
        rows, line = self.query_one("#list", StepList), self._line
        panel = self.query_one("#triage", TriagePanel)
        panel.display, rows.display, line.display = sorting, not line_step and not sorting, line_step
        rows.set_empty(map(self.keyed, week_words.empty_words(self.sitting, self._step)))
        found = [] if line_step or sorting else week_rows.rows_of(self, self.sitting, self._step)
        # Of a call that went well there is no more than its row, and without a row there is nothing to say.
        beside = line_step or sorting or (self._step != "good_calls" and any(row.selectable for row in found))
        self.set_class(not beside, "-alone")
        first = rows.highlighted is None
        rows.set_rows(found)
        if first:
            rows.highlight(self._kept.item)
        if sorting:
            self._show_triage(panel)
        elif line_step:
            self._show_line()
        if self.is_current:
            self._focus_step()
        self.refresh_bindings()

    def _show_triage(self, panel: TriagePanel) -> None:
        row_key = self._sorting
        rows = {triage_key(row): row for row in self.sitting.walk.items.triage}
        panel.set_row(rows.get(row_key), gaps=row_key.startswith("gaps:"))
        self.query_one("#detail", TextPanel).set_paras(week_words.after_this(self, self.sitting, row_key))

    @property
    def _sorting(self) -> str:
        """The row that is being sorted; worked out once, since each key of the footer asks for it."""
        sitting, item, key = self._sorted_last
        if sitting is not self.sitting or item != self._kept.item:
            key = self.sitting.in_turn("triage", self._kept.item)
            self._sorted_last = (self.sitting, self._kept.item, key)
        return key

    def _show_line(self) -> None:
        """The line, and what was written in the weeks before."""
        earlier = week_words.earlier_lines(self, self.sitting, self._step)
        self.query_one("#detail", TextPanel).set_paras(earlier)
        self.set_class(not earlier, "-alone")
        self._line.show(self._step, self.sitting.walk.items.line(self._step), hidden=self.veil.hidden)

    def _focus_step(self) -> None:
        """Give the focus to what the step is about; a line that was left waits for a key."""
        if self.takes_a_line:
            self.set_focus(None if self._line.left else self._line)
        elif self.query_one("#triage").display:
            self.query_one("#triage", TriagePanel).focus_list()
        else:
            self.query_one("#list").focus()

    def _show_closed(self, week: ClosedWeek) -> None:
        for name in ("#figures", "#triage", "#list", "#line"):
            self.query_one(name).display = False
        before = self.rhythm.reviews.closed_weeks(before=week.week)
        words = week_words.week_and_days(week.week, self.rhythm.today(), self.size.width)
        self.query_one("#head", HeadLine).say(f"{words}, closed", "")
        self.query_one("#question", Static).update(plain(week_words.closed_words(week, self.rhythm.today())))
        panel = self.query_one("#closed", TextPanel)
        panel.set_paras(week_words.closed_paras(self, week, before))
        if self.is_current:
            panel.focus()
        self.refresh_bindings()
