"""Files that people hand in, as text, whatever program wrote them."""

from __future__ import annotations

import codecs
from pathlib import Path

from rhythm.errors import CHECK_PATH, BadInput

LIMIT_BYTES = 20_000_000
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
"""How workbooks of today and of long ago begin."""
_SAVE_AS = "save it as text in UTF-8 and try again"


def read_text(path: Path, limit: int = LIMIT_BYTES) -> str:
    """The text of a file of at most `limit` bytes.

    A byte order mark decides between UTF-8 and UTF-16, else UTF-8 is tried and then Windows-1252. Raises BadInput
    as `read_bytes` does, and when it is not text.
    """
    data = read_bytes(path, limit)
    try:
        return decode(data)
    except ValueError:
        if data.startswith(_WORKBOOKS):
            raise BadInput(f"{path} is a workbook or an archive", "save the sheet as CSV and try again") from None
        raise BadInput(f"{path} is not text I can read", _SAVE_AS) from None


def read_bytes(path: Path, limit: int = LIMIT_BYTES) -> bytes:
    """The bytes of a file. Raises BadInput when it is missing, unreadable, a folder or larger than `limit`."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise BadInput(f"there is no file {path}", CHECK_PATH) from None
    except IsADirectoryError:
        raise BadInput(f"{path} is a folder", "name a file in it") from None
    except PermissionError:
        raise BadInput(f"{path} may not be read", "change its permissions, or copy it somewhere else") from None
    except (OSError, ValueError):
        raise BadInput(f"{path!s:.200} can't be read", "check the name and the disk") from None
    if len(data) > limit:
        raise BadInput(f"{path} is larger than {limit / 1e6:g} MB", "hand in a part of it at a time")
    return data


def decode(data: bytes) -> str:
    """Bytes as text, the byte order mark taken off, twice where two programs wrote one. Raises ValueError when they are
    no text."""
    if data.startswith(_UTF16_MARKS):
        text = data.decode("utf-16")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252")
    if "\x00" in text:
        raise ValueError("NUL in text")
    return text.removeprefix("\ufeff")
