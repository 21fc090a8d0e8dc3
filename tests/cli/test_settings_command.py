"""settings and paths."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from rhythm import paths
from tests.cli.shell import Shell


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's settings file, not written yet."""
    file = tmp_path / "settings.yaml"
    monkeypatch.setenv("RHYTHM_SETTINGS", str(file))
    return file


def test_every_setting_is_shown_with_its_source(shell: Shell, settings: Path) -> None:
    settings.write_text("tracker:\n  threshold: 4\n")
    rows = {row["key"]: row for row in shell.ok("settings", "show", "--json").json}
    assert rows["tracker.threshold"] == {"key": "tracker.threshold", "value": 4, "source": f"{settings}:2"}
    assert rows["review.weekday"]["source"] == "default"
    assert f"{settings}:2" in shell.ok("settings").out


def test_without_a_file_the_defaults_hold_and_its_place_is_named(shell: Shell) -> None:
    assert str(paths.settings_file()) in shell.ok("settings", "show").out
    assert shell.ok("settings", "check").out == "You have no settings file; the defaults hold.\n"


def test_check_names_file_line_and_what_was_meant(shell: Shell, settings: Path) -> None:
    settings.write_text("tracker:\n  treshold: 4\n  window_days: many\nlook:\n  theme: dark\n")
    result = shell.run("settings", "check")
    assert result.code == 2
    assert f"{settings}:2" in result.out
    assert "did you mean 'threshold'?" in result.out
    assert result.err.splitlines()[0] == "error: 2 things in the settings can't be used"
    document = shell.run("settings", "check", "--json").json
    assert (document["ok"], [problem["line"] for problem in document["problems"]]) == (False, [2, 3])


def test_check_also_judges_themes_and_keys(shell: Shell, settings: Path) -> None:
    settings.write_text("look:\n  theme: drak\n")
    result = shell.run("settings", "check")
    assert result.code == 2
    assert "unknown theme 'drak'" in result.out
    settings.write_text("tracker:\n  window_days: many\nlook:\n  theme: drak\nkeys:\n  app.nothing: f9\n")
    document = shell.run("settings", "check", "--json").json
    assert [problem["line"] for problem in document["problems"]] == [2, 4, 6]
    settings.write_text("look: [\n")
    assert len(shell.run("settings", "check", "--json").json["problems"]) == 1
    settings.write_text("look:\n  theme: light\n")
    assert shell.ok("settings", "check").out == f"{settings} is fine.\n"


def test_the_schema_is_one_document(shell: Shell) -> None:
    assert "tracker" in shell.ok("settings", "schema").json["properties"]


def test_paths_say_where_everything_is(shell: Shell) -> None:
    places = shell.ok("paths", "--json").json
    assert places["store"] == str(shell.store)
    assert places["settings"] == str(paths.settings_file())
    assert str(paths.backups_folder(shell.store)) in shell.ok("paths").out


def test_on_linux_the_folders_are_those_of_the_platform_library(monkeypatch: pytest.MonkeyPatch) -> None:
    for state in ("/elsewhere/state", "relative/state", ""):
        monkeypatch.setenv("XDG_STATE_HOME", state)
        assert paths.state_folder() == platformdirs.user_state_path("rhythm", appauthor=False)
