"""Choosing one of many by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from rhythm.commands import bindings
from rhythm.domain.names import fold
from rhythm.screens.dialogs.dialog import Dialog, ask
from widgets.capture_input import CaptureInput
from widgets.plain import plain
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.service import Rhythm


_LEAST_LINES, _MOST_LINES = 3, 12
_NOT_CALLED = "Nothing is called that. Fewer letters find more."
_NOTHING = "There is nothing to choose from yet."


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its key, its text, and the quiet facts beside it."""

    key: str
    text: str
    fact: str = ""
    right: str = ""
    mark: str = ""


class PickDialog(Dialog[str]):
    """A field over a list; answers with the key of the choice, or None. `choices` is asked anew when names hide."""

    SCOPES = ("pick", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("pick"))
    HELP = """
    **One of many**: type a part of a name, and the list holds what fits. Arrows move in it, Enter takes what is
    highlighted.
    """

    def __init__(
        self,
        rhythm: Rhythm,
        title: str,
        choices: Callable[[], Sequence[Choice]],
        first: str = "",
        about: str = "",
        verb: str = "take it",
    ) -> None:
        """`first` is the key of the choice to begin on; `about` stands above the field; `verb` is what Enter does."""
        super().__init__(rhythm)
        self._verb = verb
        self._about = about
        self._title = title
        self._choices = choices
        self._first = first
        self._rows: list[tuple[str, Row]] = []

    def title_text(self) -> str:
        return self._title

    def body(self) -> ComposeResult:
        if self._about:
            yield Static(plain(self._about), classes="about")
        yield CaptureInput(placeholder="Type a part of it", joins=" ", id="pick-words")
        yield RowList(id="pick-list", marks=self.rhythm_app.marks)

    def on_mount(self) -> None:
        self.say_keys(("enter", self._verb), ("up down", "choose"), ("escape", "back"))

    @property
    def _list(self) -> RowList:
        return self.query_one("#pick-list", RowList)

    def refill(self) -> None:
        """Ask for the choices, and show those that hold every typed word."""
        self._rows = [
            (fold(f"{one.text} {one.fact}"), Row(one.key, one.text, one.mark, one.right, one.fact))
            for one in self._choices()
        ]
        # As high as all of them are, and no lower while one types: what stands below stays where it is.
        self._list.styles.height = max(_LEAST_LINES, min(_MOST_LINES, len(self._rows)))
        self._filter()
        if self._first:
            self._list.highlight(self._first)
            self._first = ""

    def on_input_changed(self, _message: Input.Changed) -> None:
        """Show fewer as one types."""
        self._filter()

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """Take the highlighted one."""
        self._list.action_choose()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Answer."""
        self.dismiss(message.row.key)

    def action_move(self, step: int) -> None:
        """Down or up in the list, from inside the field."""
        self._list.action_move(step)

    def action_page(self, step: int) -> None:
        """A page down or up in the list, from inside the field."""
        self._list.action_page(step)

    def _filter(self) -> None:
        words = fold(self.query_one("#pick-words", CaptureInput).value).split()
        self._list.set_empty([_NOT_CALLED if self._rows else _NOTHING])
        self._list.set_rows([row for text, row in self._rows if all(word in text for word in words)])


def pick(
    app: RhythmApp,
    title: str,
    choices: Callable[[], Sequence[Choice]],
    then: Callable[[str], object],
    *,
    first: str = "",
    about: str = "",
    verb: str = "take it",
) -> None:
    """Ask for one of some choices; `then` is called with its key, not at all after Escape."""
    ask(app, PickDialog(app.rhythm, title, choices, first, about, verb), then)


def pick_conflict(app: RhythmApp, title: str, then: Callable[[int], object], *, but: int | None = None) -> None:
    """Ask for one of all conflicts, worst first and then the older ones; `but` is left out."""
    from rhythm.screens import words as plain_words

    tracker = app.rhythm.tracker

    def choices() -> list[Choice]:
        current = tracker.conflicts()
        shown = {but, *(view.id for view in current)}
        older = [
            Choice(str(one.id), app.veil.text(one.name), fact="older", right=f"#{one.id}")
            for one in tracker.conflict_names()
            if one.id not in shown
        ]
        first = [
            Choice(
                str(view.id),
                app.veil.text(view.conflict.name),
                fact=plain_words.conflict_words(view).partition(" and ")[0],
                right=f"#{view.id}",
                mark=plain_words.conflict_mark(view, tracker.rules, app.marks),
            )
            for view in current
            if view.id != but
        ]
        return [*first, *older]

    pick(app, title, choices, lambda key: then(int(key)))
