"""Striking and pinning evidence, intentions that become records, and the sheets of a quarter."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.meetings import NoteKind, PromiseState
from rhythm.domain.periods import Quarter
from rhythm.domain.portfolio import Bucket, NewBet
from rhythm.domain.quarters import Intention, IntentionState, Sheet
from rhythm.domain.reviews import Evidence, EvidenceMark
from rhythm.errors import BadInput, RhythmError
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.actions.programs import VERBS, Program, Step
from tests.builders import FixedClock, Org

THIS = Quarter(2026, 4)
STRUCK, PINNED = EvidenceMark.STRUCK, EvidenceMark.PINNED

steps = st.lists(
    st.tuples(st.sampled_from(sorted(set(VERBS) - {"away", "weigh"})), st.integers(0, 200), st.integers(0, 200)),
    max_size=12,
)
"""Whatever may be done but weighing evidence: that is what is held against it."""


def evidence(rhythm: Rhythm, question: str = "structure", quarter: Quarter = THIS) -> tuple[Evidence, ...]:
    return next(view.evidence for view in rhythm.quarters.walk(quarter).questions if view.question.id == question)


def intended(rhythm: Rhythm, question: str = "structure") -> tuple[Intention, ...]:
    """What stands beside a question from the last quarter."""
    views = rhythm.quarters.walk().questions
    return next(view.last_intentions for view in views if view.question.id == question)


def test_a_row_is_struck_pinned_and_taken_as_it_is_one_undo_step_each(org: Org) -> None:
    rhythm = org.rhythm
    rhythm.tracker.good("first")
    rhythm.tracker.good("second")
    before = len(rhythm.undoable())
    rhythm.quarters.mark(THIS, "structure", "good_call:2", PINNED)
    rhythm.quarters.mark(THIS, "structure", "good_call:1", STRUCK)
    assert [(item.key, item.mark) for item in evidence(rhythm)] == [("good_call:2", PINNED), ("good_call:1", STRUCK)]
    assert len(rhythm.undoable()) == before + 2
    rhythm.quarters.mark(THIS, "structure", "good_call:1", None)
    assert evidence(rhythm)[1].mark is None
    rhythm.undo()
    assert evidence(rhythm)[1].struck
    with pytest.raises(RhythmError, match="struck"):
        rhythm.quarters.mark(THIS, "structure", "good_call:1", PINNED)


@settings(max_examples=20)
@given(steps, steps)
def test_a_struck_row_stays_struck_whatever_is_done_after(before: list[Step], after: list[Step]) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    org = Org(rhythm)
    rhythm.planner.add_note(org.dana.id, "named the risk", NoteKind.PRAISE)
    player = Program(rhythm, db, clock)
    for step in before:
        player.run(step)
    struck: dict[tuple[str, str], bool] = {}
    for question in rhythm.quarters.questions:
        for item in evidence(rhythm, question.id)[::2]:
            rhythm.quarters.mark(THIS, question.id, item.key, STRUCK)
            struck[question.id, item.key] = True
    for step in after:
        player.run(step)
        walk = rhythm.quarters.walk(THIS)
        if walk.closed:
            continue
        for view in walk.questions:
            for item in view.evidence:
                assert item.struck == struck.get((view.question.id, item.key), False), (step, item)
    db.close()


def test_a_closed_quarter_can_be_weighed_no_more(org: Org) -> None:
    org.rhythm.tracker.good("alone")
    org.rhythm.quarters.mark(THIS, "structure", "good_call:1", STRUCK)
    org.rhythm.quarters.close(THIS)
    with pytest.raises(RhythmError, match="is closed"):
        org.rhythm.quarters.mark(THIS, "structure", "good_call:1", None)
    with pytest.raises(RhythmError, match="is closed"):
        org.rhythm.quarters.sheets.fill(THIS, Sheet.SCORECARD, "coherence", value="3")
    assert evidence(org.rhythm)[0].struck, "the frozen copy keeps it"


def test_lines_of_an_answer_become_promises_and_things_to_do_next_quarter(org: Org, clock: FixedClock) -> None:
    rhythm = org.rhythm
    answer = "The release train.\n> ask @dana for the charter by 12 dec\n> leave it alone"
    before = len(rhythm.undoable())
    rhythm.quarters.answer(THIS, "structure", answer)
    assert len(rhythm.undoable()) == before + 1
    (promise,) = rhythm.planner.promises(mine=True)
    assert (promise.body, promise.person, promise.due) == (
        "ask Dana Okoye for the charter",
        "Dana Okoye",
        dt.date(2026, 12, 12),
    )
    rhythm.undo()
    assert rhythm.planner.promises(mine=True) == ()
    rhythm.redo()
    clock.forward(60)
    to_dana, alone = intended(rhythm)
    assert (to_dana.state, alone.state, alone.due) == (
        IntentionState.OPEN,
        IntentionState.OPEN,
        dt.date(2027, 3, 31),
    )
    rhythm.quarters.move(to_dana.id, dt.date(2027, 2, 1))
    assert rhythm.planner.promises(mine=True)[0].moved == 1
    rhythm.planner.settle_promise(promise.id, PromiseState.DONE)
    rhythm.quarters.move(alone.id, dt.date(2027, 4, 30))
    rhythm.quarters.move(alone.id, dt.date(2027, 5, 30))
    rhythm.quarters.settle(alone.id, IntentionState.DROPPED)
    to_dana, alone = intended(rhythm)
    assert (to_dana.state, to_dana.moved, to_dana.settled_on) == (IntentionState.DONE, 1, clock.day)
    assert (alone.state, alone.moved, alone.settled_on) == (IntentionState.DROPPED, 2, clock.day)
    with pytest.raises(RhythmError, match="already") as refused:
        rhythm.quarters.settle(alone.id, IntentionState.DONE)
    # Undo would take back something newer.
    assert refused.value.hint == "a line of an answer that begins with > takes it up again"


def test_a_changed_answer_changes_its_intentions_and_keeps_what_was_moved(org: Org, clock: FixedClock) -> None:
    rhythm = org.rhythm
    rhythm.quarters.answer(THIS, "structure", "> ask @dana\n> leave it")
    leave = rhythm.quarters.walk(THIS).questions[0].intentions[1]
    rhythm.quarters.move(leave.id, dt.date(2027, 1, 15))
    rhythm.quarters.answer(THIS, "structure", "More words.\n> leave it\n> ask @dana again")
    first, second = rhythm.quarters.walk(THIS).questions[0].intentions
    assert (first.id, first.body, first.due) == (leave.id, "leave it", dt.date(2027, 1, 15))
    assert second.body == "ask @dana again"
    assert [promise.body for promise in rhythm.planner.promises(mine=True)] == ["ask Dana Okoye again"]
    rhythm.quarters.answer(THIS, "structure", "nothing any more")
    assert rhythm.quarters.walk(THIS).questions[0].intentions == ()
    assert rhythm.planner.promises(mine=True) == ()


def test_a_fix_says_what_became_of_an_intention_that_names_it(org: Org, clock: FixedClock) -> None:
    rhythm = org.rhythm
    conflict = org.escalate("release date", conflict="new").conflict_id
    assert conflict is not None
    fix = rhythm.fixes.add(conflict, FixKind.CHARTER, owner_id=org.dana.id)
    rhythm.quarters.answer(THIS, "structure", f"> see fix {fix.id} through")
    clock.forward(60)
    (one,) = intended(rhythm)
    assert (one.state, one.fix_id) == (IntentionState.OPEN, fix.id)
    with pytest.raises(RhythmError, match="fix"):
        rhythm.quarters.settle(one.id, IntentionState.DONE)
    rhythm.fixes.put_in_effect(fix.id)
    (one,) = intended(rhythm)
    assert (one.state, one.settled_on, one.fix_state) == (IntentionState.DONE, clock.day, FixState.IN_EFFECT)


def test_what_is_still_open_comes_again_for_a_year(org: Org, clock: FixedClock) -> None:
    rhythm = org.rhythm
    rhythm.quarters.answer(THIS, "structure", "> one\n> two")
    rhythm.quarters.settle(rhythm.quarters.walk(THIS).questions[0].intentions[0].id, IntentionState.DONE)
    clock.forward(92)
    rhythm.quarters.answer(THIS.next(), "structure", "> three")
    clock.forward(92)
    assert [(one.body, one.period) for one in intended(rhythm)] == [("two", "2026-Q4"), ("three", "2027-Q1")]
    clock.forward(3 * 92)
    assert intended(rhythm)[0].body == "three"


def test_an_answer_keeps_its_question_when_the_list_changes(org: Org, clock: FixedClock) -> None:
    rhythm = org.rhythm
    shipped = rhythm.quarters.questions
    rhythm.quarters.answer(THIS, "structure", "the train")
    rhythm.quarters.answer(THIS, "bets", "promo codes")
    rhythm.quarters.questions = (shipped[0]._replace(text="What got better?"), *shipped[1:-1])
    walk = rhythm.quarters.walk(THIS)
    assert (walk.questions[-1].question.text, walk.questions[-1].answer) == (shipped[-1].text, "promo codes")
    assert rhythm.quarters.data(THIS)["questions"][-1]["text"] == shipped[-1].text
    clock.forward(60)
    view = rhythm.quarters.walk().questions[0]
    assert (view.question.text, view.last_question) == ("What got better?", shipped[0].text)
    assert view.last_answer == "the train"
    assert [one.question.id for one in rhythm.quarters.walk().questions] == [one.id for one in shipped[:-1]]


def test_the_scorecard_is_marked_counted_and_compared_without_a_total(org: Org, clock: FixedClock) -> None:
    sheets = org.rhythm.quarters.sheets
    org.rhythm.planner.add_note(org.dana.id, "named the risk", NoteKind.PRAISE)
    sheets.fill(THIS, Sheet.SCORECARD, "manager_quality", value="3", body="Lotte, clearly")
    sheets.fill(THIS, Sheet.SCORECARD, "coherence", value="none")
    lines = {line.item: line for line in sheets.lines(THIS, Sheet.SCORECARD)}
    assert len(lines) == 9
    assert (lines["manager_quality"].value, lines["manager_quality"].rests_on) == ("3", 1)
    assert (lines["coherence"].value, lines["coherence"].rests_on) == ("none", 0)
    clock.forward(60)
    after = {line.item: line for line in sheets.lines(THIS.next(), Sheet.SCORECARD)}
    assert (after["manager_quality"].value, after["manager_quality"].last_value) == ("", "3")
    with pytest.raises(BadInput, match="not a mark"):
        sheets.fill(THIS, Sheet.SCORECARD, "coherence", value="6")
    sheets.fill(THIS, Sheet.SCORECARD, "coherence")
    assert sheets.filled(THIS)[Sheet.SCORECARD] == 1
    org.rhythm.undo()
    assert sheets.filled(THIS)[Sheet.SCORECARD] == 2


def test_the_self_check_has_nine_rows_each_with_an_example_and_the_last_one(org: Org, clock: FixedClock) -> None:
    sheets = org.rhythm.quarters.sheets
    assert len(sheets.lines(THIS, Sheet.FOCUS)) == 9
    sheets.fill(THIS, Sheet.FOCUS, "meetings", value="mixed", body="sat in two stand-ups")
    clock.forward(120)
    line = next(one for one in sheets.lines(THIS.next(), Sheet.FOCUS) if one.item == "meetings")
    assert (line.last_value, line.last_body) == ("mixed", "sat in two stand-ups")


def test_pillars_and_buckets_stand_with_their_records(org: Org) -> None:
    sheets = org.rhythm.quarters.sheets
    org.rhythm.portfolio.add(NewBet("Search", Bucket.GROWTH, 4))
    org.rhythm.planner.add_note(org.dana.id, "named the risk", NoteKind.PRAISE)
    pillars = {line.item: line.rests_on for line in sheets.lines(THIS, Sheet.PILLARS)}
    assert pillars == {"org_design": 0, "talent": 1, "portfolio": 0}
    buckets = {line.item: line for line in sheets.lines(THIS, Sheet.PORTFOLIO)}
    assert [item.text.partition(":")[0] for item in buckets["growth"].evidence] == ["Search"]
    assert buckets["core"].hint == "Are we protecting the engine?"
    sheets.fill(THIS, Sheet.PORTFOLIO, "growth", body="Search, and nothing else")
    (found,) = org.rhythm.quarters.data(THIS)["sheets"]
    assert (found["sheet"], [row["answer"] for row in found["rows"]]) == ("portfolio", ["Search, and nothing else"])


def test_time_spent_is_kept_and_frozen(org: Org) -> None:
    quarters = org.rhythm.quarters
    quarters.save_spent(THIS, quarters.spent(THIS)._replace(seconds=19 * 60 + 45))
    assert quarters.walk(THIS).spent.minutes == 20
    quarters.close(THIS)
    assert quarters.walk(THIS).spent.minutes == 20
    assert quarters.data(THIS)["minutes"] == 20


def test_with_no_data_each_question_says_what_would_feed_it(rhythm: Rhythm, db: Database) -> None:
    for view in rhythm.quarters.walk().questions:
        assert view.evidence == ()
        assert view.question.feeds
    of_people = {Sheet.BENCH, Sheet.CALIBRATION}
    for sheet in Sheet:
        assert bool(rhythm.quarters.sheets.lines(THIS, sheet)) is (sheet not in of_people)


def test_the_bench_and_the_calibration_are_those_of_the_bench(org: Org) -> None:
    sheets = org.rhythm.quarters.sheets
    org.rhythm.bench.add(org.noor.id)
    seats = {line.name: line for line in sheets.lines(THIS, Sheet.BENCH)}
    assert (seats["Dana Okoye"].hint, seats["Dana Okoye"].rests_on) == ("no credible internal path", 1)
    assert seats["Ilya Brandt"].rests_on == 0
    sheets.fill(THIS, Sheet.BENCH, "seat", body="Noor next", person_id=org.dana.id)
    assert sheets.lines(THIS, Sheet.BENCH)[0].body == "Noor next"
    assert sheets.lines(THIS, Sheet.CALIBRATION) == (), "two teams need no round"
    for number in range(4):
        org.rhythm.people.add_team(f"Crew {number}", manager_id=org.dana.id)
    sheets.fill(THIS, Sheet.CALIBRATION, "promotions", body="nobody yet")
    sheets.fill(THIS, Sheet.CALIBRATION, "manager", body="holds the bar", person_id=org.ilya.id)
    said = {line.name: line.body for line in sheets.lines(THIS, Sheet.CALIBRATION)}
    assert said == {
        "Performance standards": "",
        "Promotions": "nobody yet",
        "Coaching challenges": "",
        "Dana Okoye": "",
        "Ilya Brandt": "holds the bar",
    }
    assert [note.body for note in org.rhythm.bench.round_notes()] == ["nobody yet", "holds the bar"]
    assert sheets.filled(THIS)[Sheet.CALIBRATION] == 2
    assert [line.last_body for line in sheets.lines(THIS.next(), Sheet.CALIBRATION)][1] == "nobody yet"


def test_what_was_intended_outlives_the_person_it_was_about_without_the_name(org: Org, db: Database) -> None:
    rhythm = org.rhythm
    rhythm.quarters.answer(THIS, "structure", "Dana Okoye grew.\n> ask @dana for the charter\n> leave it alone")
    rhythm.quarters.sheets.fill(THIS, Sheet.BENCH, "seat", body="Dana Okoye stays", person_id=org.dana.id)
    rhythm.quarters.close(THIS)
    rhythm.forgetting.erase(org.dana)
    assert db.all("PRAGMA foreign_key_check") == []
    everything = str(rhythm.quarters.data(THIS)) + str(rhythm.quarters.walk(THIS.next()))
    assert "Okoye" not in everything
    assert [one.body for one in rhythm.quarters.walk(THIS).questions[0].intentions][-1] == "leave it alone"
