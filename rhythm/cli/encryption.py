"""encrypt, decrypt, passphrase."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm import paths
from rhythm.cli import inputs, output, unlocking
from rhythm.domain.saying import counted
from rhythm.errors import BadInput, RhythmError, StoreError
from rhythm.service.unlocking import forget_key, is_locked, remember_key, unlock_unasked, unlock_with
from rhythm.storage import driver, keys
from rhythm.storage.far import Far

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.storage.driver import Key

_ENCRYPT, _DELETE, _KEEP = "encrypt", "delete", "keep"
_ANSWERS = {"e": _ENCRYPT, "d": _DELETE, "k": _KEEP}


def configure(parser: argparse.ArgumentParser, name: str) -> None:
    """The arguments of one of these commands."""
    inputs.add_json(parser)
    if name != "decrypt":
        parser.add_argument(
            "--copies",
            choices=(_ENCRYPT, _DELETE, _KEEP),
            help="what becomes of copies that the new passphrase does not open; asked at a terminal, else encrypt",
        )
    parser.set_defaults(run={"encrypt": _encrypt, "decrypt": _decrypt, "passphrase": _passphrase}[name])


def _encrypt(context: Context) -> None:
    store = _store(context)
    if not store.exists():
        context.write()
        context.close()
    if keys.salt_of(store):
        raise RhythmError(f"{store} is encrypted already", "rhythm passphrase gives it another passphrase")
    _new_key(context, store, "encrypt the store")


def _passphrase(context: Context) -> None:
    store = _store(context)
    old = _open_with_passphrase(context, store)
    _new_key(context, store, "change the passphrase")
    forget_key(old.salt)


def _decrypt(context: Context) -> None:
    from rhythm.storage.encrypting import rekey

    store = _store(context)
    old = _open_with_passphrase(context, store)
    far = Far()
    with context.waiting("decrypting", far=lambda: far.words):
        rekey(store, None, "decrypt the store", context.machine_clock, far)
    forget_key(old.salt)
    if context.json:
        output.emit_json({"ok": True, "file": str(store), "encrypted": False})
        return
    output.say(f"{store} is not encrypted any more: whoever gets the file can read it.")
    output.say("Copies that were made before still are, under the passphrase of their time.")


def _store(context: Context) -> Path:
    if context.demo:
        raise BadInput("the sample organisation is nobody's secret", "leave out --demo")
    keys.refuse_without_driver()
    return context.store


def _open_with_passphrase(context: Context, store: Path) -> Key:
    """The key of the store, for which its passphrase is asked; a script gives it in the first line. Raises Locked."""
    if not store.exists():
        raise StoreError(f"the store is not there: {store}", "rhythm backups lists the copies that can be restored")
    if not keys.salt_of(store):
        raise RhythmError(f"{store} is not encrypted", "rhythm encrypt does that")
    if is_locked(store):
        if unlocking.at_terminal():
            unlocking.unlock(context, store)
        elif not unlock_unasked(store, keyring=context.settings.store.keyring):
            unlock_with(store, unlocking.line_given("the passphrase"), unlocking.copies_of(store), keyring=False)
    key = driver.key_for(store)
    if key is None:
        raise StoreError(
            f"{store} is not a rhythm store, or damaged at its beginning", "rhythm backups lists the copies"
        )
    return key


def _new_key(context: Context, store: Path, label: str) -> None:
    from rhythm.storage.encrypting import rekey
    from rhythm.storage.opening import refuse_what_can_not_be_used

    refuse_what_can_not_be_used(store)
    if not context.json:
        output.say("Nobody can recover or reset this passphrase. Who loses it and the recovery code loses the store.")
    key = keys.new_key(unlocking.new_passphrase())
    code = keys.code_of(key)
    if not context.json:
        output.say(f"Recovery code, shown only now: {code}", "bold")
        output.say("Write it down where you keep what must not be lost; it opens the store without the passphrase.")
    # Asked back only where it was shown: not in a document, nor in a pipe.
    asks = unlocking.at_terminal() and inputs.may_ask(context)
    if asks and keys.tail_of(inputs.answered("Its last eight letters: ") or "") != keys.tail_of(code):
        raise BadInput("that is not how it ends", "nothing was changed; write the code down and begin again")
    far = Far()
    with context.waiting("encrypting", far=lambda: far.words):
        rekey(store, key, label, context.machine_clock, far)
    if context.settings.store.keyring:
        remember_key(store)
    done = _bring_copies_along(context, store, key)
    if context.json:
        output.emit_json({"ok": True, "file": str(store), "encrypted": True, "recovery_code": code, **done})
        return
    output.say(f"{store} is encrypted.", "success")
    for word, said in (("made_anew", "encrypted too"), ("deleted", "deleted"), ("left", "left as they are")):
        for copy in done[word]:
            output.say(f"{said}: {copy}")
    output.say("What a disk keeps of deleted files can be read until it is written over; encrypt the disk too.", "dim")


def _bring_copies_along(context: Context, store: Path, key: Key) -> dict[str, list[str]]:
    """Nothing may lie beside an encrypted store that its passphrase does not guard, unless that is wanted."""
    from rhythm.storage.encrypting import rekey_copies
    from rhythm.storage.erasing_copies import copies_of

    found = [copy for copy in copies_of(store, paths.backups_folder(store)) if keys.salt_of(copy) != key.salt]
    asks = found and unlocking.at_terminal() and inputs.may_ask(context)
    wanted = context.args.copies or (_ask_about(found, store) if asks else _ENCRYPT)
    done: tuple[Path, ...] = ()
    deleted: list[Path] = []
    left = found
    if wanted == _ENCRYPT:
        far = Far()
        with context.waiting("encrypting copies", whole=False, far=lambda: far.words):
            made = rekey_copies(found, key, far)
        done, left = made.done, list(made.left)
    elif wanted == _DELETE:
        for copy in found:
            copy.unlink(missing_ok=True)
        deleted, left = found, []
    return {
        "made_anew": [str(copy) for copy in done],
        "deleted": [str(copy) for copy in deleted],
        "left": [str(copy) for copy in left],
    }


def _ask_about(copies: list[Path], store: Path) -> str:
    """What becomes of copies; where nobody answers any more, what becomes of them without being asked about."""
    many = counted(len(copies), "older copy is", "older copies are")
    question = f"{many} not under this passphrase. e encrypts them too, d deletes them, k keeps them: "
    while (answer := inputs.answered(question, f"{store} is encrypted; the copies are as they were")) is not None:
        if (wanted := _ANSWERS.get(answer[:1])) is not None:
            return wanted
    return _ENCRYPT
