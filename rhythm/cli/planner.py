"""due, held, skip."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output, shapes
from rhythm.domain.cadence import DueState
from rhythm.domain.names import quoted
from rhythm.domain.people import RELATION_WORDS
from rhythm.domain.saying import counted, say_day, say_distance, say_when
from rhythm.errors import BadInput

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.cli.context import Context
    from rhythm.domain.people import Person
    from rhythm.queries.planning import DueRow
    from rhythm.service import Rhythm

_MARKS = {DueState.OVER: "!", DueState.NEVER: "?", DueState.DUE: "*", DueState.OK: "", DueState.PAUSED: "-"}
_STYLES = {DueState.OVER: "error", DueState.NEVER: "warning", DueState.DUE: "warning", DueState.PAUSED: "dim"}
_WAITING = (DueState.OVER, DueState.NEVER, DueState.DUE)


def configure(parser: argparse.ArgumentParser, name: str) -> None:
    """The arguments of one of these commands."""
    inputs.add_json(parser)
    if name == "due":
        parser.add_argument("--all", action="store_true", help="also those on their rhythm")
        parser.set_defaults(run=_due)
        return
    if name == "held":
        parser.add_argument("person", nargs="*", metavar="PERSON", help="whom you met; with --group who of the team")
        parser.add_argument("--group", metavar="MANAGER", help="several skip-levels of this manager were met at once")
    else:
        parser.add_argument("person", metavar="PERSON", help="a part of name, e-mail or nickname that fits one person")
    if name == "held":
        parser.add_argument("--on", metavar="DAY", help="the day it took place; today unless given")
        parser.add_argument("--minutes", metavar="N", help="how long it took")
        parser.add_argument("--note", metavar="TEXT", help="a note on it; - reads standard input")
        parser.set_defaults(run=_held)
    else:
        parser.add_argument("--reason", metavar="TEXT", required=True, help="why it is skipped")
        parser.add_argument("--on", metavar="DAY", help="the day it is planned for; the one that is next unless given")
        parser.set_defaults(run=_skip)


def _due(context: Context) -> None:
    rhythm = context.read()
    rows = rhythm.planner.due()
    if context.json:
        output.emit_json([shapes.due_row(row) for row in rows])
        return
    if not rows:
        output.say("Nobody is on a rhythm yet. rhythm people add 'Dana Okoye' adds a report of yours.")
        return
    waiting = [row for row in rows if row.due.state in _WAITING]
    shown = rows if context.args.all else waiting
    output.table(
        [_due_cells(row, rhythm) for row in shown],
        styles=[_STYLES.get(row.due.state, "") for row in shown],
    )
    rest = len(rows) - len(waiting)
    if not waiting:
        output.say("Nobody is due.")
    if rest and not context.args.all:
        output.say(f"{rest} more {'is' if rest == 1 else 'are'} on their rhythm: rhythm due --all", "dim")


def _due_cells(row: DueRow, rhythm: Rhythm) -> list[str]:
    planned, today = row.next_planned, rhythm.today()
    return [
        _MARKS[row.due.state],
        rhythm.people.told_apart(row.person.name, row.person.id),
        RELATION_WORDS[row.relation],
        _stands(row, today),
        f"last {say_day(row.last_held, today)}" if row.last_held is not None else "",
        _queue(row),
        f"planned {say_day(planned.day, today)}" if planned is not None else "",
        f"every {row.due.cadence.target} d, at most {row.due.cadence.limit} d",
    ]


def _stands(row: DueRow, today: dt.date) -> str:
    due = row.due
    if due.state is DueState.NEVER:
        return "never met"
    if due.state is DueState.PAUSED:
        until = row.person.paused_until
        return f"paused until {say_day(until, today)}" if until is not None else "paused"
    assert due.due_on is not None
    if due.state is DueState.OVER:
        return f"{(today - due.due_on).days + due.cadence.target - due.cadence.limit} d over the limit"
    return f"due {say_distance(due.due_on, today)}"


def _queue(row: DueRow) -> str:
    if not row.topics:
        return ""
    carried = f", carried {row.carried}x" if row.carried else ""
    return f"{counted(row.topics, 'topic')}{carried}"


def _held(context: Context) -> None:
    from rhythm.domain.meetings import MeetingState

    args = context.args
    day = context.day_back_given(args.on)
    minutes = inputs.minutes_given(args.minutes)
    note = inputs.text_given([args.note], "the note") if args.note is not None else ""
    if args.group is not None:
        _held_group(context, day, minutes, note)
        return
    if len(args.person) != 1:
        hint = "name one, and the day with --on; --group MANAGER takes several of one team"
        raise BadInput("whom did you meet?" if not args.person else "that is not one person", hint)
    person = context.person(args.person[0])
    rhythm = context.write()
    hint_to_tell(rhythm, person)
    planned = rhythm.planner.stands_for(person.id, day or rhythm.today())
    on = day or rhythm.today()
    again = any(
        one.person_id == person.id and one.state is MeetingState.HELD for one in rhythm.planner.meetings_between(on, on)
    )
    meeting = rhythm.planner.hold(person.id, day, minutes=minutes, note=note)
    if again:
        output.advise(f"another one was held with {person.name} that day; rhythm undo takes this one back")
    if context.json:
        output.emit_json({"meeting": shapes.meeting(meeting)})
        return
    carried = len(rhythm.planner.room(person).topics)
    length = f", {meeting.minutes} min" if meeting.minutes is not None else ""
    output.say(f"Held with {person.name}: {say_when(meeting.day, rhythm.today(), meeting.start)}{length}.")
    if planned is not None and planned.day != meeting.day:
        output.say(f"It stands for the one planned for {say_when(planned.day, rhythm.today())}.")
    if carried:
        output.say(f"{carried} {'topic waits' if carried == 1 else 'topics wait'} for the next time.")


def _held_group(context: Context, day: dt.date | None, minutes: int | None, note: str) -> None:
    # Deferred: meeting several people at once is rare.
    from rhythm.cli.skip_levels import group_of, say_group

    if note:
        raise BadInput("a note is about one person", "write it with: rhythm note NAME TEXT")
    args = context.args
    manager = context.person(args.group)
    named = [context.person(name) for name in args.person]
    rhythm = context.write()
    people = group_of(rhythm, manager, named)
    for person in named[:1] or rhythm.people.others():
        if person.id == people[0]:
            hint_to_tell(rhythm, person)
    say_group(context, rhythm, rhythm.skip_levels.hold_group(people, day, minutes=minutes), manager, "Held")


def hint_to_tell(rhythm: Rhythm, person: Person) -> None:
    """A hint before the first skip-level under a manager who does not know of them; nothing is blocked."""
    manager = rhythm.skip_levels.to_tell(person)
    if manager is not None:
        output.advise(
            f"{manager.name} does not know yet that you hold skip-levels; once said: rhythm skip-levels told"
            f" {quoted(manager.name)}"
        )


def _skip(context: Context) -> None:
    reason = inputs.checked_text(context.args.reason, "the reason", "--reason")
    person = context.person(context.args.person)
    on = context.day_ahead(context.args.on) if context.args.on is not None else None
    rhythm = context.write()
    meeting = rhythm.planner.skip(person.id, reason, on)
    if context.json:
        output.emit_json({"meeting": shapes.meeting(meeting)})
        return
    output.say(f"Skipped with {person.name}: {say_when(meeting.day, rhythm.today(), meeting.start)}. The queue stays.")
    later = rhythm.planner.room(person).next_planned
    if on is None and later is not None:
        output.advise(f"{say_when(later.day, rhythm.today())} stays planned; --on {later.day} skips that one")
