"""A file is written whole or not at all, and leaves nothing behind that others could read."""

from __future__ import annotations

import os
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
    for left in (dead, own, living, another, other):
        left.write_text("private")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert sorted(tmp_path.iterdir()) == sorted((file, living, another))


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
