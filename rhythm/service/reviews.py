"""The end-of-week walkthrough, and the plain counts behind both reviews."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rhythm.domain.meetings import MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter, Week, parse_quarter, parse_week, quarter_of, week_of
from rhythm.domain.reviews import Review, ReviewKind, ReviewState, draft_key
from rhythm.domain.sittings import Kept, kept_from
from rhythm.errors import RhythmError
from rhythm.late import Late
from rhythm.queries import reviews as queries
from rhythm.queries import tracker
from rhythm.service.open_items import OpenItems, PlannedRow, WeekBrief
from rhythm.settings.shape import WEEKDAYS
from rhythm.storage import drafts
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import reviews as actions
    from rhythm.domain.meetings import Meeting
    from rhythm.queries import counts as counting
    from rhythm.queries import decision_rights
    from rhythm.queries.counts import Counts, Figures, Pair
    from rhythm.service import Rhythm, sittings, snapshots, walks, week_snapshots
    from rhythm.service import week_gathering as gathering
    from rhythm.service.closed_weeks import ClosedWeek
    from rhythm.settings.lists import WeekStep
else:
    actions = Late("rhythm.actions.reviews")
    counting = Late("rhythm.queries.counts")
    decision_rights = Late("rhythm.queries.decision_rights")
    gathering = Late("rhythm.service.week_gathering")
    sittings = Late("rhythm.service.sittings")
    snapshots = Late("rhythm.service.snapshots")
    walks = Late("rhythm.service.walks")
    week_snapshots = Late("rhythm.service.week_snapshots")

STEPS = (
    "close_meetings", "triage", "verdicts", "same", "promises", "reached_me", "rituals", "people", "structure",
    "good_calls", "closing", "next_week",
)  # fmt: skip
"""The steps of the shipped weekly.yaml; a test compares."""

RECENT_WEEKS = 4
"""Of so many weeks the review says what reached the director."""


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
        """The week that is reviewed today: from the review weekday on this one, before it the one that ended.

        A week that ended before the store was made is never the one: whoever enters what they remember of it, or takes
        in a log, begins no review of it. What waits in such rows is asked for in the week that runs.
        """
        today = self._rhythm.today()
        from_day = WEEKDAYS.index(self._rhythm.settings.review.weekday)
        current = week_of(today)
        if today.weekday() >= from_day:
            return current
        ended = current.previous()
        if ended.last_day < (queries.begun_on(self._db) or today):
            return current
        done = queries.review(self._db, ReviewKind.WEEK, str(ended))
        return current if done is not None and done.state is ReviewState.CLOSED else ended

    def _before_the_log(self, week: Week) -> bool:
        """Whether a week ended before the first day that is told of; without a record that is today."""
        today = self._rhythm.today()
        return week.last_day < min(queries.first_day(self._db) or today, today)

    def this_quarter(self, period: str | None = None) -> Quarter:
        """The current quarter, or the one that `period` names. Raises BadInput."""
        start = self._rhythm.settings.review.quarter_start_month
        if period is None:
            return quarter_of(self._rhythm.today(), start)
        return parse_quarter(period, self._rhythm.today(), start_month=start)

    def read_week(self, period: str | None) -> Week:
        """The week that `period` names, or the one to review now. Raises BadInput."""
        return self.this_week() if period is None else parse_week(period, self._rhythm.today())

    def week(self, week: Week | None = None) -> walks.WeekWalk:
        """The end-of-week walkthrough as it stands now."""
        week = week or self.this_week()
        db, rhythm, today = self._db, self._rhythm, self._rhythm.today()
        days = gathering.covered(db, week, today)
        rights = rhythm.rights.findings()
        proposed, unplaced = gathering.proposals(rhythm, week)
        moving = {row.proposal.meeting_id for row in proposed}
        items = self._open_items(week)
        return walks.WeekWalk(
            items=items._replace(
                planned=tuple(meeting for meeting in items.planned if meeting.id not in moving),
                same=gathering.same_pairs(db, rhythm, week),
                next_week=proposed,
                unplaced=unplaced,
                asked=rights.asked,
                vacant=rights.vacant,
                stamps=rights.stamps,
                people=gathering.people_asked(db, rhythm, days),
                question=gathering.question_of_structure(db, rhythm, week),
                bets=rhythm.portfolio.reviews_due(max(today, week.last_day)),
            ),
            steps=self.steps,
            figures=queries.week_figures(db, week.first_day, week.last_day),
            covered=days,
            recent=counting.counts(db, week.shifted(1 - RECENT_WEEKS).first_day, week.last_day),
            reached=tracker.escalations_between(db, *days),
            good_calls=tracker.good_calls_between(db, *days),
            leaks=tuple(leak for leak in rights.leaks if days.first_day <= leak.row.day <= days.last_day),
            routes=rhythm.skip_levels.routes(days),
            activity=gathering.activity(db, min(today, week.last_day)),
            bench=rhythm.bench.month_line(*days),
            kept=self.kept(week),
            budget_minutes=rhythm.settings.review.week_budget_minutes,
        )

    def brief(self) -> WeekBrief:
        """The week for Today, without what the first screen must not wait for: the plan of the week after, conflicts
        that may be one, and what leaked or was stamped.

        The figures are of the week that runs; what is left to review may be of the one that ended.
        """
        week, running = self.this_week(), week_of(self._rhythm.today())
        first, last = running.first_day, running.last_day
        items = self._open_items(week)
        aside = self.kept(week).aside
        reached = tracker.escalations_between(self._db, first, last)
        meetings = self._rhythm.planner.meetings_between(first, last)
        return WeekBrief(
            items=items,
            items_left=sum(item.key not in aside for step in self._step_ids() for item in items.asks(step)),
            reached_me=len(reached),
            not_mine=queries.split_by_moment(reached)[1],
            held=sum(meeting.state is MeetingState.HELD for meeting in meetings),
            series=queries.series_waiting(self._db),
        )

    def _open_items(self, week: Week) -> OpenItems:
        rhythm, today = self._rhythm, self._rhythm.today()
        found = queries.review(self._db, ReviewKind.WEEK, str(week))
        planned = rhythm.planner.meetings_between(max(today, week.next().first_day), week.next().last_day)
        return OpenItems(
            week=week,
            review=found,
            to_close=rhythm.planner.unclosed(),
            triage=gathering.to_sort(self._db, week, today),
            cards=rhythm.tracker.cards(),
            fixes_due=rhythm.fixes.due(),
            promises=tuple(
                promise
                for promise in rhythm.planner.promises(mine=True)
                if promise.due is not None and promise.due <= max(today, week.last_day)
            ),
            planned=tuple(meeting for meeting in planned if meeting.state is MeetingState.PLANNED),
            closing=self._line(week, found, "closing"),
            declined=self._declined(week),
            today=today,
            own=tuple((step, self._line(week, found, step)) for step in self._own_steps()),
            rituals=rhythm.rituals.asking(),
        )

    def _step_ids(self) -> tuple[str, ...]:
        """The steps that are asked; the shipped ones are known without reading their file."""
        own = self._rhythm.lists_folder
        if own is not None and (own / "weekly.yaml").exists():
            return tuple(step.id for step in self.steps)
        return STEPS

    def _own_steps(self) -> tuple[str, ...]:
        """The questions of the user's own; there is none without a file of the user's own."""
        return tuple(step.id for step in self.steps if step.own) if self._step_ids() is not STEPS else ()

    def kept(self, week: Week) -> Kept:
        """Where one was in the review of a week, what was skipped, and how long it took so far."""
        return kept_from(drafts.draft(self._db, _kept_key(week)))

    def keep(self, week: Week, kept: Kept) -> None:
        """Keep it, so that the review goes on there, whatever ends it."""
        drafts.save_draft(self._db, _kept_key(week), kept.to_text())

    def decline(self, week: Week, person_id: PersonId, *, declined: bool = True) -> None:
        """Leave a proposal of next week out of the plan, or take it in again."""
        now = self._declined(week) | {person_id} if declined else self._declined(week) - {person_id}
        drafts.save_draft(self._db, _declined_key(week), " ".join(map(str, sorted(now))))

    def accept_plan(self, week: Week, rows: tuple[PlannedRow, ...]) -> tuple[Meeting, ...]:
        """Take proposals for the week after into the plan, as one action."""
        return self._rhythm.plans.accept(self._rhythm.plans.view_after(week), [row.proposal for row in rows]).planned

    def save_answer_draft(self, kind: ReviewKind, period: str, item: str, body: str) -> None:
        """Keep an answer while it is typed. Raises as `Rhythm.save_draft`, which has it in memory then."""
        self._rhythm.save_draft(draft_key(kind, period, item), body, empty=True)

    def close_week(self, week: Week, *, nothing_reached_me: bool = False) -> Review:
        """Close the week's review with a dated snapshot of its figures, as one action. Lines that were only typed are
        answered with it; undo opens the week again with them there, as they were.

        Raises RhythmError for the word that nothing came in a week that ended before anything that is known: it would
        count as one that was logged.
        """
        if nothing_reached_me and self._before_the_log(week):
            raise RhythmError(
                f"week {week.number} ended before anything was logged", "the page Week shows the week to review"
            )
        self._rhythm.save_waiting()
        walk = self.week(week)
        found = walk.items.review
        with self._db.action(f"close week {week.number}"):
            for item, line in (("closing", walk.items.closing), *walk.items.own):
                drafts.finish_draft(self._db, draft_key(ReviewKind.WEEK, str(week), item))
                if line.strip() != (found.answer(item) if found is not None else "").strip():
                    actions.answer_item(self._db, ReviewKind.WEEK, str(week), item, line)
            return actions.close_review(
                self._db,
                ReviewKind.WEEK,
                str(week),
                week_snapshots.week_snapshot(walk),
                nothing_reached_me=nothing_reached_me and walk.figures.reached_me == 0,
            )

    def week_data(self, week: Week | None = None, items: int | None = None) -> dict[str, Any]:
        """A week's review as plain data, with `complete`, `closed` and the `trend`; a closed one from its frozen copy.

        `items` bounds the records to those of the worst items.
        """
        import json

        walk = self.week(week)
        asked = walk.items
        frozen = asked.review.snapshot if asked.closed and asked.review is not None else None
        data = json.loads(frozen) if frozen else week_snapshots.week_snapshot(walk)
        if items is not None and not asked.closed:
            data = week_snapshots.only_worst(data, sittings.bounded(walk, Kept(), items).only or frozenset())
        return {
            **data,
            "complete": asked.closed or walk.items_left == 0,
            "closed": asked.closed,
            "trend": week_snapshots.trend(asked.week, self.closed_weeks(before=asked.week)),
        }

    def closed_weeks(self, limit: int = 12, *, before: Week | None = None) -> tuple[ClosedWeek, ...]:
        """The newest closed weeks, or those before one, as they were closed, newest first."""
        from rhythm.service.closed_weeks import closed_week

        reviews = queries.reviews(self._db, ReviewKind.WEEK, limit, before=str(before) if before is not None else None)
        found = (closed_week(review, self._rhythm.today()) for review in reviews)
        return tuple(week for week in found if week is not None)

    def counts(self, first: dt.date, last: dt.date) -> Counts:
        """The plain counts of a span of days."""
        return counting.counts(self._db, first, last)

    def figures(self, first: dt.date, last: dt.date) -> Figures:
        """The counts of a span of days beside those of as many days before it, with leaks and stamps."""
        return counting.figures(self._db, first, last)

    def quarter_figures(self, quarter: Quarter) -> Figures:
        """The counts of a quarter, up to today, beside those of the whole quarter before it."""
        last, before = min(quarter.last_day, self._rhythm.today()), quarter.previous()
        return counting.figures(self._db, quarter.first_day, last, (before.first_day, before.last_day))

    def pairs(self, last: dt.date | None = None) -> tuple[Pair, ...]:
        """What stood between each two teams in the window of the three-meetings rule that ends on a day, or today."""
        end = last or self._rhythm.today()
        first = end - dt.timedelta(days=self._rhythm.tracker.rules.window_days)
        rows = tracker.escalations_between(self._db, first, end)
        return counting.pairs(rows, decision_rights.whose(self._db))

    def _line(self, week: Week, found: Review | None, item: str) -> str:
        """A line of the week's review as it stands, typed or saved."""
        saved = found.answer(item) if found is not None else ""
        return self._rhythm.draft_or(draft_key(ReviewKind.WEEK, str(week), item), saved)

    def _declined(self, week: Week) -> frozenset[int]:
        return frozenset(map(int, drafts.draft(self._db, _declined_key(week)).split()))


def _kept_key(week: Week) -> str:
    return f"week:{week}:sitting"


def _declined_key(week: Week) -> str:
    return f"week:{week}:declined"
