"""People from a file, against what is here already."""

from __future__ import annotations

import datetime as dt

from rhythm.actions.importing_people import PeopleReport, import_people
from rhythm.domain.people import Person, Relation
from rhythm.interop.people import parse_people
from rhythm.interop.tables import Severity
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import Org

ME = "me@acme.example"
HEAD = "name,email,manager,title,team,status,termination date\n"


def bring(db: Database, text: str, *, keep_going: bool = False) -> PeopleReport:
    file = parse_people(HEAD + text, me=(ME,))
    return import_people(db, file, me_row=file.me_row, me_email=ME, keep_going=keep_going)


def named(rhythm: Rhythm, name: str) -> Person:
    return next(person for person in rhythm.people.everybody(archived=True) if person.name == name)


def test_a_name_that_two_people_have_is_never_guessed(org: Org, db: Database) -> None:
    org.rhythm.people.add("Chris Moon", manager_id=org.dana.id)
    report = bring(db, f"Chris Moon,moon@acme.example,{ME},PM,,,\n")
    assert (report.added, report.changed) == (1, 0)
    assert sum(person.name == "Chris Moon" for person in org.rhythm.people.everybody()) == 3


def test_an_address_beats_a_name(org: Org, db: Database) -> None:
    report = bring(db, f"Dana Lind,DANA@acme.example,{ME},,,,\n")
    assert (report.added, report.changed) == (0, 1)
    assert org.rhythm.people.find("dana").name == "Dana Lind"


def test_a_relation_set_by_hand_stays(org: Org, db: Database) -> None:
    org.rhythm.people.edit(org.noor.id, relation=Relation.MENTOR)
    bring(db, f"Noor Haddad,noor@acme.example,{ME},,,,\n")
    noor = org.rhythm.people.find("noor")
    assert (noor.set_relation, noor.email) == (Relation.MENTOR, "noor@acme.example")


def test_a_circle_with_what_the_file_leaves_blank_is_reported_and_not_made(org: Org, db: Database) -> None:
    text = f"Ilya Brandt,ilya@acme.example,{ME},,,,\nDana Okoye,,Noor Haddad,,,,\nNoor Haddad,,,,,,\n"
    refused = bring(db, text)
    assert refused.refused
    assert org.rhythm.people.find("dana").manager_id == org.dana.manager_id
    report = bring(db, text, keep_going=True)
    assert any("circle" in problem.message for problem in report.problems)
    assert org.rhythm.people.find("noor").manager_id == org.dana.id
    assert org.rhythm.people.find("dana").manager_id is None


def test_the_reports_of_a_manager_who_left_report_to_me_unless_the_file_says_otherwise(org: Org, db: Database) -> None:
    text = f"Ilya Brandt,ilya@acme.example,{ME},,,Terminated,\n"
    report = bring(db, text)
    assert report.left == 1
    (told,) = [problem for problem in report.problems if "report to you, for now" in problem.message]
    assert (told.row, told.severity, told.message.split(" will ")[0]) == (2, Severity.NOTE, "1 report of Ilya Brandt")
    today = org.rhythm.today()
    moon = named(org.rhythm, "Chris Moon")
    assert (moon.manager_id, moon.interim_since) == (org.dana.manager_id, today)
    assert named(org.rhythm, "Ilya Brandt").left(today)
    assert bring(db, text).left == 0
    org.rhythm.undo()
    bring(db, text + f"Dana Okoye,dana@acme.example,{ME},,,,\nChris Moon,,Dana Okoye,,,,\n")
    moon = named(org.rhythm, "Chris Moon")
    assert (moon.manager_id, moon.interim_since) == (org.dana.id, None)


def test_who_leaves_on_a_day_to_come_is_still_here(org: Org, db: Database) -> None:
    text = f"Dana Okoye,dana@acme.example,{ME},,,Terminated,2026-12-31\n"
    report = bring(db, text)
    assert (report.left, report.changed) == (0, 1)
    dana = named(org.rhythm, "Dana Okoye")
    assert (dana.archived_on, dana.last_day) == (None, dt.date(2026, 12, 31))
    assert bring(db, text).unchanged == 1


def test_who_left_before_is_not_added(org: Org, db: Database) -> None:
    report = bring(db, f"Dana Okoye,dana@acme.example,{ME},,,,\nGone Long Ago,,Dana Okoye,,,Terminated,\n")
    assert (report.added, report.left_out) == (0, 1)


def test_who_is_archived_here_stays_so(org: Org, db: Database) -> None:
    org.rhythm.people.archive(org.chris_m.id)
    text = f"Ilya Brandt,ilya@acme.example,{ME},,,,\nChris Moon,,Ilya Brandt,,,,\n"
    report = bring(db, text)
    assert (report.added, report.unchanged) == (0, 2)
    assert named(org.rhythm, "Chris Moon").archived_on is not None


def test_a_team_goes_by_its_alias_and_keeps_its_manager(org: Org, db: Database) -> None:
    bring(db, f"Dana Okoye,dana@acme.example,{ME},,Plat,,\nIlya Brandt,ilya@acme.example,Dana Okoye,,plat,,\n")
    teams = org.rhythm.people.teams()
    assert [team.name for team in teams] == ["Growth", "Platform"]
    assert named(org.rhythm, "Ilya Brandt").team_id == org.platform.id
    assert next(team for team in teams if team.name == "Platform").manager_id == org.dana.id


def test_the_directors_address_is_kept_for_the_next_time(rhythm: Rhythm, db: Database) -> None:
    bring(db, f"Dana Okoye,dana@acme.example,{ME},,,,\n")
    me = rhythm.people.me()
    assert me is not None
    assert me.email == ME
