"""Every record of the bench for a file, those who left it included."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rhythm.domain.bench import Card, labels
from rhythm.interop.bench import BenchRow, Kind
from rhythm.queries import bench
from rhythm.queries.exporting_names import names_in_files
from rhythm.queries.rows import iso
from rhythm.storage.database import Database


def exported_bench(db: Database) -> tuple[BenchRow, ...]:
    """Card by card, then what calibration rounds said."""
    name = names_in_files(db)
    rows = [row for card in bench.cards(db) for row in _of_card(card, name)]
    notes = sorted(bench.round_notes(db), key=lambda note: (note.day, note.id))
    rows += [
        BenchRow(Kind.ROUND, name(note.person_id), note.topic, note.day.isoformat(), text=note.body) for note in notes
    ]
    return tuple(rows)


def _of_card(card: Card, name: Callable[[int | None], str]) -> Iterator[BenchRow]:
    one = card.candidate
    person = name(one.person_id)
    sponsor = name(one.sponsor_id) or one.sponsor
    yield BenchRow(
        Kind.CANDIDATE, person, "", one.added_on.isoformat(), iso(one.left_on) or "", "", name(one.seat_id), sponsor
    )
    for test in card.tests:
        outcome = test.outcome.value if test.outcome is not None else ""
        yield BenchRow(Kind.TEST, person, test.kind, test.started_on.isoformat(), iso(test.ended_on) or "", outcome)
    named = labels(card.tests)
    for line in sorted(card.evidence, key=lambda line: (line.day, line.id)):
        about = named[line.test_id] if line.test_id is not None else ""
        day = line.day.isoformat()
        yield BenchRow(Kind.EVIDENCE, person, line.purpose, day, "", "", about, line.body, line.area, line.skill)
    for change in card.changes:
        yield BenchRow(Kind.STAGE, person, change.what, change.day.isoformat())
    for item, answer in card.answers.items():
        yield BenchRow(Kind.ROLE, person, item, answer.day.isoformat(), outcome="yes" if answer.yes else "no")
