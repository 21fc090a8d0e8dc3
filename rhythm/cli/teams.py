"""team list/show/add/edit/archive/restore/merge. What stands in a charter and on the cards is in `structure`."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING, Any

from rhythm.cli import inputs, output, shapes, structure
from rhythm.domain.names import checked_name
from rhythm.domain.saying import counted
from rhythm.errors import BadInput, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhythm.cli.context import Context
    from rhythm.domain.people import Team, TeamId
    from rhythm.service import Rhythm

_TRIAD = ("product", "engineering", "design")


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """The arguments of the command."""
    inputs.add_json(parser)
    parser.set_defaults(run=_list_teams, all=False)
    verbs = inputs.add_verbs(parser)
    listed = inputs.add_verb(verbs, "list", "the teams, by name", _list_teams)
    listed.add_argument("--all", action="store_true", help="also those that are no more")
    structure.configure_show(verbs)
    add = inputs.add_verb(verbs, "add", "add a team", _add_team)
    add.add_argument("name", nargs="+", metavar="NAME", help="what it is called")
    edit = inputs.add_verb(verbs, "edit", "change a team", _edit_team)
    structure.add_team(edit)
    edit.add_argument("--name", metavar="NAME", help="call it this from now on")
    edit.add_argument("--drop-alias", metavar="A", action="append", default=[], help="a name it no longer goes by")
    for parser_ in (add, edit):
        _add_fields(parser_)
    structure.configure(verbs)
    archive = inputs.add_verb(verbs, "archive", "take a team out of every list; history stays", _archive_team)
    restore = inputs.add_verb(verbs, "restore", "bring an archived or merged team back", _restore_team)
    merge = inputs.add_verb(verbs, "merge", "let another team take it up, with people, charter and rights", _merge_team)
    for verb in (archive, restore, merge):
        structure.add_team(verb)
    merge.add_argument("into", metavar="TEAM", help="the team that takes it up")


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--manager", metavar="PERSON", help="who leads it")
    parser.add_argument("--alias", metavar="A", action="append", default=[], help="another name; may be repeated")
    parser.add_argument("--mode", metavar="MODE", help="what it is to be good at, such as predictability; '' for none")
    parser.add_argument("--bucket", metavar="BUCKET", help="core, growth, enabler or experimental; '' for none")
    for role in _TRIAD:
        parser.add_argument(f"--{role}", metavar="PERSON", help=f"its {role} partner, or nobody")


def _list_teams(context: Context) -> None:
    rhythm = context.read()
    teams = rhythm.people.teams(archived=context.args.all)
    if context.json:
        output.emit_json(_team_shapes(rhythm, teams))
        return
    if not teams:
        output.say("No teams yet. rhythm team add Payments adds one.")
        return
    names = {person.id: person.name for person in rhythm.people.everybody(archived=True)}
    called = {team.id: team.name for team in rhythm.people.teams(archived=True)}
    members = _members(rhythm)
    words = {word.slug: word.label.lower() for word in _words_used(rhythm, teams)}
    output.table(
        [
            [
                f"#{team.id}",
                team.name,
                f"led by {names[team.manager_id]}{structure.say_for_now(rhythm, team)}"
                if team.manager_id in names
                else "",
                counted(members[team.id], "person", "people"),
                words.get(team.bucket, team.bucket),
                words.get(team.mode, team.mode),
                _gone(team, called),
                f"also {', '.join(team.aliases)}" if team.aliases else "",
            ]
            for team in teams
        ],
        right=[0],
    )


def _words_used(rhythm: Rhythm, teams: Sequence[Team]) -> Sequence[Any]:
    """The words of modes and buckets, read only when a team has one."""
    if not any(team.mode or team.bucket for team in teams):
        return ()
    return (*rhythm.structure.modes, *rhythm.structure.buckets)


def _gone(team: Team, names: dict[TeamId, str]) -> str:
    if team.merged_into is not None:
        return f"merged into {names.get(team.merged_into, '')}"
    return "archived" if team.archived_on is not None else ""


def _add_team(context: Context) -> None:
    args = context.args
    name = checked_name(inputs.checked_text(" ".join(args.name), "the name of the team"), "the name of the team")
    aliases = tuple(inputs.checked_text(alias, "an alias", "--alias") for alias in args.alias)
    manager_id = context.person(args.manager).id if args.manager is not None else None
    fields = _fields(context, context.change())
    rhythm = context.write()
    with context.waiting("adding the team"):
        team = rhythm.people.add_team(name, manager_id=manager_id, aliases=aliases, **fields)
    _show_team(context, rhythm, team, "Added")


def _edit_team(context: Context) -> None:
    args = context.args
    rhythm = context.change()
    team = rhythm.people.find_team(args.team)
    changes = _fields(context, rhythm)
    if args.name is not None:
        changes["name"] = args.name
    if args.manager is not None:
        changes["manager_id"] = inputs.person_or_nobody(context, args.manager)
    if args.alias or args.drop_alias:
        strangers = [alias for alias in args.drop_alias if alias not in team.aliases]
        if strangers:
            raise NotFound(f"{team.name} does not go by that name", f"its other names: {', '.join(team.aliases)}")
        kept = [alias for alias in team.aliases if alias not in args.drop_alias]
        changes["aliases"] = tuple(kept + [inputs.checked_text(alias, "an alias", "--alias") for alias in args.alias])
    if not changes:
        raise BadInput("nothing to change was named", "rhythm team edit --help lists what can be changed")
    with context.waiting("storing the team"):
        changed = rhythm.people.edit_team(team.id, **changes)
    _show_team(context, rhythm, changed, "Changed")


def _fields(context: Context, rhythm: Rhythm) -> dict[str, Any]:
    """How the team works and who its partners are, as the options say."""
    args = context.args
    fields: dict[str, Any] = {}
    if args.mode is not None:
        fields["mode"] = rhythm.structure.read_mode(args.mode)
    if args.bucket is not None:
        fields["bucket"] = rhythm.structure.read_bucket(args.bucket)
    for role in _TRIAD:
        if (said := getattr(args, role)) is not None:
            fields[f"{role}_id"] = inputs.person_or_nobody(context, said)
    return fields


def _archive_team(context: Context) -> None:
    rhythm = context.change()
    team = rhythm.people.find_team(context.args.team)
    with context.waiting("archiving the team"):
        archived = rhythm.people.archive_team(team.id)
    _show_team(context, rhythm, archived, "Archived")


def _restore_team(context: Context) -> None:
    rhythm = context.change()
    team = rhythm.people.find_gone_team(context.args.team)
    with context.waiting("bringing the team back"):
        restored = rhythm.people.restore_team(team.id)
    _show_team(context, rhythm, restored, "Brought back")


def _merge_team(context: Context) -> None:
    rhythm = context.change()
    team, into = rhythm.people.find_team(context.args.team), rhythm.people.find_team(context.args.into)
    with context.waiting("merging the teams"):
        merged = rhythm.people.merge_teams(team.id, into.id)
    _show_team(context, rhythm, merged, f"Merged {team.name} into")


def _show_team(context: Context, rhythm: Rhythm, team: Team, done: str) -> None:
    if context.json:
        output.emit_json(_team_shapes(rhythm, [team])[0])
        return
    output.say(f"{done} {team.name} (#{team.id}).")


def _team_shapes(rhythm: Rhythm, teams: Sequence[Team]) -> list[shapes.Shape]:
    names = {person.id: person.name for person in rhythm.people.everybody(archived=True)}
    members = _members(rhythm)
    return [shapes.team(team, names, members[team.id]) for team in teams]


def _members(rhythm: Rhythm) -> Counter[TeamId | None]:
    """How many people are in each team."""
    return Counter(person.team_id for person in rhythm.people.everybody())
