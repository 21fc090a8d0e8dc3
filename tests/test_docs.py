"""What the documentation promises is tested: each promise names a test, and that test exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRUST = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
PROMISED, _, NOT_PROMISED = TRUST.partition("## What is not promised")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PROMISED)


def test_every_promise_names_the_test_that_proves_it() -> None:
    promises = re.findall(r"^- .*?(?=^- |^## |\Z)", PROMISED, flags=re.MULTILINE | re.DOTALL)
    assert len(promises) > 20
    assert [promise for promise in promises if not re.search(r"`tests/[\w/]+\.py::test_\w+`", promise)] == []


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_test_that_a_promise_names_exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_what_is_not_promised_is_said() -> None:
    assert len(re.findall(r"^- ", NOT_PROMISED, flags=re.MULTILINE)) >= 5


def test_what_the_architecture_names_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = [ROOT / name for name in ("rhythm", "widgets", "tests", "bench", "docs")]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    words = set(re.findall(r"\w+", " ".join(path.read_text(encoding="utf-8") for path in files)))
    names = {path.name for path in files}
    for named in re.findall(r"`([\w./]+)`", text):
        if "/" in named:
            assert (ROOT / named).exists(), named
        elif named.endswith(".py"):
            assert named in names, named
        elif not (ROOT / named).exists():
            assert set(named.split(".")) <= words, named
