"""people list/add/edit/archive. The rest of people stands in `reorganising` and `person_page`, teams in `teams`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from rhythm.cli import inputs, output, person_page, reorganising, shapes
from rhythm.domain.names import checked_name, name_key, quoted
from rhythm.domain.people import RELATION_WORDS, Relation
from rhythm.domain.saying import counted, say_day, say_when
from rhythm.errors import BadInput, NotFound

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from rhythm.cli.context import Context
    from rhythm.domain.people import Person, Team
    from rhythm.service import Rhythm

_SETTABLE = tuple(relation for relation in Relation if relation is not Relation.ME)
_TREE = "tree"
_PLACED = {"country": "country", "zone": "zone", "hours": "hours", "minutes": "minutes", "prefers": "preferred"}
"""Options that say where and when somebody works, and the fields that they set."""


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """The arguments of the command."""
    inputs.add_json(parser)
    parser.set_defaults(run=_list_people, all=False)
    verbs = inputs.add_verbs(parser)
    listed = inputs.add_verb(verbs, "list", "everybody, by name", _list_people)
    listed.add_argument("--all", action="store_true", help="also those who are archived")
    person_page.configure(verbs)
    add = inputs.add_verb(verbs, "add", "add somebody; a report of yours unless said otherwise", _add_person)
    add.add_argument(
        "name",
        nargs="+",
        metavar="NAME",
        help="first name and surname; several with commas between them; one at the end too says that Ann, Bob, are two",
    )
    _add_fields(add, reports_to="PERSON", relation="RELATION")
    reorganising.add_start(add)
    edit = inputs.add_verb(verbs, "edit", "change what is known of somebody", _edit_person)
    edit.add_argument("person", metavar="PERSON", help="a part of the name; me is yourself")
    edit.add_argument("--name", metavar="NAME", help="call them this from now on")
    _add_fields(edit, reports_to="PERSON|nobody", relation="RELATION|tree")
    reorganising.add_start(edit)
    reorganising.add_since(edit)
    reorganising.add_topics(edit)
    edit.add_argument("--away-until", metavar="DAY", help="pauses the rhythm until then; nobody is due while away")
    reorganising.add_verbs(verbs)
    archive = inputs.add_verb(verbs, "archive", "take somebody out of every list; history stays", _archive_person)
    archive.add_argument("person", metavar="PERSON", help="any part of the name")


def _add_fields(parser: argparse.ArgumentParser, *, reports_to: str, relation: str) -> None:
    parser.add_argument("--email", metavar="ADDRESS", help="by which imported files and calendars know them")
    parser.add_argument("--nickname", metavar="NAME", help="what you call them")
    parser.add_argument("--title", metavar="TITLE", help="what their job is called")
    parser.add_argument("--reports-to", metavar=reports_to, help="who leads them: a person, or me")
    parser.add_argument("--team", metavar="TEAM", help="the team they are in; a new name makes the team")
    parser.add_argument("--relation", metavar=relation, help=f"{', '.join(_SETTABLE)}; else it follows from the tree")
    parser.add_argument("--target", metavar="7d", help="how often to meet")
    parser.add_argument("--limit", metavar="14d", help="the longest gap you would accept")
    parser.add_argument("--country", metavar="DE-BY", help="whose public holidays they keep, if not yours; '' is yours")
    parser.add_argument("--zone", metavar="ZONE", help="their time zone, such as America/New_York")
    parser.add_argument("--hours", metavar="09:00-17:00", help="when they can be met, by their own clock")
    parser.add_argument("--minutes", metavar="N", help="how long a meeting with them takes")
    parser.add_argument("--prefers", metavar="'tue 10:00'", help="when you would both like to meet")


def _list_people(context: Context) -> None:
    rhythm = context.read()
    people = rhythm.people.everybody(archived=context.args.all)
    if context.json:
        output.emit_json(_person_shapes(rhythm, people))
        return
    if not people:
        output.say("Nobody yet. rhythm people add 'Dana Okoye' adds a report of yours.")
        return
    relations = rhythm.people.relations()
    names = {person.id: person.name for person in rhythm.people.everybody(archived=True)}
    teams = {team.id: team.name for team in rhythm.people.teams()}
    output.table(
        [
            [
                f"#{person.id}",
                person.name,
                RELATION_WORDS[relations[person.id]],
                teams.get(person.team_id, "") if person.team_id is not None else "",
                f"reports to {names[person.manager_id]}" if person.manager_id in names else "",
                person.email,
                _gone(person, rhythm.today()),
            ]
            for person in people
        ],
        right=[0],
    )


def _gone(person: Person, today: dt.date) -> str:
    if person.archived_on is not None:
        return "archived"
    if person.last_day is None:
        return ""
    return f"{'left' if person.left(today) else 'leaves'} {say_day(person.last_day, today)}"


def _add_person(context: Context) -> None:
    args = context.args
    names = _names(args.name)
    if len(names) > 1:
        _add_several(context, names)
        return
    name = names[0]
    fields = _fields(context)
    if "team_id" not in fields and args.team is not None:
        fields["new_team"] = checked_name(args.team, "the name of the team")
    if args.starts is not None:
        fields["starts"] = context.day_ahead(args.starts)
    rhythm = context.write()
    twin = _twin(rhythm, name)
    _warn_of_address(rhythm, fields, None)
    _warn_of_nickname(rhythm, {**fields, "name": name}, None)
    with context.waiting("adding the person"):
        person = rhythm.people.add(name, **fields)
    if twin is not None:
        output.advise(f"there is a {twin.name} already (#{twin.id}); this one is #{person.id}")
    if context.json:
        output.emit_json(_person_shapes(rhythm, [person])[0])
        return
    relation = RELATION_WORDS[rhythm.people.relations()[person.id]]
    output.say(f"Added {person.name} (#{person.id}, {relation}).")
    if "new_team" in fields:
        _tell_new_team(rhythm, person)


def _names(typed: Sequence[str]) -> list[str]:
    """What was typed as names: one, or several with commas between them or each in quotes of its own. Raises BadInput
    where it may be one person, surname first."""
    in_quotes = len(typed) > 1 and all(" " in name.strip() or "," in name.strip(" ,") for name in typed)
    each = [inputs.checked_text(text, "the name") for text in (typed if in_quotes else [" ".join(typed)])]
    _refuse_surname_first(each)
    parts = dict.fromkeys(" ".join(part.split()) for text in each for part in text.split(","))
    return [checked_name(part, "the name") for part in parts if part] or [checked_name("", "the name")]


def _refuse_surname_first(each: Sequence[str]) -> None:
    """Raises BadInput where a part is like `Meyer, Ann`. `Meyer, Ann,` is a list."""
    read = [(text, _read_as_one(text)) for text in each]
    doubtful = [_tidied(text) for text, name in read if name]
    if doubtful:
        one = " ".join(quoted(name or text) for text, name in read)
        two = " ".join(quoted(f"{_tidied(text)}," if name else text) for text, name in read)
        raise BadInput(
            f"{doubtful[0]} may be one person or two",
            f"for one: rhythm people add {one}; for two, with a comma at the end: rhythm people add {two}",
        )


def _read_as_one(text: str) -> str:
    """The name of one person that two with a comma between them may be, as in `Meyer, Ann`, `van Dyke, Ann` or
    `Ann Lee, Jr.`; else empty. `Ann Lee, Bob` are two people: of two words before a comma the first is a first name,
    unless it alone begins with a small letter."""
    left, _, right = (side.strip() for side in _tidied(text).partition(","))
    if not left or not right or "," in right:
        return ""
    # Deferred: most who are added are one, or more than two.
    from rhythm.interop.people_cells import is_after_names

    if is_after_names(right):
        return f"{left} {right}"
    words = left.split()
    with_particle = words[0][0].islower() and not words[-1][0].islower()
    return f"{right} {left}" if len(words) == 1 or with_particle else ""


def _tidied(text: str) -> str:
    return ", ".join(" ".join(part.split()) for part in text.split(","))


def _tell_new_team(rhythm: Rhythm, person: Person) -> None:
    """Say that somebody's team was made, and who leads it."""
    team = next(team for team in rhythm.people.teams() if team.id == person.team_id)
    lead = next((one.name for one in rhythm.people.everybody() if one.id == team.manager_id), "")
    output.say(f"{team.name} is a new team{f', led by {lead}' if lead else ''}.")


