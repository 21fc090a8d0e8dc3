"""Defaults, the user's file, the environment and the command line; who wins, and where a value is from."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhythm.paths import settings_in_use
from rhythm.settings import Settings
from rhythm.settings.loader import Loaded, checked, load_settings, load_with_sources, name_problems, usable
from rhythm.settings.problems import SettingsError

BINDINGS = {"app.undo": "u", "app.redo": "U", "capture.open": "e", "app.find": "slash,ctrl+f"}
THEMES = ("dark", "light", "nord")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "settings.yaml"
    path.write_text("# mine\nlook:\n  theme: nord\n  ascii: true\ntracker: {fix: {verify_days: 60}}\n", "utf-8")
    return path


def test_a_file_changes_only_what_it_sets(own: Path) -> None:
    settings = load_settings(own, None)
    assert settings.tracker.fix.verify_days == 60
    assert settings.tracker.fix.recurrences_come_back == 2
    assert settings.tracker.threshold == 3
    assert settings.review == Settings().review


def test_the_environment_wins_over_the_file(own: Path) -> None:
    settings = load_settings(own, None, environ={"RHYTHM_THEME": "light", "RHYTHM_ASCII": "0", "HOME": "/root"})
    assert (settings.look.theme, settings.look.ascii) == ("light", False)


def test_an_empty_variable_sets_nothing(own: Path) -> None:
    assert load_settings(own, None, environ={"RHYTHM_THEME": "", "RHYTHM_ASCII": ""}).look.theme == "nord"


def test_every_value_says_where_it_is_from(own: Path) -> None:
    loaded = load_with_sources(own, None, environ={"RHYTHM_ASCII": "1"})
    rows = {key: (value, str(source)) for key, value, source in loaded.rows()}
    assert rows["look.theme"] == ("nord", f"{own}:3")
    assert rows["look.ascii"] == (True, "RHYTHM_ASCII")
    assert rows["tracker.fix.verify_days"] == (60, f"{own}:5")
    assert rows["tracker.threshold"] == (3, "default")
    assert rows["planner.cadence.manager.target"] == (7, "default")
    assert "tracker" not in loaded.sources


def test_the_rows_hold_the_users_own_keys_too(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text("keys:\n  app.undo: ctrl+z\n", "utf-8")
    rows = {key: (value, str(source)) for key, value, source in load_with_sources(own, None).rows()}
    assert rows["keys.app.undo"] == ("ctrl+z", f"{own}:2")


def test_a_bad_variable_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(None, None, environ={"RHYTHM_ASCII": "maybe"})
    assert [str(problem) for problem in caught.value.problems] == ["RHYTHM_ASCII: 'maybe' is neither true nor false"]


def test_the_check_names_mistakes_of_file_and_variables_together(own: Path) -> None:
    own.write_text("look:\n  theme: []\n", "utf-8")
    problems = checked(own, environ={"RHYTHM_ASCII": "maybe"})
    assert [problem.place for problem in problems] == [f"{own}:2", "RHYTHM_ASCII"]
    assert checked(None) == ()


def test_a_file_named_on_the_command_line_wins_over_one_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named, variable = tmp_path / "a.yaml", tmp_path / "b.yaml"
    monkeypatch.setenv("RHYTHM_SETTINGS", str(variable))
    assert settings_in_use(named) == named
    assert settings_in_use(None) == variable


def test_a_home_folder_in_the_variable_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("RHYTHM_SETTINGS", "~/mine.yaml")
    assert settings_in_use(None) == tmp_path / "mine.yaml"


def test_the_usual_place_counts_only_when_something_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    usual = tmp_path / "settings.yaml"
    monkeypatch.setattr("rhythm.paths.settings_file", lambda: usual)
    monkeypatch.setenv("RHYTHM_SETTINGS", "")
    assert settings_in_use(None) is None
    usual.symlink_to(tmp_path / "gone")
    assert settings_in_use(None) == usual
    usual.unlink()
    usual.write_text("", "utf-8")
    assert settings_in_use(None) == usual


def test_an_unknown_theme_is_named_by_its_line(own: Path) -> None:
    own.write_text("look:\n  theme: nrod\n", "utf-8")
    (problem,) = name_problems(load_with_sources(own, None), THEMES, BINDINGS)
    assert str(problem) == f"{own}:2: unknown theme 'nrod'"
    assert problem.suggestion == "did you mean 'nord'?"
    loaded = load_with_sources(None, None, environ={"RHYTHM_THEME": "zzz"})
    (problem,) = name_problems(loaded, THEMES, BINDINGS)
    assert str(problem) == "RHYTHM_THEME: unknown theme 'zzz'"
    assert problem.suggestion == "themes are dark, light, nord"


def test_the_defaults_name_nothing_unknown() -> None:
    assert name_problems(load_with_sources(None, None), THEMES, BINDINGS) == ()


def _with_keys(tmp_path: Path, text: str) -> Loaded:
    own = tmp_path / "keys.yaml"
    own.write_text(f"keys:\n{text}", "utf-8")
    return load_with_sources(own, None)


def test_an_unknown_action_is_named_with_the_nearest(tmp_path: Path) -> None:
    (problem,) = name_problems(_with_keys(tmp_path, "  app.undoo: x\n"), THEMES, BINDINGS)
    assert (problem.line, problem.message) == (2, "unknown action 'app.undoo'")
    assert problem.suggestion == "did you mean 'app.undo'?"


def test_a_key_of_another_action_is_refused(tmp_path: Path) -> None:
    (problem,) = name_problems(_with_keys(tmp_path, "  app.undo: x,ctrl+f\n"), THEMES, BINDINGS)
    assert (problem.line, problem.message) == (2, "the key 'ctrl+f' already means app.find")
    assert "app.find" in problem.suggestion


def test_two_actions_may_not_get_the_same_key(tmp_path: Path) -> None:
    problems = name_problems(_with_keys(tmp_path, "  app.undo: x\n  app.redo: x\n"), THEMES, BINDINGS)
    assert [problem.line for problem in problems] == [2, 3]


def test_keys_can_be_swapped(tmp_path: Path) -> None:
    assert name_problems(_with_keys(tmp_path, "  app.undo: U\n  app.redo: u\n"), THEMES, BINDINGS) == ()


@pytest.mark.parametrize("value", ["[4]", "{is: 4}", "", "four", "!four 4", "99"])
def test_of_a_file_with_a_mistake_the_other_values_are_used_all_the_same(tmp_path: Path, value: str) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text(f"tracker:\n  threshold: {value}\n  window_days: 60\nlook: dark\nkeys:\n  undo: u\n", "utf-8")
    loaded = usable(own)
    assert loaded.settings == Settings()._replace(tracker=Settings().tracker._replace(window_days=60))
    assert {key: str(source) for key, source in loaded.sources.items()} == {"tracker.window_days": f"{own}:3"}


def test_of_a_key_that_is_set_twice_the_first_is_used(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text("tracker:\n  threshold: 4\n  threshold: 5\n", "utf-8")
    loaded = usable(own)
    assert loaded.settings.tracker.threshold == 4
    assert str(loaded.sources["tracker.threshold"]) == f"{own}:2"


def test_working_time_is_read_into_one_way_of_writing_it(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text(
        "planner:\n  working_days: Thu, mon-tue\n  working_hours: 13:00-17:30,9:00-12:00\n"
        "  no_meetings: {wed: 9:00-12:00}\n  zone: Europe/Berlin\n  country: de-by\n",
        "utf-8",
    )
    planner = load_settings(own, None).planner
    assert planner.working_days == "mon,tue,thu"
    assert planner.working_hours == "09:00-12:00, 13:00-17:30"
    assert dict(planner.no_meetings) == {"wed": "09:00-12:00"}
    assert (planner.zone, planner.country) == ("Europe/Berlin", "DE-BY")
