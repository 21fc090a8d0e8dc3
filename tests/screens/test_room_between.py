"""A manager's room beside the agenda: clarity check, feedback, expectations, levels; all by keys."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.app import RhythmApp
from rhythm.domain.clarity import ClarityAnswer
from rhythm.domain.expectations import ExpectationSide
from rhythm.domain.meetings import Direction, NoteKind
from rhythm.screens.dialogs.delegation import NameLevels
from rhythm.screens.dialogs.feedback import WriteFeedback
from rhythm.screens.expectations import ExpectationsScreen
from rhythm.screens.opening import open_key
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.meeting_room import fill, open_room, type_notes
from tests.screens.touring import in_front, seen
from tests.screens.tracking import NARROW, WIDE, shown
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList

HINT = "name the behaviour: In your next review, start with …"


@pytest.mark.parametrize(("key", "answer"), [("k", "yes"), ("n", "no"), ("w", "unsure")])
async def test_one_key_answers_the_item_of_the_clarity_check(rhythm: Rhythm, org: Org, key: str, answer: str) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        room = await open_room(pilot, app, org)
        await pilot.press(key)
        assert rhythm.talks.clarity_answers(org.dana.id) == ()
        assert "CLARITY CHECK 1 OF 6" in shown(app)
        assert room.query_one("#queue", RowList).highlight("clarity:0")
        await pilot.press(key)
        await pilot.pause()
        (said,) = rhythm.talks.clarity_answers(org.dana.id)
        assert (said.item, said.answer) == ("role", ClarityAnswer(answer))
        assert f"CLARITY CHECK 1 OF 6: {answer.upper()}" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert rhythm.talks.clarity_answers(org.dana.id) == ()


async def test_a_skip_level_has_no_clarity_check_and_no_matrix(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(rhythm, org.noor))
        await pilot.pause()
        assert "CLARITY CHECK" not in shown(app)
        assert "BETWEEN YOU" not in shown(app)
        await pilot.press("x")
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(app.screen, WriteFeedback)


async def test_what_two_managers_find_unclear_is_named_as_structure(rhythm: Rhythm, org: Org) -> None:
    for person in (org.dana, org.ilya):
        rhythm.talks.answer_clarity(person.id, "how_decisions", ClarityAnswer.NO)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        room = await open_room(pilot, app, org)
        room.query_one("#queue", RowList).highlight("unclear:how_decisions")
        await pilot.pause()
        assert "Unclear to 2 managers: how decisions are made" in shown(app)
        assert "A matter of structure" in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_feedback_is_written_in_its_parts_and_counts_from_that_day(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        room = await open_room(pilot, app, org)
        room.query_one("#queue", RowList).highlight("between:feedback")
        await pilot.pause()
        assert "precise never, appreciation never" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WriteFeedback)
        await pilot.press("enter")
        assert "the behaviour is empty" in shown(app)
        await fill(pilot, "portfolio review", "situation")
        await fill(pilot, "asked which decision", "behaviour")
        assert "with situation and next time it is precise" in shown(app)
        await fill(pilot, "begin with it", "next")
        await fill(pilot, "up", "direction")
        assert "not a direction" in shown(app)
        app.screen.query_one("#direction", CaptureInput).value = "b"
        await pilot.pause()
        assert "precise: all three are there, better" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        assert "precise today, appreciation never" in shown(app)
    (note,) = rhythm.bench.notes_about(org.dana.id)
    assert (note.kind, note.situation, note.body, note.next_time, note.direction, note.private) == (
        NoteKind.FEEDBACK,
        "portfolio review",
        "asked which decision",
        "begin with it",
        Direction.BETTER,
        True,
    )


async def test_a_vague_word_is_hinted_at_once_for_each_note_and_never_refused(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("f")
        await fill(pilot, "be more strategic", "behaviour")
        assert HINT in shown(app)
        behaviour = app.screen.query_one("#behaviour", CaptureInput)
        behaviour.value = "asked first"
        await pilot.pause()
        assert HINT not in shown(app)
        behaviour.value = "step up"
        await pilot.pause()
        assert HINT not in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert rhythm.bench.notes_about(org.dana.id)[0].body == "step up"
        await pilot.press("f")
        await fill(pilot, "step up", "behaviour")
        assert HINT in shown(app)


async def test_what_was_typed_of_feedback_is_kept_when_it_is_left(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("f")
        await fill(pilot, "half a sent", "behaviour")
        await pilot.press("escape", "f")
        await pilot.pause()
        assert app.screen.query_one("#behaviour", CaptureInput).value == "half a sent"
        await pilot.press("f8")
        await pilot.pause()
        assert "half a sent" not in shown(app)
        assert "Dana" not in shown(app)


async def test_closing_hints_once_at_vague_feedback_and_stores_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_room(pilot, app, org)
        await type_notes(pilot, "^ asked first\n^ be more strategic\n+ executive presence")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert seen(app).count(HINT) == 1
        lines = seen(app).splitlines()
        hint = next(n for n, line in enumerate(lines) if HINT in line)
        assert "be more strategic" in lines[hint - 1]
        assert "executive presence" in lines[hint + 1]
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert len(rhythm.bench.notes_about(org.dana.id)) == 3


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_my_level_is_hidden_until_they_named_theirs_and_two_apart_means_talk_first(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, NameLevels)
        await fill(pilot, "roadmap", "area")
        await pilot.press("enter")
        assert "both levels are needed" in shown(app)
        await fill(pilot, "sell", "mine")
        assert "1 tell" in shown(app)
        assert "sell" not in shown(app).replace("2 sell", "")
        mine = app.screen.query_one("#mine", CaptureInput)
        assert mine.password
        await fill(pilot, "9", "theirs")
        assert mine.password
        assert "not a level" in shown(app)
        app.screen.query_one("#theirs", CaptureInput).value = "5"
        await pilot.pause()
        assert not mine.password
        assert "yours 2 sell, theirs 5 advise: 3 levels apart; talk first" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        await pilot.press("v")
        await fill(pilot, "roadmap", "area")
        assert "Fri 20 Nov  Roadmap: yours 2, theirs 5, not agreed" in shown(app)
        await fill(pilot, "4", "mine")
        await fill(pilot, "5", "theirs")
        assert "1 level apart" in shown(app)
        await fill(pilot, "inquire", "agreed")
        await pilot.press("enter")
        await pilot.pause()
    newest, first = rhythm.talks.levels(org.dana.id, history=True)
    assert (first.area, first.mine, first.theirs, first.agreed) == ("roadmap", 2, 5, None)
    assert (newest.mine, newest.theirs, newest.agreed) == (4, 5, 6)


async def test_the_same_level_named_by_both_is_agreed(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("v")
        for name, text in (("area", "weather"), ("mine", "3"), ("theirs", "consult")):
            await fill(pilot, text, name)
        assert "both 3 consult: agreed" in shown(app)
        await pilot.press("enter")
        assert "'weather' is not an area I know" in shown(app)
        app.screen.query_one("#area", CaptureInput).value = "staffing"
        await pilot.press("enter")
        await pilot.pause()
    (levels,) = rhythm.talks.levels()
    assert (levels.area, levels.agreed) == ("staffing", 3)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_expectations_stand_in_two_columns_are_retired_and_carried(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    of_them = rhythm.talks.expect(org.dana.id, ExpectationSide.OF_THEM, "decides launch dates alone")
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, ExpectationsScreen)
        titles = shown(app).splitlines()
        assert any("I EXPECT OF YOU" in line and "YOU EXPECT OF ME" in line for line in titles)
        assert "+ writes a line" in shown(app)
        await pilot.press("t")
        await pilot.pause()
        (topic,) = rhythm.planner.room(org.dana).topics
        assert topic.body == "I expect of you: decides launch dates alone"
        await pilot.press("d")
        await pilot.pause()
        assert rhythm.talks.expectations(org.dana.id) == ()
        await pilot.press("u")
        await pilot.pause()
        assert rhythm.talks.expectations(org.dana.id) == (of_them,)
        await pilot.press("right", "plus")
        await fill(pilot, "says why")
        await pilot.press("enter")
        await pilot.pause()
        found = rhythm.talks.expectations(org.dana.id)
        assert [(one.side, one.body) for one in found][1:] == [(ExpectationSide.OF_ME, "says why")]
        await pilot.press("left", "d", "escape")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
    assert [one.body for one in rhythm.talks.expectations(org.dana.id)] == ["says why"]


async def test_expectations_are_read_out_in_the_first_talk_of_a_quarter(rhythm: Rhythm, org: Org) -> None:
    rhythm.talks.expect(org.dana.id, ExpectationSide.OF_THEM, "decides alone")
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_room(pilot, app, org)
        await pilot.press("end")
        assert "read them out: 1 of them, 0 of you" in shown(app)
        rhythm.planner.hold(org.dana.id, dt.date(2026, 10, 2))
        app.tell_store_changed()
        await pilot.pause()
        assert "read them out" not in shown(app)
        assert "1 of them, 0 of you, newest Fri 20 Nov" in shown(app)


async def test_the_page_of_expectations_leaves_with_its_person(rhythm: Rhythm) -> None:
    person = rhythm.people.add("Dana Okoye")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(ExpectationsScreen(rhythm, person))
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert not isinstance(app.screen, ExpectationsScreen)


async def test_an_expectation_that_was_found_opens_the_room_of_its_person(rhythm: Rhythm, org: Org) -> None:
    one = rhythm.talks.expect(org.dana.id, ExpectationSide.OF_ME, "says why")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        open_key(in_front(app), f"expectation:{one.id}")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        assert app.screen.person.id == org.dana.id


async def test_an_area_of_ones_own_is_hidden_with_the_notes(rhythm: Rhythm, org: Org) -> None:
    rhythm.talks.name_levels(org.dana.id, "anita_s_raise", 2, 5)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_room(pilot, app, org)
        assert "anita s raise" in shown(app).casefold()
        await pilot.press("h", "v")
        await pilot.pause()
        assert isinstance(app.screen, NameLevels)
        assert "yours 2, theirs 5" in shown(app)
        assert "anita" not in shown(app).casefold()
        await pilot.press("escape")
        await pilot.pause()
        assert "anita" not in shown(app).casefold()
