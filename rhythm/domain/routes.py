"""Where goes what a skip-level said: through the manager, nowhere, or straight back, round the manager.

"You cannot either go ask the individual contributors … because you'd be short-circuiting your managers and
undermining their authority" (N7). So the way through the manager is the likely one, without the name of
whom it came from; the way round is open, with a reason, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rhythm.domain.meetings import Route
from rhythm.domain.names import fold
from rhythm.domain.people import Person
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput
from rhythm.values import NamedTuple

SOMEONE = "someone"
"""What stands in place of a name."""

_WORD = r"[^\W_]+"
_BETWEEN = r"[\s.\-'’_@]*"
"""What stands between two words of one name."""
_SHORTEST = 2
"""An initial is no name: without this, `M` of `Chris M` would take the m out of `I'm`."""


class Routed(NamedTuple):
    """What becomes of a record: its way, the reason for a way round, and the words for the manager's queue."""

    route: Route
    reason: str = ""
    told: str = ""


class RouteCounts(NamedTuple):
    """How many topics and promises of skip-levels went which way."""

    manager: int = 0
    keep: int = 0
    direct: int = 0

    @property
    def total(self) -> int:
        """All that have a way."""
        return self.manager + self.keep + self.direct

    def say(self) -> str:
        """`skip-level actions 7: through the manager 5, kept 1, round the manager 1`; ways not taken are left out."""
        ways = (("through the manager", self.manager), ("kept", self.keep), ("round the manager", self.direct))
        parts = ", ".join(f"{words} {number}" for words, number in ways if number)
        return f"skip-level actions {self.total}: {parts}" if parts else "no skip-level actions"


def count_routes(routes: Iterable[Route]) -> RouteCounts:
    """How often each way was taken."""
    taken = list(routes)
    return RouteCounts(taken.count(Route.MANAGER), taken.count(Route.KEEP), taken.count(Route.DIRECT))


def routed(
    body: str, source: Person, route: Route, *, reason: str = "", wording: str = "", named: bool = False
) -> Routed:
    """What becomes of something that `source` said, and that reads `body`.

    Through the manager it is told in `wording`, else in its own words; both without the source's name unless it is
    `named`. Raises BadInput for a way round the manager without a reason, and for a wording that holds the name.
    """
    if route is Route.DIRECT:
        if not reason.strip():
            raise BadInput("this goes round the manager, and no reason is given", "say in a few words why")
        return Routed(route, clean_line(reason, "the reason"))
    if route is Route.KEEP:
        return Routed(route)
    if wording.strip() and not named and holds_name(wording, source):
        raise BadInput("the wording names whom it came from", "leave the name out, or tick that it may be told")
    told = clean_line(wording if wording.strip() else body, "the wording")
    return Routed(route, told=told if named else without_name(told, source))


def without_name(text: str, person: Person) -> str:
    """A text in which every form of somebody's name is `someone`: full, first, last, nickname, alias, e-mail.

    Words are compared without case and accents, so that a slip in typing tells no more than the name in full.
    """
    words = _name_words(person)
    cased = {fold(word) for word in words if len(word) >= _SHORTEST and word.lower() != word.upper()}
    # A genitive without an apostrophe names somebody too.
    cased |= {f"{word}s" for word in cased}
    caseless = [word for word in words if word.lower() == word.upper() and not word.isdigit()]
    for word in sorted(caseless, key=len, reverse=True):
        # Scripts without capitals mostly write without blanks too, so a name may stand inside a longer word.
        text = text.replace(word, "\0")
    initials = {fold(word[0]) for word in words}

    def swapped(match: re.Match[str]) -> str:
        return "\0" if fold(match[0]) in cased else match[0]

    def joined(match: re.Match[str]) -> str:
        initial = match["initial"]
        return SOMEONE if initial is None or fold(initial) in initials else SOMEONE + match["rest"]

    marked = re.sub(_WORD, swapped, text)
    return re.sub(rf"\0(?:{_BETWEEN}\0)*(?P<rest> (?P<initial>[^\W\d_])\b\.?)?", joined, marked)


def holds_name(text: str, person: Person) -> bool:
    """Whether a text names somebody in any form."""
    return without_name(text, person) != text


def _name_words(person: Person) -> set[str]:
    """The words of all forms of somebody's name, and the words of each form written as one."""
    local = [address.partition("@")[0] for address in (person.email, *person.former_emails)]
    forms = [re.findall(_WORD, form) for form in (person.name, person.nickname, *person.aliases, *local)]
    return {word for words in forms for word in (*words, "".join(words)) if word}
