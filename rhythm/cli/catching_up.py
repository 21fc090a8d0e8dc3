"""`rhythm catch-up`: after days without a word all gaps begin anew, spread over the coming weeks."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output, shapes
from rhythm.domain.people import RELATION_WORDS
from rhythm.domain.saying import counted, say_day

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.service.catching_up import CatchUp


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """The arguments of this command."""
    inputs.add_json(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say who would be due again when")
    parser.set_defaults(run=_catch_up)


def _catch_up(context: Context) -> None:
    rhythm = context.read() if context.args.dry_run else context.change()
    with context.waiting("letting all gaps begin anew"):
        found = rhythm.catching_up.proposal() if context.args.dry_run else rhythm.catching_up.catch_up()
    if context.json:
        output.emit_json(_shape(found))
        return
    if found.is_empty:
        output.say("There is nothing to catch up with.")
        return
    today = rhythm.today()
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
    does = "would be" if context.args.dry_run else "are"
    if found.rows:
        output.say(f"{counted(len(found.rows), 'person', 'people')} {does} due anew, the longest gaps first.")
    if found.unclosed:
        output.say(f"{counted(len(found.unclosed), 'planned meeting')} without a word {does} called skipped.")
    if not context.args.dry_run:
        output.say("rhythm undo takes it back.", "dim")


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
                "due_from": shapes.iso(anew.due_from),
                "due_on": shapes.iso(anew.due_on),
            }
            for row, anew in found.rows
        ],
        "skipped": [shapes.meeting(meeting) for meeting in found.unclosed],
    }
