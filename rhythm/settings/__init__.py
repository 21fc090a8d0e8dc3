"""What the user may set, and the shipped texts and lists: read strictly, never rewritten.

`load_settings` is what commands call; `rhythm.settings.lists` and `.vocabulary` read the
other YAML files. Mistakes are `rhythm.settings.problems.SettingsError`, a `BadInput`.
"""

from __future__ import annotations

from rhythm.settings.loader import (
    Loaded,
    Source,
    checked,
    find_settings_file,
    load_settings,
    load_with_sources,
    name_problems,
)
from rhythm.settings.schema import Settings

__all__ = [
    "Loaded",
    "Settings",
    "Source",
    "checked",
    "find_settings_file",
    "load_settings",
    "load_with_sources",
    "name_problems",
]
