"""Two quarters side by side, and all answers to one question over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.domain.saying import counted, say_day, say_quarter
from rhythm.screens.place import PageScreen
from rhythm.screens.quarter_rows import period_words
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel, wrap
from widgets.plain import left_out, one_line, pad, plain
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.service import Rhythm
    from rhythm.service.comparing import Answered, Beside, Comparison

_QUESTION = "question:"
NONE = "none"
_BETWEEN = "   "
_EDGES, _LEAST = 3, 12
"""Cells of a row that are not its text, a scroll bar included; and those that a text has in any case."""


class CompareScreen(PageScreen):
    """Questions and figures of two quarters; below them what was answered in each to the highlighted question."""

    PLACE = "quarter"
    SCOPES = ("compare", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compare"), *bindings("copy")]
    CSS_PATH = "quarter.tcss"
    HELP = """
    **Two quarters** side by side, closed ones as they were frozen. {compare.earlier} and {compare.later} change the
    left one, {compare.right_earlier} and {compare.right_later} the right one. Enter on a question lists all answers to
    it over time.
    """

    def __init__(self, rhythm: Rhythm, one: Quarter, other: Quarter) -> None:
        super().__init__(rhythm)
        self._one = one
        self._other = other
        self._found: Comparison | None = None

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        yield Static(id="missing", markup=False)
        with Vertical(id="room"):
            yield RowList(id="list", marks=marks)
            with Horizontal(id="sides"):
                yield TextPanel(id="one", focusable=True)
                yield TextPanel(id="other", focusable=True)

    def reload(self) -> None:
        found = self._found = self.rhythm.quarters.comparing.compare(self._one, self._other)
        title = f"{period_words(found.one)} ({found.states[0]}) beside {period_words(found.other)} ({found.states[1]})"
        self.query_one("#head", HeadLine).say(title, "")
        missing = self.query_one("#missing", Static)
        missing.display = bool(found.missing)
        said = f"! {'; '.join(found.missing)}"
        for quarter in (found.one, found.other):
            said = said.replace(str(quarter), period_words(quarter))
        missing.update(plain(said))
        rows = self._questions(found.questions)
        if found.figures:
            rows += [SPACER] if rows else []
            rows += self._figures(found)
        listing = self.listing
        listing.set_rows(rows)
        if self.focused is None:
            listing.focus()
        self._show_sides()

    def action_left(self, direction: int) -> None:
        """Take another quarter to the left."""
        self._one = self.rhythm.quarters.names.beside(self._one, direction)
        self.reload()

    def action_right(self, direction: int) -> None:
        """Take another quarter to the right."""
        self._other = self.rhythm.quarters.names.beside(self._other, direction)
        self.reload()

    def as_markdown(self) -> str:
        """The lists, why figures can't be compared where they can't, and both answers to each question."""
        from rhythm.interop.markdown import escape

        found = self._found
        assert found is not None
        blocks = [super().as_markdown().rstrip("\n"), *(escape(one) for one in found.missing)]
        for beside in found.questions:
            blocks.append(f"## {escape(self.veil.text(beside.asked))}")
            for quarter, said in ((found.one, beside.one), (found.other, beside.other)):
                blocks.append(_written(period_words(quarter), answer_paras(self, said, beside.asked)))
        return "\n\n".join(blocks) + "\n"

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """All answers to the question; a figure is all there is of it."""
        if message.row.key.startswith(_QUESTION):
            self.rhythm_app.open_page(AnswersScreen(self.rhythm, message.row.key.removeprefix(_QUESTION)))
        else:
            self.say("nothing more to open")

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show what was answered."""
        self._show_sides()

    def _figures(self, found: Comparison) -> list[Row]:
        """The figures, those of the two quarters in columns beside each other."""
        names = [one_line(self._figure_name(figure.name)) for figure in found.figures]
        heads = (period_words(found.one), period_words(found.other))
        values = [heads, *((figure.one or NONE, figure.other or NONE) for figure in found.figures)]
        left, right = (max(len(pair[side]) for pair in values) for side in (0, 1))
        facts = [f"{one:>{left}}{_BETWEEN}{other:>{right}}" for one, other in values]
        # As wide as the longest name, so that the quarters stand over their columns.
        title = pad("FIGURES", max(map(cell_len, names)))
        rows = [Row("", title, fact=facts[0], tone=Tone.HEADING)]
        for place, (name, fact) in enumerate(zip(names, facts[1:], strict=True)):
            rows.append(Row(f"figure:{place}", name, fact=fact))
        return rows

    def _figure_name(self, name: str) -> str:
        """Names of bets and managers were typed; those of the counts are the program's own."""
        kind, comma, typed = name.partition(", ")
        return f"{kind}{comma}{self.veil.text(typed)}"

    def _questions(self, questions: tuple[Beside, ...]) -> list[Row]:
        """The questions by where they were answered, which is said above them: beside them there is no room for it."""
        rows: list[Row] = []
        for answered, words in (
            ((True, True), "answered in both"),
            ((True, False), f"answered in {period_words(self._one)} alone"),
            ((False, True), f"answered in {period_words(self._other)} alone"),
            ((False, False), "answered in neither"),
        ):
            found = [one for one in questions if (_is_answered(one.one), _is_answered(one.other)) == answered]
            if found:
                rows += [*([SPACER] if rows else []), heading("QUESTIONS", words), *map(self._question, found)]
        return rows

    def _question(self, beside: Beside) -> Row:
        asked = one_line(self.veil.text(beside.asked))
        room = self.size.width - _EDGES
        rest = left_out(asked, max(_LEAST, room), self.rhythm_app.marks.more)
        return Row(f"{_QUESTION}{beside.item}", asked, detail=tuple(wrap(rest, max(_LEAST, room))) if rest else ())

    def _show_sides(self) -> None:
        questions = self._found.questions if self._found is not None else ()
        beside = next((one for one in questions if f"{_QUESTION}{one.item}" == self.key_in_hand), None)
        for name, quarter, said in (
            ("#one", self._one, beside.one if beside is not None else None),
            ("#other", self._other, beside.other if beside is not None else None),
        ):
            paras = [Para(period_words(quarter), Tone.HEADING)]
            if beside is not None:
                paras += answer_paras(self, said, beside.asked)
            self.query_one(name, TextPanel).set_paras(paras)


