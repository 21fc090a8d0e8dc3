"""The growth file by keys: evidence, stories of what was fixed and decided, who has a say, the self-check."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.growth import NewLine, SourceKind, Story
from rhythm.domain.meetings import NoteKind
from rhythm.domain.people import Relation
from rhythm.screens.dialogs.form import FormDialog
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.dialogs.sheet import SheetDialog
from rhythm.screens.growth import GrowthScreen, LinesScreen, StoriesScreen
from rhythm.screens.org import OrgScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.sample.planted import sample
from tests.screens.tracking import NARROW, WIDE, fill, keyed_rows, list_of, shown, type_line
from widgets.row_list import RowList


def stories(org: Org) -> list[Story]:
    """All that is told under the questions."""
    return [story for row in org.rhythm.growth.bank() for story in row.stories]


async def on_growth(pilot: Pilot[None], key: str = "") -> RowList:
    return await list_of(pilot, "o", GrowthScreen, key)


async def test_the_file_is_off_until_something_is_written_into_it(org: Org) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "growth:" not in keyed_rows(app)
        await on_growth(pilot, "area:scale")
        assert "+ keeps a line of evidence" in shown(app)
        await pilot.press("plus")
        await pilot.pause()
        await fill(pilot, body="two teams merged", skill="aligning")
        await pilot.press("enter")
        await pilot.pause()
        (line,) = org.rhythm.growth.lines()
        assert (line.body, line.area, line.skill) == ("two teams merged", "scale", "aligning_teams")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, OrgScreen)
        assert "1 line of evidence · none lately in 3 areas" in keyed_rows(app)["growth:"].fact


@pytest.mark.parametrize("size", [NARROW, WIDE, (160, 50)])
async def test_gaps_and_questions_without_a_story_are_named(size: tuple[int, int]) -> None:
    app = RhythmApp(sample(), place="org")
    async with app.run_test(size=size) as pilot:
        await on_growth(pilot)
        found = keyed_rows(app)
        assert "nothing in two quarters" in shown(app)
    assert [key for key, row in found.items() if key.startswith("area:") and row.mark] == [
        "area:strategic_judgment",
        "area:executive_communication",
    ]
    assert [key for key, row in found.items() if key.startswith("question:") and row.fact == "no story yet"] == [
        "question:talent_calls",
        "question:portfolio_tradeoffs",
        "question:executive_communication",
        "question:ai_judgment",
    ]


async def test_a_line_is_changed_and_taken_out(org: Org) -> None:
    line = org.rhythm.growth.add(NewLine("two teams merged", area="scale"))
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_growth(pilot, "area:scale")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LinesScreen)
        await pilot.press("enter")
        await pilot.pause()
        told = shown(app)
        for words in ("done", "two teams merged", "on", "Fri 20 Nov", "areas: scale", "managing stakeholders"):
            assert words in told
        assert "2026-" not in told, "a day as people say it"
        await fill(pilot, body="three teams merged", day="yesterday", area="nonsense")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SheetDialog)
        assert "not a known area of evidence" in shown(app)
        await fill(pilot, area="scale")
        await pilot.press("enter")
        await pilot.pause()
        changed = org.rhythm.growth.line(line.id)
        assert changed is not None
        assert (changed.body, changed.day.isoformat()) == ("three teams merged", "2026-11-19")
        await pilot.press("x")
        await pilot.pause()
        assert org.rhythm.growth.lines() == ()
        await pilot.press("u")
        await pilot.pause()
        assert org.rhythm.growth.lines() == (changed,)


async def test_a_decision_is_marked_as_a_story_and_told_further(org: Org) -> None:
    note = org.rhythm.planner.add_note(org.dana.id, "the date is hers from now on", NoteKind.DECISION)
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await on_growth(pilot)
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)
        assert "the date is hers from now on" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        await type_line(pilot, "org design")
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, diagnose="three meetings")
        await pilot.press("enter")
        await pilot.pause()
        (story,) = stories(org)
        assert (story.question, story.title, story.source) == (
            "org_design",
            "the date is hers from now on",
            (SourceKind.DECISION, note.id),
        )
        assert story.missing == ("decide", "communicate")
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight("question:org_design")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StoriesScreen)
        picture = shown(app)
        assert "lacks decide, communicate" in picture
        assert "From a decision" in picture
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, decide="who loses least", communicate="a page to both")
        await pilot.press("enter")
        await pilot.pause()
        assert stories(org)[0].missing == ()
        assert "told" in shown(app)


async def test_without_anything_fixed_or_decided_a_story_begins_with_its_title(org: Org) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_growth(pilot, "question:talent_calls")
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, GrowthScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert "The stories you can tell are listed here." in shown(app)
        await pilot.press("plus")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FormDialog)
        assert "is empty" in shown(app)
        await fill(pilot, title="moved one out of the role")
        await pilot.press("enter")
        await pilot.pause()
        assert [story.question for story in stories(org)] == ["talent_calls"]
        await pilot.press("x")
        await pilot.pause()
        assert stories(org) == []


async def test_a_card_is_written_and_a_mentor_opens_the_room(org: Org) -> None:
    people = org.rhythm.people
    peer = people.add("Mateo Vidal", relation=Relation.PEER)
    mentor = people.add("Bernard Achterberg", relation=Relation.MENTOR)
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        listing = await on_growth(pilot, f"stakeholder:{peer.id}")
        assert "0 of 4 known" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, cares_about="margin", common="the partner keys")
        await pilot.press("enter")
        await pilot.pause()
        assert "2 of 4 known" in shown(app)
        card = org.rhythm.growth.card(peer.id)
        assert (card.cares_about, card.common) == ("margin", "the partner keys")
        listing.highlight(f"person:{mentor.id}")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)


async def test_the_self_check_is_answered_by_keys_and_its_last_question_in_words(org: Org) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        listing = await on_growth(pilot, "check:staying")
        await pilot.press("n")
        await pilot.pause()
        assert keyed_rows(app)["check:staying"].fact == "no"
        await pilot.press("y")
        await pilot.pause()
        listing.highlight("check:ego")
        await pilot.press("y", "enter")
        await pilot.pause()
        await type_line(pilot, "another good job")
        await pilot.press("enter")
        await pilot.pause()
        found = org.rhythm.growth.checked()
        assert (found["staying"].yes, found["ego"].yes, found["ego"].body) == (True, None, "another good job")
        listing.highlight("check:promotions")
        await pilot.press("enter")
        await pilot.pause()
        assert "letter takes it" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        assert org.rhythm.growth.checked()["promotions"].yes is False


async def test_lists_to_read_are_shown_and_store_nothing(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        listing = await on_growth(pilot, "read:employer")
        await pilot.press("enter")
        await pilot.pause()
        assert "Cross-validate" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        listing.highlight("read:ways")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        words = " ".join(shown(app).replace("│", " ").split())
        assert rhythm.growth.words.ways[0] in words, "each of them whole"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, GrowthScreen)
    assert rhythm.undoable() == ()
