"""Taking everything out: in which form, and into which folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.domain.saying import counted
from rhythm.screens.dialogs.keyed import choose
from rhythm.screens.dialogs.pick import Choice
from rhythm.screens.dialogs.writing import Writing, ask_where_to

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from rhythm.service import Rhythm

_FORMS: dict[str, tuple[str, str, Callable[[Rhythm, Path], Sequence[Path]]]] = {
    "markdown": ("Notes that link to each other", "Markdown, for Obsidian and to read", lambda rhythm, folder: (
        rhythm.exporting.markdown(folder))),
    "csv": ("Tables", "CSV, for a spreadsheet", lambda rhythm, folder: rhythm.exporting.csv(folder)),
    "json": ("Everything, history included", "JSON, as rhythm import json reads it", lambda rhythm, folder: (
        rhythm.exporting.everything(folder))),
}  # fmt: skip


def export(page: PageScreen) -> None:
    """Ask for the form and the folder, and write."""
    choices = [Choice(form, title, fact) for form, (title, fact, _) in _FORMS.items()]
    choose(page.rhythm_app, "Export everything", lambda: choices, lambda form: _ask_folder(page, form))


def _ask_folder(page: PageScreen, form: str) -> None:
    title, _, write = _FORMS[form]
    usual = f"~/rhythm-{form}"
    about = f"Empty: {usual}. Only you may read what is written; it holds everything you typed."
    ask_where_to(
        page,
        Writing(
            f"export:{form}",
            lambda: f"{title}, into the folder",
            "Exporting",
            write,
            lambda files: f"written: {counted(len(files), 'file')}",
            usual,
            about=about,
        ),
    )
