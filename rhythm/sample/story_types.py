"""The value types of the sample organisation: plain facts, linked by short keys.

A story is told relative to a day (`rhythm.sample.story.tell`) and knows nothing of the store. Keys of
teams, people, meetings and conflicts are short strings, unique within the story; teams and people share
one space of keys, because either can be a party. Slugs are those of the closed lists.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rhythm.sample.bench import StoryBench
from rhythm.sample.structure_types import StoryStructure


@dataclass(frozen=True, slots=True)
class StoryTeam:
    """A team; `manager` is the key of the person who leads it."""

    key: str
    name: str
    manager: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryMove:
    """Where somebody was until the day of a move: the keys of the manager and the team."""

    manager: str
    team: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class StoryPerson:
    """Somebody the director meets.

    `manager` is a key, `me` or None; `relation` is None when it follows from the reporting tree, else
    `boss`, `peer` or `mentor`. `moved` is where they were before.
    """

    key: str
    name: str
    email: str
    title: str
    manager: str | None
    team: str | None
    relation: str | None = None
    started_on: dt.date | None = None
    moved: StoryMove | None = None


@dataclass(frozen=True, slots=True)
class StoryAbsence:
    """Somebody is away from `first` to `last`; `kind` is vacation, leave, travel or other."""

    person: str
    first: dt.date
    last: dt.date
    kind: str


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """What planning knows of a person beside the usual."""

    person: str
    country: str = ""
    minutes: int | None = None
    preferred: str = ""


@dataclass(frozen=True, slots=True)
class StoryBusy:
    """Time that the director's calendar holds, by the local clock."""

    day: dt.date
    start: str
    end: str
    hard: bool


@dataclass(frozen=True, slots=True)
class StoryMeeting:
    """One meeting with one person; `kind` is one_on_one or skip_level, `state` planned, held, missed or skipped."""

    key: str
    person: str
    kind: str
    day: dt.date
    start: str | None
    minutes: int | None
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StoryNote:
    """What was written about a person; `kind` is note, praise, feedback or decision, `meeting` the held meeting it
    belongs to. The last three fields are of feedback.
    """

    person: str
    meeting: str | None
    day: dt.date
    text: str
    kind: str = "note"
    private: bool = True
    situation: str = ""
    next_time: str = ""
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class StoryTopic:
    """An agenda item; `carried` is the number of held meetings that it outlived, `side` mine or theirs."""

    person: str
    text: str
    added_on: dt.date
    state: str
    closed_on: dt.date | None
    carried: int
    side: str = "mine"
    theme: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class StoryPromise:
    """A promise, the director's own (`mine`) or the person's; `moved` counts changes of the due day.

    `kind` is promise, action or request.
    """

    person: str
    text: str
    made_on: dt.date
    due: dt.date | None
    mine: bool
    state: str
    closed_on: dt.date | None
    moved: int
    kind: str = "promise"
    private: bool = False


@dataclass(frozen=True, slots=True)
class StoryTold:
    """Since when a manager knows that there are skip-levels."""

    manager: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class StoryFinding:
    """What a skip-level brought up; `may_be_told` lets the manager hear it in these words."""

    person: str
    meeting: str
    day: dt.date
    theme: str
    wording: str
    may_be_told: bool


@dataclass(frozen=True, slots=True)
class StorySaid:
    """A promise with a skip-level and its `route`: manager, keep or direct.

    `rest` is what the manager's queue says, or the reason for the way round the manager.
    """

    person: str
    meeting: str
    day: dt.date
    text: str
    mine: bool
    route: str
    rest: str


@dataclass(frozen=True, slots=True)
class StoryConflict:
    """A conflict and what the director decided about it.

    `state` is open (nothing decided: watching, amber or a verdict due, as the count says), later, fixing,
    in_effect, held, came_back, tension or closed. `until` is the day on which later or tension is looked at
    again; `why` and `decided_on` belong to the newest decision.
    """

    key: str
    name: str
    state: str
    why: str = ""
    until: dt.date | None = None
    decided_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StoryEscalation:
    """One thing that reached the director. `parties` are team and person keys; an empty `area` was not given."""

    day: dt.date
    summary: str
    parties: tuple[str, ...] = ()
    area: str = ""
    raised_by: str | None = None
    forum: str | None = None
    meeting: str | None = None
    handling: str | None = None
    cause: str | None = None
    moment: str | None = None
    minutes: int | None = None
    conflict: str | None = None
    reached: str | None = None
    without_me: str = ""
    repair: str = ""


