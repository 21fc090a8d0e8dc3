"""`rhythm calendar ...`: with whom the series of an imported calendar are, and which talks took place."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import output
from rhythm.cli.inputs import add_verb, add_verbs
from rhythm.domain.calendars import SeriesKind, by_person
from rhythm.domain.saying import counted, say_day
from rhythm.errors import BadInput, NotFound
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from collections.abc import Collection

    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.domain.calendars import EventId, PastTalk, Series
    from rhythm.service import Rhythm

_WHICH = "its number, as rhythm calendar list shows it"
_LISTED_DAYS = 4


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Add what stands below `calendar`."""
    verbs = add_verbs(parser, bare="list")
    add_verb(verbs, "list", "what waits for your word, what is confirmed, which talks took place", list_series)
    confirming = add_verb(verbs, "confirm", "say with whom a series is; its meetings to come are planned", confirm)
    confirming.add_argument("series", metavar="ID", nargs="?", help=_WHICH)
    confirming.add_argument("person", metavar="PERSON", nargs="?", help="somebody else than who is suggested")
    confirming.add_argument("--all", action="store_true", help="everything with one person who is suggested")
    ignoring = add_verb(verbs, "ignore", "a series is nothing to the planner; its time stays taken", ignore)
    ignoring.add_argument("series", metavar="ID", help=_WHICH)
    for verb, run, what in (
        ("held", held, "past talks of the calendar took place"),
        ("missed", missed, "past talks of the calendar did not take place"),
    ):
        settling = add_verb(verbs, verb, what, run)
        settling.add_argument("person", metavar="PERSON", help="with whom")
        settling.add_argument(
            "--on", metavar="DAY", action="append", default=[], help="only on this day; may be repeated"
        )


def list_series(context: Context) -> None:
    """What waits, what is confirmed, and past talks that nobody recorded."""
    rhythm = context.read()
    calendars = rhythm.calendars
    waiting, confirmed, past = calendars.waiting(), calendars.confirmed(), calendars.past_talks()
    if context.json:
        output.emit_json(
            {
                "waiting": series_shapes(waiting, rhythm),
                "confirmed": series_shapes(confirmed, rhythm),
                "past": [_past_shape(talk) for talk in past],
            }
        )
        return
    if not (waiting or confirmed):
        output.say("Nothing of a calendar is kept here. rhythm import calendar FILE reads one.")
        return
    known = [one for one in waiting if one.kind is not SeriesKind.OTHER]
    unknown = [one for one in waiting if one.kind is SeriesKind.OTHER]
    say_waiting(known, unknown, rhythm)
    if past:
        output.say("Took place? rhythm calendar held PERSON records them, missed the others", "bold")
        output.listing([_past_cells(talks, rhythm) for talks in by_person(past).values()])
    if confirmed:
        output.say("Confirmed", "bold")
        output.listing(series_cells(confirmed, rhythm), right=[0])


def say_waiting(known: list[Series], unknown: list[Series], rhythm: Rhythm) -> None:
    """The series that wait, and how they are answered."""
    if known:
        output.say(
            "With whom? rhythm calendar confirm ID says yes, confirm ID PERSON somebody else, ignore ID nobody", "bold"
        )
        output.listing(series_cells(known, rhythm), right=[0])
    if unknown:
        output.say("With somebody who is not known here; rhythm calendar confirm ID PERSON says who", "bold")
        output.listing(series_cells(unknown, rhythm), right=[0])


def confirm(context: Context) -> None:
    """Say with whom a series is, or take every clear suggestion."""
    args, rhythm = context.args, context.change()
    if args.all:
        if args.series is not None:
            raise BadInput("--all goes with no number", "leave the number out, or --all")
        done = rhythm.calendars.confirm_clear()
        _changed(context, rhythm, done, f"{counted(len(done), 'series', 'series')} confirmed.")
        return
    if args.series is None:
        raise BadInput("which series is meant?", "name its number, as rhythm calendar list shows it, or --all")
    found = rhythm.calendars.find(args.series)
    person = context.person(args.person).id if args.person is not None else None
    done = (rhythm.calendars.confirm(found.id, person),)
    is_away = done[0].kind is SeriesKind.ABSENCE
    _changed(context, rhythm, done, "Kept as an absence." if is_away else "Its meetings to come are in the plan.")
    past = [talk for talk in rhythm.calendars.past_talks() if talk.person_id == done[0].person_id]
    if past and not context.json:
        talks = "One past talk is" if len(past) == 1 else f"{len(past)} past talks are"
        output.say(f"{talks} not recorded: rhythm calendar held NAME says that they took place.")


