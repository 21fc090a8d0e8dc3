"""`rhythm ritual ...`: the meetings that come back, and whether they answer their question."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import output
from rhythm.cli.inputs import add_verb, add_verbs, checked_text, minutes_given, text_given
from rhythm.domain.rituals import NewRitual, RitualAnswer, Standing, parse_every, parse_yes, say_every
from rhythm.domain.saying import counted, say_day, say_late, say_when
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.domain.rituals import Ritual, Session
    from rhythm.service import Rhythm
    from rhythm.settings.lists import OfferedRitual

_WHICH = "a part of its name, or #3"


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Add what stands below `ritual`."""
    verbs = add_verbs(parser, bare="list")
    listing = add_verb(verbs, "list", "the rituals, and those that are offered", list_rituals)
    listing.add_argument("--offered", action="store_true", help="with --json, those that could be taken up instead")
    listing.add_argument("--stopped", action="store_true", help="also those that are held no more")
    adding = add_verb(verbs, "add", "take up an offered ritual by its name, or begin one of your own", add)
    adding.add_argument("name", metavar="NAME", help="the name of an offered one, or any other with --question")
    _add_fields(adding)
    editing = add_verb(verbs, "edit", "change name, question, purpose or cadence", edit)
    editing.add_argument("ritual", metavar="RITUAL", help=_WHICH)
    editing.add_argument("--name", metavar="NAME", help="what people call it")
    _add_fields(editing)
    holding = add_verb(verbs, "held", "it took place: did it answer its question?", held)
    holding.add_argument("ritual", metavar="RITUAL", help=_WHICH)
    holding.add_argument("--answered", metavar="Y/N", required=True, help="whether it answered its question")
    holding.add_argument("--decisions", metavar="N", default="0", help="how many decisions came of it (0)")
    holding.add_argument("--standard", metavar="TEXT", default="", help="the standard that was applied, if one was")
    holding.add_argument("--minutes", metavar="N", help="how long it took")
    holding.add_argument("--note", metavar="TEXT", help="what was decided; - reads standard input")
    holding.add_argument("--on", metavar="DAY", help="when it was (today)")
    for verb, run, what in (
        ("keep", keep, "keep it although it left its question open"),
        ("stop", stop, "hold it no more; what was stays"),
    ):
        add_verb(verbs, verb, what, run).add_argument("ritual", metavar="RITUAL", help=_WHICH)


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--question", metavar="TEXT", help="what must be answered when it ends, yes or no")
    parser.add_argument("--purpose", metavar="TEXT", help="what it is for")
    parser.add_argument("--every", metavar="TIME", help="its cadence: weekly, monthly, quarterly, 2w, 10 days")


def list_rituals(context: Context) -> None:
    """The rituals as they stand, and those that could be taken up."""
    rhythm = context.read()
    rituals = rhythm.rituals
    standings = rituals.standings(stopped=context.args.stopped)
    if context.json:
        output.emit_json(list(map(_offer_shape, rituals.offered()) if context.args.offered else map(_shape, standings)))
        return
    rows = [_cells(one, rhythm) for one in standings]
    output.listing(rows, right=[0], styles=["warning" if one.asks else "" for one in standings])
    for one in standings:
        if one.asks:
            output.say(f"{one.ritual.name} left its question open {one.unanswered} times in a row:", "warning")
            output.say(f"  {one.ritual.question}")
            output.say("  keep it, stop it, or ask another question:")
            output.say(f"  rhythm ritual edit {one.ritual.id} --question TEXT")
    if offered := rituals.offered():
        output.say("Offered; rhythm ritual add NAME takes one up", "bold")
        output.listing([[one.name, say_every(one.every_days), one.purpose] for one in offered])


def add(context: Context) -> None:
    """Take up an offered ritual, or begin one of one's own."""
    args = context.args
    changes = _changes(args)
    offered = context.change().rituals.find_offered(args.name)
    if offered is None and not {"question", "every_days"} <= changes.keys():
        raise BadInput(
            "a ritual of your own needs its question and its cadence",
            "add --question 'What did we decide?' --every weekly; rhythm ritual list shows those that are offered",
        )
    rhythm = context.write()
    if offered is None:
        ritual = rhythm.rituals.add(
            NewRitual(args.name, args.question, int(changes["every_days"]), str(changes.get("purpose", "")))
        )
    else:
        ritual = rhythm.rituals.take_up(offered.id, **changes)
    _changed(context, rhythm, ritual)


