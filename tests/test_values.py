"""Named tuples of our own are those of `typing`, but for what it costs to define them."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from rhythm.values import NamedTuple


class Ours(NamedTuple):
    """A value."""

    name: str
    number: int = 1
    near: tuple[Ours, ...] = ()

    @property
    def doubled(self) -> int:
        """Twice the number."""
        return self.number * 2

    def with_number(self, number: int) -> Ours:
        """Another one with that number."""
        return self._replace(number=number)

    def __str__(self) -> str:
        return self.name


class Theirs(typing.NamedTuple):
    """A value."""

    name: str
    number: int = 1
    near: tuple[Theirs, ...] = ()


def test_it_has_fields_defaults_and_equality() -> None:
    ours, theirs = Ours("dana"), Theirs("dana")
    assert tuple(ours) == tuple(theirs) == ("dana", 1, ())
    assert (Ours._fields, Ours._field_defaults) == (Theirs._fields, Theirs._field_defaults)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert ours._asdict() == theirs._asdict()
    assert Ours(name="noor", number=2).name == "noor"
    with pytest.raises(TypeError, match="name"):
        Ours()  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        ours.number = 3  # type: ignore[misc]


def test_it_has_its_methods_and_says_what_it_is() -> None:
    ours = Ours("dana", 4)
    assert (ours.doubled, ours.with_number(5).number, str(ours)) == (8, 5, "dana")
    assert (Ours.__doc__, Ours.__name__, Ours.__qualname__, Ours.__module__) == ("A value.", "Ours", "Ours", __name__)
    assert issubclass(Ours, tuple)
    assert not hasattr(ours, "__dict__")


def test_its_annotations_can_be_read_as_types() -> None:
    assert typing.get_type_hints(Ours) == {"name": str, "number": int, "near": tuple[Ours, ...]}


def test_it_can_be_copied_and_kept() -> None:
    ours = Ours("dana", 4, (Ours("noor"),))
    assert copy.deepcopy(ours) == ours
    assert type(pickle.loads(pickle.dumps(ours))) is Ours  # noqa: S301
