"""The matcher's vocabulary as it is shipped, or as the user's own copy of the file has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rhythm.domain.matching.words import Vocabulary
from rhythm.settings.shipped import load_matching


def shipped_words(lists_folder: Path | None, cache_folder: Path | None) -> Vocabulary:
    """Without the lines that were added in the store. Raises SettingsError when the user's copy is wrong."""

    def prepare(data: dict[str, Any]) -> dict[str, Any]:
        return Vocabulary.from_data(data).prepared()

    return load_matching(lists_folder, cache_folder, prepare, Vocabulary.from_prepared)
