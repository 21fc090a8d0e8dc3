"""What Today says when the copy of the day could not be made. Nothing is said while all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.row_list import Row
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen

BACKUP = "backup:"


def backup_rows(page: PageScreen) -> list[Row]:
    """One row while the last copy failed; Enter tells what to do."""
    problem = page.rhythm.backups.problem
    return [Row(BACKUP, "No backup was made", "!", "why", problem.message, Tone.ERROR)] if problem is not None else []


def tell_backup(page: PageScreen) -> None:
    """Try once more, and say what is wrong and what to do when it fails again."""
    backups = page.rhythm.backups
    backups.make_daily()
    if backups.problem is not None:
        page.rhythm_app.show_error(backups.problem)
    else:
        page.rhythm_app.tell_store_changed()
        page.say("the backup is made")
