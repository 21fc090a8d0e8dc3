"""No lock-in: everything comes out, goes back into an empty store, and comes out the same."""

from __future__ import annotations

import datetime as dt
import json
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.errors import BadInput, RhythmError
from rhythm.interop import everything as files
from rhythm.interop import staging
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.building import carried_tables
from rhythm.storage.database import Database
from rhythm.storage.everything import export_everything, import_everything
from rhythm.storage.opening import create_store, open_store
from rhythm.storage.schema import LOGGED_TABLES
from tests.actions.programs import VERBS, Program, Step
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump, rows_of

steps = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=14
)
HOSTILE = "quote \" back \\ line\nfeed\r\ttab \u2028 nul\x00 emoji \U0001f9d1 [Q3] <b> =1+1 '--"


def opened(path: Path) -> Database:
    clock = FixedClock(dt.date(2026, 11, 20))
    return open_store(path, clock, backups=path.parent / "shelf", busy_seconds=1)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Path:
    """A store with history: people, notes, an undone action, a conflict, a draft."""
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    db = opened(path)
    rhythm = Rhythm(db, clock, Settings())
    org = Org(rhythm)
    org.escalate("who sets the release date", 3, conflict="new")
    rhythm.planner.add_note(org.dana.id, HOSTILE.replace("\x00", ""))
    rhythm.planner.add_note(org.dana.id, "taken back")
    rhythm.undo()
    rhythm.save_draft("room:1", "half a sentence")
    db.close()
    return path


def exported(path: Path, folder: Path) -> dict[str, bytes]:
    """What an export holds, without the manifest's time and device."""
    db = opened(path)
    try:
        written = export_everything(db, folder, "0")
    finally:
        db.close()
    assert {file.name for file in folder.iterdir()} == {file.name for file in written}
    content = {file.name: file.read_bytes() for file in written if file.name != files.MANIFEST}
    manifest = json.loads((folder / files.MANIFEST).read_bytes())
    assert manifest.pop("made")
    assert manifest.pop("device")
    return {**content, files.MANIFEST: json.dumps(manifest).encode()}


@settings(max_examples=6)
@given(steps, st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_whatever_was_done_comes_back_and_comes_out_the_same(program: list[Step], text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), FixedClock(dt.date(2026, 11, 20))
        create_store(folder / "one.db", clock)
        db = opened(folder / "one.db")
        rhythm = Rhythm(db, clock, Settings())
        org = Org(rhythm)
        org.escalate("who sets the release date", 30, conflict="new")
        with db.action("any text"):
            db.insert("note", person_id=org.dana.id, day="2026-11-20", kind="note", body=text)
        player = Program(rhythm, db, clock)
        for step in program:
            player.run(step)
        before, history = dump(db), rows_of(db, "SELECT * FROM change ORDER BY id")
        db.close()
        first = exported(folder / "one.db", folder / "first")
        import_everything(folder / "first", folder / "two.db", clock)
        again = opened(folder / "two.db")
        assert dump(again) == before
        assert rows_of(again, "SELECT * FROM change ORDER BY id") == history
        Rhythm(again, clock, Settings()).undo()
        Rhythm(again, clock, Settings()).redo()
        again.close()
        import_everything(folder / "first", folder / "three.db", clock)
        assert exported(folder / "three.db", folder / "second") == first


def test_every_table_of_the_schema_comes_out_and_drafts_do_not(store: Path, tmp_path: Path) -> None:
    content = exported(store, tmp_path / "out")
    assert {f"{table}.ndjson" for table in (*LOGGED_TABLES, "action", "change", "meta")} <= set(content)
    assert "draft.ndjson" not in content
    assert b"half a sentence" not in b"".join(content.values())
    assert b"taken back" in content["change.ndjson"]


def test_a_table_of_a_later_release_comes_along_by_itself(store: Path, tmp_path: Path) -> None:
    db = opened(store)
    db.connection.execute("CREATE TABLE later(id INTEGER PRIMARY KEY, body TEXT) STRICT")
    db.connection.execute("INSERT INTO later VALUES (1, 'words')")
    assert "later" in carried_tables(db.connection)
    db.close()
    assert exported(store, tmp_path / "out")["later.ndjson"] == b'{"id":1,"body":"words"}\n'


def test_only_the_owner_can_read_what_was_written(store: Path, tmp_path: Path) -> None:
    exported(store, tmp_path / "out")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "out").iterdir()} == {0o600}


def test_an_earlier_export_is_replaced_and_anything_else_is_left_alone(store: Path, tmp_path: Path) -> None:
    first = exported(store, tmp_path / "out")
    assert exported(store, tmp_path / "out") == first
    for other in ("letters", "mixed"):
        folder = tmp_path / other
        folder.mkdir()
        (folder / "letter.txt").write_text("dear")
        if other == "mixed":
            (folder / files.MANIFEST).write_bytes((tmp_path / "out" / files.MANIFEST).read_bytes())
        db = opened(store)
        with pytest.raises(BadInput, match="something else"):
            export_everything(db, folder, "0")
        db.close()
        assert (folder / "letter.txt").read_text() == "dear"


