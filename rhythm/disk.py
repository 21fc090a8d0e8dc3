"""Waiting until the disk has what was written: a power cut takes none of it then."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def sync(file: Path) -> None:
    """Wait until the content of a file is on the disk. Raises OSError."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, after files in it took their places.

    Windows opens no folder, and some drives of a network wait for none: the files stand there all the same.
    """
    with suppress(OSError):
        sync(folder)
