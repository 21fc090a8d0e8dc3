"""note, topic, promise, promises, accept, done."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeVar

from rhythm.cli import inputs, output, shapes
from rhythm.domain.keeping import say_kept
from rhythm.domain.meetings import NewTopic, NoteKind, PromiseKind, Side, Theme
from rhythm.domain.saying import say_day, say_late, say_when
from rhythm.errors import BadInput

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from rhythm.cli.context import Context
    from rhythm.domain.meetings import Promise, Topic
    from rhythm.service import Rhythm

    Said = TypeVar("Said", Topic, Promise)


def configure(parser: argparse.ArgumentParser, name: str) -> None:
    """The arguments of one of these commands."""
    inputs.add_json(parser)
    if name == "promises":
        parser.add_argument("person", nargs="?", metavar="PERSON", help="only those with one person")
        _add_sides(parser, "only what I promised", "only what was promised to me")
        parser.set_defaults(run=_promises)
    elif name in ("done", "accept"):
        parser.add_argument("id", metavar="ID", help="its number; rhythm promises shows it")
        parser.set_defaults(run=_done if name == "done" else _accept)
    else:
        parser.add_argument("person", metavar="PERSON", help="any part of a name that fits one person")
        inputs.add_text(parser, f"the {name}")
        if name in ("topic", "promise"):
            _add_route(parser)
        if name == "note":
            _add_note_options(parser)
        else:
            parser.add_argument("--private", action="store_true", help="never copied for the other one")
        if name == "topic":
            parser.add_argument("--theirs", action="store_true", help="they brought it")
            parser.add_argument("--theme", choices=[theme.value for theme in Theme], help="what it is for")
        if name == "promise":
            parser.add_argument(
                "--by", metavar="DAY", help="until when, such as fri or 'in 2 weeks'; the text may end in by fri"
            )
            _add_sides(parser, "I promise it (as without this)", "it was promised to me")
            kind = parser.add_mutually_exclusive_group()
            kind.add_argument(
                "--request", action="store_true", help="it was only asked for; rhythm accept makes it one"
            )
            kind.add_argument("--action", action="store_true", help="it was agreed on without owing it to the other")
        parser.set_defaults(run={"note": _note, "topic": _topic, "promise": _promise}[name])


def _add_sides(parser: argparse.ArgumentParser, mine: str, theirs: str) -> None:
    side = parser.add_mutually_exclusive_group()
    side.add_argument("--mine", action="store_true", help=mine)
    side.add_argument("--theirs", action="store_true", help=theirs)


def _add_route(parser: argparse.ArgumentParser) -> None:
    from rhythm.cli.ways import add_route_options

    parser.add_argument("--route", metavar="WAY", help="of a skip-level: manager, keep, or direct with a --reason")
    add_route_options(parser)


def _made(context: Context, rhythm: Rhythm, make: Callable[[], Said]) -> Said:
    """Record a topic or a promise; what a skip-level said goes the way that was named."""
    args = context.args
    if args.route is None:
        return make()
    # Deferred: only what skip-levels say has a way.
    from rhythm.cli.ways import way_given

    return rhythm.skip_levels.routed(
        make, way_given(args.route), reason=args.reason or "", wording=args.wording or "", named=args.named
    )


def _add_note_options(parser: argparse.ArgumentParser) -> None:
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--praise", action="store_true", help="appreciation for something specific")
    kind.add_argument("--decision", action="store_true", help="what was decided")
    parser.add_argument("--share", action="store_true", help="it may be copied for the other one")


def _note(context: Context) -> None:
    person = context.person(context.args.person)
    text = inputs.text_given(context.args.text, "the note")
    args = context.args
    kind = NoteKind.PRAISE if args.praise else NoteKind.DECISION if args.decision else NoteKind.NOTE
    note = context.write().planner.add_note(person.id, text, kind, private=not args.share)
    if context.json:
        output.emit_json({"note": shapes.note(note)})
        return
    where = "in today's meeting" if note.meeting_id is not None else "by itself, for the next meeting"
    output.say(f"Noted about {person.name}, {where}.")


def _topic(context: Context) -> None:
    person = context.person(context.args.person)
    text = inputs.text_given(context.args.text, "the topic")
    _check_route(context)
    rhythm = context.write()
    args = context.args
    side, theme = Side.THEIRS if args.theirs else Side.MINE, Theme(args.theme) if args.theme is not None else None
    new = NewTopic(text, side, args.private, theme)
    topic = _made(context, rhythm, lambda: rhythm.planner.add_topic(person.id, new))
    if context.json:
        output.emit_json({"topic": shapes.topic(topic)})
        return
    if topic.route is not None:
        _say_route(rhythm, topic)
        return
    count = len(rhythm.planner.room(person).topics)
    waiting = f"; {count} are waiting" if count > 1 else ""
    output.say(f"Queued for {person.name} as #{topic.id}{waiting}.")


def _promise(context: Context) -> None:
    args = context.args
    due = context.day_ahead_given(args.by)
    person = context.person(args.person)
    text = inputs.text_given(args.text, "the promise")
    if due is None:
        text, due = _with_due(context, text)
    _check_route(context)
    rhythm = context.write()
    kind = PromiseKind.REQUEST if args.request else PromiseKind.ACTION if args.action else PromiseKind.PROMISE
    promise = _made(
        context,
        rhythm,
        lambda: rhythm.planner.add_promise(
            person.id, text, mine=not args.theirs, due=due, kind=kind, private=args.private
        ),
    )
    if due is not None and due < rhythm.today():
        output.advise("that day has passed; rhythm undo takes the promise back")
    if context.json:
        output.emit_json({"promise": shapes.promise(promise)})
        return
    until = f", by {_until(due, rhythm.today())}" if due is not None else ""
    output.say(f"{_said(promise)}{until} (#{promise.id}).")
    if promise.route is not None:
        _say_route(rhythm, promise)


def _with_due(context: Context, text: str) -> tuple[str, dt.date | None]:
    """A promise that ends in `by fri`, as in the meeting room. Raises BadInput for a day that can't be read."""
    from rhythm.domain.notes import read_due

    settings = context.settings
    words, due, problem = read_due(
        text, context.clock.today(), settings.dates.order, settings.review.quarter_start_month
    )
    if problem:
        raise BadInput(problem, "mend the day, or name it with --by")
    return words, due


