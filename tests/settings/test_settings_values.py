"""How a single value of the settings is read, at both sides of what may stand there."""

from __future__ import annotations

import pytest

from rhythm.settings.problems import Refused
from rhythm.settings.shape import Form, Kind
from rhythm.settings.values import read_value

NUMBER = Kind(Form.WHOLE, 2, 20)
SHARE, TEXT, EMAIL = Kind(Form.SHARE), Kind(Form.TEXT), Kind(Form.EMAIL, may_be_empty=True)
HOURS, COUNTRY, KEYS = Kind(Form.HOURS), Kind(Form.COUNTRY, may_be_empty=True), Kind(Form.KEYS)
SLUG, BINDING = Kind(Form.SLUG), Kind(Form.BINDING)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (NUMBER, "2", 2),
        (NUMBER, "20", 20),
        (SHARE, "0", 0.0),
        (SHARE, "1", 1.0),
        (SHARE, "0.28", 0.28),
        (TEXT, "x" * 2000, "x" * 2000),
        (TEXT, " two\n words ", "two words"),
        (Kind(Form.TEXT, may_be_empty=True), " ", ""),
        # The first letters after the control characters, and those beside halves of a character.
        (TEXT, "~\xa1\ud7ff\ue000", "~\xa1\ud7ff\ue000"),
        (EMAIL, "", ""),
        (EMAIL, " dana@example.com ", "dana@example.com"),
        (HOURS, "0:00-24:00", "00:00-24:00"),
        (HOURS, "23:00-23:01", "23:00-23:01"),
        (HOURS, "13:00 – 17:30, 9:00-12:00", "09:00-12:00, 13:00-17:30"),
        (COUNTRY, "", ""),
        (COUNTRY, "de-by", "DE-BY"),
        (KEYS, "e, ctrl+s, shift+f2, +, E", "e,ctrl+s,shift+f2,+,E"),
        (SLUG, "a_2", "a_2"),
        (BINDING, "app.undo", "app.undo"),
    ],
)
def test_what_may_stand_there_is_read(kind: Kind, text: str, value: object) -> None:
    assert read_value(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (NUMBER, "1", "out of range"),
        (NUMBER, "21", "out of range"),
        (NUMBER, "9" * 5000, "out of range"),
        (NUMBER, "03", "not a whole number"),
        (NUMBER, "٣", "not a whole number"),
        (SHARE, "1.01", "out of range"),
        (SHARE, "-0.5", "out of range"),
        (SHARE, "0.1.2", "not a number"),
        (SHARE, "٠", "not a number"),
        (SHARE, ".", "not a number"),
        (TEXT, "x" * 2001, "2001 characters"),
        (TEXT, " ", "empty"),
        *((TEXT, f"a{chr(code)}b", "control character") for code in (0x1B, 0x7F, 0x9F, 0xD800, 0xDFFF)),
        *(
            (EMAIL, text, "e-mail address")
            for text in ("@example.com", "dana@", "dana", "dana@x@y.example", "da na@example.com")
        ),
        *((HOURS, text, "no span") for text in ("24:00-24:00", "22:00-25:00", "22:00-24:01", "9:60-10:00", "9-10")),
        (HOURS, "09:00-09:00", "ends before"),
        *((COUNTRY, text, "no country") for text in ("D", "DEU", "DE-", "DE-BAYE", "DE_BY")),
        *((KEYS, text, "no key") for text in ("", "ctrl+", "page up", "ctlr+z", "F2", "e,,f", "\x1b")),
        (KEYS, "ctrl+S", "no terminal sends"),
        *((SLUG, text, "short name") for text in ("", "Two", "2a", "a-b", "ä", "a b", "_")),
        *((BINDING, text, "no action") for text in ("undo", "app.", ".undo", "App.undo", "app.Undo")),
    ],
)
def test_what_may_not_stand_there_is_refused_with_the_reason(kind: Kind, text: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_value(kind, text)
    assert said in refused.value.message
    assert refused.value.suggestion


@pytest.mark.parametrize("kind", [NUMBER, SHARE, Kind(Form.SWITCH)])
def test_what_is_written_as_a_text_is_no_number_and_no_switch(kind: Kind) -> None:
    typed = "true" if kind.form is Form.SWITCH else "1" if kind is SHARE else "3"
    assert read_value(kind, typed) in (True, 1.0, 3)
    with pytest.raises(Refused, match="is a text"):
        read_value(kind, typed, in_quotes=True)
    assert read_value(TEXT, typed, in_quotes=True) == typed
