"""Rituals by keys: taken up and held under Org, told on Today, answered about in the week."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.rituals import NewRitual, Ritual
from rhythm.screens.dialogs.line import LineDialog
from rhythm.screens.dialogs.ritual import EditRitual, HoldRitual
from rhythm.screens.org import OrgScreen
from rhythm.screens.week import WeekScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, fill, keyed_rows, shown, type_line
from tests.widgets.showing import HOSTILE
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList

OWN = NewRitual("Staff forum", "What did we decide together?", 7, "One hour, no slides.")


@pytest.fixture
def asking(org: Org, clock: FixedClock) -> Ritual:
    """A ritual that left its question open three times, the last time today. Nothing else is asked."""
    rituals = org.rhythm.rituals
    own = rituals.add(OWN)
    for days in (14, 7, 0):
        rituals.hold(own.id, clock.day - dt.timedelta(days=days), answered=False)
    return own


async def on_row(pilot: Pilot[None], key: str) -> None:
    """Org, with the cursor on a row."""
    await pilot.pause()
    assert isinstance(pilot.app.screen, OrgScreen)
    assert pilot.app.screen.query_one("#list", RowList).highlight(key)
    await pilot.pause()


async def test_an_empty_organisation_has_no_empty_module(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert keyed_rows(app) == {}
        await app.action_place("today")
        await pilot.pause()
        assert "ritual" not in shown(app).casefold()


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.usefixtures("org")
async def test_what_is_on_offer_stands_last_and_one_key_takes_it_up(rhythm: Rhythm, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        offers = [key for key in keyed_rows(app) if key.startswith("offer:")]
        assert offers == list(keyed_rows(app))[-4:]
        await on_row(pilot, "offer:product_engineering_sync")
        assert shown(app).count("Which trade-off did we settle") == 1
        if size == WIDE:
            assert any("Which trade-off" in line[79:] for line in shown(app).split("\n")), "in the pane"
        await pilot.press("space")
        await pilot.pause()
        (standing,) = rhythm.rituals.standings()
        assert standing.ritual.slug == "product_engineering_sync"
        assert "offer:product_engineering_sync" not in keyed_rows(app)
        row = keyed_rows(app)["ritual:1"]
        assert (row.right, row.fact) == ("in 7 d", "weekly · not held yet")
        highlighted = app.screen.query_one("#list", RowList).highlighted
        assert highlighted is not None
        assert highlighted.key == "ritual:1"
        await pilot.press("u")
        await pilot.pause()
        assert rhythm.rituals.standings() == ()
        assert "offer:product_engineering_sync" in keyed_rows(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.usefixtures("org")
async def test_a_ritual_is_held_by_keys_and_the_dialog_fits(
    rhythm: Rhythm, clock: FixedClock, size: tuple[int, int]
) -> None:
    own = rhythm.rituals.add(OWN)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await on_row(pilot, f"ritual:{own.id}")
        await pilot.press("k")
        assert isinstance(app.screen, HoldRitual)
        assert "What did we decide together?" in shown(app)
        await pilot.press("enter")
        assert "type y or n" in shown(app)
        await pilot.press("y")
        await fill(pilot, decisions="2", standard="one page", minutes="1h", on="thu", note="quince is off")
        picture = shown(app)
        assert "Thu 19 Nov, 1 d ago: answered its question, 2 decisions" in picture
        assert all(part in picture for part in ("answered", "standard", "note", "store"))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, OrgScreen)
        assert keyed_rows(app)[f"ritual:{own.id}"].fact == "weekly · answered 1 of 1 · 2 decisions"
        assert ("quince is off" in shown(app)) is (size == WIDE)
    (session,) = rhythm.rituals.standings()[0].recent
    assert (session.day, session.answered, session.decisions) == (clock.day - dt.timedelta(days=1), True, 2)
    assert (session.standard, session.minutes, session.note) == ("one page", 60, "quince is off")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"answered": "perhaps"}, "neither yes nor no"),
        ({"answered": "y", "on": "12/3"}, "12 Mar or 3 Dec"),
        ({"answered": "y", "on": "tomorrow"}, "still to come"),
        ({"answered": "y", "decisions": "some"}, "not a number of decisions"),
        ({"answered": "y", "minutes": "long"}, "not a length of time"),
    ],
)
@pytest.mark.usefixtures("org")
async def test_what_can_not_be_read_is_said_where_it_was_typed_and_nothing_is_stored(
    rhythm: Rhythm, texts: dict[str, str], said: str
) -> None:
    own = rhythm.rituals.add(OWN)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_row(pilot, f"ritual:{own.id}")
        await pilot.press("enter")
        await fill(pilot, **texts)
        assert said in shown(app)
        await pilot.press("enter")
        assert isinstance(app.screen, HoldRitual)
    assert rhythm.rituals.standings()[0].recent == ()


@pytest.mark.usefixtures("org")
async def test_what_was_typed_waits_for_the_next_time_and_what_was_said_today_stands_there(rhythm: Rhythm) -> None:
    own = rhythm.rituals.add(OWN)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_row(pilot, f"ritual:{own.id}")
        await pilot.press("k")
        await fill(pilot, answered="n", note="only status")
        await pilot.press("escape")
        assert rhythm.rituals.standings()[0].recent == ()
        await pilot.press("k")
        assert app.screen.query_one("#note", CaptureInput).value == "only status"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("k")
        assert app.screen.query_one("#answered", CaptureInput).value == "n"
        await fill(pilot, answered="y")
        await pilot.press("enter")
        await pilot.pause()
    (session,) = rhythm.rituals.standings()[0].recent
    assert (session.answered, session.note) == (True, "only status")


@pytest.mark.usefixtures("org")
async def test_a_ritual_of_ones_own_is_added_changed_and_stopped(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("plus")
        assert isinstance(app.screen, EditRitual)
        await fill(pilot, name="Staff forum", every="often")
        assert "not a number of days" in shown(app)
        await fill(pilot, every="every 2 weeks")
        await pilot.press("enter")
        assert "the question is empty" in shown(app)
        await fill(pilot, question="What did we decide?")
        await pilot.press("enter")
        await pilot.pause()
        (standing,) = rhythm.rituals.standings()
        assert (standing.ritual.name, standing.ritual.every_days, standing.ritual.slug) == ("Staff forum", 14, None)
        await on_row(pilot, "ritual:1")
        await pilot.press("ctrl+e")
        await fill(pilot, question="What do we stop?")
        assert "its count begins anew" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        (standing,) = rhythm.rituals.standings()
        assert standing.ritual.question == "What do we stop?"
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert rhythm.rituals.standings() == ()
        await pilot.press("u")
        assert [one.ritual.name for one in rhythm.rituals.standings()] == ["Staff forum"]


async def test_today_tells_of_what_is_due_in_one_calm_line(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.planner.hold(org.dana.id, clock.day)
    rhythm.rituals.add(OWN)
    clock.forward(5)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        row = keyed_rows(app)["ritual:1"]
        assert (row.main, row.mark, row.right) == ("Staff forum", "", "in 2 d")
        assert app.screen.query_one("#list", RowList).highlight("ritual:1")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, OrgScreen)
        landed = app.screen.query_one("#list", RowList).highlighted
        assert landed is not None
        assert landed.key == "ritual:1"
        await app.action_place("today")
        rhythm.rituals.take_up("product_engineering_sync")
        clock.forward(7)
        app.tell_store_changed()
        await pilot.pause()
        row = keyed_rows(app)["place:org"]
        assert row.main == "2 rituals"
        assert "Staff forum 5 d late" in row.fact
        assert app.screen.query_one("#list", RowList).highlight("place:org")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, OrgScreen)


@pytest.mark.parametrize(("every", "on_monday"), [(9, True), (10, False)])
@pytest.mark.usefixtures("org")
async def test_today_tells_of_rituals_up_to_sunday_and_org_marks_them_from_their_day_on(
    rhythm: Rhythm, clock: FixedClock, every: int, on_monday: bool
) -> None:
    """Taken up on Friday; the day after next Sunday is in another week."""
    own = rhythm.rituals.add(OWN._replace(every_days=every))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for days, told in ((2, False), (1, on_monday)):
            clock.forward(days)
            app.tell_store_changed()
            await pilot.pause()
            assert (f"ritual:{own.id}" in keyed_rows(app)) is told, clock.day
        await app.action_place("org")
        for days, mark in ((every - 4, ""), (1, app.marks.here), (1, app.marks.here)):
            clock.forward(days)
            app.tell_store_changed()
            await pilot.pause()
            assert keyed_rows(app)[f"ritual:{own.id}"].mark == mark, clock.day


async def week_with(pilot: Pilot[None], step: str) -> WeekScreen:
    """The weekly review, at a step."""
    await pilot.pause()
    page = pilot.app.screen
    assert isinstance(page, WeekScreen)
    while page.step != step:
        before = page.step
        await pilot.press("right_square_bracket")
        assert page.step != before
    return page


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_one_key_keeps_a_ritual_and_undo_asks_again(
    rhythm: Rhythm, asking: Ritual, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=size) as pilot:
        page = await week_with(pilot, "rituals")
        # Where a pane stands beside the list, the question stands there, and not twice.
        listing = app.focused
        assert isinstance(listing, RowList)
        assert listing.highlighted is not None
        assert bool(listing.highlighted.detail) is (size == NARROW)
        picture = shown(app)
        assert "Staff forum" in picture
        assert "3 times no" in picture
        assert OWN.question in picture
        await pilot.press("k")
        await pilot.pause()
        assert page.step != "rituals"
        assert rhythm.rituals.asking() == ()
        assert rhythm.rituals.standings()[0].ritual.answered_on == rhythm.today()
        await pilot.press("u")
        await pilot.pause()
        assert [one.ritual.id for one in rhythm.rituals.asking()] == [asking.id]


async def test_one_key_stops_it_and_another_asks_another_question(rhythm: Rhythm, asking: Ritual) -> None:
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await week_with(pilot, "rituals")
        await pilot.press("d")
        await pilot.pause()
        assert rhythm.rituals.standings() == ()
        await pilot.press("u")
        await week_with(pilot, "closing")
        await pilot.press("left_square_bracket", "left_square_bracket")
        page = pilot.app.screen
        assert isinstance(page, WeekScreen)
        while page.step != "rituals":
            before = page.step
            await pilot.press("left_square_bracket")
            assert page.step != before
        await pilot.press("c")
        assert isinstance(app.screen, LineDialog)
        assert f"Instead of: {OWN.question}" in shown(app)
        await pilot.press("enter")
        assert "the question is empty" in shown(app)
        await type_line(pilot, "What do we stop?")
        await pilot.press("enter")
        await pilot.pause()
    ritual = rhythm.rituals.standings()[0].ritual
    assert (ritual.id, ritual.question) == (asking.id, "What do we stop?")
    assert rhythm.rituals.asking() == ()


@pytest.mark.usefixtures("org")
async def test_without_such_a_ritual_the_step_is_passed_by_itself(rhythm: Rhythm) -> None:
    own = rhythm.rituals.add(OWN)
    for days in (7, 0):
        rhythm.rituals.hold(own.id, rhythm.today() - dt.timedelta(days=days), answered=False)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, WeekScreen)
        seen = [page.step]
        while page.step != "closing":
            await pilot.press("right_square_bracket")
            seen.append(page.step)
    assert "rituals" not in seen


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_nothing_of_a_ritual_is_read_while_names_are_hidden(
    rhythm: Rhythm, asking: Ritual, size: tuple[int, int]
) -> None:
    rhythm.rituals.hold(asking.id, answered=False, standard="forum rule", note="forum note")
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await on_row(pilot, f"ritual:{asking.id}")
        await pilot.press("k", "f8")
        await pilot.pause()
        pictures = [shown(app)]
        await pilot.press("escape", "ctrl+e")
        pictures.append(shown(app))
        await pilot.press("escape")
        pictures.append(shown(app))
        await app.action_place("today")
        await pilot.pause()
        pictures.append(shown(app))
        await app.action_place("week")
        await week_with(pilot, "rituals")
        pictures.append(shown(app))
        await pilot.press("c")
        pictures.append(shown(app))
    for picture in pictures:
        assert "forum" not in picture
        assert "decide together" not in picture
        assert "no slides" not in picture


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.usefixtures("org")
async def test_any_text_of_a_ritual_is_shown_as_text(rhythm: Rhythm, clock: FixedClock, size: tuple[int, int]) -> None:
    text = " ".join(HOSTILE).replace("\ud83d", "\ufffd")[:15_000]
    own = rhythm.rituals.add(NewRitual(f"[Q3] {text}", f"[Q3] {text}?", 7, text))
    for days in (14, 7, 0):
        rhythm.rituals.hold(own.id, clock.day - dt.timedelta(days=days), answered=False, standard=text, note=text)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await on_row(pilot, f"ritual:{own.id}")
        # Taking the picture asserts that every line is as wide as the screen.
        assert "[Q3]" in shown(app)
        for key in ("k", "ctrl+e"):
            await pilot.press(key)
            assert "[Q3]" in shown(app)
            await pilot.press("escape")
        await app.action_place("week")
        await week_with(pilot, "rituals")
        assert "[Q3]" in shown(app)
        await pilot.press("c")
        assert "[Q3]" in shown(app)
        await pilot.press("escape")
        clock.forward(7)
        await app.action_place("today")
        await pilot.pause()
        assert shown(app)
