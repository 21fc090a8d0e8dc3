"""The closed word list of the days in words; rhythm.domain.dates gives it its grammar."""

from __future__ import annotations

WEEKDAY_LABELS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_LABELS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "mon monday",
            "tue tues tuesday",
            "wed weds wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday",
            "sun sunday",
        )
    )
    for word in words.split()
}
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for word in words.split()
}
UNITS = {
    word: unit
    for unit, words in {
        "day": "d day days",
        "week": "w wk wks week weeks",
        "month": "mo month months",
        "quarter": "quarter quarters",
        "year": "y yr year years",
        "workday": "wd workday workdays",
    }.items()
    for word in words.split()
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {"a": 1, "an": 1} | {word: count for count, word in enumerate(_NUMBERS, start=1)}
OFFSETS = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
ENDS = {
    "eow": "week",
    "eom": "month",
    "eoq": "quarter",
    "end of week": "week",
    "end of month": "month",
    "end of quarter": "quarter",
}
STEPS = {"this": 0, "next": 1, "last": -1}
GLUE = frozenset({"in", "ago", "day", "before", "after", "end", "of", "kw"})
