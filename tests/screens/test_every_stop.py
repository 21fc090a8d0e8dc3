"""What holds on every page and in every window. One walk looks at all of it: to open them is what takes long."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from rhythm.app import RhythmApp
from rhythm.commands import COMMANDS
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.dialogs.dialog import Dialog
from rhythm.screens.dialogs.noting import NoteDialog
from rhythm.screens.dialogs.pasted import PastedLines
from rhythm.screens.help import HelpScreen
from rhythm.screens.palette import CommandProvider
from rhythm.screens.place import PageScreen
from tests.screens.mousing import keys_do_what_they_say, rows_are_taken
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW, WIDE
from tests.widgets.showing import screen_lines
from widgets.bars import FootBar, key_name
from widgets.head_line import HeadLine
from widgets.key_line import KeyLine
from widgets.row_list import RowList
from widgets.tone import Tone

FULL = (160, 50)
WIDTHS = (80, 60, 40)
"""Of terminals in which the keys must stand whole."""
LEAST, LOW = (40, 10), (60, 13)
"""Terminals in which what has the focus in a window must stand in sight."""
_KNOWN = {command.id: command for command in COMMANDS}
_COMMAND = re.compile(r"\{[a-z_.]*\}")
_LEAST = 78
"""Columns that a list keeps in a terminal of 80 columns, whatever stands around it."""
PASTED = "- q u e\n\n- 1 y k d m\r\n\x03\x1a- \x1b[Ax space\x04\t\x7f\x07"
"""Letters that are keys somewhere: leave, undo, log, a place, yes, held, drop, move, strike; and what control and arrow
keys send."""
PARTS = 4
"""Of the walk, so that several processes can share it."""
_KINDS = 5
"""Of pages, and of windows, that each part comes by at the least."""


@pytest.mark.parametrize("part", range(PARTS))
async def test_every_page_and_every_window_is_drawn_right_does_what_is_clicked_and_keeps_a_paste(
    full: Full, part: int
) -> None:
    app = RhythmApp(full.rhythm)
    wrong: list[str] = []
    pages, windows, bodies = set[type[PageScreen]](), set[type[Dialog[object]]](), set[tuple[str | None, ...]]()
    length = -(-len(STOPS) // PARTS)
    async with app.run_test(size=NARROW) as pilot:
        for stop in STOPS[part * length :][:length]:
            await go(pilot, app, full, stop)
            screen, found = app.screen, list(_named(app))
            if isinstance(screen, PageScreen):
                found += _title(screen)
                if type(screen) not in pages:
                    pages.add(type(screen))
                    found += [*await _helped(pilot, app), *await _squeezed(pilot, screen), *await _footer(pilot, app)]
                    found += [*await rows_are_taken(pilot, app), *await keys_do_what_they_say(pilot, app)]
            if isinstance(screen, Dialog) and (body := tuple(one.id for one in screen.focus_chain)) not in bodies:
                bodies.add(body)
                found += await _in_sight(pilot, screen)
            if isinstance(screen, Dialog) and type(screen) not in windows:
                windows.add(type(screen))
                found += [*_keys_below(app, screen), *_at_the_edge(screen), *await _keys(pilot, screen)]
                found += [*await rows_are_taken(pilot, app), *await keys_do_what_they_say(pilot, app)]
            found += _named(app)
            found += await _paste(pilot, app, full)
            await settle(pilot)
            wrong += [f"{stop.name}: {problem}" for problem in found]
    assert wrong == []
    assert min(len(pages), len(windows)) >= _KINDS


def _title(page: PageScreen) -> Iterable[str]:
    """It stands right below the places."""
    for head in page.query("#head").results(HeadLine):
        if head.display and head.region.y != 1:
            yield f"the title stands in line {head.region.y}"


async def _squeezed(pilot: Pilot[None], page: PageScreen) -> list[str]:
    """No list is narrower in a wider terminal, unless it fits."""
    squeezed = []
    for size in (WIDE, FULL):
        await pilot.resize_terminal(*size)
        await settle(pilot)
        squeezed += [
            f"a list of {listing.size.width} columns in {size[0]} cuts {cut[0]!r}"
            for listing in page.query(RowList)
            if 0 < listing.size.width < _LEAST and (cut := _cut_in(listing))
        ]
    await pilot.resize_terminal(*NARROW)
    await settle(pilot)
    return squeezed


def _cut_in(listing: RowList) -> list[str]:
    """The rows in sight of which something is cut off."""
    lines = [listing.render_line(y).text.rstrip() for y in range(listing.size.height)]
    return [line for line in lines if "…" in line]


async def _footer(pilot: Pilot[None], app: RhythmApp) -> list[str]:
    """It is never longer than the screen, and ends with help."""
    wrong = []
    for width in WIDTHS:
        await pilot.resize_terminal(width, NARROW[1])
        await settle(pilot)
        shown = {entry.shown + " " + entry.verb for entry in app.screen.query_one(FootBar)._entries}
        line = screen_lines(app)[-1]
        whole = _parts(line) and set(_parts(line)) <= shown and line.rstrip().endswith(("? help", "f1 help"))
        wrong += [] if whole else [f"the footer in {width} columns is {line!r}"]
    await pilot.resize_terminal(*NARROW)
    await settle(pilot)
    return wrong


def _named(app: RhythmApp) -> Iterable[str]:
    """No words name a command where its key should stand, also in what a list has no room for and in messages."""
    said = [*screen_lines(app), *(toast.message for toast in app._notifications)]
    for listing in app.screen.query(RowList):
        said += [
            " ".join((row.main, row.right, row.fact, row.hint, *row.detail)) for row in listing._source.window(0, 500)
        ]
    yield from (f"{name} is left in {words.strip()!r}" for words in said for name in _COMMAND.findall(words))


async def _helped(pilot: Pilot[None], app: RhythmApp) -> list[str]:
    """The help says what it is for and lists each command that has a key here; the palette each that works."""
    screen = app.screen
    works = [
        command
        for key in screen.active_bindings.values()
        if key.enabled and (command := _KNOWN.get(key.binding.id or "")) is not None
    ]
    chosen = {str(hit.text) async for hit in CommandProvider(screen).discover()}
    await pilot.press("f1")
    await settle(pilot)
    if not isinstance(app.screen, HelpScreen):
        return ["no help by f1"]
    first, *others = app.screen.query_one(RowList)._source.window(0, 500)
    await pilot.press("f1")
    await settle(pilot)
    if app.screen is not screen:
        return ["the help does not come back to where it was asked for"]
    # What several keys do is said once.
    listed = {_KNOWN[row.key.removeprefix("key:")].action for row in others if row.key.startswith("key:")}
    offered = {command.action for command in COMMANDS if command.title in chosen}
    return [
        *([] if first.tone is Tone.DIM and first.main else ["the help does not say what it is for"]),
        *(f"{command.id} is not in the help" for command in works if command.action not in listed),
        *(f"{command.id} is not in the palette" for command in works if command.action not in offered),
    ]


def _keys_below(app: RhythmApp, window: Dialog[object]) -> Iterable[str]:
    """They stand below a blank line, and begin where the title does."""
    keys, box = window.query_one("#keys", KeyLine).region, window.query_one(".dialog").region
    above, line = (row[box.x + 1 : box.right - 1] for row in screen_lines(app)[keys.y - 1 : keys.y + 1])
    if above.strip():
        yield f"above the keys stands {above!r}"
    if len(line) - len(line.lstrip()) != 2:
        yield f"the keys do not begin where the title does: {line!r}"


def _at_the_edge(window: Dialog[object]) -> Iterable[str]:
    """What is said in it stands below the title too, not at the border."""
    edge = window.query_one(".parts").region.x
    for said in window.query(Static):
        if said.display and said.region and said.content_region.x <= edge:
            yield f"#{said.id} stands at the border"


async def _keys(pilot: Pilot[None], window: Dialog[object]) -> list[str]:
    """They stand whole, and the way out stays."""
    wrong, bar = [], window.query_one(KeyLine)
    for width in WIDTHS:
        await pilot.resize_terminal(width, NARROW[1])
        await settle(pilot)
        shown = [{f"{key_name(key)} {said}" for said in verb.split("|")} for key, verb in bar._pairs]
        parts = _parts(bar.render_line(0).text)
        whole = set(parts) <= set().union(*shown) and parts[-1] in shown[-1] and "esc" in parts[-1]
        wrong += [] if whole else [f"the keys in {width} columns are {parts}"]
    await pilot.resize_terminal(*NARROW)
    await settle(pilot)
    return wrong


async def _in_sight(pilot: Pilot[None], window: Dialog[object]) -> list[str]:
    """What has the focus stands whole above the keys, which stand at the bottom; of a list its cursor stands there,
    also where a field has the focus and moves it."""
    wrong = []
    for size in (LEAST, LOW):
        await pilot.resize_terminal(*size)
        await settle(pilot)
        for _ in window.focus_chain:
            focused, box = window.focused, window.query_one(".dialog").region
            end = window.query_one(KeyLine).region.y
            if end != box.bottom - 2 or box.bottom > size[1]:
                wrong.append(f"in {size} the keys stand in line {end} of {box}")
            if focused is not None and window.find_widget(focused).visible_region != focused.region:
                wrong.append(f"in {size} {focused.id} is out of sight: {focused.region} above {end}")
            for listing in (one for one in window.query(RowList) if one.display):
                line = listing.region.y + (listing._cursor or 0) - listing.scroll_offset.y
                region = window.find_widget(listing).visible_region
                if listing.highlighted and not region.y <= line < min(end, region.bottom):
                    wrong.append(f"in {size} the cursor of {listing.id} is out of sight: {line} of {region}")
            window.focus_next()
            await settle(pilot)
    await pilot.resize_terminal(*NARROW)
    await settle(pilot)
    return wrong


def _parts(line: str) -> list[str]:
    """The keys in a line of them, with what they do."""
    return [part.strip() for part in line.split("  ") if part.strip()]


async def _paste(pilot: Pilot[None], app: RhythmApp, full: Full) -> list[str]:
    """A paste stands where the cursor is, or is offered to be logged."""
    screen, field, undoable = app.screen, app.screen.focused, full.rhythm.undoable(3)
    before = _text(field)
    screen.post_message(events.Paste(PASTED))
    await settle(pilot)
    await settle(pilot)
    if not app.is_running or full.rhythm.undoable(3) != undoable:
        return ["a paste fired a key"]
    if isinstance(screen, PageScreen) if before is None else isinstance(screen, CaptureDialog | NoteDialog):
        return [] if isinstance(app.screen, PastedLines) else ["what was pasted is not offered to be kept"]
    if app.screen is not screen:
        return ["a paste left the window"]
    if before is None:
        return []
    # The palette is Textual's own and looks for one line.
    wanted = ("q u e",) if isinstance(screen, CommandPalette) else ("q u e", "1 y k d m", "x space")
    return [f"of a paste {word!r} is lost" for word in wanted if word not in (_text(field) or "")]


def _text(field: object) -> str | None:
    """What stands in a field, or None of what is none."""
    return field.value if isinstance(field, Input) else field.text if isinstance(field, TextArea) else None
