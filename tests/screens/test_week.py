"""The end-of-week walkthrough, by keys alone."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.clarity import ClarityAnswer
from rhythm.domain.decision_rights import Level, NewRight
from rhythm.domain.escalations import Cause, Handling, Moment, Reached
from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.meetings import MeetingState, NewTopic, PromiseState, Theme, TopicState
from rhythm.domain.periods import Week
from rhythm.domain.reviews import ReviewKind, ReviewState
from rhythm.screens.board import BoardScreen
from rhythm.screens.dialogs.yes_no import YesNo
from rhythm.screens.named_keys import with_keys
from rhythm.screens.today import TodayScreen
from rhythm.screens.week import WeekScreen
from rhythm.screens.week_words import FEEDS, talk_words, week_and_days
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org, meetings_of
from tests.screens.touring import settle
from tests.screens.tracking import in_front, keyed_rows, shown
from tests.widgets.showing import HOSTILE, screen_lines
from widgets.capture_input import CaptureInput
from widgets.panel import TextPanel
from widgets.row_list import RowList

NARROW, WIDE = (80, 24), (120, 40)
NEXT, BACK = "right_square_bracket", "left_square_bracket"


@pytest.fixture
def full(rhythm: Rhythm, org: Org, clock: FixedClock) -> Org:
    """A Friday on which every step has something to ask."""
    clock.forward(-3)
    rhythm.planner.plan(org.dana.id, clock.today())
    rhythm.planner.plan(org.ilya.id, clock.today())
    clock.forward(3)
    org.escalate("who signs the vendor contract", 2)
    first = org.escalate("who sets the release date", 41, conflict="new")
    for days_ago in (20, 1):
        org.escalate("release date again", days_ago, conflict=first.conflict_id)
    for row in rhythm.tracker.newest():
        if row.conflict_id is not None:
            rhythm.tracker.edit(row.id, moment=Moment.NONE)
    rhythm.planner.add_promise(org.dana.id, "ask HR for the level table", due=clock.today() - dt.timedelta(days=5))
    rhythm.planner.add_promise(org.ilya.id, "read the charter", due=clock.today())
    return org


@pytest.fixture
def app(rhythm: Rhythm) -> RhythmApp:
    """The app, opened on the week."""
    return RhythmApp(rhythm, place="week")


async def go_to(pilot: Pilot[None], page: WeekScreen, step: str) -> None:
    """Forward by the key until a step is in front."""
    while page.step != step:
        before = page.step
        await pilot.press(NEXT)
        assert page.step != before


def words_of(page: WeekScreen) -> str:
    """What the closed week says."""
    return "\n".join(para.text for para in page.query_one("#closed", TextPanel)._paras)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_full_week_is_walked_and_closed_by_keys_alone(
    rhythm: Rhythm, full: Org, app: RhythmApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.step == "close_meetings"
        await pilot.press("enter", "d")
        assert {meeting.state for meeting in meetings_of(rhythm.planner, full.dana.id)} == {MeetingState.HELD}
        assert {meeting.state for meeting in meetings_of(rhythm.planner, full.ilya.id)} == {MeetingState.MISSED}

        assert page.step == "triage"
        await pilot.press("n", "o")
        newest = next(row for row in rhythm.tracker.newest() if "vendor" in row.summary)
        assert newest.conflict_id is not None
        assert newest.moment is Moment.ORG_DESIGN

        # What else is empty in the rows of the week is asked after them, and may stay so.
        assert page.step == "triage"
        await pilot.press(NEXT)
        assert page.step == "verdicts"
        await pilot.press("s")
        assert page.step == "promises"
        await pilot.press("space", "d")
        assert rhythm.planner.promises(mine=True) == ()

        assert page.step == "reached_me"
        await pilot.press(NEXT)
        assert page.step == "structure"
        await pilot.press(NEXT, NEXT)
        assert page.step == "closing"
        await pilot.press("enter", *"calm", "enter")

        assert page.step == "next_week"
        proposed = len(rhythm.reviews.week().items.next_week)
        await pilot.press("enter")
        assert len(rhythm.reviews.week().items.planned) == proposed > 0
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, YesNo)  # the verdict that was set aside is still open
        await pilot.press("y")
        await pilot.pause()
        review = rhythm.reviews.week().items.review
        assert review is not None
        assert review.state is ReviewState.CLOSED
        assert review.answer("closing") == "calm"
        assert "calm" in words_of(page)


async def test_each_answer_is_one_undo(rhythm: Rhythm, full: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await pilot.press("k")
        assert len(rhythm.planner.unclosed()) == 1
        await pilot.press("u")
        assert len(rhythm.planner.unclosed()) == 2
        await pilot.press("U")
        assert len(rhythm.planner.unclosed()) == 1
        assert page.step == "close_meetings"


async def test_a_skipped_meeting_asks_why_and_the_words_survive_escape(
    rhythm: Rhythm, full: Org, app: RhythmApp
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await in_front(pilot, WeekScreen)
        await pilot.press("ctrl+k", *"ill", "escape")
        await pilot.pause()
        assert len(rhythm.planner.unclosed()) == 2
        await pilot.press("ctrl+k")
        await pilot.pause()
        assert app.screen.query_one(CaptureInput).value == "ill"
        await pilot.press("enter")
        await pilot.pause()
        meetings = [*meetings_of(rhythm.planner, full.dana.id), *meetings_of(rhythm.planner, full.ilya.id)]
        assert [(m.state, m.reason) for m in meetings if m.state is MeetingState.SKIPPED] == [
            (MeetingState.SKIPPED, "ill")
        ]


async def test_rows_that_wait_behind_the_one_in_hand_stand_beside_it(org: Org, app: RhythmApp) -> None:
    org.escalate("who signs the vendor contract", 2)
    org.escalate("who pays for the tests", 1)
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.step == "triage"
        assert "After this, 1 more" in shown(app)
        assert "who pays for the tests" in shown(app)
        await pilot.press("s")
        await pilot.pause()
        assert "After this" not in shown(app)
        assert page.step == "triage"


async def test_where_there_is_room_all_that_is_known_of_a_row_is_in_sight(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    row = org.escalate("who signs the vendor contract " * 12, 2, forum="the council of all platforms " * 6)
    rhythm.tracker.edit(row.id, reached=Reached.LATE, without_me="a limit in euros", repair="by monday")
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.step == "triage"
        facts = page.query_one("#triage-facts", TextPanel)
        assert facts.virtual_size.height > 9
        assert facts.max_scroll_y == 0
        assert "a limit in euros" in shown(app)


async def test_a_verdict_opens_its_card_and_escape_comes_back(full: Org, app: RhythmApp) -> None:
    from rhythm.screens.conflict import ConflictScreen

    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "verdicts")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ConflictScreen)
        await pilot.press("escape")
        assert (await in_front(pilot, WeekScreen)).step == page.step == "verdicts"


async def test_a_verdict_after_a_fix_is_told_as_on_today(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    row = org.escalate("who sets the release date", 3, conflict="new")
    assert row.conflict_id is not None
    fix = rhythm.fixes.add(row.conflict_id, FixKind.DECISION_RIGHT, owner_id=org.dana.id)
    rhythm.fixes.put_in_effect(fix.id, rhythm.today())
    rhythm.fixes.settle(fix.id, FixState.CAME_BACK)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "verdicts")
        assert keyed_rows(app)[f"conflict:{row.conflict_id}"].fact == "came back after the fix"
        await pilot.press(*[BACK] * 4)
        assert "nothing before this step" in shown(app)


async def test_a_watched_fix_gets_its_verdict_here(rhythm: Rhythm, org: Org, clock: FixedClock, app: RhythmApp) -> None:
    row = org.escalate("who sets the release date", 3, conflict="new")
    assert row.conflict_id is not None
    fix = rhythm.fixes.add(row.conflict_id, FixKind.DECISION_RIGHT, owner_id=org.dana.id)
    rhythm.fixes.put_in_effect(fix.id, clock.today())
    clock.forward(91)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "verdicts")
        assert "watch day" in shown(app)
        await pilot.press("k")
        found = rhythm.fixes.fix(fix.id)
        assert found is not None
        assert found.state is FixState.HELD


async def test_a_promise_moves_to_another_day(rhythm: Rhythm, full: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "promises")
        await pilot.press("m", *"next fri", "enter")
        await pilot.pause()
        promise = next(p for p in rhythm.planner.promises(mine=True) if "HR" in p.body)
        assert promise.moved == 1
        assert page.highlighted.startswith("promise:")
        assert promise.state is PromiseState.OPEN


async def test_next_week_is_that_of_the_plan_and_who_has_no_place_in_it_is_listed(
    rhythm: Rhythm, full: Org, app: RhythmApp
) -> None:
    rhythm.absences.add(full.noor.id, rhythm.today(), rhythm.today() + dt.timedelta(days=60))
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "next_week")
        rows = {row.key: row for row in page.query_one("#list", RowList)._source.window(0, 100)}
        view = rhythm.plans.view(weeks=1)
        proposed = {f"plan:{one.person_id}": one for one in view.to_accept}
        assert proposed
        assert proposed.keys() == {key for key in rows if key.startswith("plan:")}
        assert all(one.reason in rows[key].fact for key, one in proposed.items())
        assert rows[f"unplaced:{full.noor.id}"].fact.startswith("away in weeks")


async def test_an_unticked_proposal_is_not_planned_and_not_asked_again(
    rhythm: Rhythm, full: Org, app: RhythmApp
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "next_week")
        left_out = page.highlighted
        before = len(rhythm.reviews.week().items.next_week)
        await pilot.press("space", "down", "enter")
        walk = rhythm.reviews.week()
        assert len(walk.items.planned) == before - 1
        assert f"plan:{walk.items.next_week[0].person.id}" == left_out
        assert walk.items.left("next_week") == 0
        assert page.step == "next_week"
        await pilot.press("u")
        assert rhythm.reviews.week().items.planned == ()


@pytest.mark.parametrize("key", ["q", "1", "escape"])
async def test_leaving_loses_nothing_and_it_goes_on_at_the_same_step(
    rhythm: Rhythm, full: Org, app: RhythmApp, key: str
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "promises")
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("4")
        await pilot.pause()
        assert page.step == "promises"
    later = RhythmApp(rhythm, place="week")
    async with later.run_test(size=NARROW) as pilot:
        assert (await in_front(pilot, WeekScreen)).step == "promises"


async def test_the_closing_line_is_kept_while_it_is_typed(rhythm: Rhythm, full: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await in_front(pilot, WeekScreen)
        await pilot.press("i", *"two [Q3] q1[", "escape")
        assert rhythm.reviews.week().items.closing == "two [Q3] q1["
        await pilot.press("i", *" more")
        app.keep_drafts()
        assert rhythm.reviews.week().items.closing == "two [Q3] q1[ more"
    later = RhythmApp(rhythm, place="week")
    async with later.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.query_one("#line", CaptureInput).value == "two [Q3] q1[ more"


async def test_an_emptied_closing_line_is_still_empty_after_a_kill(rhythm: Rhythm, full: Org, app: RhythmApp) -> None:
    week = rhythm.reviews.this_week()
    rhythm.reviews.save_answer_draft(ReviewKind.WEEK, str(week), "closing", "wrong")
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await pilot.press("i")
        page.query_one("#line", CaptureInput).clear()
        await pilot.pause()
        app.keep_drafts()
        assert rhythm.reviews.week().items.closing == ""
    rhythm.reviews.close_week(week)
    review = rhythm.reviews.week(week).items.review
    assert review is not None
    assert review.answer("closing") == ""


async def test_a_quiet_week_counts_as_logged_only_when_that_is_said(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await pilot.press("ctrl+s", "y")
        await pilot.pause()
        assert isinstance(app.screen, YesNo)
        await pilot.press("escape")
        assert rhythm.reviews.week().items.review is None
        await pilot.press("ctrl+s", "y")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        review = rhythm.reviews.week().items.review
        assert review is not None
        assert review.nothing_reached_me
        assert page.step == ""
        await pilot.press("u")
        assert page.step != ""


async def test_done_twice_it_has_nothing_to_ask(rhythm: Rhythm, full: Org, app: RhythmApp) -> None:
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        before = len(rhythm.undoable())
        await pilot.press(NEXT, "s", "k", "space", "ctrl+s", "enter")
        await pilot.pause()
        assert app.screen is page
        assert len(rhythm.undoable()) == before
        assert "Closed on" in "\n".join(screen_lines(app))


async def test_one_review_covers_the_weeks_that_were_missed(
    rhythm: Rhythm, full: Org, clock: FixedClock, app: RhythmApp
) -> None:
    clock.forward(21)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert len(page.sitting.left("close_meetings")) == 2
        await pilot.press("k", "k")
        assert page.step == "triage"
        assert "vendor" in shown(app)


async def test_what_talks_were_for_and_what_is_unclear_to_several_is_a_line_of_the_week(
    rhythm: Rhythm, full: Org, app: RhythmApp
) -> None:
    for person in (full.dana, full.ilya):
        rhythm.talks.answer_clarity(person.id, "how_decisions", ClarityAnswer.NO)
    topic = rhythm.planner.add_topic(full.dana.id, NewTopic("pay", theme=Theme.COACH))
    rhythm.planner.close_topic(topic.id, TopicState.DISCUSSED)
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "structure")
        seen = " ".join(shown(app).replace("▏", " ").split())
        assert "Talks of 4 weeks: coach 1; nothing on clarity or culture." in seen
        assert "Unclear to 2 managers: how decisions are made" in seen
        assert "made (Dana Okoye, Ilya Brandt). A matter of structure" in talk_words(page)[1]
        await pilot.press("h")
        await pilot.pause()
        assert "Dana" not in shown(app)


async def test_a_row_that_was_set_aside_and_then_sorted_is_not_called_aside(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    row = org.escalate("who signs the vendor contract", 2)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "triage")
        await pilot.press("s")
        await go_to(pilot, page, "reached_me")
        assert "set aside" in shown(app)
        assert "1 reached you" in shown(app)
        rhythm.tracker.link(row.id, "new")
        rhythm.tracker.edit(row.id, moment=Moment.NONE)
        app.tell_store_changed()
        await pilot.pause()
        assert "set aside" not in shown(app)


async def test_the_footer_says_what_enter_does_on_each_row_of_the_sorting(org: Org, app: RhythmApp) -> None:
    org.escalate("who signs the vendor contract", 20, conflict="new")
    org.escalate("who signs the vendor contract now", 2)
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "triage")
        rows = page.query_one("#triage-list", RowList)
        said = {}
        for row in rows.rows():
            if row.selectable:
                rows.highlight(row.key)
                await pilot.pause()
                said[row.key.partition(":")[0]] = screen_lines(app)[-1].split("  ")[0].strip()
    assert said == {"conflict": "enter take it", "new": "enter new conflict", "later": "enter leave it"}


async def test_empty_fields_of_the_week_are_asked_after_the_sorting_one_key_each(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    row, other = org.escalate("who signs the vendor contract", 2), org.escalate("an old matter", 20, conflict="new")
    rhythm.tracker.edit(other.id, moment=Moment.NONE)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "triage")
        await pilot.press("n", "0")
        await pilot.pause()
        assert page.highlighted == f"gaps:{row.id}"
        for opens, letter in (
            ("equals_sign", "c"), ("c", "b"), ("number_sign", "l"), ("tilde", "d"), ("r", "e"),
        ):  # fmt: skip
            assert page.step == "triage"
            await pilot.press(opens)
            await pilot.pause()
            await pilot.press(letter)
            await pilot.pause()
        assert page.step != "triage"
    stored = rhythm.tracker.escalation(row.id)
    assert stored is not None
    assert (stored.handling, stored.cause, stored.area) == (Handling.COACHED, Cause.BELONGS_HERE, "launch_timing")
    assert (stored.minutes, stored.reached, stored.gaps) == (20, Reached.EARLY, ())


async def test_what_came_late_asks_for_the_repair_and_both_lines_are_listed(
    rhythm: Rhythm, org: Org, app: RhythmApp
) -> None:
    row = org.escalate("who signs the vendor contract", 2)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "triage")
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
        await pilot.press(*"ask_by_monday", "enter")
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        await pilot.press(*"a_limit", "enter")
        await pilot.pause()
        assert "Repair    ask_by_monday" in shown(app)
        await go_to(pilot, page, "reached_me")
        assert "WITHOUT YOU, WITH" in shown(app)
        assert "a_limit" in shown(app)
        assert "CAME LATE" in shown(app)
        assert "ask_by_monday" in shown(app)
    stored = rhythm.tracker.escalation(row.id)
    assert stored is not None
    assert (stored.reached, stored.repair, stored.without_me) == (Reached.LATE, "ask_by_monday", "a_limit")


async def test_a_bounded_review_asks_the_worst_items_of_all_steps_and_says_what_it_leaves_out(
    rhythm: Rhythm, full: Org
) -> None:
    app = RhythmApp(rhythm, place="week", items=3)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.sitting.items_left == 3 + 1  # and the closing line
        asked = {step: page.sitting.shown(step) for step in page.sitting.order if page.sitting.shown(step)}
        late = next(one for one in rhythm.planner.promises(mine=True) if one.days_late(rhythm.today()))
        (card,) = rhythm.tracker.cards()
        oldest = rhythm.planner.unclosed()[0]
        assert asked == {
            "close_meetings": (f"meeting:{oldest.id}",),
            "verdicts": (f"conflict:{card.id}",),
            "promises": (f"promise:{late.id}",),
            "closing": ("closing:0",),
        }
        assert f"{page.sitting.waiting} wait for another time" in shown(app)
        await pilot.press("k")
        assert page.step == "verdicts"
        await pilot.press("s", "space")
        assert page.step in ("reached_me", "structure")
        await go_to(pilot, page, "closing")
        assert "Left out this time: Meetings to close 1" in " ".join(shown(app).split())


async def test_skipping_sets_aside_for_this_review_only(
    rhythm: Rhythm, full: Org, app: RhythmApp, clock: FixedClock
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        first = page.highlighted
        await pilot.press("s")
        assert page.highlighted != first
        assert "set aside" in shown(app)
        await pilot.press("s")
        assert page.step == "triage"
        await pilot.press(BACK)
        assert page.step == "close_meetings"
    assert len(rhythm.planner.unclosed()) == 2
    later = RhythmApp(rhythm, place="week")
    async with later.run_test(size=NARROW) as pilot:
        assert (await in_front(pilot, WeekScreen)).sitting.left("close_meetings") == ()
    clock.forward(7)
    week_after = RhythmApp(rhythm, place="week")
    async with week_after.run_test(size=NARROW) as pilot:
        assert len((await in_front(pilot, WeekScreen)).sitting.left("close_meetings")) == 2


async def test_earlier_closed_weeks_stand_beside_the_newest(
    rhythm: Rhythm, full: Org, clock: FixedClock, app: RhythmApp
) -> None:
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    clock.forward(7)
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    clock.forward(7)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await pilot.press("ctrl+left")
        # No column stands there for a week before the oldest one that was closed.
        assert "W48   W47\n" in words_of(page)
        assert "meetings held                 0     0\n" in words_of(page)
        assert "not closed: it is missing" not in words_of(page)
        await pilot.press("ctrl+left")
        assert "W47" in words_of(page)
        assert "W48" not in words_of(page)
        await pilot.press("ctrl+right", "ctrl+right")
        assert page.step == "close_meetings"


async def test_the_review_can_be_copied_as_markdown(full: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await in_front(pilot, WeekScreen)
        await pilot.press("y")
        assert "## Meetings to close" in app.clipboard


async def test_hidden_shows_no_name_and_no_note_on_any_step(rhythm: Rhythm, full: Org, app: RhythmApp) -> None:
    rhythm.tracker.good("Dana moved the date herself", person_id=full.dana.id)
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        await pilot.press("i", *"Dana did it", "escape", "h")
        await pilot.pause()
        seen = [shown(app)]
        for key in (NEXT, *[BACK] * 8):
            await pilot.press(key)
            await pilot.pause()
            seen.append(shown(app))
        assert page.step == "close_meetings"
        for text in seen:
            for secret in ("Dana", "Ilya", "Noor", "vendor", "release date", "HR", "read the charter"):
                assert secret not in text


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_text_stands_as_it_was_typed(
    rhythm: Rhythm, org: Org, clock: FixedClock, app: RhythmApp, size: tuple[int, int]
) -> None:
    for text in HOSTILE:
        if text.strip("\ufeff\u200d\u200b "):
            org.escalate(text, 1)
            rhythm.planner.add_promise(org.dana.id, text, due=clock.today())
            rhythm.tracker.good(text)
    async with app.run_test(size=size) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "promises")
        await go_to(pilot, page, "reached_me")
        await go_to(pilot, page, "closing")
        page.query_one("#line", CaptureInput).value = " ".join(HOSTILE)
        await pilot.press("ctrl+s", "y")
        await pilot.pause()
        assert page.step == ""


async def test_resizing_keeps_the_step_and_the_row(full: Org, app: RhythmApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "promises")
        await pilot.press("down")
        row = page.highlighted
        for size in (NARROW, (40, 12), (170, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert page.highlighted == row
        assert page.query_one("#list", RowList).has_focus


async def test_an_empty_store_has_only_the_closing_line_to_ask(rhythm: Rhythm, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        assert page.step == "reached_me"
        assert page.sitting.items_left == 1
        await pilot.press(NEXT, NEXT, NEXT)
        assert page.step == "closing"
        assert page.query_one("#line", CaptureInput).value == ""
        await pilot.press("x")
        assert page.query_one("#line", CaptureInput).value == "x"


LETTERS = "shipped: quite right, e/u? h]1"


async def test_the_closing_line_takes_every_letter_from_the_first_on_until_escape_leaves_it(
    rhythm: Rhythm, full: Org, app: RhythmApp
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "closing")
        await pilot.press(*LETTERS)
        assert (app.screen, page.step, app.veil.hidden) == (page, "closing", False)
        assert page.query_one("#line", CaptureInput).value == LETTERS
        await pilot.press("escape")
        assert rhythm.reviews.week().items.closing == LETTERS
        # Left on purpose: keys are keys again, also after the store changed.
        rhythm.tracker.good("said elsewhere")
        app.tell_store_changed()
        await pilot.pause()
        await pilot.press("h", "i", *" more", "escape", "escape")
        await pilot.pause()
        assert app.veil.hidden
        assert isinstance(app.screen, TodayScreen)
    assert rhythm.reviews.week().items.closing == f"{LETTERS} more"


async def test_keys_that_lead_on_pass_by_a_line_that_nobody_types_in(rhythm: Rhythm, full: Org, app: RhythmApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "closing")
        assert "] next" in " ".join(screen_lines(app)[-1].split())
        await pilot.press("left_square_bracket")
        assert page.step != "closing"
        await pilot.press(NEXT)
        assert page.step == "closing"
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("4")
        await pilot.pause()
        await pilot.press("a", "1", NEXT)
        assert page.is_current
        assert page.query_one("#line", CaptureInput).value == "a1]"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_without_data_every_step_is_reached_from_the_list_of_steps_and_says_what_would_feed_it(
    rhythm: Rhythm, app: RhythmApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        page = await in_front(pilot, WeekScreen)
        for number, step in enumerate(page.sitting.order):
            await pilot.press(*(("escape",) if page.takes_a_line else ()), "v")
            await pilot.pause()
            await pilot.press("home", *["down"] * number, "enter")
            await pilot.pause()
            assert page.step == step
            said = " ".join(shown(app).replace("▏", " ").split())
            if step != "closing":
                assert FEEDS[step].split(";")[0].split(",")[0] in said
            if step == "good_calls":
                assert with_keys(FEEDS[step], {}) in shown(app)


async def test_two_that_may_be_one_are_merged_or_kept_apart_by_a_key(rhythm: Rhythm, org: Org, app: RhythmApp) -> None:
    for text in ("laptop budget gone", "interview panel empty", "wiki host choice"):
        rhythm.tracker.log(rhythm.tracker.draft_of(rhythm.tracker.read(text)), conflict="new")
    first = org.escalate("who sets the release date of the beta", 40, conflict="new").conflict_id
    second = org.escalate("release date of the beta moved", 9, conflict="new").conflict_id
    assert first is not None
    assert second is not None
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "same")
        assert "release date of the beta moved" in shown(app)
        await pilot.press("m")
        await pilot.pause()
        assert rhythm.tracker.conflict(second) is None
        rhythm.undo()
        page.go_to("same")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert rhythm.same_pairs.likely() == ()
        assert rhythm.tracker.conflict(second) is not None


async def test_the_first_week_of_a_store_is_reviewed_and_its_head_says_the_days(
    app: RhythmApp, clock: FixedClock
) -> None:
    clock.day = dt.date(2026, 11, 26)
    async with app.run_test(size=WIDE) as pilot:
        await in_front(pilot, WeekScreen)
        assert "Week 48 · 23 to 29 Nov ·" in "\n".join(screen_lines(app))


@pytest.mark.parametrize(
    ("week", "room", "said"),
    [
        (Week(2026, 47), 40, "Week 47 · 16 to 22 Nov"),
        (Week(2026, 49), 40, "Week 49 · 30 Nov to 6 Dec"),
        (Week(2026, 47), 21, "Week 47"),
    ],
)
def test_the_days_of_a_week_stand_where_there_is_room(week: Week, room: int, said: str) -> None:
    assert week_and_days(week, dt.date(2026, 11, 26), room) == said


async def test_the_step_next_week_says_which_days_it_means(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    org.escalate("who signs", 1)
    clock.day = dt.date(2026, 11, 26)
    async with RhythmApp(rhythm, place="week").run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        page.go_to("next_week")
        await pilot.pause()
        assert "Thu 26 Nov to Sun 29 Nov: 0 planned" in "\n".join(screen_lines(pilot.app))


async def test_in_a_low_terminal_the_row_that_enter_answers_is_in_sight(
    rhythm: Rhythm, full: Org, app: RhythmApp
) -> None:
    async with app.run_test(size=(40, 10)) as pilot:
        page = await in_front(pilot, WeekScreen)
        page.go_to("next_week")
        await settle(pilot)
        listing = page.query_one("#list", RowList)
        row = listing.highlighted
        assert row is not None
        assert f" [x] {row.main}" in shown(app)


@pytest.mark.parametrize("size", [(40, 10), (40, 12), (60, 13), (40, 16), (80, 16), (120, 14)])
async def test_in_a_low_terminal_the_conflict_that_enter_takes_is_in_sight(
    full: Org, app: RhythmApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "triage")
        listing = page.query_one("#triage-list", RowList)
        assert listing.has_focus
        assert listing.highlighted is not None
        line = listing.region.y + (listing._cursor or 0) - listing.scroll_offset.y
        region = page.find_widget(listing).visible_region
        assert region.y <= line < region.bottom


async def test_the_pane_is_of_the_row_in_hand_after_the_terminal_grew_under_a_dialog(
    rhythm: Rhythm, full: Org, app: RhythmApp
) -> None:
    full.escalate("a second contract waits", 1)
    async with app.run_test(size=WIDE) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "triage")
        assert "After this" in shown(app)
        await pilot.resize_terminal(60, 20)
        await go_to(pilot, page, "verdicts")
        await pilot.press("v")
        await pilot.resize_terminal(*WIDE)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is page
        assert page.step == "verdicts"
        pane = "\n".join(para.text for para in page.query_one("#detail", TextPanel)._paras)
        assert "After this" not in pane
        assert "who sets the release date" in pane


async def test_a_right_whose_decider_left_asks_in_the_week_and_enter_leads_to_its_cell(
    rhythm: Rhythm, org: Org, app: RhythmApp, clock: FixedClock
) -> None:
    rhythm.rights.set(NewRight(org.platform.id, "roadmap", rhythm.today(), org.noor.id, Level.AGREE))
    rhythm.people.leave(org.noor.id, rhythm.today())
    clock.forward(1)
    async with app.run_test(size=NARROW) as pilot:
        page = await in_front(pilot, WeekScreen)
        await go_to(pilot, page, "reached_me")
        assert "WHO DECIDED HAS LEFT" in shown(app)
        assert page.highlighted == f"vacant:{org.platform.id}:roadmap"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)
        said = shown(app)
        assert "N4?" in said
        assert "? who decided has left" in said
        assert "Noor Haddad left Fri 20 Nov. Enter says who decides now." in said
        assert "1 without a decider, who left" in said
