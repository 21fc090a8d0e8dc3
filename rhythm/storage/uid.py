"""Identifiers that never change across export, import and later merging of machines."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32, as ULIDs use it

UidMaker = Callable[[dt.datetime], str]


def new_uid(now: dt.datetime) -> str:
    """26 characters: 48 bits of the instant in milliseconds, then 80 random bits; they sort by time."""
    return encode_uid(int(now.timestamp() * 1000), int.from_bytes(os.urandom(10)))


def encode_uid(milliseconds: int, noise: int) -> str:
    """The ULID of a time in milliseconds since 1970 and 80 bits of noise."""
    number = (milliseconds & (1 << 48) - 1) << 80 | noise & (1 << 80) - 1
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def least_uid(since: dt.date) -> str:
    """The least uid of what was made on a day or later, wherever on earth; 14 hours are the most a zone is off UTC."""
    instant = dt.datetime.combine(since, dt.time(), tzinfo=dt.UTC) - dt.timedelta(hours=14)
    return encode_uid(int(instant.timestamp() * 1000), 0)
