"""search."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output, shapes
from rhythm.domain.saying import say_about, say_day

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.queries.search import Hit

HEADINGS = {
    "person": "People",
    "team": "Teams",
    "conflict": "Conflicts",
    "escalation": "What reached me",
    "fix": "Fixes",
    "verdict": "Verdicts",
    "note": "Notes",
    "topic": "Topics",
    "promise": "Promises",
    "good_call": "Calls that went well without me",
    "review_answer": "Answers in reviews",
    "later_answer": "Said of a quarter later",
    "expectation": "What we expect of each other",
    "ritual": "Rituals",
    "ritual_session": "What rituals answered",
    "finding": "Heard in skip-levels",
    "decision_right": "Decision rights",
    "right_answer": "Answers on delegation",
    "practice": "Standards and free choice",
    "candidate": "Sponsors on the bench",
    "bench_evidence": "Evidence on the bench",
    "calibration_note": "Calibration rounds",
    "first_day_line": "First 90 days",
    "bet": "Bets",
    "bet_decision": "Decided about bets",
    "bet_return": "Returns of bets",
    "story": "Stories",
    "stakeholder_card": "Who has a say",
    "self_check": "Yearly self-check",
    "charter": "Charters",
    "interface": "Interfaces",
    "card_answer": "Answers about teams and areas",
    "intention": "Intentions of a quarter",
    "sheet_row": "Sheets of a quarter",
}
"""Titles of the groups."""


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """The arguments of the command."""
    inputs.add_json(parser)
    inputs.add_text(parser, "the words to look for; the last may be unfinished")
    parser.set_defaults(run=_search)


def _search(context: Context) -> None:
    text = inputs.text_given(context.args.text, "what to look for")
    rhythm = context.read()
    found = rhythm.find(text)
    hits = found.hits
    if context.json:
        # Whoever reads this asked for these words, and for no others.
        output.emit_json([] if found.instead else [shapes.hit(hit) for hit in hits])
        return
    if not hits:
        output.say("Nothing holds all of these words.")
        return
    if found.instead:
        whom = say_about([one.name for one in found.about])
        output.say(f'Nothing holds all of these words; "{found.instead}"{whom} is in:', "dim")
        output.say()
    _say_by_kind(hits, rhythm.today())
    if found.left_out:
        output.say()
        output.say(f"These are {found.left_out}.", "dim")


def _say_by_kind(hits: tuple[Hit, ...], today: dt.date) -> None:
    for place, kind in enumerate(dict.fromkeys(hit.kind for hit in hits)):
        if place:
            output.say()
        output.say(HEADINGS[kind], "bold")
        rows = [
            [
                f"#{hit.id}",
                say_day(dt.date.fromisoformat(hit.day), today) if hit.day is not None else "",
                hit.person if hit.kind != "person" else "",
                hit.snippet,
            ]
            for hit in hits
            if hit.kind == kind
        ]
        output.table(rows, right=[0])
