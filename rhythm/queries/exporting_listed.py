"""Bets and the growth file as rows of a table."""

from __future__ import annotations

from rhythm.interop.listed import ListedKind
from rhythm.queries import growth, portfolio
from rhythm.queries.exporting_names import names_in_files
from rhythm.queries.rows import iso
from rhythm.storage.database import Database


def exported_bets(db: Database) -> tuple[dict[str, str], ...]:
    """Every bet, those that are history included, with its returns and decisions."""
    rows: list[dict[str, str]] = []
    for file in portfolio.files(db, ended=True):
        bet = file.bet
        rows.append(
            {
                "record": ListedKind.BET,
                "bet": bet.name,
                "day": bet.added_on.isoformat(),
                "bucket": bet.bucket,
                "mode": bet.mode or "",
                "importance": str(bet.importance),
                "words": ", ".join(bet.words),
                "ended_on": iso(bet.ended_on) or "",
            }
        )
        rows += [
            {
                "record": ListedKind.RETURN,
                "bet": bet.name,
                "day": one.day.isoformat(),
                "period": one.period,
                "value": str(one.value),
                "why": one.why,
            }
            for one in file.judgements
        ]
        rows += [
            {
                "record": ListedKind.DECISION,
                "bet": bet.name,
                "day": one.day.isoformat(),
                "decision": one.kind,
                "review_on": iso(one.review_on) or "",
                "why": one.why,
            }
            for one in file.decisions
        ]
    return tuple(rows)


def exported_growth(db: Database) -> tuple[dict[str, str], ...]:
    """Every line of evidence, about whomever, and every story; what they came from stays in the store."""
    name = names_in_files(db)
    lines = [
        {
            "record": ListedKind.EVIDENCE,
            "person": name(line.person_id),
            "day": line.day.isoformat(),
            "area": line.area,
            "skill": line.skill,
            "text": line.body,
        }
        for line in sorted(growth.lines(db), key=lambda line: (line.day, line.id))
    ]
    stories = [
        {
            "record": ListedKind.STORY,
            "day": story.day.isoformat(),
            "question": story.question,
            "text": story.title,
            "diagnose": story.diagnose,
            "decide": story.decide,
            "communicate": story.communicate,
        }
        for story in sorted(growth.stories(db), key=lambda story: (story.day, story.id))
    ]
    return (*lines, *stories)
