"""A sitting of the weekly review: what outlives leaving, killing and resizing, how long it took, and some steps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.escalations import Handling, Moment, NewEscalation
from rhythm.domain.meetings import NewTopic, NoteKind, Route, Side
from rhythm.domain.structure import CardAnswer
from rhythm.screens.week import WeekScreen
from rhythm.screens.week_list import StepList
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.screens.touring import settle
from tests.screens.tracking import in_front
from tests.widgets.showing import screen_lines
from widgets.capture_input import CaptureInput
from widgets.panel import TextPanel

NARROW, WIDE = (80, 24), (120, 40)
NEXT = "right_square_bracket"
OWN = """\
steps:
  - {id: closing, title: One line, question: "And the line?", minutes: 1}
  - {id: energy, title: Energy, question: "What gave me energy?", minutes: 1, own: true}
"""


class TickingClock(FixedClock):
    """Instants as a test sets them."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(day)
        self.at = dt.datetime.combine(day, dt.time(14), tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        return self.at


async def go_to(pilot: Pilot[None], page: WeekScreen, step: str) -> None:
    """To a step, as the list of steps does it."""
    page.go_to(step)
    await pilot.pause()
    assert page.step == step


def shown(app: RhythmApp) -> str:
    """The whole screen as one text of single blanks."""
    return " ".join("\n".join(screen_lines(app)).split())


def with_promises(org: Org, count: int) -> list[str]:
    """So many promises that are late, and the keys of their rows as the review shows them."""
    due = org.rhythm.today() - dt.timedelta(days=3)
    made = [org.rhythm.planner.add_promise(org.dana.id, f"thing {number}", due=due) for number in range(count)]
    return [f"promise:{one.id}" for one in made]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_review_that_is_killed_goes_on_at_the_same_row_with_what_was_skipped_and_typed(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    keys = with_promises(org, 4)
    killed = RhythmApp(rhythm, place="week")
    # Nothing of it is asked to end: the program that is killed does not get that far.
    context = killed.run_test(size=size)
    pilot = await context.__aenter__()
    page = await in_front(pilot, WeekScreen)
    assert page.highlighted == keys[0]
    await pilot.press("s", "down")
    await pilot.pause()
    assert page.highlighted == keys[2]
    stored = rhythm.reviews.kept(rhythm.reviews.this_week())
    assert (stored.step, stored.item, set(stored.aside)) == ("promises", keys[2], {keys[0]})

    later = RhythmApp(rhythm, place="week")
    async with later.run_test(size=size) as again:
        page = await in_front(again, WeekScreen)
        assert (page.step, page.highlighted) == ("promises", keys[2])
        assert page.sitting.left("promises") == tuple(keys[1:])
    killed.exit()
    await context.__aexit__(None, None, None)


async def test_a_row_that_is_being_sorted_is_gone_on_with_too(rhythm: Rhythm, org: Org) -> None:
    for number in range(3):
        org.escalate(f"matter {number}", 1)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await pilot.press("s")
        second = page.highlighted
        await pilot.press("1")
        await pilot.pause()
    later = RhythmApp(rhythm, place="week")
    async with later.run_test(size=NARROW) as pilot:
        assert (await in_front(pilot, WeekScreen)).highlighted == second


async def test_resizing_changes_nothing_of_the_sitting(rhythm: Rhythm, org: Org) -> None:
    keys = with_promises(org, 3)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        await pilot.press("s", "down")
        await pilot.press("i", *"half a li")
        for size in (NARROW, (160, 50), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert page.query_one("#line", CaptureInput).value == "half a li"
        await go_to(pilot, page, "promises")
        assert page.sitting.left("promises") == tuple(keys[1:])
        assert rhythm.reviews.week().items.closing == "half a li"


async def test_the_second_time_nothing_is_asked_any_more(rhythm: Rhythm, org: Org) -> None:
    with_promises(org, 2)
    org.escalate("who signs", 1)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        for _ in range(20):
            if page.step == "closing":
                break
            await pilot.press("s")
            await pilot.pause()
        await pilot.press("enter", *"calm", "enter")
        await pilot.pause()
        if page.step == "next_week":
            await pilot.press("enter")
            await pilot.pause()
        assert page.sitting.items_left == 0
    later = RhythmApp(rhythm, place="week")
    async with later.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.sitting.items_left == 0
        assert "all done" in shown(later)


async def test_minutes_count_while_somebody_is_there_and_stand_beside_the_budget(db: Database) -> None:
    clock = TickingClock(dt.date(2026, 11, 20))
    rhythm = Rhythm(db, clock, Settings())
    with_promises(Org(rhythm), 3)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert "0 of 15 min" in shown(app)
        for seconds in (90, 90, 3600, 60):
            clock.at += dt.timedelta(seconds=seconds)
            await pilot.press("down")
        await pilot.pause()
        assert page._kept.seconds == 240
        assert "4 of 15 min" in shown(app)
        # Beside the review no time is spent on it.
        await pilot.press("1")
        await pilot.pause()
        clock.at += dt.timedelta(seconds=100)
        await pilot.press("4")
        await pilot.pause()
        assert page._kept.seconds == 240
        # In a window over it there is.
        await pilot.press("v")
        await pilot.pause()
        clock.at += dt.timedelta(seconds=30)
        await pilot.press("escape")
        await pilot.pause()
        assert page._kept.seconds == 270
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    (closed,) = rhythm.reviews.closed_weeks()
    assert closed.spent_minutes == 5
    later = RhythmApp(rhythm, place="week")
    async with later.run_test(size=NARROW) as pilot:
        await in_front(pilot, WeekScreen)
        assert "after 5 of 15 min" in shown(later)


async def test_a_question_of_ones_own_is_answered_in_a_line_that_is_kept_and_frozen(
    db: Database, clock: FixedClock, tmp_path: Path
) -> None:
    (tmp_path / "weekly.yaml").write_text(OWN, "utf-8")
    rhythm = Rhythm(db, clock, Settings(), lists_folder=tmp_path)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert (page.step, page.sitting.items_left) == ("closing", 2)
        await pilot.press("enter", *"calm", "enter")
        await pilot.pause()
        assert page.step == "energy"
        assert "What gave me energy?" in shown(app)
        assert page.query_one("#line", CaptureInput).value == ""
        await pilot.press(*"two [Q3] talks", "escape")
        assert page.sitting.items_left == 0
    later = RhythmApp(rhythm, place="week")
    async with later.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.query_one("#line", CaptureInput).value == "two [Q3] talks"
        await pilot.press("enter", "enter")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        review = rhythm.reviews.week().items.review
        assert review is not None
        assert (review.answer("closing"), review.answer("energy")) == ("calm", "two [Q3] talks")
        assert "two [Q3] talks" in shown(later)
    clock.forward(7)
    week_after = RhythmApp(rhythm, place="week")
    async with week_after.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "energy")
        assert "Earlier lines" in shown(week_after)
        assert "two [Q3] talks" in shown(week_after)
        # Skipped, it waits no more this week.
        await pilot.press("escape", "s")
        await pilot.pause()
        assert page.sitting.left("energy") == ()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_each_row_about_people_is_answered_by_enter(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    rhythm.planner.hold(org.dana.id, rhythm.today() - dt.timedelta(days=60))
    topic = rhythm.planner.add_topic(org.noor.id, NewTopic("pay", Side.THEIRS))
    rhythm.skip_levels.route_topic(topic.id, Route.DIRECT, reason="away")
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=size) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "people")
        assert page.highlighted == f"over:{org.dana.id}"
        assert "enter plan" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert [one.person_id for one in rhythm.reviews.week().items.planned] == [org.dana.id]

        assert page.highlighted == f"feedback:{org.dana.id}"
        # What was done stands where the keys would.
        assert page.query_one("#list", StepList).verb == "write feedback"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"review", "tab", *"asked twice", "tab", *"ask once", "enter")
        await pilot.pause()
        assert [note.kind for note in rhythm.bench.notes_about(org.dana.id)] == [NoteKind.FEEDBACK]

        assert page.highlighted == f"thanks:{org.dana.id}"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"let Noor lead", "enter")
        await pilot.pause()
        assert {note.kind for note in rhythm.bench.notes_about(org.dana.id)} == {NoteKind.FEEDBACK, NoteKind.PRAISE}

        assert page.highlighted == f"went:{topic.id}"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert [one.source_id for one in rhythm.planner.room(org.dana).topics] == [org.noor.id]
        assert page.sitting.left("people") == ()


