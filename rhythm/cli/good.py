"""`rhythm good`: what went well without the director."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import output
from rhythm.cli.inputs import add_json, add_text, area_given, heed_problems, text_given
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from rhythm.cli.context import Context
    from rhythm.domain.escalations import GoodCall


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """Add the arguments."""
    add_text(parser, "what went well without you, in a line: 'text @who #area on:day'")
    parser.add_argument("--by", metavar="PERSON", help="who made the call")
    parser.add_argument("--area", help="what it was about")
    parser.add_argument("--on", metavar="DAY", help="the day (today)")
    parser.set_defaults(run=good)
    add_json(parser)


def good(context: Context) -> None:
    """Record a call that went well without the director; an option wins over the same field of the line."""
    from rhythm.cli import shapes
    from rhythm.domain.capture import NO_CALL_MARKS, has_no_call_marks
    from rhythm.domain.fields import unknown_area
    from rhythm.domain.people import PersonId

    args = context.args
    text = clean_line(text_given(args.text, "the call"), "the call")
    rhythm = context.write()
    area, typed = area_given(rhythm, args.area)
    day = context.day_back_given(args.on)
    person = context.person(args.by) if args.by is not None else None
    capture = rhythm.tracker.read(text)
    if has_no_call_marks(capture):
        raise BadInput(*NO_CALL_MARKS)
    if area is None:
        area, typed = capture.area, capture.area_text
    options = {"raised_by": person, "day": day}
    # An area that is none is said below, beside the call.
    heed_problems(capture, {"party", "area", *(field for field, value in options.items() if value is not None)})
    by = person or capture.raised_by
    call = rhythm.tracker.good(
        capture.summary,
        day=day or capture.day,
        person_id=PersonId(by.id) if by is not None else None,
        area=area or "",
    )
    unknown = unknown_area(area, typed)
    if context.json:
        if unknown:
            output.advise(f"{unknown}; the call stands under other")
        output.emit_json({"good_call": shapes.good_call(call)})
        return
    _print_call(call, unknown, rhythm.today())


def _print_call(call: GoodCall, unknown: str, today: date) -> None:
    """The call, and what is known of it. It has no place for the word of an area that is none, so that is `unknown`."""
    from rhythm.domain.saying import say_when

    about = call.area.replace("_", " ")
    facts = (say_when(call.day, today), call.person, f"{about} ({unknown})" if unknown else about)
    output.say(f"went well without you: {call.body}")
    output.say(f"  {', '.join(fact for fact in facts if fact)}")
