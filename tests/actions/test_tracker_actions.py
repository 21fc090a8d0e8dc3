"""Logging, linking, merging, splitting: what follows for a conflict."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.conflicts import ConflictState, Standing, VerdictKind
from rhythm.domain.escalations import Cause, ConflictId, EscalationId, Handling, Moment, NewEscalation
from rhythm.domain.fixes import FixKind, FixState
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries.tracker import refused
from rhythm.storage.database import Database
from tests.actions.conflicts import conflict_with, flagged, state, view
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump, log_sizes


def test_the_third_meeting_opens_a_card_that_day(org: Org, clock: FixedClock) -> None:
    conflict = conflict_with(org, 41)
    assert state(org, conflict) is ConflictState.WATCHING
    org.escalate("again", 20, conflict=conflict)
    assert state(org, conflict) is ConflictState.AMBER
    org.escalate("same meeting, said twice", 20, conflict=conflict)
    assert state(org, conflict) is ConflictState.AMBER
    org.escalate("third", 0, conflict=conflict)
    assert state(org, conflict) is ConflictState.VERDICT_DUE
    assert view(org, conflict).conflict.card_on == clock.day
    assert [card.id for card in org.rhythm.tracker.cards()] == [conflict]


def test_back_dated_rows_open_a_card_whatever_the_order(org: Org) -> None:
    assert state(org, conflict_with(org, 0, 41, 20)) is ConflictState.VERDICT_DUE
    assert state(org, conflict_with(org, 90, 1, 0)) is ConflictState.VERDICT_DUE
    assert state(org, conflict_with(org, 91, 1, 0)) is ConflictState.AMBER


def test_remembered_conflicts_of_long_ago_open_no_card(org: Org) -> None:
    assert state(org, conflict_with(org, 181, 150, 91)) is not ConflictState.VERDICT_DUE
    assert state(org, conflict_with(org, 180, 150, 90)) is ConflictState.VERDICT_DUE


def test_one_day_in_two_forums_is_two_meetings_and_without_a_forum_one(org: Org) -> None:
    first = org.escalate("release date", 3, conflict="new", forum="Staff")
    org.escalate("release date", 3, conflict=first.conflict_id, forum="Portfolio")
    assert view(org, first).tally.occasions == 2
    org.escalate("release date", 3, conflict=first.conflict_id)
    org.escalate("release date", 3, conflict=first.conflict_id, forum="staff")
    assert view(org, first).tally.occasions == 2


def test_an_open_card_stays_though_time_passes(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    clock.forward(400)
    assert [card.id for card in org.rhythm.tracker.cards()] == [conflict]
    org.rhythm.tracker.edit(view(org, conflict).rows[0].id, handling=Handling.COACHED)
    assert state(org, conflict) is ConflictState.VERDICT_DUE


def test_a_row_that_leaves_takes_the_card_with_it_and_undo_brings_both_back(org: Org) -> None:
    conflict = flagged(org)
    org.rhythm.tracker.link(view(org, conflict).rows[0].id, None)
    assert state(org, conflict) is ConflictState.AMBER
    org.rhythm.undo()
    assert state(org, conflict) is ConflictState.VERDICT_DUE


def test_moving_a_row_counts_at_both_ends(org: Org) -> None:
    full, other = flagged(org), conflict_with(org, 3, 2)
    org.rhythm.tracker.link(view(org, full).rows[0].id, other)
    assert (state(org, full), state(org, other)) == (ConflictState.AMBER, ConflictState.VERDICT_DUE)


def test_changing_the_day_of_a_row_can_open_and_close_a_card(org: Org, clock: FixedClock) -> None:
    conflict = conflict_with(org, 200, 20, 5)
    oldest = view(org, conflict).rows[0].id
    org.rhythm.tracker.edit(oldest, day=clock.day - dt.timedelta(days=41))
    assert state(org, conflict) is ConflictState.VERDICT_DUE
    org.rhythm.tracker.edit(oldest, day=clock.day - dt.timedelta(days=200))
    assert state(org, conflict) is ConflictState.AMBER


def test_a_new_conflict_is_named_by_its_first_row_cut_at_a_word(org: Org) -> None:
    row = org.escalate("Platform and Growth can't agree who sets the release date of the billing beta", conflict="new")
    name = view(org, row).conflict.name
    assert name == "Platform and Growth can't agree who sets the release date"
    for summary, said in (
        ("x" * 29 + " " + "y" * 30, "x" * 29 + " " + "y" * 30),
        ("x" * 29 + " " + "y" * 31, "x" * 29),
        ("x" * 61, "x" * 60),
        ("12", "conflict 12"),
    ):
        assert view(org, org.escalate(summary, conflict="new")).conflict.name == said


def test_a_row_can_begin_a_conflict_of_its_own_later(org: Org) -> None:
    row = org.escalate("release date")
    assert row.conflict_id is None
    assert org.rhythm.tracker.link(row.id, "new").conflict_id is not None


def test_refused_suggestions_are_remembered_once(org: Org, db: Database) -> None:
    conflict, row = flagged(org), org.escalate("something else")
    org.rhythm.tracker.link(row.id, None, refused=(conflict,))
    sizes = log_sizes(db)
    org.rhythm.tracker.link(row.id, None, refused=(conflict,))
    assert log_sizes(db) == sizes
    assert conflict not in [suggestion.conflict_id for suggestion in org.rhythm.tracker.suggest_for(row)]


def test_a_merge_takes_refusals_along_but_not_those_of_its_own_rows(org: Org, db: Database, clock: FixedClock) -> None:
    goes, stays = conflict_with(org, 41, 20), conflict_with(org, 5)
    tracker = org.rhythm.tracker
    waiting = tracker.log(NewEscalation("the third, again", clock.day), refused=(goes,))
    twice = tracker.log(NewEscalation("the third, once more", clock.day), refused=(goes, stays))
    own = tracker.log(NewEscalation("the third, at last", clock.day), conflict=stays, refused=(goes,))
    before = dump(db)
    tracker.merge(goes, stays)
    assert [refused(db, row.id) for row in (waiting, twice, own)] == [{stays}, {goes, stays}, {goes}]
    assert stays not in [one.conflict_id for one in tracker.suggest_for(waiting)]
    org.rhythm.undo()
    assert dump(db) == before


def test_refusals_can_be_given_with_the_row(org: Org, db: Database, clock: FixedClock) -> None:
    conflict = flagged(org)
    row = org.rhythm.tracker.log(NewEscalation("release date", clock.day), refused=(conflict,))
    assert db.value("SELECT conflict_id FROM refusal WHERE escalation_id = ?", (row.id,)) == conflict


def test_a_row_keeps_all_that_was_said_of_it(org: Org, clock: FixedClock) -> None:
    new = NewEscalation(
        " release\ndate ",
        clock.day,
        area="launch_timing",
        area_text="launch",
        raised_by_id=org.noor.id,
        forum=" Staff ",
        handling=Handling.COACHED,
        cause=Cause.INTERFACE,
        moment=Moment.NONE,
        minutes=20,
    )
    row = org.rhythm.tracker.log(new, conflict="new")
    assert (row.summary, row.forum, row.raised_by, row.minutes) == ("release date", "Staff", "Noor Haddad", 20)
    assert (row.handling, row.cause, row.moment) == (Handling.COACHED, Cause.INTERFACE, Moment.NONE)
    assert not row.unsorted
    edited = org.rhythm.tracker.edit(row.id, summary=" sharper ", moment=Moment.ORG_DESIGN, minutes=5, cause=None)
    assert (edited.summary, edited.moment, edited.minutes, edited.cause) == ("sharper", Moment.ORG_DESIGN, 5, None)


def test_text_that_no_file_can_hold_is_stored_with_a_mark(org: Org, clock: FixedClock) -> None:
    row = org.rhythm.tracker.log(NewEscalation("caf\udce9", clock.day, forum="st\udce9ff", raised_by="\udce9mile"))
    assert "\N{REPLACEMENT CHARACTER}" in row.summary
    assert "\N{REPLACEMENT CHARACTER}" in row.forum
    fix = org.rhythm.fixes.add(flagged(org), FixKind.CHARTER, body="one\n owner \udce9")
    assert fix.body == "one owner \N{REPLACEMENT CHARACTER}"


def test_merge_moves_rows_fixes_and_verdicts_and_counts_anew(org: Org) -> None:
    one, two = conflict_with(org, 41, 20), conflict_with(org, 5)
    org.rhythm.tracker.answer(one, VerdictKind.TENSION, why="both are right")
    fix = org.rhythm.fixes.add(one, FixKind.SCOPE)
    org.rhythm.tracker.merge(one, two)
    assert org.rhythm.tracker.conflict(one) is None
    assert state(org, two) is ConflictState.FIXING
    assert len(view(org, two).rows) == 3
    assert [kept.id for kept in org.rhythm.fixes.of(two)] == [fix.id]
    assert [verdict.kind for verdict in org.rhythm.tracker.verdicts_of(two)] == [VerdictKind.TENSION, VerdictKind.FIX]
    assert [found.id for found in org.rhythm.tracker.conflicts()] == [two]
    org.rhythm.fixes.settle(fix.id, FixState.DROPPED)
    assert state(org, two) is ConflictState.VERDICT_DUE


def test_merge_then_split_gives_back_two_conflicts(org: Org) -> None:
    one, two = conflict_with(org, 41, 20), conflict_with(org, 5)
    moved = [row.id for row in view(org, one).rows]
    org.rhythm.tracker.merge(one, two)
    part = org.rhythm.tracker.split(two, moved, "the older half")
    assert part.name == "the older half"
    assert [row.id for row in view(org, part.id).rows] == moved
    assert state(org, part.id) is ConflictState.AMBER
    assert state(org, two) is ConflictState.WATCHING
    assert part.opened_on == view(org, part.id).rows[0].day


def test_merge_and_split_are_one_step_each(org: Org, db: Database) -> None:
    one, two = flagged(org), conflict_with(org, 3)
    before = dump(db)
    org.rhythm.tracker.merge(two, one)
    org.rhythm.tracker.split(one, [view(org, one).rows[0].id])
    org.rhythm.undo()
    org.rhythm.undo()
    assert dump(db) == before


def test_a_split_answers_the_card_when_too_few_rows_stay(org: Org) -> None:
    conflict = flagged(org)
    part = org.rhythm.tracker.split(conflict, [view(org, conflict).rows[0].id])
    assert part.name == "release date (2)"
    assert org.rhythm.tracker.cards() == ()
    assert [verdict.kind for verdict in org.rhythm.tracker.verdicts_of(conflict)] == [VerdictKind.SPLIT]


def test_a_split_answers_a_card_that_was_put_off_too(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
    clock.forward(14)
    org.rhythm.tracker.split(conflict, [view(org, conflict).rows[0].id])
    assert org.rhythm.tracker.cards() == ()


def test_a_split_that_leaves_three_meetings_leaves_the_card(org: Org) -> None:
    conflict = conflict_with(org, 41, 30, 20, 5)
    org.rhythm.tracker.split(conflict, [view(org, conflict).rows[0].id])
    assert [card.id for card in org.rhythm.tracker.cards()] == [conflict]


def test_good_calls_are_logged_with_who_and_when(org: Org, clock: FixedClock) -> None:
    call = org.rhythm.tracker.good("moved the date", day=clock.day - dt.timedelta(days=2), person_id=org.dana.id)
    assert (call.body, call.person, call.day) == ("moved the date", "Dana Okoye", clock.day - dt.timedelta(days=2))


def test_what_the_rules_refuse_changes_nothing(org: Org, db: Database, clock: FixedClock) -> None:
    conflict, other = flagged(org), conflict_with(org, 3)
    row = view(org, conflict).rows[0].id
    tomorrow = clock.day + dt.timedelta(days=1)
    tracker = org.rhythm.tracker
    before, sizes = dump(db), log_sizes(db)
    for error, act in (
        (BadInput, lambda: tracker.log(NewEscalation("", clock.day))),
        (BadInput, lambda: tracker.log(NewEscalation("x", tomorrow))),
        (BadInput, lambda: tracker.log(NewEscalation("x", clock.day, minutes=0))),
        (NotFound, lambda: tracker.log(NewEscalation("x", clock.day), conflict=ConflictId(99))),
        (BadInput, lambda: tracker.edit(row, day=tomorrow)),
        (BadInput, lambda: tracker.edit(row, summary=" ")),
        (BadInput, lambda: tracker.edit(row, minutes=-1)),
        (NotFound, lambda: tracker.edit(EscalationId(99), minutes=1)),
        (NotFound, lambda: tracker.link(row, ConflictId(99))),
        (NotFound, lambda: tracker.link(EscalationId(99), conflict)),
        (BadInput, lambda: tracker.good("  ")),
        (BadInput, lambda: tracker.good("x", day=tomorrow)),
        (BadInput, lambda: tracker.merge(conflict, conflict)),
        (NotFound, lambda: tracker.merge(conflict, ConflictId(99))),
        (NotFound, lambda: tracker.merge(ConflictId(99), conflict)),
        (BadInput, lambda: tracker.split(conflict, [])),
        (BadInput, lambda: tracker.split(conflict, [view(org, other).rows[0].id])),
        (BadInput, lambda: tracker.split(other, [view(org, other).rows[0].id])),
        (BadInput, lambda: tracker.rename(conflict, " ")),
        (NotFound, lambda: tracker.rename(ConflictId(99), "x")),
        (BadInput, lambda: tracker.answer(conflict, VerdictKind.SPLIT)),
        (BadInput, lambda: tracker.answer(conflict, VerdictKind.TENSION)),
        (BadInput, lambda: tracker.answer(conflict, VerdictKind.TENSION, why="x", until=clock.day)),
        (NotFound, lambda: tracker.answer(ConflictId(99), VerdictKind.FIX)),
        (NotFound, lambda: org.rhythm.fixes.add(ConflictId(99), FixKind.SCOPE)),
        (NotFound, lambda: org.rhythm.fixes.put_in_effect(99)),
        (NotFound, lambda: org.rhythm.fixes.settle(99, FixState.HELD)),
    ):
        with pytest.raises(error):
            act()
    assert dump(db) == before
    assert log_sizes(db) == sizes


def test_a_conflict_needs_a_letter_in_its_name_and_one_of_before_stays(org: Org, db: Database) -> None:
    tracker, conflict = org.rhythm.tracker, conflict_with(org, 41, 20)
    row = view(org, conflict).rows[0].id
    with pytest.raises(BadInput, match="the name has no letter: 2027") as refused:
        tracker.rename(conflict, "2027")
    assert "write it with letters" in refused.value.hint
    with pytest.raises(BadInput, match="the name has no letter: 2027"):
        tracker.split(conflict, [row], "2027")
    with db.action("as an earlier version did"):
        db.update("conflict", conflict, name="2027")
    assert tracker.rename(conflict, "2027").name == "2027"
    assert tracker.split(conflict, [row]).name == "2027 (2)"


def test_a_rename_is_found_under_the_new_name(org: Org) -> None:
    conflict = flagged(org)
    assert org.rhythm.tracker.rename(conflict, " who  decides ").name == "who decides"
    assert [(hit.kind, hit.id) for hit in org.rhythm.find("decides").hits] == [("conflict", conflict)]


def test_standing_is_stored_only_when_it_changes(org: Org, db: Database) -> None:
    conflict = flagged(org)
    org.escalate("fourth", 1, conflict=conflict)
    changed = db.value("SELECT count(*) FROM change WHERE tbl = 'conflict' AND op = 'U'")
    assert changed == 1
    assert view(org, conflict).conflict.standing is Standing.VERDICT_DUE


def test_a_pointless_undo_target_is_a_refusal_and_no_crash(org: Org) -> None:
    while org.rhythm.undoable():
        org.rhythm.undo()
    with pytest.raises(RhythmError):
        org.rhythm.undo()
