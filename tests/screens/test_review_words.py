"""What the pages of both reviews say beside their figures: of when they are, and what will stand where nothing does."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.reviews import Evidence
from rhythm.screens.behind import NOW, BehindScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.widgets.showing import screen_lines

NARROW, WIDE = (80, 24), (120, 40)


async def opened(pilot: Pilot[None], *keys: str) -> str:
    """The screen after some keys, as one text."""
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()
    return "\n".join(screen_lines(pilot.app))


def texts(rhythm: Rhythm, rule: str, *, back: int = 0) -> str:
    """What a rule finds in the quarter, or in an earlier one."""
    quarter = rhythm.reviews.this_quarter().shifted(-back)
    return "\n".join(item.text for item in rhythm.quarters.gathering.found(quarter, (rule,)))


def test_of_a_quarter_that_is_over_it_is_said_of_when_what_is_known_only_now_stands(org: Org) -> None:
    rhythm = org.rhythm
    rhythm.bench.add(org.noor.id)
    for rule, now in (("teams", "Platform: 2 people"), ("bench", "Dana Okoye: no credible internal path")):
        assert now in texts(rhythm, rule)
        assert "as of" not in texts(rhythm, rule)
        assert f"{now}, as of Fri 20 Nov" in texts(rhythm, rule, back=1)


def test_a_role_clock_in_a_quarter_that_is_over_stands_as_it_did_at_its_end(org: Org) -> None:
    rhythm = org.rhythm
    rhythm.clocks.set_start(org.dana.id, dt.date(2026, 9, 1))
    assert "month 3 of 12-18" in texts(rhythm, "people")
    assert "month 1 of 12-18" in texts(rhythm, "people", back=1)
    assert "month" not in texts(rhythm, "people", back=2)


@pytest.mark.parametrize("closed", [False, True])
async def test_behind_a_figure_that_is_frozen_it_is_said_that_the_rows_are_those_of_now(
    rhythm: Rhythm, org: Org, closed: bool
) -> None:
    quarter = rhythm.reviews.this_quarter()
    row = org.escalate("release date")
    if closed:
        rhythm.quarters.close(quarter)
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(
            BehindScreen(rhythm, quarter, Evidence("counts", 0, None, "reached you 1", (("escalation", row.id),)))
        )
        assert (NOW in await opened(pilot)) is closed


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_closed_week_says_above_its_figures_that_it_is_a_frozen_copy(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    rhythm.planner.hold(org.dana.id)
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=size) as pilot:
        said = await opened(pilot)
        lines = said.split("\n")
        closed = next(at for at, line in enumerate(lines) if "Closed on Fri 20 Nov" in line)
        assert closed < next(at for at, line in enumerate(lines) if "meetings held" in line)
        # No week before it was closed: no column is there only to be empty.
        assert "W47" in said
        assert "W46" not in said


async def test_pages_without_a_row_say_what_will_stand_there_and_cut_no_word(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=NARROW) as pilot:
        said = await opened(pilot, "t")
        assert "Every answer to this question is listed here." in said
        assert "There is none yet; Escape goes back." in said
        said = await opened(pilot, "escape", "c")
        assert "! Q3 2026 was not reviewed" in said
        assert "2026-Q" not in said
        await pilot.press("escape", "a")
        seen = [await opened(pilot, "right_square_bracket") for _ in range(5)]
    assert "The seat of each manager who reports to you is listed here." in seen[2]
    assert "rituals.yaml says how many." in seen[3]
    assert "0 of 0" not in "".join(seen)
    assert "…" not in "".join(seen)


async def test_a_quarter_is_called_as_people_say_it_in_the_walk_and_in_its_report(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    quarter = rhythm.reviews.this_quarter()
    rhythm.quarters.answer(quarter, "structure", "Held.\n> give the list one owner")
    clock.forward(60)
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=WIDE) as pilot:
        walk = await opened(pilot)
        report = await opened(pilot, "r")
    assert "Q4 2026, 1 open" in walk
    assert "Intended in Q4 2026: give the list one owner (not done)" in report
    assert "2026-Q" not in walk + report
