"""The structure made legible: charters and their overlaps, interfaces, and cards answered yes, no or unknown (N13).

Everything here follows from the rows and their days alone: the order in which they were entered changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations

from rhythm.domain.names import fold, name_key, shown
from rhythm.domain.people import PersonId, TeamId
from rhythm.domain.periods import quarter_of
from rhythm.errors import BadInput
from rhythm.values import NamedTuple

STALE_QUARTERS = 2
"""An unknown says no more than no answer once so many whole quarters have gone by since the one it is of."""

CHARTER_CARD = "charter"
"""The card that a written charter answers by itself."""

_SHORT = 4
"""A word below this length is compared as it is: "bus" is no plural."""

Pair = tuple[TeamId, TeamId]
"""Two teams, the smaller number first."""


class TriadRole(StrEnum):
    """The three partners of a team."""

    PRODUCT = "product"
    ENGINEERING = "engineering"
    DESIGN = "design"


class Charter(NamedTuple):
    """What a team owns and does not own, as tags, and which goals count; from `since` until the next one begins."""

    id: int
    uid: str
    team_id: TeamId
    since: dt.date
    owns: tuple[str, ...] = ()
    not_owns: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is said in it."""
        return not (self.owns or self.not_owns or self.goals)


class Interface(NamedTuple):
    """Where the work of one team ends and that of another begins, in words; empty ones are ended."""

    id: int
    uid: str
    teams: Pair
    since: dt.date
    body: str

    def other(self, team_id: TeamId) -> TeamId:
        """The team on the other side."""
        first, second = self.teams
        return second if team_id == first else first


class OrgPattern(NamedTuple):
    """How all teams are cut, or one of them, from `since` until the next one begins; an empty slug is none."""

    team_id: TeamId | None
    pattern: str
    since: dt.date


class CardAnswer(StrEnum):
    """What is said about a card."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Subject(NamedTuple):
    """What a card is about: a team, or the area of a manager; exactly one of the two is set."""

    team_id: TeamId | None = None
    person_id: PersonId | None = None


class CardReply(NamedTuple):
    """An answer to a card on a day; one that a charter gives by itself has the number 0."""

    id: int
    uid: str
    subject: Subject
    item: str
    day: dt.date
    answer: CardAnswer
    note: str = ""


class CardState(NamedTuple):
    """How a card stands on a day. `replies` are its answers up to then, newest first; without any it is unknown."""

    subject: Subject
    item: str
    replies: tuple[CardReply, ...] = ()
    stale: bool = False

    @property
    def answer(self) -> CardAnswer:
        """What was said last."""
        return self.replies[0].answer if self.replies else CardAnswer.UNKNOWN

    @property
    def day(self) -> dt.date | None:
        """When that was said; None when it was never asked."""
        return self.replies[0].day if self.replies else None

    @property
    def since(self) -> dt.date | None:
        """Since when it has been so: the first of the newest answers that all say the same."""
        since = None
        for reply in self.replies:
            if reply.answer is not self.answer:
                break
            since = reply.day
        return since


class Overlap(NamedTuple):
    """A tag that two teams own, each in its own spelling."""

    teams: Pair
    tags: tuple[str, str]

    @property
    def tag(self) -> str:
        """The spelling to show: the first of the two by the alphabet."""
        return min(self.tags, key=lambda tag: (fold(tag), tag))


def pair_of(one: TeamId, other: TeamId) -> Pair:
    """Two teams as a pair. Raises BadInput for a team and itself."""
    if one == other:
        raise BadInput("a team has no interface to itself", "name two teams")
    return (one, other) if one < other else (other, one)


def tag_key(tag: str) -> str:
    """What makes two tags one: case, accents, hyphens and the plural of each word are no difference."""
    return " ".join(_singular(word) for word in name_key(tag).split())


def tags_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags as they were typed, each once."""
    found: dict[str, str] = {}
    for text in texts:
        if tag := " ".join(text.split()):
            found.setdefault(tag_key(tag), tag)
    return tuple(found.values())


def read_tags(text: str) -> tuple[str, ...]:
    """Tags with commas or semicolons between them."""
    return tags_of(text.replace(";", ",").split(","))


def read_goals(text: str) -> tuple[str, ...]:
    """Goals, or other texts in which a comma may stand, with semicolons between them."""
    return tuple(filter(None, (part.strip() for part in text.split(";"))))


def contradictions(owns: Iterable[str], not_owns: Iterable[str]) -> tuple[str, ...]:
    """The tags that a charter names as owned and as not owned."""
    others = {tag_key(tag) for tag in not_owns}
    return tuple(tag for tag in owns if tag_key(tag) in others)


def charter_on(charters: Iterable[Charter], day: dt.date) -> Charter | None:
    """The charter of one team that holds on a day; None before there was any."""
    return max((one for one in charters if one.since <= day), key=lambda one: (one.since, one.id), default=None)


def interfaces_on(interfaces: Iterable[Interface], day: dt.date) -> tuple[Interface, ...]:
    """What holds between each two teams on a day, without what was ended; oldest first."""
    newest: dict[Pair, Interface] = {}
    for one in sorted(interfaces, key=lambda one: (one.since, one.id)):
        if one.since <= day:
            newest[one.teams] = one
    return tuple(sorted((one for one in newest.values() if one.body), key=lambda one: (one.since, one.id)))


