"""Whether two words mean the same, asked where a row joined a conflict with which it shares no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.matching.own_words import line_of
from rhythm.errors import RhythmError

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.domain.escalations import Escalation


def offer_words(app: RhythmApp, row: Escalation) -> None:
    """Offer a line of words for a row that was just linked, when there is one worth adding; Escape leaves it."""
    from rhythm.screens.dialogs.form import Field, ask_fields

    pair = app.rhythm.words.worth_adding(row)
    if pair is None or app.veil.hidden:
        return

    def read(text: str) -> str:
        line_of([text])
        return ""

    def add(texts: dict[str, str]) -> None:
        try:
            app.rhythm.words.add([texts["words"]])
        except RhythmError as error:
            app.show_error(error)
        else:
            app.tell_store_changed()

    ask_fields(
        app,
        f"words:{row.id}",
        "Treat these as the same?",
        [Field("words", "Ways to say one thing, parted by |", " | ".join(pair), read, kept=False)],
        add,
        verb="the same",
        about="The row and its conflict share no word. With this line the next one like it will be recognised.",
    )
