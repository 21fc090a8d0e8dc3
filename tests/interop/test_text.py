"""Files from other programs as text, or one calm refusal."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.errors import BadInput
from rhythm.interop.calendar.reading import read_calendar
from rhythm.interop.calendar.values import Window
from rhythm.interop.text import LIMIT_BYTES, decode, read_bytes, read_text
from rhythm.settings.loader import checked

NAMES = "Łucja;Jörg\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_unicode_form_reads_alike(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(NAMES.encode(encoding))
    assert read_text(path) == NAMES
    # A program that adds a mark to what has one already.
    path.write_bytes(f"\ufeff{NAMES}".encode(encoding))
    assert read_text(path) == NAMES


def test_what_is_not_unicode_is_read_as_windows_text(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("Jörg – “Alpen”".encode("cp1252"))
    assert read_text(path) == "Jörg – “Alpen”"


def refusal(path: Path, limit: int = 1000) -> str:
    with pytest.raises(BadInput) as refused:
        read_text(path, limit)
    assert refused.value.hint
    return refused.value.message


def test_what_can_not_be_read_is_refused_by_name(tmp_path: Path) -> None:
    large, binary, sheet = tmp_path / "large", tmp_path / "binary", tmp_path / "people.xlsx"
    large.write_bytes(b"x" * 1001)
    binary.write_bytes(b"\x00\x01\x02")
    sheet.write_bytes(b"PK\x03\x04\x00\x00")
    assert "no file" in refusal(tmp_path / "missing.csv")
    assert "folder" in refusal(tmp_path)
    assert "larger" in refusal(large)
    assert "not text" in refusal(binary)
    assert "workbook" in refusal(sheet)
    sheet.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00")
    assert "workbook" in refusal(sheet)
    assert "can't be read" in refusal(tmp_path / ("x" * 5000))
    assert "can't be read" in refusal(Path("a\x00b"))


def test_a_file_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.csv"
    path.write_text("x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read" in refusal(path)


def test_a_broken_utf16_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_bytes(b"\xff\xfea")
    assert "not text" in refusal(path)


def test_twenty_million_bytes_are_read_and_one_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "full"
    with path.open("wb") as file:
        file.truncate(20_000_000)
    assert len(read_bytes(path)) == 20_000_000
    with path.open("ab") as file:
        file.write(b"x")
    assert "full is larger than 20 MB" in refusal(path, LIMIT_BYTES)


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "full"
    path.write_bytes(b"x" * 1000)
    assert len(read_text(path, 1000)) == 1000


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_value_error(data: bytes) -> None:
    try:
        text = decode(data)
    except ValueError:
        text = ""
    assert "\x00" not in text


def test_a_pipe_is_read_like_a_file() -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b"day,summary\n")
    os.close(write_end)
    try:
        assert read_text(Path(f"/dev/fd/{read_end}")) == "day,summary\n"
    finally:
        os.close(read_end)


def test_a_file_that_is_not_there_gets_the_same_next_step_everywhere(tmp_path: Path) -> None:
    gone = tmp_path / "gone.csv"
    window = Window(dt.date(2026, 11, 1), dt.date(2026, 11, 30), dt.UTC)
    hints = set()
    for read in (lambda: read_text(gone), lambda: read_calendar(gone, window)):
        with pytest.raises(BadInput, match="there is no file") as refused:
            read()
        hints.add(refused.value.hint)
    hints |= {problem.suggestion for problem in checked(gone)}
    assert hints == {"check the path"}
