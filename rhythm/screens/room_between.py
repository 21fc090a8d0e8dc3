"""The rows of a manager's room beside the agenda: clarity check, feedback, expectations, delegation, balance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from rhythm.domain.balance import say_sides, say_themes
from rhythm.domain.expectations import ExpectationSide
from rhythm.domain.saying import counted, say_day, say_distance
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.tracker_words import TrackerWords
    from rhythm.service import Rhythm
    from rhythm.service.talks import Between

CLARITY = "clarity"
FEEDBACK, EXPECTATIONS, LEVELS = "between:feedback", "between:expectations", "between:levels"
MOST_AREAS = 4
STRUCTURE = "A matter of structure, not of each talk."
ANSWER_KEYS = "{room.clear} it is clear, {room.not_clear} it is not, {room.unsure} they are unsure"
BETWEEN_KEYS = "{room.feedback} write  {room.expectations} expect  {room.levels} levels"


def clarity_rows(between: Between, lines: list[str], mark: str, keyed: Callable[[str], str]) -> list[Row]:
    """The item of this talk, in wrapped `lines`, with what was answered today."""
    asking = between.asking
    said = f": {asking.answer}" if asking.answer is not None else ""
    title = f"CLARITY CHECK {asking.place} OF {asking.of}{said.upper()}"
    # The cursor stands below the whole question, with the keys that answer it.
    *before, last = lines
    return [
        SPACER,
        heading(title),
        *(Row("", line, mark) for line in before),
        Row(f"{CLARITY}:0", last, mark, detail=(keyed(ANSWER_KEYS),)),
    ]


def between_rows(said: TrackerWords, between: Between, mark: str, keyed: Callable[[str], str]) -> list[Row]:
    """What else stands between the two, a row each; Enter opens what can be changed."""
    rhythm, today = said.rhythm, said.rhythm.today()
    rows = [
        Row(FEEDBACK, "Feedback", mark, fact=_feedback(between, today)),
        Row(EXPECTATIONS, "Expectations", mark, fact=_expectations(between, today)),
        Row(LEVELS, "Delegation", mark, fact=_levels(said, between)),
    ]
    if between.read_out and between.expectations:
        rows[1] = rows[1]._replace(tone=Tone.WARNING)
    lines = [say_sides(between.sides), say_themes(between.themes) if between.themes is not None else ""]
    rows += [Row(f"balance:{n}", line.capitalize(), mark) for n, line in enumerate(lines) if line]
    rows += [
        Row(
            f"unclear:{one.item}",
            unclear_words(rhythm, one.item, len(one.people)),
            mark,
            tone=Tone.WARNING,
            detail=(STRUCTURE,),
        )
        for one in between.unclear
    ]
    return [SPACER, heading("BETWEEN YOU", hint=keyed(BETWEEN_KEYS)), *rows]


def unclear_words(rhythm: Rhythm, item: str, managers: int) -> str:
    """`Unclear to 2 managers: how decisions are made`."""
    return f"Unclear to {managers} managers: {rhythm.talks.clarity_item(item).text}"


def _feedback(between: Between, today: dt.date) -> str:
    said = between.said
    precise = say_distance(said.precise, today) if said.precise is not None else "never"
    thanks = say_distance(said.appreciation, today) if said.appreciation is not None else "never"
    return f"precise {precise}, appreciation {thanks}"


def _expectations(between: Between, today: dt.date) -> str:
    if not between.expectations:
        return "nothing is written down"
    of_me = sum(one.side is ExpectationSide.OF_ME for one in between.expectations)
    newest = max(one.day for one in between.expectations)
    count = f"{len(between.expectations) - of_me} of them, {of_me} of you"
    return f"read them out: {count}" if between.read_out else f"{count}, newest {say_day(newest, today)}"


def _levels(said: TrackerWords, between: Between) -> str:
    if not between.levels:
        return "no level is named"
    found = []
    for one in between.levels[:MOST_AREAS]:
        apart = f"{abs(one.mine - one.theirs)} apart" if one.agreed is None else str(one.agreed)
        found.append(f"{said.area(one.area)} {apart}")
    more = len(between.levels) - MOST_AREAS
    return ", ".join(found) + (f", {counted(more, 'more', 'more')}" if more > 0 else "")
