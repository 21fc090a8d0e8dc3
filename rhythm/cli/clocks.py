"""`rhythm clock ...`: how long people have their roles, and the first 90 days of one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import output
from rhythm.cli.inputs import add_verb, add_verbs, text_given
from rhythm.domain.clocks import day_words, month_words
from rhythm.domain.saying import say_day
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.domain.clocks import FirstDays, Line, RoleClock
    from rhythm.domain.people import Person
    from rhythm.service import Rhythm

_WHOSE = "any part of a name; me is yourself"


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Add what stands below `clock`."""
    verbs = add_verbs(parser, bare="list")
    add_verb(verbs, "list", "since when you and each manager have the role", list_clocks)
    setting = add_verb(verbs, "set", "say since when somebody has the role", set_start)
    showing = add_verb(verbs, "show", "the three lists of somebody's first 90 days", show)
    ticking = add_verb(verbs, "tick", "tick a line of them", tick)
    unticking = add_verb(verbs, "untick", "take a tick back", untick)
    adding = add_verb(verbs, "add", "write a line of your own", add)
    dropping = add_verb(verbs, "drop", "take a line of your own out", drop)
    for verb in (setting, showing, ticking, unticking, adding, dropping):
        verb.add_argument("person", metavar="PERSON", help=_WHOSE)
    setting.add_argument("day", metavar="DAY", help="the first day of the role")
    for verb in (ticking, unticking, dropping):
        verb.add_argument("line", metavar="N", help="its place, as show counts them")
    adding.add_argument("list", metavar="LIST", help="assess, low_hanging_fruit or relationships")
    adding.add_argument("text", nargs="*", metavar="TEXT", help="what to do; - reads standard input")


def list_clocks(context: Context) -> None:
    """Every clock that is known, the newest role first, then of whom none is."""
    rhythm = context.read()
    clocks = rhythm.clocks.all()
    if context.json:
        output.emit_json([_shape(clock) for clock in clocks])
        return
    today = rhythm.today()
    rows = [[one.person, f"since {say_day(one.start, today)}", month_words(one), day_words(one)] for one in clocks]
    output.table(rows, styles=["accent" if one.in_first_days else "" for one in clocks])
    unknown = rhythm.clocks.unknown()
    if not (clocks or unknown):
        output.say("nobody's role is known yet; rhythm clock set me '1 oct' says since when you have yours")
    if unknown:
        output.say(
            f"not known: {', '.join(person.name for person in unknown)}; rhythm clock set NAME DAY says it", "dim"
        )


def set_start(context: Context) -> None:
    """Say since when somebody has the role."""
    person, rhythm = context.person(context.args.person), context.change()
    clock = rhythm.clocks.set_start(person.id, context.day_back(context.args.day))
    if context.json:
        output.emit_json({"clock": _shape(clock)})
    else:
        output.say(_words(clock))


def show(context: Context) -> None:
    """The lists of somebody's first 90 days."""
    person = context.person(context.args.person)
    _tell(context, context.read(), person)


def tick(context: Context) -> None:
    """Tick a line."""
    _tick(context, True)


def untick(context: Context) -> None:
    """Take a tick back."""
    _tick(context, False)


def add(context: Context) -> None:
    """Write a line of one's own."""
    args, rhythm = context.args, context.change()
    person, listed = context.person(args.person), rhythm.clocks.read_list(args.list)
    rhythm.clocks.add(person, listed, text_given(args.text, "the line"))
    _tell(context, rhythm, person)


def drop(context: Context) -> None:
    """Take a line of one's own out."""
    person, rhythm = context.person(context.args.person), context.change()
    line = _line(context, rhythm, person)
    if line.item or line.id is None:
        raise BadInput("that line is of the shipped lists", "leave it unticked; bench.yaml holds the lists")
    rhythm.clocks.drop(line.id)
    _tell(context, rhythm, person)


def _tick(context: Context, done: bool) -> None:
    person, rhythm = context.person(context.args.person), context.change()
    rhythm.clocks.tick(person, _line(context, rhythm, person), done)
    _tell(context, rhythm, person)


def _first_days(rhythm: Rhythm, person: Person) -> FirstDays:
    found = rhythm.clocks.first_days(person)
    if found is None:
        raise BadInput(f"it is not known since when {person.name} has the role", "rhythm clock set NAME DAY says it")
    return found


def _line(context: Context, rhythm: Rhythm, person: Person) -> Line:
    lines, text = _first_days(rhythm, person).lines, context.args.line.strip().removeprefix("#")
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= len(lines)):
        raise BadInput("there is no such line", f"say 1 to {len(lines)}, as rhythm clock show NAME counts them")
    return lines[int(text) - 1]


def _tell(context: Context, rhythm: Rhythm, person: Person) -> None:
    found = _first_days(rhythm, person)
    if context.json:
        lists = [
            {"list": one.id, "title": one.title, "lines": list(map(_line_shape, one.lines))} for one in found.lists
        ]
        output.emit_json({"clock": _shape(found.clock), "done": found.done, "of": len(found.lines), "lists": lists})
        return
    output.say(f"{_words(found.clock)} · {found.done} of {len(found.lines)} done", "bold")
    places = iter(range(1, len(found.lines) + 1))
    for one in found.lists:
        output.say(one.title, "bold")
        output.listing(
            [[f"{next(places)}", "[x]" if line.done_on is not None else "[ ]", line.body] for line in one.lines],
            right=[0],
        )


def _words(clock: RoleClock) -> str:
    return " · ".join(
        filter(None, (clock.person, f"since {say_day(clock.start, clock.today)}", month_words(clock), day_words(clock)))
    )


def _shape(clock: RoleClock) -> Shape:
    return {
        "person": clock.person,
        "person_id": clock.person_id,
        "start": iso(clock.start),
        "named": clock.named,
        "month": clock.month,
        "day": clock.day,
        "adjusting": clock.adjusting,
        "first_days": clock.in_first_days,
    }


def _line_shape(line: Line) -> Shape:
    return {"id": line.id, "item": line.item or None, "text": line.body, "done_on": iso(line.done_on)}
