"""Week: is this week closed and the next one planned?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.escalations import ConflictId
from rhythm.domain.fixes import FixState
from rhythm.domain.meetings import MeetingState, PromiseState
from rhythm.domain.people import PersonId
from rhythm.domain.rituals import RitualAnswer
from rhythm.domain.saying import counted
from rhythm.domain.structure import CardAnswer
from rhythm.screens.board_rows import cell_of
from rhythm.screens.details import detail_of
from rhythm.screens.week_steps import StepsScreen
from rhythm.service.open_items import triage_key
from rhythm.service.sittings import Sitting
from widgets.panel import TextPanel

if TYPE_CHECKING:
    from rhythm.screens.triage_panel import TriagePanel
    from widgets.row_list import RowList

_FIX_WORDS = {
    FixState.HELD: "held",
    FixState.CAME_BACK: "came back: its card is open again",
    FixState.UNCLEAR: "unclear",
}


class WeekScreen(StepsScreen):
    """The end-of-week walkthrough: each key answers one item, and undo takes the answer back."""

    BINDINGS: ClassVar[list[BindingType]] = [binding for scope in StepsScreen.SCOPES for binding in bindings(scope)]
    HELP = """
    **Week** walks through the end of the week: what needs closing, what needs structure, who is next.

    Every step is optional; {week.steps} lists them all. You can leave at any time and go on later at the same row. What
    is left open comes up again in the next review. Minutes count between keys, up to two at a time: anything longer was
    a break.

    A step that is answered in a line takes letters at once. Escape leaves the line, {week.write} goes back into it.
    Before the first letter, {walk.next}, {walk.back} and {place.today} to {place.org} work as elsewhere.
    """
    ANSWERS: ClassVar[dict[str, str]] = {
        "meeting_held": "meeting",
        "meeting_missed": "meeting",
        "meeting_skipped": "meeting",
        "promise_kept": "promise",
        "promise_move": "promise",
        "promise_drop": "promise",
        "ritual": "ritual",
        "change_question": "ritual",
        "tick": "plan",
        "fix": "fix",
        "same": "same",
        "raise_level": "stamps",
        "keep_level": "stamps",
        "questions": "asked",
        "no_answers": "asked",
        "card": "card",
    }
    """Each action, with the kind of row that it answers."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of a step work in that step, on the rows that they are for."""
        if action in self.ANSWERS:
            return self.highlighted.startswith(f"{self.ANSWERS[action]}:")
        if action in ("next", "back", "close_review", "write", "begin", "skip", "steps"):
            return bool(self.step) and not (action == "skip" and self.step == "closing")
        return super().check_action(action, parameters)

    def on_input_submitted(self) -> None:
        """Enter in a line goes on to what is left, else it closes the week."""
        self.keep_draft()
        following = self.sitting.neighbour(self._step, 1)
        if following is not None:
            self.go_to(following)
        else:
            self.action_close_review()

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the detail of the highlighted row, where there is room for it."""
        if not self.step or self.takes_a_line or self.query_one("#triage").display:
            return
        if self.has_class("-wide") or self.has_class("-full"):
            key = self._about(message.row.key) if message.row is not None else ""
            self.query_one("#detail", TextPanel).set_paras(detail_of(self, key))
        self._remember(self.highlighted)
        self.refresh_bindings()

    def on_triage_panel_left(self, message: TriagePanel.Left) -> None:
        """Leaving a row as it is sets it aside for this sitting, once."""
        key = triage_key(message.row)
        if key == self.highlighted:
            self.set_aside(key)

    def _about(self, key: str) -> str:
        """The record whose detail says most about a row."""
        kind, _, number = key.partition(":")
        if kind == "same":
            return f"conflict:{number.partition('+')[2]}"
        if kind in ("plan", "unplaced", "over", "feedback", "thanks"):
            return f"person:{number}"
        if kind in ("went", "promised"):
            return f"{'topic' if kind == 'went' else 'promise'}:{number}"
        if kind == "card":
            return number.rpartition(":")[0]
        if kind == "meeting":
            meeting = next((one for one in self.sitting.walk.items.to_close if one.id == int(number)), None)
            return f"person:{meeting.person_id}" if meeting is not None else ""
        return key

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Enter does the likely thing: held, plan, write, thank, another question, else open."""
        from rhythm.screens.opening import open_key
        from rhythm.screens.week_people import answer_for

        kind, _, rest = message.row.key.partition(":")
        if message.row.key != self.highlighted:
            # Enter was pressed once too often: the row has its answer, and another stands in its place.
            return
        if answer_for(self, message.row.key):
            return
        if kind == "meeting":
            self.action_meeting_held()
        elif kind == "plan":
            self._accept_plan()
        elif kind == "ritual":
            self.action_change_question()
        elif kind == "good_call":
            self.rhythm_app.action_good()
        elif kind == "card":
            open_key(self, rest.rpartition(":")[0])
        elif kind == "same":
            open_key(self, f"conflict:{rest.partition('+')[0]}")
        else:
            open_key(self, self._about(message.row.key))

    def action_meeting_held(self) -> None:
        """The meeting took place; topics that were not ticked are carried."""
        number = self._number
        self.attempt_and_say(lambda: self.rhythm.planner.close_planned(number, MeetingState.HELD), "held")

    def action_meeting_missed(self) -> None:
        """It did not take place."""
        number = self._number
        self.attempt_and_say(
            lambda: self.rhythm.planner.close_planned(number, MeetingState.MISSED), "did not take place"
        )

    def action_meeting_skipped(self) -> None:
        """It was left out on purpose: ask why."""
        from rhythm.screens.dialogs.day import ask_why_skipped

        number = self._number
        meeting = next((one for one in self.sitting.walk.items.to_close if one.id == number), None)
        if meeting is None:
            return

        ask_why_skipped(
            self,
            lambda: f"Skipped with {self.veil.name(meeting.person, meeting.person_id)}",
            lambda reason: self.rhythm.planner.close_planned(number, MeetingState.SKIPPED, reason),
            draft=f"skipped:{number}",
            verb="skipped",
        )

    def action_promise_kept(self) -> None:
        """The promise was kept."""
        number = self._number
        self.attempt_and_say(lambda: self.rhythm.planner.settle_promise(number, PromiseState.DONE), "kept")

    def action_promise_drop(self) -> None:
        """The promise is given up."""
        number = self._number
        self.attempt_and_say(
            lambda: self.rhythm.planner.settle_promise(number, PromiseState.DROPPED), "dropped; tell whom it was for"
        )

    def action_promise_move(self) -> None:
        """The promise gets another day."""
        from rhythm.screens.dialogs.day import move_promise

        move_promise(self, self._number)

    def action_ritual(self, answer: str) -> None:
        """Keep or stop a ritual that left its question open."""
        number, chosen = self._number, RitualAnswer(answer)
        self.attempt_and_say(
            lambda: self.rhythm.rituals.answer(number, chosen),
            "kept; asked again after three more" if chosen is RitualAnswer.KEEP else "stopped",
        )

    def action_change_question(self) -> None:
        """Give the ritual another question."""
        from rhythm.screens.dialogs.ritual import change_question

        change_question(self, self._number)

    def action_fix(self, state: str) -> None:
        """The verdict on a fix whose watch is over."""
        number, verdict = self._number, FixState(state)
        self.attempt_and_say(lambda: self.rhythm.fixes.settle(number, verdict), _FIX_WORDS[verdict])

    def action_same(self, answer: str) -> None:
        """Say that two conflicts are one, or that they are not."""
        one, other = (ConflictId(int(part)) for part in self.highlighted.partition(":")[2].split("+"))
        pairs = self.rhythm.same_pairs
        if answer == "yes":
            self.attempt_and_say(lambda: pairs.same(one, other), self.keyed("merged; {app.undo} takes it apart"))
        else:
            self.attempt_and_say(lambda: pairs.not_same(one, other), "two; not asked again")

    def action_raise_level(self) -> None:
        """Raise a level by one, after so many calls that were agreed unchanged."""
        rights, cell = self.rhythm.rights, cell_of(self.highlighted)
        found = next((one for one in self.sitting.walk.items.stamps if one.cell == cell), None)
        if found is not None and (right := self.attempt(lambda: rights.raise_level(found))) is not None:
            self.say(f"level {rights.level_word(right.level)} from now on")

    def action_keep_level(self) -> None:
        """Leave a level as it is; it is asked again after five more."""
        cell = cell_of(self.highlighted)
        self.attempt_and_say(lambda: self.rhythm.rights.keep_level(cell), "left as it is")

    def action_questions(self) -> None:
        """The delegation questions about what was delegated and reached me."""
        from rhythm.screens.dialogs.right import ask_questions

        cell = cell_of(self.highlighted)
        ask_questions(self, cell, self.rhythm.rights.offers_questions(self.rhythm.rights.cell(cell)))

    def action_no_answers(self) -> None:
        """There is nothing to say about it; it is asked again after two more."""
        cell = cell_of(self.highlighted)
        first = self.rhythm.prompts.delegation[0].id
        self.attempt_and_say(lambda: self.rhythm.rights.answer(cell, {first: ""}), "asked again after two more")

    def action_card(self, answer: str) -> None:
        """Say whether something of the structure is so; unknown is an answer too, and is asked again later."""
        asked = self.sitting.walk.items.question
        if asked is None:
            return
        structure = self.rhythm.structure
        self.attempt_and_say(
            lambda: structure.answer(asked.subject, asked.card.slug, answer),
            "unknown; asked again later" if answer == CardAnswer.UNKNOWN else answer,
        )

    def action_tick(self) -> None:
        """Take a proposal into the plan, or leave it out."""
        walk, person = self.sitting.walk, PersonId(self._number)
        self.keep(
            lambda: self.rhythm.reviews.decline(walk.items.week, person, declined=person not in walk.items.declined)
        )
        self.reload()

    def _accept_plan(self) -> None:
        """Plan all ticked proposals, as one action."""
        walk = self.sitting.walk
        rows = walk.items.ticked
        if not rows:
            self.say("nothing is ticked")
        elif self.attempt(lambda: self.rhythm.reviews.accept_plan(walk.items.week, rows)) is not None:
            onward = "" if self.sitting.items_left else self.keyed("; {walk.close} closes the week")
            self.say(f"{counted(len(rows), 'meeting')} planned{onward}")

    def action_skip(self) -> None:
        """Set the item aside for this review, or pass a step that has none."""
        left = self.sitting.left(self.step)
        key = self.highlighted
        if self.takes_a_line or self.step == "next_week":
            # The step is one item, whatever its rows are.
            key = left[0] if left else ""
        if key in self.sitting.shown(self.step):
            self.set_aside(key)
            if self.takes_a_line or self.step == "next_week":
                self.action_next()
        else:
            self.action_next()

    def action_close_review(self) -> None:
        """Close the week; what is open is asked about, and stands in nobody's way."""
        from rhythm.screens.week_closing import close_week

        if self.step:
            self.keep_draft()
            close_week(self, Sitting(self.rhythm.reviews.week(), self._kept))

    def can_be_copied(self) -> bool:
        """It is the whole review, whatever is listed of it now."""
        return True

    def as_markdown(self) -> str:
        """The whole review of the week that is shown."""
        from rhythm.interop.markdown import week_markdown

        return "" if self.veil.hidden else week_markdown(self.rhythm.reviews.week_data(self.shown_week))

    @property
    def _number(self) -> int:
        """The number in the highlighted row's key."""
        return int(self.highlighted.partition(":")[2])
