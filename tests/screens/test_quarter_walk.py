"""Weighing evidence, what was intended, the Markdown, the time and the sheets of a quarter, by keys alone."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.widgets import Markdown

from rhythm.app import RhythmApp
from rhythm.domain.decision_rights import Level, NewRight
from rhythm.domain.fixes import FixKind
from rhythm.domain.meetings import NoteKind
from rhythm.domain.periods import Quarter
from rhythm.domain.quarters import IntentionState, Sheet
from rhythm.domain.reviews import EvidenceMark
from rhythm.screens import quarter_rows
from rhythm.screens.behind import BehindScreen
from rhythm.screens.quarter import QuarterScreen
from rhythm.screens.quarter_sheets import SheetsScreen
from rhythm.screens.room import RoomScreen
from rhythm.screens.today import TodayScreen
from rhythm.service import Rhythm
from rhythm.storage.database import Database, Value
from tests.builders import FixedClock, Org, database_steps
from tests.screens.touring import settle
from tests.screens.tracking import due, press, shown
from tests.widgets.showing import screen_lines
from widgets.draft_area import DraftArea
from widgets.row_list import RowList

NARROW, WIDE = (80, 24), (120, 40)
NEXT, BACK = "right_square_bracket", "left_square_bracket"
THIS = Quarter(2026, 4)


@pytest.fixture
def app(rhythm: Rhythm) -> RhythmApp:
    """The app, opened on the quarter."""
    return RhythmApp(rhythm, place="quarter")


def marks(rhythm: Rhythm) -> list[tuple[str, EvidenceMark | None]]:
    return [(item.key, item.mark) for item in rhythm.quarters.walk().questions[0].evidence]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_row_is_struck_and_pinned_by_one_key_and_the_count_follows(
    rhythm: Rhythm, org: Org, app: RhythmApp, size: tuple[int, int]
) -> None:
    for words in ("first", "second", "third"):
        rhythm.tracker.good(words)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "rests on 3 records" in shown(app)
        await press(pilot, "x")
        assert marks(rhythm)[-1] == ("good_call:1", EvidenceMark.STRUCK)
        assert "rests on 2 records" in shown(app)
        assert "1 struck" in shown(app)
        await press(pilot, "end", "p")
        assert marks(rhythm)[-1] == ("good_call:1", EvidenceMark.STRUCK), "what is struck is not pinned"
        await press(pilot, "home", "down", "p")
        assert marks(rhythm)[0] == ("good_call:3", EvidenceMark.PINNED)
        assert "pinned" in shown(app)
        await press(pilot, "home", "p", "end", "x")
        assert [mark for _, mark in marks(rhythm)] == [None, None, None]
        await press(pilot, "u")
        assert marks(rhythm)[-1][1] is EvidenceMark.STRUCK


async def test_each_row_opens_its_record_and_comes_back_to_it(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    rhythm.tracker.good("moved the date alone")
    rhythm.planner.add_note(org.dana.id, "named the risk", NoteKind.PRAISE)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, BehindScreen)
        assert shown(app).count("moved the date alone") == 2
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, QuarterScreen)
        await press(pilot, NEXT, "down", "enter")
        assert isinstance(app.screen, RoomScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, QuarterScreen)
        row = app.screen.query_one("#evidence", RowList).highlighted
        assert row is not None
        assert row.key == "note:1"
        assert "question 2 of 5" in shown(app)


async def test_the_answer_is_shown_as_markdown_and_as_typed_again(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        app.screen.query_one("#answer", DraftArea).insert("# Trains\n\n**held** [/foo] <b>x</b>\n")
        await settle(pilot)
        await press(pilot, "f3")
        assert app.screen.query_one("#preview", Markdown).display
        assert "**" not in shown(app)
        assert "held" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, QuarterScreen)
        assert "**held**" in shown(app), "Escape goes back to what was typed, as v does"
        await press(pilot, "v", "v", "i")
        assert app.screen.query_one("#answer", DraftArea).has_focus
        assert "**held**" in shown(app)
        assert rhythm.quarters.walk().questions[0].answer.startswith("# Trains")
        await press(pilot, "escape", "v", "f8")
        assert "held" not in shown(app), "hidden, it is not rendered either"


async def test_what_was_intended_stands_beside_with_what_became_of_it_and_can_be_settled(
    rhythm: Rhythm, org: Org, clock: FixedClock, app: RhythmApp
) -> None:
    answer = "The train.\n> ask @dana for the charter by 12 dec\n> leave it alone\n> draw three ways"
    rhythm.quarters.answer(THIS, "structure", answer)
    clock.forward(60)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+o")
        assert "The train." in shown(app)
        assert shown(app).count("leave it alone") == 1, "the line stands once, with its fate"
        assert "not done, 38 d late" in shown(app)
        await press(pilot, "space")
        assert rhythm.planner.promises(mine=True) == ()
        assert "done Tue 19 Jan" in shown(app)
        await press(pilot, "down", "m", *"in 2 weeks", "enter", "d")
        found = rhythm.quarters.walk().questions[0].last_intentions
        assert [one.state for one in found] == [IntentionState.DONE, IntentionState.DROPPED, IntentionState.OPEN]
        assert found[1].moved == 1
        assert "not done, moved 1x, given up" in shown(app)
        await press(pilot, "u")
        assert rhythm.quarters.walk().questions[0].last_intentions[1].state is IntentionState.OPEN


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_is_understood_says_its_day_once_and_keeps_off_the_answer_before(
    rhythm: Rhythm, org: Org, app: RhythmApp, size: tuple[int, int]
) -> None:
    rhythm.quarters.answer(THIS.shifted(-1), "structure", "Then.")
    rhythm.quarters.answer(THIS, "structure", "> leave it alone by 12 dec")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, BACK, *(["ctrl+o"] if size == NARROW else []))
        lines = screen_lines(app)
        (at,) = [number for number, line in enumerate(lines) if "LAST QUARTER" in line]
        left = lines[at].index("LAST QUARTER")
        assert lines[at - 1][left:].strip() == ""
        assert lines[at - 2][left:].strip() == "→ leave it alone (by Sat 12 Dec)"


async def test_a_line_with_the_mark_is_understood_while_the_answer_is_kept(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        app.screen.query_one("#answer", DraftArea).insert("> ask @dana for the charter by 12 dec")
        await press(pilot, "escape")
        # Whole, wherever its lines end.
        assert "(a promise to Dana Okoye, by Sat 12 Dec)" in " ".join(shown(app).split())
        await press(pilot, "f8")
        assert "Okoye" not in shown(app)


async def test_a_fix_that_is_named_is_said_within_a_sentence_of_its_own(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    rhythm.fixes.add(due(org), FixKind.CHARTER, body="One slot a week.")
    rhythm.quarters.answer(THIS, "structure", "> fix 1\n> fix 9")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, BACK)
        said = " ".join(shown(app).split())
        assert "(fix 1, One slot a week, says what becomes of it)" in said
        assert "there is no fix #9; Conflicts (3) shows them all" in said


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_day_that_there_is_not_is_told_below_the_answer(
    rhythm: Rhythm, org: Org, app: RhythmApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        app.screen.query_one("#answer", DraftArea).insert("> draw three ways by 31.02.2026")
        await press(pilot, "escape")
        # Whole, wherever its lines end.
        assert "there is no 31 Feb 2026; Feb 2026" in " ".join(shown(app).split())
        await press(pilot, "f8")
        assert "there is no 31 Feb" not in shown(app)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("> ask @chris for the charter", "'chris' could be"),
        ("> ask @nobody for the charter", "called 'nobody'"),
        ("> see fix 99 through", "there is no fix #99"),
    ],
)
async def test_whom_or_what_a_line_names_in_vain_is_told_below_the_answer(
    rhythm: Rhythm, org: Org, app: RhythmApp, line: str, told: str
) -> None:
    for name, team in (("Chris Abel", org.growth), ("Chris Berg", org.platform)):
        rhythm.people.add(name, team_id=team.id)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "i")
        app.screen.query_one("#answer", DraftArea).insert(line)
        await press(pilot, "escape")
        assert told in " ".join(shown(app).split())
        await press(pilot, "f8")
        assert told not in " ".join(shown(app).split())


async def test_an_answer_that_was_begun_another_day_is_gone_on_with_at_its_end(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    rhythm.quarters.answer(THIS, rhythm.quarters.questions[0].id, "fewer\ncalls")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "left_square_bracket", "i", "comma")
        assert app.screen.query_one("#answer", DraftArea).text == "fewer\ncalls,"


async def test_an_answer_stored_elsewhere_while_one_is_in_its_field_is_gone_on_with_at_its_end(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "left_square_bracket", "i")
        rhythm.quarters.answer(THIS, rhythm.quarters.questions[0].id, "fewer\ncalls")
        app.tell_store_changed()
        await settle(pilot)
        await press(pilot, "comma")
        assert app.screen.query_one("#answer", DraftArea).text == "fewer\ncalls,"


async def test_time_is_counted_from_key_to_key_and_kept_when_one_leaves(
    rhythm: Rhythm, org: Org, clock: FixedClock, app: RhythmApp
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "0 of 45 min" in shown(app)
        for _ in range(80):
            await pilot.press("down")
        await settle(pilot)
        assert "1 of 45 min" in shown(app)
        clock.forward(1)
        await press(pilot, "down")
        assert rhythm.quarters.spent(THIS).minutes == 1, "a day away is no time spent"
        await press(pilot, "q")
        assert isinstance(app.screen, TodayScreen)
        kept = rhythm.quarters.spent(THIS).seconds
        assert 60 < kept < 400
    later = RhythmApp(rhythm, place="quarter")
    async with later.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "of 45 min" in shown(later)
        assert rhythm.quarters.spent(THIS).seconds >= kept


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_sheets_follow_the_questions_and_each_row_takes_three_keys(
    rhythm: Rhythm, org: Org, app: RhythmApp, size: tuple[int, int]
) -> None:
    rhythm.planner.add_note(org.dana.id, "named the risk", NoteKind.PRAISE)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *[NEXT] * 5)
        assert isinstance(app.screen, SheetsScreen)
        assert "Scorecard" in shown(app)
        for key in ("4", "n", "3"):
            await press(pilot, "enter", key, "enter")
        await press(pilot, "enter", "9", "enter")
        assert "that is not a mark" in shown(app)
        await press(pilot, "escape")
        lines = rhythm.quarters.sheets.lines(THIS, Sheet.SCORECARD)
        assert [line.value for line in lines[:4]] == ["4", "none", "3", ""]
        assert "no evidence" in shown(app)
        assert "3 of 9 said" in shown(app)
        await press(pilot, NEXT, "enter", "o", "tab", *"three teams", "enter")
        (focus, *_) = rhythm.quarters.sheets.lines(THIS, Sheet.FOCUS)
        assert (focus.value, focus.body) == ("manager_of_managers", "three teams")
        await press(pilot, NEXT, "down", "enter", *"more dates", "enter", "up", "o")
        assert isinstance(app.screen, BehindScreen)
        await press(pilot, "escape", *[NEXT] * 4)
        assert "Portfolio" in shown(app)
        await press(pilot, "escape", BACK)
        assert isinstance(app.screen, QuarterScreen)


async def test_it_goes_on_at_the_sheet_where_one_left(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "a", NEXT, "q")
        assert isinstance(app.screen, TodayScreen)
    later = RhythmApp(rhythm, place="quarter")
    async with later.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert isinstance(later.screen, SheetsScreen)
        assert "What you worked as" in shown(later)
        await press(pilot, BACK, BACK)
        assert isinstance(later.screen, QuarterScreen)
        assert "question 5 of 5" in shown(later)


async def test_a_sheet_is_no_obstacle_and_the_quarter_closes_from_it(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "a", "enter", "4", "enter", "ctrl+s", "enter")
        assert rhythm.quarters.walk().closed
        assert rhythm.quarters.data()["sheets"][0]["rows"][0]["value"] == "4"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_on_an_empty_store_every_question_and_sheet_says_what_would_feed_it(
    rhythm: Rhythm, app: RhythmApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for _ in rhythm.quarters.questions:
            assert "rests on none" in shown(app)
            assert "What feeds it" in shown(app)
            await press(pilot, NEXT)
        for _ in Sheet:
            assert isinstance(app.screen, SheetsScreen)
            await press(pilot, "enter", "escape", NEXT)


async def test_the_pattern_of_the_teams_asks_its_own_question(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    rhythm.structure.set_pattern("platform")
    rhythm.structure.set_charter(org.growth.id, owns=["banners"])
    rhythm.structure.set_charter(org.platform.id, owns=["Banner"])
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, *[NEXT] * 3)
        assert "Which user would miss it" in shown(app)
        assert "both own" in shown(app)
        assert "Platform: unknown: " in shown(app)


def test_opening_a_quarter_costs_the_same_after_ten_years(org: Org, db: Database, clock: FixedClock) -> None:
    """Counted in steps of the database machine, not in time."""

    def opened() -> None:
        org.rhythm.quarters.walk()
        for sheet in Sheet:
            org.rhythm.quarters.sheets.lines(THIS, sheet)

    def fill(first: int, weeks: int) -> None:
        people = (org.dana, org.ilya)
        with db.action("fill"):
            for week in range(first, first + weeks):
                day = (clock.day - dt.timedelta(weeks=week)).isoformat()
                conflict = db.insert("conflict", name=f"matter {week}", opened_on=day, state="closed")
                for person in people:
                    db.insert("meeting", person_id=person.id, kind="one_on_one", day=day, state="held", minutes=30)
                    db.insert("note", person_id=person.id, kind=("note", "praise")[week % 2], day=day, body="words")
                    db.insert("escalation", day=day, summary="w", raised_by_id=person.id, conflict_id=conflict)
                    db.insert(
                        "promise", person_id=person.id, body="w", made_on=day, mine=0, state="done", closed_on=day
                    )
                db.insert("good_call", person_id=org.dana.id, day=day, body="words")
                days: dict[str, Value] = {"decided_on": day, "in_effect": day, "settled_on": day}
                db.insert("fix", conflict_id=conflict, kind="charter", state="held", owner_id=org.dana.id, **days)
        for back in range(first // 13 + 1, (first + weeks) // 13):
            quarter = THIS.shifted(-back)
            org.rhythm.quarters.answer(quarter, "structure", f"then {back}\n> leave it {back}\n> ask @dana {back}")
            org.rhythm.quarters.sheets.fill(quarter, Sheet.SCORECARD, "coherence", value="3")
            org.rhythm.quarters.mark(quarter, "structure", f"good_call:{back}", EvidenceMark.STRUCK)

    org.rhythm.rights.set(NewRight(org.platform.id, "roadmap", clock.day, org.dana.id, Level.INQUIRE))
    fill(0, 78)
    after_a_year_and_a_half = database_steps(db, opened)
    fill(78, 442)
    assert database_steps(db, opened) <= after_a_year_and_a_half * 1.3


def test_each_intention_stays_a_line_of_its_own_where_an_answer_is_drawn_as_markdown() -> None:
    assert quarter_rows.drawn("It held.\n\n> one thing\n> another\nand more") == (
        "It held.\n\n> one thing\\\n> another\nand more"
    )
    assert quarter_rows.drawn("") == "*No answer yet.*"
