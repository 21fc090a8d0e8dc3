"""The management bench: behind each manager's seat, who may take it, and how far that was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.people import PersonId, Relation
from rhythm.domain.saying import counted
from rhythm.screens import bench_rows
from rhythm.screens.place import WIDE, PageScreen
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.domain.bench import Card, Seat
    from rhythm.screens.dialogs.pick import Choice

_EMPTY = [
    "This page shows, seat by seat, who may lead one day, and on what evidence.",
    "",
    "{bench.add} puts somebody on the bench: first spotted by their influence on peers,",
    "then tested, coached and calibrated. Nobody is ready without a finished test.",
]


class BenchScreen(PageScreen):
    """Seats with their candidates; who has no sponsor; a calibration round, once there are teams enough."""

    PLACE = "org"
    SCOPES = ("bench", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("bench"), *bindings("copy")]
    CSS_PATH = "bench.tcss"
    HELP = """
    **The bench** lists, for each manager's seat, who could take it. The dots are the stages: spotted, tested, coached,
    calibrated. A seat for which nobody passed a test has no credible internal path.

    {bench.add} puts somebody on the bench, Enter opens one. Everybody needs a sponsor who speaks for them where they
    are not in the room. {bench.calibration} opens the calibration round, which makes sense from six teams on.
    """
    _cards: tuple[Card, ...] = ()
    _seats: tuple[Seat, ...] = ()

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail(_EMPTY)

    def reload(self) -> None:
        bench = self.rhythm.bench
        self._cards = bench.cards()
        seats = self._seats = bench.seats(self._cards)
        # As under Org: the seats of managers; the director's own and those of before are shown, and not counted.
        depth = bench.depth()
        deep = sum(bool(one.passed) for one in depth)
        said = f"{deep} of {counted(len(depth), 'manager seat')} with somebody who passed a test" if self._cards else ""
        self.query_one("#head", HeadLine).say("Management bench", said)
        rows = [*bench_rows.seat_rows(self, seats), *bench_rows.sponsor_rows(self, self._cards)] if self._cards else []
        self.listing.set_rows(rows[1:])

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the candidate, or put somebody behind an empty seat."""
        kind, _, number = message.row.key.partition(":")
        if kind == "candidate":
            open_candidate(self, PersonId(int(number)))
        elif kind == "seat":
            self.action_add()

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the candidate at the right, where there is room."""
        if self.app.size.width >= WIDE:
            self.query_one("#detail", TextPanel).set_paras(self._paras())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A calibration round is offered once there are teams enough, and never before."""
        if action == "calibration":
            return self.is_mounted and self.rhythm.bench.round_offered()
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Put somebody on the bench, behind the seat in hand where nobody stands there."""
        from rhythm.screens.dialogs.pick import pick

        number = self.in_hand("seat")
        seat = PersonId(int(number)) if number else None

        def taken(key: str) -> None:
            person = self.rhythm.people.person(int(key))
            if person is None:
                return
            own = seat is None or person.manager_id == seat
            if self.attempt(lambda: self.rhythm.bench.add(person.id, seat_id=None if own else seat)) is not None:
                open_candidate(self, person.id)

        pick(self.rhythm_app, "Who may lead one day?", lambda: self._choices(seat), taken)

    def action_calibration(self) -> None:
        """The calibration round."""
        from rhythm.screens.calibration import CalibrationScreen

        self.rhythm_app.open_page(CalibrationScreen(self.rhythm))

    def _choices(self, seat: PersonId | None) -> list[Choice]:
        """Who may be put there: first those who report to the one who has the seat, then everybody of the line."""
        from rhythm.screens.dialogs.pick import Choice

        on_it = {card.candidate.person_id for card in self._cards}
        relations = self.rhythm.people.relations()
        lead = (Relation.MANAGER, Relation.SKIP_LEVEL, Relation.OTHER)
        people = [p for p in self.rhythm.people.others() if p.id not in on_it and relations.get(p.id) in lead]
        people.sort(key=lambda person: person.manager_id != seat)
        return [
            Choice(str(person.id), self.veil.name(person.name, person.id), self.veil.text(person.title))
            for person in people
        ]

    def _paras(self) -> tuple[Para, ...]:
        """What is known of the row in hand."""
        key = self.key_in_hand
        for card in self._cards:
            if key == f"candidate:{card.candidate.person_id}":
                return tuple(bench_rows.card_paras(self, card))
        seat = next((seat for seat in self._seats if key == f"seat:{seat.person_id}"), None)
        return tuple(bench_rows.seat_paras(self, seat)) if seat is not None else ()


def open_candidate(page: PageScreen, person_id: PersonId) -> None:
    """The page of somebody on the bench."""
    from rhythm.screens.candidate import CandidateScreen

    page.rhythm_app.open_page(CandidateScreen(page.rhythm, person_id))
