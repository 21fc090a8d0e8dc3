"""Text that is still being typed: kept, but no history."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.errors import RhythmError
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from rhythm.storage.uid import encode_uid, new_uid
from tests.builders import FixedClock, Org
from tests.storage.dumps import log_sizes


def test_a_draft_is_kept_replaced_and_forgotten(rhythm: Rhythm) -> None:
    assert rhythm.draft("room:1") == ""
    rhythm.save_draft("room:1", "half a sen")
    rhythm.save_draft("room:1", "half a sentence\n")
    assert rhythm.draft("room:1") == "half a sentence\n"
    rhythm.save_draft("room:1", "  \n ")
    assert rhythm.draft("room:1") == ""


def test_drafts_are_found_by_what_their_key_begins_with(rhythm: Rhythm) -> None:
    for key in ("room:1", "room:12", "review:week", "r%om:2"):
        rhythm.save_draft(key, key)
    assert rhythm.drafts("room:") == {"room:1": "room:1", "room:12": "room:12"}
    assert rhythm.drafts("r%") == {"r%om:2": "r%om:2"}


def test_a_draft_is_in_no_log_and_is_not_found_by_search(rhythm: Rhythm, db: Database) -> None:
    sizes = log_sizes(db)
    rhythm.save_draft("room:1", "unmistakable")
    assert log_sizes(db) == sizes
    assert rhythm.find("unmistakable").hits == ()
    with pytest.raises(RhythmError, match="nothing to undo"):
        rhythm.undo()


def test_the_draft_goes_in_the_transaction_that_saves_the_meeting(org: Org, db: Database) -> None:
    rhythm = org.rhythm
    rhythm.save_draft("room:dana", "wants a date")
    rhythm.save_draft("room:ilya", "another")
    rhythm.planner.close_room(org.dana.id, rhythm.today(), note="wants a date", draft="room:dana")
    assert rhythm.drafts("room:") == {"room:ilya": "another"}
    assert [note.body for note in rhythm.bench.notes_about(org.dana.id)] == ["wants a date"]


def test_undo_of_a_meeting_gives_its_notes_back_and_redo_takes_them_again(org: Org) -> None:
    rhythm = org.rhythm
    rhythm.save_draft("room:dana", "wants a date\n> ask HR")
    rhythm.planner.close_room(org.dana.id, rhythm.today(), note="wants a date", draft="room:dana")
    rhythm.undo()
    assert rhythm.draft("room:dana") == "wants a date\n> ask HR"
    rhythm.redo()
    assert rhythm.drafts("room:") == {}
    rhythm.undo()
    assert rhythm.drafts("room:") == {"room:dana": "wants a date\n> ask HR"}


def test_what_was_typed_since_is_lost_neither_by_undo_nor_by_redo(org: Org) -> None:
    rhythm = org.rhythm
    rhythm.save_draft("room:dana", "wants a date")
    rhythm.planner.close_room(org.dana.id, rhythm.today(), note="wants a date", draft="room:dana")
    rhythm.save_draft("room:dana", "another talk")
    rhythm.undo()
    assert rhythm.draft("room:dana") == "another talk"
    rhythm.redo()
    assert rhythm.draft("room:dana") == "another talk"


def test_the_notes_of_the_last_twenty_meetings_can_come_back(org: Org, db: Database) -> None:
    rhythm = org.rhythm
    for number in range(22):
        rhythm.save_draft("room:dana", f"talk {number}")
        rhythm.planner.close_room(org.dana.id, rhythm.today(), note=f"talk {number}", draft="room:dana")
    kept = [row["body"] for row in db.all("SELECT body FROM draft ORDER BY key")]
    assert kept == [f"talk {number}" for number in range(2, 22)]


def test_the_notes_of_a_talk_can_come_back_though_the_clock_was_set_back(org: Org, clock: FixedClock) -> None:
    rhythm = org.rhythm
    for number in range(22):
        if number == 21:
            clock.forward(-1)
        rhythm.save_draft("room:dana", f"talk {number}")
        rhythm.planner.close_room(org.dana.id, rhythm.today(), note=f"talk {number}", draft="room:dana")
    rhythm.undo()
    assert rhythm.draft("room:dana") == "talk 21"


def test_when_saving_fails_the_draft_is_still_there(org: Org, db: Database) -> None:
    org.rhythm.save_draft("room:dana", "wants a date")
    db.derive = lambda *_: 1 / 0  # type: ignore[assignment]
    with pytest.raises(ZeroDivisionError):
        org.rhythm.planner.close_room(org.dana.id, org.rhythm.today(), note="wants a date", draft="room:dana")
    assert org.rhythm.draft("room:dana") == "wants a date"
    assert org.rhythm.bench.notes_about(org.dana.id) == ()


def test_a_draft_saved_inside_an_action_belongs_to_its_transaction(rhythm: Rhythm, db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.action("fails"):
        rhythm.save_draft("room:1", "text")
        raise ZeroDivisionError
    assert rhythm.draft("room:1") == ""


def test_uids_sort_by_time_and_never_repeat() -> None:
    start = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    made = [new_uid(start + dt.timedelta(milliseconds=n)) for n in range(200)]
    assert made == sorted(made)
    assert len({new_uid(start) for _ in range(1000)}) == 1000
    assert {len(uid) for uid in made} == {26}


def test_a_uid_is_a_ulid() -> None:
    assert encode_uid(0, 0) == "0" * 26
    assert encode_uid((1 << 48) - 1, (1 << 80) - 1) == "7" + "Z" * 25
    assert encode_uid(1469918176385, 0)[:10] == "01ARYZ6S41"
