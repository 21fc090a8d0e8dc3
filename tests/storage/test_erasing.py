"""Forgotten means forgotten: no byte of it in the file, and on request in its copies; others are not harmed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from rhythm.domain.attention import RecordKey, RecordKind
from rhythm.domain.meetings import NewPromise
from rhythm.domain.people import Person
from rhythm.domain.portfolio import Bucket, NewBet
from rhythm.domain.reviews import ReviewKind
from rhythm.errors import Erased, NotFound, RhythmError, StoreError
from rhythm.queries.counts import Counts
from rhythm.service import Rhythm
from rhythm.service.backups import Backups
from rhythm.settings import Settings
from rhythm.storage import building, driver
from rhythm.storage.erasing import erase_person
from rhythm.storage.erasing_drafts import subject_of
from rhythm.storage.opening import create_store, open_store
from rhythm.storage.restoring import restore
from rhythm.storage.schema import LOGGED_TABLES
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump, rows_of

SCREENS = Path(__file__).parents[2] / "rhythm" / "screens"
NAME, MAIL, NICK = "Chrisanthe Vollenweider", "vollenweider@acme.example", "Zwicky"
BEFORE, ALIAS = "Notburga Quittenbaum", "Zibarte"
SECRETS = (
    *("Vollenweider", "Chrisanthe", "vollenweider@", NICK, ALIAS, "Notburga", "Quittenbaum", "quitten@"),
    *("Zwetschgenkuchen", "Birnenbrot", "Rahmtäfeli", "Kirschenfest"),
)


@pytest.fixture
def rhythm(tmp_path: Path, clock: FixedClock) -> Iterator[Rhythm]:
    """A small organisation in a file, with somebody who stands in every kind of text, now and before."""
    create_store(tmp_path / "rhythm.db", clock)
    db = open_store(tmp_path / "rhythm.db", clock, backups=tmp_path / "shelf")
    made = Rhythm(db, clock, Settings(), backups=Backups(db, tmp_path / "shelf", clock))
    write(Org(made))
    yield made
    made.close()


def write(org: Org) -> None:
    rhythm, clock = org.rhythm, org.rhythm.clock
    assert isinstance(clock, FixedClock)
    people, planner, tracker = rhythm.people, rhythm.planner, rhythm.tracker
    gone = people.add(BEFORE, email="quitten@acme.example", manager_id=org.dana.id, team_id=org.platform.id)
    people.edit(gone.id, name=NAME, email=MAIL, nickname=NICK, aliases=(ALIAS,))
    rhythm.save_draft(f"room:{gone.id}", "likes Zwetschgenkuchen a lot\n> bake Birnenbrot")
    bread = NewPromise("bake Birnenbrot", True, None)
    planner.close_room(
        gone.id, rhythm.today(), note="likes Zwetschgenkuchen a lot", promises=[bread], draft=f"room:{gone.id}"
    )
    clock.forward(-1)
    planner.skip(gone.id, "at the Kirschenfest")
    clock.forward(1)
    topic = planner.add_topic(gone.id, "Rahmtäfeli for the whole team")
    bet = rhythm.portfolio.add(NewBet("Offline tickets", Bucket.GROWTH, 3))
    rhythm.portfolio.link(bet.id, RecordKey(RecordKind.TOPIC, topic.id))
    planner.add_note(gone.id, "taken back: Zwetschgenkuchen")
    rhythm.undo()
    planner.add_note(org.ilya.id, f"{NAME} and Chris Moon disagree, says {NICK}")
    planner.add_note(org.ilya.id, f"{BEFORE} is {ALIAS.lower()} by now, quitten@acme.example goes to {MAIL}")
    planner.add_note(org.ilya.id, "Chris Moon wants a date")
    org.escalate("Chrisanthe asks who sets the release date", 2, conflict="new")
    row = org.escalate(f"@{NICK.lower()}: again", 1)
    tracker.edit(row.id, raised_by_id=gone.id, raised_by=NAME)
    tracker.good(f"{NAME} moved the date alone", person_id=gone.id)
    rhythm.save_draft(f"room:{gone.id}", "half about Zwetschgenkuchen")
    rhythm.save_draft(f"room:{gone.id}0", "of somebody whose number only begins alike")
    rhythm.save_draft("week:x", f"half about {NAME}")
    rhythm.reviews.save_answer_draft(ReviewKind.WEEK, str(rhythm.reviews.this_week()), "closing", f"Thank {NAME}.")
    rhythm.reviews.close_week(rhythm.reviews.this_week())


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("rhythm.*")))


def test_no_byte_of_somebody_who_was_erased_is_left_in_the_file(rhythm: Rhythm, tmp_path: Path) -> None:
    person = rhythm.people.find(NICK)
    before = bytes_of(tmp_path)
    assert all(secret.encode() in before for secret in SECRETS)
    found = rhythm.forgetting.erase(person)
    assert [secret for secret in SECRETS if secret.casefold().encode() in bytes_of(tmp_path).lower()] == []
    assert found.records >= 4
    assert (found.meetings, found.reviews) == (2, 1)


def test_of_what_is_being_typed_all_that_is_about_somebody_goes_and_nothing_else(rhythm: Rhythm) -> None:
    person = rhythm.people.find(NICK)
    room = rhythm.planner.room(person)
    promise, topic, meeting = room.promises_mine[0], room.topics[0], room.last_meeting
    assert meeting is not None
    theirs = {
        f"bench:{person.id}:sponsor",
        f"calibration:{person.id}",
        f"closing:{person.id}",
        f"finding:{person.id}",
        f"group:{person.id}",
        f"stakeholder:{person.id}",
        f"card:0:{person.id}:manager",
        f"sheet:2026-Q4:scorecard:trust:{person.id}",
        f"move:{promise.id}",
        f"route:promise:{promise.id}:reason",
        f"route:topic:{topic.id}:1",
        f"skipped:{meeting.id}",
    }
    others = {
        f"ritual:{person.id}",
        f"fix:{person.id}:decision",
        f"bench:{person.id}0:sponsor",
        f"card:{person.id}:0:team",
        f"sheet:2026-Q4:scorecard:trust:{person.id}0",
        f"later:2026-Q4:{person.id}",
        f"move:{promise.id}0",
        f"route:topic:{topic.id}0:1",
        f"skipped:{meeting.id}0",
        "calibration:bench",
    }
    for key in theirs | others:
        rhythm.save_draft(key, "half a line")
    rhythm.forgetting.erase(person)
    assert {key for key, body in rhythm.drafts("").items() if body == "half a line"} == others
    for key in theirs:
        # A window that was open meanwhile tells of what stands in its field.
        with pytest.raises(Erased, match="not kept: it is about somebody who was erased"):
            rhythm.save_draft(key, "half a line")
        assert rhythm.draft(key) == ""
    assert rhythm.unsaved() == ()
    assert {key for key, body in rhythm.drafts("").items() if body == "half a line"} == others


def test_what_could_not_be_stored_before_is_not_stored_about_somebody_who_was_erased_and_keeps_nothing_else(
    rhythm: Rhythm,
) -> None:
    person, other = rhythm.people.find(NICK), rhythm.people.find("ilya")
    rhythm.only_read("for a test", "wait")
    for one in (person, other):
        with pytest.raises(StoreError):
            rhythm.save_draft(f"note:{one.id}", "half a line")
    rhythm.only_read("", "")
    erase_person(rhythm._db, person.id)
    rhythm.save_draft(f"room:{other.id}", "half a talk")
    not_kept = rhythm.not_kept()
    assert not_kept is not None
    assert "not kept: it is about somebody who was erased" in not_kept.message
    assert rhythm.not_kept() is None, "it is told once"
    assert rhythm.draft(f"note:{person.id}") == ""
    assert rhythm.draft(f"note:{other.id}") == "half a line"
    assert rhythm.draft(f"room:{other.id}") == "half a talk"


def test_a_draft_about_what_was_undone_is_kept_whoever_was_erased_before(rhythm: Rhythm) -> None:
    rhythm.forgetting.erase(rhythm.people.find(NICK))
    promise = rhythm.planner.add_promise(rhythm.people.find("ilya").id, "ask HR")
    rhythm.undo()
    rhythm.save_draft(f"move:{promise.id}", "fri")
    rhythm.redo()
    assert rhythm.draft(f"move:{promise.id}") == "fri"


def test_nothing_is_written_about_somebody_who_was_erased_and_nothing_is_planned_with_them(rhythm: Rhythm) -> None:
    person = rhythm.people.find(NICK)
    rhythm.planner.plan(person.id, rhythm.today() + dt.timedelta(days=3))
    assert rhythm.forgetting.erase(person).meetings == 2
    assert not any(one.state == "planned" for one in rhythm.plans.view().gathered.stored.values())
    for write_about in (
        lambda: rhythm.planner.add_note(person.id, "once more"),
        lambda: rhythm.planner.add_topic(person.id, "once more"),
        lambda: rhythm.planner.hold(person.id, note="once more"),
        lambda: rhythm.people.edit(person.id, name=NAME),
    ):
        with pytest.raises(NotFound, match="they were erased"):
            write_about()


def test_whoever_a_window_keeps_a_draft_about_is_known() -> None:
    """Whatever stands where a name of a draft does: as `draft=`, or as the name that a dialog or `ask_fields` gets."""
    about = re.compile(
        r"""(?:draft(?:_key)?\ ?=\ ?|__init__\(\w+,\ |Sheet\(|ask_fields\(\s+[\w.]+,\s+)
        f"([a-z_]+):\{(?:\w+\.)*(?:person\.id|person_id|manager_id)\}""",
        re.VERBOSE,
    )
    kinds = {kind for path in SCREENS.rglob("*.py") for kind in about.findall(path.read_text())}
    assert {"closing", "finding", "group", "room", "stakeholder", "topic"} < kinds
    assert {kind for kind in kinds if subject_of(f"{kind}:7:more") != ("person", 7)} == set()


def test_others_are_left_exactly_as_they_were(rhythm: Rhythm) -> None:
    db = rhythm._db
    before = dump(db)
    gone = rhythm.people.find(NICK)
    rhythm.forgetting.erase(gone)
    after = dump(db)
    others = [row for row in before["person"] if row[0] != gone.id]
    assert [row for row in after["person"] if row[0] != gone.id] == others
    texts = {row[6] for row in after["note"]}
    assert "Chris Moon wants a date" in texts
    assert any("[erased] and Chris Moon disagree" in str(text) for text in texts)
    assert rhythm.draft(f"room:{gone.id}0") == "of somebody whose number only begins alike"
    assert rhythm.draft("week:x") == "half about [erased]"
    untouched = set(LOGGED_TABLES) - {
        *("person", "note", "topic", "promise", "escalation", "meeting", "good_call", "review", "review_answer"),
        *("reporting", "escalation_party", "conflict", "bet_link"),
    }
    assert (len(before["bet_link"]), after["bet_link"]) == (1, []), "it is nothing without its topic"
    assert {table: after[table] for table in untouched} == {table: before[table] for table in untouched}


def numbers(counts: Counts) -> dict[str, object]:
    """Every figure, and how many rows stand behind each."""
    figures = counts._asdict()
    return {name: len(found) if isinstance(found, tuple) else found for name, found in figures.items()}


def test_counts_stay_without_a_name(rhythm: Rhythm) -> None:
    first, last = rhythm.today() - dt.timedelta(days=30), rhythm.today()
    before = numbers(rhythm.reviews.counts(first, last))
    assert before
    rhythm.forgetting.erase(rhythm.people.find(NICK))
    assert numbers(rhythm.reviews.counts(first, last)) == before
    assert rhythm.reviews.brief().held == 1


def test_a_frozen_review_gets_a_mark_and_a_hash_that_is_right(rhythm: Rhythm) -> None:
    before = rhythm._db.one("SELECT snapshot, snapshot_hash FROM review")
    rhythm.forgetting.erase(rhythm.people.find(NICK))
    after = rhythm._db.one("SELECT snapshot, snapshot_hash FROM review")
    assert before is not None
    assert after is not None
    assert json.loads(after["snapshot"])["erased_on"] == "2026-11-20"
    assert after["snapshot_hash"] == hashlib.sha256(after["snapshot"].encode()).hexdigest() != before["snapshot_hash"]
    assert rhythm.reviews.closed_weeks()


def test_a_frozen_line_goes_that_must_come_from_a_record_of_theirs_and_a_word_that_may_not_stays(
    rhythm: Rhythm, clock: FixedClock
) -> None:
    """Several words of eight letters in all or more, or one word of more than twenty."""
    gone = rhythm.people.find("Chris Moon")
    for body in ("ask why", "ask when", "Donaudampfschifffahr", "Rinderkennzeichnungen", "wants to move to Lisbon"):
        rhythm.planner.add_topic(gone.id, body)
    lines = {
        "ask why": "ask why",
        "so ask why": "so ask why",
        "so ask when": "[erased]",
        "Donaudampfschifffahr": "Donaudampfschifffahr",
        "Rinderkennzeichnungen": "[erased]",
        "wants to m…": "[erased]",
        "wants…": "wants…",
    }
    for typed in lines:
        clock.forward(7)
        week = rhythm.reviews.this_week()
        rhythm.reviews.save_answer_draft(ReviewKind.WEEK, str(week), "closing", typed)
        rhythm.reviews.close_week(week)
    rhythm.forgetting.erase(gone)
    frozen = [json.loads(row[0]) for row in rhythm._db.all("SELECT snapshot FROM review ORDER BY id")][-len(lines) :]
    closing = [step["answer"] for one in frozen for step in one["steps"] if step["id"] == "closing"]
    assert closing == list(lines.values())


def test_the_log_says_that_somebody_was_erased_and_undo_brings_nobody_back(rhythm: Rhythm, tmp_path: Path) -> None:
    rhythm.forgetting.erase(rhythm.people.find(NICK))
    db = rhythm._db
    assert rows_of(db, "SELECT label, undoable FROM action ORDER BY id DESC LIMIT 1") == [("erase a person", 0)]
    for _ in range(40):
        try:
            rhythm.undo()
        except RhythmError:
            break
    assert [secret for secret in SECRETS if secret.encode() in bytes_of(tmp_path)] == []
    assert db.value("PRAGMA foreign_keys") == 1
    triggers = {row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert {f"log_{table}_update" for table in LOGGED_TABLES} <= triggers
    assert "change_refuses_delete" in triggers


def test_what_is_left_is_searched_suggested_and_sound(rhythm: Rhythm, tmp_path: Path, clock: FixedClock) -> None:
    from rhythm.storage.health import examine

    rhythm.forgetting.erase(rhythm.people.find(NICK))
    assert rhythm.find("Zwetschgenkuchen").hits == ()
    assert {hit.kind for hit in rhythm.find("Moon").hits} >= {"note", "person"}
    assert rhythm._db.value("SELECT count(*) FROM match_line") == 2
    checks = {check.name: check for check in examine(tmp_path / "rhythm.db", tmp_path / "shelf", clock.now())}
    assert [name for name in ("content", "references", "log", "search") if not checks[name].ok] == []


def test_a_rehearsal_says_the_same_and_changes_nothing(rhythm: Rhythm) -> None:
    before = dump(rhythm._db)
    would = rhythm.forgetting.preview(rhythm.people.find(NICK))
    assert dump(rhythm._db) == before
    assert rhythm._db.value("PRAGMA foreign_keys") == 1
    assert rhythm.forgetting.erase(rhythm.people.find(NICK)) == would


def test_the_copies_are_redone_on_request_and_only_then(
    rhythm: Rhythm, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = rhythm.backups.make()
    restore(copy, tmp_path / "rhythm.db", clock, backups=tmp_path / "shelf")
    rhythm.close()
    db = open_store(tmp_path / "rhythm.db", clock, backups=tmp_path / "shelf")
    again = Rhythm(db, clock, Settings(), backups=Backups(db, tmp_path / "shelf", clock))
    (tmp_path / "shelf" / "daily-20261119T090000-00000000.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    gone = again.people.find(NICK)
    before = copy.read_bytes()
    again.forgetting.erase(again.people.find("ilya"))
    assert copy.read_bytes() == before
    erase = again.forgetting.erase
    meanwhile = list[Path]()

    def copied_before(person: Person) -> object:
        meanwhile.append(again.backups.make())
        return erase(person)

    monkeypatch.setattr(again.forgetting, "erase", copied_before)
    _, redone = again.forgetting.erase_everywhere(gone)
    assert {path.name for path in redone.left} == {"daily-20261119T090000-00000000.db"}
    assert len(redone.done) == 4
    assert redone.done[-1:] == tuple(meanwhile)
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [secret for secret in SECRETS if secret.encode() in left] == []
    restored = open_store(copy, clock, backups=tmp_path / "aside")
    assert restored.value("SELECT count(*) FROM note WHERE body LIKE 'Chris Moon%'") == 1
    restored.close()
    again.close()


class Stopping:
    """A connection over which somebody presses Ctrl-C when a statement begins so."""

    def __init__(self, connection: driver.Connection, at: str) -> None:
        self._connection = connection
        self._at = at

    def execute(self, sql: str, *parameters: Any) -> driver.Cursor:
        if sql.startswith(self._at):
            raise KeyboardInterrupt
        return self._connection.execute(sql, *parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@pytest.mark.parametrize("at", ["DROP TRIGGER", "UPDATE note", "DELETE FROM search", "INSERT INTO search(search)"])
def test_what_ends_the_erasing_before_its_end_leaves_all_as_it_was(rhythm: Rhythm, at: str) -> None:
    db, person, before = rhythm._db, rhythm.people.find(NICK), dump(rhythm._db)
    whole = db.connection
    db.connection = cast("driver.Connection", Stopping(whole, at))
    with pytest.raises(KeyboardInterrupt):
        rhythm.forgetting.erase(person)
    db.connection = whole
    assert dump(db) == before
    assert rhythm.forgetting.holds(person)
    assert rhythm.forgetting.erase(person).records >= 4


def test_what_ends_it_while_pages_are_given_back_leaves_no_byte_of_them(rhythm: Rhythm, tmp_path: Path) -> None:
    db, person = rhythm._db, rhythm.people.find(NICK)
    whole = db.connection
    db.connection = cast("driver.Connection", Stopping(whole, "VACUUM"))
    with pytest.raises(KeyboardInterrupt):
        rhythm.forgetting.erase(person)
    db.connection = whole
    assert not rhythm.forgetting.holds(person)
    assert [secret for secret in SECRETS if secret.casefold().encode() in bytes_of(tmp_path).lower()] == []


def test_whoever_waits_is_told_how_far_it_is(rhythm: Rhythm, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = list[str]()

    def heard_rows(*given: Any) -> Iterator[dict[str, Any]]:
        for row in building.rows_of(*given):
            heard.append(rhythm._db.far.words)
            yield row

    monkeypatch.setattr("rhythm.storage.erasing.rows_of", heard_rows)
    rhythm.forgetting.preview(rhythm.people.find(NICK))
    number = rhythm._db.value("SELECT count(*) FROM change")
    assert f"1 of {number} changes" in heard
    assert any(re.fullmatch(r"1?\d of \d\d tables", words) for words in heard)


def test_without_room_to_write_the_file_anew_nobody_is_erased(
    rhythm: Rhythm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, before = rhythm.people.find(NAME), (tmp_path / "rhythm.db").read_bytes()
    full = SimpleNamespace(free=2 * len(before) - 1)
    monkeypatch.setattr("rhythm.storage.erasing.shutil.disk_usage", lambda _folder: full)
    with pytest.raises(StoreError, match="no room") as refused:
        rhythm.forgetting.erase(person)
    assert "make room beside" in refused.value.hint
    assert rhythm.forgetting.preview(person).records > 0, "what would be done is said without room"
    assert (tmp_path / "rhythm.db").read_bytes() == before
    full.free += 1
    assert rhythm.forgetting.erase(person).records > 0


def test_nobody_and_oneself_can_not_be_erased(rhythm: Rhythm) -> None:
    from rhythm.domain.people import PersonId

    me = rhythm.people.me()
    nobody = rhythm.people.find(NICK)._replace(id=PersonId(999))
    with pytest.raises(NotFound):
        rhythm.forgetting.erase(nobody)
    assert me is not None
    with pytest.raises(RhythmError, match="that is you"):
        rhythm.forgetting.preview(me)


def test_everything_about_one_person_is_given_out(rhythm: Rhythm, tmp_path: Path) -> None:
    person = rhythm.people.find(NICK)
    text = rhythm.forgetting.export(person, tmp_path / "out.json").read_text("utf-8")
    records = json.loads(text)["records"]
    assert {"person", "meeting", "note", "promise", "topic", "good_call", "escalation"} <= set(records)
    assert [row["body"] for row in records["note"]] == ["likes Zwetschgenkuchen a lot"]
    assert "Chris Moon wants a date" not in text
    note = rhythm.forgetting.export(person, tmp_path / "out.md").read_text("utf-8")
    assert "likes Zwetschgenkuchen a lot" in note
    for taken in (tmp_path / "out.md", tmp_path / "out.txt"):
        with pytest.raises(RhythmError):
            rhythm.forgetting.export(person, taken)
