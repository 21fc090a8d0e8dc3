"""Search, by keys: every kind of record is found, and opened."""

from __future__ import annotations

import pytest

from rhythm.app import RhythmApp
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.dialogs.triage import TriageDialog
from rhythm.screens.room import RoomScreen
from rhythm.screens.search import KINDS, SearchScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.sample.planted import sample
from tests.screens.touring import Full
from tests.screens.tracking import NARROW, WIDE, rows, shown, type_line
from widgets.row_list import SPACER, RowList, Tone


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_kind_is_found_under_its_own_title(unreviewed: Full, org: Org, size: tuple[int, int]) -> None:
    full = unreviewed
    full.rhythm.people.edit(org.ilya.id, name="Quince Brandt")
    full.rhythm.people.edit_team(org.growth.id, name="Quince Growth")
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await type_line(pilot, "quin")
        titles = [row.main for row in rows(app) if row.tone is Tone.HEADING]
        kinds = {row.key.partition(":")[0] for row in rows(app) if row.key}
        found = {(hit.kind, hit.id) for hit in full.rhythm.find("quin").hits}
    assert kinds == {kind for kind, _ in found}
    assert titles == [title for kind, title in KINDS.items() if kind in kinds]


async def test_a_few_letters_find_somebody_of_the_sample() -> None:
    rhythm = sample()
    person = rhythm.people.others()[0]
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await type_line(pilot, person.name[:-1].lower())
        assert f"person:{person.id}" in [row.key for row in rows(app)]


async def test_enter_opens_the_first_result_down_goes_to_the_list_and_escape_comes_back_step_by_step(
    rhythm: Rhythm, org: Org
) -> None:
    rhythm.planner.add_topic(org.dana.id, "zebra crossing")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await type_line(pilot, "zebra")
        for keys in (("enter",), ("down", "enter")):
            await pilot.press(*keys)
            await pilot.pause()
            assert isinstance(app.screen, RoomScreen)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, SearchScreen)
            assert "zebra crossing" in shown(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_other_words_begin_at_their_first_result_again(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_topic(org.dana.id, "zebra crossing")
    rhythm.planner.add_promise(org.ilya.id, "zebra crossing paint")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await type_line(pilot, "zebra")
        first, second = [row.key for row in rows(app) if row.key]
        await pilot.press("down", "down", "escape", "space", "c")
        await pilot.pause()
        assert app.screen.query_one("#list", RowList).highlighted == next(row for row in rows(app) if row.key == first)
        assert second in [row.key for row in rows(app)]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        assert app.screen.person.id == org.ilya.id


async def test_records_open_where_they_are_shown(rhythm: Rhythm, org: Org) -> None:
    homeless = org.escalate("zebra alone")
    linked = org.escalate("quagga pair", conflict="new")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for text, row, page in (("zebra", homeless, TriageDialog), ("quagga", linked, ConflictScreen)):
            await app.action_place("today")
            await pilot.press("slash")
            await pilot.pause()
            await type_line(pilot, text)
            assert app.screen.query_one("#list", RowList).highlight(f"escalation:{row.id}")
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, page)


async def test_nothing_typed_and_nothing_found_are_said(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        assert "to see results" in shown(app)
        await type_line(pilot, "xyzzy")
        assert "Nothing holds these words." in shown(app)
        assert "Fewer words, or only the beginning of one, find more." in shown(app)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SearchScreen)


async def test_a_letter_is_typed_and_is_no_key(rhythm: Rhythm, org: Org) -> None:
    before = rhythm.undoable()
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash", *"uq1eh")
        await pilot.pause()
        assert isinstance(app.screen, SearchScreen)
        assert not app.veil.hidden
    assert rhythm.undoable() == before


async def test_before_a_word_is_typed_those_dealt_with_last_stand_there(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.ilya.id, rhythm.today())
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        assert [row.key for row in rows(app)] == ["", f"person:{org.ilya.id}"]
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        assert app.screen.person.id == org.ilya.id


async def test_above_very_many_it_is_said_that_they_are_not_all(rhythm: Rhythm, org: Org) -> None:
    for number in range(70):
        rhythm.planner.add_topic(org.dana.id, f"zebra {number}")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await type_line(pilot, "zebra")
        assert rows(app)[0].main == "These are the best 60 of 70 records; another word narrows it."
        assert not rows(app)[0].selectable
        assert rows(app)[1:2] == [SPACER]
        assert rows(app)[2].main == "TOPICS"
        assert "These are the best 60 of 70 records; another word narrows it." in shown(app)
        await type_line(pilot, " 69")
        assert [row.main for row in rows(app) if row.key] == ["zebra 69"]
        assert "narrows" not in shown(app)


async def test_a_wrong_letter_finds_what_was_meant_and_says_so_above(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "zebra crossing")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await type_line(pilot, "zebar crosing")
        said = 'Nothing holds these words; "zebra crossing" is in:'
        assert rows(app)[0].main == said
        assert said in shown(app)
        assert [row.key for row in rows(app) if row.key] == [f"topic:{topic.id}"]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        await pilot.press("escape")
        app.action_hide()
        await pilot.pause()
        assert "zebra" not in shown(app)


async def test_a_name_and_a_word_find_what_is_kept_about_whom_it_names(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "zebra crossing")
    rhythm.planner.add_topic(org.ilya.id, "another zebra")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await type_line(pilot, "dana zebra")
        assert rows(app)[0].main == f'Nothing holds these words; "zebra" about {org.dana.name} is in:'
        assert [row.key for row in rows(app) if row.key] == [f"topic:{topic.id}"]
        app.action_hide()
        await pilot.pause()
        assert org.dana.name not in shown(app)


async def test_all_that_is_said_above_the_first_result_is_in_sight(rhythm: Rhythm, org: Org) -> None:
    for number in range(70):
        rhythm.planner.add_topic(org.dana.id, f"zebra {number}")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await type_line(pilot, "zebra")
        await pilot.press("down", "end", "escape")
        for key in ("backspace", "backspace", "a", "r"):
            await pilot.press(key)
        await pilot.pause()
        results = app.screen.query_one("#list", RowList)
        assert [row.main for row in rows(app)[:2]] == [
            'Nothing holds these words; "zebra" is in:',
            "These are the best 60 of 70 records; another word narrows it.",
        ]
        assert results.scroll_offset.y == 0
