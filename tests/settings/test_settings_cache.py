"""A parsed copy spares quick commands the YAML library and is never trusted beyond its file."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from rhythm.settings import cache
from rhythm.settings.lists import load_prompts
from rhythm.settings.loader import load_settings, load_with_sources
from rhythm.settings.problems import SettingsError
from rhythm.settings.vocabulary import load_vocabulary

pytestmark = pytest.mark.usefixtures("lists_read_anew")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "settings.yaml"
    path.write_text("tracker:\n  threshold: 4\nmatching: {preselect: 1}\nkeys: {app.undo: z}\n", "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "parsed"


@pytest.fixture
def no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on any reading of YAML fails."""
    monkeypatch.setitem(sys.modules, "rhythm.settings.reading", None)


def _copy(folder: Path) -> Path:
    (copy,) = folder.iterdir()
    return copy


def test_the_second_reading_needs_no_yaml(own: Path, folder: Path, request: pytest.FixtureRequest) -> None:
    first = load_with_sources(own, folder)
    request.getfixturevalue("no_yaml")
    second = load_with_sources(own, folder)
    assert second.settings == first.settings
    assert second.sources == first.sources
    assert (second.settings.tracker.threshold, str(second.sources["tracker.threshold"])) == (4, f"{own}:2")
    assert isinstance(second.settings.matching.preselect, float)


def test_a_process_with_a_copy_imports_no_yaml(own: Path, folder: Path) -> None:
    load_settings(own, folder)
    load_vocabulary(None, folder)
    program = (
        "import sys; from pathlib import Path; import rhythm.settings.loader as s, rhythm.settings.vocabulary as v;"
        "own, folder = map(Path, sys.argv[1:]);"
        "assert s.load_settings(own, folder).tracker.threshold == 4; v.load_vocabulary(None, folder);"
        "sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, own, folder], check=False).returncode == 0


def test_the_shipped_lists_are_kept_too(folder: Path, request: pytest.FixtureRequest) -> None:
    words, prompts = load_vocabulary(None, folder), load_prompts(None, folder)
    request.getfixturevalue("no_yaml")
    assert load_vocabulary(None, folder) == words
    assert load_prompts(None, folder) == prompts


def test_only_the_owner_can_read_a_copy(own: Path, folder: Path) -> None:
    before = os.umask(0)
    try:
        load_settings(own, folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(_copy(folder).stat().st_mode) == 0o600


def test_a_changed_file_is_read_again(own: Path, folder: Path) -> None:
    load_settings(own, folder)
    before = own.stat()
    own.write_text(own.read_text("utf-8").replace("threshold: 4", "threshold: 5"), "utf-8")
    os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert own.stat().st_size == before.st_size
    assert load_settings(own, folder).tracker.threshold == 5
    own.write_text("tracker:\n  threshold: 10\n", "utf-8")
    os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert load_settings(own, folder).tracker.threshold == 10
    assert len(list(folder.iterdir())) == 1


def test_a_file_that_breaks_or_goes_is_reported_although_there_is_a_copy(own: Path, folder: Path) -> None:
    load_settings(own, folder)
    own.write_text("tracker:\n  threshold: many\n", "utf-8")
    with pytest.raises(SettingsError, match="'many' is not a whole number"):
        load_settings(own, folder)
    own.unlink()
    with pytest.raises(SettingsError, match="there is no such file"):
        load_settings(own, folder)


def test_a_copy_of_another_version_is_not_used(own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_settings(own, folder)
    monkeypatch.setattr(cache, "__version__", "99.0")
    monkeypatch.setitem(sys.modules, "rhythm.settings.reading", None)
    with pytest.raises(ImportError):
        load_settings(own, folder)


def test_two_files_of_one_name_have_a_copy_each(own: Path, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "settings.yaml"
    other.parent.mkdir()
    other.write_text("tracker: {threshold: 9}\n", "utf-8")
    load_settings(own, folder)
    load_settings(other, folder)
    assert len(list(folder.iterdir())) == 2
    assert load_settings(own, folder).tracker.threshold == 4
    assert load_settings(other, folder).tracker.threshold == 9


@pytest.mark.parametrize(
    "change",
    [
        lambda _: "",
        lambda _: "{",
        lambda _: "[" * 100_000,
        lambda _: "[]",
        lambda _: "null",
        lambda kept: json.dumps({**kept, "data": None}),
        lambda kept: json.dumps({**kept, "lines": 3}),
        lambda kept: json.dumps({**kept, "data": {"tracker": 3}}),
        lambda kept: json.dumps({**kept, "data": {"keys": 3}}),
        lambda kept: json.dumps({"of": kept["of"]}),
    ],
)
def test_a_damaged_copy_is_made_anew(own: Path, folder: Path, change: object) -> None:
    load_settings(own, folder)
    copy = _copy(folder)
    good = copy.read_text("utf-8")
    assert callable(change)
    copy.write_text(change(json.loads(good)), "utf-8")
    assert load_settings(own, folder).tracker.threshold == 4
    assert copy.read_text("utf-8") == good


def test_a_copy_that_is_not_text_is_made_anew(own: Path, folder: Path) -> None:
    load_settings(own, folder)
    _copy(folder).write_bytes(b"\xff\x00")
    assert load_settings(own, folder).tracker.threshold == 4


def test_where_no_copy_can_be_kept_the_settings_are_still_read(own: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("", "utf-8")
    assert load_settings(own, blocked / "parsed").tracker.threshold == 4
    assert load_settings(own, None).tracker.threshold == 4


def test_a_full_disk_leaves_no_half_copy(own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", full)
    assert load_settings(own, folder).tracker.threshold == 4
    assert list(folder.iterdir()) == []


def test_the_users_file_is_never_written(own: Path, folder: Path) -> None:
    before, data = own.stat(), own.read_bytes()
    load_settings(own, folder, environ={"RHYTHM_THEME": "light"})
    load_settings(own, folder)
    after = own.stat()
    assert own.read_bytes() == data
    assert (after.st_mtime_ns, after.st_ino, after.st_mode) == (before.st_mtime_ns, before.st_ino, before.st_mode)
    assert sorted(item.name for item in own.parent.iterdir()) == ["settings.yaml", "state"]