def _twin(rhythm: Rhythm, name: str) -> Person | None:
    key = name_key(name)
    return next((one for one in rhythm.people.everybody() if name_key(one.name) == key), None)


def _add_several(context: Context, names: Sequence[str]) -> None:
    """Several people at once, as one action: only who leads them and their team can be said of all."""
    fields = _fields(context)
    nobodys = fields.get("manager_id", 0) is None and context.args.reports_to.strip().casefold() != "me"
    if nobodys or fields.keys() - {"manager_id", "team_id"} or context.args.starts is not None:
        raise BadInput(
            f"{counted(len(names), 'name')} were given, and an option that is for one person",
            "only --team and --reports-to somebody go with several; rhythm people edit NAME says the rest",
        )
    team, is_new = context.args.team or "", "team_id" not in fields and context.args.team is not None
    if is_new:
        team = checked_name(team, "the name of the team")
    rhythm = context.write()
    if "team_id" in fields:
        team = next(one.name for one in rhythm.people.teams() if one.id == fields["team_id"])
    for name in names:
        _warn_of_nickname(rhythm, {"name": name}, None)
    twins = {name: twin for name in names if (twin := _twin(rhythm, name)) is not None}
    with context.waiting("adding the people"):
        added = rhythm.people.add_several(list(names), manager_id=fields.get("manager_id"), team=team)
    for person in added:
        if person.name in twins:
            output.advise(f"there is a {person.name} already (#{twins[person.name].id}); this one is #{person.id}")
    if context.json:
        output.emit_json(_person_shapes(rhythm, added))
        return
    relations = rhythm.people.relations()
    for person in added:
        output.say(f"Added {person.name} (#{person.id}, {RELATION_WORDS[relations[person.id]]}).")
    if is_new:
        _tell_new_team(rhythm, added[0])


