"""Changes of the organisation: each is one action, history stays, and what was planned follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhythm.domain.cadence import DueState
from rhythm.domain.coverage import manager_on
from rhythm.domain.meetings import MeetingState, Route, TopicId
from rhythm.domain.people import PersonId, Relation
from rhythm.errors import BadInput, NotFound
from rhythm.queries import people as queries
from rhythm.queries.decision_rights import whose
from rhythm.queries.planning import DueRow
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.storage.dumps import Dump, dump


def me(rhythm: Rhythm) -> PersonId:
    found = rhythm.people.me()
    assert found is not None
    return found.id


def planned(rhythm: Rhythm) -> list[PersonId]:
    found = rhythm.planner.meetings_between(rhythm.today(), rhythm.today() + dt.timedelta(days=400))
    return [meeting.person_id for meeting in found if meeting.state is MeetingState.PLANNED]


def due_row(rhythm: Rhythm, person_id: PersonId) -> DueRow:
    return next(row for row in rhythm.planner.due() if row.person.id == person_id)


def soon(rhythm: Rhythm, days: int) -> dt.date:
    return rhythm.today() + dt.timedelta(days=days)


def test_a_new_manager_holds_from_its_day_on_and_history_stays(rhythm: Rhythm, org: Org, db: Database) -> None:
    rhythm.people.edit(org.noor.id, manager_id=org.ilya.id, since=soon(rhythm, -30))
    lines = queries.reporting_lines(db, org.noor.id)
    assert [manager_on(lines, soon(rhythm, days)) for days in (-31, -30, 0)] == [org.dana.id, org.ilya.id, org.ilya.id]


def test_what_is_said_for_a_later_day_waits_for_it(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.people.edit(org.noor.id, manager_id=org.ilya.id, since=soon(rhythm, 10))
    found = rhythm.people.person(org.noor.id)
    assert found is not None
    assert found.manager_id == org.dana.id
    assert rhythm.people.edit(org.noor.id, title="Lead").manager_id == org.dana.id
    clock.forward(10)
    found = rhythm.people.person(org.noor.id)
    assert found is not None
    assert (found.manager_id, found.title) == (org.ilya.id, "Lead")
    clock.forward(-10)
    rhythm.undo()
    rhythm.undo()
    clock.forward(10)
    found = rhythm.people.person(org.noor.id)
    assert found is not None
    assert found.manager_id == org.dana.id


def test_a_change_of_manager_keeps_the_plan_of_a_skip_level(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.plan(org.noor.id, soon(rhythm, 3))
    rhythm.people.edit(org.noor.id, manager_id=org.ilya.id)
    assert planned(rhythm) == [org.noor.id]


def test_a_skip_level_who_becomes_a_manager_has_a_first_talk_within_a_week(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.noor.id, soon(rhythm, -60))
    rhythm.planner.plan(org.noor.id, soon(rhythm, 30))
    rhythm.people.edit(org.noor.id, manager_id=me(rhythm))
    row = due_row(rhythm, org.noor.id)
    assert row.relation is Relation.MANAGER
    assert (row.due.gap_days, row.due.state, row.due.due_on) == (60, DueState.OK, soon(rhythm, 7))
    assert planned(rhythm) == []
    rhythm.undo()
    assert planned(rhythm) == [org.noor.id]
    assert due_row(rhythm, org.noor.id).due.cadence.target == 91


def test_who_leaves_the_subtree_is_planned_no_more(rhythm: Rhythm, org: Org) -> None:
    boss = rhythm.people.add("Vera Boss", relation=Relation.STAKEHOLDER)
    rhythm.planner.plan(org.noor.id, soon(rhythm, 3))
    rhythm.planner.plan(org.dana.id, soon(rhythm, 4))
    rhythm.people.edit(org.noor.id, manager_id=boss.id)
    assert planned(rhythm) == [org.dana.id]


def test_a_manager_who_leaves_the_subtree_takes_the_plan_of_the_team_along(rhythm: Rhythm, org: Org) -> None:
    boss = rhythm.people.add("Vera Boss", relation=Relation.STAKEHOLDER)
    rhythm.planner.plan(org.noor.id, soon(rhythm, 3))
    rhythm.planner.plan(org.dana.id, soon(rhythm, 4))
    rhythm.people.edit(org.dana.id, manager_id=boss.id)
    assert planned(rhythm) == []


def test_a_change_of_relation_is_one_action_too(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.plan(org.noor.id, soon(rhythm, 3))
    rhythm.people.edit(org.noor.id, relation=Relation.MENTOR)
    assert planned(rhythm) == []
    rhythm.undo()
    assert planned(rhythm) == [org.noor.id]
    with pytest.raises(BadInput, match="changes at once"):
        rhythm.people.edit(org.noor.id, relation=Relation.MENTOR, since=soon(rhythm, 3))


def test_a_joiner_is_left_in_peace_for_two_weeks_and_a_new_manager_is_not(rhythm: Rhythm, org: Org) -> None:
    start = soon(rhythm, 5)
    new = rhythm.people.add("Ana Pires", manager_id=org.dana.id, starts=start)
    assert (new.started_on, new.due_from) == (start, start + dt.timedelta(days=14))
    head = rhythm.people.add("Jo Lind", starts=start)
    assert head.due_from == start
    assert due_row(rhythm, head.id).due.due_on == start + dt.timedelta(days=7)
    assert due_row(rhythm, new.id).due.state is DueState.OK
    rhythm.undo()
    rhythm.undo()
    assert {person.name for person in rhythm.people.others()} & {"Ana Pires", "Jo Lind"} == set()


def test_nothing_is_planned_or_missed_after_somebody_left(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    last = soon(rhythm, 10)
    rhythm.planner.plan(org.noor.id, last)
    rhythm.planner.plan(org.chris_a.id, soon(rhythm, 12))
    rhythm.planner.plan(org.noor.id, soon(rhythm, 11))
    rhythm.people.leave(org.noor.id, last)
    assert planned(rhythm) == [org.noor.id, org.chris_a.id]
    assert org.noor.id in {row.person.id for row in rhythm.planner.due()}
    clock.forward(11)
    assert org.noor.id not in {row.person.id for row in rhythm.planner.due()}
    assert org.noor.id not in {person.id for person in rhythm.people.everybody()}
    assert org.noor.id in {person.id for person in rhythm.people.everybody(archived=True)}
    assert [meeting.day for meeting in rhythm.planner.unclosed()] == [last]


def test_who_leaves_in_the_past_has_missed_nothing_since(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.planner.plan(org.noor.id, soon(rhythm, 3))
    clock.forward(9)
    assert len(rhythm.planner.unclosed()) == 1
    rhythm.people.leave(org.noor.id, soon(rhythm, -8))
    assert rhythm.planner.unclosed() == ()
    rhythm.undo()
    assert len(rhythm.planner.unclosed()) == 1


def test_the_reports_of_a_manager_who_leaves_stand_in_and_nothing_is_imposed(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    rhythm.planner.hold(org.noor.id, soon(rhythm, -60))
    rhythm.planner.plan(org.noor.id, soon(rhythm, 20))
    last = soon(rhythm, 4)
    rhythm.people.leave(org.dana.id, last)
    assert due_row(rhythm, org.noor.id).relation is Relation.SKIP_LEVEL
    clock.forward(5)
    row = due_row(rhythm, org.noor.id)
    assert (row.relation, row.person.manager_id, row.due.cadence.target) == (Relation.MANAGER, me(rhythm), 91)
    assert row.person.interim_since == last + dt.timedelta(days=1)
    assert planned(rhythm) == [org.noor.id]
    assert {person.id for person in rhythm.people.interims()} == {org.noor.id, org.chris_a.id}
    rhythm.people.meet_interims()
    assert due_row(rhythm, org.noor.id).due.cadence == (14, 28)
    assert rhythm.people.interims() == ()
    rhythm.people.edit(org.noor.id, manager_id=org.ilya.id)
    row = due_row(rhythm, org.noor.id)
    assert (row.person.interim_since, row.due.cadence.target, row.relation) == (None, 91, Relation.SKIP_LEVEL)


def test_a_manager_who_left_leads_no_team_any_more(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.people.leave(org.dana.id)
    assert rhythm.people.without_lead() == {}
    clock.forward(1)
    assert rhythm.people.without_lead() == {org.platform.id: clock.day}
    assert next(team.manager_id for team in rhythm.people.teams() if team.id == org.platform.id) == me(rhythm)
    with pytest.raises(BadInput, match="your own book"):
        rhythm.people.leave(me(rhythm))


def test_who_stays_after_all_is_there_again(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.people.leave(org.noor.id)
    clock.forward(1)
    assert rhythm.people.stay(org.noor.id).last_day is None
    assert org.noor.id in {person.id for person in rhythm.people.everybody()}


def test_who_is_brought_back_from_the_archive_keeps_a_last_day_that_is_to_come(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    last = clock.day + dt.timedelta(days=30)
    rhythm.people.leave(org.noor.id, last)
    rhythm.people.archive(org.noor.id)
    assert rhythm.people.bring_back(org.noor.id) == org.noor._replace(last_day=last)
    assert rhythm.undoable(1)[0].label == "bring back Noor Haddad"
    rhythm.undo()
    assert rhythm.people.find("noor", archived=True).archived_on == clock.day
    clock.forward(31)
    assert rhythm.people.bring_back(org.noor.id) == org.noor


def test_open_topics_are_kept_unless_they_are_moved_or_dropped(rhythm: Rhythm, org: Org) -> None:
    kept, moved, dropped = (rhythm.planner.add_topic(org.noor.id, text) for text in ("a", "ask Noor about b", "c"))
    rhythm.people.edit(org.noor.id, manager_id=org.ilya.id, fates={moved.id: org.ilya.id, dropped.id: None})
    assert [topic.id for topic in rhythm.planner.room(org.noor).topics] == [kept.id]
    (there,) = rhythm.planner.room(org.ilya).topics
    assert (there.id, there.body, there.source_id) == (moved.id, "ask someone about b", org.noor.id)
    rhythm.undo()
    assert len(rhythm.planner.room(org.noor).topics) == 3
    with pytest.raises(NotFound, match="not open"):
        rhythm.people.leave(org.chris_a.id, fates={TopicId(999): None})


def test_what_came_from_somebody_is_asked_about_with_the_own_queue(rhythm: Rhythm, org: Org) -> None:
    own = rhythm.planner.add_topic(org.noor.id, "own")
    said = rhythm.planner.add_topic(org.noor.id, "said")
    rhythm.skip_levels.route_topic(said.id, Route.MANAGER)
    bodies = [topic.body for topic in rhythm.people.open_topics(org.noor.id)]
    assert bodies == ["own", "said"]
    told = rhythm.people.open_topics(org.noor.id)[1]
    rhythm.people.edit(org.noor.id, manager_id=org.ilya.id, fates={told.id: org.ilya.id})
    assert [topic.body for topic in rhythm.planner.room(org.ilya).topics] == ["said"]
    assert [topic.id for topic in rhythm.planner.room(org.noor).topics] == [own.id]


def test_moving_a_team_of_nobody_or_into_a_circle_is_refused(rhythm: Rhythm, org: Org) -> None:
    with pytest.raises(BadInput, match="nobody reports"):
        rhythm.people.move_team(org.noor.id, org.ilya.id)
    with pytest.raises(BadInput, match="report to themselves"):
        rhythm.people.move_team(org.dana.id, org.noor.id)
    assert rhythm.people.reports_of(org.dana.id) != ()


def world(held: list[tuple[int, int]], plans: list[tuple[int, int]], extra: int) -> tuple[Org, Database]:
    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    org = Org(Rhythm(db, clock, Settings()))
    team = [org.noor.id, org.chris_a.id]
    team += [org.rhythm.people.add(f"Person {n}", manager_id=org.dana.id).id for n in range(extra)]
    for which, days in held:
        org.rhythm.planner.hold(team[which % len(team)], soon(org.rhythm, -days))
    for which, days in plans:
        org.rhythm.planner.plan(team[which % len(team)], soon(org.rhythm, days))
    return org, db


def plain(found: Dump) -> Dump:
    """Without the identifiers, which no two records share."""
    columns = {"search": 0}
    return {
        table: sorted(((row[:1] + row[2:]) if table not in columns else row for row in rows), key=repr)
        for table, rows in found.items()
    }


DAYS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 200)), max_size=3)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS, DAYS, st.integers(0, 3), st.sampled_from(["ilya", "me"]), st.integers(-40, 40))
def test_moving_a_team_is_moving_each_of_them_singly(
    held: list[tuple[int, int]], plans: list[tuple[int, int]], extra: int, to: str, days: int
) -> None:
    at_once, one_db = world(held, plans, extra)
    singly, other_db = world(held, plans, extra)
    day = soon(at_once.rhythm, days)
    there = at_once.ilya.id if to == "ilya" else me(at_once.rhythm)
    at_once.rhythm.people.move_team(at_once.dana.id, there, day)
    for person in singly.rhythm.people.reports_of(singly.dana.id):
        singly.rhythm.people.edit(person.id, manager_id=there, since=day)
    assert plain(dump(one_db)) == plain(dump(other_db))


ACTS: list[Callable[[Org], object]] = [
    lambda org: org.rhythm.people.move_team(org.dana.id, org.ilya.id),
    lambda org: org.rhythm.people.leave(org.dana.id),
    lambda org: org.rhythm.people.leave(org.noor.id, soon(org.rhythm, 20)),
    lambda org: org.rhythm.people.edit(org.noor.id, manager_id=me(org.rhythm), fates={}),
    lambda org: org.rhythm.people.edit(org.noor.id, manager_id=org.ilya.id, since=soon(org.rhythm, 9)),
    lambda org: org.rhythm.people.edit(org.dana.id, relation=Relation.PEER),
    lambda org: org.rhythm.people.edit(org.noor.id, team="Search"),
    lambda org: org.rhythm.people.add("Ana Pires", manager_id=org.dana.id, starts=soon(org.rhythm, 3), new_team="New"),
]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS, DAYS, st.lists(st.integers(0, len(ACTS) - 1), min_size=1, max_size=3, unique=True))
def test_each_change_is_one_step_back(
    held: list[tuple[int, int]], plans: list[tuple[int, int]], acts: list[int]
) -> None:
    org, db = world(held, plans, 1)
    seen = []
    for number in acts:
        before = dump(db)
        try:
            ACTS[number](org)
        except BadInput:
            assert dump(db) == before
            continue
        if dump(db) != before:
            seen.append(before)
    for before in reversed(seen):
        org.rhythm.undo()
        assert dump(db) == before


def test_who_stays_after_all_keeps_reports_and_team(rhythm: Rhythm, org: Org, db: Database, clock: FixedClock) -> None:
    for last in (soon(rhythm, 7), clock.day):
        rhythm.people.leave(org.dana.id, last)
        rhythm.people.stay(org.dana.id)
        lines = queries.reporting_lines(db, org.noor.id)
        assert [line.manager_id for line in lines] == [org.dana.id]
        noor = queries.person(db, org.noor.id)
        assert noor is not None
        assert noor.manager_id == org.dana.id
    clock.forward(30)
    assert whose(db).lead_on(org.platform.id, clock.day) == org.dana.id
    assert rhythm.people.interims() == ()
    assert due_row(rhythm, org.noor.id).person.interim_since is None


def test_another_last_day_takes_the_first_one_back(rhythm: Rhythm, org: Org, db: Database, clock: FixedClock) -> None:
    rhythm.people.leave(org.dana.id, soon(rhythm, 7))
    rhythm.people.leave(org.dana.id, soon(rhythm, 21))
    clock.forward(10)
    assert due_row(rhythm, org.noor.id).person.manager_id == org.dana.id
    assert whose(db).lead_on(org.platform.id, clock.day) == org.dana.id
    clock.forward(12)
    assert due_row(rhythm, org.noor.id).person.manager_id == me(rhythm)
    assert whose(db).lead_on(org.platform.id, clock.day) == me(rhythm)


def test_a_team_counts_under_whoever_left_until_the_last_day_and_no_longer(
    rhythm: Rhythm, org: Org, db: Database, clock: FixedClock
) -> None:
    last = soon(rhythm, -10)
    rhythm.people.leave(org.dana.id, last)
    led = whose(db)
    assert led.lead_on(org.platform.id, last) == org.dana.id
    assert led.lead_on(org.platform.id, last + dt.timedelta(days=1)) == me(rhythm)


def test_a_lead_given_before_somebody_leaves_goes_on_after_it(
    rhythm: Rhythm, org: Org, db: Database, clock: FixedClock
) -> None:
    rhythm.people.leave(org.dana.id, soon(rhythm, 7))
    rhythm.people.edit_team(org.platform.id, manager_id=org.ilya.id)
    assert whose(db).lead_on(org.platform.id, soon(rhythm, 20)) == org.ilya.id


def test_a_change_of_an_earlier_day_is_followed_by_what_was_said_since_of_other_things(
    rhythm: Rhythm, org: Org, db: Database
) -> None:
    rhythm.people.edit(org.noor.id, team_id=org.growth.id)
    found = rhythm.people.edit(org.noor.id, manager_id=org.ilya.id, since=soon(rhythm, -10))
    assert (found.manager_id, found.team_id) == (org.ilya.id, org.growth.id)
    assert [(line.manager_id, line.team_id) for line in queries.reporting_lines(db, org.noor.id)] == [
        (org.dana.id, org.platform.id),
        (org.ilya.id, org.platform.id),
        (org.ilya.id, org.growth.id),
    ]
    rhythm.people.edit(org.noor.id, manager_id=me(rhythm), since=soon(rhythm, 20))
    rhythm.people.edit(org.noor.id, team_id=org.platform.id)
    later = queries.person(db, org.noor.id, soon(rhythm, 30))
    assert later is not None
    assert (later.manager_id, later.team_id) == (me(rhythm), org.platform.id)


def test_who_left_before_a_change_of_team_leaves_nobody_behind(rhythm: Rhythm, org: Org, db: Database) -> None:
    rhythm.people.merge_teams(org.growth.id, org.platform.id)
    rhythm.people.leave(org.ilya.id, soon(rhythm, -3))
    moon = queries.person(db, org.chris_m.id)
    assert moon is not None
    assert (moon.manager_id, moon.team_id) == (me(rhythm), org.platform.id)


changes = st.lists(
    st.tuples(st.integers(-30, 30), st.sampled_from(("manager", "team")), st.integers(0, 2)), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(changes)
def test_a_change_holds_from_its_day_on_whatever_was_said_of_the_other_field(
    program: list[tuple[int, str, int]],
) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    org = Org(rhythm)
    managers = (org.dana.id, org.ilya.id, me(rhythm))
    teams = (org.platform.id, org.growth.id, None)
    for days, field, number in program:
        day = clock.day + dt.timedelta(days=days)
        other = "team_id" if field == "manager" else "manager_id"
        spans = [clock.day + dt.timedelta(days=one) for one in range(-40, 41)]
        before = [getattr(queries.person(db, org.noor.id, one), other) for one in spans]
        if field == "manager":
            rhythm.people.edit(org.noor.id, manager_id=managers[number], since=day)
        else:
            rhythm.people.edit(org.noor.id, team_id=teams[number], since=day)
        stands = queries.person(db, org.noor.id, day)
        assert stands is not None
        wanted = managers[number] if field == "manager" else teams[number]
        assert getattr(stands, "manager_id" if field == "manager" else "team_id") == wanted
        assert [getattr(queries.person(db, org.noor.id, one), other) for one in spans] == before
    last = queries.reporting_lines(db, org.noor.id)[-1]
    assert db.one("SELECT manager_id, team_id FROM person WHERE id = ?", (org.noor.id,)) is not None
    row = db.all("SELECT manager_id, team_id FROM person WHERE id = ?", (org.noor.id,))[0]
    assert (row[0], row[1]) == (last.manager_id, last.team_id)
    db.close()
