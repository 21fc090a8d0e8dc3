"""Conflicts that may be one: asked about once a month, merged or kept apart, and then not asked again."""

from __future__ import annotations

import pytest

from rhythm.domain.escalations import NEW, ConflictChoice, ConflictId
from rhythm.errors import BadInput, NotFound
from rhythm.queries.same_pairs import refused_pairs, same_pairs
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump


def conflict(org: Org, text: str, *days_ago: int) -> ConflictId:
    """A conflict with a row on each of these days."""
    number: ConflictChoice = NEW
    for days in days_ago:
        found = org.escalate(text, days, conflict=number).conflict_id
        assert found is not None
        number = found
    return ConflictId(int(number))


@pytest.fixture
def two(org: Org) -> tuple[ConflictId, ConflictId]:
    """The same matter, entered twice among others."""
    for text in ("laptop budget gone", "interview panel empty", "wiki host choice", "badge printer"):
        org.rhythm.tracker.log(org.rhythm.tracker.draft_of(org.rhythm.tracker.read(text)), conflict="new")
    first = conflict(org, "who sets the release date of the beta", 60, 40)
    return first, conflict(org, "release date of the beta moved", 20, 9)


def asked(rhythm: Rhythm) -> list[tuple[int, int]]:
    return [(pair.first.id, pair.second.id) for pair in rhythm.same_pairs.likely()]


def test_two_that_say_the_same_are_asked_about_and_kept_apart_for_good(
    rhythm: Rhythm, two: tuple[ConflictId, ConflictId]
) -> None:
    assert asked(rhythm) == [two]
    assert '"release"' in rhythm.same_pairs.likely()[0].reasons or '"beta"' in rhythm.same_pairs.likely()[0].reasons
    rhythm.same_pairs.not_same(two[1], two[0])
    assert asked(rhythm) == []
    rhythm.same_pairs.not_same(*two)
    rhythm.undo()
    assert asked(rhythm) == [two]


def test_the_same_are_merged_into_the_one_with_more_rows_and_undone_apart(
    rhythm: Rhythm, org: Org, two: tuple[ConflictId, ConflictId]
) -> None:
    org.escalate("release date of the beta once more", 2, conflict=two[1])
    before = [row.id for row in rhythm.tracker.rows_of(two[0])]
    assert rhythm.same_pairs.same(*two).id == two[1]
    assert len(rhythm.tracker.rows_of(two[1])) == 5
    assert asked(rhythm) == []
    rhythm.undo()
    assert [row.id for row in rhythm.tracker.rows_of(two[0])] == before


def test_what_was_said_of_the_one_that_goes_holds_for_the_one_that_stays(
    rhythm: Rhythm, org: Org, db: Database, two: tuple[ConflictId, ConflictId]
) -> None:
    """Kept apart from the first, then the first goes by another number: the pair is not asked about again."""
    third = conflict(org, "the release date of the beta, by sales", 8)
    fourth = conflict(org, "whose laptop is it", 4)
    rhythm.same_pairs.not_same(third, two[0])
    rhythm.same_pairs.not_same(fourth, two[0])
    rhythm.same_pairs.not_same(fourth, two[1])
    rhythm.same_pairs.not_same(*two)
    assert (two[1], third) in asked(rhythm)
    before = dump(db)
    rhythm.tracker.merge(two[0], two[1])
    assert refused_pairs(db) == {(two[0], two[1]), (two[0], fourth), (two[1], fourth), (two[1], third)}
    assert asked(rhythm) == []
    rhythm.undo()
    assert dump(db) == before


def test_a_name_that_is_nearly_the_same_is_enough(rhythm: Rhythm, org: Org) -> None:
    first, second = conflict(org, "vendor contract", 30), conflict(org, "something else entirely", 3)
    rhythm.tracker.rename(first, "Release dates")
    rhythm.tracker.rename(second, "the release date")
    assert asked(rhythm) in ([], [(first, second)])
    rhythm.tracker.rename(second, "release-date")
    assert (first, second) in asked(rhythm)
    assert rhythm.same_pairs.likely()[0].reasons == ("the same name",)


def test_what_did_not_come_up_lately_is_not_asked_about(
    rhythm: Rhythm, two: tuple[ConflictId, ConflictId], clock: FixedClock
) -> None:
    clock.forward(26)
    assert asked(rhythm) == [two], "35 days after it came up"
    clock.forward(1)
    assert asked(rhythm) == []


def test_the_first_review_of_a_month_asks_and_the_next_ones_do_not(
    rhythm: Rhythm, two: tuple[ConflictId, ConflictId], clock: FixedClock
) -> None:
    assert [pair.key for pair in rhythm.reviews.week().items.same] == [f"same:{two[0]}+{two[1]}"]
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    clock.forward(7)
    assert rhythm.reviews.week().items.same == ()
    clock.forward(7)
    assert len(rhythm.reviews.week().items.same) == 1


def test_only_two_conflicts_that_are_there_can_be_kept_apart(
    rhythm: Rhythm, two: tuple[ConflictId, ConflictId]
) -> None:
    with pytest.raises(BadInput):
        rhythm.same_pairs.not_same(two[0], two[0])
    with pytest.raises(NotFound):
        rhythm.same_pairs.not_same(two[0], ConflictId(99))


def test_the_three_newest_rows_of_a_conflict_speak_for_it_and_no_earlier_one(
    rhythm: Rhythm, org: Org, db: Database
) -> None:
    about = "who sets the release date of the beta"
    first, second = conflict(org, about, 90, 70, 60, 50), conflict(org, about, 34, 33)
    rhythm.tracker.rename(second, "printer")

    def likeliness() -> float:
        found = same_pairs(db, rhythm.matching_words, rhythm.today())
        return sum(pair.score for pair in found if (pair.first, pair.second) == (first, second))

    alone, shares = likeliness(), []
    assert alone > 0.8
    for ago in (6, 5, 4):
        org.escalate("badge printer broken again", ago, conflict=second)
        shares.append(likeliness() / alone)
    assert shares == [pytest.approx(2 / 3, abs=0.08), pytest.approx(1 / 3, abs=0.08), 0.0]
