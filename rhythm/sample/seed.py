"""The store of the sample organisation: beside nobody's data, and made when it is not there."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from rhythm.clock import Clock
from rhythm.errors import BadInput, StoreError
from rhythm.storage import driver
from rhythm.storage.meta import read_stamp, write_stamp
from rhythm.storage.presence import Presence


def seed_demo(
    path: Path,
    clock: Clock,
    state: Path | None = None,
    while_made: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """Make the sample store for the clock's day, unless it is there already.

    Made anew when the day differs, so that it always looks as it should; changes of an earlier day are gone.
    Raises StoreError when the folder does not take it, and BadInput when an app is open on the one of another day,
    which `state`, where the program keeps what it knows of open apps, tells. It takes a second or more; `while_made` is
    entered then.
    """
    day = clock.today()
    if path.exists():
        made_for = _seeded_for(path)
        if made_for == day:
            return
        if state is not None:
            with Presence(path, state) as presence:
                if not presence.alone:
                    raise BadInput(
                        f"the sample is open in the app, as of {made_for or 'another day'}",
                        "leave the app first, or name that --today",
                    )
    # Deferred: a sample that is there already needs no story.
    from rhythm.sample.planting import plant
    from rhythm.sample.story import tell
    from rhythm.storage import opening

    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with while_made():
            opening.create_store(part, clock)
            db = opening.open_store(part, clock, backups=path.parent)
            try:
                plant(db, tell(clock.today()))
                write_stamp(db, day.toordinal())
            finally:
                db.close()
        part.replace(path)
    except OSError as error:
        raise StoreError(
            f"the sample could not be made in {path.parent}", "check that the folder takes files"
        ) from error
    finally:
        part.unlink(missing_ok=True)
        part.with_name(f"{part.name}-journal").unlink(missing_ok=True)


def _seeded_for(path: Path) -> dt.date | None:
    """The day a sample store was made for; None when it can't be read, so that it is made anew."""
    try:
        stamp = read_stamp(path)
        return dt.date.fromordinal(stamp) if stamp > 0 else None
    except (driver.Error, ValueError):
        # Another program's number may be no day at all.
        return None
