"""Reads go down an index, so that they cost the same after forty years of use."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest

from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.escalations import ConflictId
from rhythm.domain.fixes import Fix, FixKind
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.copies import copy_store, org_of

GROWING = ("meeting", "note", "topic", "promise", "escalation", "escalation_party", "good_call", "change", "action")
OPEN_ONLY = ("topic_open", "promise_open", "meeting_planned", "topic_theme")
"""Indexes that hold what is open alone: walking along one of them does not grow with the years. Of topics with a theme
only the first is looked at."""


@pytest.fixture(scope="module")
def filled(org_made: Org) -> Iterator[Rhythm]:
    """A store with some of everything, filled once."""
    clock = FixedClock(org_made.rhythm.today())
    rhythm = Rhythm(memory_store(clock), clock, Settings())
    fill(org_of(org_made, rhythm), rhythm._db)
    yield rhythm
    rhythm.close()


@pytest.fixture
def full(org: Org, db: Database, filled: Rhythm) -> Database:
    """A store with some of everything and with figures about its indexes, as a store in use has."""
    assert copy_store(filled, org.rhythm)
    return db


def fill(org: Org, db: Database) -> None:
    """Some of everything, over most of a year."""
    today = org.rhythm.today()
    with db.action("fill"):
        for number in range(400):
            day = (today - dt.timedelta(days=number % 300)).isoformat()
            person = (org.dana.id, org.ilya.id, org.noor.id)[number % 3]
            db.insert("meeting", person_id=person, kind="one_on_one", day=day, state="held")
            db.insert("note", person_id=person, kind="note", day=day, body="words")
            db.insert("topic", person_id=person, body="words", added_on=day, state="discussed")
            db.insert("promise", person_id=person, body="w", made_on=day, mine=1, state="done", closed_on=day)
            row = db.insert("escalation", day=day, summary="words")
            db.insert("escalation_party", escalation_id=row, place=0, name="Platform", team_id=org.platform.id)
            db.insert("good_call", day=day, body="words")
    conflict = org.escalate("release date", 30, conflict="new")
    for days in (20, 10):
        org.escalate("release date", days, conflict=conflict.conflict_id)


READS: dict[str, Callable[[Org], object]] = {
    "who is due": lambda org: org.rhythm.planner.due(),
    "the room of somebody": lambda org: org.rhythm.planner.room(org.dana),
    "notes of somebody": lambda org: org.rhythm.bench.notes_about(org.dana.id),
    "the page of somebody": lambda org: org.rhythm.planner.page(org.dana),
    "promises of somebody": lambda org: org.rhythm.planner.promises(person_id=org.dana.id),
    "passed plans": lambda org: org.rhythm.planner.unclosed(),
    "cards": lambda org: org.rhythm.tracker.cards(),
    "the conflicts of the last year": lambda org: org.rhythm.tracker.conflicts(),
    "how many conflicts are older": lambda org: org.rhythm.tracker.older_count(),
    "which conflicts are older": lambda org: org.rhythm.tracker.older_conflicts(),
    "open conflicts of teams": lambda org: org.rhythm.tracker.open_conflicts_by_team(),
    "all conflicts": lambda org: org.rhythm.tracker.conflicts(older=True),
    "one conflict": lambda org: org.rhythm.tracker.conflict(1),
    "how often one met": lambda org: org.rhythm.planner.prompt(org.rhythm.planner.room(org.dana)),
    "the week": lambda org: org.rhythm.reviews.week(),
    "the quarter": lambda org: org.rhythm.quarters.walk(),
    "the week for Today": lambda org: org.rhythm.reviews.brief(),
    "how promises were kept": lambda org: org.rhythm.talks.kept(),
    "what stands between": lambda org: org.rhythm.talks.between(org.rhythm.planner.room(org.dana)),
    "the plan": lambda org: org.rhythm.plans.view(),
    "the coverage": lambda org: org.rhythm.skip_levels.coverage(),
    "the ways of a week": lambda org: org.rhythm.skip_levels.routes(org.rhythm.reviews.this_week()),
    "what has no way": lambda org: org.rhythm.skip_levels.without_a_route(),
    "whether managers know": lambda org: org.rhythm.skip_levels.to_tell(org.noor),
    "past talks of the calendar": lambda org: org.rhythm.calendars.past_talks(),
    "after idle days": lambda org: org.rhythm.catching_up.proposal(),
    "who has the same name": lambda org: org.rhythm.people.several(),
    "what can be undone": lambda org: org.rhythm.undoable(),
    "where attention went": lambda org: org.rhythm.portfolio.lately(),
    "what a story may come from": lambda org: org.rhythm.growth.sources(),
    "what stands between teams": lambda org: org.rhythm.structure.picture(),
    "the figures of a quarter": lambda org: org.rhythm.reviews.quarter_figures(org.rhythm.reviews.this_quarter()),
    "what the board finds": lambda org: org.rhythm.rights.findings(),
}


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("analysed", [False, True])
def test_a_read_searches_what_grows_and_never_scans_it(full: Database, org: Org, read: str, analysed: bool) -> None:
    if analysed:
        full.connection.execute("ANALYZE")
    statements = seen(full.connection, lambda: READS[read](org))
    assert any(statement.lstrip().upper().startswith("SELECT") for statement in statements)
    scans = {
        f"{step}  <-  {' '.join(statement.split())[:160]}"
        for statement in statements
        for step in plan(full, statement)
        if is_scan(step, statement)
    }
    assert scans == set()


def watched(org: Org) -> Fix:
    """A fix that has been in effect for a while, and a conflict that was left alone."""
    tracker = org.rhythm.tracker
    tracker.answer(ConflictId(1), VerdictKind.FIX)
    fix = org.rhythm.fixes.add(ConflictId(1), FixKind.CHARTER, owner_id=org.dana.id)
    return org.rhythm.fixes.put_in_effect(fix.id, org.rhythm.today() - dt.timedelta(days=5))


def test_passed_plans_are_found_without_a_walk_over_the_past(full: Database, org: Org) -> None:
    statements = seen(full.connection, org.rhythm.planner.unclosed)
    steps = [step for statement in statements for step in plan(full, statement)]
    assert any("meeting_planned" in step for step in steps)
    assert not any("meeting_day" in step for step in steps)


def test_a_current_conflict_is_found_by_its_days_and_only_its_rows_are_read(full: Database, org: Org) -> None:
    old = org.escalate("forgotten thing", 800, conflict="new").conflict_id
    assert old is not None
    statements = seen(full.connection, org.rhythm.tracker.conflicts)
    steps = [step for statement in statements for step in plan(full, statement)]
    assert any("escalation_day (day>?)" in step for step in steps)
    read = next(statement for statement in statements if "e.conflict_id IN (" in statement and "LEFT JOIN" in statement)
    assert "conflict_id IN (1)" in read, "the rows of older conflicts are left alone"


def test_a_watch_reads_the_weeks_that_it_speaks_of_and_no_more(full: Database, org: Org) -> None:
    for days in (2000, 1900):
        org.escalate("release date", days, conflict=ConflictId(1))
    fix = watched(org)
    statements = seen(full.connection, lambda: org.rhythm.fixes.watch(fix))
    assert not [step for statement in statements for step in plan(full, statement) if is_scan(step, statement)]
    weeks = next(statement for statement in statements if "DISTINCT day FROM escalation" in statement)
    first = min(dt.date.fromisoformat(text) for text in re.findall(r"\d{4}-\d\d-\d\d", weeks))
    assert first >= org.rhythm.today() - dt.timedelta(days=30 + 7)


def seen(connection: sqlite3.Connection, run: Callable[[], object]) -> list[str]:
    """The statements that something runs, with their values."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    try:
        run()
    finally:
        connection.set_trace_callback(None)
    return list(dict.fromkeys(statements))


def plan(db: Database, statement: str) -> list[str]:
    if not statement.lstrip().upper().startswith(("SELECT", "WITH")):
        return []
    return [str(row["detail"]) for row in db.all(f"EXPLAIN QUERY PLAN {statement}")]


def is_scan(step: str, statement: str) -> bool:
    words = step.split()
    if words[0] != "SCAN" or any(index in words for index in OPEN_ONLY):
        return False
    aliases = {alias: table for table, alias in re.findall(r"\b(?:FROM|JOIN) (\w+) (\w+)", statement)}
    # The newest actions are read backwards from the end, and the walk ends after so many.
    last_actions = aliases.get(words[1], words[1]) == "action" and " LIMIT " in statement
    return aliases.get(words[1], words[1]) in GROWING and not last_actions
