"""erase; export person."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from rhythm import paths
from rhythm.cli import inputs, output
from rhythm.cli.writing import tell_file, writing
from rhythm.domain.saying import counted
from rhythm.errors import RhythmError

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.domain.people import Person
    from rhythm.service import Rhythm
    from rhythm.storage.erasing import Erased


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """The arguments of erase."""
    inputs.add_json(parser)
    parser.set_defaults(run=_erase)
    parser.add_argument("person", metavar="PERSON", help="also somebody who is archived")
    parser.add_argument("--backups", action="store_true", help="erase from every backup too")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def add_export(verbs: Any) -> None:
    """Add `person` to the verbs of `export`."""
    person = inputs.add_verb(verbs, "person", "everything that is kept about one person", _export)
    person.add_argument("person", metavar="PERSON", help="also somebody who is archived")
    person.add_argument("file", metavar="FILE", type=paths.typed, help="a name that ends with .json or .md")


def _export(context: Context) -> None:
    rhythm = context.read()
    person = rhythm.people.find(context.args.person, archived=True)
    file = context.args.file
    with writing(context, "writing", file) as written:
        path = rhythm.forgetting.export(person, file)
        written()
        tell_file(context, path, "it holds your private notes too; look through it before you give it away")


def _erase(context: Context) -> None:
    args = context.args
    rhythm = context.change()
    person = rhythm.people.find(args.person, archived=True)
    with context.waiting("looking at what goes"):
        would = rhythm.forgetting.preview(person)
    if not context.json:
        output.say(f"Erasing {person.name} for good:")
        for line in (*_words(would), *_stays(rhythm, would, backups=args.backups)):
            output.say(f"  {line}")
    if args.dry_run:
        if context.json:
            output.emit_json({"erased": _shape(would), "backups": {"redone": 0, "left": []}, "dry_run": True})
        return
    backups = _agreed(context, rhythm)
    rhythm.forgetting.refuse_without_room(copies=backups)
    redone = None
    try:
        with context.waiting("erasing", whole=False):
            if backups:
                done, redone = rhythm.forgetting.erase_everywhere(person)
            else:
                done = rhythm.forgetting.erase(person)
    except (KeyboardInterrupt, RhythmError) as ended:
        if backups or isinstance(ended, KeyboardInterrupt):
            output.advise(_where_it_stopped(rhythm, person, backups=backups))
        raise
    left = [str(path) for path in redone.left] if redone is not None else []
    if context.json:
        told = {"redone": len(redone.done) if redone is not None else 0, "left": left}
        output.emit_json({"erased": _shape(done), "backups": told, "dry_run": False})
        return
    output.say("Erased." if redone is None else f"Erased, also from {counted(len(redone.done), 'backup')}.", "success")
    for path in left:
        output.say(f"This copy can't be read or written anew, so it was left; take it away yourself: {path}", "warning")


def _where_it_stopped(rhythm: Rhythm, person: Person, *, backups: bool) -> str:
    if not rhythm.forgetting.holds(person):
        copied = ", but perhaps not from what was copied meanwhile" if backups else ""
        return f"stopped, but {person.name} is erased already{copied}"
    if backups:
        return "stopped; the store is as it was, and what was taken out of backups stays out: the same command goes on"
    return "stopped; nothing was changed"


def _agreed(context: Context, rhythm: Rhythm) -> bool:
    """Whether backups are to be redone too. Raises RhythmError unless the erasing was agreed to."""
    args = context.args
    if args.yes:
        return bool(args.backups)
    inputs.refuse_unless_agreed(context, "There is no undo. Erase?")
    copies = len(rhythm.forgetting.copies())
    return bool(args.backups) or (copies > 0 and inputs.agreed(f"Erase from {counted(copies, 'backup')} too?"))


def _words(found: Erased) -> list[str]:
    return [
        f"removes {counted(found.records, 'record')}, with history and drafts",
        f"takes the name out of {counted(found.texts, 'other text')}",
        f"gives {counted(found.reviews, 'frozen review')} a mark and a new hash",
    ]


def _stays(rhythm: Rhythm, found: Erased, *, backups: bool) -> list[str]:
    words = [f"leaves {counted(found.meetings, 'meeting')} and what was counted, without a name"]
    if found.shared:
        shared = ", ".join(found.shared)
        words.append(f"in texts of others these stay, since somebody else is called so too: {shared}")
    if found.words:
        stay = ", ".join(found.words)
        words.append(f"in small letters these stay, since they are ordinary words: {stay}; rhythm search finds them")
    copies = len(rhythm.forgetting.copies())
    if copies and not backups:
        keep = "keeps" if copies == 1 else "keep"
        words.append(f"{counted(copies, 'backup')} {keep} everything, unless --backups is said")
    words.append("what you exported, sent or printed is out of reach")
    return words


def _shape(found: Erased) -> dict[str, Any]:
    return {
        "records": found.records,
        "texts": found.texts,
        "reviews": found.reviews,
        "meetings_kept": found.meetings,
        "names_kept": list(found.shared),
        "words_kept": list(found.words),
    }
