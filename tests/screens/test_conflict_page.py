"""The page of one conflict as a story: by week as a picture, by day as rows, and what opens behind each part."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.escalations import ConflictId, NewEscalation
from rhythm.domain.fixes import FixKind, FixState
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.conflict_rows import THE_RULE
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.dialogs.triage import TriageDialog
from rhythm.screens.place import list_width
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.screens.tracking import NARROW, WIDE, due, open_conflict, shown, twice
from widgets.panel import TextPanel
from widgets.row_list import Row, RowList

BROAD = (160, 50)


def rows_on(app: RhythmApp, listing: str = "#list") -> list[Row]:
    """Every row of the list in front."""
    found = app.screen.query_one(listing, RowList)
    return list(found._source.window(0, 10_000))


async def choose(pilot: Pilot[None], app: RhythmApp, start: str) -> None:
    """Enter on the first row whose key begins so."""
    key = next(row.key for row in rows_on(app) if row.key.startswith(start))
    app.screen.query_one("#list", RowList).highlight(key)
    await pilot.press("enter")
    await pilot.pause()


def fixed(rhythm: Rhythm, org: Org, clock: FixedClock) -> ConflictId:
    """A conflict with a fix that came back: due, put off, fixed, two more, came back."""
    number = due(org)
    rhythm.tracker.answer(number, VerdictKind.LATER)
    clock.forward(14)
    fix = rhythm.fixes.add(number, FixKind.CHARTER, owner_id=org.dana.id, body="Dana decides alone")
    rhythm.fixes.put_in_effect(fix.id)
    clock.forward(60)
    org.escalate("release date, once more", 10, conflict=number)
    org.escalate("and again the release date", 3, conflict=number)
    rhythm.fixes.settle(fix.id, FixState.CAME_BACK)
    return number


@pytest.mark.parametrize("size", [NARROW, WIDE, BROAD])
async def test_all_that_happened_stands_by_day_and_the_weeks_as_a_picture(
    rhythm: Rhythm, org: Org, clock: FixedClock, size: tuple[int, int]
) -> None:
    number = fixed(rhythm, org, clock)
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_conflict(pilot, app, number)
        rows = rows_on(app)
        said = "\n".join(f"{row.mark} {row.main} {row.fact} {row.right}" for row in rows)
        for part in (
            "↻ Tue 2 Feb  fix came back",
            "↻ Sat 30 Jan  opened again after the fix of 4 Dec 2026",
            "▲ Fri 4 Dec 2026  fix in effect",
            "· Fri 4 Dec 2026  fix decided",
            "Dana decides alone",
            "… Fri 20 Nov 2026  put off until Fri 4 Dec 2026",
            "· Sat 10 Oct 2026",
        ):
            assert " ".join(part.split()) in " ".join(said.split()), said
        picture = next(row for row in rows if row.key == "weeks:all").main
        pointers = rows[[row.key for row in rows].index("weeks:all") + 1].main
        assert len(picture) == 18
        assert picture.count("█") == 5
        assert picture.count("·") == 13, "a week without a log is missing, not quiet"
        assert pointers.index("▲") == 8
        assert pointers.index("↻") == 16
        legend = " ".join(row.main for row in rows if not row.key)
        assert "· nothing logged, 13 of 18 weeks" in legend
        assert "▲ fix in effect on 4 Dec 2026" in legend


@pytest.mark.parametrize("size", [NARROW, WIDE, BROAD])
async def test_what_the_rows_say_together_stands_whole(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    number = due(org)
    same = {"planning_assumptions": True, "success_criteria": False, "escalation_rules": True}
    rhythm.alignment.answer(number, same)
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_conflict(pilot, app, number)
        seen = " ".join(line[: list_width(size[0])].strip() for line in shown(app).splitlines())
        assert "Tested Fri 20 Nov: not the same success criteria, so misalignment." in " ".join(seen.split())


async def test_enter_on_each_part_opens_its_rows(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    number = fixed(rhythm, org, clock)
    everything = {f"{row.id}" for row in rhythm.tracker.rows_of(number)}
    late = {f"{row.id}" for row in rhythm.tracker.rows_of(number)[-2:]}
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_conflict(pilot, app, number)
        for start, behind in (
            ("step:settled", everything),
            ("step:in_effect", everything),
            ("step:opened_again", {max(late, key=int)}),
            ("step:decided", everything - late),
            ("step:verdict", everything - late),
        ):
            await choose(pilot, app, start)
            assert {row.key for row in rows_on(app, "#pick-list")} == behind, start
            await pilot.press("escape")
            await pilot.pause()
        await choose(pilot, app, "weeks:")
        assert isinstance(app.screen, PickDialog)
        assert [row.fact for row in rows_on(app, "#pick-list")] == ["1 meeting"] * 5
        await pilot.press("enter")
        await pilot.pause()
        assert {row.key for row in rows_on(app, "#pick-list")} == {max(late, key=int)}
        await pilot.press("escape")
        await pilot.pause()
        await choose(pilot, app, "escalation:")
        assert isinstance(app.screen, TriageDialog)


async def test_every_row_that_can_be_chosen_opens_something(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    number = fixed(rhythm, org, clock)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        page = app.screen
        keys = [row.key for row in rows_on(app) if row.selectable and not row.key.startswith("do:")]
        assert len(keys) == len(set(keys))
        for key in keys:
            page.query_one("#list", RowList).highlight(key)
            await pilot.press("enter")
            await pilot.pause()
            assert app.screen is not page, key
            await pilot.press("escape")
            await pilot.pause()


async def test_two_rows_of_one_meeting_are_one_dot(rhythm: Rhythm, org: Org) -> None:
    number = org.escalate("who signs", 20, conflict="new", forum="sync").conflict_id
    org.escalate("who signs what", 20, conflict=number, forum="sync")
    org.escalate("signing", 2, conflict=number, forum="sync")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number or 0)
        rows = [row for row in rows_on(app) if row.key.startswith("escalation:")]
        assert [row.mark for row in rows] == ["●", "●", ""]
        assert "also" in rows[-1].main


@pytest.mark.parametrize("place", ["today", "conflicts"])
async def test_enter_reaches_it_from_today_and_from_conflicts(rhythm: Rhythm, org: Org, place: str) -> None:
    number = due(org)
    app = RhythmApp(rhythm, place=place)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight(f"conflict:{number}")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ConflictScreen)
        assert "BY WEEK" in "".join(row.main for row in rows_on(app))


async def test_a_card_of_which_nothing_was_said_yet_has_one_blank_line_above_the_rule(rhythm: Rhythm, org: Org) -> None:
    number = org.escalate("matter", 40, conflict="new").conflict_id
    for days_ago in (20, 1):
        org.escalate("matter", days_ago, conflict=number)
    assert number is not None
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        mains = [row.main for row in rows_on(app)]
    rule = mains.index(THE_RULE)
    assert (mains[rule - 1], mains[rule - 2] != "") == ("", True)


async def test_enter_reaches_it_from_the_search_also_by_what_was_decided(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    rhythm.tracker.answer(number, VerdictKind.TENSION, why="quagga")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash")
        await pilot.press(*"quagga")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ConflictScreen)
        assert "~" in [row.mark for row in rows_on(app)]


async def test_a_forum_of_a_long_name_is_read_whole_on_its_row_or_beside_it(rhythm: Rhythm, org: Org) -> None:
    forum = "Quarterly steering committee of the northern region"
    org.escalate("who owns the banner", 9, forum="council")
    number = org.escalate("who owns the banner order", 2, conflict="new", forum=forum).conflict_id
    assert number is not None
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        said = " ".join(shown(app).split())
        assert f"In {forum}: who owns the banner order" in said
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        pane = " ".join(para.text for para in app.screen.query_one("#detail", TextPanel)._paras)
        assert f"in {forum}" in pane


async def test_hundreds_of_meetings_scroll_and_keep_their_place(rhythm: Rhythm, org: Org, db: Database) -> None:
    # The matcher is not asked here, and would take most of the time.
    db.derive = None
    with db.action("many"):
        number = rhythm.tracker.log(NewEscalation("matter", rhythm.today()), conflict="new").conflict_id
        for ago in range(3, 1200, 3):
            rhythm.tracker.log(NewEscalation("matter", rhythm.today() - dt.timedelta(days=ago)), conflict=number)
    reads: list[str] = []
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number or 0)
        picture = next(row.main for row in rows_on(app) if row.key == "weeks:all")
        assert len(picture) <= 76
        assert "3 weeks a mark" in " ".join(row.main for row in rows_on(app))
        listing = app.screen.query_one("#list", RowList)
        for key in ("end", "pageup", "pageup"):
            await pilot.press(key)
        assert listing.highlighted is not None
        stood = listing.highlighted.key
        db.connection.set_trace_callback(reads.append)
        app.tell_store_changed()
        await pilot.pause()
        db.connection.set_trace_callback(None)
        assert listing.highlighted.key == stood
    assert len(reads) < 100, "the page is read at once, not row by row"


async def test_hidden_it_shows_neither_names_nor_words(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    number = fixed(rhythm, org, clock)
    app = RhythmApp(rhythm)
    async with app.run_test(size=BROAD) as pilot:
        await open_conflict(pilot, app, number)

        def said() -> str:
            return shown(app) + "".join(f"{row.main}{row.fact}{row.right}" for row in rows_on(app))

        named = ("Dana", "release", "alone")
        assert [word for word in named if word in said()] == [*named]
        await pilot.press("h")
        await pilot.pause()
        assert not [word for word in named if word in said()]
        await choose(pilot, app, "step:settled")
        assert "release" not in shown(app)


async def test_one_meeting_is_a_story_too(rhythm: Rhythm, org: Org) -> None:
    number = twice(org)
    young = org.escalate("banner order", conflict="new").conflict_id
    app = RhythmApp(rhythm)
    async with app.run_test(size=(40, 12)) as pilot:
        for one in (number, young):
            await open_conflict(pilot, app, one or 0)
            assert "BY DAY" in "".join(row.main for row in rows_on(app))
            await pilot.press("escape")
            await pilot.pause()


@pytest.mark.parametrize("size", [NARROW, WIDE, BROAD])
async def test_the_cursor_begins_on_the_answer_in_every_width(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_conflict(pilot, app, number)
        row = app.screen.query_one("#list", RowList).highlighted
        assert row is not None
        assert row.key == "do:fix"


async def test_below_a_card_stands_what_else_was_and_in_which_weeks_nothing_at_all_was_logged(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    number = due(org)
    rhythm.tracker.answer(number, VerdictKind.LATER)
    clock.forward(49)
    for days in (2, 1, 0):
        org.escalate("the release date again", days, conflict=number)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        said = [f"{row.main} {row.fact}" for row in rows_on(app)]
    at = next(place for place, line in enumerate(said) if "EVERYTHING ELSE, BY DAY" in line)
    assert any("6 weeks in which you logged nothing at all" in line for line in said[at:])
