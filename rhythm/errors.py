"""The few errors that a user can meet. Each says what is wrong and what to do next."""

from __future__ import annotations

CHECK_PATH = "check the path"
"""The next step wherever a file that was named is not there."""


NOTHING_KEPT = "nothing is kept about them any more"
"""What holds wherever something was to be written about somebody who was erased."""


class RhythmError(Exception):
    """Refused, or a named thing was not found. Shown as two lines; the command ends with `exit_code`.

    `message` says what is wrong, `hint` the next step. Neither carries the text of a note.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Stopped(Exception):
    """Ends work that nobody waits for any more, and takes all of it back.

    It is no RhythmError: what goes on to the next row after a refusal must not go on after this.
    """


class BadInput(RhythmError):
    """A value, a file or the usage of a command is wrong."""

    exit_code = 2


class NotFound(RhythmError):
    """Nothing has that name or number."""


class Erased(NotFound):
    """What was typed is about somebody who was erased meanwhile, so it is not kept."""


class Ambiguous(RhythmError):
    """A name fits several things; the candidates are in the message and none was taken."""


class StoreError(RhythmError):
    """The store can't be opened, read or written."""

    exit_code = 3


class Locked(StoreError):
    """The store is encrypted, and what opens it was not given."""


class Misplaced(StoreError):
    """The store lies where a live one can be harmed: in a folder that is copied, or on a network file system."""