def _check_route(context: Context) -> None:
    from rhythm.cli.ways import check_route_options, way_given

    args = context.args
    check_route_options(args, way_given(args.route) if args.route is not None else None)


def _say_route(rhythm: Rhythm, done: Topic | Promise) -> None:
    from rhythm.cli.ways import way_words

    output.say(f"From {done.person}: {way_words(rhythm, done)}.")


def _promises(context: Context) -> None:
    args = context.args
    person = context.person(args.person) if args.person is not None else None
    rhythm = context.read()
    mine = True if args.mine else False if args.theirs else None
    person_id = person.id if person is not None else None
    promises = rhythm.planner.promises(mine=mine, person_id=person_id)
    requests = rhythm.talks.requests(mine=mine, person_id=person_id)
    if context.json:
        output.emit_json([shapes.promise(promise) for promise in (*promises, *requests)])
        return
    today = rhythm.today()
    sides = (
        ("I promised", [promise for promise in promises if promise.mine]),
        ("Promised to me", [promise for promise in promises if not promise.mine]),
        ("Asked of me, not accepted", [request for request in requests if request.mine]),
        ("Asked by me, not accepted", [request for request in requests if not request.mine]),
    )
    for heading, rows in sides:
        if rows:
            output.say(heading, "bold")
            output.listing(
                [_cells(promise, rhythm) for promise in rows],
                right=[1],
                styles=["warning" if promise.days_late(today) else "" for promise in rows],
            )
    if not promises and not requests:
        output.say("No promise is open.")
    if mine is not False and person is None and (kept := say_kept(rhythm.talks.kept())):
        output.say(f"You {kept}.", "dim")


def _cells(promise: Promise, rhythm: Rhythm) -> list[str]:
    due, today = promise.due, rhythm.today()
    return [
        "!" if promise.days_late(today) else "",
        f"#{promise.id}",
        rhythm.people.told_apart(promise.person, promise.person_id),
        say_day(due, today) if due is not None else "no day",
        say_late(due, today) if due is not None else "",
        f"moved {promise.moved}x" if promise.moved else "",
        "action" if promise.kind is PromiseKind.ACTION else "",
        promise.body,
    ]


def _said(promise: Promise) -> str:
    """What was recorded, from the director's side."""
    name = promise.person
    return {
        (PromiseKind.PROMISE, True): f"You promised {name}",
        (PromiseKind.PROMISE, False): f"{name} promised you",
        (PromiseKind.REQUEST, True): f"{name} asked you; a promise once you accept",
        (PromiseKind.REQUEST, False): f"You asked {name}; a promise once they accept",
        (PromiseKind.ACTION, True): f"Agreed with {name}, you do it",
        (PromiseKind.ACTION, False): f"Agreed with {name}, they do it",
    }[promise.kind, promise.mine]


def _accept(context: Context) -> None:
    rhythm = context.change()
    promise = rhythm.talks.accept(rhythm.planner.find_promise(context.args.id).id)
    if context.json:
        output.emit_json({"promise": shapes.promise(promise)})
        return
    output.say(f"Accepted: {_said(promise)} (#{promise.id}).")


def _done(context: Context) -> None:
    rhythm = context.change()
    promise = rhythm.planner.settle_promise(rhythm.planner.find_promise(context.args.id).id)
    if context.json:
        output.emit_json({"promise": shapes.promise(promise)})
        return
    who = f"your promise to {promise.person}" if promise.mine else f"the promise of {promise.person}"
    output.say(f"Kept: {who} (#{promise.id}).")


def _until(day: dt.date, today: dt.date) -> str:
    return say_when(day, today)
