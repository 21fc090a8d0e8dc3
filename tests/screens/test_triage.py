"""Triage of single rows, by keys alone."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.escalations import Cause, Escalation, Handling, Moment
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.dialogs.keyed import letters_of
from rhythm.screens.dialogs.triage import TriageDialog, open_triage
from rhythm.screens.place import PageScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.tracking import NARROW, WIDE, due, shown, suggest, twice
from tests.widgets.showing import HOSTILE
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList


async def open_rows(pilot: Pilot[None], app: RhythmApp, *rows: Escalation) -> None:
    """Over Today."""
    await pilot.pause()
    open_triage(app, rows[0], rows)
    await pilot.pause()
    assert isinstance(app.screen, TriageDialog)


def now(rhythm: Rhythm, row: Escalation) -> Escalation:
    """The row as it is stored."""
    found = rhythm.tracker.escalation(row.id)
    assert found is not None
    return found


async def test_a_narrow_window_has_narrow_rows_from_the_first_one_on(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict, row = twice(org), org.escalate("release date once more")
    suggest(monkeypatch, rhythm, (conflict, 0.95))
    app = RhythmApp(rhythm)

    def suggested() -> list[str]:
        return [one.main for one in app.screen.query_one(RowList).rows()]

    async with app.run_test(size=(44, 24)) as pilot:
        await open_rows(pilot, app, row)
        narrow = suggested()
        await pilot.resize_terminal(100, 24)
        await pilot.pause()
        await pilot.pause()
        assert suggested() != narrow, "a wide window has the reasons beside the name"
        await pilot.resize_terminal(44, 24)
        await pilot.pause()
        await pilot.pause()
        assert suggested() == narrow


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_enter_takes_what_is_sure_and_a_moment_ends_it(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    conflict, row = twice(org), org.escalate("release date once more")
    suggest(monkeypatch, rhythm, (conflict, 0.95))
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_rows(pilot, app, row)
        assert "enter take it" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TriageDialog)
        assert "Which moment? a b o t 0" in shown(app)
        assert "a b o t 0 which moment?" in shown(app)
        assert "enter take it" not in shown(app)
        await pilot.press("0")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
    stored = now(rhythm, row)
    assert (stored.conflict_id, stored.moment) == (conflict, Moment.NONE)


async def test_the_keys_say_when_enter_leaves_the_row(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict, row = twice(org), org.escalate("release date once more")
    suggest(monkeypatch, rhythm, (conflict, 0.5))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, row)
        await pilot.pause()
        assert "enter leave it" in shown(app)
        await pilot.press("home")
        await pilot.pause()
        assert "enter take it" in shown(app)
        await pilot.press("end")
        await pilot.pause()
        assert "enter leave it" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
    assert now(rhythm, row).conflict_id is None


@pytest.mark.parametrize(
    ("key", "moment"),
    [
        ("a", Moment.AMBIGUITY),
        ("b", Moment.QUALITY_BAR),
        ("o", Moment.ORG_DESIGN),
        ("t", Moment.EXECUTIVE),
        ("0", Moment.NONE),
    ],
)
async def test_each_moment_has_its_key(rhythm: Rhythm, org: Org, key: str, moment: Moment) -> None:
    row = org.escalate("vendor")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, row)
        await pilot.press(key)
        await pilot.pause()
    assert now(rhythm, row).moment is moment


async def test_what_a_choice_means_stands_whole_under_it_where_it_would_be_cut(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, org.escalate("vendor"))
        await pilot.press("c")
        await pilot.pause()
        choices = app.screen.query_one(RowList)
        for term in rhythm.vocabulary.causes:
            assert choices.highlight(term.slug)
            await pilot.pause()
            seen = " ".join(shown(app).replace("│", " ").split())
            assert term.help in seen, shown(app)


@pytest.mark.parametrize(("keys", "moment"), [("ta", Moment.EXECUTIVE), ("ab", Moment.AMBIGUITY)])
async def test_a_second_moment_pressed_at_once_is_not_stored(
    rhythm: Rhythm, org: Org, keys: str, moment: Moment
) -> None:
    conflict = due(org)
    row = org.escalate("the release date", conflict=conflict)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        app.open_page(ConflictScreen(rhythm, conflict))
        await pilot.pause()
        open_triage(app, row)
        await pilot.pause()
        dialog = app.screen
        for key in keys:
            app.post_message(events.Key(key, key))
        await pilot.pause()
        await pilot.pause()
        assert not dialog.is_attached
    assert now(rhythm, row).moment is moment
    assert rhythm.undo().label == f"edit escalation #{row.id}"
    assert now(rhythm, row).moment is None


@pytest.mark.parametrize("keys", [("enter", "enter"), ("b", "a")])
async def test_what_is_pressed_twice_at_once_answers_one_row_only(
    rhythm: Rhythm, org: Org, keys: tuple[str, str]
) -> None:
    conflict = twice(org)
    first, second = (org.escalate(text, conflict=conflict) for text in ("one thing", "other matter"))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, first, second)
        for key in keys:
            app.post_message(events.Key(key, None))
        await pilot.pause()
        await pilot.pause()
        assert "2 of 2" in shown(app)
    assert now(rhythm, second).moment is None


async def test_rows_come_one_after_the_other_and_can_be_left(rhythm: Rhythm, org: Org) -> None:
    first, second, third = (org.escalate(text) for text in ("one thing", "other matter", "last affair"))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, first, second, third)
        await pilot.press("n", "b")
        await pilot.pause()
        assert "other matter" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "last affair" in shown(app)
        await pilot.press("n", "escape")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
    assert now(rhythm, first).conflict_id is not None
    assert now(rhythm, second).conflict_id is None
    assert now(rhythm, third).conflict_id not in (None, now(rhythm, first).conflict_id)
    assert rhythm.undo().label == f"link escalation #{third.id}"
    assert now(rhythm, third).conflict_id is None


async def test_handling_and_cause_are_chosen_by_one_letter_or_left_by_escape(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("vendor")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, row)
        await pilot.press("equals_sign")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert now(rhythm, row).cause is None
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
    stored = now(rhythm, row)
    assert (stored.handling, stored.cause) == (Handling.COACHED, Cause.PLATFORM_AS_FEATURE_TEAM)
    assert rhythm.undo().label == f"edit escalation #{row.id}"
    assert now(rhythm, row).cause is None


@pytest.mark.parametrize("group", ["handlings", "causes", "areas", "reached"])
def test_every_answer_of_a_list_has_a_letter_of_its_own(rhythm: Rhythm, group: str) -> None:
    terms = getattr(rhythm.vocabulary, group)
    letters = letters_of([term.label for term in terms])
    assert len(set(letters)) == len(terms)
    assert all(letter.isalpha() and letter.islower() for letter in letters)
    assert letters[0] == terms[0].label[0].lower()


def test_answers_without_any_letter_of_their_own_get_free_ones() -> None:
    assert letters_of(["min", "mim", "30 %", "20 min"]) == ("m", "i", "a", "n")


async def test_another_conflict_is_picked_by_its_name_and_the_suggested_one_is_not_offered_again(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict, row = twice(org), org.escalate("who may speak to the vendor")
    other = org.escalate("vendor contract", 9, conflict="new").conflict_id
    suggest(monkeypatch, rhythm, (conflict, 0.5))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, row)
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press(*"con", "enter")
        await pilot.pause()
    monkeypatch.undo()
    assert now(rhythm, row).conflict_id == other
    assert conflict not in [one.conflict_id for one in rhythm.tracker.suggest_for(row)]


async def test_text_day_forum_and_minutes_can_be_edited(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("vendor")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, row)
        await pilot.press("ctrl+e")
        await pilot.pause()
        summary, day, forum, minutes = app.screen.query(CaptureInput)
        summary.value, day.value, forum.value, minutes.value = "", "tomorrow", "slack", "soon"
        for field, good in ((summary, "vendor call"), (day, "wed"), (minutes, "1h30")):
            await pilot.press("enter")
            await pilot.pause()
            assert field.has_focus
            field.value = good
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TriageDialog)
        assert "vendor call" in shown(app)
    stored = now(rhythm, row)
    assert (stored.summary, stored.day.day, stored.forum, stored.minutes) == ("vendor call", 18, "slack", 90)
    rhythm.undo()
    assert now(rhythm, row) == row


async def test_a_row_that_was_undone_away_is_left(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("vendor")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, row)
        rhythm.undo()
        app.tell_store_changed()
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)


async def test_hostile_rows_are_shown_at_any_size(rhythm: Rhythm, org: Org) -> None:
    rows = [org.escalate(f"x {text}", conflict="new") for text in HOSTILE]
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, *rows)
        for _ in rows[1:]:
            await pilot.press("enter")
        assert isinstance(app.screen, TriageDialog)
        await pilot.resize_terminal(50, 14)
        await pilot.resize_terminal(*NARROW)


async def test_hidden_rows_show_no_name_and_no_note(rhythm: Rhythm, org: Org) -> None:
    twice(org)
    line = "release date, says Noor @noor in:dana"
    row = rhythm.tracker.log(rhythm.tracker.draft_of(rhythm.tracker.read(line)))
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_rows(pilot, app, row)
        told = shown(app)
        await pilot.press("f8")
        await pilot.pause()
        seen = shown(app)
    for hidden in ("release", "Noor", "dana", "Dana"):
        assert hidden in told
        assert hidden not in seen


async def test_where_a_row_shares_no_word_with_its_conflict_two_words_may_be_joined(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, row = org.escalate("vendor contract", 9, conflict="new"), org.escalate("supplier paperwork")
    suggest(monkeypatch, rhythm, (first.conflict_id, 0.95))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, row)
        await pilot.press("enter")
        await pilot.pause()
        assert "Treat these as the same?" in shown(app)
        assert "paperwork | contract" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
    assert [line.body for line in rhythm.words.lines()] == ["paperwork | contract"]
    assert now(rhythm, row).conflict_id is not None


@pytest.mark.parametrize("key", ["plus", "enter"])
async def test_two_rows_that_wait_and_read_alike_become_one_conflict(rhythm: Rhythm, org: Org, key: str) -> None:
    first, second = org.escalate("vendor contract slipped", 3), org.escalate("the vendor contract again")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_rows(pilot, app, second)
        assert "vendor contract slipped" in shown(app)
        if key == "enter":
            assert app.screen.query_one(RowList).highlight(f"waiting:{first.id}")
            await pilot.pause()
            assert "enter join both" in shown(app)
        await pilot.press(key)
        await pilot.pause()
        assert "waits to be sorted" not in shown(app)
    assert now(rhythm, first).conflict_id == now(rhythm, second).conflict_id is not None
    rhythm.undo()
    assert now(rhythm, first).conflict_id is now(rhythm, second).conflict_id is None
