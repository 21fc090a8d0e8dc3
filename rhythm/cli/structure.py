"""What stands below `team`: charter, checklist, health, interface, overlaps, pattern, and what is still unknown."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from rhythm.cli import inputs, output
from rhythm.cli import structure_shapes as to_json
from rhythm.domain.saying import counted, say_day
from rhythm.errors import BadInput

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.domain.people import Team
    from rhythm.domain.structure import CardState, Charter, Interface, Subject
    from rhythm.service import Rhythm
    from rhythm.service.structure_views import OpenQuestion, OverlapView, TeamView
    from rhythm.settings.structure import Card

_DIGITS = 6
"""No store has as many questions as a number with more could say."""


def add_team(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """The team that a command is about."""
    parser.add_argument(
        "team", nargs="?" if optional else None, metavar="TEAM", help="any part of its name, or an alias"
    )


def configure_show(verbs: Any) -> None:
    """The page of a team, in text."""
    add_team(inputs.add_verb(verbs, "show", "everything about a team", _show))


def configure(verbs: Any) -> None:
    """The verbs about charters, interfaces and cards."""
    charter = inputs.add_verb(
        verbs, "charter", "what it owns, does not own, and its goals; alone it shows them", _charter
    )
    add_team(charter)
    charter.add_argument("--owns", metavar="TAGS", help="what it owns, with commas between; '' for nothing")
    charter.add_argument("--not-owns", metavar="TAGS", help="what others might take for its own, with commas between")
    charter.add_argument("--goal", metavar="TEXT", action="append", help="a goal that counts; may be repeated")
    checklist = inputs.add_verb(verbs, "checklist", "the four cards of a team; with a card it is answered", _checklist)
    add_team(checklist)
    health = inputs.add_verb(verbs, "health", "what a manager's area needs to run without you", _health)
    health.add_argument("person", metavar="PERSON", help="the manager")
    for verb in (checklist, health):
        verb.add_argument(
            "card", nargs="?", metavar="CARD", help="which one, by a part of its name; left out, the cards are shown"
        )
        verb.add_argument("answer", nargs="?", metavar="yes|no|unknown", help="the answer; needed with a card")
        verb.add_argument("--note", metavar="TEXT", default="", help="what it rests on")
    interface = inputs.add_verb(
        verbs, "interface", "where one team's work ends and another's begins; with a text it is set", _interface
    )
    add_team(interface, optional=True)
    interface.add_argument("other", nargs="?", metavar="TEAM", help="the team on the other side")
    inputs.add_text(interface, "the hand-off, in words")
    interface.add_argument("--end", action="store_true", help="it holds no more")
    pattern = inputs.add_verb(verbs, "pattern", "how teams are cut, and where that is known to break", _pattern)
    pattern.add_argument("pattern", nargs="?", metavar="PATTERN", help="such as product_line; '' for none")
    pattern.add_argument("--team", metavar="TEAM", help="of this team alone")
    for verb in (charter, interface, pattern):
        verb.add_argument("--since", metavar="DAY", help="from which day on (today)")
    for verb in (checklist, health):
        verb.add_argument("--on", metavar="DAY", help="on which day it was answered (today)")
    inputs.add_verb(verbs, "overlaps", "tags that two teams own, with the conflicts between them", _overlaps)
    questions = inputs.add_verb(verbs, "questions", "what is still unknown, the oldest first", _questions)
    questions.add_argument("--limit", metavar="N", help="so many at most")


def _show(context: Context) -> None:
    rhythm = context.read()
    view = rhythm.structure.team(rhythm.people.find_team(context.args.team, archived=True).id)
    assert view is not None
    if context.json:
        output.emit_json(to_json.view(rhythm, view))
        return
    for line in _head(rhythm, view):
        output.say(line, "bold" if line == view.team.name else "")
    _say_charter(rhythm, view.charter, view.team)
    _say_cards("Checklist", rhythm.structure.words.checklist, view.cards, rhythm.today())
    if view.lead is not None and view.health:
        _say_cards(f"The area of {view.lead.name}", rhythm.structure.words.health, view.health, rhythm.today())
    if view.interfaces:
        output.say("Interfaces", "bold")
        output.listing([_interface_cells(rhythm, one, view.team) for one in view.interfaces])
    if view.overlaps:
        output.say("Owned by two", "bold")
        output.listing([_overlap_cells(one) for one in view.overlaps])
    if view.conflicts:
        output.say("Open conflicts", "bold")
        output.listing([[f"#{one.id}", one.conflict.name] for one in view.conflicts])


def say_for_now(rhythm: Rhythm, team: Team) -> str:
    """Since when the director leads a team whose lead left; nothing of any other."""
    since = rhythm.people.without_lead().get(team.id)
    return f" for now, since {say_day(since, rhythm.today())}" if since is not None else ""


def _head(rhythm: Rhythm, view: TeamView) -> list[str]:
    team = view.team
    lead = f"led by {view.lead.name}{say_for_now(rhythm, team)}" if view.lead is not None else "nobody leads it"
    lines = [team.name, f"{lead}, {counted(len(view.members), 'person', 'people')}"]
    if team.archived_on is not None:
        into = rhythm.people.team(team.merged_into) if team.merged_into is not None else None
        gone = f"merged into {into.name}" if into is not None else "archived"
        lines.append(f"{gone} on {say_day(team.archived_on, rhythm.today())}")
    for label, word, slug in (("mode", view.mode, team.mode), ("bucket", view.bucket, team.bucket)):
        if word is not None:
            lines.append(f"{label}: {word.label.lower()}. {word.question}")
        elif slug:
            lines.append(f"{label}: {slug}")
    if view.pattern is not None:
        lines.append(f"pattern: {view.pattern.label.lower()}. {view.pattern.breaks}")
    return [*lines, *(f"{role} partner: {person.name}" for role, person in view.triad.items())]


def _say_charter(rhythm: Rhythm, charter: Charter | None, team: Team) -> None:
    if charter is None or charter.empty:
        output.say(f"Nothing is said yet of what {team.name} owns; rhythm team charter TEAM --owns 'a, b' says it.")
        return
    output.say(f"Charter, since {say_day(charter.since, rhythm.today())}", "bold")
    rows = [["owns", ", ".join(charter.owns)], ["does not own", ", ".join(charter.not_owns)]]
    rows += [["goal", goal] for goal in charter.goals]
    output.listing([row for row in rows if row[1]])


def _charter(context: Context) -> None:
    args = context.args
    said = {name: getattr(args, name) for name in ("owns", "not_owns", "goal")}
    if all(value is None for value in said.values()):
        if args.since is not None:
            raise BadInput("a day alone changes nothing", "say what the team owns with --owns")
        _show_charter(context)
        return
    from rhythm.domain.structure import read_tags

    rhythm = context.change()
    team = rhythm.people.find_team(args.team)
    charter = rhythm.structure.set_charter(
        team.id,
        owns=read_tags(args.owns) if args.owns is not None else None,
        not_owns=read_tags(args.not_owns) if args.not_owns is not None else None,
        goals=args.goal,
        on=_since(context),
    )
    if context.json:
        output.emit_json(to_json.charter(charter, team))
        return
    output.say(team.name, "bold")
    _say_charter(rhythm, charter, team)
    for view in rhythm.structure.overlaps():
        if team.id in view.overlap.teams:
            output.say(f"{view.names[0]} and {view.names[1]} both own {view.overlap.tag}", "warning")


def _show_charter(context: Context) -> None:
    rhythm = context.read()
    view = rhythm.structure.team(rhythm.people.find_team(context.args.team, archived=True).id)
    assert view is not None
    if context.json:
        output.emit_json([to_json.charter(one, view.team) for one in view.charters])
        return
    output.say(view.team.name, "bold")
    _say_charter(rhythm, view.charter, view.team)
    for before in view.charters[1:]:
        output.say()
        _say_charter(rhythm, before, view.team)


def _checklist(context: Context) -> None:
    from rhythm.domain.structure import Subject

    rhythm = context.change() if context.args.card is not None else context.read()
    team = rhythm.people.find_team(context.args.team)
    _cards(context, rhythm, Subject(team_id=team.id), team.name)


def _health(context: Context) -> None:
    from rhythm.domain.structure import Subject

    rhythm = context.change() if context.args.card is not None else context.read()
    person = rhythm.people.find(context.args.person)
    if person.id not in {manager.id for manager in rhythm.people.managers()}:
        raise BadInput(f"{person.name} is no manager of yours", "name somebody who reports to you")
    _cards(context, rhythm, Subject(person_id=person.id), f"The area of {person.name}")


def _cards(context: Context, rhythm: Rhythm, subject: Subject, title: str) -> None:
    """Answer one card where one is named; show them all."""
    args = context.args
    if args.card is not None:
        if args.answer is None:
            raise BadInput("what is the answer?", "say yes, no or unknown after the card")
        on = context.day_back_given(args.on)
        rhythm.structure.answer(subject, args.card, args.answer, note=args.note, on=on)
    elif args.on is not None or args.note:
        raise BadInput("which card is meant?", "name the card and the answer")
    of_team = subject.team_id is not None
    words = rhythm.structure.words.checklist if of_team else rhythm.structure.words.health
    if subject.team_id is not None:
        states = rhythm.structure.checklist(subject.team_id)
    else:
        assert subject.person_id is not None
        states = rhythm.structure.health(subject.person_id)
    if context.json:
        output.emit_json(to_json.cards(words, states))
        return
    _say_cards(title, words, states, rhythm.today())


def _say_cards(title: str, words: Sequence[Card], states: Sequence[CardState], today: dt.date) -> None:
    output.say(title, "bold")
    rows, styles = [], []
    for card, state in zip(words, states, strict=True):
        note = state.replies[0].note if state.replies else ""
        rows.append([card.label, state.answer.value, _asked(state, today), note or card.question])
        styles.append("dim" if state.stale else "")
    output.listing(rows, styles=styles)


def _asked(state: CardState, today: dt.date) -> str:
    if state.day is None:
        return "never asked"
    return f"{say_day(state.day, today)}{', older than two quarters' if state.stale else ''}"


def _interface(context: Context) -> None:
    args = context.args
    if args.other is None:
        if args.since is not None or args.end:
            raise BadInput("which two teams are meant?", "name both: rhythm team interface TEAM OTHER 'the hand-off'")
        _list_interfaces(context)
        return
    rhythm = context.change()
    team, other = rhythm.people.find_team(args.team), rhythm.people.find_team(args.other)
    if args.text or args.end:
        if args.text and args.end:
            raise BadInput("an interface that ends needs no text", "leave out the text, or --end")
        body = inputs.text_given(args.text, "the hand-off") if args.text else ""
        found = [rhythm.structure.set_interface(team.id, other.id, body, on=_since(context))]
    else:
        found = list(rhythm.structure.interface_history(team.id, other.id))
    _tell_interfaces(context, rhythm, found)


def _list_interfaces(context: Context) -> None:
    rhythm = context.read()
    team = rhythm.people.find_team(context.args.team) if context.args.team is not None else None
    _tell_interfaces(context, rhythm, rhythm.structure.interfaces(team.id if team is not None else None), team)


def _tell_interfaces(context: Context, rhythm: Rhythm, found: Sequence[Interface], team: Team | None = None) -> None:
    if context.json:
        output.emit_json([to_json.interface(rhythm, one) for one in found])
        return
    if not found:
        output.say("No interface is said yet; rhythm team interface TEAM OTHER 'the hand-off' says one.")
    output.listing([_interface_cells(rhythm, one, team) for one in found])


def _interface_cells(rhythm: Rhythm, one: Interface, team: Team | None) -> list[str]:
    names = _names(rhythm)
    sides = " and ".join(names[side] for side in one.teams) if team is None else f"with {names[one.other(team.id)]}"
    return [sides, f"since {say_day(one.since, rhythm.today())}", one.body or "ended"]


def _pattern(context: Context) -> None:
    args = context.args
    rhythm = context.read() if args.pattern is None else context.change()
    day = _since(context) if args.pattern is not None else None
    team = rhythm.people.find_team(args.team) if args.team is not None else None
    team_id = team.id if team is not None else None
    if args.pattern is not None:
        # Read before a store is made.
        pattern = rhythm.structure.read_pattern(args.pattern) if args.pattern.strip() else ""
        rhythm = context.write()
        rhythm.structure.set_pattern(pattern, team_id=team_id, on=day)
    elif args.since is not None:
        raise BadInput("a day alone changes nothing", "name the pattern too")
    found = rhythm.structure.pattern(team_id)
    if context.json:
        shape: Shape = {"team": team.name if team is not None else None, "pattern": found.slug if found else None}
        output.emit_json({**shape, "breaks": found.breaks if found else None})
        return
    if found is None:
        known = ", ".join(word.slug for word in rhythm.structure.words.patterns)
        output.say(f"Nothing is said of how teams are cut; rhythm team pattern NAME says it: {known}.")
        return
    output.say(found.label, "bold")
    output.say(found.help)
    output.say(f"Known to break: {found.breaks}")


def _overlaps(context: Context) -> None:
    rhythm = context.read()
    found = rhythm.structure.overlaps()
    if context.json:
        output.emit_json([to_json.overlap(one) for one in found])
        return
    if not found:
        output.say("No tag stands in the charters of two teams.")
    output.listing([_overlap_cells(one) for one in found])


def _questions(context: Context) -> None:
    rhythm = context.read()
    limit = context.args.limit
    if limit is not None and not (limit.isascii() and limit.isdigit() and limit.strip("0")):
        raise BadInput("that is not a number of questions", "for example --limit 5")
    found = rhythm.structure.open_questions(int(limit.lstrip("0")[:_DIGITS]) if limit is not None else None)
    if context.json:
        output.emit_json([to_json.question(one) for one in found])
        return
    if not found:
        output.say("Nothing is unknown: every card of every team and area has its yes or no.")
    today = rhythm.today()
    rows = [[one.about, one.card.label, _since_words(one, today), one.card.question] for one in found]
    output.listing(rows, styles=["dim" if one.stale else "" for one in found])


def _since_words(one: OpenQuestion, today: dt.date) -> str:
    return "never asked" if one.since is None else f"unknown since {say_day(one.since, today)}"


def _since(context: Context) -> dt.date | None:
    return context.day_back_given(context.args.since)


def _names(rhythm: Rhythm) -> dict[int, str]:
    return {int(team.id): team.name for team in rhythm.people.teams(archived=True)}


def _overlap_cells(one: OverlapView) -> list[str]:
    conflicts = ", ".join(f"#{view.id} {view.conflict.name}" for view in one.conflicts)
    open_ = counted(len(one.conflicts), "open conflict") if one.conflicts else "no open conflict"
    return [one.overlap.tag, " and ".join(one.names), open_, conflicts]
