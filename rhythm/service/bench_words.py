"""What stands in the lists of the bench, how it is called, and what people type for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from rhythm.domain import names
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhythm.domain.bench import Evidence
    from rhythm.service import Rhythm
    from rhythm.settings.bench import Asked, BenchLists, FirstDaysList, Named
    from rhythm.settings.growth import CheckItem, Growth, GrowthTag

_Listed = TypeVar("_Listed", "Named", "Asked", "FirstDaysList", "GrowthTag", "CheckItem")


class BenchWords:
    """The tests, the questions about a role, the topics of a calibration; the areas and skills of evidence."""

    def __init__(self, rhythm: Rhythm) -> None:
        self._rhythm = rhythm

    @cached_property
    def lists(self) -> BenchLists:
        """All of bench.yaml. Raises SettingsError when the user's copy is wrong."""
        from rhythm.settings.bench import load_bench

        return load_bench(self._rhythm.lists_folder, self._rhythm.cache_folder)

    @property
    def growth(self) -> Growth:
        """The areas and skills of evidence. Raises SettingsError when the user's copy is wrong."""
        return self._rhythm.growth.words

    def read_kind(self, text: str) -> Named:
        """The kind of test that an id or a part of its words means. Raises BadInput, Ambiguous."""
        return read_listed(text, self.lists.tests, "kind of test")

    def read_item(self, text: str) -> Asked:
        """The question about a role that an id or a part of its words means. Raises BadInput, Ambiguous."""
        return read_listed(text, self.lists.role, "question about a role")

    def read_topic(self, text: str) -> Asked | None:
        """The topic of a calibration that an id or the words in full mean; None for anything else."""
        key = names.name_key(text)
        topics = self.lists.calibration.topics
        return next((one for one in topics if key in map(names.name_key, (one.id, one.text))), None)

    def read_area(self, text: str) -> str:
        """The id of an area of evidence; nothing for nothing. Raises BadInput, Ambiguous."""
        return read_listed(text, self.growth.areas, "area of evidence").id if text.strip() else ""

    def read_skill(self, text: str) -> str:
        """The id of a skill; nothing for nothing. Raises BadInput, Ambiguous."""
        return read_listed(text, self.growth.skills, "skill").id if text.strip() else ""

    def kind(self, kind: str) -> str:
        """How a kind of test is called; one that is not listed any more by its id."""
        return _words(self.lists.tests, kind)

    def topic(self, topic: str) -> str:
        """How a topic of a calibration is called; one that is not listed any more by its id."""
        return _words(self.lists.calibration.topics, topic)

    def tags(self, line: Evidence) -> str:
        """`Scale, Aligning teams`: what a line of evidence is tagged with."""
        tags = (_words(self.growth.areas, line.area), _words(self.growth.skills, line.skill))
        return ", ".join(filter(None, tags))

    def vague_in(self, body: str) -> str | None:
        """A word of a line that names no behaviour, for a hint; nothing is blocked."""
        from rhythm.domain.feedback import vague_in

        return vague_in(body, self._rhythm.vocabulary.vague_words)


def read_listed(text: str, known: Sequence[_Listed], what: str) -> _Listed:
    """The entry of a list that an id, its place or a part of its words means. Raises BadInput, Ambiguous."""
    refs = [names.NamedRef(number, one.text, (one.id,)) for number, one in enumerate(known, 1)]
    found = names.find(text, refs)
    if not found:
        raise BadInput(f"that is not a known {what}", names.near_or_all(text, [one.id for one in known]))
    if len(found) > 1:
        raise names.ambiguous(text, found)
    return known[found[0].id - 1]


def _words(known: Sequence[_Listed], wanted: str) -> str:
    return next((one.text for one in known if one.id == wanted), wanted.replace("_", " "))
