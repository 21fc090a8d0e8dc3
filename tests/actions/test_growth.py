"""The growth file in the store: evidence, stories from what was fixed and decided, cards, the self-check."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.bench import NewEvidence
from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.growth import NewLine, NewStory, SourceKind
from rhythm.domain.meetings import NoteKind
from rhythm.domain.people import Relation
from rhythm.domain.portfolio import Bucket, DecisionKind, NewBet
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org


def settled(org: Org, state: FixState | None = FixState.HELD) -> int:
    """A fix that was watched; without a state it is still."""
    row = org.escalate("who sets the date", 120, conflict="new")
    assert row.conflict_id is not None
    fix = org.rhythm.fixes.add(row.conflict_id, FixKind.CHARTER, owner_id=org.dana.id, body="one charter")
    org.rhythm.fixes.put_in_effect(fix.id, org.rhythm.today() - dt.timedelta(days=100))
    if state is not None:
        org.rhythm.fixes.settle(fix.id, state)
    return fix.id


def test_evidence_about_me_is_kept_with_its_tags_changed_struck_and_undone(rhythm: Rhythm) -> None:
    assert not rhythm.growth.begun()
    line = rhythm.growth.add(NewLine("two teams merged without a vacancy", area="scale", skill="leading_change"))
    me = rhythm.people.me()
    assert me is not None
    assert (line.person_id, line.day, line.area, line.skill) == (me.id, rhythm.today(), "scale", "leading_change")
    assert rhythm.growth.begun()
    changed = rhythm.growth.edit(line.id, body="three teams merged", area="", day=dt.date(2026, 11, 1))
    assert (changed.body, changed.area, changed.day) == ("three teams merged", "", dt.date(2026, 11, 1))
    rhythm.growth.strike(line.id)
    assert rhythm.growth.lines() == ()
    rhythm.undo()
    assert rhythm.growth.lines() == (changed,)


def test_evidence_about_somebody_else_is_the_same_that_the_bench_reads(org: Org) -> None:
    growth, bench = org.rhythm.growth, org.rhythm.bench
    line = growth.add(NewLine("led the incident without me", area="scale"), org.noor.id)
    assert growth.lines() == ()
    assert growth.lines(org.noor.id) == (line,)
    assert growth.lines(everybody=True) == (line,)
    card = bench.spot(org.noor.id, NewEvidence("others copy her checklist"))
    assert {one.body for one in card.evidence} == {"led the incident without me", "others copy her checklist"}
    spotted = next(one for one in growth.lines(org.noor.id) if one.id != line.id)
    with pytest.raises(RhythmError, match="rests on"):
        growth.strike(spotted.id)
    growth.strike(line.id)
    assert growth.lines(org.noor.id) == (spotted,)


def test_empty_lines_days_to_come_and_unknown_sources_are_refused(rhythm: Rhythm, org: Org) -> None:
    tomorrow = rhythm.today() + dt.timedelta(days=1)
    running = settled(org, None)
    for new, error in (
        (NewLine("  "), BadInput),
        (NewLine("x", day=tomorrow), BadInput),
        (NewLine("x", source=(SourceKind.FIX, 99)), NotFound),
        (NewLine("x", source=(SourceKind.FIX, running)), NotFound),
    ):
        with pytest.raises(error):
            rhythm.growth.add(new)
    assert rhythm.growth.lines() == ()
    assert rhythm.people.me() is not None


def test_what_was_closed_and_decided_may_become_a_story(org: Org) -> None:
    rhythm, growth = org.rhythm, org.rhythm.growth
    fix = settled(org)
    note = rhythm.planner.add_note(org.dana.id, "the date is hers", NoteKind.DECISION)
    rhythm.planner.add_note(org.dana.id, "no decision")
    bet = rhythm.portfolio.add(NewBet("Search", Bucket.CORE, 3))
    decided = rhythm.portfolio.decide(bet.id, DecisionKind.CONSOLIDATE, why="two teams, one index")
    assert {(one.kind, one.id, one.text) for one in growth.sources()} == {
        (SourceKind.FIX, fix, "one charter"),
        (SourceKind.DECISION, note.id, "the date is hers"),
        (SourceKind.BET_DECISION, decided.id, "Search: consolidate, two teams, one index"),
    }
    source = growth.source(SourceKind.FIX, fix)
    assert source is not None
    story = growth.add_story(NewStory("org_design", source.text, diagnose="three meetings", source=(source.kind, fix)))
    assert (story.title, story.source, story.missing) == (
        "one charter",
        (SourceKind.FIX, fix),
        ("decide", "communicate"),
    )
    told = growth.edit_story(story.id, decide="who loses least", communicate="a page to both\nthen the room")
    assert told.missing == ()
    assert told.communicate == "a page to both\nthen the room"
    untold = [row.question.id for row in growth.bank() if not row.stories]
    assert len(untold) == 5
    assert "org_design" not in untold
    growth.drop_story(story.id)
    assert growth.story(story.id) is None
    rhythm.undo()
    assert growth.story(story.id) == told
    with pytest.raises(NotFound):
        growth.add_story(NewStory("org_design", "x", source=(SourceKind.DECISION, 99)))
    with pytest.raises(BadInput):
        growth.edit_story(story.id, title=" ")


def test_who_has_a_say_is_boss_peers_and_stakeholders_with_a_card_each(org: Org, clock: FixedClock) -> None:
    people, growth = org.rhythm.people, org.rhythm.growth
    boss = people.add("Denise Laurent", relation=Relation.BOSS)
    peer = people.add("Mateo Vidal", relation=Relation.PEER)
    people.add("Bernard Achterberg", relation=Relation.MENTOR)
    assert [one.person.name for one in growth.stakeholders()] == ["Denise Laurent", "Mateo Vidal"]
    assert [row.person.name for row in growth.mentors()] == ["Bernard Achterberg"]
    growth.write_card(peer.id, cares_about="margin", common="the partner keys")
    clock.forward(2)
    card = growth.write_card(peer.id, deliverables="the spring launch")
    assert (card.cares_about, card.deliverables, card.common, card.filled) == (
        "margin",
        "the spring launch",
        "the partner keys",
        3,
    )
    assert card.day == org.rhythm.today()
    clock.forward(1)
    assert growth.write_card(peer.id, common="the partner keys").day == card.day
    assert growth.card(boss.id).filled == 0
    assert growth.write_card(boss.id, common=" ").day is None
    org.rhythm.undo()
    assert growth.card(peer.id).deliverables == ""


def test_the_self_check_is_answered_once_a_year(rhythm: Rhythm, clock: FixedClock) -> None:
    growth = rhythm.growth
    growth.answer("promotions", True)
    growth.answer("promotions", False)
    growth.answer("ego", None, "another good job")
    answers = growth.checked()
    assert (answers["promotions"].yes, answers["ego"].yes, answers["ego"].body) == (False, None, "another good job")
    clock.forward(60)
    assert growth.checked() == {}
    growth.answer("promotions", True)
    assert growth.checked(2026) == answers
    with pytest.raises(BadInput):
        growth.answer("promotions", True, year=2028)


def test_who_is_forgotten_leaves_no_evidence_no_card_and_no_name_in_a_story(org: Org) -> None:
    growth = org.rhythm.growth
    note = org.rhythm.planner.add_note(org.dana.id, "the date is hers", NoteKind.DECISION)
    source = (SourceKind.DECISION, note.id)
    told = growth.add_story(
        NewStory("org_design", "Dana Okoye decides the date", diagnose="three meetings", source=source)
    )
    growth.write_card(org.dana.id, cares_about="dates")
    growth.add(NewLine("moved the date herself"), org.dana.id)
    org.rhythm.forgetting.erase(org.dana)
    story = growth.story(told.id)
    assert story is not None
    assert "Dana" not in story.title
    assert (story.diagnose, story.source) == ("three meetings", None)
    assert growth.lines(everybody=True) == ()
    assert growth.card(org.dana.id).filled == 0
