"""Choosing one of a few by a single key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.names import fold
from rhythm.screens.dialogs.dialog import Dialog, ask
from widgets.panel import wrap
from widgets.plain import plain
from widgets.row_list import Row, RowList
from widgets.rows import columns_of, lay_out

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.screens.dialogs.pick import Choice
    from rhythm.service import Rhythm

_SCROLL_BAR = 1
"""Cells that the lines below a row may take from all rows, since they make the list longer."""


class KeyedDialog(Dialog[str]):
    """A short list in which every row has a letter; answers with the key of the choice, or None."""

    HELP = """
    **One key** answers: the letter before a row takes it. Arrows and Enter do the same; Escape leaves it open.
    """

    KEYS = (("letter", "takes it"), ("enter", "take it"), ("escape", "back"))

    def __init__(
        self, rhythm: Rhythm, title: str, choices: Callable[[], Sequence[Choice]], first: str, about: str = ""
    ) -> None:
        """`choices` is asked anew when names hide; `first` is the key of the choice to begin on; `about` stands above
        them whole, where the border has no room for it."""
        super().__init__(rhythm)
        self.set_class(not about, "-alone")
        self._about = about
        self._title = title
        self._choices = choices
        self._first = first
        self._by_letter: dict[str, str] = {}

    def title_text(self) -> str:
        return self._title

    def body(self) -> ComposeResult:
        if self._about:
            yield Static(plain(self._about), classes="about")
        yield RowList(id="keyed-list", marks=self.rhythm_app.marks)

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def refill(self) -> None:
        """Show the choices, each with its letter."""
        choices = tuple(self._choices())
        letters = letters_of([one.text for one in choices])
        self._by_letter = {letter: one.key for letter, one in zip(letters, choices, strict=True)}
        rows = self.query_one(RowList)
        said = [
            Row(one.key, one.text, letter, one.right, one.fact) for letter, one in zip(letters, choices, strict=True)
        ]
        rows.set_rows(whole(said, rows.scrollable_content_region.width))
        if self._first:
            rows.highlight(self._first)
            self._first = ""

    def on_resize(self) -> None:
        """What is cut depends on the room."""
        self.call_after_refresh(self.refill)

    def on_key(self, event: events.Key) -> None:
        """A letter takes its row."""
        if event.character is not None and event.character in self._by_letter:
            event.stop()
            self.dismiss(self._by_letter[event.character])

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Answer."""
        self.dismiss(message.row.key)


def whole(rows: Sequence[Row], width: int) -> list[Row]:
    """The rows for a list of that width: what a choice means stands whole under it where it would be cut."""
    if width < 1:
        return list(rows)
    return [
        row._replace(detail=tuple(wrap(row.fact, width - columns.start - 1 - _SCROLL_BAR)))
        if lay_out(row, columns, width).fact.rstrip() != row.fact
        else row
        for row, columns in zip(rows, columns_of(rows, width), strict=True)
    ]


def letters_of(texts: Sequence[str]) -> tuple[str, ...]:
    """A letter for each of at most 26 texts: the first of its own that none before it has, else any that is free.

    The initials go first, so that the usual answer is the letter one would guess.
    """
    given: dict[int, str] = {}
    for take in (1, None):
        for place, text in enumerate(texts):
            own = [char for char in fold(text) if char in ascii_lowercase][:take]
            free = next((char for char in own if char not in given.values()), None)
            if place not in given and free is not None:
                given[place] = free
    for place in range(len(texts)):
        if place not in given:
            given[place] = next(char for char in ascii_lowercase if char not in given.values())
    return tuple(given[place] for place in range(len(texts)))


def choose(
    app: RhythmApp,
    title: str,
    choices: Callable[[], Sequence[Choice]],
    then: Callable[[str], object],
    *,
    first: str = "",
    about: str = "",
) -> None:
    """Ask for one of a few choices; `then` is called with its key, not at all after Escape."""
    ask(app, KeyedDialog(app.rhythm, title, choices, first, about), then)
