"""What may be done with a conflict as it stands, and where the eye begins, without its page."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.conflict_story import StepKind
from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.escalations import ConflictId
from rhythm.domain.fixes import FixKind
from rhythm.queries.tracker import ConflictView
from rhythm.screens.conflict_rows import first_key, fits, others
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.screens.tracking import coached, due, twice

ACTIONS = ("fix", "split", "tension", "later", "settle", "test", "effect", "drop", "close_conflict", "rename", "merge")


def view_of(rhythm: Rhythm, number: ConflictId) -> ConflictView:
    """The conflict as it stands."""
    view = rhythm.tracker.conflict(number)
    assert view is not None
    return view


def offered(rhythm: Rhythm, number: ConflictId) -> set[str]:
    """What may be done with it."""
    view, tracker = view_of(rhythm, number), rhythm.tracker
    return {action for action in ACTIONS if fits(action, view, tracker.rules, rhythm.today())}


def test_on_a_card_the_four_answers_fit_and_there_is_no_fix_yet(rhythm: Rhythm, org: Org) -> None:
    assert offered(rhythm, due(org)) == set(ACTIONS) - {"settle", "effect", "drop"}


def test_before_a_verdict_is_due_it_can_not_be_put_off(rhythm: Rhythm, org: Org) -> None:
    assert "later" not in offered(rhythm, twice(org))


def test_one_row_can_not_be_split(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("release date", conflict="new")
    assert row.conflict_id is not None
    assert "split" not in offered(rhythm, row.conflict_id)


def test_put_off_as_often_as_it_may_be_it_is_not_put_off_again(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    number, rules = due(org), rhythm.tracker.rules
    for _ in range(rules.later_times):
        assert "later" in offered(rhythm, number)
        rhythm.tracker.answer(number, VerdictKind.LATER)
        assert "later" in offered(rhythm, number)
        clock.forward(rules.later_days)
    assert "later" not in offered(rhythm, number)


def test_a_closed_one_is_neither_fixed_nor_closed_again(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    rhythm.tracker.answer(number, VerdictKind.CLOSED)
    assert offered(rhythm, number) == {"split", "rename", "merge"}


def test_a_fix_waits_then_is_watched_and_at_the_end_asked_about(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    number = due(org)
    fix = rhythm.fixes.add(number, FixKind.CHARTER, owner_id=org.dana.id, body="Dana decides alone")
    about = {"settle", "effect", "drop"}
    assert offered(rhythm, number) & about == {"effect", "drop"}
    watched = rhythm.fixes.put_in_effect(fix.id)
    assert offered(rhythm, number) & about == set()
    assert watched.verify_on is not None
    clock.forward((watched.verify_on - clock.today()).days - 1)
    assert (offered(rhythm, number) & about, rhythm.fixes.due()) == (set(), ())
    clock.forward(1)
    assert (offered(rhythm, number) & about, rhythm.fixes.due()) == ({"settle"}, (watched,))


@pytest.mark.parametrize("action", [*ACTIONS, "edit_fix", "move_row"])
def test_nothing_fits_a_conflict_that_is_gone_but_to_go_back(rhythm: Rhythm, action: str) -> None:
    assert not fits(action, None, rhythm.tracker.rules, dt.date(2026, 11, 20))
    assert fits("back", None, rhythm.tracker.rules, dt.date(2026, 11, 20))


def test_on_a_card_the_eye_begins_on_the_answer(rhythm: Rhythm, org: Org) -> None:
    assert first_key(view_of(rhythm, due(org))) == "do:fix"


def test_of_one_that_only_watches_the_newest_meeting_is_begun_on(rhythm: Rhythm, org: Org) -> None:
    view = view_of(rhythm, twice(org))
    assert first_key(view) == f"escalation:{view.rows[-1].id}"
    without = view._replace(tally=view.tally._replace(counted=()))
    assert first_key(without) == ""


def test_beside_a_card_stands_what_was_before_its_meetings_and_no_quiet_between_them(rhythm: Rhythm, org: Org) -> None:
    number = coached(org, "who sets the release date", 85, "new").conflict_id
    assert number is not None
    for days_ago in (42, 1):
        coached(org, "release date again", days_ago, number)
    view = view_of(rhythm, number)
    assert StepKind.GAP in [step.kind for step in rhythm.tracker.story(view).steps]
    assert others(rhythm.tracker.story(view).steps, view.tally.counted) == ()
    coached(org, "release date, long ago", 300, number)
    view = view_of(rhythm, number)
    found = others(rhythm.tracker.story(view).steps, view.tally.counted)
    assert [step.kind for step in found] == [StepKind.MET, StepKind.GAP]
