from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.widgets.showing import HOSTILE
from widgets.plain import ASCII, UNICODE, clean, clip, fitted, left_out, marks, one_line, pad, plain, without_controls

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200d\ud800-\udfff]")


@pytest.mark.parametrize("text", ["[/foo]", "[Q3] goals", "[bold]x[/bold]", "\\[x", "a {b} %s"])
def test_markup_stays_what_was_typed(text: str) -> None:
    assert one_line(text) == text
    assert plain(text).plain == text
    assert plain(text).spans == []


def test_breaks_and_tabs_become_one_space() -> None:
    assert one_line("one\r\n\n two\tthree\u2028four\u00a0five\n") == "one two three four five"


def test_plain_spaces_stay_as_typed_with_and_without_accents() -> None:
    assert one_line("  e  f ") == "  e  f "
    assert one_line("  é  f ") == "  é  f "


def test_nearly_every_text_is_drawn_without_a_look_at_its_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sub", "match", "search"):
        monkeypatch.setattr(re, name, None)
    for text in ("Ana Núñez · 16 d late ▏", "“Seat hold”: 3 → 5…", "●●○ Łódź – ↻ ✓"):
        assert one_line(text) == clean(text) == text


@given(
    st.text(
        alphabet=st.one_of(st.characters(max_codepoint=0x330), st.sampled_from("–“”…→↻●▏\u2009\u202e")), max_size=20
    )
)
def test_what_is_drawn_without_a_look_would_stay_as_it_is(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("widgets.plain._is_plain", lambda _: False)
        looked_at = one_line(text), clean(text)
    assert (one_line(text), clean(text)) == looked_at


def test_a_control_character_is_replaced_where_it_stood() -> None:
    assert one_line("a\x1b[31mb\x07") == "a\ufffd[31mb\ufffd"
    assert one_line("half \ud83d pair") == "half \ufffd pair"


def test_what_reorders_or_widens_a_line_is_taken_out() -> None:
    assert one_line("\u202egnp.exe\u2066 x\u2069") == "gnp.exe x"
    assert one_line("👩\u200d💻") == "👩💻"
    assert one_line("❤\ufe0f") == "❤"


def test_letters_of_every_script_stay() -> None:
    for text in ("Zoë Ångström", "שלום עולם", "日本語", "Ιωάννης", "Đặng Thị", "👍"):
        assert one_line(text) == unicodedata.normalize("NFC", text)


def test_marks_piled_on_a_letter_are_thinned() -> None:
    assert len(one_line("a" + "\u0316\u0317\u0318\u0319\u031c\u031d\u031e" * 20)) == 4


def test_a_cut_text_ends_with_the_sign_for_more() -> None:
    assert one_line("Release date", 8) == "Release…"
    assert one_line("Release date", 8, "..") == "Releas.."
    assert one_line("Release date", 12) == "Release date"
    assert one_line("日本語の名前", 7) == "日本語…"
    assert one_line("日本語の名前", 6) == "日本…"
    assert one_line("anything", 1) == "…"
    assert one_line("anything", 0) == ""


def test_a_long_text_is_cut_although_its_beginning_is_invisible() -> None:
    assert one_line("\u200b" * 5_000 + "x", 10) == "…"


def test_several_lines_stay_several_lines() -> None:
    assert plain("a\r\nb\tc\x1b\u2029d").plain == "a\nb    c\ufffd\nd"


def test_an_edited_text_keeps_everything_but_control_characters() -> None:
    assert without_controls("👩\u200d💻 [Q3]\r\na\tb\x1b\x00") == "👩\u200d💻 [Q3]\na    b"


@given(ANY_TEXT, st.integers(0, 40))
def test_one_line_is_one_line_and_never_wider_than_asked(text: str, width: int) -> None:
    shown = one_line(text, width)
    assert cell_len(shown) <= width
    assert not OBEYED.search(shown)
    assert not OBEYED.search(one_line(text))


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)
    assert not OBEYED.search(clean(text).replace("\n", ""))


