"""What one can do with a ritual under Org, by keys on its row."""

from __future__ import annotations

from rhythm.domain.rituals import Ritual, RitualAnswer
from rhythm.screens.place import PageScreen


class RitualsPage(PageScreen):
    """A page whose list `#list` has rows of rituals, `ritual:3`, and of those on offer, `offer:slug`."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of a ritual work on its row."""
        if action == "take_up":
            return self.in_hand("offer") != ""
        if action in ("hold_ritual", "edit_ritual", "stop_ritual"):
            return self.in_hand("ritual") != ""
        return super().check_action(action, parameters)

    def action_take_up(self) -> None:
        """Begin the highlighted ritual of those on offer."""
        if slug := self.in_hand("offer"):
            taken = self.attempt(lambda: self.rhythm.rituals.take_up(slug))
            if taken is not None:
                self.say(self.keyed("taken up; {org.edit} changes its words"))
                # After the page has read anew.
                self.call_after_refresh(self.listing.highlight, f"ritual:{taken.id}")

    def action_hold_ritual(self) -> None:
        """It took place: did it answer its question?"""
        from rhythm.screens.dialogs.ritual import hold_ritual

        if (ritual := self._ritual()) is not None:
            hold_ritual(self, ritual)

    def action_add_ritual(self) -> None:
        """Begin a ritual of one's own."""
        from rhythm.screens.dialogs.ritual import edit_ritual

        edit_ritual(self, None)

    def action_edit_ritual(self) -> None:
        """Change the words and the cadence of the highlighted ritual."""
        from rhythm.screens.dialogs.ritual import edit_ritual

        if (ritual := self._ritual()) is not None:
            edit_ritual(self, ritual)

    def action_stop_ritual(self) -> None:
        """Hold the highlighted ritual no more."""
        ritual = self._ritual()
        if ritual is None:
            return
        self.attempt_and_say(
            lambda: self.rhythm.rituals.answer(ritual.id, RitualAnswer.STOP),
            self.keyed("stopped; {app.undo} brings it back"),
        )

    def _ritual(self) -> Ritual | None:
        number = self.in_hand("ritual")
        standing = self.rhythm.rituals.standing(int(number)) if number else None
        return standing.ritual if standing is not None else None
