"""Weeks, counts, proposals and evidence: what is counted, and what is missing rather than zero."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.actions.reviews import begin_review
from rhythm.domain.cadence import DueState
from rhythm.domain.escalations import Moment, NewEscalation, Party, RoomEscalation
from rhythm.domain.meetings import MeetingState
from rhythm.domain.people import Relation
from rhythm.domain.periods import Quarter, Week, week_of
from rhythm.domain.reviews import ReviewKind
from rhythm.queries import counts as counting
from rhythm.queries import planning, reviews, tracker
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import create_store, memory_store, open_store
from tests.actions.programs import Program
from tests.builders import FixedClock, Org

MONDAY = dt.date(2026, 11, 16)
SUNDAY = MONDAY + dt.timedelta(days=6)
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)


def log(org: Org, day: dt.date, moment: Moment | None = None, *, area: str = "", raised_by: int | None = None) -> None:
    parties = (Party("Platform", org.platform.id), Party("Growth", org.growth.id))
    org.rhythm.tracker.log(
        NewEscalation("release date", day, parties, moment=moment, area=area, raised_by_id=raised_by, minutes=10)  # type: ignore[arg-type]
    )


def quiet_week(org: Org, clock: FixedClock, week: Week) -> None:
    """Close a week's review saying that nothing reached me."""
    today, clock.day = clock.day, week.last_day
    org.rhythm.reviews.close_week(week, nothing_reached_me=True)
    clock.day = today


def test_a_week_counts_as_logged_by_a_row_a_good_call_or_by_word(org: Org, db: Database, clock: FixedClock) -> None:
    log(org, MONDAY)
    org.rhythm.tracker.good("alone", day=MONDAY - 2 * WEEK)
    quiet_week(org, clock, Week(2026, 44))
    org.rhythm.reviews.close_week(Week(2026, 43))
    found = tracker.logged_weeks(db, MONDAY - 5 * WEEK, SUNDAY)
    assert found == {MONDAY, MONDAY - 2 * WEEK, Week(2026, 44).first_day}


def test_logged_weeks_are_whole_weeks_of_the_span_and_none_outside_it(
    org: Org, db: Database, clock: FixedClock
) -> None:
    log(org, MONDAY)
    log(org, MONDAY - DAY)
    quiet_week(org, clock, Week(2026, 40))
    assert tracker.logged_weeks(db, MONDAY + 2 * DAY, MONDAY + 3 * DAY) == {MONDAY}


def test_a_week_in_which_nothing_was_logged_is_missing_and_not_zero(org: Org, db: Database, clock: FixedClock) -> None:
    log(org, MONDAY, Moment.NONE)
    log(org, MONDAY + DAY, Moment.AMBIGUITY)
    log(org, MONDAY + DAY)
    quiet_week(org, clock, Week(2026, 46))
    counts = counting.counts(db, MONDAY - 2 * WEEK, SUNDAY)
    assert counts.weekly == ((MONDAY - 2 * WEEK, None), (MONDAY - WEEK, 0), (MONDAY, 3))
    assert (counts.weeks, counts.logged_weeks) == (3, 2)
    assert (counts.reached_me, counts.mine, counts.not_mine, counts.unsaid) == (3, 1, 1, 1)
    assert counts.minutes == 30


def test_a_week_counts_where_its_monday_lies_and_as_a_whole(org: Org, db: Database) -> None:
    # The quarter begins on a Thursday: its first days belong to the last week of the quarter before.
    summer, autumn = Quarter(2026, 3), Quarter(2026, 4)
    log(org, dt.date(2026, 9, 28))
    log(org, dt.date(2026, 10, 1))
    log(org, dt.date(2026, 10, 5))
    before = counting.counts(db, summer.first_day, summer.last_day)
    now = counting.counts(db, autumn.first_day, autumn.last_day)
    assert (before.weeks, before.logged_weeks, now.weeks, now.logged_weeks) == (13, 1, 13, 1)
    assert (before.weekly[-1], now.weekly[0]) == ((dt.date(2026, 9, 28), 2), (dt.date(2026, 10, 5), 1))
    assert (before.reached_me, now.reached_me) == (1, 2)


