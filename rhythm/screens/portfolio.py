"""The portfolio: what takes attention, how much it matters, and what it brings in. Under Org."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.saying import counted, short_day
from rhythm.screens import portfolio_rows
from rhythm.screens.place import WIDE, PageScreen
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.domain.attention import Attention
    from rhythm.domain.portfolio import BetFile

_EMPTY = [
    "This page shows what the organisation bets on, and the attention each bet takes.",
    "",
    "{portfolio.add} adds a bet. Meetings, topics and escalations that name it then count for it.",
]


class PortfolioScreen(PageScreen):
    """A row for each bet under the question of its bucket."""

    PLACE = "org"
    SCOPES = ("portfolio", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("portfolio"), *bindings("copy")]
    CSS_PATH = "portfolio.tcss"
    HELP = """
    **The portfolio** weighs attention against importance and return, over thirteen weeks. The bar is a bet's share of
    the minutes that name a bet, in meetings, rituals and escalations; the longest bar is the largest share. Below the
    highlighted row is its share of what was declared important.

    A record names a bet by its name or one of its words, or because you said so; one that names two is shared evenly.
    Records without minutes are counted apart. `!` marks a bet that takes a fifth or more of the attention and returned
    two or less in the last two reviews. The return of the review before is in brackets.

    Enter opens the records behind a number; there, {bet.strike} says that one is not about the bet.
    """
    _back = 0
    _found: Attention | None = None
    _files: tuple[BetFile, ...] = ()

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail(_EMPTY)

    def reload(self) -> None:
        portfolio, today = self.rhythm.portfolio, self.rhythm.today()
        found = self._found = portfolio.lately(self._back)
        self._files = portfolio.files()
        flagged = f" · {counted(len(found.flagged), 'bet')} flagged" if found.flagged else ""
        span = f"{short_day(found.first, today)} to {short_day(found.last, today)}"
        self.query_one("#head", HeadLine).say(
            "Portfolio", f"{span} · {round(found.minutes):,} min name a bet{flagged}" if self._files else ""
        )
        self.listing.set_rows(portfolio_rows.bet_rows(self, self._files, found))
        self._show_detail()

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the bet at the right, where there is room; the keys depend on the row."""
        self._show_detail()
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """The records behind the row."""
        from rhythm.screens.bet import BetScreen, UnnamedScreen

        if self._found is None:
            return
        file = self._highlighted()
        span = (self._found.first, self._found.last)
        if file is not None:
            self.rhythm_app.open_page(BetScreen(self.rhythm, file.bet.id, span))
        else:
            self.rhythm_app.open_page(
                UnnamedScreen(self.rhythm, span, unknown=message.row.key == portfolio_rows.UNKNOWN)
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of a bet need the row of one."""
        if action in ("judge", "decide", "edit_bet", "end"):
            return self._highlighted() is not None
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Add a bet."""
        from rhythm.screens.dialogs.bet import edit_bet

        edit_bet(self, None)

    def action_edit_bet(self) -> None:
        """Change the highlighted bet."""
        from rhythm.screens.dialogs.bet import edit_bet

        if (file := self._highlighted()) is not None:
            edit_bet(self, file.bet)

    def action_judge(self) -> None:
        """Say what the highlighted bet brings in."""
        from rhythm.screens.dialogs.bet import judge_bet

        if (file := self._highlighted()) is not None:
            judge_bet(self, file)

    def action_decide(self) -> None:
        """Say what was decided about the highlighted bet."""
        from rhythm.screens.dialogs.bet import decide_bet

        if (file := self._highlighted()) is not None:
            decide_bet(self, file.bet)

    def action_end(self) -> None:
        """The highlighted bet is history."""
        file = self._highlighted()
        if file is not None and self.attempt(lambda: self.rhythm.portfolio.end(file.bet.id)) is not None:
            self.say(self.keyed("history from today; {app.undo} brings it back"))

    def action_look(self, direction: int) -> None:
        """Thirteen weeks earlier or later, up to these."""
        if self._back - direction < 0:
            self.say("these are the last weeks")
        else:
            self._back -= direction
            self.reload()

    def _highlighted(self) -> BetFile | None:
        return next((file for file in self._files if f"bet:{file.bet.id}" == self.key_in_hand), None)

    def _show_detail(self) -> None:
        if self.app.size.width < WIDE or self._found is None:
            return
        file = self._highlighted()
        paras = portfolio_rows.bet_paras(self, file, self._found) if file is not None else []
        self.query_one("#detail", TextPanel).set_paras(paras)
