"""`rhythm skip-levels ...`: how each manager's team is covered, which way goes what was said, and what several say."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output, shapes
from rhythm.cli.planner import hint_to_tell
from rhythm.cli.ways import WAYS, add_route_options, check_route_options, way_given, way_words
from rhythm.domain.coverage import CoverageState
from rhythm.domain.saying import counted, say_day, say_distance
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from rhythm.cli.context import Context
    from rhythm.domain.coverage import Coverage, Reach, Round
    from rhythm.domain.findings import Finding
    from rhythm.domain.meetings import Meeting, Promise, Topic
    from rhythm.domain.people import Person, PersonId
    from rhythm.service import Rhythm

_MARKS = {CoverageState.NOBODY: "!", CoverageState.THIN: "*", CoverageState.GOOD: "", CoverageState.NEW: ""}
_STYLES = {CoverageState.NOBODY: "error", CoverageState.THIN: "warning"}


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Add what stands below `skip-levels`; alone it shows the coverage."""
    inputs.add_json(parser)
    parser.set_defaults(run=_coverage)
    verbs = inputs.add_verbs(parser)
    told = inputs.add_verb(verbs, "told", "a manager knows that you hold skip-levels", _told)
    told.add_argument("manager", metavar="MANAGER", help="who was told; any part of the name")
    told.add_argument("--on", metavar="DAY", help="when it was said; today unless given")
    told.add_argument("--not", dest="untold", action="store_true", help="take it back")
    group = inputs.add_verb(verbs, "group", "plan one gathering of several people of a team", _group)
    add_group(group)
    group.add_argument("--on", metavar="DAY", required=True, help="when, with or without a time: 'thu 15:00'")
    group.add_argument("--minutes", metavar="N", help="how long it takes")
    inputs.add_verb(verbs, "routes", "which ways it went, and what has no way yet", _routes)
    route = inputs.add_verb(verbs, "route", "send a topic or a promise of a skip-level its way", _route)
    route.add_argument("kind", metavar="KIND", choices=("topic", "promise"), help="topic or promise")
    route.add_argument("id", metavar="ID", help="its number; rhythm skip-levels routes shows those without a way")
    route.add_argument("way", metavar="WAY", help=WAYS)
    add_route_options(route)
    finding = inputs.add_verb(verbs, "finding", "keep what a skip-level says of how it is there", _finding)
    finding.add_argument("person", metavar="PERSON", help="who said it; any part of the name")
    finding.add_argument("theme", nargs="+", metavar="THEME", help="one of the short list, or words of your own")
    finding.add_argument("--wording", metavar="TEXT", help="what was said; - reads standard input")
    finding.add_argument("--may-be-told", action="store_true", help="the manager may hear it, in these words too")
    findings = inputs.add_verb(verbs, "findings", "what was found under a manager, and the themes", _findings)
    findings.add_argument("manager", metavar="MANAGER", help="under whom; any part of the name")
    findings.add_argument("--tell", metavar="ID", help="this one may be told")
    findings.add_argument("--keep", metavar="ID", help="this one may not")


def add_group(parser: argparse.ArgumentParser) -> None:
    """The manager and the people of a group."""
    parser.add_argument("manager", metavar="MANAGER", help="whose team")
    parser.add_argument("people", nargs="*", metavar="PERSON", help="who of it; without names everybody")


def group_of(rhythm: Rhythm, manager: Person, people: Collection[Person]) -> list[PersonId]:
    """The people of a group: those who are named, else the whole team of the manager. Raises BadInput."""
    found = next((one for one in rhythm.skip_levels.coverage() if one.manager_id == manager.id), None)
    team = [one.person for one in found.team] if found is not None else []
    if not team:
        raise BadInput(f"{manager.name} has no skip-levels", "name the manager, then people of that team")
    strangers = [person.name for person in people if person.id not in {one.id for one in team}]
    if strangers:
        raise BadInput(f"{strangers[0]} is not in the team of {manager.name}", "gather people of one team")
    return [person.id for person in people or team]


def coverage_shape(rhythm: Rhythm, found: Coverage) -> shapes.Shape:
    """The coverage of one team, as `rhythm plan` prints it too."""
    manager = rhythm.people.person(found.manager_id) if found.manager_id is not None else None
    return {
        "manager": manager.name if manager is not None else None,
        "manager_id": found.manager_id,
        "team_size": found.team_size,
        "met_90d": found.met_90d,
        "met_180d": found.met_180d,
        "percent_180d": found.percent,
        "longest_gap_days": found.longest_gap_days,
        "never": found.never,
        "state": found.state.value,
        "told_on": iso(manager.told_on) if manager is not None else None,
        "next": found.next_up.person.name,
        "next_planned": iso(found.next_up.planned),
    }


