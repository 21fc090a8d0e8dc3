"""What the user may set, and the shipped texts and lists: read strictly, never rewritten.

`rhythm.settings.loader` reads the settings, `.lists`, `.vocabulary` and `.shipped` the other YAML files. Mistakes
are `rhythm.settings.problems.SettingsError`, a `BadInput`. Only the values are imported here, because every
command needs them and few need to read a file.
"""

from __future__ import annotations

from rhythm.settings.schema import Settings

__all__ = ["Settings"]
