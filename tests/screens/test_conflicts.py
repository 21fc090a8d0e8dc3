"""The list of conflicts and the page of one, by keys alone."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.conflicts import ConflictState, Occasion, Tally, VerdictKind
from rhythm.domain.dates import Looking, parse_day
from rhythm.domain.escalations import Cause, ConflictId, Moment, NewEscalation
from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.saying import say_day
from rhythm.queries.tracker import ConflictView
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.conflicts import ConflictsScreen
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.dialogs.triage import TriageDialog
from rhythm.screens.figures import FiguresScreen
from rhythm.screens.tracker_words import FIX_QUESTIONS, brief_count
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.screens.tracking import NARROW, WIDE, due, open_conflict, shown, twice, type_line
from tests.widgets.showing import HOSTILE
from widgets.capture_input import CaptureInput
from widgets.plain import fitted
from widgets.row_list import RowList


def view(rhythm: Rhythm, number: ConflictId) -> ConflictView:
    """A conflict as it stands."""
    found = rhythm.tracker.conflict(number)
    assert found is not None
    return found


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and let the app come to rest where a window opens or closes."""
    for key in keys:
        await pilot.press(key)
        if len(key) > 1 or len(keys) == 1:
            await pilot.pause()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_conflicts_stand_in_groups_and_enter_opens_what_is_due(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    number = due(org)
    twice(org)
    org.escalate("vendor contract", 5, conflict="new")
    quiet = org.escalate("logo colour", 9, conflict="new").conflict_id
    assert quiet is not None
    rhythm.tracker.answer(quiet, VerdictKind.CLOSED)
    org.escalate("nobody's child", 2)
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        seen = shown(app)
        places = [seen.index(title) for title in ("UNSORTED", "VERDICT DUE", "ONE MORE AND", "OTHERS", "QUIET")]
        assert places == sorted(places)
        await press(pilot, "enter")
        assert isinstance(app.screen, ConflictScreen)
        assert "You coached it 3 times." in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ConflictsScreen)
    assert view(rhythm, number).flagged


async def test_what_did_not_come_up_for_a_year_is_one_row_until_it_is_asked_for(rhythm: Rhythm, org: Org) -> None:
    old = org.escalate("vendor contract", 900, conflict="new").conflict_id
    older = org.escalate("logo colour", 1200, conflict="new").conflict_id
    assert old is not None
    assert older is not None
    org.escalate("release date", 3, conflict="new")
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "NOTHING FOR A YEAR" in shown(app)
        assert "vendor contract" not in shown(app)
        await press(pilot, "down", "enter")
        seen = shown(app)
        assert seen.index("vendor contract") < seen.index("logo colour")
        assert "Show 2 older" not in seen
        app.screen.query_one("#list", RowList).highlight(f"conflict:{older}")
        await press(pilot, "enter")
        assert isinstance(app.screen, ConflictScreen)
        await press(pilot, "escape")
        rhythm.tracker.merge(old, older)
        app.tell_store_changed()
        await pilot.pause()
        assert "●○○ vendor contract" not in shown(app)
        assert "●○○ logo colour" in shown(app)


async def test_rows_without_a_home_are_sorted_from_the_top(rhythm: Rhythm, org: Org) -> None:
    twice(org)
    row = org.escalate("nobody's child", 2)
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "home", "down", "enter")
        assert isinstance(app.screen, TriageDialog)
        await press(pilot, "n", "a")
        assert isinstance(app.screen, ConflictsScreen)
        assert "UNSORTED" not in shown(app)
    stored = rhythm.tracker.escalation(row.id)
    assert stored is not None
    assert stored.moment is Moment.AMBIGUITY


async def test_figures_open_the_rows_behind_them_and_a_silent_week_is_a_gap(rhythm: Rhythm, org: Org) -> None:
    twice(org)
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "home")
        seen = shown(app)
        assert "logged in 2 of 13 weeks" in seen
        assert "reached you 2" in seen
        assert "······" in seen
        await press(pilot, "enter")
        assert isinstance(app.screen, FiguresScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, PickDialog)
        await press(pilot, *"aga", "enter")
        assert isinstance(app.screen, TriageDialog)


