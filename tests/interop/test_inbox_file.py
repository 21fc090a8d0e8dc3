"""The file of an inbox itself: what tells its lines apart, what is refused, and why a mark could not be put."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from rhythm.errors import BadInput
from rhythm.interop.inbox import Inbox


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "inbox.md"


def key(text: str, number: int) -> str:
    return "inbox:" + hashlib.sha256(f"{text}\n{number}".encode()).hexdigest()


def test_a_line_keeps_its_key_whatever_stands_around_it(file: Path) -> None:
    """Stores remember these keys: another way to make them would bring every line in once more."""
    file.write_text("# Work\n\n- [ ] who  decides\r\n* who decides\n[x] who decides\n---\nwho decides?\n")
    lines = Inbox(file).waiting()
    assert [(line.row, line.text, line.key, line.box) for line in lines] == [
        (3, "who decides", key("who decides", 1), "[ ] "),
        (4, "who decides", key("who decides", 2), ""),
        (7, "who decides?", key("who decides?", 1), ""),
    ]


@pytest.mark.parametrize(
    "data", [b"a\x00b\n", "a\x00b".encode("utf-16"), b"\xff\xfea", b"\xef\xbb\xbfa\xff", b"a\x81\n"]
)
def test_what_would_not_be_written_back_as_it_was_is_refused(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(BadInput, match="is not text I can read") as refused:
        Inbox(file)
    assert refused.value.hint == "save it as text in UTF-8 and try again"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_mark_changes_nothing_else_in_any_encoding(file: Path, encoding: str) -> None:
    file.write_bytes("- Jörg – who?\r\n\r\n  other  \nlast".encode(encoding))
    assert Inbox(file).mark([1, 3]) == ""
    assert file.read_bytes() == "- [x] Jörg – who?\r\n\r\n  [x] other  \nlast".encode(encoding)


def test_of_more_lines_than_fit_none_is_read(file: Path) -> None:
    file.write_bytes(b"\n" * 200_001)
    with pytest.raises(BadInput, match="there are more than 200,000 rows"):
        Inbox(file)
    file.write_bytes(b"\n" * 199_999 + b"last")
    assert [line.row for line in Inbox(file).waiting()] == [200_000]


def test_a_file_that_may_not_be_written_or_is_gone_stays_and_that_is_said(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("who decides\n")
    inbox = Inbox(file)
    with monkeypatch.context() as forbidden:
        forbidden.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
        assert inbox.mark([1]) == "the file can't be written"
    assert file.read_text() == "who decides\n"
    file.write_text("who decides now\n")
    assert inbox.mark([1]) == "the file was changed meanwhile"
    assert file.read_text() == "who decides now\n"
    file.unlink()
    assert inbox.mark([1]) == "the file can't be written"
    assert not file.exists()
    assert inbox.mark([]) == ""
