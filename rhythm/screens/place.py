"""What every place has in common: the tabs above, the keys below, and one way to read anew and to fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from rhythm.errors import RhythmError, StoreError
from rhythm.screens.named_keys import with_keys
from rhythm.screens.veil import Veil
from widgets.bars import FootBar, Tab, TabBar
from widgets.ground import Ground
from widgets.panel import TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from textual import events

    from rhythm.app import RhythmApp
    from rhythm.service import Rhythm
    from widgets.row_list import Row

Done = TypeVar("Done")

PLACES = (
    Tab("today", "1", "Today"),
    Tab("people", "2", "People"),
    Tab("conflicts", "3", "Conflicts"),
    Tab("week", "4", "Week"),
    Tab("quarter", "5", "Quarter"),
    Tab("org", "6", "Org"),
)


_STATUS_SECONDS = 5
WIDE = 120
"""Columns from which there is room for a second pane: the list beside it keeps what it has in a narrow terminal."""
FULL = 160
"""Columns from which there is room to spare."""
_PANE, _PANE_OF_FULL = 40, 60
"""Columns of the pane beside a list, as in app.tcss."""


def list_width(width: int) -> int:
    """Columns of a list that has a pane beside it, where there is room for one, on a screen of that width."""
    return width - _PANE_OF_FULL if width >= FULL else width - _PANE if width >= WIDE else width


LISTS = "RowList, CellGrid, WeekGrid"
"""What of a page is copied, besides the facts in its heads."""


class Listing(Protocol):
    """Each of these."""

    display: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""


class Columns(Ground, Horizontal):
    """What stands side by side between the bars."""


class PageScreen(Ground, Screen[None]):
    """A full page under the tab of its place. A page of its own adds `body` and `reload`."""

    PLACE: ClassVar[str] = ""
    """The tab that is lit while this page is open."""
    SCOPES: ClassVar[tuple[str, ...]] = ()
    """Scopes of the command registry whose commands work here, besides those of the app."""
    COPIED: ClassVar[str] = "copied as Markdown"
    """Said once the page is in the clipboard."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (FULL, "-full")]  # noqa: RUF012 - as Textual declares it

    starting = False
    """Whether nobody is here yet, so that the list shows the ways to begin."""

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__()
        self.rhythm = rhythm
        self._stale = True
        self._lists: tuple[Listing, ...] = ()
        self._copied = False
        self._read_for = Size()
        self._styled = self.rhythm_app.look
        self._status_timer: Timer | None = None
        # Nothing is styled yet, and all of it will be when the page is mounted.
        self.add_class(*self._fitting(), update=False)

    @property
    def rhythm_app(self) -> RhythmApp:
        """The app, typed."""
        return cast("RhythmApp", self.app)

    @property
    def veil(self) -> Veil:
        """What may be shown right now."""
        return self.rhythm_app.veil

    async def _dispatch_message(self, message: Message) -> None:
        """While another program has the store for itself nothing can be read; the next try may do."""
        try:
            await super()._dispatch_message(message)
        except StoreError as error:
            self.rhythm_app.show_error(error)

    def compose(self) -> ComposeResult:
        tabs = [tab._replace(key=with_keys(f"{{place.{tab.id}}}", self.rhythm_app.own_keys)) for tab in PLACES]
        yield TabBar(tabs, current=self.PLACE, marks=self.rhythm_app.marks)
        yield from self.body()
        yield FootBar(marks=self.rhythm_app.marks)

    def body(self) -> ComposeResult:
        """The widgets between the bars."""
        yield from ()

    def list_and_detail(self, empty: Iterable[str] = (), kind: type[RowList] = RowList) -> ComposeResult:
        """What most pages are: rows, and beside them what is known of the highlighted one. `empty` stands there while
        there is no row."""
        with Columns(id="columns"):
            yield kind(id="list", marks=self.rhythm_app.marks, empty=map(self.keyed, empty))
            yield TextPanel(id="detail")

    def keyed(self, text: str) -> str:
        """Words of the page with the keys that hold, the user's own among them; they name commands, `{people.note}`."""
        return with_keys(text, self.rhythm_app.own_keys)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """The last row went, or a first one came. Textual calls it after that of a page of its own."""
        if self.stands_alone(message.row) != self.has_class("-alone"):
            self.fit_pane()

    def fit_pane(self) -> None:
        """Take the pane away where the list stands alone; and with a first row there is something to copy."""
        rows = self._list_beside
        self.set_class(rows is not None and self.stands_alone(rows.highlighted), "-alone")
        could, self._copied = self._copied, self.can_be_copied()
        if self._copied != could:
            self.refresh_bindings()

    def stands_alone(self, row: Row | None) -> bool:
        """Whether a pane beside the list would have nothing to say while this row of it is highlighted."""
        return self.starting or row is None

    @property
    def listing(self) -> RowList:
        """The page's list, on pages that have one."""
        return self.query_one("#list", RowList)

    @property
    def _list_beside(self) -> RowList | None:
        """The list that a pane may stand beside, on pages that have one."""
        lists = (one for one in self._lists if isinstance(one, RowList) and one.id == "list")
        return next((one for one in lists if one.parent is not None and one.parent.id == "columns"), None)

    def can_be_copied(self) -> bool:
        """Whether anything stands in what the page lists. Of a page whose text is more than that, that page says it."""
        return any(one.display and not one.is_empty for one in self._lists)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that would do nothing is not offered."""
        return super().check_action(action, parameters) and (action != "copy" or self.can_be_copied())

    @property
    def key_in_hand(self) -> str:
        """The key of the highlighted row of the page's list, `kind:number`; empty where there is none."""
        row = self.listing.highlighted if self.is_mounted else None
        return row.key if row is not None else ""

    def in_hand(self, kind: str) -> str:
        """The number of the highlighted row, where it is of this kind; else nothing."""
        found, number = self.parts_in_hand
        return number if found == kind else ""

    @property
    def parts_in_hand(self) -> tuple[str, str]:
        """Kind and number of the highlighted row; both empty where there is none."""
        kind, _, number = self.key_in_hand.partition(":")
        return kind, number

    def scopes_here(self) -> tuple[str, ...]:
        """The scopes whose keys work as the page stands."""
        return self.SCOPES

    def reload(self) -> None:
        """Read from the service and show it. Called when the page is shown and when the store changed."""

    def attended(self) -> None:
        """Called with every key and click while the page is in front or has a window over it."""

    def on_mount(self) -> None:
        """Follow the store, and read for the first time. Textual calls it after the `on_mount` of a page of its own."""
        # They stand as long as the page does, and are asked with every step in one of them.
        self._lists = cast("tuple[Listing, ...]", tuple(self.query(LISTS)))
        self.rhythm_app.store_changed.subscribe(self, lambda _: self._refresh_now_or_later())
        self._refresh_now_or_later()
        self.rhythm_app.greet(self)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Read what changed while another page was in front; the terminal may have another size now. Styles follow
        the page wherever it is, but for those of the app."""
        event.refresh_styles = event.refresh_styles and self._styled != self.rhythm_app.look
        self._styled = self.rhythm_app.look
        self.take_size()
        if self._stale or self._read_for != self.size:
            self._refresh_now_or_later()

    def take_size(self) -> None:
        """One column or more, as the terminal is wide. Textual tells only the page in front, and that only after the
        first layout, so that it would lay out twice."""
        fitting = self._fitting()
        for _, name in (*self.HORIZONTAL_BREAKPOINTS, *(self.VERTICAL_BREAKPOINTS or ())):
            self.set_class(name in fitting, name)

    def _fitting(self) -> list[str]:
        wide = [name for least, name in self.HORIZONTAL_BREAKPOINTS if least <= self.size.width]
        high = [name for least, name in self.VERTICAL_BREAKPOINTS or () if least <= self.size.height]
        return [*wide[-1:], *high[-1:]]

    def on_resize(self) -> None:
        """What stands there was read for another size: more words, or fewer, and a pane that came or went."""
        if self.is_mounted and self._read_for != self.size:
            self.call_after_refresh(self._refresh_now_or_later)

    def on_paste(self, event: events.Paste) -> None:
        """A paste that no field takes goes to a capture line, so that it fires no key."""
        focused = self.focused
        if focused is not None and focused.check_consume_key("a", "a"):
            return
        from rhythm.screens.dialogs.capture import open_capture
        from widgets.capture_input import pasted_lines

        lines = pasted_lines(event.text)
        if lines:
            event.stop()
            open_capture(self.rhythm_app, lines)

    def attempt(self, do: Callable[[], Done]) -> Done | None:
        """Do something that may be refused; a refusal is shown with its next step, and None comes back."""
        return self.rhythm_app.attempt(do)

    def attempt_and_say(self, do: Callable[[], object], said: str) -> None:
        """Do something that may be refused, and say in the footer that it was done; of a refusal only that is shown."""
        if self.rhythm_app.done(do):
            self.say(said)

    def keep(self, save: Callable[[], None]) -> bool:
        """Store a draft, which is no action; what stands in the way is shown."""
        try:
            save()
        except RhythmError as error:
            self.rhythm_app.show_error(error)
            return False
        return True

    def action_back(self) -> None:
        """Back to where you were; a second Escape, typed before the page was gone, takes no other page away."""
        self.go_back()

    def go_back(self) -> None:
        """To the page below, unless something else is in front by now."""
        if self.app.screen is self:
            self.app.pop_screen()

    def action_copy(self) -> None:
        """The page as Markdown, into the clipboard."""
        text = self.as_markdown()
        if text:
            self.app.copy_to_clipboard(text)
        nothing = self.keyed("names are hidden; {app.hide} shows them") if self.veil.hidden else "nothing here yet"
        self.say(self.COPIED if text else nothing)

    def action_copy_text(self) -> None:
        """What the mouse selected, into the clipboard."""
        super().action_copy_text()
        self.say("copied")

    def as_markdown(self) -> str:
        """What stands on the page, as it stands there; hidden names stay hidden. Nothing where that can't be."""
        from rhythm.screens.copying import page_markdown

        return page_markdown(self)

    def say(self, text: str) -> None:
        """A quiet word in the footer: what was just done."""
        if not text and self._status_timer is None:
            # Nothing is said that a key could take away, and there is a key for each row of a list.
            return
        foot = next(iter(self.query(FootBar)), None)
        if foot is None:
            # A key was typed before the page stood.
            return
        foot.set_status(text)
        if self._status_timer is not None:
            self._status_timer.stop()
        # It stands where keys would.
        clear = partial(foot.set_status, "")
        self._status_timer = self.set_timer(_STATUS_SECONDS, clear) if text else None

    def _refresh_now_or_later(self) -> None:
        self._stale = not self.is_current
        if self.is_current:
            resized = self._read_for not in (Size(), self.size)
            self._read_for = self.size
            try:
                day = self.rhythm_app.day_and_pending(brief=self.size.width < WIDE)
                self.query_one(TabBar).set_right(day, "hidden" if self.veil.hidden else "")
                self.rhythm_app.veil = self.veil._replace(several=self.rhythm.people.several())
                self.reload()
                self.fit_pane()
                if resized:
                    # A pane may have come, and what stands in it is of the row that was told when there was one.
                    for rows in self.query("#list").results(RowList):
                        rows.post_message(RowList.Highlighted(rows, rows.highlighted))
            except RhythmError as error:
                # Another program has the store for itself: what was read before stays on the screen.
                self._stale = True
                self.rhythm_app.show_error(error)
