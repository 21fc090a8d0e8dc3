"""Teams in files: what is written comes back as it was, the same again changes nothing, and mistakes are named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.structure import CardAnswer, Subject
from rhythm.errors import BadInput
from rhythm.interop.row_files import joined, parted
from rhythm.queries.exporting_teams import exported_teams
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org, charter_of, database_steps
from tests.conftest import FRIDAY
from tests.sample.planted import sample


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).map(str.strip)))
def test_a_list_in_one_cell_comes_back(parts: list[str]) -> None:
    whole = [part for part in parts if part]
    assert list(parted(joined(whole))) == whole


def test_the_whole_structure_of_the_sample_comes_back_from_its_file(tmp_path: Path) -> None:
    file = sample().exporting.teams(tmp_path / "teams.csv")
    clock = FixedClock(FRIDAY)
    other = Rhythm(memory_store(clock), clock, Settings())
    for person in sample().people.others():
        other.people.add(person.name)
    report = other.importing.teams(file)
    assert (report.problems, report.changed) == ([], 0)
    assert exported_teams(other.people._db) == exported_teams(sample().people._db)
    assert [view.overlap.tag for view in other.structure.overlaps()] == ["seat hold time"]
    again = other.importing.teams(file)
    assert (again.added, again.changed, again.unchanged) == (0, 0, report.added)
    other.undo()
    assert other.people.teams() == ()


def test_a_plain_table_of_charters_is_enough_and_a_later_one_replaces_its_day(org: Org, tmp_path: Path) -> None:
    rhythm, file = org.rhythm, tmp_path / "charters.csv"
    file.write_text("Team;Owns;Not owned;Since\nPlatform;deploys, all of them;banners;2026-10-01\n")
    assert rhythm.importing.teams(file).added == 1
    charter = charter_of(rhythm.structure, org.platform.id)
    assert charter is not None
    assert (charter.owns, charter.not_owns, charter.since) == (
        ("deploys", "all of them"),
        ("banners",),
        dt.date(2026, 10, 1),
    )
    file.write_text("Team,Owns,Since\nplat,builds,2026-10-01\n")
    report = rhythm.importing.teams(file)
    assert (report.added, report.changed) == (0, 1)
    view = rhythm.structure.team(org.platform.id)
    assert view is not None
    assert [one.owns for one in view.charters] == [("builds",)]


def test_one_mistake_stops_all_and_each_is_named_with_its_row(org: Org, tmp_path: Path) -> None:
    rhythm, file = org.rhythm, tmp_path / "teams.csv"
    file.write_text(
        "record,team,other,day,item,answer,owns,does_not_own,manager,mode\n"
        "charter,Platform,,2026-10-01,,,deploys,,,\n"
        "charter,Nowhere,,,,,deploys,,,\n"
        "charter,Growth,,2027-01-01,,,banners,,,\n"
        "charter,Growth,,,,,banners,banner,,\n"
        "interface,Growth,Growth,,,,,,,\n"
        "card,Growth,,,charter,perhaps,,,,\n"
        "card,,,,role_clarity,yes,,,nobody at all,\n"
        "team,Growth,,,,,,,,speed\n"
        "poem,Growth,,,,,,,,\n"
        "charter,,,,,,,,,\n"
        "charter,Growth,,yesterday,,,,,,\n"
    )
    report = rhythm.importing.teams(file)
    assert report.refused
    assert [problem.row for problem in report.problems] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert charter_of(rhythm.structure, org.platform.id) is None
    kept = rhythm.importing.teams(file, keep_going=True)
    assert (kept.added, kept.left) == (1, 10)
    assert charter_of(rhythm.structure, org.platform.id) is not None


def test_of_a_row_that_is_left_out_no_team_stays(org: Org, tmp_path: Path) -> None:
    file = tmp_path / "teams.csv"
    file.write_text("record,team,mode,aliases\nteam,Core,speed,\nteam,Heart,,Platform\nteam,Edge,,rim\n")
    assert org.rhythm.importing.teams(file, keep_going=True).added == 1
    assert {team.name for team in org.rhythm.people.teams()} == {"Edge", "Growth", "Platform"}


def test_the_rows_of_a_file_are_counted_by_what_they_change_and_not_through_the_whole_log(
    org: Org, db: Database, tmp_path: Path
) -> None:
    file = tmp_path / "teams.csv"
    file.write_text("record,team,day,owns\ncharter,Platform,2026-10-01,deploys\n")
    org.rhythm.importing.teams(file)
    before = database_steps(db, lambda: org.rhythm.importing.teams(file))
    for number in range(300):
        org.rhythm.planner.add_topic(org.dana.id, f"topic {number}")
    report = org.rhythm.importing.teams(file)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 1)
    assert database_steps(db, lambda: org.rhythm.importing.teams(file)) <= before * 1.5


def test_a_rehearsal_stores_nothing(org: Org, tmp_path: Path) -> None:
    file = tmp_path / "teams.csv"
    file.write_text("record,team,manager,aliases\nteam,Core,dana,kernel;base\n")
    assert org.rhythm.importing.teams(file, dry_run=True).added == 1
    assert len(org.rhythm.people.teams()) == 2
    org.rhythm.importing.teams(file)
    core = org.rhythm.people.find_team("kernel")
    assert (core.name, core.manager_id, core.aliases) == ("Core", org.dana.id, ("kernel", "base"))


def test_two_people_of_one_name_come_back_as_themselves(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    twin = rhythm.people.add("Chris Alder", manager_id=org.ilya.id)
    rhythm.people.edit_team(org.platform.id, design_id=twin.id, product_id=org.chris_a.id)
    rhythm.structure.answer(Subject(person_id=org.dana.id), "role_clarity", CardAnswer.NO, note="unclear; to both")
    file = rhythm.exporting.teams(tmp_path / "teams.csv")
    rhythm.people.edit_team(org.platform.id, design_id=None, product_id=None)
    rhythm.importing.teams(file)
    team = rhythm.people.team(org.platform.id)
    assert team is not None
    assert (team.product_id, team.design_id) == (org.chris_a.id, twin.id)


def test_a_file_of_something_else_is_neither_read_nor_written_over(org: Org, tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(BadInput, match="no column team"):
        org.rhythm.importing.teams(file)
    with pytest.raises(BadInput, match="was not exported by rhythm"):
        org.rhythm.exporting.teams(file)
    with pytest.raises(BadInput, match="in which form"):
        org.rhythm.exporting.teams(tmp_path / "teams.xlsx")
