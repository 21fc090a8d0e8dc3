"""`rhythm catch-up`: after days without a word all gaps begin anew, spread over the coming weeks."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output, shapes
from rhythm.domain.people import RELATION_WORDS
from rhythm.domain.saying import counted, say_day
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.service.catching_up import CatchUp


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """The arguments of this command."""
    inputs.add_json(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say who would be due again when")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=_catch_up)


def _catch_up(context: Context) -> None:
    args = context.args
    if args.dry_run:
        _tell(context, context.read().catching_up.proposal(), done=False)
        return
    rhythm = context.change()
    asks = not args.yes and inputs.may_ask(context)
    if asks and not (would := rhythm.catching_up.proposal()).is_empty:
        _tell(context, would, done=False)
        if not inputs.agreed("Let all gaps begin anew?"):
            output.say("Nothing was changed.")
            return
    with context.waiting("letting all gaps begin anew"):
        found = rhythm.catching_up.catch_up()
    if asks:
        _tell_counts(found, done=True)
    else:
        _tell(context, found, done=True)
    if not context.json:
        output.say("rhythm undo takes it back.", "dim")


def _tell(context: Context, found: CatchUp, *, done: bool) -> None:
    """Who is due again when, or would be."""
    if context.json:
        output.emit_json(_shape(found))
        return
    if found.is_empty:
        output.say("There is nothing to catch up with.")
        return
    today = context.clock.today()
    output.table(
        [
            [
                f"due {say_day(anew.due_on, today)}",
                row.person.name,
                RELATION_WORDS[row.relation],
                f"{row.due.gap_days} d",
            ]
            for row, anew in found.rows
        ],
        right=[3],
    )
    _tell_counts(found, done=done)


def _tell_counts(found: CatchUp, *, done: bool) -> None:
    people, meetings = len(found.rows), len(found.unclosed)
    if people:
        output.say(f"{counted(people, 'person', 'people')} {_are(people, done)} due anew, the longest gaps first.")
    if meetings:
        output.say(f"{counted(meetings, 'planned meeting')} without a word {_are(meetings, done)} called skipped.")


def _are(number: int, done: bool) -> str:
    return "would be" if not done else "is" if number == 1 else "are"


def _shape(found: CatchUp) -> shapes.Shape:
    return {
        "idle_days": found.days,
        "over": found.over,
        "people": [
            {
                "person": row.person.name,
                "person_id": row.person.id,
                "relation": row.relation.value,
                "gap_days": row.due.gap_days,
                "due_from": iso(anew.due_from),
                "due_on": iso(anew.due_on),
            }
            for row, anew in found.rows
        ],
        "skipped": [shapes.meeting(meeting) for meeting in found.unclosed],
    }
