"""Tab in a shell: commands, options and the names that the store knows."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import Shell

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash")
ZSH = shutil.which("zsh")


def offered(shell: Shell, tmp_path: Path, line: str, **variables: str) -> dict[str, str]:
    """What is offered behind such a line, each with its description, as fish asks for it."""
    answers = tmp_path / "answers"
    answers.touch()
    environment = os.environ | {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_SHELL": "fish",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_DFS": "\t",
        "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answers),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_TYPE": "",
        "RHYTHM_DB": str(shell.store),
        **variables,
    }
    program = [sys.executable, "-c", "from rhythm.cli import main; main()"]
    result = subprocess.run(program, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    pairs = (answer.split("\t", 1) for answer in answers.read_text(encoding="utf-8").split("\n"))
    return {pair[0].strip(): pair[-1] for pair in pairs if pair[0]}


def test_commands_are_offered_with_what_they_do(shell: Shell, tmp_path: Path) -> None:
    assert offered(shell, tmp_path, "rhythm pro") == {
        "promise": "record a promise",
        "promises": "open promises and requests, both ways",
    }


def test_options_of_the_command_are_offered(shell: Shell, tmp_path: Path) -> None:
    assert set(offered(shell, tmp_path, "rhythm log --h")) >= {"--handling"}
    assert "--handling" not in offered(shell, tmp_path, "rhythm due --")


def test_a_person_is_offered_by_the_first_name_in_any_capitals(shell: Shell, tmp_path: Path) -> None:
    assert "Dana" in offered(shell, tmp_path, "rhythm prep d")


def test_zsh_is_offered_a_name_in_the_capitals_that_were_typed(shell: Shell, tmp_path: Path) -> None:
    # It takes only what begins exactly so, and everybody types names in small letters.
    assert "dana" in offered(shell, tmp_path, "rhythm prep d", _ARGCOMPLETE_SHELL="zsh")
    assert "Dana" in offered(shell, tmp_path, "rhythm prep D", _ARGCOMPLETE_SHELL="zsh")
    shell.ok("prep", "dana")


def test_two_people_of_one_first_name_are_offered_whole(shell: Shell, tmp_path: Path) -> None:
    shell.ok("people", "add", "Noor Haddad")
    shell.ok("people", "add", "Noor Jansen")
    assert {"Noor Haddad", "Noor Jansen"} <= set(offered(shell, tmp_path, "rhythm note no"))


def test_a_first_name_by_which_somebody_else_goes_too_is_offered_with_the_surname(shell: Shell, tmp_path: Path) -> None:
    for name in ("Martin Weiss", "Henry Martin", "Anne Ash", "Anne-Marie Birch", "Théo Cy", "Lou Elm"):
        shell.ok("people", "add", name)
    shell.ok("people", "edit", "lou", "--nickname", "Theo")
    for typed, whole in (("m", "Martin Weiss"), ("Anne", "Anne Ash"), ("T", "Théo Cy")):
        names = set(offered(shell, tmp_path, f"rhythm prep {typed}"))
        assert whole in names
        for name in names:
            shell.ok("prep", name)
    assert "Lou" in offered(shell, tmp_path, "rhythm prep L")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("rhythm right set Pl", "Platform"),
        ("rhythm right set Platform ro", "roadmap"),
        ("rhythm held dana --on to", "today"),
        ("rhythm review q", "quarter"),
        ("rhythm completion z", "zsh"),
        ("rhythm team merge platform gr", "Growth"),
        ("rhythm team checklist platform sc", "scope"),
        ("rhythm team edit platform --mode pre", "predictability"),
        ("rhythm team edit platform --bucket co", "core"),
        ("rhythm team pattern pl", "platform"),
        ("rhythm --today 2026-11-20 prep da", "Dana"),
        ("rhythm log x --party Pl", "Platform"),
        ("rhythm log x --handling co", "coached"),
        ("rhythm log x --cause dec", "decision_right"),
        ("rhythm log x --moment q", "quality_bar"),
        ("rhythm log x --area ro", "roadmap"),
        ("rhythm people add Lee --reports-to da", "Dana"),
        ("rhythm people edit ilya --reports-to da", "Dana"),
        ("rhythm people edit ilya --team pl", "Platform"),
        ("rhythm people move dana --to il", "Ilya"),
        ("rhythm team edit platform --manager da", "Dana"),
    ],
)
def test_arguments_are_offered_what_they_take(shell: Shell, tmp_path: Path, line: str, answer: str) -> None:
    assert answer in offered(shell, tmp_path, line)


def test_a_number_is_offered_with_the_name_behind_it(shell: Shell, tmp_path: Path) -> None:
    shell.ok("log", "Platform / Growth: who sets the date", "--conflict", "new")
    for line in ("rhythm conflict show ", "rhythm log again --conflict "):
        assert list(offered(shell, tmp_path, line).values()) == ["Platform / Growth: who sets the date"]


def test_copies_are_offered_to_restore_also_of_a_store_that_cannot_be_read(shell: Shell, tmp_path: Path) -> None:
    assert "newest" not in offered(shell, tmp_path, "rhythm restore ")
    copy = Path(shell.ok("backup", "--json").json["file"]).name
    shell.store.write_bytes(b"not a database, however long it may be " * 100)
    assert list(offered(shell, tmp_path, "rhythm restore ")) == ["newest", copy]
    assert offered(shell, tmp_path, "rhythm restore ")[copy].endswith(", by-hand")
    assert list(offered(shell, tmp_path, "rhythm restore by")) == [copy]
    # A copy that stands elsewhere is named by its path.
    (tmp_path / "aside.db").touch()
    assert list(offered(shell, tmp_path, f"rhythm restore {tmp_path}/as")) == [f"{tmp_path}/aside.db"]


def test_areas_of_a_role_are_not_mistaken_for_those_of_decisions(shell: Shell, tmp_path: Path) -> None:
    assert "launch_timing" in offered(shell, tmp_path, "rhythm right set Platform ")
    assert offered(shell, tmp_path, "rhythm bench spot dana x --area ") == {}
    assert offered(shell, tmp_path, "rhythm evidence add x --area ") == {}


def test_hidden_names_are_not_offered(shell: Shell, tmp_path: Path) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("look: {hidden_at_start: true}\n", encoding="utf-8")
    assert offered(shell, tmp_path, "rhythm prep ", RHYTHM_SETTINGS=str(settings)) == {}


def test_a_store_that_cannot_be_read_offers_nothing_and_says_nothing(shell: Shell, tmp_path: Path) -> None:
    shell.store.write_bytes(b"not a database, however long it may be " * 100)
    assert offered(shell, tmp_path, "rhythm prep ") == {}


@pytest.mark.skipif(BASH is None, reason="no bash on this machine")
def test_bash_completes_with_what_is_printed(shell: Shell, tmp_path: Path) -> None:
    code = shell.ok("completion", "bash").out
    script = f"""{code}
