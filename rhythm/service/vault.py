"""What the Markdown export holds: a note for each person, conflict, week and quarter, with links between them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rhythm.domain.escalations import EscalationId
from rhythm.domain.names import fold
from rhythm.domain.people import RELATION_WORDS, Person
from rhythm.domain.periods import parse_week
from rhythm.domain.reviews import Review, ReviewKind, ReviewState
from rhythm.domain.timeline import Entry, EntryKind, state_words
from rhythm.interop import vault
from rhythm.interop.markdown import quarter_markdown, week_markdown
from rhythm.queries import reviews
from rhythm.storage.database import Database

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.domain.people import PersonId
    from rhythm.queries.timeline import PersonPage
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm

_ALL = 1_000_000


class Vault:
    """The notes of one store, made one after the other."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm
        names = vault.Names()
        self._people = {
            person.id: names.give("People", person.name, person.id)
            for person in rhythm.people.everybody(archived=True)
            if not person.is_me
        }
        self._conflicts = {
            view.id: names.give("Conflicts", view.conflict.name, view.id)
            for view in rhythm.tracker.conflicts(older=True)
        }
        self._conflict_of = {row.id: row.conflict_id for row in rhythm.tracker.newest(_ALL)}
        quarters = rhythm.quarters.names.newest_first(reviews.reviews(db, ReviewKind.QUARTER, _ALL))
        self._reviews = {ReviewKind.QUARTER: quarters, ReviewKind.WEEK: [*reviews.reviews(db, ReviewKind.WEEK, _ALL)]}

    def notes(self) -> Iterator[tuple[str, str]]:
        """Paths without their ending, and texts."""
        number = 1 + len(self._people) + len(self._conflicts) + sum(map(len, self._reviews.values()))
        return self._db.far.through_some(self._each(), number, "note")

    def _each(self) -> Iterator[tuple[str, str]]:
        yield "Start here", self._start()
        for person in self._rhythm.people.everybody(archived=True):
            if not person.is_me:
                yield self._people[person.id], vault.note_text(self.person(person))
        for view in self._rhythm.tracker.conflicts(older=True):
            yield self._conflicts[view.id], vault.note_text(self._conflict(view))
        for review in self._reviews[ReviewKind.WEEK]:
            yield f"Weeks/{review.period}", week_markdown(self._week(review))
        for review in self._reviews[ReviewKind.QUARTER]:
            yield f"Quarters/{review.period}", quarter_markdown(self._quarter(review))

    def _start(self) -> str:
        parts = {
            "People": sorted(self._people.values(), key=fold),
            "Conflicts": sorted(self._conflicts.values(), key=fold),
            "Quarters": [f"Quarters/{review.period}" for review in self._reviews[ReviewKind.QUARTER]],
            "Weeks": [f"Weeks/{review.period}" for review in self._reviews[ReviewKind.WEEK]],
        }
        blocks = [
            "# Rhythm",
            "Written by rhythm export markdown; the next export into this folder writes these notes anew.",
        ]
        for title, paths in parts.items():
            if paths:
                blocks += [f"## {title}", "\n".join(f"- {vault.link(path)}" for path in paths)]
        return "\n\n".join(blocks) + "\n"

    def person(self, person: Person) -> vault.Note:
        """The note of somebody: how they stand, and everything that was written, newest first."""
        page = self._rhythm.planner.page(person, limit=_ALL)
        manager = vault.link(self._people[person.manager_id]) if person.manager_id in self._people else ""
        return person_note(page, self._rhythm.today(), manager=manager, leads_to=self._link_of)

    def _link_of(self, entry: Entry) -> str:
        if entry.kind is not EntryKind.ESCALATION:
            return ""
        conflict = self._conflict_of.get(EscalationId(entry.id))
        return self._conflicts.get(conflict, "") if conflict is not None else ""

    def _conflict(self, view: ConflictView) -> vault.Note:
        return conflict_note(self._rhythm, view, paths=self._people)

    def _week(self, review: Review) -> dict[str, Any]:
        if review.state is ReviewState.CLOSED and review.snapshot:
            return {**json.loads(review.snapshot), "complete": True, "closed": True}
        return self._rhythm.reviews.week_data(parse_week(review.period, self._rhythm.today()))

    def _quarter(self, review: Review) -> dict[str, Any]:
        return self._rhythm.quarters.data(self._rhythm.quarters.names.kept_as(review.period))


def person_note(
    page: PersonPage,
    today: dt.date,
    *,
    manager: str = "",
    leads_to: Callable[[Entry], str] = lambda _: "",
) -> vault.Note:
    """The note of somebody with the entries of a page; `manager` in Markdown, `leads_to` the note behind an entry."""
    person = page.person
    facts = [RELATION_WORDS[page.relation], vault.plain(page.team), vault.plain(person.title)]
    if manager:
        facts.append(f"reports to {manager}")
    if page.last_held is not None:
        facts.append(f"last met {page.last_held.isoformat()}")
    if person.archived_on is not None:
        facts.append(f"left {person.archived_on.isoformat()}")
    lines = tuple(
        vault.Line(
            entry.day,
            " · ".join(filter(None, (entry.kind.value, state_words(entry, today)))),
            entry.text,
            leads_to(entry),
        )
        for entry in page.entries
    )
    return vault.Note(person.name, tuple(filter(None, facts)), lines)


def conflict_note(rhythm: Rhythm, view: ConflictView, *, paths: Mapping[PersonId, str] | None = None) -> vault.Note:
    """The note of a conflict: how it stands, its fixes, and its rows and verdicts, newest first. `paths` are the notes
    of people, for links; without them their names stand there."""
    facts = [view.state.value.replace("_", " "), vault.plain(", ".join(view.parties))]
    for fix in rhythm.fixes.of(view.id):
        words = vault.plain(fix.body or fix.kind.replace("_", " "))
        to = _path(paths, fix.owner_id)
        owner = vault.plain(fix.owner) if paths is None else vault.link(to) if to else ""
        said = f"fix, {fix.state.replace('_', ' ')} {fix.decided_on.isoformat()}: {words}"
        facts.append(f"{said} · {owner}" if owner else said)
    lines = []
    for row in view.rows:
        raised = row.raised_by if paths is None else ""
        told = (row.forum, row.handling or "", row.cause or "", f"raised by {raised}" if raised else "")
        what = vault.plain(" · ".join(filter(None, told)).replace("_", " ")) or "escalation"
        lines.append(vault.Line(row.day, what, row.summary, _path(paths, row.raised_by_id)))
    lines += [
        vault.Line(verdict.day, f"verdict: {verdict.kind.value}", verdict.why)
        for verdict in rhythm.tracker.verdicts_of(view.id)
    ]
    newest = tuple(sorted(lines, key=lambda line: line.day, reverse=True))
    return vault.Note(view.conflict.name, tuple(filter(None, facts)), newest)


def _path(paths: Mapping[PersonId, str] | None, number: PersonId | None) -> str:
    return paths.get(number, "") if paths is not None and number is not None else ""
