"""The growth file: what one can show for oneself, and what is missing. Under Org; off until it is written into."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.people import PersonId
from rhythm.domain.saying import counted
from rhythm.screens import growth_rows
from rhythm.screens.opening import open_key
from rhythm.screens.place import WIDE, PageScreen
from rhythm.settings.growth import EGO
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.row_list import RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.growth import Line, Story
    from rhythm.service import Rhythm
    from rhythm.settings.growth import GrowthTag


class _GrowthPage(PageScreen):
    """A list, and at the right what the highlighted row is about."""

    PLACE = "org"
    CSS_PATH = "growth.tcss"
    EMPTY: ClassVar[tuple[str, ...]] = ()

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail(self.EMPTY)

    def detail(self, _kind: str, _rest: str) -> list[Para]:
        """What is said of a row, by the two parts of its key."""
        return []

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show what the row is about, and its keys."""
        self.refresh_bindings()
        self.show_detail()

    def show_detail(self) -> None:
        """Fill the pane at the right, where there is one."""
        if self.app.size.width >= WIDE:
            self.query_one("#detail", TextPanel).set_paras(self.detail(*self.parts_in_hand))


class GrowthScreen(_GrowthPage):
    """Evidence with its gaps, the story bank, who has a say, mentors, the yearly self-check."""

    SCOPES = ("growth",)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("growth"))
    HELP = """
    **Your growth file** is yours alone, and off until you write in it. Evidence is a dated line with an area and a
    skill; an area with nothing in this quarter and the last is a gap. Enter on a row shows what is behind it.

    {growth.mark} makes a story out of a closed fix or a decision, for one of the questions that panels ask: how you
    diagnosed, decided and communicated. {growth.yes} and {growth.no} answer a question of the self-check, once a year.
    """

    def reload(self) -> None:
        lines = self.rhythm.growth.lines()
        said = (
            counted(len(lines), "line of evidence", "lines of evidence")
            if lines
            else self.keyed("{growth.add} keeps a line of evidence")
        )
        self.query_one("#head", HeadLine).say("Your growth file", said)
        self.listing.set_rows(growth_rows.growth_rows(self))
        self.show_detail()

    def detail(self, kind: str, rest: str) -> list[Para]:
        growth = self.rhythm.growth
        if kind in ("area", "skill"):
            tag, lines = tagged(self, kind, rest)
            return growth_rows.tag_paras(self, tag, lines)
        if kind == "question":
            row = next(row for row in growth.bank() if row.question.id == rest)
            stories = [Para(f"{self.veil.text(story.title)}", indent=1) for story in row.stories]
            return [Para(row.question.text, Tone.HEADING), Para(row.question.about), Para(), *stories]
        if kind == "stakeholder":
            return growth_rows.card_paras(self, PersonId(int(rest)))
        if kind == "read":
            listed = growth.words.employer if rest == "employer" else growth.words.ways
            return [para for line in listed for para in (Para(line), Para())]
        if kind == "check":
            item = growth.words.ego if rest == EGO else _item(self, rest)
            answer = growth.checked().get(rest)
            return [Para(item), *([Para(), Para(self.veil.text(answer.body))] if answer and answer.body else [])]
        return []

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """What is behind the row, or what is asked there."""
        from rhythm.screens.dialogs import growth as dialogs

        kind, _, rest = message.row.key.partition(":")
        if kind in ("area", "skill"):
            self.rhythm_app.open_page(LinesScreen(self.rhythm, kind, rest))
        elif kind == "question":
            self.rhythm_app.open_page(StoriesScreen(self.rhythm, rest))
        elif kind == "stakeholder":
            dialogs.edit_card(self, PersonId(int(rest)))
        elif kind == "check" and rest == EGO:
            dialogs.answer_ego(self)
        elif kind == "check":
            dialogs.answer_check(self, rest, _item(self, rest))
        elif kind == "read":
            dialogs.read(self, rest)
        else:
            open_key(self, message.row.key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Yes and no need a question that asks for them; a story something that it can come from."""
        if action == "check":
            kind, rest = self.parts_in_hand
            return kind == "check" and rest != EGO
        if action == "mark":
            return self.is_mounted and bool(self.rhythm.growth.sources())
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Keep a line of evidence, in the area or skill of the row."""
        from rhythm.screens.dialogs.growth import edit_line

        kind, rest = self.parts_in_hand
        edit_line(self, None, area=rest if kind == "area" else "", skill=rest if kind == "skill" else "")

    def action_mark(self) -> None:
        """Make a story of what was fixed or decided."""
        from rhythm.screens.dialogs.growth import mark_as_story

        kind, rest = self.parts_in_hand
        mark_as_story(self, rest if kind == "question" else "")

    def action_check(self, answer: str) -> None:
        """Answer the highlighted question of the self-check."""
        kind, rest = self.parts_in_hand
        if kind == "check" and rest != EGO:
            self.attempt(lambda: self.rhythm.growth.answer(rest, answer == "yes"))


class LinesScreen(_GrowthPage):
    """The lines of one area or skill, newest first."""

    SCOPES = ("growth.lines", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("growth.lines"), *bindings("copy")]
    EMPTY = (
        "Dated lines are listed here: what was done, and what came of it.",
        "",
        "{growth.add} keeps the first one.",
    )
    HELP = """
    **Evidence** of one area or skill. Enter changes a line, {growth.lines.strike} takes it out; {app.undo} brings it
    back.
    """

    def __init__(self, rhythm: Rhythm, kind: str, tag: str) -> None:
        """`kind` is area or skill."""
        super().__init__(rhythm)
        self._kind, self._tag = kind, tag

    def reload(self) -> None:
        tag, lines = tagged(self, self._kind, self._tag)
        self.query_one("#head", HeadLine).say(tag.text, counted(len(lines), "line"))
        self.listing.set_rows(growth_rows.line_rows(self, lines))
        self.show_detail()

    def detail(self, kind: str, rest: str) -> list[Para]:
        line = self._line(kind, rest)
        return [Para(self.veil.text(line.body))] if line is not None else []

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Change the line."""
        from rhythm.screens.dialogs.growth import edit_line

        line = self._line(*message.row.key.split(":"))
        if line is not None:
            edit_line(self, line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is not there can't be taken out."""
        if action == "strike":
            return self._line(*self.parts_in_hand) is not None
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Keep a line in this area or skill."""
        from rhythm.screens.dialogs.growth import edit_line

        is_area = self._kind == "area"
        edit_line(self, None, area=self._tag if is_area else "", skill="" if is_area else self._tag)

    def action_strike(self) -> None:
        """Take the line out."""
        line = self._line(*self.parts_in_hand)
        if line is not None and self.attempt(lambda: self.rhythm.growth.strike(line.id)) is not None:
            self.say(self.keyed("struck; {app.undo} brings it back"))

    def _line(self, kind: str, rest: str) -> Line | None:
        return self.rhythm.growth.line(int(rest)) if kind == "line" else None


class StoriesScreen(_GrowthPage):
    """The stories for one question."""

    SCOPES = ("growth.stories", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("growth.stories"), *bindings("copy")]
    EMPTY = (
        "The stories you can tell are listed here.",
        "",
        "{growth.add} begins a story, {growth.mark} takes one from a closed fix or a decision.",
    )
    HELP = """
    **Stories** for one question. Enter works on one: how you diagnosed, how you decided, how you communicated.
    """

    def __init__(self, rhythm: Rhythm, question: str) -> None:
        super().__init__(rhythm)
        self._question = question

    def reload(self) -> None:
        row = next(row for row in self.rhythm.growth.bank() if row.question.id == self._question)
        self.query_one("#head", HeadLine).say(row.question.text, row.question.about)
        self.listing.set_rows(growth_rows.story_rows(self, row.stories))
        self.show_detail()

    def detail(self, kind: str, rest: str) -> list[Para]:
        story = self._story(kind, rest)
        return growth_rows.story_paras(self, story) if story is not None else []

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Tell the story further."""
        from rhythm.screens.dialogs.growth import edit_story

        story = self._story(*message.row.key.split(":"))
        if story is not None:
            edit_story(self, story, story.question)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is not there can't be dropped, and nothing comes of nothing."""
        if action == "strike":
            return self._story(*self.parts_in_hand) is not None
        if action == "mark":
            return self.is_mounted and bool(self.rhythm.growth.sources())
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Begin a story."""
        from rhythm.screens.dialogs.growth import edit_story

        edit_story(self, None, self._question)

    def action_mark(self) -> None:
        """Make a story of what was fixed or decided."""
        from rhythm.screens.dialogs.growth import mark_as_story

        mark_as_story(self, self._question)

    def action_strike(self) -> None:
        """Drop the story."""
        story = self._story(*self.parts_in_hand)
        if story is not None and self.attempt(lambda: self.rhythm.growth.drop_story(story.id)) is not None:
            self.say(self.keyed("dropped; {app.undo} brings it back"))

    def _story(self, kind: str, rest: str) -> Story | None:
        return self.rhythm.growth.story(int(rest)) if kind == "story" else None


def tagged(page: PageScreen, kind: str, tag: str) -> tuple[GrowthTag, tuple[Line, ...]]:
    """An area or a skill, and the lines about the director that carry it."""
    growth = page.rhythm.growth
    listed = growth.words.areas if kind == "area" else growth.words.skills
    lines = tuple(line for line in growth.lines() if tag in ((line.area,) if kind == "area" else (line.skill,)))
    return next(one for one in listed if one.id == tag), lines


def _item(page: PageScreen, item: str) -> str:
    return next(one.text for one in page.rhythm.growth.words.self_check if one.id == item)
