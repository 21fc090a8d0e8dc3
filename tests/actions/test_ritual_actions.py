"""Rituals in the store: taken up, held, answered about, stopped, and every step taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from rhythm.domain.rituals import NewRitual, Ritual, RitualAnswer
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock
from tests.storage.dumps import dump, passes_back_and_forward

OWN = NewRitual("Staff forum", "What did we decide together?", 14, "One hour, no slides.")


@pytest.fixture
def own(rhythm: Rhythm) -> Ritual:
    """A ritual that was taken up today."""
    return rhythm.rituals.add(OWN)


def hold(rhythm: Rhythm, clock: FixedClock, ritual: Ritual, answers: str) -> None:
    """Hold it at its cadence, `y` or `n` each."""
    for letter in answers:
        clock.forward(ritual.every_days)
        rhythm.rituals.hold(ritual.id, answered=letter == "y")


def test_nothing_is_there_until_one_is_taken_up(rhythm: Rhythm, db: Database) -> None:
    assert rhythm.rituals.standings() == ()
    assert [one.id for one in rhythm.rituals.offered()] == [
        "product_engineering_sync",
        "portfolio_review",
        "architecture_review",
        "post_launch_review",
    ]
    assert db.value("SELECT count(*) FROM ritual") == 0


def test_calibration_is_offered_from_six_teams(rhythm: Rhythm) -> None:
    for number in range(6):
        assert "talent_calibration" not in {one.id for one in rhythm.rituals.offered()}
        rhythm.people.add_team(f"Team {number}")
    assert "talent_calibration" in {one.id for one in rhythm.rituals.offered()}


def test_an_offered_one_is_taken_up_with_its_words_and_offered_no_more(rhythm: Rhythm, clock: FixedClock) -> None:
    taken = rhythm.rituals.take_up("portfolio_review")
    assert (taken.name, taken.every_days, taken.slug) == ("Portfolio review", 30, "portfolio_review")
    assert taken.question.endswith("?")
    assert taken.started_on == clock.day
    assert "portfolio_review" not in {one.id for one in rhythm.rituals.offered()}
    with pytest.raises(RhythmError, match="held already"):
        rhythm.rituals.take_up("portfolio_review")
    with pytest.raises(BadInput):
        rhythm.rituals.take_up("stand_up")


def test_one_that_was_stopped_goes_on_with_its_history_and_a_count_of_its_own(
    rhythm: Rhythm, clock: FixedClock
) -> None:
    taken = rhythm.rituals.take_up("product_engineering_sync")
    rhythm.rituals.edit(taken.id, question="What did we trade?")
    hold(rhythm, clock, taken, "nnn")
    rhythm.rituals.answer(taken.id, RitualAnswer.STOP)
    assert "product_engineering_sync" in {one.id for one in rhythm.rituals.offered()}
    clock.forward(100)
    again = rhythm.rituals.take_up("product_engineering_sync")
    standing = rhythm.rituals.standings()[0]
    assert again.id == taken.id
    assert again.question == "What did we trade?"
    assert (len(standing.recent), standing.unanswered) == (3, 0)
    assert standing.due_on == clock.day + dt.timedelta(days=7)


def test_a_session_is_kept_and_said_again_of_the_same_day_replaced(
    rhythm: Rhythm, clock: FixedClock, own: Ritual
) -> None:
    rhythm.rituals.hold(own.id, answered=False, decisions=1, note="status only")
    said = rhythm.rituals.hold(own.id, answered=True, decisions=2, standard="one-page rule", minutes=45)
    standing = rhythm.rituals.standings()[0]
    assert standing.recent == (said,)
    assert (said.day, said.answered, said.decisions) == (clock.day, True, 2)
    assert (said.standard, said.minutes, said.note) == ("one-page rule", 45, "")
    rhythm.undo()
    assert rhythm.rituals.standings()[0].recent[0].note == "status only"


@pytest.mark.parametrize(
    "fields",
    [
        {"day": dt.date(2026, 11, 21)},
        {"decisions": -1},
        {"decisions": 1000},
        {"minutes": 0},
        {"minutes": 1441},
    ],
)
def test_what_is_out_of_reason_is_refused_and_stores_nothing(
    rhythm: Rhythm, own: Ritual, fields: dict[str, object]
) -> None:
    with pytest.raises(BadInput):
        rhythm.rituals.hold(own.id, **{"answered": True, **fields})  # type: ignore[arg-type]
    assert rhythm.rituals.standings()[0].recent == ()


def test_a_session_may_decide_999_things_and_last_a_day(rhythm: Rhythm, own: Ritual) -> None:
    rhythm.rituals.hold(own.id, answered=True, decisions=999, minutes=1440)
    (held,) = rhythm.rituals.standings()[0].recent
    assert (held.decisions, held.minutes) == (999, 1440)


@pytest.mark.parametrize(
    "new",
    [OWN._replace(name=" "), OWN._replace(question="\n"), OWN._replace(every_days=0), OWN._replace(every_days=367)],
)
def test_a_ritual_needs_a_name_a_question_and_a_cadence(rhythm: Rhythm, new: NewRitual) -> None:
    with pytest.raises(BadInput):
        rhythm.rituals.add(new)
    assert rhythm.rituals.standings() == ()


def test_two_of_one_name_are_refused_while_the_first_is_held(rhythm: Rhythm, own: Ritual) -> None:
    other = rhythm.rituals.take_up("portfolio_review")
    with pytest.raises(RhythmError, match="name"):
        rhythm.rituals.add(OWN._replace(name="STAFF  forum"))
    with pytest.raises(RhythmError, match="name"):
        rhythm.rituals.edit(other.id, name="staff forum")
    rhythm.rituals.answer(own.id, RitualAnswer.STOP)
    assert rhythm.rituals.add(OWN).id != own.id


def test_one_that_goes_on_keeps_its_name_which_nothing_else_may_have(rhythm: Rhythm) -> None:
    taken = rhythm.rituals.take_up("portfolio_review")
    offered = taken.name
    rhythm.rituals.edit(taken.id, name="Bets")
    rhythm.rituals.answer(taken.id, RitualAnswer.STOP)
    rhythm.rituals.add(OWN._replace(name=offered))
    other = rhythm.rituals.add(OWN._replace(name="bets"))
    with pytest.raises(RhythmError, match="name"):
        rhythm.rituals.take_up("portfolio_review")
    rhythm.rituals.edit(other.id, name="Staff forum")
    assert rhythm.rituals.take_up("portfolio_review").name == "Bets"


def test_three_times_no_asks_once_and_again_after_three_more(rhythm: Rhythm, clock: FixedClock, own: Ritual) -> None:
    hold(rhythm, clock, own, "ynn")
    assert rhythm.rituals.asking() == ()
    hold(rhythm, clock, own, "n")
    assert [one.ritual.id for one in rhythm.rituals.asking()] == [own.id]
    rhythm.rituals.answer(own.id, RitualAnswer.KEEP)
    assert rhythm.rituals.asking() == ()
    hold(rhythm, clock, own, "nn")
    assert rhythm.rituals.asking() == ()
    hold(rhythm, clock, own, "n")
    assert len(rhythm.rituals.asking()) == 1
    rhythm.rituals.answer(own.id, RitualAnswer.CHANGE, "Which bet do we stop?")
    assert rhythm.rituals.asking() == ()
    assert rhythm.rituals.standings()[0].ritual.question == "Which bet do we stop?"


def test_a_new_question_by_edit_begins_the_count_anew_and_other_edits_do_not(
    rhythm: Rhythm, clock: FixedClock, own: Ritual
) -> None:
    hold(rhythm, clock, own, "nnn")
    rhythm.rituals.edit(own.id, purpose="short", every_days=7, question=own.question)
    assert len(rhythm.rituals.asking()) == 1
    rhythm.rituals.edit(own.id, question="What do we stop?")
    assert rhythm.rituals.asking() == ()


def test_a_change_needs_a_question_that_is_new(rhythm: Rhythm, own: Ritual) -> None:
    for question in ("", " ", own.question):
        with pytest.raises(BadInput):
            rhythm.rituals.answer(own.id, RitualAnswer.CHANGE, question)


def test_a_stopped_one_can_not_be_held_nor_answered(rhythm: Rhythm, own: Ritual) -> None:
    rhythm.rituals.answer(own.id, RitualAnswer.STOP)
    with pytest.raises(RhythmError, match="stopped"):
        rhythm.rituals.hold(own.id, answered=True)
    with pytest.raises(RhythmError, match="stopped"):
        rhythm.rituals.answer(own.id, RitualAnswer.KEEP)
    with pytest.raises(NotFound):
        rhythm.rituals.hold(99, answered=True)


def test_each_step_is_one_action_and_is_taken_back_and_put_back_whole(
    rhythm: Rhythm, db: Database, clock: FixedClock
) -> None:
    number = rhythm.rituals.add(OWN).id
    clock.forward(1)
    steps: list[Callable[[], object]] = [
        lambda: rhythm.rituals.take_up("post_launch_review"),
        lambda: rhythm.rituals.hold(number, answered=False, decisions=3, standard="s", minutes=5, note="a\nb"),
        lambda: rhythm.rituals.hold(number, answered=True),
        lambda: rhythm.rituals.edit(number, name="Other", every_days=21),
        lambda: rhythm.rituals.answer(number, RitualAnswer.KEEP),
        lambda: rhythm.rituals.answer(number, RitualAnswer.CHANGE, "What else?"),
        lambda: rhythm.rituals.answer(number, RitualAnswer.STOP),
        lambda: rhythm.rituals.add(OWN),
    ]
    states = [dump(db)]
    for step in steps:
        step()
        states.append(dump(db))
    passes_back_and_forward(rhythm, db, states)


def test_no_label_of_an_action_tells_what_was_typed(rhythm: Rhythm, own: Ritual) -> None:
    rhythm.rituals.hold(own.id, answered=True, standard="Quince", note="Quince")
    rhythm.rituals.answer(own.id, RitualAnswer.CHANGE, "Quince?")
    rhythm.rituals.edit(own.id, name="Quince", purpose="Quince")
    labels = [one.label for one in rhythm.undoable()]
    assert len(labels) >= 4
    assert not any("Quince" in label or "Staff" in label for label in labels)


def test_due_is_told_with_the_longest_due_first(rhythm: Rhythm, clock: FixedClock, own: Ritual) -> None:
    sync = rhythm.rituals.take_up("product_engineering_sync")
    assert rhythm.rituals.due(clock.day + dt.timedelta(days=6)) == ()
    clock.forward(14)
    assert [one.ritual.id for one in rhythm.rituals.due(clock.day)] == [sync.id, own.id]
    rhythm.rituals.hold(sync.id, answered=True)
    assert [one.ritual.id for one in rhythm.rituals.due(clock.day)] == [own.id]


def test_a_ritual_is_found_by_its_name_number_uid_and_slug(rhythm: Rhythm, own: Ritual) -> None:
    sync = rhythm.rituals.take_up("product_engineering_sync")
    find = rhythm.rituals.find
    assert find("forum").id == find("#1").id == find(own.uid).id == own.id
    assert find("sync").id == find("product_engineering_sync").id == sync.id
    rhythm.rituals.answer(own.id, RitualAnswer.STOP)
    assert find("staff").id == own.id
    with pytest.raises(NotFound):
        find("portfolio")


def test_what_was_typed_is_found_by_search(rhythm: Rhythm, own: Ritual) -> None:
    rhythm.rituals.hold(own.id, answered=True, note="the quince bet is off")
    assert {hit.kind for hit in rhythm.find("quince").hits} == {"ritual_session"}
    assert {hit.kind for hit in rhythm.find("slides").hits} == {"ritual"}
