"""The rules that the code names by number stand in docs/rules.md, each with the modules that hold it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ROW = re.compile(r"^\| (N\d+) \|.*\| ([^|]*) \|$", re.MULTILINE)


def _named() -> dict[str, set[str]]:
    """The modules of the program that name each rule."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "rhythm").rglob("*.py")):
        for number in re.findall(r"\bN\d{1,2}\b", path.read_text()):
            found.setdefault(number, set()).add(str(path.relative_to(ROOT / "rhythm")))
    return found


def test_each_rule_that_the_code_names_is_in_the_table_and_in_the_modules_that_it_says() -> None:
    told = dict(_ROW.findall((ROOT / "docs" / "rules.md").read_text()))
    named = _named()
    assert named.keys() <= told.keys()
    for number, modules in told.items():
        there = set(re.findall(r"`([^`]+)`", modules))
        assert there, number
        assert there <= named[number], number
