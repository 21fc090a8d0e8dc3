"""Undo and redo in the app: beside the screen where it takes long, and what is said of it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING

from textual.notifications import Notification, Notify, SeverityLevel

from rhythm.errors import NotFound, RhythmError
from rhythm.screens.place import PageScreen

if TYPE_CHECKING:
    from rhythm.actions.undo import Undone
    from rhythm.app import RhythmApp
    from rhythm.service import Rhythm


_SECONDS = 8


@dataclass
class _OfAction(Notification):
    """A message about what was done, which holds as long as that stands."""

    uid: str = ""


def notify_of_newest(app: RhythmApp, text: str, severity: SeverityLevel = "information") -> None:
    """Say something about what was just done, until that is undone or the time of a message has passed."""
    newest = app.rhythm.undoable(1)
    _notify_of(app, newest[0].uid if newest else "", text, severity)


def take_away_said(app: RhythmApp, uid: str | None = None) -> None:
    """Take away what was said of that action, or of any; other messages stay for as long as they have."""
    for said in list(app._notifications):
        if isinstance(said, _OfAction) and uid in (None, said.uid):
            app._unnotify(said)


def undo(app: RhythmApp) -> None:
    """Take back the newest action."""
    _change(app, "undo", "Taking it back", "undone")


def redo(app: RhythmApp) -> None:
    """Put back what was undone last."""
    _change(app, "redo", "Putting it back", "put back")


def _change(app: RhythmApp, verb: str, what: str, word: str) -> None:
    do: Callable[[Rhythm], Undone] = methodcaller(verb)
    page = app.screen
    try:
        if isinstance(page, PageScreen) and app.rhythm.is_large(redo=verb == "redo"):
            from rhythm.screens.dialogs.working import at_work

            at_work(page, what, do, partial(_say_changed, app, word))
            return
        done = do(app.rhythm)
    except RhythmError as error:
        if isinstance(error, NotFound) and isinstance(page, PageScreen):
            page.say(error.message)
        else:
            app.show_error(error)
        return
    app.tell_store_changed()
    _say_changed(app, word, done)


def _say_changed(app: RhythmApp, word: str, done: Undone) -> None:
    # What was said of it when it was done, such as until when a fix is watched, holds no more. Other messages do.
    take_away_said(app, done.uid)
    if isinstance(app.screen, PageScreen):
        # The label of an action may hold a name.
        app.screen.say(f"{word if app.veil.hidden else f'{word}: {done.label}'}{done.typed_again}")
    if done.beside:
        _notify_of(app, done.uid, done.beside)


def _notify_of(app: RhythmApp, uid: str, text: str, severity: SeverityLevel = "information") -> None:
    app.post_message(Notify(_OfAction(text, severity=severity, timeout=_SECONDS, uid=uid)))
