"""What windows of all kinds have in common to the eye: the field in hand, keys that choose, what is called empty."""

from __future__ import annotations

from functools import partial

from textual.pilot import Pilot
from textual.widget import Widget

from rhythm.app import RhythmApp
from rhythm.domain.portfolio import Bucket, Mode, NewBet
from rhythm.errors import BadInput
from rhythm.screens.dialogs.bet import edit_bet
from rhythm.screens.dialogs.form import Field, FormDialog, ask_fields
from rhythm.screens.dialogs.growth import answer_check, answer_ego, read
from rhythm.screens.dialogs.pick import Choice, pick
from rhythm.screens.growth import GrowthScreen
from rhythm.screens.portfolio import PortfolioScreen
from rhythm.screens.practices import PracticesScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW, WIDE, in_box, press, shown, type_line
from widgets.capture_input import CaptureInput
from widgets.key_line import KeyLine
from widgets.panel import TextPanel
from widgets.row_list import RowList

_SEEN = 0.03
"""By how much a ground is brighter than the one beside it, where one sees it."""


async def test_evidence_is_not_called_empty_before_anything_is_typed(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        app.open_page(GrowthScreen(rhythm))
        await settle(pilot)
        assert app.screen.query_one("#list", RowList).highlight("area:scale")
        await pilot.press("plus")
        await settle(pilot)
        assert "Scale" in shown(app)
        assert "is empty" not in shown(app)
        await type_line(pilot, "two teams")
        await settle(pilot)
        assert "today" in shown(app)
        await pilot.press(*["backspace"] * len("two teams"))
        await settle(pilot)
        await pilot.press("tab")
        await settle(pilot)
        await type_line(pilot, "32 foo")
        await settle(pilot)
        assert "is empty" in shown(app)


async def test_both_keys_that_choose_in_a_list_are_drawn_as_keys(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        pick(app, "Which one?", lambda: [Choice("1", "Release date")], lambda _: None)
        await settle(pilot)
        keys = app.screen.query_one("#keys", KeyLine)
        parts = [(segment.text, bool(segment.style and segment.style.bold)) for segment in keys.render_line(0)]
        assert ("up down", True) in parts


async def test_the_field_in_hand_stands_out_in_a_form_of_labels_above_fields(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        app.open_page(PortfolioScreen(rhythm))
        await settle(pilot)
        await pilot.press("plus")
        await settle(pilot)
        assert isinstance(app.screen, FormDialog)
        first, second = list(app.screen.query(CaptureInput))[:2]
        assert first.has_focus
        assert first.background_colors[1].brightness - second.background_colors[1].brightness > _SEEN


async def test_a_long_title_ends_after_a_word(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.edit(org.dana.id, name="Dana Okoye Featherstonehaugh-Cholmondeley of the Marylebone")
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert app.screen.query_one("#list", RowList).highlight(f"person:{org.dana.id}")
        await pilot.press("i")
        await settle(pilot)
        title = str(app.screen.query_one(".dialog").border_title)
        assert title.startswith("A note about Dana Okoye")
        assert title.endswith(" the…")
        await pilot.resize_terminal(40, 10)
        await settle(pilot)
        assert app.screen.query_one(".dialog").border_title == "A note about Dana Okoye…"
        assert " A note about Dana Okoye… " in shown(app)


async def test_a_window_of_one_field_speaks_of_no_next_one(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        for page, key, several in ((PracticesScreen, "plus", False), (PortfolioScreen, "plus", True)):
            app.open_page(page(rhythm))
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(app.screen, FormDialog)
            assert ("next field" in shown(app)) == several
            await pilot.press("escape")
            await settle(pilot)


async def test_a_list_to_choose_from_tells_what_is_not_found_from_what_is_not_there(rhythm: Rhythm) -> None:
    app, choices = RhythmApp(rhythm), list[Choice]()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        pick(app, "Which one?", lambda: choices, lambda _: None)
        await settle(pilot)
        assert "There is nothing to choose from yet." in shown(app)
        await pilot.press("escape")
        choices.append(Choice("1", "Release date"))
        pick(app, "Which one?", lambda: choices, lambda _: None)
        await settle(pilot)
        await type_line(pilot, "pager")
        await settle(pilot)
        assert "Nothing is called that." in shown(app)


async def test_a_list_to_choose_from_is_as_high_as_what_it_has_and_stays_so_while_one_types(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        for many, lines in ((1, 3), (5, 5), (40, 12)):
            await settle(pilot)
            choices = tuple(Choice(str(number), f"Conflict {number}") for number in range(many))
            pick(app, "Which one?", partial(tuple, choices), lambda _: None, verb="open")
            await settle(pilot)
            listing = app.screen.query_one("#pick-list", RowList)
            assert listing.size.height == lines
            assert "enter open" in shown(app)
            await type_line(pilot, "nothing like it")
            await settle(pilot)
            assert listing.size.height == lines
            await pilot.press("escape")


async def on_growth(pilot: Pilot[None], app: RhythmApp) -> GrowthScreen:
    await settle(pilot)
    page = GrowthScreen(app.rhythm)
    app.open_page(page)
    await settle(pilot)
    return page


async def test_a_question_that_the_border_has_no_room_for_stands_whole_in_the_window(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        page = await on_growth(pilot, app)
        for item in rhythm.growth.words.self_check:
            answer_check(page, item.id, item.text)
            await settle(pilot)
            assert item.text in in_box(app)
            await pilot.press("escape")
            await settle(pilot)
        answer_ego(page)
        await settle(pilot)
        assert rhythm.growth.words.ego in in_box(app)
        await type_line(pilot, "just another job")
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is page
        assert "kept" in shown(app)


async def test_what_a_fix_carries_out_is_told_as_a_sentence(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "fix decided, in effect"))
        assert "The charter of Platform is written down: that is stored" in in_box(app)


async def test_a_window_to_read_is_of_one_ground(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        page = await on_growth(pilot, app)
        read(page, "ways")
        await settle(pilot)
        panel, box = app.screen.query_one(TextPanel), app.screen.query_one(".dialog")
        assert panel.has_focus
        assert panel.background_colors[1] == box.background_colors[1]


async def test_what_may_stand_in_a_field_stands_in_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "f", "plus")
        assert "Bucket: core" not in shown(app), "it stands in the fields, and nowhere else"
        hints = ("core, growth, enabler or experimental", "1 is little, 5 is much", "else predictability,")
        for hint in (*hints, "learning speed, reduce complexity", "in records, commas between"):
            assert hint in shown(app)


async def test_what_may_stand_in_a_full_field_stands_above_it(rhythm: Rhythm, org: Org) -> None:
    bet = rhythm.portfolio.add(NewBet("Search", Bucket.GROWTH, 2, Mode.LEARNING_SPEED, ("ranking",)))
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        page = PortfolioScreen(rhythm)
        app.open_page(page)
        await settle(pilot)
        edit_bet(page, bet)
        await settle(pilot)
        said = in_box(app)
        assert (
            "Bucket: core, growth, enabler or experimental. Importance: 1 is little, 5 is much. Mode: may stay" in said
        )
        assert "Words: may stay empty; else its other names in records, commas between." in said
        assert "ranking" in said, "and every field has its line even so"


async def test_in_a_low_terminal_a_refusal_comes_into_sight_and_the_field_again_when_one_types(
    rhythm: Rhythm, org: Org
) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+e")
        first = app.screen.query(CaptureInput).first()
        await pilot.press("ctrl+u", "enter")
        await settle(pilot)
        assert app.screen.find_widget(app.screen.query_one("#echo")).visible_region.height > 0
        assert app.screen.find_widget(first).visible_region.height == 0
        await pilot.press("d")
        await settle(pilot)
        assert app.screen.find_widget(first).visible_region.height == 1


async def test_in_a_low_terminal_a_form_shows_the_label_of_its_field_and_why_nothing_was_stored(rhythm: Rhythm) -> None:
    def store(_: dict[str, str]) -> None:
        raise BadInput("another one has that name, and two of one name could not be told apart", "choose another")

    app = RhythmApp(rhythm)
    async with app.run_test(size=(40, 10)) as pilot:
        await settle(pilot)
        names = ["one", "two", "three", "four", "five"]
        ask_fields(app, "form", "A form", [Field(name, name.title(), understood=str) for name in names], store)
        await settle(pilot)
        form = app.screen

        def in_sight(part: Widget) -> bool:
            return form.find_widget(part).visible_region == part.region

        for key in ["tab"] * 4 + ["shift+tab"] * 4:
            await press(pilot, key)
            assert form.focused is not None
            assert form.focused.id is not None
            assert in_sight(form.focused)
            assert in_sight(form.query_one(form.focused.id.replace("field-", "#label-"))), key
        await press(pilot, "enter")
        assert in_sight(form.query_one("#refused"))
        await press(pilot, "x")
        assert form.focused is not None
        assert in_sight(form.focused), "and what is typed is seen"
        await press(pilot, "enter", "tab")
        assert in_sight(form.focused), "as is a field that one goes to"
