"""The settings at a glance: what is set, what of it can't be used, and where everything lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import COMMANDS, bindings, commands_of
from rhythm.domain.saying import counted, say_day
from rhythm.screens.place import PageScreen
from rhythm.settings import Settings
from rhythm.settings.shape import flatten
from rhythm.themes import own_name
from widgets.bars import key_name
from widgets.head_line import HeadLine
from widgets.panel import wrap
from widgets.read_list import ReadList
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

THEME, BACKUP, EXPORT = "app:theme", "app:backup", "app:export"
TEXT_WIDTH = 70


class SettingsScreen(PageScreen):
    """Rows to read, and a few that do something. The file itself is the user's: it is never written."""

    SCOPES = ("settings", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("settings"), *bindings("copy")]
    CSS = "SettingsScreen #head { margin: 0 0 1 0; }"
    HELP = """
    **Settings** are lines in a file of yours, which is read when the app opens. This page shows what differs from the
    defaults, what can't be used and why, and where your data is. `rhythm settings show` prints every key.
    """

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield ReadList(id="list", marks=self.rhythm_app.marks)

    def reload(self) -> None:
        wrong = len(self.rhythm_app.problems)
        said = f"{counted(wrong, 'thing')} can't be used" if wrong else "no mistakes in them"
        self.query_one("#head", HeadLine).say("Settings", said)
        self.listing.set_rows([*self._file(), SPACER, *self._look(), SPACER, *self._data()])

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Do what the row stands for."""
        kind, _, action = message.row.key.partition(":")
        if kind == "app":
            self.app.call_later(self.app.run_action, action)
        else:
            self.say("nothing more to open")

    def _file(self) -> Iterator[Row]:
        path = self.rhythm_app.settings_file
        there = "" if path is not None and path.exists() else "not there yet"
        yield heading("YOUR FILE")
        yield Row("file", str(path or "none"), right=there)
        for number, problem in enumerate(self.rhythm_app.problems):
            yield Row(f"problem:{number}", problem.key, "!", "default holds", tone=Tone.ERROR)
            said = f"{problem.message}; {problem.suggestion}" if problem.suggestion else problem.message
            yield from (Row("", line, tone=Tone.DIM) for line in wrap(said, TEXT_WIDTH))
        defaults = dict(flatten(Settings()))
        own = {key: value for key, value in flatten(self.rhythm.settings) if value != defaults.get(key)}
        yield from (Row(f"set:{key}", key, right=str(value)) for key, value in own.items() if key != "keys")
        titles = {command.id: command.title for command in COMMANDS}
        for command, keys in self.rhythm_app.own_keys.items():
            shown = " ".join(key_name(key) for key in keys.split(","))
            yield Row(f"key:{command}", titles[command], shown, command)
        if not own:
            yield Row("none", "You have set nothing of your own: the defaults apply.", tone=Tone.DIM)

    def _look(self) -> Iterator[Row]:
        yield heading("HOW IT LOOKS")
        key = next(command for command in commands_of(("app",), self.rhythm_app.own_keys) if command.id == "app.theme")
        shown = " ".join(key_name(one) for one in key.key_list)
        yield Row(THEME, "Theme", shown, own_name(self.app.theme), tone=Tone.ACCENT)
        yield Row("", f"To keep it, write in your file:  look: {{theme: {own_name(self.app.theme)}}}", tone=Tone.DIM)

    def _data(self) -> Iterator[Row]:
        rhythm, today = self.rhythm, self.rhythm.today()
        copies, made = rhythm.backups.all(), rhythm.backups.newest
        newest = f"newest {say_day(made.made.astimezone().date(), today)}" if made is not None else "none yet"
        yield heading("YOUR DATA")
        yield Row("store", str(rhythm.path or "in memory only"), right="encrypted" if rhythm.guard.is_encrypted else "")
        kept = f"{counted(len(copies), 'copy', 'copies')}, {newest}"
        yield Row(BACKUP, "Make a backup now", right=kept, tone=Tone.ACCENT)
        yield Row(EXPORT, "Export everything", right="notes, tables or all records", tone=Tone.ACCENT)
