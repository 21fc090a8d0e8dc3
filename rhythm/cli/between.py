"""What stands between the director and a manager, for prep: feedback, clarity, expectations, delegation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.cli import output, shapes
from rhythm.domain.balance import say_sides, say_themes
from rhythm.domain.expectations import HEADINGS
from rhythm.domain.names import quoted
from rhythm.domain.saying import counted, say_day, say_distance

if TYPE_CHECKING:
    from rhythm.domain.clarity import Unclear
    from rhythm.service import Rhythm
    from rhythm.service.talks import Between


def say_between(rhythm: Rhythm, between: Between) -> None:
    """The lines of a prep sheet."""
    from rhythm.cli.talks import expectation_cells, levels_cells

    today = rhythm.today()
    lines = [
        f"precise feedback {_ago(between.said.precise, today)}, appreciation {_ago(between.said.appreciation, today)}",
        say_sides(between.sides),
        say_themes(between.themes) if between.themes is not None else "",
        *unclear_lines(rhythm, between.unclear),
    ]
    output.say()
    output.say("Between the two of you", "bold")
    for line in filter(None, lines):
        output.say(f"  {line}")
    asking = between.asking
    said = f": {asking.answer}" if asking.answer is not None else ""
    output.say(f"  clarity check, {asking.place} of {asking.of}: {between.item.question}{said}")
    if between.levels:
        output.say()
        output.say("Delegation", "bold")
        output.listing(
            [["  " + rhythm.vocabulary.area_label(one.area), *levels_cells(rhythm, one)[2:]] for one in between.levels]
        )
    if between.read_out:
        for side, heading in HEADINGS.items():
            rows = [one for one in between.expectations if one.side is side]
            if rows:
                output.say()
                output.say(heading, "bold")
                output.listing([expectation_cells(one, today) for one in rows])
    elif between.expectations:
        newest = max(one.day for one in between.expectations)
        count = counted(len(between.expectations), "expectation")
        output.say(
            f"  {count}, the newest of {say_day(newest, today)}: rhythm expect {quoted(between.expectations[0].person)}"
        )


def unclear_lines(rhythm: Rhythm, found: tuple[Unclear, ...]) -> list[str]:
    """`unclear to 2 managers: how decisions are made (Dana Okoye, Ilya Brandt)`."""
    return [
        f"unclear to {len(one.people)} managers: {rhythm.talks.clarity_item(one.item).text}"
        f" ({', '.join(one.people)}); change the structure, not each talk"
        for one in found
    ]


def between_shape(rhythm: Rhythm, between: Between) -> shapes.Shape:
    """The keys that a prep sheet has more for a manager."""
    from rhythm.cli.talks import expectation_shape, levels_shape

    today = rhythm.today()
    return {
        "days_since_precise_feedback": _days(between.said.precise, today),
        "days_since_appreciation": _days(between.said.appreciation, today),
        "topics_90d": between.sides._asdict(),
        "talked_about_28d": {theme.value: count for theme, count in (between.themes or {}).items()},
        "clarity": {
            "item": between.item.id,
            "question": between.item.question,
            "answer": between.asking.answer.value if between.asking.answer is not None else None,
            "place": between.asking.place,
            "of": between.asking.of,
        },
        "unclear_to_several": [{"item": one.item, "people": list(one.people)} for one in between.unclear],
        "expectations": [expectation_shape(one) for one in between.expectations],
        "delegation": [levels_shape(one) for one in between.levels],
    }


def _ago(day: dt.date | None, today: dt.date) -> str:
    return say_distance(day, today) if day is not None else "never"


def _days(day: dt.date | None, today: dt.date) -> int | None:
    return (today - day).days if day is not None else None
