"""The user's own words that mean the same: kept, undoable, followed by the matcher, offered where they would help."""

from __future__ import annotations

import pytest

from rhythm.errors import BadInput, NotFound
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import Org
from tests.storage.dumps import dump


def test_a_line_grows_and_two_that_meet_become_one(rhythm: Rhythm) -> None:
    words = rhythm.words
    assert words.add(["vendor", "Supplier"]).body == "vendor | Supplier"
    words.add(["tariff", "price list"])
    assert words.add(["supplier", "contractor"]).body == "vendor | Supplier | contractor"
    joined = words.add(["tariff | vendor"])
    assert joined.body == "vendor | Supplier | contractor | tariff | price list"
    assert [line.body for line in words.lines()] == [joined.body]
    rhythm.undo()
    assert len(words.lines()) == 2
    words.remove(joined.id)
    assert [line.body for line in words.lines()] == ["tariff | price list"]
    rhythm.undo()
    assert len(words.lines()) == 2


@pytest.mark.parametrize("terms", [["vendor"], ["vendor", "Vendor"], ["|", "vendor"]])
def test_it_takes_two_words(rhythm: Rhythm, terms: list[str]) -> None:
    with pytest.raises(BadInput):
        rhythm.words.add(terms)
    with pytest.raises(NotFound):
        rhythm.words.remove(1)


def test_the_matcher_follows_a_line_its_undo_and_its_redo(rhythm: Rhythm, org: Org, db: Database) -> None:
    for days, text in ((30, "zorblat late again"), (20, "zorblat missing"), (12, "no zorblat")):
        first = rhythm.tracker.newest()
        org.escalate(text, days, conflict=first[0].conflict_id if first else "new")
    for number, text in enumerate(("laptop budget", "interview panel", "wiki host", "badge printer")):
        org.escalate(text, 20 + number, conflict="new")
    new = rhythm.tracker.draft_of(rhythm.tracker.read("Platform / Growth: quuxwidget late"))
    before, tables = rhythm.tracker.suggest(new)[0].score, dump(db)
    rhythm.words.add(["zorblat", "quuxwidget"])
    after = rhythm.tracker.suggest(new)[0]
    assert after.score > before
    assert '"quuxwidget"' in after.reasons
    assert dump(db) != tables
    rhythm.undo()
    assert dump(db) == tables
    assert rhythm.tracker.suggest(new)[0].score == before
    rhythm.redo()
    assert rhythm.tracker.suggest(new)[0].score == after.score


def test_words_are_offered_only_where_a_row_shares_none(rhythm: Rhythm, org: Org) -> None:
    first = org.escalate("vendor contract ends", 20, conflict="new")
    assert rhythm.words.worth_adding(first) is None
    same = org.escalate("the contract again", 10, conflict=first.conflict_id)
    assert rhythm.words.worth_adding(same) is None
    other = org.escalate("supplier paperwork", 1, conflict=first.conflict_id)
    assert rhythm.words.worth_adding(other) == ("paperwork", "contract")
    assert rhythm.words.worth_adding(org.escalate("loose end")) is None
    rhythm.words.add(["paperwork", "contract"])
    assert rhythm.words.worth_adding(other) is None


def test_tables_of_the_matcher_follow_renames_and_their_undo(rhythm: Rhythm, org: Org, db: Database) -> None:
    row = org.escalate("Dana and Growth on the zorblat", 9, conflict="new")
    assert row.conflict_id is not None
    org.escalate("Growth asks again, says Ilya", 5, conflict=row.conflict_id)
    tables = dump(db)
    rhythm.tracker.rename(row.conflict_id, "quuxwidget")
    new = rhythm.tracker.draft_of(rhythm.tracker.read("quuxwidget"))
    assert '"quuxwidget"' in rhythm.tracker.suggest(new)[0].reasons
    rhythm.people.edit(org.dana.id, name="Zoe Quist")
    assert "dana" in {token for (token,) in db.all("SELECT token FROM match_token")}
    rhythm.people.edit_team(org.growth.id, name="Reach")
    assert "growth" in {token for (token,) in db.all("SELECT token FROM match_token")}
    for _ in range(3):
        rhythm.undo()
    assert dump(db) == tables
