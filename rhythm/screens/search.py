"""Search over everything that was typed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from rhythm.commands import bindings
from rhythm.domain.saying import say_about, say_day
from rhythm.screens.copying import page_markdown
from rhythm.screens.details import show_detail
from rhythm.screens.opening import open_key
from rhythm.screens.place import PageScreen
from widgets.capture_input import CaptureInput
from widgets.plain import FACT_SEP
from widgets.row_list import SPACER, Row, RowList, Tone, heading

if TYPE_CHECKING:
    from rhythm.queries.search import Found, Hit

KINDS = {
    "person": "PEOPLE",
    "team": "TEAMS",
    "conflict": "CONFLICTS",
    "escalation": "ESCALATIONS",
    "fix": "FIXES",
    "verdict": "VERDICTS",
    "promise": "PROMISES",
    "topic": "TOPICS",
    "note": "NOTES",
    "good_call": "WENT WELL WITHOUT YOU",
    "review_answer": "REVIEWS",
    "later_answer": "SAID OF A QUARTER LATER",
    "expectation": "EXPECTATIONS",
    "finding": "HEARD IN SKIP-LEVELS",
    "ritual": "RITUALS",
    "ritual_session": "RITUALS HELD",
    "decision_right": "DECISION RIGHTS",
    "right_answer": "ANSWERS ON DELEGATION",
    "practice": "STANDARDS AND FREE CHOICE",
    "candidate": "SPONSORS ON THE BENCH",
    "bench_evidence": "EVIDENCE ON THE BENCH",
    "calibration_note": "CALIBRATION ROUNDS",
    "first_day_line": "FIRST 90 DAYS",
    "bet": "BETS",
    "bet_decision": "DECIDED ABOUT BETS",
    "bet_return": "RETURNS OF BETS",
    "story": "STORIES",
    "stakeholder_card": "WHO HAS A SAY",
    "self_check": "YEARLY SELF-CHECK",
    "charter": "CHARTERS",
    "interface": "INTERFACES",
    "card_answer": "ANSWERS ABOUT TEAMS AND AREAS",
    "intention": "INTENTIONS OF A QUARTER",
    "sheet_row": "SHEETS OF A QUARTER",
}
"""Titles of the groups, in their order."""


_NOTHING = ["Nothing holds these words.", "", "Fewer words, or only the beginning of one, find more."]


class SearchScreen(PageScreen):
    """One field, and what holds its words, grouped by kind."""

    SCOPES = ("search", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search"), *bindings("copy")]
    HELP = """
    **Search** finds every record that holds all the words; the last one may be unfinished. When very many records hold
    them, the newest of each kind are shown, names first: another word narrows it. When nothing holds them, a name and a
    word find what is kept about that person, and a word with one wrong letter finds the word that may be meant; the
    line above says which.

    Before you type, the people you dealt with last are shown.

    Enter opens the highlighted result: the first one, until the arrow keys choose another. Escape goes back.
    """

    def body(self) -> ComposeResult:
        yield CaptureInput(
            placeholder="Find in people, notes, topics, promises, escalations, reviews", joins=" ", id="words"
        )
        yield from self.list_and_detail()

    def on_mount(self) -> None:
        self.query_one("#words", CaptureInput).focus()

    def reload(self) -> None:
        field = self.query_one("#words", CaptureInput)
        field.password, text = self.veil.hidden, field.value
        results = self.listing
        results.set_empty(_NOTHING if text.strip() else ["Type a word or two to see results."])
        results.set_rows(self._rows(self.rhythm.find(text)) if text.strip() else self._recent())

    def on_input_changed(self, _message: Input.Changed) -> None:
        """Search as one types; other words have another first result."""
        self.reload()
        self.listing.action_first()

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """Open what was found first. Before a word is typed nothing was asked for, and one of them is chosen."""
        results = self.listing
        if self.query_one("#words", CaptureInput).value.strip():
            results.action_choose()
        else:
            results.focus()

    def action_results(self) -> None:
        """From the words to what they found."""
        self.listing.focus()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the record."""
        open_key(self, message.row.key)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show what the record is about, where there is room."""
        show_detail(self, message.row)

    def action_back(self) -> None:
        """From the results to the words, from there back to the place."""
        words = self.query_one("#words", CaptureInput)
        if words.has_focus:
            super().action_back()
        else:
            words.focus()

    def as_markdown(self) -> str:
        """The results, under the words that they hold."""
        words = self.veil.text(self.query_one("#words", CaptureInput).value.strip())
        return page_markdown(self, FACT_SEP.join(filter(None, ("Search", words))))

    def _rows(self, found: Found) -> list[Row]:
        rows: list[Row] = []
        for kind, title in KINDS.items():
            of_kind = [hit for hit in found.hits if hit.kind == kind]
            if of_kind:
                rows += [SPACER, heading(title, str(len(of_kind))), *map(self._row, of_kind)]
        # Above all: a line below the last result would be out of reach of the keys.
        instead = ""
        if found.instead:
            names = [self.veil.name(one.name, one.id) for one in found.about]
            instead = f'Nothing holds these words; "{self.veil.text(found.instead)}"{say_about(names)} is in:'
        more = f"These are {found.left_out}." if found.left_out else ""
        above = [Row("", said, tone=Tone.DIM) for said in (instead, more) if said]
        return [*above, *(rows if above else rows[1:])]

    def _recent(self) -> list[Row]:
        """Before a word is typed: whom one is likely to look for."""
        people = self.rhythm.people.recent()
        rows = [
            Row(f"person:{person.id}", self.veil.name(person.name, person.id), right=self.veil.text(person.title))
            for person in people
        ]
        return [heading("LATELY"), *rows] if rows else []

    def _row(self, hit: Hit) -> Row:
        today = self.rhythm.today()
        person = self.veil.name(hit.person, hit.person_id) if hit.kind != "person" else ""
        text = self.veil.name(hit.snippet, hit.id) if hit.kind == "person" else self.veil.text(hit.snippet)
        day = say_day(dt.date.fromisoformat(hit.day), today) if hit.day else ""
        return Row(f"{hit.kind}:{hit.id}", text, right=FACT_SEP.join(part for part in (person, day) if part))
