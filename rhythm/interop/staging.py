"""Several files that take their places together: an export is there whole, or the earlier one still is."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rhythm.disk import sync_folder
from rhythm.errors import RhythmError
from rhythm.interop.files import make_folder, runs, write_new

_NEW, _OLD, _NAMES = "new", "old", "names.json"


@contextmanager
def staged(
    folder: Path,
    check: Callable[[Path], object] = lambda _path: None,
    last: str = "",
    earlier: Callable[[], Iterable[str]] = tuple,
) -> Iterator[Path]:
    """A folder inside `folder`, which is made, to write files into: they take their places together, at the end of the
    inside, and the files that `earlier` names, of an export before this one, are taken away.

    When the inside raises, or `check` refuses one of the places by raising, or a file can't be put in place, nothing of
    it stays and all is as it was. The file called `last` is put in place last, and taken away first. Raises RhythmError
    when the folder can't be written, or another program is writing into it.
    """
    made = False
    try:
        made = not folder.exists()
        make_folder(folder)
        settle_leftovers(folder)
        with _own(folder) as part:
            stage = part / _NEW
            stage.mkdir(mode=0o700)
            yield stage
            _exchange(folder, part, check, last, earlier)
    except OSError as error:
        raise RhythmError(f"{folder} can't be written: {error.strerror}", "make room there, or name another") from None
    finally:
        if made:
            # Not when something stands in it, which is what it was made for.
            with suppress(OSError):
                folder.rmdir()


def settle_leftovers(folder: Path) -> None:
    """Take away what a program left that was killed over an export, after putting back the earlier one that it was
    about to replace. Raises RhythmError where a program is still writing, OSError where nothing can be changed."""
    for part in folder.glob(_part_of("*")):
        handle = _lock(part)
        try:
            _put_back(folder, part)
            shutil.rmtree(part)
        finally:
            if handle is not None:
                os.close(handle)


def is_part(name: str) -> bool:
    """Whether a name is one of a folder that files are written into before they take their places."""
    before, after = _part_of("*").split("*")
    return name.startswith(before) and name.endswith(after)


def _part_of(program: str) -> str:
    return f".rhythm-{program}.part"


@contextmanager
def _own(folder: Path) -> Iterator[Path]:
    """A folder that is this program's for as long as it runs, and no longer."""
    part = folder / _part_of(str(os.getpid()))
    part.mkdir(mode=0o700)
    handle = _lock(part)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _lock(part: Path) -> int | None:
    """Take the lock on a part, which goes with the process that holds it; None where locks are not known.

    Raises RhythmError when another program holds it, or may still do so.
    """
    try:
        import fcntl

        handle = os.open(part, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
    except BlockingIOError:
        raise _still_writing(part) from None
    except (ImportError, OSError):
        if runs(part.name.removeprefix(".rhythm-").removesuffix(".part")):
            raise _still_writing(part) from None
        return None
    return handle


def _still_writing(part: Path) -> RhythmError:
    return RhythmError(
        f"another program is writing into {part.parent}", "wait until it is done, or name another folder"
    )


def _exchange(
    folder: Path, part: Path, check: Callable[[Path], object], last: str, earlier: Callable[[], Iterable[str]]
) -> None:
    """Move the earlier files aside and the new ones into their places; what goes wrong puts all of it back."""
    stage, names = part / _NEW, part / _NAMES
    new = sorted(path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file())
    for name in new:
        check(folder / name)
    aside = sorted({*new, *earlier()}, key=lambda name: name != last)
    # Should this be the end of the program: what is there to be put back.
    write_new(names, json.dumps([new, aside]).encode())
    sync_folder(part)
    try:
        for name in aside:
            if (folder / name).exists():
                _move(folder / name, part / _OLD / name)
        for name in sorted(new, key=lambda name: name == last):
            _move(stage / name, folder / name)
    except BaseException:
        # Ctrl-C too: files of two exports must not stand beside each other.
        _put_back(folder, part)
        raise
    for place in {above for name in new for above in (folder / name).parents if above.is_relative_to(folder)}:
        sync_folder(place)
    # From here on the new ones stand; with the list still there, the earlier ones would be put back.
    names.unlink()
    sync_folder(part)


def _put_back(folder: Path, part: Path) -> None:
    """Have everything stand as it did before files began to take their places; nothing is done where none did.

    It may be ended at any point and begun again.
    """
    try:
        new, aside = json.loads((part / _NAMES).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        # A list that is not whole was not acted on yet.
        return
    for name in aside:
        place, staged_as, old = folder / name, part / _NEW / name, part / _OLD / name
        if ".." in place.parts or not place.is_relative_to(folder):
            # No list of ours.
            continue
        if name in new and place.exists() and not staged_as.exists():
            _move(place, staged_as)
        if old.exists():
            _move(old, place)


def _move(path: Path, place: Path) -> None:
    make_folder(place.parent)
    path.replace(place)
