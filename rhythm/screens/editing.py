"""Long notes in the user's own editor, on a file that nobody else can read and that is gone afterwards."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from rhythm.errors import BadInput, RhythmError
from widgets.draft_area import DraftArea

if TYPE_CHECKING:
    from rhythm.app import RhythmApp

_HINT = "set EDITOR to one that waits, such as EDITOR=nano, and open the app again"


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """The words that start the user's editor, from VISUAL or else EDITOR. Raises BadInput where none is set."""
    try:
        words = shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "")
    except ValueError:
        words = []
    if not words:
        raise BadInput("no editor is set", _HINT)
    return words


def edited(text: str, command: list[str]) -> str:
    """The text as the editor left it.

    The file lies in a folder of its own, in memory where the system has such a place, and with it goes what an
    editor leaves beside a file. Raises BadInput when the editor can't be started or says that it failed; the text
    is then as it was.
    """
    memory = os.environ.get("XDG_RUNTIME_DIR")
    with tempfile.TemporaryDirectory(
        prefix="rhythm-", dir=memory if memory and os.path.isdir(memory) else None
    ) as folder:
        file = Path(folder) / "note.md"
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
        try:
            ended = subprocess.run([*command, str(file)], check=False)  # noqa: S603 - the user's own editor
        except OSError as error:
            raise BadInput(f"{command[0]} can't be started: {error.strerror}", _HINT) from None
        if ended.returncode != 0:
            raise BadInput(f"{command[0]} ended with {ended.returncode}; the text is as it was", _HINT)
        left = file.read_text(encoding="utf-8", errors="replace")
    # Editors end the last line; the field had none.
    return left if text.endswith("\n") else left.removesuffix("\n")


@contextmanager
def _keys_are_for_the_editor() -> Iterator[None]:
    """ctrl+c reaches every program of the terminal; here it ends nothing. ctrl+z stops both, so that the shell has the
    terminal. The editor begins without these handlers."""
    interrupted = signal.signal(signal.SIGINT, lambda *_: None)
    stopped = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, interrupted)
        signal.signal(signal.SIGTSTP, stopped)


def _lent(app: RhythmApp, text: str, command: list[str]) -> str:
    """The text as the editor left it, which has the terminal meanwhile.

    What goes wrong is raised once the terminal is back: raised inside of `suspend`, the app would never get it back.
    """
    failed: Exception | None = None
    with app.suspend(), _keys_are_for_the_editor():
        try:
            text = edited(text, command)
        except (RhythmError, OSError) as error:
            failed = error
    if isinstance(failed, OSError):
        raise BadInput(
            f"the note can't be handed to the editor: {failed.strerror}", "go on writing here; nothing is lost"
        )
    if failed is not None:
        raise failed
    return text


def edit_outside(app: RhythmApp) -> None:
    """Lend the terminal to the user's editor for the note that has the cursor, or say why that can't be."""
    area = app.focused
    if not isinstance(area, DraftArea):
        app.notify("Put the cursor into a note first.", markup=False)
        return
    if app.rhythm.guard.is_encrypted:
        because = "Your store is encrypted, and an editor leaves plain text in files of its own. Go on writing here."
        app.notify(because, severity="warning", markup=False)
        return
    app.keep_drafts()
    try:
        text = _lent(app, area.text, editor_command(os.environ))
    except RhythmError as error:
        app.show_error(error)
    except SuspendNotSupported:
        app.notify("This terminal can't be handed to an editor.", severity="error", markup=False)
    else:
        area.take(text)
