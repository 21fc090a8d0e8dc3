"""A line in the history of a store that was made anew as a file, so that undo does not pass by it in silence."""

from __future__ import annotations

from pathlib import Path

from rhythm.clock import Clock, instant_text
from rhythm.storage import driver
from rhythm.storage.uid import new_uid


def mark(part: Path, clock: Clock, label: str, *, device: str = "") -> None:
    """Note what was done in a store that is not in its place yet; with `device`, also that it is another one now.

    A store in which nothing was ever done stays empty, so that everything can still be imported into it.
    """
    connection = driver.connect(str(part), timeout=1)
    try:
        connection.execute("BEGIN IMMEDIATE")
        if device:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'device'", (device,))
        connection.execute(
            "INSERT INTO action(uid, at, local_day, zone, device, label, undoable)"
            " SELECT ?, ?, ?, ?, value, ?, 0 FROM meta WHERE key = 'device'"
            " AND (? OR EXISTS (SELECT 1 FROM action))",
            (
                new_uid(clock.now()),
                instant_text(clock.now()),
                clock.today().isoformat(),
                clock.zone(),
                label,
                bool(device),
            ),
        )
        connection.execute("COMMIT")
    finally:
        connection.close()