def _coverage(context: Context) -> None:
    rhythm = context.read()
    found = rhythm.skip_levels.coverage()
    if context.json:
        output.emit_json([coverage_shape(rhythm, one) for one in found])
        return
    if not found:
        output.say("No skip-levels yet: they are the people who report to your managers.")
        output.say("rhythm people add 'Noor Haddad' --reports-to nadia adds one.")
        return
    output.table(
        [
            ["", "", "team", "met 90 d", "180 d", "", "longest gap", "never", "next"],
            *(_cells(rhythm, one) for one in found),
        ],
        right=[2, 3, 4, 5, 6, 7],
        styles=["dim", *(_STYLES.get(one.state, "") for one in found)],
    )
    output.say(round_words(rhythm.skip_levels.round()))
    quarter = rhythm.reviews.this_quarter()
    output.say(f"This quarter: {rhythm.skip_levels.routes(quarter).say()}.")
    if waiting := rhythm.skip_levels.without_a_route():
        output.say(f"{counted(len(waiting), 'action')} without a way yet: rhythm skip-levels routes", "dim")


def round_words(found: Round) -> str:
    """How long a round takes: `3 a week: everybody is met once in 10 weeks.`; longer than a quarter, what helps."""
    if found.weeks is None:
        return (
            f"No skip-levels a week are set, so nobody of {found.people} is met; the setting is skip_levels_per_week."
        )
    said = f"{found.slots} a week: everybody is met once in {counted(found.weeks, 'week')}."
    if not found.too_long:
        return said
    if found.better_slots is not None and found.better_weeks is not None:
        more = (
            f"{found.better_slots} a week would make it {counted(found.better_weeks, 'week')}; or meet some in groups"
        )
    else:
        more = "that is more than a quarter; meet some in groups"
    return f"{said} {more[0].upper()}{more[1:]}: rhythm skip-levels group."


def _cells(rhythm: Rhythm, one: Coverage) -> list[str]:
    manager = rhythm.people.person(one.manager_id) if one.manager_id is not None else None
    name = manager.name if manager is not None else "without a manager"
    told = "" if manager is None or manager.told_on is not None else "not told"
    gap = f"{one.longest_gap_days} d" if one.longest_gap_days is not None else ""
    return [
        _MARKS[one.state],
        name,
        str(one.team_size),
        str(one.met_90d),
        str(one.met_180d),
        f"{one.percent} %",
        gap,
        str(one.never or ""),
        _next(one.next_up, rhythm.today()),
        told,
    ]


def _next(one: Reach, today: dt.date) -> str:
    return f"{one.person.name}, {say_day(one.planned, today)}" if one.planned is not None else one.person.name


def _told(context: Context) -> None:
    args = context.args
    if args.untold and args.on is not None:
        raise BadInput("--not takes it back, and has no day", "leave one of them out")
    manager = context.person(args.manager)
    rhythm = context.change()
    day = None if args.untold else context.day_back(args.on) if args.on is not None else rhythm.today()
    told = rhythm.skip_levels.tell(manager.id, day)
    if context.json:
        output.emit_json({"person": told.name, "person_id": told.id, "told_on": iso(told.told_on)})
    elif day is None:
        output.say(f"{told.name} does not know yet that you hold skip-levels.")
    else:
        output.say(f"{told.name} knows since {say_day(day, rhythm.today())} that you hold skip-levels.")


def _group(context: Context) -> None:
    args = context.args
    minutes = inputs.minutes_given(args.minutes)
    day, start = context.day_and_time_ahead(args.on)
    manager = context.person(args.manager)
    named = [context.person(name) for name in args.people]
    rhythm = context.write()
    people = group_of(rhythm, manager, named)
    first = rhythm.people.person(people[0])
    if first is not None:
        hint_to_tell(rhythm, first)
    planned = rhythm.skip_levels.plan_group(people, day, start=start, minutes=minutes)
    say_group(context, rhythm, planned, manager, "Planned")


