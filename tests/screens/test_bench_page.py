"""The bench, a candidate and a calibration round by keys and mouse."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.bench import Card, NewEvidence, Purpose, Stage
from rhythm.domain.decision_rights import Level, NewRight
from rhythm.domain.meetings import NewNote, NoteKind
from rhythm.screens.bench import BenchScreen
from rhythm.screens.calibration import CalibrationScreen
from rhythm.screens.candidate import CandidateScreen
from rhythm.screens.dialogs.bench import BeginTest, EndTest, WriteEvidence
from rhythm.screens.dialogs.line import LineDialog
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.dialogs.ritual import HoldRitual
from rhythm.screens.org import OrgScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, fill, keyed_rows, on_row, press, shown, type_line
from widgets.capture_input import CaptureInput


def card(org: Org) -> Card:
    found = org.rhythm.bench.card(org.noor.id)
    assert found is not None
    return found


def told(app: RhythmApp) -> str:
    """What was refused, with the next step."""
    return "\n".join(str(note.message) for note in app._notifications)


async def open_candidate(pilot: Pilot[None], org: Org) -> None:
    app = pilot.app
    assert isinstance(app, RhythmApp)
    await app.action_place("org")
    await settle(pilot)
    app.open_page(CandidateScreen(app.rhythm, org.noor.id))
    await settle(pilot)


@pytest.mark.usefixtures("org")
async def test_without_a_candidate_org_shows_no_bench_and_the_page_says_how_it_begins(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, OrgScreen)
        assert not any(key.startswith(("bench", "clock")) for key in keyed_rows(app))
        await press(pilot, "m")
        assert isinstance(app.screen, BenchScreen)
        assert "Nobody is ready without a finished test" in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_somebody_is_put_on_the_bench_and_goes_to_ready_by_keys_alone(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "m", "plus")
        assert isinstance(app.screen, PickDialog)
        await type_line(pilot, "noor")
        await press(pilot, "enter")
        assert isinstance(app.screen, CandidateScreen)
        assert "Needs a line of influence on peers" in shown(app)
        await press(pilot, "r")
        assert "locked until Noor Haddad finished a test" in told(app)
        assert card(org).ready_since is None
        await press(pilot, "enter")
        assert isinstance(app.screen, WriteEvidence)
        await fill(pilot, seen="two teams ask her first", on="2 nov", skill="aligning")
        assert "peer influence, Mon 2 Nov, 18 d ago, Aligning teams" in shown(app)
        await press(pilot, "enter")
        assert card(org).stage is Stage.SPOTTED
        await press(pilot, "t")
        await press(pilot, "l")
        assert isinstance(app.screen, BeginTest)
        await fill(pilot, seen="one ticket for rail and coach", on="3 nov")
        await press(pilot, "enter")
        assert [test.kind for test in card(org).running] == ["cross_team"]
        await press(pilot, "f")
        assert isinstance(app.screen, EndTest)
        await fill(pilot, seen="both teams shipped it")
        await press(pilot, "enter")
        assert isinstance(app.screen, EndTest)
        assert "say finished or dropped" in shown(app)
        await fill(pilot, outcome="fin")
        await press(pilot, "enter")
        assert card(org).stage is Stage.TESTED
        await press(pilot, "i")
        await fill(pilot, seen="in your next review, start with the risk")
        await press(pilot, "enter")
        await press(pilot, "r")
        found = card(org)
        assert (found.stage, found.ready_since) == (Stage.COACHED, rhythm.today())
        assert "ready since" in shown(app)
        await press(pilot, "u")
        assert card(org).ready_since is None


async def test_a_bench_of_before_stands_under_org_in_a_line_and_seats_have_their_depth(
    rhythm: Rhythm, org: Org
) -> None:
    rhythm.bench.spot(org.noor.id, NewEvidence("two teams ask her first"))
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert keyed_rows(app)["bench:0"].main == "1 candidate"
        assert keyed_rows(app)["bench:0"].fact == "0 of 2 manager seats tested for · 1 without a sponsor"
        await on_row(pilot, "bench:0")
        await press(pilot, "enter")
        assert isinstance(app.screen, BenchScreen)
        picture = shown(app)
        assert "0 of 2 manager seats with somebody who passed" in picture
        assert "DANA OKOYE" in picture
        assert picture.count("o credible internal path") == 2
        assert "NO SPONSOR" in picture
        assert keyed_rows(app)[f"candidate:{org.noor.id}"].mark == "●○○○"
        await on_row(pilot, f"seat:{org.ilya.id}")
        assert "Enter puts somebody there" in shown(app)
        await press(pilot, "enter")
        await type_line(pilot, "chris moon")
        await press(pilot, "enter")
        found = rhythm.bench.card(org.chris_m.id)
        assert found is not None
        # Ilya is whom he reports to: the seat follows him.
        assert found.candidate.seat_id is None


async def test_a_candidate_is_opened_with_the_mouse(rhythm: Rhythm, org: Org) -> None:
    rhythm.bench.spot(org.noor.id, NewEvidence("two teams ask her first"))
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        line = next(n for n, text in enumerate(shown(app).split("\n")) if "Noor Haddad" in text)
        await pilot.click(offset=(8, line))
        await settle(pilot)
        assert isinstance(app.screen, CandidateScreen)


async def test_a_word_that_names_no_behaviour_is_hinted_at_and_what_was_typed_comes_back(
    rhythm: Rhythm, org: Org
) -> None:
    rhythm.bench.spot(org.noor.id, NewEvidence("two teams ask her first"))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_candidate(pilot, org)
        await press(pilot, "i")
        await fill(pilot, seen="has executive presence", for_="quince")
        assert "name the behaviour" in shown(app)
        assert "what is the line for?" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, WriteEvidence)
        await press(pilot, "escape", "i")
        assert app.screen.query_one("#seen", CaptureInput).value == "has executive presence"
        await fill(pilot, for_="other")
        await press(pilot, "enter")
        assert [line.purpose for line in card(org).evidence] == [Purpose.OTHER, Purpose.INFLUENCE]


async def test_a_note_is_taken_as_evidence(rhythm: Rhythm, org: Org) -> None:
    rhythm.bench.add(org.noor.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_candidate(pilot, org)
        await press(pilot, "v")
        assert "no note about them yet" in shown(app)
        note = rhythm.talks.write_feedback(org.noor.id, NewNote("asked Growth first", NoteKind.FEEDBACK))
        await press(pilot, "v", "enter")
        await press(pilot, "p")
        found = card(org)
        assert (found.stage, found.evidence[0].note_id) == (Stage.SPOTTED, note.id)


async def test_the_role_is_answered_on_its_row_and_the_board_speaks_up(rhythm: Rhythm, org: Org) -> None:
    rhythm.bench.add(org.noor.id)
    rhythm.rights.set(NewRight(org.platform.id, "roadmap", rhythm.today(), org.ilya.id, Level.DELEGATE))
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_candidate(pilot, org)
        assert "ccountability without decision rights" in shown(app)
        await on_row(pilot, "role:authority")
        await press(pilot, "n")
        assert card(org).answers["authority"].yes is False
        await press(pilot, "y")
        assert card(org).answers["authority"].yes is True
        await press(pilot, "enter")
        assert card(org).answers["authority"].yes is False


async def test_what_was_said_of_a_test_stands_beside_it(rhythm: Rhythm, org: Org) -> None:
    rhythm.bench.spot(org.noor.id, NewEvidence("two teams ask her first"))
    begun = rhythm.bench.begin_test(org.noor.id, "mentor", NewEvidence("a quarter with Chris Moon")).running[0]
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_candidate(pilot, org)
        await on_row(pilot, f"test:{begun.id}")
        beside = [line[81:].strip() for line in shown(app).split("\n")]
        assert "a quarter with Chris Moon" in beside
        assert "two teams ask her first" not in beside


async def test_sponsor_seat_stage_and_lines_are_changed_by_keys(rhythm: Rhythm, org: Org) -> None:
    rhythm.bench.spot(org.noor.id, NewEvidence("two teams ask her first"))
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_candidate(pilot, org)
        await press(pilot, "p")
        assert isinstance(app.screen, LineDialog)
        await type_line(pilot, "ilya")
        await press(pilot, "enter")
        assert card(org).candidate.sponsor_id == org.ilya.id
        await press(pilot, "o")
        await type_line(pilot, "ilya")
        await press(pilot, "enter")
        assert card(org).candidate.seat_id == org.ilya.id
        line = card(org).evidence[0]
        await on_row(pilot, f"evidence:{line.id}")
        await press(pilot, "d")
        assert "spotted rests on that line" in told(app)
        await press(pilot, "b", "d")
        assert (card(org).stage, card(org).evidence) == (Stage.NAMED, ())
        await press(pilot, "ctrl+t")
        assert card(org).candidate.left_on == rhythm.today()
        assert not isinstance(app.screen, CandidateScreen)


async def test_undo_of_the_bench_closes_the_page_of_who_is_not_on_it_any_more(rhythm: Rhythm, org: Org) -> None:
    rhythm.bench.add(org.noor.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_candidate(pilot, org)
        await press(pilot, "u")
        await settle(pilot)
        assert isinstance(app.screen, OrgScreen)


async def test_names_and_evidence_hide(rhythm: Rhythm, org: Org) -> None:
    rhythm.bench.spot(org.noor.id, NewEvidence("two teams ask her first"))
    rhythm.bench.set_sponsor(org.noor.id, rhythm.bench.read_sponsor("Ms. Quince"))
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_candidate(pilot, org)
        assert "Ms. Quince" in shown(app)
        await press(pilot, "h")
        for secret in ("Noor", "two teams", "Quince", "Dana"):
            assert secret not in shown(app)


async def test_the_calibration_round_is_offered_from_six_teams_on_and_never_before(rhythm: Rhythm, org: Org) -> None:
    rhythm.bench.spot(org.noor.id, NewEvidence("two teams ask her first"))
    for name in ("Core", "Search", "Mobile"):
        rhythm.people.add_team(name)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        assert "calibration" not in shown(app)
        await press(pilot, "k")
        assert isinstance(app.screen, BenchScreen)
        rhythm.people.add_team("Care")
        app.tell_store_changed()
        await settle(pilot)
        await press(pilot, "k")
        assert isinstance(app.screen, CalibrationScreen)
        picture = shown(app)
        assert [one in picture for one in ("Performance standards", "Promotions", "Coaching challenges")] == [True] * 3
        await press(pilot, "enter")
        await type_line(pilot, "one dated example each")
        await press(pilot, "enter")
        await on_row(pilot, f"person:{org.dana.id}")
        await press(pilot, "i")
        await type_line(pilot, "names things early")
        await press(pilot, "enter")
        assert [(note.topic, note.person_id) for note in rhythm.bench.round_notes()] == [
            ("standards", None),
            ("", org.dana.id),
        ]
        await press(pilot, "k")
        assert isinstance(app.screen, CalibrationScreen)
        await press(pilot, "space")
        assert [one.ritual.slug for one in rhythm.rituals.standings()] == ["talent_calibration"]
        await press(pilot, "k")
        assert isinstance(app.screen, HoldRitual)


async def test_what_a_round_before_said_stands_beside_the_row(rhythm: Rhythm, org: Org) -> None:
    for name in ("Core", "Search", "Mobile", "Care"):
        rhythm.people.add_team(name)
    rhythm.bench.write_round("is late with bad news", person_id=org.dana.id, day=rhythm.today() - dt.timedelta(days=90))
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await app.action_place("org")
        app.open_page(CalibrationScreen(rhythm))
        await settle(pilot)
        assert "the last one was Sat 22 Aug" in shown(app)
        assert keyed_rows(app)[f"person:{org.dana.id}"].fact == "is late with bad news"
