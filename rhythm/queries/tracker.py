"""Escalations, conflicts, and the weeks in which anything was logged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from rhythm.domain.conflicts import (
    Conflict,
    ConflictState,
    Rules,
    Standing,
    Tally,
    Verdict,
    VerdictKind,
    shown_state,
    tally,
)
from rhythm.domain.escalations import (
    Cause,
    ConflictId,
    Escalation,
    EscalationId,
    GoodCall,
    Handling,
    Moment,
    Party,
    Reached,
)
from rhythm.domain.fixes import Fix, FixState
from rhythm.domain.periods import monday_of, week_of
from rhythm.queries.fixes import newest_fixes
from rhythm.queries.people import led_by
from rhythm.queries.rows import day, marks
from rhythm.storage.database import Database, Row, Value
from rhythm.storage.uid import least_uid
from rhythm.values import NamedTuple

_ESCALATION = """SELECT e.id, e.uid, e.day, e.summary, e.area, e.area_text, e.raised_by_id,
    coalesce(p.name, e.raised_by) AS raised_by, e.meeting_id, e.forum, e.handling, e.cause, e.moment, e.minutes,
    e.conflict_id, e.reached, e.without_me, e.repair
    FROM escalation e LEFT JOIN person p ON p.id = e.raised_by_id WHERE e.deleted_at IS NULL"""
CONFLICT = """SELECT id, uid, name, state, opened_on, card_on, until, put_off, merged_into FROM conflict c
    WHERE c.deleted_at IS NULL AND c.merged_into IS NULL"""
_QUIET = "kind = 'week' AND state = 'closed' AND nothing_reached_me = 1 AND deleted_at IS NULL"
_REMEMBERED_PARTIES = 500
"""About those of a year."""


class ConflictView(NamedTuple):
    """A conflict with its numbers as they stand on a day."""

    conflict: Conflict
    state: ConflictState
    tally: Tally
    parties: tuple[str, ...]
    rows: tuple[Escalation, ...]
    fix: Fix | None

    @property
    def id(self) -> ConflictId:
        """The conflict's number."""
        return self.conflict.id

    @property
    def flagged(self) -> bool:
        """Whether a verdict is due."""
        return self.state is ConflictState.VERDICT_DUE


def escalation(db: Database, escalation_id: int) -> Escalation | None:
    """One escalation."""
    return next(iter(_escalations(db, "AND e.id = ?", escalation_id)), None)


def escalations_of(db: Database, conflict_id: int) -> tuple[Escalation, ...]:
    """The rows of a conflict, by day."""
    return _escalations(db, "AND e.conflict_id = ? ORDER BY e.day, e.id", conflict_id)


def escalations_between(db: Database, first: dt.date, last: dt.date) -> tuple[Escalation, ...]:
    """What reached me in a span of days, by day."""
    return _escalations(db, "AND e.day BETWEEN ? AND ? ORDER BY e.day, e.id", first.isoformat(), last.isoformat())


def all_escalations(db: Database) -> tuple[Escalation, ...]:
    """Everything that ever reached me, by day."""
    return _escalations(db, "ORDER BY e.day, e.id")


def newest_escalations(db: Database, limit: int = 50) -> tuple[Escalation, ...]:
    """The newest escalations, newest first."""
    return _escalations(db, "ORDER BY e.day DESC, e.id DESC LIMIT ?", limit)


def unlinked_escalations(db: Database, since: dt.date) -> tuple[Escalation, ...]:
    """Rows that belong to no conflict yet and are of a day since `since`, or were typed since then, by day.

    What was remembered and entered back-dated waits to be sorted like anything else; old rows of an imported
    file don't, or a first import would ask about a year.
    """
    # The + keeps SQLite from walking everything that never got a conflict.
    return _escalations(
        db,
        """AND +e.conflict_id IS NULL AND e.id IN (SELECT id FROM escalation WHERE deleted_at IS NULL AND day >= ?
        UNION ALL SELECT id FROM escalation WHERE uid >= ? AND (import_key IS NULL OR import_key LIKE 'inbox:%'))
        ORDER BY e.day, e.id""",
        since.isoformat(),
        least_uid(since),
    )


def unlinked_number(db: Database) -> int:
    """How many rows of all years belong to no conflict yet."""
    return int(db.value("SELECT count(*) FROM escalation WHERE deleted_at IS NULL AND conflict_id IS NULL") or 0)


