"""What a file of people says has changed in the organisation: one change for each thing that would be written."""

from __future__ import annotations

from enum import StrEnum

from rhythm.domain.people import PersonId
from rhythm.domain.saying import counted
from rhythm.values import NamedTuple


class ChangeKind(StrEnum):
    """What changed about somebody."""

    JOINS = "joins"
    LEAVES = "leaves"
    RETURNS = "returns"
    MOVES = "moves"
    RENAMED = "renamed"
    TEAM = "team"
    TITLE = "title"
    ADDRESS = "address"
    STARTED = "started"
    MISSING = "missing"


KIND_WORDS = {
    ChangeKind.JOINS: "joins",
    ChangeKind.LEAVES: "leaves",
    ChangeKind.RETURNS: "is back?",
    ChangeKind.MOVES: "moves",
    ChangeKind.RENAMED: "renamed",
    ChangeKind.TEAM: "team",
    ChangeKind.TITLE: "title",
    ChangeKind.ADDRESS: "address",
    ChangeKind.STARTED: "started",
    ChangeKind.MISSING: "not in the file",
}

ASKED_ABOUT = frozenset({ChangeKind.RETURNS, ChangeKind.MISSING})
"""What a file alone does not settle: carried out only where the director says so."""


class StaffChange(NamedTuple):
    """One change: who, what it was and what it becomes, in words; either may be empty.

    `row` is the row of the file, 0 for somebody who is not in it; `person_id` is None for a joiner. Of somebody who
    leaves, `topics` and `promises` are still open.
    """

    kind: ChangeKind
    person: str
    was: str
    becomes: str
    row: int
    person_id: PersonId | None
    topics: int = 0
    promises: int = 0

    @property
    def key(self) -> str:
        """Names the change among those of one file."""
        return f"{self.kind.value}:{self.row}:{self.person_id or 0}"

    @property
    def left_open(self) -> str:
        """`2 topics and 1 promise`, or nothing."""
        counts = ((self.topics, "topic"), (self.promises, "promise"))
        return " and ".join(counted(number, what) for number, what in counts if number)