@pytest.mark.parametrize(("key", "answer"), [("k", CardAnswer.YES), ("d", CardAnswer.NO), ("w", CardAnswer.UNKNOWN)])
async def test_the_question_of_structure_is_answered_by_a_key_and_undone_by_one(
    rhythm: Rhythm, org: Org, key: str, answer: CardAnswer
) -> None:
    question = rhythm.structure.open_questions(1)[0]
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "structure")
        assert question.card.label in shown(app)
        await pilot.press(key)
        await pilot.pause()
        subject = question.subject
        cards = (
            rhythm.structure.checklist(subject.team_id)
            if subject.team_id is not None
            else rhythm.structure.health(subject.person_id or org.dana.id)
        )
        (state,) = [one for one in cards if one.item == question.card.slug]
        assert (state.answer, len(state.replies)) == (answer, 1)
        assert rhythm.reviews.week().items.question is None
        await pilot.press("u")
        await pilot.pause()
        assert rhythm.reviews.week().items.question == question


async def test_a_call_that_went_well_is_added_from_its_step(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "good_calls")
        for text in ("moved the date", "stopped the test"):
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press(*text, "enter")
            await pilot.pause()
        assert [call.body for call in rhythm.reviews.week().good_calls] == ["moved the date", "stopped the test"]
        assert page.step == "good_calls"
        assert "moved the date" in shown(app)


