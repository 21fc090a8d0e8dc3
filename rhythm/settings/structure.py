"""The words of the structure: patterns, cards, health, usual owners; shipped or the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.settings import shape
from rhythm.settings.shape import Form, Kind
from rhythm.settings.shipped import load_list, repeats
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rhythm.settings.shape import Plain
    from rhythm.settings.shipped import Finding

_SLUG = Kind(Form.SLUG)


@shape.shaped(slug=shape.slug(), label=shape.text(), help=shape.text(), breaks=shape.text(), question=shape.text())
class Pattern(NamedTuple):
    """A way to cut teams, where it is known to break, and the question about that."""

    slug: str
    label: str
    help: str
    breaks: str
    question: str


@shape.shaped(slug=shape.slug(), label=shape.text(), question=shape.text())
class Card(NamedTuple):
    """Something that is answered yes, no or unknown."""

    slug: str
    label: str
    question: str


@shape.shaped(product=shape.each(_SLUG), engineering=shape.each(_SLUG))
class UsualOwner(NamedTuple):
    """The decision areas that product, and those that engineering, is usually asked about first."""

    product: tuple[str, ...]
    engineering: tuple[str, ...]


@shape.shaped(
    patterns=shape.each(Pattern, low=1),
    checklist=shape.each(Card, low=1),
    health=shape.each(Card, low=1),
    usual_owner=shape.section(UsualOwner),
)
class StructureWords(NamedTuple):
    """Everything that `structure.yaml` holds."""

    patterns: tuple[Pattern, ...]
    checklist: tuple[Card, ...]
    health: tuple[Card, ...]
    usual_owner: UsualOwner


def load_structure(user_folder: Path | None, cache_folder: Path | None) -> StructureWords:
    """The words of the structure; a copy in `user_folder` replaces the shipped file.

    Raises SettingsError with all problems found.
    """
    return load_list("structure.yaml", StructureWords, user_folder, cache_folder, _rule)


def _rule(data: Plain) -> Iterator[Finding]:
    for group in ("patterns", "checklist", "health"):
        yield from repeats(data, group, "slug")