# In September 12 Oct, say, would need its year.
@pytest.mark.parametrize("days", [0, 305])
async def test_an_empty_place_says_what_begins_it(rhythm: Rhythm, clock: FixedClock, days: int) -> None:
    clock.forward(days)
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "Press e to log what reached you" in shown(app)
        assert "in the shell:  rhythm import escalations FILE.csv" in shown(app)
        (typed,) = re.findall(r" on:(\S+)", shown(app))
        assert parse_day(typed, clock.today(), looking=Looking.BACK) == clock.today() - dt.timedelta(weeks=6)


async def test_many_conflicts_keep_the_cursor_through_a_reload(rhythm: Rhythm, org: Org, db: Database) -> None:
    # The matcher is not asked here, and would take most of the time.
    db.derive = None
    with db.action("many"):
        for number in range(600):
            new = NewEscalation(f"matter {number}", rhythm.today() - dt.timedelta(days=number % 80))
            rhythm.tracker.log(new, conflict="new")
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "end")
        rows = app.screen.query_one("#list", RowList)
        assert rows.highlighted is not None
        last = rows.highlighted.key
        app.tell_store_changed()
        await pilot.pause()
        assert rows.highlighted.key == last


async def test_a_fix_is_decided_put_in_effect_and_judged_after_the_watch(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "f")
        await press(pilot, *"decis", "enter")
        fields = {one.id: one for one in app.screen.query(CaptureInput)}
        fields["owner"].value, fields["body"].value = "dana", "Dana decides launch timing"
        await press(pilot, "enter")
        fix = rhythm.fixes.of(number)[0]
        assert (fix.kind, fix.owner_id, fix.state) == (FixKind.DECISION_RIGHT, org.dana.id, FixState.DECIDED)
        assert "ctrl+f in effect" in shown(app)
        await press(pilot, "ctrl+f")
        await press(pilot, "enter")
        assert view(rhythm, number).state is ConflictState.IN_EFFECT
        await press(pilot, "k")
        assert rhythm.fixes.of(number)[0].state is FixState.IN_EFFECT
        clock.forward(90)
        app.tell_store_changed()
        await pilot.pause()
        seen = shown(app)
        assert "DID IT HOLD?" in seen
        assert "by chance" in seen
        await press(pilot, "k")
    assert view(rhythm, number).state is ConflictState.HELD


async def test_what_was_said_of_a_watch_goes_with_its_undo(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    rhythm.fixes.add(number, FixKind.CHARTER, owner_id=org.dana.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "ctrl+f", "enter")
        assert [note.message.split(" until")[0] for note in app._notifications] == ["watched"]
        await press(pilot, "u")
        assert "undone: fix #1 in effect" in shown(app)
        assert not app._notifications


async def test_what_was_said_of_anything_else_stays_when_something_is_undone(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    rhythm.fixes.add(number, FixKind.CHARTER, owner_id=org.dana.id)
    app = RhythmApp(rhythm)

    def said() -> list[str]:
        return [note.message.split(" until")[0] for note in app._notifications]

    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await open_conflict(pilot, app, number)
        app.notify("the store was moved away", markup=False)
        await press(pilot, "ctrl+f", "enter")
        rhythm.planner.add_note(org.dana.id, "done after the fix")
        app.tell_store_changed()
        await press(pilot, "u")
        assert said() == ["the store was moved away", "watched"]
        await press(pilot, "u")
        assert said() == ["the store was moved away"]


@pytest.mark.parametrize(("key", "state"), [("k", FixState.HELD), ("r", FixState.CAME_BACK), ("w", FixState.UNCLEAR)])
async def test_each_verdict_on_a_fix_has_its_key(
    rhythm: Rhythm, org: Org, clock: FixedClock, key: str, state: FixState
) -> None:
    number = due(org)
    fix = rhythm.fixes.add(number, FixKind.CHARTER, owner_id=org.dana.id)
    rhythm.fixes.put_in_effect(fix.id)
    clock.forward(91)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, key)
        await press(pilot, "u")
        assert f"undone: fix #{fix.id} {state.replace('_', ' ')}" in shown(app)
        assert rhythm.fixes.of(number)[0].state is FixState.IN_EFFECT
        await press(pilot, "U")
    assert rhythm.fixes.of(number)[0].state is state


async def test_a_day_typed_where_one_is_proposed_takes_its_place(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    number = due(org)
    rhythm.fixes.add(number, FixKind.CHARTER, owner_id=org.dana.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "ctrl+f", *"yesterday")
        # What was typed is a draft, to which more can be added.
        await press(pilot, "escape", "ctrl+f", "backspace", "y", "enter")
    assert rhythm.fixes.of(number)[0].in_effect == clock.today() - dt.timedelta(days=1)


async def test_a_fix_without_an_owner_is_proposed_and_asks_for_one_before_it_starts(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "f", "enter")
        assert not rhythm.fixes.of(number)
        await press(pilot, "enter")
        assert rhythm.fixes.of(number)[0].state is FixState.PROPOSED
        said = " ".join(shown(app).split())
        assert "Fix proposed." in said
        assert "Fri 20 Nov fix proposed" in said, "and so among what happened"
        assert "ix decided" not in said
        await press(pilot, "ctrl+f", "enter")
        assert rhythm.fixes.of(number)[0].state is FixState.PROPOSED
        await press(pilot, *"ilya", "enter")
        assert rhythm.fixes.of(number)[0].owner_id == org.ilya.id
        assert rhythm.fixes.of(number)[0].state is FixState.IN_EFFECT


async def test_the_kinds_of_a_fix_stand_there_to_choose_from_and_begin_on_what_the_causes_say(
    rhythm: Rhythm, org: Org
) -> None:
    number = due(org)
    for row in view(rhythm, number).rows:
        rhythm.tracker.edit(row.id, cause=Cause.DECISION_RIGHT)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "f")
        seen = shown(app)
        assert all(term.label in seen for term in rhythm.vocabulary.fix_kinds)
        assert [question for question in FIX_QUESTIONS.values() if question not in seen] == [], seen
        await press(pilot, "enter")
        assert "Who decides this from now on?" in shown(app)
        await press(pilot, *"nobody known", "enter")
        assert "there is no person called 'nobody known'" in shown(app)
        await press(pilot, "escape", "f", "enter")
        assert "nobody known" in shown(app)
        app.screen.query_one("#owner", CaptureInput).value = ""
        await press(pilot, "enter")
    assert rhythm.fixes.of(number)[0].kind is FixKind.DECISION_RIGHT


async def test_a_fix_that_is_not_in_effect_can_be_dropped(rhythm: Rhythm, org: Org) -> None:
    number = twice(org)
    rhythm.fixes.add(number, FixKind.CHARTER)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "d")
    assert rhythm.fixes.of(number)[0].state is FixState.DROPPED


