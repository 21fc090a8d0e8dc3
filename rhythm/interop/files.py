"""Writing files: whole or not at all, and readable by their owner only."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from rhythm.errors import RhythmError

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
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name can't be used"
        raise RhythmError(
            f"{path!s:.200} can't be written: {reason}", "name another file, or mend its folder"
        ) from None
