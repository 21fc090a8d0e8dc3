"""Times of day as they are typed: one meaning for each form, and both readings named where there are two."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from rhythm.domain.dates import HINT as DAY_HINT
from rhythm.domain.dates import Looking, parse_day
from rhythm.domain.day_words import MONTH_LABELS, WEEKDAY_LABELS, WEEKDAYS
from rhythm.domain.names import shown
from rhythm.errors import BadInput

TIME_HINT = "try 10:00, 9.30, 14 or 2pm"
DAY_TIME_HINT = "the day, then the time: tue 10:00, 3d 9.30 or fri 2pm"
WEEKDAY_HINT = "the weekday, then the time: tue 10:00, or tue alone"
_HALF_DAY = 12
_LAST_HOUR, _LAST_MINUTE = 23, 59
# A bare hour up to here is rather meant after noon, and is asked about; from 7 on it is the hour as written.
_LAST_UNSURE_HOUR = 6
_LAST_MONTH = 12
_LAST_DAY = 31
_TIME = r"[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?[ap]m)?|noon"


def parse_time(text: str) -> str:
    """Reads a time of day, `14:30`, `9`, `9.30`, `2pm`, `2:30 pm` or `noon`, and gives it as `HH:MM`.

    Hours are those of the 24-hour clock unless am or pm stands after them; a bare `2` or `2:30` (1 to 6 without a
    leading zero) is refused with both readings. Raises BadInput.
    """
    words = _words(text)
    if words == "noon":
        return "12:00"
    match = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?: ?([ap])m)?", words)
    if not match:
        raise BadInput(f"'{shown(text)}' is not a time of day", TIME_HINT)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if minute > _LAST_MINUTE or hour > _LAST_HOUR or (half and not 1 <= hour <= _HALF_DAY):
        raise BadInput(f"there is no {shown(text)} in a day", TIME_HINT)
    if half:
        return f"{hour % _HALF_DAY + (_HALF_DAY if half == 'p' else 0):02}:{minute:02}"
    if 1 <= hour <= _LAST_UNSURE_HOUR and len(match[1]) == 1:
        early, late = f"{hour:02}:{minute:02}", f"{hour + _HALF_DAY:02}:{minute:02}"
        raise BadInput(f"'{words}' could be {early} or {late}", f"type '{early}' or '{late}'")
    return f"{hour:02}:{minute:02}"


def parse_weekday_and_time(text: str) -> str:
    """Reads `tue 10:00`, `Tuesday at 2pm` or a weekday alone, and gives it as `tue 10:00` or `tue`. Raises BadInput."""
    first, _, rest = _words(text).partition(" ")
    if first not in WEEKDAYS:
        raise BadInput(f"'{shown(text)}' does not begin with a weekday", WEEKDAY_HINT)
    day = WEEKDAY_LABELS[WEEKDAYS[first]].lower()
    rest = rest.removeprefix("at ")
    return f"{day} {parse_time(rest)}" if rest else day


def parse_day_and_time(
    text: str,
    today: date,
    *,
    looking: Looking = Looking.AHEAD,
    numeric_order: str | None = None,
    quarter_start_month: int = 1,
    on: date | None = None,
) -> tuple[date, str | None]:
    """Reads `DAY[ TIME]`, such as `tue 10:00`, `26 nov at 2pm` or `next thu`; the time is `HH:MM`, or None without one.

    The day is read by `parse_day` with the same arguments. `on` is the day that is meant when only a time is typed;
    without it a time alone is refused. Where a last number could end the date or be the time, the date has it
    (`nov 10`); `tue 9.10` could be either and is refused with both readings. Raises BadInput.
    """

    def read(words: str) -> date:
        return parse_day(
            words, today, looking=looking, numeric_order=numeric_order, quarter_start_month=quarter_start_month
        )

    words = _words(text)
    match = re.fullmatch(rf"(?:(?P<day>.+?) )??(?P<at>at )?(?P<time>{_TIME})", words)
    if not match:
        return _read_or_explain(words, text, read), None
    day_words, time_words = match["day"] or "", match["time"]
    if not (match["at"] or re.search(r"[:m]|noon", time_words)):
        _refuse_two_readings(day_words, time_words, alone=on is not None)
        try:
            return read(words), None
        except BadInput as refused:
            # A date that was read and refused for a reason of its own (a wrong weekday) is not a time after all.
            if refused.hint != DAY_HINT:
                raise
    if not day_words and on is None:
        raise BadInput(f"'{shown(text)}' does not say the day", DAY_TIME_HINT)
    day = _read_or_explain(day_words, text, read) if day_words or on is None else on
    return day, parse_time(time_words)


def _words(text: str) -> str:
    """Lower-case words with single spaces; `2 p.m.` is `2 pm`, and the T of an ISO time is a space."""
    plain = re.sub(r"\b([ap])\.m\b\.?", r"\1m", text.casefold().replace(",", " "))
    return " ".join(re.sub(r"(?<=[0-9])t(?=[0-9])", " ", plain).split())


def _read_or_explain(words: str, text: str, read: Callable[[str], date]) -> date:
    """The day; what is no day at all is refused with examples of a day and its time."""
    try:
        return read(words)
    except BadInput as refused:
        if refused.hint == DAY_HINT and "years away" not in refused.message:
            raise BadInput(f"'{shown(text)}' is not a day and time I can read", DAY_TIME_HINT) from None
        raise


def _refuse_two_readings(day_words: str, time_words: str, *, alone: bool) -> None:
    """`tue 9.10` is a Tuesday at 09:10, or the 9th of October: refused. So is `9.10` where a time may stand alone."""
    match = re.fullmatch(r"([0-9]{1,2})\.([0-9]{2})", time_words)
    if not match or not (day_words in WEEKDAYS or (alone and not day_words)):
        return
    first, second = int(match[1]), int(match[2])
    if not (1 <= first <= min(_LAST_DAY, _LAST_HOUR) and 1 <= second <= _LAST_MONTH):
        return
    clock, dated = f"{first:02}:{second:02}", f"{first} {MONTH_LABELS[second - 1]}"
    named = WEEKDAY_LABELS[WEEKDAYS[day_words]] if day_words else ""
    raise BadInput(
        f"'{shown(f'{day_words} {time_words}'.strip())}' could be {f'{named} {clock}'.strip()} or {dated}",
        f"type '{f'{named} {clock}'.strip().lower()}' or '{dated.lower()}'",
    )
