"""Which conflict a line may belong to, from the profiles that every action keeps up to date."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from rhythm.domain.conflicts import ConflictState, Rules
from rhythm.domain.escalations import ConflictId, Escalation, NewEscalation
from rhythm.domain.matching.candidates import MOST_CANDIDATES, choose_candidates, tokens_to_look_up
from rhythm.domain.matching.comparing import Compared, KnownConflicts
from rhythm.domain.matching.lines import Line, read_line
from rhythm.domain.matching.profiles import Corpus, Profile
from rhythm.domain.matching.roster import Habit, Roster, Team, with_habits
from rhythm.domain.matching.scoring import Match
from rhythm.domain.matching.words import Vocabulary
from rhythm.domain.names import name_key
from rhythm.domain.people import PersonId
from rhythm.domain.people import Team as KnownTeam
from rhythm.queries import people, tracker
from rhythm.queries.rows import marks
from rhythm.queries.tracker import ConflictView
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

TEAM = "@"
"""First character of a token that stands for a team in the table of tokens; no word and no concept begins so."""

NEWEST_LINES = 500
"""So many of the newest lines, two years of them, say how common a word is. Of a team that is party to more lines than
these, the newest say in which conflicts it is: it is party to a quarter of everything, and what it last met is what it
may meet again."""

NEWEST_WITH_WORD = 120
"""Of a word that stands in more lines than these, the newest say in which conflicts it does. After forty years each of
them is a page of the file, and what is read of it takes the place of the program in the caches of the processor."""

WAITING_DAYS = 90
"""What belongs to no conflict for so long waits for none; it says how common its words are elsewhere."""

HABIT_ROWS = 250
"""So many of the newest rows, a year of them, say who speaks for which party."""


class Suggestion(NamedTuple):
    """A conflict that a line may belong to: how likely, why, and how the conflict stands; `day` is the line's."""

    conflict_id: ConflictId
    name: str
    score: float
    reasons: tuple[str, ...]
    view: ConflictView
    day: dt.date | None = None

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
        """For a conflict that was fixed, since when: a hit there reads "came back after the fix". What is of a day
        before the fix says nothing of it."""
        fixed = (ConflictState.HELD, ConflictState.IN_EFFECT, ConflictState.UNCLEAR)
        since = self.view.fix.in_effect if self.view.fix is not None and self.view.state in fixed else None
        return since if since is None or self.day is None or self.day >= since else None


def suggestions(
    db: Database,
    new: NewEscalation,
    words: Vocabulary,
    rules: Rules,
    today: dt.date,
    refused: Collection[ConflictId] = (),
    limit: int = 3,
    least: float = 0.0,
) -> tuple[Suggestion, ...]:
    """Conflicts, open and closed, that a line may belong to with a probability of `least`, likeliest first."""
    line = read(new, roster(db), words)
    likely = [
        match
        for match in matches(db, line, limit + len(refused))
        if match.conflict_id not in refused and match.score >= least
    ][:limit]
    shown = _views(db, [match.conflict_id for match in likely], rules, today)
    return tuple(
        Suggestion(match.conflict_id, view.conflict.name, match.score, match.reasons, view, new.day)
        for match in likely
        if (view := shown.get(match.conflict_id)) is not None
    )


def _views(
    db: Database, wanted: Sequence[ConflictId], rules: Rules, today: dt.date
) -> Mapping[int, ConflictView | None]:
    """How some conflicts stand: those that a line is likely of are mostly the same at its next key."""
    read: dict[int, ConflictView | None] = db.kept(("views", rules, today), dict)
    if missing := [one for one in wanted if one not in read]:
        read.update(dict.fromkeys(missing))
        read.update(tracker.conflicts_among(db, missing, rules, today))
    return read


