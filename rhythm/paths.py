"""Where files live. The only module that knows folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

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


def backups_folder(store: Path) -> Path:
    """Copies of one store, kept away from it, so that one mishap can't take both."""
    return state_folder() / "backups" / store.stem


def state_folder() -> Path:
    """What the program remembers for itself: known stores and backups. Never text of the user's."""
    return _user("state")


_XDG = {
    "data": ("XDG_DATA_HOME", ".local/share"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


def _user(kind: str) -> Path:
    if sys.platform == "linux":
        # What platformdirs answers there, without all that it imports: every command asks, and is to start at once.
        variable, usual = _XDG[kind]
        named = os.environ.get(variable, "")
        return (Path(named) if os.path.isabs(named) else Path.home() / usual) / "rhythm"
    import platformdirs

    folders = {
        "data": platformdirs.user_data_path,
        "config": platformdirs.user_config_path,
        "state": platformdirs.user_state_path,
    }
    return folders[kind]("rhythm", appauthor=False)
