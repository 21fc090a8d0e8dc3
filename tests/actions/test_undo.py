"""Undo and redo as the user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhythm.domain.escalations import NewEscalation
from rhythm.domain.reviews import ReviewKind
from rhythm.errors import RhythmError
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump, log_sizes


def test_in_a_new_store_there_is_nothing_to_undo_or_redo(rhythm: Rhythm) -> None:
    with pytest.raises(RhythmError, match="nothing to undo"):
        rhythm.undo()
    with pytest.raises(RhythmError, match="nothing to put back"):
        rhythm.redo()
    assert rhythm.undoable() == ()


def test_undo_says_what_it_took_back_and_of_which_day(org: Org, clock: FixedClock) -> None:
    org.rhythm.planner.hold(org.dana.id, note="wants a date")
    clock.forward(3)
    undone = org.rhythm.undo()
    assert (undone.label, undone.local_day) == ("held Dana Okoye", "2026-11-20")
    assert org.rhythm.redo() == undone


def test_the_list_of_what_can_be_undone_is_in_the_order_of_undoing(org: Org) -> None:
    org.rhythm.planner.add_topic(org.dana.id, "launch criteria")
    org.rhythm.planner.add_note(org.dana.id, "calm")
    listed = [entry.label for entry in org.rhythm.undoable()]
    assert listed[:2] == ["note on Dana Okoye", "topic for Dana Okoye"]
    assert [org.rhythm.undo().label for _ in listed] == listed
    assert org.rhythm.undoable() == ()
    assert org.rhythm.undoable(1) == ()


def test_the_list_can_be_short(org: Org) -> None:
    assert len(org.rhythm.undoable(2)) == 2


def test_undo_takes_back_the_whole_action_and_nothing_else(org: Org, db: Database) -> None:
    before = dump(db)
    org.escalate("who sets the release date", conflict="new")
    org.rhythm.undo()
    assert dump(db) == before


def test_undo_and_redo_are_in_the_log_and_forget_nothing(org: Org, db: Database) -> None:
    org.rhythm.planner.add_note(org.dana.id, "calm")
    actions, changes, _ = log_sizes(db)
    org.rhythm.undo()
    org.rhythm.redo()
    assert log_sizes(db) == (int(str(actions)) + 2, int(str(changes)) + 2, None)
    labels = [row[0] for row in db.all("SELECT label FROM action ORDER BY id DESC LIMIT 2")]
    assert labels == ["redo: note on Dana Okoye", "undo: note on Dana Okoye"]


def test_what_was_redone_can_be_undone_and_redone_again(org: Org) -> None:
    note = org.rhythm.planner.add_note(org.dana.id, "calm")
    for _ in range(3):
        org.rhythm.undo()
        assert org.rhythm.planner.note(note.id) is None
        org.rhythm.redo()
        assert org.rhythm.planner.note(note.id) == note


def test_two_undone_actions_come_back_in_the_order_in_which_they_were_made(org: Org) -> None:
    org.rhythm.planner.add_topic(org.dana.id, "first")
    org.rhythm.planner.add_topic(org.dana.id, "second")
    assert [org.rhythm.undo().label, org.rhythm.undo().label] == ["topic for Dana Okoye"] * 2
    org.rhythm.redo()
    assert [topic.body for topic in org.rhythm.planner.room(org.dana).topics] == ["first"]
    org.rhythm.redo()
    assert [topic.body for topic in org.rhythm.planner.room(org.dana).topics] == ["first", "second"]


def test_a_new_action_ends_redo(org: Org) -> None:
    org.rhythm.planner.add_topic(org.dana.id, "first")
    org.rhythm.undo()
    org.rhythm.planner.add_topic(org.dana.id, "another")
    with pytest.raises(RhythmError, match="nothing to put back"):
        org.rhythm.redo()


def test_undo_refuses_and_names_the_field_where_a_later_edit_would_be_lost(org: Org, db: Database) -> None:
    org.rhythm.people.edit(org.dana.id, title="Lead", nickname="Dee")
    with db.action("tidy up", undoable=False):
        db.update("person", org.dana.id, title="Head of Platform")
    before, sizes = dump(db), log_sizes(db)
    with pytest.raises(RhythmError) as refused:
        org.rhythm.undo()
    assert "person" in refused.value.message
    assert "(title)" in refused.value.message
    assert "Head" not in refused.value.message + refused.value.hint
    assert dump(db) == before
    assert log_sizes(db) == sizes


def test_a_later_edit_of_another_field_is_no_hindrance_and_is_kept(org: Org, db: Database) -> None:
    org.rhythm.people.edit(org.dana.id, title="Lead")
    with db.action("tidy up", undoable=False):
        db.update("person", org.dana.id, nickname="Dee")
    org.rhythm.undo()
    dana = org.rhythm.people.person(org.dana.id)
    assert dana is not None
    assert (dana.title, dana.nickname) == ("", "Dee")


def test_undo_refuses_where_a_row_was_edited_after_it_was_made(org: Org, db: Database) -> None:
    note = org.rhythm.planner.add_note(org.dana.id, "calm")
    with db.action("tidy up", undoable=False):
        db.update("note", note.id, body="changed since")
    with pytest.raises(RhythmError, match=r"\(body\)"):
        org.rhythm.undo()
    assert org.rhythm.planner.note(note.id) is not None


def test_undo_refuses_where_a_row_is_gone(org: Org, db: Database) -> None:
    note = org.rhythm.planner.add_note(org.dana.id, "calm")
    with db.action("purge", undoable=False):
        db.write("DELETE FROM note WHERE id = ?", (note.id,))
    with pytest.raises(RhythmError, match="can't be undone"):
        org.rhythm.undo()


def test_undo_refuses_where_later_records_belong_to_the_row(org: Org, db: Database) -> None:
    person = org.rhythm.people.add("Mei Tan")
    with db.action("from elsewhere", undoable=False):
        db.insert("note", person_id=person.id, day="2026-11-20", kind="note", body="calm")
    before = dump(db)
    with pytest.raises(RhythmError, match="later records belong to this person"):
        org.rhythm.undo()
    assert dump(db) == before


def test_undo_refuses_where_something_else_stands_in_the_place_of_the_row(org: Org, db: Database) -> None:
    row = db.one("SELECT id, person_id, since FROM reporting WHERE deleted_at IS NULL")
    assert row is not None
    with db.action("take out"):
        db.update("reporting", row["id"], deleted_at="2026-11-20")
    with db.action("bring in", undoable=False):
        db.insert("reporting", person_id=row["person_id"], since=row["since"])
    with pytest.raises(RhythmError, match="another reporting stands in its place"):
        org.rhythm.undo()
    assert db.value("SELECT deleted_at FROM reporting WHERE id = ?", (row["id"],)) == "2026-11-20"


def test_an_action_that_is_marked_so_is_passed_over(org: Org, db: Database) -> None:
    org.rhythm.planner.add_topic(org.dana.id, "first")
    with db.action("seed", undoable=False):
        db.insert("good_call", day="2026-11-20", body="moved the date alone")
    assert org.rhythm.undo().label == "topic for Dana Okoye"
    assert db.value("SELECT count(*) FROM good_call") == 1


def test_undo_survives_closing_and_opening_the_store(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "rhythm.db"
    create_store(path, clock)

    def reopened() -> Rhythm:
        return Rhythm(open_store(path, clock, backups=tmp_path), clock, Settings())

    rhythm = reopened()
    dana = rhythm.people.add("Dana Okoye")
    rhythm.planner.add_topic(dana.id, "launch criteria")
    row = rhythm.tracker.log(NewEscalation("who sets the release date", clock.today()), conflict="new")
    rhythm.close()
    rhythm = reopened()
    assert rhythm.undo().label == "log an escalation"
    rhythm.close()
    rhythm = reopened()
    assert rhythm.tracker.escalation(row.id) is None
    assert rhythm.redo().label == "log an escalation"
    assert rhythm.tracker.escalation(row.id) == row
    assert [rhythm.undo().label for _ in range(3)] == ["log an escalation", "topic for Dana Okoye", "add Dana Okoye"]
    assert rhythm.people.others() == ()
    rhythm.close()


def test_undo_opens_a_closed_review_again(org: Org) -> None:
    week = org.rhythm.reviews.this_week()
    org.rhythm.reviews.close_week(week)
    with pytest.raises(RhythmError, match="is closed"):
        org.rhythm.reviews.close_week(week)
    org.rhythm.undo()
    org.rhythm.reviews.save_answer_draft(ReviewKind.WEEK, str(week), "closing", "in time")
    assert org.rhythm.reviews.close_week(week).answer("closing") == "in time"


def test_undo_takes_a_row_out_of_search_and_from_the_matcher_and_redo_puts_it_back(org: Org, db: Database) -> None:
    known = "SELECT (SELECT count(*) FROM match_line), (SELECT count(*) FROM match_profile)"
    org.escalate("who sets the release date", conflict="new")
    org.rhythm.undo()
    assert org.rhythm.find("release").hits == ()
    assert tuple(db.all(known)[0]) == (0, 0)
    org.rhythm.redo()
    assert {hit.kind for hit in org.rhythm.find("release").hits} == {"escalation", "conflict"}
    assert tuple(db.all(known)[0]) == (1, 1)


def test_more_than_a_hundred_records_are_waited_for_and_with_a_name_more_than_a_hundred_escalations(org: Org) -> None:
    rhythm = org.rhythm

    def log(count: int) -> None:
        rhythm.tracker.log_several([NewEscalation(f"row {n}", rhythm.today(), ()) for n in range(count)])

    log(101)
    assert rhythm.is_large()
    rhythm.undo()
    assert rhythm.is_large(redo=True)
    log(100)
    assert not rhythm.is_large()
    rhythm.people.edit(org.dana.id, name="Dana Marsh")
    assert (rhythm.is_large(), rhythm.is_much_to_read()) == (False, False)
    log(1)
    rhythm.people.edit(org.dana.id, name="Dana Okoye")
    assert (rhythm.is_large(), rhythm.is_much_to_read()) == (True, True)
    rhythm.planner.add_topic(org.dana.id, "one")
    assert not rhythm.is_large()