async def test_the_list_of_steps_says_what_is_left_and_what_was_set_aside(rhythm: Rhythm, org: Org) -> None:
    with_promises(org, 3)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await pilot.press("s", "v")
        await pilot.pause()
        assert "2 left, 1 set aside" in shown(app)
        assert f"{page.sitting.items_left} items left" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert page.step == "promises"


async def test_a_step_that_is_chosen_from_the_list_takes_the_keys_at_once(rhythm: Rhythm, org: Org) -> None:
    with_promises(org, 2)
    org.escalate("who signs", 1)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.step == "triage"
        await pilot.press("v")
        await pilot.pause()
        await pilot.press("home", *["down"] * page.sitting.order.index("promises"), "enter")
        await pilot.pause()
        assert page.step == "promises"
        await pilot.press("down", "space")
        await pilot.pause()
        assert [one.body for one in rhythm.planner.promises(mine=True)] == ["thing 0"]


async def test_a_bounded_review_begins_where_it_asks(rhythm: Rhythm, org: Org) -> None:
    with_promises(org, 3)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "good_calls")
    bounded = RhythmApp(rhythm, place="week", items=2)
    async with bounded.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert (page.step, len(page.sitting.left("promises"))) == ("promises", 2)


async def test_the_copy_of_a_week_is_shown_first_where_the_next_one_waits_already(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    clock.forward(3)
    org.escalate("who signs", 4)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert "Week 47" in shown(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert page.step == ""
        assert "Week 47 · 16 to 22 Nov, closed" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Week 48" in shown(app)
        assert page.step != ""


async def test_a_team_keeps_its_name_in_the_question_of_structure_while_names_are_hidden(
    rhythm: Rhythm, org: Org
) -> None:
    asked = rhythm.structure.open_questions(1)[0]
    assert asked.subject.team_id is not None
    app = RhythmApp(rhythm, place="week", hidden=True)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "structure")
        assert f"{asked.about} {asked.card.label}" in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_week_without_data_opens_where_one_can_do_something_and_says_what_it_is(
    rhythm: Rhythm, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=size) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.step == "reached_me"
        for said in ("Nothing was written down this week", "e logs what reached you", "2 People, then + to add them"):
            assert said in shown(app)
        assert "not logged" not in shown(app)
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert page.step == "reached_me", "nothing before it asks for anything"
        await pilot.press(NEXT)
        await pilot.pause()
        assert page.step == "structure"
        assert "Activity in 4 weeks" not in shown(app)
        rhythm.people.add("Dana Okoye")
        app.tell_store_changed()
        await go_to(pilot, page, "reached_me")
        assert "2 People, then +" not in shown(app)


@pytest.mark.parametrize("held", [False, True])
async def test_a_week_of_people_alone_opens_where_something_may_be_missing(rhythm: Rhythm, held: bool) -> None:
    dana = rhythm.people.add("Dana Okoye")
    rhythm.people.add_team("Platform", manager_id=dana.id)
    if held:
        rhythm.planner.hold(dana.id)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.sitting.left("structure"), "the structure is asked of in any case"
        assert page.step == ("structure" if held else "reached_me")
        assert ("Nothing was written down this week" in shown(app)) is not held


async def test_weeks_before_a_week_without_data_are_still_told(rhythm: Rhythm) -> None:
    day = rhythm.today() - dt.timedelta(days=9)
    new = NewEscalation("who may promise a date", day, (), handling=Handling.DECIDED, moment=Moment.NONE)
    rhythm.tracker.log(new, conflict="new")
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.sitting.is_bare
        assert "Last 4 weeks" in shown(app)
        assert "0 in your moments, 1 outside" in shown(app)
        assert "Nothing was written down this week" in shown(app)


LONG = "nobody could say since when the date had been promised, or who had agreed to it in the first place, it seems"


@pytest.mark.parametrize("size", [NARROW, WIDE, (160, 50)])
@pytest.mark.parametrize("step", ["reached_me", "good_calls"])
async def test_what_a_row_has_no_room_for_is_read_below_it_or_beside_it(
    rhythm: Rhythm, org: Org, size: tuple[int, int], step: str
) -> None:
    org.escalate(LONG, 1, forum="product-engineering sync")
    rhythm.tracker.good(LONG, person_id=org.dana.id)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=size) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, step)
        page.query_one("#list", StepList).action_first()
        await pilot.pause()
        lines = screen_lines(app)
        beside = page.query_one("#detail").region
        part = [line[beside.x :] for line in lines] if beside.width else lines
        told = " ".join(" ".join(part).replace("▏", " ").split())
        assert LONG in told
        if beside.width:
            assert "in product-engineering sync" in told