def test_an_export_that_fails_as_it_takes_its_place_leaves_the_earlier_one_to_be_imported(
    store: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, moves, move = exported(store, tmp_path / "out"), list[Path](), staging._move

    def fail_in_between(path: Path, place: Path) -> None:
        moves.append(path)
        if len(moves) == len(first) + 5:
            raise OSError(28, "No space left on device")
        move(path, place)

    db = opened(store)
    Rhythm(db, clock, Settings()).people.add_several(["Somebody Else"])
    with monkeypatch.context() as patched:
        patched.setattr(staging, "_move", fail_in_between)
        with pytest.raises(RhythmError, match="No space left"):
            export_everything(db, tmp_path / "out", "0")
    db.close()
    import_everything(tmp_path / "out", tmp_path / "two.db", clock)
    assert exported(tmp_path / "two.db", tmp_path / "again") == first


@pytest.mark.parametrize("earlier", [True, False])
def test_what_a_killed_program_left_stands_in_no_export_s_way(store: Path, tmp_path: Path, *, earlier: bool) -> None:
    if earlier:
        exported(store, tmp_path / "out")
    left = tmp_path / "out" / ".rhythm-1.part" / "new"
    left.mkdir(parents=True)
    (left / "note.ndjson").write_text("private")
    exported(store, tmp_path / "out")
    assert not left.exists()


def test_numbers_that_were_given_are_not_given_again_after_an_import(
    store: Path, tmp_path: Path, clock: FixedClock
) -> None:
    exported(store, tmp_path / "out")
    import_everything(tmp_path / "out", tmp_path / "two.db", clock)
    db = opened(tmp_path / "two.db")
    with db.action("add"):
        assert db.insert("note", person_id=1, day="2026-11-20", kind="note", body="next") == 3
    db.close()


def test_everything_goes_into_an_empty_store_only(store: Path, tmp_path: Path, clock: FixedClock) -> None:
    exported(store, tmp_path / "out")
    before = store.read_bytes()
    with pytest.raises(RhythmError, match="empty store") as refused:
        import_everything(tmp_path / "out", store, clock)
    assert "--db" in refused.value.hint
    assert store.read_bytes() == before
    create_store(tmp_path / "empty.db", clock)
    import_everything(tmp_path / "out", tmp_path / "empty.db", clock)
    create_store(tmp_path / "typing.db", clock)
    db = opened(tmp_path / "typing.db")
    Rhythm(db, clock, Settings()).save_draft("room:1", "half a sentence")
    db.close()
    with pytest.raises(RhythmError, match="empty store"):
        import_everything(tmp_path / "out", tmp_path / "typing.db", clock)


def test_a_rehearsal_makes_no_store(store: Path, tmp_path: Path, clock: FixedClock) -> None:
    exported(store, tmp_path / "out")
    rows = import_everything(tmp_path / "out", tmp_path / "two.db", clock, dry_run=True)
    assert rows["note"] == 1
    assert not (tmp_path / "two.db").exists()


def rehashed(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    """A manifest that agrees with its files again, so that what is behind it is met."""
    manifest = json.loads((folder / files.MANIFEST).read_bytes())
    for table in manifest["tables"].values():
        table["sha256"] = files._hash(folder / table["file"])
    change(manifest)
    (folder / files.MANIFEST).write_text(json.dumps(manifest))


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        rehashed(folder, lambda _: None)

    return harm


def no_manifest(folder: Path) -> None:
    (folder / files.MANIFEST).unlink()


def another_manifest(folder: Path) -> None:
    (folder / files.MANIFEST).write_text("[[[[[" * 1000)


def changed_without_the_manifest(folder: Path) -> None:
    file = folder / "note.ndjson"
    file.write_bytes(file.read_bytes().replace(b"note", b"nota"))


def newer(folder: Path) -> None:
    rehashed(folder, lambda manifest: manifest.update(schema=["0001_first_store", "9999_later"]))


def outside(folder: Path) -> None:
    def point(manifest: dict[str, object]) -> None:
        tables = manifest["tables"]
        assert isinstance(tables, dict)
        tables["note"]["file"] = "../note.ndjson"

    rehashed(folder, point)


def table_missing(folder: Path) -> None:
    def drop(manifest: dict[str, object]) -> None:
        tables = manifest["tables"]
        assert isinstance(tables, dict)
        del tables["note"]

    rehashed(folder, drop)


def rows_missing(folder: Path) -> None:
    file = folder / "person.ndjson"
    file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    rehashed(folder, lambda _: None)


HARMS: dict[str, Callable[[Path], None]] = {
    "no manifest": no_manifest,
    "another manifest": another_manifest,
    "changed": changed_without_the_manifest,
    "newer": newer,
    "outside": outside,
    "table missing": table_missing,
    "rows missing": rows_missing,
    "no row": replaced("note.ndjson", "{", "["),
    "nested": replaced("note.ndjson", '"kind":"note"', '"kind":{"a":1}'),
    "other column": replaced("note.ndjson", '"kind"', '"sort"'),
    "wrong type": replaced("note.ndjson", '"id":1', '"id":"one"'),
    "too large": replaced("note.ndjson", '"id":1', '"id":99999999999999999999999'),
    "refused by a check": replaced("note.ndjson", '"kind":"note"', '"kind":"gossip"'),
    "belongs to nobody": replaced("note.ndjson", '"person_id":2', '"person_id":77'),
}


@pytest.mark.parametrize("harm", HARMS)
def test_files_that_are_not_as_they_were_written_are_refused_and_leave_no_store(
    store: Path, tmp_path: Path, clock: FixedClock, harm: str
) -> None:
    exported(store, tmp_path / "out")
    HARMS[harm](tmp_path / "out")
    with pytest.raises(RhythmError) as refused:
        import_everything(tmp_path / "out", tmp_path / "target" / "two.db", clock)
    assert refused.value.hint
    assert "quote" not in refused.value.message
    assert not (tmp_path / "target").exists() or list((tmp_path / "target").iterdir()) == []
