"""Why a meeting is proposed, in words: `16 days, target 7`, `first time this quarter`, `never met`."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.meetings import MeetingState
from rhythm.domain.plan.board import Board, Draft, is_series
from rhythm.domain.saying import counted, say_day

_NEW_FOR = dt.timedelta(weeks=8)


def gap_words(days: int, target: int) -> str:
    """`16 days, target 7`."""
    return f"{counted(days, 'day')}, target {target}"


def reason_of(board: Board, draft: Draft, before: dt.date | None) -> str:
    """The reason of a proposal; `before` is the day of the meeting before it, held or planned."""
    one = draft.attendee
    said = [_special(board, draft), _plain(board, draft, before)]
    if one.missed > 1:
        said.append(f"missed {one.missed} times in a row")
    return ", ".join(words for words in said if words)


def _plain(board: Board, draft: Draft, before: dt.date | None) -> str:
    one = draft.attendee
    if before is None:
        return "never met"
    gap = (draft.day - before).days
    if not is_series(one) and gap < one.target and board.quarter_of(before) != board.quarter_of(draft.day):
        return "first time this quarter"
    return gap_words(gap, one.target)


def _special(board: Board, draft: Draft) -> str:
    """What is out of the ordinary about it, if anything is."""
    one = draft.attendee
    if draft.made_up is not None:
        return f"instead of {say_day(draft.made_up, board.today)}"
    if any(row.state is MeetingState.MISSED and row.period == draft.period for row in board.rows[one.person_id]):
        return "missed before"
    if one.owed and draft.period == str(board.quarters[0]):
        return "missed last quarter"
    if one.last_day is not None and not is_series(one):
        return f"leaves on {say_day(one.last_day, board.today)}"
    if one.interim:
        return "without a manager"
    if one.started_on is not None and one.last_held is None and draft.day - one.started_on < _NEW_FOR:
        return f"new since {say_day(one.started_on, board.today)}"
    return ""
