"""A week's review as plain data: what is frozen when it is closed, and what `--json` prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rhythm.domain.meetings import Promise
from rhythm.queries.rows import iso
from rhythm.service.open_items import card_key, cell_key, triage_key, went_key

if TYPE_CHECKING:
    from rhythm.domain.periods import Week
    from rhythm.domain.waiting import Waiting
    from rhythm.service.closed_weeks import ClosedWeek
    from rhythm.service.walks import WeekWalk

TREND_WEEKS = 8
"""So many weeks stand side by side, the one in hand included."""


def week_snapshot(walk: WeekWalk) -> dict[str, Any]:
    """A week as plain data, for the frozen copy and for `--json`.

    `figures` are those of the week; `covered` are the days whose records the steps show, and `four_weeks` the last
    four weeks, in which a week without a log is null. A line of evidence that was asked about names its `item`.
    """
    days, recent = walk.covered, walk.recent
    return {
        "period": str(walk.items.week),
        "covered": {"first": days.first_day.isoformat(), "last": days.last_day.isoformat()},
        "figures": walk.figures._asdict(),
        "four_weeks": {
            "reached_me": recent.reached_me,
            "mine": recent.mine,
            "not_mine": recent.not_mine,
            "unsaid": recent.unsaid,
            "logged_weeks": recent.logged_weeks,
            "weekly": [count for _, count in recent.weekly],
        },
        "skip_level_actions": walk.routes._asdict(),
        "pillars": {str(pillar): count for pillar, count in walk.activity},
        "bench": walk.bench,
        "spent_minutes": walk.kept.minutes,
        "budget_minutes": walk.budget_minutes,
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "text": step.question,
                "answer": walk.items.line(step.id),
                "left": walk.items.left(step.id),
                "evidence": _lines(walk, step.id),
            }
            for step in walk.steps
        ],
    }


def trend(week: Week, closed: Iterable[ClosedWeek]) -> list[dict[str, Any]]:
    """The weeks before one, the newest first: the figures of those that were closed, null for the others."""
    figures = {one.week: one.figures._asdict() for one in closed}
    before = (week.shifted(-back) for back in range(1, TREND_WEEKS))
    return [{"period": str(each), "figures": figures.get(each)} for each in before]


def only_worst(data: Mapping[str, Any], keys: frozenset[str]) -> dict[str, Any]:
    """The data with the records of some items alone; `left_out` says how many wait for another time."""
    steps, waiting = [], 0
    for step in data["steps"]:
        lines = [line for line in step["evidence"] if line["item"] in keys]
        asked = len({line["item"] for line in lines} - {""})
        waiting += 0 if step["id"] == "closing" else step["left"] - asked
        steps.append({**step, "evidence": lines})
    return {**data, "steps": steps, "left_out": waiting}


def _lines(walk: WeekWalk, step: str) -> list[dict[str, Any]]:
    """What a step shows, as records: kind, id, day, text, and the item that it belongs to."""
    makers = {
        "close_meetings": _meetings,
        "triage": _triage,
        "verdicts": _verdicts,
        "promises": _promises,
        "same": _same,
        "rituals": _rituals,
        "reached_me": _reached,
        "people": _people,
        "structure": _structure,
        "good_calls": _good_calls,
        "next_week": _next_week,
    }
    maker = makers.get(step)
    return maker(walk) if maker is not None else []


def _line(kind: str, number: int, day: dt.date | None, text: str, item: str = "") -> dict[str, Any]:
    return {"kind": kind, "id": number, "day": iso(day), "text": text, "item": item}


def _meetings(walk: WeekWalk) -> list[dict[str, Any]]:
    return [_line("meeting", one.id, one.day, one.person, f"meeting:{one.id}") for one in walk.items.to_close]


def _triage(walk: WeekWalk) -> list[dict[str, Any]]:
    return [_line("escalation", row.id, row.day, row.summary, triage_key(row)) for row in walk.items.triage]


def _verdicts(walk: WeekWalk) -> list[dict[str, Any]]:
    cards = [
        _line("conflict", view.id, view.tally.last_day, view.conflict.name, f"conflict:{view.id}")
        for view in walk.items.cards
    ]
    fixes = [_line("fix", fix.id, fix.verify_on, fix.body or fix.kind, f"fix:{fix.id}") for fix in walk.items.fixes_due]
    bets = [
        _line("bet", one.bet.id, one.review_on, f"{one.bet.name}: {one.decision.kind}", f"bet:{one.bet.id}")
        for one in walk.items.bets
    ]
    return [*cards, *fixes, *bets]


def _promises(walk: WeekWalk) -> list[dict[str, Any]]:
    return [
        _line("promise", one.id, one.due, f"{one.body} ({one.person})", f"promise:{one.id}")
        for one in walk.items.promises
    ]


def _same(walk: WeekWalk) -> list[dict[str, Any]]:
    return [
        _line(
            "conflict",
            pair.first.id,
            pair.first.tally.last_day,
            f"{pair.first.conflict.name} / {pair.second.conflict.name}",
            pair.key,
        )
        for pair in walk.items.same
    ]


def _rituals(walk: WeekWalk) -> list[dict[str, Any]]:
    return [
        _line(
            "ritual",
            one.ritual.id,
            one.last_held,
            f"{one.ritual.name}: {one.ritual.question}",
            f"ritual:{one.ritual.id}",
        )
        for one in walk.items.rituals
    ]


def _reached(walk: WeekWalk) -> list[dict[str, Any]]:
    """The cells that are asked about with their rows, then everything of the days that are covered."""
    asked = [
        _line("escalation", leak.row.id, leak.row.day, leak.row.summary, cell_key("asked", ask.cell))
        for ask in walk.items.asked
        for leak in ask.leaks
    ]
    vacant = [
        _line("decision_right", right.id, left, f"{right.area}: {right.decider} left", cell_key("vacant", right.cell))
        for right, left in walk.items.vacant
    ]
    stamps = [
        _line("escalation", row.id, row.day, row.summary, cell_key("stamps", one.cell))
        for one in walk.items.stamps
        for row in one.rows
    ]
    return [*asked, *vacant, *stamps, *(_line("escalation", row.id, row.day, row.summary) for row in walk.reached)]


def _people(walk: WeekWalk) -> list[dict[str, Any]]:
    people = walk.items.people
    over = [
        _line(
            "person",
            row.person.id,
            row.last_held,
            f"{row.person.name}: {row.due.gap_days} days, limit {row.due.cadence.limit}",
            f"over:{row.person.id}",
        )
        for row in people.over
    ]
    round_them = [
        _line(
            "promise" if isinstance(one, Promise) else "topic",
            one.id,
            one.made_on if isinstance(one, Promise) else one.added_on,
            f"{one.person}, round the manager: {one.body}",
            went_key(one),
        )
        for one in people.round
    ]
    return [
        *over,
        *_waiting(people.feedback, "no precise feedback", "feedback"),
        *_waiting(people.thanks, "no appreciation", "thanks"),
        *round_them,
    ]


def _structure(walk: WeekWalk) -> list[dict[str, Any]]:
    asked = walk.items.question
    if asked is None:
        return []
    team, person = asked.subject.team_id, asked.subject.person_id
    text = f"{asked.about}: {asked.card.question}"
    return [_line("team" if team is not None else "person", team or person or 0, asked.since, text, card_key(asked))]


def _waiting(people: tuple[Waiting, ...], what: str, kind: str) -> list[dict[str, Any]]:
    return [
        _line("person", one.person_id, one.last, f"{one.name}: {what} for {one.days} days", f"{kind}:{one.person_id}")
        for one in people
    ]


def _good_calls(walk: WeekWalk) -> list[dict[str, Any]]:
    return [_line("good_call", call.id, call.day, call.body) for call in walk.good_calls]


def _next_week(walk: WeekWalk) -> list[dict[str, Any]]:
    planned = [_line("meeting", one.id, one.day, one.person) for one in walk.items.planned]
    ticked = {row.person.id for row in walk.items.ticked}
    return planned + [
        _line(
            "proposal",
            row.person.id,
            row.proposal.day,
            f"{row.person.name}: {row.proposal.reason}",
            "accept:0" if row.person.id in ticked else "",
        )
        for row in walk.items.next_week
    ]
