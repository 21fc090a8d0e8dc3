"""The weekly review after ten years: what it looks up, down an index each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import count

from rhythm.app import RhythmApp
from rhythm.domain.periods import week_of
from rhythm.domain.reviews import ReviewKind
from rhythm.queries import talks
from rhythm.screens.today import TodayScreen
from rhythm.storage.database import Database
from rhythm.storage.uid import encode_uid
from tests.builders import Org, database_steps


def uid_at(milliseconds: int, ticks: Iterator[int], _now: dt.datetime) -> str:
    """An identifier as it was made then."""
    return encode_uid(milliseconds, next(ticks))


def fill(org: Org, db: Database, first: int, weeks: int) -> None:
    """Weeks of a busy director, back from so many weeks ago: talks, notes, escalations and a closed review each."""
    today, ticks = org.rhythm.today(), count(first * 1000)
    with db.action("fill"):
        for week in range(first, first + weeks):
            on = today - dt.timedelta(weeks=week)
            day = on.isoformat()
            # Typed on their day: what was typed lately is asked about, whatever its day.
            typed = int(dt.datetime.combine(on, dt.time(12), dt.UTC).timestamp() * 1000)
            db.use_uids(partial(uid_at, typed, ticks))
            for person in (org.dana.id, org.ilya.id):
                db.insert("meeting", person_id=person, kind="one_on_one", day=day, state="held")
                db.insert("note", person_id=person, kind="praise", day=day, body="words")
                db.insert(
                    "note", person_id=person, kind="feedback", day=day, body="did", situation="there", next_time="then"
                )
                db.insert("clarity", person_id=person, item="role", answer="no", day=day)
                db.insert("promise", person_id=person, body="w", made_on=day, mine=1, state="done", closed_on=day)
                db.insert(
                    "topic", person_id=person, body="w", added_on=day, state="discussed", closed_on=day, theme="coach"
                )
            conflict = db.insert("conflict", name="matter", opened_on=day, state="closed")
            for number in range(4):
                db.insert(
                    "escalation",
                    day=day,
                    summary=f"words {number}",
                    raised_by_id=org.noor.id,
                    moment="none",
                    conflict_id=conflict,
                )
            db.insert("good_call", person_id=org.dana.id, day=day, body="words")
            db.insert("card_answer", team_id=org.platform.id, item="charter", day=day, answer="yes")
            if week:
                period = str(week_of(today - dt.timedelta(weeks=week)))
                db.insert(
                    "review",
                    kind="week",
                    period=period,
                    started_on=day,
                    state="closed",
                    closed_on=day,
                    snapshot='{"figures": {}, "steps": []}',
                )


def steps(org: Org, db: Database) -> int:
    """What opening the review costs: the walk, the trend, earlier lines, and what the talks were for."""

    def opened() -> None:
        org.rhythm.reviews.week()
        org.rhythm.reviews.closed_weeks(before=org.rhythm.reviews.this_week())
        org.rhythm.talks.themes()
        org.rhythm.talks.unclear()

    return database_steps(db, opened)


def test_ten_years_open_as_one_does(org: Org, db: Database) -> None:
    """Counted in steps of the database machine, not in time."""
    fill(org, db, 0, 60)
    org.rhythm.reviews.week()
    after_one = steps(org, db)
    fill(org, db, 60, 460)
    db.connection.execute("ANALYZE")
    org.rhythm.reviews.week()
    assert steps(org, db) <= after_one * 1.3


async def test_the_first_page_reads_as_much_after_ten_years_as_after_one(org: Org, db: Database) -> None:
    app = RhythmApp(org.rhythm)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        page = app.screen
        assert isinstance(page, TodayScreen)
        fill(org, db, 0, 60)
        before = database_steps(db, page.reload)
        fill(org, db, 60, 460)
        assert before / 2 < database_steps(db, page.reload) <= before * 1.3


def test_the_last_word_to_a_manager_is_one_step_down_an_index(org: Org, db: Database) -> None:
    fill(org, db, 0, 200)
    plans: list[str] = []
    db.connection.set_trace_callback(plans.append)
    talks.known_since(db, [org.dana.id])
    db.connection.set_trace_callback(None)
    (sql,) = [one for one in plans if "AS precise" in one]
    plan = " ".join(row[3] for row in db.all(f"EXPLAIN QUERY PLAN {sql}"))
    for index in ("note_precise", "note_praise", "meeting_held"):
        assert index in plan


def test_reviews_before_a_period_are_the_newest_of_them(org: Org, db: Database) -> None:
    from rhythm.queries.reviews import reviews

    fill(org, db, 0, 6)
    periods = [one.period for one in reviews(db, ReviewKind.WEEK, 2, before="2026-W44")]
    assert periods == ["2026-W43", "2026-W42"]
