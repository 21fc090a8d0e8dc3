"""What is done to a store that can't be opened, and so without the service over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.clock import Clock
from rhythm.settings import Settings

if TYPE_CHECKING:
    from rhythm.storage.far import Far
    from rhythm.storage.salvaging import Salvaged


def salvage(damaged: Path, target: Path, clock: Clock, settings: Settings, far: Far | None = None) -> Salvaged:
    """Read what is left of a damaged store into a new one, and read its escalations for suggestions anew. `far` gets to
    know how far it is. Of what is stopped nothing is kept.

    Raises StoreError when `target` is taken, or when so much is lost that no table can be found.
    """
    from rhythm.service import Rhythm
    from rhythm.storage import salvaging
    from rhythm.storage.opening import open_store

    found = salvaging.salvage(damaged, target, clock, far)
    try:
        rhythm = Rhythm(open_store(target, clock, backups=target.parent), clock, settings)
        try:
            rhythm.read_escalations_anew()
        finally:
            rhythm.close()
    except BaseException:
        # What is not whole would be in the way of another try.
        target.unlink()
        raise
    return found
