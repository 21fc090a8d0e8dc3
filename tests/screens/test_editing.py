"""What the user's own editor gives back, and what is said when it does not."""

from __future__ import annotations

import sys

import pytest

from rhythm.app import RhythmApp
from rhythm.errors import BadInput
from rhythm.screens.editing import edited, editor_command
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import Org
from widgets.draft_area import DraftArea


def python(program: str) -> list[str]:
    """An editor that is such a program; the file is its last argument."""
    return [sys.executable, "-c", f"import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n{program}"]


def test_the_editor_is_visual_or_else_editor_with_its_options() -> None:
    assert editor_command({"VISUAL": "code --wait", "EDITOR": "vi"}) == ["code", "--wait"]
    assert editor_command({"EDITOR": "vi"}) == ["vi"]


@pytest.mark.parametrize("environ", [{}, {"EDITOR": ""}, {"EDITOR": "'open"}])
def test_without_an_editor_the_next_step_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(BadInput, match="no editor") as refused:
        editor_command(environ)
    assert "EDITOR" in refused.value.hint


def test_the_last_line_end_that_an_editor_adds_is_not_kept() -> None:
    assert edited("a", python("file.write_text(file.read_text() + 'b\\n')")) == "ab"
    assert edited("a\n", python("pass")) == "a\n"


def test_what_is_no_text_is_kept_as_far_as_it_can_be_read() -> None:
    assert edited("a", python("file.write_bytes(b'ok \\xff')")) == "ok \ufffd"


@pytest.mark.parametrize("command", [["no-such-editor-here"], python("sys.exit(3)")])
def test_an_editor_that_fails_leaves_the_text(command: list[str]) -> None:
    with pytest.raises(BadInput):
        edited("a", command)


async def test_outside_of_a_note_the_key_says_where_it_works(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("f4")
        await pilot.pause()
        assert [toast.message for toast in app._notifications] == ["Put the cursor into a note first."]


async def test_a_terminal_that_cannot_be_lent_leaves_the_note(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "vi")
    app = RhythmApp(rhythm)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(rhythm, org.dana))
        await pilot.pause()
        await pilot.press("i", *"tea")
        await pilot.press("f4")
        await pilot.pause()
        assert app.screen.query_one(DraftArea).text == "tea"
        assert any("handed to an editor" in toast.message for toast in app._notifications)
