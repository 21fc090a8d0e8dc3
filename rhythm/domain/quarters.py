"""The quarterly review as values (N14): evidence that is struck or pinned, what the director intends and what became
of it, the sheets after the five questions, and the time that was spent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NewType

from rhythm.domain.fixes import FixId, FixKind, FixState
from rhythm.domain.meetings import PromiseId, PromiseState
from rhythm.domain.names import NamedRef, find
from rhythm.domain.notes import NoteKind, read_due, read_note
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter
from rhythm.domain.reviews import Evidence, EvidenceMark
from rhythm.domain.sittings import spent_between
from rhythm.errors import BadInput
from rhythm.values import NamedTuple

IntentionId = NewType("IntentionId", int)

FIX_SIDES: Mapping[FixKind, str] = {
    FixKind.CHARTER: "product",
    FixKind.SCOPE: "product",
    FixKind.INTERFACE: "process",
    FixKind.DECISION_RIGHT: "process",
    FixKind.ESCALATION_RULE: "process",
    FixKind.PROCESS_MAP: "process",
    FixKind.REPORTING_LINE: "people",
    FixKind.TEAM_CUT: "people",
}
"""Which of product, process and people a fix changes; the weakest of the three distorts the others (essay 1)."""


class IntentionState(StrEnum):
    """What became of it: still open, done, or given up."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Intention(NamedTuple):
    """What I said I would do under a question. One to somebody is a promise, one that names a fix stands as that does.

    `body` is the line as it was typed; `moved` counts how often its day was put off. `fix_state` is what became of the
    fix that it names, `fix` its words.
    """

    id: IntentionId
    uid: str
    period: str
    item: str
    body: str
    due: dt.date
    state: IntentionState
    moved: int
    settled_on: dt.date | None
    person_id: PersonId | None = None
    person: str = ""
    promise_id: PromiseId | None = None
    fix_id: FixId | None = None
    fix_state: FixState | None = None
    fix: str = ""


class NewIntention(NamedTuple):
    """A line of an answer, read: as typed, its words alone, the day, and the person or the fix that it names."""

    body: str
    words: str
    due: dt.date
    person_id: PersonId | None = None
    fix_id: FixId | None = None


class Changes(NamedTuple):
    """What makes the stored intentions of an answer those that stand in it."""

    removed: tuple[Intention, ...]
    changed: tuple[tuple[Intention, NewIntention], ...]
    added: tuple[NewIntention, ...]


class Sheet(StrEnum):
    """The pages after the five questions, each of which may be left out."""

    SCORECARD = "scorecard"
    FOCUS = "focus"
    PILLARS = "pillars"
    BENCH = "bench"
    CALIBRATION = "calibration"
    PORTFOLIO = "portfolio"


NO_EVIDENCE = "none"
"""The value of a cell of the scorecard of which nothing can be said."""

VALUES: Mapping[Sheet, tuple[str, ...]] = {
    Sheet.SCORECARD: ("1", "2", "3", "4", "5", NO_EVIDENCE),
    Sheet.FOCUS: ("first_line", "mixed", "manager_of_managers"),
}
"""What may be said of a row, beside a text; the other sheets have texts alone."""

_VALUE_WORDS = {
    NO_EVIDENCE: "no evidence",
    "first_line": "first-line",
    "mixed": "mixed",
    "manager_of_managers": "manager of managers",
}


def value_words(value: str) -> str:
    """What was said of a row, in words: `4`, `no evidence`, `first-line`; nothing for nothing."""
    return _VALUE_WORDS.get(value, value)


def read_value(sheet: Sheet, text: str) -> str:
    """What was typed for a mark of a sheet: `4`, `n`, `mixed`, `o`; nothing for nothing. Raises BadInput."""
    word = " ".join(text.casefold().split())
    if not word:
        return ""
    if sheet is Sheet.SCORECARD:
        if word in ("1", "2", "3", "4", "5"):
            return word
        if any(said.startswith(word) for said in ("none", "no evidence")):
            return NO_EVIDENCE
        raise BadInput("that is not a mark", "say 1 to 5, or n for no evidence")
    said = {"first-line": "first_line", "mixed": "mixed", "manager of managers": "manager_of_managers"}
    found = {value for words, value in said.items() if words.startswith(word)}
    if word in ("o", "mom"):
        found = {"manager_of_managers"}
    elif word == "m":
        found = {"mixed"}
    if len(found) != 1:
        raise BadInput("that is none of the three", "say f for first-line, m for mixed, o for manager of managers")
    return found.pop()


class SheetRow(NamedTuple):
    """What was said in one row of a sheet; `person_id` where the row is about somebody."""

    sheet: Sheet
    item: str
    value: str
    body: str
    person_id: PersonId | None = None


class Spent(NamedTuple):
    """The time spent on a review: seconds so far, and when something was last done."""

    seconds: int = 0
    since: dt.datetime | None = None

    def at(self, now: dt.datetime) -> Spent:
        """The time with what passed until `now`, when something is done again; a long pause does not count."""
        return Spent(self.seconds + int(spent_between(self.since, now)), now)

    @property
    def minutes(self) -> int:
        """The time in whole minutes."""
        return (self.seconds + 30) // 60


