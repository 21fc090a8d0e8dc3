"""The portfolio by keys and mouse: bets, the rows behind their shares, returns and decisions."""

from __future__ import annotations

import datetime as dt
from unittest.mock import Mock

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.escalations import NewEscalation
from rhythm.domain.portfolio import Bet, Bucket, DecisionKind, Mode, NewBet
from rhythm.screens.bet import BetScreen, UnnamedScreen
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.dialogs.form import FormDialog
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.org import OrgScreen
from rhythm.screens.portfolio import PortfolioScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.sample.planted import sample
from tests.screens.tracking import NARROW, WIDE, fill, keyed_rows, list_of, press, shown, type_line
from tests.widgets.showing import lines, screen_lines
from widgets.panel import TextPanel
from widgets.row_list import RowList

FULL = (160, 50)


@pytest.fixture
def search(org: Org) -> Bet:
    """A bet that takes 60 of 90 minutes, was judged low twice, and is paused until tomorrow; one beside it."""
    portfolio = org.rhythm.portfolio
    bet = portfolio.add(NewBet("Search", Bucket.GROWTH, 2, Mode.LEARNING_SPEED, ("ranking",)))
    portfolio.add(NewBet("Billing", Bucket.CORE, 5))
    quarter = org.rhythm.reviews.this_quarter()
    portfolio.judge(bet.id, 1, quarter.previous(), why="nobody came")
    portfolio.judge(bet.id, 2)
    portfolio.decide(bet.id, DecisionKind.PAUSE, review_on=org.rhythm.today() + dt.timedelta(days=1))
    org.rhythm.planner.hold(org.dana.id, org.rhythm.today(), minutes=30, note="ranking is slow")
    org.rhythm.planner.hold(org.ilya.id, org.rhythm.today(), minutes=45, note="the offsite")
    org.rhythm.tracker.log(NewEscalation("search or billing first", org.rhythm.today(), (), minutes=60), conflict="new")
    return bet


async def on_portfolio(pilot: Pilot[None], key: str = "") -> RowList:
    return await list_of(pilot, "f", PortfolioScreen, key)


async def test_without_a_bet_the_page_says_how_to_begin_and_org_shows_nothing(org: Org) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "PORTFOLIO" not in shown(app)
        await on_portfolio(pilot)
        assert "+ adds a bet" in shown(app)
        await pilot.press("plus")
        await pilot.pause()
        await fill(pilot, name="Search", bucket="growth", importance="4", words="ranking, lookup")
        await pilot.press("enter")
        await pilot.pause()
        (bet,) = org.rhythm.portfolio.bets()
        assert (bet.name, bet.bucket, bet.importance, bet.mode) == ("Search", Bucket.GROWTH, 4, None)
        assert bet.words == ("ranking", "lookup")
        assert "added; what named it counts too" in screen_lines(app)[-1]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, OrgScreen)
        assert "PORTFOLIO" in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_a_bet_stands_under_the_question_of_its_bucket_with_its_share(
    org: Org, search: Bet, size: tuple[int, int]
) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await on_portfolio(pilot, f"bet:{search.id}")
        picture = shown(app)
        assert "90 min name a bet · 1 bet flagged" in picture
        assert "Which bets deserve support?" in picture
        line = next(line for line in picture.splitlines() if "67 %" in line)
        assert line.strip().startswith("!")
        assert all(part in line for part in ("67 %", "2 (1)", "pause, in 1 d"))
        assert "29 % of all importance declared" in picture
        assert "45 min in 1 record" in picture
        if size != NARROW:
            told = " ".join(" ".join(lines(app.screen.query_one("#detail", TextPanel))).split())
            assert "meetings 30 min · escalations 30 min" in told
            assert "! 20 % or more" in told
            assert "Named by: Search, ranking" in told
            assert "nobody came" in told


async def test_every_number_opens_the_records_behind_it_and_they_open(org: Org, search: Bet) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await on_portfolio(pilot, f"bet:{search.id}")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BetScreen)
        keys = list(keyed_rows(app))
        assert [key.partition(":")[0] for key in keys] == [
            "meeting",
            "escalation",
            "bet_return",
            "bet_return",
            "bet_decision",
        ]
        assert "shared by 2" in shown(app)
        listing = app.screen.query_one("#list", RowList)
        listing.highlight(next(key for key in keys if key.startswith("meeting")))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        app.pop_screen()
        await pilot.pause()
        listing.highlight(next(key for key in keys if key.startswith("escalation")))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ConflictScreen)


