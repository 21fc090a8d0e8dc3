"""Reads of people."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.decision_rights import PracticeKind
from rhythm.domain.portfolio import Bucket, NewBet
from rhythm.domain.rituals import NewRitual
from rhythm.queries import bench, decision_rights, people, portfolio, rituals, talks
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import Org


def test_recent_people_are_those_of_talks_and_notes_newest_first_each_once(rhythm: Rhythm, org: Org) -> None:
    today = rhythm.today()
    assert rhythm.people.recent() == ()
    rhythm.planner.hold(org.dana.id, today - dt.timedelta(days=9))
    rhythm.planner.hold(org.ilya.id, today - dt.timedelta(days=5))
    rhythm.planner.add_note(org.dana.id, "wants a date")
    rhythm.planner.hold(org.dana.id, today - dt.timedelta(days=2))
    assert [person.id for person in rhythm.people.recent()] == [org.dana.id, org.ilya.id]
    assert [person.id for person in rhythm.people.recent(1)] == [org.dana.id]


def test_somebody_who_left_is_not_among_them(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.dana.id, rhythm.today())
    rhythm.planner.hold(org.noor.id, rhythm.today())
    rhythm.people.archive(org.noor.id)
    assert [person.id for person in rhythm.people.recent()] == [org.dana.id]


def test_what_stands_by_name_stands_where_its_letter_is_with_and_without_an_accent(
    rhythm: Rhythm, org: Org, db: Database
) -> None:
    names = ["adam", "Élodie", "Emil", "Łucja", "Milan", "Özge", "Zoe"]
    for name in reversed(names):
        person = rhythm.people.add(name)
        rhythm.people.add_team(name)
        rhythm.bench.add(person.id)
        rhythm.portfolio.add(NewBet(name, Bucket.CORE, 3))
        rhythm.rituals.add(NewRitual(name, "What did we decide?", 7))
        rhythm.rights.add_practice(PracticeKind.STANDARD, name)
        rhythm.talks.name_levels(person.id, "technical_direction", 3, 4)
    found = {
        "people": [person.name for person in people.everybody(db)],
        "due": [row.person.name for row in rhythm.planner.due()],
        "teams": [team.name for team in people.all_teams(db)],
        "bench": [card.candidate.person for card in bench.cards(db)],
        "bets": [bet.name for bet in portfolio.bets(db)],
        "rituals": [ritual.name for ritual in rituals.rituals(db)],
        "standards": [one.name for one in decision_rights.practices(db)],
        "levels": [one.person for one in talks.levels_of(db)],
    }
    assert {kind: [name for name in of if name in names] for kind, of in found.items()} == dict.fromkeys(found, names)
