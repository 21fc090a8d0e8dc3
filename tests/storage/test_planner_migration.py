"""A store of the first release, brought up to the planner's: nothing of its time is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.domain.meetings import NoteKind, PromiseKind, Side
from rhythm.domain.people import ALWAYS
from rhythm.queries import meetings, people
from rhythm.storage.database import Database
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today


@pytest.fixture
def store_then(tmp_path: Path, clock: FixedClock) -> Path:
    """The folder of a store of the first release, with one of each record that the second changes the table of."""
    with store_before("0002", tmp_path, clock, search_kinds=16) as db:
        with db.action("fill"):
            team = db.insert("team", name="Platform")
            dana = db.insert("person", name="Dana", team_id=team)
            held = db.insert("meeting", person_id=dana, kind="one_on_one", day="2026-11-20", state="held")
            for body in ("release date", "thrown away"):
                db.insert("note", person_id=dana, meeting_id=held, day="2026-11-20", kind="note", body=body)
            db.insert("topic", person_id=dana, body="hiring", added_on="2026-11-20")
            db.insert("promise", person_id=dana, body="a level", made_on="2026-11-20", mine=1)
        with db.action("erase"):
            db.write("DELETE FROM note WHERE body = 'thrown away'")
    return tmp_path


@pytest.fixture
def upgraded(store_then: Path, clock: FixedClock) -> Iterator[Database]:
    with store_of_today(store_then, clock) as db:
        yield db


def test_notes_topics_and_promises_keep_what_they_said_and_get_the_plain_meaning(upgraded: Database) -> None:
    (note,) = meetings.notes_of(upgraded, 1)
    (topic,) = meetings.queue_of(upgraded, 1)
    (promise,) = meetings.open_promises(upgraded)
    assert (note.body, note.kind, note.private, note.meeting_id) == ("release date", NoteKind.NOTE, True, 1)
    assert (topic.body, topic.side, topic.private, topic.route) == ("hiring", Side.MINE, False, None)
    assert (promise.body, promise.kind, promise.source_id) == ("a level", PromiseKind.PROMISE, None)


def test_an_id_that_a_note_had_before_is_not_given_again(upgraded: Database) -> None:
    with upgraded.action("add"):
        number = upgraded.insert("note", person_id=1, day="2026-11-20", kind="decision", body="go")
    assert number == 3


def test_who_reports_to_whom_is_taken_to_have_been_so_always(upgraded: Database) -> None:
    (line,) = people.reporting_lines(upgraded, 1)
    assert (line.manager_id, line.team_id, line.since) == (None, 1, ALWAYS)


def test_notes_are_still_found_and_logged_after_their_table_was_made_anew(upgraded: Database) -> None:
    with upgraded.action("change"):
        upgraded.update("note", 1, body="launch day")
    assert upgraded.value("SELECT kind FROM search WHERE search MATCH 'launch'") == "note"
    assert upgraded.value("SELECT count(*) FROM search WHERE search MATCH 'release'") == 0
    assert upgraded.value("SELECT op FROM change ORDER BY id DESC LIMIT 1") == "U"


def test_what_was_done_before_the_upgrade_can_still_be_taken_back(upgraded: Database) -> None:
    from rhythm.actions.undo import undo

    assert undo(upgraded).label == "erase"
    assert {note.body for note in meetings.notes_of(upgraded, 1)} == {"release date", "thrown away"}


def test_a_copy_of_the_first_release_is_kept(upgraded: Database, store_then: Path) -> None:
    (copy,) = (store_then / "backups").iterdir()
    assert "before-upgrade" in copy.name
