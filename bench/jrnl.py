"""jrnl, the journal that people keep in a shell: how long one line takes there, in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {{default: {{journal: {journal}}}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %r'
version: v4.2
"""


def installed(folder: Path) -> list[str] | None:
    """Install it, and answer the words that write one line with it; None where it can't be had."""
    environment = folder / "jrnl"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    got = subprocess.run(
        [str(environment / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", "jrnl"],
        check=False,
        capture_output=True,
    )
    if got.returncode:
        return None
    config = folder / "jrnl.yaml"
    config.write_text(CONFIG.format(journal=folder / "jrnl.txt"), encoding="utf-8")
    (folder / "jrnl.txt").touch()
    return [str(environment / "bin" / "jrnl"), "--config-file", str(config), "asked for a date and not a range"]
