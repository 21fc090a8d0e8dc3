"""Which conflict a line may belong to, from the profiles that every action keeps up to date."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from rhythm.domain.conflicts import ConflictState, Rules
from rhythm.domain.escalations import ConflictId, NewEscalation
from rhythm.domain.matching.lines import Line, read_line
from rhythm.domain.matching.profiles import Corpus, Profile
from rhythm.domain.matching.roster import Habit, Roster, Team, with_habits
from rhythm.domain.matching.scoring import Match, suggest
from rhythm.domain.matching.words import Vocabulary
from rhythm.queries import people, tracker
from rhythm.queries.tracker import ConflictView
from rhythm.storage.database import Database

HABIT_ROWS = 500
"""So many of the newest rows say who speaks for which party."""


class Suggestion(NamedTuple):
    """A conflict that a line may belong to: how likely, why, and how the conflict stands."""

    conflict_id: ConflictId
    name: str
    score: float
    reasons: tuple[str, ...]
    view: ConflictView

    @property
    def occasions(self) -> int:
        """Counted occasions so far, without the line itself."""
        return self.view.tally.occasions

    @property
    def last_day(self) -> dt.date | None:
        """The day of the last row."""
        return self.view.tally.last_day

    @property
    def after_fix(self) -> dt.date | None:
        """For a conflict that was fixed, since when: a hit there reads "came back after the fix"."""
        fixed = (ConflictState.HELD, ConflictState.IN_EFFECT, ConflictState.UNCLEAR)
        fix = self.view.fix
        return fix.in_effect if fix is not None and self.view.state in fixed else None


def suggestions(
    db: Database,
    new: NewEscalation,
    words: Vocabulary,
    rules: Rules,
    today: dt.date,
    refused: Collection[ConflictId] = (),
    limit: int = 5,
) -> tuple[Suggestion, ...]:
    """Conflicts, open and closed, that a line may belong to, likeliest first."""
    line = read(new, roster(db), words)
    found = []
    for match in matches(db, line, limit + len(refused)):
        if match.conflict_id in refused:
            continue
        view = tracker.conflict_view(db, match.conflict_id, rules, today)
        if view is not None:
            found.append(Suggestion(match.conflict_id, view.conflict.name, match.score, match.reasons, view))
    return tuple(found[:limit])


def matches(db: Database, line: Line, limit: int) -> tuple[Match, ...]:
    """What the matcher says of a line, over the stored profiles."""
    profiles = [
        (ConflictId(row[0]), Profile.from_json(json.loads(row[1])))
        for row in db.all("SELECT conflict_id, data FROM match_profile ORDER BY conflict_id")
    ]
    frequency = {
        token: int(db.value("SELECT count(*) FROM match_token WHERE token = ?", (token,)) or 0) for token in line.tokens
    }
    lines = int(db.value("SELECT count(*) FROM match_line") or 0)
    return suggest(line, profiles, Corpus(lines, frequency), limit)


def read(new: NewEscalation, who: Roster, words: Vocabulary) -> Line:
    """A line as the matcher sees it."""
    return read_line(
        new.summary,
        tuple(party.name for party in new.parties),
        new.raised_by or None,
        new.area_text or new.area or None,
        new.forum or None,
        new.day,
        who,
        words,
    )


def roster(db: Database) -> Roster:
    """Teams with their names and managers, everybody else's name, and parties known from what was logged."""
    everybody = people.everybody(db)
    names = {person.id: person.name for person in everybody}
    teams = tuple(
        Team(team.name, team.aliases, (names[team.manager_id],) if team.manager_id in names else ())
        for team in people.all_teams(db)
    )
    rows = db.all(
        """SELECT coalesce(p.name, e.raised_by) AS person, coalesce(t.name, q.name) AS party, e.id FROM (
            SELECT id, raised_by, raised_by_id FROM escalation WHERE deleted_at IS NULL ORDER BY day DESC LIMIT ?) e
        JOIN escalation_party q ON q.escalation_id = e.id AND q.deleted_at IS NULL AND q.person_id IS NULL
        LEFT JOIN team t ON t.id = q.team_id LEFT JOIN person p ON p.id = e.raised_by_id""",
        (HABIT_ROWS,),
    )
    raised = Counter(person for person, _ in {(row[0], row[2]) for row in rows} if person)
    spoken = Counter((row[0], row[1]) for row in rows if row[0])
    habits = [Habit(person, party, count, raised[person]) for (person, party), count in spoken.items()]
    known = Roster(teams, tuple(person.name for person in everybody if not person.is_me))
    return with_habits(known, {row[1] for row in rows}, habits)
