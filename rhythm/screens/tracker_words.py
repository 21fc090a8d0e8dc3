"""Escalations, conflicts and fixes in the words of a screen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.conflict_words import coached_already, ordinal
from rhythm.domain.conflicts import ConflictState, Rules, Tally, VerdictKind
from rhythm.domain.escalations import Cause, Escalation, Handling, Moment, NewEscalation, Reached
from rhythm.domain.fixes import Fix, FixKind, FixState
from rhythm.domain.names import name_key
from rhythm.domain.saying import counted, in_a_row, say_day, say_when, short_day, without_capital
from widgets.plain import FACT_SEP

if TYPE_CHECKING:
    from rhythm.domain.conflicts import Conflict
    from rhythm.queries.suggesting import Suggestion
    from rhythm.queries.tracker import ConflictView
    from rhythm.screens.veil import Veil
    from rhythm.service import Rhythm

FIX_STATES = {
    FixState.PROPOSED: "proposed, no owner yet",
    FixState.DECIDED: "decided, not in effect yet",
    FixState.IN_EFFECT: "in effect",
    FixState.HELD: "held",
    FixState.CAME_BACK: "came back",
    FixState.UNCLEAR: "unclear",
    FixState.DROPPED: "dropped",
}
FIX_QUESTIONS = {
    FixKind.CHARTER: "what does each team own, and what not?",
    FixKind.INTERFACE: "where does one's work end and the other's begin?",
    FixKind.SCOPE: "is the scope, or the span, one a manager can bear?",
    FixKind.DECISION_RIGHT: "who decides this from now on?",
    FixKind.ESCALATION_RULE: "when does it go up, to whom, by when?",
    FixKind.REPORTING_LINE: "who reports to whom?",
    FixKind.TEAM_CUT: "where is the line between the teams?",
    FixKind.PROCESS_MAP: "who does what, in which order?",
}
VERDICTS = {
    VerdictKind.FIX: "fix the structure",
    VerdictKind.SPLIT: "split",
    VerdictKind.TENSION: "healthy tension",
    VerdictKind.LATER: "put off",
    VerdictKind.CLOSED: "closed by hand",
}


class TrackerWords:
    """What screens say of escalations; names and notes only as far as the veil lets them."""

    def __init__(self, rhythm: Rhythm, veil: Veil) -> None:
        self.rhythm = rhythm
        self.veil = veil

    def area(self, slug: str, typed: str = "") -> str:
        """`launch timing`; an area that is on no list as it was typed."""
        if slug == "other" and typed:
            return self.veil.text(typed)
        label = without_capital(self.rhythm.vocabulary.area_label(slug))
        return self.veil.text(label) if self.rhythm.rights.own_area(slug) else label

    def area_read(self, typed: str, slug: str) -> str:
        """What a typed area is taken for, where that is another word: `"release date" is read as launch timing`."""
        if self.rhythm.rights.own_area(slug):
            return f"area {self.area(slug)}: your own word, in no list"
        if name_key(typed) in (name_key(slug), name_key(self.area(slug))):
            return ""
        return f'"{self.veil.text(typed)}" is read as {self.area(slug)}; in quotes it stays your own word'

    def handling(self, handling: Handling | None) -> str:
        """`coached back`, or nothing."""
        terms = self.rhythm.vocabulary.handlings
        return next((without_capital(term.label) for term in terms if handling and term.slug == handling), "")

    def cause(self, cause: Cause | None) -> str:
        """`decision right`, or nothing."""
        return next(
            (without_capital(term.label) for term in self.rhythm.vocabulary.causes if cause and term.slug == cause), ""
        )

    def moment(self, moment: Moment | None) -> str:
        """`quality bar`, or nothing."""
        terms = self.rhythm.vocabulary.moments
        return next((without_capital(term.label) for term in terms if moment and term.slug == moment), "")

    def reached(self, reached: Reached | None) -> str:
        """`in time`, or nothing."""
        return next(
            (
                without_capital(term.label)
                for term in self.rhythm.vocabulary.reached
                if reached and term.slug == reached
            ),
            "",
        )

    def fix_kind(self, kind: FixKind) -> str:
        """`decision right`."""
        return next(without_capital(term.label) for term in self.rhythm.vocabulary.fix_kinds if term.slug == kind)

    def parties(self, row: Escalation | NewEscalation) -> str:
        """`Growth, Platform`; people and mere names only as the veil has it."""
        return ", ".join(
            party.name if party.team_id is not None else self.veil.name(party.name, party.person_id)
            for party in row.parties
        )

    def raiser(self, row: Escalation | NewEscalation) -> str:
        """Who raised it, or nothing."""
        name = row.raised_by
        if not name and row.raised_by_id is not None:
            person = self.rhythm.people.person(row.raised_by_id)
            name = person.name if person is not None else ""
        return self.veil.name(name, row.raised_by_id)

    def place(self, row: Escalation | NewEscalation) -> str:
        """Where it came up: the forum, or that it was a talk."""
        return self.veil.text(row.forum) or ("1:1" if row.meeting_id is not None else "")

    def _day(self, row: Escalation | NewEscalation) -> str:
        """The day; while it is being typed with its distance, so that a slip is seen."""
        say = say_when if isinstance(row, NewEscalation) else say_day
        return say(row.day, self.rhythm.today())

    def facts(self, row: Escalation | NewEscalation, *, with_day: bool = True) -> str:
        """Everything that is known besides the text: `Growth, Platform · launch timing · Fri 20 Nov · 20 min`."""
        raiser, place = self.raiser(row), self.place(row)
        parts = (
            self.parties(row),
            self.area(row.area, row.area_text) if row.area else "",
            self._day(row) if with_day else "",
            f"{row.minutes} min" if row.minutes else "",
            self.handling(row.handling),
            f"in {place}" if place else "",
            f"raised by {raiser}" if raiser else "",
        )
        return " · ".join(part for part in parts if part)

    def facts_and_side(self, row: Escalation | NewEscalation) -> str:
        """The facts, and whose call something of that area usually is: `… · usually decided by product`."""
        side = self.rhythm.vocabulary.side_of(row.area)
        facts = self.facts(row)
        return f"{facts} · usually decided by {side.label.lower()}" if side is not None else facts

    def judged(self, row: Escalation | NewEscalation) -> str:
        """What the director thinks of it: `quality bar · decision right · late`, and the two lines."""
        parts = (
            self.moment(row.moment),
            self.cause(row.cause),
            self.reached(row.reached),
            self.veil.text(row.without_me),
            self.veil.text(row.repair),
        )
        return " · ".join(part for part in parts if part)

    def leak_lines(self, row: Escalation | NewEscalation) -> tuple[str, ...]:
        """That it was delegated, or of free choice, in a line; nothing where it was not."""
        line = self.rhythm.rights.leak_line(row, self.veil.text)
        return (f"! {line}",) if line else ()

    def reasons(self, one: Suggestion) -> str:
        """Why a conflict is suggested; shared words stay hidden with the notes."""
        return self.because(one.reasons)

    def because(self, reasons: tuple[str, ...]) -> str:
        """Why two read alike, under the veil too."""
        return self.veil.text("reasons") if self.veil.hidden else ", ".join(reasons)

    def outlook(self, one: Suggestion, new: Escalation | NewEscalation, *, short: bool = False) -> str:
        """What the conflict would be with this row: `3rd meeting, 41 days`, `came back after the fix of 3 Mar`; the
        latter in a `short` form where there is little room."""
        if one.after_fix is not None:
            fixed = f"after the fix of {short_day(one.after_fix, self.rhythm.today())}"
            return fixed if short else f"came back {fixed}"
        after = self.rhythm.tracker.tally_with(one.view, new)
        return nth_meeting(after)

    def put_off(self, conflict: Conflict) -> str:
        """`put off on 3 Oct and 17 Oct`, or nothing; what was said of an earlier card does not count."""
        if not conflict.put_off:
            return ""
        today = self.rhythm.today()
        said = [v.day for v in self.rhythm.tracker.verdicts_of(conflict.id) if v.kind is VerdictKind.LATER]
        put_off = said[-conflict.put_off :]
        return f"put off on {in_a_row([short_day(day, today) for day in put_off])}" if put_off else ""


def brief_count(numbers: Tally) -> str:
    """What the dots beside it don't say: `5 in 58 days · coached 3x`."""
    parts = []
    if numbers.occasions > 1:
        parts.append(
            f"{numbers.occasions} in {counted(numbers.span_days, 'day')}" if numbers.span_days else "on one day"
        )
    if numbers.coached:
        parts.append(f"coached {numbers.coached}x")
    return FACT_SEP.join(parts)


