"""Taking everything out: in which form, and into which folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.domain.saying import counted
from rhythm.errors import BadInput
from rhythm.screens.dialogs.form import Field, ask_fields
from rhythm.screens.dialogs.keyed import choose
from rhythm.screens.dialogs.pick import Choice
from rhythm.screens.dialogs.working import at_work

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

    def understood(text: str) -> str:
        if not text.strip():
            raise BadInput("the folder is not named yet", f"for example ~/rhythm-{form}")
        return "only you may read what is written; it holds everything you typed"

    def begin(texts: dict[str, str]) -> None:
        folder = Path(texts["folder"]).expanduser()
        at_work(
            page,
            "Exporting",
            lambda rhythm: write(rhythm, folder),
            lambda files: page.say(f"written: {counted(len(files), 'file')}"),
            writes=False,
        )

    field = Field("folder", "Into the folder", f"~/rhythm-{form}", understood, private=False)
    ask_fields(page.rhythm_app, f"export:{form}", title, [field], begin, verb="write")
