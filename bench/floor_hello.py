"""The least that a Textual program can be: what the start of the app is compared with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Hello, World!")

    def on_key(self) -> None:
        """Another line, as the answer to a key."""
        self.query_one(Static).update("Goodbye, World!")


if __name__ == "__main__":
    Hello().run()
