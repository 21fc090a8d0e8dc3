"""An export takes its place whole: whatever happens in between, the earlier one is still there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rhythm.errors import RhythmError, Stopped
from rhythm.interop import staging
from rhythm.interop.staging import is_part, settle_leftovers, staged

EARLIER = {"one.txt": "one", "deep/two.txt": "two", "gone.txt": "gone", "list": "earlier"}
LATER = {"one.txt": "1", "deep/two.txt": "2", "new/three.txt": "3", "list": "later"}
MOVES = 4 + 4
"""All of the earlier ones aside, all of the later ones in."""
KILLED = """
import os, signal, sys
from pathlib import Path
from rhythm.interop import staging
from tests.interop.test_staging import LATER, write
left, move = int(sys.argv[2]), staging._move
def until_killed(path, place):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    move(path, place)
staging._move = until_killed
write(Path(sys.argv[1]), LATER)
"""


def write(folder: Path, content: dict[str, str]) -> None:
    """Write these files, in the place of all that may stand there."""
    with staged(folder, last="list", earlier=lambda: EARLIER) as stage:
        for name, text in content.items():
            (stage / name).parent.mkdir(exist_ok=True)
            (stage / name).write_text(text)


def standing(folder: Path) -> dict[str, str]:
    """What stands in a folder, parts of exports aside."""
    files = [path for path in folder.rglob("*") if path.is_file() and not is_part(path.relative_to(folder).parts[0])]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if is_part(path.name)]


def failing_after(moves: int) -> Callable[[Path, Path], None]:
    """A move that fails once, after so many that went well."""
    left, move = [moves], staging._move

    def fail(path: Path, place: Path) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(28, "No space left on device")
        move(path, place)

    return fail


def killed_after(folder: Path, moves: int) -> None:
    """Have another program killed over its export, after so many moves."""
    ended = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(moves)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(parts(folder)) == 1


def test_the_later_export_replaces_the_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, EARLIER)
    (tmp_path / "mine.txt").write_text("mine")
    write(tmp_path, LATER)
    assert standing(tmp_path) == {**LATER, "mine.txt": "mine"}
    assert parts(tmp_path) == []


@pytest.mark.parametrize("moves", range(MOVES))
def test_a_failure_in_between_leaves_the_earlier_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    write(tmp_path, EARLIER)
    with monkeypatch.context() as patched:
        patched.setattr(staging, "_move", failing_after(moves))
        with pytest.raises(RhythmError, match="No space left"):
            write(tmp_path, LATER)
    assert standing(tmp_path) == EARLIER
    assert parts(tmp_path) == []
    write(tmp_path, LATER)
    assert standing(tmp_path) == LATER


@pytest.mark.parametrize("moves", range(MOVES))
def test_a_program_that_was_killed_is_cleared_away_behind_and_does_not_stand_in_the_way(
    tmp_path: Path, moves: int
) -> None:
    write(tmp_path, EARLIER)
    killed_after(tmp_path, moves)
    settle_leftovers(tmp_path)
    assert standing(tmp_path) == EARLIER
    assert parts(tmp_path) == []
    killed_after(tmp_path, moves)
    write(tmp_path, LATER)
    assert standing(tmp_path) == LATER
    assert parts(tmp_path) == []


@pytest.mark.parametrize("moves", range(MOVES))
def test_putting_back_may_be_ended_and_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    write(tmp_path, EARLIER)
    killed_after(tmp_path, MOVES - 1)
    with monkeypatch.context() as patched:
        patched.setattr(staging, "_move", failing_after(moves))
        try:
            settle_leftovers(tmp_path)
        except OSError:
            assert parts(tmp_path)
    settle_leftovers(tmp_path)
    assert standing(tmp_path) == EARLIER


def test_a_program_that_still_writes_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, EARLIER)
    with staged(tmp_path) as stage:
        (stage / "one.txt").write_text("1")
        with pytest.raises(RhythmError, match="another program is writing") as refused:
            write(tmp_path, LATER)
        assert refused.value.hint
        with pytest.raises(RhythmError, match="another program is writing"):
            settle_leftovers(tmp_path)
    assert standing(tmp_path) == {**EARLIER, "one.txt": "1"}


@pytest.mark.parametrize(("runs", "left"), [(True, True), (False, False)])
def test_without_locks_the_number_of_the_program_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, runs: bool, left: bool
) -> None:
    import fcntl

    def unknown(_handle: int, _how: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", unknown)
    number = os.getppid()
    if not runs:
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        number = ended.pid
    part = tmp_path / f".rhythm-{number}.part"
    part.mkdir()
    if left:
        with pytest.raises(RhythmError, match="another program"):
            write(tmp_path, EARLIER)
    else:
        write(tmp_path, EARLIER)
    assert part.exists() is left


def test_what_was_stopped_leaves_no_folder_that_was_not_there(tmp_path: Path) -> None:
    with pytest.raises(Stopped), staged(tmp_path / "out") as stage:
        (stage / "one.txt").write_text("1")
        raise Stopped
    assert list(tmp_path.iterdir()) == []


def test_a_list_of_another_hand_moves_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear")
    folder = tmp_path / "out"
    part = folder / ".rhythm-1.part"
    part.mkdir(parents=True)
    (part / "names.json").write_text(f'[["../letter", "{tmp_path}/letter"], ["../letter", "{tmp_path}/letter"]]')
    settle_leftovers(folder)
    assert (tmp_path / "letter").read_text() == "dear"
    assert not part.exists()


def test_the_disk_has_what_is_to_be_done_before_it_begins_and_all_names_before_it_counts_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, EARLIER)
    waited: list[tuple[str, bool, bool]] = []

    def told(folder: Path) -> None:
        name = "part" if is_part(folder.name) else folder.relative_to(tmp_path).as_posix()
        listed = any((part / "names.json").exists() for part in parts(tmp_path))
        waited.append((name, standing(tmp_path) == LATER, listed))

    monkeypatch.setattr(staging, "sync_folder", told)
    write(tmp_path, LATER)
    assert waited[0] == ("part", False, True)
    assert sorted(waited[1:-1]) == [(".", True, True), ("deep", True, True), ("new", True, True)]
    assert waited[-1] == ("part", True, False)
