"""The end-of-week walkthrough, and the plain counts behind both reviews."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rhythm.domain.meetings import MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter, Week, parse_quarter, parse_week, quarter_of, week_of
from rhythm.domain.reviews import Review, ReviewKind, ReviewState, draft_key
from rhythm.late import Late
from rhythm.queries import reviews as queries
from rhythm.queries import tracker
from rhythm.service.walks import OpenItems, PlannedRow, UnplacedRow, WeekBrief, WeekWalk
from rhythm.settings.shape import WEEKDAYS
from rhythm.storage import drafts
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import reviews as actions
    from rhythm.domain.escalations import Escalation
    from rhythm.domain.meetings import Meeting
    from rhythm.queries import counts as counting
    from rhythm.queries import decision_rights
    from rhythm.queries.counts import Counts, Figures, Pair
    from rhythm.service import Rhythm, snapshots
    from rhythm.service.closed_weeks import ClosedWeek
    from rhythm.service.plan_views import PlanView
    from rhythm.service.same_pairs import SamePair
    from rhythm.settings.lists import WeekStep
else:
    actions = Late("rhythm.actions.reviews")
    counting = Late("rhythm.queries.counts")
    decision_rights = Late("rhythm.queries.decision_rights")
    snapshots = Late("rhythm.service.snapshots")

STEPS = ("close_meetings", "triage", "verdicts", "same", "promises", "rituals", "reached_me", "next_week", "closing")
"""The steps of the shipped weekly.yaml; a test compares."""

TRIAGE_DAYS = 28
"""A row that nobody sorted for four weeks is asked for no more; it stays in the search."""

LONGEST_GAP_DAYS = 182
"""After a long absence one review covers at most half a year."""


class Reviews:
    """The weekly review over the store, and the counts."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def steps(self) -> tuple[WeekStep, ...]:
        """The steps of the weekly review, from weekly.yaml."""
        from rhythm.settings.lists import load_weekly

        return load_weekly(self._rhythm.lists_folder, self._rhythm.cache_folder)

    def this_week(self) -> Week:
        """The week that is reviewed today: from the review weekday on this one, before it the one that ended."""
        today = self._rhythm.today()
        from_day = WEEKDAYS.index(self._rhythm.settings.review.weekday)
        current = week_of(today)
        if today.weekday() >= from_day:
            return current
        done = queries.review(self._db, ReviewKind.WEEK, str(current.previous()))
        return current if done is not None and done.state is ReviewState.CLOSED else current.previous()

    def this_quarter(self, period: str | None = None) -> Quarter:
        """The current quarter, or the one that `period` names. Raises BadInput."""
        start = self._rhythm.settings.review.quarter_start_month
        if period is None:
            return quarter_of(self._rhythm.today(), start)
        return parse_quarter(period, self._rhythm.today(), start_month=start)

    def week(self, week: Week | None = None) -> WeekWalk:
        """The end-of-week walkthrough as it stands now."""
        week = week or self.this_week()
        first, last = week.first_day, week.last_day
        rights = self._rhythm.rights.findings()
        proposed, unplaced = self._proposals(week)
        return WeekWalk(
            items=self._open_items(week)._replace(
                same=self._same(week),
                next_week=proposed,
                unplaced=unplaced,
                asked=rights.asked,
                stamps=rights.stamps,
            ),
            steps=self.steps,
            figures=queries.week_figures(self._db, first, last),
            reached=tracker.escalations_between(self._db, first, last),
            good_calls=tracker.good_calls_between(self._db, first, last),
            leaks=tuple(leak for leak in rights.leaks if first <= leak.row.day <= last),
            routes=self._rhythm.skip_levels.routes(week),
        )

    def brief(self) -> WeekBrief:
        """The week for Today, without what the first screen must not wait for: the plan of the week after, conflicts
        that may be one, and what leaked or was stamped."""
        week = self.this_week()
        first, last = week.first_day, week.last_day
        items = self._open_items(week)
        reached = tracker.escalations_between(self._db, first, last)
        meetings = self._rhythm.planner.meetings_between(first, last)
        return WeekBrief(
            items=items,
            items_left=sum(items.left(step) for step in self._step_ids()),
            reached_me=len(reached),
            not_mine=queries.split_by_moment(reached)[1],
            held=sum(meeting.state is MeetingState.HELD for meeting in meetings),
            series=queries.series_waiting(self._db),
        )

    def _open_items(self, week: Week) -> OpenItems:
        rhythm, today = self._rhythm, self._rhythm.today()
        found = queries.review(self._db, ReviewKind.WEEK, str(week))
        next_monday = week.next().first_day
        planned = rhythm.planner.meetings_between(next_monday, next_monday + dt.timedelta(days=6))
        saved = found.answer("closing") if found is not None else ""
        return OpenItems(
            week=week,
            review=found,
            to_close=rhythm.planner.unclosed(),
            triage=self._triage(week),
            cards=rhythm.tracker.cards(),
            fixes_due=rhythm.fixes.due(),
            promises=tuple(
                promise
                for promise in rhythm.planner.promises(mine=True)
                if promise.due is not None and promise.due <= max(today, week.last_day)
            ),
            planned=planned,
            closing=self._draft_or(ReviewKind.WEEK, str(week), "closing", saved),
            declined=self._declined(week),
            rituals=rhythm.rituals.asking(),
        )

    def _same(self, week: Week) -> tuple[SamePair, ...]:
        """Conflicts that may be one, in the first review of a month: the month of the week's Sunday."""
        before = queries.review_before(self._db, ReviewKind.WEEK, str(week))
        done = parse_week(before.period, week.last_day).last_day if before is not None else None
        if done is not None and (done.year, done.month) == (week.last_day.year, week.last_day.month):
            return ()
        return self._rhythm.same_pairs.likely()

    def _step_ids(self) -> tuple[str, ...]:
        """The steps that are asked; the shipped ones are known without reading their file."""
        own = self._rhythm.lists_folder
        if own is not None and (own / "weekly.yaml").exists():
            return tuple(step.id for step in self.steps)
        return STEPS

    def decline(self, week: Week, person_id: PersonId, *, declined: bool = True) -> None:
        """Leave a proposal of next week out of the plan, or take it in again."""
        now = self._declined(week) | {person_id} if declined else self._declined(week) - {person_id}
        drafts.save_draft(self._db, _declined_key(week), " ".join(map(str, sorted(now))))

    def accept_plan(self, week: Week, rows: tuple[PlannedRow, ...]) -> tuple[Meeting, ...]:
        """Take proposals for the week after into the plan, as one action."""
        return self._rhythm.plans.accept(self._plan_after(week), [row.proposal for row in rows]).planned

    def answer(self, kind: ReviewKind, period: str, item: str, body: str) -> Review:
        """Write the answer to a step or question."""
        return actions.answer_item(self._db, kind, period, item, body)

    def save_answer_draft(self, kind: ReviewKind, period: str, item: str, body: str) -> None:
        """Keep an answer while it is typed."""
        drafts.save_draft(self._db, draft_key(kind, period, item), body)

    def close_week(self, week: Week, *, nothing_reached_me: bool = False) -> Review:
        """Close the week's review with a dated snapshot of its figures, as one action."""
        walk = self.week(week)
        with self._db.action(f"close the week {week}"):
            if walk.items.closing.strip():
                actions.answer_item(self._db, ReviewKind.WEEK, str(week), "closing", walk.items.closing)
            return actions.close_review(
                self._db,
                ReviewKind.WEEK,
                str(week),
                snapshots.week_snapshot(walk),
                nothing_reached_me=nothing_reached_me and walk.figures.reached_me == 0,
            )

    def week_data(self, week: Week | None = None) -> dict[str, Any]:
        """A week's review as plain data, with `complete` and `closed`; a closed one from its frozen copy."""
        import json

        walk = self.week(week)
        items = walk.items
        frozen = items.review.snapshot if items.closed and items.review is not None else None
        data = json.loads(frozen) if frozen else snapshots.week_snapshot(walk)
        return {**data, "complete": items.closed or walk.items_left == 0, "closed": items.closed}

    def weeks(self, limit: int = 12) -> tuple[Review, ...]:
        """The newest weekly reviews, newest first."""
        return queries.reviews(self._db, ReviewKind.WEEK, limit)

    def closed_weeks(self, limit: int = 12) -> tuple[ClosedWeek, ...]:
        """The newest closed weeks as they were closed, newest first."""
        from rhythm.service.closed_weeks import closed_week

        found = (closed_week(review, self._rhythm.today()) for review in self.weeks(limit))
        return tuple(week for week in found if week is not None)

    def counts(self, first: dt.date, last: dt.date) -> Counts:
        """The plain counts of a span of days (N4)."""
        return counting.counts(self._db, first, last)

    def figures(self, first: dt.date, last: dt.date) -> Figures:
        """The counts of a span of days beside those of as many days before it, with leaks and stamps."""
        return counting.figures(self._db, first, last)

    def pairs(self, last: dt.date | None = None) -> tuple[Pair, ...]:
        """What stood between each two teams in the window of the three-meetings rule that ends on a day, or today."""
        end = last or self._rhythm.today()
        first = end - dt.timedelta(days=self._rhythm.tracker.rules.window_days)
        rows = tracker.escalations_between(self._db, first, end)
        return counting.pairs(rows, decision_rights.whose(self._db))

    def _draft_or(self, kind: ReviewKind, period: str, item: str, saved: str) -> str:
        return drafts.draft(self._db, draft_key(kind, period, item)) or saved

    def _declined(self, week: Week) -> frozenset[int]:
        return frozenset(map(int, drafts.draft(self._db, _declined_key(week)).split()))

    def _triage(self, week: Week) -> tuple[Escalation, ...]:
        """Rows that nobody sorted yet, those without a conflict first: of the last four weeks, or since the last closed
        review if that is longer. Then the rows of this week in which another field is still empty."""
        today = self._rhythm.today()
        since = min(week.first_day, today - dt.timedelta(days=TRIAGE_DAYS))
        before = queries.review_before(self._db, ReviewKind.WEEK, str(week))
        if before is not None and before.closed_on is not None:
            since = min(since, max(before.closed_on, today - dt.timedelta(days=LONGEST_GAP_DAYS)))
        homeless = tracker.unlinked_escalations(self._db, since)
        linked = [row for row in tracker.escalations_between(self._db, since, today) if row.conflict_id is not None]
        of_week = (row for row in linked if week.first_day <= row.day <= week.last_day)
        return (
            *homeless,
            *(row for row in linked if row.unsorted),
            *(row for row in of_week if row.gaps and not row.unsorted),
        )

    def _plan_after(self, week: Week) -> PlanView:
        """The plan of the week after one, as `rhythm plan` and the grid have it."""
        monday = week.next().first_day
        return self._rhythm.plans.view(monday if monday > self._rhythm.today() else None, 1)

    def _proposals(self, week: Week) -> tuple[tuple[PlannedRow, ...], tuple[UnplacedRow, ...]]:
        """What is proposed for the week after one, and who has no place in it; of somebody with two meetings in it
        the first, since the other comes when that is accepted or skipped."""
        following = week.next()
        if following.last_day < self._rhythm.today():
            return (), ()
        view = self._plan_after(week).of_week(following)
        first: dict[PersonId, PlannedRow] = {}
        for one in view.to_accept:
            first.setdefault(one.person_id, PlannedRow(view.person(one.person_id), one))
        unplaced = tuple(UnplacedRow(view.person(one.person_id), one.words) for one in view.unplaced)
        return tuple(first.values()), unplaced


def _declined_key(week: Week) -> str:
    return f"week:{week}:declined"