def nth_meeting(numbers: Tally) -> str:
    """`3rd meeting, 41 days`, `first meeting`."""
    count = numbers.occasions
    short = {1: "1st", 2: "2nd", 3: "3rd"}.get(count, ordinal(count) if count > 10 else f"{count}th")
    return f"{short} meeting, {counted(numbers.span_days, 'day')}" if numbers.span_days else f"{short} meeting"


def logged(
    handling: Handling | None,
    before: ConflictView | None,
    after: ConflictView | None,
    rules: Rules,
    today: dt.date,
    *,
    joined: bool = False,
) -> str:
    """What is said when a row was stored in a conflict, which stood so `before` and stands so `after`: `logged; third
    meeting in 41 days: a verdict is due`, or how often one was coached already whose verdict is due. `joined` says
    that it was made of this row and of one that waited."""
    if before is not None and before.flagged and handling is Handling.COACHED:
        again = coached_already(before.rows, today)
        if again:
            return again
    if after is None:
        return "logged"
    numbers = after.tally
    if after.flagged:
        when = f" in {counted(numbers.span_days, 'day')}" if numbers.span_days else ""
        return f"logged; {ordinal(numbers.occasions)} meeting{when}: a verdict is due"
    if after.state is ConflictState.AMBER and numbers.occasions == rules.threshold - 1:
        return f"logged; {ordinal(numbers.occasions)} meeting: one more and the rule says: change the structure"
    if before is not None and before.tally.ever == numbers.ever:
        return "logged; the same meeting as before, which counts once"
    return "logged; one conflict of both" if joined else "logged"


def fix_state(fix: Fix, today: dt.date) -> str:
    """`in effect since Tue 20 Oct`, `decided, not in effect yet`."""
    if fix.state is FixState.IN_EFFECT and fix.in_effect is not None:
        return f"in effect since {say_day(fix.in_effect, today)}"
    if fix.settled_on is not None:
        return f"{FIX_STATES[fix.state]} on {say_day(fix.settled_on, today)}"
    return FIX_STATES[fix.state]
