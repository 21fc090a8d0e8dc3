"""One written value into the value it stands for, or a sentence why not.

YAML's own guesses (`on` is true, `12:30` is 750, `1.10` is 1.1) are never asked: the kind that is wanted
decides how the written text is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rhythm.settings.problems import Refused, did_you_mean, quoted
from rhythm.settings.shape import WEEKDAYS, Form, Kind

Value = str | int | float | bool

_YES = ("true", "yes", "on")
_NO = ("false", "no", "off")
_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_LONGEST = 2000


def read_value(kind: Kind, text: str, *, in_quotes: bool = False) -> Value:
    """The value `text` stands for; `in_quotes` says that it was written as a text on purpose.

    Raises Refused with what is wrong and what to write instead.
    """
    if in_quotes and kind.form in (Form.WHOLE, Form.SHARE, Form.SWITCH):
        raise Refused(f"{quoted(text)} is a text, {_WANTED[kind.form]} is wanted", "write it without quotes")
    return _READERS[kind.form](kind, text)


def wanted(kind: Kind) -> str:
    """What may stand here, for messages: `a whole number`, `true or false`."""
    return _WANTED[kind.form]


def _whole(kind: Kind, text: str) -> int:
    digits = text[1:] if text[:1] == "-" else text
    plain = digits.isascii() and digits.isdecimal() and (digits == "0" or not digits.startswith("0"))
    bounds = f"from {kind.low} to {kind.high}"
    if not plain:
        raise Refused(f"{quoted(text)} is not a whole number", f"write a whole number {bounds}")
    # int() refuses very long digit strings with an error of its own; such a number is out of range anyway.
    number = int(text) if len(digits) < 19 else kind.high + 1
    if not kind.low <= number <= kind.high:
        raise Refused(f"{quoted(text)} is out of range", f"write a whole number {bounds}")
    return number


def _share(_kind: Kind, text: str) -> float:
    advice = "write a number from 0 to 1, like 0.28"
    body = text[1:] if text[:1] == "-" else text
    if not (body.isascii() and body.replace(".", "", 1).isdecimal() and len(body) < 40):
        raise Refused(f"{quoted(text)} is not a number", advice)
    number = float(text)
    if not 0 <= number <= 1:
        raise Refused(f"{quoted(text)} is out of range", advice)
    return number


def _switch(_kind: Kind, text: str) -> bool:
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Refused(f"{quoted(text)} is neither true nor false", "write true or false")


def _text(kind: Kind, text: str) -> str:
    clean = " ".join(text.split())
    if any(_breaks_a_screen(char) for char in clean):
        raise Refused("the text holds a control character", "remove it; \\x and \\u are not needed here")
    if not clean and not kind.may_be_empty:
        raise Refused("the text is empty", "write a text, or leave the key out")
    if len(clean) > _LONGEST:
        raise Refused(f"the text has {len(clean)} characters", f"at most {_LONGEST} are read")
    return clean


def _choice(kind: Kind, text: str) -> str:
    if text in kind.choices:
        return text
    advice = did_you_mean(text, kind.choices) or f"one of {', '.join(kind.choices)}"
    raise Refused(f"{quoted(text)} is not one of the choices", advice)


def _email(_kind: Kind, text: str) -> str:
    clean = text.strip()
    before, at, after = clean.partition("@")
    if clean and not (before and at and after and "@" not in after and not any(map(str.isspace, clean))):
        raise Refused(f"{quoted(text)} is not an e-mail address", "write it like dana@example.com")
    return clean


def _weekdays(_kind: Kind, text: str) -> str:
    found: list[str] = []
    for part in text.casefold().replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        for day in (first, last) if dash else (first,):
            if day not in WEEKDAYS:
                raise Refused(f"{quoted(day)} is no weekday", did_you_mean(day, WEEKDAYS) or "write mon-fri or mon,tue")
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        if end < start:
            raise Refused(f"{quoted(part)} runs backwards", f"write {last}-{first}, or the days with commas")
        found += WEEKDAYS[start : end + 1]
    return ",".join(day for day in WEEKDAYS if day in found)


def _hours(_kind: Kind, text: str) -> str:
    spans = []
    for part in text.replace(" ", "").split(","):
        match = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])[-–]([0-9]{1,2}):([0-5][0-9])", part)
        if match is None or int(match[1]) > 23 or int(match[3]) > 24 or (match[3], match[4] > "00") == ("24", True):
            raise Refused(f"{quoted(part)} is no span of hours", "write it like 09:00-17:30")
        start, end = f"{int(match[1]):02}:{match[2]}", f"{int(match[3]):02}:{match[4]}"
        if end <= start:
            raise Refused(f"{quoted(part)} ends before it begins", f"write it like {end}-{start}")
        spans.append(f"{start}-{end}")
    return ", ".join(sorted(spans))


def _zone(_kind: Kind, text: str) -> str:
    clean = text.strip()
    if not clean:
        return ""
    # Deferred: only who sets a zone pays for the list of them.
    import zoneinfo

    known = zoneinfo.available_timezones()
    if clean not in known:
        advice = did_you_mean(clean, sorted(known)) or "write it like Europe/Berlin"
        raise Refused(f"{quoted(clean)} is no time zone", advice)
    return clean


def _country(_kind: Kind, text: str) -> str:
    clean = text.strip().upper()
    if clean and not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", clean):
        raise Refused(f"{quoted(text)} is no country code", "write it like DE, or DE-BY for a part of it")
    return clean


def _slug(_kind: Kind, text: str) -> str:
    if _is_slug(text):
        return text
    near = "_".join(text.casefold().replace("-", " ").split())
    advice = f"write it as {near}" if _is_slug(near) else "use lower-case letters, digits and underscores"
    raise Refused(f"{quoted(text)} can't be a short name", advice)


def _binding(_kind: Kind, text: str) -> str:
    place, dot, verb = text.partition(".")
    if dot and _is_slug(place) and _is_slug(verb):
        return text
    raise Refused(
        f"{quoted(text)} names no action", "actions are named like capture.open; the help of the app lists them"
    )


def _keys(_kind: Kind, text: str) -> str:
    return ",".join(_key(part.strip()) for part in text.split(","))


def _key(key: str) -> str:
    """One key as the terminal library names it. The last part may be any single character or a name."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if not last or any(part.isspace() or not part.isprintable() for part in last):
        raise Refused(f"{quoted(key)} is no key", "write a key like e, f2 or ctrl+s; commas between several")
    strangers = [part for part in modifiers if part not in _MODIFIERS]
    if strangers:
        advice = did_you_mean(strangers[0], _MODIFIERS) or "modifiers are ctrl, alt and shift"
        raise Refused(f"{quoted(key)} is no key", advice)
    if modifiers and len(last) == 1 and last.isupper():
        held = "+".join(dict.fromkeys([*modifiers, "shift", last.lower()]))
        raise Refused(f"no terminal sends {quoted(key)}", f"write {held}")
    if len(last) > 1 and not _is_slug(last):
        raise Refused(f"{quoted(key)} is no key", "names of keys are written small: enter, f2, pageup")
    return key


