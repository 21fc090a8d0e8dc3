"""A people file against what is here: who is recognised, what changes, what may be left out, and that it is undone."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.actions.importing_people import PeopleReport, import_people
from rhythm.actions.undo import redo, undo
from rhythm.domain.people import ALWAYS, Person
from rhythm.domain.staffing import ChangeKind
from rhythm.interop.people import parse_people
from rhythm.queries import people as queries
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.conftest import FRIDAY
from tests.interop.vendors import VENDORS, Member, Table, organisations, text_of
from tests.storage.dumps import dump

ME = "me@acme.example"
HEAD = "id,name,email,manager,title,team,status,hire date,termination date\n"
BASE = f"""1,Sam Okafor,{ME},,Director,Product,,,
2,Dana Okoye,dana@acme.example,1,EM,Platform,,2020-03-02,
3,Ilya Brandt,ilya@acme.example,1,PM,Growth,,,
4,Noor Haddad,noor@acme.example,2,Engineer,Platform,,,
5,Chris Moon,moon@acme.example,3,Engineer,Growth,,,
6,Chris Alder,alder@acme.example,2,Engineer,Platform,,,
"""


def bring(
    db: Database, text: str, *, choices: Mapping[str, bool] | None = None, dry_run: bool = False, keep: bool = True
) -> PeopleReport:
    file = parse_people(HEAD + text, me=(ME,))
    return import_people(db, file, me_row=file.me_row, choices=choices, dry_run=dry_run, keep_going=keep)


def named(db: Database, name: str) -> Person:
    (found,) = [person for person in queries.everybody(db) if person.name == name]
    return found


def told(report: PeopleReport) -> list[tuple[str, str, str, str]]:
    return [(change.kind.value, change.person, change.was, change.becomes) for change in report.changes]


@pytest.fixture
def here(db: Database, clock: FixedClock) -> Database:
    """The base file, brought in half a year ago."""
    clock.forward(-180)
    bring(db, BASE)
    clock.forward(180)
    return db


def test_each_change_is_told_with_what_it_was_and_what_it_becomes(here: Database) -> None:
    text = (
        BASE.replace("3,Ilya Brandt,ilya@acme.example,1,PM", "3,Ilya Brandt,ilya@acme.example,1,Group PM")
        .replace("4,Noor Haddad,noor@acme.example,2,Engineer,Platform", "4,Noor Lund,lund@acme.example,3,,Growth")
        .replace("5,Chris Moon,moon@acme.example,3,Engineer,Growth,,,", "5,Chris Moon,,,,,Terminated,,2026-11-13")
        .replace("6,Chris Alder,alder@acme.example,2,Engineer,Platform,,,\n", "7,Mei Ek,mei@acme.example,2,,,,,\n")
    )
    rehearsed = bring(here, text, dry_run=True)
    report = bring(here, text)
    assert rehearsed.changes == report.changes
    assert told(report) == [
        ("joins", "Mei Ek", "", ""),
        ("leaves", "Chris Moon", "", "2026-11-13"),
        ("moves", "Noor Lund", "Dana Okoye", "Ilya Brandt"),
        ("renamed", "Noor Haddad", "Noor Haddad", "Noor Lund"),
        ("team", "Noor Haddad", "Platform", "Growth"),
        ("title", "Ilya Brandt", "PM", "Group PM"),
        ("address", "Noor Haddad", "noor@acme.example", "lund@acme.example"),
        ("missing", "Chris Alder", "", ""),
    ]
    noor = named(here, "Noor Lund")
    assert (noor.file_id, noor.email, noor.former_emails) == ("4", "lund@acme.example", ("noor@acme.example",))
    assert noor.title == "Engineer"
    moon = named(here, "Chris Moon")
    assert (moon.left(FRIDAY), moon.last_day) == (True, dt.date(2026, 11, 13))
    assert not named(here, "Chris Alder").left(FRIDAY)


def test_a_mover_reports_to_another_from_that_day_on_and_to_the_old_one_before(
    here: Database, clock: FixedClock
) -> None:
    bring(here, BASE.replace("alder@acme.example,2,Engineer,Platform", "alder@acme.example,3,Engineer,Growth"))
    alder = named(here, "Chris Alder")
    lines = queries.reporting_lines(here, alder.id)
    assert [(line.manager_id, line.since) for line in lines] == [
        (named(here, "Dana Okoye").id, ALWAYS),
        (named(here, "Ilya Brandt").id, clock.today()),
    ]
    assert [line.team_id for line in lines[1:]] == [alder.team_id]
    (dana,) = queries.reporting_lines(here, named(here, "Dana Okoye").id)
    assert dana.since == dt.date(2020, 3, 2)


def test_an_import_is_undone_and_put_back_byte_for_byte(here: Database) -> None:
    before = dump(here)
    text = BASE.replace("4,Noor Haddad,noor@", "4,Noor Lund,lund@").replace(
        "moon@acme.example,3,E", "moon@acme.example,2,E"
    )
    bring(here, text + "9,Eva Neu,eva@acme.example,1,,New Team,,2026-12-01,\n8,Ola Ek,ola@acme.example,9,,,,,\n")
    after = dump(here)
    assert after != before
    undo(here)
    assert dump(here) == before
    redo(here)
    assert dump(here) == after


def test_what_is_left_out_stays_as_it_is_and_is_told_again_the_next_time(here: Database) -> None:
    text = (
        BASE.replace("noor@acme.example,2,Engineer", "noor@acme.example,3,Lead")
        + "7,Mei Ek,mei@acme.example,1,,New Team,,,\n8,Ola Ek,ola@acme.example,7,,,,,\n"
    ).replace("6,Chris Alder,alder@acme.example,2", "6,Chris Alder,alder@acme.example,7")
    found = bring(here, text, dry_run=True)
    keys = {(change.kind, change.person): change.key for change in found.changes}
    left_out = [
        keys[ChangeKind.MOVES, "Noor Haddad"],
        keys[ChangeKind.JOINS, "Mei Ek"],
        keys[ChangeKind.JOINS, "Ola Ek"],
    ]
    before = queries.all_teams(here)
    bring(here, text, choices=dict.fromkeys(left_out, False))
    noor = named(here, "Noor Haddad")
    assert (noor.manager_id, noor.title) == (named(here, "Dana Okoye").id, "Lead")
    assert named(here, "Chris Alder").manager_id == named(here, "Dana Okoye").id
    assert queries.all_teams(here) == before
    again = bring(here, text, dry_run=True)
    assert [(kind, person) for kind, person, *_ in told(again)] == [
        ("joins", "Mei Ek"),
        ("joins", "Ola Ek"),
        ("moves", "Noor Haddad"),
        ("moves", "Chris Alder"),
    ]


def test_who_is_not_in_the_file_and_who_is_back_are_asked_about(here: Database) -> None:
    bring(here, BASE.replace("Engineer,Growth,,,", "Engineer,Growth,Terminated,,"))
    text = BASE.replace("6,Chris Alder,alder@acme.example,2,Engineer,Platform,,,\n", "")
    report = bring(here, text)
    assert [(kind, person) for kind, person, *_ in told(report)] == [
        ("returns", "Chris Moon"),
        ("missing", "Chris Alder"),
    ]
    assert named(here, "Chris Moon").left(FRIDAY)
    assert not named(here, "Chris Alder").left(FRIDAY)
    bring(here, text, choices={change.key: True for change in report.changes})
    moon, alder = named(here, "Chris Moon"), named(here, "Chris Alder")
    assert (moon.last_day, alder.left(FRIDAY)) == (None, True)
    assert told(bring(here, text)) == []


def test_what_a_leaver_leaves_open_is_counted_once(org: Org, db: Database) -> None:
    org.rhythm.planner.add_topic(org.noor.id, "level case")
    org.rhythm.planner.add_topic(org.noor.id, "on call")
    org.rhythm.planner.add_promise(org.noor.id, "ask HR")
    text = f"1,Sam,{ME},,,,,,\n2,Dana Okoye,dana@acme.example,1,,,,,\n4,Noor Haddad,,2,,,Terminated,,\n"
    leaves = next(change for change in bring(db, text).changes if change.kind is ChangeKind.LEAVES)
    assert leaves.left_open == "2 topics and 1 promise"


def test_a_number_finds_somebody_under_another_name_and_address(here: Database) -> None:
    report = bring(here, BASE.replace("5,Chris Moon,moon@acme.example", "5,Kris Berg,berg@other.example"))
    assert [kind for kind, *_ in told(report)] == ["renamed", "address"]
    assert named(here, "Kris Berg").file_id == "5"


def test_an_address_of_old_finds_somebody_and_two_who_had_it_are_not_guessed_between(here: Database) -> None:
    bring(here, BASE.replace("noor@acme", "haddad@acme"))
    bare = f"name,email,manager\nSam Okafor,{ME},\nN. H.,noor@acme.example,{ME}\n"

    def brought() -> PeopleReport:
        file = parse_people(bare, me=(ME,))
        return import_people(here, file, me_row=file.me_row, dry_run=True, keep_going=True)

    assert ("renamed", "Noor Haddad", "Noor Haddad", "N. H.") in told(brought())
    with here.action("edit"):
        here.update("person", named(here, "Chris Alder").id, former_emails='["noor@acme.example"]')
    assert ("joins", "N. H.", "", "") in told(brought())


def test_the_numbers_of_another_system_are_not_looked_at(here: Database) -> None:
    other = f"""901,Sam Okafor,{ME},,,,,,
