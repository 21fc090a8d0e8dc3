"""The least that a list can be: what a key in the lists of the program is compared with."""

from __future__ import annotations

from textual.app import App, ComposeResult

from widgets.row_list import Row, RowList

ROWS = 1000


class Floor(App[None]):
    """One list of a thousand rows."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield RowList([Row(f"row:{number}", f"row {number}", fact="some words") for number in range(ROWS)])


if __name__ == "__main__":
    Floor().run()
