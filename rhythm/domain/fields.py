"""What is typed in one field: a length of time, an area, one of a closed list."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rhythm.domain.names import fold, name_key, shown

OTHER_AREA = "other"
"""The slug of areas that the vocabulary does not have."""
MAX_MINUTES = 24 * 60
_BEGINNING_LETTERS = 4
"""So many letters of a label are enough to name it."""


def parse_minutes(text: str) -> int | None:
    """Minutes in `20m`, `20min`, `1h`, `1h30`, `1.5h`; None when it is no such length or over a day."""
    forms = r"([0-9]{1,4})(?:m|min|mins|minutes)|([0-9]{1,2})(?:\.([0-9]))?h(?:([0-9]{1,2})m?)?"
    match = re.fullmatch(forms, fold(text))
    if not match or (match[3] and match[4]):
        return None
    minutes = int(match[1]) if match[1] else int(match[2]) * 60 + int(match[3] or 0) * 6 + int(match[4] or 0)
    return minutes if minutes <= MAX_MINUTES else None


def read_length(text: str) -> int | None:
    """Minutes as they are typed where only a length can stand, so that `30` is one too; None when it is none, or 0."""
    return parse_minutes(f"{text}m" if text.isascii() and text.isdigit() else text) or None


def read_choice(text: str, choices: Mapping[str, str]) -> str | None:
    """The slug that text names: a whole label, alias or slug, else the only one that begins so (4 letters)."""
    key = name_key(text)
    by_key = {name_key(label): slug for label, slug in choices.items()}
    by_key |= {name_key(slug): slug for slug in choices.values()}
    if key in by_key:
        return by_key[key]
    begun = {slug for label, slug in by_key.items() if label.startswith(key)}
    return begun.pop() if len(begun) == 1 and len(key) >= _BEGINNING_LETTERS else None


def read_area(text: str, areas: Mapping[str, str]) -> str:
    """The area's slug; an unknown area is grouped under `other` and kept as typed by the caller."""
    return read_choice(text, areas) or OTHER_AREA


def own_area(text: str) -> str | None:
    """The slug of an area in quotes: somebody's own word, whatever it is an alias of. None without quotes."""
    match = re.fullmatch(r"""["“”'‘](.{1,60})["“”'’]""", text.strip())
    words = re.findall(r"\w+", name_key(match[1])) if match else []
    return "_".join(words) or None


def unknown_area(slug: str | None, typed: str | None) -> str:
    """That what was typed as the area is none that is known, or nothing."""
    if slug != OTHER_AREA or not typed or name_key(typed) == OTHER_AREA:
        return ""
    return f"'{shown(typed)}' is not an area I know"
