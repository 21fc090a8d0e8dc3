"""The next step of a refusal in the app: where it names a command of the shell, the key or the place that does it here.

Rules and actions are shared by both surfaces, and name the command, which is one word for what there is to do. What has
no key is left to the shell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rhythm.screens.named_keys import with_keys

_PEOPLE, _CONFLICTS, _ORG = "People ({place.people})", "Conflicts ({place.conflicts})", "Org ({place.org})"
_GROWTH = "the growth file ({org.growth} in Org)"
_PORTFOLIO = "the portfolio ({org.portfolio} in Org)"
_CALENDAR, _PLAN = "the calendar ({people.calendar} in People)", "the plan ({people.plan} in People)"
_COVERAGE, _CLOCKS = "the coverage ({people.coverage} in People)", "the page of clocks ({org.clocks} in Org)"
PLACES: Mapping[str, str] = {
    "accept": "{room.take_on} in the meeting room",
    "bench add": "{bench.add} on the bench ({org.bench} in Org)",
    "bench leave": "{candidate.leave} on the page of the candidate",
    "bench show": "the page of the candidate",
    "bench test": "{candidate.test} on the page of the candidate",
    "bet add": "{portfolio.add} in the portfolio ({org.portfolio} in Org)",
    "bet judge": "{portfolio.judge} in the portfolio ({org.portfolio} in Org)",
    "bet list": _PORTFOLIO,
    "bet show": "the page of the bet",
    "calendar confirm": "{calendar.other} in the calendar ({people.calendar} in People)",
    "calendar list": _CALENDAR,
    "clock set": "{clocks.start} on the page of clocks ({org.clocks} in Org)",
    "clock show": _CLOCKS,
    "conflict rename": "{conflict.rename} on the page of the conflict",
    "conflict show": "the page of the conflict",
    "conflict split": "{conflict.split} on the page of the conflict",
    "conflicts": _CONFLICTS,
    "due": "Today ({place.today})",
    "evidence list": _GROWTH,
    "expect": "{room.expectations} in the meeting room",
    "fix add": "{conflict.fix} on the page of the conflict",
    "fix effect": "{conflict.effect} on the page of the conflict",
    "fix list": _CONFLICTS,
    "held": "{room.close} in the meeting room",
    "people add": "{people.add} in People",
    "people archive": "{people.edit} in People",
    "people edit": "{people.edit} in People",
    "people leave": "{person.archive} in the fields of the person, whom {search.open} finds,",
    "people list": _PEOPLE,
    "plan": _PLAN,
    "prep": "the meeting room",
    "promises": "Today ({place.today})",
    "review quarter --json": "Quarter ({place.quarter})",
    "right standard and right free": "{board.lists} on the board ({org.board} in Org)",
    "ritual add": "{org.add} in Org",
    "ritual list": _ORG,
    "search": "{search.open}",
    "skip-levels findings": _COVERAGE,
    "skip-levels routes": _COVERAGE,
    "story list": _GROWTH,
    "story sources": _GROWTH,
    "team add": "{org.team} in Org ({place.org})",
    "team edit": "{team_page.edit} on the page of the team",
    "team list": _ORG,
    "team merge": "{team_page.merge} on the page of the team",
    "team restore": "{team_page.archive} on the page of the team",
    **dict.fromkeys(("away", "team list --all", "words list"), ""),
}
"""Where the app does what a command of the shell does, in words that stand in the place of the command; nothing where
it has no key for that."""
_COMMAND = re.compile(
    rf"\brhythm ({'|'.join(sorted(PLACES, key=len, reverse=True))})(?![a-z-])"
    r"(?: (?:[A-Z][A-Z0-9]*\b|(?:'[^']*'|\"[^\"]*\")+|#?[0-9]+(?:-[0-9]+)?\b|--[a-z-]+))*"
)
"""A command, and what is to be given to it."""


def in_app(hint: str, own_keys: Mapping[str, str]) -> str:
    """A next step with the app's own places and keys for commands of the shell."""

    def here(named: re.Match[str]) -> str:
        place = PLACES[named[1]]
        return with_keys(place, own_keys) if place else f"{named[0]} in the shell"

    return _COMMAND.sub(here, hint)
