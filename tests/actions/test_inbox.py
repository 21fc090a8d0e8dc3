"""A text file of escalations: what can be read is taken once, marked in the file, and nothing else in it changes."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.errors import BadInput
from rhythm.interop import inbox as inbox_module
from rhythm.interop.inbox import Inbox
from rhythm.service import Rhythm
from tests.builders import Org

NOTE = (
    "# From the phone\n\n- [ ] Platform / Growth: who sets the date ~20m\n* vendor again @dana\n\nwho pays =shrugged\n"
)


def note(folder: Path, data: bytes = NOTE.encode()) -> Path:
    path = folder / "inbox.txt"
    path.write_bytes(data)
    return path


def test_lines_are_taken_and_marked_and_the_rest_stays(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    path = note(tmp_path)
    path.chmod(0o640)
    report = rhythm.importing.inbox(path)
    assert (report.added, report.left, report.not_marked) == (2, 1, "")
    assert [(problem.row, problem.message) for problem in report.problems] == [(6, "'shrugged' is not a handling")]
    assert path.read_text() == NOTE.replace("- [ ] P", "- [x] P").replace("* v", "* [x] v")
    assert path.stat().st_mode & 0o777 == 0o640
    rows = sorted(rhythm.tracker.newest(), key=lambda row: row.id)
    assert [row.summary for row in rows] == ["Platform / Growth: who sets the date", "vendor again"]
    assert rows[0].minutes == 20
    assert rows[1].raised_by_id == org.dana.id
    assert {row.id for row in rhythm.reviews.week().items.triage} == {row.id for row in rows}
    assert rhythm.undo().label == "take in the inbox"
    assert rhythm.tracker.newest() == ()


def test_no_line_is_ever_taken_twice_also_when_the_marks_were_lost(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    path = note(tmp_path)
    rhythm.importing.inbox(path)
    assert rhythm.importing.inbox(path).added == 0
    note(tmp_path)
    again = rhythm.importing.inbox(path)
    assert (again.added, again.unchanged) == (0, 2)
    assert path.read_text().count("[x]") == 2
    path.write_bytes(path.read_bytes() + b"budget\n")
    assert rhythm.importing.inbox(path).added == 1


def test_undo_takes_the_marks_out_again_and_redo_puts_them_back(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    path = note(tmp_path)
    rhythm.importing.inbox(path)
    marked = path.read_bytes()
    assert rhythm.undo().beside == "its [x] marks were taken out of the file again"
    assert path.read_bytes() == NOTE.encode()
    assert rhythm.redo().beside == "marked again"
    assert path.read_bytes() == marked
    assert rhythm.importing.inbox(path).added == 0
    rhythm.undo()
    again = rhythm.importing.inbox(path)
    assert (again.added, again.unchanged) == (2, 0)
    assert len(rhythm.tracker.newest()) == 2


def test_undo_leaves_the_marks_of_lines_that_were_taken_before(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    path = note(tmp_path, b"vendor again\n")
    rhythm.importing.inbox(path)
    path.write_bytes(b"vendor again\n[ ] budget\n")
    assert rhythm.importing.inbox(path).added == 1
    rhythm.undo()
    assert path.read_bytes() == b"[x] vendor again\n[ ] budget\n"
    assert [row.summary for row in rhythm.tracker.newest()] == ["vendor again"]


def test_a_line_that_was_added_since_does_not_keep_the_marks_in(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    path = note(tmp_path)
    rhythm.importing.inbox(path)
    path.write_bytes(path.read_bytes() + b"budget\n")
    rhythm.undo()
    assert path.read_bytes() == NOTE.encode() + b"budget\n"


@pytest.mark.parametrize("became", [b"* [x] vendor again @dana, really\n", None, b"\x00\x01\x9d\x00"])
def test_undo_says_plainly_that_a_file_changed_and_touches_nothing(
    rhythm: Rhythm, org: Org, tmp_path: Path, became: bytes | None
) -> None:
    path = note(tmp_path)
    rhythm.importing.inbox(path)
    if became is None:
        path.unlink()
    else:
        path.write_bytes(became)
    beside = rhythm.undo().beside
    assert beside.startswith("its marks stay: the file ")
    assert beside.endswith("take the [x] out by hand to have those lines read again")
    assert rhythm.tracker.newest() == ()
    assert (path.read_bytes() if path.exists() else None) == became


def test_other_actions_leave_no_word_about_a_file(rhythm: Rhythm, org: Org) -> None:
    assert rhythm.undo().beside == ""
    assert rhythm.redo().beside == ""


def test_a_dry_run_says_what_would_be_and_touches_neither_file_nor_store(
    rhythm: Rhythm, org: Org, tmp_path: Path
) -> None:
    path = note(tmp_path)
    report = rhythm.importing.inbox(path, dry_run=True)
    assert (report.added, report.left) == (2, 1)
    assert [row.escalation_id for row in report.rows] == [None, None]
    assert path.read_bytes() == NOTE.encode()
    assert rhythm.tracker.newest() == ()


def test_a_file_that_changed_meanwhile_is_left_as_it_was_written(
    rhythm: Rhythm, org: Org, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = note(tmp_path)
    waiting = Inbox.waiting

    def synced(self: Inbox) -> tuple[inbox_module.InboxLine, ...]:
        path.write_text("another note\n")
        return waiting(self)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Inbox, "waiting", synced)
        report = rhythm.importing.inbox(path)
    assert (report.added, report.not_marked) == (2, "the file was changed meanwhile")
    assert path.read_text() == "another note\n"
    note(tmp_path)
    assert rhythm.importing.inbox(path).added == 0


def test_a_file_that_can_not_be_written_is_remembered_by_the_store(
    rhythm: Rhythm, org: Org, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = note(tmp_path)
    monkeypatch.setattr("rhythm.interop.inbox.os.access", lambda *_: False)
    assert rhythm.importing.inbox(path).not_marked == "the file can't be written"
    assert path.read_bytes() == NOTE.encode()
    assert rhythm.importing.inbox(path).added == 0


def test_equal_lines_of_one_file_are_rows_of_their_own(rhythm: Rhythm, tmp_path: Path) -> None:
    path = note(tmp_path, b"vendor again\nvendor again\n")
    assert rhythm.importing.inbox(path).added == 2
    assert rhythm.importing.inbox(path).added == 0


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (b"", "cp1252")],
)
def test_encoding_and_line_ends_stay(rhythm: Rhythm, tmp_path: Path, bom: bytes, encoding: str) -> None:
    text = "prix à payer\r\n\r\n  • qui décide\nlast without an end"
    path = note(tmp_path, bom + text.encode(encoding))
    assert rhythm.importing.inbox(path).added == 3
    marked = "[x] prix à payer\r\n\r\n  • [x] qui décide\n[x] last without an end"
    assert path.read_bytes() == bom + marked.encode(encoding)


def test_what_is_no_text_or_not_there_is_refused(rhythm: Rhythm, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no file"):
        rhythm.importing.inbox(tmp_path / "gone.txt")
    with pytest.raises(BadInput, match="not text"):
        rhythm.importing.inbox(note(tmp_path, b"\x00\x01\x02\x9d\x00"))


lines = st.lists(
    st.sampled_from(["- a", "[ ] b", "[x] c", "", "  ", "# head", "---", "* [X] d", "é\t", "a", "\r", "=x", "[]", "é"]),
    max_size=9,
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(lines, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.integers(0, 511))
def test_marking_changes_marked_lines_only_and_keeps_the_keys_of_the_others(
    tmp_path_factory: pytest.TempPathFactory, found: list[str], end: str, last: bool, chosen: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "one.txt"
    before = (end.join(found) + (end if last else "")).encode()
    path.write_bytes(before)
    inbox = Inbox(path)
    waiting = inbox.waiting()
    rows = {line.row for line in waiting if chosen >> line.row - 1 & 1}
    assert inbox.mark(rows) == ""
    marked = path.read_bytes()
    boxes = {line.key: line.box for line in waiting if line.row in rows}
    assert Inbox(path).unmark(boxes) == ""
    assert path.read_bytes() == before
    assert Inbox(path).mark_again(set(boxes)) == ""
    assert path.read_bytes() == marked
    after = Inbox(path)
    assert [line for line in waiting if line.row not in rows] == list(after.waiting())
    old, new = before.split(b"\n"), path.read_bytes().split(b"\n")
    assert len(old) == len(new)
    assert all(one == other for row, (one, other) in enumerate(zip(old, new, strict=True), 1) if row not in rows)
