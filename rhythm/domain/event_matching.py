"""Whom an event of the calendar is with: by who is invited first, then by its title.

Nothing here decides: a match is put before the director once for each series.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from rhythm.domain.event_titles import (
    FILLERS,
    OCCASIONS,
    OF_MANY,
    PREPARATION,
    SEPARATORS,
    STRONG,
    WEAK,
    WORDS_TOO,
    is_away,
    is_cancelled,
    without_away,
)
from rhythm.domain.names import fold, name_key
from rhythm.domain.people import Person, PersonId
from rhythm.values import NamedTuple

LONGEST_MINUTES = 180
"""What takes longer is a workshop and no talk."""

AWAY_MINUTES = 6 * 60
"""From so many minutes on, an event that says that somebody is away means the day."""

_NEAR = 0.86
_SHORTEST_NEAR = 4


class Standing(StrEnum):
    """What an event is taken for. An `open` one looks like a talk, but with whom has to be said."""

    MATCH = "match"
    SUGGESTION = "suggestion"
    OPEN = "open"
    ABSENCE = "absence"
    NOTHING = "nothing"


class Invited(NamedTuple):
    """Somebody who is invited, by address in small letters and by name."""

    address: str
    name: str = ""


class Event(NamedTuple):
    """What is known of an event. `guests` are people, the director and whoever invited among them."""

    title: str
    guests: tuple[Invited, ...] = ()
    minutes: int = 30
    all_day: bool = False


class Finding(NamedTuple):
    """What an event is taken for, with whom, and why in words that quote nothing.

    `people` has one id where it is clear, several where the name fits several, none where it fits nobody. `address`
    is one that is not known yet, to be learnt with the person.
    """

    standing: Standing
    people: tuple[PersonId, ...] = ()
    reason: str = ""
    address: str = ""


_NOTHING = Finding(Standing.NOTHING)


class _Mention(NamedTuple):
    """A place in a title that names somebody, or several who are called that. `weak` is a word as well."""

    people: frozenset[PersonId]
    weak: bool = False


class Directory:
    """The people that events can be with, by everything they are called."""

    def __init__(self, people: Iterable[Person], me_too: Collection[str] = ()) -> None:
        """`me_too` are further addresses of the director. Who is archived only keeps others from being taken."""
        known = tuple(people)
        active = [person for person in known if person.archived_on is None]
        self._me = next((person.id for person in active if person.is_me), None)
        self._by_address: dict[str, PersonId | None] = {}
        self.own = {fold(address) for address in me_too if address}
        for person in known:
            for address in (person.email, *person.former_emails, *(a for a in person.aliases if "@" in a)):
                if not address:
                    continue
                if person.is_me:
                    self.own.add(fold(address))
                else:
                    self._by_address[fold(address)] = person.id if person.archived_on is None else None
        self._spelled: dict[tuple[str, ...], set[PersonId]] = {}
        self._words: dict[PersonId, tuple[str, ...]] = {}
        for person in active:
            self._words[person.id] = _tokens(person.name)
            for spelling in _spellings(person):
                self._spelled.setdefault(spelling, set()).add(person.id)
        self._longest = max((len(spelling) for spelling in self._spelled), default=1)

    def read(self, event: Event) -> Finding:
        """Whom an event is with, or who is away; the rules of the planner in their order."""
        if is_cancelled(event.title):
            return _NOTHING
        whole_day = event.all_day or event.minutes >= AWAY_MINUTES
        if is_away(event.title):
            return self._away(event) if whole_day else _NOTHING
        if event.all_day:
            return self._all_day(event)
        if event.minutes > LONGEST_MINUTES:
            return _NOTHING
        others = tuple(guest for guest in event.guests if guest.address not in self.own)
        if not self.own and len(others) == 2 and self._known(others):
            # The director's address is not known: one of the two is the director.
            return Finding(Standing.SUGGESTION, self._known(others), "invited, beside one other")
        if len(others) > 1:
            return _NOTHING
        title = _Title(event.title, self)
        return self._by_guest(others[0], title) if others else self._by_title(title)

    def mentions(self, tokens: Sequence[str]) -> tuple[list[_Mention], list[str]]:
        """Who is named in a title, longest names first, and the words that are left."""
        found, rest, place = [], [], 0
        while place < len(tokens):
            for length in range(min(self._longest, len(tokens) - place), 0, -1):
                spelling = tuple(tokens[place : place + length])
                people = self._spelled.get(spelling)
                if people:
                    found.append(_Mention(frozenset(people), length == 1 and spelling[0] in WORDS_TOO))
                    place += length
                    break
            else:
                rest.append(tokens[place])
                place += 1
        return found, rest

    def others_of(self, mentions: Iterable[_Mention]) -> list[frozenset[PersonId]]:
        """The people named, each once, without the director."""
        named = [mention.people - {self._me} for mention in mentions if mention.people != {self._me}]
        return list(dict.fromkeys(people for people in named if people))

    def names_me(self, mentions: Iterable[_Mention]) -> bool:
        """Whether the director is named."""
        return any(self._me in mention.people for mention in mentions)

    def near(self, words: Iterable[str]) -> tuple[PersonId, ...]:
        """Who has initials or a name that is nearly one of the words; empty unless it is one person."""
        found: set[PersonId] = set()
        for word in words:
            for person_id, names in self._words.items():
                initials = "".join(name[0] for name in names)
                is_near = len(word) >= _SHORTEST_NEAR and any(
                    len(name) >= _SHORTEST_NEAR and _alike(word, name) for name in names
                )
                if person_id != self._me and (is_near or (len(initials) > 1 and word == initials)):
                    found.add(person_id)
        return tuple(found) if len(found) == 1 else ()

    def _known(self, guests: Iterable[Invited]) -> tuple[PersonId, ...]:
        ids = [self._by_address.get(guest.address) for guest in guests]
        found = tuple(person for person in ids if person is not None)
        return found if len(found) == 1 else ()

    def _by_guest(self, guest: Invited, title: _Title) -> Finding:
        if title.is_preparation:
            return _NOTHING
        if guest.address in self._by_address:
            person = self._by_address[guest.address]
            if person is None:
                return _NOTHING
            if title.is_of_many:
                return Finding(Standing.SUGGESTION, (person,), "the only other guest, of something for more than two")
            return Finding(Standing.MATCH, (person,), "the only other guest")
        mentions, _ = self.mentions(_tokens(guest.name))
        named = self.others_of(mentions) or title.others
        if len(named) == 1 and not title.is_of_many:
            reason = "the only other guest, by name; the address is new"
            return Finding(Standing.SUGGESTION, tuple(sorted(named[0])), reason, guest.address)
        return (
            Finding(Standing.OPEN, (), "a 1:1 with somebody not known here", guest.address)
            if title.is_strong
            else _NOTHING
        )

    def _by_title(self, title: _Title) -> Finding:
        if title.is_preparation or len(title.others) > 1:
            return _NOTHING
        if title.is_strong:
            return self._strong(title)
        if title.is_of_many or not title.others or title.rest:
            return _NOTHING
        people = tuple(sorted(title.others[0]))
        if len(people) > 1:
            return Finding(Standing.OPEN, people, "several people are called that")
        if title.is_pair:
            return Finding(Standing.MATCH, people, "both names and nothing else")
        if title.has_weak_word:
            return Finding(Standing.SUGGESTION, people, "a name, and a word for a short talk")
        return Finding(Standing.SUGGESTION, people, "a name alone")

    def _strong(self, title: _Title) -> Finding:
        if title.others:
            people = tuple(sorted(title.others[0]))
            if len(people) > 1:
                return Finding(Standing.OPEN, people, "a 1:1, but several people are called that")
            standing = Standing.SUGGESTION if title.is_of_many else Standing.MATCH
            return Finding(standing, people, "a 1:1 and a name")
        near = () if title.is_of_many else self.near(title.rest)
        if near:
            return Finding(Standing.SUGGESTION, near, "a 1:1 and nearly a name")
        if len(title.rest) in (1, 2) and not title.is_of_many:
            return Finding(Standing.OPEN, (), "a 1:1 with somebody not known here")
        return _NOTHING

    def _away(self, event: Event) -> Finding:
        mentions, rest = self.mentions(_tokens(without_away(event.title)))
        others = self.others_of(mentions)
        left = [word for word in rest if word not in FILLERS and not word.isdigit()]
        if len(others) == 1:
            return Finding(Standing.ABSENCE, tuple(sorted(others[0])), "says that somebody is away")
        if not others and not left and self._me is not None:
            return Finding(Standing.ABSENCE, (self._me,), "says that you are away")
        return _NOTHING

    def _all_day(self, event: Event) -> Finding:
        title = _Title(event.title, self)
        if len(title.others) != 1 or title.is_of_many or title.has_weak_mention or OCCASIONS.search(fold(event.title)):
            return _NOTHING
        return Finding(Standing.ABSENCE, tuple(sorted(title.others[0])), "a whole day with a name")


class _Title:
    """A title taken apart: who is named, what kind of words it has, and what is left."""

    def __init__(self, text: str, directory: Directory) -> None:
        folded = _bare(text)
        self.is_strong = STRONG.search(folded) is not None
        without = STRONG.sub(" ", folded)
        tokens = _tokens(without)
        mentions, rest = directory.mentions(tokens)
        self.has_weak_mention = any(mention.weak for mention in mentions)
        if self.has_weak_mention and not self.is_strong and rest:
            # "Will discuss", "May planning": a word of a sentence.
            mentions = [mention for mention in mentions if not mention.weak]
        self.others = directory.others_of(mentions)
        self.is_preparation = bool(PREPARATION & {*rest}) or "follow up" in without
        self.is_of_many = bool(OF_MANY & {*rest})
        self.has_weak_word = bool(WEAK & {*rest})
        self.rest = [word for word in rest if word not in WEAK and word not in FILLERS and not word.isdigit()]
        me_named = directory.names_me(mentions) or "me" in rest or "ich" in rest
        self.rest = [word for word in self.rest if not (me_named and word in ("me", "ich"))]
        self.is_pair = me_named and len(self.others) == 1 and not self.rest and SEPARATORS.search(without) is not None


def _alike(word: str, name: str) -> bool:
    # Deferred: only titles that name nobody need it.
    from difflib import SequenceMatcher

    pair = SequenceMatcher(None, word, name)
    # Two upper bounds that cost little come first.
    return pair.real_quick_ratio() >= _NEAR and pair.quick_ratio() >= _NEAR and pair.ratio() >= _NEAR


def _bare(text: str) -> str:
    """Folded, without what replies and calendars put before a title."""
    folded = re.sub(r"^(?:(?:re|fw|fwd|aw|wg|updated|invitation|einladung)\s*:\s*)+", "", fold(text))
    return re.sub(r"['’`]s\b", "", folded)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", name_key(_bare(text)), re.UNICODE))


def _spellings(person: Person) -> set[tuple[str, ...]]:
    """Everything somebody is called in a title: whole and turned round, first name with initial, nickname, one name."""
    words = _tokens(person.name)
    found = {words}
    if len(words) > 1:
        first, last = words[0], words[-1]
        found |= {(*words[1:], first), (last, first), (first, last), (first, last[0]), (first[0], last)}
        found |= {(first,), (last,), words[1:]}
    for alias in (person.nickname, *person.aliases):
        if alias and "@" not in alias:
            found.add(_tokens(alias))
    return {spelling for spelling in found if spelling and any(len(word) > 1 for word in spelling)}
