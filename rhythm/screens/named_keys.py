"""Words of pages and of the help that name a key: they name its command, and the key that holds stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rhythm.commands import COMMANDS
from widgets.bars import key_name

PALETTE = key_name("ctrl+p")
"""What stands for a key where only the palette has the command."""
_NAMED_KEY = re.compile(r"\{([a-z0-9_.]+)\}")
_COMMANDS = {command.id: command for command in COMMANDS}


def with_keys(text: str, own_keys: Mapping[str, str], *, name: Callable[[str], str] = key_name) -> str:
    """Words of ours with the keys of commands that they name as `{org.board}`: the user's own, else those that are
    shipped, as people write them unless they get another `name`. What somebody typed never goes through here."""

    def key(named: re.Match[str]) -> str:
        command = _COMMANDS.get(named[1])
        if command is None:
            # The words of steps and questions may be the user's.
            return named[0]
        keys = own_keys.get(command.id, command.keys)
        return name(keys.partition(",")[0]) if keys else PALETTE

    return _NAMED_KEY.sub(key, text)
