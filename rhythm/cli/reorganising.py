"""people move/leave, and what goes with a new manager: from when on, and what becomes of open topics."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from rhythm.cli import inputs, output, shapes
from rhythm.domain.saying import counted, say_day, say_when
from rhythm.errors import BadInput
from rhythm.queries.rows import iso
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.cli.context import Context
    from rhythm.domain.meetings import Fates, Topic
    from rhythm.domain.people import Person
    from rhythm.service import Rhythm


class TopicsAsked(NamedTuple):
    """The open topics of somebody who goes elsewhere, and what was said of them; nothing was said means kept."""

    topics: tuple[Topic, ...]
    fates: Fates
    to: str

    def say(self) -> None:
        """What became of them, and while nothing was said, how to say it."""
        if not self.topics:
            return
        number = counted(len(self.topics), "open topic")
        if not self.fates:
            output.say(f"{number} kept; --drop-topics drops them, --topics-to PERSON moves them.", "dim")
        else:
            output.say(f"{number} moved to {self.to}." if self.to else f"{number} dropped.")


def add_verbs(verbs: Any) -> None:
    """The commands `people move` and `people leave`."""
    move = inputs.add_verb(verbs, "move", "give a manager's whole team to another manager", _move)
    move.add_argument("manager", metavar="MANAGER", help="whose team moves")
    move.add_argument("--to", metavar="PERSON", required=True, help="the new manager, or me")
    add_since(move)
    leave = inputs.add_verb(verbs, "leave", "somebody leaves: nothing is planned or missed after the last day", _leave)
    leave.add_argument("person", metavar="PERSON", help="any part of the name")
    leave.add_argument("--on", metavar="DAY", help="the last day; today unless given")
    leave.add_argument("--not", dest="stays", action="store_true", help="they stay after all, or are back")
    add_topics(leave)


def add_start(parser: argparse.ArgumentParser) -> None:
    """The option that says when somebody joins."""
    parser.add_argument("--starts", metavar="DAY", help="the first day; a skip-level is not due for two weeks after it")


def add_since(parser: argparse.ArgumentParser) -> None:
    """The option that says from when on a new manager or team holds."""
    parser.add_argument(
        "--since", metavar="DAY", help="from when on it holds, before or after today; today if not given"
    )


def add_topics(parser: argparse.ArgumentParser) -> None:
    """The options that say what becomes of open topics."""
    fate = parser.add_mutually_exclusive_group()
    fate.add_argument("--drop-topics", action="store_true", help="drop the open topics; without it they are kept")
    fate.add_argument("--topics-to", metavar="PERSON", help="move the open topics to the queue of somebody else")


def since_given(context: Context, *, placed: bool) -> dt.date | None:
    """From when on something holds. Raises BadInput where there is nothing that could."""
    if context.args.since is None:
        return None
    if not placed:
        raise BadInput("--since goes with a new manager or team", "name one, or leave the day out")
    return context.day_back(context.args.since)


def topics_asked(context: Context, rhythm: Rhythm, person: Person, *, asked: bool = True) -> TopicsAsked:
    """What was said of the open topics of somebody. Raises BadInput where nobody goes anywhere."""
    args = context.args
    if not asked:
        if args.drop_topics or args.topics_to is not None:
            raise BadInput("the topics are asked about with a new manager or relation", "leave that option out")
        return TopicsAsked((), {}, "")
    topics = rhythm.people.open_topics(person.id)
    if args.topics_to is not None:
        to = context.person(args.topics_to)
        return TopicsAsked(topics, {topic.id: to.id for topic in topics}, to.name)
    return TopicsAsked(topics, {topic.id: None for topic in topics} if args.drop_topics else {}, "")


def say_begins(rhythm: Rhythm, since: dt.date | None) -> None:
    """That something holds from another day than today on."""
    if since is not None and since != rhythm.today():
        output.say(f"It holds from {say_when(since, rhythm.today())}.")


def _move(context: Context) -> None:
    args = context.args
    since = since_given(context, placed=True)
    manager = context.person(args.manager)
    to = context.person(args.to)
    rhythm = context.change()
    with context.waiting("moving the team"):
        moved = rhythm.people.move_team(manager.id, to.id, since)
    if context.json:
        output.emit_json({"moved": [person.name for person in moved], "from": manager.name, "to": to.name})
        return
    output.say(f"{counted(len(moved), 'person', 'people')} of {manager.name} now report to {to.name}:")
    output.say(", ".join(person.name for person in moved), "dim")
    say_begins(rhythm, since)


def _leave(context: Context) -> None:
    args = context.args
    if args.stays and (args.on is not None or args.drop_topics or args.topics_to is not None):
        raise BadInput("--not takes it back, and needs nothing else", "leave the other options out")
    if args.stays:
        _stay(context)
        return
    rhythm = context.change()
    person = rhythm.people.find(args.person)
    last = context.day_ahead(args.on) if args.on is not None else rhythm.today()
    asked = topics_asked(context, rhythm, person)
    reports = rhythm.people.reports_of(person.id)
    promises = rhythm.planner.promises(person_id=person.id)
    left = rhythm.people.leave(person.id, last, asked.fates)
    if context.json:
        output.emit_json(_shape(left, reports, promises))
        return
    output.say(f"{left.name} leaves, the last day is {say_when(last, rhythm.today())}. Nothing is planned after it.")
    asked.say()
    if promises:
        output.say("Still open between you", "bold")
        output.listing(
            [
                [">" if one.mine else "<", f"#{one.id}", say_day(one.due, rhythm.today()) if one.due else "", one.body]
                for one in promises
            ],
            right=[1],
        )
    if reports:
        stand = counted(len(reports), "report stands in, and reports", "reports stand in, and report")
        output.say(f"{stand} to you from then on: {', '.join(one.name for one in reports)}.")
        output.say("They keep their rhythm; rhythm people edit NAME --target 2w --limit 4w meets one every two weeks.")


def _stay(context: Context) -> None:
    """Take it back that somebody leaves."""
    rhythm = context.change()
    person = rhythm.people.find(context.args.person, archived=True)
    left = person.left(rhythm.today())
    stays = rhythm.people.bring_back(person.id)
    if context.json:
        output.emit_json(_shape(stays, [], []))
        return
    output.say(f"{stays.name} is back." if left or person.archived_on is not None else f"{stays.name} stays.")
    if stays.last_day is not None:
        last = say_day(stays.last_day, rhythm.today())
        output.say(f"The last day stays {last}: the same command once more takes that back too.", "dim")
    if left:
        output.say("Who stood in goes on reporting to you: rhythm people edit NAME --reports-to NAME", "dim")


def _shape(left: Person, reports: Any, promises: Any) -> shapes.Shape:
    return {
        "person": left.name,
        "person_id": left.id,
        "last_day": iso(left.last_day),
        "interim": [person.name for person in reports],
        "promises": [shapes.promise(one) for one in promises],
    }
