"""Reviews as Markdown, to print, to keep or to send. Whatever people typed stays text and can't become structure.

Takes plain data, as the frozen copy of a review holds it: days are ISO text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rhythm.domain.periods import Week
from rhythm.domain.pillars import Pillar, say_pillars
from rhythm.domain.quarters import value_words, without_day
from rhythm.domain.reviews import BRACKETS, beside_earlier
from rhythm.domain.saying import counted, say_day, say_intended

if TYPE_CHECKING:
    from rhythm.domain.report import Line, Report

Data = Mapping[str, Any]

_INLINE = re.compile(r"([\\`*_\[\]<>&|~$])")
_AT_START = re.compile(r"^([#+\-=]|\d{1,9}(?=[.)]))")
_COUNTS = (
    ("held", "meetings held"),
    ("skipped", "skipped"),
    ("missed", "missed"),
    ("reached_me", "reached you"),
    ("mine", "in your moments"),
    ("not_mine", "outside them"),
    ("unsaid", "not said yet"),
    ("good_calls", "went well without you"),
    ("minutes", "minutes spent on what reached you"),
    ("promises_kept", "promises kept"),
)


def escape(text: str) -> str:
    """One line of text that Markdown shows as it is: no emphasis, link, HTML, heading, list or table comes of it."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    safe = _INLINE.sub(r"\\\1", plain)
    return _AT_START.sub(_escape_start, safe)