def test_the_share_outside_is_of_the_last_four_weeks_that_have_a_log(org: Org, db: Database, clock: FixedClock) -> None:
    log(org, MONDAY - 9 * WEEK, Moment.AMBIGUITY)
    log(org, MONDAY - 6 * WEEK, Moment.NONE)
    log(org, MONDAY - 2 * WEEK, Moment.NONE)
    for _ in range(3):
        log(org, MONDAY, Moment.AMBIGUITY)
    # A month without a word is no month without a share, and a week that was quiet is one of the four.
    quiet_week(org, clock, week_of(MONDAY - 5 * WEEK))
    assert tracker.last_logged_weeks(db, SUNDAY, 4) == tuple(MONDAY - n * WEEK for n in (0, 2, 5, 6))
    assert reviews.week_figures(db, MONDAY, SUNDAY).outside_share == 1
    assert tracker.last_logged_weeks(db, MONDAY - 10 * WEEK, 4) == ()


def test_an_escalation_counts_under_the_raisers_manager_else_under_each_partys(org: Org, db: Database) -> None:
    log(org, MONDAY, area="roadmap", raised_by=org.noor.id)
    log(org, MONDAY, area="roadmap")
    org.rhythm.tracker.log(NewEscalation("from outside", MONDAY))
    counts = counting.counts(db, MONDAY, SUNDAY)
    assert [(cell.area, cell.manager, cell.number) for cell in counts.grid] == [
        ("roadmap", "Dana Okoye", 2),
        ("other", counting.NO_MANAGER, 1),
        ("roadmap", "Ilya Brandt", 1),
    ]


