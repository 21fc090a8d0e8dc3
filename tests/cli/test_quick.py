"""The quick commands load nothing that they don't need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import Shell

HEAVY = ["textual", "rich", "yaml", "sqlite_utils", "dateutil", "difflib", "hashlib", "holidays", "zoneinfo"]
if sys.platform == "linux":
    HEAVY += ["platformdirs", "tempfile"]
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
        ("undo",),
    ],
    ids=" ".join,
)
def test_a_quick_command_imports_no_heavy_library(shell: Shell, words: tuple[str, ...]) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--db", str(shell.store), *words],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert result.returncode == 0, result.stderr
    loaded = result.stderr.partition("loaded: ")[2].split()
    assert "rhythm.cli" in loaded
    assert not [name for name in HEAVY if name in loaded]
