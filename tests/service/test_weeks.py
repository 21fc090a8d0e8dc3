"""The weekly review as the service gives it: what it asks, which days it covers, what it keeps and what it freezes."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.decision_rights import Cell, Level, NewRight
from rhythm.domain.escalations import Moment, NewEscalation
from rhythm.domain.meetings import MeetingState, NewNote, NewTopic, NoteKind, Route, Side, Theme, TopicState
from rhythm.domain.pillars import Pillar, quiet_pillars
from rhythm.domain.portfolio import Bucket, DecisionKind, NewBet
from rhythm.domain.reviews import ReviewKind
from rhythm.domain.sittings import Kept
from rhythm.domain.structure import CardAnswer
from rhythm.errors import RhythmError
from rhythm.sample.seed import seed_demo
from rhythm.service import Rhythm
from rhythm.service.sittings import Sitting, bounded
from rhythm.service.walks import WeekWalk
from rhythm.settings import Settings
from rhythm.storage.everything import export_everything, import_everything
from rhythm.storage.opening import memory_store, open_store
from tests.builders import FixedClock, Org


def days_ago(rhythm: Rhythm, days: int) -> dt.date:
    return rhythm.today() - dt.timedelta(days=days)


def keys(walk: WeekWalk, step: str) -> list[str]:
    """The keys of what a step asks."""
    return [item.key for item in walk.items.asks(step)]


def test_managers_without_feedback_or_thanks_for_long_are_asked_about_once_they_are_known_so_long(
    rhythm: Rhythm, org: Org
) -> None:
    rhythm.planner.hold(org.dana.id, days_ago(rhythm, 50))
    rhythm.planner.hold(org.ilya.id, days_ago(rhythm, 20))
    assert keys(rhythm.reviews.week(), "people") == [
        f"over:{org.dana.id}",
        f"over:{org.ilya.id}",
        f"feedback:{org.dana.id}",
        f"thanks:{org.dana.id}",
    ]
    rhythm.planner.add_note(org.dana.id, "let Noor lead the call", NoteKind.PRAISE)
    rhythm.talks.write_feedback(org.dana.id, NewNote("asked twice", NoteKind.FEEDBACK, situation="review"))
    assert f"feedback:{org.dana.id}" in keys(rhythm.reviews.week(), "people"), "without a next time it is not precise"
    rhythm.talks.write_feedback(
        org.dana.id, NewNote("asked twice", NoteKind.FEEDBACK, situation="review", next_time="begin with the question")
    )
    assert keys(rhythm.reviews.week(), "people") == [f"over:{org.dana.id}", f"over:{org.ilya.id}"]


def test_whoever_is_over_the_limit_is_asked_about_until_a_meeting_is_planned(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.dana.id, days_ago(rhythm, 15))
    assert keys(rhythm.reviews.week(), "people") == [f"over:{org.dana.id}"]
    rhythm.planner.plan(org.dana.id, days_ago(rhythm, -3))
    assert keys(rhythm.reviews.week(), "people") == []


def test_of_skip_levels_over_their_limit_three_are_named_the_longest_first(rhythm: Rhythm, org: Org) -> None:
    for days, name in enumerate(("Ama Low", "Bo Lund", "Cy Marr", "Di Nash"), start=150):
        person = rhythm.people.add(name, manager_id=org.dana.id, team_id=org.platform.id)
        rhythm.planner.hold(person.id, days_ago(rhythm, days))
    for manager in (org.dana, org.ilya):
        rhythm.planner.hold(manager.id, days_ago(rhythm, 15))
    people = rhythm.reviews.week().items.people
    named = ["Dana Okoye", "Ilya Brandt", "Di Nash", "Cy Marr", "Bo Lund"]
    assert [row.person.name for row in people.over] == named
    assert people.more_over == 1


def test_what_went_round_a_manager_is_asked_about_until_it_went_through_after_all(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.noor.id, NewTopic("pay", Side.THEIRS))
    rhythm.skip_levels.route_topic(topic.id, Route.DIRECT, reason="she was away")
    assert keys(rhythm.reviews.week(), "people") == [f"went:{topic.id}"]
    rhythm.skip_levels.route_topic(topic.id, Route.MANAGER)
    assert keys(rhythm.reviews.week(), "people") == []


def test_one_question_of_structure_is_asked_and_any_answer_ends_it_for_the_week(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    (asked,) = keys(rhythm.reviews.week(), "structure")
    question = rhythm.structure.open_questions(1)[0]
    assert asked.endswith(question.card.slug)
    rhythm.structure.answer(question.subject, question.card.slug, CardAnswer.UNKNOWN)
    assert keys(rhythm.reviews.week(), "structure") == []
    clock.forward(7)
    assert len(keys(rhythm.reviews.week(), "structure")) == 1
    assert rhythm.reviews.week().items.question != question, "what was asked longer ago comes first"


def test_a_decision_about_a_bet_is_asked_about_when_its_day_has_come(rhythm: Rhythm, clock: FixedClock) -> None:
    bet = rhythm.portfolio.add(NewBet("Offline tickets", Bucket.GROWTH, 3))
    rhythm.portfolio.decide(bet.id, DecisionKind.PAUSE, review_on=rhythm.today() + dt.timedelta(days=20))
    assert keys(rhythm.reviews.week(), "verdicts") == []
    clock.forward(20)
    assert keys(rhythm.reviews.week(), "verdicts") == [f"bet:{bet.id}"]
    rhythm.portfolio.decide(bet.id, DecisionKind.FUND)
    assert keys(rhythm.reviews.week(), "verdicts") == []


def test_a_pillar_without_activity_for_four_weeks_is_named(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    def quiet() -> tuple[Pillar, ...]:
        return quiet_pillars(dict(rhythm.reviews.week().activity))

    assert quiet() == tuple(Pillar)
    rhythm.rights.set(NewRight(org.platform.id, "roadmap", rhythm.today(), org.dana.id, Level.CONSULT))
    assert quiet() == (Pillar.TALENT, Pillar.PORTFOLIO)
    topic = rhythm.planner.add_topic(org.dana.id, NewTopic("growth", theme=Theme.COACH))
    rhythm.planner.close_topic(topic.id, TopicState.DISCUSSED)
    assert quiet() == (Pillar.PORTFOLIO,)
    rhythm.portfolio.add(NewBet("Offline tickets", Bucket.GROWTH, 3))
    assert quiet() == ()
    clock.forward(28)
    assert quiet() == tuple(Pillar)


def test_how_deep_the_bench_is_is_said_in_the_review_in_which_a_month_begins(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    clock.forward(14)
    assert rhythm.reviews.week().bench == "", "nobody was ever put on it"
    rhythm.bench.add(org.noor.id)
    assert "no credible internal path" in rhythm.reviews.week().bench
    assert rhythm.reviews.week_data()["bench"] == rhythm.reviews.week().bench
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    clock.forward(7)
    assert rhythm.reviews.week().bench == ""


def test_a_week_that_is_opened_again_has_the_line_that_was_typed_before_it_was_closed(rhythm: Rhythm, org: Org) -> None:
    week = rhythm.reviews.this_week()
    rhythm.reviews.save_answer_draft(ReviewKind.WEEK, str(week), "closing", "one line")
    before = len(rhythm.undoable())
    closed = rhythm.reviews.close_week(week)
    assert closed.answer("closing") == "one line"
    assert len(rhythm.undoable()) == before + 1
    assert rhythm.drafts("review:") == {}
    assert rhythm.undo().label == f"close week {week.number}"
    items = rhythm.reviews.week().items
    assert not items.closed
    assert items.closing == "one line"
    rhythm.redo()
    found = rhythm.reviews.week(week).items
    assert found.closed
    assert found.closing == "one line"


def test_after_weeks_away_one_review_covers_the_gap_and_figures_stay_those_of_the_week(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    org.escalate("before it was closed", 0)
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    closed_on = rhythm.today()
    clock.forward(21)
    logged = [org.escalate(f"row {days}", days) for days in (20, 8, 1)]
    walk = rhythm.reviews.week()
    assert walk.covered.first_day == closed_on + dt.timedelta(days=1)
    assert [row.id for row in walk.reached] == [row.id for row in logged]
    assert walk.figures.reached_me == 1
    rhythm.reviews.close_week(walk.items.week)
    clock.forward(7)
    assert rhythm.reviews.week().reached == ()
    data = rhythm.reviews.week_data(walk.items.week)
    assert [(one["period"], one["figures"] is not None) for one in data["trend"][:4]] == [
        ("2026-W49", False),
        ("2026-W48", False),
        ("2026-W47", True),
        ("2026-W46", False),
    ]


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.integers(-5, 60), st.booleans()), max_size=12),
    st.lists(st.integers(0, 8), max_size=3),
)
def test_evidence_is_never_of_a_day_outside_what_the_review_covers(
    rows: list[tuple[int, bool]], closed: list[int]
) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    today = clock.today()
    for weeks in sorted(set(closed), reverse=True):
        clock.day = today - dt.timedelta(weeks=weeks)
        rhythm.reviews.close_week(rhythm.reviews.this_week())
    clock.day = today
    for days, good in rows:
        day = today - dt.timedelta(days=max(0, days))
        if good:
            rhythm.tracker.good("moved the date", day=day)
        else:
            rhythm.tracker.log(NewEscalation("who decides", day))
    week = rhythm.reviews.this_week()
    walk = rhythm.reviews.week(week)
    shown = [row.day for row in walk.reached] + [call.day for call in walk.good_calls]
    assert all(walk.covered.first_day <= day <= walk.covered.last_day for day in shown)
    of_week = [days for days, good in rows if not good and week.first_day <= today - dt.timedelta(days=max(0, days))]
    assert walk.figures.reached_me == len(of_week)
    if 0 in closed:
        assert walk.items_left == 0
    db.close()


def test_cells_that_leaked_twice_are_asked_about_where_what_reached_the_director_stands(
    rhythm: Rhythm, org: Org
) -> None:
    rhythm.rights.set(NewRight(org.platform.id, "roadmap", days_ago(rhythm, 90), org.dana.id, Level.INQUIRE))
    for days in (30, 2):
        row = NewEscalation("may we", days_ago(rhythm, days), (), "roadmap", raised_by_id=org.noor.id)
        rhythm.tracker.log(row, conflict="new")
    assert keys(rhythm.reviews.week(), "reached_me") == [f"asked:{org.platform.id}:roadmap"]
    rhythm.rights.answer(Cell(org.platform.id, "roadmap"), {"next": "say it in the forum"})
    assert keys(rhythm.reviews.week(), "reached_me") == []


def test_promises_are_asked_about_that_are_due_by_the_sunday_of_the_week(rhythm: Rhythm, org: Org) -> None:
    sunday = rhythm.planner.add_promise(org.dana.id, "ask HR", due=days_ago(rhythm, -2))
    rhythm.planner.add_promise(org.dana.id, "read the charter", due=days_ago(rhythm, -3))
    assert keys(rhythm.reviews.week(), "promises") == [f"promise:{sunday.id}"]


def test_what_leaked_is_told_from_the_first_day_that_the_review_covers(rhythm: Rhythm, org: Org) -> None:
    rhythm.rights.set(NewRight(org.platform.id, "roadmap", days_ago(rhythm, 90), org.dana.id, Level.INQUIRE))
    first = rhythm.reviews.week().covered.first_day
    for day in (first - dt.timedelta(days=1), first):
        rhythm.tracker.log(NewEscalation("may we", day, (), "roadmap", raised_by_id=org.noor.id), conflict="new")
    assert [leak.row.day for leak in rhythm.reviews.week().leaks] == [first]


def test_the_rows_of_the_week_are_filled_in_up_to_its_sunday(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    clock.day = dt.date(2026, 11, 24)
    rows = [org.escalate("who signs", days, conflict="new") for days in (2, 1)]
    for row in rows:
        rhythm.tracker.edit(row.id, moment=Moment.NONE)
    walk = rhythm.reviews.week()
    assert str(walk.items.week) == "2026-W47"
    assert [row.id for row in walk.items.triage] == [rows[0].id]


def test_the_snapshot_keeps_the_minutes_the_four_weeks_and_what_was_asked_and_does_not_change(
    rhythm: Rhythm, org: Org
) -> None:
    row = org.escalate("who signs", 1)
    rhythm.tracker.edit(row.id, moment=Moment.NONE)
    org.escalate("who pays", 9)
    week = rhythm.reviews.this_week()
    rhythm.reviews.keep(week, Kept(seconds=410.0))
    rhythm.reviews.close_week(week)
    frozen = rhythm.reviews.week().items.review
    assert frozen is not None
    before = json.loads(frozen.snapshot or "")
    assert (before["spent_minutes"], before["budget_minutes"]) == (7, 15)
    assert before["four_weeks"]["weekly"] == [None, None, 1, 1]
    assert (before["four_weeks"]["mine"], before["four_weeks"]["not_mine"]) == (0, 1)
    assert before["pillars"] == {"org_design": 0, "talent": 0, "portfolio": 0}
    rhythm.tracker.edit(row.id, moment=Moment.AMBIGUITY)
    after = rhythm.reviews.week().items.review
    assert after is not None
    assert after.snapshot == frozen.snapshot
    (closed,) = rhythm.reviews.closed_weeks()
    assert (closed.spent_minutes, closed.figures.outside_share) == (7, 1.0)


def test_a_copy_of_the_time_before_minutes_were_kept_is_read(rhythm: Rhythm) -> None:
    from rhythm.actions.reviews import close_review

    close_review(rhythm._db, ReviewKind.WEEK, "2026-W46", {"period": "2026-W46", "figures": {"held": 3}, "steps": []})
    (closed,) = rhythm.reviews.closed_weeks()
    assert (closed.figures.held, closed.spent_minutes, closed.answers) == (3, None, ())


def test_a_bounded_review_goes_on_with_its_items_and_takes_the_next_ones_when_they_are_done(
    rhythm: Rhythm, org: Org
) -> None:
    for number in range(4):
        org.escalate(f"matter {number}", 1)
    walk = rhythm.reviews.week()
    first = bounded(walk, Kept(), 2)
    sitting = Sitting(walk, first)
    assert sitting.items_left == 2 + 1
    assert sitting.waiting == sum(count for _, count in sitting.left_out) == walk.items_left - 1 - 2
    skipped = first._replace(aside=first.only or frozenset())
    after = bounded(walk, skipped, 2)
    assert after.only is not None
    assert not after.only & (first.only or frozenset())
    assert bounded(walk, first, 2) == first
    assert bounded(walk, first, None).only is None


def test_today_counts_no_item_that_was_skipped(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("who signs", 1)
    before = rhythm.reviews.brief().items_left
    rhythm.reviews.keep(rhythm.reviews.this_week(), Kept(aside=frozenset({f"escalation:{row.id}"})))
    assert rhythm.reviews.brief().items_left == before - 1


@pytest.mark.parametrize("day", [dt.date(2026, 11, 23), dt.date(2026, 11, 26), dt.date(2026, 11, 27)])
def test_a_new_store_reviews_the_week_that_runs(rhythm: Rhythm, clock: FixedClock, day: dt.date) -> None:
    clock.day = day
    assert str(rhythm.reviews.this_week()) == "2026-W48", "without a record"
    rhythm.people.add("Dana Okoye")
    assert str(rhythm.reviews.this_week()) == "2026-W48", "begun in it"
    before = rhythm.reviews.this_week().previous()
    with pytest.raises(RhythmError, match="week 47 ended before"):
        rhythm.reviews.close_week(before, nothing_reached_me=True)
    assert rhythm.reviews.closed_weeks() == ()


@pytest.mark.parametrize(("day", "week"), [(22, "2026-W47"), (23, "2026-W48")])
def test_the_first_entry_begins_the_weeks_that_are_reviewed(
    rhythm: Rhythm, clock: FixedClock, day: int, week: str
) -> None:
    clock.day = dt.date(2026, 11, day)
    dana = rhythm.people.add("Dana Okoye")
    clock.day = dt.date(2026, 11, 26)
    assert str(rhythm.reviews.this_week()) == week
    rhythm.planner.plan(dana.id, dt.date(2026, 12, 3))
    assert str(rhythm.reviews.this_week()) == week, "a plan begins nothing"
    rhythm.planner.hold(dana.id, dt.date(2026, 11, 20))
    rhythm.tracker.log(NewEscalation("who signs", dt.date(2026, 11, 16), ()), conflict="new")
    assert str(rhythm.reviews.this_week()) == week, "nor does what is remembered of the weeks before"


def test_a_log_that_is_taken_in_begins_no_review_of_its_weeks_and_waits_in_that_of_this_one(
    rhythm: Rhythm, clock: FixedClock, tmp_path: Path
) -> None:
    clock.day = dt.date(2026, 11, 26)
    log = tmp_path / "log.csv"
    log.write_text("date,summary\n2026-11-04,who signs\n2026-11-18,who pays\n")
    rhythm.importing.escalations(log)
    assert str(rhythm.reviews.this_week()) == "2026-W48"
    assert [row.summary for row in rhythm.reviews.week().items.triage] == ["who signs", "who pays"]
    named = rhythm.reviews.read_week("w47")
    assert rhythm.reviews.week(named).figures.reached_me == 1, "by its name it can be reviewed all the same"
    rhythm.reviews.close_week(named)
    assert [str(closed.week) for closed in rhythm.reviews.closed_weeks()] == ["2026-W47"]


def test_a_store_that_came_back_from_its_export_reviews_the_week_that_ended(
    rhythm: Rhythm, clock: FixedClock, tmp_path: Path
) -> None:
    rhythm.people.add("Dana Okoye")
    clock.day = dt.date(2026, 11, 26)
    export_everything(rhythm._db, tmp_path / "all", "0")
    import_everything(tmp_path / "all", tmp_path / "again.db", clock)
    again = Rhythm(open_store(tmp_path / "again.db", clock, backups=tmp_path / "backups"), clock, Settings())
    assert str(again.reviews.this_week()) == "2026-W47"
    again.close()


def test_the_sample_reviews_the_week_that_ended(clock: FixedClock, tmp_path: Path) -> None:
    clock.day = dt.date(2026, 11, 25)
    seed_demo(tmp_path / "demo.db", clock)
    sample = Rhythm(open_store(tmp_path / "demo.db", clock, backups=tmp_path / "backups"), clock, Settings())
    assert str(sample.reviews.this_week()) == "2026-W47"
    sample.close()


def test_the_step_next_week_has_what_is_still_to_come_and_counts_as_the_grid_does(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    rhythm.planner.hold(org.dana.id, clock.day)
    for person, day in ((org.dana, 23), (org.ilya, 24), (org.noor, 27)):
        rhythm.planner.plan(person.id, dt.date(2026, 11, day))
    skipped = rhythm.planner.meetings_between(dt.date(2026, 11, 24), dt.date(2026, 11, 24))[0]
    clock.day = dt.date(2026, 11, 25)
    rhythm.planner.close_planned(skipped.id, MeetingState.SKIPPED, "ill")
    walk = rhythm.reviews.week()
    assert str(walk.items.week) == "2026-W47", "its next week is the one that runs"
    assert [(one.person_id, one.day.day) for one in walk.items.planned] == [(org.noor.id, 27)]
    grid = rhythm.plans.view_after(walk.items.week).of_week(walk.items.week.next())
    assert len(walk.items.planned) == grid.diff.kept


def test_back_leads_to_the_first_step_and_no_further(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    org.escalate("who signs", 1)
    rhythm.planner.plan(org.dana.id, clock.day)
    clock.forward(1)
    sitting = Sitting(rhythm.reviews.week())
    first = sitting.order[0]
    assert sitting.has_something(first)
    assert sitting.neighbour(sitting.order[1], -1) == first
    assert sitting.neighbour(first, -1) is None


def test_closing_counts_what_is_left_as_the_head_does_and_says_apart_what_was_set_aside(
    rhythm: Rhythm, org: Org
) -> None:
    rows = [org.escalate(f"who signs {number}", 1) for number in range(2)]
    walk = rhythm.reviews.week()
    whole = Sitting(walk)
    assert whole.open_words == f"{whole.items_left} left"
    skipped = Sitting(walk, Kept(aside=frozenset({f"escalation:{rows[0].id}"})))
    assert skipped.open_words == f"{whole.items_left - 1} left, 1 set aside"


def test_the_figures_of_today_are_those_of_the_week_that_runs(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    org.escalate("who signs", 1)
    clock.day = dt.date(2026, 11, 26)
    assert str(rhythm.reviews.this_week()) == "2026-W47", "on a Thursday the week that ended is still to be reviewed"
    rhythm.planner.hold(org.dana.id, clock.day)
    brief = rhythm.reviews.brief()
    assert (brief.held, brief.reached_me) == (1, 0)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["answer", "skip", "kill", "bound", "unbound", "undo"]), max_size=20))
def test_an_item_is_asked_skipped_left_out_or_answered_and_never_lost(program: list[str]) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    dana = rhythm.people.add("Dana Okoye")
    made = [rhythm.planner.add_promise(dana.id, f"thing {number}", due=clock.today()) for number in range(4)]
    week, kept, answered = rhythm.reviews.this_week(), Kept(), list[int]()
    for what in program:
        walk = rhythm.reviews.week(week)
        left = Sitting(walk, kept).left("promises")
        if what == "answer" and left:
            answered.append(int(left[0].partition(":")[2]))
            rhythm.planner.settle_promise(answered[-1])
        elif what == "undo" and answered:
            rhythm.undo()
            answered.pop()
        elif what == "skip" and left:
            kept = kept._replace(aside=kept.aside | {left[0]})
        elif what in ("bound", "unbound"):
            kept = bounded(walk, kept, 2 if what == "bound" else None)
        elif what == "kill":
            kept = rhythm.reviews.kept(week)
        rhythm.reviews.keep(week, kept)
        sitting = Sitting(rhythm.reviews.week(week), kept)
        asked = {f"promise:{one.id}" for one in made if one.id not in answered}
        assert set(keys(sitting.walk, "promises")) == asked
        shown, still = set(sitting.shown("promises")), set(sitting.left("promises"))
        assert still == shown - kept.aside
        assert len(asked - shown) == dict(sitting.left_out).get("Promises", 0)
    db.close()
