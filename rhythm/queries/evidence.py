"""Evidence under the quarterly questions: what the app collected, found by named rules.

Which rules stand under which question is data (`quarterly.yaml`). No rule shows a record from outside
the period.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from rhythm.domain.escalations import Escalation
from rhythm.domain.fixes import FixState
from rhythm.domain.meetings import MeetingState, NoteKind, PromiseState
from rhythm.domain.people import Relation, relations
from rhythm.domain.reviews import Evidence
from rhythm.queries import counts as counting
from rhythm.queries import fixes, meetings, people, tracker
from rhythm.storage.database import Database

Rule = Callable[[Database, dt.date, dt.date], tuple[Evidence, ...]]


def evidence(db: Database, rule: str, first: dt.date, last: dt.date) -> tuple[Evidence, ...]:
    """What one rule finds in a period, first and last day included."""
    return EVIDENCE_RULES[rule](db, first, last)


def _fixes(db: Database, first: dt.date, last: dt.date) -> tuple[Evidence, ...]:
    words = {
        FixState.DECIDED: "decided",
        FixState.IN_EFFECT: "in effect",
        FixState.HELD: "held",
        FixState.CAME_BACK: "came back",
        FixState.UNCLEAR: "unclear",
    }
    found = []
    for fix in fixes.fixes(db):
        day = fix.settled_on or fix.in_effect or fix.decided_on
        if first <= day <= last and fix.state in words:
            conflict = tracker.conflict(db, fix.conflict_id)
            name = conflict.name if conflict is not None else "a conflict"
            owner = f", {fix.owner}" if fix.owner else ""
            found.append(Evidence("fix", fix.id, day, f"{words[fix.state]}: {fix.body or fix.kind} ({name}{owner})"))
    return tuple(sorted(found, key=lambda item: (item.day or first, item.id)))


def _good_calls(db: Database, first: dt.date, last: dt.date) -> tuple[Evidence, ...]:
    return tuple(
        Evidence("good_call", call.id, call.day, f"{call.body}{f' ({call.person})' if call.person else ''}")
        for call in tracker.good_calls_between(db, first, last)
    )


def _people(db: Database, first: dt.date, last: dt.date) -> tuple[Evidence, ...]:
    """Per manager: how much specific evidence there is, then the praise itself."""
    known = people.active_people(db)
    stands = relations(known)
    praise = meetings.notes_between(db, first, last, NoteKind.PRAISE)
    notes = meetings.notes_between(db, first, last, NoteKind.NOTE)
    kept = [
        promise
        for promise in meetings.promises_settled_between(db, first, last)
        if not promise.mine and promise.state is PromiseState.DONE
    ]
    found: list[Evidence] = []
    for person in known:
        if stands[person.id] is not Relation.MANAGER:
            continue
        own = [note for note in praise if note.person_id == person.id]
        behind = (
            *(("note", note.id) for note in notes if note.person_id == person.id),
            *(("promise", promise.id) for promise in kept if promise.person_id == person.id),
        )
        of_notes = sum(kind == "note" for kind, _ in behind)
        kept_words = f"{_counted(len(behind) - of_notes, 'promise')} kept"
        text = f"{person.name}: {len(own)} specific, {_counted(of_notes, 'note')}, {kept_words}"
        if not own and not behind:
            text = f"{person.name}: no evidence this quarter"
        found.append(Evidence("person", person.id, None, text, behind))
        found += [Evidence("note", note.id, note.day, note.body) for note in own]
    return tuple(found)


def _counts(db: Database, first: dt.date, last: dt.date) -> tuple[Evidence, ...]:
    found = counting.figures(db, first, last)
    span, before = found.counts, found.before
    if not span.reached_me:
        return tuple(_moved(found))
    unsaid = f", not said {span.unsaid}" if span.unsaid else ""
    head = (
        f"reached you {span.reached_me} ({before.reached_me}) · yours {span.mine} · not yours {span.not_mine}{unsaid}"
        f" · logged in {span.logged_weeks} of {span.weeks} weeks"
    )
    cells = [
        Evidence(
            "cell",
            0,
            None,
            f"{cell.area.replace('_', ' ')}, {cell.manager}: {cell.number} ({before.cell(cell.area, cell.manager_id)})",
            _behind(cell.rows),
        )
        for cell in span.grid[:8]
    ]
    return (Evidence("counts", 0, None, head, _behind(span.rows)), *cells, *_delegated(db, found), *_moved(found))


def _delegated(db: Database, found: counting.Figures) -> list[Evidence]:
    """What leaked, what was decided otherwise all the same, and what was agreed unchanged, cell by cell."""
    items = []
    if found.leaks:
        text = f"{_counted(len(found.leaks), 'leak')}: reached you although delegated"
        items.append(Evidence("leaks", 0, None, text, _behind(leak.row for leak in found.leaks)))
    if found.overrode:
        text = f"decided otherwise although delegated: {found.overrode}"
        items.append(Evidence("overrode", 0, None, text, _behind(leak.row for leak in found.leaks if leak.overrode)))
    teams = {team.id: team.name for team in people.all_teams(db)}
    for stamps in found.stamps:
        where = f"{teams.get(stamps.cell.team_id, '')}, {stamps.cell.area.replace('_', ' ')}"
        text = f"{where}: {len(stamps.rows)} in a row agreed unchanged"
        items.append(Evidence("stamps", 0, None, text, _behind(stamps.rows)))
    return items


def _moved(found: counting.Figures) -> list[Evidence]:
    """How many levels of delegation were raised and lowered."""
    if not found.moved:
        return []
    text = f"levels of delegation: {found.raised} raised, {found.lowered} lowered"
    return [Evidence("levels", 0, None, text, tuple(("decision_right", after.id) for _, after in found.moved))]


def _held_without_me(db: Database, first: dt.date, last: dt.date) -> tuple[Evidence, ...]:
    calls = tracker.good_calls_between(db, first, last)
    behind = tuple(("good_call", call.id) for call in calls)
    return (Evidence("good_calls", 0, None, f"went well without you: {len(calls)} logged", behind),) if calls else ()


def _teams(db: Database, first: dt.date, last: dt.date) -> tuple[Evidence, ...]:
    """Per team: span, escalations and conflicts in the period, most first."""
    rows = tracker.escalations_between(db, first, last)
    size = Counter(person.team_id for person in people.active_people(db) if person.team_id is not None)
    found = []
    for team in people.active_teams(db):
        of_team = [row for row in rows if any(party.team_id == team.id for party in row.parties)]
        conflicts = {row.conflict_id for row in of_team} - {None}
        if of_team:
            people_words = "1 person" if size[team.id] == 1 else f"{size[team.id]} people"
            over = f"{_counted(len(of_team), 'escalation')} over {_counted(len(conflicts), 'conflict')}"
            text = f"{team.name}: {over}, {people_words}"
            found.append((len(of_team), Evidence("team", team.id, None, text, _behind(of_team))))
    return tuple(item for _, item in sorted(found, key=lambda pair: -pair[0]))


def _attention(db: Database, first: dt.date, last: dt.date) -> tuple[Evidence, ...]:
    """Where the minutes went: conflicts by logged minutes, and the time in held meetings."""
    rows = tracker.escalations_between(db, first, last)
    minutes: Counter[int] = Counter()
    for row in rows:
        if row.conflict_id is not None and row.minutes:
            minutes[row.conflict_id] += row.minutes
    found = []
    for conflict_id, spent in minutes.most_common(6):
        conflict = tracker.conflict(db, conflict_id)
        if conflict is not None:
            behind = _behind(row for row in rows if row.conflict_id == conflict_id and row.minutes)
            found.append(Evidence("conflict", conflict_id, None, f"{spent} min: {conflict.name}", behind))
    held = [m for m in meetings.meetings_between(db, first, last) if m.state is MeetingState.HELD]
    talked = sum(meeting.minutes or 0 for meeting in held)
    if talked:
        behind = tuple(("meeting", meeting.id) for meeting in held)
        found.append(Evidence("meetings", 0, None, f"{talked} min in {len(held)} one-to-one meetings", behind))
    return tuple(found)


def _counted(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _behind(rows: Iterable[Escalation]) -> tuple[tuple[str, int], ...]:
    return tuple(("escalation", row.id) for row in rows)


EVIDENCE_RULES: Mapping[str, Rule] = {
    "fixes": _fixes,
    "good_calls": _good_calls,
    "people": _people,
    "counts": _counts,
    "held_without_me": _held_without_me,
    "teams": _teams,
    "attention": _attention,
}
