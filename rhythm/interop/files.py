"""Writing files: whole or not at all, and readable by their owner only."""

from __future__ import annotations

import os
from contextlib import suppress
from glob import escape
from pathlib import Path

from rhythm.disk import sync_folder
from rhythm.errors import BadInput, RhythmError

PRIVATE = 0o600


def write_whole(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Put `data` in the place of a file. Whoever reads it meanwhile sees the old content or the new, never a part.

    Raises RhythmError when it can't be written; then the file is as it was.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _clear_drafts(path)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(path)
        sync_folder(path.parent)
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
    except (OSError, ValueError):
        raise BadInput(f"{folder} can't be made a folder", "name another one") from None


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, where nobody reads it before all is written. Raises OSError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def runs(program: str) -> bool:
    """Whether a program other than this one runs under a number."""
    if not program.isdecimal() or int(program) == os.getpid():
        return False
    try:
        os.kill(int(program), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _clear_drafts(path: Path) -> None:
    """Take away what programs left that were killed over this file: it holds what was to be private."""
    for draft in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        program = draft.name.removesuffix(".tmp").rpartition(".")[2]
        # What has no number there is somebody else's.
        if program.isdecimal() and not runs(program):
            draft.unlink(missing_ok=True)
