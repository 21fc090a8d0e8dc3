"""What stands in the grid of a week, and where: days, blocks of time, and the hours that are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from widgets.tone import Tone

HOUR = 60


class GridDay(NamedTuple):
    """A column: its title, and a word about the day where there is one (`away`, a public holiday)."""

    title: str
    note: str = ""


class Block(NamedTuple):
    """Something that takes time. `column` counts from 0; `start` is in minutes since midnight.

    A block without a `key` is in the way, and can't be chosen. `short` stands where there is no room for the label.
    """

    key: str
    column: int
    start: int
    minutes: int
    label: str = ""
    mark: str = ""
    tone: Tone = Tone.PLAIN
    short: str = ""

    @property
    def end(self) -> int:
        """The minute at which it is over."""
        return self.start + self.minutes

    def lies(self, here: Block, across: int, down: int) -> bool:
        """Whether it is that way from another: of another day to the sides, of the same day up and down."""
        if across:
            return (self.column - here.column) * across > 0
        ahead = (self.start, self.minutes, self.key) > (here.start, here.minutes, here.key)
        return self.column == here.column and self.key != here.key and ahead == (down > 0)

    def distance(self, here: Block) -> tuple[int, int]:
        """How far it is from another: in days, and in minutes of the day."""
        return abs(self.column - here.column), abs(self.start - here.start)


class Span(NamedTuple):
    """The hours that the grid shows, in minutes since midnight, and the minutes of one line."""

    first: int = 9 * HOUR
    last: int = 17 * HOUR + 30
    step: int = 30

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return -(-(self.last - self.first) // self.step)

    def line_of(self, minute: int) -> int:
        """The line in which a minute is."""
        return (minute - self.first) // self.step

    def within(self, block: Block, start: int) -> int:
        """The minute nearest to `start` at which a block is in sight as a whole."""
        return max(self.first, min(start, self.last - block.minutes))


def blocks_at(blocks: Iterable[Block], span: Span, column: int, line: int) -> list[Block]:
    """All that takes time in a line of a day."""
    start = span.first + line * span.step
    end = start + span.step
    return [block for block in blocks if block.column == column and block.start < end and block.end > start]


def next_block(blocks: Iterable[Block], here: Block, across: int, down: int) -> Block | None:
    """The nearest block in a direction that can be chosen; None at the edge."""
    ahead = (block for block in blocks if block.key and block.lies(here, across, down))
    return min(ahead, key=lambda block: block.distance(here), default=None)


def clock(minute: int) -> str:
    """A minute of the day as people write it: `09:00`."""
    return f"{minute // HOUR:02}:{minute % HOUR:02}"