class AnswersScreen(PageScreen):
    """All answers to one question, the newest quarter first."""

    PLACE = "quarter"
    SCOPES = ("answers", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("answers"), *bindings("copy")]
    CSS_PATH = "quarter.tcss"
    HELP = """
    **One question over time**: every answer ever given to it, newest first, in the words in which it was asked at the
    time. {answers.before} and {answers.next} go to another question, also to those that are no longer asked.
    """

    def __init__(self, rhythm: Rhythm, item: str) -> None:
        super().__init__(rhythm)
        self._item = item
        self._found: tuple[Answered, ...] = ()

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        with Vertical(id="room"):
            yield RowList(
                id="list",
                marks=self.rhythm_app.marks,
                empty=["Every answer to this question is listed here.", "There is none yet; Escape goes back."],
            )
            yield TextPanel(id="one", focusable=True)

    def reload(self) -> None:
        comparing = self.rhythm.quarters.comparing
        self._found = comparing.answers(self._item)
        asked = comparing.items().get(self._item, self._item)
        self.query_one("#head", HeadLine).say(self.veil.text(asked), counted(len(self._found), "answer"))
        listing = self.listing
        listing.set_rows(
            [
                Row(
                    one.period,
                    say_quarter(one.period),
                    right="changed later" if one.later is not None else "",
                    fact=one_line(self.veil.text(one.answer)),
                )
                for one in self._found
            ]
        )
        if self.focused is None:
            listing.focus()
        self._show_answer()

    def action_look(self, direction: int) -> None:
        """To another question."""
        items = list(self.rhythm.quarters.comparing.items())
        place = items.index(self._item) if self._item in items else 0
        self._item = items[(place + direction) % len(items)]
        self.reload()

    def as_markdown(self) -> str:
        """Each answer in full."""
        from rhythm.interop.markdown import escape

        asked = self.rhythm.quarters.comparing.items().get(self._item, "")
        answers = [_written(say_quarter(one.period), answer_paras(self, one, asked)) for one in self._found]
        return "\n\n".join([f"# {escape(self.veil.text(asked))}", *answers]) + "\n"

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the answer in full."""
        self._show_answer()

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """The answer stands below."""
        self.query_one("#one").focus()

    def _show_answer(self) -> None:
        said = next((one for one in self._found if one.period == self.key_in_hand), None)
        paras = []
        if said is not None:
            asked = self.rhythm.quarters.comparing.items().get(self._item, "")
            paras = [Para(say_quarter(said.period), Tone.HEADING), *answer_paras(self, said, asked)]
        panel = self.query_one("#one", TextPanel)
        panel.display = bool(paras)
        panel.set_paras(paras)


def _written(period: str, paras: list[Para]) -> str:
    """What stands in a pane, as Markdown below the name of its quarter."""
    from rhythm.interop.markdown import quote

    said = quote("\n".join(para.text for para in paras))
    return f"### {period}\n\n{said}"


def _is_answered(said: Answered | None) -> bool:
    return said is not None and bool(said.answer.strip())


def answer_paras(page: PageScreen, said: Answered | None, asked: str) -> list[Para]:
    """One answer in full, with the words in which it was asked where these are others, or that there is none."""
    if said is None:
        return [Para("Not asked in this quarter.", Tone.DIM)]
    paras = [Para(f"Asked then: {page.veil.text(said.asked)}", Tone.DIM)] if said.asked not in ("", asked) else []
    paras.append(Para(page.veil.text(said.answer.strip())) if said.answer.strip() else Para("No answer.", Tone.DIM))
    if said.later is not None:
        on = say_day(said.later.day, page.rhythm.today())
        paras += [Para(), Para(f"Changed after closing, on {on}:", Tone.WARNING), Para(page.veil.text(said.later.body))]
    if said.rests_on is not None:
        rests = counted(said.rests_on, "record") if said.rests_on else "none"
        paras += [Para(), Para(f"rests on {rests}", Tone.DIM)]
    return paras
