"""A closed quarter: its copy never changes, what is said later stands beside it, and erasing alone is marked in it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.escalations import NewEscalation
from rhythm.domain.freezing import is_whole
from rhythm.domain.meetings import NoteKind
from rhythm.domain.periods import Quarter
from rhythm.domain.portfolio import Bucket, NewBet
from rhythm.domain.quarters import Sheet
from rhythm.domain.reviews import EvidenceMark
from rhythm.errors import NotFound, RhythmError
from rhythm.interop.markdown import quarter_markdown
from rhythm.service import Rhythm
from rhythm.service.vault import Vault
from rhythm.settings import Settings
from rhythm.storage import driver
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.actions.programs import VERBS, Program, Step
from tests.builders import FixedClock, Org

THIS = Quarter(2026, 4)

steps = st.lists(
    st.tuples(st.sampled_from(sorted(set(VERBS) - {"undo"})), st.integers(0, 200), st.integers(0, 200)), max_size=12
)


def filled(org: Org) -> None:
    """Something of everything that a copy keeps."""
    rhythm = org.rhythm
    org.escalate("who sets the release date", 3, conflict="new", forum="sync")
    rhythm.tracker.log(NewEscalation("the budget", dt.date(2026, 11, 2), ()))
    rhythm.planner.add_note(org.dana.id, "named the risk", NoteKind.PRAISE)
    rhythm.tracker.good("Noor Haddad moved it alone", person_id=org.noor.id)
    rhythm.portfolio.add(NewBet("Search", Bucket.CORE, importance=4))
    rhythm.quarters.answer(THIS, "structure", "The release train, says Noor Haddad.\n> leave it alone")
    rhythm.quarters.sheets.fill(THIS, Sheet.SCORECARD, "coherence", value="3", body="slow")


def copy_of(db: Database) -> tuple[str, str]:
    row = db.one("SELECT snapshot, snapshot_hash FROM review WHERE kind = 'quarter' AND period = '2026-Q4'")
    assert row is not None
    return row["snapshot"], row["snapshot_hash"]


@settings(max_examples=20)
@given(steps)
def test_the_copy_never_changes_whatever_is_done_after(after: list[Step]) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    filled(Org(rhythm))
    rhythm.quarters.close(THIS)
    before, shown = copy_of(db), rhythm.quarters.walk(THIS).questions
    player = Program(rhythm, db, clock)
    for step in after:
        player.run(step)
    rhythm.quarters.answer_later(THIS, "structure", "not quite")
    assert copy_of(db) == before
    assert is_whole(*before)
    now = rhythm.quarters.walk(THIS).questions
    assert [(one.answer, one.evidence, one.intentions) for one in now] == [
        (one.answer, one.evidence, one.intentions) for one in shown
    ]
    db.close()


def test_the_store_itself_refuses_to_change_a_copy(org: Org, db: Database) -> None:
    filled(org)
    org.rhythm.quarters.close(THIS)
    review = int(str(db.value("SELECT id FROM review WHERE snapshot IS NOT NULL")))
    changes: tuple[dict[str, str | None], ...] = (
        {"snapshot": "{}"},
        {"snapshot": None},
        {"snapshot_hash": "0" * 64},
        {"period": "2026-Q3"},
        {"state": "open"},
        {"deleted_at": "2026-11-20"},
    )
    for change in changes:
        with pytest.raises(driver.IntegrityError, match="a frozen copy stays as it is"), db.action("change"):
            db.update("review", review, **change)
    with pytest.raises(driver.IntegrityError, match="a frozen copy stays as it is"), db.action("remove"):
        db.write("DELETE FROM review WHERE id = ?", (review,))


def test_undo_opens_a_quarter_again_and_redo_brings_the_same_copy_back(org: Org, db: Database) -> None:
    filled(org)
    org.rhythm.quarters.close(THIS)
    before = copy_of(db)
    org.rhythm.undo()
    assert not org.rhythm.quarters.walk(THIS).closed
    org.rhythm.redo()
    assert copy_of(db) == before


def test_the_copy_holds_everything_with_the_records_behind_it(org: Org) -> None:
    filled(org)
    org.rhythm.quarters.close(THIS)
    data = org.rhythm.quarters.data(THIS)
    behind = {
        (one["kind"], one["id"]) for item in data["questions"] for row in item["evidence"] for one in row["behind"]
    }
    kept = {(one["kind"], one["id"]): one for one in data["records"]}
    assert behind
    assert behind <= set(kept)
    assert kept["escalation", 1]["text"] == "who sets the release date"
    assert kept["note", 1]["person"] == "Dana Okoye"
    assert kept["good_call", 1]["text"] == "Noor Haddad moved it alone"
    assert data["sheets"][0]["rows"][0]["value"] == "3"
    weeks = {week["week"]: (week["escalations"], week["conflicts"]) for week in data["figures"]["weeks"]}
    assert (weeks["2026-W45"], weeks["2026-W46"], weeks["2026-W47"]) == ((1, 0), (None, None), (1, 1))
    assert data["figures"]["cells"][0]["number"] == 1
    assert [(bet["text"], bet["importance"]) for bet in data["figures"]["attention"]] == [("Search", 4)]


def test_what_is_said_later_stands_beside_the_answer_with_its_day(org: Org, clock: FixedClock, db: Database) -> None:
    filled(org)
    quarters = org.rhythm.quarters
    with pytest.raises(RhythmError, match="is open"):
        quarters.answer_later(THIS, "structure", "too early")
    quarters.close(THIS)
    before = copy_of(db)
    clock.forward(13)
    quarters.answer_later(THIS, "structure", "It came back in *January*.")
    view = quarters.walk(THIS).questions[0]
    assert view.answer.startswith("The release train")
    assert view.later is not None
    assert (view.later.body, view.later.day) == ("It came back in *January*.", dt.date(2026, 12, 3))
    data = quarters.data(THIS)
    assert data["questions"][0]["later"] == {"day": "2026-12-03", "answer": "It came back in *January*."}
    assert data["questions"][0]["answer"].startswith("The release train")
    assert data["whole"]
    said = quarter_markdown(data)
    assert "*Changed after closing, on Thu 3 Dec:*\n\n> It came back in \\*January\\*." in said
    assert f"SHA-256 {before[1]}" in said
    assert copy_of(db) == before
    quarters.answer_later(THIS, "structure", view.answer)
    assert quarters.walk(THIS).questions[0].later is None
    org.rhythm.undo()
    assert quarters.walk(THIS).questions[0].later == view.later
    with pytest.raises(NotFound, match="no question colour"):
        quarters.answer_later(THIS, "colour", "blue")


def test_an_old_answer_keeps_its_question_when_that_is_renamed_or_taken_out(org: Org) -> None:
    filled(org)
    quarters = org.rhythm.quarters
    quarters.close(THIS)
    quarters.__dict__["questions"] = (
        quarters.questions[1]._replace(text="Who grew?"),
        *quarters.questions[2:],
    )
    first, second = quarters.walk(THIS).questions[:2]
    assert (first.question.id, first.question.text) == ("structure", "What improved because of better structure?")
    assert first.answer.startswith("The release train")
    assert second.question.text == "Which managers got stronger, and what evidence shows it?"


def test_a_copy_that_was_tampered_with_says_so(org: Org, db: Database) -> None:
    filled(org)
    org.rhythm.quarters.close(THIS)
    assert org.rhythm.quarters.data(THIS)["whole"]
    text = copy_of(db)[0].replace("The release train", "The planning day")
    db.connection.execute("DROP TRIGGER review_refuses_update")
    with db.action("tamper"):
        db.connection.execute("UPDATE review SET snapshot = ?", (text,))
    data = org.rhythm.quarters.data(THIS)
    assert not data["whole"]
    assert "does not match its hash" in quarter_markdown(data)


def test_erasing_a_person_is_the_one_change_and_marked(org: Org, db: Database) -> None:
    filled(org)
    quarters = org.rhythm.quarters
    quarters.close(THIS)
    quarters.answer_later(THIS, "managers", "Noor Haddad grew, too.")
    before = json.loads(copy_of(db)[0])
    org.rhythm.forgetting.erase(org.noor)
    text, sealed = copy_of(db)
    assert is_whole(text, sealed)
    assert "Haddad" not in text
    after = json.loads(text)
    assert after.pop("erased_on") == "2026-11-20"
    assert len(after["records"]) == len(before["records"])
    assert [row["number"] for row in after["figures"]["cells"]] == [row["number"] for row in before["figures"]["cells"]]
    walk = quarters.walk(THIS)
    assert walk.erased_on == dt.date(2026, 11, 20)
    assert "A person was erased from this copy on Fri 20 Nov." in quarter_markdown(quarters.data(THIS))
    assert "Haddad" not in str(walk.questions)
    with pytest.raises(driver.IntegrityError, match="a frozen copy stays"), db.action("change"):
        db.update("review", 1, snapshot="{}")


@pytest.mark.parametrize("mark", [EvidenceMark.STRUCK, EvidenceMark.PINNED])
def test_what_was_weighed_is_frozen_as_it_was_weighed(org: Org, mark: EvidenceMark) -> None:
    filled(org)
    org.rhythm.quarters.mark(THIS, "structure", "good_call:1", mark)
    org.rhythm.quarters.close(THIS)
    assert org.rhythm.quarters.data(THIS)["questions"][0]["evidence"][0]["mark"] == mark.value


def with_first_month(db: Database, month: int) -> Rhythm:
    """The same store when years begin in another month."""
    settings = Settings()
    return Rhythm(db, db.clock, settings._replace(review=settings.review._replace(quarter_start_month=month)))


@pytest.mark.parametrize("said", [True, False])
@pytest.mark.parametrize("month", range(1, 13))
def test_a_closed_quarter_keeps_its_name_and_its_days_where_years_begin_in_another_month(
    db: Database, org: Org, month: int, said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(org)
    if not said:
        whole = org.rhythm.quarters.snapshot
        earlier = {"first_day", "last_day"}
        monkeypatch.setattr(
            org.rhythm.quarters,
            "snapshot",
            lambda walk: {key: value for key, value in whole(walk).items() if key not in earlier},
        )
    org.rhythm.quarters.close(THIS)
    rhythm = with_first_month(db, month)
    quarter = rhythm.quarters.names.find("2026-Q4-oct")
    days = None if month == 1 else (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert (str(quarter), quarter.first_day) == ("2026-Q4", dt.date(2026, 10, 1))
    assert quarter == rhythm.quarters.names.kept_as("2026-Q4")
    walk = rhythm.quarters.walk(quarter)
    assert (walk.closed, walk.other_days) == (True, days)
    assert ("It is of" in quarter_markdown(rhythm.quarters.data(quarter))) is (days is not None)
    assert rhythm.quarters.names.find("2026-Q4").by_month is (month != 1)


def test_two_quarters_of_one_name_are_both_closed_and_told_apart(org: Org, db: Database) -> None:
    filled(org)
    org.rhythm.quarters.close(THIS)
    rhythm = with_first_month(db, 2)
    names, quarters = rhythm.quarters.names, rhythm.quarters
    other = names.find("q4 2026")
    assert (str(other), other.first_day) == ("2026-Q4-nov", dt.date(2026, 11, 1))
    assert other == names.find() == names.find("2026-Q4-nov")
    assert not quarters.is_closed(other)
    quarters.answer(other, "structure", "All of it was moved.")
    quarters.close(other)
    assert [quarters.is_closed(one) for one in (THIS, other)] == [True, True]
    assert quarters.data(other)["period"] == "2026-Q4-nov"
    assert quarters.data(other)["questions"][0]["answer"] == "All of it was moved."
    assert "leave it alone" in quarters.data(names.find("2026-Q4-oct"))["questions"][0]["answer"]
    assert [one.period for one in quarters.comparing.answers("structure")] == ["2026-Q4-nov", "2026-Q4"]
    back = with_first_month(db, 1).quarters.names
    assert [str(back.find(text)) for text in ("2026-Q4", "2026-Q4-nov")] == ["2026-Q4", "2026-Q4-nov"]
    assert str(names.find("2026-Q4")) == "2026-Q4-nov"


def test_one_step_back_from_the_other_quarter_is_the_one_that_has_its_name(org: Org, db: Database) -> None:
    filled(org)
    org.rhythm.quarters.close(THIS)
    names = with_first_month(db, 2).quarters.names
    way = [names.find()]
    for _ in range(2):
        way.append(names.beside(way[-1], -1))
    assert list(map(str, way)) == ["2026-Q4-nov", "2026-Q4", "2026-Q3"]
    assert [one.start_month for one in way] == [2, 1, 2]
    assert [names.beside(one, 1) for one in way[1:]] == way[:-1]


@pytest.mark.parametrize("months", [(1, 2), (4, 1), (1, 4, 11), (7, 2, 1), (10, 10)])
def test_one_step_after_the_other_leads_through_all_closed_quarters_in_the_order_of_their_days(
    org: Org, db: Database, months: tuple[int, ...]
) -> None:
    closed: set[str] = set()
    for month in months:
        quarters = with_first_month(db, month).quarters
        this = quarters.names.find()
        for quarter in (this, quarters.names.beside(this, -1)):
            if not quarters.is_closed(quarter):
                quarters.answer(quarter, "structure", f"said of {quarter} from {month}")
                quarters.close(quarter)
        closed.add(str(this))
    names, is_closed = quarters.names, quarters.is_closed
    way = [names.find("2025-Q1")]
    while way[-1].first_day < dt.date(2027, 6, 1):
        way.append(names.beside(way[-1], 1))
    days = [(one.first_day, str(one)) for one in way]
    assert days == sorted(set(days))
    stored = {row["period"] for row in db.all("SELECT period FROM review WHERE kind = 'quarter'")}
    assert closed <= stored
    assert {str(one) for one in way if is_closed(one)} == stored
    back = [way[-1]]
    while len(back) < len(way):
        back.append(names.beside(back[-1], -1))
    assert back == way[::-1]


def closed_before(org: Org) -> None:
    """The first quarter that was ever closed, with an intention and a sheet."""
    org.rhythm.quarters.answer(THIS, "structure", "from the autumn\n> leave the train alone")
    org.rhythm.quarters.sheets.fill(THIS, Sheet.SCORECARD, "coherence", value="3", body="slow")
    org.rhythm.quarters.close(THIS)


def test_the_quarter_before_another_one_of_its_name_is_the_last_one(org: Org, db: Database) -> None:
    closed_before(org)
    quarters = with_first_month(db, 2).quarters
    walk = quarters.walk()
    assert (str(walk.quarter), walk.last_period) == ("2026-Q4-nov", "2026-Q4")
    assert "from the autumn" in walk.questions[0].last_answer
    assert [(one.body, one.period) for one in walk.questions[0].last_intentions] == [
        ("leave the train alone", "2026-Q4")
    ]
    line = next(row for row in quarters.sheets.lines(walk.quarter, Sheet.SCORECARD) if row.item == "coherence")
    assert (line.last_value, line.last_body) == ("3", "slow")
    assert quarters.walk(THIS).last_period == ""


def test_an_older_quarter_does_not_stand_for_the_one_of_the_same_name(org: Org, db: Database) -> None:
    org.rhythm.quarters.answer(THIS.previous(), "structure", "from the summer\n> cut the teams anew")
    org.rhythm.quarters.sheets.fill(THIS.previous(), Sheet.SCORECARD, "coherence", value="1", body="none")
    closed_before(org)
    quarters = with_first_month(db, 2).quarters
    walk = quarters.walk()
    assert walk.last_period == "2026-Q4"
    assert [one.period for one in walk.questions[0].last_intentions] == ["2026-Q3", "2026-Q4"]
    line = next(row for row in quarters.sheets.lines(walk.quarter, Sheet.SCORECARD) if row.item == "coherence")
    assert line.last_value == "3"
    quarters.answer(walk.quarter, "structure", "from the winter\n> see it through")
    later = quarters.walk(walk.quarter.next())
    assert later.last_period == "2026-Q4-nov"
    assert [one.period for one in later.questions[0].last_intentions] == ["2026-Q3", "2026-Q4", "2026-Q4-nov"]


def test_quarters_of_one_name_are_in_the_order_of_their_days(org: Org, db: Database) -> None:
    """Where years began in April, the third quarter was October to December: the one of July to September is older."""
    fiscal = with_first_month(db, 4).quarters
    autumn = fiscal.names.find()
    assert (str(autumn), autumn.first_day) == ("2026-Q3", dt.date(2026, 10, 1))
    fiscal.answer(autumn, "structure", "from the autumn\n> leave the train alone")
    fiscal.close(autumn)
    quarters = with_first_month(db, 1).quarters
    summer = quarters.names.find("2026-Q3")
    assert str(summer) == "2026-Q3-jul"
    quarters.answer(summer, "structure", "from the summer\n> cut the teams anew")
    quarters.sheets.fill(summer, Sheet.SCORECARD, "coherence", value="1")
    assert [one.period for one in quarters.comparing.answers("structure")] == ["2026-Q3", "2026-Q3-jul"]
    assert quarters.walk(summer).last_period == ""
    assert quarters.walk(autumn).last_period == "2026-Q3-jul"
    walk = quarters.walk()
    assert (str(walk.quarter), walk.last_period) == ("2026-Q4", "2026-Q3")
    assert "from the autumn" in walk.questions[0].last_answer
    winter = quarters.walk(THIS.next())
    assert [one.period for one in winter.questions[0].last_intentions] == ["2026-Q3-jul", "2026-Q3"]
    notes = dict(Vault(db, with_first_month(db, 1)).notes())
    assert notes["Start here"].index("2026-Q3]") < notes["Start here"].index("2026-Q3-jul]")


def test_the_return_of_a_bet_is_of_one_of_two_quarters_of_a_name_and_never_lost(org: Org, db: Database) -> None:
    bet = org.rhythm.portfolio.add(NewBet("Search", Bucket.CORE, importance=4))
    org.rhythm.portfolio.judge(bet.id, 2, why="from the autumn")
    closed_before(org)
    rhythm = with_first_month(db, 2)
    with pytest.raises(RhythmError, match="no return can be kept of 2026-Q4-nov") as refused:
        rhythm.portfolio.judge(bet.id, 5)
    assert "--period" in refused.value.hint

    def kept() -> list[tuple[str, int]]:
        file = rhythm.portfolio.file(bet.id)
        return [(one.period, one.value) for one in file.judgements] if file is not None else []

    assert kept() == [("2026-Q4", 2)]
    rhythm.portfolio.judge(bet.id, 3, rhythm.quarters.names.find("2026-Q4-oct"))
    assert kept() == [("2026-Q4", 3)], "the closed one can be judged again by its first month"


def test_what_is_open_follows_the_setting_and_keeps_the_plain_name(org: Org, db: Database) -> None:
    filled(org)
    rhythm = with_first_month(db, 2)
    assert str(rhythm.quarters.names.find("2026-Q4")) == "2026-Q4"
    assert str(rhythm.quarters.names.find("2026-Q4-oct")) == "2026-Q4-oct"