def quote(text: str) -> str:
    """Several lines of text as a block quote; its lines stay lines, its empty lines stay empty."""
    lines = [escape(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")]
    quoted = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        # A backslash at the end keeps the next line from being run into this one.
        end = "\\" if line and below else ""
        quoted.append(f"> {line}{end}".rstrip())
    return "\n".join(quoted)


def week_markdown(data: Data) -> str:
    """The end-of-week review: figures, the weeks before it, then each step with what it shows and what was answered.

    `data` has `period`, `figures`, `steps` and `complete`, of a closed week `closed`; newer copies have more, such as
    the minutes it took.
    """
    number, _, week_number = data["period"].partition("-W")
    week, year = Week(int(number), int(week_number)), dt.date(int(number), 1, 1)
    state = "closed" if data.get("closed") else "open, nothing left" if data["complete"] else "open"
    blocks = [
        f"# Week {data['period']}",
        f"{say_day(week.first_day, year)} to {say_day(week.last_day, year)}, {state}{_took(data)}",
        "\n".join([*_figures(data["figures"]), *_around(data, week, year)]),
    ]
    if data.get("left_out"):
        blocks.append(f"{counted(data['left_out'], 'more item waits', 'more items wait')} for another time.")
    if any(one["figures"] is not None for one in data.get("trend", ())):
        blocks += ["## Beside the weeks before", "\n".join(_trend(data))]
    for step in data["steps"]:
        left = f" ({step['left']} left)" if step.get("left") and not data["complete"] else ""
        blocks.append(f"## {escape(step.get('title') or step['text'])}{left}")
        if step.get("title"):
            blocks.append(f"*{escape(step['text'])}*")
        blocks += _body(step, year)
    return "\n\n".join(blocks) + "\n"


def quarter_markdown(data: Data) -> str:
    """The quarterly review: each question with its answer, what is intended, and the evidence it rests on; below them
    the sheets on which something was said.

    `data` has `period`, `questions` and `complete`; a copy of an earlier version holds less.
    """
    year = dt.date(int(data["period"][:4]), 1, 1)
    state = "every question is answered" if data["complete"] else "not every question is answered yet"
    spent = f" {counted(data['minutes'], 'minute was', 'minutes were')} spent." if data.get("minutes") else ""
    blocks = [f"# Quarter {data['period']}", state[0].upper() + state[1:] + "." + spent, *_frozen(data, year)]
    if beside_earlier(_without_day(data["questions"])):
        blocks.append(BRACKETS)
    for number, question in enumerate(data["questions"], start=1):
        blocks.append(f"## {number}. {escape(question['text'])}")
        if question.get("preset"):
            blocks.append(f"*{escape(question['preset'])}*")
        if (question.get("answer") or "").strip():
            blocks.append(quote(question["answer"]))
        blocks += _later(question, year)
        blocks += _intended(question, year)
        if question["evidence"]:
            blocks.append("\n".join(_weighed(question["evidence"], year)))
        else:
            blocks.append("Rests on no evidence.")
    for sheet in data.get("sheets", ()):
        blocks.append(f"## {escape(sheet['sheet'].capitalize())}")
        blocks.append("\n".join(_sheet(sheet["rows"])))
    return "\n\n".join(blocks) + "\n"


def report_markdown(report: Report) -> str:
    """The report of a quarter: what leaves, under the titles that it has on the page."""
    blocks = [f"# {escape(report.title)}"]
    for section in report.sections:
        blocks.append(f"## {escape(section.title)}")
        # An answer of several lines is no item of a list.
        for several, lines in groupby(section.lines, key=lambda line: "\n" in line.text):
            written = [quote(line.text) if several else _item(line) for line in lines]
            blocks += written if several else ["\n".join(written)]
    return "\n\n".join(blocks) + "\n"


def _item(line: Line) -> str:
    return "\n".join([f"- {escape(line.text)}", *(f"  - {escape(sentence)}" for sentence in line.detail)])


def _without_day(questions: Iterable[Data]) -> Iterator[str]:
    """The figures among the evidence of some questions: what is of no day."""
    return (row["text"] for question in questions for row in question["evidence"] if not row["day"])


def _intended(question: Data, year: dt.date) -> Iterator[str]:
    """What is intended in an answer, and what became of what was intended the last time."""
    now = question.get("intentions") or ()
    before = (question.get("last") or {}).get("intentions") or ()
    if now:
        yield "\n".join(f"- will do: {_due(one, year)}" for one in now)
    if before:
        yield "\n".join(f"- from {one['period']}: {_said(one)}: {_fate(one, year)}" for one in before)


def _said(one: Data) -> str:
    return escape(say_intended(one["text"], one.get("fix")))


def _due(one: Data, year: dt.date) -> str:
    text = without_day(one["text"], dt.date.fromisoformat(one["due"]))
    return f"{escape(say_intended(text, one.get('fix')))}, by {_day(one['due'], year)}"


def _fate(one: Data, year: dt.date) -> str:
    moved = f", moved {one['moved']}x" if one["moved"] else ""
    if one["state"] == "done":
        settled = f" {_day(one['settled_on'], year)}" if one["settled_on"] else ""
        fix = f", {one['fix_state'].replace('_', ' ')}" if one.get("fix_state") else ""
        return f"done{settled}{moved}{fix}"
    return f"not done{moved}, given up" if one["state"] == "dropped" else f"not done{moved}"


def _weighed(rows: Sequence[Data], year: dt.date) -> Iterator[str]:
    """Evidence with what was said of it: what is struck is struck through, and counts no more."""
    for row, line in zip(rows, _evidence(rows, year), strict=True):
        mark = row.get("mark")
        words = line.removeprefix("- ")
        said = {"struck": f"~~{words}~~ (struck)", "pinned": f"**pinned:** {words}"}.get(mark or "", words)
        yield "\n".join([f"- {said}", *(f"  - {escape(sentence)}" for sentence in row.get("detail", ()))])


def _sheet(rows: Sequence[Data]) -> Iterator[str]:
    """The rows of a sheet; the mark of the last time stands beside it, and there is no total."""
    for row in rows:
        value, last = value_words(row["value"]), value_words(row["last_value"])
        said = f" {value}{f', last time {last}' if last else ''}" if value else ""
        rests = " " + escape(f"[{counted(row['rests_on'], 'record')}]") if value and row.get("rests_on") else ""
        line = f" {escape(row['answer'])}" if row["answer"] else ""
        yield f"- {escape(row['name'])}:{said}{rests}{line}"


def _frozen(data: Data, year: dt.date) -> Iterator[str]:
    """What a closed quarter is a copy of, and whether it still is."""
    if not data.get("closed_on"):
        return
    yield f"Closed on {_day(data['closed_on'], year)}; a frozen copy, SHA-256 {data['hash']}."
    if data.get("other_days"):
        first, last = (_day(day, year) for day in data["other_days"])
        yield f"It is of {first} to {last}: the year began in another month then (review.quarter_start_month)."
    if data.get("erased_on"):
        yield f"A person was erased from this copy on {_day(data['erased_on'], year)}."
    if not data["whole"]:
        yield "**This copy was changed since it was closed: it does not match its hash.** See rhythm doctor."


def _later(question: Data, year: dt.date) -> Iterator[str]:
    """What was said on a question after closing, marked as such."""
    if later := question.get("later"):
        yield f"*Changed after closing, on {_day(later['day'], year)}:*"
        yield quote(later["answer"])


def _day(text: str, year: dt.date) -> str:
    return say_day(dt.date.fromisoformat(text), year)


def _body(part: Data, year: dt.date) -> Iterator[str]:
    answer = part.get("answer") or ""
    if answer.strip():
        yield quote(answer)
    if part["evidence"]:
        yield "\n".join(_evidence(part["evidence"], year))


def _evidence(rows: Sequence[Data], year: dt.date) -> Iterator[str]:
    for row in rows:
        day = f"{say_day(dt.date.fromisoformat(row['day']), year)}: " if row["day"] else ""
        number = f" ({row['kind'].replace('_', ' ')} {row['id']})" if row["id"] else ""
        yield f"- {day}{escape(row['text'])}{number}"


def _figures(figures: Data) -> Iterator[str]:
    for key, words in _COUNTS:
        if figures.get(key):
            yield f"- {words}: {figures[key]}"
    share = figures.get("outside_share")
    if share is not None:
        yield f"- outside your moments, median of up to four logged weeks: {round(share * 100)} %"
    if not figures.get("reached_me") and not figures.get("good_calls"):
        yield "- nothing was logged this week"


def _took(data: Data) -> str:
    spent, budget = data.get("spent_minutes"), data.get("budget_minutes")
    return f", after {spent} of {budget} minutes" if spent else ""


def _around(data: Data, week: Week, year: dt.date) -> Iterator[str]:
    """What stands beside the figures of the week: four weeks of moments, and the days that are covered too."""
    four = data.get("four_weeks")
    if four and four["reached_me"]:
        weekly = ", ".join("not logged" if count is None else str(count) for count in four["weekly"])
        moments = f"{four['mine']} in your moments, {four['not_mine']} outside"
        yield f"- four weeks: {four['reached_me']} reached you ({weekly}), {moments}"
    if data.get("pillars"):
        yield f"- activity in {say_pillars({Pillar(name): count for name, count in data['pillars'].items()})}"
    if data.get("bench"):
        yield f"- bench: {escape(data['bench'])}"
    first = data.get("covered", {}).get("first")
    # The days after the last closing are in every review; a week without one is worth a word.
    if first and dt.date.fromisoformat(first) <= week.previous().first_day:
        yield f"- covers the days since {say_day(dt.date.fromisoformat(first), year)} too, which no review had covered"


def _trend(data: Data) -> Iterator[str]:
    """A table of the week and those before it; a week that was not closed is missing, not zero."""
    weeks = [{"period": data["period"], "figures": data["figures"]}, *data["trend"]]
    yield f"| | {' | '.join(one['period'].partition('-')[2] for one in weeks)} |"
    yield f"| --- |{' ---: |' * len(weeks)}"
    for key, words in _COUNTS:
        values = (str(one["figures"].get(key, 0)) if one["figures"] is not None else "–" for one in weeks)
        yield f"| {words} | {' | '.join(values)} |"


def _escape_start(found: re.Match[str]) -> str:
    # A number that begins a list is broken behind its digits, where the mark stands.
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
