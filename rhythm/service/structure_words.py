"""The words of the structure: patterns, cards, modes and buckets, and what somebody means who types one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from rhythm.domain import names
from rhythm.domain.structure import Subject, TriadRole
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rhythm.service import Rhythm
    from rhythm.settings.lists import Asking
    from rhythm.settings.structure import Card, Pattern, StructureWords

_Word = TypeVar("_Word", "Asking", "Card", "Pattern")


class Worded:
    """What a service of the structure knows of its words."""

    def __init__(self, rhythm: Rhythm) -> None:
        self._rhythm = rhythm

    @cached_property
    def words(self) -> StructureWords:
        """The lists of structure.yaml. Raises SettingsError when the user's copy is wrong."""
        from rhythm.settings.structure import load_structure

        return load_structure(self._rhythm.lists_folder, self._rhythm.cache_folder)

    @property
    def modes(self) -> tuple[Asking, ...]:
        """What work may be tuned for, as bets share it."""
        return self._rhythm.portfolio.words.modes

    @property
    def buckets(self) -> tuple[Asking, ...]:
        """What a team may be for, as bets share it."""
        return self._rhythm.portfolio.words.buckets

    def read_mode(self, text: str) -> str:
        """The slug of a mode that a word means; nothing for nothing. Raises BadInput."""
        return _read(self.modes, text, "mode")

    def read_bucket(self, text: str) -> str:
        """The slug of a bucket that a word means; nothing for nothing. Raises BadInput."""
        return _read(self.buckets, text, "bucket")

    def read_pattern(self, text: str) -> str:
        """The slug of a pattern that a word means. Raises BadInput."""
        return _read(self.words.patterns, text, "pattern")

    def read_card(self, subject: Subject, text: str) -> Card:
        """The card that a word means, of a team's checklist or of the health of an area. Raises BadInput."""
        listed = self.words.checklist if subject.team_id is not None else self.words.health
        if not (slug := _read(listed, text, "card")):
            raise BadInput("the card is empty", f"say one of {', '.join(card.slug for card in listed)}")
        return next(card for card in listed if card.slug == slug)

    def usual_owner(self, area: str) -> TriadRole | None:
        """Who is usually asked first about an area; None where it is for product and engineering together."""
        usual = self.words.usual_owner
        if area in usual.product:
            return TriadRole.PRODUCT
        return TriadRole.ENGINEERING if area in usual.engineering else None


def word(listed: Iterable[_Word], slug: str) -> _Word | None:
    """The entry of a slug; None for nothing, and for one that is in the list no more."""
    return next((one for one in listed if one.slug == slug), None)


def _read(listed: Sequence[_Word], text: str, what: str) -> str:
    """The slug of an entry by slug or label, or by the beginning of one. Raises BadInput."""
    key = names.name_key(text)
    if not key:
        return ""
    spelled = {word.slug: {names.name_key(word.slug), names.name_key(word.label)} for word in listed}
    whole = [slug for slug, known in spelled.items() if key in known]
    found = whole or [slug for slug, known in spelled.items() if any(name.startswith(key) for name in known)]
    if len(found) != 1:
        known = ", ".join(word.slug for word in listed)
        raise BadInput(f"'{names.shown(text)}' is not a known {what}", f"say one of {known}")
    return found[0]