def party_names(db: Database) -> tuple[str, ...]:
    """What was a party by a mere name, neither a team nor a person, in the last so many; newest first."""
    # A line that is being typed asks at each key.
    return db.kept("party names", lambda: _read_party_names(db))


def _read_party_names(db: Database) -> tuple[str, ...]:
    rows = db.all(
        "SELECT name FROM (SELECT * FROM escalation_party ORDER BY id DESC LIMIT ?)"
        " WHERE team_id IS NULL AND person_id IS NULL AND deleted_at IS NULL",
        (_REMEMBERED_PARTIES,),
    )
    return tuple(dict.fromkeys(row[0] for row in rows))


def escalations_with(db: Database, person_id: int, since: dt.date) -> tuple[Escalation, ...]:
    """Rows since a day that a person raised, or to which the person or the person's team is a party.

    What a merged team was party to is the matter of who leads the one that took it up.
    """
    return _escalations(
        db,
        f"""AND e.day >= ? AND (e.raised_by_id = ? OR EXISTS (SELECT 1 FROM escalation_party q
        WHERE q.escalation_id = e.id AND q.deleted_at IS NULL AND (q.person_id = ? OR q.team_id IN
        (SELECT t.id FROM team t JOIN team now ON now.id = coalesce(t.merged_into, t.id) WHERE t.deleted_at IS NULL
        AND ? = {led_by("now")}))))
        ORDER BY e.day DESC, e.id DESC""",
        since.isoformat(),
        person_id,
        person_id,
        person_id,
        db.clock.today().isoformat(),
    )


def conflict(db: Database, conflict_id: int) -> Conflict | None:
    """One conflict, as it is stored; None for one that was merged away."""
    row = db.one(f"{CONFLICT} AND c.id = ?", (conflict_id,))
    return _conflict(row) if row is not None else None


def names_of(db: Database, ids: Collection[int]) -> dict[int, str]:
    """The names of some conflicts; without those that were merged away."""
    rows = db.all(f"{CONFLICT} AND c.id IN ({marks(len(ids))})", tuple(ids))
    return {row["id"]: row["name"] for row in rows}


def conflict_view(db: Database, conflict_id: int, rules: Rules, today: dt.date) -> ConflictView | None:
    """One conflict with its numbers."""
    row = db.one(f"{CONFLICT} AND c.id = ?", (conflict_id,))
    return views(db, [row], rules, today)[0] if row is not None else None


def conflicts_among(db: Database, ids: Sequence[int], rules: Rules, today: dt.date) -> dict[int, ConflictView]:
    """Some conflicts with their numbers; without those that are gone."""
    rows = db.all(f"{CONFLICT} AND c.id IN ({marks(len(ids))})", ids)
    return {view.id: view for view in views(db, rows, rules, today)}


def conflict_views(
    db: Database, rules: Rules, today: dt.date, standings: Iterable[Standing] | None = None
) -> tuple[ConflictView, ...]:
    """All conflicts, or those of some standings, worst first: verdicts due, then fullest window, then newest."""
    wanted = [standing.value for standing in standings] if standings is not None else None
    where = f"AND c.state IN ({marks(len(wanted))})" if wanted is not None else ""
    found = views(db, db.all(f"{CONFLICT} {where}", wanted or ()), rules, today)
    return tuple(sorted(found, key=worst_first))


def cards(db: Database, rules: Rules, today: dt.date) -> tuple[ConflictView, ...]:
    """Conflicts whose verdict is due, fullest first. At most `cards_per_week` of those opened this week.

    Cards that a busy week opened beyond that wait for the next one; the list of conflicts shows them all.
    """
    monday = monday_of(today)
    due = [
        view
        for view in conflict_views(db, rules, today, (Standing.VERDICT_DUE, Standing.LATER))
        if view.state is ConflictState.VERDICT_DUE
    ]
    # Oldest card first, so that what was shown once is not pushed out by a fuller one later in the week.
    fresh = sorted(
        (view for view in due if view.conflict.card_on is not None and view.conflict.card_on >= monday),
        key=lambda view: (view.conflict.card_on or monday, worst_first(view)),
    )
    held_back = {view.id for view in fresh[rules.cards_per_week :]}
    return tuple(view for view in due if view.id not in held_back)


