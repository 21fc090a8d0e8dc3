"""Whatever is refused comes with a next step: every raise of our errors names one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "rhythm"
ERRORS = {"RhythmError", "BadInput", "NotFound", "Ambiguous", "StoreError", "Locked", "Misplaced"}
FILES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_refusal_names_the_next_step(path: Path) -> None:
    bare = [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS
        if not _has_hint(node)
    ]
    assert bare == []


def _has_hint(call: ast.Call) -> bool:
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        # A pair of message and hint that several raise.
        return True
    hints = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "hint")]
    return any(not (isinstance(hint, ast.Constant) and not hint.value) for hint in hints)
