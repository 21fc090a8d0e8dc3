"""A closed quarter, read back from its frozen copy."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rhythm.domain.fixes import FixId, FixState
from rhythm.domain.people import PersonId
from rhythm.domain.quarters import Intention, IntentionId, IntentionState, Spent
from rhythm.domain.reviews import Evidence, EvidenceMark
from rhythm.service.quarter_walks import QuarterWalk, QuestionView
from rhythm.settings.lists import QuarterQuestion

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.domain.reviews import LaterAnswer, Review


def thaw(
    quarter: Quarter,
    found: Review,
    questions: Iterable[QuarterQuestion],
    before: Review | None,
    asked_before: Mapping[str, str],
    later: Iterable[LaterAnswer] = (),
    *,
    start_month: int = 1,
) -> QuarterWalk:
    """The walk as it was closed, its questions in the words of that day. Copies of earlier versions hold less.

    `start_month` is that of years as they begin today: where the quarter's is another one, its days are said.
    """
    feeds = {question.id: question.feeds for question in questions}
    data = json.loads(found.snapshot or "{}")
    said_later = {one.item: one for one in later}
    views = []
    for item in data["questions"]:
        number = item["id"]
        views.append(
            QuestionView(
                QuarterQuestion(number, item["text"], (), feeds.get(number, "")),
                tuple(_evidence(row) for row in item["evidence"]),
                item["answer"],
                before.answer(number) if before is not None else "",
                asked_before.get(number, ""),
                tuple(_intention(row, found.period, number) for row in item.get("intentions", ())),
                tuple(
                    _intention(row, row.get("period", ""), number) for row in item.get("last", {}).get("intentions", ())
                ),
                later=said_later.get(number),
            )
        )
    spent = Spent(int(data.get("minutes", 0)) * 60)
    last_period = before.period if before is not None else ""
    other_days = (quarter.first_day, quarter.last_day) if quarter.start_month != start_month else None
    return QuarterWalk(quarter, found, tuple(views), last_period, spent, _day(data.get("erased_on")), other_days)


def _evidence(row: Mapping[str, Any]) -> Evidence:
    mark = row.get("mark")
    return Evidence(
        row["kind"],
        row["id"],
        _day(row["day"]),
        row["text"],
        tuple((one["kind"], one["id"]) for one in row["behind"]),
        row.get("slug", ""),
        tuple(row.get("detail", ())),
        row.get("quiet", False),
        row.get("warning", False),
        EvidenceMark(mark) if mark else None,
    )


def _intention(row: Mapping[str, Any], period: str, item: str) -> Intention:
    due = _day(row["due"])
    assert due is not None
    return Intention(
        IntentionId(row["id"]),
        "",
        period,
        item,
        row["text"],
        due,
        IntentionState(row["state"]),
        row["moved"],
        _day(row["settled_on"]),
        PersonId(row["person_id"]) if row.get("person_id") else None,
        row.get("person") or "",
        fix_id=FixId(row["fix_id"]) if row.get("fix_id") else None,
        fix_state=FixState(row["fix_state"]) if row.get("fix_state") else None,
        fix=row.get("fix") or "",
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
