"""The portfolio: bets, the attention they take, what they bring in, and what is decided about them."""

from __future__ import annotations

import datetime as dt
from functools import cache, cached_property
from typing import TYPE_CHECKING

from rhythm.late import Late
from rhythm.queries import bets_due
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rhythm.actions import portfolio as actions
    from rhythm.domain import attention as counting
    from rhythm.domain import names
    from rhythm.domain import portfolio as rules
    from rhythm.domain.attention import Attention, RecordKey
    from rhythm.domain.periods import Quarter
    from rhythm.domain.portfolio import (
        Bet,
        BetFile,
        BetId,
        Bucket,
        Decision,
        DecisionKind,
        DueReview,
        Judgement,
        Mode,
        NewBet,
    )
    from rhythm.queries import attention as spans
    from rhythm.queries import portfolio as queries
    from rhythm.service import Rhythm
    from rhythm.settings.lists import PortfolioWords
else:
    actions = Late("rhythm.actions.portfolio")
    counting = Late("rhythm.domain.attention")
    names = Late("rhythm.domain.names")
    rules = Late("rhythm.domain.portfolio")
    queries = Late("rhythm.queries.portfolio")
    spans = Late("rhythm.queries.attention")


WEEKS = 13
"""So many weeks up to today the portfolio looks at, unless a span is named: on the third day of a quarter, the quarter
alone would say nothing."""


