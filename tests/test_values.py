"""Named tuples of our own are those of `typing`, but for what it costs to define them."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Any

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


def test_it_refuses_what_does_not_fit_its_fields() -> None:
    kinds: tuple[Any, ...] = (Ours, Theirs)
    for kind in kinds:
        with pytest.raises(TypeError, match="Expected 3 arguments, got 1"):
            kind._make(("dana",))
        # Python 3.13 says TypeError.
        with pytest.raises((TypeError, ValueError), match="nickname"):
            kind("dana")._replace(nickname="d")
        with pytest.raises(TypeError, match="nickname"):
            kind("dana", nickname="d")
    assert Ours._make(("dana", 2, ())) == ("dana", 2, ())


def test_tuples_of_as_many_fields_have_each_their_own() -> None:
    class Other(NamedTuple):
        first: str
        number: int = 7
        last: str = ""

    assert Other("noor")._asdict() == {"first": "noor", "number": 7, "last": ""}
    assert Ours("dana")._asdict() == {"name": "dana", "number": 1, "near": ()}


def test_it_can_be_matched_and_derived_from() -> None:
    class Derived(Ours):
        """One of a kind."""

    match Derived("dana", 3):
        case Ours(name, number):
            assert (name, number) == ("dana", 3)
    assert type(Derived("dana")._replace(number=2)) is Derived
