"""Asking for the passphrase of an encrypted store, and of one that is to be made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm import paths
from rhythm.cli import output
from rhythm.errors import BadInput, Locked
from rhythm.service.unlocking import unlock_unasked, unlock_with
from rhythm.storage import keys

if TYPE_CHECKING:
    from rhythm.cli.context import Context

_TRIES = 3


def at_terminal() -> bool:
    """Whether somebody can be asked. What is printed may go into a pipe: the question does not."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def copies_of(store: Path) -> list[Path]:
    """The copies by which a wrong passphrase and a damaged store are told apart."""
    from rhythm.storage import shelf

    return [copy.path for copy in shelf.copies(paths.backups_folder(store))]


def unlock(context: Context, path: Path, *, ask: bool = True) -> None:
    """Open what is encrypted: by environment, keyring, and at a terminal by asking. Raises Locked, and StoreError where
    the file turns out to be damaged."""
    keyring = context.settings.store.keyring
    keys.refuse_without_driver()
    if unlock_unasked(path, keyring=keyring):
        return
    if not ask or not at_terminal():
        raise keys.locked(path)
    for tries_left in reversed(range(_TRIES)):
        try:
            unlock_with(path, ask_secret(f"Passphrase of {path}: "), copies_of(context.store), keyring=keyring)
        except Locked as error:
            if not tries_left:
                raise
            output.complain(error.message, error.hint)
        else:
            return


def ask_secret(question: str) -> str:
    """What somebody types without its being shown. Raises Locked when nobody does. Ctrl-C ends the command, and says
    that nothing was changed."""
    import getpass

    try:
        typed = getpass.getpass(question)
    except EOFError:
        output.end_line()
        typed = ""
    except KeyboardInterrupt:
        output.end_line()
        output.advise("nothing was changed")
        raise
    if not typed:
        raise Locked("no passphrase was given", "nothing was changed")
    return typed


def line_given(what: str) -> str:
    """The next line of standard input, for a script. Raises BadInput when there is none."""
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line.rstrip("\r\n"):
        raise BadInput(f"{what} is missing", "type it at a terminal, or pipe it in, one line for each")
    return line.rstrip("\r\n")


def new_passphrase() -> str:
    """A passphrase for a store, typed twice at a terminal. Raises BadInput."""
    if not at_terminal():
        return _fit(line_given("the new passphrase"))
    typed = _fit(ask_secret("New passphrase: "))
    if ask_secret("The same once more: ") != typed:
        raise BadInput("the two differ", "nothing was changed; begin again")
    return typed


def _fit(passphrase: str) -> str:
    if len(passphrase) < keys.SHORTEST:
        raise BadInput(
            f"a passphrase has {keys.SHORTEST} letters at least", "several words that nobody else would put together"
        )
    return passphrase
