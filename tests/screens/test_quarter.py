"""The five quarterly questions, by keys alone."""

from __future__ import annotations

import re

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.escalations import Moment
from rhythm.domain.saying import say_quarter
from rhythm.screens.behind import BehindScreen
from rhythm.screens.dialogs.later_answer import LaterAnswerDialog
from rhythm.screens.dialogs.yes_no import YesNo
from rhythm.screens.quarter import QuarterScreen
from rhythm.screens.today import TodayScreen
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.sample.planted import sample
from tests.screens.touring import settle
from tests.screens.tracking import shown
from tests.widgets.showing import HOSTILE
from widgets.draft_area import DraftArea
from widgets.panel import TextPanel
from widgets.row_list import RowList

NARROW, WIDE, FULL = (80, 24), (120, 40), (170, 50)
NEXT, BACK = "right_square_bracket", "left_square_bracket"


@pytest.fixture
def app(rhythm: Rhythm) -> RhythmApp:
    """The app, opened on the quarter."""
    return RhythmApp(rhythm, place="quarter")


async def begun(pilot: Pilot[None]) -> QuarterScreen:
    """The page, once it is shown."""
    await pilot.pause()
    page = pilot.app.screen
    assert isinstance(page, QuarterScreen)
    return page


async def write(pilot: Pilot[None], page: QuarterScreen, text: str) -> None:
    """Into the answer, as a paste would."""
    await pilot.press("i")
    page.query_one("#answer", DraftArea).insert(text)
    await pilot.pause()


def answers(rhythm: Rhythm) -> dict[str, str]:
    """What is stored as answered, drafts left out."""
    review = rhythm.quarters.walk().review
    return dict(review.answers) if review is not None else {}


