"""`rhythm fix ...`: structural fixes, from the decision to the verdict after the watch."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import output, shapes
from rhythm.cli.inputs import add_verb, add_verbs
from rhythm.cli.tracker_text import ascii_only, fix_lines
from rhythm.domain.fix_forms import NewFix, form_field
from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.names import shown
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.domain.fixes import Fix
    from rhythm.service import Rhythm

_FIX_HELP = "the fix's number"
_VERDICTS = (FixState.HELD, FixState.CAME_BACK, FixState.UNCLEAR, FixState.DROPPED)


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Add what stands below `fix`."""
    verbs = add_verbs(parser, bare="list")
    listing = add_verb(verbs, "list", "all fixes, newest first, with their watch", list_fixes)
    listing.add_argument("--open", action="store_true", help="only those that are not settled")
    adding = add_verb(verbs, "add", "decide on a fix for a conflict", add)
    adding.add_argument("conflict", metavar="CONFLICT", help="the conflict's number")
    adding.add_argument("--kind", metavar="KIND", help=f"{', '.join(FixKind)} (what its causes suggest)")
    adding.add_argument("--owner", metavar="PERSON", help="who carries it out; without one it is proposed only")
    adding.add_argument("--text", default="", help="what changes, in a line")
    editing = add_verb(verbs, "edit", "say its words, its form, its owner or its kind anew", edit)
    editing.add_argument("id", metavar="ID", help=_FIX_HELP)
    editing.add_argument("--kind", metavar="KIND", help="another kind, while it is not in effect")
    editing.add_argument("--owner", metavar="PERSON", help="who carries it out; '' for nobody yet")
    editing.add_argument("--text", help="what changes, in a line")
    for one in (adding, editing):
        one.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="FIELD=TEXT",
            help="a field of its form, such as team=Growth; empty leaves it open",
        )
    effect = add_verb(verbs, "effect", "it is in effect: the watch begins", put_in_effect)
    effect.add_argument("id", metavar="ID", help=_FIX_HELP)
    effect.add_argument("--on", metavar="DAY", help="since when (today)")
    effect.add_argument("--owner", metavar="PERSON", help="who owns it, if nobody did")
    effect.add_argument(
        "--only-watch", action="store_true", help="don't carry out what its form says about rights or reporting"
    )
    verdict = add_verb(verbs, "verdict", "after the watch: did it hold?", settle)
    verdict.add_argument("id", metavar="ID", help=_FIX_HELP)
    states = [state.value for state in _VERDICTS]
    verdict.add_argument("answer", metavar="VERDICT", choices=states, help=f"what became of it: {', '.join(states)}")


def list_fixes(context: Context) -> None:
    """All fixes with their watch."""
    rhythm = context.read()
    found = rhythm.fixes.listed(open_only=context.args.open)
    if context.json:
        output.emit_json([shapes.fix(rhythm, fix) for fix in found])
        return
    if not found:
        output.say("no fixes yet; rhythm conflicts --flagged shows what calls for one")
    for fix in found:
        _print(context, rhythm, fix)


def add(context: Context) -> None:
    """Decide on a fix; its kind follows from the causes when none is named. One too many is decided with a word."""
    rhythm, args = context.change(), context.args
    view = rhythm.tracker.find_conflict(args.conflict)
    kind = _kind(args.kind) if args.kind is not None else rhythm.fixes.suggested_kind(view)
    if kind is None:
        raise BadInput("the causes of its rows suggest no kind of fix", f"name one with --kind: {', '.join(FixKind)}")
    form = rhythm.fixes.forms.read(kind, _given(args.set))
    owner = context.person(args.owner).id if args.owner is not None else None
    too_many = rhythm.fixes.too_many()
    fix = rhythm.fixes.add(view.id, kind, owner_id=owner, body=args.text, form=form)
    if too_many:
        output.advise(too_many)
    _changed(context, rhythm, fix)


def edit(context: Context) -> None:
    """Change what is said of a fix; what is not named stays. Another kind keeps the fields that it has too."""
    rhythm, args = context.change(), context.args
    fix = rhythm.fixes.find(args.id)
    kind = _kind(args.kind) if args.kind is not None else fix.kind
    stored = rhythm.fixes.form(fix)
    kept = {one.name: rhythm.fixes.forms.typed(one) for one in stored if form_field(kind, one.name) is not None}
    form = rhythm.fixes.forms.read(kind, {**kept, **_given(args.set)})
    owner = fix.owner_id
    if args.owner is not None:
        owner = context.person(args.owner).id if args.owner.strip() else None
    body = args.text if args.text is not None else fix.body
    _changed(context, rhythm, rhythm.fixes.edit(fix.id, NewFix(kind, body, owner, form)))


def put_in_effect(context: Context) -> None:
    """Begin the watch over a fix, and carry out what its form says about a right or a reporting line."""
    rhythm, args = context.change(), context.args
    fix = rhythm.fixes.find(args.id)
    day = context.day_back_given(args.on)
    owner = context.person(args.owner).id if args.owner is not None else None
    change, nothing = rhythm.fixes.change(fix), rhythm.fixes.nothing(fix)
    after = rhythm.fixes.put_in_effect(fix.id, day, owner_id=owner, change=not args.only_watch)
    if change:
        done = "not carried out" if args.only_watch else "carried out; undo takes both back"
        output.advise(f"{change}: {done}")
    elif nothing and not args.only_watch:
        output.advise(f"{nothing}; to have it carried out: rhythm undo, then rhythm fix edit {fix.id} --set FIELD=TEXT")
    _changed(context, rhythm, after)


def settle(context: Context) -> None:
    """Say what became of a fix."""
    rhythm = context.change()
    fix = rhythm.fixes.find(context.args.id)
    answer = FixState(context.args.answer)
    today = rhythm.today()
    if answer is not FixState.CAME_BACK and fix.in_effect is not None and fix.verify_on and today < fix.verify_on:
        day, of_days = (today - fix.in_effect).days, (fix.verify_on - fix.in_effect).days
        output.advise(f"day {day} of {of_days}: the watch is not over, quiet so far is no proof; undo takes this back")
    _changed(context, rhythm, rhythm.fixes.settle(fix.id, answer))


def _kind(text: str) -> FixKind:
    slug = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
    if slug not in tuple(FixKind):
        raise BadInput(f"'{shown(text)}' is not a kind of fix", f"say one of {', '.join(FixKind)}")
    return FixKind(slug)


def _given(pairs: list[str]) -> dict[str, str]:
    """`team=Growth` and the like, by field. Raises BadInput."""
    found = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise BadInput(f"'{shown(pair)}' sets nothing", "write FIELD=TEXT, such as --set team=Growth")
        found["_".join(name.strip().casefold().replace("-", "_").split())] = text
    return found


def _changed(context: Context, rhythm: Rhythm, fix: Fix) -> None:
    if context.json:
        output.emit_json({"fix": shapes.fix(rhythm, fix)})
    else:
        _print(context, rhythm, fix)


def _print(context: Context, rhythm: Rhythm, fix: Fix) -> None:
    for line in fix_lines(rhythm, fix, plain=ascii_only(context)):
        output.say(line)
