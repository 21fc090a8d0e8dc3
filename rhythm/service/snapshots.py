"""The reviews as plain data: what is frozen when one is closed, and what `--json` prints."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from rhythm.domain.reviews import records

if TYPE_CHECKING:
    from rhythm.domain.quarters import Intention
    from rhythm.domain.reviews import Evidence
    from rhythm.service.walks import QuarterWalk, WeekWalk


def week_snapshot(walk: WeekWalk) -> dict[str, Any]:
    """A week as plain data, for the frozen copy and for `--json`."""
    figures = walk.figures
    return {
        "period": str(walk.items.week),
        "figures": {
            "held": figures.held,
            "skipped": figures.skipped,
            "missed": figures.missed,
            "reached_me": figures.reached_me,
            "mine": figures.mine,
            "not_mine": figures.not_mine,
            "unsaid": figures.unsaid,
            "good_calls": figures.good_calls,
            "minutes": figures.minutes,
            "promises_kept": figures.promises_kept,
            "outside_share": figures.outside_share,
        },
        "skip_level_actions": walk.routes._asdict(),
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "text": step.question,
                "answer": walk.items.closing if step.id == "closing" else "",
                "left": walk.items.left(step.id),
                "evidence": _step_lines(walk, step.id),
            }
            for step in walk.steps
        ],
    }


def quarter_snapshot(walk: QuarterWalk) -> dict[str, Any]:
    """A quarter as plain data, for the frozen copy and for `--json`."""
    return {
        "period": str(walk.quarter),
        "minutes": walk.spent.minutes,
        "questions": [
            {
                "id": view.question.id,
                "text": view.question.text,
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


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "id": item.id,
        "slug": item.slug,
        "day": item.day.isoformat() if item.day is not None else None,
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
        "settled_on": one.settled_on.isoformat() if one.settled_on is not None else None,
        "person": one.person or None,
        "person_id": one.person_id,
        "promise_id": one.promise_id,
        "fix_id": one.fix_id,
        "fix_state": one.fix_state.value if one.fix_state is not None else None,
    }


def _step_lines(walk: WeekWalk, step: str) -> list[dict[str, Any]]:
    """The items of a step as records: kind, id, day, text."""

    def line(kind: str, number: int, day: dt.date | None, text: str) -> dict[str, Any]:
        return {"kind": kind, "id": number, "day": day.isoformat() if day is not None else None, "text": text}

    lines = {
        "close_meetings": [line("meeting", m.id, m.day, m.person) for m in walk.items.to_close],
        "triage": [line("escalation", row.id, row.day, row.summary) for row in walk.items.triage],
        "verdicts": [line("conflict", view.id, view.tally.last_day, view.conflict.name) for view in walk.items.cards]
        + [line("fix", fix.id, fix.verify_on, fix.body or fix.kind) for fix in walk.items.fixes_due]
        + [
            line("escalation", one.row.id, one.row.day, one.row.summary)
            for ask in walk.items.asked
            for one in ask.leaks
        ]
        + [line("escalation", row.id, row.day, row.summary) for one in walk.items.stamps for row in one.rows],
        "promises": [line("promise", p.id, p.due, f"{p.body} ({p.person})") for p in walk.items.promises],
        "same": [
            line("conflict", one.id, one.tally.last_day, f"{one.conflict.name} / {other.conflict.name}")
            for one, other, _ in walk.items.same
        ],
        "rituals": [
            line("ritual", one.ritual.id, one.last_held, f"{one.ritual.name}: {one.ritual.question}")
            for one in walk.items.rituals
        ],
        "reached_me": [line("escalation", row.id, row.day, row.summary) for row in walk.reached]
        + [line("good_call", call.id, call.day, call.body) for call in walk.good_calls],
        "next_week": [line("meeting", m.id, m.day, m.person) for m in walk.items.planned]
        + [
            line("proposal", row.person.id, row.proposal.day, f"{row.person.name}: {row.proposal.reason}")
            for row in walk.items.next_week
        ],
    }
    return lines.get(step, [])
