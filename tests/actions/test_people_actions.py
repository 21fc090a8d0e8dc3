"""Adding, changing and archiving people and teams."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.people import PersonId, Relation, TeamId
from rhythm.domain.portfolio import Bucket, NewBet
from rhythm.domain.rituals import NewRitual
from rhythm.errors import BadInput, NotFound
from rhythm.queries import people as queries
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org, meetings_of
from tests.storage.dumps import dump, log_sizes


def test_the_first_person_makes_the_directors_own_record_in_the_same_step(rhythm: Rhythm, db: Database) -> None:
    dana = rhythm.people.add(" Dana\tOkoye ")
    me = rhythm.people.me()
    assert me is not None
    assert (dana.name, dana.manager_id) == ("Dana Okoye", me.id)
    assert rhythm.people.relations()[dana.id] is Relation.MANAGER
    rhythm.undo()
    assert rhythm.people.everybody() == ()


def test_somebody_with_a_relation_set_by_hand_has_no_manager_unless_named(org: Org) -> None:
    peer = org.rhythm.people.add("Mei Tan", relation=Relation.PEER)
    assert (peer.manager_id, peer.set_relation) == (None, Relation.PEER)


def test_the_relation_follows_when_the_manager_changes(org: Org) -> None:
    me = org.rhythm.people.me()
    assert me is not None
    assert org.rhythm.people.relations()[org.noor.id] is Relation.SKIP_LEVEL
    org.rhythm.people.edit(org.noor.id, manager_id=me.id)
    assert org.rhythm.people.relations()[org.noor.id] is Relation.MANAGER


def test_every_field_of_a_person_is_stored_and_can_be_changed(org: Org, clock: FixedClock) -> None:
    mei = org.rhythm.people.add(
        "Mei Tan",
        team_id=org.platform.id,
        email=" mei@acme.example ",
        nickname="Mei\n",
        title="Lead",
        target_days=10,
        limit_days=20,
        started_on=clock.day,
        due_from=clock.day,
    )
    assert (mei.email, mei.nickname, mei.target_days, mei.limit_days) == ("mei@acme.example", "Mei", 10, 20)
    assert (mei.started_on, mei.due_from) == (clock.day, clock.day)
    edited = org.rhythm.people.edit(
        mei.id, name="Mei  Lin", relation=Relation.MENTOR, target_days=None, limit_days=None, paused_until=clock.day
    )
    assert (edited.name, edited.set_relation, edited.target_days, edited.paused_until) == (
        "Mei Lin",
        Relation.MENTOR,
        None,
        clock.day,
    )


def test_saving_without_a_change_leaves_no_trace(org: Org, db: Database) -> None:
    sizes = log_sizes(db)
    org.rhythm.people.edit(org.dana.id, name="Dana Okoye", email="dana@acme.example")
    org.rhythm.people.edit(org.dana.id)
    org.rhythm.people.edit_team(org.platform.id, name="Platform", aliases=("plat",))
    org.rhythm.people.edit_team(org.platform.id)
    assert log_sizes(db) == sizes


def test_several_people_are_one_step(rhythm: Rhythm) -> None:
    added = rhythm.people.add_several(["Dana", "Ilya", "Mei"])
    assert [person.name for person in added] == ["Dana", "Ilya", "Mei"]
    rhythm.undo()
    assert rhythm.people.others() == ()


def test_one_bad_name_among_several_adds_nobody(rhythm: Rhythm, db: Database) -> None:
    with pytest.raises(BadInput):
        rhythm.people.add_several(["Dana", " "])
    assert rhythm.people.everybody() == ()
    assert log_sizes(db) == (0, 0, None)


def test_archiving_takes_out_of_lists_and_takes_planned_meetings_back_but_keeps_history(
    org: Org, clock: FixedClock
) -> None:
    planner = org.rhythm.planner
    planner.hold(org.noor.id, note="calm")
    for days in (1, 9):
        planner.plan(org.noor.id, clock.day + dt.timedelta(days=days))
    left = org.rhythm.people.archive(org.noor.id, clock.day + dt.timedelta(days=5))
    assert left.archived_on == clock.day + dt.timedelta(days=5)
    assert org.noor.id not in [person.id for person in org.rhythm.people.others()]
    assert org.noor.id in [person.id for person in org.rhythm.people.everybody(archived=True)]
    assert [meeting.state.value for meeting in meetings_of(planner, org.noor.id)] == ["planned", "held"]
    assert [note.body for note in org.rhythm.bench.notes_about(org.noor.id)] == ["calm"]
    assert org.noor.id not in [row.person.id for row in planner.due()]
    org.rhythm.undo()
    assert len(meetings_of(planner, org.noor.id)) == 3


def test_teams_have_a_name_of_their_own_and_aliases_once(org: Org) -> None:
    team = org.rhythm.people.add_team("Core", manager_id=org.dana.id, aliases=("core", " kern ", "core"))
    assert (team.name, team.manager_id, team.aliases) == ("Core", org.dana.id, ("core", "kern"))
    edited = org.rhythm.people.edit_team(team.id, name="CORE", manager_id=None, target_days=60, limit_days=70)
    assert (edited.name, edited.manager_id, edited.target_days, edited.limit_days) == ("CORE", None, 60, 70)


def test_what_the_rules_refuse_changes_nothing(org: Org, db: Database, clock: FixedClock) -> None:
    people = org.rhythm.people
    me = people.me()
    assert me is not None
    before, sizes = dump(db), log_sizes(db)
    for error, act in (
        (BadInput, lambda: people.add("")),
        (BadInput, lambda: people.add("\x00")),
        (BadInput, lambda: people.add("Mei", target_days=20, limit_days=10)),
        (BadInput, lambda: people.add("Mei", target_days=0)),
        (BadInput, lambda: people.edit(org.dana.id, name=" ")),
        (BadInput, lambda: people.edit(org.dana.id, limit_days=-1)),
        (BadInput, lambda: people.edit(org.dana.id, manager_id=org.noor.id)),
        (BadInput, lambda: people.edit(org.dana.id, manager_id=org.dana.id)),
        (NotFound, lambda: people.edit(PersonId(99), title="x")),
        (BadInput, lambda: people.archive(me.id)),
        (BadInput, lambda: people.archive(org.dana.id)),
        (NotFound, lambda: people.archive(PersonId(99))),
        (BadInput, lambda: people.add_team(" ")),
        (BadInput, lambda: people.add_team("PLATFORM")),
        (BadInput, lambda: people.edit_team(org.growth.id, name="platform")),
        (BadInput, lambda: people.edit_team(org.growth.id, target_days=0)),
        (BadInput, lambda: people.edit_team(org.growth.id, target_days=9, limit_days=8)),
        (BadInput, lambda: people.edit_team(org.growth.id, aliases=("",))),
        (NotFound, lambda: people.edit_team(TeamId(99), name="x")),
    ):
        with pytest.raises(error):
            act()
    assert dump(db) == before
    assert log_sizes(db) == sizes


def test_a_limit_is_checked_against_the_target_that_stands(org: Org) -> None:
    org.rhythm.people.edit(org.dana.id, target_days=20)
    with pytest.raises(BadInput, match="shorter than the target"):
        org.rhythm.people.edit(org.dana.id, limit_days=10)


def test_a_limit_is_checked_against_a_target_of_the_relation_too(org: Org) -> None:
    with pytest.raises(BadInput) as refused:
        org.rhythm.people.edit(org.dana.id, title="lead", limit_days=5)
    assert refused.value.message == "the limit of 5 days is shorter than the target of 7 days"
    assert refused.value.hint.endswith("you would accept: 7d or more, or name a target of 5d")
    assert org.rhythm.people.find("dana").title == "", "nothing of it is stored"
    assert org.rhythm.people.edit(org.dana.id, limit_days=5, target_days=5).limit_days == 5
    with pytest.raises(BadInput, match="shorter than the target"):
        org.rhythm.people.edit(org.dana.id, target_days=None)


def test_whom_somebody_reported_to_on_an_earlier_day_stays_known(org: Org, db: Database, clock: FixedClock) -> None:
    clock.forward(10)
    org.rhythm.people.edit(org.noor.id, manager_id=org.ilya.id, team_id=org.growth.id)
    lines = queries.reporting_lines(db, org.noor.id)
    assert [(line.manager_id, line.team_id) for line in lines] == [
        (org.dana.id, org.platform.id),
        (org.ilya.id, org.growth.id),
    ]
    assert lines[1].since == clock.today()


def test_a_second_change_on_one_day_replaces_the_first(org: Org, db: Database, clock: FixedClock) -> None:
    clock.forward(10)
    org.rhythm.people.edit(org.noor.id, manager_id=org.ilya.id)
    org.rhythm.people.edit(org.noor.id, manager_id=org.dana.id, title="Lead")
    lines = queries.reporting_lines(db, org.noor.id)
    assert [line.manager_id for line in lines] == [org.dana.id, org.dana.id]


def test_undo_takes_a_new_reporting_line_back(org: Org, db: Database, clock: FixedClock) -> None:
    clock.forward(10)
    before = queries.reporting_lines(db)
    org.rhythm.people.edit(org.noor.id, manager_id=org.ilya.id)
    org.rhythm.undo()
    assert queries.reporting_lines(db) == before


def test_who_led_a_team_on_an_earlier_day_stays_known(org: Org, clock: FixedClock, db: Database) -> None:
    org.rhythm.people.edit_team(org.platform.id, name="Base")
    clock.forward(3)
    org.rhythm.people.edit_team(org.platform.id, manager_id=org.ilya.id)
    org.rhythm.people.edit_team(org.platform.id, manager_id=org.chris_m.id)
    rows = db.all("SELECT manager_id, since FROM team_lead WHERE team_id = ? ORDER BY since", (org.platform.id,))
    assert [tuple(row) for row in rows] == [(org.dana.id, "1900-01-01"), (org.chris_m.id, clock.day.isoformat())]


@pytest.mark.parametrize("name", ["1", "?"])
def test_nobody_and_nothing_is_called_by_a_number_or_a_mark(org: Org, db: Database, name: str) -> None:
    rhythm = org.rhythm
    ritual = rhythm.rituals.add(NewRitual("Staff forum", "Did we decide?", 7))
    bet = rhythm.portfolio.add(NewBet("Search", Bucket.GROWTH, 4))
    before = dump(db)
    for attempt in (
        lambda: rhythm.people.add(name),
        lambda: rhythm.people.add("Sam", new_team=name),
        lambda: rhythm.people.add_several(["Sam", name]),
        lambda: rhythm.people.edit(org.dana.id, name=name),
        lambda: rhythm.people.edit(org.dana.id, team=name),
        lambda: rhythm.people.add_team(name),
        lambda: rhythm.people.edit_team(org.growth.id, name=name),
        lambda: rhythm.rituals.add(NewRitual(name, "Did we decide?", 7)),
        lambda: rhythm.rituals.edit(ritual.id, name=name),
        lambda: rhythm.portfolio.add(NewBet(name, Bucket.GROWTH, 4)),
        lambda: rhythm.portfolio.edit(bet.id, name=name),
    ):
        with pytest.raises(BadInput, match="has no letter") as refused:
            attempt()
        assert refused.value.hint
    assert dump(db) == before


def test_what_one_is_called_needs_a_letter_as_a_name_does(org: Org) -> None:
    people = org.rhythm.people
    for refuse in (
        lambda: people.add("Sam Bell", nickname="7"),
        lambda: people.edit(org.noor.id, nickname="?"),
        lambda: people.add_team("Ops", aliases=("ops", "42")),
        lambda: people.edit_team(org.growth.id, aliases=("2",)),
    ):
        with pytest.raises(BadInput, match=r"has no letter: [7?42]") as refused:
            refuse()
        assert "write it with letters" in refused.value.hint
    assert people.edit(org.noor.id, nickname="K9").nickname == "K9"
    assert people.edit(org.noor.id, nickname="").nickname == ""


def test_digits_of_an_earlier_version_stay_until_they_are_renamed(org: Org, db: Database) -> None:
    people = org.rhythm.people
    with db.action("as an earlier version did"):
        db.update("person", org.noor.id, name="7", nickname="8")
        db.update("team", org.growth.id, name="9", aliases='["10"]')
    assert people.edit(org.noor.id, name="7", nickname="8", title="PM").title == "PM"
    kept = people.edit_team(org.growth.id, name="9", aliases=("10", "growth"))
    assert (kept.name, kept.aliases) == ("9", ("10", "growth"))
    with pytest.raises(BadInput, match="has no letter: 77"):
        people.edit(org.noor.id, name="77")
    with pytest.raises(BadInput, match="has no letter: 11"):
        people.edit_team(org.growth.id, aliases=("10", "11"))
    assert people.merge_teams(org.growth.id, org.platform.id).aliases == ("plat", "growth")
