"""One bet with the records behind its share; and the records that name no bet, or have no minutes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.attention import Part, RecordKey, RecordKind
from rhythm.domain.portfolio import BetId
from rhythm.domain.saying import counted
from rhythm.screens import portfolio_rows
from rhythm.screens.opening import open_key
from rhythm.screens.place import WIDE, PageScreen
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.row_list import RowList, heading

if TYPE_CHECKING:
    from rhythm.domain.attention import Attention
    from rhythm.domain.portfolio import BetFile
    from rhythm.service import Rhythm
    from widgets.row_list import Row

Span = tuple[dt.date, dt.date]


class _RecordsScreen(PageScreen):
    """A list of records, each of which opens; at the right what the highlighted one is about."""

    PLACE = "org"
    CSS_PATH = "portfolio.tcss"
    EMPTY: ClassVar[tuple[str, ...]] = ()

    def __init__(self, rhythm: Rhythm, span: Span | None) -> None:
        """`span` are the days that are looked at, the last thirteen weeks where it is None."""
        super().__init__(rhythm)
        self._span = span

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail(self.EMPTY)

    def attention(self) -> Attention:
        """What the records of the span say."""
        portfolio = self.rhythm.portfolio
        return portfolio.attention(*self._span) if self._span is not None else portfolio.lately()

    def parts(self) -> tuple[Part, ...]:
        """The records as they are listed."""
        return ()

    def _detail(self) -> list[Para]:
        """What the highlighted row is about."""
        record = self.record()
        part = next((part for part in self.parts() if part.record.key == record), None)
        return portfolio_rows.part_paras(self, part) if part is not None else []

    def record(self) -> RecordKey | None:
        """The record of the highlighted row."""
        kind, number = self.parts_in_hand
        return RecordKey(RecordKind(kind), int(number)) if kind in set(RecordKind) else None

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the record, and its keys."""
        self.refresh_bindings()
        self.show_detail()

    def show_detail(self) -> None:
        """Fill the pane, where there is room for one."""
        if self.app.size.width >= WIDE:
            self.query_one("#detail", TextPanel).set_paras(self._detail())

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the record."""
        if self.record() is not None:
            open_key(self, self._opens(message.row.key))

    def _opens(self, key: str) -> str:
        """The key of what is opened for a row: a meeting has no page of its own but its person."""
        kind, _, number = key.partition(":")
        if kind == RecordKind.MEETING:
            meeting = self.rhythm.planner.meeting(int(number))
            return f"person:{meeting.person_id}" if meeting is not None else ""
        return key


class BetScreen(_RecordsScreen):
    """The share of a bet, record by record; below, how it was judged and what was decided."""

    SCOPES = ("bet", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("bet"), *bindings("copy")]
    EMPTY = ("No record of these weeks names this bet.",)
    HELP = """
    **A bet** with the records behind its share, newest first. A record that names two bets gives half of its minutes to
    each, and says so. The minutes of an escalation that came up in a meeting are taken out of that meeting.

    Enter opens a record. {bet.strike} says that it is not about the bet although the words are there; {app.undo} takes
    that back.
    """

    def __init__(self, rhythm: Rhythm, bet_id: int, span: Span | None = None) -> None:
        super().__init__(rhythm, span)
        self._bet_id = bet_id
        self._attention: Attention | None = None
        self._read: BetFile | None = None

    def parts(self) -> tuple[Part, ...]:
        found = self._attention.of(BetId(self._bet_id)) if self._attention is not None else None
        return found.parts if found is not None else ()

    def _detail(self) -> list[Para]:
        file = self._read
        if self.record() is not None or file is None or self._attention is None:
            return super()._detail()
        return portfolio_rows.bet_paras(self, file, self._attention)

    def reload(self) -> None:
        file = self._read = self._file()
        head, listing = self.query_one("#head", HeadLine), self.listing
        if file is None:
            head.say("This bet is gone", "")
            listing.set_rows([])
            return
        self._attention = self.attention()
        found, parts = self._attention.of(file.bet.id), self.parts()
        minutes = f"{round(found.minutes):,} min" if found is not None else "history"
        head.say(self.veil.text(file.bet.name), f"{minutes} · {portfolio_rows.return_words(found)}")
        rows = (
            [heading("ATTENTION", counted(len(parts), "record")), *portfolio_rows.part_rows(self, parts)]
            if parts
            else []
        )
        history = portfolio_rows.history_rows(self, file)
        listing.set_rows([*rows, *(history if rows else history[1:])])
        if not parts:
            # No record will be told of as the one in hand.
            self.show_detail()

    def stands_alone(self, row: Row | None) -> bool:
        """Without a record in hand the pane has the bet itself to tell of."""
        return self._read is None and super().stands_alone(row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A record can be struck; what is gone can't be changed."""
        if action == "strike":
            return self.record() is not None
        return super().check_action(action, parameters)

    def action_strike(self) -> None:
        """The record does not name the bet."""
        record = self.record()
        if record is None:
            return
        portfolio, bet_id = self.rhythm.portfolio, self._bet_id
        said = self.keyed("does not name it; {app.undo} takes that back")
        self.attempt_and_say(lambda: portfolio.link(bet_id, record, False), said)

    def action_edit_bet(self) -> None:
        """Change the bet."""
        from rhythm.screens.dialogs.bet import edit_bet

        if (file := self._file()) is not None:
            edit_bet(self, file.bet)

    def action_judge(self) -> None:
        """Say what it brings in."""
        from rhythm.screens.dialogs.bet import judge_bet

        if (file := self._file()) is not None:
            judge_bet(self, file)

    def action_decide(self) -> None:
        """Say what was decided about it."""
        from rhythm.screens.dialogs.bet import decide_bet

        if (file := self._file()) is not None:
            decide_bet(self, file.bet)

    def _file(self) -> BetFile | None:
        return self.rhythm.portfolio.file(self._bet_id)


