"""Telling managers first, the way of what skip-levels say, what they find, and meeting several at once."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhythm.domain.meetings import MeetingState, NewTopic, Route, Side, TopicState
from rhythm.domain.people import Person
from rhythm.domain.periods import quarter_of, week_of
from rhythm.domain.routes import holds_name
from rhythm.errors import BadInput, RhythmError
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump


def test_a_manager_is_told_once_and_asked_for_only_before_the_first(rhythm: Rhythm, org: Org) -> None:
    assert rhythm.skip_levels.to_tell(org.noor) == rhythm.people.person(org.dana.id)
    assert rhythm.skip_levels.to_tell(org.dana) is None
    told = rhythm.skip_levels.tell(org.dana.id, rhythm.today())
    assert told.told_on == rhythm.today()
    assert rhythm.skip_levels.to_tell(org.noor) is None
    assert rhythm.undo().label == "told Dana Okoye"
    assert rhythm.skip_levels.to_tell(org.noor) is not None
    rhythm.planner.hold(org.chris_a.id)
    assert rhythm.skip_levels.to_tell(org.noor) is None
    assert rhythm.skip_levels.to_tell(org.chris_m) is not None


def test_a_day_to_come_is_no_day_on_which_somebody_was_told(rhythm: Rhythm, org: Org) -> None:
    with pytest.raises(BadInput, match="still to come"):
        rhythm.skip_levels.tell(org.dana.id, rhythm.today() + dt.timedelta(days=1))
    rhythm.skip_levels.tell(org.dana.id, rhythm.today())
    assert rhythm.skip_levels.tell(org.dana.id, None).told_on is None


def test_through_the_manager_goes_onto_the_managers_queue_without_the_name(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.noor.id, "Noor waits for a laptop")
    routed = rhythm.skip_levels.route_topic(topic.id, Route.MANAGER)
    assert (routed.route, routed.state, routed.source_id) == (Route.MANAGER, TopicState.DISCUSSED, org.noor.id)
    (told,) = rhythm.planner.room(org.dana).topics
    assert (told.body, told.source_id, told.route) == ("someone waits for a laptop", org.noor.id, None)
    assert rhythm.planner.room(org.noor).topics == ()
    assert rhythm.undo().label == "route a topic of Noor Haddad"
    assert rhythm.planner.room(org.dana).topics == ()
    assert [one.body for one in rhythm.planner.room(org.noor).topics] == ["Noor waits for a laptop"]


def test_a_promise_goes_to_the_manager_and_stays_open_with_the_skip_level(rhythm: Rhythm, org: Org) -> None:
    promise = rhythm.planner.add_promise(org.noor.id, "look at on-call")
    rhythm.skip_levels.route_promise(promise.id, Route.MANAGER, wording="on-call is a lot")
    assert [one.body for one in rhythm.planner.room(org.dana).topics] == ["on-call is a lot"]
    assert [one.route for one in rhythm.planner.promises(person_id=org.noor.id)] == [Route.MANAGER]
    with pytest.raises(RhythmError, match="went to the manager already"):
        rhythm.skip_levels.route_promise(promise.id, Route.KEEP)


def test_round_the_manager_keeps_the_reason_and_may_be_changed_later(rhythm: Rhythm, org: Org) -> None:
    promise = rhythm.planner.add_promise(org.noor.id, "send the deck")
    with pytest.raises(BadInput, match="no reason is given"):
        rhythm.skip_levels.route_promise(promise.id, Route.DIRECT)
    sent = rhythm.skip_levels.route_promise(promise.id, Route.DIRECT, reason="Dana is away")
    assert (sent.route, sent.route_reason) == (Route.DIRECT, "Dana is away")
    kept = rhythm.skip_levels.route_promise(promise.id, Route.KEEP)
    assert (kept.route, kept.route_reason) == (Route.KEEP, "")


def test_only_what_a_skip_level_said_has_a_way(rhythm: Rhythm, org: Org) -> None:
    promise = rhythm.planner.add_promise(org.dana.id, "a budget")
    with pytest.raises(BadInput, match="no skip-level"):
        rhythm.skip_levels.route_promise(promise.id, Route.KEEP)
    mine = rhythm.planner.add_topic(org.noor.id, "mine to ask")
    open_ = rhythm.planner.add_promise(org.noor.id, "a table", mine=False)
    assert rhythm.skip_levels.without_a_route() == (open_,)
    rhythm.skip_levels.route_promise(open_.id, Route.KEEP)
    assert rhythm.skip_levels.without_a_route(org.noor.id) == ()
    assert mine.route is None


def test_what_has_no_way_stands_person_by_person_and_is_read_at_once_for_all(
    rhythm: Rhythm, org: Org, db: Database
) -> None:
    """Per person the topics as their queue has them; one statement, however many people there are."""

    def read() -> tuple[list[str], int]:
        statements: list[str] = []
        db.connection.set_trace_callback(statements.append)
        found = rhythm.skip_levels.without_a_route()
        db.connection.set_trace_callback(None)
        return [one.body for one in found], len(statements)

    others = [rhythm.people.add(name, manager_id=org.dana.id) for name in ("Zoe Lind", "Abe Roth")]
    _, alone = read()
    rhythm.planner.add_topic(others[1].id, NewTopic("of the last", Side.THEIRS))
    rhythm.planner.add_topic(org.noor.id, NewTopic("first of Noor", Side.THEIRS))
    rhythm.planner.add_topic(org.noor.id, NewTopic("second of Noor", Side.THEIRS))
    rhythm.planner.add_topic(others[0].id, NewTopic("of the one before", Side.THEIRS))
    rhythm.planner.add_topic(others[0].id, "mine")
    said, number = read()
    assert said == ["first of Noor", "second of Noor", "of the one before", "of the last"]
    assert number == alone


def test_the_ways_are_counted_by_week_and_by_quarter(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    for route in (Route.MANAGER, Route.DIRECT):
        promise = rhythm.planner.add_promise(org.noor.id, "x")
        rhythm.skip_levels.route_promise(promise.id, route, reason="away")
    clock.forward(7)
    topic = rhythm.planner.add_topic(org.noor.id, "y")
    rhythm.skip_levels.route_topic(topic.id, Route.MANAGER)
    week = rhythm.skip_levels.routes(week_of(clock.day))
    quarter = rhythm.skip_levels.routes(quarter_of(clock.day))
    assert (week.total, week.manager) == (1, 1)
    assert quarter.say() == "skip-level actions 3: through the manager 2, round the manager 1"


def test_two_people_of_a_team_make_a_theme_for_their_manager_without_names(rhythm: Rhythm, org: Org) -> None:
    more = [rhythm.people.add(name, manager_id=org.dana.id) for name in ("Ana Pires", "Jo Lind", "Li Wei")]
    rhythm.skip_levels.add_finding(org.noor.id, "How decisions are made", wording="Noor waited three weeks")
    rhythm.skip_levels.add_finding(more[0].id, "decisions")
    (theme,) = rhythm.skip_levels.themes(org.dana.id)
    assert (theme.theme, theme.people, theme.wordings) == ("How decisions are made", 2, ())
    assert rhythm.skip_levels.themes(org.ilya.id) == ()


def test_in_a_small_team_a_theme_waits_for_the_tick(rhythm: Rhythm, org: Org) -> None:
    first = rhythm.skip_levels.add_finding(org.noor.id, "workload")
    second = rhythm.skip_levels.add_finding(org.chris_a.id, "Workload", wording="nights", may_be_told=True)
    assert rhythm.skip_levels.themes(org.dana.id) == ()
    rhythm.skip_levels.tick_finding(first.id, may_be_told=True)
    (theme,) = rhythm.skip_levels.themes(org.dana.id)
    assert theme.wordings == ("nights",)
    rhythm.skip_levels.tick_finding(second.id, may_be_told=False)
    assert rhythm.skip_levels.themes(org.dana.id) == ()


def test_a_finding_belongs_to_the_talk_of_today_and_names_nobody(rhythm: Rhythm, org: Org) -> None:
    held = rhythm.planner.hold(org.noor.id)
    found = rhythm.skip_levels.add_finding(org.noor.id, "pay bands")
    assert (found.meeting_id, found.manager_id, found.theme) == (held.id, org.dana.id, "pay bands")
    with pytest.raises(BadInput, match="names the person"):
        rhythm.skip_levels.add_finding(org.noor.id, "noor and pay")
    with pytest.raises(BadInput, match="no skip-level"):
        rhythm.skip_levels.add_finding(org.dana.id, "pay")
    rhythm.undo()
    assert rhythm.skip_levels.findings_under(org.dana.id) == ()


def test_a_group_resets_each_gap_as_one_action(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_topic(org.noor.id, "alone only")
    held = rhythm.skip_levels.hold_group([org.noor.id, org.chris_a.id], minutes=45)
    assert len({meeting.gathering for meeting in held}) == 1
    assert held[0].gathering
    assert [meeting.state for meeting in held] == [MeetingState.HELD] * 2
    gaps = {row.person.id: row.due.gap_days for row in rhythm.planner.due()}
    assert (gaps[org.noor.id], gaps[org.chris_a.id], gaps[org.chris_m.id]) == (0, 0, None)
    assert rhythm.planner.room(org.noor).topics[0].carried == 0
    assert rhythm.undo().label == "held a group of Dana Okoye's team"
    assert {row.due.gap_days for row in rhythm.planner.due()} == {None}


def test_a_planned_group_takes_along_what_was_planned_alone(rhythm: Rhythm, org: Org) -> None:
    day = rhythm.today() + dt.timedelta(days=5)
    alone = rhythm.planner.plan(org.noor.id, rhythm.today() + dt.timedelta(days=2), minutes=20)
    planned = rhythm.skip_levels.plan_group([org.noor.id, org.chris_a.id], day, start="15:00", minutes=45)
    assert [(meeting.day, meeting.start, meeting.minutes) for meeting in planned] == [(day, "15:00", 45)] * 2
    assert planned[0].id == alone.id
    rhythm.undo()
    assert [meeting.id for meeting in rhythm.planner.meetings_between(rhythm.today(), day)] == [alone.id]


def test_a_group_is_several_people_of_one_manager(rhythm: Rhythm, org: Org) -> None:
    with pytest.raises(BadInput, match="at least two"):
        rhythm.skip_levels.hold_group([org.noor.id, org.noor.id])
    with pytest.raises(BadInput, match="different managers"):
        rhythm.skip_levels.hold_group([org.noor.id, org.chris_m.id])
    with pytest.raises(BadInput, match="no skip-level"):
        rhythm.skip_levels.hold_group([org.noor.id, org.dana.id])
    with pytest.raises(BadInput, match="still to come"):
        rhythm.skip_levels.hold_group([org.noor.id, org.chris_a.id], rhythm.today() + dt.timedelta(days=1))
    with pytest.raises(BadInput, match="has passed"):
        rhythm.skip_levels.plan_group([org.noor.id, org.chris_a.id], rhythm.today() - dt.timedelta(days=1))


def test_undo_of_everything_leaves_the_store_as_it_was(db: Database, rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.noor.id, "Noor waits")
    before = dump(db)
    rhythm.skip_levels.route_topic(topic.id, Route.MANAGER)
    rhythm.skip_levels.add_finding(org.noor.id, "workload", wording="w")
    rhythm.skip_levels.plan_group([org.noor.id, org.chris_a.id], rhythm.today(), start="09:00")
    rhythm.skip_levels.tell(org.dana.id, rhythm.today())
    for _ in range(4):
        rhythm.undo()
    assert dump(db) == before


SAID = st.sampled_from(["Noor has too much to do", "haddad, n.", "NOOR'S laptop", "chris and noor argue", "laptops"])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from("tpf"), st.booleans(), SAID, st.booleans(), st.sampled_from([*Route])), max_size=6
    )
)
def test_no_name_of_a_source_reaches_the_prep_of_the_manager_unless_ticked(
    said: list[tuple[str, bool, str, bool, Route]],
) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    rhythm = Rhythm(memory_store(clock), clock, Settings())
    org = Org(rhythm)
    ticked = False
    for kind, first, text, tick, route in said:
        source = org.noor if first else org.chris_a
        ticked |= tick and (kind == "f" or route is Route.MANAGER)
        if kind == "t":
            topic = rhythm.planner.add_topic(source.id, text)
            rhythm.skip_levels.route_topic(topic.id, route, reason="away", named=tick)
        elif kind == "p":
            promise = rhythm.planner.add_promise(source.id, text)
            rhythm.skip_levels.route_promise(promise.id, route, reason="away", named=tick)
        else:
            rhythm.skip_levels.add_finding(source.id, "workload", wording=text, may_be_told=tick)
    prep = _prep(rhythm, org.dana)
    if not ticked:
        assert not [text for text, source in prep if holds_name(text, source)]
        assert not rhythm.skip_levels.themes(org.dana.id)


def _prep(rhythm: Rhythm, manager: Person) -> list[tuple[str, Person]]:
    """Every topic of the manager's prep that came from a skip-level, with whom it came from."""
    people = {person.id: person for person in rhythm.people.others()}
    topics = rhythm.planner.room(manager).topics
    return [(topic.body, people[topic.source_id]) for topic in topics if topic.source_id is not None]
