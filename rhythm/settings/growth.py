"""What evidence of growth is about: areas and skills, shipped or the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rhythm.settings import shape
from rhythm.settings.shipped import load_list, repeats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rhythm.settings.shape import Plain
    from rhythm.settings.shipped import Finding


@shape.shaped(id=shape.slug(), text=shape.text(), about=shape.text())
class GrowthTag(NamedTuple):
    """An area or a skill: how it is stored, how it is called, and what belongs to it."""

    id: str
    text: str
    about: str


@shape.shaped(areas=shape.each(GrowthTag, low=1), skills=shape.each(GrowthTag, low=1))
class Growth(NamedTuple):
    """The four areas in which evidence is looked for, and the five skills (essays 1 and 3)."""

    areas: tuple[GrowthTag, ...]
    skills: tuple[GrowthTag, ...]


def load_growth(user_folder: Path | None, cache_folder: Path | None) -> Growth:
    """The areas and skills; a copy in `user_folder` replaces the shipped file.

    Raises SettingsError with all problems found.
    """
    return load_list("growth.yaml", Growth, user_folder, cache_folder, _rule)


def _rule(data: Plain) -> Iterator[Finding]:
    for group in ("areas", "skills"):
        yield from repeats(data, group, "id")
