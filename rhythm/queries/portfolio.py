"""Bets with how they were judged and what was decided about them."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.names import fold
from rhythm.domain.portfolio import Bet, BetFile, BetId, Bucket, Decision, DecisionKind, Judgement, Mode, parse_words
from rhythm.queries.rows import day
from rhythm.storage.database import Database, Row

_BET = """SELECT id, uid, name, bucket, mode, importance, words, added_on, ended_on FROM bet
    WHERE deleted_at IS NULL"""


def bets(db: Database, *, ended: bool = False) -> tuple[Bet, ...]:
    """The bets by bucket and name; with `ended` also those that are history, behind the others."""
    only = "" if ended else " AND ended_on IS NULL"
    place = {bucket: number for number, bucket in enumerate(Bucket)}
    found = map(_bet, db.all(f"{_BET}{only}"))
    return tuple(sorted(found, key=lambda bet: (bet.ended_on is not None, place[bet.bucket], fold(bet.name), bet.id)))


def bet(db: Database, bet_id: int) -> Bet | None:
    """One bet."""
    row = db.one(f"{_BET} AND id = ?", (bet_id,))
    return _bet(row) if row is not None else None


def files(db: Database, *, ended: bool = False) -> tuple[BetFile, ...]:
    """Every bet with how it was judged and what was decided, in the order of `bets`."""
    judged: dict[BetId, list[Judgement]] = {}
    for one in judgements(db):
        judged.setdefault(one.bet_id, []).append(one)
    decided: dict[BetId, list[Decision]] = {}
    for made in decisions(db):
        decided.setdefault(made.bet_id, []).append(made)
    return tuple(
        BetFile(one, tuple(judged.get(one.id, ())), tuple(decided.get(one.id, ()))) for one in bets(db, ended=ended)
    )


def judgements(db: Database) -> tuple[Judgement, ...]:
    """What every bet brought in, quarter by quarter, oldest first."""
    rows = db.all(
        "SELECT id, uid, bet_id, period, day, value, why FROM bet_return WHERE deleted_at IS NULL ORDER BY period, id"
    )
    return tuple(
        Judgement(
            row["id"],
            row["uid"],
            BetId(row["bet_id"]),
            row["period"],
            dt.date.fromisoformat(row["day"]),
            row["value"],
            row["why"],
        )
        for row in rows
    )


def decisions(db: Database) -> tuple[Decision, ...]:
    """What was decided about every bet, oldest first."""
    rows = db.all(
        "SELECT id, uid, bet_id, day, kind, why, review_on FROM bet_decision WHERE deleted_at IS NULL ORDER BY day, id"
    )
    return tuple(
        Decision(
            row["id"],
            row["uid"],
            BetId(row["bet_id"]),
            dt.date.fromisoformat(row["day"]),
            DecisionKind(row["kind"]),
            row["why"],
            day(row["review_on"]),
        )
        for row in rows
    )


def _bet(row: Row) -> Bet:
    return Bet(
        BetId(row["id"]),
        row["uid"],
        row["name"],
        Bucket(row["bucket"]),
        Mode(row["mode"]) if row["mode"] else None,
        row["importance"],
        parse_words(row["words"]),
        dt.date.fromisoformat(row["added_on"]),
        day(row["ended_on"]),
    )
