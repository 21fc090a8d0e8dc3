"""The bench of the sample organisation on whatever day it is told: every stage, a seat without a path, somebody new."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.bench import Outcome, Purpose, Stage, flaw
from rhythm.sample.bench import NEW_MANAGER
from rhythm.settings.bench import load_bench
from rhythm.settings.growth import load_growth
from tests.sample.planted import sample
from tests.sample.telling import any_day, told


@any_day
def test_every_day_of_it_is_in_the_past_and_every_word_is_in_the_lists(today: dt.date) -> None:
    story = told(today).bench
    assert all(step.day <= today for step in story.steps)
    assert all(said.day <= today for said in story.rounds)
    assert all(line.done_on is None or story.since <= line.done_on <= today for line in story.first_days)
    assert 29 < (today - story.since).days < 62
    lists, growth = load_bench(None, None), load_growth(None, None)
    tags = {one.id for one in (*growth.areas, *growth.skills)}
    for step in story.steps:
        known = {one.id for one in lists.tests} if step.verb == "test" else tags
        assert set(step.rest.split()) <= known, step
    assert {item for _, item, _ in story.roles} <= {one.id for one in lists.role}
    topics = {one.id for one in lists.calibration.topics}
    assert topics <= {step.about for step in story.rounds}
    items = {one.id: {item.id for item in one.items} for one in lists.first_days}
    assert all(line.text or line.item in items[line.list] for line in story.first_days)


def test_the_store_holds_somebody_in_each_stage_and_keeps_the_rules() -> None:
    rhythm = sample()
    cards = rhythm.bench.cards()
    assert {card.stage for card in cards} == set(Stage) - {Stage.NAMED}
    assert all(flaw(card) == "" for card in cards)
    assert sum(card.ready_since is not None for card in cards) == 1
    assert {test.outcome for card in cards for test in card.tests} == {None, *Outcome}
    assert any(line.note_id is not None for card in cards for line in card.evidence)
    assert {line.purpose for card in cards for line in card.evidence} == set(Purpose)
    depth = {one.manager: one.passed for one in rhythm.bench.depth()}
    assert depth["Hyun-woo Baek"] == 0
    assert sum(passed > 0 for passed in depth.values()) >= 4
    assert rhythm.bench.without_sponsor()


def test_the_newest_manager_is_in_the_second_month_with_lists_under_way() -> None:
    rhythm = sample()
    story = told(rhythm.today())
    (clock,) = [one for one in rhythm.clocks.all() if one.in_first_days]
    name = next(person.name for person in story.people if person.key == NEW_MANAGER)
    assert (clock.person, clock.month) == (name, 2)
    person = rhythm.people.find(name)
    found = rhythm.clocks.first_days(person)
    assert found is not None
    assert 0 < found.done < len(found.lines)
