"""The page of a team by keys: charter, cards, interfaces, how it works, merging; what is wrong is said."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.structure import CardAnswer, Subject
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.dialogs.sheet import SheetDialog
from rhythm.screens.opening import open_key
from rhythm.screens.room import RoomScreen
from rhythm.screens.team_page import TeamPageScreen
from rhythm.service import Rhythm
from tests.builders import Org, charter_of
from tests.screens.touring import in_front
from tests.screens.tracking import NARROW, WIDE, keyed_rows, shown, type_line
from tests.widgets.showing import lines
from widgets.capture_input import CaptureInput
from widgets.panel import TextPanel
from widgets.row_list import RowList

FULL = (160, 50)


async def on_page(pilot: Pilot[None], app: RhythmApp, org: Org, row: str = "") -> TeamPageScreen:
    """The page of Platform, the cursor on a row."""
    await pilot.pause()
    page = TeamPageScreen(app.rhythm, org.platform.id, row)
    app.open_page(page)
    await pilot.pause()
    return page


def told(app: RhythmApp) -> str:
    return " ".join(" ".join(lines(app.screen.query_one("#detail", TextPanel))).split())


async def fill(pilot: Pilot[None], **texts: str) -> None:
    """Type into the fields of the dialog in front, in the place of what stands there."""
    for name, text in texts.items():
        pilot.app.screen.query_one(f"#{name}", CaptureInput).value = text
    await pilot.pause()


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_a_charter_is_written_by_keys_and_shown(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await on_page(pilot, app, org)
        assert "Nothing is said yet" in shown(app)
        await pilot.press("c")
        await pilot.pause()
        await type_line(pilot, "deploys, release dates")
        await fill(pilot, not_owns="banners", goals="One way to deploy; No surprises", since="1 oct")
        assert "2 tags owned, 1 not, since Thu 1 Oct" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        charter = charter_of(rhythm.structure, org.platform.id)
        assert charter is not None
        assert (charter.owns, charter.not_owns, charter.goals, charter.since) == (
            ("deploys", "release dates"),
            ("banners",),
            ("One way to deploy", "No surprises"),
            dt.date(2026, 10, 1),
        )
        assert "deploys, release dates" in shown(app)
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        view = rhythm.structure.team(org.platform.id)
        assert view is not None
        assert len(view.charters) == 1
        await pilot.press("u")
        await pilot.pause()
        assert charter_of(rhythm.structure, org.platform.id) is None
        assert "Nothing is said yet" in shown(app)


async def test_what_is_wrong_with_a_charter_is_said_below_and_nothing_typed_is_lost(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await on_page(pilot, app, org)
        await pilot.press("c")
        await pilot.pause()
        await fill(pilot, owns="Prices, deploys", not_owns="price")
        assert "'Prices' is owned and not owned" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SheetDialog)
        assert charter_of(rhythm.structure, org.platform.id) is None
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert app.screen.query_one("#owns", CaptureInput).value == "Prices, deploys"
        await fill(pilot, not_owns="", since="in 3 weeks")
        assert "still to come" in shown(app)
        await fill(pilot, since="")
        await pilot.press("enter")
        await pilot.pause()
        assert charter_of(rhythm.structure, org.platform.id) is not None
        await pilot.press("c")
        await pilot.pause()
        assert app.screen.query_one("#owns", CaptureInput).value == "Prices, deploys"


async def test_one_key_answers_a_card_as_of_today_and_keys_of_cards_work_on_cards_only(
    rhythm: Rhythm, org: Org
) -> None:
    app = RhythmApp(rhythm)
    subject = Subject(team_id=org.platform.id)
    async with app.run_test(size=WIDE) as pilot:
        page = await on_page(pilot, app, org, "card:scope")
        assert page.check_action("answer", ("yes",))
        for key, answer in (("y", CardAnswer.YES), ("n", CardAnswer.NO), ("w", CardAnswer.UNKNOWN)):
            await pilot.press(key)
            await pilot.pause()
            state = rhythm.structure.checklist(org.platform.id)[2]
            assert (state.subject, state.answer, state.day, len(state.replies)) == (subject, answer, rhythm.today(), 1)
        assert keyed_rows(app)["card:scope"].mark == "?"
        listing = app.screen.query_one("#list", RowList)
        assert listing.highlight("charter:owns")
        await pilot.pause()
        assert not page.check_action("answer", ("yes",))
        await pilot.press("y")
        await pilot.pause()
        assert rhythm.structure.checklist(org.platform.id)[0].replies == ()


async def test_a_card_takes_a_note_and_a_day_and_shows_its_history(rhythm: Rhythm, org: Org) -> None:
    rhythm.structure.answer(Subject(team_id=org.platform.id), "scope", "no", note="six for two", on=dt.date(2026, 3, 2))
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await on_page(pilot, app, org, "card:scope")
        assert "Does the scope fit the people" in told(app)
        assert "Mon 2 Mar: no, six for two" in told(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Mon 2 Mar: no, six for two" in shown(app)
        await type_line(pilot, "ye")
        await fill(pilot, note="two joined", day="1 oct")
        assert "yes, Thu 1 Oct" in shown(app)
        await fill(pilot, answer="perhaps")
        assert "say yes, no or unknown" in shown(app)
        await fill(pilot, answer="ye")
        await pilot.press("enter")
        await pilot.pause()
        state = rhythm.structure.checklist(org.platform.id)[2]
        assert [(one.answer, one.note, one.day) for one in state.replies] == [
            (CardAnswer.YES, "two joined", dt.date(2026, 10, 1)),
            (CardAnswer.NO, "six for two", dt.date(2026, 3, 2)),
        ]
        assert keyed_rows(app)["card:scope"].fact == "yes, two joined"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_unknown_older_than_two_quarters_is_dim_and_says_so(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    rhythm.structure.answer(Subject(team_id=org.platform.id), "scope", "unknown", on=dt.date(2026, 3, 31))
    rhythm.structure.answer(Subject(team_id=org.platform.id), "interfaces", "unknown", on=dt.date(2026, 4, 1))
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await on_page(pilot, app, org, "card:scope")
        found = keyed_rows(app)
        assert found["card:scope"].right == "Tue 31 Mar, older than two quarters"
        assert found["card:scope"].tone.value == "dim"
        assert found["card:interfaces"].right == "Wed 1 Apr"
        assert found["card:interfaces"].tone.value == "plain"
        assert "older than two quarters" in shown(app)


async def test_the_area_of_who_leads_the_team_is_answered_on_its_page(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await on_page(pilot, app, org, "health:runs_independently")
        assert "THE AREA OF DANA OKOYE" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        state = rhythm.structure.health(org.dana.id)[-1]
        assert (state.item, state.answer) == ("runs_independently", CardAnswer.NO)
        await pilot.press("h")
        await pilot.pause()
        assert "OKOYE" not in shown(app)


async def test_an_interface_is_written_changed_and_ended(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await on_page(pilot, app, org)
        await pilot.press("i")
        await pilot.pause()
        await type_line(pilot, "platform")
        await fill(pilot, body="by Tuesday")
        assert "a team has no interface to itself" in shown(app)
        await fill(pilot, other="growth", body="")
        assert "the hand-off is empty" in shown(app)
        await fill(pilot, body="Growth asks by Tuesday", since="1 oct")
        await pilot.press("enter")
        await pilot.pause()
        assert [one.body for one in rhythm.structure.interfaces()] == ["Growth asks by Tuesday"]
        assert app.screen.query_one("#list", RowList).highlight(f"interface:{org.growth.id}")
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, body="Growth asks by Monday")
        await pilot.press("enter")
        await pilot.pause()
        assert "Growth asks by Tuesday" in told(app)
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, body="")
        assert "the interface ends" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert rhythm.structure.interfaces() == ()


async def test_mode_bucket_pattern_and_partners_are_chosen_on_their_rows(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await on_page(pilot, app, org, "mode:0")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
        listing = app.screen.query_one("#list", RowList)
        for row, letter in (("bucket:0", "c"), ("pattern:0", "p")):
            assert listing.highlight(row)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press(letter)
            await pilot.pause()
        assert listing.highlight("partner:design")
        await pilot.press("enter")
        await pilot.pause()
        await type_line(pilot, "alder")
        await pilot.press("enter")
        await pilot.pause()
        view = rhythm.structure.team(org.platform.id)
        assert view is not None
        assert view.pattern is not None
        assert (view.team.mode, view.team.bucket, view.pattern.slug, view.team.design_id) == (
            "learning_speed",
            "core",
            "product_line",
            org.chris_a.id,
        )
        assert "What did we learn since the last time" in keyed_rows(app)["mode:0"].fact


async def test_two_people_of_one_name_are_told_apart_among_partners(rhythm: Rhythm, org: Org) -> None:
    twin = rhythm.people.add("Chris Alder", manager_id=org.ilya.id)
    rhythm.people.edit_team(org.platform.id, design_id=twin.id, product_id=org.chris_a.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await on_page(pilot, app, org)
        found = keyed_rows(app)
        assert (found["partner:product"].fact, found["partner:design"].fact) == (
            f"Chris Alder #{org.chris_a.id}",
            f"Chris Alder #{twin.id}",
        )
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert app.screen.query_one("#design", CaptureInput).value == f"#{twin.id}"
        await pilot.press("enter")
        await pilot.pause()
        team = rhythm.people.team(org.platform.id)
        assert team is not None
        assert (team.product_id, team.design_id) == (org.chris_a.id, twin.id)


async def test_a_team_is_renamed_added_and_refused_the_name_of_another(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        page = await on_page(pilot, app, org)
        await pilot.press("ctrl+e")
        await pilot.pause()
        await fill(pilot, name="Growth")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SheetDialog)
        await fill(pilot, name="Foundations", manager="ilya")
        await pilot.press("enter")
        await pilot.pause()
        team = rhythm.people.team(org.platform.id)
        assert team is not None
        assert (team.name, team.manager_id, team.aliases) == ("Foundations", org.ilya.id, ("plat",))
        await pilot.press("plus")
        await pilot.pause()
        await type_line(pilot, "Core")
        await pilot.press("enter")
        await pilot.pause()
        core = rhythm.people.find_team("core")
        assert page.team_id == core.id
        await pilot.press("ctrl+right")
        await pilot.pause()
        assert page.team_id == org.platform.id
        await pilot.press("ctrl+left")
        await pilot.pause()
        assert page.team_id == core.id


async def test_an_overlap_leads_to_its_conflict_and_to_the_other_team(rhythm: Rhythm, org: Org) -> None:
    for team in (org.platform, org.growth):
        rhythm.structure.set_charter(team.id, owns=["release dates"])
    conflict = org.escalate("who sets the release date", 5, conflict="new").conflict_id
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        page = await on_page(pilot, app, org, "overlap:0")
        assert keyed_rows(app)["overlap:0"].right == "1 open conflict"
        assert "Growth owns release dates" in told(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ConflictScreen)
        assert app.screen._conflict_id == conflict
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert page.team_id == org.growth.id


async def test_a_team_is_merged_and_archived_by_keys_and_comes_back(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        page = await on_page(pilot, app, org)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert len(rhythm.people.teams()) == 2
        said = " ".join("\n".join(note.message for note in app._notifications).split())
        assert "still in Platform give them another team first, or let another team take this one up" in said
        assert said.endswith("up: ctrl+g on the page of the team")
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert page.team_id == org.growth.id
        merged = rhythm.people.team(org.platform.id)
        assert merged is not None
        assert merged.merged_into == org.growth.id
        page._go(org.platform.id)
        await pilot.pause()
        assert "merged into Growth on Fri 20 Nov" in shown(app)
        assert not page.check_action("charter", ())
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert len(rhythm.people.teams()) == 2


async def test_a_team_whose_adding_is_undone_leaves_with_its_page(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core")
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.open_page(TeamPageScreen(rhythm, core.id))
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        await pilot.pause()
        assert not isinstance(app.screen, TeamPageScreen)


async def test_a_click_on_the_highlighted_row_opens_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await on_page(pilot, app, org)
        await pilot.click("#list", offset=(5, 1))
        await pilot.pause()
        assert isinstance(app.screen, SheetDialog)


async def test_the_room_of_who_leads_a_team_asks_the_question_of_its_mode(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.edit_team(org.platform.id, mode="predictability")
    app = RhythmApp(rhythm)
    async with app.run_test(size=FULL) as pilot:
        await pilot.pause()
        for person, asked in ((org.dana, True), (org.ilya, False)):
            app.open_page(RoomScreen(rhythm, person))
            await pilot.pause()
            assert ("PLATFORM, TUNED FOR" in shown(app)) is asked
            assert ("What would make the next date" in shown(app)) is asked


async def test_what_a_search_finds_of_the_structure_opens_on_the_page_of_its_team(rhythm: Rhythm, org: Org) -> None:
    charter = rhythm.structure.set_charter(org.growth.id, owns=["banners"])
    one = rhythm.structure.set_interface(org.platform.id, org.growth.id, "by Tuesday")
    card = rhythm.structure.answer(Subject(team_id=org.growth.id), "scope", "no", note="six for two")
    area = rhythm.structure.answer(Subject(person_id=org.dana.id), "role_clarity", "no", note="two leads")
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        for key, team, row in (
            (f"charter:{charter.id}", org.growth, "charter:owns"),
            (f"interface:{one.id}", org.platform, f"interface:{org.growth.id}"),
            (f"card_answer:{card.id}", org.growth, "card:scope"),
            (f"card_answer:{area.id}", org.platform, "health:role_clarity"),
        ):
            open_key(in_front(app), key)
            await pilot.pause()
            page = app.screen
            assert isinstance(page, TeamPageScreen)
            assert (page.team_id, page.key_in_hand) == (team.id, row)


async def test_the_question_of_a_card_stands_whole_in_its_dialog(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        for card in rhythm.structure.words.checklist:
            app.open_page(TeamPageScreen(rhythm, org.growth.id, f"card:{card.slug}"))
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            told = " ".join(shown(app).replace("│", " ").split())
            assert card.question in told
            await pilot.press("escape", "escape")
            await pilot.pause()
