"""A quarter's report as values: what would leave, line by line, and what was struck from it."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from rhythm.values import NamedTuple


class Chart(StrEnum):
    """How the lines of a section are drawn: by week, as bars beside those before, or as a share beside importance."""

    WEEKS = "weeks"
    COUNTS = "counts"
    SHARES = "shares"


class Drawn(NamedTuple):
    """What of a line is drawn: its label and two figures. None is missing, which is not zero."""

    label: str
    one: int | None
    other: int | None


class Line(NamedTuple):
    """One line, by a key that stays the same whenever the report is made. `detail` are further sentences.

    A `private` one, from a note or promise that is to be neither copied nor shared, is struck until it is taken in.
    """

    key: str
    text: str
    detail: tuple[str, ...] = ()
    drawn: Drawn | None = None
    private: bool = False
    struck: bool = False


class Section(NamedTuple):
    """Lines under a title; those of a `chart` are drawn besides."""

    title: str
    lines: tuple[Line, ...]
    chart: Chart | None = None


class Report(NamedTuple):
    """A quarter to be sent, with all that was struck from it still in it."""

    title: str
    sections: tuple[Section, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, struck or not."""
        return tuple(line for section in self.sections for line in section.lines)

    def turned(self, keys: Collection[str]) -> Report:
        """The same, with these lines struck, or taken in where they are private; the others are as they begin."""
        return self._replace(
            sections=tuple(
                section._replace(
                    lines=tuple(line._replace(struck=(line.key in keys) is not line.private) for line in section.lines)
                )
                for section in self.sections
            )
        )

    @property
    def leaving(self) -> Report:
        """What leaves: no struck line, and no section of which nothing is left."""
        kept = (
            section._replace(lines=tuple(line for line in section.lines if not line.struck))
            for section in self.sections
        )
        return self._replace(sections=tuple(section for section in kept if section.lines))
