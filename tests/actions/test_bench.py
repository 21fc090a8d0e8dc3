"""The bench on a store: each step is one action, stages come with what they rest on, undo takes them back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.bench import Card, EvidenceId, Mark, NewEvidence, Outcome, Purpose, Stage, flaw
from rhythm.domain.decision_rights import Level, NewRight
from rhythm.domain.meetings import NewNote, NoteKind
from rhythm.domain.people import PersonId
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.service import Rhythm
from rhythm.service.bench import Sponsor
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump, passes_back_and_forward

SAID = NewEvidence("two teams ask her before they ask me", area="scale", skill="aligning_teams")


def stages(card: Card) -> list[tuple[str, dt.date]]:
    return [(change.what.value, change.day) for change in card.changes]


def passed_one(org: Org) -> Card:
    """Noor, spotted and through one test."""
    bench = org.rhythm.bench
    bench.spot(org.noor.id, SAID)
    card = bench.begin_test(org.noor.id, "cross_team", NewEvidence("rail and coach on one ticket"))
    return bench.end_test(org.noor.id, card.running[0].id, Outcome.FINISHED, NewEvidence("both teams shipped it"))


def test_somebody_goes_from_spotted_to_ready_each_step_with_its_day(org: Org, clock: FixedClock) -> None:
    bench, noor, first = org.rhythm.bench, org.noor.id, clock.day
    bench.add(noor, sponsor=Sponsor("Ilya Brandt", org.ilya.id))
    assert bench.card(noor) is not None
    assert stages(bench.spot(noor, SAID)) == [("spotted", first)]
    clock.forward(7)
    card = bench.begin_test(noor, "cross_team", NewEvidence("rail and coach on one ticket"))
    assert [test.started_on for test in card.running] == [clock.day]
    clock.forward(60)
    card = bench.end_test(noor, card.running[0].id, Outcome.FINISHED, NewEvidence("both teams shipped it"))
    assert card.stage is Stage.TESTED
    clock.forward(3)
    card = bench.keep(noor, Purpose.COACHING, NewEvidence("in your next review, start with the risk"))
    clock.forward(30)
    card = bench.keep(noor, Purpose.CALIBRATION, NewEvidence("all six would say yes"))
    card = bench.call_ready(noor)
    assert [what for what, _ in stages(card)] == ["spotted", "tested", "coached", "calibrated", "ready"]
    assert card.ready_since == clock.day
    assert [line.purpose for line in card.evidence] == [
        Purpose.CALIBRATION,
        Purpose.COACHING,
        Purpose.OUTCOME,
        Purpose.START,
        Purpose.INFLUENCE,
    ]
    for before in ("calibrated", "coached", "tested", "spotted"):
        org.rhythm.undo()
        card = bench.card(noor) or card
        if before == "spotted":
            # The test is under way again.
            assert card.running
        assert stages(card)[-1][0] == before


def test_spotting_puts_somebody_on_the_bench_in_one_action(org: Org) -> None:
    card = org.rhythm.bench.spot(org.noor.id, SAID)
    (line,) = card.evidence
    assert (line.body, line.area, line.skill, line.purpose) == (SAID.body, "scale", "aligning_teams", Purpose.INFLUENCE)
    org.rhythm.undo()
    assert org.rhythm.bench.card(org.noor.id) is None


def test_without_peer_influence_nobody_is_spotted_and_no_test_begins(org: Org) -> None:
    bench = org.rhythm.bench
    bench.add(org.noor.id)
    card = bench.keep(org.noor.id, Purpose.OTHER, NewEvidence("says she wants to lead"))
    assert card.stage is Stage.NAMED
    with pytest.raises(RhythmError) as refused:
        bench.begin_test(org.noor.id, "cross_team", NewEvidence("a test"))
    assert "influence on peers" in refused.value.hint


def test_ready_is_locked_until_a_test_was_finished_and_says_what_is_missing(org: Org) -> None:
    bench = org.rhythm.bench
    bench.spot(org.noor.id, SAID)
    with pytest.raises(RhythmError, match="locked until Noor Haddad finished a test") as refused:
        bench.call_ready(org.noor.id)
    assert "begin one" in refused.value.hint
    card = bench.begin_test(org.noor.id, "stakeholder", NewEvidence("sales, who want a date"))
    with pytest.raises(RhythmError) as refused:
        bench.call_ready(org.noor.id)
    assert "end it first" in refused.value.hint
    bench.end_test(org.noor.id, card.running[0].id, Outcome.DROPPED, NewEvidence("a re-org took the topic away"))
    with pytest.raises(RhythmError, match="locked"):
        bench.call_ready(org.noor.id)
    card = bench.begin_test(org.noor.id, "stakeholder", NewEvidence("sales again"))
    bench.end_test(org.noor.id, card.running[0].id, Outcome.FINISHED, NewEvidence("sales asks for her"))
    assert bench.call_ready(org.noor.id).ready_since == org.rhythm.today()


def test_evidence_may_be_a_note_that_stands_there_already(org: Org) -> None:
    rhythm = org.rhythm
    note = rhythm.talks.write_feedback(org.noor.id, NewNote("asked Growth first what they need", NoteKind.FEEDBACK))
    card = rhythm.bench.spot(org.noor.id, NewEvidence(note_id=note.id))
    assert (card.evidence[0].body, card.evidence[0].note_id) == (note.body, note.id)
    other = rhythm.planner.add_note(org.dana.id, "about somebody else")
    with pytest.raises(NotFound, match="no note"):
        rhythm.bench.keep(org.noor.id, Purpose.OTHER, NewEvidence(note_id=other.id))


def test_coaching_before_the_test_is_kept_and_brings_no_stage(org: Org, clock: FixedClock) -> None:
    bench = org.rhythm.bench
    bench.spot(org.noor.id, SAID._replace(day=clock.day - dt.timedelta(days=30)))
    card = bench.keep(org.noor.id, Purpose.COACHING, NewEvidence("start with the risk"))
    assert card.stage is Stage.SPOTTED
    clock.forward(5)
    card = bench.begin_test(org.noor.id, "cross_team", NewEvidence("one ticket"))
    card = bench.end_test(org.noor.id, card.running[0].id, Outcome.FINISHED, NewEvidence("shipped"))
    assert card.stage is Stage.TESTED
    assert bench.keep(org.noor.id, Purpose.COACHING, NewEvidence("again, and it worked")).stage is Stage.COACHED


def test_a_stage_back_keeps_the_evidence_and_takes_ready_with_it_when_it_is_not_tested_any_more(org: Org) -> None:
    bench = org.rhythm.bench
    passed_one(org)
    bench.keep(org.noor.id, Purpose.COACHING, NewEvidence("start with the risk"))
    bench.call_ready(org.noor.id)
    assert bench.step_back(org.noor.id).ready_since is not None
    card = bench.step_back(org.noor.id)
    assert (card.stage, card.ready_since, len(card.evidence)) == (Stage.SPOTTED, None, 4)
    assert bench.step_on(org.noor.id).stage is Stage.TESTED
    org.rhythm.undo()
    org.rhythm.undo()
    found = bench.card(org.noor.id)
    assert found is not None
    assert (found.stage, found.ready_since is not None) == (Stage.TESTED, True)


def test_a_line_on_which_something_rests_is_not_struck(org: Org) -> None:
    bench = org.rhythm.bench
    card = passed_one(org)
    by_purpose = {line.purpose: line.id for line in card.evidence}
    for purpose, message in ((Purpose.INFLUENCE, "spotted rests"), (Purpose.OUTCOME, "a test rests")):
        with pytest.raises(RhythmError, match=message):
            bench.strike(by_purpose[purpose])
    assert bench.card(org.noor.id) == card
    more = bench.keep(org.noor.id, Purpose.INFLUENCE, NewEvidence("Growth copies her one-pager"))
    left = bench.strike(by_purpose[Purpose.INFLUENCE])
    assert {line.id for line in more.evidence} - {line.id for line in left.evidence} == {by_purpose[Purpose.INFLUENCE]}
    with pytest.raises(NotFound):
        bench.strike(EvidenceId(999))


def test_depth_counts_candidates_with_a_passed_test_by_seat(org: Org) -> None:
    bench = org.rhythm.bench
    assert [(one.manager, one.passed, one.words) for one in bench.depth()] == [
        ("Dana Okoye", 0, "no credible internal path"),
        ("Ilya Brandt", 0, "no credible internal path"),
    ]
    passed_one(org)
    bench.spot(org.chris_a.id, SAID)
    assert [(one.candidates, one.passed) for one in bench.depth()] == [(2, 1), (0, 0)]
    bench.set_seat(org.noor.id, org.ilya.id)
    assert [(one.candidates, one.passed) for one in bench.depth()] == [(1, 0), (1, 1)]
    bench.set_seat(org.noor.id, None)
    assert [one.passed for one in bench.depth()] == [1, 0]


def test_a_managers_own_candidacy_is_for_the_seat_of_the_director(org: Org) -> None:
    org.rhythm.bench.spot(org.dana.id, SAID)
    me = org.rhythm.people.me()
    assert me is not None
    assert [seat.person_id for seat in org.rhythm.bench.seats()] == [me.id, org.dana.id, org.ilya.id]
    assert [one.person_id for one in org.rhythm.bench.depth()] == [org.dana.id, org.ilya.id]


def test_who_leaves_goes_off_the_bench_quietly_and_stays_in_its_history(org: Org) -> None:
    rhythm = org.rhythm
    card = passed_one(org)
    rhythm.people.archive(org.noor.id)
    assert rhythm.bench.cards() == ()
    assert rhythm.bench.depth()[0].passed == 0
    assert rhythm.bench.cards(left=True) == (card,)
    rhythm.undo()
    rhythm.bench.leave(org.noor.id)
    assert rhythm.bench.cards() == ()
    with pytest.raises(RhythmError, match="left the bench"):
        rhythm.bench.keep(org.noor.id, Purpose.OTHER, NewEvidence("seen"))
    back = rhythm.bench.add(org.noor.id)
    assert (back.stage, back.candidate.left_on) == (Stage.TESTED, None)


def test_no_sponsor_lists_everybody_without_one(org: Org) -> None:
    bench = org.rhythm.bench
    bench.add(org.noor.id)
    bench.add(org.chris_m.id, sponsor=Sponsor("the new CFO"))
    bench.add(org.chris_a.id, sponsor=Sponsor("Ilya Brandt", org.ilya.id))
    assert [card.candidate.person for card in bench.without_sponsor()] == ["Noor Haddad"]
    bench.set_sponsor(org.noor.id, bench.read_sponsor("ilya"))
    bench.set_sponsor(org.chris_m.id, Sponsor())
    assert [card.candidate.person for card in bench.without_sponsor()] == ["Chris Moon"]
    with pytest.raises(BadInput, match="themselves"):
        bench.set_sponsor(org.noor.id, bench.read_sponsor("noor"))


def test_the_role_is_answered_and_the_board_has_its_own_word(org: Org) -> None:
    rhythm, noor = org.rhythm, org.noor.id
    rhythm.bench.add(noor)
    assert rhythm.bench.accountability(org.dana.id).without_rights is None
    new = NewRight(org.platform.id, "roadmap", rhythm.today(), org.dana.id, Level.CONSULT)
    rhythm.rights.set(new)
    assert rhythm.bench.accountability(org.dana.id).without_rights is False
    rhythm.rights.set(new._replace(area="quality", decider_id=org.noor.id))
    assert rhythm.bench.accountability(org.dana.id).without_rights is False
    rhythm.rights.set(new._replace(area="budget", decider_id=org.ilya.id))
    found = rhythm.bench.accountability(org.dana.id)
    assert (found.without_rights, [right.decider for right in found.elsewhere]) == (True, ["Ilya Brandt"])
    rhythm.bench.answer(noor, "authority", True)
    card = rhythm.bench.answer(noor, "authority", False)
    assert [(answer.item, answer.yes) for answer in card.answers.values()] == [("authority", False)]
    with pytest.raises(BadInput):
        rhythm.bench.answer(noor, "salary", True)


def test_bad_days_people_and_lines_are_refused_and_nothing_is_stored(org: Org, db: Database) -> None:
    bench, noor, tomorrow = org.rhythm.bench, org.noor.id, org.rhythm.today() + dt.timedelta(days=1)
    me = org.rhythm.people.me()
    assert me is not None
    refused: list[Callable[[], object]] = [
        lambda: bench.add(me.id),
        lambda: bench.add(noor, seat_id=noor),
        lambda: bench.add(noor, day=tomorrow),
        lambda: bench.spot(noor, NewEvidence("  ")),
        lambda: bench.spot(noor, NewEvidence("seen", tomorrow)),
        lambda: bench.keep(noor, Purpose.OTHER, NewEvidence("seen")),
        lambda: bench.call_ready(noor),
    ]
    before = db.value("SELECT count(*) FROM change")
    for do in refused:
        with pytest.raises(RhythmError):
            do()
    assert db.value("SELECT count(*) FROM change") == before
    card = bench.spot(noor, SAID)
    card = bench.begin_test(noor, "onboard_pm", NewEvidence("the new PM in Platform"))
    with pytest.raises(BadInput, match="before the test began"):
        early = NewEvidence("early", org.rhythm.today() - dt.timedelta(days=1))
        bench.end_test(noor, card.running[0].id, Outcome.FINISHED, early)
    with pytest.raises(RhythmError, match="under way already"):
        bench.begin_test(noor, "onboard_pm", NewEvidence("once more"))


def test_a_calibration_round_has_its_place_from_six_teams_on_and_never_before(org: Org) -> None:
    rhythm = org.rhythm
    for name in ("Core", "Search", "Mobile"):
        rhythm.people.add_team(name)
    assert not rhythm.bench.round_offered()
    with pytest.raises(RhythmError):
        rhythm.bench.write_round("we mean different things", topic="standards")
    rhythm.people.add_team("Care")
    assert rhythm.bench.round_offered()
    rhythm.bench.write_round("we mean different things", topic="standards")
    rhythm.bench.write_round("one dated example each", topic="standards")
    rhythm.bench.write_round("hires well, is late with bad news", person_id=org.dana.id)
    notes = rhythm.bench.round_notes()
    assert [(note.topic, note.person, note.body) for note in notes] == [
        ("standards", "", "one dated example each"),
        ("", "Dana Okoye", "hires well, is late with bad news"),
    ]


def test_the_line_of_the_month_stands_in_the_week_in_which_a_month_begins(org: Org) -> None:
    monday, sunday = dt.date(2026, 11, 30), dt.date(2026, 12, 6)
    assert org.rhythm.bench.month_line(monday, sunday) == ""
    passed_one(org)
    said = "1 of 2 seats have somebody who passed a test; no credible internal path for Ilya Brandt"
    assert org.rhythm.bench.month_line(monday, sunday) == said
    assert org.rhythm.bench.month_line(dt.date(2026, 11, 23), dt.date(2026, 11, 29)) == ""
    assert org.rhythm.bench.month_line(dt.date(2027, 2, 1), dt.date(2027, 2, 7)) == said


def _end(rhythm: Rhythm, person_id: PersonId, outcome: Outcome) -> object:
    card = rhythm.bench.card(person_id)
    if card is None or not card.running:
        raise RhythmError("nothing is under way")
    return rhythm.bench.end_test(person_id, card.running[0].id, outcome, NewEvidence("seen"))


def _strike(rhythm: Rhythm, person_id: PersonId, number: int) -> object:
    card = rhythm.bench.card(person_id)
    if card is None or not card.evidence:
        raise RhythmError("no line")
    return rhythm.bench.strike(card.evidence[number % len(card.evidence)].id)


VERBS: dict[str, Callable[[Rhythm, PersonId, int], object]] = {
    "add": lambda r, p, _n: r.bench.add(p),
    "leave": lambda r, p, _n: r.bench.leave(p),
    "spot": lambda r, p, n: r.bench.spot(p, NewEvidence("asked first", r.today() - dt.timedelta(days=n))),
    "begin": lambda r, p, n: r.bench.begin_test(p, ("cross_team", "mentor")[n % 2], NewEvidence("a test")),
    "finish": lambda r, p, _n: _end(r, p, Outcome.FINISHED),
    "drop": lambda r, p, _n: _end(r, p, Outcome.DROPPED),
    "coach": lambda r, p, n: r.bench.keep(p, Purpose.COACHING, NewEvidence("a", r.today() - dt.timedelta(days=n))),
    "calibrate": lambda r, p, _n: r.bench.keep(p, Purpose.CALIBRATION, NewEvidence("b")),
    "ready": lambda r, p, _n: r.bench.call_ready(p),
    "not_ready": lambda r, p, _n: r.bench.call_ready(p, ready=False),
    "back": lambda r, p, _n: r.bench.step_back(p),
    "on": lambda r, p, _n: r.bench.step_on(p),
    "strike": _strike,
    "archive": lambda r, p, _n: r.people.archive(p),
    "undo": lambda r, _p, _n: r.undo(),
    "redo": lambda r, _p, _n: r.redo(),
}


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 1), st.integers(0, 9)), max_size=30))
def test_in_any_order_of_actions_and_undo_stages_hold_ready_is_tested_and_depth_is_the_count(
    program: list[tuple[str, int, int]],
) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    org = Org(rhythm)
    who = (org.noor.id, org.chris_m.id)
    for verb, person, number in program:
        try:
            VERBS[verb](rhythm, who[person], number)
        except RhythmError:
            continue
        clock.forward(number % 3)
        everybody = rhythm.bench.cards(left=True)
        for card in everybody:
            assert flaw(card) == ""
            last = next((c.what for c in reversed(card.changes) if isinstance(c.what, Mark)), None)
            assert last is not Mark.READY or card.passed
            days = [change.day for change in card.changes]
            assert days == sorted(days)
        here = {p.id for p in rhythm.people.everybody()}
        counted = sum(
            1
            for card in everybody
            if card.passed and card.candidate.left_on is None and card.candidate.person_id in here
        )
        assert sum(one.passed for one in rhythm.bench.depth()) == counted
    db.close()


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 1), st.integers(0, 9)), max_size=16))
def test_each_step_is_one_action_and_undo_passes_back_through_all_of_them(program: list[tuple[str, int, int]]) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    org = Org(rhythm)
    states, count = [dump(db)], db.value("SELECT count(*) FROM action")
    for verb, person, number in program:
        if verb in ("undo", "redo"):
            continue
        try:
            VERBS[verb](rhythm, (org.noor.id, org.chris_m.id)[person], number)
        except RhythmError:
            assert dump(db) == states[-1], f"{verb} was refused and changed something"
            continue
        before, count = int(count or 0), db.value("SELECT count(*) FROM action")
        if count == before:
            assert dump(db) == states[-1], f"{verb} changed something outside an action"
            continue
        assert count == before + 1, f"{verb} took several actions"
        states.append(dump(db))
    passes_back_and_forward(rhythm, db, states)
    db.close()