def _warn_of_address(rhythm: Rhythm, fields: Mapping[str, Any], person: Person | None) -> None:
    """A hint where somebody else has the e-mail that somebody gets: files tell people apart by it."""
    address = str(fields.get("email") or "").casefold()
    for other in rhythm.people.everybody() if address else ():
        if other.email.casefold() == address and (person is None or other.id != person.id):
            output.advise(f"{other.name} (#{other.id}) has that e-mail too; files can't tell the two apart")


def _warn_of_nickname(rhythm: Rhythm, fields: Mapping[str, Any], person: Person | None) -> None:
    """A hint where somebody comes to be called what somebody else is called: then it means neither of them alone."""
    for field in ("name", "nickname"):
        key = name_key(str(fields.get(field) or ""))
        for other in rhythm.people.everybody() if key else ():
            called = (other.nickname,) if field == "name" else (other.name, other.nickname)
            if key in map(name_key, called) and (person is None or other.id != person.id):
                output.advise(f"{other.name} (#{other.id}) goes by that {field} too; a number tells the two apart")


def _edit_person(context: Context) -> None:
    args = context.args
    person = context.person(args.person)
    changes = _fields(context)
    if args.name is not None:
        changes["name"] = args.name
    if args.team is not None and "team_id" not in changes:
        raise NotFound(f"there is no team called {args.team}", f"make it first: rhythm team add {quoted(args.team)}")
    if args.away_until is not None:
        changes["paused_until"] = context.day_ahead(args.away_until)
    if args.starts is not None:
        changes["starts"] = context.day_ahead(args.starts)
    if not changes:
        raise BadInput("nothing to change was named", "rhythm people edit --help lists what can be changed")
    rhythm = context.change()
    elsewhere = bool({"manager_id", "relation"} & changes.keys())
    asked = reorganising.topics_asked(context, rhythm, person, asked=elsewhere)
    since = reorganising.since_given(context, placed=bool({"manager_id", "team_id"} & changes.keys()))
    _warn_of_address(rhythm, changes, person)
    _warn_of_nickname(rhythm, changes, person)
    with context.waiting("storing the person"):
        changed = rhythm.people.edit(person.id, since=since, fates=asked.fates, **changes)
    _show_person(context, rhythm, changed, "Changed")
    if not context.json:
        reorganising.say_begins(rhythm, since)
        asked.say()