@dataclass(frozen=True, slots=True)
class StoryFix:
    """A structural fix; `state` is decided, in_effect, held or came_back."""

    conflict: str
    kind: str
    text: str
    owner: str
    state: str
    decided_on: dt.date
    in_effect: dt.date | None = None
    verdict_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StoryGoodCall:
    """A call that went well without the director."""

    day: dt.date
    text: str
    person: str
    area: str


@dataclass(frozen=True, slots=True)
class StoryIntention:
    """What was intended under a question, in one line; `state` is open, done or dropped."""

    question: str
    text: str
    due: dt.date
    state: str
    settled_on: dt.date | None
    moved: int


@dataclass(frozen=True, slots=True)
class StoryReview:
    """A closed review: `kind` is week (period `2026-W41`) or quarter (`2026-Q3`, calendar quarters).

    `answers` pairs a step id (week) or a question number `1` to `5` (quarter) with its text. The last lines of a
    quarterly answer begin with `> ` and are what the director intended; `became` says what became of each. `sheets`
    are rows of the sheets: the sheet, the row, the mark, and a line.
    """

    kind: str
    period: str
    closed_on: dt.date
    answers: tuple[tuple[str, str], ...]
    nothing_reached_me: bool = False
    became: tuple[StoryIntention, ...] = ()
    sheets: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StorySession:
    """One time that a ritual was held; `standard` is empty when none was applied."""

    day: dt.date
    answered: bool
    decisions: int
    standard: str
    minutes: int
    note: str


@dataclass(frozen=True, slots=True)
class StoryRitual:
    """A meeting that comes back, with its sessions, oldest first; `slug` names the offered one it came from."""

    key: str
    slug: str | None
    name: str
    purpose: str
    question: str
    every_days: int
    started_on: dt.date
    sessions: tuple[StorySession, ...]


@dataclass(frozen=True, slots=True)
class StoryClarity:
    """What a manager answered about an item of the clarity check: yes, no or unsure."""

    person: str
    item: str
    answer: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class StoryExpectation:
    """A line of a manager's matrix; `side` is of_them or of_me."""

    person: str
    side: str
    text: str
    day: dt.date
    retired_on: dt.date | None


@dataclass(frozen=True, slots=True)
class StoryLevels:
    """Levels of delegation, 1 to 7, that both named for an area, and the one they agreed on, if they did."""

    person: str
    area: str
    day: dt.date
    mine: int
    theirs: int
    agreed: int | None


@dataclass(frozen=True, slots=True)
class StoryCalendar:
    """A calendar of another program, as it would be exported."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class StoryRight:
    """Who decides for a team in an area from a day on; `heard` and `informed` are keys of people and teams."""

    team: str
    area: str
    decider: str
    level: int
    since: dt.date
    heard: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class StoryPractice:
    """A standard for all teams, or something that each may choose; `kind` is standard or free."""

    kind: str
    name: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """An answer to a delegation question about a team and an area."""

    team: str
    area: str
    day: dt.date
    item: str
    body: str


@dataclass(frozen=True, slots=True)
class Story:
    """The whole sample organisation; `people` are in an order in which managers precede their reports."""

    me: StoryPerson
    teams: tuple[StoryTeam, ...]
    people: tuple[StoryPerson, ...]
    meetings: tuple[StoryMeeting, ...]
    notes: tuple[StoryNote, ...]
    told: tuple[StoryTold, ...]
    findings: tuple[StoryFinding, ...]
    said: tuple[StorySaid, ...]
    topics: tuple[StoryTopic, ...]
    promises: tuple[StoryPromise, ...]
    conflicts: tuple[StoryConflict, ...]
    escalations: tuple[StoryEscalation, ...]
    fixes: tuple[StoryFix, ...]
    good_calls: tuple[StoryGoodCall, ...]
    reviews: tuple[StoryReview, ...]
    rituals: tuple[StoryRitual, ...]
    clarity: tuple[StoryClarity, ...]
    expectations: tuple[StoryExpectation, ...]
    levels: tuple[StoryLevels, ...]
    absences: tuple[StoryAbsence, ...]
    places: tuple[StoryPlace, ...]
    busy: tuple[StoryBusy, ...]
    calendar: StoryCalendar
    rights: tuple[StoryRight, ...]
    practices: tuple[StoryPractice, ...]
    right_answers: tuple[StoryAnswer, ...]
    structure: StoryStructure
    bench: StoryBench
