"""Passphrases and recovery codes of encrypted stores, and whether one opens a file."""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from rhythm.errors import Locked, StoreError
from rhythm.storage import driver
from rhythm.storage.database import store_error
from rhythm.storage.driver import SALT_BYTES, Key

ROUNDS = 256_000
"""How often SQLCipher itself stretches a passphrase; its own shell opens the store with the passphrase therefore."""
SHORTEST = 8
KEY_BYTES = 32
CODE_LENGTH = 52
_GROUP = 4
_PAGE = 4096
_RANDOM_FROM = 200
"""So many different values among the bytes of a page are found in encrypted ones only."""
_MISREAD = str.maketrans("0189", "OIBG")
_INSTALL = "install it with its extra, from where its source is: pip install '.[encrypted]'"


def refuse_without_driver() -> None:
    """Raises StoreError where the driver of encrypted stores is not installed."""
    if find_spec("sqlcipher3") is None:
        raise StoreError("this rhythm can't work with encrypted stores", _INSTALL)


def looks_encrypted(path: Path) -> bool:
    """Whether a file that does not begin like a store may be one that is encrypted: whole pages of noise.

    Pages at the beginning, in the middle and at the end are looked at, so that one that is damaged does not mislead.
    """
    try:
        size = path.stat().st_size
        if not size or size % _PAGE:
            return False
        with path.open("rb") as file:
            for page in {0, size // _PAGE // 2, size // _PAGE - 1}:
                file.seek(page * _PAGE)
                if len(set(file.read(_PAGE))) >= _RANDOM_FROM:
                    return True
    except OSError:
        return False
    return False


def new_key(passphrase: str) -> Key:
    """A key for a file that is still to be made."""
    return derive(passphrase, os.urandom(SALT_BYTES))


def derive(passphrase: str, salt: bytes) -> Key:
    """The key of a passphrase for files with a salt."""
    # The same letters, however a keyboard puts them together.
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogateescape")
    return Key(hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, KEY_BYTES), salt)


def code_of(key: Key) -> str:
    """The recovery code: the derived key in groups of four letters, to be written down."""
    code = base64.b32encode(key.secret).decode().rstrip("=")
    return "-".join(code[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))


def tail_of(code: str) -> str:
    """The last eight letters of a code, however they are written."""
    return _letters(code)[-2 * _GROUP :]


def unlock(path: Path, typed: str) -> bool:
    """Whether a passphrase or a recovery code opens a file; its key is given then."""
    for key in _candidates(typed, salt_of(path)):
        if opens(path, key):
            driver.give_key(key)
            return True
    return False


def opens_a_copy(copies: Iterable[Path], typed: str) -> Path | None:
    """The first copy that a passphrase opens, whose key is given then: the passphrase is right, and the store itself is
    damaged."""
    tried: dict[bytes, list[Key]] = {}
    for copy in copies:
        salt = salt_of(copy)
        if salt not in tried:
            tried[salt] = _candidates(typed, salt)
        for key in tried[salt]:
            if opens(copy, key):
                driver.give_key(key)
                return copy
    return None


def opens(path: Path, key: Key) -> bool:
    """Whether a key is that of a file. A damaged beginning answers as a wrong key does.

    Raises StoreError while another program has the file for itself.
    """
    connection = driver.connect_to_read(path, timeout=1, key=key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.Error as error:
        if driver.is_busy(error):
            raise store_error(error, path) from error
        return False
    finally:
        connection.close()
    return True


def salt_of(path: Path) -> bytes:
    """The salt that a file begins with; nothing for one that is plain or can't be read."""
    try:
        start = driver.beginning_of(path)
    except OSError:
        return b""
    return b"" if start == driver.PLAIN_START else start


def locked(path: Path) -> Locked:
    """What is said of an encrypted store whose key was not given."""
    if find_spec("sqlcipher3") is None:
        return Locked(f"{path} is encrypted, and this rhythm can't read it", _INSTALL)
    return Locked(
        f"{path} is encrypted, and no passphrase was given",
        "type it at a terminal, or name a file that holds it: RHYTHM_PASSPHRASE_FILE=FILE",
    )


def _candidates(typed: str, salt: bytes) -> list[Key]:
    if len(salt) != SALT_BYTES:
        return []
    keys = [derive(typed, salt)]
    letters = _letters(typed)
    if len(letters) == CODE_LENGTH:
        try:
            keys.append(Key(base64.b32decode(letters + "===="), salt))
        except ValueError:
            return keys
    return keys


def _letters(code: str) -> str:
    """A code as it was printed, however it was typed: there are no digits below two in it, and no 8 or 9."""
    return "".join(char for char in code.upper() if char.isalnum()).translate(_MISREAD)
