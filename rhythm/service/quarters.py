"""The quarterly review: its questions with their evidence, answers, what is intended, and the sheets after them."""

from __future__ import annotations

import datetime as dt
import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rhythm.domain.notes import read_due
from rhythm.domain.periods import Quarter
from rhythm.domain.quarters import (
    Intention,
    IntentionState,
    Spent,
    due_by_default,
    fixes_named,
    people_named,
    read_intentions,
    weighed,
)
from rhythm.domain.reviews import EvidenceMark, Review, ReviewKind, ReviewState, draft_key
from rhythm.domain.saying import say_quarter
from rhythm.errors import NotFound, RhythmError
from rhythm.late import Late
from rhythm.queries import fixes, reviews
from rhythm.queries import quarters as queries
from rhythm.queries.rows import iso
from rhythm.service.quarter_walks import QuarterWalk, QuestionView
from rhythm.storage import drafts
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import quarters as actions
    from rhythm.actions import reviews as closing
    from rhythm.domain.quarters import NewIntention
    from rhythm.domain.reviews import Evidence
    from rhythm.queries import records
    from rhythm.service import Rhythm, snapshots
    from rhythm.service import quarter_figures as figures
    from rhythm.service.comparing import Comparing
    from rhythm.service.quarter_evidence import QuarterEvidence
    from rhythm.service.quarter_names import QuarterNames
    from rhythm.service.quarter_sheets import QuarterSheets
    from rhythm.service.reports import Reports
    from rhythm.settings.lists import QuarterQuestion
else:
    actions = Late("rhythm.actions.quarters")
    closing = Late("rhythm.actions.reviews")
    figures = Late("rhythm.service.quarter_figures")
    records = Late("rhythm.queries.records")
    snapshots = Late("rhythm.service.snapshots")


