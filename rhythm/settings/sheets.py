"""The sheets after the five quarterly questions: the scorecard, the self-check, the pillars."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.settings import shape
from rhythm.settings.lists import EVIDENCE_RULES
from rhythm.settings.shape import Form, Kind
from rhythm.settings.shipped import load_list, repeats
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rhythm.settings.shape import Plain
    from rhythm.settings.shipped import Finding

_RULES = Kind(Form.CHOICE, choices=EVIDENCE_RULES)


@shape.shaped(
    id=shape.slug(), group=shape.text(), name=shape.text(), question=shape.text(), evidence=shape.each(_RULES, low=1)
)
class ScoreCell(NamedTuple):
    """A cell of the scorecard, with the rules that find what it rests on."""

    id: str
    group: str
    name: str
    question: str
    evidence: tuple[str, ...]


@shape.shaped(id=shape.slug(), name=shape.text(), first_line=shape.text(), manager_of_managers=shape.text())
class FocusItem(NamedTuple):
    """A row of the self-check: what it looks like in a first-line manager, and in a manager of managers."""

    id: str
    name: str
    first_line: str
    manager_of_managers: str


@shape.shaped(id=shape.slug(), name=shape.text(), question=shape.text(), evidence=shape.each(_RULES, low=1))
class PillarItem(NamedTuple):
    """A pillar, with the rules that find what was done for it."""

    id: str
    name: str
    question: str
    evidence: tuple[str, ...]


@shape.shaped(
    scorecard=shape.each(ScoreCell, low=1),
    focus=shape.each(FocusItem, low=1),
    pillars=shape.each(PillarItem, low=1),
)
class Sheets(NamedTuple):
    """The sheets in their order."""

    scorecard: tuple[ScoreCell, ...]
    focus: tuple[FocusItem, ...]
    pillars: tuple[PillarItem, ...]


def load_sheets(user_folder: Path | None, cache_folder: Path | None) -> Sheets:
    """The sheets; a copy in `user_folder` replaces the shipped file. Raises SettingsError with all problems found."""
    return load_list("sheets.yaml", Sheets, user_folder, cache_folder, _rule)


def _rule(data: Plain) -> Iterator[Finding]:
    for group in map(partial(repeats, data, key="id"), Sheets._fields):
        yield from group
