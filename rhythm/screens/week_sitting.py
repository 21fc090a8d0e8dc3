"""A sitting with the week: how far one is in it and what was typed, kept so that the review goes on there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widgets import Static

from rhythm.domain.reviews import ReviewKind
from rhythm.domain.sittings import Kept, spent_between
from rhythm.screens import week_words
from rhythm.screens.place import PageScreen
from rhythm.screens.week_line import StepLine
from rhythm.service.sittings import Sitting, bounded
from widgets.draft_area import PAUSE
from widgets.head_line import HeadLine
from widgets.plain import plain

if TYPE_CHECKING:
    from textual import events

    from rhythm.domain.periods import Week
    from rhythm.service import Rhythm

_SAVE_SECONDS = 10
"""The time that the review takes is stored at the latest after so much of it, and with every answer."""


class SittingScreen(PageScreen):
    """The week as it stands, and what is kept of the review: the step and the item in hand, the line, the time.

    What is shown of a step is added by `StepsScreen`.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._step = ""
        self._period: Week | None = None
        self._kept = self._stored = Kept()
        self._line_timer: Timer | None = None
        self._last_key: dt.datetime | None = None

    def sit_down(self) -> None:
        """Read the week; another one than before is begun where it was left."""
        walk = self.rhythm.reviews.week()
        if walk.items.week != self._period:
            self._period, self._stored = walk.items.week, walk.kept
            self._kept = bounded(walk, walk.kept, self.rhythm_app.items)
            self._step = Sitting(walk, self._kept).begin()
        self.sitting = Sitting(walk, self._kept)

    def attended(self) -> None:
        """A key was pressed: what time it took since the one before is spent on the review, unless one was away."""
        now = self.rhythm.clock.now()
        seconds, self._last_key = spent_between(self._last_key, now), now
        if not self.step:
            return
        before = self._kept.minutes
        self._kept = self._kept._replace(seconds=self._kept.seconds + seconds)
        if self._kept.seconds - self._stored.seconds >= _SAVE_SECONDS:
            self._store_kept()
        if self._kept.minutes != before:
            self._show_head()

    def on_screen_resume(self, event: events.ScreenResume) -> None:  # noqa: ARG002
        """Time at another place is not spent here."""
        self._last_key = self.rhythm.clock.now()

    @property
    def step(self) -> str:
        """The step in front; empty while a closed week is shown."""
        return "" if not self.is_mounted or self.query_one("#closed").display else self._step

    @property
    def _line(self) -> StepLine:
        return self.query_one("#line", StepLine)

    def keep_draft(self) -> None:
        """Store the line as it stands, and how long the review took."""
        if self._line_timer is not None:
            self._line_timer.stop()
            self._line_timer = None
        if not self.is_mounted or self._period is None or self.sitting.walk.items.closed:
            return
        self._store_kept()
        typed, week = self._line.take(), str(self._period)
        if typed is not None:
            save = self.rhythm.reviews.save_answer_draft
            if self.keep(lambda: save(ReviewKind.WEEK, week, *typed)):
                self.keep(self._read_on)

    def _read_on(self) -> None:
        """Say what is left now that a line was stored."""
        self.sitting = Sitting(self.rhythm.reviews.week(), self._kept)
        self._show_head()

    def on_input_changed(self) -> None:
        """Keep the line soon after it was typed."""
        if self._line.changed and self._line_timer is None:
            self._line_timer = self.set_timer(PAUSE, self.keep_draft)

    def _remember(self, item: str) -> None:
        """Keep the step and the item in hand, so that the review goes on there, whatever ends it."""
        self._kept = self._kept._replace(step=self._step, item=item or self._kept.item)
        if self._kept._replace(seconds=self._stored.seconds) != self._stored:
            self._store_kept()

    def _store_kept(self) -> None:
        if self._kept == self._stored or self._period is None or self.rhythm.read_only_because:
            return
        week, kept = self._period, self._kept
        self._stored = kept
        self.keep(lambda: self.rhythm.reviews.keep(week, kept))

    def _show_head(self) -> None:
        marks, sitting = self.rhythm_app.marks, self.sitting._replace(kept=self._kept)
        title, fact = week_words.head_words(sitting, self._step, self.rhythm.today(), self.size.width)
        self.query_one("#head", HeadLine).say(marks.text(title), marks.text(fact))
        self.query_one("#question", Static).update(plain(week_words.question_words(sitting, self._step)))
