"""The ledger of a quarter: which specific records speak for each manager (N8). No evidence, no claim."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from rhythm.domain.meetings import Direction, Note, NoteKind, Promise, PromiseState
from rhythm.domain.names import told_apart
from rhythm.domain.people import Person, Relation, relations
from rhythm.domain.reviews import Evidence
from rhythm.domain.saying import counted
from rhythm.queries import meetings
from rhythm.queries import people as people_queries
from rhythm.queries.gathering import Gathering

LEDGER = (NoteKind.FEEDBACK, NoteKind.PRAISE)
"""The kinds of notes that name what somebody did."""

RECENT_DAYS = 21
"""Notes that are younger than this at the end of the period are the ones that memory is full of."""


def people(of: Gathering) -> tuple[Evidence, ...]:
    """Per manager how much evidence there is, which way it points and how recent it is; then the records."""
    known = people_queries.active_people(of.db)
    stands, several = relations(known), people_queries.several(of.db)
    notes = [note for kind in LEDGER for note in meetings.notes_between(of.db, of.first, of.last, kind)]
    kept = [
        promise
        for promise in meetings.promises_settled_between(of.db, of.first, of.last)
        if not promise.mine and promise.state is PromiseState.DONE
    ]
    found: list[Evidence] = []
    for person in known:
        if stands[person.id] is not Relation.MANAGER:
            continue
        own = sorted((note for note in notes if note.person_id == person.id), key=lambda note: (note.day, note.id))
        promises = [promise for promise in kept if promise.person_id == person.id]
        counting = [note for note in own if f"note:{note.id}" not in of.struck]
        name = told_apart(person.name, person.id, several)
        found.append(_figure(person, name, counting, promises, of.last))
        found += [_record(note) for note in own]
    return tuple(found)


def _figure(person: Person, name: str, notes: Sequence[Note], promises: Sequence[Promise], last: dt.date) -> Evidence:
    behind = (*(("note", note.id) for note in notes), *(("promise", promise.id) for promise in promises))
    if not behind:
        text = f"{name}: no evidence this quarter: you cannot answer for {person.name.split(maxsplit=1)[0]}"
        return Evidence("person", person.id, None, text, warning=True)
    parts = [f"{name}: evidence {len(notes)}{_directions(notes)}"]
    if promises:
        parts.append(f"{counted(len(promises), 'promise')} kept")
    detail = (recency(notes, last),) if notes else ()
    return Evidence("person", person.id, None, ", ".join(parts), behind, detail=detail)


def _directions(notes: Iterable[Note]) -> str:
    """Which way the records point: ` (3 better, 1 worse, 1 same)`."""
    ways = Counter(note.direction for note in notes)
    said = [f"{ways[way]} {way}" for way in Direction if ways[way]]
    if ways[None] and said:
        said.append(f"{ways[None]} not said")
    return f" ({', '.join(said)})" if said else ""


def recency(notes: Sequence[Note], last: dt.date) -> str:
    """How many of some notes are from the last weeks of a period, as a bar and in words."""
    recent = sum(note.day > last - dt.timedelta(days=RECENT_DAYS) for note in notes)
    filled = round(recent * 10 / len(notes))
    share = f"{recent} of {counted(len(notes), 'note')}"
    return f"{'●' * filled}{'○' * (10 - filled)} {share} {'is' if recent == 1 else 'are'} from the last 3 weeks"


def _record(note: Note) -> Evidence:
    way = f"{note.direction}: " if note.direction is not None else ""
    detail = (
        *((f"when: {note.situation}",) if note.situation else ()),
        *((f"next time: {note.next_time}",) if note.next_time else ()),
    )
    return Evidence("note", note.id, note.day, f"{way}{note.body}", detail=detail)