class UnnamedScreen(_RecordsScreen):
    """Records that name no bet, or those that name one and have no minutes."""

    SCOPES = ("unnamed", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("unnamed"), *bindings("copy")]
    EMPTY = ("No record is left here.",)
    HELP = """
    **What names no bet**, newest first. {unnamed.link} says which bet a record is about. Or give a bet words by which
    its records are recognised: {portfolio.edit} on the page before.
    """

    def __init__(self, rhythm: Rhythm, span: Span | None = None, *, unknown: bool = False) -> None:
        super().__init__(rhythm, span)
        self._unknown = unknown
        self._parts: tuple[Part, ...] = ()

    def parts(self) -> tuple[Part, ...]:
        return self._parts

    def reload(self) -> None:
        found = self.attention()
        if self._unknown:
            parts = tuple({part.record.key: part for part in self._without_minutes(found)}.values())
            title, fact = "No minutes known", counted(len(parts), "record")
        else:
            parts = found.unnamed
            title, fact = "Names no bet", f"{round(found.unnamed_minutes):,} min in {counted(len(parts), 'record')}"
        self._parts = parts
        self.query_one("#head", HeadLine).say(title, fact)
        self.listing.set_rows(portfolio_rows.part_rows(self, parts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A record can be linked where it names no bet."""
        if action == "link":
            return not self._unknown and self.record() is not None and bool(self.rhythm.portfolio.bets())
        return super().check_action(action, parameters)

    def action_link(self) -> None:
        """Say which bet the record is about."""
        from rhythm.screens.dialogs.pick import Choice, pick

        record, portfolio = self.record(), self.rhythm.portfolio
        if record is None:
            return

        def choices() -> list[Choice]:
            buckets = {one.slug: one.label for one in portfolio.words.buckets}
            return [Choice(str(bet.id), self.veil.text(bet.name), buckets[bet.bucket]) for bet in portfolio.bets()]

        def linked(key: str) -> None:
            said = self.keyed("counts for it now; {app.undo} takes that back")
            self.attempt_and_say(lambda: portfolio.link(int(key), record), said)

        pick(self.rhythm_app, "Which bet is it about?", choices, linked)

    def _without_minutes(self, found: Attention) -> list[Part]:
        return [
            part
            for one in found.bets
            for part in one.parts
            if part.minutes is None and part.record.key.kind is not RecordKind.TOPIC
        ]
