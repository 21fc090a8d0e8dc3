"""All steps of the weekly review at a glance, each with what is left in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.saying import counted
from rhythm.screens.dialogs.dialog import Dialog, ask
from rhythm.screens.named_keys import with_keys
from rhythm.screens.week_words import FEEDS
from widgets.plain import plain
from widgets.row_list import Row, RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.week_steps import StepsScreen
    from rhythm.service import Rhythm
    from rhythm.service.sittings import Sitting


class StepsDialog(Dialog[str]):
    """A row for each step; Enter goes there, also where nothing is left."""

    HELP = """
    **Steps**: all of them in order, with what is left in each and its share of the budget. Enter goes to one. An empty
    step says where its rows come from.
    """

    KEYS = (("enter", "go there"), ("escape", "back"))

    def __init__(self, rhythm: Rhythm, sitting: Sitting, current: str) -> None:
        super().__init__(rhythm)
        self._sitting = sitting
        self._current = current

    def title_text(self) -> str:
        left, minutes = self._sitting.items_left, self._sitting.minutes_left
        return f"The steps: {counted(left, 'item')} left, about {minutes} min" if left else "The steps: all done"

    def body(self) -> ComposeResult:
        yield RowList(id="steps-list", marks=self.rhythm_app.marks)
        yield Static(id="steps-about", classes="label")

    def refill(self) -> None:
        """A row for each step, the one in hand highlighted."""
        rows = self.query_one("#steps-list", RowList)
        first = rows.highlighted is None
        rows.set_rows([self._row(step.id, step.title, step.minutes) for step in self._sitting.walk.steps])
        if first:
            rows.highlight(self._current)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Say what a step is about, or what would feed it."""
        key = message.row.key if message.row is not None else ""
        step = next((one for one in self._sitting.walk.steps if one.id == key), None)
        if step is not None:
            about = step.question if self._sitting.has_something(key) else FEEDS.get(key, step.question)
            self.query_one("#steps-about", Static).update(plain(with_keys(about, self.rhythm_app.own_keys)))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Go there."""
        self.dismiss(message.row.key)

    def _row(self, step: str, title: str, minutes: int) -> Row:
        left, shown = len(self._sitting.left(step)), len(self._sitting.shown(step))
        aside = f", {shown - left} set aside" if shown > left else ""
        here = self.rhythm_app.marks.here if step == self._current else ""
        count = f"{left} left{aside}" if left or aside else "nothing left"
        budget = f"{minutes} min" if minutes else ""
        return Row(step, title, here, budget, count, Tone.PLAIN if left else Tone.DIM)


def choose_step(page: StepsScreen, sitting: Sitting, current: str) -> None:
    """Show all steps, and go to the one that is chosen."""

    def go(step: str) -> None:
        # Once the window is gone: what has the focus is for the page in front to say.
        page.rhythm_app.call_later(page.go_to, step)

    ask(page.rhythm_app, StepsDialog(page.rhythm, sitting, current), go)
