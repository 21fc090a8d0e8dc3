from __future__ import annotations

import datetime as dt

from bench.week_keys import LINE, walk
from rhythm.domain.reviews import ReviewState
from rhythm.service import Rhythm
from tests.builders import Org


async def test_a_bounded_week_is_walked_to_its_closing_and_its_keys_are_counted(rhythm: Rhythm, org: Org) -> None:
    for number in range(3):
        rhythm.planner.add_promise(org.dana.id, f"thing {number}", due=rhythm.today() - dt.timedelta(days=2))
    org.escalate("who signs", 1)
    week = rhythm.reviews.this_week()
    found = await walk(rhythm, 2)
    assert found.asked == {"promise": 2}
    review = rhythm.reviews.week(week).items.review
    assert review is not None
    assert (review.state, review.answer("closing")) == (ReviewState.CLOSED, "".join(LINE))
    assert len(rhythm.planner.promises(mine=True)) == 1
    # Two answers, three steps passed, into the line and out of it, and that items are left open is confirmed.
    assert found.keys == 2 + 3 + 1 + len(LINE) + 1 + 1
