"""How many skip-level meetings a week may hold. Apart from the planner, as the settings are read before it is."""

from __future__ import annotations

MOST_SKIP_LEVELS = 7