def pattern_on(patterns: Iterable[OrgPattern], team_id: TeamId | None, day: dt.date) -> str:
    """How a team is cut on a day: as said of it, else as said of all; nothing when nobody said."""

    def said(of: TeamId | None) -> str:
        found = [one for one in patterns if one.team_id == of and one.since <= day]
        return max(found, key=lambda one: one.since).pattern if found else ""

    patterns = tuple(patterns)
    return said(team_id) or said(None) if team_id is not None else said(None)


def overlaps(charters: Iterable[Charter]) -> tuple[Overlap, ...]:
    """Every tag that two charters own, one for each two teams, by pair and tag. One charter a team."""
    owned: dict[str, dict[TeamId, str]] = {}
    for charter in charters:
        for tag in charter.owns:
            owned.setdefault(tag_key(tag), {}).setdefault(charter.team_id, tag)
    found = [
        Overlap((one, other), (tags[one], tags[other]))
        for tags in owned.values()
        for one, other in combinations(sorted(tags), 2)
    ]
    return tuple(sorted(found, key=lambda overlap: (overlap.teams, fold(overlap.tag))))


def is_stale(state: CardState, today: dt.date, start_month: int = 1) -> bool:
    """Whether an answered unknown is older than two quarters: two whole ones have gone by since that of its day.

    Quarters begin as the setting says. Yes and no keep their day, and never grey.
    """
    if state.answer is not CardAnswer.UNKNOWN or state.day is None:
        return False
    return quarter_of(state.day, start_month).shifted(STALE_QUARTERS) < quarter_of(today, start_month)


def said_by_charters(charters: Iterable[Charter]) -> tuple[CardReply, ...]:
    """What the charters of a team answer: that all of it is written, or what is not; none before there is a word."""
    found: list[CardReply] = []
    for one in sorted(charters, key=lambda one: (one.since, one.id)):
        if one.empty and not found:
            continue
        parts = {"what it owns": one.owns, "what it does not own": one.not_owns, "which goals count": one.goals}
        left = [name for name, said in parts.items() if not said]
        answer = CardAnswer.NO if left else CardAnswer.YES
        note = f"the charter does not say {', '.join(left)}" if left else "the charter says it"
        found.append(CardReply(0, one.uid, Subject(team_id=one.team_id), CHARTER_CARD, one.since, answer, note))
    return tuple(found)


def cards(
    subject: Subject,
    items: Sequence[str],
    replies: Iterable[CardReply],
    today: dt.date,
    start_month: int = 1,
    charters: Iterable[Charter] = (),
) -> tuple[CardState, ...]:
    """Each card of a subject as it stands on a day, in the order of the list.

    `charters` may be those of every team. A charter answers its card from its day on, until somebody says otherwise;
    on that very day a whole one counts for more than an answer, and a part of one for less.
    """
    own = said_by_charters(one for one in charters if one.team_id == subject.team_id)
    by_item: dict[str, list[CardReply]] = {}
    for reply in (*replies, *own):
        if reply.subject == subject and reply.day <= today:
            by_item.setdefault(reply.item, []).append(reply)
    found = []
    for item in items:
        newest_first = sorted(by_item.get(item, ()), key=_counts_for, reverse=True)
        state = CardState(subject, item, tuple(newest_first))
        found.append(state._replace(stale=is_stale(state, today, start_month)))
    return tuple(found)


def _counts_for(reply: CardReply) -> tuple[dt.date, bool, int]:
    """What of two answers comes first: the later one, then the one that counts for more."""
    return (reply.day, not reply.id and reply.answer is CardAnswer.YES, reply.id)


def oldest_first(states: Iterable[CardState], weight: Mapping[Subject, int]) -> tuple[CardState, ...]:
    """The unknown cards: never asked ones first, then those asked longest ago.

    Among equals the subject with more conflicts (`weight`) comes first, then the order given. What is answered
    unknown once more goes to the end, so that no card blocks the others.
    """
    unknown = [state for state in states if state.answer is CardAnswer.UNKNOWN]
    return tuple(sorted(unknown, key=lambda state: (state.day or dt.date.min, -weight.get(state.subject, 0))))


def read_answer(text: str) -> CardAnswer:
    """Reads yes, no or unknown, or the beginning of one. Raises BadInput."""
    key = fold(text)
    other = {"?": CardAnswer.UNKNOWN, "dont know": CardAnswer.UNKNOWN, "unsure": CardAnswer.UNKNOWN}
    found = [answer for answer in CardAnswer if key and answer.startswith(key)]
    if key in other:
        return other[key]
    if len(found) != 1:
        raise BadInput(f"'{shown(text)}' is no answer" if key else "the answer is empty", "say yes, no or unknown")
    return found[0]


def _singular(word: str) -> str:
    """A word without its plural, for comparing only: both spellings come out the same."""
    if len(word) < _SHORT:
        return word
    if word.endswith(("ies", "ie")):
        return f"{word.removesuffix('s')[:-2]}y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    # "caches" and "branches" end alike, though only one of them has the e of its own.
    return word[:-1] if word.endswith(("che", "she", "xe", "sse", "ze")) else word
