"""Where files live. The only module that knows folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rhythm.errors import BadInput

_PACKAGE = Path(__file__).resolve().parent


def config_folder() -> Path:
    """The shipped YAML: inside the installed package, else beside it in a checkout."""
    inside = _PACKAGE / "config"
    return inside if inside.is_dir() else _PACKAGE.parent / "config"


def data_file() -> Path:
    """The director's store."""
    return _user("data") / "rhythm.db"


def demo_file() -> Path:
    """The store of the sample organisation; never the director's own."""
    return _user("data") / "demo.db"


def settings_file() -> Path:
    """The user's own settings, merged over the shipped defaults."""
    return _user("config") / "settings.yaml"


def typed(text: str) -> Path:
    """The file or folder that somebody named; `~` is a home folder. Raises BadInput for no name, which would mean the
    folder in which one is, and for one that nobody who reads or writes there could look at: a name too long, or
    somebody else's folder or nobody's."""
    if not text.strip():
        raise BadInput("the path is empty", "name a file or a folder; . is the folder you are in")
    try:
        path = Path(text).expanduser()
        path.exists()
    except (OSError, RuntimeError) as error:
        # The latter for the folder of a user whom there is not: `~nobody/x`.
        why = error.strerror if isinstance(error, OSError) else "there is no such user"
        raise BadInput(f"{text:.200} can't be used: {why}", "name a file or a folder that you can get at") from None
    return path


def settings_in_use(named: str | Path | None) -> Path | None:
    """The settings file to read: `named` on the command line, else in `RHYTHM_SETTINGS`, else the usual one.

    A named file is returned whether or not it exists, so that a slip is reported; the usual one only when something
    is there. Raises BadInput for a name that no file can have.
    """
    named = named or os.environ.get("RHYTHM_SETTINGS")
    if named:
        return typed(str(named))
    usual = settings_file()
    return usual if usual.exists() or usual.is_symlink() else None


def real(file: Path) -> Path:
    """Where a file really is. A store has one lock and one shelf of copies, by whatever way it was named, and what is
    made anew takes its place, not that of a link to it."""
    return Path(os.path.realpath(file))


def backups_folder(store: Path) -> Path:
    """Copies of one store, kept away from it, so that one mishap can't take both. Two that are called the same, in
    folders of their own, have nothing in common."""
    store = real(store)
    for usual in (data_file(), demo_file()):
        if store == real(usual):
            return state_folder() / "backups" / usual.stem
    # Deferred: hardly anybody names a store.
    from zlib import crc32

    return state_folder() / "backups" / f"{store.stem}-{crc32(os.fsencode(store)):08x}"


def state_folder() -> Path:
    """What the program keeps for itself: which stores it knows, backups, parsed copies of the user's YAML files."""
    return _user("state")


_XDG = {
    "data": ("XDG_DATA_HOME", ".local/share"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


def base_folder(kind: str) -> Path:
    """The user's folder for `data`, `config` or `state`, shared by all programs that follow the XDG rules; shells look
    for completions below it on every system."""
    variable, usual = _XDG[kind]
    named = os.environ.get(variable, "")
    return Path(named) if os.path.isabs(named) else Path.home() / usual


def _user(kind: str) -> Path:
    if sys.platform == "linux":
        # What platformdirs answers there, without all that it imports: every command asks, and is to start at once.
        return base_folder(kind) / "rhythm"
    import platformdirs

    folders = {
        "data": platformdirs.user_data_path,
        "config": platformdirs.user_config_path,
        "state": platformdirs.user_state_path,
    }
    return folders[kind]("rhythm", appauthor=False)
