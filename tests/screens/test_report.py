"""The report before it is sent: what stands there is what leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.screens.report import ReportScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.tracking import NARROW, WIDE, shown
from tests.service.quarters import THIS, filled
from tests.service.report_page import Page
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList


async def opened(pilot: Pilot[None]) -> ReportScreen:
    """The page, once it is shown."""
    await pilot.pause()
    await pilot.press("r")
    await pilot.pause()
    page = pilot.app.screen
    assert isinstance(page, ReportScreen)
    return page


def previewed(page: ReportScreen) -> list[str]:
    """The lines that are shown as leaving, without their further sentences."""
    rows = page.query_one("#list", RowList)._source.window(0, 500)
    return [row.main for row in rows if row.key and not row.right]


@pytest.mark.parametrize("size", [NARROW, WIDE, (160, 50)])
async def test_the_file_holds_what_the_preview_showed(
    rhythm: Rhythm, org: Org, tmp_path: Path, size: tuple[int, int]
) -> None:
    filled(org)
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=size) as pilot:
        page = await opened(pilot)
        assert "The train, says Noor." in shown(app)
        page.query_one("#list", RowList).highlight("answer:structure")
        await pilot.press("enter")
        await pilot.pause()
        assert "nothing more to open" in shown(app)
        await pilot.press("x")
        await pilot.pause()
        assert "1 struck" in shown(app)
        begins = {line.index("The train, says") for line in shown(app).split("\n") if "The train, says" in line[:40]}
        assert begins == {shown(app).split("\n")[4].index("This quarter is")}, "no line moves aside for a mark"
        left = previewed(page)
        assert not any("says Noor" in line for line in left)
        await pilot.press("w")
        await pilot.pause()
        app.screen.query_one("#line", CaptureInput).value = str(tmp_path / "q4.html")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is page
        lines = Page((tmp_path / "q4.html").read_text()).lines
        report = rhythm.quarters.reports.report(THIS)
        details = {sentence for line in report.lines for sentence in line.detail}
        assert [line for line in lines if line not in details] == left
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, ReportScreen)


async def test_names_go_as_numbers_by_a_key_and_while_they_are_hidden(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    filled(org)
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=WIDE) as pilot:
        page = await opened(pilot)
        assert "with names" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        said = shown(app)
        assert "without names" in said
        assert f"The train, says P{org.noor.id}." in said
        await pilot.press("n", "h")
        await pilot.pause()
        assert not page.names
        assert "Noor" not in shown(app)
        await pilot.press("w")
        await pilot.pause()
        app.screen.query_one("#line", CaptureInput).value = str(tmp_path / "q4.html")
        await pilot.press("enter")
        await pilot.pause()
        assert "Noor" not in (tmp_path / "q4.html").read_text()


async def test_a_file_that_can_not_be_written_is_said_where_it_was_named(
    rhythm: Rhythm, org: Org, tmp_path: Path
) -> None:
    filled(org)
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("w")
        await pilot.pause()
        app.screen.query_one("#line", CaptureInput).value = str(tmp_path / "q4.txt")
        await pilot.press("enter")
        await pilot.pause()
        assert "does not say that it is a page" in shown(app)
        assert not (tmp_path / "q4.txt").exists()
