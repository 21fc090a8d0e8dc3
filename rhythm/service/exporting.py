"""Taking out what is in the store, in files that other programs read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.errors import BadInput
from rhythm.interop.escalation_export import is_ours, text_for
from rhythm.interop.files import write_whole
from rhythm.interop.row_files import begins_with
from rhythm.interop.staging import staged
from rhythm.interop.text import read_text
from rhythm.queries.exporting import exported_escalations
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhythm.service import Rhythm


class Exporting:
    """Records into files, each whole or not at all and readable by its owner only."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def everything(self, folder: Path) -> tuple[Path, ...]:
        """Write every row of every table, history included, for `import json`. An earlier export is replaced.

        Raises BadInput when something else is in the way, RhythmError when a file can't be written.
        """
        # Deferred: only this needs to know the schema.
        from rhythm import __version__
        from rhythm.storage.everything import export_everything

        return export_everything(self._db, folder, __version__)

    def escalations(self, path: Path) -> Path:
        """Write every escalation to a file, as CSV or JSON Lines by its ending. An earlier export is replaced.

        Raises BadInput when something else is in the way, RhythmError when the file can't be written.
        """
        text = text_for(path, exported_escalations(self._db))
        _replace(path, is_ours, text)
        return path

    def bench(self, path: Path) -> Path:
        """Write the bench, those who left it included, to a CSV file. An earlier export is replaced.

        Raises BadInput when something else is in the way, RhythmError when the file can't be written.
        """
        from rhythm.interop import bench
        from rhythm.queries.exporting_bench import exported_bench

        return _as_table(path, bench.is_ours, lambda: bench.as_csv(exported_bench(self._db)))

    def teams(self, path: Path) -> Path:
        """Write teams, charters, interfaces and cards to a CSV file. An earlier export is replaced.

        Raises BadInput when something else is in the way, RhythmError when the file can't be written.
        """
        from rhythm.interop import teams
        from rhythm.queries.exporting_teams import exported_teams

        return _as_table(path, teams.is_ours, lambda: teams.as_csv(exported_teams(self._db)))

    def markdown(self, folder: Path) -> tuple[Path, ...]:
        """Write a note for each person, conflict, week and quarter into a folder that Obsidian opens.

        An earlier export is replaced, the user's own notes stay. Raises BadInput when one of them is in the way.
        """
        from rhythm.interop.vault import write_vault
        from rhythm.service.vault import Vault

        return write_vault(folder, Vault(self._db, self._rhythm).notes())

    def bets(self, path: Path) -> Path:
        """Write the bets with their returns and decisions to a CSV file. Raises as `bench`."""
        from rhythm.interop.listed import BET_COLUMNS, as_csv
        from rhythm.queries.exporting_listed import exported_bets

        ours = partial(begins_with, BET_COLUMNS)
        return _as_table(path, ours, lambda: as_csv(BET_COLUMNS, exported_bets(self._db)))

    def growth(self, path: Path) -> Path:
        """Write every line of evidence and every story to a CSV file. Raises as `bench`."""
        from rhythm.interop.listed import GROWTH_COLUMNS, as_csv
        from rhythm.queries.exporting_listed import exported_growth

        ours = partial(begins_with, GROWTH_COLUMNS)
        return _as_table(path, ours, lambda: as_csv(GROWTH_COLUMNS, exported_growth(self._db)))

    def csv(self, folder: Path) -> tuple[Path, ...]:
        """Write every table for a spreadsheet into a folder, which is made when it is not there; besides, escalations
        and the bench in the form that is imported. History stays out: it is in the export of everything.

        Raises BadInput when something else is in the way, RhythmError when a file can't be written.
        """
        # Deferred: only this writes tables as they are.
        from rhythm.interop.table_export import write_tables
        from rhythm.queries.exporting import exported_tables

        with staged(folder, _refuse_another) as stage:
            tables = write_tables(stage, exported_tables(self._db))
            written = (*tables, self.escalations(stage / "escalations.csv"), self.bench(stage / "bench.csv"))
        return tuple(folder / path.name for path in written)


def _as_table(path: Path, ours: Callable[[str], bool], text: Callable[[], str]) -> Path:
    """Write a table that is CSV only. Raises BadInput for another ending, and as `_replace` does."""
    if path.suffix.casefold() != ".csv":
        raise BadInput(f"{path.name} does not say in which form", "end the name with .csv")
    _replace(path, ours, text())
    return path


def _replace(path: Path, ours: Callable[[str], bool], text: str) -> None:
    """Write a file in the place of an earlier export. Raises BadInput when something else stands there."""
    if path.exists() and not ours(read_text(path)):
        raise BadInput(f"{path} is there already, and was not exported by rhythm", "name another file")
    write_whole(path, text.encode())


def _refuse_another(path: Path) -> None:
    """Raises BadInput when what stands in the place of a table is none of ours."""
    # Deferred: only this replaces files of several kinds.
    from rhythm.interop import bench
    from rhythm.interop.table_export import refuse_another

    if path.name not in ("escalations.csv", "bench.csv"):
        refuse_another(path)
    elif path.exists() and not (is_ours if path.name == "escalations.csv" else bench.is_ours)(read_text(path)):
        raise BadInput(f"{path} is there already, and was not exported by rhythm", "name another folder")
