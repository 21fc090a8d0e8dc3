"""`rhythm right ...`: who decides what for which team, at which delegation level, and since when."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from rhythm.cli import output
from rhythm.cli.inputs import add_verb, add_verbs, named_area
from rhythm.domain.decision_rights import Cell, NewRight, PracticeKind
from rhythm.domain.names import fold, quoted, shown
from rhythm.domain.saying import counted, say_day, say_when, times
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.domain.decision_rights import Leak, Practice, Right, Role
    from rhythm.service import Rhythm

_LISTS = {PracticeKind.STANDARD: "what all teams do alike", PracticeKind.FREE: "what each team may choose"}


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Add what stands below `right`."""
    verbs = add_verbs(parser, bare="list")
    add_verb(verbs, "list", "the board: every team and area of which it was said who decides", list_rights)
    showing = add_verb(verbs, "show", "one team and area with its history and what leaked", show)
    setting = add_verb(verbs, "set", "say who decides for a team in an area", set_right)
    asking = add_verb(verbs, "questions", "five questions on what was delegated; with --answer they are answered", ask)
    for one in (showing, setting, asking):
        one.add_argument("team", metavar="TEAM", help="the team, by a part of its name")
        one.add_argument("area", metavar="AREA", help="what is decided, such as roadmap or 'launch timing'")
    asking.add_argument(
        "--answer", action="append", default=[], metavar="ID=TEXT", help="such as next='say it in the staff meeting'"
    )
    setting.add_argument(
        "--decider", action="append", required=True, metavar="PERSON", help="who decides: one, the approver"
    )
    setting.add_argument("--level", required=True, metavar="N", help="1 tell to 7 delegate, or its word")
    setting.add_argument("--why", metavar="TEXT", default="", help="the reason for the change")
    setting.add_argument("--since", metavar="DAY", help="from which day on (today)")
    setting.add_argument(
        "--driver", metavar="PERSON", help="who moves it along; these three stay as they are if left out"
    )
    setting.add_argument("--consult", metavar="NAMES", help="who is heard before; commas between, '' for nobody")
    setting.add_argument("--inform", metavar="NAMES", help="who is told after; commas between, '' for nobody")
    preset = add_verb(verbs, "preset", "areas that belong together, taken onto the board for a team", take_preset)
    preset.add_argument("name", nargs="?", metavar="PRESET", help="such as ai; without one they are listed")
    preset.add_argument("team", nargs="?", metavar="TEAM", help="the team, by a part of its name")
    preset.add_argument("--product", metavar="PERSON", help="who stands for product (the team's partner)")
    preset.add_argument("--engineering", metavar="PERSON", help="who stands for engineering (the team's partner)")
    for kind, what in _LISTS.items():
        listed = add_verb(verbs, kind.value, f"{what}; with a text it is added", partial(practices, kind=kind))
        listed.add_argument("text", nargs="?", metavar="TEXT", help="what to add, or with --end what to end")
        listed.add_argument("--end", action="store_true", help="it holds no more, from tomorrow")


def list_rights(context: Context) -> None:
    """The board as it stands, team by team, with how often each cell leaked in the last 90 days."""
    rhythm = context.read()
    found = rhythm.rights.findings()
    teams = {team.id: team.name for team in rhythm.people.teams()}
    rights = [history[-1] for history in found.board.cells.values() if history[-1].team_id in teams]
    rights.sort(key=lambda right: (fold(teams[right.team_id]), right.area))
    left = {one.right.id: one.left for one in found.vacant}
    if context.json:
        shapes = [{**_shape(right, teams[right.team_id]), "decider_left": iso(left.get(right.id))} for right in rights]
        output.emit_json(shapes)
        return
    if not rights:
        output.say("nobody is named yet; rhythm right set TEAM AREA --decider PERSON --level N names one")
    asked = {ask.cell: f"reached you {times(len(ask.leaks))}" for ask in found.asked}
    rows = [
        [*_cells(rhythm, right, teams[right.team_id], left.get(right.id)), asked.get(right.cell, "")]
        for right in rights
    ]
    output.listing(rows, styles=["warning" if row[-1] or row[-2] else "" for row in rows])
    for stamps in found.stamps:
        where = f"{teams.get(stamps.cell.team_id, '')}, {_area(rhythm, stamps.cell.area)}"
        raised = f": raise to {rhythm.rights.level_word(stamps.raised)}?" if stamps.raised is not None else ""
        output.say(f"{where}: {len(stamps.rows)} in a row agreed unchanged{raised}", "warning")
    for one in found.undecided:
        view = rhythm.tracker.conflict(one.conflict_id) if one.conflict_id is not None else None
        name = f"#{view.id} {view.conflict.name}" if view is not None else f"row #{one.rows[-1].id}"
        output.say(f"{name}: {len(one.teams)} teams, and nobody is named to decide", "warning")


