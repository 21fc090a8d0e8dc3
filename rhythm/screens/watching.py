"""An app that follows what happens without a key: others write, the day turns, a copy is due, the terminal goes."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from rhythm.errors import RhythmError
from rhythm.screens.looks import LookingApp

if TYPE_CHECKING:
    from rhythm.service import Rhythm

LOOK_SECONDS = 1.0
"""How often it looks whether another process wrote, or nobody is there any more. Each look wakes the program: twice a
second, that was half of what it took at rest beyond bare Textual."""
HUNG_UP = 129
"""The exit code of a program whose terminal was closed, as shells have it."""


class WatchingApp(LookingApp):
    """Has every page read anew after what it did not do itself, and keeps what was typed when it is ended."""

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._day = rhythm.today()
        self._told_replaced = False

    def begin_watching(self) -> None:
        """From now on look for what others write, and follow the signals that end a program."""
        self.rhythm.changed_elsewhere()
        self.call_after_refresh(self._back_up)
        self.set_interval(LOOK_SECONDS, self._look_for_changes)
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._end)
        if hasattr(signal, "SIGHUP"):
            loop.add_signal_handler(signal.SIGHUP, self._hang_up)
        if self._driver is not None and self._driver.can_suspend:
            loop.add_signal_handler(signal.SIGTSTP, self._stop)
            loop.add_signal_handler(signal.SIGCONT, self._take_terminal)
            self.app_resume_signal.subscribe(self, self._paint_anew)

    def _look_for_changes(self) -> None:
        """Another process may have written, the day may have turned, or nobody is there any more."""
        if self.locked or self.at_work is not None or self.lock_when_left():
            return
        today = self.rhythm.today()
        if self.rhythm.is_replaced and not self._told_replaced:
            self._told_replaced = True
            said = "Your store was moved away or replaced while it was open.\nEnd rhythm and open it again."
            self.notify(said, severity="error", markup=False, timeout=60)
        try:
            changed = self.rhythm.changed_elsewhere()
        except RhythmError:
            # Another program has the store for itself; the next look will tell.
            return
        if changed or today != self._day:
            if today != self._day:
                self._back_up()
            self._day = today
            self.store_changed.publish(None)

    def _back_up(self) -> None:
        """Make the copy of the day, in a thread, so that nobody waits for it."""
        try:
            due = self.rhythm.backups.is_due()
        except RhythmError:
            # Another program has the store for itself; the next start, or day, will do it.
            return
        if due:
            self.run_worker(self._make_copy(), group="backup", exclusive=True)

    async def _make_copy(self) -> None:
        await asyncio.to_thread(self.rhythm.backups.make_daily)
        if self.rhythm.backups.problem is not None:
            self.store_changed.publish(None)

    def _end(self) -> None:
        self.keep_drafts()
        if self._is_behind:
            # Whoever sets the modes of the terminal from behind the shell is stopped for it, and never ends.
            self.rhythm.close()
            os._exit(0)
        self.exit()

    def _hang_up(self) -> None:
        """End at once. Leaving in order writes to the terminal, and waits for ever once that is gone."""
        self.keep_drafts()
        self.rhythm.close()
        os._exit(HUNG_UP)

    def _stop(self) -> None:
        """Give the terminal back and stop. Textual does it amid whatever is written, and may wait for itself."""
        if not self._exit and (driver := self._driver) is not None:
            driver.suspend_application_mode()
            driver._must_signal_resume = True  # type: ignore[attr-defined]
        os.kill(os.getpid(), signal.SIGSTOP)

    def _take_terminal(self) -> None:
        """Take the terminal again, with the modes that it had before the app began.

        After SIGSTOP Textual would begin once more on top of what it began before: it would then take its own modes for
        those of the shell, and leave the shell with them.
        """
        import termios

        from textual.drivers.linux_driver import LinuxDriver

        driver = self._driver
        if self._exit or not isinstance(driver, LinuxDriver):
            return
        try:
            termios.tcgetattr(driver.fileno)
        except termios.error:
            # A program whose line is lost is told to go on, too, so that it can end.
            return
        if self._is_behind:
            # `bg`: stop again, but for what came with it, as SIGTERM does with `kill %1`.
            asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGSTOP)
            return
        if not driver._must_signal_resume:
            driver.suspend_application_mode()
            driver._must_signal_resume = True
        driver.resume_application_mode()

    @property
    def _is_behind(self) -> bool:
        """Whether the shell, or another program, has the terminal."""
        driver = self._driver
        if driver is None or not driver.can_suspend:
            return False
        try:
            return os.tcgetpgrp(driver.fileno) != os.getpgrp()  # type: ignore[attr-defined]
        except OSError:
            return False

    def _paint_anew(self, _: object) -> None:
        """Others have written to the terminal meanwhile."""
        self.screen.refresh(layout=True)
