"""The only reader of the machine's time."""

from __future__ import annotations

import datetime as dt
from typing import Protocol


class Clock(Protocol):
    """What rules and actions need of time."""

    def today(self) -> dt.date:
        """The director's local day."""

    def now(self) -> dt.datetime:
        """The instant, aware, in UTC."""

    def zone(self) -> str:
        """The name of the local zone, for the log of actions."""

    def local_zone(self) -> dt.tzinfo:
        """The machine's time zone, where the settings name none."""


class SystemClock:
    """The machine's clock; with `day` it stands on that day, for demos and for looking back."""

    def __init__(self, day: dt.date | None = None) -> None:
        self._day = day

    def today(self) -> dt.date:
        return self._day or self._local().date()

    def now(self) -> dt.datetime:
        now = dt.datetime.now(dt.UTC)  # noqa: TID251 - the one place
        if self._day is None:
            return now
        return dt.datetime.combine(self._day, now.time(), tzinfo=dt.UTC)

    def zone(self) -> str:
        return self._local().tzname() or "UTC"

    def local_zone(self) -> dt.tzinfo:
        # Deferred: only plans and calendars ask.
        from dateutil import tz

        return tz.gettz() or tz.tzlocal()

    @staticmethod
    def _local() -> dt.datetime:
        return dt.datetime.now(dt.UTC).astimezone()  # noqa: TID251 - the one place


def instant_text(moment: dt.datetime) -> str:
    """An aware instant as UTC ISO text with milliseconds: `2026-11-20T09:00:00.123Z`."""
    utc = moment.astimezone(dt.UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
