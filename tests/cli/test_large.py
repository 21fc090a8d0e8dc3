"""Files beyond all measure are refused before they are taken into memory, or read a row at a time."""

from __future__ import annotations

import json
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rhythm.cli import inputs
from rhythm.errors import BadInput
from rhythm.interop import everything, tables
from rhythm.interop.calendar import reading
from rhythm.settings import reading as settings_reading
from tests.cli.shell import Shell

MIB = 2**20


def most_memory(do: Callable[[], object]) -> int:
    """Bytes that a call took at its worst."""
    tracemalloc.start()
    try:
        do()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def sparse(path: Path, size: int) -> Path:
    """A file of so many bytes that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


IMPORTS = [("people", "big.csv"), ("escalations", "big.csv"), ("escalations", "big.jsonl"), ("inbox", "big.txt")]


@pytest.mark.parametrize(("kind", "name"), [*IMPORTS, ("calendar", "big.ics")])
def test_a_file_of_a_gigabyte_is_refused_without_being_read(shell: Shell, tmp_path: Path, kind: str, name: str) -> None:
    file = sparse(tmp_path / name, 1024 * MIB)
    refused = most_memory(lambda: _refused(shell, "is larger than", "import", kind, str(file)))
    assert refused < 100 * MIB


@pytest.mark.parametrize(("kind", "name"), [*IMPORTS, ("calendar", "big.ics")])
def test_what_never_ends_is_refused(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, name: str
) -> None:
    monkeypatch.setattr(reading, "LARGEST_MIB", 1)
    endless = tmp_path / name
    endless.symlink_to("/dev/zero")
    _refused(shell, "", "import", kind, str(endless))


def _refused(shell: Shell, why: str, *words: str) -> None:
    result = shell.run(*words)
    assert (result.code, result.out) == (2, "")
    assert why in result.err


def test_a_settings_file_that_never_ends_is_refused(tmp_path: Path) -> None:
    endless = tmp_path / "settings.yaml"
    endless.symlink_to("/dev/zero")
    reading_of_it = settings_reading.read_plain(endless)
    assert reading_of_it.problems


def test_an_export_whose_files_never_end_is_refused(shell: Shell, tmp_path: Path) -> None:
    shell.ok("export", "json", str(tmp_path / "out"))
    for name in ("note.ndjson", "manifest.json"):
        (tmp_path / "out" / name).unlink()
        (tmp_path / "out" / name).symlink_to("/dev/zero")
        result = shell.run("--db", str(tmp_path / "new.db"), "import", "json", str(tmp_path / "out"))
        assert result.code == 2
    assert not (tmp_path / "new.db").exists()


@pytest.fixture(scope="module")
def bomb(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Some kilobytes that stand for a hundred megabytes."""
    file = tmp_path_factory.mktemp("bomb") / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("team.csv", bytes(100 * MIB))
    return file.read_bytes()


@pytest.mark.parametrize(("kind", "name"), [*IMPORTS, ("calendar", "big.ics")])
def test_an_archive_is_never_unpacked(shell: Shell, tmp_path: Path, bomb: bytes, kind: str, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(bomb)
    taken = most_memory(lambda: _refused(shell, "", "import", kind, str(file)))
    assert taken < 60 * MIB


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl"])
def test_more_rows_than_can_be_held_are_refused(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 100)
    line = "2026-11-02,x\n" if name.endswith("csv") else '{"day": "2026-11-02", "summary": "x"}\n'
    file = tmp_path / name
    file.write_text(("day,summary\n" if name.endswith("csv") else "") + line * 101, encoding="utf-8")
    _refused(shell, "more than 100 rows", "import", "escalations", str(file))
    file.write_text(("day,summary\n" if name.endswith("csv") else "") + line * 99, encoding="utf-8")
    shell.ok("import", "escalations", str(file), "--dry-run")


def test_any_number_of_rows_of_everything_is_read_one_at_a_time(tmp_path: Path) -> None:
    line = json.dumps({"id": 1, "body": "words " * 30}).encode() + b"\n"
    rows = 20_000
    path = tmp_path / "note.ndjson"
    path.write_bytes(line * rows)
    table = everything.TableFile(path.name, rows, "")
    read: list[int] = []
    assert most_memory(lambda: read.append(sum(1 for _ in everything.read_table(tmp_path, table)))) < MIB
    assert read == [rows]
    assert path.stat().st_size > 3 * MIB


def test_a_row_without_an_end_is_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everything, "LONGEST_LINE", 1000)
    path = tmp_path / "note.ndjson"
    path.write_bytes(b'{"body": "' + b"x" * 100_000)
    with pytest.raises(BadInput, match="is no row"):
        list(everything.read_table(tmp_path, everything.TableFile(path.name, 1, "")))


def test_standard_input_is_read_up_to_a_limit(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "LONGEST_INPUT", 1000)
    result = shell.run("note", "dana", "-", typed=b"x" * 5000)
    assert result.code == 2
    assert "longer than 1,000 bytes" in result.err
