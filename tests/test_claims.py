"""No claim without a test: what the README and the guides say names the tests that prove it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.claims import CLAIMS, README
from tests.claims_changelog import CHANGELOG
from tests.claims_changelog import CLAIMED as IN_CHANGELOG
from tests.named_tests import named_tests

ROOT = Path(__file__).parents[1]
MAKE = shutil.which("make")
CLAIMED = [
    (document, words, tests)
    for document, claims in {**CLAIMS, CHANGELOG: IN_CHANGELOG}.items()
    for words, tests in claims
]
LAST_OF_README = "## Where it comes from"
"""From here on the README says where more can be read."""


def text_of(document: str) -> str:
    """A document as far as it makes claims."""
    return (ROOT / document).read_text(encoding="utf-8").partition(LAST_OF_README if document == README else "\0")[0]


def one_line(text: str) -> str:
    """Text however its lines were filled."""
    return " ".join(text.split())


@pytest.mark.parametrize(("document", "words", "tests"), CLAIMED, ids=[words for _, words, _ in CLAIMED])
def test_what_is_claimed_stands_in_its_document_and_has_a_test(
    document: str, words: str, tests: tuple[str, ...]
) -> None:
    assert one_line(words) in one_line((ROOT / document).read_text(encoding="utf-8"))
    assert tests
    assert [test for test in tests if test.partition("::")[2] not in named_tests(test.partition("::")[0])] == []


@pytest.mark.parametrize("document", CLAIMS)
def test_no_paragraph_claims_anything_without_a_test(document: str) -> None:
    claims = [one_line(words) for words, _ in CLAIMS[document]]
    # What is indented are commands, which all run; headings and pictures claim nothing.
    blocks = re.split(r"\n\s*\n", text_of(document).strip())
    said = [one_line(block) for block in blocks if not block.startswith(("#", "![", "    "))]
    assert len(said) >= 5
    assert [block for block in said if not any(words in block for words in claims)] == []


def test_no_line_of_the_changelog_claims_anything_without_a_test() -> None:
    text = (ROOT / CHANGELOG).read_text(encoding="utf-8")
    lines = [one_line(line) for line in re.findall(r"^- .*(?:\n  .*)*", text, flags=re.MULTILINE)]
    assert len(lines) > 30
    assert [line for line in lines if not any(one_line(words) in line for words, _ in IN_CHANGELOG)] == []


@pytest.mark.skipif(MAKE is None, reason="no make on this machine")
@pytest.mark.parametrize(
    ("target", "does"),
    [
        ("demo", "bin/rhythm --demo\n"),
        ("run", "bin/rhythm\n"),
        ("test", "-m pytest"),
        ("check", "bin/lint-imports\n"),
        ("bench", "-m bench.run\n"),
        ("pictures", "docs/pictures.py\n"),
        ("docs", "docs/reference.py\n"),
    ],
)
def test_what_the_makefile_does_is_what_is_said(tmp_path: Path, target: str, does: str) -> None:
    # With nothing set up: what is needed is installed first, all with one word.
    planned = subprocess.run(
        [str(MAKE), "--dry-run", f"VENV={tmp_path / 'fresh'}", target],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert planned.index(f"-m venv {tmp_path / 'fresh'}") < planned.index("pip install") < planned.index(does)
    assert "sys.version_info < (3, 11)" in planned


@pytest.mark.skipif(MAKE is None, reason="no make on this machine")
def test_an_environment_that_was_left_half_made_is_made_whole(tmp_path: Path) -> None:
    def planned() -> str:
        command = [str(MAKE), "--dry-run", f"VENV={tmp_path}", "demo"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    assert f"-m venv {tmp_path}\n" in planned(), "without pip nothing can be installed"
    (tmp_path / "bin" / "pip").touch()
    assert "-m venv" not in planned()
    (tmp_path / ".installed").touch()
    assert "pip install" not in planned(), "and what is whole is left alone"