def weighed(found: Iterable[Evidence], marks: Mapping[str, EvidenceMark]) -> tuple[Evidence, ...]:
    """Evidence with what was said of it: what is pinned first, what is struck last, otherwise in its order."""
    said = [item._replace(mark=marks.get(item.key)) for item in found]
    order = (EvidenceMark.PINNED, None, EvidenceMark.STRUCK)
    return tuple(sorted(said, key=lambda item: order.index(item.mark)))


_FIX = re.compile(r"\bfix\s+#?(\d{1,9})\b", re.IGNORECASE)
_PERSON = re.compile(r'(?<!\S)@("[^"]{1,80}"|[^\s,;.:!?]+)')


def read_intentions(
    answer: str,
    today: dt.date,
    until: dt.date,
    *,
    people: Sequence[NamedRef] = (),
    fixes: Iterable[int] = (),
    numeric_order: str | None = None,
    quarter_start_month: int = 1,
) -> tuple[NewIntention, ...]:
    """The lines of an answer that begin with `>`: `> ask @dana for the charter by 12 dec`, `> see fix 7 through`.

    One without a day is for `until`. A name that is nobody's, or several people's, stays a word of the line.
    """
    known = frozenset(fixes)
    found = []
    for item in read_note(answer, today).items:
        if item.kind is not NoteKind.MY_PROMISE:
            continue
        # The note's reader has taken the day out; here the line stays as it was typed.
        words, due, _ = read_due(_typed(answer, item.line_no), today, numeric_order, quarter_start_month)
        fix = next((int(number) for number in _FIX.findall(words) if int(number) in known), None)
        person, bare = _named(words, people)
        found.append(
            NewIntention(
                _typed(answer, item.line_no),
                bare,
                due or until,
                person if fix is None else None,
                FixId(fix) if fix is not None else None,
            )
        )
    return tuple(found)


def without_day(text: str, due: dt.date) -> str:
    """Something intended, for where its day stands beside it: without the `by 12 dec` that it ends in.

    Figures that can be read in two orders, as in `by 12/3`, go where one of these makes them that day: else it was put
    off since, or no day could be read in them.
    """
    words, day, _ = read_due(text, due, None, 1)
    if day is None:
        readings = (read_due(text, due, order, 1) for order in ("day_first", "month_first"))
        words = next((read for read, found, _ in readings if found == due), text)
    return words


def fixes_named(answer: str) -> frozenset[int]:
    """The numbers of fixes that an answer names, whether there are such or not."""
    return frozenset(map(int, _FIX.findall(answer)))


def people_named(answer: str) -> tuple[str, ...]:
    """The names with @ in an answer, whether they are anybody's or not."""
    return tuple(match[1].strip('"') for match in _PERSON.finditer(answer))


def _typed(answer: str, line_no: int) -> str:
    """The text of a marked line behind its mark."""
    line = re.split(r"\r\n|\r|\n", answer)[line_no - 1].strip()
    return " ".join(line.lstrip("&~ ").removeprefix(">").split())


def _named(words: str, people: Sequence[NamedRef]) -> tuple[PersonId | None, str]:
    """The one person that a word with @ names, and the words without the sign."""
    for match in _PERSON.finditer(words):
        fitting = find(match[1].strip('"'), people)
        if len(fitting) == 1:
            name = fitting[0].name
            return PersonId(fitting[0].id), f"{words[: match.start()]}{name}{words[match.end() :]}"
    return None, words


def changes(stored: Sequence[Intention], wanted: Sequence[NewIntention]) -> Changes:
    """How the stored intentions of an answer become those that stand in it now.

    A line that stands there unchanged keeps its record, with the day to which it was moved since. One whose words
    changed keeps it too, as long as it is open and about the same person or fix.
    """
    left = list(wanted)
    kept, gone = [], []
    for one in stored:
        same = next((new for new in left if new.body == one.body), None)
        if same is None:
            gone.append(one)
        else:
            left.remove(same)
            kept.append(one)
    changed = []
    for one in tuple(gone):
        other = next((new for new in left if _about(new) == (one.person_id, one.fix_id)), None)
        if other is not None and one.state is IntentionState.OPEN:
            gone.remove(one)
            left.remove(other)
            changed.append((one, other))
    return Changes(tuple(gone), tuple(changed), tuple(left))


def _about(new: NewIntention) -> tuple[PersonId | None, FixId | None]:
    return new.person_id, new.fix_id


def stands(own: IntentionState, promise: PromiseState | None = None, fix: FixState | None = None) -> IntentionState:
    """What became of an intention: of a promise what became of that; a fix is done once it is in effect."""
    if promise is not None:
        return IntentionState(promise.value)
    if fix is not None:
        in_effect = (FixState.IN_EFFECT, FixState.HELD, FixState.CAME_BACK, FixState.UNCLEAR)
        if fix in in_effect:
            return IntentionState.DONE
        return IntentionState.DROPPED if fix is FixState.DROPPED else IntentionState.OPEN
    return own


def due_by_default(quarter: Quarter) -> dt.date:
    """Until when something is meant that was intended without a day: the end of the quarter after the reviewed one."""
    return quarter.next().last_day
