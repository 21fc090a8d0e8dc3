"""`rhythm plan`: what is proposed for the coming weeks, with the reasons, and what becomes of it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output, shapes
from rhythm.domain.meetings import Meeting, MeetingKind
from rhythm.domain.names import quoted
from rhythm.domain.plan.values import Change, Proposal, Unplaced, clock
from rhythm.domain.saying import counted, say_day, say_when
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.domain.coverage import Coverage
    from rhythm.service import Rhythm
    from rhythm.service.plan_views import Accepted, PlanView

MOST_WEEKS = 26
_MARKS = {Change.NEW: "+", Change.MOVED: "~", Change.KEPT: ""}
_STYLES = {Change.NEW: "accent", Change.MOVED: "warning", Change.KEPT: ""}


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """The arguments of the command."""
    inputs.add_json(parser)
    parser.add_argument("--from", dest="first", metavar="DAY", help="nothing new before; the next working day")
    parser.add_argument("--weeks", metavar="N", help="how many weeks are shown; as the settings say unless given")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--accept", action="store_true", help="take all that is shown into the plan")
    doing.add_argument(
        "--move", nargs="+", metavar=("ID", "DAY"), help="put a planned meeting elsewhere: 12 thu, 12 'tue 10:00'"
    )
    doing.add_argument("--pin", metavar="ID", help="keep a planned meeting where it is, whatever else changes")
    doing.add_argument("--unpin", metavar="ID", help="let it go again")
    doing.add_argument("--snooze", metavar="PERSON", help="neither propose nor call due somebody before --until")
    parser.add_argument("--until", metavar="DAY", help="with --snooze: when it comes back")
    parser.set_defaults(run=_plan)


def _plan(context: Context) -> None:
    args = context.args
    if (args.snooze is None) != (args.until is None):
        raise BadInput(
            "--snooze and --until go together", "for example: rhythm plan --snooze nadia --until 'in 2 weeks'"
        )
    if args.move is not None:
        _move(context)
    elif args.pin is not None or args.unpin is not None:
        _pin(context)
    elif args.snooze is not None:
        _snooze(context)
    else:
        _propose(context)


def _propose(context: Context) -> None:
    args = context.args
    first = context.day_ahead_given(args.first)
    weeks = _weeks(args.weeks)
    rhythm = context.change() if args.accept else context.read()
    if first is not None and first < rhythm.today():
        raise BadInput("that day has passed", "name a day from today on, such as --from mon")
    view = rhythm.plans.view(first, weeks)
    accepted = rhythm.plans.accept(view) if args.accept else None
    if accepted is not None:
        view = rhythm.plans.view(first, weeks)
    if context.json:
        document = _document(rhythm, view)
        output.emit_json(document if accepted is None else {"accepted": len(accepted.planned), **document})
        return
    if accepted is not None:
        output.say(_accepted(accepted))
    _show(rhythm, view)


def _accepted(accepted: Accepted) -> str:
    """What was taken in; undo is named only where there is something of it to take back."""
    if not accepted.planned and not accepted.given_up:
        return "There is nothing new to accept."
    given_up = f", {counted(accepted.given_up, 'meeting')} given up" if accepted.given_up else ""
    return f"Accepted {counted(len(accepted.planned), 'meeting')}{given_up}. rhythm undo takes it back."


def _weeks(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_WEEKS):
        raise BadInput("that is not a number of weeks", f"write --weeks with a number from 1 to {MOST_WEEKS}")
    return int(text)


def _move(context: Context) -> None:
    number, *words = context.args.move
    if not words:
        raise BadInput("the day is missing", "for example: rhythm plan --move 12 thu, or --move 12 'tue 10:00'")
    rhythm = context.change()
    meeting = rhythm.plans.meeting(number)
    day, start = context.day_and_time_ahead(" ".join(words), on=meeting.day)
    moved = rhythm.plans.move(meeting.id, day, start)
    if moved.hint:
        output.advise(f"{moved.hint}; it is pinned there: rhythm plan --unpin {moved.meeting.id}")
    _show_meeting(context, moved.meeting, "Moved")


def _pin(context: Context) -> None:
    args = context.args
    rhythm = context.change()
    pinned = args.pin is not None
    meeting = rhythm.plans.meeting(args.pin if pinned else args.unpin)
    _show_meeting(
        context, rhythm.plans.pin_meeting(meeting.id, pinned=pinned), "Pinned" if pinned else "No longer pinned"
    )


def _snooze(context: Context) -> None:
    args = context.args
    until = context.day_ahead(args.until)
    person = context.person(args.snooze)
    rhythm = context.change()
    stands = rhythm.plans.snooze(person.id, until)
    if context.json:
        output.emit_json({"person": person.name, "person_id": person.id, "until": iso(until)})
        return
    output.say(f"{person.name} is put off until {say_when(until, rhythm.today())}.")
    if stands is not None:
        output.advise(
            f"the meeting of {say_when(stands.day, rhythm.today())} stands (#{stands.id}):"
            f" rhythm plan --move {stands.id} DAY, or rhythm skip {quoted(person.name)} --reason WHY"
        )


def _show_meeting(context: Context, meeting: Meeting, done: str) -> None:
    if context.json:
        output.emit_json({"meeting": {**shapes.meeting(meeting), "pinned": meeting.pinned}})
        return
    at = f" at {meeting.start}" if meeting.start is not None else ""
    when = say_when(meeting.day, context.clock.today())
    output.say(f"{done}: {meeting.person} (#{meeting.id}), {when}{at}.")


def _show(rhythm: Rhythm, view: PlanView) -> None:
    if not view.gathered.request.attendees:
        output.say("Nobody is on a rhythm yet. rhythm people add 'Dana Okoye' adds a report of yours.")
        return
    proposals = view.proposals
    output.table(
        [_cells(rhythm, view, one) for one in proposals],
        right=[1],
        styles=[_STYLES[one.change] for one in proposals],
    )
    diff = view.diff
    output.say(f"kept {diff.kept}, moved {diff.moved}, new {diff.new}, impossible {diff.impossible}", "dim")
    _show_unplaced(rhythm, view)
    for capacity in view.scarce:
        output.say(f"Not everybody fits: {capacity.words}.", "warning")
    for note in view.gathered.notes:
        output.advise(note)
    _show_coverage(rhythm, rhythm.skip_levels.coverage())
    if view.to_accept or view.impossible:
        output.say("rhythm plan --accept takes it; rhythm undo takes it back.", "dim")


def _cells(rhythm: Rhythm, view: PlanView, one: Proposal) -> list[str]:
    person = view.person(one.person_id)
    note = f"{one.reason}; {one.note}" if one.note else one.reason
    return [
        "^" if view.pinned(one) else _MARKS[one.change],
        f"#{one.meeting_id}" if one.meeting_id is not None else "",
        say_day(one.day, rhythm.today()),
        clock(one.start) if one.start is not None else "",
        f"{one.minutes} min",
        rhythm.people.told_apart(person.name, person.id),
        _kind(one.kind),
        note,
    ]


def _kind(kind: MeetingKind) -> str:
    return "skip-level" if kind is MeetingKind.SKIP_LEVEL else "1:1"


def _show_unplaced(rhythm: Rhythm, view: PlanView) -> None:
    called, today = rhythm.people.told_apart, rhythm.today()
    rows = [
        ["!", called(view.person(one.person_id).name, one.person_id), _kind(one.kind), _why(rhythm, view, one)]
        for one in view.unplaced
    ]
    rows += [
        ["!", called(one.meeting.person, one.meeting.person_id), say_day(one.meeting.day, today), one.words]
        for one in view.stuck
    ]
    if rows:
        output.say()
        output.say("No place", "bold")
        output.table(rows)


def _why(rhythm: Rhythm, view: PlanView, one: Unplaced) -> str:
    """The reason, and the meeting that is given up for it."""
    if one.meeting_id is None or int(one.meeting_id) not in view.impossible:
        return one.words
    stored = view.gathered.stored[one.meeting_id]
    return f"{one.words}; gives up #{one.meeting_id} of {say_day(stored.day, rhythm.today())}"


def _show_coverage(rhythm: Rhythm, coverage: tuple[Coverage, ...]) -> None:
    if not coverage:
        return
    names = {person.id: person.name for person in rhythm.people.everybody(archived=True)}
    output.say()
    output.say("Skip-levels met", "bold")
    output.table(
        [
            [
                names.get(one.manager_id, "no manager") if one.manager_id is not None else "no manager",
                f"{one.met_90d} of {one.team_size} in 90 d",
                f"{one.met_180d} of {one.team_size} in 180 d",
                f"longest gap {one.longest_gap_days} d" if one.longest_gap_days is not None else "",
                f"{one.never} never" if one.never else "",
            ]
            for one in coverage
        ]
    )


def _document(rhythm: Rhythm, view: PlanView) -> shapes.Shape:
    names = {person.id: person.name for person in rhythm.people.everybody(archived=True)}
    return {
        "from": iso(view.first),
        "until": iso(view.last),
        "meetings": [_meeting(view, one) for one in view.proposals],
        "coverage": [
            {
                "manager": names.get(one.manager_id) if one.manager_id is not None else None,
                "manager_id": one.manager_id,
                "team_size": one.team_size,
                "met_90d": one.met_90d,
                "met_180d": one.met_180d,
                "longest_gap_days": one.longest_gap_days,
                "never": one.never,
            }
            for one in rhythm.skip_levels.coverage()
        ],
        "unplaced": [_unplaced(view, one) for one in view.unplaced],
        "impossible": [
            {
                "id": one.meeting.id,
                "person": one.meeting.person,
                "person_id": one.meeting.person_id,
                "day": iso(one.meeting.day),
                "why": one.words,
            }
            for one in view.stuck
        ],
        "diff": view.diff._asdict(),
        "capacity": [{"quarter": one.quarter, "words": one.words} for one in view.scarce],
        "notes": list(view.gathered.notes),
    }


def _meeting(view: PlanView, one: Proposal) -> shapes.Shape:
    return {
        "id": one.meeting_id,
        "person": view.person(one.person_id).name,
        "person_id": one.person_id,
        "kind": one.kind.value,
        "day": iso(one.day),
        "start": clock(one.start) if one.start is not None else None,
        "minutes": one.minutes,
        "period": one.period or None,
        "reason": one.reason,
        "note": one.note,
        "change": one.change.value,
        "state": "proposed" if one.meeting_id is None else "planned",
        "pinned": view.pinned(one),
    }


def _unplaced(view: PlanView, one: Unplaced) -> shapes.Shape:
    return {
        "person": view.person(one.person_id).name,
        "person_id": one.person_id,
        "kind": one.kind.value,
        "period": one.period,
        "why": one.words,
        "code": one.why.value,
        "id": one.meeting_id,
    }