COMP_LINE='rhythm prep da' COMP_POINT=14 COMP_TYPE=9 COMP_WORDBREAKS=' '
_python_argcomplete rhythm
printf '%s' "${{COMPREPLY[*]}}"
"""
    assert said_by(str(BASH), script, shell, tmp_path) == "Dana"


@pytest.mark.skipif(ZSH is None, reason="no zsh on this machine")
@pytest.mark.parametrize(
    ("words", "before", "typed", "offers"),
    [
        ("rhythm prep da", "", "da", "dana:Dana Okoye"),
        ("rhythm prep 'Noor H", "'", "Noor H", r"Noor\ Haddad:Noor Haddad"),
        ('rhythm prep "Noor O', '"', "Noor O", r"Noor\ O\'Neil:Noor O'Neil"),
        (r"rhythm prep Noor\ O", "", r"Noor\ O", r"Noor\ O\'Neil:Noor O'Neil"),
    ],
)
def test_zsh_completes_with_what_is_printed_also_within_a_quote(
    shell: Shell, tmp_path: Path, words: str, before: str, typed: str, offers: str
) -> None:
    for name in ("Noor Haddad", "Noor O'Neil"):
        shell.ok("people", "add", name)
    code = shell.ok("completion", "zsh").out
    first, command, last = words.split(" ", 2)
    script = f"""compdef() {{ }}
{code}
_describe() {{ print -r -- "${{completions[*]}}" }}
words=({first} {command} {shlex.quote(last)}) CURRENT=3 QIPREFIX={shlex.quote(before)} PREFIX={shlex.quote(typed)}
BUFFER={shlex.quote(words.replace(before, ""))} CURSOR=$#BUFFER
_python_argcomplete
"""
    assert said_by(str(ZSH), script, shell, tmp_path) == offers


def said_by(program: str, script: str, shell: Shell, tmp_path: Path) -> str:
    """What a script of another shell prints, where `rhythm` is this one over the store."""
    folder = tmp_path / "bin"
    folder.mkdir()
    ours = folder / "rhythm"
    ours.write_text(f"#!{sys.executable}\nfrom rhythm.cli import main\nmain()\n", encoding="utf-8")
    ours.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "RHYTHM_DB": str(shell.store),
    }
    result = subprocess.run(
        [program, "-c", script], env=environment, capture_output=True, text=True, check=True, cwd=tmp_path
    )
    return result.stdout.strip()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("bash", "data/bash-completion/completions/rhythm"),
        ("zsh", "data/zsh/site-functions/_rhythm"),
        ("fish", "config/fish/completions/rhythm.fish"),
    ],
)
def test_one_command_installs_it(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, place: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    printed = shell.ok("completion", name).out
    said = shell.ok("completion", name, "--install").out
    assert str(tmp_path / place) in said
    assert (tmp_path / place).read_text(encoding="utf-8").strip() == printed.strip()
    # Where something is left to do, it is a line that can be copied.
    line = {"bash": f"source {tmp_path / place}", "zsh": f"fpath=({(tmp_path / place).parent} $fpath)", "fish": ""}
    assert line[name] in said


def test_a_folder_that_cannot_be_written_is_named(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    result = shell.run("completion", "bash", "--install")
    assert result.code == 2
    assert "can't be written" in result.err
    assert "rhythm completion bash" in result.err
