"""A file is written whole or not at all, and leaves nothing behind that others could read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from rhythm.errors import RhythmError
from rhythm.interop.files import write_whole


def test_what_a_killed_program_left_of_a_file_is_taken_away_and_a_living_one_is_left(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    file = tmp_path / "re[p]ort.html"
    dead, own, other = (tmp_path / f".re[p]ort.html.{number}.tmp" for number in (ended.pid, os.getpid(), "1x"))
    living, another = tmp_path / f".re[p]ort.html.{os.getppid()}.tmp", tmp_path / f".other.html.{ended.pid}.tmp"
    mine = tmp_path / ".re[p]ort.html.backup.tmp"
    for left in (dead, own, living, another, other, mine):
        left.write_text("private")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert sorted(tmp_path.iterdir()) == sorted((file, living, another, other, mine))


def test_a_file_that_can_not_be_written_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "plan.ics"
    write_whole(file, b"earlier")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RhythmError, match="No space left"):
        write_whole(file, b"later")
    assert file.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [file]


def test_the_disk_has_a_file_and_then_its_name_before_it_counts_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, waited = tmp_path / "plan.ics", list[tuple[bool, bool]]()
    monkeypatch.setattr(
        os, "fsync", lambda handle: waited.append((stat.S_ISDIR(os.fstat(handle).st_mode), file.exists()))
    )
    write_whole(file, b"new")
    assert waited == [(False, False), (True, True)]


def test_where_no_folder_can_be_waited_for_a_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def as_on_windows(path: Path, *how: int) -> int:
        if path.is_dir():
            raise PermissionError(13, "Permission denied")
        return opened(path, *how)

    monkeypatch.setattr(os, "open", as_on_windows)
    write_whole(tmp_path / "plan.ics", b"new")
    assert (tmp_path / "plan.ics").read_bytes() == b"new"
