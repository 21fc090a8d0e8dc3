"""How long a view is that scrolls, without a layout of the whole screen each time that it changes."""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def set_length(view: ScrollView, lines: int) -> None:
    """Let a view be so many lines long.

    Textual lays the screen out whenever that changes, and paints it anew: half of what a step in a list cost. It is
    needed where the view is as high as its lines, and where a scroll bar comes or goes; else the bar alone follows.
    """
    height, length = view.container_size.height, Size(1, lines)
    bar = view.styles.overflow_y == "scroll" or lines > height
    if not height or view.styles.is_auto_height or bar != view.show_vertical_scrollbar:
        view.virtual_size = length
        return
    view.set_reactive(Widget.virtual_size, length)
    if bar:
        view.vertical_scrollbar.window_virtual_size = lines
    if view.scroll_offset.y > view.max_scroll_y:
        view.scroll_to(y=view.max_scroll_y, animate=False, force=True, immediate=True)
