"""Changing what an escalation says: its text, day, forum and minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rhythm.domain.saying import say_day
from rhythm.domain.text import clean_line
from rhythm.screens.dialogs.day import past_day, read_minutes, say_past_day
from rhythm.screens.dialogs.form import Field, ask_fields

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.domain.escalations import Escalation


def edit_row(
    app: RhythmApp,
    row: Escalation,
    take: Callable[[dict[str, object]], Escalation | None],
    then: Callable[[Escalation | None], object],
) -> None:
    """Ask for the fields of a row; `take` gets those that changed, ready for the tracker's `edit`, and may refuse them
    by raising RhythmError. `then` gets what it answered, or None where nothing was changed."""
    rhythm = app.rhythm

    def say_minutes(text: str) -> str:
        found = read_minutes(text)
        return f"{found} min" if found else ""

    def store(texts: dict[str, str]) -> Escalation | None:
        changed: dict[str, object] = {
            "summary": clean_line(texts["summary"], "the escalation"),
            "day": past_day(rhythm, texts["day"]),
            "forum": texts["forum"],
            "minutes": read_minutes(texts["minutes"]),
        }
        was = {"summary": row.summary, "day": row.day, "forum": row.forum, "minutes": row.minutes}
        changes = {name: value for name, value in changed.items() if value != was[name]}
        return take(changes) if changes else None

    def not_empty(text: str) -> str:
        clean_line(text, "the escalation")
        return ""

    ask_fields(
        app,
        f"escalation:{row.id}",
        "Edit the escalation",
        [
            Field("summary", "What reached you", row.summary, not_empty),
            Field(
                "day", "Day", say_day(row.day, rhythm.today()), lambda text: say_past_day(rhythm, text), private=False
            ),
            Field("forum", "Forum", row.forum),
            Field("minutes", "Minutes", str(row.minutes or ""), say_minutes, private=False),
        ],
        store,
        then,
    )
