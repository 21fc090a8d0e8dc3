"""Somebody goes elsewhere: what becomes of the open topics? Keep, drop, or move each to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.meetings import Fates, Topic, TopicId
from rhythm.domain.people import Person, PersonId
from rhythm.domain.saying import say_late
from rhythm.screens.dialogs.dialog import Dialog
from rhythm.screens.dialogs.pick import Choice, pick
from rhythm.screens.dialogs.working import settle
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.meetings import Promise
    from rhythm.service import Rhythm

_FATES = (("{topics.keep}", "keep"), ("{topics.move}", "move"), ("{topics.drop}", "drop"))
_KEYS = (("enter", "store"), ("escape", "back"))


class TopicsDialog(Dialog[bool]):
    """A row for each open topic, kept unless said otherwise; below, once, the promises that stay open. True once what
    was said is stored."""

    SCOPES = ("topics", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("topics"))
    HELP = """
    **What is open** with somebody who leaves, or whose manager or relation changes: each topic stays, goes onto
    somebody else's queue, or is dropped. Promises stay open. Nothing is stored before Enter.
    """

    def __init__(
        self,
        rhythm: Rhythm,
        person: Person,
        topics: Sequence[Topic],
        promises: Sequence[Promise],
        store: Callable[[Fates], object],
    ) -> None:
        """`store` gets what becomes of the topics, and raises RhythmError to refuse it; it may answer with what takes
        long."""
        super().__init__(rhythm)
        self._store = store
        self._person = person
        self._topics = tuple(topics)
        self._promises = tuple(promises)
        self._fates: dict[TopicId, PersonId | None] = {}

    def title_text(self) -> str:
        return f"{self.veil.name(self._person.name, self._person.id)}: what becomes of what is open?"

    def body(self) -> ComposeResult:
        yield RowList(id="topics-list", marks=self.rhythm_app.marks)

    @property
    def _list(self) -> RowList:
        return self.query_one("#topics-list", RowList)

    def refill(self) -> None:
        """Show the topics with what becomes of each."""
        rows = [Row(f"topic:{one.id}", self.veil.text(one.body), "[ ]", self._fate(one)) for one in self._topics]
        if self._promises:
            rows += [*([SPACER] if rows else []), heading("PROMISES THAT STAY OPEN")]
            # With a key of its own, so that a dialog without topics has a row to stand on.
            rows += [self._promise(one) for one in self._promises]
        self._list.set_rows(rows)

    def on_row_list_highlighted(self) -> None:
        """What becomes of a topic can't be said of a promise."""
        self.say_keys(*(_FATES if self._highlighted() is not None else ()), *_KEYS)

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Store what was said."""
        if not self._done:
            settle(
                self, lambda: self._store(dict(self._fates)), lambda _: self.finish(True), self.rhythm_app.show_error
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What becomes of a topic is said on its row."""
        return action not in ("keep", "move_topic", "drop") or self._highlighted() is not None

    def action_keep(self) -> None:
        """It stays where it is."""
        if (topic := self._highlighted()) is not None:
            self._fates.pop(topic.id, None)
            self.refill()

    def action_drop(self) -> None:
        """It is talked about no more."""
        if (topic := self._highlighted()) is not None:
            self._fates[topic.id] = None
            self.refill()

    def action_move_topic(self) -> None:
        """It goes onto somebody else's queue."""
        topic = self._highlighted()
        if topic is None:
            return

        def choices() -> list[Choice]:
            others = (one for one in self.rhythm.people.others() if one.id != topic.person_id)
            return [Choice(str(one.id), self.veil.name(one.name, one.id)) for one in others]

        def chosen(key: str) -> None:
            self._fates[topic.id] = PersonId(int(key))
            self.refill()

        pick(self.rhythm_app, "Onto whose queue?", choices, chosen)

    def _highlighted(self) -> Topic | None:
        row = self._list.highlighted if self.is_mounted else None
        return next((one for one in self._topics if row is not None and row.key == f"topic:{one.id}"), None)

    def _fate(self, topic: Topic) -> str:
        if topic.id not in self._fates:
            return "keep"
        to = self._fates[topic.id]
        person = self.rhythm.people.person(to) if to is not None else None
        return f"to {self.veil.name(person.name, person.id)}" if person is not None else "drop"

    def _promise(self, one: Promise) -> Row:
        late = say_late(one.due, self.rhythm.today()) if one.due is not None else "no day"
        return Row(f"promise:{one.id}", self.veil.text(one.body), ">" if one.mine else "<", late, tone=Tone.DIM)