def say_group(context: Context, rhythm: Rhythm, met: tuple[Meeting, ...], manager: Person, done: str) -> None:
    """What was planned or held with several people at once."""
    if context.json:
        output.emit_json({"gathering": met[0].gathering, "meetings": [shapes.meeting(one) for one in met]})
        return
    at = f" at {met[0].start}" if met[0].start else ""
    when = f"{say_day(met[0].day, rhythm.today())}{at}, {say_distance(met[0].day, rhythm.today())}"
    output.say(f"{done} with {counted(len(met), 'person', 'people')} of {manager.name}'s team: {when}.")
    output.say(", ".join(one.person for one in met), "dim")


def _routes(context: Context) -> None:
    rhythm = context.read()
    waiting = rhythm.skip_levels.without_a_route()
    week = rhythm.skip_levels.routes(rhythm.reviews.this_week())
    quarter = rhythm.skip_levels.routes(rhythm.reviews.this_quarter())
    if context.json:
        spans = {"week": week, "quarter": quarter}
        counts = {name: {**found._asdict(), "total": found.total} for name, found in spans.items()}
        output.emit_json({**counts, "without": [_waiting_shape(one) for one in waiting]})
        return
    output.say(f"This week: {week.say()}.")
    output.say(f"This quarter: {quarter.say()}.")
    if waiting:
        output.say("Without a way yet; rhythm skip-levels route sends it", "bold")
        output.listing([[_kind(one), f"#{one.id}", one.person, one.body] for one in waiting], right=[1])


def _route(context: Context) -> None:
    args = context.args
    way = way_given(args.way)
    check_route_options(args, way)
    rhythm = context.change()
    send, find = (
        (rhythm.skip_levels.route_topic, rhythm.skip_levels.find_topic)
        if args.kind == "topic"
        else (rhythm.skip_levels.route_promise, rhythm.planner.find_promise)
    )
    number = find(args.id).id
    done = send(number, way, reason=args.reason or "", wording=args.wording or "", named=args.named)
    if context.json:
        output.emit_json({args.kind: {**_waiting_shape(done), "route_reason": done.route_reason}})
        return
    output.say(f"{_kind(done).capitalize()} #{done.id} of {done.person}: {way_words(rhythm, done)}.")


def _kind(one: Topic | Promise) -> str:
    return "promise" if hasattr(one, "mine") else "topic"


def _waiting_shape(one: Topic | Promise) -> shapes.Shape:
    return {
        "kind": _kind(one),
        "id": one.id,
        "person": one.person,
        "person_id": one.person_id,
        "text": one.body,
        "route": one.route.value if one.route is not None else None,
    }


def _finding(context: Context) -> None:
    args = context.args
    theme = inputs.checked_text(" ".join(args.theme), "the theme")
    wording = inputs.text_given([args.wording], "the wording") if args.wording is not None else ""
    person = context.person(args.person)
    rhythm = context.change()
    found = rhythm.skip_levels.add_finding(person.id, theme, wording=wording, may_be_told=args.may_be_told)
    if context.json:
        output.emit_json({"finding": _finding_shape(found)})
        return
    told = "; the manager may hear it" if found.may_be_told else ""
    output.say(f"Found with {person.name}: {rhythm.skip_levels.theme_label(found.theme)} (#{found.id}){told}.")


def _findings(context: Context) -> None:
    args = context.args
    manager = context.person(args.manager)
    rhythm = context.change() if args.tell or args.keep else context.read()
    for given, told in ((args.tell, True), (args.keep, False)):
        if given is not None:
            rhythm.skip_levels.tick_finding(rhythm.skip_levels.find_finding(given).id, may_be_told=told)
    found = rhythm.skip_levels.findings_under(manager.id)
    themes = rhythm.skip_levels.themes(manager.id)
    if context.json:
        output.emit_json({"findings": [_finding_shape(one) for one in found], "themes": [t._asdict() for t in themes]})
        return
    if not found:
        output.say(f"Nothing was found under {manager.name} yet. rhythm skip-levels finding PERSON THEME keeps it.")
    output.listing(
        [
            [
                f"#{one.id}",
                say_day(one.day, rhythm.today()),
                one.person,
                rhythm.skip_levels.theme_label(one.theme),
                "may be told" if one.may_be_told else "",
                one.wording,
            ]
            for one in found
        ],
        right=[0],
    )
    for theme in themes:
        output.say(f"Theme for {manager.name}: {theme.theme}, from {theme.people} people.", "warning")


def _finding_shape(found: Finding) -> shapes.Shape:
    return {
        "id": found.id,
        "uid": found.uid,
        "person": found.person,
        "person_id": found.person_id,
        "manager_id": found.manager_id,
        "day": iso(found.day),
        "theme": found.theme,
        "wording": found.wording,
        "may_be_told": found.may_be_told,
    }
