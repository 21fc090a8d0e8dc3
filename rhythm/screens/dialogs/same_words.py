"""Whether two words mean the same, asked where a row joined a conflict with which it shares no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.matching.own_words import line_of

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.domain.escalations import Escalation
    from rhythm.queries.words import WordLine


def offer_words(app: RhythmApp, row: Escalation) -> None:
    """Offer a line of words for a row that was just linked, when there is one worth adding; Escape leaves it."""
    from rhythm.screens.dialogs.dialog import tell
    from rhythm.screens.dialogs.form import Field, ask_fields
    from rhythm.screens.dialogs.working import Beside

    pair = app.rhythm.words.worth_adding(row)
    if pair is None or app.veil.hidden:
        return

    def read(text: str) -> str:
        line_of([text])
        return ""

    def add(texts: dict[str, str]) -> Beside[WordLine]:
        return Beside("Reading all escalations anew", lambda rhythm: rhythm.words.add([texts["words"]]))

    def added(_line: WordLine) -> None:
        tell(app, "the same from now on")

    ask_fields(
        app,
        f"words:{row.id}",
        "Treat these as the same?",
        [Field("words", "Ways to say one thing, with | between them", " | ".join(pair), read, kept=False)],
        add,
        added,
        verb="the same",
        about="The row and its conflict share no word. With this line, the next one like it is recognised.",
    )
