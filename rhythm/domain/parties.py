"""The parties of an escalation: read from a name, or found in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from rhythm.domain.escalations import Party
from rhythm.domain.names import NamedRef, ambiguous, find, fold, name_key
from rhythm.domain.people import PersonId, TeamId
from rhythm.errors import BadInput

_WORD = r"[^\W_]+(?:&[^\W_]+)*"


def read_party(text: str, teams: Sequence[NamedRef], people: Sequence[NamedRef], names: Sequence[str] = ()) -> Party:
    """The party that text names: a team, a person, else a mere name, spelled as it was in `names` before.

    A person goes by the full or first name, a nickname or the address, and by a part of the name after `@` only.
    Raises Ambiguous, BadInput when blank.
    """
    name = " ".join(text.split())
    if not name:
        raise BadInput("a party has no name", "name a team or a person")
    key = name_key(name)
    # A word of a longer team name is not that team: "Search" is not "Search Ads".
    whole = tuple(ref for ref in find(name, teams, whole_words=True) if key in map(name_key, (ref.name, *ref.aliases)))
    found = whole or (find(name, people) if name[0] in "@#" else _called(name, people))
    if len(found) > 1:
        raise ambiguous(name, found)
    if not found:
        return Party(next((known for known in names if name_key(known) == key), name))
    return _team(found[0]) if whole else _person(found[0])


def unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, in the order of its first place."""
    return tuple(dict.fromkeys(parties))


def mentioned(
    summary: str, teams: Sequence[NamedRef], people: Sequence[NamedRef], names: Sequence[str] = ()
) -> tuple[Party, ...]:
    """Teams named in the text, in its order, and what was a party before by a mere name; people too when there are
    fewer than two of those. `names` holds the mere names, newest first."""
    typed = [match[0] for match in re.finditer(_WORD, summary)]
    words = [fold(word) for word in typed]
    taken: dict[int, Party] = {}
    free = [True] * len(words)
    _mark_names(words, _spellings(teams, _team), taken, free)
    if names:
        _mark_names(words, _name_spellings(names, people), taken, free)
    if len(set(taken.values())) < 2:
        _mark_names(words, _spellings(people, _person, least_words=2), taken, free)
        # One word names a person only when it is written as a name: "Will" and not "will".
        written = [word if original[:1].isupper() else "" for word, original in zip(words, typed, strict=True)]
        _mark_names(written, _first_names(people), taken, free)
    return unique(taken[position] for position in sorted(taken))


def _team(ref: NamedRef) -> Party:
    return Party(ref.name, team_id=TeamId(ref.id))


def _person(ref: NamedRef) -> Party:
    return Party(ref.name, person_id=PersonId(ref.id))


def _called(name: str, people: Sequence[NamedRef]) -> tuple[NamedRef, ...]:
    """The people of exactly this full or first name, nickname or address; names may stand as `Moon, Chris`."""
    words = sorted(name_key(name.replace(",", " ")).split())
    return tuple(
        ref
        for ref in find(name, people, whole_words=True)
        if any(sorted(name_key(own).split()) == words for own in (ref.name, *ref.name.split()[:1], *ref.aliases))
    )


def _name_spellings(names: Sequence[str], people: Sequence[NamedRef]) -> dict[tuple[str, ...], Party | None]:
    """What parties that are mere names may be called: by these words, unless a person is called so."""
    called = {name_key(name) for ref in people for name in (ref.name, *ref.name.split()[:1])}
    return {
        tuple(fold(word) for word in re.findall(_WORD, name)): Party(name)
        for name in reversed(names)
        if name_key(name) not in called
    }


def _spellings(
    refs: Sequence[NamedRef], party_of: Callable[[NamedRef], Party], least_words: int = 1
) -> dict[tuple[str, ...], Party | None]:
    """What each ref may be called, as folded words; None marks a spelling that two share."""
    spellings: dict[tuple[str, ...], Party | None] = {}
    for ref in refs:
        party = party_of(ref)
        for name in {ref.name, *ref.aliases}:
            words = tuple(fold(word) for word in re.findall(_WORD, name)) if "@" not in name else ()
            if len(words) >= least_words:
                spellings[words] = party if spellings.get(words, party) == party else None
    return spellings


def _first_names(people: Sequence[NamedRef]) -> dict[tuple[str, ...], Party | None]:
    refs = [
        ref._replace(aliases=tuple(a for a in (*ref.aliases, ref.name.split()[0]) if "@" not in a and " " not in a))
        for ref in people
        if ref.name.split()
    ]
    return {words: party for words, party in _spellings(refs, _person).items() if len(words) == 1}


def _mark_names(
    words: Sequence[str],
    spellings: Mapping[tuple[str, ...], Party | None],
    taken: dict[int, Party],
    free: list[bool],
) -> None:
    """Notes at which word each spelling begins; the longest wins, and a word belongs to one name only."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for spelling in sorted((s for s in spellings if s), key=len, reverse=True):
        by_first.setdefault(spelling[0], []).append(spelling)
    for start, word in enumerate(words):
        for spelling in by_first.get(word, ()):
            span = range(start, start + len(spelling))
            if tuple(words[start : span.stop]) == spelling and all(free[i] for i in span):
                for i in span:
                    free[i] = False
                party = spellings[spelling]
                if party is not None:
                    taken[start] = party
                break
