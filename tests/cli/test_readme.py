"""Every command that the README and the guides show runs, in its order, on the sample organisation."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.shell import Shell

ROOT = Path(__file__).parents[2]
GUIDES = ("README.md", *(f"docs/{name}.md" for name in ("daily", "quarter")))
PEOPLE = "name,email,manager,title,team\nYou,you@company.example,,Director,\nDana Okoye,dana@acme.example,You,Lead,\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@acme.example\r\nDTSTART:20261123T100000Z\r\n"
    "DTEND:20261123T103000Z\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:1:1 Dana\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def shown(guide: str) -> list[list[str]]:
    """The commands of a guide's code blocks, taken into words as a shell does."""
    lines = re.findall(r"^    (rhythm\b.*)$", (ROOT / guide).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [shlex.split(line, comments=True)[1:] for line in lines]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_of_a_guide_runs(sampled: Shell, tmp_path: Path, guide: str) -> None:
    (tmp_path / "team.csv").write_text(PEOPLE)
    (tmp_path / "work.ics").write_text(CALENDAR)
    (tmp_path / "note.txt").write_text("Platform / Growth: who signs the contract\n")
    commands = shown(guide)
    assert len(commands) > 2
    for words in commands:
        result = sampled.run(*words)
        if words:
            assert result.code == 0, (words, result.err)
        else:
            assert "the app needs a terminal" in result.err
