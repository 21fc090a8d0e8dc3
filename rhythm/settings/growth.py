"""What growth is about: areas and skills of evidence, the story bank, the self-check; shipped or the user's own."""

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

EGO = "ego"
"""The id under which the last question of the self-check is answered."""

_TEXT = Kind(Form.TEXT)


@shape.shaped(id=shape.slug(), text=shape.text(), about=shape.text())
class GrowthTag(NamedTuple):
    """An area, a skill or a question of the story bank: how it is stored, how it is called, and what belongs to it."""

    id: str
    text: str
    about: str


@shape.shaped(id=shape.slug(), text=shape.text())
class CheckItem(NamedTuple):
    """A question of the yearly self-check."""

    id: str
    text: str


@shape.shaped(
    areas=shape.each(GrowthTag, low=1),
    skills=shape.each(GrowthTag, low=1),
    stories=shape.each(GrowthTag, low=1),
    self_check=shape.each(CheckItem, low=1),
    ego=shape.text(),
    employer=shape.each(_TEXT),
    ways=shape.each(_TEXT),
)
class Growth(NamedTuple):
    """The four areas in which evidence is looked for, the five skills, and the six questions that want a story
    (essays 1 and 3); what is checked once a year, and what is only read."""

    areas: tuple[GrowthTag, ...]
    skills: tuple[GrowthTag, ...]
    stories: tuple[GrowthTag, ...]
    self_check: tuple[CheckItem, ...]
    ego: str
    employer: tuple[str, ...]
    ways: tuple[str, ...]


def load_growth(user_folder: Path | None, cache_folder: Path | None) -> Growth:
    """All of growth.yaml; a copy in `user_folder` replaces the shipped file.

    Raises SettingsError with all problems found.
    """
    return load_list("growth.yaml", Growth, user_folder, cache_folder, _rule)


def _rule(data: Plain) -> Iterator[Finding]:
    for group in ("areas", "skills", "stories", "self_check"):
        yield from repeats(data, group, "id")
