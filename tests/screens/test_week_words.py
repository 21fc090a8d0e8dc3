"""What the weekly review says around its rows, and what its line keeps, without the page."""

from __future__ import annotations

import datetime as dt

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

from rhythm.domain.escalations import NewEscalation
from rhythm.domain.sittings import Kept
from rhythm.screens.week_line import StepLine
from rhythm.screens.week_words import NOTHING_LEFT, ONLY_THE_LINE, empty_words, head_words, question_words
from rhythm.service import Rhythm
from rhythm.service.sittings import Sitting
from tests.builders import Org


class Lined(App[None]):
    """A line, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.went_on = 0

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        self.went_on += 1

    def compose(self) -> ComposeResult:
        yield StepLine(id="line")


def with_promises(org: Org, count: int) -> tuple[str, ...]:
    """So many promises that are late, and the keys of their rows."""
    due = org.rhythm.today() - dt.timedelta(days=3)
    made = [org.rhythm.planner.add_promise(org.dana.id, f"thing {number}", due=due) for number in range(count)]
    return tuple(f"promise:{one.id}" for one in made)


@pytest.mark.parametrize(("width", "week"), [(60, "Week 47"), (120, "Week 47 · 16 to 22 Nov")], ids=["narrow", "wide"])
def test_the_head_says_where_one_is_what_is_left_and_the_time(rhythm: Rhythm, org: Org, width: int, week: str) -> None:
    keys = with_promises(org, 2)
    sitting = Sitting(rhythm.reviews.week(), Kept(aside=frozenset(keys[:1]), seconds=240))
    at = sitting.order.index("promises") + 1
    title, fact = head_words(sitting, "promises", rhythm.today(), width)
    assert title == f"{week} · {at} of {len(sitting.order)} · Promises"
    assert fact == f"1 here, {sitting.items_left} left · 4 of 15 min"
    done = sitting._replace(kept=Kept(aside=frozenset(key for step in sitting.order for key in sitting.shown(step))))
    assert head_words(done, "promises", rhythm.today(), width)[1] == "all done · 0 of 15 min"


def test_the_question_counts_what_is_to_be_sorted_and_what_waits(rhythm: Rhythm, org: Org) -> None:
    for number in range(3):
        org.escalate(f"row {number}", number)
    whole = Sitting(rhythm.reviews.week())
    asked = whole.walk.steps[whole.order.index("triage")].question
    assert question_words(whole, "triage").startswith(f"{asked} {len(whole.left('triage')) - 1} more after this.")
    assert "wait for another time" not in question_words(whole, "triage")
    bounded = whole._replace(kept=Kept(only=frozenset(whole.shown("triage")[:1])))
    assert question_words(bounded, "triage") == f"{asked} {bounded.waiting} wait for another time."


def test_an_empty_step_says_what_feeds_it_and_how_one_goes_on(rhythm: Rhythm) -> None:
    nobody = Sitting(rhythm.reviews.week())
    assert nobody.items_left == 1, "the line that closes the week"
    assert empty_words(nobody, "promises")[-1] == ONLY_THE_LINE + " {walk.next} goes on."
    written = nobody._replace(kept=Kept(aside=frozenset(nobody.shown("closing"))))
    assert empty_words(written, "promises")[-1] == NOTHING_LEFT + " {walk.next} goes on."
    rhythm.tracker.log(NewEscalation("a row to sort", rhythm.today()))
    sitting = Sitting(rhythm.reviews.week())
    assert empty_words(sitting, "promises")[-1] == "Nothing is left here. {walk.next} goes on."
    assert empty_words(sitting, "promises")[0].startswith("Your own promises")
    assert empty_words(sitting, "closing")[-1] == "Nothing is left here. {walk.close} closes the week."


async def test_a_line_that_is_read_anew_loses_nothing_typed_and_is_stored_once() -> None:
    async with Lined().run_test() as pilot:
        line = pilot.app.query_one(StepLine)
        assert line.take() is None
        line.show("closing", "calm", hidden=False)
        assert (line.value, line.changed, line.take()) == ("calm", False, None)
        line.value = "calm and long"
        line.show("closing", "calm", hidden=True)
        assert (line.value, line.password) == ("calm and long", True)
        assert line.take() == ("closing", "calm and long")
        assert line.take() is None
        line.show("closing", "said elsewhere", hidden=False)
        assert line.value == "said elsewhere"
        line.value = ""
        line.show("energy", "two talks", hidden=False)
        assert (line.value, line.changed) == ("two talks", False)


@pytest.mark.parametrize("change", ["paste", "backspace", "delete"])
async def test_a_line_that_was_pasted_into_or_cut_is_written_in(change: str) -> None:
    async with (app := Lined()).run_test() as pilot:
        line = app.query_one(StepLine)
        line.show("closing", "calm", hidden=False)
        line.arrive()
        line.focus()
        line.cursor_position = 4 if change != "delete" else 0
        if change == "paste":
            line.post_message(events.Paste(" week"))
        else:
            await pilot.press(change)
        await pilot.press("end", "1", "right_square_bracket", "enter")
        await pilot.pause()
        assert line.value == {"paste": "calm week1]", "backspace": "cal1]", "delete": "alm1]"}[change]
        assert app.went_on == 1, "the first Enter is meant"


async def test_enter_on_an_untouched_line_leaves_the_keys_that_lead_on_as_they_are() -> None:
    async with (app := Lined()).run_test() as pilot:
        line = app.query_one(StepLine)
        line.show("closing", "", hidden=False)
        line.arrive()
        line.focus()
        await pilot.press("enter", "backspace", "right_square_bracket", "left_square_bracket", "1")
        assert (line.value, app.went_on) == ("", 0)
        await pilot.press("enter")
        await pilot.pause()
        assert app.went_on == 1, "the second Enter goes on"
