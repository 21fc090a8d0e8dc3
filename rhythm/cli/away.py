"""`rhythm away`: vacations, leaves and journeys, one's own and those of others."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output
from rhythm.domain.absences import Absence, AbsenceKind
from rhythm.domain.names import shown
from rhythm.domain.saying import counted, say_day, say_distance
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.domain.people import PersonId


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """The arguments of the command."""
    inputs.add_json(parser)
    parser.add_argument("--until", metavar="DAY", help="the last day away; without it, who is away is listed")
    parser.add_argument("--from", dest="first", metavar="DAY", help="the first day away; today unless given")
    parser.add_argument("--who", metavar="PERSON", help="somebody else than yourself")
    parser.add_argument("--kind", metavar="KIND", help=f"{', '.join(AbsenceKind)} (vacation)")
    parser.add_argument("--remove", metavar="ID", help="there after all; the list has the number")
    parser.set_defaults(run=_away)


def _away(context: Context) -> None:
    args = context.args
    if args.remove is not None:
        if any(given is not None for given in (args.until, args.first, args.who, args.kind)):
            raise BadInput("--remove takes the number alone", "rhythm away --remove 3")
        _remove(context)
    elif args.until is not None:
        _add(context)
    elif args.first is not None or args.kind is not None:
        raise BadInput("the last day away is missing", "name it with --until DAY, such as --until 'fri' or '24 dec'")
    else:
        _list(context)


def _add(context: Context) -> None:
    args = context.args
    first = context.day_ahead(args.first) if args.first is not None else context.clock.today()
    last = context.last_day_ahead(args.until)
    if last < first:
        # From Monday until Friday means the Friday after that Monday, on whatever day it is said.
        last = context.last_day_ahead(args.until, after=first)
    kind = _kind(args.kind)
    person_id: PersonId | None = None
    if args.who is not None and args.who.strip().casefold() != "me":
        person_id = context.person(args.who).id
    rhythm = context.write()
    absence = rhythm.absences.add(person_id, first, last, kind)
    if context.json:
        output.emit_json({"absence": _shape(absence)})
        return
    me = rhythm.people.me()
    own = me is not None and me.id == absence.person_id
    who = "You are" if own else f"{absence.person} is"
    output.say(f"{who} away {_days(absence, rhythm.today())} (#{absence.id}, {absence.kind}).")
    first = max(absence.first, rhythm.today())
    inside = [
        meeting
        for meeting in rhythm.planner.meetings_between(first, absence.last)
        if meeting.state == "planned" and (own or meeting.person_id == absence.person_id)
    ]
    if inside:
        stands = "stands" if len(inside) == 1 else "stand"
        output.say(f"{counted(len(inside), 'meeting')} {stands} in these days: rhythm plan moves what it can.")


def _remove(context: Context) -> None:
    rhythm = context.change()
    absence = rhythm.absences.remove(rhythm.absences.find(context.args.remove).id)
    if context.json:
        output.emit_json({"removed": _shape(absence)})
        return
    output.say(f"Not away after all: {absence.person}, {_days(absence, rhythm.today())}.")
    for other in rhythm.absences.between(absence.first, absence.last):
        if other.person_id == absence.person_id and other.source:
            output.say(f"{other.source} still says so, {_days(other, rhythm.today())} (#{other.id}).")


def _list(context: Context) -> None:
    rhythm = context.read()
    found = rhythm.absences.coming()
    if context.args.who is not None:
        number = context.person(context.args.who).id
        found = tuple(absence for absence in found if absence.person_id == number)
    if context.json:
        output.emit_json([_shape(absence) for absence in found])
        return
    today = rhythm.today()
    if not found:
        output.say("Nobody is away. rhythm away --until fri says that you are.")
        return
    output.table(
        [
            [
                f"#{absence.id}",
                rhythm.people.told_apart(absence.person, absence.person_id),
                _days(absence, today),
                absence.kind.value,
                "away now" if absence.covers(today) else say_distance(absence.first, today),
                f"from {absence.source}" if absence.source else "",
            ]
            for absence in found
        ],
        right=[0],
    )


def _days(absence: Absence, today: dt.date) -> str:
    if absence.first == absence.last:
        return f"on {say_day(absence.first, today)}"
    return f"{say_day(absence.first, today)} to {say_day(absence.last, today)}"


def _kind(text: str | None) -> AbsenceKind:
    if text is None:
        return AbsenceKind.VACATION
    try:
        return AbsenceKind(text.strip().casefold())
    except ValueError:
        raise BadInput(f"{shown(text)} is not a kind of absence", f"say one of {', '.join(AbsenceKind)}") from None


def _shape(absence: Absence) -> Shape:
    return {
        "id": absence.id,
        "uid": absence.uid,
        "person": absence.person,
        "person_id": absence.person_id,
        "first": iso(absence.first),
        "last": iso(absence.last),
        "kind": absence.kind.value,
        "source": absence.source or None,
    }