5,Dana Okoye,dana@acme.example,901,,,,,
4,Ilya Brandt,ilya@acme.example,901,,,,,
3,Noor Haddad,noor@acme.example,5,,,,,
2,Chris Moon,moon@acme.example,4,,,,,
6,Chris Alder,alder@acme.example,5,,,,,
"""
    report = bring(here, other)
    assert told(report) == []
    assert any("employee numbers" in problem.message for problem in report.problems)
    assert [named(here, name).file_id for name in ("Dana Okoye", "Chris Alder")] == ["5", "6"]


def test_two_of_one_name_with_numbers_of_their_own_are_two_people(here: Database) -> None:
    text = BASE.replace("4,Noor Haddad,noor@acme.example", "44,Noor Haddad,noor.h@acme.example")
    report = bring(here, text, dry_run=True)
    assert [(kind, person) for kind, person, *_ in told(report)] == [
        ("joins", "Noor Haddad"),
        ("missing", "Noor Haddad"),
    ]


def test_a_name_that_lost_its_letters_overwrites_no_whole_one(here: Database) -> None:
    report = bring(here, BASE.replace("Ilya Brandt,ilya", "Ily? Brandt,ilya"))
    assert told(report) == []
    assert [problem.column for problem in report.problems] == ["name"]


def test_blank_cells_erase_nothing_and_what_is_ours_is_never_written(here: Database) -> None:
    dana = named(here, "Dana Okoye")
    with here.action("edit"):
        here.update("person", dana.id, nickname="Dee", target_days=10, preferred="tue 10:00", country="DE")
    before = named(here, "Dana Okoye")
    bring(here, BASE.replace("2,Dana Okoye,dana@acme.example,1,EM,Platform,,2020-03-02,", "2,Dana Okoye,,,,,,,"))
    assert named(here, "Dana Okoye") == before


def test_half_a_file_stops_unless_the_missing_are_said_to_be_gone(db: Database) -> None:
    many = "".join(f"{n},Person {chr(65 + n)}lan,p{n}@acme.example,2,,,,,\n" for n in range(10, 24))
    bring(db, BASE + many)
    before = dump(db)
    half = BASE + "".join(many.splitlines(keepends=True)[:8])
    stopped = bring(db, half, keep=False)
    assert (stopped.refused, stopped.incomplete, len(stopped.missing)) == (True, True, 6)
    assert dump(db) == before
    gone = {change.key: True for change in stopped.changes if change.kind is ChangeKind.MISSING}
    done = bring(db, half, choices=gone, keep=False)
    assert (done.refused, done.incomplete, done.left) == (False, False, 6)


def tree(db: Database) -> set[tuple[str, str, str, str]]:
    """Everybody with manager, team and address, whatever their ids."""
    people = {person.id: person for person in queries.everybody(db)}
    teams = {team.id: team.name for team in queries.all_teams(db)}
    return {
        (
            person.name,
            person.email,
            people[person.manager_id].email if person.manager_id is not None else "",
            teams[person.team_id] if person.team_id is not None else "",
        )
        for person in people.values()
    }


@pytest.fixture(scope="module")
def emptied() -> Iterator[Database]:
    """A store that each example leaves as empty as it found it: making one takes longer than all the rest."""
    store = memory_store(FixedClock(FRIDAY))
    yield store
    store.close()


@pytest.mark.parametrize("vendor", VENDORS)
@settings(max_examples=20, deadline=None)
@given(organisations(), st.randoms(use_true_random=False))
def test_twice_is_once_and_the_order_of_rows_does_not_matter(
    emptied: Database, vendor: str, members: tuple[Member, ...], shuffle: random.Random
) -> None:
    make, separator, _ = VENDORS[vendor]

    def brought(rows: Table) -> PeopleReport:
        file = parse_people(text_of(rows, separator), me=(members[0].email,))
        return import_people(emptied, file, me_row=file.me_row)

    rows = make(members)
    head = next(place for place, row in enumerate(rows) if len(row) > 2) + 1
    mixed = rows[head:]
    shuffle.shuffle(mixed)
    assert not brought(rows).refused
    once, as_written = dump(emptied), tree(emptied)
    assert (brought(rows).changes, dump(emptied)) == ([], once)
    assert brought([*rows[:head], *mixed]).changes == []
    undo(emptied)
    assert tree(emptied) == set()
    brought([*rows[:head], *mixed])
    assert tree(emptied) == as_written
    undo(emptied)
