"""Frozen copies: the one form in which a copy is written, and the hash by which a change to it shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def frozen_text(data: Mapping[str, Any]) -> str:
    """Plain data in its canonical form: keys in order, as UTF-8, so that the same data has the same hash."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False)


def seal(text: str) -> str:
    """The SHA-256 hash of a frozen copy as it is stored."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(text: str, sealed: str | None) -> bool:
    """Whether a frozen copy is still what was sealed."""
    return sealed is not None and seal(text) == sealed
