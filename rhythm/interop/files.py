"""Writing files: whole or not at all, several of them together too, and readable by their owner only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rhythm.errors import BadInput, RhythmError

PRIVATE = 0o600


def write_whole(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Put `data` in the place of a file. Whoever reads it meanwhile sees the old content or the new, never a part.

    Raises RhythmError when it can't be written; then the file is as it was.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(path)
    except BaseException as error:
        with suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)
        if not isinstance(error, OSError | ValueError):
            # Whoever waited for it asked for its end.
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name can't be used"
        raise RhythmError(
            f"{path!s:.200} can't be written: {reason}", "name another file, or mend its folder"
        ) from None


def make_folder(folder: Path) -> None:
    """A folder for its owner only, if it is not there. Raises BadInput when it can't be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise BadInput(f"{folder} can't be made a folder", "name another one") from None


@contextmanager
def staged(folder: Path, check: Callable[[Path], object] = lambda _path: None, last: str = "") -> Iterator[Path]:
    """A folder inside `folder` to write files into: they take their places together, at the end of the inside.

    When the inside raises, or `check` refuses one of the places by raising, nothing of it stays and all is as it was.
    The file called `last` is put in place last. Raises RhythmError when the folder can't be written.
    """
    stage = folder / f".rhythm-{os.getpid()}.part"
    try:
        stage.mkdir(mode=0o700)
        yield stage
        files = sorted((path for path in stage.rglob("*") if path.is_file()), key=lambda path: path.name == last)
        places = [folder / path.relative_to(stage) for path in files]
        for place in places:
            check(place)
        for path, place in zip(files, places, strict=True):
            make_folder(place.parent)
            path.replace(place)
    except OSError as error:
        raise RhythmError(f"{folder} can't be written: {error.strerror}", "make room there, or name another") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