class Quarters:
    """The walk through the five questions, over the store."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def questions(self) -> tuple[QuarterQuestion, ...]:
        """The quarterly questions, from quarterly.yaml."""
        from rhythm.settings.lists import load_quarterly

        return load_quarterly(self._rhythm.lists_folder, self._rhythm.cache_folder)

    @cached_property
    def gathering(self) -> QuarterEvidence:
        """What the rules find."""
        from rhythm.service.quarter_evidence import QuarterEvidence

        return QuarterEvidence(self._db, self._rhythm)

    @cached_property
    def sheets(self) -> QuarterSheets:
        """The sheets after the questions."""
        from rhythm.service.quarter_sheets import QuarterSheets

        return QuarterSheets(self._db, self._rhythm)

    @cached_property
    def names(self) -> QuarterNames:
        """Which quarter a name stands for."""
        from rhythm.service.quarter_names import QuarterNames

        return QuarterNames(self._db, self._rhythm)

    @cached_property
    def comparing(self) -> Comparing:
        """Quarters beside each other, and answers over time."""
        from rhythm.service.comparing import Comparing

        return Comparing(self._db, self._rhythm)

    @cached_property
    def reports(self) -> Reports:
        """Reports, to be sent."""
        from rhythm.service.reports import Reports

        return Reports(self._db, self._rhythm)

    def walk(self, quarter: Quarter | None = None) -> QuarterWalk:
        """The questions as they stand; a closed quarter comes from its frozen copy."""
        quarter = quarter or self.names.find()
        period = str(quarter)
        found = reviews.review(self._db, ReviewKind.QUARTER, period)
        earlier = [str(one) for one in reversed(self.names.last_answered(quarter))]
        before = reviews.review(self._db, ReviewKind.QUARTER, earlier[-1]) if earlier else None
        asked_before = queries.questions_asked(self._db, before.period) if before is not None else {}
        if found is not None and found.state is ReviewState.CLOSED and found.snapshot:
            from rhythm.service.frozen_quarters import thaw

            later = queries.later_answers(self._db, period)
            start_month = self._rhythm.settings.review.quarter_start_month
            return thaw(quarter, found, self.questions, before, asked_before, later, start_month=start_month)
        intended = queries.intentions_of(self._db, period)
        # What was intended the last time, and what is still open of the year before.
        before_that = queries.intentions_before(self._db, earlier, earlier[-1]) if earlier else ()
        views = tuple(
            QuestionView(
                question=question,
                evidence=self._evidence(quarter, question),
                answer=self._draft_or(period, question.id, found.answer(question.id) if found is not None else ""),
                last_answer=before.answer(question.id) if before is not None else "",
                last_question=asked_before.get(question.id, ""),
                intentions=tuple(one for one in intended if one.item == question.id),
                last_intentions=tuple(one for one in before_that if one.item == question.id),
                preset=self.gathering.preset(question.evidence),
            )
            for question in (*self.questions, *self._no_longer_asked(period, found))
        )
        return QuarterWalk(quarter, found, views, before.period if before is not None else "", self.spent(quarter))

    def answer(self, quarter: Quarter, item: str, body: str) -> Review:
        """Write the answer to a question. Its lines that begin with `>` become what is intended, as one action."""
        self._rhythm.save_waiting()
        asked = next((question.text for question in self.questions if question.id == item), "")
        asked = asked or queries.questions_asked(self._db, str(quarter)).get(item, "")
        return actions.answer_question(self._db, str(quarter), item, asked, body, self.read_intentions(quarter, body))

    def answer_later(self, quarter: Quarter, item: str, body: str) -> None:
        """Say something else on a question of a closed quarter: it stands beside what was frozen, with its day.

        Nothing, or what was frozen, takes it back. Raises RhythmError for a quarter that is open, and NotFound for a
        question that is not in the copy.
        """
        frozen = {view.question.id: view.answer for view in self.walk(quarter).questions}
        if item not in frozen:
            raise NotFound(f"there is no question {item} in {quarter}", f"there are: {', '.join(frozen)}")
        closing.answer_later(self._db, str(quarter), item, "" if body.strip() == frozen[item].strip() else body)
        self.keep_later(quarter, item, None)

    def is_closed(self, quarter: Quarter) -> bool:
        """Whether a quarter is closed to a frozen copy."""
        found = reviews.review(self._db, ReviewKind.QUARTER, str(quarter))
        return found is not None and found.state is ReviewState.CLOSED

    def save_draft(self, quarter: Quarter, item: str, body: str) -> None:
        """Keep an answer while it is typed. Raises as `Rhythm.save_draft`, which has it in memory then."""
        self._rhythm.save_draft(draft_key(ReviewKind.QUARTER, str(quarter), item), body, empty=True)

    def keep_later(self, quarter: Quarter, item: str, body: str | None) -> None:
        """Keep what is said later on a question while it is typed; None forgets it. Raises as `Rhythm.save_draft`,
        which has the text in memory then."""
        self._rhythm.save_draft(later_key(quarter, item), body or "", empty=body is not None)

    def later_answer(self, quarter: Quarter, item: str, said: str) -> str:
        """What is said later on a question as it stands, typed or said."""
        return self._rhythm.draft_or(later_key(quarter, item), said)

    def read_intentions(self, quarter: Quarter, body: str) -> tuple[NewIntention, ...]:
        """What the lines of an answer that begin with `>` stand for."""
        settings = self._rhythm.settings
        return read_intentions(
            body,
            self._rhythm.today(),
            due_by_default(quarter),
            people=self._rhythm.people.refs(),
            fixes=[number for number in fixes_named(body) if fixes.fix(self._db, number) is not None],
            numeric_order=settings.dates.order,
            quarter_start_month=settings.review.quarter_start_month,
        )

    def misread(self, intention: Intention) -> str:
        """Why the day, the person or the fix that something intended names could not be read; nothing where all could,
        or it names none."""
        settings = self._rhythm.settings
        wrong_day = read_due(
            intention.body, self._rhythm.today(), settings.dates.order, settings.review.quarter_start_month
        )[2]
        return wrong_day or self._unknown(intention)

    def _unknown(self, intention: Intention) -> str:
        """Why what stands for itself is nobody's promise, and no fix speaks for it, though it names one."""
        if intention.person_id is not None or intention.fix_id is not None:
            return ""
        for name in people_named(intention.body):
            try:
                self._rhythm.people.find(name)
            except RhythmError as error:
                return f"{error.message}; {error.hint}" if error.hint else error.message
        missing = sorted(number for number in fixes_named(intention.body) if fixes.fix(self._db, number) is None)
        return f"there is no fix #{missing[0]}; rhythm fix list shows them all" if missing else ""

    def mark(self, quarter: Quarter, item: str, record: str, mark: EvidenceMark | None) -> Review:
        """Strike evidence under a question, pin it, or take back what was said of it; by the key of the evidence."""
        return actions.mark_evidence(self._db, str(quarter), item, record, mark)

    def settle(self, intention_id: int, state: IntentionState) -> Intention:
        """Say that something intended was done, or given up."""
        return actions.settle_intention(self._db, intention_id, state)

    def move(self, intention_id: int, due: dt.date) -> Intention:
        """Put something intended off until a day."""
        return actions.move_intention(self._db, intention_id, due)

    def spent(self, quarter: Quarter) -> Spent:
        """The time that was spent on a quarter so far."""
        text = drafts.draft(self._db, _spent_key(quarter))
        return Spent(int(text)) if text.isdigit() else Spent()

    def save_spent(self, quarter: Quarter, spent: Spent) -> None:
        """Keep the time spent, which is no action."""
        drafts.save_draft(self._db, _spent_key(quarter), str(spent.seconds))

    def close(self, quarter: Quarter) -> Review:
        """Freeze a quarter: questions, evidence and answers as they stand, as one action."""
        period = str(quarter)
        self._rhythm.save_waiting()
        with self._db.action(f"close {say_quarter(period)}"):
            walk = self.walk(quarter)
            for view in walk.questions:
                if view.answer.strip() or (walk.review is not None and walk.review.answer(view.question.id)):
                    self.answer(quarter, view.question.id, view.answer)
            frozen = self.snapshot(self.walk(quarter))
            return closing.close_review(self._db, ReviewKind.QUARTER, period, frozen)

    def data(self, quarter: Quarter | None = None) -> dict[str, Any]:
        """A quarter as plain data, with `complete` and `closed`, for `--json` and for Markdown.

        Of a closed one it is the frozen copy, whether that is `whole`, under each question what was said `later`, and
        its first and last day as `other_days` where its year began in another month than years do today.
        """
        walk = self.walk(quarter)
        found = walk.review
        if not walk.closed or found is None or not found.snapshot:
            return {**self.snapshot(walk), "complete": walk.complete, "closed": walk.closed}
        frozen = json.loads(found.snapshot)
        later = {view.question.id: view.later for view in walk.questions if view.later is not None}
        questions = [
            {**one, "later": {"day": said.day.isoformat(), "answer": said.body}} if said is not None else one
            for one in frozen["questions"]
            for said in (later.get(one["id"]),)
        ]
        return {
            **frozen,
            "questions": questions,
            "complete": walk.complete,
            "closed": True,
            "closed_on": iso(found.closed_on),
            "hash": found.sealed,
            "whole": found.whole,
            "other_days": [day.isoformat() for day in walk.other_days] if walk.other_days is not None else None,
        }

    def snapshot(self, walk: QuarterWalk) -> dict[str, Any]:
        """Everything that a quarter shows, with the records behind it: what is frozen when it is closed."""
        sheets = self.sheets.data(walk.quarter)
        behind = {record for view in walk.questions for item in view.evidence for record in item.records}
        behind |= {(one["kind"], one["id"]) for sheet in sheets for row in sheet["rows"] for one in row["behind"]}
        return {
            **snapshots.quarter_snapshot(walk),
            "sheets": sheets,
            "figures": figures.quarter_figures(self._db, self._rhythm, walk.quarter),
            "records": snapshots.record_data(records.records(self._db, behind)),
        }

    def _evidence(self, quarter: Quarter, question: QuarterQuestion) -> tuple[Evidence, ...]:
        marks = queries.evidence_marks(self._db, str(quarter), question.id)
        struck = frozenset(record for record, mark in marks.items() if mark is EvidenceMark.STRUCK)
        return weighed(self.gathering.found(quarter, question.evidence, struck), marks)

    def _no_longer_asked(self, period: str, found: Review | None) -> tuple[QuarterQuestion, ...]:
        """Questions that were answered and then taken out of the list: an answer keeps its question."""
        if found is None:
            return ()
        from rhythm.settings.lists import QuarterQuestion

        asked, known = queries.questions_asked(self._db, period), {question.id for question in self.questions}
        return tuple(
            QuarterQuestion(item, asked.get(item) or item, (), "")
            for item, body in found.answers
            if body.strip() and item not in known
        )

    def _draft_or(self, period: str, item: str, saved: str) -> str:
        return self._rhythm.draft_or(draft_key(ReviewKind.QUARTER, period, item), saved)


def later_key(quarter: Quarter, item: str) -> str:
    """The name of the draft of what is said on a question after its quarter was closed."""
    return f"later:{quarter}:{item}"


def _spent_key(quarter: Quarter) -> str:
    return f"quarter:{quarter}:seconds"
