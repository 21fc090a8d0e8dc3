"""Parsed YAML kept as JSON, so that a quick command does not import the YAML library.

A copy is used only for the same file, time of change, size and version of the program. It is a
convenience: when it can't be read or written, the YAML is read again and nothing is said.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from rhythm import __version__
from rhythm.settings.shape import Plain

if TYPE_CHECKING:
    from rhythm.settings.reading import Reading

_T = TypeVar("_T")


def parsed(
    path: Path, folder: Path | None, read: Callable[[Path], Reading], make: Callable[[Plain], _T]
) -> tuple[_T, dict[str, int]]:
    """What `make` builds from the data of `path`, and the line of each key.

    The data come from the copy in `folder` when the file has not changed since, else from `read`, after
    which a copy is kept. Raises SettingsError with the problems that `read` found.
    """
    kept = _recall(path, folder)
    if kept is not None:
        # A copy that was damaged fails here in one of these ways and is read anew.
        with suppress(TypeError, KeyError, AttributeError, ValueError):
            return make(kept[0]), kept[1]
    state = _state(path)
    reading = read(path)
    if reading.problems:
        from rhythm.settings.problems import SettingsError

        raise SettingsError(reading.problems)
    if folder is not None and state is not None:
        _keep(_place(path, folder), {"of": state, "data": reading.data, "lines": reading.lines})
    return make(reading.data), reading.lines


def _recall(path: Path, folder: Path | None) -> tuple[Plain, dict[str, int]] | None:
    if folder is None:
        return None
    # Deferred: not needed by a user without a settings file.
    import json

    try:
        kept = json.loads(_place(path, folder).read_text("utf-8"))
        if kept["of"] != _state(path):
            return None
        data, lines = kept["data"], kept["lines"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(lines, dict):
        return None
    return cast(Plain, data), cast(dict[str, int], lines)


def _state(path: Path) -> list[object] | None:
    """What tells one state of a file from another, None if there is no file.

    Taken before reading, so that a change during the reading is seen the next time.
    """
    try:
        facts = path.stat()
    except OSError:
        return None
    return [__version__, os.path.abspath(path), facts.st_mtime_ns, facts.st_size]


def _keep(place: Path, copy: dict[str, object]) -> None:
    """Writes a copy that only the owner can read, whole or not at all."""
    import json

    draft = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(copy, file)
        draft.replace(place)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _place(path: Path, folder: Path) -> Path:
    import zlib

    mark = zlib.crc32(os.fsencode(os.path.abspath(path)))
    return folder / f"{path.stem}-{mark:08x}.json"