def show(context: Context) -> None:
    """One cell: what holds, who is heard, how it came about, and what reached the director all the same."""
    rhythm = context.read()
    team, cell = _cell(context, rhythm)
    view = rhythm.rights.cell(cell)
    if context.json:
        output.emit_json(
            {
                "team": team,
                "area": cell.area,
                "usually": side.slug if (side := rhythm.vocabulary.side_of(cell.area)) is not None else None,
                "history": [_shape(right, team) for right in view.history],
                "leaks": [{"escalation_id": leak.row.id, "day": iso(leak.row.day)} for leak in view.leaks],
                "answers": [{"day": iso(one.day), "item": one.item, "text": one.body} for one in view.answers],
            }
        )
        return
    output.say(f"{team}, {_area(rhythm, cell.area)}", "bold")
    if usually := rhythm.rights.usually(cell.area, why=True):
        output.say(usually, "dim")
    if view.right is None:
        output.say("nobody is named yet; rhythm right set TEAM AREA --decider PERSON --level N names one")
        return
    for line in _roles(view.right):
        output.say(line)
    today = rhythm.today()
    if (gone := rhythm.rights.gone(view.right)) is not None:
        name = view.right.decider
        output.say(f"{name} left {say_day(gone, today)}; rhythm right set TEAM AREA --decider PERSON", "warning")
    rows = [
        [say_day(one.since, today), one.decider, rhythm.rights.level_word(one.level), one.why]
        for one in reversed(view.history)
    ]
    output.listing(rows)
    if view.leaks:
        output.say(f"Reached you although delegated: {counted(len(view.leaks), 'time')}", "bold")
        output.listing([_leak_cells(rhythm, leak) for leak in view.leaks])


def set_right(context: Context) -> None:
    """Say who decides, at which level, since when and why."""
    args = context.args
    if len(args.decider) > 1 or "," in args.decider[0]:
        raise BadInput("one person decides, and is the approver", "name the others with --consult or --inform")
    rhythm = context.change()
    team, cell = _cell(context, rhythm)
    since = context.day_back(args.since) if args.since is not None else rhythm.today()
    decider = context.person(args.decider[0]).id
    before = rhythm.rights.on(cell, since)
    level_before = before.level if before is not None else None
    heard, informed = (before.contributors, before.informed) if before is not None else ((), ())
    driver = context.person(args.driver).id if args.driver else None
    right = rhythm.rights.set(
        NewRight(
            cell.team_id,
            cell.area,
            since,
            decider,
            rhythm.rights.read_level(args.level),
            args.why,
            driver if args.driver is not None or before is None else before.driver_id,
            # Who decides now need not be heard any more.
            rhythm.rights.read_roles(args.consult) if args.consult is not None else _without(heard, decider),
            rhythm.rights.read_roles(args.inform) if args.inform is not None else _without(informed, decider),
        )
    )
    if level_before not in (None, right.level):
        output.advise(
            f"the level changed; five questions on delegating it: rhythm right questions {quoted(team)} {cell.area}"
        )
    if context.json:
        output.emit_json({"right": _shape(right, team)})
        return
    level = rhythm.rights.level_word(right.level)
    output.say(f"{team}, {_area(rhythm, cell.area)}: {right.decider} decides, level {level}")
    output.say(f"  since {say_when(right.since, rhythm.today())}{f': {right.why}' if right.why else ''}")
    for line in _roles(right):
        output.say(f"  {line}")


def ask(context: Context) -> None:
    """The delegation questions about a cell with what was answered last, or answers to some of them."""
    args = context.args
    rhythm = context.change() if args.answer else context.read()
    team, cell = _cell(context, rhythm)
    questions = rhythm.prompts.delegation
    if args.answer:
        known = [question.id for question in questions]
        given = {}
        for pair in args.answer:
            name, equals, text = pair.partition("=")
            if name not in known or not equals:
                wrong = "is none of the questions" if name not in known else "says no answer"
                raise BadInput(f"'{shown(name)}' {wrong}", f"write ID=TEXT with one of {', '.join(known)}")
            given[name] = text
        rhythm.rights.answer(cell, given)
    answers = {one.item: one for one in reversed(rhythm.rights.cell(cell).answers)}
    if context.json:
        said = [(question, answers.get(question.id)) for question in questions]
        output.emit_json(
            [
                {
                    "id": question.id,
                    "text": question.text,
                    "answer": one.body if one else None,
                    "day": one and iso(one.day),
                }
                for question, one in said
            ]
        )
        return
    output.say(f"{team}, {_area(rhythm, cell.area)}", "bold")
    for question in questions:
        one = answers.get(question.id)
        output.say(f"{question.text} ({question.id})")
        if one is not None:
            output.say(f"  {say_day(one.day, rhythm.today())}: {one.body or 'nothing to say'}", "dim")


