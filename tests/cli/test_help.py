"""Every help ends with an example, and every example can be parsed."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.cli import overview, parser_for
from rhythm.cli.registry import ENTRIES, Entry
from tests.cli.shell import Shell

Parser = argparse.ArgumentParser
NUMBERED = (
    "accept 12",
    "done 12",
    "skip-levels route promise 12 manager",
    "conflict split 11 --rows 40 --rows 41",
)
ASKING = ("restore newest", "encrypt", "decrypt", "passphrase")
"""What asks somebody at a terminal, or needs what only such a one makes; their own tests answer."""
FIRST = {
    "bench on leila": "bench back leila",
    "bench ready amara": "bench calibrate amara 'Ruth sees the same'",
    "calendar held vikram": "calendar confirm 1",
    "calendar missed vikram": "calendar confirm 1",
    "team archive commercial": "people edit mateo --team Insight",
    "team restore commercial": "team archive commercial",
    "import escalations log.csv --dry-run": "export escalations log.csv",
    "import calendar work.ics --dry-run": "export calendar work.ics",
    "import json ~/rhythm-json": "export json ~/rhythm-json",
    "import bench bench.csv": "export bench bench.csv",
    "import bets bets.csv": "export bets bets.csv",
    "import evidence evidence.csv": "export evidence evidence.csv",
    "import teams teams.csv": "export teams teams.csv",
    "doctor": "backup",
    "undo": "good 'Nadia moved the date herself'",
    "redo": "undo",
}
"""By example: what comes before it, where it does not begin something."""


def numbered(shell: Shell, example: str) -> str:
    """An example with the numbers that promises and rows have in the sample of this day."""
    promises, waiting = shell.ok("promises", "--json").json, shell.ok("skip-levels", "routes", "--json").json["without"]
    rows = shell.ok("conflict", "show", "11", "--json").json["rows"]
    requested, mine = (
        next(one["id"] for one in promises if one["mine"] and one["kind"] == kind) for kind in ("request", "promise")
    )
    return {
        "accept 12": f"accept {requested}",
        "done 12": f"done {mine}",
        "skip-levels route promise 12 manager": f"skip-levels route promise {waiting[0]['id']} manager",
        "conflict split 11 --rows 40 --rows 41": f"conflict split 11 --rows {rows[0]['id']} --rows {rows[1]['id']}",
    }[example]


def words_of(line: str, home: Path) -> list[str]:
    """The words of a command line, with `~` as a shell takes it."""
    return [word.replace("~", str(home)) for word in shlex.split(line)]


def examples(entry: Entry) -> list[str]:
    """The examples in the helps of a command and of all below it, without the program's name."""
    texts = [" ".join(parser.format_help().split()) for parser in below(parser_for(entry))]
    return list(dict.fromkeys(text.rpartition("example: rhythm ")[2] for text in texts))


def below(parser: Parser) -> Iterator[Parser]:
    """Every parser under a parser."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield one
                yield from below(one)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_help_ends_with_an_example_that_can_be_parsed(entry: Entry) -> None:
    whole = parser_for(entry)
    for parser in below(whole):
        lines = " ".join(parser.format_help().split())
        assert "example: rhythm " in lines, parser.prog
        words = shlex.split(lines.rpartition("example: ")[2])
        assert words[: len(parser.prog.split())] == parser.prog.split()
        known, unknown = whole.parse_known_args(words[1:])
        assert unknown == [], parser.prog
        assert hasattr(known, "run"), parser.prog


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_help_says_in_a_sentence_what_is_done_and_what_each_argument_is(entry: Entry) -> None:
    for parser in below(parser_for(entry)):
        shown = parser.format_help()
        about = " ".join(shown.split("\n\n")[1].split())
        assert about[0].isupper(), parser.prog
        assert about[-1] in ".?", parser.prog
        assert parser.format_help() == shown
        assert "positional arguments" not in shown
        assert "and exit" not in shown
        for action in parser._actions:
            assert action.help or isinstance(action, argparse._SubParsersAction), (parser.prog, action.dest)


def test_the_help_of_the_program_names_every_command() -> None:
    assert all(f"  {entry.name} " in overview() for entry in ENTRIES)


def test_the_help_of_the_program_goes_on_below_itself_where_there_is_no_room() -> None:
    narrow = overview(30)
    assert max(map(len, narrow.splitlines())) <= 30
    assert narrow.split() == overview().split()
    assert "  due         who is due,\n              worst first\n" in narrow
    assert overview(200) == overview()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_example_runs_as_it_stands_on_the_sample(
    sampled: Shell, sample_store: Path, tmp_path: Path, entry: Entry
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "inbox.txt").write_text("Booking / Fares: who signs the contract\n")
    (tmp_path / "team.csv").write_text("name,email,manager\nYou,me@acme.example,\nDana,dana@acme.example,You\n")
    for example in examples(entry):
        if example in ASKING:
            continue
        sampled.store.write_bytes(sample_store.read_bytes())
        before = FIRST.get(example, "")
        for first in (FIRST.get(before), before):
            if first:
                sampled.ok(*words_of(first, tmp_path))
        if example.startswith("import json"):
            sampled.store.rename(tmp_path / "elsewhere.db")
        result = sampled.run(*words_of(numbered(sampled, example) if example in NUMBERED else example, tmp_path))
        assert result.code == 0, (example, result.err)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_where_nothing_is_yet_every_example_works_or_says_what_to_do_and_makes_no_store(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: Entry
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for number, example in enumerate(one for one in examples(entry) if one not in ASKING):
        place = tmp_path / str(number)
        place.mkdir()
        monkeypatch.chdir(place)
        shell.store = place / "rhythm.db"
        result = shell.run(*words_of(example, place))
        if result.code and example != "doctor":
            assert [line.partition(":")[0] for line in result.err.splitlines()[-2:]] == ["error", "hint"], example
            assert not shell.store.exists(), example