@pytest.mark.parametrize("size", [NARROW, FULL])
async def test_five_questions_are_answered_and_closed_by_keys_alone(
    rhythm: Rhythm, org: Org, app: RhythmApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        page = await begun(pilot)
        for number in range(5):
            assert f"question {number + 1} of 5" in shown(app)
            await write(pilot, page, f"answer {number}")
            await pilot.press("escape", NEXT)
        assert sorted(answers(rhythm).values()) == [f"answer {number}" for number in range(5)]
        await pilot.press("ctrl+s")
        await pilot.pause()
        walk = rhythm.quarters.walk()
        assert walk.closed
        assert walk.complete
        assert not page.query_one("#answer").display
        assert "answer 4" in shown(app)


async def test_an_answer_is_one_action_and_can_be_undone(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        before = len(rhythm.undoable())
        await write(pilot, page, "calls are made nearer to the work")
        await pilot.press("escape")
        assert len(rhythm.undoable()) == before + 1
        await pilot.press(NEXT, BACK)
        assert len(rhythm.undoable()) == before + 1
        await pilot.press("u")
        # Keys that come faster than the page follows wait for their turn.
        await settle(pilot)
        assert answers(rhythm) == {}
        assert page.query_one("#answer", DraftArea).text == ""


async def test_what_is_typed_is_a_draft_until_the_question_is_left(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "half a sen")
        app.keep_drafts()
        assert answers(rhythm) == {}
        assert rhythm.quarters.walk().questions[0].answer == "half a sen"
    later = RhythmApp(rhythm, place="quarter")
    async with later.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        assert page.query_one("#answer", DraftArea).text == "half a sen"


async def test_an_emptied_answer_stays_empty(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "wrong")
        await pilot.press("escape", NEXT, BACK, "i")
        page.query_one("#answer", DraftArea).clear()
        await pilot.press("escape", NEXT, BACK)
        assert page.query_one("#answer", DraftArea).text == ""
        assert not any(answers(rhythm).values())


async def test_an_emptied_answer_is_still_empty_after_a_kill(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    rhythm.quarters.answer(rhythm.reviews.this_quarter(), "structure", "wrong")
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        await pilot.press(BACK, "i")
        page.query_one("#answer", DraftArea).clear()
        await pilot.pause()
        # What is kept while one types; nothing that is done on leaving.
        app.keep_drafts()
        assert answers(rhythm) == {"structure": "wrong"}
        assert rhythm.quarters.walk().questions[0].answer == ""
        assert rhythm.quarters.comparing.answers("structure") == ()
        # As another app finds it, with the first one never left.
        second = RhythmApp(rhythm, place="quarter")
        async with second.run_test(size=NARROW) as other:
            found = await begun(other)
            assert (found.view.question.id, found.query_one("#answer", DraftArea).text) == ("structure", "")
    rhythm.quarters.close(rhythm.reviews.this_quarter())
    assert answers(rhythm)["structure"] == ""


async def test_a_struck_row_goes_to_the_end_and_the_cursor_stays_at_its_place(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    for text in ("first", "second", "third", "fourth"):
        rhythm.tracker.good(text)
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        listing = page.query_one("#evidence", RowList)

        def lit() -> str:
            return listing.highlighted.main if listing.highlighted is not None else ""

        await pilot.press("down")
        assert lit() == "second"
        await pilot.press("x")
        assert lit() == "third"
        await pilot.press("x")
        assert lit() == "fourth"
        await pilot.press("p")
        assert [item.text for item in page.view.evidence] == ["fourth", "first", "second", "third"]
        assert lit() == "second"
        await pilot.press("end", "x")
        assert (lit(), page.view.evidence[-1].text) == ("second", "second")


async def test_text_typed_under_one_question_never_lands_under_another(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "for the first")
        page.query_one("#evidence").focus()
        await pilot.press(NEXT)
        # What a pause in typing would have stored.
        page.query_one("#answer", DraftArea).flush()
        await pilot.pause()
        walk = rhythm.quarters.walk()
        assert [view.answer for view in walk.questions[:2]] == ["for the first", ""]
        assert rhythm.drafts("review:") == {}


async def test_a_dialog_over_the_page_loses_nothing_of_the_answer(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "while typing ")
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.screen is page
        assert page.query_one("#answer", DraftArea).text == "while typing "
        assert list(answers(rhythm).values()) == ["while typing"]


@pytest.mark.parametrize("keys", [("q",), ("1",), ("escape",)])
async def test_it_goes_on_at_the_question_where_one_left(
    rhythm: Rhythm, org: Org, app: RhythmApp, keys: tuple[str, ...]
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await begun(pilot)
        await pilot.press(NEXT, NEXT, *keys)
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
    later = RhythmApp(rhythm, place="quarter")
    async with later.run_test(size=NARROW) as pilot:
        await begun(pilot)
        assert "question 3 of 5" in shown(later)


@pytest.mark.parametrize("key", ["2", "4", "q"])
async def test_going_elsewhere_makes_what_was_typed_the_answer(
    rhythm: Rhythm, org: Org, app: RhythmApp, key: str
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "not lost")
        await pilot.press("tab", key)
        await pilot.pause()
        assert not isinstance(app.screen, QuarterScreen)
        assert list(answers(rhythm).values()) == ["not lost"]


async def test_every_figure_opens_its_rows(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    for days_ago in (2, 9):
        row = org.escalate("who sets the release date", days_ago)
        rhythm.tracker.edit(row.id, moment=Moment.NONE)
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        await pilot.press(NEXT, NEXT)
        assert "rests on 2 records" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BehindScreen)
        listing = app.screen.query_one("#list", RowList)
        assert listing.highlighted is not None
        assert listing.highlighted.key.startswith("escalation:")
        assert shown(app).count("who sets the release date") == 2
        await pilot.press("escape")
        assert await begun(pilot) is page
        assert "question 3 of 5" in shown(app)


async def test_a_row_that_fits_has_no_blank_line_before_what_is_said_of_it() -> None:
    app = RhythmApp(sample(), place="quarter")
    async with app.run_test(size=WIDE) as pilot:
        page = await begun(pilot)
        rows = page.query_one("#evidence", RowList)
        assert rows.highlighted is not None
        (said,) = rows.highlighted.detail
        assert said.startswith("of these: product")


async def test_without_evidence_it_says_what_would_feed_the_question(rhythm: Rhythm, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await begun(pilot)
        assert "rests on none" in shown(app)
        assert "What feeds it" in shown(app)


async def test_closing_asks_about_missing_answers_and_blocks_nothing(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "only one")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, YesNo)
        await pilot.press("n")
        assert not rhythm.quarters.walk().closed
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        walk = rhythm.quarters.walk()
        assert walk.closed
        assert walk.questions[0].answer == "only one"


async def test_a_closed_quarter_stays_as_it_was_and_undo_opens_it(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    rhythm.quarters.answer(rhythm.reviews.this_quarter(), "structure", "frozen words")
    rhythm.quarters.close(rhythm.reviews.this_quarter())
    rhythm.tracker.good("after the closing")
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        before = len(rhythm.undoable())
        assert "frozen words" in shown(app)
        assert "after the closing" not in shown(app)
        await pilot.press("ctrl+s", NEXT, BACK)
        await pilot.pause()
        assert len(rhythm.undoable()) == before
        await pilot.press("u", "u")
        await pilot.pause()
        assert "undone: close Q4 2026" in shown(app)
        assert page.query_one("#answer", DraftArea).display
        assert page.query_one("#answer", DraftArea).text == "frozen words"


async def test_last_quarter_stands_beside_and_can_be_looked_at(
    rhythm: Rhythm, org: Org, clock: FixedClock, app: RhythmApp
) -> None:
    rhythm.quarters.answer(rhythm.reviews.this_quarter(), "structure", "last time's words")
    rhythm.quarters.close(rhythm.reviews.this_quarter())
    clock.forward(90)
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        assert "last time's words" not in shown(app)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "last time's words" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "last time's words" not in shown(app)
        assert page.query_one("#evidence").has_focus
        await pilot.press("ctrl+left")
        await pilot.pause()
        assert "Q4 2026" in shown(app)
        assert "frozen copy" in shown(app)
        await pilot.press("ctrl+left")
        assert "Q4 2026" in shown(app)
        await pilot.press("ctrl+right")
        await pilot.pause()
        assert "Q1 2027" in shown(app)
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert "last time's words" in shown(app)
        assert page.query_one("#evidence").has_focus


@pytest.mark.parametrize(("closed_in", "now_in", "way"), [(1, 2, ["Q4 2026"]), (4, 1, ["Q3 2026"])])
async def test_the_way_back_leads_to_the_closed_quarter_that_has_the_name(
    rhythm: Rhythm, org: Org, db: Database, closed_in: int, now_in: int, way: list[str]
) -> None:
    settings = rhythm.settings

    def in_years_from(month: int) -> Rhythm:
        return Rhythm(db, db.clock, settings._replace(review=settings.review._replace(quarter_start_month=month)))

    before = in_years_from(closed_in).quarters
    before.answer(before.names.find(), "structure", "the words of the closed one")
    before.close(before.names.find())
    app = RhythmApp(in_years_from(now_in), place="quarter")
    async with app.run_test(size=FULL) as pilot:
        page = await begun(pilot)
        assert "the words of the closed one" in shown(app)
        for name in way:
            await pilot.press("ctrl+left")
            await pilot.pause()
            assert say_quarter(str(page.quarter)) == name
        assert page.closed
        assert "the words of the closed one" in shown(app)


async def test_the_review_can_be_copied_as_markdown(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "my words")
        await pilot.press("escape", "y")
        assert "> my words" in app.clipboard


async def test_hidden_shows_no_name_and_no_note(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    org.escalate("who sets the release date", 2)
    rhythm.tracker.good("Dana moved the date herself", person_id=org.dana.id)
    async with app.run_test(size=WIDE) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "Ilya grew")
        await pilot.press("f8")
        for _ in range(5):
            await pilot.pause()
            for secret in ("Dana", "Ilya", "release date", "Platform", "Growth"):
                assert secret not in shown(app)
            await pilot.press(NEXT)
        # Behind the questions lie the sheets.
        for key in ("h", *[BACK] * 5):
            await pilot.press(key)
            await pilot.pause()
        assert page.query_one("#answer", DraftArea).text == "Ilya grew"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_text_stands_as_it_was_typed(
    rhythm: Rhythm, org: Org, app: RhythmApp, size: tuple[int, int]
) -> None:
    for text in HOSTILE:
        if text.strip("\ufeff\u200d\u200b "):
            rhythm.tracker.good(text)
            org.escalate(text, 1)
    async with app.run_test(size=size) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "\n".join(HOSTILE[:4]))
        await pilot.press("escape")
        for _ in range(4):
            await pilot.press("down", "down", NEXT)
            await pilot.pause()
        assert "[/foo] closes nothing" in rhythm.quarters.walk().questions[0].answer
        await pilot.press("ctrl+s", "y")
        await pilot.pause()
        assert page.query_one("#frozen", TextPanel).display


async def test_resizing_keeps_question_row_and_text(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    for number in range(4):
        rhythm.tracker.good(f"call {number} went well without you in a long sentence that has to be wrapped somewhere")
    async with app.run_test(size=WIDE) as pilot:
        page = await begun(pilot)
        await write(pilot, page, "words")
        await pilot.press("escape", "down")
        row = page.query_one("#evidence", RowList).highlighted
        for size in (NARROW, (40, 14), FULL, WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        after = page.query_one("#evidence", RowList).highlighted
        assert row is not None
        assert after is not None
        assert after.key == row.key
        assert page.query_one("#answer", DraftArea).text == "words"


async def test_a_later_answer_that_was_emptied_is_still_empty_when_it_is_opened_again(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    quarter = rhythm.reviews.this_quarter()
    rhythm.quarters.answer(quarter, "structure", "it held")
    rhythm.quarters.close(quarter)
    rhythm.quarters.answer_later(quarter, "structure", "it came back")
    async with app.run_test(size=NARROW) as pilot:
        await begun(pilot)
        for kept in ("it came back", ""):
            await pilot.press("i")
            await pilot.pause()
            area = app.screen.query_one("#later", DraftArea)
            assert area.text == kept
            area.clear()
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert rhythm.quarters.walk(quarter).questions[0].later is None


async def test_a_later_answer_outlives_a_store_that_takes_nothing(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    quarter = rhythm.reviews.this_quarter()
    rhythm.quarters.answer(quarter, "structure", "it held")
    rhythm.quarters.close(quarter)
    async with app.run_test(size=NARROW) as pilot:
        await begun(pilot)
        rhythm.only_read("the disk is full", "make room")
        await pilot.press("i", "escape")
        await pilot.pause()
        assert not app._notifications
        await pilot.press("i")
        await pilot.pause()
        app.screen.query_one("#later", DraftArea).insert("it came back")
        await pilot.press("escape")
        await pilot.pause()
        assert ["the disk is full" in toast.message for toast in app._notifications] == [True]
        await pilot.press("i")
        await pilot.pause()
        assert app.screen.query_one("#later", DraftArea).text == "it came back"


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_what_is_said_after_closing_stands_beside_the_frozen_answer(
    rhythm: Rhythm, org: Org, app: RhythmApp, clock: FixedClock, size: tuple[int, int]
) -> None:
    quarter = rhythm.reviews.this_quarter()
    rhythm.quarters.answer(quarter, "structure", "it held")
    rhythm.quarters.close(quarter)
    clock.forward(13)
    async with app.run_test(size=size) as pilot:
        await begun(pilot)
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(app.screen, LaterAnswerDialog)
        app.screen.query_one("#later", DraftArea).insert("it came back")
        await pilot.press("escape")
        await pilot.pause()
        assert "came back" not in shown(app)
        await pilot.press("i")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        said = shown(app)
        assert "it held" in said
        assert "Changed after closing, on Thu 3 Dec:" in said
        assert "changed Thu 3 Dec" in said
        assert "it came back" in said
        assert rhythm.drafts("later:") == {}
        await pilot.press("u")
        await pilot.pause()
        assert "came back" not in shown(app)
        assert rhythm.quarters.walk(quarter).closed


async def test_a_copy_that_was_changed_from_outside_says_so(
    rhythm: Rhythm, org: Org, app: RhythmApp, db: Database
) -> None:
    quarter = rhythm.reviews.this_quarter()
    rhythm.quarters.answer(quarter, "structure", "it held")
    rhythm.quarters.close(quarter)
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        assert "frozen copy" in shown(app)
        with db.action("tamper"):
            db.connection.execute("DROP TRIGGER review_refuses_update")
            db.connection.execute("UPDATE review SET snapshot = replace(snapshot, 'held', 'broke')")
        page.reload()
        await pilot.pause()
        assert "! changed since: rhythm doctor" in shown(app)


async def test_figures_in_brackets_are_explained_where_they_stand_and_nowhere_else() -> None:
    app = RhythmApp(sample(), place="quarter")
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)
        told = []
        for _ in page.rhythm.quarters.questions:
            in_brackets = any(
                item.day is None and re.search(r"\(\d+( of \d+)?\)", item.text) for item in page.view.evidence
            )
            told.append(in_brackets)
            assert ("in brackets Q3 2026" in shown(app)) is in_brackets
            await pilot.press(NEXT)
            await pilot.pause()
        assert True in told
        assert False in told


@pytest.mark.parametrize("theme", ["rhythm-dark", "rhythm-light", "rhythm-contrast", "rhythm-terminal"])
async def test_the_answer_has_an_edge_in_every_theme_which_is_lit_while_one_writes(app: RhythmApp, theme: str) -> None:
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        page = await begun(pilot)

        def edge() -> tuple[str, object]:
            """The leftmost cell of the answer, and its colour."""
            area = page.query_one("#answer").region
            strip = app.screen._compositor.render_strips()[area.y].crop(0, 1)
            style = next(iter(strip)).style
            assert style is not None
            return strip.text, style.color

        mark, quiet = edge()
        assert mark == "▌"
        await pilot.press("i")
        await pilot.pause()
        assert edge()[0] == "▌"
        assert edge()[1] != quiet
