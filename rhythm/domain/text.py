"""The door for text that people type: what is stored is whole, printable and safe to search."""

from __future__ import annotations

import unicodedata

from rhythm.errors import BadInput

LONGEST_LINE = 20_000
LONGEST_TEXT = 1_000_000


def clean_line(text: str, what: str) -> str:
    """One line: line breaks become spaces, control characters go, ends are trimmed. Raises BadInput when empty.

    `what` names the field in the message, never its content.
    """
    return _checked(" ".join(_clean(text).split()), what, LONGEST_LINE)


def clean_text(text: str, what: str) -> str:
    """Several lines: line ends become \\n, other control characters go. Raises BadInput when empty."""
    lines = _clean(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _checked("\n".join(line.rstrip() for line in lines).strip("\n"), what, LONGEST_TEXT)


def tidy_line(text: str) -> str:
    """One line as `clean_line` makes it, for a field that may stay empty."""
    return clean_line(text, "the text") if text.strip() else ""


def tidy_text(text: str) -> str:
    """Several lines as `clean_text` makes them, for a field that may stay empty."""
    return clean_text(text, "the text") if text.strip() else ""


def _checked(text: str, what: str, longest: int) -> str:
    if not text.strip():
        raise BadInput(f"{what} is empty", "say it in a few words")
    if len(text) > longest:
        raise BadInput(f"{what} is longer than {longest:,} characters", "shorten it, or keep it in a file beside")
    return text


def _clean(text: str) -> str:
    # Bytes that were no text reach a program as lone surrogates, which no file can hold.
    text = "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= char <= "\udfff" else char for char in text)
    kept = (char if char in "\n\r\t" or unicodedata.category(char) != "Cc" else " " for char in text)
    return unicodedata.normalize("NFC", "".join(kept))
