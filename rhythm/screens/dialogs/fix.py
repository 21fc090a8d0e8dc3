"""Deciding on a structural fix: what is changed, by whom, and in what words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rhythm.domain.fixes import FixKind
from rhythm.domain.people import PersonId
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.form import Field, ask
from rhythm.screens.dialogs.pick import Choice, pick
from rhythm.screens.tracker_words import FIX_QUESTIONS, TrackerWords

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.domain.fixes import Fix
    from rhythm.queries.tracker import ConflictView


def decide_fix(app: RhythmApp, view: ConflictView, then: Callable[[Fix], object]) -> None:
    """Ask what changes, then who owns that and in what words, and store it.

    The kinds begin on the one that the causes marked most lead to.
    """
    rhythm = app.rhythm
    proposed = rhythm.fixes.suggested_kind(view)
    pick(
        app,
        "Fix the structure: what changes?",
        lambda: [
            Choice(term.slug, term.label, fact=FIX_QUESTIONS[FixKind(term.slug)])
            for term in rhythm.vocabulary.fix_kinds
        ],
        lambda slug: _ask_owner(app, view, FixKind(slug), then),
        first=proposed or "",
    )


def _ask_owner(app: RhythmApp, view: ConflictView, kind: FixKind, then: Callable[[Fix], object]) -> None:
    rhythm = app.rhythm

    def owner_of(text: str) -> PersonId | None:
        return rhythm.people.find(text).id if text.strip() else None

    def say_owner(text: str) -> str:
        if not text.strip():
            return "empty: it is proposed only"
        person = rhythm.people.find(text)
        return app.veil.name(person.name, person.id)

    def store(texts: dict[str, str]) -> None:
        try:
            fix = rhythm.fixes.add(view.id, kind, owner_id=owner_of(texts["owner"]), body=texts["body"])
        except RhythmError as error:
            app.show_error(error)
            return
        app.tell_store_changed()
        then(fix)

    ask(
        app,
        f"fix:{view.id}",
        f"Fix the structure: {TrackerWords(rhythm, app.veil).fix_kind(kind)}",
        [
            Field("owner", "Who sees to it", understood=say_owner, kept=False),
            Field("body", "In words"),
        ],
        store,
        verb="decide",
        about=FIX_QUESTIONS[kind][0].upper() + FIX_QUESTIONS[kind][1:],
    )
