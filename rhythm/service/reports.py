"""A quarter's report: what would leave, what is struck from it, and the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhythm.domain.people import PersonId
from rhythm.domain.quarters import value_words, without_day
from rhythm.domain.report import Chart, Drawn, Line, Report, Section
from rhythm.domain.reviews import BRACKETS, beside_earlier
from rhythm.domain.saying import counted, say_day, say_intended, say_quarter
from rhythm.errors import BadInput
from rhythm.late import Late
from rhythm.queries import quarters as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhythm.actions import reports as actions
    from rhythm.domain.periods import Quarter
    from rhythm.service import Rhythm
else:
    actions = Late("rhythm.actions.reports")

Data = Mapping[str, Any]

SHEET_TITLES = {
    "scorecard": "Scorecard",
    "focus": "What I worked as",
    "pillars": "Three pillars",
    "bench": "Bench depth",
    "calibration": "Talent calibration",
    "portfolio": "Portfolio",
}


class Reports:
    """Reports of quarters, over the store."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def report(self, quarter: Quarter, *, names: bool = True) -> Report:
        """What the report of a quarter holds, of a closed one as it was frozen; without `names` each stands as `P12`.

        Evidence that was struck under its question is not in it at all; evidence that is private is struck until it is
        taken in.
        """
        data = self._rhythm.quarters.data(quarter)
        private = queries.private_records(self._db, _evidence_ids(data))
        written = _Written(data, self._rhythm.vocabulary.area_label, str if names else self._masker(), private)
        return written.report().turned(queries.report_strikes(self._db, str(quarter)))

    def strike(self, quarter: Quarter, line: str, *, struck: bool = False) -> None:
        """Leave a line out of the report, or take it in when it is `struck` already."""
        actions.turn_line(self._db, str(quarter), line, struck=struck)

    def write(self, quarter: Quarter, path: Path, *, names: bool = True) -> Path:
        """Write what leaves into one HTML file that needs nothing else. An earlier report is replaced.

        Raises BadInput when something else is in the way, RhythmError when the file can't be written.
        """
        from rhythm.interop.files import write_whole
        from rhythm.interop.report_html import MARK, report_html

        if path.suffix.casefold() not in (".html", ".htm"):
            raise BadInput(f"{path.name} does not say that it is a page", "end the name with .html")
        if path.exists() and not _holds(path, MARK.encode()):
            raise BadInput(f"{path} is there already, and is no report of mine", "name another file")
        write_whole(path, report_html(self.report(quarter, names=names).leaving).encode())
        return path

    def _masker(self) -> Callable[[str], str]:
        from rhythm.domain.forgetting import Called
        from rhythm.domain.masking import masker

        return masker(
            (
                f"P{person.id}",
                Called((person.name, person.nickname, person.email, *person.aliases, *person.former_emails)),
            )
            for person in self._rhythm.people.everybody(archived=True)
        )


