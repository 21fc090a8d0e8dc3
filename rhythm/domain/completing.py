"""What a capture line that is being typed may go on as: people, areas, handlings, teams and names of conflicts.

Each completion is a whole line, and what it fills in reads back as exactly what it stands for: a name that two people
have is completed to one that only one of them has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rhythm.domain.names import NamedRef, find, fold, name_key
from rhythm.values import NamedTuple

MOST = 4
_LEAST_OF_A_NAME = 2
_LEAST_OF_A_CONFLICT = 3


class Completion(NamedTuple):
    """A way to go on: what is shown of it, and the whole line when it is taken."""

    label: str
    line: str


class Known(NamedTuple):
    """What a line can be completed from. `areas` and `handlings` are (label, slug)."""

    people: Sequence[NamedRef] = ()
    teams: Sequence[NamedRef] = ()
    areas: Sequence[tuple[str, str]] = ()
    handlings: Sequence[tuple[str, str]] = ()
    conflicts: Sequence[str] = ()
    names: Sequence[str] = ()


def completions(text: str, known: Known) -> tuple[Completion, ...]:
    """How a line may go on from its end, best first; nothing when it is fine as it stands."""
    mark = re.search(r'(?<!\S)(@|#|=)("[^"]*|[^"\s]*)$', text)
    if mark is not None:
        found = _of_mark(mark[1], mark[2].lstrip('"'), known)
        lines = [(label, f"{text[: mark.start()]}{mark[1]}{value} ") for label, value in found]
    else:
        lines = list(_of_text(text, known))
    fresh = (Completion(label, line) for label, line in lines if line.rstrip() != text.rstrip())
    return tuple(dict.fromkeys(fresh))[:MOST]


def _of_mark(mark: str, typed: str, known: Known) -> Iterator[tuple[str, str]]:
    """(label, what stands behind the mark) for what was typed behind it."""
    if mark == "@":
        key = name_key(typed)
        for ref in known.people:
            words = [name_key(name) for name in (ref.name, *ref.name.split(), *ref.aliases)]
            if key and any(word.startswith(key) for word in words):
                value = _name_of_one(ref, known.people)
                if value:
                    yield (f"{ref.name} ({ref.detail})" if ref.detail else ref.name), value
        return
    key = name_key(typed)
    for label, slug in known.areas if mark == "#" else known.handlings:
        if key and any(name_key(name).startswith(key) for name in (slug, label)):
            yield label, slug.replace("_", "-")


def _name_of_one(ref: NamedRef, people: Sequence[NamedRef]) -> str:
    """The shortest usual way to name somebody that means nobody else; an id where there is no other."""
    for name in (ref.name.split()[0] if ref.name.split() else "", ref.name, *ref.aliases):
        if name and '"' not in name and find(name, people) == (ref,):
            return f'"{name}"' if " " in name else name
    return f"#{ref.id}"


def _of_text(text: str, known: Known) -> Iterator[tuple[str, str]]:
    """Teams where a party may stand, then the names of conflicts in place of what was typed of them."""
    head, colon, rest = text.partition(": ")
    if not colon:
        before, slash, typed = text.rpartition(" / ")
        start = f"{before}{slash}"
        for name in (*(ref.name for ref in known.teams), *known.names):
            if len(typed.strip()) >= _LEAST_OF_A_NAME and fold(name).startswith(fold(typed)):
                yield name, f"{start}{name}{': ' if slash else ' / '}"
    whole = [name for name in known.conflicts if len(text.strip()) >= _LEAST_OF_A_CONFLICT and _goes_on(name, text)]
    yield from ((name, name) for name in whole)
    if colon and len(rest.strip()) >= _LEAST_OF_A_CONFLICT:
        # A conflict is often called after its first line, parties and all.
        for name in known.conflicts:
            said = name.partition(": ")[2] or name
            if _goes_on(said, rest) and name not in whole:
                yield name, f"{head}{colon}{said}"


def _goes_on(name: str, typed: str) -> bool:
    """Whether a name begins with what was typed, or one of its words does."""
    key, words = fold(typed), f" {fold(name)}"
    return f" {key}" in words if " " not in key else words.startswith(f" {key}")