def take_preset(context: Context) -> None:
    """Take a preset onto the board for a team, or list the presets with their areas."""
    args = context.args
    if args.name is None:
        _list_presets(context)
        return
    if args.team is None:
        raise BadInput("say for which team", f"rhythm right preset {args.name} TEAM")
    rhythm = context.change()
    preset, team = rhythm.rights.preset(args.name), rhythm.people.find_team(args.team)
    product = context.person(args.product).id if args.product is not None else None
    engineering = context.person(args.engineering).id if args.engineering is not None else None
    rights, left = rhythm.rights.take_preset(preset, team.id, product_id=product, engineering_id=engineering)
    if context.json:
        output.emit_json({"rights": [_shape(right, team.name) for right in rights], "left": list(left)})
        return
    output.listing([_cells(rhythm, right, team.name, None) for right in rights])
    if left:
        said = ", ".join(_area(rhythm, slug) for slug in left)
        output.say(f"left as {'it stands' if len(left) == 1 else 'they stand'}: {said}")


def _list_presets(context: Context) -> None:
    presets = context.read().vocabulary.presets
    if context.json:
        output.emit_json(
            [
                {
                    "preset": one.slug,
                    "areas": [{"area": a.slug, "decides": a.decides, "level": a.level} for a in one.areas],
                }
                for one in presets
            ]
        )
        return
    if not presets:
        output.say("your own vocabulary.yaml holds no presets")
    for one in presets:
        output.say(f"{one.slug}: {one.label}. {one.help}", "bold")
        output.listing([[area.label, area.decides, f"level {area.level}", area.help] for area in one.areas])


def practices(context: Context, kind: PracticeKind) -> None:
    """Show one of the two lists, add to it, or end an entry of it."""
    args = context.args
    if args.end and args.text is None:
        raise BadInput("say which one ends", f"rhythm right {kind} 'a part of its name' --end")
    if args.text is None:
        rhythm = context.read()
        found = rhythm.rights.practices(kind)
    else:
        rhythm = context.change() if args.end else context.write()
        if args.end:
            found = (rhythm.rights.end_practice(rhythm.rights.find_practice(args.text, kind).id),)
        else:
            found = (rhythm.rights.add_practice(kind, args.text),)
    if context.json:
        output.emit_json([_practice_shape(one) for one in found])
        return
    if not found:
        output.say(f"nothing is listed yet: {_LISTS[kind]}; rhythm right {kind} TEXT adds to it")
    today = rhythm.today()
    rows = [
        [f"#{one.id}", one.name, f"since {say_day(one.since, today)}", "ends today" if one.until is not None else ""]
        for one in found
    ]
    output.listing(rows, right=[0])


def _cell(context: Context, rhythm: Rhythm) -> tuple[str, Cell]:
    team = rhythm.people.find_team(context.args.team)
    return team.name, Cell(team.id, named_area(rhythm, context.args.area))


def _without(roles: tuple[Role, ...], person_id: int) -> tuple[Role, ...]:
    return tuple(role for role in roles if role.person_id != person_id)


def _area(rhythm: Rhythm, slug: str) -> str:
    return rhythm.vocabulary.area_label(slug)


def _cells(rhythm: Rhythm, right: Right, team: str, left: dt.date | None) -> list[str]:
    level, since = rhythm.rights.level_word(right.level), say_day(right.since, rhythm.today())
    asks = f"left {say_day(left, rhythm.today())}: who decides now?" if left is not None else ""
    return [team, _area(rhythm, right.area), right.decider, level, f"since {since}", asks]


def _roles(right: Right) -> list[str]:
    said = (
        ("driver", right.driver),
        ("heard before", ", ".join(role.name for role in right.contributors)),
        ("informed after", ", ".join(role.name for role in right.informed)),
    )
    return [f"{label}: {names}" for label, names in said if names]


def _leak_cells(rhythm: Rhythm, leak: Leak) -> list[str]:
    level = rhythm.rights.level_word(leak.right.level) if leak.right is not None else ""
    return [f"#{leak.row.id}", say_day(leak.row.day, rhythm.today()), level, leak.row.summary]


def _shape(right: Right, team: str) -> Shape:
    return {
        "team": team,
        "area": right.area,
        "decider": right.decider,
        "decider_id": right.decider_id,
        "level": int(right.level),
        "level_name": right.level.slug,
        "since": iso(right.since),
        "why": right.why or None,
        "driver": right.driver or None,
        "contributors": [role.name for role in right.contributors],
        "informed": [role.name for role in right.informed],
    }


def _practice_shape(practice: Practice) -> Shape:
    return {
        "id": practice.id,
        "kind": practice.kind.value,
        "name": practice.name,
        "since": iso(practice.since),
        "until": iso(practice.until),
    }