def _breaks_a_screen(char: str) -> bool:
    """Control characters and halves of a character, which no terminal can show."""
    code = ord(char)
    return code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000


def _is_slug(text: str) -> bool:
    letters = text.replace("_", "")
    return letters.isascii() and letters.isalnum() and text == text.lower() and not text[0].isdigit()


_READERS: dict[Form, Callable[[Kind, str], Value]] = {
    Form.WHOLE: _whole,
    Form.SHARE: _share,
    Form.SWITCH: _switch,
    Form.TEXT: _text,
    Form.CHOICE: _choice,
    Form.EMAIL: _email,
    Form.KEYS: _keys,
    Form.SLUG: _slug,
    Form.BINDING: _binding,
    Form.WEEKDAYS: _weekdays,
    Form.HOURS: _hours,
    Form.ZONE: _zone,
    Form.COUNTRY: _country,
}
_WANTED = {
    Form.WHOLE: "a whole number",
    Form.SHARE: "a number from 0 to 1",
    Form.SWITCH: "true or false",
    Form.TEXT: "a text",
    Form.CHOICE: "one of the choices",
    Form.EMAIL: "an e-mail address",
    Form.KEYS: "a key",
    Form.SLUG: "a short name",
    Form.BINDING: "the name of an action",
    Form.WEEKDAYS: "days of the week",
    Form.HOURS: "hours of the day",
    Form.ZONE: "a time zone",
    Form.COUNTRY: "a country code",
}
