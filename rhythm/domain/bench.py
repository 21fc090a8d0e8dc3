"""The management bench (N9): who may lead one day, how far that was tried, and by which evidence.

Seed: "The signal is peer influence, not self-promotion." Nobody is ready who did not finish a test.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NewType

from rhythm.domain.decision_rights import Right
from rhythm.domain.people import Person, PersonId
from rhythm.domain.saying import counted
from rhythm.values import NamedTuple

TrialId = NewType("TrialId", int)
EvidenceId = NewType("EvidenceId", int)

LOW_LEVEL = 3
"""Below this level the director decides: whoever is told or sold a decision holds no right to it."""

NO_PATH = "no credible internal path"
"""What a seat without a candidate who passed a test is called (the scorecard's words)."""


class Stage(StrEnum):
    """How far somebody came, in order. NAMED is on the list, and nothing more."""

    NAMED = "named"
    SPOTTED = "spotted"
    TESTED = "tested"
    COACHED = "coached"
    CALIBRATED = "calibrated"


class Mark(StrEnum):
    """What a row of the history says beside the stages: that somebody is ready, or is not after all."""

    READY = "ready"
    NOT_READY = "not_ready"


class Purpose(StrEnum):
    """What a line of evidence is for."""

    INFLUENCE = "influence"
    START = "start"
    OUTCOME = "outcome"
    COACHING = "coaching"
    CALIBRATION = "calibration"
    OTHER = "other"


class Outcome(StrEnum):
    """How a test ended."""

    FINISHED = "finished"
    DROPPED = "dropped"


PURPOSE_WORDS: Mapping[Purpose, str] = {
    Purpose.INFLUENCE: "peer influence",
    Purpose.START: "test begun",
    Purpose.OUTCOME: "test ended",
    Purpose.COACHING: "coached",
    Purpose.CALIBRATION: "calibrated",
    Purpose.OTHER: "seen",
}

NEEDS: Mapping[Stage, str] = {
    Stage.SPOTTED: "a line of influence on peers",
    Stage.TESTED: "a finished test",
    Stage.COACHED: "coaching after the test",
    Stage.CALIBRATED: "a word from a calibration",
}
"""What each stage rests on."""


class Candidate(NamedTuple):
    """Somebody on the bench. `seat_id` is whose seat it is about; None for that of whom they report to.

    `sponsor_id` is set where the sponsor is on record; else `sponsor` is a mere name, or empty.
    """

    id: int
    uid: str
    person_id: PersonId
    person: str
    added_on: dt.date
    seat_id: PersonId | None = None
    sponsor: str = ""
    sponsor_id: PersonId | None = None
    left_on: dt.date | None = None


class Change(NamedTuple):
    """A row of somebody's history: a stage that was reached or stepped back to, or whether they are ready."""

    id: int
    what: Stage | Mark
    day: dt.date


class Trial(NamedTuple):
    """Something a candidate is tried with; `kind` is one of bench.yaml."""

    id: TrialId
    uid: str
    kind: str
    started_on: dt.date
    ended_on: dt.date | None = None
    outcome: Outcome | None = None


class Evidence(NamedTuple):
    """What was seen. `body` is that of the note `note_id` where one says it; `area` and `skill` are of growth.yaml."""

    id: EvidenceId
    uid: str
    purpose: Purpose
    day: dt.date
    body: str
    note_id: int | None = None
    test_id: TrialId | None = None
    area: str = ""
    skill: str = ""


class NewEvidence(NamedTuple):
    """A line that somebody wants to keep: a text of its own, or the note that says it already."""

    body: str = ""
    day: dt.date | None = None
    note_id: int | None = None
    area: str = ""
    skill: str = ""


class Answer(NamedTuple):
    """What was answered about the role that somebody is meant for."""

    item: str
    yes: bool
    day: dt.date


class Card(NamedTuple):
    """A candidate with everything that is known; changes and tests oldest first, evidence newest first.

    `answers` holds the newest one of each item.
    """

    candidate: Candidate
    changes: tuple[Change, ...] = ()
    tests: tuple[Trial, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    answers: Mapping[str, Answer] = {}

    @property
    def reached(self) -> Change | None:
        """The change that brought the stage which holds now; None before any."""
        return next((change for change in reversed(self.changes) if isinstance(change.what, Stage)), None)

    @property
    def stage(self) -> Stage:
        """How far they came."""
        reached = self.reached
        return reached.what if reached is not None and isinstance(reached.what, Stage) else Stage.NAMED

    @property
    def passed(self) -> tuple[Trial, ...]:
        """The tests that were finished."""
        return tuple(test for test in self.tests if test.outcome is Outcome.FINISHED)

    @property
    def running(self) -> tuple[Trial, ...]:
        """The tests that are under way."""
        return tuple(test for test in self.tests if test.outcome is None)

    @property
    def ready_since(self) -> dt.date | None:
        """Since when somebody is called ready; None for not, and always while no test was finished."""
        said = next((change for change in reversed(self.changes) if isinstance(change.what, Mark)), None)
        return said.day if said is not None and said.what is Mark.READY and self.passed else None

    @property
    def has_sponsor(self) -> bool:
        """Whether somebody speaks for them where they are not."""
        return bool(self.candidate.sponsor)


class Seat(NamedTuple):
    """A manager's seat, and who may take it."""

    person_id: PersonId
    manager: str
    cards: tuple[Card, ...] = ()

    @property
    def depth(self) -> int:
        """How many of them passed a test."""
        return sum(bool(card.passed) for card in self.cards)


class Accountability(NamedTuple):
    """Whether a manager is accountable for what others decide.

    `elsewhere` are the cells of their teams that somebody outside their line decides; `all_low` says that every cell
    of theirs is below LOW_LEVEL; `named` counts the cells.
    """

    elsewhere: tuple[Right, ...] = ()
    all_low: bool = False
    named: int = 0

    @property
    def without_rights(self) -> bool | None:
        """Accountability without decision rights; None while the board names nobody for their teams."""
        return bool(self.elsewhere) or self.all_low if self.named else None


def labels(tests: Iterable[Trial]) -> dict[TrialId, str]:
    """How lines of evidence name somebody's tests in a file: `onboard_pm 2026-09-01`, and a 2 behind for a second one
    of that kind and day."""
    found: dict[TrialId, str] = {}
    begun: Counter[str] = Counter()
    for test in tests:
        name = f"{test.kind} {test.started_on.isoformat()}"
        begun[name] += 1
        found[test.id] = name if begun[name] == 1 else f"{name} {begun[name]}"
    return found


def following(stage: Stage) -> Stage | None:
    """The stage after one; None after the last."""
    stages = list(Stage)
    return stages[stages.index(stage) + 1] if stage is not stages[-1] else None


def preceding(stage: Stage) -> Stage | None:
    """The stage before one; None before the first."""
    stages = list(Stage)
    return stages[stages.index(stage) - 1] if stage is not stages[0] else None


def rests(card: Card, stage: Stage) -> bool:
    """Whether what a stage needs is there. Coaching counts from the day of the test on, calibration from that of the
    coaching on: what was said before was about somebody else's view."""
    lines = {purpose: [line.day for line in card.evidence if line.purpose is purpose] for purpose in Purpose}
    if stage is Stage.SPOTTED:
        return bool(lines[Purpose.INFLUENCE])
    if stage is Stage.TESTED:
        return bool(card.passed)
    tested = min((test.ended_on for test in card.passed if test.ended_on is not None), default=dt.date.max)
    coached = min((day for day in lines[Purpose.COACHING] if day >= tested), default=dt.date.max)
    if stage is Stage.COACHED:
        return coached < dt.date.max
    if stage is Stage.CALIBRATED:
        return any(day >= coached for day in lines[Purpose.CALIBRATION])
    return True


def flaw(card: Card) -> str:
    """What is wrong with a history: a stage that was skipped, that rests on nothing, or a ready without a finished
    test; nothing when all is well, as it always is for what was done here."""
    stage = Stage.NAMED
    for change in card.changes:
        if isinstance(change.what, Stage):
            if change.what not in (following(stage), preceding(stage)):
                return f"from {stage} to {change.what} a stage is skipped"
            stage = change.what
        elif change.what is Mark.READY and not card.passed:
            return "ready needs a finished test"
    stages = list(Stage)
    resting = (one for one in stages[: stages.index(stage) + 1] if not rests(card, one))
    missing = next(resting, None)
    return f"{missing} needs {NEEDS[missing]}" if missing is not None else ""


def next_step(card: Card) -> str:
    """What would bring somebody further, in words."""
    after = following(card.stage)
    if after is Stage.TESTED and card.running:
        return "end the test: what came of it?"
    if after is not None:
        return f"needs {NEEDS[after]}"
    return "" if card.ready_since is not None else "say whether they are ready"


def gaps(card: Card, areas: Sequence[str], since: dt.date) -> tuple[str, ...]:
    """The areas in which nothing was seen of somebody since a day; none before anything was seen at all."""
    seen = {line.area for line in card.evidence if line.day >= since}
    return tuple(area for area in areas if area not in seen) if card.evidence else ()


def seat_of(candidate: Candidate, person: Person | None) -> PersonId | None:
    """Whose seat a candidate is meant for: the one that was named, else that of whom they report to."""
    if candidate.seat_id is not None:
        return candidate.seat_id
    return person.manager_id if person is not None else None


def accountability(rights: Iterable[Right], line: Collection[PersonId]) -> Accountability:
    """What the cells of a manager's teams say, as they hold now; `line` is the manager and everybody below.

    The rule: somebody outside the manager's line decides in a cell of their teams, or every cell of theirs is at
    level 1 or 2, where the director tells or sells. A decision handed further down the line is still theirs.
    """
    held: Sequence[Right] = tuple(rights)
    elsewhere = tuple(right for right in held if right.decider_id not in line)
    own = [right for right in held if right.decider_id in line]
    return Accountability(elsewhere, bool(own) and all(right.level < LOW_LEVEL for right in own), len(held))


def accountability_words(found: Accountability, name: Callable[[Right], str] = lambda right: right.decider) -> str:
    """What the board says about a seat, in words; nothing where there is nothing to say. `name` says who decides."""
    if found.elsewhere:
        who = ", ".join(dict.fromkeys(map(name, found.elsewhere)))
        return f"accountability without decision rights: {who} decides in {counted(len(found.elsewhere), 'cell')}"
    return "accountability without decision rights: no cell above level 2" if found.all_low else ""


def below(people: Iterable[Person], person_id: PersonId) -> frozenset[PersonId]:
    """Somebody and everybody who reports to them, at any depth."""
    under: dict[PersonId | None, list[PersonId]] = {}
    for person in people:
        under.setdefault(person.manager_id, []).append(person.id)
    found, waiting = {person_id}, [person_id]
    while waiting:
        new = [one for one in under.get(waiting.pop(), ()) if one not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def depth_words(seat: Seat) -> str:
    """`2 tested`, or that there is no credible internal path."""
    return f"{seat.depth} tested" if seat.depth else NO_PATH


def month_line(seats: Sequence[Seat], name: Callable[[Seat], str] = lambda seat: seat.manager) -> str:
    """The bench in a sentence, for the weekly review of a month's first week: nothing where there is no seat."""
    if not seats:
        return ""
    empty = [name(seat) for seat in seats if not seat.depth]
    said = f"{len(seats) - len(empty)} of {len(seats)} seats have somebody who passed a test"
    return f"{said}; {NO_PATH} for {', '.join(empty)}" if empty else said
