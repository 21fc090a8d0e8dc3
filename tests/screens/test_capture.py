"""The capture dialog and the call that went well, by keys alone."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from textual import events

from rhythm.app import RhythmApp
from rhythm.domain.escalations import Cause, Handling, Moment, NewEscalation, Reached
from rhythm.queries.suggesting import Suggestion
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.dialogs.capture_line import DRAFT
from rhythm.screens.dialogs.good_call import GoodCallDialog
from rhythm.screens.dialogs.pasted import PastedDialog
from rhythm.screens.named_keys import with_keys
from rhythm.screens.place import PageScreen
from rhythm.screens.suggesting import left_unsorted
from rhythm.screens.tracker_words import TrackerWords
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, coached, due, shown, suggest, twice, type_line
from tests.widgets.showing import HOSTILE, screen_lines
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList

AFTER_A_FIX = "came back after the fix of 24 Aug"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_line_and_two_enters_are_a_row_without_a_conflict(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"vendor", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
    row = rhythm.tracker.newest()[0]
    assert (row.summary, row.day, row.conflict_id) == ("vendor", rhythm.today(), None)


@pytest.mark.parametrize("key", ["e", "g"])
async def test_an_enter_too_many_stores_nothing_twice(rhythm: Rhythm, org: Org, key: str) -> None:
    del org
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press(key)
        await pilot.pause()
        await pilot.press(*"vendor")
        await pilot.pause()
        today = rhythm.today()
        before = (len(rhythm.tracker.newest()), len(rhythm.tracker.good_calls_between(today, today)))
        dialog = app.screen
        if isinstance(dialog, CaptureDialog):
            await pilot.press("enter")
            for _ in range(2):
                dialog.query_one(RowList).action_choose()
        else:
            line = dialog.query_one(CaptureInput)
            for _ in range(2):
                await line.action_submit()
        await pilot.pause()
        after = (len(rhythm.tracker.newest()), len(rhythm.tracker.good_calls_between(today, today)))
        assert sum(after) - sum(before) == 1


async def test_marks_fill_the_fields_and_are_said_back(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(
            pilot, "Platform / Growth: who sets the date #launch-timing @ilya =coached ~20m in:portfolio on:wed"
        )
        preview = " ".join(shown(app).replace("│", " ").split())
        await pilot.press("enter", "enter")
        await pilot.pause()
    for words in ("Platform, Growth", "launch timing", "Wed 18 Nov", "20 min", "coached back", "Ilya"):
        assert words in preview
    row = rhythm.tracker.newest()[0]
    assert [party.team_id for party in row.parties] == [org.platform.id, org.growth.id]
    assert (row.area, row.raised_by_id, row.handling) == ("launch_timing", org.ilya.id, Handling.COACHED)
    assert (row.minutes, row.forum, row.day) == (20, "portfolio", dt.date(2026, 11, 18))


async def test_tab_or_the_arrow_takes_what_the_line_may_go_on_as(rhythm: Rhythm, org: Org) -> None:
    twice(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"Gr", "tab", *"pla", "right", *"who", "tab", "space", *"@chr")
        assert "Chris Alder (Platform)" in shown(app)
        await pilot.press(*"is", "space", "backspace", "backspace", "backspace", "tab", *"#la", "tab", *"=co", "tab")
        line = app.screen.query_one(CaptureInput).value
        assert line == 'Growth / Platform: who sets the release date @"Chris Alder" #launch-timing =coached '
        # Nothing to complete: Tab goes on to the list.
        await pilot.press("tab")
        assert isinstance(app.focused, RowList)
        await pilot.press("shift+tab", "f8")
        await pilot.press("space", *"@da")
        await pilot.pause()
        assert "Dana" not in shown(app)


async def test_before_it_is_stored_each_open_field_has_its_key(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"vendor ~20m", "enter", "b")
        for opens, letter in (("equals_sign", "c"), ("c", "b"), ("number_sign", "l"), ("r", "i")):
            await pilot.press(opens)
            await pilot.pause()
            await pilot.press(letter)
            await pilot.pause()
        assert "quality bar · belongs here · in time" in shown(app)
        # Left as a draft, and gone on with: nothing is lost.
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("end", "enter", "enter")
        await pilot.pause()
    (row,) = rhythm.tracker.newest()
    assert (row.summary, row.minutes, row.moment) == ("vendor", 20, Moment.QUALITY_BAR)
    assert (row.handling, row.cause, row.area) == (Handling.COACHED, Cause.BELONGS_HERE, "launch_timing")
    assert (row.reached, row.gaps) == (Reached.IN_TIME, ())
    assert rhythm.drafts("capture") == {}


async def test_fields_of_a_draft_that_is_begun_anew_are_not_taken_over(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"vendor", "enter", "b", "escape", "escape")
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"budget", "enter", "enter")
        await pilot.pause()
    (row,) = rhythm.tracker.newest()
    assert (row.summary, row.moment) == ("budget", None)


async def test_a_sure_suggestion_is_taken_by_enter_and_a_due_verdict_is_told(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict = twice(org)
    suggest(monkeypatch, rhythm, (conflict, 0.95))
    app = RhythmApp(rhythm)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "the release date once more")
        await pilot.press("enter")
        await pilot.pause()
        offered = shown(app)
        await pilot.press("enter")
        await pilot.pause()
        told = shown(app)
    assert "LOOKS LIKE" in offered
    assert "both sides" in offered
    assert "3rd meeting, 41 days" in offered
    assert rhythm.tracker.newest()[0].conflict_id == conflict
    assert "logged; third meeting in 41 days: a verdict is due" in told


async def test_the_keys_say_what_enter_does_and_1_takes_what_is_less_sure(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict = twice(org)
    suggest(monkeypatch, rhythm, (conflict, 0.5))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "the release date once more")
        await pilot.press("enter")
        await pilot.pause()
        assert "enter decide later" in shown(app)
        assert "enter take it" not in shown(app)
        await pilot.press("up")
        await pilot.pause()
        assert "enter new conflict" in shown(app)
        await pilot.press("up")
        await pilot.pause()
        assert "enter take it" in shown(app)
        await pilot.press("end")
        await pilot.pause()
        assert "enter decide later" in shown(app)
        await pilot.press("1")
        await pilot.pause()
    assert rhythm.tracker.newest()[0].conflict_id == conflict


@pytest.mark.parametrize("score", [0.95, 0.5])
async def test_in_a_low_terminal_the_best_suggestion_stands_in_the_window(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch, score: float
) -> None:
    first = twice(org)
    others = [coached(org, text, 3, "new").conflict_id for text in ("the budget of tests", "who is on call")]
    suggest(monkeypatch, rhythm, (first, score), *((other, 0.1) for other in others))
    app = RhythmApp(rhythm)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("e")
        await settle(pilot)
        await type_line(pilot, "the release date once more")
        await pilot.press("enter")
        await settle(pilot)
        asked = shown(app)
        await pilot.press("escape")
        await settle(pilot)
        read = shown(app)
        # What is only read has no cursor that would say what Enter does.
        assert app.screen.query_one("#capture-list", RowList).highlighted is None
        await pilot.press("enter")
        await settle(pilot)
        assert "enter go on" not in shown(app)
        await pilot.press("1")
        await settle(pilot)
    for screen in (asked, read):
        assert "who sets the release date" in screen
    for name in ("the budget of tests", "who is on call", "a new conflict", "decide later"):
        assert name in asked
    assert "enter go on" in read
    assert rhythm.tracker.newest()[0].conflict_id == first


async def test_in_a_narrow_window_a_suggested_name_has_its_line_for_itself(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = coached(org, "who may change the order of the banners", 3, "new").conflict_id
    suggest(monkeypatch, rhythm, (number, 0.95))
    app = RhythmApp(rhythm)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("e")
        await settle(pilot)
        assert "in:forum on:tue" in shown(app), "while there is nothing to choose, all marks are said"
        await type_line(pilot, "the banners once more")
        await pilot.press("enter")
        await settle(pilot)
        lines = [line.strip("│ ") for line in screen_lines(app)]
        first = lines.index("1  who may change the order of…")
        assert lines[first + 1 : first + 5] == [
            "the banners",
            "2nd meeting, 3 days",
            "n  a new conflict",
            "–  decide later",
        ]
        await pilot.press("down")
        await settle(pilot)
        assert "the banners" not in [line.strip("│ ") for line in screen_lines(app)], "the rest of the row in hand only"


@pytest.mark.parametrize(("width", "line"), [(60, AFTER_A_FIX), (80, 'both sides, "release"')])
async def test_what_a_conflict_would_be_stands_whole_below_its_name(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch, width: int, line: str
) -> None:
    suggest(monkeypatch, rhythm, (twice(org), 0.95))
    monkeypatch.setattr(TrackerWords, "outlook", lambda *_, **__: AFTER_A_FIX)
    app = RhythmApp(rhythm)
    async with app.run_test(size=(width, 20)) as pilot:
        await pilot.press("e")
        await settle(pilot)
        await type_line(pilot, "the release date once more")
        await pilot.press("enter")
        await settle(pilot)
        (said,) = (one for one in screen_lines(app) if AFTER_A_FIX in one)
        assert said.strip("│ ").startswith(line)


@pytest.mark.parametrize("size", [(40, 14), (60, 18), (80, 20), (80, 24)])
async def test_however_high_the_window_is_the_best_suggestion_stands_in_it(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    suggest(monkeypatch, rhythm, (twice(org), 0.5))
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await pilot.press("e")
        await settle(pilot)
        await type_line(pilot, "Platform / Growth: the release date once more")
        for key in ("enter", "escape"):
            await pilot.press(key)
            await settle(pilot)
            assert "who sets the release date" in shown(app)


async def test_enter_that_took_no_suggestion_says_what_takes_one_and_where_the_row_is_sorted(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggest(monkeypatch, rhythm, (twice(org), 0.5))
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press("e")
        await settle(pilot)
        await type_line(pilot, "the release date once more")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        said = " ".join(shown(app).split())
        assert "logged in no conflict yet (1 takes a suggestion)" in said
        await pilot.press("3")
        await settle(pilot)
        assert "UNSORTED" in shown(app)
    assert rhythm.tracker.newest()[0].conflict_id is None


def test_a_row_that_was_left_says_what_was_offered(rhythm: Rhythm, org: Org) -> None:
    for text in ("vendor contract slipped, nobody owns it", "the vendor contract again, nobody owns it"):
        org.rhythm.tracker.log(NewEscalation(text, rhythm.today(), ()))
    waiting = rhythm.waiting.alike(rhythm.tracker.newest()[0])
    assert waiting is not None
    assert left_unsorted((), None, 0.9, str) == "logged"
    keyed = partial(with_keys, own_keys={})
    assert "+ joins it with the row that waits" in left_unsorted((), waiting, 0.9, keyed)
    view = rhythm.tracker.conflict(twice(org))
    assert view is not None
    likely, sure = (Suggestion(view.id, "dates", score, (), view) for score in (0.5, 0.95))
    assert "1-2 takes a suggestion" in left_unsorted((likely, likely), waiting, 0.9, keyed)
    assert left_unsorted((sure,), None, 0.9, str) == "logged", "Enter would have taken it: it was left on purpose"


async def test_a_second_line_about_the_same_meeting_says_that_it_counts_once(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = org.escalate("who owns the vendor", conflict="new")
    suggest(monkeypatch, rhythm, (first.conflict_id, 0.95))
    app = RhythmApp(rhythm)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "the vendor once more")
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert "logged; the same meeting as before, which counts once" in shown(app)


async def test_what_was_said_of_one_row_does_not_lie_over_the_keys_of_the_next(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggest(monkeypatch, rhythm, (org.escalate("who moves first", 20, conflict="new").conflict_id, 0.95))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "who moves first, again")
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert "second meeting" in "".join(str(toast.message) for toast in app._notifications)
        app.notify("Your store was moved away", markup=False)
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(app.screen, CaptureDialog)
        assert [toast.message for toast in app._notifications] == ["Your store was moved away"]


async def test_an_unsure_suggestion_is_no_default_and_a_digit_takes_it(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict, other = twice(org), org.escalate("banner order", 3, conflict="new").conflict_id
    assert other is not None
    suggest(monkeypatch, rhythm, (other, 0.5), (conflict, 0.3))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "who moves first")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert rhythm.tracker.newest()[0].conflict_id is None
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "who moves first, again")
        await pilot.press("enter", "2")
        await pilot.pause()
    row = rhythm.tracker.newest()[0]
    assert row.conflict_id == conflict
    monkeypatch.undo()
    assert other not in [one.conflict_id for one in rhythm.tracker.suggest_for(row)]


async def test_digits_in_the_line_are_text_and_n_makes_a_new_conflict_that_refuses_the_rest(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict = twice(org)
    suggest(monkeypatch, rhythm, (conflict, 0.5))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("n", "1", "space", "q", "enter", "n")
        await pilot.pause()
    row = rhythm.tracker.newest()[0]
    assert row.summary == "n1 q"
    assert row.conflict_id not in (None, conflict)
    assert rhythm.undo().label == "log an escalation"
    assert all(found.summary != "n1 q" for found in rhythm.tracker.newest())


async def test_nothing_is_stored_while_part_of_the_line_cannot_be_read(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "vendor on:tomorrow")
        await pilot.press("enter", "enter")
        await pilot.pause()
        line = app.screen.query_one(CaptureInput)
        assert line.has_focus
        assert "still to come" in shown(app)
        line.value = "vendor @chris"
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, CaptureDialog)
        assert "Chris Alder" in shown(app)
        line.value = "vendor @somebody"
        await pilot.press("enter", "enter")
        await pilot.pause()
    assert rhythm.tracker.newest()[0].raised_by == "somebody"


async def test_escape_goes_back_to_the_line_then_closes_and_keeps_the_draft(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"half", "enter", "escape")
        assert app.screen.query_one(CaptureInput).has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        assert rhythm.draft(DRAFT) == "half"
        await pilot.press("f2")
        await pilot.pause()
        assert f"Draft of {rhythm.draft_time(DRAFT)}" in shown(app)
        await pilot.press("end", *"way", "f2", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
    assert rhythm.tracker.newest()[0].summary == "halfway"
    assert rhythm.draft(DRAFT) == ""


async def test_typing_replaces_an_old_draft_and_an_empty_line_leads_nowhere(rhythm: Rhythm, org: Org) -> None:
    rhythm.save_draft(DRAFT, "vendor contract again")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"hm")
        line = app.screen.query_one(CaptureInput)
        assert line.value == "hm"
        assert "Draft of" not in shown(app)
        await pilot.press("backspace", "backspace", "enter")
        assert line.has_focus


async def test_digits_are_offered_only_where_something_is_suggested(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"vendor", "enter")
        await pilot.pause()
        assert "this one" not in shown(app)
        await pilot.press("escape")
        suggest(monkeypatch, rhythm, (twice(org), 0.9))
        await pilot.press("enter")
        await pilot.pause()
        assert "this one" in shown(app)


async def test_what_is_typed_while_names_are_hidden_is_seen_and_an_old_draft_is_not(rhythm: Rhythm, org: Org) -> None:
    rhythm.save_draft(DRAFT, "vendor contract")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("h", "e")
        await pilot.pause()
        assert "vendor" not in shown(app)
        await pilot.press(*"banner")
        await pilot.pause()
        assert "banner" in shown(app)
        await pilot.press("f8", "f8")
        await pilot.pause()
        assert "banner" not in shown(app)


async def test_the_draft_is_kept_when_the_program_ends(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"cut off")
        app.keep_drafts()
        assert rhythm.draft(DRAFT) == "cut off"


async def test_coaching_a_flagged_conflict_again_says_so(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggest(monkeypatch, rhythm, (due(org), 0.95))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "release date =coached")
        await pilot.press("enter", "enter")
        await pilot.pause()
        told = [note.message for note in app._notifications]
    assert told == ["coached 3 times already (10 Oct, 31 Oct, 19 Nov). The rule: fix the structure instead."]


async def test_the_page_below_fills_what_the_line_leaves_open(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"raised_by_id": org.dana.id, "meeting_id": None, "forum": "1:1 Dana"}
    monkeypatch.setattr(PageScreen, "capture_defaults", lambda _page: given, raising=False)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for line in ("vendor", "vendor two @ilya in:slack"):
            await pilot.press("e")
            await pilot.pause()
            await type_line(pilot, line)
            await pilot.press("enter", "enter")
            await pilot.pause()
    second, first = rhythm.tracker.newest()
    assert (first.raised_by_id, first.forum) == (org.dana.id, "1:1 Dana")
    assert (second.raised_by_id, second.forum) == (org.ilya.id, "slack")


async def test_a_pasted_list_is_logged_as_rows_in_one_step(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        before = len(rhythm.undoable(50))
        app.screen.post_message(events.Paste("- quit everything\n\n• vendor ~20m\n* budget on:tomorrow\nhu\x1b[2Jm"))
        await pilot.pause()
        assert isinstance(app.screen, PastedDialog)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
    stored = {row.summary: row.minutes for row in rhythm.tracker.newest()}
    assert set(stored) == {"quit everything", "vendor", "budget on:tomorrow", "hu[2Jm"}
    assert stored["vendor"] == 20
    assert len(rhythm.undoable(50)) == before + 1
    rhythm.undo()
    assert not rhythm.tracker.newest()


async def test_escape_leaves_a_pasted_list_out_and_a_pasted_line_stands_in_the_field(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.post_message(events.Paste("one\ntwo"))
        await pilot.pause()
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, CaptureDialog)
        assert app.screen.query_one(CaptureInput).has_focus
        await pilot.press("escape")
        await pilot.pause()
        app.screen.post_message(events.Paste("- just one line"))
        await pilot.pause()
        assert app.screen.query_one(CaptureInput).value == "just one line"
    assert not rhythm.tracker.newest()


async def test_hostile_text_and_a_new_size_do_no_harm(rhythm: Rhythm, org: Org) -> None:
    for text in HOSTILE:
        if text.strip():
            rhythm.tracker.log(rhythm.tracker.draft_of(rhythm.tracker.read(f"x {text}")), conflict="new")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        line = app.screen.query_one(CaptureInput)
        for text in HOSTILE:
            line.value = f"x {text}"
            await pilot.pause()
        await pilot.press("enter")
        await pilot.resize_terminal(50, 14)
        await pilot.resize_terminal(*WIDE)
        assert isinstance(app.screen, CaptureDialog)


async def test_hiding_masks_the_line_and_the_names(rhythm: Rhythm, org: Org) -> None:
    org.escalate("who sets the release date", 3, conflict="new")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "Platform / Growth: the release date @dana #nonsense")
        await pilot.press("enter")
        await pilot.pause()
        told = shown(app)
        await pilot.press("f8")
        await pilot.pause()
        seen = shown(app)
    for hidden in ("release", "Dana", "nonsense"):
        assert hidden in told
        assert hidden not in seen


async def test_a_call_that_went_well_is_one_line(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("g")
        await pilot.pause()
        await type_line(pilot, "launch moved without me @dana #launch on:wed")
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(app.screen, GoodCallDialog)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
    (call,) = rhythm.tracker.good_calls_between(dt.date(2026, 11, 1), rhythm.today())
    assert (call.body, call.person_id, call.area) == ("launch moved without me", org.dana.id, "launch_timing")
    assert call.day == dt.date(2026, 11, 18)
    assert rhythm.draft("good") == ""


@pytest.mark.usefixtures("org")
async def test_an_area_that_is_none_is_said_before_a_call_is_stored(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("g")
        await pilot.pause()
        await type_line(pilot, "moved it #parking")
        assert "other ('parking' is not an area I know)" in shown(app)
        await pilot.press("f8")
        await pilot.pause()
        assert "parking" not in shown(app)


async def test_a_call_that_cannot_be_read_stays_in_the_field(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("g")
        await pilot.pause()
        for line in ("", "moved @nobodyatall", "moved on:tomorrow", "moved ~20m"):
            app.screen.query_one(CaptureInput).value = line
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, GoodCallDialog)
    assert not rhythm.tracker.good_calls_between(dt.date(2026, 1, 1), rhythm.today())


async def test_the_list_begins_on_nothing_to_decide(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press(*"vendor", "enter")
        await pilot.pause()
        row = app.screen.query_one("#capture-list", RowList).highlighted
        assert row is not None
        assert row.key == "later"


async def test_what_waits_unsorted_is_recognised_and_both_are_put_together(rhythm: Rhythm, org: Org) -> None:
    first = rhythm.tracker.log(rhythm.tracker.draft_of(rhythm.tracker.read("vendor contract slipped, nobody owns it")))
    before = rhythm.undoable()
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "the vendor contract again")
        await pilot.press("enter")
        await settle(pilot)
        said = shown(app)
        assert "NO CONFLICT LIKE IT YET, BUT A ROW THAT WAITS" in said
        assert "vendor contract slipped, nobody owns it" in said
        assert "waits to be sorted since" in said
        assert "+ join both  n new  esc back to the line" in said
        await pilot.resize_terminal(60, 24)
        await settle(pilot)
        assert "enter decide later  + join  n new  esc back" in shown(app), "what a key does is said in fewer words"
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        await pilot.press("up", "up")
        await settle(pilot)
        assert "enter join both  n new  esc" in shown(app), "on the row itself Enter is that, and no key says it again"
        await pilot.press("plus")
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
        assert [note.message for note in app._notifications] == ["logged; one conflict of both"]
        row = rhythm.tracker.newest()[0]
        found = rhythm.tracker.escalation(first.id)
        assert found is not None
        assert row.conflict_id is not None
        assert found.conflict_id == row.conflict_id
        await pilot.press("u")
        await settle(pilot)
    found = rhythm.tracker.escalation(first.id)
    assert found is not None
    assert found.conflict_id is None
    assert rhythm.undoable() == before


async def test_what_has_a_conflict_or_reads_otherwise_is_told_of_no_row_that_waits(rhythm: Rhythm, org: Org) -> None:
    tracker = rhythm.tracker
    waits = tracker.log(tracker.draft_of(tracker.read("vendor contract slipped, nobody owns it")))
    assert rhythm.waiting.alike(waits) is None
    assert rhythm.waiting.alike(tracker.draft_of(tracker.read("budget for test devices"))) is None
    again = tracker.draft_of(tracker.read("vendor contract, nobody owns it"))
    alike = rhythm.waiting.alike(again)
    assert alike is not None
    assert alike.row.id == waits.id
    assert rhythm.waiting.alike(again._replace(day=rhythm.today() - dt.timedelta(days=200))) is None
    tracker.link(waits.id, "new")
    assert rhythm.waiting.alike(again) is None
