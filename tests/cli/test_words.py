"""rhythm words, and the hint that leads there."""

from __future__ import annotations

from tests.cli.shell import Shell


def test_words_are_listed_added_and_removed(shell: Shell) -> None:
    assert "rhythm words add" in shell.ok("words", "list").out
    assert shell.ok("words", "add", "vendor", "sub contractor", "--json").json == {
        "words": {"id": 1, "words": ["vendor", "sub contractor"]}
    }
    assert shell.ok("words", "list", "--json").json == [{"id": 1, "words": ["vendor", "sub contractor"]}]
    assert "#1 vendor | sub contractor" in shell.ok("words", "remove", "#1").out
    assert shell.ok("words", "list", "--json").json == []
    assert shell.run("words", "add", "vendor").code == 2
    assert shell.run("words", "remove", "x").code == 2
    assert shell.run("words", "remove", "7").code == 1


def test_linking_rows_that_share_no_word_says_how_to_join_two(shell: Shell) -> None:
    shell.ok("log", "vendor contract", "--conflict", "new")
    shell.ok("log", "supplier paperwork")
    assert "rhythm words add 'paperwork' 'contract'" in shell.ok("conflict", "link", "2", "1").err
    shell.ok("log", "vendor again")
    assert "share no word" not in shell.ok("conflict", "link", "3", "1").err
