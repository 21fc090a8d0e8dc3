"""Bets added, changed, judged and decided about; records that are said to name them, or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rhythm.actions.days import up_to_today
from rhythm.domain.attention import RecordKey
from rhythm.domain.names import checked_name, shown, words_key
from rhythm.domain.periods import Quarter
from rhythm.domain.portfolio import (
    NEEDS_REVIEW,
    Bet,
    BetId,
    Bucket,
    Decision,
    DecisionKind,
    Judgement,
    Mode,
    NewBet,
    check_judged,
    check_mark,
    parse_words,
)
from rhythm.domain.text import tidy_line
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import portfolio as queries
from rhythm.queries.attention import column_of
from rhythm.queries.rows import iso
from rhythm.storage.database import Database, Value


def add_bet(db: Database, new: NewBet) -> Bet:
    """Add a bet. Raises BadInput for a name or word without a letter and a mark out of 1 to 5, RhythmError for a name
    or word by which records name another one already."""
    name, words = checked_name(new.name, "the name of the bet"), _words(new.words)
    check_mark(new.importance, "importance")
    _refuse_taken(db, (name, *words))
    values: dict[str, Value] = {
        "name": name,
        "bucket": new.bucket,
        "mode": new.mode,
        "importance": new.importance,
        "words": ", ".join(words),
        "added_on": db.clock.today().isoformat(),
    }
    with db.action("add a bet"):
        number = db.insert("bet", **values)
    return the_bet(db, number)


def edit_bet(
    db: Database,
    bet_id: int,
    *,
    name: str | None = None,
    bucket: Bucket | None = None,
    mode: Mode | str | None = None,
    importance: int | None = None,
    words: Iterable[str] | None = None,
) -> Bet:
    """Change what is given; `mode` may be "" for none. Raises as `add_bet`, and NotFound."""
    found = the_bet(db, bet_id)
    values: dict[str, Value] = {}
    if name is not None:
        values["name"] = checked_name(name, "the name of the bet", kept=(found.name,))
    if words is not None:
        values["words"] = ", ".join(_words(words, found.words))
    if values:
        said = parse_words(str(values["words"])) if words is not None else found.words
        _refuse_taken(db, (str(values.get("name", found.name)), *said), but=found.id)
    if bucket is not None:
        values["bucket"] = bucket
    if mode is not None:
        values["mode"] = mode or None
    if importance is not None:
        values["importance"] = check_mark(importance, "importance")
    with db.action("edit a bet"):
        if values:
            db.update("bet", bet_id, **values)
    return the_bet(db, bet_id)


def end_bet(db: Database, bet_id: int, *, ended: bool = True) -> Bet:
    """Make a bet history from today, or take it up again. Raises NotFound, and RhythmError for a name that is taken."""
    found = the_bet(db, bet_id)
    if not ended:
        _refuse_taken(db, (found.name, *found.words), but=found.id)
    with db.action("end a bet" if ended else "take up a bet again"):
        if (found.ended_on is not None) is not ended:
            db.update("bet", bet_id, ended_on=db.clock.today().isoformat() if ended else None)
    return the_bet(db, bet_id)


def judge_bet(
    db: Database, bet_id: int, value: int, quarter: Quarter, *, day: dt.date | None = None, why: str = ""
) -> Judgement:
    """Say what a bet brings in, in the review of a quarter. Said again for the same quarter, it replaces that.

    Raises BadInput for a mark out of 1 to 5, and for a quarter or a day to come; RhythmError for a quarter whose name
    another one has; NotFound.
    """
    today = db.clock.today()
    of_day = day or today
    check_mark(value, "the return")
    check_judged(quarter)
    if quarter.first_day > today or of_day > today:
        raise BadInput("that is still to come", "judge a quarter that has begun, on a day up to today")
    the_bet(db, bet_id)
    fields: dict[str, Value] = {"day": of_day.isoformat(), "value": value, "why": tidy_line(why)}
    with db.action("judge the return of a bet"):
        row = db.one(
            "SELECT id FROM bet_return WHERE bet_id = ? AND period = ? AND deleted_at IS NULL", (bet_id, str(quarter))
        )
        if row is not None:
            db.update("bet_return", row["id"], **fields)
        else:
            db.insert("bet_return", bet_id=bet_id, period=str(quarter), **fields)
    return next(one for one in queries.judgements(db) if one.bet_id == bet_id and one.period == str(quarter))


def decide_bet(
    db: Database,
    bet_id: int,
    kind: DecisionKind,
    *,
    why: str = "",
    day: dt.date | None = None,
    review_on: dt.date | None = None,
) -> Decision:
    """Record what was decided about a bet; it answers the decision before.

    Raises BadInput for a pause or a protection without the day on which it is looked at again, for such a day that
    does not lie behind the decision, and for a decision on a day to come; NotFound.
    """
    of_day = up_to_today(db, day, "name the day of the decision, up to today")
    if review_on is None and kind in NEEDS_REVIEW:
        raise BadInput(
            f"to {kind.value} needs a day on which it is looked at again", "add one, such as 'in 8 weeks' or 'eoq'"
        )
    if review_on is not None and review_on <= of_day:
        raise BadInput("it can't be looked at again before it holds", "name a later day, such as 'in 8 weeks'")
    the_bet(db, bet_id)
    with db.action("decide about a bet"):
        number = db.insert(
            "bet_decision",
            bet_id=bet_id,
            day=of_day.isoformat(),
            kind=kind,
            why=tidy_line(why),
            review_on=iso(review_on),
        )
    return next(one for one in queries.decisions(db) if one.id == number)


def link_record(db: Database, bet_id: int, record: RecordKey, names: bool | None) -> None:
    """Say that a record names a bet, or that it does not although the words stand there; None lets the words decide.

    Raises NotFound for a bet or a record that is not there.
    """
    the_bet(db, bet_id)
    if db.one(f"SELECT 1 FROM {record.kind} WHERE id = ? AND deleted_at IS NULL", (record.id,)) is None:
        raise NotFound(f"there is no {record.kind.replace('_', ' ')} #{record.id}", "rhythm bet show lists records")
    column = column_of(record.kind)
    with db.action("say whether a record names a bet" if names is not None else "let the words name the bet"):
        row = db.one(
            f"SELECT id FROM bet_link WHERE bet_id = ? AND {column} = ? AND deleted_at IS NULL", (bet_id, record.id)
        )
        if row is None and names is not None:
            db.insert("bet_link", bet_id=bet_id, names=int(names), **{column: record.id})
        elif row is not None and names is not None:
            db.update("bet_link", row["id"], names=int(names))
        elif row is not None:
            db.update("bet_link", row["id"], deleted_at=db.clock.today().isoformat())


def the_bet(db: Database, bet_id: int) -> Bet:
    """One bet. Raises NotFound."""
    found = queries.bet(db, bet_id)
    if found is None:
        raise NotFound(f"there is no bet #{bet_id}", "rhythm bet list shows them")
    return found


def _words(words: Iterable[str], kept: Iterable[str] = ()) -> tuple[str, ...]:
    """The words by which records name a bet. Raises BadInput for one without a letter, unless it stood there before."""
    known = tuple(kept)
    return tuple(
        checked_name(word, "a word of the bet", kept=known) for word in parse_words(tidy_line(", ".join(words)))
    )


def _refuse_taken(db: Database, names: Iterable[str], *, but: BetId | None = None) -> None:
    """A name or word says one bet, or its records would count for another."""
    others = [bet for bet in queries.bets(db) if bet.id != but]
    for name in names:
        for bet in others:
            if any(_same(name, known) for known in (bet.name, *bet.words)):
                raise RhythmError(
                    f"'{shown(name)}' names another bet already", "choose another word; rhythm bet list shows them"
                )


def _same(one: str, other: str) -> bool:
    return words_key(one) == words_key(other)
