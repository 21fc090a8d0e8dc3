"""Deciding on a structural fix: what is changed, by whom, and in what words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rhythm.domain.capture import read_choice
from rhythm.domain.fixes import FixKind
from rhythm.domain.people import PersonId
from rhythm.errors import BadInput
from rhythm.screens.dialogs.form import Field, ask
from rhythm.screens.tracker_words import FIX_QUESTIONS, TrackerWords

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.domain.fixes import Fix
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm


def read_kind(rhythm: Rhythm, text: str) -> FixKind:
    """The kind of fix that words name. Raises BadInput with all kinds."""
    kinds = {term.label: term.slug for term in rhythm.vocabulary.fix_kinds}
    slug = read_choice(text, kinds)
    if slug is None:
        names = ", ".join(kind.value.replace("_", " ") for kind in FixKind)
        raise BadInput("name what is changed", names)
    return FixKind(slug)


def decide_fix(app: RhythmApp, view: ConflictView, then: Callable[[Fix], object]) -> None:
    """Ask for a fix of a conflict and store it; its kind is proposed from the causes that were marked most."""
    rhythm = app.rhythm
    words = TrackerWords(rhythm, app.veil)
    kind = rhythm.tracker.suggested_fix(view)

    def owner_of(text: str) -> PersonId | None:
        return rhythm.people.find(text).id if text.strip() else None

    def say_owner(text: str) -> str:
        if not text.strip():
            return "empty: it is proposed only"
        person = rhythm.people.find(text)
        return app.veil.name(person.name, person.id)

    def store(texts: dict[str, str]) -> None:
        from rhythm.errors import RhythmError

        try:
            fix = rhythm.tracker.add_fix(
                view.id, read_kind(rhythm, texts["kind"]), owner_id=owner_of(texts["owner"]), body=texts["body"]
            )
        except RhythmError as error:
            app.show_error(error)
            return
        app.tell_store_changed()
        then(fix)

    ask(
        app,
        f"fix:{view.id}",
        "Fix the structure",
        [
            Field(
                "kind",
                "What changes",
                words.fix_kind(kind) if kind is not None else "",
                lambda text: FIX_QUESTIONS[read_kind(rhythm, text)],
                private=False,
            ),
            Field("owner", "Owner", understood=say_owner),
            Field("body", "In words"),
        ],
        store,
        verb="decide",
    )
