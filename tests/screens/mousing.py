"""A mouse over a page or a window: what each key of its last line and each row of its lists does when it is clicked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from textual import events
from textual.actions import parse
from textual.dom import DOMNode
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from rhythm.app import RhythmApp
from tests.screens.touring import settle
from widgets.bars import FootBar
from widgets.key_line import KeyLine
from widgets.row_list import RowList


class Ran(NamedTuple):
    """An action that a key has, or that was carried out."""

    node: object
    name: str
    parameters: tuple[object, ...]


async def clicked(pilot: Pilot[None], x: int, y: int) -> None:
    """The left button goes down and up where the terminal says, and what comes of it is done."""
    for button in (events.MouseDown, events.MouseUp):
        pilot.app.post_message(
            button(None, x, y, 0, 0, button=1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
        )
    await settle(pilot)
    # A key that was clicked comes by all that stands around the field before it does something, one a turn.
    await settle(pilot)


@contextmanager
def _instead(app: RhythmApp) -> Iterator[list[Ran]]:
    """Actions are told, and none is carried out."""
    ran = list[Ran]()

    async def tell(node: DOMNode, name: str, parameters: tuple[object, ...]) -> bool:
        there = hasattr(node, f"action_{name}") or hasattr(node, f"_action_{name}")
        if there:
            ran.append(Ran(node, name, parameters))
        return there

    app._dispatch_action = tell  # type: ignore[method-assign, assignment]
    try:
        yield ran
    finally:
        del app._dispatch_action


@contextmanager
def _chosen(listing: RowList) -> Iterator[list[str]]:
    """The keys of rows that are chosen, of which nobody hears."""
    keys, post = list[str](), listing.post_message

    def listen(message: Message) -> bool:
        if isinstance(message, RowList.Chosen):
            keys.append(message.row.key)
            return True
        return post(message)

    listing.post_message = listen  # type: ignore[method-assign]
    try:
        yield keys
    finally:
        del listing.post_message


async def keys_do_what_they_say(pilot: Pilot[None], app: RhythmApp) -> list[str]:
    """Each key of the last line that does something, clicked where its name begins and where its word ends."""
    wrong, screen = [], app.screen
    for bar in (*screen.query(FootBar), *screen.query(KeyLine)):
        bar.render_line(0)
        for span in tuple(bar._spans):
            active = screen.active_bindings.get(span.name)
            if active is not None and not active.enabled:
                continue
            said = "".join(segment.text for segment in bar.render_line(0).crop(span.start, span.end))
            for x in (span.start, span.end - 1):
                with _instead(app) as ran:
                    await clicked(pilot, bar.content_region.x + x, bar.content_region.y)
                if active is None:
                    wrong.append(f"{said!r} has no key")
                    continue
                space, name, parameters = parse(active.binding.action)
                if ran != [Ran(app if space == "app" else active.node, name, parameters)]:
                    wrong.append(f"a click on {said!r} did {ran}")
    return wrong


async def rows_are_taken(pilot: Pilot[None], app: RhythmApp) -> list[str]:
    """Of each list a row in sight that is not highlighted: a click highlights it, the next does what Enter does."""
    wrong, screen = [], app.screen
    for listing in screen.query(RowList):
        y = _another_row(listing) if _in_sight(listing) else None
        if y is None:
            continue
        row = listing._row(listing._at_line(y + listing.scroll_offset.y)[0] or 0)
        region = listing.content_region
        with _chosen(listing) as chosen:
            await clicked(pilot, region.x + region.width // 2, region.y + y)
            if chosen or listing.highlighted is None or listing.highlighted.key != row.key:
                wrong.append(f"a click on {row.main!r} highlights {listing.highlighted}, and chose {chosen}")
                continue
            if screen.focused is not listing:
                wrong.append(f"a click on {row.main!r} gives the focus to {screen.focused}")
            index, region = listing._cursor or 0, listing.content_region
            await clicked(pilot, region.x + 1, region.y + index - listing.scroll_offset.y)
            if chosen != [row.key]:
                wrong.append(f"a second click on {row.main!r} chose {chosen}")
            app.post_message(events.Key("enter", "\r"))
            await settle(pilot)
            if chosen != [row.key] * 2:
                wrong.append(f"Enter on {row.main!r} chose {chosen[1:]}")
    return wrong


def _in_sight(widget: Widget) -> bool:
    return bool(widget.is_on_screen and widget.content_region.area)


def _another_row(listing: RowList) -> int | None:
    """The line of a row that can be clicked, and is not highlighted; the last one, which is the farthest."""
    for y in reversed(range(listing.size.height)):
        index, detail = listing._at_line(y + listing.scroll_offset.y)
        if index is not None and detail is None and index != listing._cursor and listing._row(index).selectable:
            return y
    return None
