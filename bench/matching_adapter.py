"""The matcher behind the interface of the stream evaluator: records in, ranked conflicts out.

`Adapter(org)` knows the teams of an organisation; `Adapter()` knows nobody and learns parties, and who speaks for
them, from the lines it was given. A record has `date`, `summary`, `teams`, `decision_area`, `raised_by`, and
`occasion` if known; stored ones `conflict_id` as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching import (
    MOST_CANDIDATES,
    Corpus,
    Habit,
    Line,
    Match,
    Profile,
    Roster,
    Team,
    Vocabulary,
    build_profile,
    choose_candidates,
    read_line,
    suggest,
    tokens_to_look_up,
    with_habits,
)
from rhythm.domain.matching.scoring import SHIPPED, Model

Record = Mapping[str, Any]

CONFIG = Path(__file__).parent.parent / "config" / "matching.yaml"


def shipped_vocabulary(with_concepts: bool = True) -> Vocabulary:
    """The vocabulary of config/matching.yaml, or only its light and stop words."""
    data: dict[str, object] = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    return Vocabulary.from_data(data if with_concepts else {**data, "concepts": ""})


def roster_of(org: Mapping[str, Any]) -> Roster:
    """The roster that a labelled stream brings along."""
    return Roster(
        tuple(
            Team(team["name"], tuple(team.get("aliases", ())), tuple(team.get("managers", ()))) for team in org["teams"]
        )
    )


class Adapter:
    """Keeps lines, profiles and counts in memory the way the store keeps them in tables."""

    def __init__(
        self, org: Mapping[str, Any] | None = None, vocabulary: Vocabulary | None = None, model: Model = SHIPPED
    ) -> None:
        self.model = model
        self.vocabulary = vocabulary or shipped_vocabulary()
        self.roster = roster_of(org) if org else None
        self.lines: dict[ConflictId, list[Line]] = {}
        self.profiles: dict[ConflictId, Profile] = {}
        self.frequency: Counter[str] = Counter()
        self.stored = 0
        self.by_token: dict[str, set[ConflictId]] = {}
        self.by_team: dict[str, set[ConflictId]] = {}
        self._ids: dict[str, ConflictId] = {}
        self._names: list[str] = []
        self._parties: set[str] = set()
        self._raised: Counter[str] = Counter()
        self._raised_about: Counter[tuple[str, str]] = Counter()

    def add(self, record: Record) -> None:
        """Store a line under its true conflict."""
        line = self.read(record)
        conflict_id = self.id_of(record["conflict_id"])
        self.lines.setdefault(conflict_id, []).append(line)
        self.profiles[conflict_id] = build_profile(self.lines[conflict_id])
        self.frequency.update(line.tokens)
        self.stored += 1
        for token in line.tokens:
            self.by_token.setdefault(token, set()).add(conflict_id)
        for team in line.parties:
            self.by_team.setdefault(team, set()).add(conflict_id)
        self._learn(record)

    def suggest(self, record: Record) -> list[tuple[str, float]]:
        """(conflict, probability), best first."""
        return [(self._names[match.conflict_id], match.score) for match in self.matches(record)]

    def matches(self, record: Record) -> tuple[Match, ...]:
        """What `suggest` of the domain says about a record."""
        line = self.read(record)
        return suggest(line, self.candidates(line), self.corpus, model=self.model)

    def candidates(self, line: Line) -> Sequence[tuple[ConflictId, Profile]]:
        """The conflicts to score: all of them, or in a large store a choice."""
        if len(self.profiles) <= MOST_CANDIDATES:
            return tuple(self.profiles.items())
        tokens = {token: tuple(self.by_token[token]) for token in tokens_to_look_up(line, self.corpus)}
        teams = {team: tuple(self.by_team.get(team, ())) for team in line.parties}
        chosen = choose_candidates(line, tokens, teams, self.corpus)
        return tuple((conflict_id, self.profiles[conflict_id]) for conflict_id in chosen)

    @property
    def corpus(self) -> Corpus:
        """Counts over all stored lines."""
        return Corpus(self.stored, self.frequency)

    def read(self, record: Record) -> Line:
        """A record as a line, with the roster as it is known at this point of the stream."""
        return read_line(
            record["summary"],
            tuple(record.get("teams") or ()),
            record.get("raised_by"),
            record.get("decision_area"),
            record.get("occasion"),
            date.fromisoformat(record["date"]),
            self.roster or self._learned(),
            self.vocabulary,
        )

    def id_of(self, name: str) -> ConflictId:
        """The number that stands for a conflict's label."""
        if name not in self._ids:
            self._ids[name] = ConflictId(len(self._names))
            self._names.append(name)
        return self._ids[name]

    def _learn(self, record: Record) -> None:
        parties = record.get("teams") or ()
        self._parties.update(parties)
        if (person := record.get("raised_by")) and parties:
            self._raised[person] += 1
            for party in parties:
                self._raised_about[person, party] += 1

    def _learned(self) -> Roster:
        habits = (
            Habit(person, party, lines, self._raised[person]) for (person, party), lines in self._raised_about.items()
        )
        return with_habits(Roster(), self._parties, habits)
