"""What is kept with a plan beside its meetings."""

from __future__ import annotations

from rhythm.actions.plans import accept
from rhythm.queries.plans import forbidden_weeks
from rhythm.storage.database import Database
from tests.builders import Org
from tests.storage.dumps import dump


def test_weeks_without_a_slot_are_kept_as_the_plan_has_them(org: Org, db: Database) -> None:
    first = {(org.noor.id, "2026-Q4", "2026-W50"), (org.noor.id, "2026-Q4", "2026-W51")}
    accept(db, [], forbidden=first)
    assert forbidden_weeks(db) == first
    before = dump(db)
    # The year begins in another month by now, so the same week belongs to another quarter.
    then = {(org.noor.id, "2027-Q1", "2026-W50"), (org.chris_a.id, "2027-Q1", "2026-W50")}
    accept(db, [], forbidden=then)
    assert forbidden_weeks(db) == then
    org.rhythm.undo()
    assert dump(db) == before
