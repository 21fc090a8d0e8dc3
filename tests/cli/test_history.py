"""search, undo, redo."""

from __future__ import annotations

from tests.cli.shell import Shell


def test_search_groups_what_it_found_by_kind(shell: Shell) -> None:
    shell.ok("note", "dana", "the release date moved again")
    shell.ok("topic", "ilya", "release notes")
    hits = shell.ok("search", "releas", "--json").json
    assert {(hit["kind"], hit["person"]) for hit in hits} == {("note", "Dana Okoye"), ("topic", "Ilya Brandt")}
    assert all({"kind", "id", "day", "person", "snippet", "score"} <= hit.keys() for hit in hits)
    said = shell.ok("search", "release").out
    assert "Notes" in said
    assert "Topics" in said
    assert [hit["kind"] for hit in shell.ok("search", "release", "date", "--json").json] == ["note"]


def test_nothing_found_is_an_answer(shell: Shell) -> None:
    assert shell.ok("search", "zebra", "--json").json == []
    assert shell.ok("search", "zebra").out == "Nothing holds all of these words.\n"
    assert shell.ok("search", '"AND" OR NEAR(', "--json").json == []


def test_undo_takes_back_one_action_and_redo_puts_it_back(shell: Shell) -> None:
    shell.ok("topic", "dana", "first")
    shell.ok("topic", "dana", "second")
    assert shell.ok("undo", "--json").json["undone"] == "topic for Dana Okoye"
    assert [topic["text"] for topic in shell.ok("prep", "dana", "--json").json["topics"]] == ["first"]
    assert shell.ok("redo", "--json").json["redone"] == "topic for Dana Okoye"
    assert len(shell.ok("prep", "dana", "--json").json["topics"]) == 2
    assert shell.run("redo").code == 1


def test_the_list_shows_what_would_be_taken_back_and_changes_nothing(shell: Shell) -> None:
    shell.ok("topic", "dana", "a secret matter")
    listed = shell.ok("undo", "--list", "--json").json
    assert listed[0] == {"label": "topic for Dana Okoye", "day": "2026-11-20"}
    said = shell.ok("undo", "--list").out
    assert said.splitlines()[0] == "Fri 20 Nov  topic for Dana Okoye"
    assert "secret" not in said
    assert len(shell.ok("prep", "dana", "--json").json["topics"]) == 1


def test_with_no_store_there_is_nothing_to_undo_and_none_is_made(shell: Shell) -> None:
    shell.store = shell.store.with_name("never.db")
    for word in ("undo", "redo"):
        result = shell.run(word)
        assert (result.code, len(result.err.splitlines())) == (1, 2)
    assert not shell.store.exists()
