"""What is made once for all tests is what would be made anew: a store, an organisation, the shipped lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhythm.paths import config_folder
from rhythm.service import Rhythm
from rhythm.service.matching_words import shipped_words
from rhythm.settings import Settings
from rhythm.settings.problems import SettingsError
from rhythm.settings.shipped import load_matching_data
from rhythm.settings.vocabulary import load_vocabulary
from rhythm.storage import migrating
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests import copies
from tests.builders import FixedClock, Org
from tests.conftest import FRIDAY
from tests.storage.dumps import rows_of


def written(db: Database) -> list[str]:
    """All that a store holds, as statements; when its migrations ran is no matter."""
    return [line for line in db.connection.iterdump() if "_sqlite_migrations" not in line]


def test_a_copied_store_is_what_all_migrations_make(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        then.setattr(migrating, "migrate", copies.migrate)
        made = memory_store(db.clock)
    assert written(made) == written(db)
    assert [made.value(f"PRAGMA {name}") for name in ("foreign_keys", "page_size", "auto_vacuum")] == [
        db.value(f"PRAGMA {name}") for name in ("foreign_keys", "page_size", "auto_vacuum")
    ]
    assert made.has_written
    assert not db.has_written
    made.close()


def test_a_copied_organisation_is_what_is_founded_by_hand(org: Org, db: Database, clock: FixedClock) -> None:
    assert not db.has_written
    other = FixedClock(FRIDAY)
    founded = Org(Rhythm(memory_store(other), other, Settings()))
    assert clock.ticks == other.ticks
    for sql in (
        "SELECT id, name, email, manager_id, team_id FROM person",
        "SELECT id, name, manager_id, aliases FROM team",
        "SELECT id, at, local_day, label, undoable FROM action",
        "SELECT id, action_id, tbl, op FROM change",
    ):
        assert rows_of(db, sql) == rows_of(founded.rhythm._db, sql)
    assert org.rhythm.people.person(org.noor.id) == org.noor
    founded.rhythm.close()


def test_a_list_that_is_read_once_is_what_is_read_anew_and_ones_own_is_read_each_time(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shared = load_vocabulary(None, None), shipped_words(None, None), load_matching_data(None, None)
    own = tmp_path / "vocabulary.yaml"
    text = (config_folder() / own.name).read_text("utf-8")
    own.write_text(text, "utf-8")
    assert load_vocabulary(tmp_path, None) == shared[0]
    own.write_text(text.replace("areas:", "regions:"), "utf-8")
    with pytest.raises(SettingsError, match="areas is missing"):
        load_vocabulary(tmp_path, None)
    request.getfixturevalue("lists_read_anew")
    assert (load_vocabulary(None, None), shipped_words(None, None), load_matching_data(None, None)) == shared


def test_what_is_written_to_a_copy_is_in_no_other(org: Org, org_made: Org) -> None:
    org.rhythm.people.add("Zoe Lang")
    again = FixedClock(FRIDAY)
    fresh = Rhythm(memory_store(again), again, Settings())
    assert fresh.people.everybody() == ()
    assert "Zoe Lang" not in {person.name for person in copies.org_of(org_made, fresh).rhythm.people.everybody()}
    fresh.close()


def test_what_was_written_before_the_organisation_stays(db: Database, rhythm: Rhythm, org_made: Org) -> None:
    zoe = rhythm.people.add("Zoe Lang")
    org = copies.org_of(org_made, rhythm)
    assert db.has_written
    assert [person.name for person in rhythm.people.everybody()].count(zoe.name) == 1
    assert zoe.id < org.dana.id
