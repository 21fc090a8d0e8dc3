"""The clarity check, expectations, levels and feedback on the store."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.clarity import ClarityAnswer
from rhythm.domain.expectations import ExpectationSide
from rhythm.domain.feedback import LastSaid, is_precise
from rhythm.domain.keeping import Kept
from rhythm.domain.meetings import Direction, NewNote, NewTopic, NoteKind, PromiseState, Side, Theme, TopicState
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import talks as queries
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org

ITEMS = ["role", "expectations", "why_the_work", "why_processes", "how_decisions", "why_decisions"]


def test_one_item_is_asked_in_each_talk_and_answering_twice_changes_the_answer(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    asked = []
    for _ in ITEMS:
        item = rhythm.talks.asking(org.dana.id).item
        asked.append(item)
        rhythm.talks.answer_clarity(org.dana.id, item, ClarityAnswer.NO)
        rhythm.talks.answer_clarity(org.dana.id, item, ClarityAnswer.UNSURE)
        assert rhythm.talks.asking(org.dana.id).answer is ClarityAnswer.UNSURE
        clock.forward(7)
    assert asked == ITEMS
    assert len(rhythm.talks.clarity_answers(org.dana.id)) == 6
    with pytest.raises(BadInput):
        rhythm.talks.answer_clarity(org.dana.id, "gone", ClarityAnswer.NO)
    rhythm.undo()
    assert rhythm.talks.clarity_answers(org.dana.id)[0].answer is ClarityAnswer.NO


def test_what_several_managers_find_unclear_is_listed_with_their_names(rhythm: Rhythm, org: Org) -> None:
    for person in (org.dana, org.noor):
        rhythm.talks.answer_clarity(person.id, "role", ClarityAnswer.NO)
    assert rhythm.talks.unclear() == ()
    rhythm.talks.answer_clarity(org.ilya.id, "role", ClarityAnswer.UNSURE)
    (found,) = rhythm.talks.unclear()
    assert (found.item, found.people) == ("role", ("Dana Okoye", "Ilya Brandt"))
    between = rhythm.talks.between(rhythm.planner.room(org.dana))
    assert between is not None
    assert between.unclear == (found,)
    rhythm.people.edit(org.dana.id, name="Élodie Okoye")
    assert rhythm.talks.unclear()[0].people == ("Élodie Okoye", "Ilya Brandt")
    rhythm.people.archive(org.chris_m.id)
    rhythm.people.archive(org.ilya.id)
    assert rhythm.talks.unclear() == ()


def test_what_was_unclear_within_the_last_91_days_is_still_read(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    for person in (org.dana, org.ilya):
        rhythm.talks.answer_clarity(person.id, "role", ClarityAnswer.NO)
    clock.forward(90)
    assert [one.item for one in rhythm.talks.unclear()] == ["role"]
    clock.forward(1)
    assert rhythm.talks.unclear() == ()


def test_an_expectation_is_dated_retired_and_carried_to_the_agenda(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    first = rhythm.talks.expect(org.dana.id, ExpectationSide.OF_THEM, "decides launch dates alone")
    clock.forward(3)
    rhythm.talks.expect(org.dana.id, ExpectationSide.OF_ME, "says why")
    assert first.day == clock.day - dt.timedelta(days=3)
    rhythm.talks.carry(first.id)
    (topic,) = rhythm.planner.room(org.dana).topics
    assert (topic.body, topic.theme) == ("I expect of you: decides launch dates alone", Theme.CLARITY)
    retired = rhythm.talks.retire(first.id)
    assert retired.retired_on == clock.day
    assert [one.body for one in rhythm.talks.expectations(org.dana.id)] == ["says why"]
    assert len(rhythm.talks.expectations(org.dana.id, retired=True)) == 2
    with pytest.raises(RhythmError, match="no more already"):
        rhythm.talks.retire(first.id)
    rhythm.undo()
    assert rhythm.talks.expectations(org.dana.id)[0] == first
    with pytest.raises(BadInput):
        rhythm.talks.expect(org.dana.id, ExpectationSide.OF_ME, " ")
    with pytest.raises(NotFound):
        rhythm.talks.carry(99)


def test_levels_are_kept_as_both_named_them_with_their_history(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    first = rhythm.talks.name_levels(org.dana.id, "roadmap", 2, 5)
    assert (first.talk_first, first.agreed) == (True, None)
    clock.forward(10)
    second = rhythm.talks.name_levels(org.dana.id, "roadmap", 4, 5, agreed=5)
    other = rhythm.talks.name_levels(org.ilya.id, "staffing", 3, 3)
    assert rhythm.talks.levels() == (second, other)
    assert rhythm.talks.levels(org.dana.id, history=True) == (second, first)
    for wrong in ((0, 3, None), (3, 8, None), (3, 3, 9)):
        with pytest.raises(BadInput):
            rhythm.talks.name_levels(org.dana.id, "roadmap", *wrong)
    rhythm.undo()
    rhythm.undo()
    assert rhythm.talks.levels() == (first,)


def test_levels_and_areas_are_read_by_number_and_by_word(rhythm: Rhythm) -> None:
    rights = rhythm.rights
    assert [rights.read_level(text) for text in ("1", "Tell", " inquire ", "7")] == [1, 1, 6, 7]
    assert [rights.read_area(text) for text in ("Roadmap", "launch date")] == ["roadmap", "launch_timing"]
    assert rights.level_word(3) == "3 consult"
    for text in ("8", "0", "", "x", "33"):
        with pytest.raises(BadInput):
            rights.read_level(text)
    with pytest.raises(BadInput):
        rights.read_area("weather")


def test_only_a_manager_has_a_matrix_and_a_clarity_check(rhythm: Rhythm, org: Org) -> None:
    assert rhythm.talks.between(rhythm.planner.room(org.noor)) is None
    assert rhythm.talks.between(rhythm.planner.room(org.dana)) is not None


def test_the_share_of_topics_and_themes_comes_from_what_was_queued_and_discussed(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    assert rhythm.talks.themes() is None
    rhythm.planner.add_topic(org.dana.id, NewTopic("long ago", Side.THEIRS))
    clock.forward(90)
    mine = rhythm.planner.add_topic(org.dana.id, NewTopic("mine", theme=Theme.COACH))
    rhythm.planner.add_topic(org.dana.id, NewTopic("hers", Side.THEIRS))
    rhythm.planner.add_topic(org.ilya.id, NewTopic("his", Side.THEIRS))
    assert tuple(rhythm.talks.sides(org.dana.id)) == (1, 1)
    assert rhythm.talks.themes() == {}
    rhythm.planner.close_topic(mine.id, TopicState.DISCUSSED)
    assert rhythm.talks.themes() == {Theme.COACH: 1}
    assert rhythm.talks.themes(org.ilya.id) == {}
    clock.forward(28)
    assert rhythm.talks.themes() == {}


def test_the_rate_of_kept_promises_reads_what_the_rule_counts(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    planner = rhythm.planner
    made = [planner.add_promise(org.dana.id, str(n), due=clock.day + dt.timedelta(days=n)) for n in range(4)]
    planner.add_promise(org.dana.id, "theirs", mine=False, due=clock.day)
    planner.settle_promise(made[0].id)
    planner.settle_promise(made[1].id, PromiseState.DROPPED)
    clock.forward(3)
    assert rhythm.talks.kept() == Kept(1, 2, 1)
    clock.forward(86)
    assert rhythm.talks.kept() == Kept(1, 3, 1)
    clock.forward(1)
    assert rhythm.talks.kept() == Kept(0, 2, 0)
    clock.forward(90)
    assert rhythm.talks.kept() == Kept(0, 0, 0)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            NewNote,
            st.just("asked first"),
            st.sampled_from(NoteKind),
            situation=st.sampled_from(["", " ", "review"]),
            next_time=st.sampled_from(["", "again"]),
            direction=st.none() | st.sampled_from(Direction),
        ),
        max_size=6,
    )
)
def test_the_days_since_feedback_and_appreciation_are_those_of_the_rule(notes: list[NewNote]) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    store = memory_store(clock)
    rhythm = Rhythm(store, clock, Settings())
    dana = rhythm.people.add("Dana Okoye")
    for new in notes:
        rhythm.talks.write_feedback(dana.id, new)
        clock.forward(1)
    kept = rhythm.bench.notes_about(dana.id)
    assert queries.last_said(store, dana.id) == LastSaid(
        max((note.day for note in kept if is_precise(note)), default=None),
        max((note.day for note in kept if note.kind is NoteKind.PRAISE), default=None),
    )
    store.close()