def _archive_person(context: Context) -> None:
    person = context.person(context.args.person)
    rhythm = context.change()
    _show_person(context, rhythm, rhythm.people.archive(person.id), "Archived")


def _show_person(context: Context, rhythm: Rhythm, person: Person, done: str) -> None:
    if context.json:
        output.emit_json(_person_shapes(rhythm, [person])[0])
        return
    relation = RELATION_WORDS[rhythm.people.relations()[person.id]]
    until, today = person.paused_until, rhythm.today()
    away = f", away until {say_when(until, today)}" if until is not None and until > today else ""
    output.say(f"{done} {person.name} (#{person.id}, {relation}{away}).")


def _fields(context: Context) -> dict[str, Any]:
    """The fields that the options of add and edit give."""
    args = context.args
    fields: dict[str, Any] = {
        field: getattr(args, field) for field in ("email", "nickname", "title") if getattr(args, field) is not None
    }
    if args.email is not None:
        fields["email"] = _email(args.email)
    if args.relation is not None:
        fields["relation"] = _relation(args.relation)
    if args.reports_to is not None:
        fields["manager_id"] = inputs.person_or_nobody(context, args.reports_to)
    if args.team is not None:
        team = _team_or_new(context, args.team)
        if team is not None:
            fields["team_id"] = team.id
    for field in ("target", "limit"):
        if getattr(args, field) is not None:
            # Deferred: most people keep the rhythm of their relation.
            from rhythm.domain.day_spans import parse_span

            fields[f"{field}_days"] = parse_span(getattr(args, field))
    for option, field in _PLACED.items():
        if getattr(args, option) is not None:
            from rhythm.service.person_fields import read_field

            fields[field] = read_field(field, getattr(args, option))
    return fields


def _email(text: str) -> str:
    before, at, after = text.strip().partition("@")
    if text.strip() and not (before and at and after and "@" not in after and not any(map(str.isspace, text.strip()))):
        raise BadInput("that is not an e-mail address", "write it like dana@example.com")
    return text.strip()


def _relation(text: str) -> Relation | None:
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted == _TREE:
        return None
    found = next((relation for relation in _SETTABLE if relation.value == wanted), None)
    if found is None:
        raise BadInput("that is not a relation", f"say one of {', '.join(_SETTABLE)}, or {_TREE}")
    return found


def _team_or_new(context: Context, text: str) -> Team | None:
    """The team that is meant, None for a new one. A name that is nearly a team's is refused, as a slip."""
    from rhythm.domain.names import near_names

    people = context.change().people
    try:
        return people.find_team(text)
    except NotFound:
        if near_names(text, people.team_refs()):
            raise
        return None


def _person_shapes(rhythm: Rhythm, people: Sequence[Person]) -> list[shapes.Shape]:
    names = {person.id: person.name for person in rhythm.people.everybody(archived=True)}
    teams = {int(team.id): team for team in rhythm.people.teams()}
    relations = rhythm.people.relations()
    return [shapes.person(person, relations[person.id], names, teams) for person in people]
