"""people show: the page of one person."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output, shapes
from rhythm.domain.day_words import MONTH_LABELS
from rhythm.domain.notes import MARKS, NoteKind
from rhythm.domain.people import RELATION_WORDS
from rhythm.domain.saying import say_day, say_distance
from rhythm.domain.timeline import Entry, EntryKind, held_words, state_words
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from typing import Any

    from rhythm.cli.context import Context
    from rhythm.queries.timeline import PersonPage

_SHOWN = 40
_EVERYTHING = 1_000_000
_MARKS = {
    EntryKind.EVIDENCE: "+",
    EntryKind.TOPIC: "-",
    EntryKind.ESCALATION: "!",
    EntryKind.MEETING: "*",
}


def configure(verbs: Any) -> None:
    """Add `show` to the verbs of `people`."""
    show = inputs.add_verb(verbs, "show", "everything about one person over the years, newest first", _show)
    show.add_argument("person", metavar="PERSON", help="also somebody who is archived")
    show.add_argument(
        "--kind", metavar="K", action="append", default=[], help=f"only {', '.join(EntryKind)}; may be repeated"
    )
    show.add_argument("--all", action="store_true", help=f"every entry, not only the newest {_SHOWN}")


def _show(context: Context) -> None:
    args = context.args
    rhythm = context.read()
    person = rhythm.people.find(args.person, archived=True)
    kinds = tuple(map(_kind, args.kind)) or None
    page = rhythm.planner.page(person, kinds=kinds, limit=_EVERYTHING if args.all else _SHOWN)
    if context.json:
        output.emit_json(_page_shape(page))
        return
    today = rhythm.today()
    _print_head(page, today)
    for (year, month), entries in groupby(page.entries, key=lambda entry: (entry.day.year, entry.day.month)):
        of_month = list(entries)
        held = held_words(of_month)
        output.say()
        output.say(f"{MONTH_LABELS[month - 1]} {year}{f', {held}' if held else ''}", "bold")
        output.listing([_cells(entry, today) for entry in of_month])
    if not page.entries:
        output.say("Nothing was written yet.")
    if page.older:
        output.say("There is more; --all shows it.", "dim")


def _kind(text: str) -> EntryKind:
    wanted = text.strip().casefold().rstrip("s")
    found = next((kind for kind in EntryKind if kind.value == wanted), None)
    if found is None:
        raise BadInput("that is not a kind of entry", f"say one of {', '.join(EntryKind)}")
    return found


def _print_head(page: PersonPage, today: dt.date) -> None:
    person = page.person
    parts = [person.name, RELATION_WORDS[page.relation], page.team, person.title]
    output.say(", ".join(filter(None, parts)), "bold")
    for line in page.lines:
        since = f" since {say_day(line.since, today)}" if line.since is not None else ""
        to = f"reports to {line.manager}" if line.manager else "reports to nobody here"
        output.say(f"{to}{f', {line.team}' if line.team else ''}{since}")
    if page.last_held is not None:
        target = f", target {page.due.cadence.target}, limit {page.due.cadence.limit}" if page.due is not None else ""
        output.say(f"last met {say_distance(page.last_held, today)}{target}")
    if page.gaps:
        listed = ", ".join(str(gap.days) for gap in page.gaps[-8:])
        judged = f": {page.drift.state.value}, {page.drift.ratio:.2f} of the target" if page.drift is not None else ""
        output.say(f"gaps {listed} days{judged}")


def _cells(entry: Entry, today: dt.date) -> list[str]:
    first = entry.text.strip().splitlines()
    return [
        _mark(entry),
        say_day(entry.day, today),
        entry.kind.value,
        state_words(entry, today),
        first[0] if first else "",
    ]


def _mark(entry: Entry) -> str:
    if entry.kind is EntryKind.PROMISE:
        return ">" if entry.mine else "<"
    if entry.kind is EntryKind.EVIDENCE and entry.state == NoteKind.FEEDBACK:
        return MARKS[NoteKind.FEEDBACK]
    return _MARKS.get(entry.kind, "")


def _page_shape(page: PersonPage) -> shapes.Shape:
    due, drift = page.due, page.drift
    return {
        "person": page.person.name,
        "person_id": page.person.id,
        "relation": page.relation.value,
        "manager": page.manager or None,
        "team": page.team or None,
        "started_on": iso(page.person.started_on),
        "archived_on": iso(page.person.archived_on),
        "last_held": iso(page.last_held),
        "gap_days": due.gap_days if due is not None else None,
        "target_days": due.cadence.target if due is not None else None,
        "limit_days": due.cadence.limit if due is not None else None,
        "state": due.state.value if due is not None else None,
        "drift": {"state": drift.state.value, "ratio": round(drift.ratio, 3), "gaps": drift.gaps, "raw": drift.raw}
        if drift is not None
        else None,
        "gaps": [
            {"from": gap.first.isoformat(), "to": gap.last.isoformat(), "days": gap.days, "excused": gap.excused}
            for gap in page.gaps
        ],
        "reporting": [
            {"manager": line.manager or None, "team": line.team or None, "since": iso(line.since)}
            for line in page.lines
        ],
        "timeline": [_entry_shape(entry) for entry in page.entries],
        "older": page.older,
    }


def _entry_shape(entry: Entry) -> shapes.Shape:
    shape: shapes.Shape = {
        "kind": entry.kind.value,
        "id": entry.id,
        "day": entry.day.isoformat(),
        "text": entry.text,
        "state": entry.state or None,
    }
    if entry.kind is EntryKind.PROMISE:
        shape |= {"mine": entry.mine, "due": iso(entry.until), "moved": entry.number}
    if entry.kind is EntryKind.TOPIC:
        shape["carried"] = entry.number
    if entry.kind in (EntryKind.MEETING, EntryKind.ESCALATION):
        shape["minutes"] = entry.number or None
    if entry.kind in (EntryKind.PROMISE, EntryKind.TOPIC):
        shape["closed_on"] = iso(entry.closed)
    return shape
