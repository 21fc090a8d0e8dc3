"""Evidence under the quarterly questions: what the app collected, found by named rules.

Which rules stand under which question is data (`quarterly.yaml`). No rule shows a record from outside
the period.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from rhythm.domain.fixes import Fix, FixState
from rhythm.domain.meetings import Meeting, MeetingState
from rhythm.domain.people import Post, posts_of
from rhythm.domain.quarters import FIX_SIDES
from rhythm.domain.reviews import Evidence
from rhythm.domain.saying import counted
from rhythm.queries import meetings, rituals, tracker
from rhythm.queries.evidence_counts import counts, held_without_me, levels, moves, pairs, teams
from rhythm.queries.evidence_people import people
from rhythm.queries.fixes import fixes_between
from rhythm.queries.gathering import Gathering, behind
from rhythm.queries.people import everybody
from rhythm.storage.database import Database

Rule = Callable[[Gathering], tuple[Evidence, ...]]

_WORDS = {
    FixState.HELD: "held",
    FixState.CAME_BACK: "came back",
    FixState.UNCLEAR: "unclear",
    FixState.IN_EFFECT: "in effect",
    FixState.DECIDED: "decided",
}
"""What became of a fix, in the order in which it is told."""


def evidence(
    db: Database,
    rule: str,
    first: dt.date,
    last: dt.date,
    *,
    before: tuple[dt.date, dt.date] | None = None,
    struck: frozenset[str] = frozenset(),
    as_of: str = "",
) -> tuple[Evidence, ...]:
    """What one rule finds in a period, first and last day included.

    `before` is the period that figures are set beside, as many days before when it is not given; `struck` are the
    keys of what was struck, which no figure counts; `as_of` is said beside what is only known as it stands now.
    """
    days = dt.timedelta(days=(last - first).days + 1)
    earlier = before or (first - days, first - dt.timedelta(days=1))
    return EVIDENCE_RULES[rule](Gathering(db, first, last, earlier, struck, as_of))


def _fixes(of: Gathering) -> tuple[Evidence, ...]:
    """How many held and how many came back, by product, process and people; then each."""
    found = []
    fixes = fixes_between(of.db, of.first, of.last)
    names = tracker.names_of(of.db, {fix.conflict_id for fix in fixes})
    for fix in fixes:
        stood = _stood(fix, of.first, of.last)
        if stood is None:
            continue
        state, day = stood
        name = names.get(fix.conflict_id, "a conflict")
        owner = f", {fix.owner}" if fix.owner else ""
        text = f"{_WORDS[state]}: {fix.body or fix.kind.replace('_', ' ')} ({name}{owner})"
        found.append((state, fix, Evidence("fix", fix.id, day, text)))
    found.sort(key=lambda one: (one[2].day or of.first, one[1].id))
    kept = [(state, fix) for state, fix, item in found if item.key not in of.struck]
    return (*_sides(kept), *(item for *_, item in found))


def _stood(fix: Fix, first: dt.date, last: dt.date) -> tuple[FixState, dt.date] | None:
    """What became of a fix in a period, and on which day: the last that happened to it there."""
    days = (
        (fix.settled_on, fix.state),
        (fix.in_effect, FixState.IN_EFFECT),
        (fix.decided_on, FixState.PROPOSED if fix.state is FixState.PROPOSED else FixState.DECIDED),
    )
    if fix.state is FixState.DROPPED:
        return None
    stood = next(((state, day) for day, state in days if day is not None and first <= day <= last), None)
    return stood if stood is not None and stood[0] in _WORDS else None


def _sides(kept: list[tuple[FixState, Fix]]) -> list[Evidence]:
    """The figure above the fixes: what became of them, and which side of the organisation they change."""
    if not kept:
        return []
    states = Counter(state for state, _ in kept)
    sides = Counter(FIX_SIDES[fix.kind] for _, fix in kept)
    text = " · ".join(f"{states[state]} {word}" for state, word in _WORDS.items() if states[state])
    by_side = ", ".join(f"{side} {sides[side]}" for side in ("product", "process", "people"))
    return [
        Evidence("fixes", 0, None, text, tuple(("fix", fix.id) for _, fix in kept), detail=(f"of these: {by_side}",))
    ]


def _good_calls(of: Gathering) -> tuple[Evidence, ...]:
    return tuple(
        Evidence("good_call", call.id, call.day, f"{call.body}{f' ({call.person})' if call.person else ''}")
        for call in tracker.good_calls_between(of.db, of.first, of.last)
    )


def _attention(of: Gathering) -> tuple[Evidence, ...]:
    """Where the minutes went: conflicts by logged minutes, and the time in held meetings."""
    rows = tracker.escalations_between(of.db, of.first, of.last)
    minutes: Counter[int] = Counter()
    for row in rows:
        if row.conflict_id is not None and row.minutes:
            minutes[row.conflict_id] += row.minutes
    found = []
    most = minutes.most_common(6)
    names = tracker.names_of(of.db, [conflict_id for conflict_id, _ in most])
    for conflict_id, spent in most:
        if conflict_id in names:
            counted_rows = behind(row for row in rows if row.conflict_id == conflict_id and row.minutes)
            found.append(Evidence("conflict", conflict_id, None, f"{spent} min: {names[conflict_id]}", counted_rows))
    held = [m for m in meetings.meetings_between(of.db, of.first, of.last) if m.state is MeetingState.HELD]
    talks = _each_talk(held)
    talked = sum(talk.minutes or 0 for talk in talks)
    if talked:
        of_meetings = tuple(("meeting", meeting.id) for meeting in held)
        text = f"{talked} min in {counted(len(talks), 'meeting')}"
        found.append(Evidence("meetings", 0, None, text, of_meetings, detail=_with_whom(of, talks)))
    return tuple(found)


def _each_talk(held: Sequence[Meeting]) -> list[Meeting]:
    """Held meetings, each once: several people who met at once were in one, which stands here under the first of them
    and took the minutes that are said first."""
    talks: dict[str, Meeting] = {}
    for meeting in held:
        first = talks.setdefault(meeting.gathering or meeting.uid, meeting)
        if first.minutes is None:
            talks[meeting.gathering or meeting.uid] = first._replace(minutes=meeting.minutes)
    return list(talks.values())


def _with_whom(of: Gathering, talks: Sequence[Meeting]) -> tuple[str, ...]:
    """How the minutes of talks fall on managers of managers, first-line managers, those they lead, and others, as they
    stood on the last day of the period. A talk that several came to counts with the first of them."""
    posts = posts_of(everybody(of.db, of.last), of.last)
    minutes: Counter[Post] = Counter()
    for talk in talks:
        minutes[posts.get(talk.person_id, Post.OTHER)] += talk.minutes or 0
    said = ", ".join(f"{minutes[post]} min with {post.value}" for post in Post if minutes[post])
    return (f"of these: {said}",)


def _rituals(of: Gathering) -> tuple[Evidence, ...]:
    """Each ritual that was held: how often it answered its question, what it decided, whether a standard applied."""
    found = []
    for ritual in rituals.rituals(of.db, stopped=True):
        held = rituals.sessions_between(of.db, ritual.id, of.first, of.last)
        if not held:
            continue
        answered = sum(one.answered for one in held)
        standard = sum(bool(one.standard) for one in held)
        decided = counted(sum(one.decisions for one in held), "decision")
        text = f"{ritual.name}: answered its question {answered} of {len(held)}, {decided}, standard applied {standard}"
        sessions = tuple(("ritual_session", one.id) for one in held)
        found.append(Evidence("ritual", ritual.id, None, text, sessions))
    return tuple(found)


EVIDENCE_RULES: Mapping[str, Rule] = {
    "fixes": _fixes,
    "good_calls": _good_calls,
    "people": people,
    "counts": counts,
    "held_without_me": held_without_me,
    "levels": levels,
    "teams": teams,
    "pairs": pairs,
    "moves": moves,
    "attention": _attention,
    "rituals": _rituals,
}
