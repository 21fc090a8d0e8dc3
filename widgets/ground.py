"""What lies behind other widgets and has nothing of its own to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget as Drawn
else:
    # Each class below Textual's costs a first paint half a millisecond, and this one needs nothing of it.
    Drawn = object


class Ground(Drawn):
    """Put before a container without border, padding and title: all of its lines are one line. Textual draws each of
    them, covered or not, and takes each apart where its children begin and end."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The first line, as often as needed."""
        return super().render_lines(Region(crop.x, crop.y, crop.width, 1)) * crop.height
