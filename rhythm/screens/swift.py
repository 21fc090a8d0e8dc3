"""What opening a page costs beside the page itself: styles that are parsed and applied once, and no frame in vain."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from textual.css.stylesheet import Stylesheet

from rhythm.screens.typed_ahead import TypedAheadApp
from widgets.paste_parser import use_paste_parser

if TYPE_CHECKING:
    from textual.timer import Timer

    from rhythm.screens.warming import Warming
    from rhythm.settings.schema import Look

Result = TypeVar("Result")

TURN_SECONDS = 0.0005
"""How long the threads that read keys and write to the terminal wait at most while Python draws. Its own .005 is as
long as a whole step in a list takes: what was painted would come to the screen when all that follows is done."""


class KeptStyles(Stylesheet):
    """Styles that stay parsed for as long as the colours are the same. Textual parses all there are whenever a page
    brings some of its own."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._colours = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours; nothing has to be parsed for the same ones."""
        if variables != self._colours:
            self._colours = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what is new, and all of it after other colours."""
        self.parse()


class SwiftApp(TypedAheadApp[Result]):
    """An app that styles pages when the look changed, not when they are opened, and paints a place when it stands."""

    def __init__(self, look: Look, **kwargs: Any) -> None:
        self._dressed = False
        super().__init__(look, **kwargs)
        self._dressed = True
        self._opening = False
        self._standing: set[str] = set()
        self._warming: Warming | None = None
        self._ticking: Timer | None = None
        self.wear()

    def run(self, **how: Any) -> Result | None:
        """Run, with keys and paints that do not wait for their turn, and pastes that are no keys."""
        sys.setswitchinterval(TURN_SECONDS)
        use_paste_parser()
        return super().run(**how)

    @property
    def look(self) -> tuple[object, ...]:
        """All that the styles of a page depend on beside the page."""
        return (self.theme, self.native_ansi_color, self.ansi_theme)

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; none for the styles that Textual makes before it knows of ours, which `wear`
        throws away."""
        return super().get_css_variables() if self._dressed else {}

    def wear(self) -> None:
        """Style what comes as the app looks now. Only before anything is shown."""
        self.stylesheet = KeptStyles(variables=self.get_css_variables())
        self._styled = self.look

    def refresh_css(self, animate: bool = True) -> None:
        """Style what is in front anew, after another look. Textual calls it for every place as well, twice, and once
        more when it is opened again."""
        if self.look != self._styled:
            self._styled = self.look
            super().refresh_css(animate)
            # Textual leaves the palette in the colours that it was opened in.
            for screen in self.screen_stack[-1:]:
                self.stylesheet.update(screen, animate=animate)

    def delay_update(self, delay: float = 0.05) -> None:
        """Textual's way to hide that a place is being built is to paint nothing for a twentieth of a second."""
        if not self._opening:
            super().delay_update(delay)

    async def open_mode(self, name: str) -> None:
        """Switch to a place, and paint once it stands."""
        self._opening = True
        try:
            with self.batch_update():
                await self.switch_mode(name)
        finally:
            self._opening = False
        if name not in self._standing:
            self._standing.add(name)
            self.keep_what_stands()

    def warm_up(self) -> None:
        """Get ready what the places need, in slices while nobody types."""
        # Deferred: nothing of it is needed for the first paint.
        from rhythm.screens.warming import TICK_SECONDS, Warming

        self._warming = Warming(self.stylesheet)
        self._ticking = self.set_interval(TICK_SECONDS, self._warm_a_slice)

    def attended(self) -> None:
        """Somebody is there, and nothing may stand in the way of the keys."""
        if self._warming is not None:
            self._warming.wait()

    def _warm_a_slice(self) -> None:
        assert self._warming is not None
        self._warming.tick()
        if self._warming.over:
            assert self._ticking is not None
            self._ticking.stop()
            self.keep_what_stands()

    def keep_what_stands(self) -> None:
        """Modules and pages stay until the end. Looking through them for what could be thrown away, which Python does
        whenever much is made, took longer than opening a place."""
        if self._warming is not None:
            gc.freeze()
