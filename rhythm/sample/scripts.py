"""How the sample's conflicts are written down: a line of marks, then the line as the director logged it.

    w10.thu @nadia in:1:1 booking/fares #ownership =coached cause:decision_right moment:none ~20m
    Fares cut the hold to five minutes again

The week is required (`.thu` fixes the weekday); every mark may be missing, as in life.
"""

from __future__ import annotations

from dataclasses import dataclass

FORUMS = {
    "sync": ("product-eng sync", 1),
    "staff": ("staff meeting", 0),
    "portfolio": ("portfolio review", 3),
    "planning": ("planning", 2),
    "slack": ("slack", None),
    "hallway": ("hallway", None),
    "phone": ("phone", None),
}
"""What `in:` names: the forum and the weekday on which it meets, if it has one."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")

ONE_ON_ONE = "1:1"


@dataclass(frozen=True, slots=True)
class Row:
    """One escalation as written in a script; `place` is a key of `FORUMS`, `1:1` or None."""

    week: int
    weekday: int | None
    text: str
    parties: tuple[str, ...] = ()
    area: str = ""
    raised_by: str | None = None
    place: str | None = None
    handling: str | None = None
    cause: str | None = None
    moment: str | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class FixScript:
    """A fix; the days are `week.weekday` as in a row, None when not reached."""

    kind: str
    text: str
    owner: str
    state: str
    decided: str
    in_effect: str | None = None
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class ConflictScript:
    """A conflict with its rows; `until_days` counts from `decided`."""

    key: str
    name: str
    rows: tuple[Row, ...]
    state: str = "open"
    why: str = ""
    decided: str | None = None
    until_days: int | None = None
    fix: FixScript | None = None


def rows(script: str) -> tuple[Row, ...]:
    """The rows of a script, oldest or newest first as written. Raises ValueError for a mark it does not know."""
    lines = [line.strip() for line in script.strip().splitlines()]
    return tuple(_row(marks, text) for marks, text in zip(lines[::2], lines[1::2], strict=True))


def when(text: str) -> tuple[int, int | None]:
    """`w10.thu` as (10, 3), `w10` as (10, None)."""
    week, _, weekday = text.removeprefix("w").partition(".")
    return int(week), WEEKDAYS.index(weekday) if weekday else None


def _row(marks: str, text: str) -> Row:
    week_mark, *others = marks.split()
    week, weekday = when(week_mark)
    given = dict(_mark(mark) for mark in others)
    minutes = given.get("minutes")
    return Row(
        week,
        weekday,
        text,
        parties=tuple(given["parties"].split("/")) if "parties" in given else (),
        area=given.get("area", ""),
        raised_by=given.get("by"),
        place=given.get("in"),
        handling=given.get("handling"),
        cause=given.get("cause"),
        moment=given.get("moment"),
        minutes=int(minutes.removesuffix("m")) if minutes else None,
    )


def _mark(mark: str) -> tuple[str, str]:
    signs = {"@": "by", "#": "area", "=": "handling", "~": "minutes"}
    if mark[0] in signs:
        return signs[mark[0]], mark[1:]
    name, colon, value = mark.partition(":")
    if not colon:
        return "parties", mark
    if name not in ("in", "cause", "moment"):
        raise ValueError(f"unknown mark {mark!r}")
    return name, value
