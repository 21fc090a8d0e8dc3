"""search."""

from __future__ import annotations

from rhythm.cli.search import HEADINGS
from rhythm.screens.search import KINDS
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from rhythm.storage.schema import SEARCHED
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


def test_every_kind_that_is_searched_has_a_title_here_and_in_the_app() -> None:
    # The fields of the form of a fix are found as their fix.
    kinds = SEARCHED.keys() - {"fix_field"}
    assert (set(HEADINGS), set(KINDS)) == (kinds, kinds)


def test_a_wrong_letter_finds_what_was_meant_and_only_a_person_is_told(shell: Shell) -> None:
    clock = FixedClock(FRIDAY)
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent / "backups"), clock, Settings())
    rhythm.planner.add_topic(rhythm.people.others()[0].id, "zebra crossing")
    rhythm.close()
    said = shell.ok("search", "zebar crosing").out
    assert said.startswith('Nothing holds all of these words; "zebra crossing" is in:')
    assert said.count("zebra crossing") == 2
    assert shell.ok("search", "zebar crosing", "--json").json == []
    assert shell.ok("search", "xyzzyx").out == "Nothing holds all of these words.\n"


def test_a_name_and_a_word_find_what_is_kept_about_whom_it_names(shell: Shell) -> None:
    clock = FixedClock(FRIDAY)
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent / "backups"), clock, Settings())
    somebody, other = rhythm.people.others()[:2]
    for one in (somebody, other):
        rhythm.planner.add_topic(one.id, f"zebra {one.id}")
    rhythm.close()
    said = shell.ok("search", f"{somebody.name} zebra").out
    assert said.startswith(f'Nothing holds all of these words; "zebra" about {somebody.name} is in:')
    assert f"zebra {somebody.id}" in said
    assert f"zebra {other.id}" not in said
