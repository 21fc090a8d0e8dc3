"""backup, backups, restore, doctor."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm import paths
from rhythm.cli import inputs, output
from rhythm.domain.saying import counted, say_day
from rhythm.errors import BadInput, Locked, NotFound, StoreError

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.cli.context import Context
    from rhythm.storage.far import Far
    from rhythm.storage.shelf import Copy

_NEWEST = "newest"
_NOT_WELL, _CAN_NOT_BE_OPENED = 1, StoreError.exit_code


def configure(parser: argparse.ArgumentParser, name: str) -> None:
    """The arguments of one of these commands."""
    inputs.add_json(parser)
    parser.set_defaults(run={"backup": _backup, "backups": _backups, "restore": _restore, "doctor": _doctor}[name])
    if name == "backup":
        parser.add_argument(
            "file", metavar="FILE", type=paths.typed, nargs="?", help="a new file; beside the others without"
        )
    elif name == "restore":
        parser.add_argument(
            "file",
            metavar="COPY",
            type=paths.typed,
            help="a copy by its path, or by its name in rhythm backups; or newest",
        )
        parser.add_argument("--yes", action="store_true", help="do not ask")
    elif name == "doctor":
        parser.add_argument(
            "--salvage", metavar="NEW", type=paths.typed, help="read what is left of a damaged store into NEW"
        )


def _backup(context: Context) -> None:
    _refuse_sample(context)
    backups = context.read().backups
    with context.waiting("copying and checking"):
        made = backups.make(context.args.file)
    if context.json:
        output.emit_json({"ok": True, "file": str(made)})
        return
    output.say(f"Copied and checked: {made}")


def _backups(context: Context) -> None:
    # Not over the store: this is asked when the store can't be opened.
    found = _copies(context)
    if context.json:
        rows = [
            {"file": str(copy.path), "kind": copy.kind.value, "made": f"{copy.made:%Y-%m-%dT%H:%M:%SZ}", "bytes": size}
            for copy, size in found
        ]
        output.emit_json(rows)
        return
    if not found:
        output.say(f"There are no copies in {paths.backups_folder(context.store)}. rhythm backup makes one.")
        return
    today = context.clock.today()
    output.table(
        [[_made(copy, today), copy.kind.value, f"{size:,}", copy.path.name] for copy, size in found], right=(2,)
    )
    output.say(f"in {paths.backups_folder(context.store)}", "dim")


def _made(copy: Copy, today: dt.date) -> str:
    local = copy.made.astimezone()
    return f"{say_day(local.date(), today)} {local:%H:%M}"


def _copies(context: Context) -> list[tuple[Copy, int]]:
    from rhythm.storage import shelf

    return [(copy, copy.path.stat().st_size) for copy in shelf.copies(paths.backups_folder(context.store))]


def _restore(context: Context) -> None:
    from rhythm.storage.far import Far
    from rhythm.storage.opening import refuse_what_can_not_be_used

    _refuse_sample(context)
    context.check_place()
    # A store that is past opening, or whose passphrase is lost, must not be in the way of its copy.
    with suppress(StoreError):
        context.unlock(context.store)
    copy = _named(context)
    context.unlock(copy)
    refuse_what_can_not_be_used(copy)
    _ask(context, f"Put {copy} in the place of {context.store}? What is there now is kept beside it.")
    far = Far()
    with context.waiting("putting the copy in place", far=lambda: far.words):
        kept = put_in_place(context, copy, far)
    if context.json:
        output.emit_json({"ok": True, "restored": str(copy), "kept": str(kept) if kept is not None else None})
        return
    output.say(f"Restored: {copy}")
    if kept is not None:
        output.say(f"What it replaced is kept: {kept}")


def _refuse_sample(context: Context) -> None:
    if context.demo:
        raise BadInput("the sample organisation has no backups", "it is made anew each day")


def put_in_place(context: Context, copy: Path, far: Far | None = None) -> Path | None:
    """Put a copy in the place of the store; where the replaced file is kept. `far` tells whoever waits how far that is.
    Raises StoreError."""
    from rhythm.storage import known
    from rhythm.storage.restoring import restore

    folder = paths.backups_folder(context.store)
    kept = restore(copy, context.store, context.machine_clock, backups=folder, far=far)
    known.remember(context.store, paths.state_folder())
    return kept


def offered_copies(context: Context) -> dict[str, str]:
    """What may be named to be restored, and beside it when and why it was made; nothing where there is no copy."""
    today = context.clock.today()
    offered = {copy.path.name: f"{_made(copy, today)}, {copy.kind.value}" for copy, _ in _copies(context)}
    return {_NEWEST: "the newest that can be used", **offered} if offered else {}


def newest_copy(context: Context) -> tuple[Path | None, str]:
    """The newest copy that can be used, and when it was made in words; None and nothing where there is none."""
    try:
        copy = _newest_sound(context)
    except NotFound:
        return None, ""
    return copy.path, f"that of {_made(copy, context.clock.today())}"


def _named(context: Context) -> Path:
    """The copy that was asked for. Raises NotFound."""
    name = str(context.args.file)
    if name == _NEWEST:
        return _newest_sound(context).path
    path: Path = context.args.file
    if not path.exists():
        path = next((copy.path for copy, _ in _copies(context) if copy.path.name == name), path)
    if not path.exists():
        raise NotFound(f"there is no copy {name}", "rhythm backups lists them")
    if context.store.exists() and path.samefile(context.store):
        raise BadInput(f"{path} is the store itself", "name a copy: rhythm backups lists them")
    return path


def _newest_sound(context: Context) -> Copy:
    """The newest copy that can be used. Raises NotFound."""
    from rhythm.storage import shelf
    from rhythm.storage.opening import refuse_what_can_not_be_used

    there = shelf.copies(paths.backups_folder(context.store))
    for copy in shelf.newest_first(there, context.machine_clock.now()):
        try:
            refuse_what_can_not_be_used(copy.path)
        except StoreError:
            continue
        return copy
    raise NotFound("there is no copy that can be used", "rhythm doctor says more")


def _ask(context: Context, question: str) -> None:
    """Raises RhythmError unless it was agreed to."""
    if not context.args.yes:
        inputs.refuse_unless_agreed(context, question)


def _doctor(context: Context) -> int:
    from rhythm.storage.health import examine

    # Without its passphrase the store is told to be encrypted; its place and its copies are looked at all the same.
    with suppress(Locked):
        context.unlock(context.store)
    if context.args.salvage is not None:
        return _salvage(context, context.args.salvage)
    if context.demo:
        # It is made when it is first looked at.
        context.read()
    with context.waiting("looking at the store and its copies"):
        backups = None if context.demo else paths.backups_folder(context.store)
        checks = examine(context.store, backups, context.machine_clock.now())
    ok = all(check.ok for check in checks)
    if context.json:
        shape = [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks]
        output.emit_json({"ok": ok, "checks": shape})
    else:
        output.listing(
            [["ok" if check.ok else "NOT", check.name, check.detail] for check in checks],
            styles=["" if check.ok else "error" for check in checks],
        )
        output.say("The store is well." if ok else "Not everything is well.", "success" if ok else "error")
    if not checks[0].ok:
        return _CAN_NOT_BE_OPENED
    return 0 if ok else _NOT_WELL


def _salvage(context: Context, target: Path) -> int:
    from rhythm.service.mending import salvage
    from rhythm.storage.far import Far

    far = Far()
    with context.waiting("reading what is left", far=lambda: far.words):
        found = salvage(context.store, target, context.machine_clock, context.settings, far)
    rows = {table: number for table, number in found.rows.items() if number}
    if context.json:
        shape = {"file": str(target), "rows": rows, "from_log": found.from_log, "left_out": found.left_out}
        output.emit_json({"ok": True, **shape})
        return 0
    output.table([[table.replace("_", " "), str(number)] for table, number in rows.items()], right=(1,))
    output.say(f"{counted(found.from_log, 'of them comes', 'of them come')} from the log of changes.")
    if found.left_out:
        output.say(f"{counted(found.left_out, 'record is', 'records are')} left out: what they belong to is lost.")
    output.say(f"Look at it with rhythm --db {target}; rhythm restore {target} puts it in the place of your store.")
    return 0
