"""Words of an escalation line: folding, light stemming, and the vocabulary of synonyms.

Everything here is text in, tokens out. Nothing knows teams, conflicts or weights.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from rhythm.values import NamedTuple

MAX_TEXT = 4000
"""Characters of a line that are read; the rest adds nothing to telling conflicts apart."""

_SUFFIXES = (
    *("ations", "ation", "ingly", "ities", "ings", "ions", "edly"),
    *("ity", "ies", "ing", "ied", "ion", "ed", "es", "ly", "s"),
)
_SAME_LETTERS = (("iz", "is"), ("yz", "ys"), ("our", "or"), ("ph", "f"))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def fold(text: str) -> str:
    """The text in lower case without accents: "Siobhán" gives "siobhan"."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A folded word without its ending, so that "throttled" and "throttling" meet.

    Spelling differences between British and American English are levelled too. Words with a digit, and
    words of up to three letters, stay as they are.
    """
    if len(word) <= 3 or not word.isalpha():
        return word
    for british, american in _SAME_LETTERS:
        if british in word:
            word = word.replace(british, american)
    if word.endswith(_SUFFIXES) and not word.endswith("ss"):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                word = word[: -len(suffix)]
                break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]
    if len(word) > 3 and word[-1] in "ey":
        word = word[:-1]
    if len(word) >= 6 and word.endswith("at"):
        word = word[:-2]
    return word


def split(text: str) -> list[tuple[str, str]]:
    """The words of a text as (as written, folded), in order, possessive endings taken off."""
    found = []
    for match in _pattern().finditer(text[:MAX_TEXT]):
        written = match.group()
        folded = fold(written).replace("’", "'")
        if folded.endswith("'s"):
            folded = folded[:-2]
        folded = folded.replace("'", "")
        if folded:
            found.append((written, folded))
    return found


def _folded_words(term: str) -> Iterable[str]:
    # The vocabulary is read in every quick command, and nearly all of it is plain words.
    if term.isascii() and term.replace(" ", "").isalnum():
        return term.lower().split()
    return (folded for _, folded in split(term))


def _block(value: object) -> list[str]:
    """Lines of a text block, or the items of a list; comments and empty lines left out."""
    if isinstance(value, str):
        lines: Iterable[object] = value.splitlines()
    elif isinstance(value, Sequence):
        lines = value
    else:
        return []
    stripped = (str(line).split("#", 1)[0].strip() for line in lines)
    return [line for line in stripped if line]


_Phrase = tuple[tuple[str, ...], str]


def _phrases(lines: Iterable[str]) -> dict[str, list[_Phrase]]:
    """By its first stem each synonym as (all its stems, name of the concept)."""
    phrases: dict[str, list[_Phrase]] = {}
    for line in lines:
        terms = [term.strip() for term in line.split("|") if term.strip()]
        for term in terms:
            stems = tuple(stem(folded) for folded in _folded_words(term))
            if stems:
                phrases.setdefault(stems[0], []).append((stems, terms[0]))
    return phrases


def _longest_first(phrases: Iterable[_Phrase]) -> tuple[_Phrase, ...]:
    return tuple(sorted(set(phrases), key=lambda phrase: (-len(phrase[0]), phrase)))


class Vocabulary(NamedTuple):
    """What words mean the same, which say little, and which say nothing.

    `phrases` maps the first stem of a synonym to (all its stems, name of the concept), longest first.
    """

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    light: frozenset[str]
    stop: frozenset[str]

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Vocabulary:
        """A vocabulary from plain data with three keys, each a text block or a list; all may be missing.

        `concepts`: one concept a line, its synonyms parted by `|` ("rate limit | quota | throttle"); the first
        one names it. `light_words`, `stop_words`: words parted by blanks.
        """
        phrases = _phrases(_block(data.get("concepts")))
        words = {key: " ".join(_block(data.get(key))).split() for key in ("light_words", "stop_words")}
        return cls(
            phrases={first: _longest_first(rest) for first, rest in phrases.items()},
            light=frozenset(stem(fold(word)) for word in words["light_words"]),
            stop=frozenset(fold(word) for word in words["stop_words"]),
        )

    def with_concepts(self, lines: Iterable[str]) -> Vocabulary:
        """The same with more lines of synonyms, as in `concepts`; an idea of an added line is one of its own."""
        added = _phrases(lines)
        merged = {first: _longest_first((*self.phrases.get(first, ()), *rest)) for first, rest in added.items()}
        return self._replace(phrases={**self.phrases, **merged})

    def prepared(self) -> dict[str, Any]:
        """The vocabulary as plain data, stems and all: what `from_prepared` reads in a fraction of the time."""
        return {
            "phrases": {
                first: [[list(stems), concept] for stems, concept in rest] for first, rest in self.phrases.items()
            },
            "light": sorted(self.light),
            "stop": sorted(self.stop),
        }

    @classmethod
    def from_prepared(cls, data: Mapping[str, Any]) -> Vocabulary:
        """The vocabulary that `prepared` wrote down. Raises KeyError or ValueError on data of another shape."""
        return cls(
            phrases={
                first: tuple([(tuple(stems), concept) for stems, concept in rest])
                for first, rest in data["phrases"].items()
            },
            light=frozenset(data["light"]),
            stop=frozenset(data["stop"]),
        )

    def concepts(self, stems: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Concepts that occur in a run of stems, each with the positions of the words that say it."""
        found: dict[str, tuple[int, ...]] = {}
        for start, first in enumerate(stems):
            for phrase, concept in self.phrases.get(first, ()):
                if tuple(stems[start : start + len(phrase)]) == phrase:
                    found.setdefault(concept, tuple(range(start, start + len(phrase))))
        return found