class _Written:
    """Plain data of a quarter in the words of a report."""

    def __init__(
        self,
        data: Data,
        area_label: Callable[[str], str],
        names: Callable[[str], str],
        private: Collection[tuple[str, int]],
    ) -> None:
        self._data = data
        self._private = private
        self._area = area_label
        self._names = names
        self._year = dt.date(int(data["period"][:4]), 1, 1)

    def report(self) -> Report:
        """Every question, then what is drawn, then sheets; of these the ones without lines are left out."""
        sections = [Section("About this report", (*self._about(), *self._brackets()))]
        for place, question in enumerate(self._data["questions"], start=1):
            lines = tuple(self._question(question)) or (self._nothing(question),)
            sections.append(Section(self._names(f"{place}. {question['text']}"), lines))
        figures: Data = self._data.get("figures", {})
        sections += [
            Section("What reached me, week by week", tuple(map(self._week, figures.get("weeks", ()))), Chart.WEEKS),
            Section("Of what, and from under whom", tuple(map(self._cell, figures.get("cells", ()))), Chart.COUNTS),
            Section("Attention beside importance", tuple(map(self._bet, figures.get("attention", ()))), Chart.SHARES),
        ]
        for sheet in self._data.get("sheets", ()):
            name = sheet["sheet"]
            sections.append(Section(SHEET_TITLES.get(name, name), tuple(self._row(name, row) for row in sheet["rows"])))
        return Report(
            f"Report on {say_quarter(self._data['period'])}", tuple(section for section in sections if section.lines)
        )

    def _about(self) -> Iterator[Line]:
        if not self._data["closed"]:
            yield Line("about:state", "This quarter is not closed yet: what stands here may still change.")
            return
        closed = f" on {self._day(self._data['closed_on'])}" if self._data.get("closed_on") else ""
        yield Line("about:state", f"Closed{closed}.")
        if self._data.get("other_days"):
            first, last = map(self._day, self._data["other_days"])
            yield Line("about:days", f"It is of {first} to {last}: the year began in another month then.")
        if self._data.get("erased_on"):
            yield Line("about:erased", f"A person was erased from it on {self._day(self._data['erased_on'])}.")
        if not self._data["whole"]:
            yield Line("about:hash", "What was closed was changed since: it does not match its hash.")

    def _brackets(self) -> Iterator[Line]:
        """What figures in brackets are, where there are any."""
        weighed = (row for question in self._data["questions"] for row in question["evidence"])
        if beside_earlier(row["text"] for row in weighed if not row["day"] and row.get("mark") != "struck"):
            yield Line("about:brackets", BRACKETS)

    def _question(self, question: Data) -> Iterator[Line]:
        item = question["id"]
        if answer := _answer(question):
            yield Line(f"answer:{item}", self._names(answer))
        if later := question.get("later"):
            yield Line(
                f"later:{item}",
                self._names(f"Changed after closing, on {self._day(later['day'])}: {later['answer'].strip()}"),
            )
        for one in question.get("intentions", ()):
            words = say_intended(without_day(one["text"], dt.date.fromisoformat(one["due"])), one.get("fix"))
            yield Line(f"intended:{one['id']}", self._names(f"Will do: {words}, by {self._day(one['due'])}"))
        for one in question.get("last", {}).get("intentions", ()):
            yield Line(
                f"before:{one['id']}",
                self._names(f"Intended in {say_quarter(one.get('period', ''))}: {_before(one)} ({_fate(one)})"),
            )
        for row in question["evidence"]:
            if row.get("mark") != "struck":
                yield self._evidence(item, row)

    def _nothing(self, question: Data) -> Line:
        """Of a question with neither an answer nor evidence, whose number would else be missing."""
        said = "Nothing was answered." if self._data["closed"] else "Nothing is answered yet."
        return Line(f"nothing:{question['id']}", said)

    def _evidence(self, item: str, row: Data) -> Line:
        day = f"{self._day(row['day'])}: " if row["day"] else ""
        detail = tuple(map(self._names, row.get("detail", ())))
        return Line(
            f"evidence:{item}/{row['kind']}:{row.get('slug') or row['id']}",
            self._names(day + row["text"]),
            detail,
            private=(row["kind"], row["id"]) in self._private,
        )

    def _week(self, one: Data) -> Line:
        week, number, conflicts = one["week"].partition("-")[2], one["escalations"], one["conflicts"]
        said = f"{counted(number, 'escalation')}, {counted(conflicts, 'conflict')}" if number is not None else ""
        return Line(f"week:{one['week']}", f"{week}: {said or 'not logged'}", drawn=Drawn(week, number, conflicts))

    def _cell(self, one: Data) -> Line:
        label = self._names(f"{self._area(one['area'])}, {one['person']}")
        text = f"{label}: {one['number']}, {one['before']} the quarter before"
        return Line(
            f"cell:{one['area']}/{one['person_id'] or 0}", text, drawn=Drawn(label, one["number"], one["before"])
        )

    def _bet(self, one: Data) -> Line:
        label = self._names(one["text"])
        text = f"{label}: {one['share']} % of attention, importance {one['importance']} of 5"
        detail = ("It takes a fifth of the attention or more and brought in little.",) if one["flagged"] else ()
        return Line(f"bet:{one['id']}", text, detail, Drawn(label, one["share"], one["importance"]))

    def _row(self, sheet: str, row: Data) -> Line:
        value, last = value_words(row["value"]), value_words(row["last_value"])
        said = f"{value} ({last} the last time)" if value and last else value
        text = f"{row['name']}: {'. '.join(part for part in (said, row['answer']) if part)}"
        return Line(f"sheet:{sheet}/{row['id']}/{PersonId(row['person_id'] or 0)}", self._names(text))

    def _day(self, text: str) -> str:
        return say_day(dt.date.fromisoformat(text), self._year)


def _evidence_ids(data: Data) -> dict[str, list[int]]:
    """The numbers of the records behind the evidence, by kind."""
    found: dict[str, list[int]] = {}
    for question in data["questions"]:
        for row in question["evidence"]:
            found.setdefault(row["kind"], []).append(row["id"])
    return found


def _holds(path: Path, mark: bytes) -> bool:
    """Whether a file begins with a mark; what can't be read as a file does not."""
    try:
        with path.open("rb") as file:
            return mark in file.read(1000)
    except OSError:
        return False


def _answer(question: Data) -> str:
    """The answer; what is intended in it is said line by line below."""
    lines = (question.get("answer") or "").split("\n")
    if question.get("intentions"):
        lines = [line for line in lines if not line.lstrip().startswith(">")]
    return "\n".join(lines).strip()


def _before(one: Data) -> str:
    return say_intended(one["text"], one.get("fix"))


def _fate(one: Data) -> str:
    moved = f", moved {one['moved']}x" if one["moved"] else ""
    return {"done": "done", "dropped": "not done, given up"}.get(one["state"], "not done") + moved
