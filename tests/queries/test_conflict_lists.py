"""Which conflicts a list shows by itself, and which are older."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from rhythm.domain.conflicts import Rules, VerdictKind
from rhythm.domain.escalations import ConflictId, NewEscalation
from rhythm.domain.fixes import FixKind
from rhythm.queries import conflict_lists, suggesting
from rhythm.queries import tracker as tracker_queries
from rhythm.queries.conflict_lists import CURRENT_DAYS
from rhythm.queries.tracker import ConflictView, worst_first
from rhythm.storage.database import Database, Row
from tests.builders import FixedClock, Org, database_steps


def made(org: Org, name: str, *days_ago: int) -> ConflictId:
    """A conflict that came up so many days ago."""
    first, *others = days_ago
    number = org.escalate(name, first, conflict="new").conflict_id
    assert number is not None
    for days in others:
        org.escalate(name, days, conflict=number)
    return number


def current(org: Org) -> list[int]:
    return [view.id for view in org.rhythm.tracker.conflicts()]


def test_what_came_up_within_a_year_is_current_and_the_rest_is_older_newest_first(org: Org) -> None:
    old = made(org, "old", CURRENT_DAYS + 400)
    less_old = made(org, "less old", CURRENT_DAYS + 1)
    edge = made(org, "edge", CURRENT_DAYS)
    tracker = org.rhythm.tracker
    assert current(org) == [edge]
    assert tracker.older_conflicts() == (less_old, old)
    assert tracker.older_count() == 2
    assert {view.id for view in tracker.conflicts(older=True)} == {old, less_old, edge}


def test_conflicts_that_are_equally_bad_stand_by_their_number(org: Org) -> None:
    """Whichever order the store hands them out in."""
    ones = [made(org, name, 5) for name in ("third", "first", "second")]
    assert current(org) == sorted(ones)
    views = [*org.rhythm.tracker.conflicts()][::-1]
    assert [view.id for view in sorted(views, key=worst_first)] == sorted(ones)


def test_a_conflict_that_asks_for_something_stays_current_however_old(org: Org, clock: FixedClock) -> None:
    due, later, fixing, watched = (made(org, name, 30, 20, 10) for name in ("due", "later", "fixing", "watched"))
    settled = made(org, "settled", 30, 20, 10)
    tracker = org.rhythm.tracker
    tracker.answer(later, VerdictKind.LATER)
    tracker.answer(fixing, VerdictKind.FIX)
    tracker.answer(watched, VerdictKind.FIX)
    org.rhythm.fixes.put_in_effect(org.rhythm.fixes.add(watched, FixKind.CHARTER, owner_id=org.dana.id).id)
    tracker.answer(settled, VerdictKind.CLOSED)
    clock.forward(3 * CURRENT_DAYS)
    assert set(current(org)) == {due, later, fixing, watched}
    assert tracker.older_conflicts() == (settled,)


def test_a_new_row_brings_an_older_conflict_back(org: Org) -> None:
    number = made(org, "again", 900)
    assert current(org) == []
    org.escalate("again", 1, conflict=number)
    assert current(org) == [number]
    assert org.rhythm.tracker.older_count() == 0


def test_a_conflict_without_rows_and_one_that_was_merged_do_not_disturb_the_lists(org: Org, clock: FixedClock) -> None:
    empty = made(org, "empty", 3)
    row = org.rhythm.tracker.conflict(empty)
    assert row is not None
    org.rhythm.tracker.link(row.rows[0].id, None)
    gone, kept = made(org, "gone", 5), made(org, "kept", 4)
    org.rhythm.tracker.merge(gone, kept)
    assert set(current(org)) == {empty, kept}
    clock.forward(2 * CURRENT_DAYS)
    assert current(org) == []
    assert org.rhythm.tracker.older_conflicts() == (kept, empty)
    assert org.rhythm.tracker.older_count() == 2


@pytest.mark.parametrize("older", [False, True])
def test_a_list_shows_the_numbers_that_the_page_of_a_conflict_shows(org: Org, older: bool) -> None:
    made(org, "one", 30, 20, 10)
    made(org, "two", 700, 690)
    for view in org.rhythm.tracker.conflicts(older=older):
        assert view == org.rhythm.tracker.conflict(view.id)


def test_some_conflicts_are_read_at_once_and_those_that_are_gone_are_left_out(org: Org) -> None:
    one, two = made(org, "one", 30), made(org, "two", 700)
    found = org.rhythm.tracker.conflicts_among([one, two, 99])
    assert found == {one: org.rhythm.tracker.conflict(one), two: org.rhythm.tracker.conflict(two)}


def test_names_are_of_all_conflicts_newest_first(org: Org) -> None:
    old, new = made(org, "old", 900), made(org, "new", 1)
    org.rhythm.tracker.answer(old, VerdictKind.CLOSED)
    assert org.rhythm.tracker.conflict_names() == ((new, "new"), (old, "old"))


def test_names_of_the_current_leave_out_what_was_long_settled_and_words_find_it_too(org: Org) -> None:
    old, new = made(org, "Café vendor contract", 900), made(org, "vendor export", 1)
    org.rhythm.tracker.answer(old, VerdictKind.CLOSED)
    tracker = org.rhythm.tracker
    assert [one.id for one in tracker.current_names()] == [new]
    assert [one.id for one in tracker.names_with("vendor")] == [new, old]
    assert [one.id for one in tracker.names_with("contract cafe")] == [old]
    assert [one.id for one in tracker.names_with("vendor", limit=1)] == [new]
    assert tracker.names_with("vendor budget") == ()


def test_names_are_read_once_while_somebody_types_and_anew_after_a_change(org: Org, db: Database) -> None:
    tracker = org.rhythm.tracker
    old = made(org, "vendor", 900)
    said: list[str] = []
    db.connection.set_trace_callback(said.append)
    for typed in ("v", "ve", "ven"):
        assert [one.id for one in tracker.names_with(typed)] == [old]
    db.connection.set_trace_callback(None)
    assert sum("FROM conflict" in sql for sql in said) == 1
    tracker.rename(old, "supplier")
    assert tracker.names_with("vend") == ()
    assert [one.id for one in tracker.names_with("supp")] == [old]


def test_a_team_counts_each_open_conflict_to_which_it_is_a_party_once(org: Org, clock: FixedClock) -> None:
    made(org, "both", 30, 20)
    closed = made(org, "closed", 5)
    org.rhythm.tracker.answer(closed, VerdictKind.CLOSED)
    alone = NewEscalation("platform alone", clock.day - dt.timedelta(days=800), (org.rhythm.tracker.party("Platform"),))
    org.rhythm.tracker.log(alone, conflict="new")
    assert org.rhythm.tracker.open_conflicts_by_team() == {org.platform.id: 2, org.growth.id: 1}


def test_the_conflicts_of_a_team_are_read_alone_and_are_those_in_which_it_or_one_of_its_people_stands(
    org: Org, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker, structure = org.rhythm.tracker, org.rhythm.structure
    both = made(org, "both", 30, 20)
    settled = made(org, "settled", 5)
    tracker.answer(settled, VerdictKind.CLOSED)
    made_of = {}
    for name, party in (("alone", "Growth"), ("by person", org.noor.name)):
        row = NewEscalation(name, clock.day, (tracker.party(party),))
        made_of[name] = tracker.log(row, conflict="new").conflict_id
    read: list[int] = []

    def views(db: Database, rows: list[Row], rules: Rules, today: dt.date) -> list[ConflictView]:
        read.extend(row["id"] for row in rows)
        return tracker_queries.views(db, rows, rules, today)

    monkeypatch.setattr(conflict_lists, "views", views)
    found = structure.conflicts_of(org.platform.id)
    assert {view.id for view in found} == {both, made_of["by person"]}
    assert made_of["alone"] not in read
    assert settled not in read
    assert {view.id for view in structure.conflicts_of(org.growth.id)} == {both, made_of["alone"]}


def settle_many(org: Org, db: Database, count: int) -> None:
    """So many conflicts of years ago, settled, each with a row that the matcher knows."""
    clock = org.rhythm.clock
    assert isinstance(clock, FixedClock)
    clock.forward(-3000)
    for number in range(count):
        conflict = made(org, f"thing {number} of old", 0)
        with db.action("settle"):
            db.update("conflict", conflict, state="closed")
    clock.forward(3000)


def test_what_is_long_settled_costs_nothing_where_the_current_is_read(
    org: Org, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "NEWEST_LINES", 20)
    monkeypatch.setattr(suggesting, "HABIT_ROWS", 20)
    for number in range(12):
        made(org, f"thing {number} now", 20, 10)
    tracker, pairs = org.rhythm.tracker, org.rhythm.same_pairs
    reads: tuple[Callable[[], object], ...] = (tracker.conflicts, pairs.likely, tracker.current_names)
    before = [(read(), database_steps(db, read))[1] for read in reads]
    settle_many(org, db, 150)
    after = [(read(), database_steps(db, read))[1] for read in reads]
    assert [now <= then * 1.3 for then, now in zip(before, after, strict=True)] == [True] * 3, (before, after)
    assert tracker.older_count() == 150
