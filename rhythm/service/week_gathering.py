"""What the walkthrough of a week gathers: what is to be sorted, who waits, what is proposed, what may be one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.cadence import DueState
from rhythm.domain.people import Relation
from rhythm.domain.periods import Week, parse_week
from rhythm.domain.reviews import ReviewKind
from rhythm.late import Late
from rhythm.queries import reviews as queries
from rhythm.queries import tracker
from rhythm.service.open_items import PeopleAsked, PlannedRow, UnplacedRow
from rhythm.service.tracker import UNLINKED_DAYS
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.domain import pillars as pillar_rules
    from rhythm.domain import waiting
    from rhythm.domain.escalations import Escalation
    from rhythm.domain.people import PersonId
    from rhythm.domain.pillars import Pillar
    from rhythm.domain.reviews import Review
    from rhythm.queries import pillars, skip_levels, structure, talks
    from rhythm.queries.planning import DueRow
    from rhythm.service import Rhythm
    from rhythm.service.same_pairs import SamePair
    from rhythm.service.structure_views import OpenQuestion
    from rhythm.storage.database import Database
else:
    # Today asks for what is to be sorted, and for nothing else of it.
    pillar_rules = Late("rhythm.domain.pillars")
    pillars = Late("rhythm.queries.pillars")
    skip_levels = Late("rhythm.queries.skip_levels")
    structure = Late("rhythm.queries.structure")
    talks = Late("rhythm.queries.talks")
    waiting = Late("rhythm.domain.waiting")

LONGEST_GAP_DAYS = 182
"""After a long absence one review covers at most half a year."""

MOST_SKIP_LEVELS = 3
"""So many skip-levels over their limit are named, or the review would list a whole team."""


class Covered(NamedTuple):
    """The days that a review covers: its week, and before it whatever no review has covered yet."""

    first_day: dt.date
    last_day: dt.date


def review_before(db: Database, week: Week) -> Review | None:
    """The newest closed review of an earlier week."""
    return queries.review_before(db, ReviewKind.WEEK, str(week))


def covered(db: Database, week: Week, today: dt.date) -> Covered:
    """The days that the review of a week covers: from the day after the last review was closed, or its week ended, so
    that weeks in which none was made are covered too, half a year back at most. Without one before, the week alone."""
    before, first = review_before(db, week), week.first_day
    if before is not None and before.closed_on is not None:
        ended = min(before.closed_on, parse_week(before.period, before.closed_on).last_day)
        first = min(first, max(ended + dt.timedelta(days=1), today - dt.timedelta(days=LONGEST_GAP_DAYS)))
    return Covered(first, week.last_day)


def first_of_month(db: Database, week: Week) -> bool:
    """Whether it is the first review in the month of the week's Sunday."""
    before = review_before(db, week)
    if before is None:
        return True
    done = parse_week(before.period, week.last_day).last_day
    return (done.year, done.month) != (week.last_day.year, week.last_day.month)


def to_sort(db: Database, week: Week, today: dt.date) -> tuple[Escalation, ...]:
    """Rows that nobody sorted yet, those without a conflict first: of the last four weeks, or since the last closed
    review if that is longer. Then the rows of this week in which another field is still empty."""
    since = min(week.first_day, today - dt.timedelta(days=UNLINKED_DAYS))
    before = review_before(db, week)
    if before is not None and before.closed_on is not None:
        since = min(since, max(before.closed_on, today - dt.timedelta(days=LONGEST_GAP_DAYS)))
    unlinked = tracker.unlinked_escalations(db, since)
    linked = [row for row in tracker.escalations_between(db, since, today) if row.conflict_id is not None]
    of_week = (row for row in linked if week.first_day <= row.day <= week.last_day)
    return (
        *unlinked,
        *(row for row in linked if row.unsorted),
        *(row for row in of_week if row.gaps and not row.unsorted),
    )


def same_pairs(db: Database, rhythm: Rhythm, week: Week) -> tuple[SamePair, ...]:
    """Conflicts that may be one, in the first review of a month."""
    return rhythm.same_pairs.likely() if first_of_month(db, week) else ()


def people_asked(db: Database, rhythm: Rhythm, days: Covered) -> PeopleAsked:
    """Who waits too long, and what went round a manager in some days."""
    due, today = rhythm.planner.due(), rhythm.today()
    managers = [
        row.person.id
        for row in due
        if row.relation is Relation.MANAGER and row.due.state is not DueState.PAUSED and not row.person.interim_since
    ]
    known = talks.known_since(db, managers)
    over = [row for row in due if row.due.state is DueState.OVER and row.next_planned is None]
    named = _named(over)
    return PeopleAsked(
        over=named,
        more_over=len(over) - len(named),
        feedback=waiting.without_feedback(known, today),
        thanks=waiting.without_thanks(known, today),
        round=skip_levels.went_round(db, days.first_day, days.last_day),
    )


def question_of_structure(db: Database, rhythm: Rhythm, week: Week) -> OpenQuestion | None:
    """The oldest unknown of the structure; none when one was answered in the week already, or since it ended."""
    if structure.any_card_answered(db, week.first_day):
        return None
    return next(iter(rhythm.structure.open_questions(1)), None)


def proposals(rhythm: Rhythm, week: Week) -> tuple[tuple[PlannedRow, ...], tuple[UnplacedRow, ...]]:
    """What is proposed for the week after one, and who has no place in it; of somebody with two meetings in it
    the first, since the other comes when that is accepted or skipped."""
    following = week.next()
    if following.last_day < rhythm.today():
        return (), ()
    view = rhythm.plans.view_after(week).of_week(following)
    first: dict[PersonId, PlannedRow] = {}
    for one in view.to_accept:
        first.setdefault(one.person_id, PlannedRow(view.person(one.person_id), one))
    unplaced = tuple(UnplacedRow(view.person(one.person_id), one.words) for one in view.unplaced)
    return tuple(first.values()), unplaced


def activity(db: Database, last: dt.date) -> tuple[tuple[Pillar, int], ...]:
    """How much was done for each pillar in the four weeks up to a day."""
    first = last - dt.timedelta(days=pillar_rules.PILLAR_DAYS - 1)
    return tuple(pillars.activity(db, first, last).items())


def _named(over: list[DueRow]) -> tuple[DueRow, ...]:
    """Those over their limit who are named: everybody but skip-levels, then a few of these, worst first."""
    below = [row for row in over if row.relation is Relation.SKIP_LEVEL]
    return (*(row for row in over if row.relation is not Relation.SKIP_LEVEL), *below[:MOST_SKIP_LEVELS])