def edit(context: Context) -> None:
    """Change a ritual."""
    args, rhythm = context.args, context.change()
    number = rhythm.rituals.find(args.ritual).id
    changes = _changes(args)
    if args.name is not None:
        changes["name"] = args.name
    if not changes:
        raise BadInput("nothing is to be changed", "name --question, --purpose, --every or --name")
    _changed(context, rhythm, rhythm.rituals.edit(number, **changes))


def held(context: Context) -> None:
    """Record that a ritual took place."""
    args, rhythm = context.args, context.change()
    answered, decisions = parse_yes(args.answered), _count(args.decisions)
    day = context.day_back_given(args.on)
    ritual = rhythm.rituals.find(args.ritual)
    note = "" if args.note is None else _note(args.note)
    session = rhythm.rituals.hold(
        ritual.id,
        day,
        answered=answered,
        decisions=decisions,
        standard=args.standard,
        minutes=minutes_given(args.minutes),
        note=note,
    )
    standing = rhythm.rituals.standing(ritual.id)
    assert standing is not None
    if context.json:
        output.emit_json({"ritual": _shape(standing), "session": _session_shape(session)})
        return
    said = "answered its question" if answered else "left its question open"
    more = f", {counted(session.decisions, 'decision')}" if session.decisions else ""
    output.say(f"{ritual.name}, {say_when(session.day, rhythm.today())}: {said}{more}.")
    if standing.asks:
        output.say(f"That is {standing.unanswered} times in a row; the weekly review asks what becomes of it.")


def keep(context: Context) -> None:
    """Keep a ritual that left its question open."""
    _answer(context, RitualAnswer.KEEP)


def stop(context: Context) -> None:
    """Hold a ritual no more."""
    _answer(context, RitualAnswer.STOP)


def _answer(context: Context, answer: RitualAnswer) -> None:
    rhythm = context.change()
    number = rhythm.rituals.find(context.args.ritual).id
    _changed(context, rhythm, rhythm.rituals.answer(number, answer))


def _changes(args: argparse.Namespace) -> dict[str, str | int]:
    """The fields that were named on the command line."""
    given = {"question": args.question, "purpose": args.purpose}
    changes: dict[str, str | int] = {name: value for name, value in given.items() if value is not None}
    if args.every is not None:
        changes["every_days"] = parse_every(args.every)
    return changes


def _note(text: str) -> str:
    return text_given(["-"], "the note") if text == "-" else checked_text(text, "the note")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise BadInput("that is not a number of decisions", "for example --decisions 2")
    return int(text)


def _changed(context: Context, rhythm: Rhythm, ritual: Ritual) -> None:
    standing = rhythm.rituals.standing(ritual.id)
    assert standing is not None
    if context.json:
        output.emit_json({"ritual": _shape(standing)})
        return
    output.listing([_cells(standing, rhythm)], right=[0])
    output.say(f"  {ritual.question}")


def _cells(standing: Standing, rhythm: Rhythm) -> list[str]:
    ritual, today = standing.ritual, rhythm.today()
    due = standing.due_on
    if due is not None:
        when = f"due {say_day(due, today)}, {say_late(due, today)}"
    else:
        when = f"stopped {say_day(ritual.stopped_on, today)}" if ritual.stopped_on is not None else ""
    answered = f"answered {standing.answered} of {len(standing.recent)}" if standing.recent else "not held yet"
    decided = counted(standing.decisions, "decision") if standing.decisions else ""
    return [f"#{ritual.id}", ritual.name, say_every(ritual.every_days), when, answered, decided]


def _shape(standing: Standing) -> Shape:
    ritual = standing.ritual
    return {
        "id": ritual.id,
        "uid": ritual.uid,
        "slug": ritual.slug,
        "name": ritual.name,
        "purpose": ritual.purpose,
        "question": ritual.question,
        "every_days": ritual.every_days,
        "state": "held" if ritual.stopped_on is None else "stopped",
        "started_on": iso(ritual.started_on),
        "stopped_on": iso(ritual.stopped_on),
        "last_held": iso(standing.last_held),
        "due_on": iso(standing.due_on),
        "held": len(standing.recent),
        "answered": standing.answered,
        "decisions": standing.decisions,
        "unanswered_in_a_row": standing.unanswered,
        "asks": standing.asks,
    }


def _offer_shape(one: OfferedRitual) -> Shape:
    return {
        "id": None,
        "slug": one.id,
        "name": one.name,
        "purpose": one.purpose,
        "question": one.question,
        "every_days": one.every_days,
        "state": "offered",
    }


def _session_shape(session: Session) -> Shape:
    return {
        "id": session.id,
        "uid": session.uid,
        "day": iso(session.day),
        "answered": session.answered,
        "decisions": session.decisions,
        "standard": session.standard,
        "minutes": session.minutes,
        "note": session.note,
    }
