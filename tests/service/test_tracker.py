"""What the tracker does for screens, beyond the actions it passes on."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.conflict_words import watch_short
from rhythm.domain.conflicts import Rules
from rhythm.domain.escalations import NewEscalation, Party
from rhythm.domain.fixes import FixKind
from rhythm.errors import BadInput
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org


def test_several_rows_are_one_step_to_undo(rhythm: Rhythm, org: Org) -> None:
    before = len(rhythm.undoable(50))
    rows = rhythm.tracker.log_several([NewEscalation("one", rhythm.today()), NewEscalation("two", rhythm.today())])
    assert [row.summary for row in rows] == ["one", "two"]
    assert len(rhythm.undoable(50)) == before + 1
    rhythm.undo()
    assert rhythm.tracker.newest() == ()


def test_of_several_rows_none_is_stored_when_one_is_refused(rhythm: Rhythm, org: Org) -> None:
    tomorrow = rhythm.today() + dt.timedelta(days=1)
    with pytest.raises(BadInput):
        rhythm.tracker.log_several([NewEscalation("one", rhythm.today()), NewEscalation("two", tomorrow)])
    assert rhythm.tracker.newest() == ()


def test_a_link_and_its_refusals_are_one_step(rhythm: Rhythm, org: Org) -> None:
    first = org.escalate("who sets the release date", 20, conflict="new").conflict_id
    second = org.escalate("release date once more", 10, conflict="new").conflict_id
    assert first is not None
    assert second is not None
    row = org.escalate("who sets the release date once more")
    offered = {one.conflict_id for one in rhythm.tracker.suggest_for(row)}
    assert offered == {first, second}
    row = rhythm.tracker.link(row.id, first, refused=(second,))
    assert row.conflict_id == first
    assert rhythm.tracker.suggest_for(row) == ()
    rhythm.undo()
    back = rhythm.tracker.escalation(row.id)
    assert back is not None
    assert {one.conflict_id for one in rhythm.tracker.suggest_for(back)} == offered


def test_rows_without_a_home_wait_for_four_weeks_from_their_day_or_from_when_they_were_typed(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    remembered = org.escalate("remembered from long ago", 60)
    assert rhythm.tracker.unlinked() == (remembered,)
    clock.forward(1)
    kept = org.escalate("vendor", 1)
    clock.forward(28)
    org.escalate("has a home", 3, conflict="new")
    assert rhythm.tracker.unlinked() == (kept,)


def test_the_outlook_counts_a_row_once_whether_stored_or_not(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("release date", 41, conflict="new")
    view = rhythm.tracker.conflict(row.conflict_id or 0)
    assert view is not None
    new = NewEscalation("again", rhythm.today(), forum="slack")
    after = rhythm.tracker.tally_with(view, new)
    assert (after.occasions, after.span_days) == (2, 41)
    assert rhythm.tracker.tally_with(view, row).occasions == 1
    same_day = NewEscalation("again", row.day)
    assert rhythm.tracker.tally_with(view, same_day).occasions == 1


def test_a_watch_in_short_asks_at_its_end(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    row = org.escalate("release date", 7, conflict="new")
    assert row.conflict_id is not None
    fix = rhythm.fixes.add(row.conflict_id, FixKind.CHARTER, owner_id=org.dana.id)
    fix = rhythm.fixes.put_in_effect(fix.id)
    clock.forward(31)
    watched = rhythm.fixes.watch(fix)
    assert watched is not None
    assert watch_short(watched) == "1 before, none since · day 31 of 90"
    clock.forward(59)
    watched = rhythm.fixes.watch(fix)
    assert watched is not None
    assert watch_short(watched) == "did it hold? · 1 before, none since"


def test_a_party_by_a_mere_name_is_recognised_in_later_lines(rhythm: Rhythm) -> None:
    rhythm.tracker.log(rhythm.tracker.draft_of(rhythm.tracker.read("Legal / Press: who answers first")))
    later = rhythm.tracker.read("press asks legal who answers first")
    assert later.parties == (Party("Press"), Party("Legal"))
    assert rhythm.tracker.party("LEGAL") == Party("Legal")


def test_without_settings_of_ones_own_the_numbers_of_the_rule_hold(rhythm: Rhythm) -> None:
    assert rhythm.tracker.rules == Rules()
    assert Rules() == Rules(
        threshold=3,
        window_days=90,
        cards_per_week=3,
        later_days=14,
        later_times=2,
        revisit_days=90,
        verify_days=90,
        recurrences=2,
    )