def verdicts_of(db: Database, conflict_id: int) -> tuple[Verdict, ...]:
    """The answers given so far, oldest first."""
    rows = db.all(
        "SELECT conflict_id, day, kind, why, until FROM verdict WHERE conflict_id = ? AND deleted_at IS NULL"
        " ORDER BY day, id",
        (conflict_id,),
    )
    return tuple(_verdict(row) for row in rows)


def conflict_of_verdict(db: Database, verdict_id: int) -> ConflictId | None:
    """The conflict that an answer was given to."""
    found = db.value("SELECT conflict_id FROM verdict WHERE id = ? AND deleted_at IS NULL", (verdict_id,))
    return ConflictId(int(found)) if found is not None else None


def logged_weeks(db: Database, first: dt.date, last: dt.date) -> frozenset[dt.date]:
    """The Mondays of the ISO weeks in a span of days in which anything was logged.

    Logged means an escalation, a call that went well without me, or a closed weekly review that said
    that nothing reached me.
    """
    monday, sunday = monday_of(first), monday_of(last) + dt.timedelta(days=6)
    span = (monday.isoformat(), sunday.isoformat())
    days = db.all(
        "SELECT DISTINCT day FROM escalation WHERE deleted_at IS NULL AND day BETWEEN ? AND ?"
        " UNION SELECT day FROM good_call WHERE deleted_at IS NULL AND day BETWEEN ? AND ?",
        span * 2,
    )
    weeks = {monday_of(dt.date.fromisoformat(row[0])) for row in days}
    quiet = db.all(
        f"SELECT period FROM review WHERE {_QUIET} AND period BETWEEN ? AND ?",
        (str(week_of(monday)), str(week_of(sunday))),
    )
    return frozenset(weeks | {_first_day(period) for (period,) in quiet})


def last_logged_weeks(db: Database, last: dt.date, count: int) -> tuple[dt.date, ...]:
    """The Mondays of the newest logged weeks up to the one of a day, newest first."""
    found: list[dt.date] = []
    after = monday_of(last) + dt.timedelta(weeks=1)
    while len(found) < count:
        # One look into each index a week: the cost does not grow with the years that are stored.
        days = [
            dt.date.fromisoformat(str(day))
            for table in ("escalation", "good_call")
            if (day := db.value(f"SELECT max(day) FROM {table} WHERE deleted_at IS NULL AND day < ?", (str(after),)))
        ]
        # Reviews are looked at only where one could be newer than what was logged, not through all the years.
        since = str(week_of(max(days))) if days else ""
        quiet = db.value(
            f"SELECT max(period) FROM review WHERE {_QUIET} AND period < ? AND period > ?", (str(week_of(after)), since)
        )
        weeks = {monday_of(day) for day in days} | ({_first_day(str(quiet))} if quiet else set())
        if not weeks:
            break
        after = max(weeks)
        found.append(after)
    return tuple(found)


def _first_day(period: str) -> dt.date:
    """The Monday of a week by its period."""
    return dt.date.fromisocalendar(int(period[:4]), int(period[6:]), 1)


