"""search."""

from __future__ import annotations

from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from tests.builders import FixedClock
from tests.cli.shell import Shell
from tests.conftest import FRIDAY


def test_words_that_many_records_hold_find_the_best_and_say_so(shell: Shell) -> None:
    clock = FixedClock(FRIDAY)
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent / "backups"), clock, Settings())
    for number in range(61):
        rhythm.planner.add_topic(rhythm.people.others()[0].id, f"zebra {number}")
    rhythm.close()
    said = shell.ok("search", "zebra").out
    assert said.rstrip().endswith("These are the best 60 of 61 records; another word narrows it.")
    assert len(shell.ok("search", "zebra", "--json").json) == 60
    assert "narrows" not in shell.ok("search", "zebra 60").out
