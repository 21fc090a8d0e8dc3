"""The list of a step of the weekly review: Enter does, and says, what answers the highlighted row."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from widgets.verb_list import VerbList, enter_bindings

_ENTER = {
    "meeting": "held",
    "ritual": "change the question",
    "plan": "plan the ticked",
    "over": "plan",
    "feedback": "write feedback",
    "thanks": "thank",
    "went": "through the manager",
    "promised": "through the manager",
    "good_call": "add one",
}
"""What Enter does on a kind of rows, where it does not open them."""


class StepList(VerbList, inherit_bindings=False):
    """Rows of a walkthrough: Enter says what it does."""

    VERBS = ("open", *dict.fromkeys(_ENTER.values()))
    BINDINGS: ClassVar[list[BindingType]] = enter_bindings(
        {verb: (f"week_rows.{verb.replace(' ', '_')}", f"In the weekly review: {verb}") for verb in VERBS}
    )

    @property
    def verb(self) -> str:
        """What Enter does on the highlighted row."""
        row = self.highlighted
        return _ENTER.get(row.key.partition(":")[0], "open") if row is not None else ""
