"""One candidate of the bench: stage, tests, the role they are meant for, and the evidence for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.bench import EvidenceId, Purpose, Stage, following
from rhythm.domain.people import PersonId
from rhythm.screens import bench_rows
from rhythm.screens.place import WIDE, PageScreen, list_width
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.domain.bench import Card, Trial
    from rhythm.domain.people import Person
    from rhythm.screens.dialogs.pick import Choice
    from rhythm.service import Rhythm

_KEPT_FOR = {
    Stage.SPOTTED: Purpose.INFLUENCE,
    Stage.COACHED: Purpose.COACHING,
    Stage.CALIBRATED: Purpose.CALIBRATION,
}
"""What a line is taken to be for, by the stage that comes next."""


class CandidateScreen(PageScreen):
    """Everything about one candidate. Whatever is done stays on the page."""

    PLACE = "org"
    SCOPES = ("candidate",)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("candidate"))
    CSS_PATH = "bench.tcss"
    HELP = """
    **A candidate** goes from spotted to tested, coached and calibrated, and each stage rests on evidence. Spotted needs
    a line about influence on peers: what they came to the candidate for, not what the candidate says. Nobody is ready
    without a finished test.

    {candidate.write} writes a line, {candidate.note} takes a note that says it already. {candidate.test} begins a test,
    {candidate.end} ends it. {candidate.yes} and {candidate.no} answer a question about the role. {candidate.ready}
    calls them ready, {candidate.sponsor} names who speaks for them, {candidate.seat} the seat they are meant for.
    {candidate.step_back} goes back a stage, {candidate.strike} strikes a line on which nothing rests.
    """

    def __init__(self, rhythm: Rhythm, person_id: PersonId) -> None:
        super().__init__(rhythm)
        self.person_id = person_id
        self._card: Card | None = None

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail()

    def reload(self) -> None:
        card = self._card = self.rhythm.bench.card(self.person_id)
        if card is None:
            # Putting them on the bench was undone while the page was open.
            self.call_later(self.action_back)
            return
        name = self.veil.name(card.candidate.person, self.person_id)
        self.query_one("#head", HeadLine).say(name, bench_rows.head_words(self, card))
        self.listing.set_rows(bench_rows.card_rows(self, card, list_width(self.size.width)))
        self._show_detail()
        self.refresh_bindings()

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """The keys depend on the row; its line stands in full where there is room."""
        self._show_detail()
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Do what the row asks for."""
        kind, _, rest = message.row.key.partition(":")
        answer = self._card.answers.get(rest) if self._card is not None else None
        if kind == "role":
            self.action_answer(answer is None or not answer.yes)
        elif kind == "test" and self._test() is not None:
            self.action_end_test()
        elif kind == "next":
            self._do_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that the candidate, or the row, has a use for."""
        card = self._card if self.is_mounted else None
        if card is None:
            return action == "back" and super().check_action(action, parameters)
        here = card.candidate.left_on is None
        needs = {
            "begin_test": here and card.stage is not Stage.NAMED,
            "end_test": here and bool(card.running),
            "ready": here,
            "step_back": here and card.stage is not Stage.NAMED,
            "answer": here and self.in_hand("role") != "",
            "strike": self.in_hand("evidence") != "",
            "leave": here,
            "write": here,
            "note": here,
        }
        return needs.get(action, True) and super().check_action(action, parameters)

    def action_write(self) -> None:
        """Write a line of evidence, for the stage that comes next unless it is for something else."""
        from rhythm.screens.dialogs.bench import WriteEvidence

        if self._card is not None:
            self.app.push_screen(WriteEvidence(self, self._card.candidate, self._purpose()))

    def action_note(self) -> None:
        """Take a note that says it already."""
        from rhythm.screens.dialogs.bench import take_note

        if self._card is not None:
            take_note(self, self._card.candidate, self._purpose())

    def action_begin_test(self) -> None:
        """Begin a test."""
        from rhythm.screens.dialogs.bench import begin_test

        if self._card is not None:
            begin_test(self, self._card.candidate)

    def action_end_test(self) -> None:
        """End a test that is under way."""
        from rhythm.screens.dialogs.bench import EndTest

        test = self._test()
        if self._card is not None and test is not None:
            self.app.push_screen(EndTest(self, self._card.candidate, test))

    def action_ready(self) -> None:
        """Say that they are ready, or are not after all."""
        card = self._card
        if card is not None:
            ready = card.ready_since is None
            self.attempt_and_say(
                lambda: self.rhythm.bench.call_ready(self.person_id, ready),
                "called ready" if ready else self.keyed("not ready; {app.undo} takes it back"),
            )

    def action_answer(self, yes: bool) -> None:
        """Answer the question of the row about the role."""
        item = self.in_hand("role")
        if item:
            self.attempt(lambda: self.rhythm.bench.answer(self.person_id, item, yes))

    def action_sponsor(self) -> None:
        """Say who speaks for them."""
        from rhythm.screens.dialogs.bench import ask_sponsor

        if self._card is not None:
            ask_sponsor(self, self._card.candidate)

    def action_seat(self) -> None:
        """Say whose seat it is about."""
        from rhythm.screens.dialogs.pick import pick

        def taken(key: str) -> None:
            seat = PersonId(int(key)) if key else None
            self.attempt(lambda: self.rhythm.bench.set_seat(self.person_id, seat))

        pick(self.rhythm_app, "Whose seat is it about?", self._seats, taken)

    def action_step_back(self) -> None:
        """Take them back a stage."""
        card = self.attempt(lambda: self.rhythm.bench.step_back(self.person_id))
        if card is not None:
            self.say(f"back to {card.stage}")

    def action_strike(self) -> None:
        """Strike the line of the row."""
        number = self.in_hand("evidence")
        if number and self.attempt(lambda: self.rhythm.bench.strike(EvidenceId(int(number)))) is not None:
            self.say(self.keyed("struck; {app.undo} brings it back"))

    def action_leave(self) -> None:
        """Take them off the bench."""
        if self.attempt(lambda: self.rhythm.bench.leave(self.person_id)) is not None:
            self.action_back()
            if isinstance(self.app.screen, PageScreen):
                self.app.screen.say(self.app.screen.keyed("off the bench; {app.undo} brings it back"))

    def _do_next(self) -> None:
        """What would bring them further."""
        card = self._card
        if card is None:
            return
        if card.running:
            self.action_end_test()
        elif following(card.stage) is Stage.TESTED:
            self.action_begin_test()
        elif following(card.stage) is None:
            self.action_ready()
        else:
            self.action_write()

    def _purpose(self) -> Purpose:
        after = following(self._card.stage) if self._card is not None else None
        return _KEPT_FOR.get(after, Purpose.OTHER) if after is not None else Purpose.OTHER

    def _test(self) -> Trial | None:
        """The test under way: that of the row, else the first."""
        running = self._card.running if self._card is not None else ()
        number = self.in_hand("test")
        return next((test for test in running if number in ("", str(test.id))), running[0] if running else None)

    def _seats(self) -> list[Choice]:
        from rhythm.screens.dialogs.pick import Choice

        me = self.rhythm.people.me()
        first = [Choice("", "The seat of whom they report to")]
        if me is not None:
            first.append(Choice(str(me.id), "Your own seat"))
        return [*first, *(Choice(str(one.id), self._shown(one)) for one in self.rhythm.bench.managers())]

    def _shown(self, person: Person) -> str:
        return self.veil.name(person.name, person.id)

    def _show_detail(self) -> None:
        card, number = self._card, self.in_hand("evidence")
        if card is None or self.app.size.width < WIDE:
            return
        line = next((line for line in card.evidence if str(line.id) == number), None)
        test = next((test for test in card.tests if str(test.id) == self.in_hand("test")), None)
        item = next((one for one in self.rhythm.bench.words.lists.role if one.id == self.in_hand("role")), None)
        if line is not None:
            paras = tuple(bench_rows.line_paras(self, line))
        elif test is not None:
            paras = tuple(bench_rows.test_paras(self, card, test))
        elif item is not None:
            paras = tuple(bench_rows.role_paras(self, card, item))
        else:
            paras = tuple(bench_rows.card_paras(self, card))
        self.query_one("#detail", TextPanel).set_paras(paras)