def matches(db: Database, line: Line, limit: int) -> tuple[Match, ...]:
    """What the matcher says of a line: of all conflicts, or of those worth scoring when there are very many."""
    corpus = corpus_of(db, line)
    few = db.kept("few", lambda: _all_when_few(db))
    # A word that is being typed is mostly none yet, and then the candidates are those of the key before.
    tokens = tokens_to_look_up(line, corpus) if few is None else ()

    def compared() -> Compared:
        # Asked anew: if another program wrote just now, what was known of the words is of before.
        counts, now = corpus_of(db, line), db.kept("few", lambda: _all_when_few(db))
        chosen = _candidates(db, line, tokens or tokens_to_look_up(line, counts), counts) if now is None else now
        # A further word mostly leaves the candidates as they are, and then all that is known of them holds.
        return db.kept(("compared", tuple(chosen), line.day), lambda: Compared(chosen, _known(db, chosen), counts))

    return db.kept(("compared for", tokens, line.parties, line.day), compared).matches(line, limit)


def _all_when_few(db: Database) -> list[ConflictId] | None:
    """All conflicts, where they are few enough to score them all. A profile is long, and to count all reads them."""
    rows = db.all("SELECT conflict_id FROM match_profile LIMIT ?", (MOST_CANDIDATES + 1,))
    return [ConflictId(row[0]) for row in rows] if len(rows) <= MOST_CANDIDATES else None


def _candidates(db: Database, line: Line, tokens: Sequence[str], corpus: Corpus) -> list[ConflictId]:
    """The conflicts worth scoring."""
    found = _conflicts_with(db, [*tokens, *(TEAM + team for team in line.parties)])
    by_token = {token: found[token] for token in tokens}
    by_team = {team: found[TEAM + team] for team in line.parties}
    return sorted(choose_candidates(line, by_token, by_team, corpus))


def _known(db: Database, wanted: Sequence[ConflictId]) -> KnownConflicts:
    """What is known of conflicts, these among them. A profile is long, and is read once while a line is typed."""
    known = db.kept("known conflicts", KnownConflicts)
    if missing := [one for one in wanted if one not in known.profiles]:
        sql = f"SELECT conflict_id, data FROM match_profile WHERE conflict_id IN ({marks(len(missing))})"
        rows = db.all(sql, missing)
        # One text is decoded in less time than each by itself.
        data = json.loads(f"[{','.join([row[1] for row in rows])}]")
        known.add(zip([ConflictId(row[0]) for row in rows], map(Profile.from_json, data), strict=True))
    return known


def newest_lines(db: Database) -> int:
    """The row after which the newest `NEWEST_LINES` begin; 0 when there are no more than these."""
    sql = "SELECT escalation_id FROM match_line ORDER BY escalation_id DESC LIMIT 1 OFFSET ?"
    return db.kept("newest lines", lambda: int(db.value(sql, (NEWEST_LINES,)) or 0))


def corpus_of(db: Database, line: Line) -> Corpus:
    """The newest lines, but for those that wait to be sorted: one of them may well be of the conflict that is looked
    for, and would make its words look common elsewhere. A word that stands in older lines alone counts as in one.

    What is known of a word is not asked anew at each key behind it."""
    since = (line.day - dt.timedelta(days=WAITING_DAYS)).isoformat()
    known: dict[str, int] = db.kept(("how common", since), dict)
    if missing := [token for token in line.tokens if token not in known]:
        known.update(_how_common(db, missing, since))
    return Corpus(db.kept(("lines", since), lambda: _lines_since(db, since)), known)


def _lines_since(db: Database, since: str) -> int:
    sql = "SELECT count(*) FROM match_line WHERE escalation_id > ? AND (conflict_id IS NOT NULL OR day < ?)"
    return int(db.value(sql, (newest_lines(db), since)) or 0)


def _how_common(db: Database, tokens: Sequence[str], since: str) -> Mapping[str, int]:
    after = newest_lines(db)
    # Whether older lines have it is one step down the index for each.
    rows = db.all(
        f"WITH wanted(token) AS (VALUES {marks(len(tokens), '(?)')}) SELECT token,"
        " (SELECT count(*) FROM match_token t WHERE t.token = wanted.token AND t.escalation_id > ?),"
        " EXISTS (SELECT 1 FROM match_token t WHERE t.token = wanted.token AND t.escalation_id <= ?) FROM wanted",
        (*tokens, after, after),
    )
    waiting = db.kept(("words that wait", since), lambda: _waiting_words(db, since, after))
    return {token: newest - waiting.get(token, 0) or int(before) for token, newest, before in rows}


