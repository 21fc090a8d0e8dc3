"""The few ways in which a row or a paragraph may differ from plain text."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """What a text is to the reader; a widget draws it with theme colours.

    Colour never carries the meaning alone: whoever sets a tone also gives a mark or a word.
    """

    PLAIN = "plain"
    DIM = "dim"
    ACCENT = "accent"
    WARNING = "warning"
    ERROR = "error"
    SUCCESS = "success"
    HEADING = "heading"
