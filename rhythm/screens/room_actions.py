"""What the keys of the meeting room do to the row under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.clarity import ClarityAnswer
from rhythm.domain.meetings import PromiseState, Side, Theme, Topic, TopicState
from rhythm.screens.place import PageScreen
from rhythm.screens.room_between import EXPECTATIONS, FEEDBACK, LEVELS

if TYPE_CHECKING:
    from rhythm.domain.meetings import Note, Promise, Shareable
    from rhythm.domain.people import Person
    from rhythm.queries.planning import Room
    from rhythm.service.talks import Between
    from widgets.row_list import Row

_NEEDS = {
    "tick": ("topic", "promise"),
    "drop": ("topic", "promise", "request"),
    "move": ("promise", "request"),
    "take_on": ("topic", "request"),
    "escalate": ("topic",),
    "theme": ("topic",),
    "side": ("topic",),
    "clarity": ("clarity",),
    "private": ("topic", "promise", "request", "note"),
}
"""Keys that need a row of some kind under the cursor."""


class RoomActions(PageScreen):
    """The actions on topics, promises, requests and notes; the page below adds `person`, `room` and the rows."""

    COPIED = "shareable agenda copied"
    person: Person
    room: Room
    between: Between | None

    def highlighted_row(self) -> Row | None:
        """The row under the cursor."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key works on the row under the cursor."""
        if action in ("expectations", "levels"):
            # Asked for before the first reading too.
            return getattr(self, "between", None) is not None
        wanted = _NEEDS.get(action)
        if wanted is None:
            return super().check_action(action, parameters)
        topic = self._topic() if action in ("take_on", "escalate") else None
        closed = topic is not None and topic.state is not TopicState.OPEN
        return self.highlighted()[0] in wanted and not closed

    def highlighted(self) -> tuple[str, int]:
        """The kind and the number of the record under the cursor; of a note of several lines it is any of them."""
        row = self.highlighted_row()
        kind, number, *_ = (*row.key.split(":"), "") if row is not None else ("", "")
        return (kind, int(number)) if number.isdigit() else ("", 0)

    def action_tick(self) -> None:
        """Tick a topic, or take the tick back; say that a promise was kept."""
        kind, number = self.highlighted()
        planner = self.rhythm.planner
        topic = self._topic()
        if topic is not None:
            state = TopicState.DISCUSSED if topic.state is TopicState.OPEN else TopicState.OPEN
            said = "discussed" if state is TopicState.DISCUSSED else "back in the queue"
            self.attempt_and_say(lambda: planner.close_topic(topic.id, state), said)
        elif kind == "promise":
            self.attempt_and_say(lambda: planner.settle_promise(number), "kept")

    def action_drop(self) -> None:
        """Drop a topic or a promise, or decline a request."""
        kind, number = self.highlighted()
        planner, topic = self.rhythm.planner, self._topic()
        if topic is not None:
            self.attempt_and_say(
                lambda: planner.close_topic(topic.id, TopicState.DROPPED),
                self.keyed("dropped; {app.undo} brings it back"),
            )
        else:
            said = "declined" if kind == "request" else "dropped"
            self.attempt_and_say(
                lambda: planner.settle_promise(number, PromiseState.DROPPED),
                self.keyed(f"{said}; {{app.undo}} brings it back"),
            )

    def action_move(self) -> None:
        """Move a promise to another day."""
        from rhythm.screens.dialogs.day import move_promise

        move_promise(self, self.highlighted()[1])

    def action_take_on(self) -> None:
        """Accept a request, or make an action of a topic."""
        kind, number = self.highlighted()
        if kind == "request":
            self.attempt_and_say(lambda: self.rhythm.talks.accept(number), "accepted as a promise")
        else:
            self.attempt_and_say(lambda: self.rhythm.talks.take_on(number), "an action of yours")

    def action_escalate(self) -> None:
        """Log the topic as an escalation; once it is logged, the topic is done."""
        from rhythm.screens.dialogs.capture import open_capture

        topic = self._topic()
        if topic is not None:
            done = TopicState.DISCUSSED
            open_capture(
                self.rhythm_app,
                (topic.body,),
                then=lambda _row: self.attempt(lambda: self.rhythm.planner.close_topic(topic.id, done)),
            )

    def action_theme(self) -> None:
        """Turn to the next theme: coach, clarity, culture, none."""
        topic = self._topic()
        if topic is not None:
            turn = (None, *Theme)
            theme = turn[(turn.index(topic.theme) + 1) % len(turn)]
            self.attempt_and_say(
                lambda: self.rhythm.talks.say_of_topic(topic.id, side=topic.side, theme=theme),
                f"for {theme}" if theme is not None else "no theme",
            )

    def action_side(self) -> None:
        """Say that the other one brought the topic, or that the director did."""
        topic = self._topic()
        if topic is not None:
            side = Side.THEIRS if topic.side is Side.MINE else Side.MINE
            said = "theirs" if side is Side.THEIRS else "yours"
            self.attempt_and_say(lambda: self.rhythm.talks.say_of_topic(topic.id, side=side, theme=topic.theme), said)

    def action_private(self) -> None:
        """Keep the record to oneself, or let it be shared."""
        kind, number = self.highlighted()
        planner = self.rhythm.planner
        if kind == "topic":
            self._turn_private("topic", number, planner.topic(number))
        elif kind == "note":
            self._turn_private("note", number, planner.note(number))
        else:
            self._turn_private("promise", number, planner.promise(number))

    def action_clarity(self, answer: str) -> None:
        """Answer the item of the clarity check that is asked in this talk."""
        if self.between is not None:
            item, said = self.between.asking.item, ClarityAnswer(answer)
            words = {ClarityAnswer.YES: "clear", ClarityAnswer.NO: "not clear", ClarityAnswer.UNSURE: "unsure"}
            self.attempt_and_say(lambda: self.rhythm.talks.answer_clarity(self.person.id, item, said), words[said])

    def action_feedback(self) -> None:
        """Write feedback in its parts."""
        from rhythm.screens.dialogs.feedback import write_feedback

        write_feedback(self, self.person)

    def action_levels(self) -> None:
        """Name levels of delegation."""
        from rhythm.screens.dialogs.delegation import name_levels

        name_levels(self, self.person)

    def action_expectations(self) -> None:
        """Open what the two expect of each other."""
        from rhythm.screens.expectations import ExpectationsScreen

        self.rhythm_app.open_page(ExpectationsScreen(self.rhythm, self.person))

    def choose_between(self, key: str) -> None:
        """Open what a row of the section below stands for."""
        does = {FEEDBACK: self.action_feedback, EXPECTATIONS: self.action_expectations, LEVELS: self.action_levels}
        if key in does:
            does[key]()

    def as_markdown(self) -> str:
        """The agenda: what both may see."""
        return "" if self.veil.hidden else self.rhythm.talks.agenda(self.room)

    def _turn_private(self, kind: Shareable, number: int, found: Topic | Promise | Note | None) -> None:
        if found is not None:
            private = not found.private
            said = "private: never copied" if private else "may be shared"
            self.attempt_and_say(lambda: self.rhythm.talks.keep_private(kind, number, private), said)

    def _topic(self) -> Topic | None:
        kind, number = self.highlighted()
        return self.rhythm.planner.topic(number) if kind == "topic" else None
