"""Saying who decides what; what the board then makes of what reaches the director."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rhythm.domain.decision_rights import KEEP, Cell, Level, NewRight, PracticeKind, Right, Role
from rhythm.domain.escalations import Escalation, Handling, NewEscalation, Party
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries.decision_rights import Agreement
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump


def say(org: Org, level: int, days_ago: int = 0, **fields: Any) -> Right:
    day = org.rhythm.today() - dt.timedelta(days=days_ago)
    new = NewRight(org.platform.id, "roadmap", day, org.dana.id, Level(level))
    return org.rhythm.rights.set(new._replace(**fields))


def log(org: Org, days_ago: int, handling: Handling | None = None, area: str = "roadmap") -> Escalation:
    day = org.rhythm.today() - dt.timedelta(days=days_ago)
    parties = (Party("Platform", org.platform.id), Party("Growth", org.growth.id))
    return org.rhythm.tracker.log(NewEscalation("which bet goes first", day, parties, area=area, handling=handling))


def cell(org: Org) -> Cell:
    return Cell(org.platform.id, "roadmap")


def test_a_cell_keeps_its_history_with_reasons_and_undo_takes_a_change_back(org: Org) -> None:
    say(org, 3, 40)
    say(org, 5, 10, why="she  held the\tquarter", decider_id=org.noor.id)
    history = org.rhythm.rights.cell(cell(org)).history
    assert [(one.level, one.decider, one.why) for one in history] == [
        (3, "Dana Okoye", ""),
        (5, "Noor Haddad", "she held the quarter"),
    ]
    org.rhythm.undo()
    assert [one.level for one in org.rhythm.rights.cell(cell(org)).history] == [3]


def test_what_is_said_again_of_the_same_day_replaces_it_with_its_roles(org: Org, db: Database) -> None:
    say(org, 3, contributors=(Role("", org.ilya.id),), informed=(Role("", None, org.growth.id),))
    before = dump(db)
    right = say(org, 4, contributors=(Role("", org.chris_a.id),), driver_id=org.noor.id)
    assert [role.name for role in right.contributors] == ["Chris Alder"]
    assert (right.informed, right.driver, right.level) == ((), "Noor Haddad", 4)
    assert len(org.rhythm.rights.cell(cell(org)).history) == 1
    org.rhythm.undo()
    assert dump(db) == before


def test_one_person_approves_and_each_other_is_named_once(org: Org) -> None:
    refused: tuple[dict[str, Any], ...] = (
        {"contributors": (Role("", org.dana.id),)},
        {"informed": (Role("", org.dana.id),)},
        {"contributors": (Role("", org.ilya.id),), "informed": (Role("", org.ilya.id),)},
    )
    for fields in refused:
        with pytest.raises(BadInput):
            say(org, 3, **fields)
    with pytest.raises(BadInput, match="still to come"):
        say(org, 3, -1)
    with pytest.raises(NotFound):
        say(org, 3, decider_id=999)
    assert org.rhythm.rights.cell(cell(org)).history == ()


def test_levels_entered_back_dated_give_what_levels_entered_in_time_give(org: Org) -> None:
    rows = [log(org, days).id for days in (50, 30, 8)]
    say(org, 3, 10)
    say(org, 6, 40)
    view = org.rhythm.rights.cell(cell(org))
    assert [one.level for one in view.history] == [6, 3]
    assert [leak.row.id for leak in view.leaks] == [rows[1]]


def test_what_is_about_to_be_logged_is_known_for_a_leak(org: Org, clock: FixedClock) -> None:
    new = NewEscalation("which bet goes first", clock.day, (Party("Platform", org.platform.id),), area="roadmap")
    assert org.rhythm.rights.leak_of(new) is None
    right = say(org, 6, 20)
    assert org.rhythm.rights.leak_of(new) == right
    assert org.rhythm.rights.leak_of(new._replace(area="quality")) is None
    assert org.rhythm.rights.leak_of(new._replace(day=clock.day - dt.timedelta(days=21))) is None
    assert org.rhythm.rights.leak_of(new._replace(raised_by_id=org.chris_m.id)) is None


def test_two_leaks_ask_and_an_answer_ends_it_until_two_more(org: Org, clock: FixedClock) -> None:
    say(org, 6, 60)
    log(org, 30)
    log(org, 3)
    (asked,) = org.rhythm.rights.findings().asked
    assert (asked.cell, len(asked.leaks)) == (cell(org), 2)
    org.rhythm.rights.answer(cell(org), {"others_knew": "Growth did not\n", "lessons": ""})
    view = org.rhythm.rights.cell(cell(org))
    assert view.asked is None
    assert {(one.item, one.body) for one in view.answers} == {("others_knew", "Growth did not"), ("lessons", "")}
    clock.forward(1)
    log(org, 0)
    assert org.rhythm.rights.findings().asked == ()
    log(org, 0)
    assert len(org.rhythm.rights.findings().asked) == 1
    for _ in range(3):
        org.rhythm.undo()
    assert len(org.rhythm.rights.findings().asked) == 1


def test_five_agreed_unchanged_raise_the_level_by_one_or_leave_it(org: Org) -> None:
    say(org, 3, 60, contributors=(Role("", org.ilya.id),), driver_id=org.noor.id)
    for days in (9, 8, 7, 6, 5):
        log(org, days, Handling.AGREED)
    (stamps,) = (one for one in org.rhythm.rights.findings().stamps if one.cell == cell(org))
    right = org.rhythm.rights.raise_level(stamps)
    assert (right.level, right.why, right.driver) == (4, "5 in a row agreed unchanged", "Noor Haddad")
    assert [role.name for role in right.contributors] == ["Ilya Brandt"]
    assert org.rhythm.rights.cell(cell(org)).stamps is None
    org.rhythm.undo()
    org.rhythm.rights.keep_level(cell(org))
    view = org.rhythm.rights.cell(cell(org))
    assert (view.stamps, [one.item for one in view.answers]) == (None, [KEEP])


def test_a_level_agreed_in_a_talk_is_offered_and_taken_over(org: Org, db: Database, clock: FixedClock) -> None:
    say(org, 3, 60)
    with db.action("agree"):
        for agreed, day in ((None, "2026-11-01"), (5, "2026-11-05"), (6, "2026-11-10")):
            db.insert("delegation", person_id=org.dana.id, area="roadmap", day=day, mine=4, theirs=6, agreed=agreed)
        db.insert(
            "delegation", person_id=org.noor.id, team_id=org.platform.id, area="quality", day="2026-11-05",
            mine=2, theirs=2, agreed=2,
        )  # fmt: skip
    offered = {one.cell.area: one for one in org.rhythm.rights.agreements()}
    assert {area: (one.level, one.person) for area, one in offered.items()} == {
        "roadmap": (6, "Dana Okoye"),
        "quality": (2, "Noor Haddad"),
    }
    right = org.rhythm.rights.take_over(offered["roadmap"])
    assert (right.decider, right.level, right.since) == ("Dana Okoye", 6, dt.date(2026, 11, 10))
    assert org.rhythm.rights.take_over(offered["quality"]).decider == "Noor Haddad"
    assert org.rhythm.rights.agreements() == ()


def test_the_two_lists_take_an_entry_once_and_end_it(org: Org, clock: FixedClock) -> None:
    rights = org.rhythm.rights
    free = rights.add_practice(PracticeKind.FREE, " sprint  length ")
    rights.add_practice(PracticeKind.STANDARD, "launch checklist")
    with pytest.raises(RhythmError, match="already"):
        rights.add_practice(PracticeKind.STANDARD, "Sprint Length")
    with pytest.raises(BadInput):
        rights.add_practice(PracticeKind.FREE, "  ")
    row = NewEscalation("is our sprint length all right?", clock.day)
    assert rights.leak_of(row) == free
    clock.forward(1)
    rights.end_practice(free.id)
    assert rights.practices(PracticeKind.FREE) == ()
    assert rights.leak_of(row) is not None
    assert rights.leak_of(row._replace(day=clock.day + dt.timedelta(days=1))) is None
    with pytest.raises(NotFound):
        rights.end_practice(free.id)


def test_reasons_answers_and_entries_are_found_by_their_words(org: Org) -> None:
    say(org, 3, why="quince because")
    org.rhythm.rights.answer(cell(org), {"next": "quince next"})
    org.rhythm.rights.add_practice(PracticeKind.FREE, "quince length")
    assert {hit.kind for hit in org.rhythm.find("quince").hits} == {"decision_right", "right_answer", "practice"}


def test_a_word_of_ones_own_is_an_area_of_the_board_and_of_what_is_logged(rhythm: Rhythm, org: Org) -> None:
    rights, tracker = rhythm.rights, rhythm.tracker
    assert rights.read_area("release date") == "launch_timing"
    with pytest.raises(BadInput) as refused:
        rights.read_area("release train")
    assert "quotes" in refused.value.hint
    own = rights.read_area('"Release Date"')
    assert own == "release_date"
    assert tracker.read("who moves it #release-date").area == "launch_timing"
    rights.set(NewRight(org.platform.id, own, rhythm.today(), org.dana.id, Level.INQUIRE))
    assert tracker.read("who moves it #release-date").area == own
    assert rights.read_area("release date") == own
    assert rhythm.vocabulary.area_label(own) == "release date"


def left_behind(org: Org, clock: FixedClock, level: Level = Level.AGREE) -> Cell:
    """A right whose decider left yesterday."""
    today = org.rhythm.today()
    org.rhythm.rights.set(NewRight(org.platform.id, "roadmap", today, org.noor.id, level))
    org.rhythm.people.leave(org.noor.id, today)
    clock.forward(1)
    return Cell(org.platform.id, "roadmap")


def test_a_right_whose_decider_left_asks_for_a_new_one_until_it_has_one(org: Org, clock: FixedClock) -> None:
    here = left_behind(org, clock)
    rights, day = org.rhythm.rights, clock.day - dt.timedelta(days=1)
    assert [(one.right.cell, one.left) for one in rights.findings().vacant] == [(here, day)]
    assert rights.vacant(day) == (), "on the last day it is still decided"
    asked = [item for item in org.rhythm.reviews.week().items.asks("reached_me") if item.key.startswith("vacant:")]
    assert [item.key for item in asked] == [f"vacant:{org.platform.id}:roadmap"]
    rights.set(NewRight(here.team_id, here.area, clock.day, org.dana.id, Level.AGREE))
    assert rights.findings().vacant == ()
    assert org.rhythm.reviews.week().items.asks("reached_me") == ()
    org.rhythm.undo()
    org.rhythm.people.leave(org.noor.id, clock.day)
    assert rights.findings().vacant == (), "somebody who comes back decides again"


def test_of_a_team_that_is_no_more_nobody_is_asked_for(org: Org, clock: FixedClock) -> None:
    left_behind(org, clock)
    for person in org.rhythm.people.others():
        org.rhythm.people.edit(person.id, team_id=None)
    org.rhythm.people.archive_team(org.platform.id)
    assert org.rhythm.rights.findings().vacant == ()


def test_the_quarter_names_where_nobody_decides_as_of_its_last_day(org: Org, clock: FixedClock) -> None:
    quarter = org.rhythm.quarters.names.find()
    assert org.rhythm.quarters.gathering.found(quarter, ["structure"]) == ()
    left_behind(org, clock)
    (item,) = org.rhythm.quarters.gathering.found(quarter, ["structure"])
    assert item.text == "Platform, roadmap: Noor Haddad decided, and left Fri 20 Nov"
    assert (item.behind, item.warning) == ((("decision_right", 1),), True)
    assert org.rhythm.quarters.gathering.found(quarter.previous(), ["structure"]) == ()


def test_a_level_agreed_on_where_who_decided_left_is_that_of_whom_it_was_agreed_with(
    org: Org, clock: FixedClock
) -> None:
    here = left_behind(org, clock)
    taken = org.rhythm.rights.take_over(Agreement(org.dana.id, "Dana", here, clock.day, Level.ADVISE))
    assert (taken.decider_id, taken.level) == (org.dana.id, Level.ADVISE)