def _waiting_words(db: Database, since: str, after: int) -> Mapping[str, int]:
    """In how many of the newest lines that wait to be sorted each token occurs: a few lines, read once."""
    rows = db.all(
        "SELECT t.token FROM match_line l JOIN match_token t ON t.escalation_id = l.escalation_id"
        " WHERE l.conflict_id IS NULL AND l.day >= ? AND l.escalation_id > ?",
        (since, after),
    )
    return Counter([row[0] for row in rows])


def _conflicts_with(db: Database, tokens: Sequence[str]) -> dict[str, list[ConflictId]]:
    """In which conflicts each token stands; what is asked of one word is not asked anew at each key behind it."""
    read: dict[str, list[ConflictId]] = db.kept("conflicts with", dict)
    read.update((token, _read_conflicts_with(db, token)) for token in tokens if token not in read)
    return {token: read[token] for token in tokens}


def _read_conflicts_with(db: Database, token: str) -> list[ConflictId]:
    rows = db.all(
        "SELECT DISTINCT l.conflict_id FROM (SELECT escalation_id FROM match_token WHERE token = ?"
        " ORDER BY escalation_id DESC LIMIT ?) t JOIN match_line l ON l.escalation_id = t.escalation_id"
        " WHERE l.conflict_id IS NOT NULL",
        (token, NEWEST_LINES if token.startswith(TEAM) else NEWEST_WITH_WORD),
    )
    return [ConflictId(row[0]) for row in rows]


def read(new: NewEscalation, who: Roster, words: Vocabulary) -> Line:
    """A line as the matcher sees it."""
    return read_line(
        new.summary,
        tuple(party.name for party in new.parties),
        new.raised_by or None,
        # `launch-timing`, `launch_timing` and `Launch timing` are one.
        name_key(new.area_text or new.area) or None,
        new.forum or None,
        new.day,
        who,
        words,
    )


def lines_of(db: Database, rows: Iterable[Escalation], words: Vocabulary) -> list[Line]:
    """Stored rows as the matcher sees them now, with their words as they were written."""
    who = roster(db)
    return [
        read(
            NewEscalation(
                row.summary, row.day, row.parties, row.area, row.area_text, raised_by=row.raised_by, forum=row.forum
            ),
            who,
            words,
        )
        for row in rows
    ]


def roster(db: Database) -> Roster:
    """Teams with their names and managers, everybody else's name, and parties known from what was logged."""
    return db.kept("roster", lambda: _read_roster(db))


def _read_roster(db: Database) -> Roster:
    everybody = people.everybody(db)
    names = {person.id: person.name for person in everybody}
    before = _led_before(db)
    teams = tuple(
        Team(team.name, team.aliases, _leaders(team, before, names))
        for team in people.all_teams(db)
        if not team.merged_into
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


def _led_before(db: Database) -> dict[str, list[PersonId | None]]:
    """Whom the uid of a team ever named as its manager before."""
    before: dict[str, list[PersonId | None]] = {}
    for row in db.all(
        "SELECT DISTINCT row_uid, json_extract(old, '$.manager_id') FROM change WHERE op = 'U'"
        " AND row_uid IN (SELECT uid FROM team)"
    ):
        before.setdefault(row[0], []).append(row[1])
    return before


def _leaders(
    team: KnownTeam, before: Mapping[str, Sequence[PersonId | None]], names: Mapping[PersonId, str]
) -> tuple[str, ...]:
    """Who leads a team and who did before: old lines speak of them by name."""
    ids = dict.fromkeys([team.manager_id, *before.get(team.uid, ())])
    return tuple(names[one] for one in ids if one is not None and one in names)
