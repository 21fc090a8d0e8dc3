"""Who is who in a line: teams, their other names, their managers, and people named in passing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rhythm.domain.matching.words import fold, split
from rhythm.values import NamedTuple

_GENERIC = frozenset(
    (
        *("and", "of", "the", "for", "team", "teams", "group", "squad", "unit", "department", "dept", "office"),
        *("service", "services", "other", "new"),
    )
)
_ALSO_WORDS = frozenset(
    (
        *("april", "art", "august", "bill", "chase", "dawn", "dean", "drew", "frank", "grace", "guy", "hope", "june"),
        *("mark", "max", "may", "miles", "page", "pat", "ray", "rich", "rob", "rose", "sue", "will"),
    )
)
"""Names that are words too: in small letters they are taken as words."""

_HABIT_LINES = 2
_HABIT_SHARE = 0.6
_SHORT_NAME = 3
_PAIR = 2


class Team(NamedTuple):
    """A team with its other names and everybody who leads it or once did."""

    name: str
    aliases: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()


class Roster(NamedTuple):
    """The teams of an organisation and other people whose names say nothing about the matter.

    An empty roster is fine: then parties are known by the names they are given.
    """

    teams: tuple[Team, ...] = ()
    people: tuple[str, ...] = ()


class Habit(NamedTuple):
    """How often a person raised lines, and how often those named a party: what a roster can be learned from."""

    person: str
    party: str
    lines: int
    of: int


class Mentions(NamedTuple):
    """What a text says about teams: `teams` in order of mention, and the positions of the words that say it."""

    teams: tuple[str, ...]
    positions: frozenset[int]


def with_habits(roster: Roster, parties: Iterable[str], habits: Iterable[Habit]) -> Roster:
    """A roster widened by what was logged so far: every party that was named, led by who speaks for it.

    A person counts as a team's voice when at least two and at least 60 % of the lines they raised name it, more
    than any other party. People whom the roster knows as managers stay where they are.
    """
    known = {fold(name) for team in roster.teams for name in (team.name, *team.aliases)}
    leads = {fold(person) for team in roster.teams for person in team.managers}
    best: dict[str, list[Habit]] = {}
    for habit in habits:
        if fold(habit.person) not in leads:
            best.setdefault(habit.person, []).append(habit)
    voices: dict[str, list[str]] = {}
    for person, rows in sorted(best.items()):
        rows.sort(key=lambda habit: (-habit.lines, habit.party))
        first = rows[0]
        clear = len(rows) == 1 or rows[1].lines < first.lines
        if clear and first.lines >= _HABIT_LINES and first.lines >= _HABIT_SHARE * first.of:
            voices.setdefault(fold(first.party), []).append(person)
    teams = [Team(team.name, team.aliases, (*team.managers, *voices.get(fold(team.name), ()))) for team in roster.teams]
    for party in sorted(set(parties)):
        if party and fold(party) not in known:
            known.add(fold(party))
            teams.append(Team(party, (), tuple(voices.get(fold(party), ()))))
    return Roster(tuple(teams), roster.people)


_Named = tuple[tuple[str, ...], tuple[str, ...]]
"""The folded words of a name, and the teams that it may mean."""


class _Index(NamedTuple):
    """How a word is known to name somebody: `names` by first word, `letters` by initials, `first_names` by what they
    begin with. `exact` and `voices` have whole names of parties and of who leads them; of the words in `guessed` it is
    only likely, as one team alone has them in its name."""

    names: Mapping[str, tuple[_Named, ...]]
    letters: Mapping[str, tuple[str, ...]]
    first_names: Mapping[str, tuple[str, ...]]
    exact: Mapping[str, str]
    voices: Mapping[str, tuple[str, ...]]
    guessed: frozenset[str]


def _words(text: str) -> tuple[str, ...]:
    return tuple(folded for _, folded in split(text))


def _own_words(teams: Sequence[Team]) -> dict[str, set[str]]:
    """Words of team names that only one team has in its name."""
    owners: dict[str, set[str]] = {}
    for team in teams:
        for word in _words(team.name):
            if len(word) > 1 and word not in _GENERIC:
                owners.setdefault(word, set()).add(team.name)
    return {word: names for word, names in owners.items() if len(names) == 1}


class _Names:
    """Ways to name a team, gathered: each with the teams that it may mean, "" for people who lead none."""

    def __init__(self) -> None:
        self.words: dict[tuple[str, ...], set[str]] = {}
        self.letters: dict[str, set[str]] = {}
        self.first_names: dict[str, set[str]] = {}

    def add_team(self, team: Team) -> None:
        """By its names, by its initials, and by its words written as one."""
        for name in (team.name, *team.aliases):
            self.words.setdefault(_words(name), set()).add(team.name)
        significant = [word for word in _words(team.name) if word not in _GENERIC]
        if len(significant) > 1:
            self.letters.setdefault("".join(word[0] for word in significant), set()).add(team.name)
            self.words.setdefault(("".join(significant),), set()).add(team.name)

    def add_person(self, person: str, team: str) -> None:
        """By first, last and whole name, by the first with the last's initial, and by both initials."""
        words = _words(person)
        if not words:
            return
        keys = [words, words[:1]]
        if len(words) > 1:
            keys += [words[-1:], (words[0], words[-1][0])]
            self.letters.setdefault("".join(word[0] for word in words), set()).add(team)
        for key in keys:
            self.words.setdefault(key, set()).add(team)
        self.first_names.setdefault(words[0], set()).add(team)


