"""`rhythm completion bash/zsh/fish`: what makes the shell complete commands, options and names."""

from __future__ import annotations

import argparse
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from rhythm import paths
from rhythm.cli import output
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from rhythm.cli.context import Context

_SHELLS = ("bash", "zsh", "fish")
_ZSH_LINE = (
    (
        "        local completions\n",
        '        local line="${(j: :)words[1,CURRENT-1]} $word"\n        local completions\n',
    ),
    (
        "        local line=",
        '        local word="$PREFIX"\n        [[ -n $QIPREFIX ]] && word="${(q)PREFIX}"\n        local line=',
    ),
    ('COMP_LINE="$BUFFER"', 'COMP_LINE="$line"'),
    ('COMP_POINT="$CURSOR"', 'COMP_POINT="${#line}"'),
)
"""What of the code for zsh is read otherwise: while zsh completes within a quote, its buffer has lost that quote, and a
name in two words would be taken for two names. What it says of the words is whole; it puts the quotes back itself."""


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """The arguments of the command."""
    parser.add_argument("shell", choices=_SHELLS, metavar="SHELL", help=f"which shell: {', '.join(_SHELLS)}")
    parser.add_argument(
        "--install", action="store_true", help="put it where the shell looks, and say what is left to do"
    )
    parser.set_defaults(run=_completion)


def _completion(context: Context) -> None:
    shell = context.args.shell
    code = _code(shell)
    if not context.args.install:
        output.say_text(code)
        return
    file = _place(shell)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, encoding="utf-8")
    except OSError as error:
        hint = f"print it with rhythm completion {shell}, and put it elsewhere"
        raise BadInput(f"{file} can't be written: {error.strerror}", hint) from None
    output.say(f"Written to {file}.")
    output.say_text(_next_step(shell, file))


def _code(shell: str) -> str:
    from argcomplete.shell_integration import shellcode

    code = shellcode(["rhythm"], use_defaults=False, shell=shell)
    for theirs, ours in _ZSH_LINE if shell == "zsh" else ():
        code = code.replace(theirs, ours, 1)
    return code


def _place(shell: str) -> Path:
    """Where the shell looks for completions of the user's own."""
    data = paths.base_folder("data")
    if shell == "bash":
        return data / "bash-completion" / "completions" / "rhythm"
    if shell == "zsh":
        return data / "zsh" / "site-functions" / "_rhythm"
    return paths.base_folder("config") / "fish" / "completions" / "rhythm.fish"


def _next_step(shell: str, file: Path) -> str:
    if shell == "bash":
        line = f"source {quote(str(file))}"
        return f"New shells use it. Where bash-completion is not installed, put this line into ~/.bashrc:\n{line}"
    if shell == "zsh":
        folder = quote(str(file.parent))
        return (
            "Put these two lines at the end of ~/.zshrc, once; new shells then use it:\n"
            f"fpath=({folder} $fpath)\nautoload -U compinit && compinit"
        )
    return "New shells use it."
