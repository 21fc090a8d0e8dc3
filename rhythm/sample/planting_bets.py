"""Writing the portfolio and the growth file of the sample into the store."""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.queries.rows import iso
from rhythm.sample.bets import bets
from rhythm.sample.days import THU, WEEKS_BACK, Days
from rhythm.sample.growth import plant_growth
from rhythm.storage.database import Database


def plant_org_pages(db: Database, people: Mapping[str | None, int]) -> None:
    """What stands on pages of its own under Org; `people` has the ids by key."""
    _plant_bets(db)
    plant_growth(db, people)


def _plant_bets(db: Database) -> None:
    """The bets as they stand on the store's day, how they were judged, and what was decided."""
    days = Days(db.clock.today())
    for bet in bets(days):
        bet_id = db.insert(
            "bet",
            name=bet.name,
            bucket=bet.bucket,
            mode=bet.mode,
            importance=bet.importance,
            words=", ".join(bet.words),
            added_on=days.day(WEEKS_BACK, THU).isoformat(),
        )
        for one in bet.returns:
            db.insert(
                "bet_return", bet_id=bet_id, period=one.period, day=one.day.isoformat(), value=one.value, why=one.why
            )
        for made in bet.decisions:
            db.insert(
                "bet_decision",
                bet_id=bet_id,
                day=made.day.isoformat(),
                kind=made.kind,
                why=made.why,
                review_on=iso(made.review_on),
            )
