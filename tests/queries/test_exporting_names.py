"""How people are called in files that are read again."""

from __future__ import annotations

from rhythm.queries.exporting_names import names_in_files
from rhythm.storage.database import Database
from tests.builders import Org


def test_each_is_called_by_what_means_nobody_else(org: Org, db: Database) -> None:
    people = org.rhythm.people
    me = people.me()
    assert me is not None
    people.edit(me.id, name="Kim Vale")
    twin, called_me = people.add("dana  okoye"), people.add("Me")
    name = names_in_files(db)
    assert [name(one) for one in (me.id, org.ilya.id, None)] == ["me", "Ilya Brandt", ""]
    assert [name(one) for one in (org.dana.id, twin.id, called_me.id)] == [org.dana.uid, twin.uid, called_me.uid]
    for one in (me, org.dana, org.ilya, twin, called_me):
        assert people.find(name(one.id)).id == one.id