def good_calls_between(db: Database, first: dt.date, last: dt.date) -> tuple[GoodCall, ...]:
    """Calls that went well without me, by day."""
    rows = db.all(
        "SELECT g.id, g.uid, g.day, g.body, g.person_id, coalesce(p.name, '') AS person, g.area FROM good_call g"
        " LEFT JOIN person p ON p.id = g.person_id WHERE g.deleted_at IS NULL AND g.day BETWEEN ? AND ?"
        " ORDER BY g.day, g.id",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(
        GoodCall(
            row["id"],
            row["uid"],
            dt.date.fromisoformat(row["day"]),
            row["body"],
            row["person_id"],
            row["person"],
            row["area"],
        )
        for row in rows
    )


def refused(db: Database, escalation_id: int) -> frozenset[ConflictId]:
    """Conflicts that were refused for a row, and are not offered for it again."""
    rows = db.all("SELECT conflict_id FROM refusal WHERE escalation_id = ? AND deleted_at IS NULL", (escalation_id,))
    return frozenset(ConflictId(row[0]) for row in rows)


def views(db: Database, rows: list[Row], rules: Rules, today: dt.date) -> list[ConflictView]:
    """The conflicts of some rows of `CONFLICT` with their numbers, in the order of the rows."""
    conflicts = [_conflict(row) for row in rows]
    ids = [conflict.id for conflict in conflicts]
    members: dict[int, list[Escalation]] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        for member in _escalations(db, f"AND e.conflict_id IN ({marks(len(part))}) ORDER BY e.day, e.id", *part):
            members.setdefault(member.conflict_id or 0, []).append(member)
    newest = newest_fixes(db, ids)
    return [_view(found, tuple(members.get(found.id, ())), newest.get(found.id), rules, today) for found in conflicts]


def _view(
    found: Conflict, rows: tuple[Escalation, ...], newest: Fix | None, rules: Rules, today: dt.date
) -> ConflictView:
    numbers = tally(rows, rules, today)
    came_back = newest is not None and newest.state is FixState.CAME_BACK
    state = shown_state(found, numbers, rules, today, came_back=came_back)
    return ConflictView(found, state, numbers, _parties(rows), rows, newest)


def _parties(rows: Iterable[Escalation]) -> tuple[str, ...]:
    """Who is in it: the names that stand in at least a quarter of the rows with parties, most frequent first."""
    named = [row for row in rows if row.parties]
    names = [party.name for row in named for party in row.parties]
    frequent = (name for name in dict.fromkeys(names) if names.count(name) * 4 >= len(named))
    return tuple(sorted(frequent, key=lambda name: -names.count(name)))


def worst_first(view: ConflictView) -> tuple[int, int, int, int]:
    """What conflicts are sorted by: verdicts due, then fullest window, then newest, then the lower number."""
    rank = {ConflictState.VERDICT_DUE: 0, ConflictState.CAME_BACK: 1, ConflictState.AMBER: 2}
    last = view.tally.last_day
    quiet = (ConflictState.CLOSED, ConflictState.TENSION, ConflictState.HELD)
    place = 4 if view.state in quiet else rank.get(view.state, 3)
    return place, -view.tally.occasions, -(last.toordinal() if last is not None else 0), view.id


def _escalations(db: Database, where: str, *values: Value) -> tuple[Escalation, ...]:
    rows = db.all(f"{_ESCALATION} {where}", values)
    parties: dict[int, list[Party]] = {}
    ids = [row[0] for row in rows]
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        for number, *party in db.all(
            "SELECT q.escalation_id, coalesce(t.name, p.name, q.name) AS name, q.team_id, q.person_id"
            " FROM escalation_party q LEFT JOIN team t ON t.id = q.team_id LEFT JOIN person p ON p.id = q.person_id"
            f" WHERE q.deleted_at IS NULL AND q.escalation_id IN ({marks(len(part))})"
            " ORDER BY q.escalation_id, q.place",
            part,
        ):
            parties.setdefault(number, []).append(Party(*party))
    return tuple([_escalation(row, tuple(parties.get(row[0], ()))) for row in rows])


def _escalation(row: Row, parties: tuple[Party, ...]) -> Escalation:
    # Taken apart by place: a list of conflicts has hundreds of rows, and a name is sought among all columns.
    number, uid, on, summary, area, area_text, raised_by_id, raised_by, meeting_id, forum, *rest = row
    handling, cause, moment, minutes, conflict_id, reached, without_me, repair = rest
    return Escalation(
        EscalationId(number),
        uid,
        dt.date.fromisoformat(on),
        summary,
        parties,
        area,
        area_text,
        raised_by_id,
        raised_by,
        meeting_id,
        forum,
        _HANDLINGS[handling] if handling else None,
        _CAUSES[cause] if cause else None,
        _MOMENTS[moment] if moment else None,
        minutes,
        conflict_id,
        _REACHED[reached] if reached else None,
        without_me,
        repair,
    )


_HANDLINGS, _CAUSES, _MOMENTS, _REACHED = (
    {one.value: one for one in Handling},
    {one.value: one for one in Cause},
    {one.value: one for one in Moment},
    {one.value: one for one in Reached},
)
"""By the word that is stored; `Handling(word)` would find it in four times the time."""


def _conflict(row: Row) -> Conflict:
    return Conflict(
        id=ConflictId(row["id"]),
        uid=row["uid"],
        name=row["name"],
        standing=Standing(row["state"]),
        opened_on=dt.date.fromisoformat(row["opened_on"]),
        card_on=day(row["card_on"]),
        until=day(row["until"]),
        put_off=row["put_off"],
        merged_into=row["merged_into"],
    )


def _verdict(row: Row) -> Verdict:
    return Verdict(
        ConflictId(row["conflict_id"]),
        dt.date.fromisoformat(row["day"]),
        VerdictKind(row["kind"]),
        row["why"],
        day(row["until"]),
    )
