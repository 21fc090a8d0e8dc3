"""Taking somebody's names out of texts, without harming others who share a part of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rhythm.domain.names import fold
from rhythm.values import NamedTuple

ERASED = "[erased]"
"""What stands in a text where a name stood."""
SHORTEST_PART = 3
ALSO_WORDS = frozenset(
    re.findall(
        r"\w+",
        "amber and april art august baker banks bar bean berry best bill bishop black bond brook brown bush case "
        "chase cherry colt cook cross crystal daisy dale das dawn day dean del den der dos drake drew faith field "
        "fisher foot ford fox frank frost good grace grant gray green hand harmony head hill holly hope hunter iris "
        "ivy jade jay joy june king lane lily long love major mark max may melody miles moon olive page park pat "
        "pearl pierce porter potter power price ray rice rich rob rose ruby rush san sharp short sky snow star stark "
        "stone street strong sue summer sunny swift the turner van von walker wells white who will winter wise wolf "
        "wood young",
    )
)
"""Names that are ordinary words too, in small letters."""


class Called(NamedTuple):
    """Everything that somebody is or was called: names, nicknames, aliases and e-mail addresses."""

    names: tuple[str, ...]

    def parts(self) -> set[str]:
        """The single words of the names; an address has none."""
        return {word for name in self.names if "@" not in name for word in name.split() if len(word) >= SHORTEST_PART}


class Forgetter(NamedTuple):
    """`forget` takes the names out of a text. `shared` are names and parts that stay, since others have them too;
    `words` are those that stay in small letters, since they are ordinary words."""

    forget: Callable[[str], str]
    shared: tuple[str, ...]
    words: tuple[str, ...]


def forgetter(somebody: Called, others: Iterable[Called]) -> Forgetter:
    """How somebody's names are taken out of texts.

    Names, their single words, and addresses go in any case, and never as a part of a longer word. A name that is an
    ordinary word too goes as it is written, in capitals, and in any case behind an `@`: `Will` goes, `will` stays. What
    is also somebody else's name, or a part of it, stays, and so does every longer name of somebody else that holds one
    of these.
    """
    others = tuple(others)
    theirs = {fold(name) for other in others for name in other.names}
    their_parts = {fold(part) for other in others for part in other.parts()} | theirs
    wholes = {name.strip() for name in somebody.names if name.strip()}
    words = {name for name in wholes if len(name.split()) == 1 and "@" not in name} | somebody.parts()
    wholes -= words
    shared = {name for name in wholes if fold(name) in theirs} | {word for word in words if fold(word) in their_parts}
    patterns = [*map(_whole, sorted(wholes - shared, key=len, reverse=True))]
    ordinary = {word for word in words - shared if fold(word) in ALSO_WORDS}
    for word in sorted(words - shared, key=len, reverse=True):
        escaped = re.escape(word)
        patterns += (
            [f"@(?i:{escaped})", escaped, re.escape(word.upper())] if word in ordinary else [f"@?(?i:{escaped})"]
        )
    stay = tuple(sorted(shared)), tuple(sorted({fold(word) for word in ordinary}))
    if not patterns:
        return Forgetter(lambda text: text, *stay)
    kept = [_whole(name) for other in others for name in other.names if len(name.split()) > 1 or "@" in name]
    # A longer name of somebody else is found first, and given back as it is.
    kept_pattern = "|".join(sorted(kept, key=len, reverse=True)) or "(?!)"
    theirs_alone = "|".join(patterns)
    pattern = re.compile(rf"(?<!\w)(?:(?P<kept>{kept_pattern})|{theirs_alone})(?!\w)")
    # Nearly no text holds any of these names, and to look for everybody else's too takes many times as long.
    held = re.compile(rf"(?<!\w)(?:{theirs_alone})(?!\w)")

    def forget(text: str) -> str:
        return pattern.sub(lambda found: found[0] if found["kept"] else ERASED, text) if held.search(text) else text

    return Forgetter(forget, *stay)


def _whole(name: str) -> str:
    words = r"\s+".join(map(re.escape, name.split()))
    return f"(?i:{words})"
