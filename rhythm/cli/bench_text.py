"""A candidate as rows, lines and JSON, and the depth behind a seat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.domain.bench import PURPOSE_WORDS, accountability_words, next_step
from rhythm.domain.saying import say_day
from rhythm.queries.rows import iso
from rhythm.settings.bench import AUTHORITY

if TYPE_CHECKING:
    from rhythm.cli.shapes import Shape
    from rhythm.domain.bench import Card, Evidence, Trial
    from rhythm.queries.bench import RoundNote
    from rhythm.service import Rhythm
    from rhythm.service.bench import Depth


def card_rows(rhythm: Rhythm, cards: Sequence[Card]) -> list[list[str]]:
    """Each in a row: who, how far, for whose seat, who speaks for them, and what comes next."""
    rows = []
    for card in cards:
        seat = rhythm.bench.seat_of(card)
        rows.append(
            [
                rhythm.people.told_apart(card.candidate.person, card.candidate.person_id),
                "ready" if card.ready_since is not None else card.stage.value,
                _seat_words(seat.name if seat is not None else "", is_me=seat is not None and seat.is_me),
                f"sponsor {card.candidate.sponsor}" if card.has_sponsor else "no sponsor",
                "left" if card.candidate.left_on is not None else next_step(card),
            ]
        )
    return rows


def card_lines(rhythm: Rhythm, card: Card) -> list[tuple[str, str]]:
    """A card in full, each line with its style."""
    today, words = rhythm.today(), rhythm.bench.words
    (row,) = card_rows(rhythm, [card])
    lines = [(" · ".join(filter(None, row[:4])), "bold")]
    if row[4]:
        lines.append((f"  {row[4]}", "warning"))
    history = ", ".join(
        f"{change.what.value.replace('_', ' ')} {say_day(change.day, today)}" for change in card.changes
    )
    if history:
        lines.append((f"  {history}", "dim"))
    for test in card.tests:
        lines.append((f"  test: {words.kind(test.kind)}, {_test_words(rhythm, test)}", ""))
    for line in card.evidence:
        tags = words.tags(line)
        said = f"  #{line.id}  {say_day(line.day, today)}  {PURPOSE_WORDS[line.purpose]}: {line.body}"
        lines.append((said + (f"  [{tags}]" if tags else ""), ""))
    if gaps := rhythm.bench.gaps(card):
        lines.append((f"  nothing seen in two quarters: {', '.join(gaps)}", "dim"))
    for item in words.lists.role:
        answer = card.answers.get(item.id)
        if answer is not None:
            lines.append((f"  {item.text}: {'yes' if answer.yes else 'no'}", ""))
    found = _board_words(rhythm, card)
    return [*lines, (f"  {found}", "warning")] if found else lines


def card_shape(rhythm: Rhythm, card: Card) -> Shape:
    """A candidate with everything that is known."""
    one, seat = card.candidate, rhythm.bench.seat_of(card)
    found = rhythm.bench.accountability(seat.id) if seat is not None else None
    return {
        "id": one.id,
        "uid": one.uid,
        "person": one.person,
        "person_id": one.person_id,
        "stage": card.stage.value,
        "ready_since": iso(card.ready_since),
        "seat": seat.name if seat is not None else None,
        "seat_id": seat.id if seat is not None else None,
        "sponsor": one.sponsor or None,
        "sponsor_id": one.sponsor_id,
        "added_on": iso(one.added_on),
        "left_on": iso(one.left_on),
        "next": next_step(card) or None,
        "history": [{"stage": change.what.value, "day": iso(change.day)} for change in card.changes],
        "tests": [_test_shape(test) for test in card.tests],
        "evidence": [_evidence_shape(line) for line in card.evidence],
        "gaps": list(rhythm.bench.gaps(card)),
        "role": {item: answer.yes for item, answer in card.answers.items()},
        "accountability_without_rights": found.without_rights if found is not None else None,
    }


def depth_shape(one: Depth) -> Shape:
    """How deep the bench is behind a manager."""
    return {
        "manager": one.manager,
        "manager_id": one.person_id,
        "candidates": one.candidates,
        "passed": one.passed,
        "words": one.words,
    }


def round_shape(rhythm: Rhythm, note: RoundNote) -> Shape:
    """What a calibration round said."""
    return {
        "id": note.id,
        "uid": note.uid,
        "day": iso(note.day),
        "topic": note.topic or None,
        "topic_text": rhythm.bench.words.topic(note.topic) if note.topic else None,
        "person": note.person or None,
        "person_id": note.person_id,
        "text": note.body,
    }


def _board_words(rhythm: Rhythm, card: Card) -> str:
    seat = rhythm.bench.seat_of(card)
    if seat is None or all(one.id != AUTHORITY for one in rhythm.bench.words.lists.role):
        return ""
    said = accountability_words(rhythm.bench.accountability(seat.id))
    return f"{seat.name}'s seat: {said}" if said else ""


def _seat_words(name: str, *, is_me: bool) -> str:
    if is_me:
        return "for your seat"
    return f"for {name}'s seat" if name else "for no seat yet"


def _test_words(rhythm: Rhythm, test: Trial) -> str:
    today = rhythm.today()
    began = f"since {say_day(test.started_on, today)}"
    return f"{test.outcome} {say_day(test.ended_on, today)}" if test.outcome and test.ended_on else began


def _test_shape(test: Trial) -> Shape:
    return {
        "id": test.id,
        "uid": test.uid,
        "kind": test.kind,
        "started_on": iso(test.started_on),
        "ended_on": iso(test.ended_on),
        "outcome": test.outcome.value if test.outcome is not None else None,
    }


def _evidence_shape(line: Evidence) -> Shape:
    return {
        "id": line.id,
        "uid": line.uid,
        "purpose": line.purpose.value,
        "day": iso(line.day),
        "text": line.body,
        "note_id": line.note_id,
        "test_id": line.test_id,
        "area": line.area or None,
        "skill": line.skill or None,
    }
