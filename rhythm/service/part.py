"""A part of the service, made when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from rhythm.service import Rhythm

P = TypeVar("P")


class Part(Generic[P]):
    """An attribute of the service that loads its module and makes itself once, so that a quick command loads only
    what it needs."""

    def __init__(self, module: str, kind: str) -> None:
        """`module` is that of `rhythm.service`, `kind` the class in it."""
        self._module = module
        self._kind = kind

    def __set_name__(self, _owner: type[Rhythm], name: str) -> None:
        self._name = name

    def __get__(self, rhythm: Rhythm, _owner: type[Rhythm]) -> P:
        module = import_module(f"rhythm.service.{self._module}")
        part: P = getattr(module, self._kind)(rhythm._db, rhythm)
        # From now on the attribute of the instance itself is found first.
        rhythm.__dict__[self._name] = part
        return part
