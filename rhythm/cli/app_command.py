"""Opening the app."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING

from rhythm import paths
from rhythm.errors import BadInput, Locked, Misplaced, StoreError

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.cli.context import Context
    from rhythm.service import Rhythm

ALREADY_OPEN = "rhythm is open on it in another window"


def open_app(context: Context, *, place: str = "today", items: int | None = None) -> int:
    """Open the app at a place; `items` bounds a weekly review. Raises BadInput without a terminal,
    and StoreError, once it was shown, where the store can't be opened."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput("the app needs a terminal", "in a pipe use a command, for example: rhythm due")
    # Nothing of what is imported for the app is ever thrown away again, so collecting it only costs time.
    gc.disable()
    context.asks = False
    try:
        rhythm = _opened(context)
    except StoreError as error:
        if isinstance(error, Locked | Misplaced) or not _mended(context, error):
            raise
        rhythm = _opened(context)
    from rhythm.app import RhythmApp
    from rhythm.storage import known
    from rhythm.storage.presence import Presence

    with Presence(context.store, paths.state_folder()) as presence:
        if not presence.alone and not context.demo:
            rhythm.only_read(ALREADY_OPEN, "go on there, or leave it there and open it here again")
        hidden = bool(getattr(context.args, "hidden", False))
        state = paths.state_folder()
        app = RhythmApp(
            rhythm,
            place=place,
            items=items,
            sample=context.demo and not known.tour_ended(state),
            hidden=hidden,
            tour_ended=lambda: known.remember_tour(state),
            settings_file=context.settings_file or paths.settings_file(),
        )
        collect_once_painted(app)
        app.run()
    return app.return_code or 0


def _opened(context: Context) -> Rhythm:
    """The service; where the store is encrypted, a screen asks for its passphrase first. Raises StoreError."""
    context.get_ready()
    _import_asyncio()
    try:
        with _textual_comes():
            return context.write()
    except Locked as error:
        from rhythm.cli.unlocking import copies_of
        from rhythm.screens.unlock import UnlockApp
        from rhythm.service.unlocking import is_locked, unlock_with

        if not is_locked(context.store):
            raise
        keyring, copies = context.settings.store.keyring, copies_of(context.store)
        app = UnlockApp(
            context.settings.look, error, lambda typed: unlock_with(context.store, typed, copies, keyring=keyring)
        )
        if not app.run():
            raise
        return context.write()


def _import_asyncio() -> None:
    """Import what Textual runs on without TLS, as in a Python that was built so: nothing here speaks to a network,
    and loading OpenSSL takes a twentieth of the time until the first page. No other thread may run, which would find
    no `ssl` either."""
    if "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401 - for whoever imports it next
    finally:
        del sys.modules["ssl"]


@contextmanager
def _textual_comes() -> Iterator[None]:
    """Import Textual while the store opens: SQLite parses its schema without Python's lock, in all that time. Nothing
    else may be imported from Textual before the end, since its modules import each other."""
    # Deferred, like all that only the app needs.
    from threading import Thread

    coming = Thread(target=_import_textual, name="import")
    coming.start()
    try:
        yield
    finally:
        coming.join()


def _import_textual() -> None:
    # Whoever needs it next is told that it is not there.
    with suppress(ImportError):
        import_module("textual.app")


def _mended(context: Context, error: StoreError) -> bool:
    """Whether, told what is wrong with the store, somebody put a copy in its place."""
    from rhythm.cli.backups import newest_copy, put_in_place
    from rhythm.screens.trouble import TroubleApp

    copy, said = newest_copy(context)
    look = context.settings.look
    app = TroubleApp(look, error, said, lambda: put_in_place(context, copy) if copy is not None else None)
    return bool(app.run())


def collect_once_painted(app: RhythmApp) -> None:
    """Have an app that is about to run collect what is thrown away, and get ready what the places need, but not before
    its first page is painted."""
    app.call_after_refresh(_collect_again, app)


def _collect_again(app: RhythmApp) -> None:
    gc.freeze()
    gc.enable()
    app.warm_up()
