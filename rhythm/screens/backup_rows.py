"""What Today says when the copy of the day could not be made. Nothing is said while all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.row_list import Row
from widgets.tone import Tone

if TYPE_CHECKING:
    from pathlib import Path

    from rhythm.screens.place import PageScreen

BACKUP = "backup:"


def backup_rows(page: PageScreen) -> list[Row]:
    """One row while the last copy failed; Enter tells what to do."""
    problem = page.rhythm.backups.problem
    return [Row(BACKUP, "No backup was made", "!", "why", problem.message, Tone.ERROR)] if problem is not None else []


def make_backup(page: PageScreen) -> None:
    """Make a copy now; a failure is shown with its next step."""
    # Deferred: Today, which asks for the rows above, is to be painted at once.
    from rhythm.screens.dialogs.working import at_work

    def made(_copy: Path) -> None:
        page.rhythm.backups.problem = None
        page.say("the backup is made")

    at_work(page, "Copying and checking", lambda rhythm: rhythm.backups.make(), made)
