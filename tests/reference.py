"""The module that writes the pages on commands, keys and settings, which is no part of a package."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

REFERENCE = Path(__file__).parents[1] / "docs" / "reference.py"


def reference() -> ModuleType:
    """The module that writes the pages."""
    spec = importlib.util.spec_from_file_location("reference", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
