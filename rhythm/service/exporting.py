"""Taking out what is in the store, in files that other programs read."""

from __future__ import annotations

from pathlib import Path

from rhythm.errors import BadInput
from rhythm.interop.escalation_export import is_ours, text_for
from rhythm.interop.files import write_whole
from rhythm.interop.text import read_text
from rhythm.queries.exporting import exported_escalations
from rhythm.storage.database import Database


class Exporting:
    """Records into files, each whole or not at all and readable by its owner only."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def escalations(self, path: Path) -> Path:
        """Write every escalation to a file, as CSV or JSON Lines by its ending. An earlier export is replaced.

        Raises BadInput when something else is in the way, RhythmError when the file can't be written.
        """
        text = text_for(path, exported_escalations(self._db))
        if path.exists() and not is_ours(read_text(path)):
            raise BadInput(f"{path} is there already, and is no export of mine", "name another file")
        write_whole(path, text.encode())
        return path

    def bench(self, path: Path) -> Path:
        """Write the bench, those who left it included, to a CSV file. An earlier export is replaced.

        Raises BadInput when something else is in the way, RhythmError when the file can't be written.
        """
        from rhythm.interop import bench
        from rhythm.queries.exporting_bench import exported_bench

        if path.suffix.casefold() != ".csv":
            raise BadInput(f"{path.name} does not say in which form", "end the name with .csv")
        if path.exists() and not bench.is_ours(read_text(path)):
            raise BadInput(f"{path} is there already, and is no export of mine", "name another file")
        write_whole(path, bench.as_csv(exported_bench(self._db)).encode())
        return path

    def csv(self, folder: Path) -> tuple[Path, ...]:
        """Write tables for a spreadsheet into a folder, which is made when it is not there."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            raise BadInput(f"{folder} can't be made a folder", "name another one") from None
        return self.escalations(folder / "escalations.csv"), self.bench(folder / "bench.csv")
