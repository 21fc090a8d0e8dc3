"""Modules that are imported when first used, so that what is never asked for costs nothing."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Late:
    """Stands for a module, and imports it when one of its names is first asked for.

    Beside it stands the ordinary import, under `if TYPE_CHECKING`, for readers and for the type checker.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)
