"""A list on which Enter does another thing from row to row, and says which."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from widgets.row_list import RowList


class VerbList(RowList, inherit_bindings=False):
    """Rows of several kinds. One of its own has a binding for each word, made by `enter_bindings`, and says by `verb`
    which of them holds on the highlighted row."""

    @property
    def verb(self) -> str:
        """What Enter does on the highlighted row; nothing where there is none."""
        raise NotImplementedError

    def action_do(self, verb: str) -> None:  # noqa: ARG002 - the word is for the footer
        """Choose the highlighted row."""
        self.action_choose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter stands in the footer with the word that holds now."""
        if action == "do":
            return parameters == (self.verb,)
        return super().check_action(action, parameters)


def enter_bindings(verbs: Mapping[str, tuple[str, str]]) -> list[BindingType]:
    """The keys of a `VerbList`: Enter with each of its words, given with an id and a tooltip, and the steps."""
    steps = (one for one in RowList.BINDINGS if isinstance(one, Binding) and one.action != "choose")
    return [
        *(Binding("enter", f"do('{verb}')", verb, id=id, tooltip=tip) for verb, (id, tip) in verbs.items()),
        *steps,
    ]
