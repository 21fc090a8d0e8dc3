"""What happens when the program itself is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhythm.cli import main
from rhythm.service.planner import Planner


def test_a_mistake_of_ours_names_its_place_and_shows_nothing_that_was_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Dana wants to leave")

    db = str(tmp_path / "rhythm.db")
    assert main(["--db", db, "people", "add", "Dana Okoye"]) == 0
    monkeypatch.setattr(Planner, "add_note", fail)
    capsys.readouterr()
    assert main(["--db", db, "note", "dana", "wants to leave"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[0].startswith("error: this should not have happened: ValueError in rhythm.")
    assert "leave" not in shown.err
    assert "Traceback" not in shown.err