async def test_the_pane_of_a_bet_without_records_tells_of_the_bet(org: Org) -> None:
    bet = org.rhythm.portfolio.add(NewBet("Search", Bucket.GROWTH, 2, words=("ranking",)))
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await on_portfolio(pilot, f"bet:{bet.id}")
        await press(pilot, "enter")
        assert isinstance(app.screen, BetScreen)
        assert "No record of these weeks names this bet." in " ".join(shown(app).split())
        pane = app.screen.query_one("#detail", TextPanel)
        assert pane.display
        assert "Named by: Search, ranking" in " ".join(" ".join(lines(pane)).split())


async def test_a_bet_is_read_once_and_not_with_every_step_in_its_list(
    org: Org, search: Bet, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await on_portfolio(pilot, f"bet:{search.id}")
        await press(pilot, "enter")
        page = app.screen
        assert isinstance(page, BetScreen)
        read = Mock(wraps=org.rhythm.portfolio.file)
        monkeypatch.setattr(org.rhythm.portfolio, "file", read)
        page.fit_pane()
        await press(pilot, "home", "end", "home")
        read.assert_not_called()
        assert not page.has_class("-alone")


async def test_a_record_that_does_not_name_the_bet_is_struck_and_comes_back(org: Org, search: Bet) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await on_portfolio(pilot, f"bet:{search.id}")
        await pilot.press("enter")
        await pilot.pause()
        listing = app.screen.query_one("#list", RowList)
        meeting = next(key for key in keyed_rows(app) if key.startswith("meeting"))
        listing.highlight(meeting)
        await pilot.press("x")
        await pilot.pause()
        assert meeting not in keyed_rows(app)
        found = org.rhythm.portfolio.lately().of(search.id)
        assert found is not None
        assert found.minutes == 30
        await pilot.press("u")
        await pilot.pause()
        assert meeting in keyed_rows(app)


async def test_what_names_no_bet_is_said_by_hand_to_name_one(org: Org, search: Bet) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_portfolio(pilot, "records:unnamed")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, UnnamedScreen)
        assert "Ilya Brandt" in shown(app)
        await pilot.press("space")
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)
        await type_line(pilot, "bill")
        await pilot.press("enter")
        await pilot.pause()
        assert "No record is left here." in shown(app)
        billing = org.rhythm.portfolio.find("billing")
        found = org.rhythm.portfolio.lately().of(billing.id)
        assert found is not None
        assert found.minutes == 75


async def test_a_record_without_minutes_stands_apart(org: Org, search: Bet) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        listing = await on_portfolio(pilot)
        assert "records:unknown" not in keyed_rows(app)
        org.rhythm.planner.hold(org.noor.id, org.rhythm.today(), note="search and billing")
        app.tell_store_changed()
        await pilot.pause()
        assert listing.highlight("records:unknown")
        await pilot.press("enter")
        await pilot.pause()
        assert "1 record" in shown(app)
        assert "no minutes, shared by 2" in shown(app)


async def test_a_return_and_a_decision_are_asked_for_and_stored(org: Org, search: Bet) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_portfolio(pilot, f"bet:{search.id}")
        await pilot.press("r")
        await pilot.pause()
        assert "In Q3 2026 it was 1." in shown(app)
        await fill(pilot, value="7", why="two launches")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FormDialog)
        assert "1 is little, 5 is much" in shown(app)
        await fill(pilot, value="3")
        await pilot.press("enter")
        await pilot.pause()
        file = org.rhythm.portfolio.file(search.id)
        assert file is not None
        assert (file.judgements[-1].value, file.judgements[-1].why) == (3, "two launches")
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert "Decided: protect" in shown(app)
        await fill(pilot, why="no new work")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FormDialog)
        assert "needs a day" in shown(app)
        await fill(pilot, review="in 8 weeks")
        await pilot.press("enter")
        await pilot.pause()
        file = org.rhythm.portfolio.file(search.id)
        assert file is not None
        assert file.decision is not None
        assert (file.decision.kind, file.decision.why) == (DecisionKind.PROTECT, "no new work")
        assert file.decision.review_on == dt.date(2027, 1, 15)


