"""Waiting for what takes long: nothing for half a second, then how far it is, and Escape stops it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.saying import counted
from rhythm.errors import RhythmError, Stopped
from rhythm.screens.dialogs.dialog import Dialog
from rhythm.screens.place import PageScreen
from rhythm.service.beside import Progress
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.service import Rhythm

Result = TypeVar("Result")

STOPPED = "stopped; nothing was changed"
SHOWN_AFTER = 0.5
"""Seconds before it is said that something takes long."""
_LOOK_SECONDS = 0.25


class _Outcome(NamedTuple):
    value: object = None
    error: RhythmError | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Beside(Generic[Result]):
    """What is still to be done, with a service of its own, and may take long; `what` it is, in words of the program."""

    what: str
    do: Callable[[Rhythm], Result]


class WorkingDialog(Dialog[_Outcome]):
    """Does something in a thread, over a connection of its own; keys of the page below do nothing meanwhile."""

    KEYS = (("escape", "stop; nothing of it is kept"),)
    HELP = """
    **This takes a while.** Escape stops it and takes back what was done so far.
    """

    def __init__(self, rhythm: Rhythm, what: str, do: Callable[[Rhythm], object], *, writes: bool) -> None:
        """`what` is what is being done, in words of the program; `do` gets the service of its own connection. `writes`
        says that something stands, in the store or in files, once it came to its end."""
        super().__init__(rhythm)
        self._what = what
        self._do = do
        self._writes = writes
        self._seconds = 0.0
        self.progress = Progress()

    def title_text(self) -> str:
        return self._what

    def body(self) -> ComposeResult:
        yield Static(id="far", markup=False)

    def on_mount(self) -> None:
        """Begin, and look how far it is now and then."""
        self.let_see(True)
        self.query_one(".dialog").display = False
        self.set_interval(_LOOK_SECONDS, self._look)
        self.run_worker(self._work(), exclusive=True)

    def on_unmount(self) -> None:
        """Nobody waits any more: a program that ends must not wait for the thread."""
        self.progress.stop()

    def action_back(self) -> None:
        """Have the work end, and take back what it did."""
        self.progress.stop()
        self.query_one("#far", Static).update("stopping")

    async def _work(self) -> None:
        try:
            outcome = _Outcome(await asyncio.to_thread(self._beside))
        except RhythmError as error:
            outcome = _Outcome(error=error)
        except Stopped:
            outcome = _Outcome(error=RhythmError(STOPPED, "begin again whenever you like"), stopped=True)
        # Not from within the worker, which ends with the screen.
        self.call_next(self._end, outcome)

    def _end(self, outcome: _Outcome) -> None:
        self.rhythm_app.at_work = None
        self.dismiss(outcome)

    def _beside(self) -> object:
        with self.progress.beside(self.rhythm) as rhythm:
            done = self._do(rhythm)
            if self.progress.stopped and not self._writes:
                # What was to be shown is not wanted any more; what stands is not denied.
                raise Stopped
            return done

    def _look(self) -> None:
        self._seconds += _LOOK_SECONDS
        box = self.query_one(".dialog")
        if self._seconds >= SHOWN_AFTER and not box.display:
            box.display = True
            self.let_see(False)
        if not self.progress.stopped:
            written = self.progress.written
            far = self.progress.share or (f"{counted(written, 'record')} so far" if written else "")
            self.query_one("#far", Static).update(f"{far}{', ' if far else ''}{self._seconds:.0f} s")


def at_work(
    on: PageScreen | Dialog[Any],
    what: str,
    do: Callable[[Rhythm], Result],
    then: Callable[[Result], object],
    failed: Callable[[RhythmError], object] | None = None,
    *,
    writes: bool = True,
) -> None:
    """Do something that may take long, over the page or dialog in front, and call `then` with what it answered.

    A refusal goes to `failed`, or is shown; one that was asked for by Escape is said on the page. `writes` says that it
    changes the store or files: once it came to its end it is done, in spite of an Escape. A store in memory has one
    connection, so there it is done at once. While something is at work already, nothing is begun.
    """
    app, rhythm = on.rhythm_app, on.rhythm
    if app.at_work is not None:
        # A second Enter, typed before the first one's dialog was there.
        return

    def answered(outcome: _Outcome | None) -> None:
        if outcome is None:
            # The program ends.
            return
        if outcome.error is None:
            if writes:
                app.tell_store_changed()
            then(cast("Result", outcome.value))
        elif failed is not None:
            failed(outcome.error)
        elif outcome.stopped and isinstance(on, PageScreen):
            on.say(STOPPED)
        else:
            app.show_error(outcome.error)

    if rhythm.path is None:
        try:
            outcome = _Outcome(do(rhythm))
        except RhythmError as error:
            outcome = _Outcome(error=error)
        answered(outcome)
        return
    dialog = WorkingDialog(rhythm, what, do, writes=writes)
    app.at_work = dialog.progress
    app.push_screen(dialog, answered)


def settle(
    dialog: Dialog[Any],
    store: Callable[[], Result | Beside[Result]],
    then: Callable[[Result], object],
    refused: Callable[[RhythmError], object],
) -> None:
    """Store what a dialog asked for, and call `then` with what came of it. `store` may answer with what takes long,
    which is done beside the screen. A refusal goes to `refused`: the dialog is still there, with all that was typed.
    """
    try:
        found = store()
    except RhythmError as error:
        refused(error)
        return
    if isinstance(found, Beside):
        at_work(dialog, found.what, found.do, then, refused)
        return
    dialog.rhythm_app.tell_store_changed()
    then(found)