def ignore(context: Context) -> None:
    """A series is not our business."""
    rhythm = context.change()
    done = rhythm.calendars.ignore(rhythm.calendars.find(context.args.series).id)
    _changed(context, rhythm, (done,), f"#{done.id} is left out; its time stays taken.")


def held(context: Context) -> None:
    """Past talks with somebody took place."""
    rhythm, events = _past(context)
    _settled(context, rhythm.calendars.hold(events), "held")


def missed(context: Context) -> None:
    """Past talks with somebody did not take place."""
    rhythm, events = _past(context)
    _settled(context, rhythm.calendars.miss(events), "missed")


def series_shapes(found: Collection[Series], rhythm: Rhythm) -> list[Shape]:
    """Series as JSON has them."""
    people = {person.id: person.name for person in rhythm.people.everybody(archived=True)}
    candidates = rhythm.calendars.candidates(one for one in found if one.waits)
    return [
        {
            "id": series.id,
            "uid": series.uid,
            "calendar": series.calendar,
            "kind": series.kind.value,
            "decision": series.decision.value,
            "title": series.title,
            "person": series.person or None,
            "person_id": series.person_id,
            "candidates": [people[candidate] for candidate in candidates.get(series.id, ())],
            "reason": series.reason,
            "first": iso(series.first),
            "last": iso(series.last),
            "times": series.times,
        }
        for series in found
    ]


def series_cells(found: Collection[Series], rhythm: Rhythm) -> list[list[str]]:
    """Series in a list."""
    called = {p.id: rhythm.people.told_apart(p.name, p.id) for p in rhythm.people.everybody(archived=True)}
    candidates = rhythm.calendars.candidates(one for one in found if one.waits)
    return [_cells(series, [called[one] for one in candidates.get(series.id, ())], rhythm) for series in found]


def _cells(series: Series, candidates: Collection[str], rhythm: Rhythm) -> list[str]:
    today = rhythm.today()
    days = ""
    if series.first is not None and series.last is not None:
        last = "" if series.first == series.last else f" to {say_day(series.last, today)}"
        days = f"{say_day(series.first, today)}{last}"
    away = "away: " if series.kind is SeriesKind.ABSENCE else ""
    return [
        f"#{series.id}",
        away + (" or ".join(candidates) or series.person or "?"),
        counted(series.times, "time"),
        days,
        series.title + (f" ({series.reason})" if series.waits else ""),
    ]


def _past_cells(talks: tuple[PastTalk, ...], rhythm: Rhythm) -> list[str]:
    days = [say_day(talk.day, rhythm.today()) for talk in talks[:_LISTED_DAYS]]
    more = len(talks) - len(days)
    return [talks[0].person, counted(len(talks), "time"), ", ".join(days) + (f" and {more} before" if more else "")]


def _past_shape(talk: PastTalk) -> Shape:
    return {
        "id": talk.id,
        "person": talk.person,
        "person_id": talk.person_id,
        "day": iso(talk.day),
        "start": talk.start,
        "minutes": talk.minutes,
    }


def _past(context: Context) -> tuple[Rhythm, Collection[EventId]]:
    """The past talks that a command names. Raises NotFound when there are none."""
    rhythm, person = context.change(), context.person(context.args.person)
    talks = [talk for talk in rhythm.calendars.past_talks() if talk.person_id == person.id]
    for text in context.args.on:
        day = context.day_back(text)
        if all(talk.day != day for talk in talks):
            raise NotFound(
                f"the calendar has no talk on {say_day(day, rhythm.today())} that is not recorded",
                "rhythm calendar list shows them",
            )
    days = {context.day_back(text) for text in context.args.on}
    if not talks:
        raise NotFound("the calendar has no talk with them that is not recorded", "rhythm calendar list shows them")
    return rhythm, [talk.id for talk in talks if not days or talk.day in days]


def _settled(context: Context, number: int, said: str) -> None:
    if context.json:
        output.emit_json({said: number})
    else:
        output.say(f"{counted(number, 'talk')} recorded as {said}.")


def _changed(context: Context, rhythm: Rhythm, done: Collection[Series], said: str) -> None:
    if context.json:
        output.emit_json({"series": series_shapes(done, rhythm)})
        return
    output.listing(series_cells([one for one in done if one.title], rhythm), right=[0])
    output.say(said)