async def test_a_tension_needs_a_reason_and_what_was_typed_survives_escape(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "t", "t", "enter")
        assert view(rhythm, number).flagged
        await press(pilot, *"good", "escape")
        assert isinstance(app.screen, ConflictScreen)
        await press(pilot, "t", "t")
        why, until = app.screen.query(CaptureInput)
        assert why.value == "good"
        until.value = "in 2 years"
        await press(pilot, "enter")
        assert until.has_focus
        until.value = "in 4 weeks"
        await press(pilot, "enter")
    stored = view(rhythm, number).conflict
    assert view(rhythm, number).state is ConflictState.TENSION
    assert stored.until == rhythm.today() + dt.timedelta(days=28)
    assert rhythm.tracker.verdicts_of(number)[-1].why == "good"
    assert rhythm.drafts("tension:") == {}


async def test_a_verdict_is_put_off_twice_at_the_most(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        assert "(2 left)" in shown(app)
        for _ in range(2):
            await press(pilot, "l", "l")
            assert view(rhythm, number).state is ConflictState.LATER
            until = say_day(rhythm.today() + dt.timedelta(days=14), rhythm.today())
            assert f"put off until {until} already" in [*app._notifications][-1].message
            clock.forward(14)
            app.tell_store_changed()
            await pilot.pause()
        seen = shown(app)
        assert "Put off on 20 Nov and 4 Dec." in seen
        assert "later" not in seen
        await press(pilot, "l")
    assert view(rhythm, number).flagged


async def test_rows_that_are_another_conflict_are_split_off(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    rows = view(rhythm, number).rows
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "s", "space", "down", "down", "space", "enter")
        await type_line(pilot, "Release of the app")
        await press(pilot, "escape", "escape", "s")
        await press(pilot, "space", "down", "down", "space", "enter", "enter")
        assert isinstance(app.screen, ConflictScreen)
    assert [row.id for row in view(rhythm, number).rows] == [rows[1].id]
    part = next(found for found in rhythm.tracker.conflicts() if found.id != number)
    assert part.conflict.name == "Release of the app"
    assert {row.id for row in part.rows} == {rows[0].id, rows[2].id}
    rhythm.undo()
    assert view(rhythm, number).rows == rows


async def test_two_conflicts_are_merged_and_the_page_shows_the_one_that_stays(rhythm: Rhythm, org: Org) -> None:
    number, other = twice(org), org.escalate("banner order", 3, conflict="new").conflict_id
    assert other is not None
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "ctrl+g", *"ban", "enter")
        assert "banner order" in shown(app)
        assert len(view(rhythm, other).rows) == 3
        await press(pilot, "u")
        assert len(view(rhythm, other).rows) == 1
    assert len(view(rhythm, number).rows) == 2


