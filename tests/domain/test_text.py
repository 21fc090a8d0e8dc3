"""The door for text that people type."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.text import LONGEST_LINE, LONGEST_TEXT, clean_line, clean_text, tidy_line, tidy_text
from rhythm.errors import BadInput


def test_a_line_is_one_line_without_steering_characters() -> None:
    assert clean_line("  wants\ta date\r\nnot a\x00 range\x1b[31m ", "the note") == "wants a date not a range [31m"


def test_several_lines_keep_their_lines() -> None:
    assert clean_text("\n\nfirst \r\n  second\rthird\x07\n\n", "the note") == "first\n  second\nthird"


def test_accents_are_stored_in_one_way() -> None:
    assert clean_line("Rene\u0301", "the name") == "Ren\u00e9"


def test_bytes_that_were_no_text_become_a_mark() -> None:
    assert clean_line("caf\udce9", "the name") == "caf\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("text", ["", "   ", "\n\t\r\n", "\x00\x1b", "\x00 \x01"])
def test_what_is_empty_is_refused_by_the_name_of_the_field(text: str) -> None:
    for clean in (clean_line, clean_text):
        with pytest.raises(BadInput, match="the topic is empty"):
            clean(text, "the topic")


def test_what_is_too_long_is_refused_without_quoting_it() -> None:
    with pytest.raises(BadInput, match="longer than 20,000") as refused:
        clean_line("secret " * LONGEST_LINE, "the note")
    assert "secret" not in refused.value.message + refused.value.hint
    with pytest.raises(BadInput, match="longer than 1,000,000"):
        clean_text("x" * (LONGEST_TEXT + 1), "the note")
    assert len(clean_line("x" * LONGEST_LINE, "the note")) == LONGEST_LINE


def test_a_field_that_may_stay_empty_may() -> None:
    assert (tidy_line("  "), tidy_text("\n")) == ("", "")
    assert (tidy_line(" a\nb "), tidy_text(" a\nb \n")) == ("a b", " a\nb")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_whatever_is_typed_can_be_stored_and_cleaning_again_changes_nothing(text: str) -> None:
    for clean in (clean_line, clean_text):
        try:
            cleaned = clean(text, "the note")
        except BadInput:
            continue
        assert cleaned.encode().decode() == cleaned
        assert all(unicodedata.category(char) != "Cc" or char in "\n\t" for char in cleaned)
        assert clean(cleaned, "the note") == cleaned
