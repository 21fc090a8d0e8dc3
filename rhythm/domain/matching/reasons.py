"""Why a conflict is suggested, in a few words each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rhythm.domain.matching.lines import CONCEPT, Line
from rhythm.domain.matching.profiles import Profile

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ALL = {2: "both sides", 3: "all three sides", 4: "all four sides"}
_SHOWN = 2
_YEAR_NAMED_AFTER = 300


def reasons(line: Line, profile: Profile, lifts: Mapping[str, float]) -> tuple[str, ...]:
    """What line and conflict have in common: sides, up to two words or ideas, the last day. Never empty."""
    found = [*_teams(line, profile), *_words(line, lifts)]
    if line.area and line.area in profile.areas:
        found.append(f"also {line.area}")
    found.append(_last(line, profile))
    return tuple(found)


def _teams(line: Line, profile: Profile) -> list[str]:
    common = [team for team in line.parties if team in profile.teams]
    if not common:
        return []
    if len(common) == len(line.parties) and len(common) in _ALL:
        return [_ALL[len(common)]]
    return [" and ".join(common[:_SHOWN])]


def _words(line: Line, lifts: Mapping[str, float]) -> list[str]:
    """The strongest shared words, quoted as written in the line; an idea counts once, under its own words."""
    shown: list[str] = []
    for token in sorted(lifts, key=lambda token: (-lifts[token], token)):
        written = line.surface.get(token, token.removeprefix(CONCEPT))
        said = {word for phrase in shown for word in phrase.split()}
        if not set(written.lower().split()) & said:
            shown.append(written.lower())
        if len(shown) == _SHOWN:
            break
    return [f'"{words}"' for words in shown]


def _last(line: Line, profile: Profile) -> str:
    if not profile.days:
        return "no line yet"
    day = date.fromordinal(profile.days[-1])
    year = f" {day.year}" if abs((line.day - day).days) > _YEAR_NAMED_AFTER else ""
    return f"last {day.day} {_MONTHS[day.month - 1]}{year}"
