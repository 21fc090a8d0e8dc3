"""An escalation line as the matcher sees it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from rhythm.domain.matching.roster import Roster, mentions, team_of, teams_led_by
from rhythm.domain.matching.words import Vocabulary, fold, split, stem
from rhythm.values import NamedTuple

CONCEPT = "="
"""First character of a token that stands for a concept, not for a word."""
_SIDES = 2
"""A conflict stands between so many; where fewer are named, whoever raises it speaks for one of them."""
_NONE: Mapping[str, str] = MappingProxyType({})


class Line(NamedTuple):
    """What telling conflicts apart needs of one escalation line. The text itself is not kept.

    `words` are stems that carry meaning, `light` stems that say little ("decide", "blocked"), both sorted;
    `concepts` are names of vocabulary concepts. `teams` are the parties that were filled in, `mentioned` those
    found in the text only, `voice` the teams led by who raised it. `surface` has the words as they were written and
    is not stored.
    """

    day: date
    words: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    area: str = ""
    raised_by: str = ""
    forum: str = ""
    surface: Mapping[str, str] = _NONE

    @property
    def tokens(self) -> tuple[str, ...]:
        """Words, light words and concepts; concepts begin with `=`. The keys of the token tables."""
        return (*self.words, *self.light, *(CONCEPT + name for name in self.concepts))

    @property
    def parties(self) -> tuple[str, ...]:
        """Teams filled in and teams mentioned, each once; with fewer than two, also the raiser's own team.

        Who raises a line mostly speaks for one side of it.
        """
        named = (*self.teams, *self.mentioned)
        return tuple(dict.fromkeys(named if len(named) >= _SIDES else (*named, *self.voice)))

    def to_json(self) -> dict[str, object]:
        """Plain data for a JSON text; empty parts are left out."""
        data: dict[str, object] = {"day": self.day.isoformat()}
        for key in _LISTS:
            if values := getattr(self, key):
                data[key] = list(values)
        for key in _TEXTS:
            if value := getattr(self, key):
                data[key] = value
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Line:
        """The line that `to_json` wrote, without its surface. Raises ValueError on data of another shape."""
        return cls(
            day=date.fromisoformat(str(data.get("day", ""))),
            words=_texts(data, "words"),
            light=_texts(data, "light"),
            concepts=_texts(data, "concepts"),
            teams=_texts(data, "teams"),
            mentioned=_texts(data, "mentioned"),
            voice=_texts(data, "voice"),
            area=str(data.get("area", "")),
            raised_by=str(data.get("raised_by", "")),
            forum=str(data.get("forum", "")),
        )


_LISTS = ("words", "light", "concepts", "teams", "mentioned", "voice")
_TEXTS = ("area", "raised_by", "forum")


def _texts(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = data.get(key, [])
    if not isinstance(values, list):
        raise ValueError(key)
    return tuple(str(value) for value in values)


def read_line(
    text: str,
    parties: Sequence[str],
    raised_by: str | None,
    area: str | None,
    forum: str | None,
    day: date,
    roster: Roster,
    vocabulary: Vocabulary,
) -> Line:
    """One escalation line, read. Never raises on any text.

    Names of teams and managers are taken out of the words and become parties; a person or party that the roster
    does not know is kept by name.
    """
    words = split(text)
    teams = tuple(dict.fromkeys(team_of(party, roster) for party in parties if party.strip()))
    voice = teams_led_by(raised_by, roster)
    spoken = mentions(words, (*teams, *voice), roster)
    stems = [stem(folded) for _, folded in words]
    concepts = vocabulary.concepts(stems)
    full, light = _by_meaning(words, stems, spoken.positions, vocabulary)
    surface = {**light, **full}
    for name, places in concepts.items():
        surface[CONCEPT + name] = " ".join(words[place][0] for place in places)
    return Line(
        day=day,
        words=tuple(sorted(full)),
        light=tuple(sorted(light)),
        concepts=tuple(sorted(concepts)),
        teams=teams,
        mentioned=tuple(team for team in spoken.teams if team not in teams),
        voice=voice,
        area=fold(area or "").strip(),
        raised_by=fold(raised_by or "").strip(),
        forum=fold(forum or "").strip(),
        surface=surface,
    )


def _by_meaning(
    words: Sequence[tuple[str, str]], stems: Sequence[str], names: Collection[int], vocabulary: Vocabulary
) -> tuple[dict[str, str], dict[str, str]]:
    """The stems that carry meaning and those that say little, each with its word as first written. Left out are words
    that say nothing, single letters, and `names`: the positions of words that name somebody."""
    full: dict[str, str] = {}
    light: dict[str, str] = {}
    for place, (written, folded) in enumerate(words):
        if place in names or folded in vocabulary.stop or (len(folded) == 1 and folded.isalpha()):
            continue
        (light if stems[place] in vocabulary.light else full).setdefault(stems[place], written)
    return full, light
