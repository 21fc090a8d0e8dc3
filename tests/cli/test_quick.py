"""The quick commands load nothing that they don't need."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from rhythm.cli import main
from tests.cli.shell import Shell

HEAVY = ["textual", "rich", "yaml", "sqlite_utils", "dateutil", "difflib", "hashlib", "holidays", "zoneinfo"]
if sys.platform == "linux":
    HEAVY += ["platformdirs", "tempfile"]
PLANNING = ("rhythm.domain.cadence", "rhythm.domain.absences", "rhythm.queries.planning", "rhythm.queries.plans")
RIGHTS = ("rhythm.domain.decision_rights", "rhythm.domain.whose", "rhythm.queries.decision_rights")
TRACKER = (
    "rhythm.domain.escalations",
    "rhythm.domain.matching",
    "rhythm.settings.vocabulary",
    "rhythm.service.tracker",
)
PROGRAM = (
    "import sys\n"
    "from rhythm.cli import main\n"
    "code = main(sys.argv[1:])\n"
    "print('loaded:', *sorted(sys.modules), file=sys.stderr)\n"
    "sys.exit(code)\n"
)


@pytest.mark.parametrize(
    "words",
    [
        ("due",),
        ("due", "--json"),
        ("note", "dana", "wants a date"),
        ("promise", "dana", "ask HR", "--by", "fri"),
        ("topic", "dana", "launch"),
        ("held", "dana", "--on", "thu"),
        ("promises",),
        ("log", "Platform / Growth: who sets the release date"),
        ("undo",),
    ],
    ids=" ".join,
)
def test_a_quick_command_imports_no_heavy_library(shell: Shell, words: tuple[str, ...]) -> None:
    if words[0] == "log":
        # The lists that it reads are parsed once, and kept.
        shell.run("log", "Platform / Growth: the lists are read")
    loaded = _loaded_by(shell.store, *words)
    assert "rhythm.cli" in loaded
    assert not [name for name in HEAVY if name in loaded]


@pytest.mark.parametrize(
    ("words", "needless"),
    [
        (("due",), (*TRACKER, "rhythm.domain.dates")),
        (("note", "dana", "wants a date"), (*TRACKER, *PLANNING)),
        (("promise", "dana", "ask HR", "--by", "fri"), (*TRACKER, *PLANNING)),
        (
            ("log", "Platform / Growth: who sets the release date"),
            (*PLANNING, *RIGHTS, "rhythm.domain.meetings", "rhythm.domain.fix_forms", "rhythm.queries.meetings"),
        ),
    ],
    ids=lambda values: values[0],
)
def test_a_quick_command_imports_nothing_of_what_it_does_not_touch(
    shell: Shell, words: tuple[str, ...], needless: tuple[str, ...]
) -> None:
    loaded = _loaded_by(shell.store, *words)
    assert not [name for name in needless if name in loaded]


def test_nothing_is_parsed_where_nobody_has_other_names(tmp_path: Path) -> None:
    store = tmp_path / "rhythm.db"
    _loaded_by(store, "people", "add", "Dana Okoye")
    assert "json" not in _loaded_by(store, "note", "dana", "wants a date")


def test_a_row_that_leaks_is_measured_by_the_rules_of_the_board(shell: Shell) -> None:
    shell.run("right", "set", "platform", "launch timing", "--decider", "dana", "--level", "6")
    loaded = _loaded_by(shell.store, "log", "Platform / Growth: who sets the release date #launch-timing")
    assert set(RIGHTS) <= loaded


def _loaded_by(store: Path, *words: str) -> set[str]:
    """The modules that a command of its own process has imported by its end."""
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--db", str(store), *words],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return set(result.stderr.partition("loaded: ")[2].split())


def test_at_the_end_of_its_process_a_command_leaves_nothing_to_collect() -> None:
    program = "import gc, sys; from rhythm.cli import main; main(); sys.exit(not gc.get_freeze_count())"
    result = subprocess.run([sys.executable, "-c", program, "--version"], capture_output=True, check=False)
    assert result.returncode == 0


def test_a_command_within_another_program_leaves_its_collector_alone() -> None:
    before = gc.get_freeze_count()
    main(["--version"])
    assert gc.get_freeze_count() == before
    assert gc.isenabled()