def test_the_figures_of_a_week(org: Org, db: Database, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    planner.hold(org.dana.id)
    planner.skip(org.ilya.id, "ill")
    planned = planner.plan(org.noor.id, clock.day)
    planner.close_planned(planned.id, MeetingState.MISSED)
    planner.settle_promise(planner.add_promise(org.dana.id, "mine").id)
    planner.settle_promise(planner.add_promise(org.dana.id, "theirs", mine=False).id)
    org.rhythm.tracker.good("alone")
    for moment in (Moment.NONE, Moment.NONE, Moment.EXECUTIVE, None):
        log(org, MONDAY, moment)
    log(org, MONDAY - DAY, Moment.NONE)
    figures = reviews.week_figures(db, MONDAY, SUNDAY)
    assert (figures.held, figures.skipped, figures.missed, figures.promises_kept) == (1, 1, 1, 1)
    assert (figures.reached_me, figures.mine, figures.not_mine, figures.unsaid) == (4, 1, 2, 1)
    assert (figures.good_calls, figures.minutes) == (1, 40)
    assert figures.outside_share == pytest.approx((2 / 3 + 1) / 2)


def test_without_a_row_whose_moment_is_known_there_is_no_share(org: Org, db: Database) -> None:
    log(org, MONDAY)
    assert reviews.week_figures(db, MONDAY, SUNDAY).outside_share is None


def test_reviews_come_newest_first_and_the_one_before_is_a_closed_one(org: Org, db: Database) -> None:
    for number in (44, 45, 46):
        if number != 45:
            org.rhythm.reviews.close_week(Week(2026, number))
        else:
            begin_review(db, ReviewKind.WEEK, "2026-W45")
    assert [review.period for review in reviews.reviews(db, ReviewKind.WEEK, 12)] == [
        "2026-W46",
        "2026-W45",
        "2026-W44",
    ]
    before = reviews.review_before(db, ReviewKind.WEEK, "2026-W46")
    assert before is not None
    assert before.period == "2026-W44"
    assert reviews.review_before(db, ReviewKind.WEEK, "2026-W44") is None


def test_the_planner_shows_everybody_with_a_cadence_worst_first(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    peer = org.rhythm.people.add("Mei Tan", relation=Relation.OTHER)
    planner.hold(org.dana.id, clock.day - 20 * DAY)
    planner.hold(org.ilya.id, clock.day - 2 * DAY)
    planner.plan(org.ilya.id, clock.day + 5 * DAY)
    planner.add_topic(org.ilya.id, "one")
    planner.add_promise(org.ilya.id, "mine")
    planner.add_promise(org.ilya.id, "theirs", mine=False)
    rows = planner.due()
    assert [(row.person.name, row.due.state) for row in rows] == [
        ("Dana Okoye", DueState.OVER),
        ("Chris Alder", DueState.NEVER),
        ("Chris Moon", DueState.NEVER),
        ("Noor Haddad", DueState.NEVER),
        ("Ilya Brandt", DueState.OK),
    ]
    assert peer.id not in [row.person.id for row in rows]
    last = rows[-1]
    assert (last.topics, last.carried, last.promises_mine, last.promises_theirs) == (1, 0, 1, 1)
    assert last.next_planned is not None
    assert (rows[1].manager, rows[1].team) == ("Dana Okoye", "Platform")


def test_the_room_looks_back_to_the_last_meeting_or_ninety_days(org: Org, clock: FixedClock) -> None:
    for days in (100, 89, 30, 2):
        log(org, clock.day - days * DAY)
    room = org.rhythm.planner.room(org.dana)
    assert [(clock.day - row.day).days for row in room.escalations] == [2, 30, 89]
    org.rhythm.planner.hold(org.dana.id, clock.day - 30 * DAY, note="calm")
    room = org.rhythm.planner.room(org.dana)
    assert [(clock.day - row.day).days for row in room.escalations] == [2, 30]
    assert room.last_meeting is not None
    assert [note.body for note in room.last_notes] == ["calm"]
    assert planning.SINCE_NEVER_MET_DAYS == 90


def test_what_came_up_in_the_last_meeting_did_not_come_up_since(org: Org, clock: FixedClock) -> None:
    row = RoomEscalation(NewEscalation("banner order", clock.day, (Party("Platform", org.platform.id),)))
    org.rhythm.planner.close_room(org.dana.id, clock.day, escalations=[row])
    log(org, clock.day)
    room = org.rhythm.planner.room(org.dana)
    assert [one.summary for one in room.escalations] == ["release date"]


def test_the_room_of_somebody_without_a_cadence_says_nothing_of_being_due(org: Org) -> None:
    other = org.rhythm.people.add("Mei Tan", relation=Relation.OTHER)
    room = org.rhythm.planner.room(other)
    assert (room.due, room.manager, room.team) == (None, "", "")


def test_next_week_is_proposed_from_who_falls_due_and_an_accepted_plan_is_not_proposed_again(
    org: Org, clock: FixedClock
) -> None:
    for number in range(28):
        org.rhythm.people.add(f"Report {number}", manager_id=org.dana.id)
    proposed = org.rhythm.reviews.week().items.next_week
    managers = {org.dana.id, org.ilya.id}
    assert managers <= {row.person.id for row in proposed}
    assert len(proposed) == 2 + 3, "31 skip-levels need three slots a week"
    assert all(clock.day + 3 * DAY <= row.proposal.day <= clock.day + 7 * DAY for row in proposed)
    org.rhythm.reviews.accept_plan(org.rhythm.reviews.this_week(), proposed)
    walk = org.rhythm.reviews.week()
    assert (walk.items.next_week, len(walk.items.planned)) == ((), 5)
    org.rhythm.undo()
    assert len(org.rhythm.reviews.week().items.planned) == 0


def test_conflicts_are_listed_worst_first_with_their_frequent_parties(org: Org, clock: FixedClock) -> None:
    quiet = org.escalate("quiet", 200, conflict="new").conflict_id
    near = org.escalate("near", 9, conflict="new").conflict_id
    org.escalate("near", 3, conflict=near)
    due = org.escalate("due", 30, conflict="new").conflict_id
    for days in (20, 10):
        org.escalate("due", days, conflict=due)
    third = org.rhythm.tracker.log(
        NewEscalation("due", clock.day, (Party("Finance"), Party("Platform", org.platform.id))), conflict=due
    )
    assert [found.id for found in org.rhythm.tracker.conflicts()] == [due, near, quiet]
    worst = org.rhythm.tracker.conflicts()[0]
    assert worst.parties == ("Platform", "Growth", "Finance")
    assert worst.rows[-1] == third


def test_rows_without_a_conflict_and_newest_rows(org: Org, db: Database, clock: FixedClock) -> None:
    loose = org.escalate("loose", 3)
    linked = org.escalate("linked", 2, conflict="new")
    assert tracker.unlinked_escalations(db, clock.day - 5 * DAY) == (loose,)
    # Typed today, though of an earlier day: it still waits to be sorted.
    assert tracker.unlinked_escalations(db, clock.day) == (loose,)
    assert tracker.unlinked_escalations(db, clock.day + DAY) == ()
    assert org.rhythm.tracker.newest(1) == (linked,)


def test_a_party_can_be_a_person_a_team_or_just_a_name(org: Org, clock: FixedClock) -> None:
    parties = (Party("Dana Okoye", None, org.dana.id), Party("plat", org.platform.id), Party(" Finance "))
    row = org.rhythm.tracker.log(NewEscalation("who pays", clock.day, parties))
    assert [(party.name, party.team_id, party.person_id) for party in row.parties] == [
        ("Dana Okoye", None, org.dana.id),
        ("Platform", org.platform.id, None),
        ("Finance", None, None),
    ]
    org.rhythm.people.edit(org.dana.id, name="Dana Lind")
    found = org.rhythm.tracker.escalation(row.id)
    assert found is not None
    assert found.parties[0].name == "Dana Lind"


def test_what_changed_elsewhere_is_noticed_once(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    here, elsewhere = (Rhythm(open_store(path, clock, backups=tmp_path), clock, Settings()) for _ in range(2))
    assert not here.changed_elsewhere()
    here.people.add("Dana Okoye")
    assert not here.changed_elsewhere(), "what is written here is no news"
    elsewhere.people.add("Ilya Brandt")
    assert [here.changed_elsewhere(), here.changed_elsewhere()] == [True, False]
    here.close()
    elsewhere.close()


def test_the_manager_of_a_row_is_the_one_of_its_day(org: Org, db: Database, clock: FixedClock) -> None:
    parties = (Party("Platform", org.platform.id),)
    org.rhythm.tracker.log(NewEscalation("before", clock.day, parties, area="roadmap"))
    log(org, clock.day, area="roadmap", raised_by=org.noor.id)
    clock.forward(7)
    org.rhythm.people.edit_team(org.platform.id, manager_id=org.ilya.id)
    org.rhythm.people.edit(org.noor.id, manager_id=org.ilya.id)
    org.rhythm.tracker.log(NewEscalation("after", clock.day, parties, area="roadmap"))
    log(org, clock.day, area="roadmap", raised_by=org.noor.id)
    counts = counting.counts(db, MONDAY, clock.day)
    found = {cell.manager: [row.day for row in cell.rows] for cell in counts.grid}
    assert found == {"Dana Okoye": [clock.day - 7 * DAY] * 2, "Ilya Brandt": [clock.day] * 2}


def test_two_managers_of_one_name_have_a_cell_each(org: Org, db: Database) -> None:
    other = org.rhythm.people.add("Dana Okoye")
    log(org, MONDAY, area="roadmap", raised_by=org.dana.id)
    log(org, MONDAY, area="roadmap", raised_by=other.id)
    grid = counting.counts(db, MONDAY, SUNDAY).grid
    assert [(cell.manager_id, cell.number) for cell in grid] == [(org.dana.id, 1), (other.id, 1)]


@given(st.lists(st.tuples(st.integers(0, 200), st.sampled_from([None, *Moment])), max_size=12), st.randoms())
@settings(max_examples=25, deadline=None)
def test_back_dated_rows_count_as_rows_entered_in_time(rows: list[tuple[int, Moment | None]], order: Random) -> None:
    shuffled = list(rows)
    order.shuffle(shuffled)
    found = []
    for entered in (rows, shuffled):
        clock = FixedClock(SUNDAY)
        db = memory_store(clock)
        org = Org(Rhythm(db, clock, Settings()))
        for days, moment in entered:
            log(org, SUNDAY - days * DAY, moment, area="roadmap", raised_by=org.noor.id)
        # Thirteen whole weeks: of a week that is cut off, what was logged may lie before the first day.
        counts = counting.counts(db, SUNDAY - 90 * DAY, SUNDAY)
        grid = {(cell.area, cell.manager): cell.number for cell in counts.grid}
        found.append((counts.reached_me, counts.mine, counts.not_mine, counts.weekly, counts.logged_weeks, grid))
        missing = [week for week, count in counts.weekly if count is None]
        days_logged = {SUNDAY - days * DAY for days, _ in entered}
        assert all(not (week <= day < week + WEEK) for week in missing for day in days_logged)
        assert 0 not in [count for _, count in counts.weekly]
        db.close()
    assert found[0] == found[1]


def test_for_a_fixed_day_no_count_changes_when_nothing_was_logged(org: Org, db: Database, clock: FixedClock) -> None:
    program = Program(org.rhythm, db, clock)
    for number in range(12):
        program.run(("log", number, number * 7))
    span = (clock.day - 91 * DAY, clock.day)
    before = org.rhythm.reviews.figures(*span), org.rhythm.reviews.pairs()
    for number, verb in enumerate(("plan", "hold", "note", "topic", "promise", "move promise", "answer quarter") * 3):
        program.run((verb, number, number * 5))
    org.rhythm.rights.findings()
    assert (org.rhythm.reviews.figures(*span), org.rhythm.reviews.pairs()) == before


def test_days_of_a_week_that_belongs_to_the_span_before_raise_no_rate(org: Org, db: Database) -> None:
    quarter = Quarter(2026, 4)
    assert quarter.first_day.weekday() == 3
    for day in (*[quarter.first_day] * 5, dt.date(2026, 11, 18)):
        org.rhythm.tracker.log(NewEscalation("release date", day))
    found = counting.counts(db, quarter.first_day, quarter.last_day)
    assert (found.reached_me, found.logged_weeks, found.per_week) == (6, 1, 1.0)
