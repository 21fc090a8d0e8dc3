"""export json and import json, export markdown and csv, in the shell."""

from __future__ import annotations

from pathlib import Path

from tests.cli.refusing import is_refused
from tests.cli.shell import Shell


def test_everything_goes_out_and_into_a_store_that_is_not_there(shell: Shell, tmp_path: Path) -> None:
    shell.ok("note", "dana", "calm")
    files = shell.ok("export", "json", str(tmp_path / "out"), "--json").json["files"]
    assert str(tmp_path / "out" / "manifest.json") in files
    is_refused(shell, "import", "json", str(tmp_path / "out"), code=1)
    shell.store = tmp_path / "two.db"
    would = shell.ok("import", "json", str(tmp_path / "out"), "--dry-run", "--json").json
    assert not shell.store.exists()
    done = shell.ok("import", "json", str(tmp_path / "out"), "--json").json
    assert (done["added"], done["dry_run"], would["dry_run"]) == (would["added"], False, True)
    assert len(shell.ok("search", "calm", "--json").json) == 1
    assert shell.ok("undo", "--json").json["undone"].startswith("note")
    shell.store.unlink()
    assert shell.run("due").code == 3


def test_what_is_no_export_is_refused_with_a_next_step(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    is_refused(shell, "import", "json", str(tmp_path / "empty"), code=2)
    is_refused(shell, "import", "json", str(tmp_path / "nowhere"), code=2)
    (tmp_path / "file").write_text("x")
    for kind in ("json", "csv", "markdown"):
        is_refused(shell, "export", kind, str(tmp_path / "file"), code=2)


def test_notes_and_tables_say_how_many_and_who_may_read_them(shell: Shell, tmp_path: Path) -> None:
    for kind, what in (("markdown", "notes"), ("csv", "tables"), ("json", "files")):
        said = shell.ok("export", kind, str(tmp_path / kind)).out
        assert f" {what} in {tmp_path / kind}\nonly you may read" in said
