"""What skip-levels say of how it is there, and when it becomes a theme that their manager should hear of.

One person's remark is theirs. The same from two people is about the team, and is told without names; in a team so
small that the words alone would tell whose they are, only what may be told expressly (N7).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NewType

from rhythm.domain.meetings import MeetingId
from rhythm.domain.names import name_key
from rhythm.domain.people import Person, PersonId
from rhythm.domain.routes import holds_name, without_name
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput
from rhythm.values import NamedTuple

FindingId = NewType("FindingId", int)

THEME_DAYS = 90
SMALL_TEAM = 4
"""In a team of so many or fewer, the wording alone can tell whose it is."""
ENOUGH_PEOPLE = 2


class Finding(NamedTuple):
    """Something a skip-level said under a manager. `theme` is a slug of the short list, or words of one's own.

    `may_be_told` was ticked: the manager may hear the wording, and in a small team that it was said at all.
    """

    id: FindingId
    uid: str
    person_id: PersonId
    person: str
    manager_id: PersonId
    meeting_id: MeetingId | None
    day: dt.date
    theme: str
    wording: str = ""
    may_be_told: bool = False


class TeamTheme(NamedTuple):
    """What several people of one team brought up: never who, and only the wordings that may be told."""

    theme: str
    people: int
    wordings: tuple[str, ...]


def team_themes(
    findings: Iterable[Finding], sources: Mapping[PersonId, Person], team_size: int, today: dt.date
) -> tuple[TeamTheme, ...]:
    """The themes that a manager's team brought up in the last 90 days, those of most people first.

    `findings` are those under this manager; `sources` are the people behind them. Themes are the same whatever their
    case, accents and hyphens. A theme in words of one's own loses the names of those who brought it up.
    """
    since = today - dt.timedelta(days=THEME_DAYS)
    told = [
        one
        for one in findings
        if since <= one.day <= today and (team_size > SMALL_TEAM or one.may_be_told) and one.person_id in sources
    ]
    groups: dict[str, list[Finding]] = {}
    for one in sorted(told, key=lambda found: (found.day, found.id)):
        groups.setdefault(theme_key(one.theme), []).append(one)
    themes = [_theme(group, sources) for group in groups.values() if len({f.person_id for f in group}) >= ENOUGH_PEOPLE]
    return tuple(sorted(themes, key=lambda theme: (-theme.people, theme.theme)))


def checked_theme(theme: str, person: Person) -> str:
    """A theme that may be kept. Raises BadInput for an empty one, and for one that names the person: a theme is what
    several people have in common."""
    theme = clean_line(theme, "the theme")
    if holds_name(theme, person):
        raise BadInput("the theme names the person", "name what it is about; the words can stand in the wording")
    return theme


def theme_key(theme: str) -> str:
    """What two ways to write one theme have in common."""
    return name_key(theme)


def _theme(group: list[Finding], sources: Mapping[PersonId, Person]) -> TeamTheme:
    people = dict.fromkeys(one.person_id for one in group)
    theme = group[0].theme
    for person_id in people:
        theme = without_name(theme, sources[person_id])
    # In the order of the words, since that of the days could tell who said what.
    wordings = sorted({one.wording for one in group if one.may_be_told and one.wording})
    return TeamTheme(theme, len(people), tuple(wordings))
