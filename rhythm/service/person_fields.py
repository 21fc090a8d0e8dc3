"""What planning needs to know of a person, read from what was typed: where and when somebody works, and wishes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from rhythm.errors import BadInput
from rhythm.settings.problems import Refused
from rhythm.settings.shape import Form, Kind
from rhythm.settings.values import read_value

_ANY_YEAR = 2026
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 8 * 60

Read = str | int | None


def read_field(name: str, text: str) -> Read:
    """The value of `country`, `zone`, `hours`, `minutes` or `preferred`; an empty text takes back what was set.

    Raises BadInput with what to type instead.
    """
    clean = " ".join(text.split())
    if not clean:
        return None if name == "minutes" else ""
    return _READERS[name](clean)


def _country(text: str) -> str:
    from rhythm.interop.public_holidays import public_holidays

    country = _as_in_settings(Form.COUNTRY, text)
    # A code of the right form may still name no country.
    public_holidays(country, _ANY_YEAR)
    return country


def _minutes(text: str) -> int:
    from rhythm.domain.fields import read_length

    minutes = read_length(text)
    if minutes is None or not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise BadInput("that is not the length of a meeting", "for example 30, 45m or 1h")
    return minutes


def _preferred(text: str) -> str:
    from rhythm.domain.times import parse_weekday_and_time

    return parse_weekday_and_time(text)


def _as_in_settings(form: Form, text: str) -> str:
    """A text as the settings read it."""
    try:
        return str(read_value(Kind(form), text))
    except Refused as refused:
        raise BadInput(refused.message, refused.suggestion) from None


_READERS: Mapping[str, Callable[[str], str | int]] = {
    "country": _country,
    "zone": partial(_as_in_settings, Form.ZONE),
    "hours": partial(_as_in_settings, Form.HOURS),
    "minutes": _minutes,
    "preferred": _preferred,
}
