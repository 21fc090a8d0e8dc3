"""What reached the director to decide, and the closed lists that describe it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal, NewType

from rhythm.domain.people import PersonId, TeamId
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.domain.meetings import MeetingId

EscalationId = NewType("EscalationId", int)
ConflictId = NewType("ConflictId", int)

NEW: Final = "new"
"""Says that a row begins a conflict of its own."""
ConflictChoice = ConflictId | Literal["new"]
"""Which conflict a row is to belong to: one that is there, or NEW."""


class Handling(StrEnum):
    """What the director did with it."""

    DECIDED = "decided"
    COACHED = "coached"
    DELEGATED = "delegated"
    AGREED = "agreed"
    OVERRODE = "overrode"
    JOINT = "joint"
    DEFERRED = "deferred"


class Moment(StrEnum):
    """The four moments in which the director belongs (essay 1, "Your unit of work changes"), or none."""

    AMBIGUITY = "ambiguity"
    QUALITY_BAR = "quality_bar"
    ORG_DESIGN = "org_design"
    EXECUTIVE = "executive"
    NONE = "none"


class Cause(StrEnum):
    """Why it reached the director: design problems that look like execution problems (essay 1)."""

    OVERLAPPING_SURFACES = "overlapping_surfaces"
    PLATFORM_AS_FEATURE_TEAM = "platform_as_feature_team"
    SERVICE_DESK = "service_desk"
    OWNERSHIP_UNCLEAR = "ownership_unclear"
    CHARTER = "charter"
    INTERFACE = "interface"
    SCOPE = "scope"
    DECISION_RIGHT = "decision_right"
    MISALIGNMENT = "misalignment"
    SKILL = "skill"
    BELONGS_HERE = "belongs_here"
    UNKNOWN = "unknown"


class Reached(StrEnum):
    """Whether it reached the director while there was time to decide it well. A late one is no failure: it asks what
    would have to change so that the next one comes in time."""

    EARLY = "early"
    IN_TIME = "in_time"
    LATE = "late"


class Party(NamedTuple):
    """A side of an escalation: a known team, a known person, or just a name."""

    name: str
    team_id: TeamId | None = None
    person_id: PersonId | None = None

    @property
    def on_record(self) -> bool:
        """Whether it is a team or a person that is known, and not just a name."""
        return self.team_id is not None or self.person_id is not None


class Escalation(NamedTuple):
    """One thing that reached the director. `area_text` keeps what was typed when that is not the slug itself.

    `without_me` says what would have let them decide alone, `repair` what would bring a late one in time.
    """

    id: EscalationId
    uid: str
    day: dt.date
    summary: str
    parties: tuple[Party, ...] = ()
    area: str = ""
    area_text: str = ""
    raised_by_id: PersonId | None = None
    raised_by: str = ""
    meeting_id: MeetingId | None = None
    forum: str = ""
    handling: Handling | None = None
    cause: Cause | None = None
    moment: Moment | None = None
    minutes: int | None = None
    conflict_id: ConflictId | None = None
    reached: Reached | None = None
    without_me: str = ""
    repair: str = ""

    @property
    def unsorted(self) -> bool:
        """Whether the first questions of the weekly review are open: which conflict, or which moment."""
        return self.conflict_id is None or self.moment is None

    @property
    def gaps(self) -> tuple[str, ...]:
        """The other fields that are still empty; `repair` belongs to what came late only."""
        empty = tuple(name for name in _ASKED if not getattr(self, name))
        return (*empty, "repair") if self.reached is Reached.LATE and not self.repair else empty

    @property
    def told_again(self) -> NewEscalation:
        """What it says of itself, without what was said of it since: what it may be the same as is read from that."""
        return NewEscalation(
            self.summary,
            self.day,
            self.parties,
            self.area,
            self.area_text,
            self.raised_by_id,
            self.raised_by,
            forum=self.forum,
        )


_ASKED = ("handling", "cause", "area", "reached", "minutes")


class NewEscalation(NamedTuple):
    """What is known of an escalation when it is logged; only the summary and the day are needed."""

    summary: str
    day: dt.date
    parties: tuple[Party, ...] = ()
    area: str = ""
    area_text: str = ""
    raised_by_id: PersonId | None = None
    raised_by: str = ""
    meeting_id: int | None = None
    forum: str = ""
    handling: Handling | None = None
    cause: Cause | None = None
    moment: Moment | None = None
    minutes: int | None = None
    reached: Reached | None = None
    without_me: str = ""
    repair: str = ""


class RoomEscalation(NamedTuple):
    """An escalation that the notes of a meeting contained, and the conflict that it goes to; None is for later triage.
    `refused` are suggestions that were said no to."""

    new: NewEscalation
    conflict: ConflictChoice | None = None
    refused: tuple[ConflictId, ...] = ()


class GoodCall(NamedTuple):
    """A call that went well without the director (N15)."""

    id: int
    uid: str
    day: dt.date
    body: str
    person_id: PersonId | None
    person: str
    area: str