async def test_a_return_that_cannot_be_kept_is_not_asked_for(org: Org, search: Bet, db: Database) -> None:
    org.rhythm.quarters.answer(org.rhythm.quarters.names.find(), "structure", "said")
    org.rhythm.quarters.close(org.rhythm.quarters.names.find())
    settings = org.rhythm.settings
    settings = settings._replace(review=settings.review._replace(quarter_start_month=2))
    app = RhythmApp(Rhythm(db, db.clock, settings), place="org")
    async with app.run_test(size=WIDE) as pilot:
        await on_portfolio(pilot, f"bet:{search.id}")
        await pilot.press("r")
        await pilot.pause()
        assert not isinstance(app.screen, FormDialog)
        assert any("no return can be kept of 2026-Q4-nov" in one.message for one in app._notifications)


async def test_a_bet_is_changed_and_ended(org: Org, search: Bet) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_portfolio(pilot, f"bet:{search.id}")
        await pilot.press("ctrl+e")
        await pilot.pause()
        await fill(pilot, bucket="nowhere", name="Lookup")
        await pilot.press("enter")
        await pilot.pause()
        assert "is not a known bucket" in shown(app)
        await fill(pilot, bucket="experimental", mode="")
        await pilot.press("enter")
        await pilot.pause()
        changed = org.rhythm.portfolio.find(f"#{search.id}")
        assert (changed.name, changed.bucket, changed.mode) == ("Lookup", Bucket.EXPERIMENTAL, None)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert f"bet:{search.id}" not in keyed_rows(app)
        assert [bet.name for bet in org.rhythm.portfolio.bets()] == ["Billing"]


async def test_earlier_weeks_are_looked_at(org: Org, search: Bet) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_portfolio(pilot)
        await pilot.press("ctrl+left")
        await pilot.pause()
        assert "25 May to 23 Aug · 0 min name a bet" in shown(app)
        await pilot.press("ctrl+right", "ctrl+right")
        await pilot.pause()
        assert "these are the last weeks" in shown(app)
        assert "90 min name a bet" in shown(app)


async def test_a_decision_to_be_looked_at_again_stands_on_today_when_its_day_came(
    org: Org, search: Bet, clock: FixedClock
) -> None:
    app = RhythmApp(org.rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert f"bet:{search.id}" not in keyed_rows(app)
    clock.forward(3)
    app = RhythmApp(org.rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        row = keyed_rows(app)[f"bet:{search.id}"]
        assert (row.right, row.fact) == ("look again", "pause Fri 20 Nov: 2 d late")
        app.screen.query_one("#list", RowList).highlight(row.key)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BetScreen)


async def test_search_opens_the_bet_of_a_reason(org: Org, search: Bet) -> None:
    from rhythm.screens.opening import open_key
    from tests.screens.touring import in_front

    app = RhythmApp(org.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        (hit,) = org.rhythm.find("nobody came").hits
        open_key(in_front(app), f"{hit.kind}:{hit.id}")
        await pilot.pause()
        assert isinstance(app.screen, BetScreen)
        assert "Search" in shown(app)


async def test_the_sample_has_bets_in_all_buckets_and_one_that_is_flagged(rhythm: Rhythm) -> None:
    app = RhythmApp(sample(), place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_portfolio(pilot)
        picture = shown(app)
    found = sample().portfolio.lately()
    assert {one.bet.bucket for one in found.bets} == set(Bucket)
    assert [one.bet.name for one in found.flagged] == ["Flash sales"]
    assert "1 bet flagged" in picture


@pytest.mark.parametrize("size", [NARROW, WIDE, (160, 50)])
async def test_no_figure_of_a_bet_is_cut_in_the_sample(size: tuple[int, int]) -> None:
    app = RhythmApp(sample(), place="org")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("f")
        await pilot.pause()
        line = next(line for line in shown(app).splitlines() if "Carrier API v2" in line)
        assert "3 (3)" in line
        assert "protect, in 20 d" in line
        assert "…" not in line