async def test_beside_the_question_of_structure_stands_the_team_that_it_is_about(rhythm: Rhythm, org: Org) -> None:
    question = rhythm.structure.open_questions(1)[0]
    assert question.subject.team_id is not None
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=(120, 40)) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "structure")
        await settle(pilot)
        paras = page.query_one("#detail", TextPanel)._paras
        assert paras[0].text == question.about


async def test_a_step_without_rows_shows_nothing_of_the_step_before_it(rhythm: Rhythm, org: Org) -> None:
    for days_ago in (1, 2):
        org.escalate(f"who signs contract {days_ago}", days_ago)
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        empty = next(step for step in page.sitting.order if not page.sitting.left(step))
        await go_to(pilot, page, "triage")
        assert any("After this" in line for line in screen_lines(app))
        await go_to(pilot, page, empty)
        assert page.highlighted == ""
        assert not page.query_one("#detail").display
        assert not any("After this" in line for line in screen_lines(app))


async def test_a_promise_says_to_whom_and_then_how_late_as_it_does_on_today(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_promise(org.dana.id, "the level table", due=rhythm.today() - dt.timedelta(days=5))
    app = RhythmApp(rhythm, place="week")
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "promises")
        row = next(line for line in screen_lines(app) if "the level table" in line)
        assert row.index("to Dana") < row.index("5 d late")
