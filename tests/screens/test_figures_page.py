"""The figures page: counts, areas by managers, team by team; every number opens the rows it counts."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.decision_rights import Level, NewRight
from rhythm.domain.escalations import Handling, Moment, NewEscalation, Party
from rhythm.domain.periods import week_of
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.figures import FiguresScreen
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.settings.schema import Review
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.screens.tracking import NARROW, WIDE, shown
from tests.widgets.showing import lines
from widgets.cell_grid import CellGrid
from widgets.panel import TextPanel
from widgets.plain import UNICODE
from widgets.row_list import RowList
from widgets.tone import Tone


def log(org: Org, days_ago: int, area: str = "roadmap", **fields: object) -> None:
    parties = (Party("Platform", org.platform.id), Party("Growth", org.growth.id))
    day = org.rhythm.today() - dt.timedelta(days=days_ago)
    new = NewEscalation(f"{area} of day {days_ago}", day, parties, area=area, moment=Moment.NONE, minutes=10)
    org.rhythm.tracker.log(new._replace(**fields), conflict="new")  # type: ignore[arg-type]


async def on_figures(pilot: Pilot[None]) -> FiguresScreen:
    await pilot.pause()
    await pilot.press("home", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, FiguresScreen)
    return pilot.app.screen


def rows(app: RhythmApp) -> dict[str, str]:
    source = app.screen.query_one("#list", RowList)._source
    return {row.key: f"{row.fact.strip()} {row.right}".strip() for row in source.window(0, 20)}


def grid(app: RhythmApp) -> dict[str, list[str]]:
    """The words of each line of the grid, by its first one, without the mark of the cell at rest."""
    drawn = [line.replace(UNICODE.rest, " ").split() for line in lines(app.screen.query_one("#grid", CellGrid))[1:]]
    return {words[0]: words[1:] for words in drawn if words}


async def many_weeks(org: Org) -> None:
    """Enough logged weeks of both spans to compare."""
    for weeks in range(26):
        log(org, weeks * 7, raised_by_id=org.noor.id)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_plain_counts_stand_beside_those_of_the_weeks_before(org: Org, size: tuple[int, int]) -> None:
    day = org.rhythm.today() - dt.timedelta(days=60)
    org.rhythm.rights.set(NewRight(org.platform.id, "quality", day, org.dana.id, Level.ADVISE))
    log(org, 1, "quality", raised_by_id=org.noor.id, handling=Handling.OVERRODE)
    log(org, 2, moment=Moment.AMBIGUITY)
    log(org, 3, moment=None)
    log(org, 95)
    org.rhythm.tracker.good("Dana moved the date", person_id=org.dana.id)
    app = RhythmApp(org.rhythm, place="conflicts")
    async with app.run_test(size=size) as pilot:
        await on_figures(pilot)
        found = rows(app)
        assert found["all"] == "3 (1) 30 min (10)"
        assert [found[key] for key in ("mine", "not_mine", "unsaid", "held")] == ["1 (0)", "1 (1)", "1 (0)", "1 (0)"]
        assert found["leaks"] == "1 decided otherwise 1"
        assert "logged in 1 of 13 weeks (1), too few to compare" in shown(app)


async def test_where_there_is_room_no_count_is_out_of_sight(org: Org) -> None:
    await many_weeks(org)
    app = RhythmApp(org.rhythm, place="conflicts")
    async with app.run_test(size=WIDE) as pilot:
        await on_figures(pilot)
        counts = app.screen.query_one("#list", RowList)
        assert len(counts.rows()) > 8
        assert counts.max_scroll_y == 0
        assert "Roadmap" in shown(app)


async def test_a_week_without_a_log_is_a_gap_and_a_quiet_one_by_word_is_a_zero(org: Org, clock: FixedClock) -> None:
    log(org, 0)
    week = week_of(clock.day).shifted(-2)
    today, clock.day = clock.day, week.last_day
    org.rhythm.reviews.close_week(week, nothing_reached_me=True)
    clock.day = today
    app = RhythmApp(org.rhythm, place="conflicts")
    async with app.run_test(size=WIDE) as pilot:
        screen = await on_figures(pilot)
        assert rows(app)["weekly"].endswith("- - - - - - - - - - 0 - 1")
        screen.query_one("#list", RowList).highlight("weekly")
        await pilot.pause()
        assert "missing, not quiet. There are 11." in " ".join(
            "".join(line.rstrip() + " " for line in lines(screen.query_one("#detail", TextPanel))).split()
        )


async def test_areas_and_managers_make_a_grid_with_the_weeks_before_in_brackets(org: Org) -> None:
    await many_weeks(org)
    log(org, 1, "quality", raised_by_id=org.chris_m.id)
    log(org, 1, "quality")
    app = RhythmApp(org.rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        screen = await on_figures(pilot)
        assert grid(app) == {"Roadmap": ["13", "(13)", "·"], "Quality": ["1", "(0)", "2", "(0)"]}
        cells = screen.query_one("#grid", CellGrid)._lines
        assert [[cell.tone for cell in line.cells] for line in cells] == [
            [Tone.WARNING, Tone.DIM],
            [Tone.PLAIN, Tone.PLAIN],
        ]
        await pilot.press("h")
        await pilot.pause()
        assert "Dana" not in shown(app)


async def test_with_few_logged_weeks_the_grid_is_dim(org: Org) -> None:
    for days in range(4):
        log(org, days, raised_by_id=org.noor.id)
    app = RhythmApp(org.rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        screen = await on_figures(pilot)
        assert {cell.tone for line in screen.query_one("#grid", CellGrid)._lines for cell in line.cells} == {Tone.DIM}


async def test_enter_lists_exactly_the_rows_behind_a_number_and_behind_a_cell(org: Org) -> None:
    log(org, 1, "quality", raised_by_id=org.chris_m.id)
    log(org, 2, raised_by_id=org.noor.id, moment=Moment.AMBIGUITY)
    log(org, 3, raised_by_id=org.noor.id)
    app = RhythmApp(org.rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        screen = await on_figures(pilot)

        async def listed() -> list[str]:
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, PickDialog)
            source = app.screen.query_one("#pick-list", RowList)._source
            found = [row.main for row in source.window(0, 50)]
            await pilot.press("escape")
            await pilot.pause()
            return found

        assert await listed() == ["quality of day 1", "roadmap of day 2", "roadmap of day 3"]
        await pilot.press("down", "down")
        assert await listed() == ["roadmap of day 2"]
        await pilot.press("tab")
        screen.query_one("#grid", CellGrid).highlight(f"area:roadmap:{org.dana.id}")
        assert await listed() == ["roadmap of day 2", "roadmap of day 3"]
        await pilot.press("p")
        screen.query_one("#grid", CellGrid).highlight(f"pair:{org.growth.id}:{org.platform.id}")
        assert len(await listed()) == 3


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_team_by_team_conflicts_and_meetings_of_the_window_are_counted(org: Org, size: tuple[int, int]) -> None:
    first = org.escalate("who sets the date", 90, conflict="new", forum="staff")
    org.escalate("the date again", 90, conflict=first.conflict_id, forum="staff")
    org.escalate("the date once more", 5, conflict=first.conflict_id)
    org.escalate("the banner", 5, conflict="new", forum="staff")
    org.escalate("long ago", 91, conflict="new")
    app = RhythmApp(org.rhythm, place="conflicts")
    async with app.run_test(size=size) as pilot:
        await on_figures(pilot)
        await pilot.press("p")
        await pilot.pause()
        assert grid(app) == {"Growth": ["█", "2/2"], "Platform": ["█", "2/2"]}


async def test_earlier_weeks_can_be_looked_at_and_nothing_after_these(org: Org) -> None:
    log(org, 95, "quality")
    app = RhythmApp(org.rhythm, place="conflicts")
    log(org, 1)
    async with app.run_test(size=NARROW) as pilot:
        await on_figures(pilot)
        assert rows(app)["all"].startswith("1 (1)")
        await pilot.press("ctrl+left")
        await pilot.pause()
        assert rows(app)["all"].startswith("1 (0)")
        await pilot.press("ctrl+right", "ctrl+right")
        await pilot.pause()
        assert rows(app)["all"].startswith("1 (1)")
        assert "these are the last weeks" in shown(app)


async def test_the_calls_that_held_are_listed(rhythm: Rhythm, org: Org) -> None:
    log(org, 1)
    rhythm.tracker.good("Dana moved the date", person_id=org.dana.id)
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        screen = await on_figures(pilot)
        screen.query_one("#list", RowList).highlight("held")
        await pilot.press("enter")
        await pilot.pause()
        assert "Dana moved the date" in shown(app)


@pytest.mark.parametrize(("start_month", "first"), [(1, dt.date(2026, 10, 1)), (2, dt.date(2026, 11, 1))])
async def test_a_quarter_of_ones_own_year_stands_beside_the_whole_one_before(
    db: Database, clock: FixedClock, start_month: int, first: dt.date
) -> None:
    org = Org(Rhythm(db, clock, Settings(review=Review(quarter_start_month=start_month))))
    today = org.rhythm.today()
    for day in (first, today, first - dt.timedelta(days=1), first - dt.timedelta(days=80)):
        log(org, (today - day).days)
    log(org, (today - first).days + 100)
    app = RhythmApp(org.rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        await on_figures(pilot)
        await pilot.press("w")
        await pilot.pause()
        assert rows(app)["all"].startswith("2 (2)")
        # The week of the first day began before the quarter did, and counts as a whole in the one before.
        assert rows(app)["rate"] == "1.0 (1.5)"
        assert "2026-Q4, " in shown(app)
        assert "too few to compare" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert {row.main for row in app.screen.query_one("#pick-list", RowList)._source.window(0, 9)} == {
            f"roadmap of day {(today - day).days}" for day in (first, today)
        }
        await pilot.press("escape")
        await pilot.press("ctrl+left")
        await pilot.pause()
        assert "2026-Q3, " in shown(app)
        assert rows(app)["all"].startswith("2 (1)")
        await pilot.press("ctrl+right", "ctrl+right")
        await pilot.pause()
        assert "no quarter after this" in shown(app)
        await pilot.press("w")
        await pilot.pause()
        assert "The last 13 weeks" in shown(app)


@pytest.mark.parametrize("logged", [7, 8])
async def test_a_quarter_is_grey_below_eight_logged_weeks_of_either(org: Org, clock: FixedClock, logged: int) -> None:
    clock.day = dt.date(2026, 12, 31)
    for weeks in range(13 + logged):
        log(org, weeks * 7, raised_by_id=org.noor.id)
    app = RhythmApp(org.rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        screen = await on_figures(pilot)
        await pilot.press("w")
        await pilot.pause()
        tones = {cell.tone for line in screen.query_one("#grid", CellGrid)._lines for cell in line.cells}
        assert (tones == {Tone.DIM}) == (logged < 8)
        assert grid(app) == {"Roadmap": ["14", f"({logged - 1})"]}


async def test_every_part_of_the_figures_opens_rows(rhythm: Rhythm, org: Org) -> None:
    """Each count that is not zero, each cell of both grids, the weeks, the minutes and the calls that held."""
    log(org, 1, raised_by_id=org.noor.id)
    log(org, 2, raised_by_id=org.noor.id, moment=Moment.QUALITY_BAR)
    log(org, 3, raised_by_id=org.noor.id, moment=None)
    rhythm.rights.set(
        NewRight(org.platform.id, "roadmap", rhythm.today() - dt.timedelta(days=9), org.dana.id, Level.DELEGATE)
    )
    rhythm.tracker.good("Dana moved the date", person_id=org.dana.id)
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        screen = await on_figures(pilot)
        listing, cells = screen.query_one("#list", RowList), screen.query_one("#grid", CellGrid)

        async def opens(expected: int) -> None:
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, PickDialog)
            assert len(app.screen.query_one("#pick-list", RowList)._source) == expected
            await pilot.press("escape")
            await pilot.pause()

        behind = {"all": 3, "rate": 3, "mine": 1, "not_mine": 1, "unsaid": 1, "leaks": 3, "held": 1, "weekly": 3}
        assert set(behind) | {"stamps"} == set(rows(app))
        listing.focus()
        for key, expected in behind.items():
            assert listing.highlight(key)
            await opens(expected)
        cells.focus()
        for pairs in (False, True):
            if pairs:
                await pilot.press("p")
                await pilot.pause()
            for line in cells._lines:
                for cell in line.cells:
                    if any(letter.isdigit() for letter in cell.text):
                        cells.highlight(cell.key)
                        await opens(3)