@lru_cache(maxsize=4)
def _index(roster: Roster) -> _Index:
    """What `mentions` looks up for each word. Kept, as each key of a line asks for the same roster."""
    leading, others = _Names(), _Names()
    exact: dict[str, str] = {}
    voices: dict[str, set[str]] = {}
    for team in roster.teams:
        leading.add_team(team)
        for name in (team.name, *team.aliases):
            exact.setdefault(fold(name).strip(), team.name)
        for person in team.managers:
            leading.add_person(person, team.name)
            voices.setdefault(fold(person).strip(), set()).add(team.name)
    for person in roster.people:
        others.add_person(person, "")
    names = leading.words
    # A first name that a manager shares with somebody else means the manager: lines are about those who lead.
    names.update((key, set()) for key in others.words if key not in names)
    guessed = {word: owners for word, owners in _own_words(roster.teams).items() if (word,) not in names}
    names.update(((word,), set(owners)) for word, owners in guessed.items())
    names.pop((), None)
    return _Index(
        names=_by_first_word(names),
        letters=_in_order(leading.letters),
        first_names=_in_order(leading.first_names),
        exact=exact,
        voices=_in_order(voices),
        guessed=frozenset(guessed),
    )


def _by_first_word(names: Mapping[tuple[str, ...], set[str]]) -> dict[str, tuple[_Named, ...]]:
    """By its first word each name with the teams that it may mean, the longest name first."""
    by_first: dict[str, list[_Named]] = {}
    for key, owners in names.items():
        by_first.setdefault(key[0], []).append((key, tuple(sorted(owners))))
    return {first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row))) for first, rows in by_first.items()}


def _in_order(owners: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(teams)) for key, teams in owners.items()}


def team_of(party: str, roster: Roster) -> str:
    """The roster's name of a party, or the party's own name when the roster does not know it."""
    return _index(roster).exact.get(fold(party).strip(), party.strip())


def teams_led_by(person: str | None, roster: Roster) -> tuple[str, ...]:
    """Teams that a person leads or led; empty when unknown."""
    return _index(roster).voices.get(fold(person).strip(), ()) if person else ()


def mentions(words: Sequence[tuple[str, str]], near: Sequence[str], roster: Roster) -> Mentions:
    """Teams that a text speaks of, by name, alias, initials, or by a manager's first, last or short name.

    `words` come from `split`; `near` are teams that are certain already. A name that fits several teams counts for
    those of `near`, else for none.
    """
    index = _index(roster)
    teams: dict[str, None] = {}
    used: set[int] = set()
    place, enough = 0, len(near) >= _PAIR
    while place < len(words):
        length, owners = _at(words, place, index)
        if length == 1 and enough and words[place][1] in index.guessed and not set(owners) <= set(near):
            length = 0
        if length:
            teams.update(dict.fromkeys(team for team in owners if len(owners) == 1 or team in near))
            used.update(range(place, place + length))
        place += length or 1
    return Mentions(tuple(teams), frozenset(used))


def _at(words: Sequence[tuple[str, str]], place: int, index: _Index) -> tuple[int, tuple[str, ...]]:
    """How many words from here on name somebody, and whose teams they stand for."""
    written, folded = words[place]
    for key, owners in index.names.get(folded, ()):
        if len(key) == 1 and folded in _ALSO_WORDS and written.islower():
            continue
        if tuple(word for _, word in words[place : place + len(key)]) == key:
            return len(key), owners
    if written.isupper() and folded in index.letters:
        return 1, index.letters[folded]
    if _pair_of_letters(words, place) in index.letters:
        return 2, index.letters[_pair_of_letters(words, place)]
    if written[:1].isupper() and not written.isupper() and len(folded) >= _SHORT_NAME:
        fitting = [owners for name, owners in index.first_names.items() if name.startswith(folded)]
        if len(fitting) == 1:
            return 1, fitting[0]
    return 0, ()


def _pair_of_letters(words: Sequence[tuple[str, str]], place: int) -> str:
    """Initials written with a sign between them, as in "C&S", which splits into two words."""
    for (one, _), (two, _) in pairwise(words[place : place + 2]):
        if len(one) == len(two) == 1 and one.isupper() and two.isupper():
            return (one + two).lower()
    return ""
