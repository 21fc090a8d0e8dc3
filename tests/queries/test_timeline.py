"""The page of one person: what stands on it, in which order, and what it costs after many years."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.absences import AbsenceKind
from rhythm.domain.escalations import Handling, NewEscalation, Party
from rhythm.domain.meetings import MeetingState, NoteKind, PromiseState, TopicState
from rhythm.domain.people import Relation
from rhythm.domain.timeline import Entry, EntryKind, newest_first, state_words
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org, database_steps
from tests.conftest import FRIDAY


def days_ago(days: int) -> dt.date:
    return FRIDAY - dt.timedelta(days=days)


def filled(org: Org, clock: FixedClock) -> None:
    """Something of every kind with Dana, on days of their own."""
    planner, tracker, dana = org.rhythm.planner, org.rhythm.tracker, org.dana.id
    clock.forward(-60)
    planner.hold(dana, minutes=30, note="first talk")
    clock.forward(10)
    topic = planner.add_topic(dana, "launch criteria")
    promise = planner.add_promise(dana, "ask HR", due=days_ago(45))
    clock.forward(5)
    planner.move_promise(promise.id, days_ago(20))
    planner.settle_promise(promise.id, PromiseState.DONE)
    planner.close_topic(topic.id, TopicState.DISCUSSED)
    clock.forward(5)
    planner.add_note(dana, "let the room speak", NoteKind.PRAISE)
    tracker.good("moved the date herself", person_id=dana)
    clock.forward(5)
    raised = NewEscalation("banner order", clock.today(), raised_by_id=dana, handling=Handling.COACHED, minutes=20)
    tracker.log(raised)
    tracker.log(NewEscalation("who signs", clock.today(), (Party("Dana Okoye", person_id=dana), Party("Sales"))))
    clock.forward(15)
    planner.hold(dana)
    clock.forward(10)
    planner.skip(dana, "release week")
    clock.forward(10)
    planner.plan(dana, FRIDAY + dt.timedelta(days=3))


def test_everything_about_somebody_stands_on_the_page_the_newest_first(org: Org, clock: FixedClock) -> None:
    filled(org, clock)
    page = org.rhythm.planner.page(org.dana)
    assert [(entry.kind.value, entry.text, state_words(entry, FRIDAY)) for entry in page.entries] == [
        ("meeting", "", "planned"),
        ("meeting", "release week", "skipped"),
        ("meeting", "", "held"),
        ("escalation", "who signs", ""),
        ("escalation", "banner order", "coached, 20 min"),
        ("evidence", "let the room speak", "praise"),
        ("evidence", "moved the date herself", "went well without you"),
        ("topic", "launch criteria", "discussed Tue 6 Oct"),
        ("promise", "ask HR", "kept Tue 6 Oct, moved once"),
        ("meeting", "", "held, 30 min"),
        ("note", "first talk", ""),
    ]
    assert not page.older
    assert org.rhythm.planner.page(org.ilya).entries == ()


def test_the_head_says_relation_manager_gap_and_drift(org: Org, clock: FixedClock) -> None:
    filled(org, clock)
    page = org.rhythm.planner.page(org.dana)
    assert (page.relation, page.manager, page.last_held) == (Relation.MANAGER, "Me", days_ago(20))
    assert page.due is not None
    assert (page.due.gap_days, [gap.days for gap in page.gaps]) == (20, [40])
    assert page.drift is not None
    assert page.drift.state.value == "broken"
    org.rhythm.absences.add(org.dana.id, days_ago(55), days_ago(22), AbsenceKind.VACATION)
    away = org.rhythm.planner.page(org.dana)
    assert [(gap.days, gap.excused) for gap in away.gaps] == [(40, 34)]
    assert away.drift is not None
    assert away.drift.state.value == "ok"


def test_some_kinds_alone_and_a_window_of_the_newest(org: Org, clock: FixedClock) -> None:
    filled(org, clock)
    planner = org.rhythm.planner
    evidence = planner.page(org.dana, kinds=(EntryKind.EVIDENCE,))
    assert {entry.kind for entry in evidence.entries} == {EntryKind.EVIDENCE}
    assert len(evidence.entries) == 2
    whole = planner.page(org.dana)
    part = planner.page(org.dana, limit=4)
    assert (part.entries, part.older) == (whole.entries[:4], True)
    assert part.gaps == whole.gaps


def test_a_mover_has_a_history_of_managers(org: Org, clock: FixedClock) -> None:
    clock.forward(-30)
    org.rhythm.people.edit(org.noor.id, manager_id=org.ilya.id, team_id=org.growth.id)
    clock.forward(30)
    page = org.rhythm.planner.page(org.rhythm.people.find("noor"))
    assert [tuple(line) for line in page.lines] == [
        ("Ilya Brandt", "Growth", days_ago(30)),
        ("Dana Okoye", "Platform", None),
    ]
    assert [entry.text for entry in page.entries] == ["reports to Ilya Brandt, Growth"]
    assert org.rhythm.planner.page(org.dana, kinds=(EntryKind.REPORTING,)).entries == ()


def test_what_was_taken_back_is_gone_from_the_page(org: Org, clock: FixedClock) -> None:
    filled(org, clock)
    count = len(org.rhythm.planner.page(org.dana).entries)
    org.rhythm.planner.add_note(org.dana.id, "a slip")
    assert len(org.rhythm.planner.page(org.dana).entries) == count + 1
    org.rhythm.undo()
    assert len(org.rhythm.planner.page(org.dana).entries) == count


def test_forty_years_cost_what_one_window_costs(org: Org, db: Database) -> None:
    """Counted in steps of the database machine, not in time."""

    def steps() -> int:
        return database_steps(db, lambda: org.rhythm.planner.page(org.dana))

    def fill(first: int, weeks: int) -> None:
        with db.action("fill"):
            for week in range(first, first + weeks):
                day = days_ago(week * 7).isoformat()
                db.insert("meeting", person_id=org.dana.id, kind="one_on_one", day=day, state="held")
                db.insert("note", person_id=org.dana.id, kind="note" if week % 9 else "praise", day=day, body="words")
                db.insert("topic", person_id=org.dana.id, body="words", added_on=day, state="discussed", closed_on=day)
                db.insert("promise", person_id=org.dana.id, body="w", made_on=day, mine=1, state="done", closed_on=day)
                db.insert("good_call", person_id=org.dana.id, day=day, body="words")
                db.insert("escalation", day=day, summary="words", raised_by_id=org.dana.id)

    fill(0, 104)
    after_two = steps()
    fill(104, 1996)
    assert steps() <= after_two * 1.3


def test_a_window_holds_what_is_newest_of_all_kinds_however_they_lie(org: Org, db: Database) -> None:
    dice = random.Random(7)
    with db.action("fill"):
        for number in range(120):
            day = days_ago(dice.randrange(40) * 9).isoformat()
            kind = dice.choice(("meeting", "note", "topic", "promise", "good_call", "escalation"))
            if kind == "meeting":
                db.insert("meeting", person_id=org.dana.id, kind="one_on_one", day=day, state="held")
            elif kind == "note":
                db.insert("note", person_id=org.dana.id, kind=dice.choice(("note", "praise")), day=day, body="words")
            elif kind == "topic":
                db.insert("topic", person_id=org.dana.id, body=f"w {number}", added_on=day)
            elif kind == "promise":
                db.insert("promise", person_id=org.dana.id, body="w", made_on=day, mine=1)
            elif kind == "good_call":
                db.insert("good_call", person_id=org.dana.id, day=day, body="words")
            else:
                db.insert("escalation", day=day, summary="words", raised_by_id=org.dana.id)
    page = org.rhythm.planner.page
    whole = page(org.dana, limit=1000)
    assert (len(whole.entries), whole.older) == (120, False)
    for limit in (1, 5, 20, 60, 119, 120):
        some = page(org.dana, limit=limit)
        assert (some.entries, some.older) == (whole.entries[:limit], limit < 120)


@given(
    st.lists(
        st.builds(
            Entry,
            st.sampled_from(EntryKind),
            st.integers(1, 9),
            st.dates(dt.date(2020, 1, 1), FRIDAY),
            st.just("x"),
            st.sampled_from([state.value for state in (*MeetingState, *PromiseState)]),
            closed=st.none() | st.dates(dt.date(2020, 1, 1), FRIDAY),
            until=st.none() | st.dates(dt.date(2020, 1, 1), FRIDAY),
            number=st.integers(0, 90),
        )
    )
)
def test_any_entries_are_put_in_order_and_said(entries: list[Entry]) -> None:
    ordered = newest_first(entries)
    assert sorted(map(repr, ordered)) == sorted(map(repr, entries))
    assert [entry.day for entry in ordered] == sorted((entry.day for entry in entries), reverse=True)
    assert all("_" not in state_words(entry, FRIDAY) for entry in ordered)
