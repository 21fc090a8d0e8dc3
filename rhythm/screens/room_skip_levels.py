"""What the meeting room adds for skip-levels, and for the managers between."""

from __future__ import annotations

from rhythm.domain.meetings import Promise, Topic
from rhythm.domain.people import PersonId, Relation
from rhythm.screens import coverage_rows
from rhythm.screens.place import PageScreen
from rhythm.screens.room_actions import RoomActions
from widgets.row_list import Row


class SkipLevelRoom(RoomActions):
    """The room of a skip-level asks which way goes what was said; that of a manager shows what the team brought up."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ways and findings are for skip-levels; a way needs a row that can have one."""
        if action in ("route", "finding"):
            below = self.is_mounted and self.room.relation is Relation.SKIP_LEVEL
            return below and (action == "finding" or self._may_have_a_way() is not None)
        if action == "tick" and self.highlighted()[0] == "told":
            return True
        return super().check_action(action, parameters)

    def skip_level_rows(self) -> list[Row]:
        """Above the queue: that the manager is to be told first, or what the team of a manager brought up."""
        if self.room.relation is Relation.SKIP_LEVEL:
            return coverage_rows.told_rows(self, self.person)
        return coverage_rows.theme_rows(self, self.person.id) if self.room.relation is Relation.MANAGER else []

    def action_tick(self) -> None:
        """Tick that the manager was told; on every other row as in any room."""
        kind, number = self.highlighted()
        if kind != "told":
            super().action_tick()
        elif self.attempt(lambda: self.rhythm.skip_levels.tell(PersonId(number), self.rhythm.today())) is not None:
            self.say("told")

    def action_route(self) -> None:
        """Say which way goes what is under the cursor."""
        from rhythm.screens.dialogs.route import ask_routes

        if (said := self._may_have_a_way()) is not None:
            ask_routes(self, self.person, said)

    def action_finding(self) -> None:
        """Keep what the skip-level brought up."""
        from rhythm.screens.dialogs.route import ask_finding

        ask_finding(self, self.person)

    def ask_routes_after(self, page: PageScreen) -> None:
        """After the talk: which way goes what came of it?"""
        from rhythm.screens.dialogs.route import ask_routes

        if self.room.relation is Relation.SKIP_LEVEL and self.rhythm.skip_levels.without_a_route(self.person.id):
            ask_routes(page, self.person)

    def _may_have_a_way(self) -> Topic | Promise | None:
        kind, number = self.highlighted()
        planner = self.rhythm.planner
        if kind == "topic":
            return planner.topic(number)
        return planner.promise(number) if kind in ("promise", "request") else None
