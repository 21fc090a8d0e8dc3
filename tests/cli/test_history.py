"""search, undo, redo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from tests.builders import FixedClock
from tests.cli.shell import FRIDAY, Shell


@contextmanager
def opened(shell: Shell) -> Iterator[Rhythm]:
    """The service over the store of a prompt."""
    clock = FixedClock(FRIDAY)
    db = open_store(shell.store, clock, backups=shell.store.parent / "backups")
    yield Rhythm(db, clock, Settings())
    db.close()


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


def test_undo_of_a_stored_talk_says_that_its_notes_are_in_the_room_again(shell: Shell) -> None:
    with opened(shell) as rhythm:
        dana = rhythm.people.find("dana")
        room = f"room:{dana.id}"
        rhythm.save_draft(room, "wants a date")
        rhythm.planner.close_room(dana.id, rhythm.today(), note="wants a date", draft=room)
    said = shell.ok("undo").out
    assert said == "Taken back: held Dana Okoye; its notes are in the room again. rhythm redo puts it back.\n"
    assert "again" not in shell.ok("redo").out
    with opened(shell) as rhythm:
        rhythm.save_draft(room, "something else by now")
    assert shell.ok("undo").out == "Taken back: held Dana Okoye. rhythm redo puts it back.\n"


def test_undo_of_a_closed_week_says_that_its_line_is_there_again_and_nothing_of_one_that_was_emptied(
    shell: Shell,
) -> None:
    for line, said in (("half a line", "; what was typed is in the review again"), ("", "")):
        with opened(shell) as rhythm:
            week = rhythm.reviews.this_week()
            rhythm.save_draft(f"review:week:{week}:closing", line, empty=True)
            rhythm.reviews.close_week(week)
        assert shell.ok("undo").out == f"Taken back: close week 47{said}. rhythm redo puts it back.\n"


def test_what_was_done_in_a_review_is_listed_under_its_period_in_words(shell: Shell) -> None:
    with opened(shell) as rhythm:
        rhythm.quarters.answer(rhythm.reviews.this_quarter(), "structure", "frozen words")
        rhythm.quarters.close(rhythm.reviews.this_quarter())
        rhythm.reviews.close_week(rhythm.reviews.this_week())
    labels = [action["label"] for action in shell.ok("undo", "--list", "--json").json]
    assert labels[:3] == ["close week 47", "close Q4 2026", "answer in Q4 2026"]
