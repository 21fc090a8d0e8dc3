"""Opening what is encrypted: without being asked where that was arranged, else with what somebody types."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from rhythm.errors import Locked, StoreError
from rhythm.storage import driver, keys

FILE, COMMAND = "RHYTHM_PASSPHRASE_FILE", "RHYTHM_PASSPHRASE_COMMAND"
"""Variables that name a file with the passphrase in its first line, or a command that prints it."""
_KEYRING = "rhythm"
_COMMAND_SECONDS = 60


def is_locked(path: Path) -> bool:
    """Whether a file is encrypted and its key was not given."""
    return path.is_file() and driver.key_for(path) is None and bool(keys.salt_of(path)) and keys.looks_encrypted(path)


def unlock_unasked(path: Path, *, keyring: bool) -> bool:
    """Whether a file could be opened without asking anybody: by the environment, then by the keyring.

    Raises Locked when what the environment names does not open it, or can't be read.
    """
    given, source = _of_environment()
    if given is None:
        return keyring and _by_keyring(path)
    if not keys.unlock(path, given):
        raise Locked(f"the passphrase from {source} does not open {path}", f"mend what {source} names, or unset it")
    return True


def unlock_with(path: Path, typed: str, copies: Iterable[Path], *, keyring: bool) -> None:
    """Open a file with a passphrase or a recovery code. Raises Locked when that is not the one, and StoreError when it
    is, and the file is damaged at its beginning: then it opens one of the copies."""
    if keys.unlock(path, typed):
        if keyring:
            remember_key(path)
        return
    copy = keys.opens_a_copy(copies, typed)
    if copy is not None:
        raise StoreError(
            f"{path} is damaged at its beginning: the passphrase is right, for it opens {copy}",
            "rhythm restore newest puts the newest sound copy in its place",
        )
    raise Locked(
        f"that does not open {path}",
        "type the passphrase, or the recovery code; if it is surely right, the beginning of the file is damaged",
    )


def lock() -> None:
    """Forget every key that was given."""
    driver.forget_keys()


def remember_key(path: Path) -> bool:
    """Keep the key of an open store in the keyring; False where there is none that can."""
    ring, key = _keyring(), driver.key_for(path)
    if ring is None or key is None:
        return False
    try:
        ring.set_password(_KEYRING, key.salt.hex(), key.secret.hex())
    except Exception:
        # Its backends raise what they like; asking again the next time is no harm.
        return False
    return True


def forget_key(salt: bytes) -> None:
    """Take the key of a store out of the keyring, where one was kept."""
    ring = _keyring()
    if ring is not None:
        # As above; where no key was kept there is none to take out.
        with suppress(Exception):
            ring.delete_password(_KEYRING, salt.hex())


def _by_keyring(path: Path) -> bool:
    ring, salt = _keyring(), keys.salt_of(path)
    if ring is None or not salt:
        return False
    try:
        key = driver.Key(bytes.fromhex(ring.get_password(_KEYRING, salt.hex()) or ""), salt)
    except Exception:
        # No desktop, a locked ring, a stranger's entry: somebody is asked instead.
        return False
    if not key.secret or not keys.opens(path, key):
        return False
    driver.give_key(key)
    return True


def _keyring() -> Any:
    """The keyring library where it is installed. It takes 100 ms to import, so only who chose it pays for it."""
    try:
        return import_module("keyring")
    except ImportError:
        return None


def _of_environment() -> tuple[str | None, str]:
    """The passphrase that the environment leads to, and by which variable."""
    if name := os.environ.get(FILE):
        try:
            with open(os.path.expanduser(name), encoding="utf-8", errors="surrogateescape") as file:
                return file.readline().rstrip("\r\n"), FILE
        except OSError as error:
            raise Locked(f"{FILE} names what can't be read ({error.strerror})", f"mend or unset {FILE}") from None
    if command := os.environ.get(COMMAND):
        try:
            said = subprocess.run(  # noqa: S603 - the user's own command
                shlex.split(command), check=True, stdout=subprocess.PIPE, timeout=_COMMAND_SECONDS
            ).stdout
        except (OSError, ValueError, IndexError, subprocess.SubprocessError):
            raise Locked(f"{COMMAND} did not end well", f"mend or unset {COMMAND}") from None
        return said.decode("utf-8", "surrogateescape").partition("\n")[0].rstrip("\r"), COMMAND
    return None, ""