class Portfolio:
    """What the organisation bets on."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def words(self) -> PortfolioWords:
        """Buckets, modes and decisions in words. Raises SettingsError when the user's copy is wrong."""
        from rhythm.settings.lists import load_portfolio

        return load_portfolio(self._rhythm.lists_folder, self._rhythm.cache_folder)

    def word_for(self, kind: DecisionKind) -> str:
        """`pause`, or the user's word for it. Without words of the user's own it is known without reading their file: a
        test compares."""
        own = self._rhythm.lists_folder
        if own is None or not (own / "portfolio.yaml").exists():
            return str(kind)
        return next(term.label for term in self.words.decisions if term.slug == kind).lower()

    def bets(self, *, ended: bool = False) -> tuple[Bet, ...]:
        """The bets by bucket and name; with `ended` also those that are history, behind the others."""
        return queries.bets(self._db, ended=ended)

    def file(self, bet_id: int) -> BetFile | None:
        """One bet with how it was judged and what was decided."""
        return next((one for one in self.files(ended=True) if one.bet.id == bet_id), None)

    def bet_of(self, kind: str, number: int) -> BetId | None:
        """The bet that a return (`bet_return`) or a decision (`bet_decision`) is about."""
        rows: Iterable[Judgement | Decision] = (
            queries.judgements(self._db) if kind == "bet_return" else queries.decisions(self._db)
        )
        return next((row.bet_id for row in rows if row.id == number), None)

    def files(self, *, ended: bool = False) -> tuple[BetFile, ...]:
        """All bets with how they were judged and what was decided, in the order of `bets`."""
        return queries.files(self._db, ended=ended)

    def find(self, text: str) -> Bet:
        """The one bet that a part of its name, one of its words, `#3` or a uid means; one that is no history goes
        first. Raises Ambiguous, NotFound and BadInput as names do."""
        everything = queries.bets(self._db, ended=True)
        for bet in everything:
            if bet.uid == text.strip():
                return bet
        refs = [names.NamedRef(bet.id, bet.name, bet.words) for bet in everything if bet.ended_on is None]
        known = refs if names.find(text, refs) else [names.NamedRef(bet.id, bet.name, bet.words) for bet in everything]
        number = names.resolve(text, known, "bet").id
        return next(bet for bet in everything if bet.id == number)

    def attention(self, first: dt.date, last: dt.date, quarter: Quarter | None = None) -> Attention:
        """Where attention went in a span of days, by bet, and which bets take much and bring in little.

        `quarter` is the one in whose review returns are compared, by default that of the last day. Bets that ended
        before the span are left out.
        """
        bets = [bet for bet in queries.bets(self._db, ended=True) if bet.ended_on is None or bet.ended_on >= first]
        return counting.attention(
            bets,
            spans.records(self._db, first, last),
            spans.links(self._db),
            queries.judgements(self._db),
            first,
            last,
            quarter or self.quarter_of(last),
            self._begins(),
        )

    def return_before(self, file: BetFile, quarter: Quarter) -> Judgement | None:
        """What a bet brought in as it was judged last before a quarter."""
        others = (one for one in file.judgements if one.period != str(quarter))
        return counting.last_two(others, quarter, self._begins())[0]

    def _begins(self) -> Callable[[str], dt.date]:
        """On which day a quarter began, by the name that a return is kept under."""
        return cache(lambda period: self._rhythm.quarters.names.kept_as(period).first_day)

    def lately(self, back: int = 0) -> Attention:
        """Where attention went in the thirteen weeks up to today, or in those so many spans before."""
        today = self._rhythm.today()
        first = today - dt.timedelta(days=today.weekday(), weeks=WEEKS - 1)
        if not back:
            return self.attention(first, today)
        first -= dt.timedelta(weeks=WEEKS * back)
        return self.attention(first, first + dt.timedelta(weeks=WEEKS, days=-1))

    def of_quarter(self, quarter: Quarter | None = None) -> Attention:
        """Where attention went in a quarter, up to today."""
        found = quarter or self._rhythm.quarters.names.find()
        last = min(found.last_day, self._rhythm.today())
        return self.attention(found.first_day, max(found.first_day, last), found)

    def quarter_of(self, day: dt.date) -> Quarter:
        """The quarter of a day, in the director's year."""
        from rhythm.domain.periods import quarter_of

        return quarter_of(day, self._rhythm.settings.review.quarter_start_month)

    def reviews_due(self, last: dt.date) -> tuple[DueReview, ...]:
        """Decisions that are to be looked at again up to a day, the longest due first."""
        if not bets_due.any_review(self._db, last):
            return ()
        return rules.reviews_due(queries.files(self._db), last)

    def add(self, new: NewBet) -> Bet:
        """Add a bet. Raises as `actions.portfolio.add_bet`."""
        return actions.add_bet(self._db, new)

    def edit(
        self,
        bet_id: int,
        *,
        name: str | None = None,
        bucket: Bucket | None = None,
        mode: Mode | str | None = None,
        importance: int | None = None,
        words: Iterable[str] | None = None,
        ended: bool | None = None,
    ) -> Bet:
        """Change a bet; with `ended` make it history too, or take it up again. Raises as `actions.portfolio.edit_bet`
        and `end_bet`."""
        with self._db.action("edit a bet"):
            bet = actions.edit_bet(
                self._db, bet_id, name=name, bucket=bucket, mode=mode, importance=importance, words=words
            )
            return bet if ended is None else actions.end_bet(self._db, bet_id, ended=ended)

    def end(self, bet_id: int, *, ended: bool = True) -> Bet:
        """Make a bet history, or take it up again."""
        return actions.end_bet(self._db, bet_id, ended=ended)

    def judge(
        self, bet_id: int, value: int, quarter: Quarter | None = None, *, day: dt.date | None = None, why: str = ""
    ) -> Judgement:
        """Say what a bet brings in, in the review of a quarter, by default this one."""
        return actions.judge_bet(
            self._db, bet_id, value, quarter or self._rhythm.quarters.names.find(), day=day, why=why
        )

    def decide(
        self,
        bet_id: int,
        kind: DecisionKind,
        *,
        why: str = "",
        day: dt.date | None = None,
        review_on: dt.date | None = None,
    ) -> Decision:
        """Record what was decided about a bet. Raises as `actions.portfolio.decide_bet`."""
        return actions.decide_bet(self._db, bet_id, kind, why=why, day=day, review_on=review_on)

    def link(self, bet_id: int, record: RecordKey, named: bool | None = True) -> None:
        """Say that a record names a bet or does not; None lets its words decide again."""
        actions.link_record(self._db, bet_id, record, named)
