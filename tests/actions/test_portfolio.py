"""Bets in the store: added, changed, judged, decided about, and found in what is recorded."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.attention import RecordKey, RecordKind
from rhythm.domain.escalations import NewEscalation
from rhythm.domain.meetings import TopicState
from rhythm.domain.periods import Quarter
from rhythm.domain.portfolio import Bet, Bucket, DecisionKind, Mode, NewBet
from rhythm.domain.rituals import NewRitual
from rhythm.errors import Ambiguous, BadInput, NotFound, RhythmError
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org

Q4, Q3 = Quarter(2026, 4), Quarter(2026, 3)


@pytest.fixture
def search(rhythm: Rhythm) -> Bet:
    return rhythm.portfolio.add(NewBet("Search", Bucket.GROWTH, 4, Mode.LEARNING_SPEED, ("ranking", "Ranking")))


def share(rhythm: Rhythm, bet: Bet) -> float:
    found = rhythm.portfolio.of_quarter().of(bet.id)
    assert found is not None
    return float(found.minutes)


def test_a_bet_is_kept_with_its_words_once_each_and_undone(rhythm: Rhythm, search: Bet) -> None:
    assert (search.bucket, search.mode, search.importance) == (Bucket.GROWTH, Mode.LEARNING_SPEED, 4)
    assert search.words == ("Ranking",)
    rhythm.portfolio.edit(search.id, name="Search  again", mode="", importance=5, words=("lookup", "ranking"))
    (changed,) = rhythm.portfolio.bets()
    assert (changed.name, changed.mode, changed.importance, changed.words) == (
        "Search again",
        None,
        5,
        ("lookup", "ranking"),
    )
    rhythm.undo()
    assert rhythm.portfolio.bets() == (search,)
    rhythm.undo()
    assert rhythm.portfolio.bets() == ()


def test_a_name_or_word_stands_for_one_bet(rhythm: Rhythm, search: Bet) -> None:
    for taken in (NewBet("SEARCH", Bucket.CORE, 3), NewBet("Other", Bucket.CORE, 3, None, ("ranking",))):
        with pytest.raises(RhythmError, match="another bet"):
            rhythm.portfolio.add(taken)
    other = rhythm.portfolio.add(NewBet("Billing", Bucket.CORE, 3))
    with pytest.raises(RhythmError, match="another bet"):
        rhythm.portfolio.edit(other.id, words=("Search",))
    rhythm.portfolio.end(search.id)
    again = rhythm.portfolio.add(NewBet("Search", Bucket.CORE, 3))
    with pytest.raises(RhythmError, match="another bet"):
        rhythm.portfolio.end(search.id, ended=False)
    assert rhythm.portfolio.find("search") == again


def test_bad_marks_and_names_are_refused_with_what_to_type(rhythm: Rhythm, search: Bet) -> None:
    for do in (
        lambda: rhythm.portfolio.add(NewBet(" ", Bucket.CORE, 3)),
        lambda: rhythm.portfolio.add(NewBet("x", Bucket.CORE, 6)),
        lambda: rhythm.portfolio.edit(search.id, importance=0),
        lambda: rhythm.portfolio.judge(search.id, 0),
        lambda: rhythm.portfolio.judge(search.id, 3, Q4.next()),
        lambda: rhythm.portfolio.judge(search.id, 3, day=rhythm.today() + dt.timedelta(days=1)),
        lambda: rhythm.portfolio.decide(search.id, DecisionKind.PAUSE),
        lambda: rhythm.portfolio.decide(search.id, DecisionKind.PROTECT),
        lambda: rhythm.portfolio.decide(search.id, DecisionKind.FUND, review_on=rhythm.today()),
        lambda: rhythm.portfolio.decide(search.id, DecisionKind.FUND, day=rhythm.today() + dt.timedelta(days=1)),
    ):
        with pytest.raises(BadInput) as refused:
            do()
        assert refused.value.hint
    with pytest.raises(NotFound):
        rhythm.portfolio.edit(99, name="x")
    assert rhythm.portfolio.files()[0].judgements == ()
    assert rhythm.portfolio.files()[0].decisions == ()


def test_returns_are_kept_by_quarter_with_their_day(rhythm: Rhythm, search: Bet, clock: FixedClock) -> None:
    rhythm.portfolio.judge(search.id, 2, Q3, day=dt.date(2026, 10, 5), why="late")
    rhythm.portfolio.judge(search.id, 4)
    clock.forward(3)
    rhythm.portfolio.judge(search.id, 1, why="two launches, nobody came")
    file = rhythm.portfolio.file(search.id)
    assert file is not None
    assert [(one.period, one.value, one.day.isoformat(), one.why) for one in file.judgements] == [
        ("2026-Q3", 2, "2026-10-05", "late"),
        ("2026-Q4", 1, "2026-11-23", "two launches, nobody came"),
    ]
    of_bet = rhythm.portfolio.of_quarter(Q4).of(search.id)
    before = rhythm.portfolio.of_quarter(Q3).of(search.id)
    assert of_bet is not None
    assert before is not None
    assert (of_bet.judged, of_bet.before) == (file.judgements[1], file.judgements[0])
    assert (before.judged, before.before) == (file.judgements[0], None)


def test_a_decision_is_looked_at_again_when_its_day_came_until_another_answers_it(
    rhythm: Rhythm, search: Bet, clock: FixedClock
) -> None:
    day = rhythm.today() + dt.timedelta(days=10)
    assert rhythm.portfolio.reviews_due(day) == ()
    rhythm.portfolio.decide(search.id, DecisionKind.PAUSE, why="no owner", review_on=day)
    assert rhythm.portfolio.reviews_due(rhythm.today()) == ()
    assert [one.bet for one in rhythm.portfolio.reviews_due(day)] == [search]
    clock.forward(12)
    (due,) = rhythm.portfolio.reviews_due(rhythm.today())
    assert (due.review_on, due.decision.kind, due.decision.why) == (day, DecisionKind.PAUSE, "no owner")
    rhythm.portfolio.decide(search.id, DecisionKind.FUND)
    assert rhythm.portfolio.reviews_due(rhythm.today()) == ()
    rhythm.undo()
    assert len(rhythm.portfolio.reviews_due(rhythm.today())) == 1
    rhythm.portfolio.end(search.id)
    assert rhythm.portfolio.reviews_due(rhythm.today()) == ()


def test_meetings_rituals_and_escalations_that_name_a_bet_take_attention(rhythm: Rhythm, search: Bet, org: Org) -> None:
    today = rhythm.today()
    topic = rhythm.planner.add_topic(org.dana.id, "ranking first?")
    rhythm.planner.close_topic(topic.id, TopicState.DISCUSSED)
    rhythm.planner.close_room(org.dana.id, today, minutes=30)
    rhythm.planner.hold(org.ilya.id, today, minutes=40, note="the search team grows")
    rhythm.planner.hold(org.noor.id, today, minutes=25, note="the offsite")
    ritual = rhythm.rituals.add(NewRitual("Search forum", "What did we decide?", 7))
    rhythm.rituals.hold(ritual.id, today, answered=True, minutes=60)
    rhythm.tracker.log(NewEscalation("who owns ranking", today, (), minutes=15))
    found = rhythm.portfolio.attention(today, today).of(search.id)
    assert found is not None
    assert [float(part) for part in (found.minutes, found.meeting_minutes, found.escalation_minutes)] == [145, 130, 15]
    assert found.topics == 1
    assert rhythm.portfolio.attention(today, today).unnamed_minutes == 25
    empty = rhythm.portfolio.attention(today - dt.timedelta(days=9), today - dt.timedelta(days=1))
    assert not empty.minutes + empty.unnamed_minutes
    assert empty.bets[0].parts == ()


def test_only_what_was_held_counts_and_a_note_outside_of_a_meeting_takes_no_minutes(
    rhythm: Rhythm, search: Bet, org: Org
) -> None:
    rhythm.planner.plan(org.dana.id, rhythm.today(), start="10:00")
    rhythm.planner.add_note(org.ilya.id, "search is late")
    rhythm.planner.skip(org.chris_m.id, "search week")
    assert share(rhythm, search) == 0


def test_one_gathering_of_several_people_is_one_meeting(rhythm: Rhythm, search: Bet, org: Org) -> None:
    rhythm.skip_levels.tell(org.dana.id, rhythm.today())
    held = rhythm.skip_levels.hold_group([org.noor.id, org.chris_a.id], minutes=50)
    assert len(held) == 2
    assert rhythm.portfolio.of_quarter().unnamed_minutes == 50
    for one in held:
        rhythm.portfolio.link(search.id, RecordKey(RecordKind.MEETING, one.id))
        assert share(rhythm, search) == 50
        assert rhythm.portfolio.of_quarter().unnamed_minutes == 0
        rhythm.undo()


def test_an_escalation_raised_in_a_meeting_or_a_session_is_inside_it(rhythm: Rhythm, search: Bet, org: Org) -> None:
    today = rhythm.today()
    billing = rhythm.portfolio.add(NewBet("Billing", Bucket.CORE, 3))
    ritual = rhythm.rituals.add(NewRitual("Search forum", "What did we decide?", 7))
    rhythm.rituals.hold(ritual.id, today, answered=True, minutes=60)
    rhythm.tracker.log(NewEscalation("billing waits", today, (), minutes=20, forum="search  forum"))
    held = rhythm.planner.hold(org.dana.id, today, minutes=30, note="search")
    rhythm.tracker.log(NewEscalation("billing again", today, (), minutes=10, meeting_id=held.id))
    assert (share(rhythm, search), share(rhythm, billing)) == (60, 30)


def test_a_record_is_said_by_hand_to_name_a_bet_or_not(rhythm: Rhythm, search: Bet, org: Org) -> None:
    row = rhythm.tracker.log(NewEscalation("who signs", rhythm.today(), (), minutes=15))
    held = rhythm.planner.hold(org.dana.id, rhythm.today(), minutes=30, note="search for a venue")
    assert share(rhythm, search) == 30
    rhythm.portfolio.link(search.id, RecordKey(RecordKind.ESCALATION, row.id))
    rhythm.portfolio.link(search.id, RecordKey(RecordKind.MEETING, held.id), False)
    assert share(rhythm, search) == 15
    rhythm.portfolio.link(search.id, RecordKey(RecordKind.MEETING, held.id), None)
    assert share(rhythm, search) == 45
    rhythm.undo()
    assert share(rhythm, search) == 15
    with pytest.raises(NotFound):
        rhythm.portfolio.link(search.id, RecordKey(RecordKind.TOPIC, 999))


def test_the_name_of_a_conflict_names_a_bet_for_all_its_rows(rhythm: Rhythm, search: Bet, org: Org) -> None:
    row = rhythm.tracker.log(NewEscalation("who moves first", rhythm.today(), (), minutes=15), conflict="new")
    assert share(rhythm, search) == 0
    assert row.conflict_id is not None
    rhythm.tracker.rename(row.conflict_id, "Search: the release date")
    assert share(rhythm, search) == 15


def test_a_bet_is_found_by_name_word_number_and_uid(rhythm: Rhythm, search: Bet) -> None:
    ads = rhythm.portfolio.add(NewBet("Search ads", Bucket.CORE, 3))
    assert {rhythm.portfolio.find(text) for text in ("ads", f"#{ads.id}", ads.uid)} == {ads}
    assert rhythm.portfolio.find("ranking") == search
    with pytest.raises(Ambiguous):
        rhythm.portfolio.find("sear")
    with pytest.raises(NotFound):
        rhythm.portfolio.find("nothing of the kind")


def test_a_bet_that_ended_before_the_days_is_left_out(rhythm: Rhythm, search: Bet, org: Org, clock: FixedClock) -> None:
    rhythm.planner.hold(org.dana.id, rhythm.today(), minutes=30, note="search")
    rhythm.portfolio.end(search.id)
    assert share(rhythm, search) == 30
    clock.forward(60)
    assert rhythm.portfolio.of_quarter().bets == ()
    assert [bet.id for bet in rhythm.portfolio.bets(ended=True)] == [search.id]


def test_who_is_forgotten_takes_their_topics_out_of_a_bet_and_leaves_the_minutes(
    rhythm: Rhythm, search: Bet, org: Org
) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "hiring first")
    held = rhythm.planner.hold(org.dana.id, rhythm.today(), minutes=30)
    for record in (RecordKey(RecordKind.TOPIC, topic.id), RecordKey(RecordKind.MEETING, held.id)):
        rhythm.portfolio.link(search.id, record)
    rhythm.forgetting.erase(org.dana)
    found = rhythm.portfolio.of_quarter().of(search.id)
    assert found is not None
    assert (float(found.minutes), found.topics) == (30, 0)
    assert [part.record.key for part in found.parts] == [RecordKey(RecordKind.MEETING, held.id)]


def test_what_is_drawn_of_a_quarter_is_no_fifth_before_it_is_one(rhythm: Rhythm, search: Bet) -> None:
    rhythm.portfolio.add(NewBet("Billing", Bucket.CORE, 3))
    for text, minutes in (("search is late", 196), ("billing is late", 804)):
        rhythm.tracker.log(NewEscalation(text, rhythm.today(), (), minutes=minutes))
    drawn = rhythm.quarters.data(Q4)["figures"]["attention"]
    assert {one["text"]: one["share"] for one in drawn} == {"Billing": 80, "Search": 19}


def test_a_word_of_a_bet_needs_a_letter_and_one_of_before_stays(org: Org, db: Database) -> None:
    portfolio = org.rhythm.portfolio
    with pytest.raises(BadInput, match="a word of the bet has no letter: 2027"):
        portfolio.add(NewBet("Search", Bucket.CORE, importance=4, words=("search", "2027")))
    bet = portfolio.add(NewBet("Search", Bucket.CORE, importance=4, words=("fy27",)))
    with db.action("as an earlier version did"):
        db.update("bet", bet.id, name="360", words="2027")
    assert portfolio.edit(bet.id, name="360", words=("2027", "search"), importance=5).words == ("2027", "search")
    with pytest.raises(BadInput, match="has no letter: 2028"):
        portfolio.edit(bet.id, words=("2028",))