@given(ANY_TEXT, st.integers(0, 40))
def test_padding_gives_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(pad(clean(text).replace("\n", ""), width)) == width


def test_clip_leaves_what_fits() -> None:
    assert clip("abc", 3) == "abc"
    assert clip("abc", 3, cut=True) == "ab…"
    assert clip("abc", 0) == ""


def test_hostile_texts_fit_every_width() -> None:
    for text in HOSTILE:
        for width in (1, 2, 3, 20, 80):
            assert cell_len(one_line(text, width)) <= width


def test_the_ascii_table_is_ascii_and_complete() -> None:
    for name in ASCII._fields:
        assert getattr(ASCII, name).isascii()
        assert getattr(ASCII, name)
    assert len(ASCII.levels) == len(UNICODE.levels)
    assert marks(ascii_only=True) is ASCII
    assert marks(ascii_only=False) is UNICODE


def test_fixed_words_get_stand_ins_for_their_glyphs() -> None:
    assert ASCII.text("●●○ a → b … ✓") == "**. a -> b .. +"
    assert UNICODE.text("●●○ a → b … ✓") == "●●○ a → b … ✓"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("1:1 · 17 days, limit 14 · 3 topics", 34, "1:1 · 17 days, limit 14 · 3 topics"),
        ("1:1 · 17 days, limit 14 · 3 topics", 33, "1:1 · 17 days, limit 14"),
        ("1:1 · 17 days, limit 14 · 3 topics", 22, "1:1"),
        ("17 days, limit 14", 13, "17 days…"),
        # A number says nothing without what it counts, nor a delay without being one.
        ("Portfolio review, sync 3 d late", 27, "Portfolio review, sync…"),
        ("importance 2, return 2 (1)", 25, "importance 2, return…"),
        ("make sure that he has written goals", 32, "make sure that he has written…"),
        ("make sure that", 14, "make sure that"),
        ("Devika Raman      ", 14, "Devika Raman"),
        ("Insight owns its order of work: two a team", 31, "Insight owns its order of work…"),
        ("People who were right too often. They", 33, "People who were right too often…"),
        ("make sure that it is", 15, "make sure that…"),
        # A cut at the only blank would throw most of it away.
        ("an incomprehensibility", 12, "an incompre…"),
        ("日本語のとても長い名前", 9, "日本語の…"),
        ("Chris", 0, ""),
    ],
)
def test_where_there_is_no_room_facts_go_whole_and_words_are_not_cut(text: str, width: int, shown: str) -> None:
    assert fitted(text, width) == shown


@given(st.text(alphabet="ab ·,…日\u0301\n", max_size=60), st.integers(1, 30))
def test_what_is_fitted_is_never_wider_and_is_whole_where_it_can_be(text: str, width: int) -> None:
    said = fitted(text, width)
    assert cell_len(said) <= width
    if cell_len(one_line(text)) <= width:
        assert said == one_line(text)


@given(ANY_TEXT | st.text("ab 12 c,.·:-", max_size=60), st.integers(2, 40))
def test_what_is_left_out_and_what_is_shown_are_the_whole_text_with_no_word_twice(text: str, width: int) -> None:
    text = one_line(text)
    shown, rest = fitted(text, width, name=True), left_out(text, width)
    kept = shown if shown == text else shown.removesuffix("…")
    assert text.startswith(kept)
    assert text.endswith(rest)
    assert not text[len(kept) : len(text) - len(rest)].strip(" ,;:.·–-")


@pytest.mark.parametrize("width", range(11, 17))
def test_a_cut_name_keeps_the_number_that_tells_it_from_another(width: int) -> None:
    one, other = (fitted(f"Platform {number} Frankfurt am Main", width, name=True) for number in (1, 2))
    assert (one, other) == ("Platform 1…", "Platform 2…")


def test_what_a_row_draws_is_not_left_out_too() -> None:
    row, text = "Portfolio review, sync 3 d…", "Portfolio review, sync 3 d late"
    assert (fitted(text, 27, name=True), left_out(text, 27)) == (row, "late")
