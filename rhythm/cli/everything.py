"""export json and import json: everything, history included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rhythm import paths
from rhythm.cli import inputs, output
from rhythm.domain.saying import counted
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from rhythm.cli.context import Context


def add_import(verbs: Any) -> None:
    """Add `json` to the verbs of `import`."""
    everything = inputs.add_verb(verbs, "json", "everything that export json wrote, into an empty store", _import)
    everything.add_argument("folder", metavar="DIR", type=paths.typed, help="the folder that was exported")
    everything.add_argument("--dry-run", action="store_true", help="only check that it can be imported")


def _import(context: Context) -> None:
    # Not over the service: the store is made anew, and put in its place whole.
    from rhythm.storage import known
    from rhythm.storage.everything import import_everything
    from rhythm.storage.far import Far

    if context.demo:
        raise BadInput("the sample organisation is full already", "name a new file with --db FILE")
    context.check_place()
    context.unlock(context.store)
    dry_run = context.args.dry_run
    folder = context.args.folder
    far = Far()
    with context.waiting("bringing everything in", far=lambda: far.words):
        rows = import_everything(folder, context.store, context.machine_clock, dry_run=dry_run, far=far)
    if not dry_run:
        known.remember(context.store, paths.state_folder())
    added = sum(rows.values())
    if context.json:
        none: dict[str, Any] = {"changed": 0, "unchanged": 0, "left": 0, "problems": []}
        output.emit_json({"added": added, **none, "tables": rows, "dry_run": dry_run})
        return
    output.say(f"{counted(added, 'row')} in {counted(len(rows), 'table')} {'would be ' if dry_run else ''}added.")