async def test_a_row_moves_to_another_conflict_and_is_not_offered_the_old_one_again(rhythm: Rhythm, org: Org) -> None:
    number, other = twice(org), org.escalate("banner order", 3, conflict="new").conflict_id
    assert other is not None
    moved = view(rhythm, number).rows[-1]
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        app.screen.query_one("#list", RowList).highlight(f"escalation:{moved.id}")
        await press(pilot, "ctrl+x", *"ban", "enter")
    assert {row.id for row in view(rhythm, other).rows} >= {moved.id}
    now = rhythm.tracker.escalation(moved.id)
    assert now is not None
    assert number not in [one.conflict_id for one in rhythm.tracker.suggest_for(now)]


async def test_a_conflict_is_renamed_closed_and_edited_row_by_row(rhythm: Rhythm, org: Org) -> None:
    number = twice(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "ctrl+r")
        app.screen.query_one(CaptureInput).value = " "
        await press(pilot, "enter")
        app.screen.query_one(CaptureInput).value = "2027"
        await press(pilot, "enter")
        assert "has no letter: 2027" in shown(app)
        app.screen.query_one(CaptureInput).value = "Release date [Q3]"
        await press(pilot, "enter")
        assert "Release date [Q3]" in shown(app)
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, TriageDialog)
        await press(pilot, "o", "ctrl+d")
        assert "Closed." in shown(app)
    assert view(rhythm, number).conflict.name == "Release date [Q3]"
    assert view(rhythm, number).state is ConflictState.CLOSED
    assert Moment.ORG_DESIGN in {row.moment for row in view(rhythm, number).rows}


async def test_the_page_closes_when_its_conflict_is_undone_away(rhythm: Rhythm, org: Org) -> None:
    row = org.escalate("banner order", conflict="new")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, row.conflict_id or 0)
        await press(pilot, "u")
        assert not isinstance(app.screen, ConflictScreen)


async def test_hostile_names_and_notes_are_drawn_as_they_are(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    for text in HOSTILE:
        org.escalate(f"x {text}", 2, conflict="new", forum=text[:200])
    rhythm.tracker.rename(number, "[/foo] [Q3] " + "\u65e5" * 90)
    rhythm.fixes.add(number, FixKind.CHARTER, body="[/bar]")
    rhythm.tracker.answer(number, VerdictKind.TENSION, why="[/why] " + "so " * 90)
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "end", "pageup", "home")
        for size in ((40, 12), (100, 30), (160, 50), NARROW):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        app.open_page(ConflictScreen(rhythm, number))
        await pilot.pause()
        for size in ((40, 12), (160, 50), NARROW):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert "[/why]" in shown(app)


async def test_hidden_pages_show_no_name_and_no_note(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    org.escalate("secret matter", 2, forum="1:1 Dana")
    org.escalate("secret affair", 2, conflict=number, forum="1:1 Dana")
    rhythm.fixes.add(number, FixKind.CHARTER, owner_id=org.dana.id, body="secret plan")
    rhythm.tracker.answer(number, VerdictKind.TENSION, why="secret reason")
    app = RhythmApp(rhythm, place="conflicts")
    async with app.run_test(size=(160, 50)) as pilot:
        await press(pilot, "h", "home", "down")
        seen = shown(app)
        await open_conflict(pilot, app, number)
        seen += shown(app)
        await press(pilot, "down")
        seen += shown(app)
    for hidden in ("secret", "release", "Dana", "matter", "affair"):
        assert hidden not in seen


def test_how_often_a_conflict_came_is_not_cut_for_how_often_it_was_coached() -> None:
    first, last = dt.date(2026, 9, 22), dt.date(2026, 11, 19)
    counted = tuple(Occasion(day, None, "slack", ()) for day in (first, last))
    said = brief_count(Tally(counted, 2, 2, 30, last))
    assert said == "2 in 58 days · coached 2x"
    assert fitted(said, len("2 in 58 days")) == "2 in 58 days"
