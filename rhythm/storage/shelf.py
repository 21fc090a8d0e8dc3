"""The copies of one store: what they are called, which are kept, and which can make room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from rhythm.storage import backup, driver
from rhythm.storage.database import Database
from rhythm.storage.far import Far
from rhythm.values import NamedTuple

DAYS, WEEKS, MONTHS = 7, 8, 12
"""So many days, weeks and months of which a copy is kept."""
LONG_DAYS = 90
"""How long every copy from before an upgrade, and every one made by hand, is kept."""
RISKY_KEPT = 10
"""So many copies from before imports and the like are kept beside those."""
_STAMP = "%Y%m%dT%H%M%S"
_TOKEN_LENGTH = 8
_STALE_SECONDS = 24 * 60 * 60


class Kind(StrEnum):
    """Why a copy was made."""

    DAILY = "daily"
    BY_HAND = "by-hand"
    BEFORE_UPGRADE = "before-upgrade"
    BEFORE_IMPORT = "before-import"
    BEFORE_CHANGE = "before-change"
    BEFORE_RESTORE = "before-restore"


_KEPT_LONG = (Kind.BEFORE_UPGRADE, Kind.BY_HAND)
_RISKY = (Kind.BEFORE_IMPORT, Kind.BEFORE_CHANGE, Kind.BEFORE_RESTORE)


class Copy(NamedTuple):
    """A copy on the shelf; `made` is an instant in UTC."""

    path: Path
    kind: Kind
    made: dt.datetime


def name_for(kind: Kind, now: dt.datetime) -> str:
    """The name of a copy, without the token that makes it unique."""
    return f"{kind}-{now.astimezone(dt.UTC):{_STAMP}}"


def copies(folder: Path) -> tuple[Copy, ...]:
    """What stands there, newest first; other files are passed over, and no folder is an empty shelf."""
    try:
        found = [copy for path in folder.iterdir() if (copy := _copy_at(path)) is not None]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda copy: (copy.made, copy.path.name), reverse=True))


def newest_first(shelf: Iterable[Copy], now: dt.datetime) -> tuple[Copy, ...]:
    """Copies in the order in which they are to be taken. Those still to come, of a clock that was ahead, are last:
    how old they are is not known, but each may be the only one that is sound."""
    return tuple(sorted(shelf, key=lambda copy: (copy.made <= now, copy.made, copy.path.name), reverse=True))


def put(
    store: Path,
    folder: Path,
    kind: Kind,
    now: dt.datetime,
    heed: backup.Heed = backup.nobody,
    far: Far | None = None,
) -> Copy:
    """Make a checked copy, and only then take away what it makes superfluous. Raises StoreError."""
    made = _copy_at(backup.copy_store(store, folder, name_for(kind, now), heed, far))
    assert made is not None
    for copy in superfluous(copies(folder), now):
        copy.path.unlink(missing_ok=True)
    _sweep(folder, made.path)
    return made


def superfluous(shelf: Iterable[Copy], now: dt.datetime) -> tuple[Copy, ...]:
    """What can go: all but one of each of the last days, weeks and months that have one, what is to be kept
    long, and the newest from before risky acts.

    Days without a copy do not count, so that nothing goes because the program was not used for a while. Nor do those
    still to come: a clock that was ahead must not push out what is made now.
    """
    shelf = [copy for copy in newest_first(shelf, now) if copy.made <= now]
    kept = {
        *_newest_of_each([(copy.made.date(), copy) for copy in shelf], DAYS),
        *_newest_of_each([(copy.made.isocalendar()[:2], copy) for copy in shelf], WEEKS),
        *_newest_of_each([((copy.made.year, copy.made.month), copy) for copy in shelf], MONTHS),
        *[copy for copy in shelf if copy.kind in _RISKY][:RISKY_KEPT],
        *[copy for copy in shelf if copy.kind in _KEPT_LONG and (now - copy.made).days < LONG_DAYS],
    }
    return tuple(copy for copy in shelf if copy not in kept)


def holds_all_of(copy: Copy, db: Database) -> bool:
    """Whether nothing was done since a copy was made. One that can't be read holds nothing."""
    newest = "SELECT uid FROM action ORDER BY id DESC LIMIT 1"
    try:
        connection = driver.connect_to_read(copy.path, timeout=1)
        try:
            row = connection.execute(newest).fetchone()
        finally:
            connection.close()
    except driver.Error:
        return False
    return (row[0] if row is not None else None) == db.value(newest)


def _sweep(folder: Path, newest: Path) -> None:
    """Take away what a program left that was killed over a copy, long before the newest one was made."""
    for part in folder.glob(".*.part*"):
        with suppress(OSError):
            if part.stat().st_mtime < newest.stat().st_mtime - _STALE_SECONDS:
                part.unlink()


def _newest_of_each(spans: list[tuple[object, Copy]], most: int) -> list[Copy]:
    """One copy of each span, of as many spans, newest first: its newest daily one, else its newest."""
    first: dict[object, Copy] = {}
    for span, copy in spans:
        if span not in first or (copy.kind is Kind.DAILY and first[span].kind is not Kind.DAILY):
            first[span] = copy
    return list(first.values())[:most]


def _copy_at(path: Path) -> Copy | None:
    kind, _, stamp = path.stem[: -_TOKEN_LENGTH - 1].rpartition("-")
    try:
        made = dt.datetime.fromisoformat(stamp).replace(tzinfo=dt.UTC)
        return Copy(path, Kind(kind), made) if path.suffix == ".db" else None
    except ValueError:
        return None
