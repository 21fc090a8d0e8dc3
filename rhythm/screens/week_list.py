"""The list of a step of the weekly review: Enter does, and says, what answers the highlighted row."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from widgets.row_list import RowList

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


class StepList(RowList, inherit_bindings=False):
    """Rows of a walkthrough: Enter says what it does."""

    VERBS = ("open", *dict.fromkeys(_ENTER.values()))
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                "enter",
                f"do('{verb}')",
                verb,
                id=f"week_rows.{verb.replace(' ', '_')}",
                tooltip=f"In the weekly review: {verb}",
            )
            for verb in VERBS
        ),
        *(binding for binding in RowList.BINDINGS if isinstance(binding, Binding) and binding.action != "choose"),
    ]

    @property
    def verb(self) -> str:
        """What Enter does on the highlighted row."""
        row = self.highlighted
        return _ENTER.get(row.key.partition(":")[0], "open") if row is not None else ""

    def action_do(self, verb: str) -> None:  # noqa: ARG002 - the word is for the footer
        """Choose the highlighted row."""
        self.action_choose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter stands in the footer with the word that holds in this step."""
        if action == "do":
            return parameters == (self.verb,)
        return super().check_action(action, parameters)
