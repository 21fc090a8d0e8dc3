"""The user's own vocabulary: lines of words that mean the same, and which line is worth adding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.words import fold
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput

BETWEEN = "|"
_SHORTEST = 3


def terms_of(line: str) -> tuple[str, ...]:
    """The ways to say one thing that a line holds."""
    return tuple(term.strip() for term in line.split(BETWEEN) if term.strip())


def line_of(terms: Iterable[str]) -> str:
    """The line that holds these terms, each once, in their order. Raises BadInput for fewer than two."""
    known: dict[str, str] = {}
    for term in terms:
        for part in terms_of(term):
            # `#` would begin a comment, as it does in matching.yaml.
            plain = clean_line(part.replace("#", " "), "the word")
            known.setdefault(fold(plain), plain)
    if len(known) < 2:
        raise BadInput("it takes two words to mean the same", "for example vendor | supplier")
    return f" {BETWEEN} ".join(known.values())


def words_to_join(new: Line, others: Sequence[Line], frequency: Mapping[str, int]) -> tuple[str, str] | None:
    """A word of a line and one of the lines it was linked to, where they share none: the pair most likely meant.

    `frequency` says how many stored lines have a token; the rarer word says more. None when there is a word or an
    idea in common, and when either side has no word of its own.
    """
    theirs = Counter(word for line in others for word in line.words)
    shared = {*theirs, *(idea for line in others for idea in line.concepts)}
    if shared & {*new.words, *new.concepts}:
        return None

    def rare(word: str) -> tuple[int, int, str]:
        return frequency.get(word, 0), -len(word), word

    mine = sorted((word for word in new.words if _says_something(word)), key=rare)
    known = sorted((word for word in theirs if _says_something(word)), key=lambda word: (-theirs[word], *rare(word)))
    if not mine or not known:
        return None
    written = next(line.surface[known[0]] for line in others if known[0] in line.surface)
    return new.surface.get(mine[0], mine[0]).lower(), written.lower()


def _says_something(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()
