"""Markdown and tables of what is in the store."""

from __future__ import annotations

import csv
import re
import stat
from pathlib import Path

import pytest

from rhythm.errors import BadInput
from rhythm.storage.schema import LOGGED_TABLES
from tests.builders import Org
from tests.sample.planted import sample


def test_every_person_conflict_week_and_quarter_has_a_note_and_every_link_leads_to_one(tmp_path: Path) -> None:
    rhythm = sample()
    rhythm.quarters.answer(rhythm.reviews.this_quarter(), rhythm.quarters.questions[0].id, "words")
    written = rhythm.exporting.markdown(tmp_path / "vault")
    notes = {str(path.relative_to(tmp_path / "vault")).removesuffix(".md"): path.read_text("utf-8") for path in written}
    people = [person for person in rhythm.people.everybody(archived=True) if not person.is_me]
    assert len([path for path in notes if path.startswith("People/")]) == len(people)
    conflicts = rhythm.tracker.conflicts(older=True)
    assert len([path for path in notes if path.startswith("Conflicts/")]) == len(conflicts)
    assert {f"Weeks/{closed.week}" for closed in rhythm.reviews.closed_weeks(1000)} <= set(notes)
    assert f"Quarters/{rhythm.reviews.this_quarter()}" in notes
    links = {target for text in notes.values() for target in re.findall(r"\[\[([^|\]]+)\|", text)}
    assert links
    assert links <= set(notes)
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    assert sorted(rhythm.exporting.markdown(tmp_path / "vault")) == sorted(written)


def test_two_people_of_one_name_have_notes_of_their_own(org: Org, tmp_path: Path) -> None:
    twin = org.rhythm.people.add("Dana Okoye", email="other@acme.example")
    org.rhythm.planner.add_note(twin.id, "only of the twin")
    org.rhythm.exporting.markdown(tmp_path)
    assert "only of the twin" in (tmp_path / f"People/Dana Okoye ({twin.id}).md").read_text()
    assert "only of the twin" not in (tmp_path / "People/Dana Okoye.md").read_text()


def test_the_first_note_lists_people_and_conflicts_where_their_letters_are(org: Org, tmp_path: Path) -> None:
    org.rhythm.people.edit(org.noor.id, name="Élodie Haddad")
    for name in ("zone of release", "Über release", "Budget"):
        row = org.escalate(name, 1, conflict="new")
        assert row.conflict_id is not None
        org.rhythm.tracker.rename(row.conflict_id, name)
    org.rhythm.exporting.markdown(tmp_path)
    listed = re.findall(r"\[\[(?:People|Conflicts)/([^|\]]+)\|", (tmp_path / "Start here.md").read_text("utf-8"))
    assert listed == [
        *("Chris Alder", "Chris Moon", "Dana Okoye", "Élodie Haddad", "Ilya Brandt"),
        *("Budget", "Über release", "zone of release"),
    ]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_a_file_with_names_beside_the_numbers(org: Org, tmp_path: Path) -> None:
    org.rhythm.planner.add_note(org.dana.id, "two\nlines, and a comma")
    gone = org.rhythm.planner.add_note(org.dana.id, "taken back")
    org.rhythm.planner.add_note(org.dana.id, '=HYPERLINK("http://evil.example")')
    org.rhythm.undo()
    written = org.rhythm.exporting.csv(tmp_path)
    assert {path.stem for path in written} == {*LOGGED_TABLES, "escalations", "bench"}
    notes = table(tmp_path / "note.csv")
    assert [(row["id"], row["person_name"]) for row in notes] == [("1", "Dana Okoye"), (str(gone.id), "Dana Okoye")]
    assert notes[0]["body"] == "two\nlines, and a comma"
    assert "deleted_at" not in notes[0]
    assert org.rhythm.exporting.csv(tmp_path) == written


def test_what_a_spreadsheet_would_carry_out_is_made_text(org: Org, tmp_path: Path) -> None:
    org.rhythm.planner.add_note(org.dana.id, '=HYPERLINK("http://evil.example")')
    org.escalate("=1+1", conflict="new")
    org.rhythm.exporting.csv(tmp_path)
    assert table(tmp_path / "note.csv")[0]["body"].startswith("'=HYPERLINK")
    assert [table(tmp_path / f"{name}.csv")[0]["summary"] for name in ("escalation", "escalations")] == ["'=1+1"] * 2


def test_a_table_of_somebody_else_is_not_written_over(org: Org, tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("name,phone\n")
    with pytest.raises(BadInput, match="was not exported by rhythm"):
        org.rhythm.exporting.csv(tmp_path)
    assert (tmp_path / "person.csv").read_text() == "name,phone\n"
