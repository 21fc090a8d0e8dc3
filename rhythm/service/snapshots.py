"""A quarter's review as plain data: what is frozen when it is closed, and what `--json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rhythm.domain.reviews import records
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rhythm.domain.quarters import Intention
    from rhythm.domain.reviews import Evidence
    from rhythm.queries.records import Record
    from rhythm.service.quarter_walks import QuarterWalk


def quarter_snapshot(walk: QuarterWalk) -> dict[str, Any]:
    """A quarter as plain data, for the frozen copy and for `--json`."""
    return {
        "period": str(walk.quarter),
        "first_day": walk.quarter.first_day.isoformat(),
        "last_day": walk.quarter.last_day.isoformat(),
        "minutes": walk.spent.minutes,
        "questions": [
            {
                "id": view.question.id,
                "text": view.question.text,
                "preset": view.preset,
                "answer": view.answer,
                "rests_on": len(records(view.evidence)),
                "evidence": [_evidence(item) for item in view.evidence],
                "intentions": [_intention(one) for one in view.intentions],
                "last": {
                    "period": walk.last_period,
                    "text": view.last_question or view.question.text,
                    "answer": view.last_answer,
                    "intentions": [_intention(one) for one in view.last_intentions],
                },
            }
            for view in walk.questions
        ],
    }


def record_data(found: Iterable[Record]) -> list[dict[str, Any]]:
    """The records behind a quarter as plain data."""
    return [{**one._asdict(), "day": iso(one.day)} for one in found]


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "id": item.id,
        "slug": item.slug,
        "day": iso(item.day),
        "text": item.text,
        "detail": list(item.detail),
        "mark": item.mark.value if item.mark is not None else None,
        "quiet": item.quiet,
        "warning": item.warning,
        "behind": [{"kind": kind, "id": number} for kind, number in item.behind],
    }


def _intention(one: Intention) -> dict[str, Any]:
    return {
        "id": one.id,
        "period": one.period,
        "text": one.body,
        "due": one.due.isoformat(),
        "state": one.state.value,
        "moved": one.moved,
        "settled_on": iso(one.settled_on),
        "person": one.person or None,
        "person_id": one.person_id,
        "promise_id": one.promise_id,
        "fix_id": one.fix_id,
        "fix": one.fix or None,
        "fix_state": one.fix_state.value if one.fix_state is not None else None,
    }
