"""Bets and the growth file from a table, each file as one action; the same file again changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from rhythm.actions.growth import add_line, add_story, edit_line, edit_story
from rhythm.actions.importing import Report, all_or_nothing, problem_of
from rhythm.actions.portfolio import add_bet, decide_bet, edit_bet, judge_bet
from rhythm.domain.dates import parse_full_day
from rhythm.domain.growth import STORY_PARTS, NewLine, NewStory
from rhythm.domain.names import words_key
from rhythm.domain.people import PersonId
from rhythm.domain.periods import parse_quarter
from rhythm.domain.portfolio import Bet, Bucket, DecisionKind, Mode, NewBet, parse_mark, parse_words
from rhythm.domain.text import tidy_line, tidy_text
from rhythm.errors import BadInput, RhythmError
from rhythm.interop.listed import ListedFile, ListedKind, ListedRow
from rhythm.queries import growth, portfolio
from rhythm.queries.rows import iso
from rhythm.storage.database import Database

Take = Callable[[ListedRow], str]
"""Stores a row, and says whether it was added, changed or unchanged."""

_ADDED, _CHANGED, _UNCHANGED = "added", "changed", "unchanged"


def import_bets(
    db: Database, file: ListedFile, start_month: int, *, dry_run: bool = False, keep_going: bool = False
) -> Report:
    """Bring in bets by their name, with returns by quarter and decisions by day. Blank cells change nothing."""
    takes: dict[ListedKind, Take] = {
        ListedKind.BET: lambda row: _bet(db, row),
        ListedKind.RETURN: lambda row: _return(db, row, start_month),
        ListedKind.DECISION: lambda row: _decision(db, row),
    }
    return _taken(db, "import bets", file, takes, dry_run=dry_run, keep_going=keep_going)


def import_growth(
    db: Database,
    file: ListedFile,
    find_person: Callable[[str], PersonId | None],
    *,
    dry_run: bool = False,
    keep_going: bool = False,
) -> Report:
    """Bring in lines of evidence and stories; `find_person` says who is meant, None for the director."""
    takes: dict[ListedKind, Take] = {
        ListedKind.EVIDENCE: lambda row: _line(db, row, find_person),
        ListedKind.STORY: lambda row: _story(db, row),
    }
    return _taken(db, "import the growth file", file, takes, dry_run=dry_run, keep_going=keep_going)


def _taken(
    db: Database, label: str, file: ListedFile, takes: dict[ListedKind, Take], *, dry_run: bool, keep_going: bool
) -> Report:
    report = Report(problems=list(file.problems))
    with all_or_nothing(db, label, report, dry_run=dry_run, keep_going=keep_going):
        for row in file.rows:
            try:
                became = takes[row.kind](row)
            except (RhythmError, ValueError) as error:
                report.problems.append(problem_of(row.row, error))
                report.left += 1
                continue
            report.added += became == _ADDED
            report.changed += became == _CHANGED
            report.unchanged += became == _UNCHANGED
    return Report(problems=report.problems, refused=True) if report.refused else report


def _bet(db: Database, row: ListedRow) -> str:
    cells = row.cells
    found = _known_bet(db, cells["bet"])
    mode = Mode(cells["mode"]) if cells["mode"] else None
    words = parse_words(cells["words"])
    if found is None:
        importance = parse_mark(cells["importance"], "importance")
        found = add_bet(db, NewBet(cells["bet"], Bucket(cells["bucket"]), importance, mode, words))
        if cells["day"]:
            db.update("bet", found.id, added_on=iso(_day(cells["day"])))
        if cells["ended_on"]:
            db.update("bet", found.id, ended_on=iso(_day(cells["ended_on"])))
        return _ADDED
    edit_bet(
        db,
        found.id,
        bucket=Bucket(cells["bucket"]) if cells["bucket"] else None,
        mode=mode,
        importance=parse_mark(cells["importance"], "importance") if cells["importance"] else None,
        words=words or None,
    )
    if cells["ended_on"]:
        db.update("bet", found.id, ended_on=iso(_day(cells["ended_on"])))
    return _UNCHANGED if portfolio.bet(db, found.id) == found else _CHANGED


def _return(db: Database, row: ListedRow, start_month: int) -> str:
    cells, bet = row.cells, _the_bet(db, row.cells["bet"])
    quarter = parse_quarter(cells["period"], db.clock.today(), start_month=start_month)
    before = next((one for one in portfolio.judgements(db) if (one.bet_id, one.period) == (bet.id, str(quarter))), None)
    value = parse_mark(cells["value"], "the return")
    day = _day(cells["day"]) if cells["day"] else before.day if before is not None else None
    after = judge_bet(db, bet.id, value, quarter, day=day, why=cells["why"])
    return _became(before, after)


def _decision(db: Database, row: ListedRow) -> str:
    cells, bet = row.cells, _the_bet(db, row.cells["bet"])
    kind, day = DecisionKind(cells["decision"]), _day(cells["day"]) if cells["day"] else db.clock.today()
    review_on = _day(cells["review_on"]) if cells["review_on"] else None
    said = (bet.id, day, kind, tidy_line(cells["why"]), review_on)
    if any((one.bet_id, one.day, one.kind, one.why, one.review_on) == said for one in portfolio.decisions(db)):
        return _UNCHANGED
    decide_bet(db, bet.id, kind, why=cells["why"], day=day, review_on=review_on)
    return _ADDED


def _line(db: Database, row: ListedRow, find_person: Callable[[str], PersonId | None]) -> str:
    cells = row.cells
    person_id = find_person(cells["person"])
    day, body = _day(cells["day"]) if cells["day"] else db.clock.today(), tidy_line(cells["text"])
    whose = person_id if person_id is not None else _me(db)
    before = (
        next((one for one in growth.lines(db, whose) if (one.day, one.body) == (day, body)), None) if whose else None
    )
    if before is None:
        add_line(db, NewLine(body, day, cells["area"], cells["skill"]), person_id)
        return _ADDED
    changes = {name: cells[name] for name in ("area", "skill") if cells[name]}
    return _became(before, edit_line(db, before.id, **changes))


def _story(db: Database, row: ListedRow) -> str:
    cells = row.cells
    if not cells["question"]:
        raise BadInput("the story names no question", "name one of growth.yaml, such as org_design")
    title, day = tidy_line(cells["text"]), _day(cells["day"]) if cells["day"] else None
    before = next((one for one in growth.stories(db) if (one.question, one.title) == (cells["question"], title)), None)
    parts = {part: tidy_text(cells[part]) for part in STORY_PARTS}
    if before is None:
        add_story(
            db, NewStory(cells["question"], title, parts["diagnose"], parts["decide"], parts["communicate"]), day=day
        )
        return _ADDED
    return _became(before, edit_story(db, before.id, **{part: text for part, text in parts.items() if text}))


def _became(before: object, after: object) -> str:
    return _ADDED if before is None else _UNCHANGED if before == after else _CHANGED


def _known_bet(db: Database, name: str) -> Bet | None:
    key = words_key(name)
    return next((bet for bet in portfolio.bets(db, ended=True) if words_key(bet.name) == key), None)


def _the_bet(db: Database, name: str) -> Bet:
    found = _known_bet(db, name)
    if found is None:
        raise BadInput("that bet is not known", "put a row of the bet itself into the file")
    return found


def _me(db: Database) -> PersonId | None:
    found = db.value("SELECT id FROM person WHERE is_me = 1 AND deleted_at IS NULL")
    return PersonId(int(found)) if found is not None else None


def _day(text: str) -> dt.date:
    return parse_full_day(text)
