"""Undo and redo in the app: beside the screen where it takes long, and what is said of it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING

from rhythm.errors import NotFound, RhythmError
from rhythm.screens.place import PageScreen

if TYPE_CHECKING:
    from rhythm.actions.undo import Undone
    from rhythm.app import RhythmApp
    from rhythm.service import Rhythm


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
    # What was said of it when it was done, such as until when a fix is watched, holds no more.
    app.clear_notifications()
    if isinstance(app.screen, PageScreen):
        # The label of an action may hold a name.
        app.screen.say(f"{word if app.veil.hidden else f'{word}: {done.label}'}{done.typed_again}")
    if done.beside:
        app.notify(done.beside, markup=False, timeout=8)
