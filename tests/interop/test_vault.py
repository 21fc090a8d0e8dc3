"""A folder of notes: names that every system takes, links that lead somewhere, typed text that stays text."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.errors import BadInput
from rhythm.interop.vault import LISTING, Line, Names, Note, link, note_text, plain, safe_name, write_vault


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dana Okoye", "Dana Okoye"),
        ("../../etc/passwd", "etc passwd"),
        ("Q3: [goals] #1 | ^a", "Q3 goals 1 a"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("...", "_"),
        ("ends with dots. .", "ends with dots"),
        ("x" * 81, "x" * 80),
        # 160 bytes, of which such a letter takes three.
        ("界" * 80, "界" * 53),
    ],
)
def test_a_name_is_one_that_every_system_takes(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_no_name_leaves_its_folder_or_ends_a_link(text: str) -> None:
    name = safe_name(text)
    assert name
    assert not set('\\/:*?"<>|#^[]\n\r\t\x00') & set(name)
    assert not name.startswith(".")
    assert name == name.strip()
    assert len(name.encode()) <= 161


@given(st.lists(st.sampled_from(["Chris", "chris", "CHRIS", "Dana", "?"]), max_size=8))
def test_two_of_one_name_have_files_of_their_own(names: list[str]) -> None:
    given_so = Names()
    paths = [given_so.give("People", name, number) for number, name in enumerate(names)]
    assert len({path.casefold() for path in paths}) == len(paths)


def test_only_a_name_that_is_taken_gets_a_number() -> None:
    names = Names()
    given_so = [names.give(folder, "Chris", number) for folder, number in (("People", 3), ("People", 7), ("Teams", 7))]
    assert given_so == ["People/Chris", "People/Chris (7)", "Teams/Chris"]
    assert names.give("People", "CHRIS", 9) == "People/CHRIS (9)"


def test_a_note_has_its_facts_and_then_its_records_by_month() -> None:
    lines = (
        Line(dt.date(2026, 11, 20), "note", "one\ntwo"),
        Line(dt.date(2026, 11, 2), "promise", " ", "People/B"),
        Line(dt.date(2025, 11, 2), "note", "three"),
    )
    assert note_text(Note("A", ("fact [[one]]", "fact two"), lines)) == (
        "# A\n\n- fact [[one]]\n- fact two\n\n"
        "## Nov 2026\n\n- 2026-11-20 · note\n  > one\\\n  > two\n- 2026-11-02 · promise · [[People/B|B]]\n\n"
        "## Nov 2025\n\n- 2025-11-02 · note\n  > three\n"
    )
    assert note_text(Note("A", (), ())) == "# A\n"


def test_typed_text_makes_no_heading_link_tag_or_comment() -> None:
    typed = "# Heading\n[[Other]] #tag %%hidden%% <b>\n- item\n```\n---"
    text = note_text(Note("#A [[x]]", (), (Line(dt.date(2026, 11, 20), "note", typed, "People/B"),)))
    lines = text.splitlines()
    assert lines[0] == r"# \#A \[\[x\]\]"
    assert [line for line in lines[1:] if line.startswith("#")] == ["## Nov 2026"]
    assert text.count("[[") == 1 == text.count(link("People/B"))
    assert "%%" not in text
    assert not [line for line in lines if "#tag" in line and r"\#tag" not in line]
    assert [line for line in lines if line.startswith("  ")] == [line for line in lines if line.startswith("  >")]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("100%% of it", r"100\%\% of it"),
        ("half is 50%, a = b", "half is 50%, a = b"),
        ("so ==bright== it is", r"so \=\=bright\=\= it is"),
        ("==bright==", r"\==bright\=\="),
        ("two #tags #here", r"two \#tags \#here"),
        ("#tag", r"\#tag"),
        ("kept until ^june-1", r"kept until \^june-1"),
        ("2^10 and x ^ y", "2^10 and x ^ y"),
        (r"see \#tag", r"see \\\#tag"),
        (r"\==hi==", r"\\\=\=hi\=\="),
        ("^june", r"\^june"),
    ],
)
def test_what_only_obsidian_knows_stays_text_and_is_not_lost(typed: str, written: str) -> None:
    assert plain(typed) == written
    text = note_text(Note("A", (), (Line(dt.date(2026, 11, 20), "note", typed),)))
    assert text.splitlines()[-1] == f"  > {written}"


@given(st.text(r"\#=%^*[]~.1a- "))
def test_signs_and_backslashes_are_shown_as_they_were_typed(typed: str) -> None:
    written = plain(typed)
    assert re.sub(r"\\(.)", r"\1", written) == " ".join(typed.split())
    live = re.sub(r"\\.", ".", written)
    assert not re.search(r"#|%%|==|[*~\[\]]|(?<!\S)\^[\w-]+$", live)


def test_the_next_export_replaces_its_own_notes_and_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    write_vault(folder, [("People/Dana", "one"), ("People/Ilya", "two")])
    (folder / "mine.md").write_text("mine")
    (folder / ".obsidian").mkdir()
    assert write_vault(folder, [("People/Dana", "three")]) == (folder / "People/Dana.md",)
    assert (folder / "People/Dana.md").read_text() == "three"
    assert not (folder / "People/Ilya.md").exists()
    assert (folder / "mine.md").read_text() == "mine"
    with pytest.raises(BadInput, match="was not exported"):
        write_vault(folder, [("mine", "theirs")])
    assert (folder / "mine.md").read_text() == "mine"


@pytest.mark.parametrize("listing", [b"[", b"{}", b"null", b"\xff", b"[" * 100_000])
def test_a_listing_that_is_no_more_one_takes_nothing_away_and_is_named(tmp_path: Path, listing: bytes) -> None:
    (tmp_path / "Dana.md").write_text("dear")
    (tmp_path / LISTING).write_bytes(listing)
    with pytest.raises(BadInput, match=rf"{LISTING} is not as it was written") as refused:
        write_vault(tmp_path, [("People/Dana", "one")])
    assert refused.value.hint == "name a folder that is empty, or not there yet"
    assert sorted(path.name for path in tmp_path.iterdir() if not path.is_dir()) == sorted(("Dana.md", LISTING))
    assert (tmp_path / LISTING).read_bytes() == listing


def test_a_listing_that_points_elsewhere_takes_nothing_away(tmp_path: Path) -> None:
    (tmp_path / "letter.md").write_text("dear")
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / LISTING).write_text(f'["../letter.md", "{tmp_path}/letter.md"]')
    write_vault(folder, [("People/Dana", "one")])
    assert (tmp_path / "letter.md").read_text() == "dear"
