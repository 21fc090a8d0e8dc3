"""`rhythm review compare` and `rhythm review answers`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rhythm.cli import output
from rhythm.domain.saying import say_day
from rhythm.errors import NotFound

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.cli.context import Context
    from rhythm.service.comparing import Answered


def compare(context: Context) -> int:
    """Two quarters side by side."""
    rhythm = context.read()
    this = rhythm.quarters.names.find
    found = rhythm.quarters.comparing.compare(this(context.args.one), this(context.args.other))
    if context.json:
        output.emit_json(
            {
                "one": {"period": str(found.one), "state": found.states[0]},
                "other": {"period": str(found.other), "state": found.states[1]},
                "missing": list(found.missing),
                "questions": [
                    {
                        "id": beside.item,
                        "text": beside.asked,
                        "one": _shape(beside.one),
                        "other": _shape(beside.other),
                    }
                    for beside in found.questions
                ],
                "figures": [one._asdict() for one in found.figures],
            }
        )
        return 0
    heads = [f"{quarter}, {state}" for quarter, state in zip((found.one, found.other), found.states, strict=True)]
    output.say(" beside ".join(heads), "accent")
    for words in found.missing:
        output.say(f"! {words}", "warning")
    for beside in found.questions:
        output.say("")
        output.say(beside.asked, "accent")
        for quarter, answered in ((found.one, beside.one), (found.other, beside.other)):
            _tell(str(quarter), answered, rhythm.today())
    if found.figures:
        output.say("")
        rows = [[one.name, one.one or "–", one.other or "–"] for one in found.figures]
        output.table([["", str(found.one), str(found.other)], *rows], right=(1, 2), styles=("dim",))
    return 0


def answers(context: Context) -> int:
    """All answers to one question, the newest first; without one, the questions there are."""
    rhythm = context.read()
    comparing, item = rhythm.quarters.comparing, context.args.question
    items = comparing.items()
    if item is None:
        if context.json:
            output.emit_json([{"id": one, "text": text} for one, text in items.items()])
        else:
            output.table([[one, text] for one, text in items.items()])
        return 0
    if item not in items:
        raise NotFound(f"there is no question {item}", f"there are: {', '.join(items)}")
    found = comparing.answers(item)
    if context.json:
        output.emit_json([_shape(one) for one in found])
        return 0
    output.say(items[item], "accent")
    if not found:
        output.say("nobody answered it yet", "dim")
    for one in found:
        output.say("")
        _tell(one.period, one, rhythm.today())
        if one.asked not in ("", items[item]):
            output.say(f"asked then: {one.asked}", "dim")
    return 0


def _tell(period: str, answered: Answered | None, today: dt.date) -> None:
    if answered is None:
        output.say(f"{period}: not asked", "dim")
        return
    output.say(period, "dim")
    output.say_text(answered.answer.strip() or "no answer")
    if answered.later is not None:
        output.say_text(f"changed after closing, on {say_day(answered.later.day, today)}: {answered.later.body}")


def _shape(one: Answered | None) -> dict[str, Any] | None:
    if one is None:
        return None
    later = {"day": one.later.day.isoformat(), "answer": one.later.body} if one.later is not None else None
    return {
        "period": one.period,
        "closed": one.closed,
        "text": one.asked,
        "answer": one.answer,
        "later": later,
        "rests_on": one.rests_on,
    }
